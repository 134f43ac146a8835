//! `RecordService`.

use std::sync::Arc;

use rapporteur::v1::{
    self, ExplainMatchRequest, ExplainMatchResponse, ListStatementsRequest, ListStatementsResponse,
    record_service_server::RecordService,
};
use rapporteur_model::{
    RecordId,
    explanation::Explanation,
    mention::{Mention, MentionKind},
};
use rapporteur_resolution::statements;
use tonic::{Request, Response, Status};

use super::answer::{blocking, recount_records};
use crate::{
    convert::{
        judgement::{feature, statement},
        name, span_unit,
    },
    engine::Engine,
    list_page,
    request::Violations,
    status,
};

/// Statements on a page when the request does not say.
const DEFAULT_PAGE_SIZE: usize = 50;

/// Answers questions about records of any kind.
#[derive(Debug, Clone)]
pub struct RecordHandlers {
    engine: Arc<Engine>,
}

impl RecordHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
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
