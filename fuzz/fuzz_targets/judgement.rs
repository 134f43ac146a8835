//! A file of judgements that is brought back: what is taken can be listed again, as it was.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use rapporteur::v1;
use rapporteur_fuzz::{check_reason, engine};
use rapporteur_model::{
    RecordId,
    judgement::{Decision, Judgement},
    mention::MentionKind,
};
use rapporteur_service::{Engine, convert, json};

/// Only to know which records there are.
static KNOWN: LazyLock<Arc<Engine>> = LazyLock::new(engine);

const MESSAGE: &str = "rapporteur.v1.Judgement";

fuzz_target!(|input: (bool, String, String, i64, u8, Vec<u8>)| {
    let (is_text, author, reason, decided_at, choice, ids) = input;
    let message: v1::Judgement = if is_text {
        match json::read(MESSAGE, &reason) {
            Ok(message) => message,
            Err(error) => return check_reason(&error.to_string()),
        }
    } else {
        convert::judgement::judgement(&made(author, reason, decided_at, choice, &ids), true)
    };
    let Ok(judgement) = convert::judgement::judgement_of(&message) else { return };
    let engine = engine();
    let Ok(new) = engine.import_judgements(&[judgement.clone(), judgement.clone()]) else { return };
    assert_eq!(new, 1);
    assert_eq!(engine.import_judgements(std::slice::from_ref(&judgement)).expect("it was taken"), 0);
    let listed = engine.judgements().expect("the store is well");
    assert_eq!(listed.iter().map(|(judgement, _)| judgement).collect::<Vec<_>>(), [&judgement]);
    // A list that cannot be written could not be brought anywhere.
    let line =
        json::line(MESSAGE, &convert::judgement::judgement(&judgement, true)).expect("it can be listed");
    let again: v1::Judgement = json::read(MESSAGE, &line).expect("it can be brought back");
    assert_eq!(convert::judgement::judgement_of(&again), Ok(judgement));
});

fn made(author: String, reason: String, decided_at: i64, choice: u8, ids: &[u8]) -> Judgement {
    let kind = [MentionKind::Meeting, MentionKind::Person, MentionKind::Quote][usize::from(choice >> 6) % 3];
    let known = KNOWN.records(kind, None, 16).expect("the store is well");
    let mut ids = ids.iter().map(|&byte| match known.get(usize::from(byte) % (known.len() + 1)) {
        Some(&id) => id,
        None => RecordId::from_bytes([byte; 10]),
    });
    let mut few = |count: usize| ids.by_ref().take(count).collect::<Vec<_>>();
    let (one, two) = (few(2), few(3));
    let fields = ["start_date", "city", "status", "country_code", "title", "display_name", "x", ""];
    let decision = match choice & 3 {
        0 => Decision::Merge { one, two },
        1 => Decision::Split { apart: one, from: two },
        2 => Decision::Correct {
            record: one,
            field: fields[usize::from(choice >> 2) % fields.len()].to_owned(),
            value: author.clone(),
        },
        _ => Decision::Undo { judgement: "07070707070707070707".parse().expect("an id"), anchors: one },
    };
    Judgement::new(author, reason, decided_at, kind, decision)
}
