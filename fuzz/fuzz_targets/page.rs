//! A page: its text, what it says of itself, and how that is explained.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_fuzz::check_report;
use rapporteur_parsing::reader::page;

fuzz_target!(|html: &str| {
    let reading = page::read(html);
    assert!(reading.text.len() <= html.len() * 4 + 64, "{} bytes became {}", html.len(), reading.text.len());
    let layout = reading.layout.expect("a page has a layout");
    assert!(reading.text.get(layout.body..).is_some());
    for range in layout.captions.into_iter().chain(layout.title) {
        assert!(reading.text.get(range).is_some_and(|words| !words.is_empty()));
    }
    assert_eq!(page::explain(html), page::explain(html));
    check_report("x.html", html.as_bytes());
});
