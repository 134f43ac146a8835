//! `QuoteService`.

use std::sync::Arc;

use rapporteur::v1::{
    self, GetQuoteRequest, GetQuoteResponse, QuoteFacet, QuoteFacetCounts, QuoteFacetValue, QuoteResult,
    SearchQuotesRequest, SearchQuotesResponse, quote_service_server::QuoteService,
};
use rapporteur_model::{RecordId, Span, vocabulary::QuoteKind};
use rapporteur_search::{Facet, FacetCounts, QuoteHit, QuoteOrder, QuoteQuery};
use tonic::{Request, Response, Status};

use super::answer::{blocking, recount_records};
use crate::{
    convert::{SpanUnit, common, record, recount, span_unit, vocabulary},
    engine::Engine,
    request::Violations,
    snippet::snippet,
    status,
};

/// How many quotations a page holds when the request does not say.
const DEFAULT_PAGE_SIZE: usize = 20;

/// Answers the questions of `QuoteService`.
#[derive(Debug, Clone)]
pub struct QuoteHandlers {
    engine: Arc<Engine>,
}

impl QuoteHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl QuoteService for QuoteHandlers {
    async fn search_quotes(
        &self,
        request: Request<SearchQuotesRequest>,
    ) -> Result<Response<SearchQuotesResponse>, Status> {
        let (query, unit) = quote_query(request.into_inner())?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let page = engine.search_quotes(&query).map_err(|error| status::search(&error))?;
            let mut results: Vec<QuoteResult> = page.hits.iter().map(|hit| result(hit, unit)).collect();
            let mut spans = span_unit::SpansByReport::new();
            for quote in results.iter_mut().filter_map(|result| result.quote.as_mut()) {
                span_unit::of_quote(quote, &mut spans);
            }
            recount_records(&engine, unit, spans)?;
            Ok(SearchQuotesResponse {
                results,
                next_page_token: page.next_page_token.unwrap_or_default(),
                total_size: i32::try_from(page.total).unwrap_or(i32::MAX),
                facets: page.facets.iter().map(facet_counts).collect(),
            })
        })
        .await
    }

    async fn get_quote(
        &self,
        request: Request<GetQuoteRequest>,
    ) -> Result<Response<GetQuoteResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let id: Option<RecordId> = violations.name("name", "quotes", &request.name);
        let unit = violations.span_unit(request.encoding_type);
        let id = violations.finish_with(id)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let found = engine.quote(id).map_err(|error| status::store(&error))?;
            let mut quote = record::quote(&status::found(found, "Quote", &request.name)?);
            let mut spans = span_unit::SpansByReport::new();
            span_unit::of_quote(&mut quote, &mut spans);
            recount_records(&engine, unit, spans)?;
            Ok(GetQuoteResponse { quote: Some(quote) })
        })
        .await
    }
}

/// A result, the spans of its highlights in `unit` and those of its quotation in bytes.
fn result(hit: &QuoteHit, unit: SpanUnit) -> QuoteResult {
    let snippet = snippet(&hit.quote.text, &hit.matches);
    let highlights = snippet.highlights.into_iter().map(|range| common::span(Span::from_range(range)));
    let mut highlights: Vec<v1::Span> = highlights.collect();
    recount(snippet.text, unit, highlights.iter_mut().collect());
    QuoteResult {
        quote: Some(record::quote(&hit.quote)),
        snippet: snippet.text.to_owned(),
        highlights,
        score: hit.score,
    }
}

fn wanted_facet(violations: &mut Violations, number: i32) -> Option<Facet> {
    let facet = violations.word::<QuoteFacet>("facets", number)?;
    if facet == QuoteFacet::Unspecified {
        violations.add("facets", "QUOTE_FACET_UNSPECIFIED is nothing to count by");
    }
    Facet::ALL.into_iter().find(|&known| of_contract(known) == facet)
}

fn of_contract(facet: Facet) -> QuoteFacet {
    match facet {
        Facet::Speaker => QuoteFacet::Speaker,
        Facet::Country => QuoteFacet::Country,
        Facet::Organization => QuoteFacet::Organization,
        Facet::Series => QuoteFacet::Series,
        Facet::Kind => QuoteFacet::Kind,
        Facet::Year => QuoteFacet::Year,
    }
}

fn facet_counts(counts: &FacetCounts) -> QuoteFacetCounts {
    let value = |value: &str| match counts.facet {
        Facet::Kind => {
            let kind = QuoteKind::ALL.iter().copied().find(|kind| kind.as_str() == value);
            vocabulary::quote_kind(kind).as_str_name().to_owned()
        }
        _ => value.to_owned(),
    };
    let values = counts.values.iter().map(|counted| QuoteFacetValue {
        value: value(&counted.value),
        count: i32::try_from(counted.count).unwrap_or(i32::MAX),
    });
    QuoteFacetCounts {
        facet: of_contract(counts.facet).into(),
        values: values.collect(),
        distinct_size: i32::try_from(counts.distinct).unwrap_or(i32::MAX),
    }
}

fn quote_query(request: SearchQuotesRequest) -> Result<(QuoteQuery, SpanUnit), Status> {
    let filter = request.filter.unwrap_or_default();
    let mut violations = Violations::default();
    let (from, to) =
        violations.dates(("filter.from", filter.from.as_ref()), ("filter.to", filter.to.as_ref()));
    let orders = [
        ("relevance", QuoteOrder::Relevance),
        ("say_date", QuoteOrder::SayDate),
        ("say_date desc", QuoteOrder::SayDateDescending),
    ];
    let query = QuoteQuery {
        words: violations.text("query", &request.query).unwrap_or_default(),
        speaker: violations.person("filter.speaker", &filter.speaker),
        country: violations.country("filter.country_code", &filter.country_code),
        organization: violations.organization("filter.organization", &filter.organization),
        meeting: violations.optional_name("filter.meeting", "meetings", &filter.meeting),
        topics: violations.topics("filter.topic", &filter.topic),
        kind: violations.word("filter.kind", filter.kind).and_then(vocabulary::quote_kind_of),
        from,
        to,
        order: violations.order(&request.order_by, &orders),
        facets: request.facets.iter().filter_map(|&facet| wanted_facet(&mut violations, facet)).collect(),
        page_size: violations.page_size(request.page_size, DEFAULT_PAGE_SIZE),
        page_token: violations.page_token(&request.page_token),
    };
    let unit = violations.span_unit(request.encoding_type);
    violations.finish()?;
    Ok((query, unit))
}
