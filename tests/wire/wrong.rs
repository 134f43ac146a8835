//! What wrong requests are told.

use rapporteur::v1::{
    Date, ExtractReportRequest, GetMeetingRequest, GetParticipantsRequest, GetQuoteRequest, GetReportRequest,
    IngestReportRequest, ListMeetingsRequest, MeetingFilter, QuoteFilter, ReportSource, SearchQuotesRequest,
    report_source::Data,
};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::{TestServer, WIRE, wrong_fields};

const NOBODY: &str = "00000000000000000000";

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_with_a_list_is_told_at_once() {
    let server = TestServer::start().await;
    let filter = MeetingFilter {
        country_code: "Fiji".into(),
        person: "persons/somebody".into(),
        from: Some(Date { year: 2018, month: 0, day: 5 }),
        to: Some(Date { year: 2018, month: 2, day: 30 }),
        status: 77,
        kind: -1,
        ..MeetingFilter::default()
    };
    let request = ListMeetingsRequest {
        filter: Some(filter),
        page_size: -1,
        order_by: "city".into(),
        view: 9,
        ..ListMeetingsRequest::default()
    };
    let status = server.meetings().list_meetings(request).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let mut fields = wrong_fields(&status);
    fields.sort();
    assert_eq!(
        fields,
        [
            "filter.country_code",
            "filter.from",
            "filter.kind",
            "filter.person",
            "filter.status",
            "filter.to",
            "order_by",
            "page_size",
            "view"
        ]
    );
    assert!(status.message().contains("there is no day 30 in 2018-02"), "{status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_with_a_search_is_told_at_once() {
    let server = TestServer::start().await;
    let filter = QuoteFilter {
        country_code: "1".into(),
        meeting: "the 7th".into(),
        from: Some(Date { year: 2019, month: 0, day: 0 }),
        to: Some(Date { year: 2018, month: 0, day: 0 }),
        ..QuoteFilter::default()
    };
    let request = SearchQuotesRequest {
        query: "x".repeat(10_000),
        filter: Some(filter),
        encoding_type: 8,
        ..SearchQuotesRequest::default()
    };
    let status = server.quotes().search_quotes(request).await.unwrap_err();
    let mut fields = wrong_fields(&status);
    fields.sort();
    assert_eq!(fields, ["encoding_type", "filter.country_code", "filter.meeting", "filter.to", "query"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_cannot_be_read_is_a_wrong_field() {
    let server = TestServer::start().await;
    let long = "word ".repeat(200);
    for query in ["\"no end", "reef OR", "OR reef", "reef OR -lake", &long] {
        let request = SearchQuotesRequest { query: query.to_owned(), ..SearchQuotesRequest::default() };
        let status = server.quotes().search_quotes(request).await.unwrap_err();
        assert_eq!(
            (status.code(), wrong_fields(&status)),
            (Code::InvalidArgument, vec!["query".to_owned()]),
            "{query}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_text_as_a_page_token_is_refused() {
    let server = TestServer::start().await;
    let meeting = server.ingest("wire.txt", WIRE).await.unwrap().meetings.remove(0);
    for token in ["x", "AAAA", "💥", " . ", &"A".repeat(4000), &"A".repeat(5000)] {
        let list = ListMeetingsRequest { page_token: token.to_owned(), ..Default::default() };
        let search = SearchQuotesRequest { page_token: token.to_owned(), ..Default::default() };
        let participants = GetParticipantsRequest {
            meeting: meeting.clone(),
            page_token: token.to_owned(),
            ..Default::default()
        };
        let statuses = [
            server.meetings().list_meetings(list).await.unwrap_err(),
            server.quotes().search_quotes(search).await.unwrap_err(),
            server.meetings().get_participants(participants).await.unwrap_err(),
        ];
        for status in statuses {
            assert_eq!(
                (status.code(), wrong_fields(&status)),
                (Code::InvalidArgument, vec!["page_token".to_owned()]),
                "{token}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_nothing_bears_is_not_found_and_one_that_is_none_is_wrong() {
    let server = TestServer::start().await;
    let get_meeting = |name: String| GetMeetingRequest { name, ..GetMeetingRequest::default() };
    let get_quote = |name: String| GetQuoteRequest { name, ..GetQuoteRequest::default() };
    let get_report = |name: String| GetReportRequest { name, ..GetReportRequest::default() };
    let get_participants = |meeting: String| GetParticipantsRequest { meeting, ..Default::default() };
    let (mut meetings, mut quotes, mut reports) = (server.meetings(), server.quotes(), server.reports());
    let missing = [
        ("Meeting", meetings.get_meeting(get_meeting(format!("meetings/{NOBODY}"))).await.unwrap_err()),
        (
            "Meeting",
            meetings.get_participants(get_participants(format!("meetings/{NOBODY}"))).await.unwrap_err(),
        ),
        ("Quote", quotes.get_quote(get_quote(format!("quotes/{NOBODY}"))).await.unwrap_err()),
        ("Report", reports.get_report(get_report(format!("reports/{NOBODY}"))).await.unwrap_err()),
    ];
    for (kind, status) in missing {
        assert_eq!(status.code(), Code::NotFound, "{kind}");
        let resource = status.get_details_resource_info().unwrap();
        assert_eq!(resource.resource_type, format!("rapporteur.v1.{kind}"));
        assert!(resource.resource_name.ends_with(NOBODY), "{resource:?}");
        assert_eq!(status.get_details_error_info().unwrap().reason, "RECORD_UNKNOWN");
    }
    let wrong = [
        ("name", meetings.get_meeting(get_meeting(String::new())).await.unwrap_err()),
        (
            "meeting",
            meetings.get_participants(get_participants(format!("quotes/{NOBODY}"))).await.unwrap_err(),
        ),
        ("name", quotes.get_quote(get_quote("quotes/../x".into())).await.unwrap_err()),
        ("name", reports.get_report(get_report(NOBODY.into())).await.unwrap_err()),
    ];
    for (field, status) in wrong {
        assert_eq!((status.code(), wrong_fields(&status)), (Code::InvalidArgument, vec![field.to_owned()]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_report_are_refused_and_the_server_goes_on() {
    let server = TestServer::start().await;
    let mut client = server.reports();
    let content =
        |bytes: &[u8]| Some(ReportSource { uri: "x.txt".into(), data: Some(Data::Content(bytes.to_vec())) });
    for bytes in [&b""[..], b" \n\t ", b"\x00\x01\x02\x03 image", b"%PDF-1.7\n1 0 obj"] {
        let refused = [
            client.ingest_report(IngestReportRequest { source: content(bytes) }).await.unwrap_err(),
            client
                .extract_report(ExtractReportRequest { source: content(bytes), ..Default::default() })
                .await
                .unwrap_err(),
        ];
        for status in refused {
            assert_eq!(
                (status.code(), wrong_fields(&status)),
                (Code::InvalidArgument, vec!["source.content".to_owned()]),
                "{bytes:?}"
            );
        }
    }
    let lacking = [
        (None, vec!["source"]),
        (Some(ReportSource::default()), vec!["source.content"]),
        (Some(ReportSource { uri: " ".into(), data: Some(Data::Text(WIRE.into())) }), vec!["source.uri"]),
    ];
    for (source, fields) in lacking {
        let status = client.ingest_report(IngestReportRequest { source }).await.unwrap_err();
        assert_eq!(
            (status.code(), wrong_fields(&status)),
            (Code::InvalidArgument, fields.into_iter().map(str::to_owned).collect())
        );
    }
    server.ingest("wire.txt", WIRE).await.unwrap();
}
