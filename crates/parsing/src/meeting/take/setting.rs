//! When and where a meeting takes place that a phrase names, beyond the dates and places beside it.

use std::ops::Range;

use rapporteur_model::CountryCode;

use super::{
    super::{Finder, MAX_HELD_BEFORE, MAX_TO_VERB, Phrase},
    Known, Site,
};
use crate::{date::Resolved, mention::Kind, pos::Pos, word_class::WordClass};

/// How far before a meeting "attending" stands, in tokens.
const MAX_ATTENDING: usize = 3;

impl Finder<'_> {
    /// When and where a meeting takes place by what stands beside its name.
    pub(super) fn date_and_place(
        &self,
        phrase: &Phrase,
        site: &Site,
        future: bool,
    ) -> (Option<Resolved>, (Option<String>, Option<CountryCode>)) {
        let first = phrase.tokens.start;
        // "met in Harbour City on Monday ahead of the summit": neither is told of the summit.
        let ahead_of =
            self.reads_before(phrase, site, 1, &["of"]) && self.reads_before(phrase, site, 2, &["ahead"]);
        let own =
            if ahead_of && site.scope.contains(&first) { first..site.scope.end } else { site.scope.clone() };
        let date = self.date_beside(phrase, site, own.clone(), future);
        let (city, country) = match &phrase.city {
            Some((city, country)) => (Some(city.clone()), Some(*country)),
            None => self.place_near(own, phrase.tokens.end),
        };
        // "Norland hosted the third meeting of the league's ministers"
        let country = country
            .or_else(|| if city.is_none() { self.hosting_country(phrase, site.tokens.start) } else { None });
        (date, (city, country))
    }

    /// The date that is told of what a phrase names, and not of who visits or attends.
    fn date_beside(&self, phrase: &Phrase, site: &Site, own: Range<usize>, future: bool) -> Option<Resolved> {
        // "on Tuesday met the delegations attending the 13th meeting": on Tuesday he met them.
        let attended = (phrase.tokens.start.saturating_sub(MAX_ATTENDING).max(own.start)
            ..phrase.tokens.start)
            .any(|at| self.is(at, WordClass::Attending) && self.analysis.tags[at] == Pos::Gerund);
        let behind = if attended { phrase.tokens.end..own.end.max(phrase.tokens.end) } else { own.clone() };
        self.date_near(behind, phrase.tokens.end, future).or_else(|| {
            // "In July he visited Norland and held talks with A": in July.
            let verb = (own.start.max(phrase.tokens.start.saturating_sub(MAX_HELD_BEFORE))
                ..phrase.tokens.start)
                .find(|&at| self.is(at, WordClass::Holding) && self.goes_on(at, site.tokens.start))?;
            self.date_near(site.tokens.start..verb, verb, future)
        })
    }

    /// "The next meeting will be held in 2019.": this year or a later one, told of what is to come.
    pub(super) fn coming_year(&self, known: &Known<'_>) -> Option<Resolved> {
        let coming = |date: &Resolved| {
            self.analysis.base_date.is_some_and(|today| date.start.year() >= today.year())
                && date.start.precision() == 1
        };
        self.year_near(known.site.scope.clone(), known.phrase.tokens.end).filter(coming)
    }

    /// The country that hosts what a phrase names: "Norland will host the third meeting".
    fn hosting_country(&self, phrase: &Phrase, start: usize) -> Option<CountryCode> {
        let at = phrase.tokens.start;
        let verb = at.checked_sub(1 + usize::from(self.is(at.saturating_sub(1), WordClass::Article)))?;
        if verb <= start || !self.is(verb, WordClass::Host) && self.low(verb) != "hosted" {
            return None;
        }
        let first =
            (start..verb).rev().take_while(|&at| self.is(at, WordClass::ToCome)).last().unwrap_or(verb);
        let (_, mention) = self.analysis.mention_at(first.checked_sub(1)?)?;
        match mention.kind {
            Kind::Country(code) if mention.tokens.end == first => Some(code),
            _ => None,
        }
    }

    /// "was held by videoconference", "was held online".
    pub(super) fn is_held_remotely(&self, phrase: &Phrase, end: usize) -> bool {
        let first = phrase.tokens.end;
        let held = (first..end.min(first + MAX_TO_VERB))
            .find(|&at| self.analysis.tags[at].is_finite())
            .filter(|&at| self.is(at, WordClass::ToBe) && self.is(at + 1, WordClass::Convened));
        held.is_some_and(|at| {
            matches!(self.low(at + 2), "online" | "virtually")
                || self.is(at + 2, WordClass::Via) && self.is(at + 3, WordClass::Telephony)
                || self.low(at + 2) == "via" && self.low(at + 3).starts_with("video")
        })
    }

    /// "… made the remarks at …": the meeting is of the day on which the remarks were made.
    pub(super) fn says_remarks(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|token| self.is(token, WordClass::Remarks))
    }

    /// The day of which the sentence before tells, where it tells nothing that is to come.
    pub(super) fn last_sentence_date(&self, sentence: usize) -> Option<Resolved> {
        let before = sentence.checked_sub(1)?;
        let tokens = self.analysis.document.sentences[before].tokens.clone();
        if self.analysis.is_future(tokens.clone()) {
            return None;
        }
        self.date_near(tokens.clone(), tokens.start, false)
    }
}
