//! SearchQuotes, GetQuote.

use rapporteur::v1::{
    EncodingType, GetQuoteRequest, QuoteFacet, QuoteFilter, SearchQuotesRequest, SearchQuotesResponse,
};
use tonic::Code;

use crate::support::{BRIEF, OTHER, TestServer, WIRE, wrong_fields};

async fn all() -> TestServer {
    TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)]).await
}

async fn search(server: &TestServer, query: &str, filter: QuoteFilter) -> SearchQuotesResponse {
    let request = SearchQuotesRequest { query: query.into(), filter: Some(filter), ..Default::default() };
    server.quotes().search_quotes(request).await.unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_told_by_two_reports_are_one_quotation_with_two_renderings() {
    let server = all().await;
    let reply = search(&server, "cornerstone", QuoteFilter::default()).await;
    assert_eq!((reply.total_size, reply.results.len()), (1, 1));
    let result = &reply.results[0];
    let quote = result.quote.as_ref().unwrap();
    assert_eq!(quote.renderings.len(), 2);
    assert!(quote.person.starts_with("persons/"), "{quote:?}");
    let highlight = result.highlights[0];
    assert_eq!(&result.snippet[highlight.start as usize..highlight.end as usize], "cornerstone");
    let request = GetQuoteRequest { name: quote.name.clone(), ..GetQuoteRequest::default() };
    let got = server.quotes().get_quote(request).await.unwrap().into_inner().quote.unwrap();
    assert_eq!(&got, quote);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_phrases_and_filters_narrow_and_or_widens() {
    let server = all().await;
    let totals = [
        ("", 2),
        ("reef", 1),
        ("\"cornerstone of every crossing\"", 1),
        ("\"crossing of every\"", 0),
        ("cornerstone reef", 0),
        ("cornerstone OR reef", 2),
        ("cornerstone -trust", 0),
    ];
    for (query, total) in totals {
        assert_eq!(search(&server, query, QuoteFilter::default()).await.total_size, total, "{query}");
    }
    let meeting = server.ingest("other.txt", OTHER).await.unwrap().meetings.remove(0);
    let filters = [
        QuoteFilter { speaker: "Vakacegu".into(), ..Default::default() },
        QuoteFilter { country_code: "FJ".into(), ..Default::default() },
        QuoteFilter { meeting, ..Default::default() },
    ];
    for filter in filters {
        let found = search(&server, "", filter.clone()).await;
        assert_eq!(found.total_size, 1, "{filter:?}");
        assert!(found.results[0].quote.as_ref().unwrap().text.contains("reef"), "{filter:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn highlights_and_segments_count_in_the_unit_that_is_asked_for() {
    let server = TestServer::start().await;
    let text = OTHER.replace("The reef does", "Le récif 𝄞 — the reef does");
    assert_ne!(text, OTHER);
    server.ingest("other.txt", &text).await.unwrap();
    let request = SearchQuotesRequest {
        query: "minutes".into(),
        encoding_type: EncodingType::Utf32.into(),
        ..SearchQuotesRequest::default()
    };
    let reply = server.quotes().search_quotes(request).await.unwrap().into_inner();
    let result = &reply.results[0];
    let part = |text: &str, span: &rapporteur::v1::Span| -> String {
        text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect()
    };
    assert_eq!(part(&result.snippet, &result.highlights[0]), "minutes");
    let rendering = &result.quote.as_ref().unwrap().renderings[0];
    let segments: Vec<String> = rendering.segments.iter().map(|span| part(&text, span)).collect();
    assert_eq!(segments.join(" "), rendering.text);
    for evidence in &rendering.evidence {
        assert_eq!(part(&text, evidence.span.as_ref().unwrap()), evidence.sentence);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_on_one_another_in_every_order() {
    let server = all().await;
    for order_by in ["", "relevance", "say_date", "say_date desc"] {
        let mut request =
            SearchQuotesRequest { page_size: 1, order_by: order_by.into(), ..Default::default() };
        let first = server.quotes().search_quotes(request.clone()).await.unwrap().into_inner();
        assert_eq!((first.results.len(), first.total_size), (1, 2), "{order_by}");
        request.page_token = first.next_page_token;
        let second = server.quotes().search_quotes(request.clone()).await.unwrap().into_inner();
        assert_eq!(second.next_page_token, "", "{order_by}");
        assert_ne!(first.results[0].quote, second.results[0].quote, "{order_by}");
        request.query = "reef".into();
        let status = server.quotes().search_quotes(request).await.unwrap_err();
        assert_eq!(
            (status.code(), wrong_fields(&status)),
            (Code::InvalidArgument, vec!["page_token".to_owned()])
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn facets_count_all_answers_and_not_the_page_alone() {
    let server = all().await;
    let facets = [
        QuoteFacet::Speaker,
        QuoteFacet::Country,
        QuoteFacet::Organization,
        QuoteFacet::Kind,
        QuoteFacet::Year,
    ];
    let request = SearchQuotesRequest {
        page_size: 1,
        facets: facets.map(i32::from).into(),
        ..SearchQuotesRequest::default()
    };
    let reply = server.quotes().search_quotes(request.clone()).await.unwrap().into_inner();
    let counted = |reply: &SearchQuotesResponse, facet: QuoteFacet| -> Vec<(String, i32)> {
        let counts = reply.facets.iter().find(|counts| counts.facet() == facet).unwrap();
        assert_eq!(counts.distinct_size as usize, counts.values.len());
        counts.values.iter().map(|value| (value.value.clone(), value.count)).collect()
    };
    let in_short = |counts: &[(&str, i32)]| -> Vec<(String, i32)> {
        counts.iter().map(|&(value, count)| (value.to_owned(), count)).collect()
    };
    assert_eq!(counted(&reply, QuoteFacet::Kind), in_short(&[("QUOTE_KIND_DIRECT", 2)]));
    assert_eq!(counted(&reply, QuoteFacet::Country), in_short(&[("FJ", 1), ("KZ", 1)]));
    assert_eq!(counted(&reply, QuoteFacet::Speaker).len(), 2);
    assert_eq!(
        counted(&reply, QuoteFacet::Organization),
        in_short(&[("Meridian Cooperation Organization", 1)])
    );
    // A value of a facet is a value of its filter.
    for (speaker, _) in counted(&reply, QuoteFacet::Speaker) {
        let filter = QuoteFilter { speaker, ..QuoteFilter::default() };
        assert_eq!(search(&server, "", filter).await.total_size, 1);
    }
    let reef = SearchQuotesRequest { query: "reef".into(), ..request.clone() };
    let reply = server.quotes().search_quotes(reef).await.unwrap().into_inner();
    assert_eq!(counted(&reply, QuoteFacet::Country), in_short(&[("FJ", 1)]));
    for wrong in [0, 77] {
        let request = SearchQuotesRequest { facets: vec![wrong], ..request.clone() };
        let status = server.quotes().search_quotes(request).await.unwrap_err();
        assert_eq!(
            (status.code(), wrong_fields(&status)),
            (Code::InvalidArgument, vec!["facets".to_owned()])
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_spelt_nearly_so_finds_its_bearer() {
    let server = all().await;
    for (speaker, total) in [("Seitqasin", 1), ("Vakachegu", 1), ("VAKACEGU", 1), ("Norqulov", 0)] {
        let filter = QuoteFilter { speaker: speaker.into(), ..QuoteFilter::default() };
        assert_eq!(search(&server, "", filter).await.total_size, total, "{speaker}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_found_at_once() {
    let server = TestServer::start().await;
    for round in 1..=8 {
        // Other words, so that each is a quotation of its own.
        let word = "na".repeat(round + 1);
        let text = OTHER.replace("The reef does", &format!("The {word} reef does"));
        assert_ne!(text, OTHER);
        server.ingest(&format!("{word}.txt"), &text).await.unwrap();
        assert_eq!(search(&server, &word, QuoteFilter::default()).await.total_size, 1, "{word}");
    }
}
