//! Which quotations are one utterance.

use rapporteur_model::vocabulary::{
    QuoteKind::{Direct, Indirect},
    SpeakerKind,
};

use crate::build::{Draft, quotes, report};

const WORDS: &str =
    "We must keep every lock on the river open, in flood and in drought, for all who trade on it";

fn says(uri: &str, published: &str, speaker: &str, words: &str) -> Draft {
    report(uri, published).quote(speaker, Direct, words)
}

#[test]
fn the_same_words_of_the_same_speaker_are_one_utterance() {
    let drafts = [
        says("a", "2018-05-22", "Oldanova Mira", WORDS),
        says("b", "2018-05-23", "Mira Oldanova", &WORDS.replace(',', "")),
    ];
    let all = quotes(&drafts);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].renderings.len(), 2);
    assert!(all[0].person.is_some());
}

#[test]
fn nearly_the_same_words_are_one_utterance_and_direct_ones_are_shown() {
    let reported = "every lock on the river must be kept open in flood and drought for all who trade";
    let drafts = [
        report("a", "2018-05-22").quote("Mira Oldanova", Indirect, reported),
        says("b", "2018-05-22", "Mira Oldanova", WORDS),
    ];
    let all = quotes(&drafts);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].text, WORDS);
    let texts: Vec<&str> = all[0].renderings.iter().map(|rendering| rendering.text.as_str()).collect();
    assert_eq!(texts, [WORDS, reported]);
}

#[test]
fn the_same_words_of_another_speaker_or_another_season_are_another_utterance() {
    let first = says("a", "2018-05-22", "Mira Oldanova", WORDS);
    assert_eq!(quotes(&[first.clone(), says("b", "2018-05-22", "Tarun Velloor", WORDS)]).len(), 2);
    assert_eq!(quotes(&[first, says("b", "2018-08-22", "Mira Oldanova", WORDS)]).len(), 2);
}

#[test]
fn an_unnamed_speaker_of_the_same_many_words_is_the_same() {
    let first = says("a", "2018-05-22", "Mira Oldanova", WORDS);
    let all = quotes(&[first.clone(), says("b", "2018-05-22", "", WORDS)]);
    assert_eq!((all.len(), all[0].speaker.as_deref()), (1, Some("Mira Oldanova")));
    assert_eq!(
        quotes(&[
            says("a", "2018-05-22", "Mira Oldanova", "Well done"),
            says("b", "2018-05-22", "", "Well done")
        ])
        .len(),
        2
    );
}

#[test]
fn bodies_are_called_by_more_names_than_one() {
    let of = |uri: &str, speaker: &str, words: &str| {
        let mut draft = says(uri, "2018-05-22", speaker, words);
        draft.extraction.quotes[0].speaker.kind = SpeakerKind::Organization;
        draft
    };
    assert_eq!(quotes(&[of("a", "the Kremlin", "Well done"), of("b", "Kremlin", "Well done")]).len(), 1);
    assert_eq!(
        quotes(&[of("a", "the ministry", WORDS), of("b", "the Westmarkian foreign ministry", WORDS)]).len(),
        1
    );
    // Few words may be those of two.
    assert_eq!(
        quotes(&[of("a", "the ministry", "Well done"), of("b", "the secretariat", "Well done")]).len(),
        2
    );
}

#[test]
fn two_quotations_of_one_report_are_two_however_alike() {
    let altered = WORDS.replace("lock", "gate");
    let draft = says("a", "2018-05-22", "Mira Oldanova", WORDS).quote("Mira Oldanova", Direct, &altered);
    assert_eq!(quotes(std::slice::from_ref(&draft)).len(), 2);
    // Another report's rendering goes to the nearer of them.
    let all = quotes(&[draft, says("b", "2018-05-22", "Mira Oldanova", &altered)]);
    assert_eq!(all.iter().map(|quote| quote.renderings.len()).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn other_words_are_another_utterance() {
    let drafts = [
        says("a", "2018-05-22", "Mira Oldanova", WORDS),
        says(
            "b",
            "2018-05-22",
            "Mira Oldanova",
            "We must keep every lock on the river shut until the ice has gone",
        ),
    ];
    assert_eq!(quotes(&drafts).len(), 2);
}

#[test]
fn an_utterance_speaks_of_what_any_of_its_renderings_speaks_of() {
    let drafts = [
        says("a", "2018-05-22", "Mira Oldanova", WORDS).topic("water").topic("trade"),
        says("b", "2018-05-23", "Mira Oldanova", WORDS).topic("trade"),
    ];
    let all = quotes(&drafts);
    let told: Vec<(&str, &str, usize)> = all[0]
        .topics
        .iter()
        .map(|topic| (topic.id.as_str(), topic.name.as_str(), topic.evidence.len()))
        .collect();
    assert_eq!(told, [("trade", "TRADE", 2), ("water", "WATER", 1)]);
}
