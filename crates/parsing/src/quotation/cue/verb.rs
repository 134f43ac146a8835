//! What belongs to a verb: its auxiliaries, and whether it is passive.

use super::super::Finder;
use crate::{pos::Pos, word_class::WordClass};

impl Finder<'_> {
    /// Where a verb's own words begin: over its auxiliaries and adverbs.
    pub(super) fn verb_start(&self, verb: usize, start: usize) -> usize {
        let mut at = verb;
        while at > start
            && (matches!(self.analysis.tags[at - 1], Pos::Adverb | Pos::Modal)
                || self.is(at - 1, WordClass::Auxiliary))
        {
            at -= 1;
        }
        at
    }

    /// Whether the verb at a token is passive: "was told".
    pub(in crate::quotation) fn is_passive(&self, verb: usize, start: usize) -> bool {
        let mut at = verb;
        while at > start {
            if self.makes_passive(at - 1) {
                return true;
            }
            if self.analysis.tags[at - 1] != Pos::Adverb {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// Whether a word makes the verb behind it passive: "was told", "got told".
    pub(super) fn makes_passive(&self, token: usize) -> bool {
        self.is(token, WordClass::ToBe) || matches!(self.low(token), "get" | "got")
    }
}
