//! Places that the lexicon does not know, by what stands around them.

use std::ops::Range;

use rapporteur_model::CountryCode;

use super::super::super::Finder;
use crate::{
    lexicon::{Tag, lexicon},
    text::{Case, TokenKind},
    word_class::WordClass,
};

/// The longest name of a place that is looked at, in tokens.
const MAX_PLACE_WORDS: usize = 4;

/// How far before a place "held" stands: "was held on 6 November in".
const MAX_HELD_IN: usize = 6;

/// How far behind "in" stands "city of", in tokens.
const MAX_TO_CITY: usize = 7;

impl Finder<'_> {
    /// "was held on Friday in Harbourtown.": a place that the lexicon does not know, by what stands around it alone.
    pub(super) fn unknown_place(&self, scope: Range<usize>) -> Option<String> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let is_name = |at: usize| {
            let token = document.tokens[at];
            token.kind == TokenKind::Word
                && token.case == Case::Title
                && analysis.tagged.entity(at).is_none()
                && !lexicon().common_words.contains(self.low(at))
                && !lexicon().office_words.contains(self.low(at))
                && !self.is(at, WordClass::Building)
                && analysis.mention_at(at).is_none_or(|(_, mention)| mention.office.is_none())
        };
        scope.clone().find_map(|at| {
            if !matches!(self.low(at), "in" | "at") || analysis.quoted[at] {
                return None;
            }
            let held = (scope.start.max(at.saturating_sub(MAX_HELD_IN))..at)
                .rev()
                .take_while(|&at| !self.is(at, WordClass::ClauseMark))
                .any(|at| self.is(at, WordClass::Convened))
                // "had a meeting in Harbourtown"
                || at > 0 && analysis.tagged.is_meeting(at - 1);
            // "in the southern Norlandic city of Harbourtown"
            let of = (at + 2..scope.end.min(at + MAX_TO_CITY))
                .find(|&of| self.low(of) == "of" && self.is(of - 1, WordClass::CitySort));
            let first = of.unwrap_or(at) + 1;
            let held = held || of.is_some();
            let count = (first..scope.end.min(first + MAX_PLACE_WORDS)).take_while(|&at| is_name(at)).count();
            let end = first + count;
            let closes = end >= scope.end
                || self.is(end, WordClass::ClauseMark)
                || self.is(end, WordClass::CitySort)
                || self.low(end) == "on" && self.is(end + 1, WordClass::Day);
            (held && (1..3).contains(&count) && closes).then(|| document.clean(first..end))
        })
    }

    /// "in Harbourtown, Velmora": a place that the lexicon does not know, before the name of its country.
    pub(super) fn place_before_country(&self, scope: Range<usize>) -> Option<(String, CountryCode)> {
        let analysis = self.analysis;
        let document = &analysis.document;
        analysis.tagged.entities(scope.clone()).find_map(|found| {
            let Tag::Country(code) = found.tag else { return None };
            let before = found.tokens.start.checked_sub(1)?;
            let before = if self.low(before) == "the" { before.checked_sub(1)? } else { before };
            let comma = Some(before).filter(|&at| self.low(at) == ",")?;
            // "in Harbourtown city, Velmora"
            let is_sort =
                comma > scope.start && matches!(self.low(comma - 1), "city" | "town" | "village" | "resort");
            let comma = if is_sort { comma - 1 } else { comma };
            let mut start = comma;
            while start > scope.start
                && comma - start < 4
                && document.tokens[start - 1].is_capitalised()
                && document.tokens[start - 1].kind == TokenKind::Word
                && analysis.tagged.entity(start - 1).is_none()
            {
                start -= 1;
            }
            let governed = start < comma && matches!(self.low(start.checked_sub(1)?), "in" | "at");
            (governed && !analysis.quoted[start]).then(|| (document.clean(start..comma), code))
        })
    }
}
