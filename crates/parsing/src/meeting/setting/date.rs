//! The date of a meeting: the one that stands nearest, and belongs neither to the words told nor to something else.

use std::ops::Range;

use rapporteur_model::{PartialDate, vocabulary::DateBasis};

use super::super::Finder;
use crate::{
    date::{self, Expression, Resolved},
    pos::Pos,
    text::{Case, TokenKind},
    word_class::WordClass,
};

/// The longest speech tag behind a comma, in tokens: ", the foreign ministry of the country said".
const MAX_TAG: usize = 10;

/// How far before a date a visit is named, and what ties it to the meeting, in tokens.
const MAX_VISIT: usize = 6;

/// How far before a date "since" stands that ties it to another event, in tokens.
const MAX_SINCE: usize = 8;

/// How far behind the first day of a meeting its last one is told, in tokens: "and will wrap up on".
const MAX_TO_END: usize = 6;

/// How many words of a place stand between a meeting and its year: "the summit in Harbour City in 1992".
const MAX_PLACE_WORDS: usize = 4;

impl Finder<'_> {
    /// The date expression of a scope that lies nearest to a token.
    pub(in crate::meeting) fn date_near(
        &self,
        scope: Range<usize>,
        token: usize,
        future: bool,
    ) -> Option<Resolved> {
        let analysis = self.analysis;
        let mentions = date::find(&analysis.document, &analysis.tagged, scope);
        let best = mentions
            .iter()
            .filter(|mention| {
                (!analysis.quoted[mention.tokens.start] || analysis.quoted[token.saturating_sub(1)])
                    && !self.dates_something_else(mention.tokens.start)
                    // "ahead of the summit and his visit on Saturday"
                    && !(token..mention.tokens.start).any(|at| self.is(at, WordClass::Visit))
                    && !self.describes_a_noun(mention.tokens.clone())
                    // "a call on the premier, who took office last month"
                    && !(token..mention.tokens.start).any(|at| {
                        self.low(at) == "who" && at > token && self.low(at - 1) == ","
                            && analysis.tags.get(at + 1).is_some_and(|tag| tag.is_finite())
                            && !self.is(at + 1, WordClass::Met)
                    })
                    && !self.dates_the_words(mention.tokens.end, token)
            })
            .min_by_key(|mention| {
                let distance = mention.tokens.start.abs_diff(token);
                // What stands behind the phrase is likelier to be its date.
                if mention.tokens.start >= token { distance } else { distance + 6 }
            })?;
        if best.expression == Expression::SameDay {
            return self.last_date;
        }
        if matches!(best.expression, Expression::Years(_)) {
            return None;
        }
        let mut resolved = best.expression.resolve(analysis.base_date, future)?;
        // "began on October 20 and ended on October 22"
        let last = mentions.iter().find(|last| {
            let gap = best.tokens.end..last.tokens.start;
            gap.len() <= MAX_TO_END
                && gap.start < gap.end
                && gap.clone().any(|at| self.low(at) == "and")
                && gap.clone().any(|at| self.is(at, WordClass::Ending))
        });
        if let Some(last) = last.and_then(|last| last.expression.resolve(analysis.base_date, future))
            && resolved.end.is_none()
            && resolved.start.precision() == 3
            && last.start.precision() == 3
            && last.start > resolved.start
        {
            resolved.end = Some(last.start);
        }
        // A bare year says too little, and often something else.
        (resolved.start.precision() > 1).then_some(resolved)
    }

    /// The year right behind a phrase, perhaps over its place, where it is before that of the report: "the third summit in
    /// Harbour City in 1992".
    pub(in crate::meeting) fn past_year_behind(&self, phrase: Range<usize>, end: usize) -> Option<Resolved> {
        let document = &self.analysis.document;
        let is_name = |at: usize| document.tokens[at].is_capitalised();
        let mut at = phrase.end;
        // "was held in 2002", "took place in Harbour City in 2002"
        if at + 2 < end
            && (self.is(at, WordClass::ToBe) && self.is(at + 1, WordClass::Convened)
                || self.low(at) == "took" && self.low(at + 1) == "place")
        {
            at += 2;
        }
        if at < end && matches!(self.low(at), "in" | "at") && is_name((at + 1).min(end - 1)) {
            at += 1 + (at + 1..end.min(at + 1 + MAX_PLACE_WORDS)).take_while(|&at| is_name(at)).count();
        }
        let year: i16 =
            (at + 1 < end && self.low(at) == "in").then(|| document.str(at + 1).parse().ok())??;
        let today = self.analysis.base_date?;
        let start = PartialDate::new(year, 0, 0).ok().filter(|_| (1900..today.year()).contains(&year))?;
        Some(Resolved { start, end: None, basis: DateBasis::Stated })
    }

    /// The year of a meeting of which no more is told: "last year's summit", "the summit in 2004", "the 2004 summit".
    pub(in crate::meeting) fn year_near(&self, scope: Range<usize>, token: usize) -> Option<Resolved> {
        let analysis = self.analysis;
        let told = date::find(&analysis.document, &analysis.tagged, scope.clone())
            .into_iter()
            .filter(|mention| !analysis.quoted[mention.tokens.start])
            .min_by_key(|mention| mention.tokens.start.abs_diff(token))
            .and_then(|mention| mention.expression.resolve(analysis.base_date, false));
        let bare = || {
            let years = scope.filter(|&at| !analysis.quoted[at]).filter_map(|at| {
                let year: i16 =
                    analysis.document.str(at).parse().ok().filter(|year| (1900..=2100).contains(year))?;
                Some((at.abs_diff(token), PartialDate::new(year, 0, 0).ok()?))
            });
            let (_, start) = years.min_by_key(|(distance, _)| *distance)?;
            Some(Resolved { start, end: None, basis: DateBasis::Stated })
        };
        told.or_else(bare)
    }

    /// "On Monday, X said that the summit …": the day of the words, not of what they tell of.
    fn dates_the_words(&self, date_end: usize, token: usize) -> bool {
        // "…, according to the secretariat on Monday"
        let source = (token..date_end)
            .rev()
            .take(MAX_TAG)
            .find(|&at| self.low(at) == "according" && at > 0 && self.low(at - 1) == ",");
        if source.is_some() {
            return true;
        }
        // "X will meet Y, the agency reported on Monday"
        let behind =
            (token..date_end).rev().find(|&at| self.is(at, WordClass::Telling) || self.low(at) == ",");
        if behind.is_some_and(|at| {
            self.is(at, WordClass::Telling)
                && (token.max(at.saturating_sub(MAX_TAG))..at + 1).any(|at| self.low(at) == ",")
                && self.analysis.is_future(token..at)
        }) {
            return true;
        }
        let said = (date_end..token).find(|&at| self.is(at, WordClass::Telling));
        said.is_some_and(|said| (said..token).any(|at| self.low(at) == "that"))
    }

    /// "their December 2022 commitment": a date before a noun that names no meeting; not "On Thursday leaders gathered".
    fn describes_a_noun(&self, date: Range<usize>) -> bool {
        let analysis = self.analysis;
        // "following the May 24 “coup”"
        let named = matches!(self.low(date.end), "“" | "\"" | "‘")
            && date.start > 0
            && self.is(date.start - 1, WordClass::Article);
        let date_end = date.end + usize::from(named);
        let opens_clause = date.start > 0
            && self.low(date.start - 1) == "on"
            && analysis.tags.get(date_end + 1).is_some_and(|tag| tag.is_finite());
        if opens_clause {
            return false;
        }
        let is_noun = matches!(analysis.tags.get(date_end), Some(Pos::Noun | Pos::Nouns))
            && analysis.document.tokens[date_end].case == Case::Lower;
        is_noun
            && !(date_end..date_end + 4).any(|at| analysis.tagged.is_meeting(at))
            && !self.is(date_end, WordClass::DayPart)
    }

    /// "on a Monday press briefing", "in a statement on Monday", "since January".
    fn dates_something_else(&self, token: usize) -> bool {
        let before = if token == 0 { "" } else { self.low(token - 1) };
        // "said Saturday he will meet …"
        let of_words = token > 0
            && self.is(token - 1, WordClass::Telling)
            && self.analysis.document.tokens[token + 1..]
                .first()
                .is_some_and(|next| next.kind == TokenKind::Word);
        // "following his visit to the capital in May": the day of the visit.
        let visited = (token.saturating_sub(MAX_VISIT)..token)
            .rev()
            .take_while(|&at| !self.is(at, WordClass::ClauseMark) && !self.analysis.tags[at].is_finite())
            .find(|&at| self.is(at, WordClass::Visit));
        let of_visit = visited.is_some_and(|visit| {
            (visit.saturating_sub(MAX_VISIT)..visit)
                .rev()
                .take_while(|&at| !self.is(at, WordClass::ClauseMark))
                .any(|at| self.is(at, WordClass::AfterEvent))
        });
        // "arrived in Harbour City on Sunday to participate in the meeting"
        let of_arrival = (token..token + 3)
            .any(|at| self.low(at) == "to" && self.is(at + 1, WordClass::ToAttend))
            && (token.saturating_sub(MAX_VISIT + 2)..token).any(|at| self.is(at, WordClass::Arriving));
        // "since the flood of March 2022"
        // "the first since he took office in January"
        let of_since = (token.saturating_sub(MAX_SINCE)..token)
            .rev()
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| self.low(at) == "since");
        // "under the statement issued November 20 in Harbour City": the day of a document.
        let participle = token.checked_sub(1 + usize::from(matches!(before, "on" | "in")));
        let of_document = participle.is_some_and(|at| {
            [WordClass::Issuing, WordClass::Signing, WordClass::Adopting]
                .iter()
                .any(|&class| self.is(at, class))
                && self.analysis.tags[at] == Pos::PastParticiple
                && at.checked_sub(1).is_some_and(|noun| self.analysis.tags[noun].is_noun())
        });
        // "the summit, which ends on Thursday": no day on which it is told of, nor on which it began.
        let of_end = token >= 2
            && self.low(token - 1) == "on"
            && matches!(self.low(token - 2), "ends" | "end" | "ending" | "concludes" | "concluding");
        // "as seen in Harbour City on August 31": the day of a picture.
        let of_picture = (token.saturating_sub(MAX_VISIT)..token)
            .rev()
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| matches!(self.low(at), "seen" | "pictured" | "photographed"));
        of_words
            || of_picture
            || of_document
            || of_end
            || of_since
            || of_arrival
            || of_visit
            || self.is(token.saturating_sub(1), WordClass::NoDayOf)
            || self.is(token + 1, WordClass::Press)
            || (matches!(before, "on" | "published")
                && token > 2
                && self.is(token - 2, WordClass::Publishing))
    }
}
