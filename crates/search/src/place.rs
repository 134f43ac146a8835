//! The place of a quotation in an answer, and what a page token keeps of it.

use rapporteur_model::RecordId;
use rapporteur_storage::sort_date::{SortDate, descending};
use serde::{Deserialize, Serialize};

use crate::QuoteOrder;

/// The place of a quotation in an answer; smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Score or date, as bytes that sort.
    pub(crate) key: [u8; 4],
    /// Breaks ties.
    pub(crate) id: RecordId,
}

/// What a quotation is sorted by under an order.
pub(crate) fn sort_key(order: QuoteOrder, score: f32, say_date: SortDate) -> [u8; 4] {
    match order {
        // Scores are finite and not negative, and the bits of such numbers sort as they do.
        QuoteOrder::Relevance => (!score.to_bits()).to_be_bytes(),
        QuoteOrder::SayDate => say_date,
        QuoteOrder::SayDateDescending => descending(say_date),
    }
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

/// Where a page of quotations ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// The last one given.
    pub(crate) last: Place,
    /// What the first page ranked by.
    pub(crate) statistics: Statistics,
    /// The words of the speaker's name that nobody bore when the first page was made.
    pub(crate) misspelt: Vec<String>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn better_scores_come_first(a in 0.0_f32..1e30, b in 0.0_f32..1e30) {
            let key = |score| sort_key(QuoteOrder::Relevance, score, [0; 4]);
            prop_assert_eq!(key(a).cmp(&key(b)), b.total_cmp(&a));
        }
    }
}
