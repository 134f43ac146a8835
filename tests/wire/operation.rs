//! Health, reflection, limits, and the end of a server.

use std::time::Duration;

use rapporteur::v1::{IngestReportRequest, ListMeetingsRequest, ReportSource, report_source::Data};
use rapporteur_service::ServerOptions;
use rapporteur_storage::{SledStore, Store as _};
use tokio_stream::StreamExt as _;
use tonic::Code;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use crate::support::{TestServer, WIRE};

const SERVICES: [&str; 7] = [
    "rapporteur.v1.JudgementService",
    "rapporteur.v1.RecordService",
    "rapporteur.v1.MeetingService",
    "rapporteur.v1.OrganizationService",
    "rapporteur.v1.PersonService",
    "rapporteur.v1.QuoteService",
    "rapporteur.v1.ReportService",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_service_and_the_whole_are_serving() {
    let server = TestServer::start().await;
    let mut health = HealthClient::new(server.channel.clone());
    for service in SERVICES.into_iter().chain([""]) {
        let reply = health.check(HealthCheckRequest { service: service.to_owned() }).await.unwrap();
        assert_eq!(reply.into_inner().status(), ServingStatus::Serving, "{service}");
    }
    let unknown = health.check(HealthCheckRequest { service: "no.Such".to_owned() }).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
}

macro_rules! reflected_services {
    ($server:expr, $version:ident) => {{
        use tonic_reflection::pb::$version::{
            ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
            server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
        };
        let request = ServerReflectionRequest {
            host: String::new(),
            message_request: Some(MessageRequest::ListServices(String::new())),
        };
        let mut client = ServerReflectionClient::new($server.channel.clone());
        let mut replies =
            client.server_reflection_info(tokio_stream::once(request)).await.unwrap().into_inner();
        let reply = replies.message().await.unwrap().unwrap();
        let Some(MessageResponse::ListServicesResponse(list)) = reply.message_response else {
            panic!("no list: {reply:?}")
        };
        list.service.into_iter().map(|service| service.name).collect::<Vec<_>>()
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn reflection_lists_every_service_in_both_versions() {
    let server = TestServer::start().await;
    for listed in [reflected_services!(server, v1), reflected_services!(server, v1alpha)] {
        for service in SERVICES.into_iter().chain(["grpc.health.v1.Health"]) {
            assert!(listed.iter().any(|name| name == service), "{service} is not in {listed:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_is_too_large_is_refused_as_such() {
    let server = TestServer::start().await;
    // One that the parser refuses, and one that is not even read.
    for megabytes in [17, 50] {
        let bytes = vec![b'x'; megabytes * 1_000_000];
        let source = ReportSource { uri: "large.txt".into(), data: Some(Data::Content(bytes)) };
        let status =
            server.reports().ingest_report(IngestReportRequest { source: Some(source) }).await.unwrap_err();
        assert_eq!(status.code(), Code::ResourceExhausted, "{megabytes} MB: {status}");
    }
    server.ingest("wire.txt", WIRE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_ends_and_takes_no_new_connections() {
    let mut server = TestServer::start().await;
    server.meetings().list_meetings(ListMeetingsRequest::default()).await.unwrap();
    let url = server.url.clone();
    server.signal();
    server.ended().await;
    assert!(tonic::transport::Channel::from_shared(url).unwrap().connect().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_watches_its_health_hears_of_the_end_and_cannot_hold_it_up() {
    let options = ServerOptions::default().with_drain_timeout(Duration::from_millis(300));
    let mut server = TestServer::start_with(options).await;
    let mut health = HealthClient::new(server.channel.clone());
    let mut watched = health.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    assert_eq!(watched.next().await.unwrap().unwrap().status(), ServingStatus::Serving);
    server.signal();
    assert_eq!(watched.next().await.unwrap().unwrap().status(), ServingStatus::NotServing);
    // The stream is still open, which would keep a server that waits for it alive.
    server.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_when_calls_end_with_the_server() {
    let mut server = TestServer::start().await;
    let calls: Vec<_> = (0..20)
        .map(|number| {
            let mut client = server.reports();
            let text = format!("{WIRE}\nReport number {number}.\n");
            let source = Some(ReportSource { uri: format!("{number}.txt"), data: Some(Data::Text(text)) });
            tokio::spawn(async move { client.ingest_report(IngestReportRequest { source }).await })
        })
        .collect();
    // The first answer means that the others are under way.
    let mut calls = calls.into_iter();
    let first = calls.next().unwrap().await.unwrap().unwrap();
    server.signal();
    let mut acknowledged = vec![first.into_inner().report.unwrap().name];
    for call in calls {
        // Each is answered or refused; none is left hanging.
        match call.await.unwrap() {
            Ok(reply) => acknowledged.push(reply.into_inner().report.unwrap().name),
            Err(status) => assert_ne!(status.code(), Code::Ok),
        }
    }
    let directory = server.ended().await;
    let store = SledStore::open(&directory.path().join("data")).unwrap();
    let kept: Vec<String> =
        store.reports(None, 100).unwrap().into_iter().map(|id| format!("reports/{id}")).collect();
    assert!(acknowledged.iter().all(|name| kept.contains(name)), "{acknowledged:?} of {kept:?}");
}
