//! The building of a meeting.

use std::ops::Range;

use super::super::Finder;
use crate::{text::TokenKind, word_class::WordClass};

/// The longest name of a building, in tokens.
const MAX_VENUE: usize = 10;

impl Finder<'_> {
    /// The building of a scope, behind "at" or "in": "at the Great Hall of the People", "in the Harbour Palace".
    pub(in crate::meeting) fn venue_near(&self, scope: Range<usize>) -> Option<String> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let is_name = |at: usize| {
            document.tokens[at].is_capitalised()
                && document.tokens[at].kind == TokenKind::Word
                && analysis.mention_at(at).is_none_or(|(_, mention)| mention.person.is_none())
        };
        scope.clone().find_map(|at| {
            let opens = matches!(self.low(at), "at" | "in") && !analysis.quoted[at];
            let first = if analysis.is(at + 1, WordClass::Article) { at + 2 } else { at + 1 };
            if !opens || first >= scope.end || !is_name(first) {
                return None;
            }
            let run = (first..scope.end.min(first + MAX_VENUE)).take_while(|&at| {
                is_name(at)
                    || document.tokens[at].kind == TokenKind::Possessive
                    || matches!(self.low(at), "of" | "the" | "and" | "de")
                    || analysis.is(at, WordClass::Building)
            });
            let run: Vec<usize> = run.collect();
            let building = run.iter().rposition(|&at| analysis.is(at, WordClass::Building))?;
            // "the Great Hall of the People", "the House of Friendship"
            let mut last = building;
            if run.get(building + 1).is_some_and(|&at| self.low(at) == "of") {
                last = run.iter().rposition(|&at| is_name(at))?;
            }
            Some(document.clean(first..run[last] + 1))
        })
    }
}
