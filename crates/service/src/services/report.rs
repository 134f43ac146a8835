//! `ReportService`.

use std::sync::Arc;

use rapporteur::v1::{
    DeleteReportRequest, DeleteReportResponse, ExtractReportRequest, ExtractReportResponse, GetReportRequest,
    GetReportResponse, IngestReportRequest, IngestReportResponse, IngestReportsRequest,
    IngestReportsResponse, ListReportsRequest, ListReportsResponse, ReportSource, ReportView,
    report_service_server::ReportService, report_source::Data,
};
use rapporteur_model::ReportId;
use rapporteur_parsing::ParseError;
use rapporteur_storage::Lookup;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};

use super::{answer::blocking, ingest_stream};
use crate::{
    convert::{self, common::count, name},
    engine::{Engine, IngestError, Ingested},
    request::Violations,
    status,
};

/// Reports on a page when the request does not say.
const DEFAULT_PAGE_SIZE: usize = 50;

/// Takes reports in and gives them out.
#[derive(Debug, Clone)]
pub struct ReportHandlers {
    engine: Arc<Engine>,
}

impl ReportHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// Takes reports in, each a URI and bytes, as one durable change: what hangs together with many of them is resolved
    /// once. A report that is none stops no other; the answers are in the order of the reports, as `IngestReport` would
    /// give them.
    ///
    /// # Errors
    /// A status when the store cannot keep them; none of them is kept then.
    pub async fn ingest_batch(
        &self,
        reports: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<Result<IngestReportResponse, Status>>, Status> {
        let engine = Arc::clone(&self.engine);
        let answers = blocking(move || {
            let results = engine.ingest_many(&reports).map_err(|error| status::store(&error))?;
            let answer = |result: Result<Ingested, ParseError>| {
                result.map(response).map_err(|error| status::parse(&error, "source.content"))
            };
            Ok(results.into_iter().map(answer).collect())
        })
        .await?;
        Ok(answers.into_inner())
    }
}

#[tonic::async_trait]
impl ReportService for ReportHandlers {
    type IngestReportsStream = ReceiverStream<Result<IngestReportsResponse, Status>>;

    async fn ingest_reports(
        &self,
        request: Request<Streaming<IngestReportsRequest>>,
    ) -> Result<Response<Self::IngestReportsStream>, Status> {
        let replies = ingest_stream::begin(self.clone(), &self.engine, request.into_inner());
        Ok(Response::new(ReceiverStream::new(replies)))
    }

    async fn ingest_report(
        &self,
        request: Request<IngestReportRequest>,
    ) -> Result<Response<IngestReportResponse>, Status> {
        let mut violations = Violations::default();
        let source = Source::to_keep(request.into_inner().source, &mut violations);
        let source = violations.finish_with(source)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || match engine.ingest(&source.uri, &source.bytes) {
            Ok(ingested) => Ok(response(ingested)),
            Err(IngestError::Parse(error)) => Err(status::parse(&error, source.field)),
            Err(IngestError::Store(error)) => Err(status::store(&error)),
        })
        .await
    }

    async fn extract_report(
        &self,
        request: Request<ExtractReportRequest>,
    ) -> Result<Response<ExtractReportResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let source = Source::of(request.source, &mut violations);
        let unit = violations.span_unit(request.encoding_type);
        let source = violations.finish_with(source)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let parsed = engine
                .extract(&source.uri, &source.bytes)
                .map_err(|error| status::parse(&error, source.field))?;
            let mut extraction = convert::extraction(&parsed.extraction);
            convert::recount_extraction(&mut extraction, &parsed.text, unit);
            Ok(ExtractReportResponse { extraction: Some(extraction), notices: parsed.notices })
        })
        .await
    }

    async fn get_report(
        &self,
        request: Request<GetReportRequest>,
    ) -> Result<Response<GetReportResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let id: Option<ReportId> = violations.name("name", "reports", &request.name);
        let view = violations.word::<ReportView>("view", request.view).unwrap_or_default();
        let unit = violations.span_unit(request.encoding_type);
        let id = violations.finish_with(id)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let found = engine.report(id).map_err(|error| status::store(&error))?;
            let stored = status::found(found, "Report", &request.name)?;
            let mut response = GetReportResponse {
                report: Some(convert::extraction::report(&stored.extraction.report)),
                other_uris: stored.uris.iter().skip(1).cloned().collect(),
                ..GetReportResponse::default()
            };
            if view == ReportView::Full {
                let mut extraction = convert::extraction(&stored.extraction);
                convert::recount_extraction(&mut extraction, &stored.text, unit);
                response.extraction = Some(extraction);
                response.text = stored.text;
            }
            Ok(response)
        })
        .await
    }

    async fn list_reports(
        &self,
        request: Request<ListReportsRequest>,
    ) -> Result<Response<ListReportsResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
        let token = violations.page_token(&request.page_token);
        // A page ends with a report, and the next one begins behind it, whether or not it is still there.
        let after: Option<ReportId> =
            token.as_deref().and_then(|token| violations.name("page_token", "reports", token));
        violations.finish()?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let mut ids = engine.reports(after, size + 1).map_err(|error| status::store(&error))?;
            let has_more = ids.len() > size;
            ids.truncate(size);
            let last = ids.last().copied().filter(|_| has_more);
            let mut reports = Vec::with_capacity(ids.len());
            for id in ids {
                // One that went since is left out.
                if let Lookup::Found(stored) = engine.report(id).map_err(|error| status::store(&error))? {
                    reports.push(convert::extraction::report(&stored.extraction.report));
                }
            }
            Ok(ListReportsResponse { reports, next_page_token: last.map(name::report).unwrap_or_default() })
        })
        .await
    }

    async fn delete_report(
        &self,
        request: Request<DeleteReportRequest>,
    ) -> Result<Response<DeleteReportResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let id: Option<ReportId> = violations.name("name", "reports", &request.name);
        let id = violations.finish_with(id)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let deleted = engine.delete(id).map_err(|error| status::store(&error))?;
            status::found(deleted, "Report", &request.name)?;
            Ok(DeleteReportResponse {})
        })
        .await
    }
}

/// A report as a request brings it.
pub(super) struct Source {
    pub(super) uri: String,
    pub(super) bytes: Vec<u8>,
    /// Where the bytes stood in the request.
    field: &'static str,
}

impl Source {
    /// A report that is to be kept, which must say where it came from.
    pub(super) fn to_keep(source: Option<ReportSource>, violations: &mut Violations) -> Option<Self> {
        let source = Self::of(source, violations);
        if source.as_ref().is_some_and(|source| source.uri.is_empty()) {
            violations.add("source.uri", "is missing: a path or a URL says where the report came from");
        }
        source
    }

    fn of(source: Option<ReportSource>, violations: &mut Violations) -> Option<Self> {
        let Some(source) = source else {
            violations.add("source", "is missing: give `uri`, and `content` or `text`");
            return None;
        };
        let uri = violations.text("source.uri", &source.uri).unwrap_or_default();
        let (bytes, field) = match source.data {
            Some(Data::Content(bytes)) => (bytes, "source.content"),
            Some(Data::Text(text)) => (text.into_bytes(), "source.text"),
            None => {
                violations.add("source.content", "is missing: give `content` or `text`");
                return None;
            }
        };
        Some(Self { uri, bytes, field })
    }
}

fn response(ingested: Ingested) -> IngestReportResponse {
    let extraction = &ingested.report.extraction;
    IngestReportResponse {
        report: Some(convert::extraction::report(&extraction.report)),
        already_known: ingested.already_known,
        meetings: ingested.meetings.iter().copied().map(name::meeting).collect(),
        meeting_count: count(extraction.meetings.len()),
        participation_count: count(extraction.participations.len()),
        quote_count: count(extraction.quotes.len()),
        outcome_count: count(extraction.outcomes.len()),
        membership_count: count(extraction.memberships.len()),
        notices: ingested.report.notices,
    }
}
