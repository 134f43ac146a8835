//! `RecordService`.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use rapporteur::v1::{
    self, ExplainMatchRequest, ExplainMatchResponse, ExportRecordsRequest, ExportRecordsResponse,
    ListStatementsRequest, ListStatementsResponse, RecordKind, RecordView, WatchRecordsRequest,
    WatchRecordsResponse, record_service_server::RecordService,
};
use rapporteur_model::{
    RecordId,
    explanation::Explanation,
    mention::{Mention, MentionKind},
};
use rapporteur_resolution::statements;
use rapporteur_storage::StoreError;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::answer::{blocking, recount_records};
use crate::{
    convert::{
        judgement::{feature, statement},
        name, span_unit,
    },
    engine::Engine,
    export::{self, Export},
    list_page,
    request::Violations,
    status,
    watch::{self, DEFAULT_HEARTBEAT, Place, Watch},
};

/// Statements on a page when the request does not say.
const DEFAULT_PAGE_SIZE: usize = 50;

/// Answers questions about records of any kind.
#[derive(Debug, Clone)]
pub struct RecordHandlers {
    engine: Arc<Engine>,
    heartbeat: Duration,
}

impl RecordHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine, heartbeat: DEFAULT_HEARTBEAT }
    }

    /// The same, with watches that say so often that nothing happened.
    #[must_use]
    pub fn with_heartbeat(self, heartbeat: Duration) -> Self {
        Self { heartbeat, ..self }
    }
}

/// What is said of a token that leads nowhere.
const NO_TOKEN: &str = "is no token of this server's store; begin anew, without one or with `from_start`";

fn wanted_kind(violations: &mut Violations, number: i32) -> Option<MentionKind> {
    match violations.word::<RecordKind>("kinds", number)? {
        RecordKind::Unspecified => {
            violations.add("kinds", "RECORD_KIND_UNSPECIFIED is no kind of record");
            None
        }
        RecordKind::Meeting => Some(MentionKind::Meeting),
        RecordKind::Person => Some(MentionKind::Person),
        RecordKind::Quote => Some(MentionKind::Quote),
    }
}

/// The kinds that are named; all where none is.
fn wanted_kinds(violations: &mut Violations, numbers: &[i32]) -> BTreeSet<MentionKind> {
    let kinds: BTreeSet<MentionKind> =
        numbers.iter().filter_map(|&number| wanted_kind(violations, number)).collect();
    if kinds.is_empty() { MentionKind::ALL.into() } else { kinds }
}

/// The message of a record's kind.
fn message(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Meeting => "Meeting",
        MentionKind::Person => "Person",
        MentionKind::Quote => "Quote",
    }
}

fn members(engine: &Engine, kind: MentionKind, id: RecordId, asked: &str) -> Result<Vec<Mention>, Status> {
    let found = engine.members(kind, id).map_err(|error| status::store(&error))?;
    status::found(found, message(kind), asked)
}

#[tonic::async_trait]
impl RecordService for RecordHandlers {
    type WatchRecordsStream = ReceiverStream<Result<WatchRecordsResponse, Status>>;

    async fn watch_records(
        &self,
        request: Request<WatchRecordsRequest>,
    ) -> Result<Response<Self::WatchRecordsStream>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let kinds = wanted_kinds(&mut violations, &request.kinds);
        let view = violations.word::<RecordView>("view", request.view).unwrap_or_default();
        let token = violations.text("resume_token", &request.resume_token);
        if token.is_some() && request.from_start {
            violations.add("from_start", "says where to begin, and so does `resume_token`; give one of them");
        }
        let place = token.as_deref().map(Place::of_token);
        if place == Some(None) {
            violations.add("resume_token", NO_TOKEN);
        }
        violations.finish()?;
        let engine = Arc::clone(&self.engine);
        let place = blocking(move || {
            let failed = |error: StoreError| status::store(&error);
            match place.flatten() {
                Some(place) if place.is_in_feed_of(&engine).map_err(failed)? => Ok(place),
                Some(_) => Err(status::invalid_field("resume_token", NO_TOKEN)),
                None if request.from_start => {
                    Ok(Place { after: engine.feed_start().map_err(failed)?, given: 0 })
                }
                None => Ok(Place { after: engine.acknowledged().borrow().sequence, given: 0 }),
            }
        })
        .await?
        .into_inner();
        let wanted =
            Watch { place, kinds, with_records: view == RecordView::Full, heartbeat: self.heartbeat };
        Ok(Response::new(ReceiverStream::new(watch::begin(Arc::clone(&self.engine), wanted))))
    }

    type ExportRecordsStream = ReceiverStream<Result<ExportRecordsResponse, Status>>;

    async fn export_records(
        &self,
        request: Request<ExportRecordsRequest>,
    ) -> Result<Response<Self::ExportRecordsStream>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let kinds = wanted_kinds(&mut violations, &request.kinds);
        violations.finish()?;
        let wanted = Export { kinds, with_reports: request.with_reports };
        Ok(Response::new(ReceiverStream::new(export::begin(Arc::clone(&self.engine), wanted))))
    }

    async fn list_statements(
        &self,
        request: Request<ListStatementsRequest>,
    ) -> Result<Response<ListStatementsResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let record = violations.record("name", &request.name);
        let field = violations.text("field", &request.field);
        let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
        let token = violations.page_token(&request.page_token);
        let unit = violations.span_unit(request.encoding_type);
        let (kind, id) = violations.finish_with(record)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let mut members = members(&engine, kind, id, &request.name)?;
            members.sort_by_key(|mention| (mention.publish_date, mention.report, mention.id));
            let all: Vec<_> = members
                .iter()
                .flat_map(statements)
                .filter(|statement| field.as_ref().is_none_or(|field| *field == statement.field))
                .collect();
            let list: String = all.iter().map(|statement| statement.id.to_string()).collect();
            let page = list_page::page(&list, all.len(), size, token.as_deref())
                .map_err(|error| status::store(&error))?;
            let mut shown: Vec<v1::Statement> =
                all.get(page.range).unwrap_or_default().iter().map(statement).collect();
            let mut spans = span_unit::SpansByReport::new();
            for statement in &mut shown {
                span_unit::of_statement(statement, &mut spans);
            }
            recount_records(&engine, unit, spans)?;
            let present = members.iter().map(|mention| mention.id).min().unwrap_or(id);
            Ok(ListStatementsResponse {
                name: name::record(kind, present),
                statements: shown,
                next_page_token: page.next_page_token,
            })
        })
        .await
    }

    async fn explain_match(
        &self,
        request: Request<ExplainMatchRequest>,
    ) -> Result<Response<ExplainMatchResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let one = violations.record("one", &request.one);
        let two = violations.record("two", &request.two);
        if let (Some((one, _)), Some((two, _))) = (one, two)
            && one != two
        {
            violations.add("two", format!("is no {}, as `one` is", one.as_str()));
        }
        let ((kind, one), (_, two)) = violations.finish_with(one.zip(two))?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let ones = members(&engine, kind, one, &request.one)?;
            let twos = members(&engine, kind, two, &request.two)?;
            let explained = engine
                .explain((one, &ones), (two, &twos))
                .map_err(|error| status::store(&error))?
                .ok_or_else(|| Status::internal("the two cannot be compared"))?;
            Ok(explanation(&explained, &ones, &twos))
        })
        .await
    }
}

fn explanation(explained: &Explanation, ones: &[Mention], twos: &[Mention]) -> ExplainMatchResponse {
    let kind = explained.kind;
    // A record bears the smallest of its mentions' ids.
    let record = |members: &[Mention]| members.iter().map(|mention| mention.id).min();
    let (one_record, two_record) = (record(ones), record(twos));
    let shown = |id: Option<RecordId>| id.map(|id| name::record(kind, id)).unwrap_or_default();
    ExplainMatchResponse {
        one: name::record(kind, explained.one),
        two: name::record(kind, explained.two),
        one_record: shown(one_record),
        two_record: shown(two_record),
        same_record: one_record == two_record,
        would_join: explained.would_join,
        shares_block: explained.shares_block,
        score: explained.score,
        summary: explained.summary.clone(),
        features: explained.features.iter().map(feature).collect(),
        judgements: explained.judgements.iter().map(|&id| name::judgement(id)).collect(),
    }
}
