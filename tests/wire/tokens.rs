//! Tokens: who may call what, and what those hear who may not.

use std::{fs, time::Duration};

use rapporteur::v1::{
    ListMeetingsRequest, meeting_service_client::MeetingServiceClient,
    report_service_client::ReportServiceClient,
};
use rapporteur_service::{NewToken, Scope, ServerOptions, Tokens};
use tonic::{Code, Request, Status};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_types::StatusExt as _;

use crate::support::{TestServer, WIRE, source};

fn bearing<T>(message: T, token: &str) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    request
}

async fn list(server: &TestServer, token: Option<&str>) -> Result<(), Status> {
    let message = ListMeetingsRequest::default();
    let request = match token {
        Some(token) => bearing(message, token),
        None => Request::new(message),
    };
    MeetingServiceClient::new(server.channel.clone()).list_meetings(request).await.map(|_| ())
}

async fn ingest(server: &TestServer, token: &str) -> Result<(), Status> {
    let request = rapporteur::v1::IngestReportRequest { source: Some(source("wire.txt", WIRE)) };
    ReportServiceClient::new(server.channel.clone()).ingest_report(bearing(request, token)).await.map(|_| ())
}

fn reason(status: &Status) -> (Code, String) {
    (status.code(), status.get_details_error_info().unwrap().reason)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_allows_what_it_says_and_health_asks_for_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("tokens.toml");
    let reader = NewToken::make("reader", Scope::Read, None).unwrap();
    let writer = NewToken::make("writer", Scope::Write, None).unwrap();
    fs::write(&file, format!("{}\n{}\n", reader.line, writer.line)).unwrap();
    let mut options = ServerOptions::default();
    options.tokens = Some(Tokens::open(file).unwrap());
    let server = TestServer::start_with(options).await;

    ingest(&server, &writer.token).await.unwrap();
    list(&server, Some(&writer.token)).await.unwrap();
    list(&server, Some(&reader.token)).await.unwrap();
    let refused = ingest(&server, &reader.token).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::PermissionDenied, "TOKEN_SCOPE".to_owned()));
    assert!(refused.message().contains("`reader`") && refused.message().contains("`write`"), "{refused}");
    let nobody = list(&server, None).await.unwrap_err();
    assert_eq!(reason(&nobody), (Code::Unauthenticated, "TOKEN_MISSING".to_owned()));
    let stranger = list(&server, Some("rapporteur_stranger")).await.unwrap_err();
    assert_eq!(reason(&stranger), (Code::Unauthenticated, "TOKEN_UNKNOWN".to_owned()));
    let mut health = HealthClient::new(server.channel.clone());
    health.check(HealthCheckRequest::default()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn reflection_needs_a_token_that_reads() {
    use tonic_reflection::pb::v1::{
        ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
        server_reflection_request::MessageRequest,
    };
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("tokens.toml");
    let reader = NewToken::make("reader", Scope::Read, None).unwrap();
    fs::write(&file, &reader.line).unwrap();
    let mut options = ServerOptions::default();
    options.tokens = Some(Tokens::open(file).unwrap());
    let server = TestServer::start_with(options).await;
    let asked = || {
        let message_request = Some(MessageRequest::ListServices(String::new()));
        tokio_stream::once(ServerReflectionRequest { host: String::new(), message_request })
    };
    let mut client = ServerReflectionClient::new(server.channel.clone());
    let refused = client.server_reflection_info(asked()).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    client.server_reflection_info(bearing(asked(), &reader.token)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_comes_and_goes_with_its_line() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("tokens.toml");
    let first = NewToken::make("first", Scope::Read, None).unwrap();
    let second = NewToken::make("second", Scope::Write, None).unwrap();
    fs::write(&file, &first.line).unwrap();
    let mut options = ServerOptions::default();
    options.tokens = Some(Tokens::open(file.clone()).unwrap());
    let server = TestServer::start_with(options).await;
    list(&server, Some(&first.token)).await.unwrap();
    fs::write(&file, &second.line).unwrap();
    while list(&server, Some(&second.token)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(list(&server, Some(&first.token)).await.unwrap_err().code(), Code::Unauthenticated);
}
