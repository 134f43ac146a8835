//! Where a content behind its cue begins.

use std::ops::Range;

use super::super::{Event, Finder};
use crate::{
    date,
    lexicon::{CueClass, Tag},
    pos::Pos,
    word_class::WordClass,
};

/// How far behind a cue a colon before the words said is looked for, in tokens.
const MAX_BEFORE_COLON: usize = 12;

impl Finder<'_> {
    /// Where the content behind a cue begins, and whom the cue addresses.
    pub(super) fn content_start(
        &self,
        event: &Event,
        token: usize,
        end: usize,
    ) -> Option<(usize, Option<Range<usize>>)> {
        let analysis = self.analysis;
        let limit = end.min(token + 40);
        // A "that" or a colon that only an adverbial or an audience separates from the cue.
        let mut at = token;
        if self.low(at) == "that" || self.low(at) == "whether" || self.low(at) == "how" {
            return Some((if self.low(at) == "that" { at + 1 } else { at }, None));
        }
        // "scolded him: “…", "put it to the ministers like this: “…"
        let colon = (at..limit.min(at + MAX_BEFORE_COLON))
            .find(|&token| self.low(token) == ":" || analysis.tags[token].is_finite());
        if let Some(colon) = colon.filter(|&colon| colon + 1 < end && self.low(colon) == ":")
            && (colon + 1..end.min(colon + 3)).any(|token| self.in_speech(token))
        {
            return Some((colon + 1, None));
        }
        match event.class {
            CueClass::Urge => {
                if self.low(at) == "not" || self.low(at) == "to" {
                    return None;
                }
                // "invited the president to the capital": no infinitive, nothing urged.
                let clause = |token: usize| self.low(token) == "," && self.low(token + 1) == "and";
                let to = (at..limit).take_while(|&token| !clause(token)).find(|&token| {
                    self.low(token) == "to"
                        && !analysis.quoted[token]
                        && token > at
                        && self.begins_infinitive(token)
                })?;
                // "urged the parties not to delay"
                let not = self.low(to - 1) == "not" && to > at + 1;
                let begin = if not { to - 1 } else { to };
                return Some((begin, Some(at..begin)));
            }
            CueClass::Call | CueClass::Voice => return Some((at, None)),
            CueClass::Brief => return None,
            CueClass::Tell => {
                let Some(heard_end) = self.audience_end(at, limit) else {
                    return Some((self.after_adverbial(at, limit).unwrap_or(at), None));
                };
                let heard = Some(at..heard_end);
                at = heard_end;
                if self.low(at) == "that" {
                    return Some((at + 1, heard));
                }
                let colon = self.after_adverbial(at, limit);
                return Some((colon.unwrap_or(at), heard));
            }
            CueClass::Agree => return None,
            // "vowed to punish the “thieves”"
            CueClass::Say if self.is(event.cue.start, WordClass::Pledging) && self.governs_verb(at) => {
                return Some((at, None));
            }
            // "emphasised in his speech the importance of ties"
            CueClass::Say
                if self.low(at) == "in"
                    && self.is(at + 1, WordClass::PossessivePronoun)
                    && self.is(at + 2, WordClass::OwnWords)
                    && self.is(at + 3, WordClass::Article) =>
            {
                return Some((at + 3, None));
            }
            CueClass::Say => {}
        }
        if let Some(start) = self.after_adverbial(at, limit) {
            let heard = (self.low(at) == "to").then(|| at + 1..start.saturating_sub(1));
            return Some((start, heard));
        }
        Some((at, None))
    }

    /// Whether the base form of a verb stands behind "to", or an adverb before one: "to quickly end".
    fn governs_verb(&self, to: usize) -> bool {
        self.low(to) == "to" && matches!(self.analysis.tags.get(to + 1), Some(Pos::Base | Pos::Adverb))
    }

    /// Whether "to" at a token stands before a verb, over adverbs and marks: "to “speed up” the talks".
    fn begins_infinitive(&self, to: usize) -> bool {
        let tags = &self.analysis.tags;
        let noun = matches!(tags.get(to + 1), Some(Pos::Determiner | Pos::Name | Pos::Possessive));
        !noun || self.analysis.quoted[to + 1]
    }

    /// Behind an adverbial: "in a statement that …", "on Tuesday: …", ", “…", "in the article that …".
    fn after_adverbial(&self, token: usize, limit: usize) -> Option<usize> {
        let analysis = self.analysis;
        let adverbial = self.begins_adverbial(token)
            || self.is(token, WordClass::Day)
            || matches!(self.low(token), "here" | "there")
            || matches!(self.low(token), "," | ":" | "(")
            || analysis
                .tagged
                .entity_at(token)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)));
        if !adverbial {
            return None;
        }
        let mut at = token;
        // "…, Lee said, most have come to see “a chance”": a clause that holds the words.
        let clause_before = |at: usize| {
            let mut commas = (token..at).filter(|&before| self.low(before) == ",").peekable();
            std::iter::from_fn(|| {
                let comma = commas.next()?;
                Some((comma + 1, commas.peek().copied().unwrap_or(at)))
            })
            .find(|&(start, end)| {
                !self.begins_adverbial(start)
                    && !self.is(start, WordClass::Relative)
                    && analysis.tags[start..end].iter().any(|tag| tag.is_finite())
            })
            .map(|(start, _)| start)
        };
        while at < limit {
            let low = self.low(at);
            let is_clause = !self.is(at + 1, WordClass::Tensed) && self.low(at + 1) != "of";
            if low == "that"
                && is_clause
                && self.low(token) == ","
                && let Some(start) = clause_before(at)
            {
                return Some(start);
            }
            if (low == "that" && is_clause) || low == ":" {
                return Some(at + 1);
            }
            if analysis.quoted[at] && at > token {
                let speech = analysis.document.tokens[at].is_capitalised();
                return Some(clause_before(at).filter(|_| !speech).unwrap_or(at));
            }
            if low == "," && self.low(at + 1) == "that" {
                return Some(at + 2);
            }
            if matches!(low, ";" | ".") {
                break;
            }
            at += 1;
        }
        // "said on Tuesday China will …": behind a weekday or a date.
        let dates = date::find(&analysis.document, &analysis.tagged, token..limit);
        let first = dates.first().filter(|found| found.tokens.start <= token + 2)?;
        Some(first.tokens.end + usize::from(self.low(first.tokens.end) == ","))
    }
}
