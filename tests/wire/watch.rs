//! WatchRecords.

use std::{collections::BTreeSet, time::Duration};

use rapporteur::v1::{
    MergeRecordsRequest, RecordKind, RecordView, UndoJudgementRequest, WatchEvent, WatchRecordsRequest,
    WatchRecordsResponse, judgement_service_client::JudgementServiceClient, record,
    record_service_client::RecordServiceClient,
};
use rapporteur_service::ServerOptions;
use tonic::{Code, Streaming, transport::Channel};

use crate::support::{BRIEF, LANTERN, OTHER, TestServer, WIRE, wrong_fields};

async fn watch(server: &TestServer, request: WatchRecordsRequest) -> Streaming<WatchRecordsResponse> {
    server.records().watch_records(request).await.unwrap().into_inner()
}

fn from_start() -> WatchRecordsRequest {
    WatchRecordsRequest { from_start: true, ..WatchRecordsRequest::default() }
}

async fn next(stream: &mut Streaming<WatchRecordsResponse>) -> WatchRecordsResponse {
    let message = tokio::time::timeout(Duration::from_secs(60), stream.message()).await;
    message.expect("nothing comes").unwrap().expect("the stream ended")
}

/// All up to the next heartbeat, which comes last.
async fn until_heartbeat(stream: &mut Streaming<WatchRecordsResponse>) -> Vec<WatchRecordsResponse> {
    let mut messages = Vec::new();
    loop {
        messages.push(next(stream).await);
        if messages.last().is_some_and(|message| message.event() == WatchEvent::Heartbeat) {
            return messages;
        }
    }
}

fn names(messages: &[WatchRecordsResponse]) -> Vec<String> {
    messages.iter().map(|message| message.name.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_resumes_behind_any_message_misses_nothing_and_hears_nothing_twice() {
    let server =
        TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)]).await;
    let all = until_heartbeat(&mut watch(&server, from_start()).await).await;
    let events: Vec<WatchEvent> = all.iter().map(WatchRecordsResponse::event).collect();
    assert!(events.contains(&WatchEvent::Created) && events.contains(&WatchEvent::Changed), "{events:?}");
    let kinds: BTreeSet<&str> = all.iter().filter_map(|message| message.name.split('/').next()).collect();
    assert!(["meetings", "persons", "quotes"].iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    assert!(all.iter().all(|message| message.record.is_none()));
    let tokens: BTreeSet<&String> = all.iter().map(|message| &message.resume_token).collect();
    assert!(tokens.len() >= all.len() - 1, "each message but the heartbeat has a place of its own");
    for (at, message) in all.iter().enumerate() {
        let resume_token = message.resume_token.clone();
        let request = WatchRecordsRequest { resume_token, ..WatchRecordsRequest::default() };
        let rest = until_heartbeat(&mut watch(&server, request).await).await;
        let expected = all.get(at + 1..all.len() - 1).unwrap_or_default();
        assert_eq!(&rest[..rest.len() - 1], expected, "behind message {at}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_is_told_when_it_happens() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE)]).await;
    let mut stream = watch(&server, WatchRecordsRequest::default()).await;
    let first = until_heartbeat(&mut stream).await;
    assert_eq!(first.len(), 1, "without a token it begins with what comes");
    let meetings = server.ingest("other.txt", OTHER).await.unwrap().meetings;
    let mut told = BTreeSet::new();
    while !meetings.iter().all(|meeting| told.contains(meeting)) {
        let message = next(&mut stream).await;
        assert_ne!(message.event(), WatchEvent::Deleted);
        told.insert(message.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_kinds_that_are_wanted_with_their_records() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE), ("other.txt", OTHER)]).await;
    let request = WatchRecordsRequest {
        kinds: vec![RecordKind::Quote.into(), RecordKind::Meeting.into()],
        view: RecordView::Full.into(),
        ..from_start()
    };
    let told = until_heartbeat(&mut watch(&server, request).await).await;
    let (_, told) = told.split_last().unwrap();
    assert!(told.len() >= 4, "{told:?}");
    for message in told {
        let name = match message.record.as_ref().unwrap().record.as_ref().unwrap() {
            record::Record::Meeting(meeting) => &meeting.name,
            record::Record::Quote(quote) => &quote.name,
            record::Record::Person(person) => panic!("{} was not asked for", person.name),
        };
        assert_eq!(*name, message.name);
    }
    // The last token is behind what was left out too.
    let request = WatchRecordsRequest { kinds: vec![RecordKind::Person.into()], ..from_start() };
    let persons = until_heartbeat(&mut watch(&server, request).await).await;
    let resume_token = persons.last().unwrap().resume_token.clone();
    let request = WatchRecordsRequest { resume_token, ..WatchRecordsRequest::default() };
    assert_eq!(until_heartbeat(&mut watch(&server, request).await).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_says_into_what_and_undoing_it_brings_the_record_back() {
    let server = TestServer::start().await;
    let one = server.ingest("lantern.txt", LANTERN).await.unwrap().meetings.remove(0);
    let two = server.ingest("other.txt", OTHER).await.unwrap().meetings.remove(0);
    let mut stream = watch(&server, WatchRecordsRequest::default()).await;
    until_heartbeat(&mut stream).await;
    let mut judgements = JudgementServiceClient::new(server.channel.clone());
    let request = MergeRecordsRequest {
        one: one.clone(),
        two: two.clone(),
        author: "ann".into(),
        ..MergeRecordsRequest::default()
    };
    let merged = judgements.merge_records(request).await.unwrap().into_inner();
    let gone = loop {
        let message = next(&mut stream).await;
        if message.event() == WatchEvent::Merged {
            break message;
        }
    };
    assert_eq!(BTreeSet::from([&gone.name, &gone.merged_into]), BTreeSet::from([&one, &two]));
    assert!(gone.record.is_none());
    let judgement = merged.judgement.unwrap().name;
    let request = UndoJudgementRequest { name: judgement, author: "ann".into(), ..Default::default() };
    judgements.undo_judgement(request).await.unwrap();
    loop {
        let message = next(&mut stream).await;
        if message.name == gone.name {
            assert_eq!(message.event(), WatchEvent::Created);
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_none_and_other_wrong_fields_are_named() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE)]).await;
    let mut stream = watch(&server, from_start()).await;
    let token = next(&mut stream).await.resume_token;
    // Of a store that has come further.
    let ahead = TestServer::with_reports(&[("a.txt", WIRE), ("b.txt", OTHER), ("c.txt", LANTERN)]).await;
    let beyond = until_heartbeat(&mut watch(&ahead, from_start()).await).await.pop().unwrap().resume_token;
    let mut cut = token.clone();
    cut.pop();
    let with_token = |token: &str| WatchRecordsRequest {
        resume_token: token.to_owned(),
        ..WatchRecordsRequest::default()
    };
    let requests = [
        (with_token("nonsense"), "resume_token"),
        (with_token(&cut), "resume_token"),
        (with_token(&format!("{token}A")), "resume_token"),
        (with_token(&"x".repeat(10_000)), "resume_token"),
        (with_token(&beyond), "resume_token"),
        (WatchRecordsRequest { from_start: true, ..with_token(&token) }, "from_start"),
        (WatchRecordsRequest { kinds: vec![0], ..from_start() }, "kinds"),
        (WatchRecordsRequest { kinds: vec![1, 77], ..from_start() }, "kinds"),
        (WatchRecordsRequest { view: 77, ..from_start() }, "view"),
    ];
    for (request, field) in requests {
        let status = server.records().watch_records(request).await.unwrap_err();
        assert_eq!((status.code(), wrong_fields(&status)), (Code::InvalidArgument, vec![field.to_owned()]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_does_not_read_holds_nobody() {
    let server = TestServer::start().await;
    let request = || WatchRecordsRequest { view: RecordView::Full.into(), ..from_start() };
    // Each on a connection of its own, of which what is not read fills the window.
    let mut slow = Vec::new();
    for _ in 0..4 {
        let channel = Channel::from_shared(server.url.clone()).unwrap().connect().await.unwrap();
        let mut client = RecordServiceClient::new(channel);
        slow.push(client.watch_records(request()).await.unwrap().into_inner());
    }
    for round in 0..60 {
        let text = OTHER
            .replace("The reef does", &format!("The reef number {round} with {} does", "very ".repeat(200)));
        server.ingest(&format!("{round}.txt"), &text).await.unwrap();
    }
    let told = until_heartbeat(&mut watch(&server, request()).await).await;
    let bytes: usize = told.iter().map(about_bytes).sum();
    assert!(bytes > 1 << 20, "{bytes} bytes are less than the windows of a connection hold");
    // Whoever reads at last hears all of it; the records are as they are by then.
    for mut stream in slow {
        let mut names_of_slow = Vec::new();
        while names_of_slow.len() < told.len() - 1 {
            let message = next(&mut stream).await;
            if message.event() != WatchEvent::Heartbeat {
                names_of_slow.push(message.name);
            }
        }
        assert_eq!(names_of_slow, names(&told[..told.len() - 1]));
    }
}

/// About how long a message is.
fn about_bytes(message: &WatchRecordsResponse) -> usize {
    format!("{message:?}").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_come_while_nothing_happens_and_their_tokens_are_good() {
    let options = ServerOptions::default().with_watch_heartbeat(Duration::from_millis(20));
    let server = TestServer::start_with(options).await;
    server.ingest("wire.txt", WIRE).await.unwrap();
    let mut stream = watch(&server, WatchRecordsRequest::default()).await;
    let mut last = String::new();
    for _ in 0..3 {
        let message = next(&mut stream).await;
        assert_eq!((message.event(), message.name.as_str()), (WatchEvent::Heartbeat, ""));
        last = message.resume_token;
    }
    let request = WatchRecordsRequest { resume_token: last, ..WatchRecordsRequest::default() };
    assert_eq!(next(&mut watch(&server, request).await).await.event(), WatchEvent::Heartbeat);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_ends_with_its_server_and_goes_on_with_the_next() {
    let mut server = TestServer::with_reports(&[("wire.txt", WIRE)]).await;
    let mut stream = watch(&server, WatchRecordsRequest::default()).await;
    let resume_token = next(&mut stream).await.resume_token;
    let report = server.ingest("other.txt", OTHER).await.unwrap();
    server.signal();
    let status = loop {
        match stream.message().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the stream ended without a status"),
            Err(status) => break status,
        }
    };
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    let directory = server.ended().await;
    let server = TestServer::start_in(directory, ServerOptions::default()).await;
    let request = WatchRecordsRequest { resume_token, ..WatchRecordsRequest::default() };
    let told = names(&until_heartbeat(&mut watch(&server, request).await).await);
    assert!(told.contains(&report.meetings[0]), "{told:?}");
}
