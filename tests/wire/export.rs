//! ExportRecords.

use std::{collections::BTreeSet, time::Duration};

use rapporteur::v1::{
    ExportEnd, ExportRecordsRequest, ExportRecordsResponse, ExportedReport, Record, RecordKind, RecordView,
    WatchEvent, WatchRecordsRequest, export_records_response::Item, record,
    record_service_client::RecordServiceClient,
};
use tonic::{Code, Streaming, transport::Channel};

use crate::support::{ABSENT, BRIEF, LANTERN, OTHER, TestServer, WIRE, wrong_fields};

/// All that an export gave.
struct Exported {
    records: Vec<Record>,
    reports: Vec<ExportedReport>,
    end: ExportEnd,
}

async fn next(stream: &mut Streaming<ExportRecordsResponse>) -> Option<Item> {
    let message = tokio::time::timeout(Duration::from_secs(60), stream.message()).await;
    message.expect("nothing comes").unwrap().map(|message| message.item.unwrap())
}

async fn all(mut stream: Streaming<ExportRecordsResponse>) -> Exported {
    let (mut records, mut reports) = (Vec::new(), Vec::new());
    loop {
        match next(&mut stream).await.expect("the stream ended without its end") {
            Item::Record(record) => {
                assert!(reports.is_empty(), "reports come behind records");
                records.push(record);
            }
            Item::Report(report) => reports.push(report),
            Item::End(end) => {
                assert!(next(&mut stream).await.is_none(), "something comes behind the end");
                return Exported { records, reports, end };
            }
        }
    }
}

async fn export(server: &TestServer, request: ExportRecordsRequest) -> Exported {
    all(server.records().export_records(request).await.unwrap().into_inner()).await
}

fn name(record: &Record) -> &str {
    match record.record.as_ref().unwrap() {
        record::Record::Meeting(meeting) => &meeting.name,
        record::Record::Person(person) => &person.name,
        record::Record::Quote(quote) => &quote.name,
    }
}

fn names(exported: &Exported) -> Vec<&str> {
    exported.records.iter().map(name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_record_comes_once_by_kind_and_name() {
    let server =
        TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)]).await;
    let exported = export(&server, ExportRecordsRequest::default()).await;
    let names = names(&exported);
    // The collections are in alphabetical order, too.
    assert!(names.is_sorted() && names.iter().collect::<BTreeSet<_>>().len() == names.len(), "{names:?}");
    let kinds: BTreeSet<&str> = names.iter().filter_map(|name| name.split('/').next()).collect();
    assert_eq!(kinds, BTreeSet::from(["meetings", "persons", "quotes"]));
    assert!(exported.reports.is_empty() && exported.end.unchanged);
    let watched =
        WatchRecordsRequest { from_start: true, view: RecordView::Full.into(), ..Default::default() };
    let mut watched = server.records().watch_records(watched).await.unwrap().into_inner();
    // The export gives records as a watch does.
    loop {
        let message = watched.message().await.unwrap().unwrap();
        if message.event() == WatchEvent::Heartbeat {
            break;
        }
        if let Some(record) = message.record {
            assert!(exported.records.contains(&record), "{}", message.name);
        }
    }
    assert_eq!(i64::try_from(exported.records.len()).unwrap(), exported.end.record_count);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_kinds_that_are_wanted() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE), ("other.txt", OTHER)]).await;
    let kinds = vec![RecordKind::Quote.into(), RecordKind::Meeting.into()];
    let exported = export(&server, ExportRecordsRequest { kinds, ..Default::default() }).await;
    let kinds: BTreeSet<&str> =
        exported.records.iter().filter_map(|record| name(record).split('/').next()).collect();
    assert_eq!(kinds, BTreeSet::from(["meetings", "quotes"]));
    for kinds in [vec![0], vec![1, 77]] {
        let request = ExportRecordsRequest { kinds, ..Default::default() };
        let status = server.records().export_records(request).await.unwrap_err();
        let found = (status.code(), wrong_fields(&status));
        assert_eq!(found, (Code::InvalidArgument, vec!["kinds".to_owned()]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_come_with_the_records_that_they_are_part_of() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE), ("absent.txt", ABSENT)]).await;
    let exported = export(&server, ExportRecordsRequest { with_reports: true, ..Default::default() }).await;
    assert_eq!((exported.reports.len(), exported.end.report_count), (2, 2));
    let records: BTreeSet<&str> = names(&exported).into_iter().collect();
    for report in &exported.reports {
        let extraction = report.extraction.as_ref().unwrap();
        assert_eq!(report.meetings.len(), extraction.meetings.len());
        assert_eq!(report.quotes.len(), extraction.quotes.len());
        assert_eq!(report.participants.len(), extraction.participations.len());
        for (participation, person) in extraction.participations.iter().zip(&report.participants) {
            assert_eq!(participation.person.is_none(), person.is_empty(), "{participation:?}");
        }
        let of_report = report.meetings.iter().chain(&report.participants).chain(&report.quotes);
        for name in of_report.filter(|name| !name.is_empty()) {
            assert!(records.contains(name.as_str()), "{name}");
        }
    }
    // Both tell of one meeting.
    assert_eq!(exported.reports[0].meetings[0], exported.reports[1].meetings[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_store_gives_the_end_alone() {
    let server = TestServer::start().await;
    let exported = export(&server, ExportRecordsRequest { with_reports: true, ..Default::default() }).await;
    assert!(exported.records.is_empty() && exported.reports.is_empty());
    assert!(exported.end.unchanged && exported.end.record_count == 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_holds_no_writer_and_a_watch_from_its_end_tells_it_all_it_missed() {
    let server = TestServer::start().await;
    let long = |round: usize| {
        OTHER.replace("The reef does", &format!("The reef number {round} with {} does", "very ".repeat(900)))
    };
    for round in 0..24 {
        server.ingest(&format!("{round}.txt"), &long(round)).await.unwrap();
    }
    // On a connection of its own, of which what is not read fills the window.
    let channel = Channel::from_shared(server.url.clone()).unwrap().connect().await.unwrap();
    let mut slow =
        RecordServiceClient::new(channel).export_records(ExportRecordsRequest::default()).await.unwrap();
    let first = next(slow.get_mut()).await.unwrap();
    assert!(matches!(first, Item::Record(_)));
    server.ingest("lantern.txt", LANTERN).await.unwrap();
    for round in 24..28 {
        server.ingest(&format!("{round}.txt"), &long(round)).await.unwrap();
    }
    let exported = all(slow.into_inner()).await;
    assert!(!exported.end.unchanged);
    let mut known: BTreeSet<String> = names(&exported).into_iter().map(str::to_owned).collect();
    if let Item::Record(record) = &first {
        known.insert(name(record).to_owned());
    }
    let request = WatchRecordsRequest { resume_token: exported.end.resume_token, ..Default::default() };
    let mut watched = server.records().watch_records(request).await.unwrap().into_inner();
    loop {
        let message = watched.message().await.unwrap().unwrap();
        match message.event() {
            WatchEvent::Heartbeat => break,
            WatchEvent::Deleted | WatchEvent::Merged => drop(known.remove(&message.name)),
            _ => drop(known.insert(message.name)),
        }
    }
    let now = export(&server, ExportRecordsRequest::default()).await;
    assert!(now.end.unchanged);
    assert_eq!(known, names(&now).into_iter().map(str::to_owned).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_ends_though_nobody_reads_an_export() {
    let mut server = TestServer::start().await;
    for round in 0..24 {
        let text = OTHER.replace("The reef does", &format!("The reef {round} {} does", "very ".repeat(900)));
        server.ingest(&format!("{round}.txt"), &text).await.unwrap();
    }
    let mut stream =
        server.records().export_records(ExportRecordsRequest::default()).await.unwrap().into_inner();
    next(&mut stream).await.unwrap();
    drop(stream);
    server.signal();
    server.ended().await;
}
