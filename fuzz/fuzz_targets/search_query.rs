//! The language of SearchQuotes: read, and asked of an index.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use rapporteur_fuzz::{check_reason, engine};
use rapporteur_search::{Facet, QuoteQuery, SearchError, expression};
use rapporteur_service::Engine;
use rapporteur_storage::PersonFilter;

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(engine);

fuzz_target!(|input: (String, Option<String>)| {
    let (words, speaker) = input;
    let read = expression::parse(&words, rapporteur_parsing::topic::id);
    if let Ok(Some(expression)) = &read {
        assert!(!expression.required.is_empty());
        assert!(expression.wanted_phrases().chain(&expression.excluded).all(|phrase| !phrase.is_empty()));
    }
    let query = QuoteQuery {
        words,
        speaker: speaker.map(PersonFilter::Name),
        facets: Facet::ALL.into_iter().collect(),
        page_size: 2,
        ..QuoteQuery::default()
    };
    match ENGINE.search_quotes(&query) {
        Ok(page) => {
            assert!(read.is_ok());
            assert_eq!(ENGINE.search_quotes(&query).expect("it was asked before"), page);
            for hit in &page.hits {
                assert!(hit.score.is_finite() && hit.score >= 0.0, "{}", hit.score);
                assert!(
                    hit.matches.iter().all(|place| hit.quote.text.get(place.clone()).is_some()),
                    "{hit:?}"
                );
            }
        }
        Err(SearchError::BadQuery { reason }) => check_reason(&reason),
        Err(error) => panic!("{error}"),
    }
});
