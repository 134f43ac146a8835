//! The file of tokens: read, or refused with a line that it has.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_fuzz::check_reason;
use rapporteur_service::Tokens;

fuzz_target!(|text: &str| {
    match Tokens::count_in(text) {
        Ok(count) => assert!(count <= text.lines().count()),
        Err((line, reason)) => {
            assert!((1..=text.matches('\n').count() + 1).contains(&line), "line {line}: {reason}");
            check_reason(&reason);
        }
    }
});
