//! Where in a quotation the words of a query stand.

use std::ops::Range;

use rapporteur_storage::words::{Word, words_beginning};

use crate::expression::Expression;

/// Where in a text the wanted words stand; of a phrase only where it is whole. In order, none twice.
pub(crate) fn matches(expression: &Expression, text: &str) -> Vec<Range<usize>> {
    let firsts: Vec<u8> =
        expression.wanted_phrases().flatten().filter_map(|stem| stem.bytes().next()).collect();
    let words = words_beginning(text, |first| firsts.contains(&first));
    let mut is_matched = vec![false; words.len()];
    for phrase in expression.wanted_phrases() {
        let is_phrase = |window: &[Word]| window.iter().map(|word| &word.stem).eq(phrase);
        for (start, window) in words.windows(phrase.len()).enumerate() {
            if is_phrase(window) {
                is_matched[start..start + phrase.len()].fill(true);
            }
        }
    }
    let matched = words.into_iter().zip(is_matched).filter(|(_, is_matched)| *is_matched);
    let mut ranges: Vec<Range<usize>> = matched.map(|(word, _)| word.range).collect();
    ranges.dedup();
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::parse;

    fn check(query: &str, text: &str, expected: &[&str]) {
        let expression = parse(query, |_| None).unwrap().unwrap();
        let found: Vec<&str> = matches(&expression, text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn marks_wanted_words_and_whole_phrases_only() {
        let text = "Trade is the cornerstone. Free trade, fair trade!";
        check("trade", text, &["Trade", "trade", "trade"]);
        check("\"fair trade\" cornerstones", text, &["cornerstone", "fair", "trade"]);
        check("cornerstone OR free -war", "war", &[]);
    }

    #[test]
    fn marks_a_run_of_two_words_once() {
        check("\"bei jing\"", "in 北京", &["北京"]);
    }
}
