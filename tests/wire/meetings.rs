//! ListMeetings, GetMeeting, GetParticipants.

use rapporteur::v1::{
    Date, GetMeetingRequest, GetParticipantsRequest, ListMeetingsRequest, MeetingFilter, MeetingStatus,
    MeetingView, ParticipationRole,
};
use tonic::Code;

use crate::support::{BRIEF, OTHER, TestServer, WIRE, wrong_fields};

async fn all() -> TestServer {
    TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)]).await
}

async fn cities(server: &TestServer, filter: MeetingFilter) -> Vec<String> {
    let request = ListMeetingsRequest { filter: Some(filter), ..ListMeetingsRequest::default() };
    let reply = server.meetings().list_meetings(request).await.unwrap().into_inner();
    reply.meetings.into_iter().map(|meeting| meeting.city).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_of_two_reports_is_listed_once() {
    let server = all().await;
    let reply = server.meetings().list_meetings(ListMeetingsRequest::default()).await.unwrap().into_inner();
    let found: Vec<(&str, u32, u32)> = reply
        .meetings
        .iter()
        .map(|meeting| (meeting.city.as_str(), meeting.ordinal, meeting.report_count))
        .collect();
    assert_eq!(found, [("Suva", 5, 1), ("Almaty", 7, 2)]);
    assert!(reply.meetings.iter().all(|meeting| meeting.values.is_empty()), "a list is BASIC");
    assert_eq!(reply.next_page_token, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_holds_alone() {
    let server = all().await;
    let year = |year| Some(Date { year, month: 0, day: 0 });
    let filters = [
        MeetingFilter { organization: "Meridian Cooperation Organization".into(), ..Default::default() },
        MeetingFilter { country_code: "kz".into(), ..Default::default() },
        MeetingFilter { city: "ALMATY".into(), ..Default::default() },
        MeetingFilter { person: "Seitqazin".into(), ..Default::default() },
        MeetingFilter { from: year(2024), ..Default::default() },
        MeetingFilter { text: "transport".into(), ..Default::default() },
    ];
    for filter in filters {
        assert_eq!(cities(&server, filter.clone()).await, ["Almaty"], "{filter:?}");
    }
    assert_eq!(cities(&server, MeetingFilter { to: year(2023), ..Default::default() }).await, ["Suva"]);
    let held = MeetingFilter { status: MeetingStatus::Held.into(), ..Default::default() };
    assert_eq!(cities(&server, held).await.len(), 2);
    let nobody = MeetingFilter { city: "Almaty".into(), country_code: "FJ".into(), ..Default::default() };
    assert!(cities(&server, nobody).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_on_one_another_in_either_order() {
    let server = all().await;
    for order_by in ["start_date", "start_date desc"] {
        let mut request =
            ListMeetingsRequest { page_size: 1, order_by: order_by.into(), ..ListMeetingsRequest::default() };
        let mut found = Vec::new();
        loop {
            let reply = server.meetings().list_meetings(request.clone()).await.unwrap().into_inner();
            assert_eq!(reply.meetings.len(), 1);
            found.push(reply.meetings[0].city.clone());
            if reply.next_page_token.is_empty() {
                break;
            }
            request.page_token = reply.next_page_token;
        }
        let mut expected = ["Suva", "Almaty"];
        if order_by.ends_with("desc") {
            expected.reverse();
        }
        assert_eq!(found, expected, "{order_by}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_one_question_is_none_of_another() {
    let server = all().await;
    let request = ListMeetingsRequest { page_size: 1, ..ListMeetingsRequest::default() };
    let token = server.meetings().list_meetings(request).await.unwrap().into_inner().next_page_token;
    assert_ne!(token, "");
    let other = ListMeetingsRequest {
        page_size: 1,
        page_token: token,
        order_by: "start_date desc".into(),
        ..Default::default()
    };
    let status = server.meetings().list_meetings(other).await.unwrap_err();
    assert_eq!(
        (status.code(), wrong_fields(&status)),
        (Code::InvalidArgument, vec!["page_token".to_owned()])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_says_from_which_sentences_it_has_its_values() {
    let server = all().await;
    let name = server.ingest("wire.txt", WIRE).await.unwrap().meetings.remove(0);
    let mut client = server.meetings();
    let request = GetMeetingRequest { name: name.clone(), ..GetMeetingRequest::default() };
    let meeting = client.get_meeting(request).await.unwrap().into_inner().meeting.unwrap();
    assert_eq!(meeting.name, name);
    assert!(!meeting.values.is_empty());
    for value in &meeting.values {
        assert!(!value.evidence.is_empty(), "{value:?}");
        assert!(value.evidence.iter().all(|evidence| evidence.report.starts_with("reports/")), "{value:?}");
    }
    let basic = GetMeetingRequest { name, view: MeetingView::Basic.into(), ..GetMeetingRequest::default() };
    let basic = client.get_meeting(basic).await.unwrap().into_inner().meeting.unwrap();
    assert!(basic.values.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn participants_come_chair_first_and_in_pages() {
    let server = all().await;
    let meeting = server.ingest("wire.txt", WIRE).await.unwrap().meetings.remove(0);
    let whole = GetParticipantsRequest { meeting: meeting.clone(), ..GetParticipantsRequest::default() };
    let whole = server.meetings().get_participants(whole).await.unwrap().into_inner();
    assert_eq!((whole.meeting.as_str(), whole.next_page_token.as_str()), (meeting.as_str(), ""));
    let chair = &whole.participants[0];
    assert!(chair.roles.contains(&ParticipationRole::Chair.into()), "{chair:?}");
    assert_eq!(chair.delegation.as_ref().unwrap().country_code, "KZ");
    let mut spellings = vec![chair.display_name.clone()];
    spellings.extend(chair.other_names.clone());
    spellings.sort();
    assert_eq!(spellings, ["Daniyar Seitkazin", "Daniyar Seitqazin"]);
    assert_eq!(whole.participants.len(), 3, "{whole:?}");

    let mut request = GetParticipantsRequest { meeting, page_size: 2, ..GetParticipantsRequest::default() };
    let first = server.meetings().get_participants(request.clone()).await.unwrap().into_inner();
    assert_eq!(first.participants, whole.participants[..2]);
    request.page_token = first.next_page_token;
    let second = server.meetings().get_participants(request).await.unwrap().into_inner();
    assert_eq!(second.participants, whole.participants[2..]);
    assert_eq!(second.next_page_token, "");
}
