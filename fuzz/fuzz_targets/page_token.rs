//! Page tokens that somebody made who knows how: the seal is that of the question, and the place is anything.
#![no_main]

use std::sync::{Arc, LazyLock};

use data_encoding::BASE64URL_NOPAD;
use libfuzzer_sys::fuzz_target;
use rapporteur_fuzz::engine;
use rapporteur_search::{QuoteOrder, QuoteQuery};
use rapporteur_service::Engine;
use rapporteur_storage::{MeetingQuery, PersonFilter, StoreError};

/// Bytes of a token before the place.
const SEAL_BYTES: usize = 8;

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(engine);

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, place)) = bytes.split_first() else { return };
    if first & 1 == 0 {
        let query = MeetingQuery { page_size: 1, ..MeetingQuery::default() };
        let question = rapporteur_storage::page::hash(&MeetingQuery { page_size: 0, ..query.clone() });
        let page_token = Some(sealed(&question, place));
        match ENGINE.list_meetings(&MeetingQuery { page_token, ..query }) {
            Ok(page) => assert!(page.items.len() <= 1),
            Err(error) => assert!(matches!(error, StoreError::BadPageToken), "{error}"),
        }
        return;
    }
    let words = ["", "trade", "trade security", "\"fewer stamps\" OR trade -war", "three evil forces"];
    let orders = [QuoteOrder::Relevance, QuoteOrder::SayDate, QuoteOrder::SayDateDescending];
    let speaker = (first & 2 == 2).then(|| PersonFilter::Name("Wanjalla".to_owned()));
    let query = QuoteQuery {
        words: words[usize::from(first >> 2) % words.len()].to_owned(),
        order: orders[usize::from(first >> 5) % orders.len()],
        speaker,
        page_size: 1,
        ..QuoteQuery::default()
    };
    let question = rapporteur_storage::page::hash(&QuoteQuery { page_size: 0, ..query.clone() });
    let page_token = Some(sealed(&question, place));
    match ENGINE.search_quotes(&QuoteQuery { page_token, ..query }) {
        Ok(page) => {
            assert!(page.hits.len() <= 1);
            assert!(page.hits.iter().all(|hit| hit.score.is_finite()), "{page:?}");
        }
        Err(error) => {
            let error = error.to_string();
            assert_eq!(error, StoreError::BadPageToken.to_string());
        }
    }
});

fn sealed(question: &[u8; SEAL_BYTES], place: &[u8]) -> String {
    BASE64URL_NOPAD.encode(&[question.as_slice(), place].concat())
}
