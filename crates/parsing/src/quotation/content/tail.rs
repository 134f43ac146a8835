//! What stands behind a tag that closes a content.

use std::ops::Range;

use super::super::Finder;
use crate::{lexicon::Tag, pos::Pos, word_class::WordClass};

impl Finder<'_> {
    /// Whether the rest of a sentence behind a tag is adverbial only: "on Tuesday.", "in a statement.", "after the meeting."
    pub(in crate::quotation) fn is_adverbial_tail(&self, tail: Range<usize>) -> bool {
        let tail = self.trim(tail);
        if tail.is_empty() {
            return true;
        }
        let analysis = self.analysis;
        if analysis.quoted[tail.start] {
            return false;
        }
        let begins = self.begins_adverbial(tail.start)
            || analysis
                .tagged
                .entity_at(tail.start)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)))
            || [WordClass::Day, WordClass::Which, WordClass::Journalists, WordClass::Relative]
                .into_iter()
                .any(|class| self.is(tail.start, class))
            || matches!(self.low(tail.start), "here" | "of")
            || self.low(tail.start) == "("
            || tail.len() == 1 && analysis.tags[tail.start] == Pos::Adverb;
        let short = tail.len() <= 30;
        let clause = tail.clone().any(|token| self.low(token) == "that" || analysis.quoted[token]);
        begins && short && !clause
    }

    /// ", adding that …", ", according to …", ", who …" behind a tag: the content stands before it all the same.
    pub(super) fn trails(&self, token: usize, end: usize) -> bool {
        self.low(token) == ","
            && (self.follows_participle(token + 1, end)
                || self.is(token + 1, WordClass::Relative)
                || self.low(token + 1) == "according")
    }

    /// Whether a verb in "-ing" stands at a token, over "while" and "and": "…, he said, adding that …".
    pub(super) fn follows_participle(&self, token: usize, end: usize) -> bool {
        token < end
            && (self.low(token).ends_with("ing")
                || (matches!(self.low(token), "while" | "and") && self.low(token + 1).ends_with("ing")))
    }

    /// Whether a word opens an adverbial: "on Tuesday", "during the visit".
    pub(super) fn begins_adverbial(&self, token: usize) -> bool {
        self.is(token, WordClass::OpensAdverbial)
    }
}
