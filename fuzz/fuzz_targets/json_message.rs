//! Requests in JSON, as the Connect protocol brings them: what can be read can be written, and read again the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::v1;
use rapporteur_fuzz::check_reason;
use rapporteur_service::json;

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    match choice % 5 {
        0 => check::<v1::ListMeetingsRequest>("rapporteur.v1.ListMeetingsRequest", text),
        1 => check::<v1::SearchQuotesRequest>("rapporteur.v1.SearchQuotesRequest", text),
        2 => check::<v1::IngestReportRequest>("rapporteur.v1.IngestReportRequest", text),
        3 => check::<v1::Extraction>("rapporteur.v1.Extraction", text),
        _ => check::<v1::Judgement>("rapporteur.v1.Judgement", text),
    }
});

fn check<M: prost::Message + Default + PartialEq + std::fmt::Debug>(name: &str, text: &str) {
    match json::read::<M>(name, text) {
        Ok(message) => {
            // A time beyond the year 9999 can be read and has no JSON.
            let Ok(line) = json::line(name, &message) else { return };
            assert_eq!(json::read::<M>(name, &line).expect("what was written can be read"), message);
        }
        Err(error) => check_reason(&error.to_string()),
    }
}
