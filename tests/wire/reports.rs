//! Reports in and out.

use rapporteur::v1::{EncodingType, ExtractReportRequest, GetReportRequest, ReportView};

use crate::support::{BRIEF, TestServer, WIRE, sentences, source};

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
