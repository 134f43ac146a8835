//! What those see who run the server: ids of calls, metrics, readiness, deadlines and limits.

use std::{sync::Arc, time::Duration};

use rapporteur::v1::{GetMeetingRequest, ListMeetingsRequest, ListPersonsRequest};
use rapporteur_service::ServerOptions;
use tonic::{Code, Request};

use crate::support::{BRIEF, OTHER, TestServer, WIRE};

#[tokio::test(flavor = "multi_thread")]
async fn an_id_comes_back_with_the_answer_and_with_a_refusal() {
    let server = TestServer::start().await;
    let mut request = Request::new(ListMeetingsRequest::default());
    request.metadata_mut().insert("x-request-id", "call-7".parse().unwrap());
    let reply = server.meetings().list_meetings(request).await.unwrap();
    assert_eq!(reply.metadata().get("x-request-id").unwrap(), "call-7");
    let status = server.meetings().get_meeting(GetMeetingRequest::default()).await.unwrap_err();
    assert_eq!(status.metadata().get("x-request-id").unwrap().as_encoded_bytes().len(), 32, "{status:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_port_tells_metrics_and_readiness() {
    let mut server = TestServer::with_reports(&[("wire.txt", WIRE), ("other.txt", OTHER)]).await;
    server.meetings().get_meeting(GetMeetingRequest::default()).await.unwrap_err();
    let admin = server.admin().await;
    assert_eq!(admin.get("/healthz").await.status, 200);
    assert_eq!(admin.get("/readyz").await.status, 200);
    let metrics = admin.get("/metrics").await;
    assert!(metrics.header("content-type").starts_with("application/openmetrics-text"), "{metrics:?}");
    for line in [
        r#"rapporteur_calls_total{service="rapporteur.v1.ReportService",method="IngestReport",code="OK"} 2"#,
        r#"rapporteur_calls_total{service="rapporteur.v1.MeetingService",method="GetMeeting",code="INVALID_ARGUMENT"} 1"#,
        r#"rapporteur_call_duration_seconds_count{service="rapporteur.v1.ReportService",method="IngestReport"} 2"#,
        "rapporteur_calls_in_flight 0",
        "rapporteur_reports 2",
        r#"rapporteur_records{kind="meeting"} 2"#,
    ] {
        assert!(metrics.body.lines().any(|other| other == line), "{line} is not in\n{}", metrics.body);
    }
    assert_eq!(admin.get("/secrets").await.status, 404);
    server.signal();
    server.drained().await;
    assert_eq!(admin.get("/readyz").await.status, 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_may_give_a_call_less_time_than_the_server_does() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE)]).await;
    let mut request = Request::new(ListPersonsRequest::default());
    request.set_timeout(Duration::from_nanos(1));
    // The header alone: the client of this test would end the call by itself, and tell nothing of the server.
    request.metadata_mut().insert("grpc-timeout", "1n".parse().unwrap());
    let status = server.persons().list_persons(request).await.unwrap_err();
    assert!(matches!(status.code(), Code::DeadlineExceeded | Code::Cancelled), "{status}");
    server.persons().list_persons(ListPersonsRequest::default()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_and_a_message_are_as_large_as_configured() {
    let mut options = ServerOptions::default();
    options.max_page_size = 1;
    options.max_message_bytes = 4096;
    let server = TestServer::start_with(options).await;
    for (uri, text) in [("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)] {
        server.ingest(uri, text).await.unwrap();
    }
    for page_size in [0, 50] {
        let request = ListMeetingsRequest { page_size, ..ListMeetingsRequest::default() };
        let reply = server.meetings().list_meetings(request).await.unwrap().into_inner();
        assert_eq!((reply.meetings.len(), reply.next_page_token.is_empty()), (1, false));
    }
    let status = server.ingest("long.txt", &WIRE.repeat(20)).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_wait_for_their_turn_and_all_get_it() {
    let mut options = ServerOptions::default();
    options.max_concurrent_requests = 1;
    let server = Arc::new(TestServer::start_with(options).await);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let mut client = server.meetings();
            tokio::spawn(async move { client.list_meetings(ListMeetingsRequest::default()).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}
