//! `ReportService`.

use std::sync::Arc;

use rapporteur::v1::{
    ExtractReportRequest, ExtractReportResponse, GetReportRequest, GetReportResponse, IngestReportRequest,
    IngestReportResponse, ReportSource, ReportView, report_service_server::ReportService,
    report_source::Data,
};
use rapporteur_model::ReportId;
use rapporteur_parsing::ParseError;
use tonic::{Request, Response, Status};

use super::answer::blocking;
use crate::{
    convert::{self, common::count, name},
    engine::{Engine, IngestError, Ingested},
    request::Violations,
    status,
};

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
    async fn ingest_report(
        &self,
        request: Request<IngestReportRequest>,
    ) -> Result<Response<IngestReportResponse>, Status> {
        let mut violations = Violations::default();
        let source = Source::of(request.into_inner().source, &mut violations);
        if source.as_ref().is_some_and(|source| source.uri.is_empty()) {
            violations.add("source.uri", "is missing: a path or a URL says where the report came from");
        }
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
}

/// A report as a request brings it.
struct Source {
    uri: String,
    bytes: Vec<u8>,
    /// Where the bytes stood in the request.
    field: &'static str,
}

impl Source {
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
