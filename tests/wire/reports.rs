//! Reports in and out.

use rapporteur::v1::{
    DeleteReportRequest, EncodingType, ExtractReportRequest, GetReportRequest, IngestReportsRequest,
    IngestReportsResponse, ListReportsRequest, ReportView, ingest_reports_response::Outcome,
};
use tokio_stream::StreamExt as _;
use tonic::Code;

use crate::support::{BRIEF, OTHER, TestServer, WIRE, sentences, source, wrong_fields};

#[tokio::test(flavor = "multi_thread")]
async fn an_ingested_report_is_there_with_text_and_extraction() {
    let server = TestServer::start().await;
    let ingested = server.ingest("wire.txt", WIRE).await.unwrap();
    assert!(!ingested.already_known);
    assert_eq!(
        (ingested.meeting_count, ingested.meetings.len(), ingested.quote_count),
        (1, 1, 1),
        "{ingested:?}"
    );
    let report = ingested.report.unwrap();
    assert_eq!(report.uri, "wire.txt");
    let mut client = server.reports();
    let basic = client
        .get_report(GetReportRequest { name: report.name.clone(), ..GetReportRequest::default() })
        .await
        .unwrap()
        .into_inner();
    assert_eq!((basic.report.as_ref(), basic.text.as_str(), basic.extraction), (Some(&report), "", None));
    let full =
        GetReportRequest { name: report.name.clone(), view: ReportView::Full.into(), ..Default::default() };
    let full = client.get_report(full).await.unwrap().into_inner();
    assert!(full.text.contains("cornerstone"));
    assert_eq!(full.extraction.unwrap().report, Some(report));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_under_another_uri_are_the_same_report() {
    let server = TestServer::start().await;
    let first = server.ingest("b.txt", WIRE).await.unwrap();
    let again = server.ingest("a.txt", WIRE).await.unwrap();
    assert!(again.already_known);
    assert_eq!(again.meetings, first.meetings);
    let name = first.report.unwrap().name;
    let kept = server.reports().get_report(GetReportRequest { name, ..Default::default() }).await.unwrap();
    let kept = kept.into_inner();
    assert_eq!(kept.report.unwrap().uri, "a.txt");
    assert_eq!(kept.other_uris, ["b.txt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn extracting_keeps_nothing() {
    let server = TestServer::start().await;
    let request = ExtractReportRequest { source: Some(source("wire.txt", WIRE)), ..Default::default() };
    let extracted = server.reports().extract_report(request).await.unwrap().into_inner().extraction.unwrap();
    let name = extracted.report.unwrap().name;
    let missing =
        server.reports().get_report(GetReportRequest { name, ..Default::default() }).await.unwrap_err();
    assert_eq!(missing.code(), tonic::Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn spans_find_their_sentences_in_every_unit() {
    let server = TestServer::start().await;
    // A character of two bytes, and one of four bytes and two UTF-16 units, before everything else.
    let text = format!("É 𝄞 lake party\n\n{WIRE}");
    for encoding in [EncodingType::Utf8, EncodingType::Utf16, EncodingType::Utf32] {
        let request =
            ExtractReportRequest { source: Some(source("wire.txt", &text)), encoding_type: encoding.into() };
        let reply = server.reports().extract_report(request).await.unwrap().into_inner();
        let extraction = reply.extraction.unwrap();
        let found = sentences(&extraction);
        assert!(found.len() >= 4, "{found:?}");
        for evidence in found {
            let span = evidence.span.unwrap();
            assert_eq!(part(&text, encoding, span.start as usize, span.end as usize), evidence.sentence);
        }
    }
}

/// What a client in another language takes for the part from `start` to `end`.
fn part(text: &str, encoding: EncodingType, start: usize, end: usize) -> String {
    match encoding {
        EncodingType::Unspecified | EncodingType::Utf8 => text[start..end].to_owned(),
        EncodingType::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).unwrap()
        }
        EncodingType::Utf32 => text.chars().skip(start).take(end - start).collect(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_without_a_meeting_is_kept_and_says_so() {
    let server = TestServer::start().await;
    let ingested = server.ingest("weather.txt", "It rained on the lake all day.\n").await.unwrap();
    assert_eq!(ingested.meeting_count, 0);
    assert!(!ingested.notices.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn order_of_arrival_leaves_no_trace() {
    let one = TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF)]).await;
    let other = TestServer::with_reports(&[("brief.txt", BRIEF), ("wire.txt", WIRE)]).await;
    let list = |server: &TestServer| {
        let mut client = server.meetings();
        async move {
            client.list_meetings(rapporteur::v1::ListMeetingsRequest::default()).await.unwrap().into_inner()
        }
    };
    assert_eq!(list(&one).await, list(&other).await);
}

fn streamed(uri: &str, text: &str) -> IngestReportsRequest {
    IngestReportsRequest { source: Some(source(uri, text)), tag: format!("the {uri}") }
}

async fn stream(server: &TestServer, requests: Vec<IngestReportsRequest>) -> Vec<IngestReportsResponse> {
    let replies = server.reports().ingest_reports(tokio_stream::iter(requests)).await.unwrap().into_inner();
    replies.map(Result::unwrap).collect().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_reports_has_a_reply_each_in_order_and_what_is_refused_stops_no_other() {
    let server = TestServer::start().await;
    let long_tag = IngestReportsRequest { tag: "x".repeat(257), ..streamed("wire.txt", WIRE) };
    let requests = vec![
        streamed("wire.txt", WIRE),
        streamed("empty.txt", ""),
        streamed("", BRIEF),
        long_tag,
        streamed("brief.txt", BRIEF),
        streamed("wire.txt", WIRE),
    ];
    let replies = stream(&server, requests).await;
    let indexes: Vec<u64> = replies.iter().map(|reply| reply.index).collect();
    assert_eq!(indexes, [0, 1, 2, 3, 4, 5]);
    let tags: Vec<&str> = replies.iter().map(|reply| reply.tag.as_str()).collect();
    assert_eq!(tags, ["the wire.txt", "the empty.txt", "the ", "", "the brief.txt", "the wire.txt"]);
    let outcomes: Vec<Result<bool, String>> = replies
        .into_iter()
        .map(|reply| match reply.outcome.unwrap() {
            Outcome::Kept(kept) => Ok(kept.already_known),
            Outcome::Refused(refused) => {
                assert_eq!(refused.code, Code::InvalidArgument as i32);
                Err(refused.message.split_whitespace().next().unwrap().to_owned())
            }
        })
        .collect();
    let refused = |field: &str| Err(field.to_owned());
    // The first and the last came together, so that each was new when it came, or one was known: the same bytes either way.
    assert_eq!(
        outcomes[1..5],
        [refused("source.content:"), refused("source.uri:"), refused("tag:"), Ok(false)]
    );
    assert!(outcomes[0].is_ok() && outcomes[5].is_ok());
    let again = stream(&server, vec![streamed("brief.txt", BRIEF)]).await;
    assert!(matches!(&again[0].outcome, Some(Outcome::Kept(kept)) if kept.already_known));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_each_reply_gets_it_before_the_next_report_is_sent() {
    let server = TestServer::start().await;
    let (send, requests) = tokio::sync::mpsc::channel(1);
    let requests = tokio_stream::wrappers::ReceiverStream::new(requests);
    send.send(streamed("wire.txt", WIRE)).await.unwrap();
    let mut replies = server.reports().ingest_reports(requests).await.unwrap().into_inner();
    for (index, text) in [(0, WIRE), (1, BRIEF), (2, OTHER)] {
        if index > 0 {
            send.send(streamed("next.txt", text)).await.unwrap();
        }
        let reply = replies.message().await.unwrap().unwrap();
        assert_eq!(reply.index, index);
        let Some(Outcome::Kept(kept)) = reply.outcome else { panic!("refused") };
        // It is there when the reply is.
        let name = kept.report.unwrap().name;
        server.reports().get_report(GetReportRequest { name, ..Default::default() }).await.unwrap();
    }
    drop(send);
    assert_eq!(replies.message().await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_listed_in_pages_that_stay_good_while_reports_go() {
    let server =
        TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)]).await;
    let mut client = server.reports();
    let page = |page_token: String| ListReportsRequest { page_size: 1, page_token };
    let first = client.list_reports(page(String::new())).await.unwrap().into_inner();
    let gone = first.reports[0].name.clone();
    client.delete_report(DeleteReportRequest { name: gone.clone() }).await.unwrap();
    let second = client.list_reports(page(first.next_page_token)).await.unwrap().into_inner();
    let third = client.list_reports(page(second.next_page_token)).await.unwrap().into_inner();
    assert_eq!(third.next_page_token, "");
    let mut uris: Vec<String> = [first.reports, second.reports, third.reports]
        .concat()
        .into_iter()
        .map(|report| report.uri)
        .collect();
    uris.sort();
    assert_eq!(uris, ["brief.txt", "other.txt", "wire.txt"]);
    let all = client.list_reports(ListReportsRequest::default()).await.unwrap().into_inner().reports;
    assert_eq!(all.len(), 2);
    let again = client.delete_report(DeleteReportRequest { name: gone }).await.unwrap_err();
    assert_eq!(again.code(), Code::NotFound);
    let wrong = client.list_reports(page("nonsense".to_owned())).await.unwrap_err();
    assert_eq!((wrong.code(), wrong_fields(&wrong)), (Code::InvalidArgument, vec!["page_token".into()]));
}
