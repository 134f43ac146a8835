//! `serve` as a process: what it prints, how it ends, and that it is alone with its store.

use predicates::str::contains;
use rapporteur::v1::{ListMeetingsRequest, meeting_service_client::MeetingServiceClient};

use crate::support::{Server, rapporteur, write_reports};

#[test]
fn load_is_told_of_and_the_calls_to_try_hold_real_names() {
    let directory = tempfile::tempdir().unwrap();
    let reports = directory.path().join("reports");
    write_reports(&reports, 3);
    std::fs::write(reports.join("empty.txt"), "").unwrap();
    let server = Server::start(&directory.path().join("data"), &["--load", reports.to_str().unwrap()]);
    assert!(server.greeting.contains("4 reports: 3 new, 0 known, 1 failed"), "{}", server.greeting);
    assert!(!server.address.ends_with(":0"), "{}", server.address);
    let address = server.address.clone();
    server.signal("TERM");
    let (status, text) = server.wait();
    assert_eq!(status.code(), Some(0), "{text}");
    let calls: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("grpcurl ")).collect();
    assert_eq!(calls.len(), 3, "{text}");
    assert!(calls.iter().all(|call| call.contains(&address)), "{text}");
    for (call, words) in calls.iter().zip(["ListMeetings", "meetings/", "SearchQuotes"]) {
        assert!(call.contains(words), "{words} is not in {call}");
    }
}

#[test]
fn both_signals_end_it_with_0() {
    for signal in ["TERM", "INT"] {
        let directory = tempfile::tempdir().unwrap();
        let server = Server::start(&directory.path().join("data"), &[]);
        server.signal(signal);
        let (status, text) = server.wait();
        assert_eq!(status.code(), Some(0), "{signal}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_stays_connected_does_not_keep_it_alive() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start(&directory.path().join("data"), &["--drain-timeout", "1"]);
    let mut client = MeetingServiceClient::connect(server.url()).await.unwrap();
    client.list_meetings(ListMeetingsRequest::default()).await.unwrap();
    server.signal("TERM");
    let (status, text) = tokio::task::spawn_blocking(|| server.wait()).await.unwrap();
    assert_eq!(status.code(), Some(0), "{text}");
    assert!(client.list_meetings(ListMeetingsRequest::default()).await.is_err());
}

#[test]
fn a_second_process_on_the_same_store_is_turned_away() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let paths = write_reports(&directory.path().join("reports"), 1);
    let server = Server::start(&data, &[]);
    for arguments in [&["meetings"][..], &["export"], &["serve", "--listen", "127.0.0.1:0"]] {
        rapporteur()
            .args(arguments)
            .arg("--data")
            .arg(&data)
            .assert()
            .code(74)
            .stderr(contains("in use by another process"));
    }
    rapporteur().arg("ingest").args(&paths).arg("--data").arg(&data).assert().code(74);
    // The server is none the worse for it.
    rapporteur().arg("ingest").args(&paths).args(["--server", &server.url()]).assert().success();
}

#[test]
fn an_address_that_is_taken_ends_with_64() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start(&directory.path().join("data"), &[]);
    rapporteur()
        .args(["serve", "--listen", &server.address, "--data"])
        .arg(directory.path().join("other"))
        .assert()
        .code(64)
        .stderr(contains(server.address.as_str()));
}

#[test]
fn what_was_ingested_over_the_wire_is_there_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let reports = directory.path().join("reports");
    write_reports(&reports, 3);
    let server = Server::start(&data, &[]);
    rapporteur()
        .arg("ingest")
        .arg(&reports)
        .args(["--server", &server.url()])
        .assert()
        .success()
        .stdout(contains("3 reports: 3 new, 0 known, 0 failed"));
    let quotes = |url: &str| {
        rapporteur().args(["quotes", "--format", "json", "--server", url]).output().unwrap().stdout
    };
    let before = quotes(&server.url());
    server.signal("TERM");
    server.wait();
    let server = Server::start(&data, &[]);
    assert_eq!(quotes(&server.url()), before);
    assert!(!before.is_empty());
}
