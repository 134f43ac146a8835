//! `JudgementService`.

use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use rapporteur::v1::{
    self, CorrectFieldRequest, CorrectFieldResponse, ImportJudgementsRequest, ImportJudgementsResponse,
    ListJudgementsRequest, ListJudgementsResponse, MergeRecordsRequest, MergeRecordsResponse,
    SplitRecordRequest, SplitRecordResponse, UndoJudgementRequest, UndoJudgementResponse,
    judgement_service_server::JudgementService,
};
use rapporteur_model::{
    RecordId, ReportId,
    judgement::{Decision, Judgement},
    mention::MentionKind,
};
use rapporteur_storage::Lookup;
use tonic::{Request, Response, Status};

use super::answer::blocking;
use crate::{
    convert::{
        common::count,
        judgement::{judgement, judgement_of},
        name,
    },
    engine::{Engine, JudgeError, NewJudgement, Wanted},
    list_page,
    request::Violations,
    status,
};

/// Judgements on a page when the request does not say.
const DEFAULT_PAGE_SIZE: usize = 50;
/// The most judgements of one import.
const MAX_IMPORT: usize = 10_000;

/// Takes judgements in and lists them.
#[derive(Debug, Clone)]
pub struct JudgementHandlers {
    engine: Arc<Engine>,
}

impl JudgementHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// Takes a judgement of now; `answer` makes the reply of it.
    async fn judge<T: Send + 'static>(
        &self,
        (author, reason): (String, String),
        wanted: Wanted,
        answer: impl FnOnce(&Engine, &Judgement) -> Result<T, Status> + Send + 'static,
    ) -> Result<Response<T>, Status> {
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let new = NewJudgement { author, reason, decided_at: now(), wanted };
            let taken = engine.judge(new).map_err(|error| refused(&error))?;
            answer(&engine, &taken)
        })
        .await
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The present name of the record that holds a mention; empty where none does.
fn present(engine: &Engine, kind: MentionKind, mention: Option<&RecordId>) -> Result<String, Status> {
    let Some(&mention) = mention else { return Ok(String::new()) };
    match engine.record_of(kind, mention).map_err(|error| status::store(&error))? {
        Lookup::Found(id) => Ok(name::record(kind, id)),
        Lookup::Gone | Lookup::Unknown => Ok(String::new()),
    }
}

fn refused(error: &JudgeError) -> Status {
    match error {
        JudgeError::Store(error) => status::store(error),
        JudgeError::NoRecord { kind, name } => {
            Status::not_found(format!("there is no `{}`", name::record(*kind, *name)))
        }
        JudgeError::NoJudgement(id) => Status::not_found(format!("there is no `{}`", name::judgement(*id))),
        JudgeError::AlreadyOne | JudgeError::CannotSplit(_) => Status::failed_precondition(error.to_string()),
        JudgeError::Correction(wrong) => {
            let field = if wrong.is_of_field() { "field" } else { "value" };
            status::invalid_field(field, error.to_string())
        }
        JudgeError::Text { field, problem } => status::invalid_field(field, problem.clone()),
        JudgeError::Changed(_) => status::invalid_field("judgements", error.to_string()),
    }
}

#[tonic::async_trait]
impl JudgementService for JudgementHandlers {
    async fn merge_records(
        &self,
        request: Request<MergeRecordsRequest>,
    ) -> Result<Response<MergeRecordsResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let one = violations.record("one", &request.one);
        let two = violations.record("two", &request.two);
        if let (Some((one, _)), Some((two, _))) = (one, two)
            && one != two
        {
            violations.add("two", format!("is no {}, as `one` is", one.as_str()));
        }
        violations.required("author", &request.author);
        let ((kind, one), (_, two)) = violations.finish_with(one.zip(two))?;
        self.judge(
            (request.author, request.reason),
            Wanted::Merge { kind, one, two },
            move |engine, taken| {
                Ok(MergeRecordsResponse {
                    record: present(engine, kind, Some(&one))?,
                    judgement: Some(judgement(taken, true)),
                })
            },
        )
        .await
    }

    async fn split_record(
        &self,
        request: Request<SplitRecordRequest>,
    ) -> Result<Response<SplitRecordResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let record = violations.record("name", &request.name);
        if request.reports.is_empty() {
            violations
                .add("reports", "is missing: name the reports whose mentions do not belong to the record");
        }
        let reports: Vec<ReportId> = request
            .reports
            .iter()
            .enumerate()
            .filter_map(|(at, report)| violations.name(&format!("reports[{at}]"), "reports", report))
            .collect();
        violations.required("author", &request.author);
        let (kind, record) = violations.finish_with(record)?;
        self.judge(
            (request.author, request.reason),
            Wanted::Split { kind, record, reports },
            move |engine, taken| {
                let (apart, from) = match &taken.decision {
                    Decision::Split { apart, from } => (apart.first(), from.first()),
                    _ => (None, None),
                };
                Ok(SplitRecordResponse {
                    record: present(engine, kind, from)?,
                    apart: present(engine, kind, apart)?,
                    judgement: Some(judgement(taken, true)),
                })
            },
        )
        .await
    }

    async fn correct_field(
        &self,
        request: Request<CorrectFieldRequest>,
    ) -> Result<Response<CorrectFieldResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let record = violations.record("name", &request.name);
        let field = violations.required("field", &request.field);
        let value = violations.required("value", &request.value);
        violations.required("author", &request.author);
        let ((kind, record), (field, value)) = violations.finish_with(record.zip(field.zip(value)))?;
        self.judge(
            (request.author, request.reason),
            Wanted::Correct { kind, record, field, value },
            move |engine, taken| {
                Ok(CorrectFieldResponse {
                    record: present(engine, kind, Some(&record))?,
                    judgement: Some(judgement(taken, true)),
                })
            },
        )
        .await
    }

    async fn undo_judgement(
        &self,
        request: Request<UndoJudgementRequest>,
    ) -> Result<Response<UndoJudgementResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let undone = violations.name("name", "judgements", &request.name);
        violations.required("author", &request.author);
        let undone = violations.finish_with(undone)?;
        let wanted = Wanted::Undo { judgement: undone };
        self.judge((request.author, request.reason), wanted, |_, taken| {
            Ok(UndoJudgementResponse { judgement: Some(judgement(taken, true)) })
        })
        .await
    }

    async fn list_judgements(
        &self,
        request: Request<ListJudgementsRequest>,
    ) -> Result<Response<ListJudgementsResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
        let token = violations.page_token(&request.page_token);
        violations.finish()?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let all = engine.judgements().map_err(|error| status::store(&error))?;
            let list = all.iter().map(|(judgement, _)| judgement.id.to_string()).collect::<String>();
            let page = list_page::page(&list, all.len(), size, token.as_deref())
                .map_err(|error| status::store(&error))?;
            let shown = all.get(page.range).unwrap_or_default();
            Ok(ListJudgementsResponse {
                judgements: shown.iter().map(|(one, in_force)| judgement(one, *in_force)).collect(),
                next_page_token: page.next_page_token,
            })
        })
        .await
    }

    async fn import_judgements(
        &self,
        request: Request<ImportJudgementsRequest>,
    ) -> Result<Response<ImportJudgementsResponse>, Status> {
        let judgements: Vec<v1::Judgement> = request.into_inner().judgements;
        let mut violations = Violations::default();
        if judgements.len() > MAX_IMPORT {
            violations.add("judgements", format!("has {}; the most is {MAX_IMPORT}", judgements.len()));
        }
        let mut read = Vec::with_capacity(judgements.len().min(MAX_IMPORT));
        for (at, message) in judgements.iter().take(MAX_IMPORT).enumerate() {
            match judgement_of(message) {
                Ok(judgement) => read.push(judgement),
                Err(problem) => violations.add(&format!("judgements[{at}]"), problem),
            }
        }
        violations.finish()?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let new = engine.import_judgements(&read).map_err(|error| refused(&error))?;
            Ok(ImportJudgementsResponse { new_count: count(new) })
        })
        .await
    }
}
