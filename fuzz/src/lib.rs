//! What the targets share: a small store to ask, and what must hold of a report that was read.

#[path = "../../crates/parsing/tests/it/places.rs"]
mod places;

use std::sync::{Arc, LazyLock};

use rapporteur_parsing::{
    ParseError, Parsed, parse,
    reader::{article::FieldMap, container},
};
use rapporteur_service::Engine;
use rapporteur_storage::MemoryStore;
use tokio::runtime::Runtime;

/// The texts that are made of one input may together be so many times as long, beside [`FREE_BYTES`]: an item of a feed repeats
/// nothing, a byte of a legacy charset becomes up to three, and an entity up to six bytes for its four.
const MOST_TEXT: usize = 8;

/// What headers may add to a text.
const FREE_BYTES: usize = 4096;

/// Small reports of a meeting of nobody, which give the store a few records of each kind.
const REPORTS: [&str; 2] = [
    "NAIROBI, May 22, 2018 -- Foreign Minister Oburu Wanjala of Kenya met his Ugandan counterpart in Nairobi on \
     Tuesday.\n\n\"Trade and security go together,\" Wanjala said at the 13th meeting of the Lakes Cooperation League \
     (LCL) Council of Foreign Ministers. \"We need fewer stamps.\"\n\nThe ministers adopted the Nairobi Declaration on \
     terrorism, separatism and extremism.",
    "KAMPALA, May 23, 2018 -- The 13th meeting of the Council of Foreign Ministers of the Lakes Cooperation League was \
     chaired by Oburu Wanjala, Foreign Minister of Kenya. Ugandan Foreign Minister Sarah Nabirye said that trade had \
     doubled.",
];

/// An engine over a store in memory that holds [`REPORTS`].
pub fn engine() -> Arc<Engine> {
    let engine = Arc::new(Engine::new(Arc::new(MemoryStore::default())));
    for (number, report) in REPORTS.iter().enumerate() {
        engine.ingest(&format!("{number}.txt"), report.as_bytes()).expect("a report");
    }
    engine
}

/// Waits for the work of handlers. On this thread, but for what handlers give to threads of their own.
pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime")
});

/// Reads a file as `rapporteur ingest` does, and checks each report of it.
pub fn check_file(name: &str, bytes: &[u8], unpacked: usize) {
    let mut length = 0;
    for record in container::records(bytes, name, &FieldMap::default()) {
        match record {
            Ok(record) => {
                length += record.bytes.len();
                if let Some(parsed) = check_report(record.url.as_deref().unwrap_or(name), &record.bytes) {
                    length += parsed.text.len();
                }
            }
            Err(error) => check_reason(&error.reason),
        }
    }
    let most = unpacked * 2 * MOST_TEXT + FREE_BYTES;
    assert!(length <= most, "{unpacked} bytes became {length} in all");
}

/// Reads one report, twice, and checks that both are the same and all values stand where they say.
pub fn check_report(uri: &str, bytes: &[u8]) -> Option<Parsed> {
    let once = parse(uri, bytes);
    assert_eq!(once, parse(uri, bytes), "two readings differ");
    match once {
        Ok(parsed) => {
            assert_eq!(places::problems(&parsed), Vec::<String>::new());
            Some(parsed)
        }
        Err(error) => {
            check_reason(&error.to_string());
            assert!(!matches!(error, ParseError::TooLarge { .. }), "no input here is that large");
            None
        }
    }
}

/// A reason is for people: there is one, and it is no copy of the input.
pub fn check_reason(reason: &str) {
    assert!(!reason.is_empty());
    assert!(reason.len() < 1000, "a reason of {} bytes: {reason}", reason.len());
}
