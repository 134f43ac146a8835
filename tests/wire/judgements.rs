//! JudgementService and RecordService; what was known on a day.

use rapporteur::v1::{
    CorrectFieldRequest, Date, ExplainMatchRequest, GetMeetingRequest, ImportJudgementsRequest,
    ListJudgementsRequest, ListMeetingsRequest, ListStatementsRequest, MeetingFilter, MeetingStatus,
    MergeRecordsRequest, SplitRecordRequest, UndoJudgementRequest,
    judgement_service_client::JudgementServiceClient, record_service_client::RecordServiceClient,
};
use tonic::{Code, transport::Channel};

use crate::support::{BRIEF, OTHER, TestServer, WIRE, wrong_fields};

/// What was written before the meeting of the transport ministers.
const PREVIEW: &str = "ALMATY, May 2, 2024 (Steppe Wire) -- The 7th meeting of the transport ministers of the Meridian \
    Cooperation Organization (MCO) will be held in Almaty on May 15, 2024.\n";

fn judgements(server: &TestServer) -> JudgementServiceClient<Channel> {
    JudgementServiceClient::new(server.channel.clone())
}

fn records(server: &TestServer) -> RecordServiceClient<Channel> {
    RecordServiceClient::new(server.channel.clone())
}

/// Names of the meetings, the latest first.
async fn meetings(server: &TestServer) -> Vec<String> {
    let request = ListMeetingsRequest { order_by: "start_date desc".into(), ..Default::default() };
    let reply = server.meetings().list_meetings(request).await.unwrap().into_inner();
    reply.meetings.into_iter().map(|meeting| meeting.name).collect()
}

fn correct(name: &str, field: &str, value: &str) -> CorrectFieldRequest {
    CorrectFieldRequest {
        name: name.to_owned(),
        field: field.to_owned(),
        value: value.to_owned(),
        author: "ann".to_owned(),
        reason: "the minutes".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_holds_until_it_is_undone_and_can_be_replayed() {
    let reports = [("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)];
    let server = TestServer::with_reports(&reports).await;
    let names = meetings(&server).await;
    let merge = MergeRecordsRequest {
        one: names[0].clone(),
        two: names[1].clone(),
        author: "ann".to_owned(),
        reason: String::new(),
    };
    let merged = judgements(&server).merge_records(merge.clone()).await.unwrap().into_inner();
    assert_eq!(meetings(&server).await, std::slice::from_ref(&merged.record));
    let again = judgements(&server).merge_records(merge).await.unwrap_err();
    assert_eq!(again.code(), Code::FailedPrecondition, "{again}");
    judgements(&server).correct_field(correct(&merged.record, "city", "Astana")).await.unwrap();
    let undo = UndoJudgementRequest {
        name: merged.judgement.unwrap().name,
        author: "bob".to_owned(),
        reason: "two meetings after all".to_owned(),
    };
    judgements(&server).undo_judgement(undo).await.unwrap();
    assert_eq!(meetings(&server).await, names);
    let listed = judgements(&server).list_judgements(ListJudgementsRequest::default()).await.unwrap();
    let listed = listed.into_inner().judgements;
    assert_eq!(listed.iter().map(|one| one.in_force).collect::<Vec<_>>(), [false, true, true]);

    // Elsewhere, before the reports come.
    let other = TestServer::start().await;
    let import = ImportJudgementsRequest { judgements: listed.clone() };
    let new = judgements(&other).import_judgements(import.clone()).await.unwrap().into_inner().new_count;
    assert_eq!(new, 3);
    assert_eq!(judgements(&other).import_judgements(import).await.unwrap().into_inner().new_count, 0);
    for (uri, text) in reports {
        other.ingest(uri, text).await.unwrap();
    }
    for name in &names {
        let request = GetMeetingRequest { name: name.clone(), ..Default::default() };
        let here = server.meetings().get_meeting(request.clone()).await.unwrap().into_inner();
        let there = other.meetings().get_meeting(request).await.unwrap().into_inner();
        assert_eq!(here, there);
    }
    let mut changed = listed[0].clone();
    changed.author = "eve".to_owned();
    let import = ImportJudgementsRequest { judgements: vec![listed[1].clone(), changed] };
    let refused = judgements(&other).import_judgements(import).await.unwrap_err();
    assert_eq!(wrong_fields(&refused), ["judgements[1]"], "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_stands_before_what_reports_say_and_a_split_parts_them() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF)]).await;
    let name = meetings(&server).await.remove(0);
    judgements(&server).correct_field(correct(&name, "start_date", "2024-05-14")).await.unwrap();
    let request = GetMeetingRequest { name: name.clone(), ..Default::default() };
    let meeting = server.meetings().get_meeting(request).await.unwrap().into_inner().meeting.unwrap();
    assert_eq!(meeting.start_date, Some(Date { year: 2024, month: 5, day: 14 }));
    let dates: Vec<_> = meeting.values.iter().filter(|value| value.field == "start_date").collect();
    assert_eq!(dates[0].reason, "corrected by ann: the minutes");
    assert!(dates[0].preferred && dates[0].judgement.starts_with("judgements/"));
    assert!(dates[1].value == "2024-05-15" && !dates[1].preferred && !dates[1].evidence.is_empty());
    let split = |reports: Vec<String>| SplitRecordRequest {
        name: name.clone(),
        reports,
        author: "ann".to_owned(),
        reason: String::new(),
    };
    let reports: Vec<String> = meeting.mentions.iter().map(|mention| mention.report.clone()).collect();
    let all = judgements(&server).split_record(split(reports.clone())).await.unwrap_err();
    assert_eq!(all.code(), Code::FailedPrecondition, "{all}");
    let parted =
        judgements(&server).split_record(split(vec![reports[0].clone()])).await.unwrap().into_inner();
    let mut both = [parted.record, parted.apart];
    both.sort();
    let mut now = meetings(&server).await;
    now.sort();
    assert_eq!(now, both);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_judgements_say_what_is_wrong() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE)]).await;
    let name = meetings(&server).await.remove(0);
    let wrong = |request| async { judgements(&server).correct_field(request).await.unwrap_err() };
    assert_eq!(wrong_fields(&wrong(correct(&name, "colour", "red")).await), ["field"]);
    assert_eq!(wrong_fields(&wrong(correct(&name, "status", "perhaps")).await), ["value"]);
    assert_eq!(wrong_fields(&wrong(correct("meeting/1", "city", "Suva")).await), ["name"]);
    let nobody = CorrectFieldRequest { author: " ".to_owned(), ..correct(&name, "city", "Suva") };
    assert_eq!(wrong_fields(&wrong(nobody).await), ["author"]);
    let unknown = correct("meetings/00000000000000000000", "city", "Suva");
    assert_eq!(wrong(unknown).await.code(), Code::NotFound);
    let kinds = MergeRecordsRequest {
        one: name,
        two: "persons/00000000000000000000".to_owned(),
        author: "ann".to_owned(),
        reason: String::new(),
    };
    let kinds = judgements(&server).merge_records(kinds).await.unwrap_err();
    assert_eq!(wrong_fields(&kinds), ["two"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_lead_to_sentences_and_a_match_is_told_feature_by_feature() {
    let reports = [("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)];
    let server = TestServer::with_reports(&reports).await;
    let names = meetings(&server).await;
    let mut request = ListStatementsRequest { name: names[0].clone(), page_size: 5, ..Default::default() };
    let mut statements = Vec::new();
    loop {
        let page = records(&server).list_statements(request.clone()).await.unwrap().into_inner();
        assert_eq!(page.name, names[0]);
        statements.extend(page.statements);
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    let cities: Vec<&str> = statements
        .iter()
        .filter(|statement| statement.field == "city")
        .map(|statement| statement.value.as_str())
        .collect();
    assert_eq!(cities, ["Almaty", "Almaty"]);
    assert!(statements.iter().all(|statement| !statement.evidence.is_empty()));
    assert!(statements.iter().any(|statement| {
        statement.field == "participants[0].office" && statement.original_text == statement.value
    }));
    let other = ListStatementsRequest { name: names[1].clone(), ..request };
    let error = records(&server).list_statements(other).await.unwrap_err();
    assert_eq!(wrong_fields(&error), ["page_token"]);

    let explain = |one: &str, two: &str| {
        let request = ExplainMatchRequest { one: one.to_owned(), two: two.to_owned() };
        let mut client = records(&server);
        async move { client.explain_match(request).await.unwrap().into_inner() }
    };
    let apart = explain(&names[0], &names[1]).await;
    assert!(!apart.same_record && !apart.would_join);
    assert!(apart.summary.contains("cannot be of one meeting"), "{}", apart.summary);
    let subjects: Vec<&str> = statements
        .iter()
        .filter(|statement| statement.field == "title")
        .map(|statement| statement.subject.as_str())
        .collect();
    let together = explain(subjects[0], subjects[1]).await;
    assert!(together.same_record && together.would_join && together.shares_block);
    assert!(together.features.iter().any(|feature| feature.name == "ordinal" && feature.points > 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_known_on_a_day_is_told_apart_from_what_is_known_now() {
    let server = TestServer::with_reports(&[("preview.txt", PREVIEW), ("wire.txt", WIRE)]).await;
    let name = meetings(&server).await.remove(0);
    let day = |day| Some(Date { year: 2024, month: 5, day });
    let status = |as_of| {
        let request = GetMeetingRequest { name: name.clone(), as_of, ..Default::default() };
        let mut client = server.meetings();
        async move { client.get_meeting(request).await.map(|reply| reply.into_inner().meeting.unwrap()) }
    };
    assert_eq!(status(None).await.unwrap().status(), MeetingStatus::Held);
    let before = status(day(10)).await.unwrap();
    assert_eq!((before.status(), before.report_count), (MeetingStatus::Planned, 1));
    assert_eq!(before.name, name);
    assert_eq!(status(day(1)).await.unwrap_err().code(), Code::NotFound);
    let planned = |as_of| {
        let filter = MeetingFilter { status: MeetingStatus::Planned.into(), ..Default::default() };
        let request = ListMeetingsRequest { filter: Some(filter), as_of, ..Default::default() };
        let mut client = server.meetings();
        async move { client.list_meetings(request).await.unwrap().into_inner().meetings.len() }
    };
    assert_eq!((planned(None).await, planned(day(10)).await, planned(day(1)).await), (0, 1, 0));
}
