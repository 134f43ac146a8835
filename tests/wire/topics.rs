//! Topics: what is spoken of is found by any of its names.

use rapporteur::v1::{
    EncodingType, ExtractReportRequest, GetMeetingRequest, ListMeetingsRequest, Meeting, MeetingFilter,
    MeetingView, Quote, QuoteFilter, SearchQuotesRequest,
};
use tonic::Code;

use crate::support::{OTHER, TestServer, source, wrong_fields};

/// Two quotations on one topic, each in words of its own, and one on another.
const SECURITY: &str = "ALMATY, May 15, 2024 (Steppe Wire) -- The 7th meeting of the interior ministers of the Meridian \
    Cooperation Organization (MCO) was held in Almaty on May 15, 2024.\n\n\
    Kazakh Minister of Interior Daniyar Seitqazin chaired the meeting. It was attended by Uzbek Minister of Interior \
    Sherzod Norqulov and Fijian Minister of Interior Élodie Ratu.\n\n\
    \"We shall meet extremism, separatism and terrorism with one desk and one telephone,\" Seitqazin said.\n\n\
    \"The three forces of evil do not ask at our borders for a visa,\" Norqulov said.\n\n\
    \"The islands ask above all for drinking water in the dry months,\" Ratu said.\n";

async fn all() -> TestServer {
    TestServer::with_reports(&[("security.txt", SECURITY), ("other.txt", OTHER)]).await
}

async fn quotes(server: &TestServer, topic: &str) -> Vec<Quote> {
    let filter = QuoteFilter { topic: topic.into(), ..QuoteFilter::default() };
    let request = SearchQuotesRequest { filter: Some(filter), ..SearchQuotesRequest::default() };
    let reply = server.quotes().search_quotes(request).await.unwrap().into_inner();
    let mut quotes: Vec<Quote> = reply.results.into_iter().filter_map(|result| result.quote).collect();
    quotes.sort_by(|one, two| one.speaker.cmp(&two.speaker));
    quotes
}

async fn speakers(server: &TestServer, topic: &str) -> Vec<String> {
    quotes(server, topic).await.into_iter().map(|quote| quote.speaker).collect()
}

async fn meetings(server: &TestServer, topic: &str) -> Vec<Meeting> {
    let filter = MeetingFilter { topic: topic.into(), ..MeetingFilter::default() };
    let request = ListMeetingsRequest { filter: Some(filter), ..ListMeetingsRequest::default() };
    server.meetings().list_meetings(request).await.unwrap().into_inner().meetings
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_name_a_topic_find_what_speaks_of_it_in_other_words() {
    let server = all().await;
    let both = ["Daniyar Seitqazin", "Sherzod Norqulov"];
    for query in ["three evil forces", "\"three evil forces\"", "three forces of evil", "Three Evils"] {
        let request = SearchQuotesRequest { query: query.into(), ..SearchQuotesRequest::default() };
        let reply = server.quotes().search_quotes(request).await.unwrap().into_inner();
        let mut speakers: Vec<String> =
            reply.results.into_iter().filter_map(|result| result.quote).map(|quote| quote.speaker).collect();
        speakers.sort();
        assert_eq!(speakers, both, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_finds_the_quotations_that_use_another_word_for_it() {
    let server = all().await;
    let both = ["Daniyar Seitqazin", "Sherzod Norqulov"];
    for topic in [
        "three-evil-forces",
        "Three evil forces",
        "three evils",
        "terrorism",
        "counter-terrorism",
        "security",
    ] {
        assert_eq!(speakers(&server, topic).await, both, "{topic}");
    }
    assert_eq!(speakers(&server, "water").await, ["Élodie Ratu"]);
    assert_eq!(speakers(&server, "space").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quotation_and_its_meeting_name_their_topics_with_evidence() {
    let server = all().await;
    let quote = quotes(&server, "water").await.remove(0);
    let topics: Vec<(&str, &str)> =
        quote.topics.iter().map(|topic| (topic.id.as_str(), topic.name.as_str())).collect();
    assert_eq!(topics, [("water", "Water")]);
    let evidence = &quote.topics[0].evidence[0];
    assert!(evidence.report.starts_with("reports/"), "{evidence:?}");
    assert!(evidence.sentence.contains("drinking water"), "{evidence:?}");

    let listed = meetings(&server, "three evils").await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].name, quote.meeting);
    assert!(listed[0].topics.iter().all(|topic| topic.evidence.is_empty()), "{listed:?}");
    let request = GetMeetingRequest {
        name: quote.meeting,
        view: MeetingView::Full.into(),
        encoding_type: EncodingType::Utf32.into(),
        ..GetMeetingRequest::default()
    };
    let meeting = server.meetings().get_meeting(request).await.unwrap().into_inner().meeting.unwrap();
    let ids: Vec<&str> = meeting.topics.iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(ids, ["extremism", "separatism", "terrorism", "three-evil-forces", "visa", "water"]);
    let characters: Vec<char> = SECURITY.chars().collect();
    for evidence in meeting.topics.iter().flat_map(|topic| &topic.evidence) {
        let span = evidence.span.unwrap();
        let there: String = characters[span.start as usize..span.end as usize].iter().collect();
        assert_eq!(there, evidence.sentence);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extraction_says_which_words_of_which_quotation_mean_a_topic() {
    let server = TestServer::start().await;
    let request = ExtractReportRequest {
        source: Some(source("security.txt", SECURITY)),
        encoding_type: EncodingType::Utf16.into(),
    };
    let extraction = server.reports().extract_report(request).await.unwrap().into_inner().extraction.unwrap();
    let topic = extraction.topics.iter().find(|topic| topic.id == "water").unwrap();
    let units: Vec<u16> = SECURITY.encode_utf16().collect();
    let words = topic.words[0];
    let words = String::from_utf16(&units[words.start as usize..words.end as usize]).unwrap();
    assert_eq!(words, "drinking water");
    let quote = &extraction.quotes[topic.quotes[0] as usize];
    assert_eq!(quote.speaker.as_ref().unwrap().display_name, "Élodie Ratu");
    assert_eq!(topic.meeting, quote.meeting);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_that_the_vocabulary_does_not_have_is_a_wrong_field() {
    let server = TestServer::start().await;
    let topic = "trade in knitwear";
    let filter = QuoteFilter { topic: topic.into(), ..QuoteFilter::default() };
    let request = SearchQuotesRequest { filter: Some(filter), ..SearchQuotesRequest::default() };
    let of_quotes = server.quotes().search_quotes(request).await.unwrap_err();
    let filter = MeetingFilter { topic: topic.into(), ..MeetingFilter::default() };
    let request = ListMeetingsRequest { filter: Some(filter), ..ListMeetingsRequest::default() };
    let of_meetings = server.meetings().list_meetings(request).await.unwrap_err();
    for status in [of_quotes, of_meetings] {
        assert_eq!(
            (status.code(), wrong_fields(&status)),
            (Code::InvalidArgument, vec!["filter.topic".to_owned()])
        );
        assert!(status.message().contains("`free-trade`"), "{status}");
    }
}
