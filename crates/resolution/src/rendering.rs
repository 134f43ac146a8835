//! Where two renderings of one utterance differ.

use rapporteur_model::fold::fold;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Of longer texts only so many words are compared.
const MAX_WORDS: usize = 2000;

/// The words that differ, in order: those of the one with those that stand in their place in the other. Case, accents and
/// punctuation do not count.
#[must_use]
pub fn differences(one: &str, two: &str) -> Vec<(String, String)> {
    let words = |text: &str| -> Vec<(String, String)> {
        let words = text.split_whitespace().map(|word| (fold(word), word.to_owned()));
        words.filter(|(folded, _)| !folded.is_empty()).take(MAX_WORDS).collect()
    };
    let (one, two) = (words(one), words(two));
    let folded = |words: &[(String, String)]| -> Vec<String> {
        words.iter().map(|(folded, _)| folded.clone()).collect()
    };
    let printed = |words: &[(String, String)], range: std::ops::Range<usize>| -> String {
        let words: Vec<&str> =
            words.get(range).unwrap_or_default().iter().map(|(_, word)| word.as_str()).collect();
        words.join(" ")
    };
    let operations = capture_diff_slices(Algorithm::Patience, &folded(&one), &folded(&two));
    operations
        .into_iter()
        .filter(|operation| !matches!(operation, DiffOp::Equal { .. }))
        .map(|operation| (printed(&one, operation.old_range()), printed(&two, operation.new_range())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(one: &str, two: &str) -> Vec<(String, String)> {
        differences(one, two)
    }

    #[test]
    fn words_that_differ_are_told_in_order() {
        let pair = |one: &str, two: &str| (one.to_owned(), two.to_owned());
        assert_eq!(told("Trust is the cornerstone.", "“Trust” is the Cornerstone"), []);
        assert_eq!(
            told("we must take security as a priority", "we should take regional security as priority"),
            [pair("must", "should"), pair("", "regional"), pair("a", "")]
        );
        assert_eq!(told("", "all of it"), [pair("", "all of it")]);
    }
}
