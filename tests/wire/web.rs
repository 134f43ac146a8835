//! Calls in JSON as curl makes them, and gRPC-Web as browsers do.

use prost::Message as _;
use rapporteur::v1::{ListMeetingsRequest, ListMeetingsResponse};
use rapporteur_service::{NewToken, Scope, ServerOptions, Tokens};

use crate::{
    http::{Answer, Http},
    support::{OTHER, TestServer, WIRE},
};

const JSON: (&str, &str) = ("content-type", "application/json");
const LIST: &str = "/rapporteur.v1.MeetingService/ListMeetings";

async fn post(server: &Http, path: &str, body: &str) -> Answer {
    server.send("POST", path, &[JSON], body.as_bytes()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_in_json_answers_in_json() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE), ("other.txt", OTHER)]).await;
    let answer = post(&server.http(), LIST, r#"{"filter": {"countryCode": "FJ"}, "pageSize": 5}"#).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"), "{answer:?}");
    assert_eq!(answer.header("x-request-id").len(), 32, "{answer:?}");
    // What a gRPC client gets, in proto3 JSON.
    assert!(answer.body.contains(r#""startDate":{"year":2023,"month":3,"day":3}"#), "{}", answer.body);
    assert!(
        answer.body.contains(r#""countryCode":"FJ""#) && !answer.body.contains("Almaty"),
        "{}",
        answer.body
    );
    let all =
        server.http().send("POST", LIST, &[("content-type", "application/json; charset=utf-8")], b"").await;
    assert!(all.status == 200 && all.body.contains("Almaty"), "{all:?}");
    let health = post(&server.http(), "/grpc.health.v1.Health/Check", "{}").await;
    assert_eq!((health.status, health.body.as_str()), (200, r#"{"status":"SERVING"}"#));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_in_json_is_kept() {
    let server = TestServer::start().await;
    let text = WIRE.replace('\n', "\\n").replace('"', "\\\"");
    let body = format!(r#"{{"source": {{"uri": "wire.txt", "text": "{text}"}}}}"#);
    let answer = post(&server.http(), "/rapporteur.v1.ReportService/IngestReport", &body).await;
    assert!(answer.status == 200 && answer.body.contains("\"meetingCount\":1"), "{answer:?}");
    let listed = server.meetings().list_meetings(ListMeetingsRequest::default()).await.unwrap().into_inner();
    assert_eq!(listed.meetings.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_as_connect_tells_it() {
    let server = TestServer::start().await;
    let http = server.http();
    for (path, body, status, words) in [
        (LIST, "{", 400, r#""code":"invalid_argument""#),
        (LIST, r#"{"page": 1}"#, 400, "page"),
        (LIST, r#"{"pageSize": "many"}"#, 400, r#""code":"invalid_argument""#),
        (LIST, r#"{} {}"#, 400, "trailing"),
        (LIST, r#"{"pageToken": "no such"}"#, 400, r#""field":"page_token""#),
        (
            "/rapporteur.v1.MeetingService/GetMeeting",
            r#"{"name": "meetings/00000000000000000000"}"#,
            404,
            "RECORD_UNKNOWN",
        ),
        ("/rapporteur.v1.MeetingService/NoSuch", "{}", 501, r#""code":"unimplemented""#),
        ("/grpc.health.v1.Health/Watch", "{}", 501, "streams want gRPC"),
    ] {
        let answer = post(&http, path, body).await;
        assert_eq!(answer.status, status, "{path} {body}: {answer:?}");
        assert!(answer.body.contains(words), "{path} {body}: {answer:?}");
    }
    let late = http.send("POST", LIST, &[JSON, ("connect-timeout-ms", "0")], b"{}").await;
    assert!(late.status == 504 && late.body.contains("deadline_exceeded"), "{late:?}");
    let deep = "{\"filter\":".repeat(100_000);
    assert_eq!(post(&http, LIST, &deep).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_in_json_is_limited_too() {
    let mut options = ServerOptions::default();
    options.max_message_bytes = 1000;
    let server = TestServer::start_with(options).await;
    for length in [1500, 5000] {
        let body = format!(r#"{{"source": {{"uri": "x.txt", "text": "{}"}}}}"#, "x".repeat(length));
        let answer = post(&server.http(), "/rapporteur.v1.ReportService/IngestReport", &body).await;
        assert!(answer.status == 429 && answer.body.contains("resource_exhausted"), "{length}: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_hold_for_json_and_grpc_web() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("tokens.toml");
    let reader = NewToken::make("reader", Scope::Read, None).unwrap();
    std::fs::write(&file, &reader.line).unwrap();
    let mut options = ServerOptions::default();
    options.tokens = Some(Tokens::open(file).unwrap());
    let server = TestServer::start_with(options).await;
    let http = server.http();
    let bearer = format!("Bearer {}", reader.token);
    let authorization = ("authorization", bearer.as_str());
    assert_eq!(http.send("POST", LIST, &[JSON, authorization], b"{}").await.status, 200);
    let ingest = "/rapporteur.v1.ReportService/IngestReport";
    let refused = http.send("POST", ingest, &[JSON, authorization], b"{}").await;
    assert!(refused.status == 403 && refused.body.contains("TOKEN_SCOPE"), "{refused:?}");
    let nobody = post(&http, LIST, "not even JSON").await;
    assert!(nobody.status == 401 && nobody.body.contains("unauthenticated"), "{nobody:?}");
    let web = http.send("POST", LIST, &[("content-type", "application/grpc-web+proto")], &[0; 5]).await;
    assert!(web.header("grpc-status") == "16" || web.body.contains("grpc-status:16"), "{web:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_calls_over_grpc_web() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE)]).await;
    let answer =
        server.http().send("POST", LIST, &[("content-type", "application/grpc-web+proto")], &[0; 5]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let length = u32::from_be_bytes(answer.bytes[1..5].try_into().unwrap()) as usize;
    let reply = ListMeetingsResponse::decode(&answer.bytes[5..5 + length]).unwrap();
    assert_eq!(reply.meetings.len(), 1);
    // The trailers stand in the body, marked as such.
    assert_eq!(answer.bytes[5 + length], 0x80);
    assert!(answer.body.contains("grpc-status:0"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_others_are_allowed_nothing_unless_configured() {
    let preflight = [
        ("origin", "https://records.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type,authorization"),
    ];
    let allowed = "access-control-allow-origin";
    let closed = TestServer::start().await;
    assert_eq!(closed.http().send("OPTIONS", LIST, &preflight, b"").await.header(allowed), "");
    let mut options = ServerOptions::default();
    options.origins = vec!["https://records.example".parse().unwrap()];
    let open = TestServer::start_with(options).await;
    let answer = open.http().send("OPTIONS", LIST, &preflight, b"").await;
    assert_eq!((answer.status, answer.header(allowed)), (200, "https://records.example"));
    let other = [("origin", "https://other.example"), preflight[1], preflight[2]];
    assert_eq!(open.http().send("OPTIONS", LIST, &other, b"").await.header(allowed), "");
    let called = open.http().send("POST", LIST, &[JSON, preflight[0]], b"{}").await;
    assert_eq!((called.status, called.header(allowed)), (200, "https://records.example"), "{called:?}");
    assert!(called.header("access-control-expose-headers").contains("x-request-id"), "{called:?}");
}
