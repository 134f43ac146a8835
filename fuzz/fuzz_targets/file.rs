//! A file of any format, as `rapporteur ingest` and IngestReport read it. The first byte chooses the name and whether what
//! follows is packed first: chance packs nothing.
#![no_main]

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use rapporteur_fuzz::{check_file, check_report};

const NAMES: [&str; 16] = [
    "x",
    "x.txt",
    "x.md",
    "x.html",
    "x.json",
    "x.ndjson",
    "x.eml",
    "x.mbox",
    "x.xml",
    "x.rss",
    "x.atom",
    "x.warc",
    "x.jsonl",
    "x.htm",
    "x.rdf",
    "https://example.org/2018/05/22/a.html?b#c",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(first & 15)];
    if first & 16 == 0 {
        check_file(name, bytes, bytes.len().max(unpacked_length(bytes)));
        check_report(name, bytes);
    } else {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).expect("memory takes it");
        let packed = packed.finish().expect("memory takes it");
        check_file(&format!("{name}.gz"), &packed, bytes.len());
    }
});

/// How much a file that is packed, or holds what is, may unpack to at the most: deflate reaches 1032 to 1.
fn unpacked_length(bytes: &[u8]) -> usize {
    let may_be_packed = bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"WARC");
    if may_be_packed { bytes.len() * 1100 } else { 0 }
}
