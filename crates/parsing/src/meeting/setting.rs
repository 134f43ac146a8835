//! When and where a meeting is, and how far it has come: the dates, places and verbs around its name.

use std::ops::Range;

use rapporteur_model::{
    CountryCode, PartialDate,
    vocabulary::{DateBasis, MeetingStatus},
};

use super::Finder;
use crate::{
    date::{self, Expression, Resolved},
    lexicon::{Tag, lexicon},
    pos::Pos,
    text::{Case, TokenKind},
    word_class::{WordClass, WordId},
};

/// The longest speech tag behind a comma, in tokens: ", the foreign ministry of the country said".
const MAX_TAG: usize = 10;

/// How far before a date a visit is named, and what ties it to the meeting, in tokens.
const MAX_VISIT: usize = 6;

/// How far before a date "since" stands that ties it to another event, in tokens.
const MAX_SINCE: usize = 8;

/// How many tokens the name of a city has at most.
const MAX_CITY: usize = 4;

/// How far behind the first day of a meeting its last one is told, in tokens: "and will wrap up on".
const MAX_TO_END: usize = 6;

/// How many words of a place stand between a meeting and its year: "the summit in Harbour City in 1992".
const MAX_PLACE_WORDS: usize = 4;

/// How far before a place "held" stands: "was held on 6 November in".
const MAX_HELD_IN: usize = 6;

/// How far before a place stands the participle of a document that was issued there, over its date.
const MAX_ISSUED: usize = 8;

/// How far behind "in" stands "city of", in tokens.
const MAX_TO_CITY: usize = 7;

/// The longest name of a building, in tokens.
const MAX_VENUE: usize = 10;

impl Finder<'_> {
    /// The date expression of a scope that lies nearest to a token.
    pub(super) fn date_near(&self, scope: Range<usize>, token: usize, future: bool) -> Option<Resolved> {
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
    pub(super) fn past_year_behind(&self, phrase: Range<usize>, end: usize) -> Option<Resolved> {
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
    pub(super) fn year_near(&self, scope: Range<usize>, token: usize) -> Option<Resolved> {
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
    pub(super) fn dates_the_words(&self, date_end: usize, token: usize) -> bool {
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
    pub(super) fn dates_something_else(&self, token: usize) -> bool {
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

    /// City and country of a scope: "in Astana", "here".
    pub(super) fn place_near(
        &self,
        scope: Range<usize>,
        token: usize,
    ) -> (Option<String>, Option<CountryCode>) {
        let analysis = self.analysis;
        // "en route to Harbour City, where he will meet A"
        let clause = (scope.start..token).rev().take_while(|&at| !self.is(at, WordClass::ClauseMark));
        let place = clause.into_iter().find(|&at| self.low(at) == "where").and_then(|place| {
            let end = if place > scope.start && self.low(place - 1) == "," { place - 1 } else { place };
            let mut cities = analysis.cities(end.saturating_sub(MAX_CITY).max(scope.start)..end);
            cities.find(|(at, _, _)| {
                analysis.tagged.entity_at(*at).is_some_and(|found| found.tokens.end == end)
            })
        });
        if let Some((_, city, country)) = place {
            return (Some(city.to_owned()), Some(country));
        }
        // "X told reporters in Harbour City that Y will meet Z": where it was said.
        let of_words = |at: usize| {
            at < token
                && (at..token).any(|at| self.low(at) == "that")
                && (scope.start..at).any(|at| self.is(at, WordClass::Telling))
        };
        // "Addressing the summit, X said that mosques in Harbour City …": within what was said.
        let in_words = |at: usize| {
            (token..at).any(|said| {
                let behind_mark =
                    || (said..at).any(|at| self.low(at) == "that" || self.is(at, WordClass::ClauseMark));
                analysis.tagged.is_cue(said)
                    && !analysis.quoted[said]
                    // "opened a meeting by noting the war in Norland"
                    && (analysis.tags[said] == Pos::Gerund || analysis.tags[said].is_finite() && behind_mark())
            })
        };
        // "a meeting with X, whom he last saw in Harbour City": the place of another meeting.
        // "under the statement issued on Monday in Harbour City": that of a document.
        let of_another = |at: usize| {
            (token..at).any(|at| self.low(at) == "whom")
                || at > scope.start + 2
                    && (at.saturating_sub(MAX_ISSUED).max(token)..at)
                        .any(|at| self.is(at, WordClass::Issuing) && analysis.tags[at] == Pos::PastParticiple)
        };
        let best = analysis
            .cities(scope.clone())
            .filter(|(at, _, _)| !of_words(*at) && !in_words(*at) && !of_another(*at))
            .filter(|(at, _, _)| {
                let before = if *at == 0 { "" } else { self.low(*at - 1) };
                // The preposition nearest before it: "in the lakeside city of", not "in Norland for a meeting on".
                let governed = (at.saturating_sub(8)..*at)
                    .rev()
                    .find(|&at| self.is(at, WordClass::Governing))
                    .is_some_and(|at| {
                        matches!(self.low(at), "in" | "at")
                            || self.low(at) == "of" && at > 0 && self.is(at - 1, WordClass::CitySort)
                    });
                // "Samarkand hosted the meeting"
                let hosts = self.is(at + 1, WordClass::Host)
                    || (matches!(self.low(at + 1), "will" | "to") && self.low(at + 2) == "host");
                let visited = *at > 0 && self.is(*at - 1, WordClass::Visiting);
                // "…, Harbour City's ministry said": whose it is.
                let owns = before == ","
                    && analysis
                        .document
                        .tokens
                        .get(*at + 1)
                        .is_some_and(|next| next.kind == TokenKind::Possessive);
                // "trips to Eastport, Harbour City and Westmere": where somebody went, one after the other.
                let travelled = matches!(before, "," | "and")
                    && (at.saturating_sub(MAX_VISIT)..*at)
                        .rev()
                        .find(|&at| self.is(at, WordClass::Governing))
                        .is_some_and(|at| matches!(self.low(at), "to" | "from" | "between"));
                // "left for Harbour City for the summit"
                let left_for = before == "for"
                    && (at.saturating_sub(MAX_VISIT + 2)..*at).any(|at| self.is(at, WordClass::Arriving));
                // "crises in Westmark and Norland Harbour": the country, by the name of its capital.
                let of_country = *at > 0
                    && analysis
                        .tagged
                        .entity(*at - 1)
                        .is_some_and(|found| matches!(found.tag, Tag::Country(_)));
                // "Their next stop is Harbour City for talks with"
                let stop =
                    self.low(*at + 1) == "for" && (at + 2..at + 5).any(|at| analysis.tagged.is_meeting(at));
                !analysis.quoted[*at]
                    && !of_country
                    && !owns
                    && !travelled
                    && (hosts
                        || visited
                        || left_for
                        || stop
                        || matches!(before, "in" | "at" | ",")
                        || governed)
            })
            .min_by_key(|(at, _, _)| if *at >= token { at - token } else { token - at + 8 });
        // "in the Tajik capital", where that stands nearer.
        let capital = self.capital_in(scope.clone());
        let nearer = |at: usize| {
            let distance = |at: usize| if at >= token { at - token } else { token - at + 8 };
            capital.as_ref().is_some_and(|&(capital_at, _, _)| distance(capital_at) < distance(at))
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
        let country = analysis.tagged.entities(scope.clone()).find_map(|found| match found.tag {
            Tag::Country(code)
                // "in Harbour Country", "in the Harbour Republic", not "in Harbour Country's bid".
                if found.tokens.start > 1
                    && (self.low(found.tokens.start - 1) == "in"
                        || self.low(found.tokens.start - 1) == "the"
                            && self.low(found.tokens.start - 2) == "in"
                        // "will visit Norland to meet …", "during a trip to Norland"
                        || self.is(found.tokens.start - 1, WordClass::Visiting)
                        || self.low(found.tokens.start - 1) == "to"
                            && self.is(found.tokens.start - 2, WordClass::Visit))
                    && analysis
                        .document
                        .tokens
                        .get(found.tokens.end)
                        .is_none_or(|next| next.kind != TokenKind::Possessive)
                    && !analysis.quoted[found.tokens.start]
                    && !of_another(found.tokens.start)
                    && !in_words(found.tokens.start)
                    // "discussed events in Norland"
                    && !(token..found.tokens.start).any(|at| self.is(at, WordClass::Discussing)) =>
            {
                Some(code)
            }
            _ => None,
        });
        if let Some(code) = country {
            let name = lexicon().country_names.get(&code);
            let is_city = |name: &&String| WordId::of(name.to_lowercase().as_str()).is(WordClass::CityState);
            return (name.filter(is_city).cloned(), country);
        }
        if let Some(place) = self.unknown_place(scope.clone()) {
            return (Some(place), None);
        }
        let here = scope.clone().any(|at| self.low(at) == "here" && !analysis.quoted[at]);
        if here && let Some((city, country)) = &analysis.dateline_place {
            return (Some(city.clone()), Some(*country));
        }
        (None, None)
    }

    /// "was held on Friday in Harbourtown.": a place that the lexicon does not know, by what stands around it alone.
    fn unknown_place(&self, scope: Range<usize>) -> Option<String> {
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
    fn place_before_country(&self, scope: Range<usize>) -> Option<(String, CountryCode)> {
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

    /// The building of a scope, behind "at" or "in": "at the Great Hall of the People", "in the Harbour Palace".
    pub(super) fn venue_near(&self, scope: Range<usize>) -> Option<String> {
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

    /// "in the Tajik capital", "in the capital of Kazakhstan".
    pub(super) fn capital_in(&self, scope: Range<usize>) -> Option<(usize, String, CountryCode)> {
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

    pub(super) fn status(
        &self,
        scope: Range<usize>,
        future: bool,
        sentence: Range<usize>,
    ) -> Option<MeetingStatus> {
        // What is called off beside another gathering is not that gathering.
        let own = if sentence.len() > scope.len() { scope.clone() } else { sentence };
        for token in own {
            match self.low(token) {
                "postponed" | "postpone" | "rescheduled" => return Some(MeetingStatus::Postponed),
                "cancelled" | "canceled" => return Some(MeetingStatus::Cancelled),
                _ => {}
            }
        }
        if future {
            return Some(MeetingStatus::Planned);
        }
        scope.into_iter().find_map(|token| match self.low(token) {
            "held" | "wrapped" | "concluded" | "ended" | "attended" | "took" | "chaired" | "met"
            | "discussed" | "gathered" | "convened" | "hosted" | "addressed" | "participated" | "made"
            | "said" | "underway" | "kicked" | "opened" | "started" | "began" => Some(MeetingStatus::Held),
            "taking" if self.low(token + 1) == "place" => Some(MeetingStatus::Held),
            "under" if self.low(token + 1) == "way" => Some(MeetingStatus::Held),
            _ => None,
        })
    }
}
