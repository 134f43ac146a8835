//! Whether what a phrase names is over, is to come, or does not take place.

use std::ops::Range;

use super::{
    super::{Finder, MAX_HELD_BEFORE, MAX_TO_VERB, Phrase},
    Site,
};
use crate::{mention::Kind, pos::Pos, word_class::WordClass};

/// How near behind its name a relative clause tells of the meeting itself, in tokens.
const MAX_TO_OWN_CLAUSE: usize = 2;

/// The most tokens from "offer" to "to host": "the offer of the Republic of Norland to host".
const MAX_RESOLVED: usize = 7;

/// The most tokens from "to attend" to the name of the meeting.
const MAX_TO_ATTEND: usize = 6;

/// How far behind a meeting "that was held" stands, in tokens.
const MAX_TO_HELD: usize = 4;

/// In how many first tokens of a sentence the meeting stands at which somebody speaks: "Speaking virtually at the".
const MAX_OPENING: usize = 5;

impl Finder<'_> {
    /// Whether what a phrase names is over, whatever else the sentence tells is to come.
    pub(super) fn is_over(&self, phrase: &Phrase, site: &Site) -> bool {
        let tokens = &site.tokens;
        // "…, he said after a session of the council"
        let over = phrase.tokens.start > tokens.start
            && matches!(self.low(phrase.tokens.start - 1), "after" | "following");
        // "had meetings with A and B ahead of the session": what comes is the session.
        let had = || {
            (tokens.start..phrase.tokens.start)
                .rev()
                .take(MAX_HELD_BEFORE)
                .find(|&at| self.analysis.tags[at].is_verb())
                .is_some_and(|at| matches!(self.low(at), "had" | "held"))
        };
        // "Addressing the summit, X said that his country would …"
        let opens = || {
            phrase.tokens.start <= tokens.start + MAX_OPENING
                && (self.is(tokens.start, WordClass::Addressing) || self.low(tokens.start) == "speaking")
        };
        over || self.is_said_to_be_held(phrase, site)
            || had()
            || self.is_spoken_at(phrase, site)
            || opens() && !self.is_upcoming(phrase)
    }

    /// "the summit that was held on Monday", in a sentence on another that is to come.
    fn is_said_to_be_held(&self, phrase: &Phrase, site: &Site) -> bool {
        (phrase.tokens.end..site.tokens.end.min(phrase.tokens.end + MAX_TO_HELD)).any(|at| {
            self.is(at, WordClass::Relative)
                && (matches!(self.low(at + 1), "was" | "were") && self.is(at + 2, WordClass::Convened)
                    || self.low(at + 1) == "took" && self.low(at + 2) == "place"
                    // "on the eve of the summit, which opened on Monday"
                    || self.analysis.tags.get(at + 1) == Some(&Pos::Past)
                        && self.is(at + 1, WordClass::Holding))
        })
    }

    /// "…, X said at the meeting of the league": there the words were said.
    fn is_spoken_at(&self, phrase: &Phrase, site: &Site) -> bool {
        self.reads_before(phrase, site, 1, &["at", "during"])
            && self.word_before(phrase, site, 2).is_some_and(|at| {
                self.is(at, WordClass::Telling)
                    || self.is(at, WordClass::Journalists) && self.reads_before(phrase, site, 3, &["told"])
            })
    }

    /// A scope without the clause that begins with a subject of its own behind the phrase: "at their summit, A hoped they will …".
    pub(super) fn clause_around(&self, scope: Range<usize>, phrase: &Phrase) -> Range<usize> {
        let comma = (phrase.tokens.end..scope.end).find(|&at| self.low(at) == ",");
        let own = comma.filter(|&comma| {
            let person = self.analysis.mention_at(comma + 1);
            person.is_some_and(|(_, mention)| {
                matches!(mention.kind, Kind::Person { .. })
                    && self.analysis.tags.get(mention.tokens.end).is_some_and(|tag| tag.is_finite())
                    && !self.is(mention.tokens.end, WordClass::ToCome)
            })
        });
        // "opened on Monday, ahead of the summit": what is to come is the summit.
        let end = own.unwrap_or(scope.end);
        let ahead = (phrase.tokens.end..end).find(|&at| self.low(at) == "ahead" && self.low(at + 1) == "of");
        let end = ahead.unwrap_or(end);
        // "made the remarks in a meeting on Thursday in Harbour City, which is to host a summit"
        let acted = (scope.start..phrase.tokens.start).any(|at| self.analysis.tags[at] == Pos::Past);
        let relative = (phrase.tokens.end + MAX_TO_OWN_CLAUSE..end)
            .find(|&at| self.low(at) == "," && self.is(at + 1, WordClass::Relative));
        scope.start..relative.filter(|_| acted).unwrap_or(end)
    }

    /// "no bilateral meeting", "the lack of a meeting", "did not hold talks".
    pub(super) fn is_denied(&self, phrase: &Phrase) -> bool {
        let before = phrase.tokens.start.saturating_sub(4)..phrase.noun.start;
        // "will not attend the summit": it takes place without somebody.
        let goes = before.clone().any(|at| {
            let stem = self.low(at);
            ["attend", "participat", "join", "tak", "go", "travel", "come"]
                .iter()
                .any(|verb| stem.starts_with(verb))
        });
        // "will seek a meeting with": it may never be.
        let first = phrase.tokens.start;
        let sought = first > 0
            && matches!(self.low(first), "a" | "an" | "another")
            && self.is(first - 1, WordClass::Seeking);
        !goes
            && (sought
                || before
                    .into_iter()
                    .any(|at| self.is(at, WordClass::Denial) || self.is(at, WordClass::Absence)))
    }

    /// "preparations for the meeting of …": it is to come.
    pub(super) fn is_prepared(&self, phrase: &Phrase, start: usize) -> bool {
        // "agreed to hold its 5th meeting in Harbour City", "welcomed the offer of Norland to host the 5th meeting"
        let owned = phrase.tokens.start > start
            && (self.is(phrase.tokens.start - 1, WordClass::PossessivePronoun)
                || self.is(phrase.tokens.start - 1, WordClass::Article));
        let verb = phrase.tokens.start - usize::from(owned);
        let to_hold = verb >= start + 3
            && matches!(self.low(verb - 1), "hold" | "convene" | "host" | "organize" | "organise")
            && self.low(verb - 2) == "to"
            && (start.max((verb - 2).saturating_sub(MAX_RESOLVED))..verb - 2)
                .any(|at| self.is(at, WordClass::Resolving));
        // "called for convening a session", "the need for an emergency summit"
        let gerund = verb > start && matches!(self.low(verb - 1), "convening" | "holding" | "hosting");
        let before = verb - usize::from(gerund);
        let called_for = before >= start + 2
            && self.low(before - 1) == "for"
            && (self.is(before - 2, WordClass::Resolving) || self.low(before - 2) == "need");
        // "has arrived in Harbour City to attend the council"
        let to_attend = phrase.tokens.start.saturating_sub(MAX_TO_ATTEND).max(start)..phrase.tokens.start;
        let arrived = to_attend.into_iter().any(|at| {
            self.low(at) == "to"
                && self.is(at + 1, WordClass::ToAttend)
                && (start..at).any(|at| self.is(at, WordClass::Arriving))
        });
        to_hold
            || called_for
            || arrived
            || (start.max(phrase.tokens.start.saturating_sub(4))..phrase.tokens.start)
                .any(|at| self.is(at, WordClass::Preparing))
    }

    /// "the upcoming summit", "the forthcoming talks".
    pub(super) fn is_upcoming(&self, phrase: &Phrase) -> bool {
        let start = phrase.tokens.start.saturating_sub(2);
        (start..phrase.tokens.end).any(|token| self.is(token, WordClass::Prospective))
    }

    /// "the report of the 87th session": words that an earlier meeting left.
    pub(super) fn is_reported_on(&self, token: usize, start: usize) -> bool {
        let before = start.max(token.saturating_sub(MAX_HELD_BEFORE))..token;
        before.clone().any(|at| self.is(at, WordClass::LeftByMeeting))
            && before.into_iter().any(|at| self.low(at) == "of")
    }

    /// "was held", "took place", "opened" behind a phrase, before any other verb.
    pub(super) fn is_told_to_take_place(&self, phrase: &Phrase, end: usize) -> bool {
        let verb = (phrase.tokens.end..end.min(phrase.tokens.end + MAX_TO_VERB))
            .find(|&at| self.is(at, WordClass::ClauseMark) || self.analysis.tags[at].is_finite());
        verb.is_some_and(|at| self.takes_place(at, end))
    }
}
