//! Quotations against attributions.

use rapporteur_evaluation::{
    attribution::{Evaluation, Row},
    brat::Annotated,
};
use rapporteur_model::extraction::Quote;
use serde_json::json;

const TEXT: &str = "The mayor said that the lake was full. “We shall swim in it,” she added, “every day.”";
const ANNOTATION: &str = "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 37\tthat the lake was full\n\
                          E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n\
                          T4\tSource 62 65\tshe\nT5\tCue 66 71\tadded\nT6\tContent 39 61;73 85\t“We … day.”\n\
                          E2\tAttribution:T5 Source:T4 Cue:T5 Content:T6\n";

/// A quotation of words that stand in the text.
fn quote(kind: &str, speaker: Option<&str>, content: &[&str]) -> Quote {
    let place = |words: &str| {
        let start = TEXT.find(words).expect("words of the text");
        json!([start, start + words.len()])
    };
    let segments: Vec<_> = content.iter().map(|words| place(words)).collect();
    serde_json::from_value(json!({
        "speaker": {"kind": "Office", "mention": speaker.map(place)},
        "kind": kind, "text": content.join(" "), "segments": segments, "evidence": [],
    }))
    .expect("a quotation")
}

fn evaluate(quotes: &[Quote]) -> (Evaluation, Vec<String>) {
    let annotated = Annotated::new(TEXT.to_owned(), ANNOTATION).expect("an annotated text");
    let mut evaluation = Evaluation::default();
    let remarks = evaluation.add(&annotated, quotes);
    (evaluation, remarks.iter().map(ToString::to_string).collect())
}

#[test]
fn marks_and_a_leading_that_do_not_count() {
    let (evaluation, remarks) = evaluate(&[
        quote("Indirect", Some("The mayor"), &["the lake was full"]),
        quote("Direct", Some("she"), &["We shall swim in it", "every day"]),
    ]);
    assert_eq!(remarks, Vec::<String>::new());
    let all = evaluation.row(Row::All);
    assert_eq!((all.exact.f1, all.partial.f1, all.end_to_end.f1, all.speaker.strict), (1.0, 1.0, 1.0, 1.0));
    assert_eq!((evaluation.row(Row::Direct).gold, evaluation.row(Row::Indirect).gold), (1, 1));
    assert_eq!(evaluation.row(Row::SpeechCue).gold, 2);
    assert_eq!((evaluation.kind_label(), evaluation.stretches().attributed.f1), (1.0, 1.0));
}

#[test]
fn part_of_a_quotation_counts_in_part() {
    let (evaluation, remarks) = evaluate(&[quote("Indirect", Some("The mayor"), &["the lake"])]);
    let indirect = evaluation.row(Row::Indirect);
    assert_eq!((indirect.exact.recall, indirect.partial.recall, indirect.partial.precision), (0.0, 0.5, 1.0));
    // Two thirds of overlap: enough to compare the speaker, not enough to be right.
    assert_eq!((indirect.speaker.matched, indirect.end_to_end.recall), (1, 0.0));
    assert_eq!(
        remarks,
        [
            "wrong words: [The mayor] the lake, not [The mayor] that the lake was full",
            "missed: [she] “We shall swim in it,” … “every day.”",
        ]
    );
}

#[test]
fn a_wrong_speaker_is_told_from_wrong_words() {
    let (evaluation, remarks) =
        evaluate(&[quote("Direct", Some("The mayor"), &["We shall swim in it", "every day"])]);
    let direct = evaluation.row(Row::Direct);
    assert_eq!((direct.exact.f1, direct.end_to_end.f1, direct.speaker.lenient), (1.0, 0.0, 0.0));
    assert!(remarks.iter().any(|remark| remark.starts_with("wrong speaker: [The mayor]")), "{remarks:?}");
}

#[test]
fn a_speaker_as_wide_as_the_text_does_not_pay() {
    let (evaluation, _) = evaluate(&[quote("Indirect", Some(TEXT), &["the lake was full"])]);
    assert_eq!(evaluation.row(Row::All).speaker.strict, 0.0);
}

#[test]
fn what_gold_does_not_have_is_invented() {
    let (evaluation, remarks) = evaluate(&[quote("Direct", None, &["said"])]);
    assert_eq!(evaluation.row(Row::All).exact.precision, 0.0);
    assert!(remarks.contains(&"invented: [–] said".to_owned()), "{remarks:?}");
}

#[test]
fn the_floor_copies_long_stretches_and_names_nobody() {
    let (evaluation, _) = evaluate(&[]);
    let floor = evaluation.floor().expect("a floor").row(Row::All);
    assert_eq!((floor.found, floor.partial.precision, floor.end_to_end.recall), (1, 1.0, 0.0));
    assert_eq!(evaluation.row(Row::All).found, 0);
}
