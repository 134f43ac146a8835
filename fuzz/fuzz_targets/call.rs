//! Requests of every unary call, as bytes on the wire: answered, or refused for what they are; never as a bug.
#![no_main]

use std::sync::{Arc, LazyLock};

use http_body_util::{BodyExt as _, Full};
use libfuzzer_sys::fuzz_target;
use rapporteur::v1::{
    judgement_service_server::JudgementServiceServer, meeting_service_server::MeetingServiceServer,
    organization_service_server::OrganizationServiceServer, person_service_server::PersonServiceServer,
    quote_service_server::QuoteServiceServer, record_service_server::RecordServiceServer,
    report_service_server::ReportServiceServer,
};
use rapporteur_fuzz::{RUNTIME, engine};
use rapporteur_service::{
    JudgementHandlers, MeetingHandlers, OrganizationHandlers, PersonHandlers, QuoteHandlers, RecordHandlers,
    ReportHandlers,
};
use tonic::{Code, body::Body, service::Routes};
use tower::ServiceExt as _;

/// Calls that end by themselves and whose store stays small.
const CALLS: [&str; 25] = [
    "MeetingService/GetMeeting",
    "MeetingService/GetParticipants",
    "MeetingService/GetRollCall",
    "MeetingService/ListMeetings",
    "MeetingService/ListOutcomes",
    "MeetingService/ListSeries",
    "OrganizationService/GetOrganization",
    "OrganizationService/ListOrganizations",
    "PersonService/GetPerson",
    "PersonService/ListEncounters",
    "PersonService/ListPersons",
    "QuoteService/GetQuote",
    "QuoteService/SearchQuotes",
    "RecordService/ExplainMatch",
    "RecordService/ListStatements",
    "ReportService/ExtractReport",
    "ReportService/GetReport",
    "ReportService/ListReports",
    "JudgementService/ListJudgements",
    "JudgementService/MergeRecords",
    "JudgementService/SplitRecord",
    "JudgementService/CorrectField",
    "JudgementService/UndoJudgement",
    "JudgementService/ImportJudgements",
    "ReportService/DeleteReport",
];

static ROUTES: LazyLock<Routes> = LazyLock::new(|| {
    let engine = engine();
    Routes::new(MeetingServiceServer::new(MeetingHandlers::new(Arc::clone(&engine))))
        .add_service(OrganizationServiceServer::new(OrganizationHandlers::new(Arc::clone(&engine))))
        .add_service(PersonServiceServer::new(PersonHandlers::new(Arc::clone(&engine))))
        .add_service(QuoteServiceServer::new(QuoteHandlers::new(Arc::clone(&engine))))
        .add_service(RecordServiceServer::new(RecordHandlers::new(Arc::clone(&engine))))
        .add_service(ReportServiceServer::new(ReportHandlers::new(Arc::clone(&engine))))
        .add_service(JudgementServiceServer::new(JudgementHandlers::new(engine)))
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, message)) = bytes.split_first() else { return };
    let call = CALLS[usize::from(first) % CALLS.len()];
    let mut framed = vec![0];
    framed.extend(u32::try_from(message.len()).expect("inputs are small").to_be_bytes());
    framed.extend(message);
    let request = http::Request::builder()
        .method("POST")
        .uri(format!("http://localhost/rapporteur.v1.{call}"))
        .header("content-type", "application/grpc")
        .body(Body::new(Full::from(framed)))
        .expect("a request");
    let code = RUNTIME.block_on(async {
        let response = ROUTES.clone().oneshot(request).await.expect("an answer");
        let early = response.headers().get("grpc-status").cloned();
        // Clients take some kilobytes of headers, trailers included, and break the connection at more.
        let told: usize = response.headers().values().map(http::HeaderValue::len).sum();
        assert!(told < 16_000, "{call}: {told} bytes of headers");
        let body = response.into_body().collect().await.expect("a body");
        let late = body.trailers().and_then(|trailers| trailers.get("grpc-status")).cloned();
        Code::from_bytes(early.or(late).expect("a status").as_bytes())
    });
    // tonic says Internal of bytes that are no message.
    let is_bug = matches!(code, Code::Unknown | Code::DataLoss | Code::Unimplemented | Code::Unavailable);
    assert!(!is_bug, "{call}: {code:?}");
});
