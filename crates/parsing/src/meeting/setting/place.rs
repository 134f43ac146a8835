//! City and country of a meeting.

mod unknown;

use std::ops::Range;

use rapporteur_model::CountryCode;

use super::super::Finder;
use crate::{
    lexicon::{Match, Tag, lexicon},
    pos::Pos,
    text::TokenKind,
    word_class::{WordClass, WordId},
};

/// How many tokens the name of a city has at most.
const MAX_CITY: usize = 4;

/// How far before a place the journey to it is named, in tokens.
const MAX_JOURNEY: usize = 6;

/// How far before a place one is told who left for it, in tokens.
const MAX_LEAVING: usize = 8;

/// How far before a place the preposition stands that governs it, in tokens: "in the lakeside city of".
const MAX_GOVERNED: usize = 8;

/// How far before a place stands the participle of a document that was issued there, over its date.
const MAX_ISSUED: usize = 8;

/// How much farther a place before the name of a meeting is than one behind it, in tokens.
const BEFORE_IS_FARTHER: usize = 8;

/// A city where it stands, and its country.
type City = (usize, &'static str, CountryCode);

impl Finder<'_> {
    /// City and country of a scope: "in Astana", "here".
    pub(in crate::meeting) fn place_near(
        &self,
        scope: Range<usize>,
        token: usize,
    ) -> (Option<String>, Option<CountryCode>) {
        if let Some((_, city, country)) = self.place_of_relative(&scope, token) {
            return (Some(city.to_owned()), Some(country));
        }
        let best = self.city_near(&scope, token);
        // "in the Tajik capital", where that stands nearer.
        let capital = self.capital_in(scope.clone());
        let nearer = |at: usize| {
            let capital_at = capital.as_ref().map(|&(capital_at, _, _)| capital_at);
            capital_at.is_some_and(|capital_at| distance(capital_at, token) < distance(at, token))
        };
        if let Some((at, city, country)) = best
            && !nearer(at)
        {
            return (Some(city.to_owned()), Some(country));
        }
        if let Some((city, country)) = self.place_before_country(scope.clone()) {
            return (Some(city), Some(country));
        }
        if let Some((_, city, country)) = capital {
            return (Some(city), Some(country));
        }
        if let Some(code) = self.country_near(&scope, token) {
            let name = lexicon().country_names.get(&code);
            let is_city = |name: &&String| WordId::of(name.to_lowercase().as_str()).is(WordClass::CityState);
            return (name.filter(is_city).cloned(), Some(code));
        }
        if let Some(place) = self.unknown_place(scope.clone()) {
            return (Some(place), None);
        }
        let here = scope.clone().any(|at| self.low(at) == "here" && !self.analysis.quoted[at]);
        if here && let Some((city, country)) = &self.analysis.dateline_place {
            return (Some(city.clone()), Some(*country));
        }
        (None, None)
    }

    /// "en route to Harbour City, where he will meet A": the city before the relative clause of the meeting.
    fn place_of_relative(&self, scope: &Range<usize>, token: usize) -> Option<City> {
        let analysis = self.analysis;
        let mut clause = (scope.start..token).rev().take_while(|&at| !self.is(at, WordClass::ClauseMark));
        let place = clause.find(|&at| self.low(at) == "where")?;
        let end = if place > scope.start && self.low(place - 1) == "," { place - 1 } else { place };
        let mut cities = analysis.cities(end.saturating_sub(MAX_CITY).max(scope.start)..end);
        cities.find(|(at, _, _)| analysis.tagged.entity_at(*at).is_some_and(|found| found.tokens.end == end))
    }

    /// The city nearest to a token in which something takes place.
    fn city_near(&self, scope: &Range<usize>, token: usize) -> Option<City> {
        self.analysis
            .cities(scope.clone())
            .filter(|&(at, _, _)| {
                !self.is_place_of_telling(at, scope, token)
                    && !self.is_within_words(at, token)
                    && !self.is_place_of_another(at, scope, token)
            })
            .filter(|&(at, _, _)| self.takes_place_in(at))
            .min_by_key(|&(at, _, _)| distance(at, token))
    }

    /// "X told reporters in Harbour City that Y will meet Z": whether it was said there.
    fn is_place_of_telling(&self, at: usize, scope: &Range<usize>, token: usize) -> bool {
        at < token
            && (at..token).any(|at| self.low(at) == "that")
            && (scope.start..at).any(|at| self.is(at, WordClass::Telling))
    }

    /// "Addressing the summit, X said that mosques in Harbour City …": whether a place is within what was said.
    fn is_within_words(&self, at: usize, token: usize) -> bool {
        let analysis = self.analysis;
        (token..at).any(|said| {
            let behind_mark =
                || (said..at).any(|at| self.low(at) == "that" || self.is(at, WordClass::ClauseMark));
            analysis.tagged.is_cue(said)
                && !analysis.quoted[said]
                // "opened a meeting by noting the war in Norland"
                && (analysis.tags[said] == Pos::Gerund || analysis.tags[said].is_finite() && behind_mark())
        })
    }

    /// Whether a place is that of something else: "a meeting with X, whom he last saw in Harbour City", "under the statement issued
    /// on Monday in Harbour City".
    fn is_place_of_another(&self, at: usize, scope: &Range<usize>, token: usize) -> bool {
        (token..at).any(|at| self.low(at) == "whom")
            || at > scope.start + 2
                && (at.saturating_sub(MAX_ISSUED).max(token)..at).any(|at| {
                    self.is(at, WordClass::Issuing) && self.analysis.tags[at] == Pos::PastParticiple
                })
    }

    /// Whether the words around a city tell that something takes place there: "in", "to visit", "left for".
    fn takes_place_in(&self, at: usize) -> bool {
        let analysis = self.analysis;
        let before = if at == 0 { "" } else { self.low(at - 1) };
        if analysis.quoted[at] || self.is_of_country(at) || self.owns(at) || self.is_stage_of_journey(at) {
            return false;
        }
        // "Samarkand hosted the meeting"
        let hosts = self.is(at + 1, WordClass::Host)
            || (matches!(self.low(at + 1), "will" | "to") && self.low(at + 2) == "host");
        let visited = at > 0 && self.is(at - 1, WordClass::Visiting);
        // "left for Harbour City for the summit"
        let left_for = || {
            before == "for" && (at.saturating_sub(MAX_LEAVING)..at).any(|at| self.is(at, WordClass::Arriving))
        };
        // "Their next stop is Harbour City for talks with"
        let stop = || self.low(at + 1) == "for" && (at + 2..at + 5).any(|at| analysis.tagged.is_meeting(at));
        hosts
            || visited
            || left_for()
            || stop()
            || matches!(before, "in" | "at" | ",")
            || self.is_governed_by_in(at)
    }

    /// Whether the preposition nearest before a city is one of place: "in the lakeside city of", not "in Norland for a meeting on".
    fn is_governed_by_in(&self, city: usize) -> bool {
        let governor =
            (city.saturating_sub(MAX_GOVERNED)..city).rev().find(|&at| self.is(at, WordClass::Governing));
        governor.is_some_and(|at| {
            matches!(self.low(at), "in" | "at")
                || self.low(at) == "of" && at > 0 && self.is(at - 1, WordClass::CitySort)
        })
    }

    /// "…, Harbour City's ministry said": whether something is a city's behind a comma.
    fn owns(&self, city: usize) -> bool {
        let next = self.analysis.document.tokens.get(city + 1);
        city > 0 && self.low(city - 1) == "," && next.is_some_and(|next| next.kind == TokenKind::Possessive)
    }

    /// "trips to Eastport, Harbour City and Westmere": where somebody went, one after the other.
    fn is_stage_of_journey(&self, city: usize) -> bool {
        city > 0
            && matches!(self.low(city - 1), "," | "and")
            && (city.saturating_sub(MAX_JOURNEY)..city)
                .rev()
                .find(|&at| self.is(at, WordClass::Governing))
                .is_some_and(|at| matches!(self.low(at), "to" | "from" | "between"))
    }

    /// "crises in Westmark and Norland Harbour": whether the name of a capital tells its country.
    fn is_of_country(&self, city: usize) -> bool {
        city > 0
            && self.analysis.tagged.entity(city - 1).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
    }

    /// The first country of a scope in which something takes place: "in Norland", "will visit Norland to meet A".
    fn country_near(&self, scope: &Range<usize>, token: usize) -> Option<CountryCode> {
        self.analysis.tagged.entities(scope.clone()).find_map(|found| {
            let Tag::Country(code) = found.tag else { return None };
            let first = found.tokens.start;
            let is_place = self.is_country_of_meeting(&found)
                && !self.analysis.quoted[first]
                && !self.is_place_of_another(first, scope, token)
                && !self.is_within_words(first, token)
                // "discussed events in Norland"
                && !(token..first).any(|at| self.is(at, WordClass::Discussing));
            is_place.then_some(code)
        })
    }

    /// "in Harbour Country", "in the Harbour Republic", "during a trip to Norland", not "in Harbour Country's bid".
    fn is_country_of_meeting(&self, found: &Match) -> bool {
        let first = found.tokens.start;
        if first <= 1 {
            return false;
        }
        let before = self.low(first - 1);
        let next = self.analysis.document.tokens.get(found.tokens.end);
        let located = before == "in"
            || before == "the" && self.low(first - 2) == "in"
            || self.is(first - 1, WordClass::Visiting)
            || before == "to" && self.is(first - 2, WordClass::Visit);
        located && next.is_none_or(|next| next.kind != TokenKind::Possessive)
    }

    /// "in the Tajik capital", "in the capital of Kazakhstan".
    fn capital_in(&self, scope: Range<usize>) -> Option<(usize, String, CountryCode)> {
        let analysis = self.analysis;
        let token = scope.clone().find(|&token| self.low(token) == "capital" && !analysis.quoted[token])?;
        let country = |at: usize| {
            analysis.tagged.entity(at).and_then(|found| match found.tag {
                Tag::Country(code) | Tag::Demonym(code) => Some(code),
                _ => None,
            })
        };
        let code = (token.saturating_sub(2)..token)
            .rev()
            .find_map(country)
            .or_else(|| (self.low(token + 1) == "of").then(|| country(token + 2)).flatten())?;
        let city = lexicon().cities.iter().find(|city| city.capital && city.country == code)?;
        Some((token, city.name.clone(), code))
    }
}

/// How far a place is from the name of a meeting: one behind it is likelier to be its own.
fn distance(at: usize, token: usize) -> usize {
    if at >= token { at - token } else { token - at + BEFORE_IS_FARTHER }
}
