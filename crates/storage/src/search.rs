//! Searching quotations: what of a quotation is searched, how it is ranked, and where the words stand.

use std::{collections::BTreeMap, ops::Range};

use rapporteur_model::{RecordId, record::QuoteRecord};
use serde::{Deserialize, Serialize};

use crate::{
    QuoteOrder,
    expression::{Expression, Phrase},
    sort_date::{SortDate, descending},
    words::{Word, words},
};

/// The words of all renderings of a quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Document {
    /// Where each stem stands, ascending. Between two renderings a place is left free, so that no phrase runs over it.
    pub(crate) positions: BTreeMap<String, Vec<u32>>,
    /// How many words there are.
    pub(crate) length: u32,
}

impl Document {
    /// The words of a quotation; renderings in the same words count once.
    pub(crate) fn of(quote: &QuoteRecord) -> Self {
        let mut texts = vec![quote.text.as_str()];
        for rendering in &quote.renderings {
            if !texts.contains(&rendering.text.as_str()) {
                texts.push(&rendering.text);
            }
        }
        let mut document = Self::default();
        let mut next = 0;
        for text in texts {
            for word in words(text) {
                document.positions.entry(word.stem).or_default().push(next);
                document.length += 1;
                next += 1;
            }
            next += 1;
        }
        document
    }

    /// Whether it holds what is asked for.
    pub(crate) fn answers(&self, expression: &Expression) -> bool {
        let holds = |phrase: &Phrase| {
            let positions: Option<Vec<&[u32]>> =
                phrase.iter().map(|stem| self.positions.get(stem).map(Vec::as_slice)).collect();
            positions.is_some_and(|positions| stand_side_by_side(&positions))
        };
        expression.required.iter().all(|alternatives| alternatives.iter().any(holds))
            && !expression.excluded.iter().any(holds)
    }
}

/// Whether there is a place at which the words whose places these are follow one another.
pub(crate) fn stand_side_by_side(positions: &[&[u32]]) -> bool {
    let Some((first, others)) = positions.split_first() else { return false };
    first.iter().any(|&start| {
        others.iter().zip(start + 1..).all(|(places, place)| places.binary_search(&place).is_ok())
    })
}

/// What ranking knows of all quotations together. It is fixed when the first page is made and travels in the page token,
/// so that scores, and with them the order, stay the same on later pages whatever is written in between.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Statistics {
    /// Number of quotations.
    pub(crate) quotes: u64,
    /// Number of words in them.
    pub(crate) words: u64,
    /// For each wanted stem, in order of the stems: how many quotations hold it.
    pub(crate) holding: Vec<u64>,
}

/// How well a quotation of `length` words answers, by BM25: `counts` tells how often each wanted stem is in it, in the
/// order of [`Statistics::holding`].
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a rank needs no more digits"
)]
pub(crate) fn score(statistics: &Statistics, length: u32, counts: &[usize]) -> f32 {
    const SATURATION: f64 = 1.2;
    const LENGTH_WEIGHT: f64 = 0.75;
    let quotes = statistics.quotes.max(1) as f64;
    let mean_length = (statistics.words as f64 / quotes).max(1.0);
    let length_factor = 1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * f64::from(length) / mean_length;
    let score: f64 = counts
        .iter()
        .zip(&statistics.holding)
        .map(|(&count, &holding)| {
            let holding = (holding as f64).min(quotes);
            let rarity = (1.0 + (quotes - holding + 0.5) / (holding + 0.5)).ln();
            let count = count as f64;
            rarity * count * (SATURATION + 1.0) / (count + SATURATION * length_factor)
        })
        .sum();
    score as f32
}

/// Where in a text the wanted words stand; of a phrase only where it is whole. In order, none twice.
pub(crate) fn matches(expression: &Expression, text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let mut is_matched = vec![false; words.len()];
    for phrase in expression.required.iter().flatten() {
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

/// The place of a quotation in an answer; smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Score or date, as bytes that sort.
    key: [u8; 4],
    /// Breaks ties.
    pub(crate) id: RecordId,
}

impl Place {
    /// The place under an order.
    pub(crate) fn new(order: QuoteOrder, score: f32, say_date: SortDate, id: RecordId) -> Self {
        let key = match order {
            // Scores are finite and not negative, and the bits of such numbers sort as they do.
            QuoteOrder::Relevance => (!score.to_bits()).to_be_bytes(),
            QuoteOrder::SayDate => say_date,
            QuoteOrder::SayDateDescending => descending(say_date),
        };
        Self { key, id }
    }
}

/// Where a page of quotations ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct QuoteCursor {
    /// The last one given.
    pub(crate) last: Place,
    /// What the first page ranked by.
    pub(crate) statistics: Statistics,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::expression::parse;

    fn check(query: &str, text: &str, expected: &[&str]) {
        let expression = parse(query).unwrap().unwrap();
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

    proptest! {
        #[test]
        fn scores_are_finite_and_grow_with_the_count(
            quotes in 0_u64..1 << 40,
            words in 0_u64..1 << 45,
            holding in 0_u64..1 << 40,
            length: u32,
            count in 1_usize..1 << 20,
        ) {
            let statistics = Statistics { quotes, words, holding: vec![holding] };
            let (less, more) = (score(&statistics, length, &[count]), score(&statistics, length, &[count + 1]));
            prop_assert!(less.is_finite() && less >= 0.0);
            prop_assert!(more >= less);
            prop_assert_eq!(score(&statistics, length, &[0]), 0.0);
        }

        #[test]
        fn better_scores_come_first(a in 0.0_f32..1e30, b in 0.0_f32..1e30) {
            let place = |score| Place::new(QuoteOrder::Relevance, score, [0; 4], RecordId::from_bytes([0; 10]));
            prop_assert_eq!(place(a).cmp(&place(b)), b.total_cmp(&a));
        }
    }
}
