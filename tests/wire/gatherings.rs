//! ListSeries, ListOutcomes, GetRollCall.

use rapporteur::v1::{
    Date, EncodingType, GetRollCallRequest, GetRollCallResponse, ListOutcomesRequest, ListSeriesRequest,
    OrdinalRange, OutcomeFilter, OutcomeKind, OutcomeStatus, RollCallState, Series, SeriesFilter,
};
use tonic::Code;

use crate::support::{ABSENT, BRIEF, LANTERN, TestServer, WIRE, wrong_fields};

/// Two meetings of the series of `WIRE`, two numbers apart and before.
const FIFTH: &str = "BISHKEK, May 20, 2022 (Steppe Wire) -- The 5th meeting of the transport ministers of the Meridian \
    Cooperation Organization (MCO) was held in Bishkek on May 20, 2022.\n\n\
    Kyrgyz Minister of Transport Azamat Toroev chaired the meeting.\n";
const FOURTH: &str = "TASHKENT, May 20, 2021 (Steppe Wire) -- The 4th meeting of the transport ministers of the Meridian \
    Cooperation Organization (MCO) was held in Tashkent on May 20, 2021.\n\n\
    Uzbek Minister of Transport Sherzod Norqulov chaired the meeting.\n";

async fn all() -> TestServer {
    let reports = [
        ("wire.txt", WIRE),
        ("brief.txt", BRIEF),
        ("absent.txt", ABSENT),
        ("lantern.txt", LANTERN),
        ("fifth.txt", FIFTH),
        ("fourth.txt", FOURTH),
    ];
    TestServer::with_reports(&reports).await
}

async fn series(server: &TestServer, filter: SeriesFilter) -> Vec<Series> {
    let request = ListSeriesRequest { filter: Some(filter), ..ListSeriesRequest::default() };
    server.meetings().list_series(request).await.unwrap().into_inner().series
}

#[tokio::test(flavor = "multi_thread")]
async fn a_series_tells_its_numbers_gaps_places_and_days() {
    let server = all().await;
    let found = series(&server, SeriesFilter { text: "transport".into(), ..Default::default() }).await;
    assert_eq!(found.len(), 1, "{found:?}");
    let found = &found[0];
    assert_eq!(found.organization, "Meridian Cooperation Organization");
    assert_eq!(found.organization_name, "organizations/meridian-cooperation-organization");
    let range = |first, last| OrdinalRange { first, last };
    assert_eq!(found.ordinals, [range(4, 5), range(7, 7)]);
    assert_eq!(found.missing_ordinals, [range(6, 6)]);
    assert_eq!(found.first_date, Some(Date { year: 2021, month: 5, day: 20 }));
    let cities: Vec<&str> = found.meetings.iter().map(|meeting| meeting.city.as_str()).collect();
    assert_eq!(cities, ["Tashkent", "Bishkek", "Almaty"]);
    assert_eq!(found.meetings[1].days_since_previous, Some(365));
    assert_eq!(found.median_days, Some(365), "the sixth is missing in the days before the seventh");
}

#[tokio::test(flavor = "multi_thread")]
async fn series_are_filtered_and_paged() {
    let server = all().await;
    let all = series(&server, SeriesFilter::default()).await;
    assert_eq!(all.len(), 2, "{all:?}");
    let lantern = SeriesFilter { organization: "Lantern Cooperation Forum".into(), ..Default::default() };
    assert_eq!(series(&server, lantern).await, all[..1]);
    let mut request = ListSeriesRequest { page_size: 1, ..ListSeriesRequest::default() };
    let first = server.meetings().list_series(request.clone()).await.unwrap().into_inner();
    request.page_token = first.next_page_token;
    let second = server.meetings().list_series(request.clone()).await.unwrap().into_inner();
    assert_eq!([first.series, second.series].concat(), all);
    assert_eq!(second.next_page_token, "");
    request.filter = Some(SeriesFilter { text: "summit".into(), ..Default::default() });
    let status = server.meetings().list_series(request).await.unwrap_err();
    assert_eq!((status.code(), wrong_fields(&status)), (Code::InvalidArgument, vec!["page_token".into()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_of_outcomes_holds_alone() {
    let server = all().await;
    let meeting = server.ingest("wire.txt", WIRE).await.unwrap().meetings.remove(0);
    let year = |year| Some(Date { year, month: 0, day: 0 });
    let filters = [
        OutcomeFilter::default(),
        OutcomeFilter { organization: "Meridian Cooperation Organization".into(), ..Default::default() },
        OutcomeFilter { meeting: meeting.clone(), ..Default::default() },
        OutcomeFilter { meeting: meeting.clone(), from: year(2024), ..Default::default() },
        OutcomeFilter { kind: OutcomeKind::Declaration.into(), ..Default::default() },
        OutcomeFilter { status: OutcomeStatus::Adopted.into(), ..Default::default() },
        OutcomeFilter { text: "declarations transit".into(), ..Default::default() },
        OutcomeFilter { from: year(2024), to: year(2024), ..Default::default() },
    ];
    let list = |filter: OutcomeFilter| {
        let mut client = server.meetings();
        async move {
            let request = ListOutcomesRequest {
                filter: Some(filter),
                encoding_type: EncodingType::Utf16.into(),
                ..ListOutcomesRequest::default()
            };
            client.list_outcomes(request).await.unwrap().into_inner().outcomes
        }
    };
    for filter in filters {
        let found = list(filter.clone()).await;
        assert_eq!(found.len(), 1, "{filter:?}: {found:?}");
        assert_eq!(found[0].meeting, meeting);
        let outcome = found[0].outcome.as_ref().unwrap();
        assert_eq!(outcome.title, "Almaty Declaration on Transit");
        assert!(outcome.evidence[0].report.starts_with("reports/"), "{outcome:?}");
    }
    for filter in [
        OutcomeFilter { kind: OutcomeKind::Plan.into(), ..Default::default() },
        OutcomeFilter { organization: "Lantern Cooperation Forum".into(), ..Default::default() },
        OutcomeFilter { meeting, to: year(2023), ..Default::default() },
    ] {
        assert!(list(filter.clone()).await.is_empty(), "{filter:?}");
    }
}

async fn roll_call(server: &TestServer, request: GetRollCallRequest) -> GetRollCallResponse {
    server.meetings().get_roll_call(request).await.unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roll_call_says_what_each_report_says_and_where_they_contradict_each_other() {
    let server = all().await;
    let meeting = server.ingest("wire.txt", WIRE).await.unwrap().meetings.remove(0);
    let asked = GetRollCallRequest { meeting: meeting.clone(), ..GetRollCallRequest::default() };
    let reply = roll_call(&server, asked.clone()).await;
    assert_eq!((reply.meeting.as_str(), reply.report_count), (meeting.as_str(), 3));
    let uris: Vec<&str> = reply.reports.iter().map(|report| report.report_uri.as_str()).collect();
    assert_eq!(uris, ["wire.txt", "brief.txt", "absent.txt"]);
    let row = |name: &str| {
        let row = reply.rows.iter().find(|row| row.display_name.contains(name)).unwrap();
        (row.cells.iter().map(|cell| cell.state()).collect::<Vec<_>>(), row.conflicting)
    };
    use RollCallState::{Absent, Named, NotMentioned};
    assert_eq!(row("Daniyar"), (vec![Named, Named, Named], false));
    assert_eq!(row("Norqulov"), (vec![Named, NotMentioned, NotMentioned], false));
    assert_eq!(row("Ratu"), (vec![Named, NotMentioned, Absent], true));
    for cell in reply.rows.iter().flat_map(|row| &row.cells) {
        assert_eq!(cell.evidence.is_empty(), cell.state() == NotMentioned, "{cell:?}");
        assert!(cell.evidence.iter().all(|evidence| evidence.report == cell.report), "{cell:?}");
    }
    let mut paged = GetRollCallRequest { page_size: 2, ..asked };
    let first = roll_call(&server, paged.clone()).await;
    paged.page_token = first.next_page_token;
    let second = roll_call(&server, paged).await;
    assert_eq!([first.rows, second.rows].concat(), reply.rows);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_these_questions_is_told() {
    let server = TestServer::start().await;
    let mut client = server.meetings();
    let nobody = "meetings/00000000000000000000".to_owned();
    let call = |meeting: String| GetRollCallRequest { meeting, ..GetRollCallRequest::default() };
    assert_eq!(client.get_roll_call(call(nobody.clone())).await.unwrap_err().code(), Code::NotFound);
    let status = client.get_roll_call(call("the 7th".into())).await.unwrap_err();
    assert_eq!((status.code(), wrong_fields(&status)), (Code::InvalidArgument, vec!["meeting".to_owned()]));
    let outcomes = |filter| ListOutcomesRequest { filter: Some(filter), ..ListOutcomesRequest::default() };
    let unknown = OutcomeFilter { meeting: nobody, ..OutcomeFilter::default() };
    assert_eq!(client.list_outcomes(outcomes(unknown)).await.unwrap_err().code(), Code::NotFound);
    let wrong = OutcomeFilter {
        meeting: "x".into(),
        kind: 77,
        status: -1,
        from: Some(Date { year: 2018, month: 2, day: 30 }),
        ..OutcomeFilter::default()
    };
    let mut fields = wrong_fields(&client.list_outcomes(outcomes(wrong)).await.unwrap_err());
    fields.sort();
    assert_eq!(fields, ["filter.from", "filter.kind", "filter.meeting", "filter.status"]);
}
