//! Offices with the names of those who hold them.

use std::ops::Range;

use super::{Finder, Kind, Mention, Office, count, singular::singular};
use crate::{lexicon::Tag, text::TokenKind, word_class::WordClass};

/// How many of a list are looked at to tell whether its names stand before their offices.
const MAX_LISTED: usize = 12;

impl Finder<'_> {
    /// "Canada's A B": a person of a country, without an office.
    pub(super) fn name_behind_country(
        &self,
        token: usize,
        end: usize,
        mentions: &mut Vec<Mention>,
    ) -> Option<usize> {
        let found = self.tagged.entity_at(token)?;
        let (Tag::Country(code) | Tag::Demonym(code)) = found.tag else { return None };
        let next = found.tokens.end;
        let possessive =
            self.document.tokens.get(next).is_some_and(|next| next.kind == TokenKind::Possessive);
        let at = if possessive { next + 1 } else { next };
        let honorific = self.honorifics(at, end);
        if !possessive && honorific == at {
            return None;
        }
        let name =
            self.name(honorific, end, honorific > at).filter(|name| name.len() >= 2 || honorific > at)?;
        let office = Office::of_countries(token..name.end, vec![code]);
        Some(self.named(token, at..honorific, name, Some(office), true, end, mentions))
    }

    /// An office without or with one or more names.
    pub(super) fn office_and_names(&self, office: Office, end: usize, mentions: &mut Vec<Mention>) -> usize {
        let start = office.tokens.start;
        let mut at = office.tokens.end;
        let comma = self.document.is_mark(at, ",");
        // "the Treasurer (Mr. Lee)"
        let bracket = self.document.is_mark(at, "(");
        let name_at = if comma || bracket { at + 1 } else { at };
        let honorific_end = self.honorifics(name_at, end);
        let first = self.name(honorific_end, end, true).filter(|_| office.plural && !bracket);
        if let Some(next) = first
            .and_then(|name| self.holders_by_country(&office, name_at..honorific_end, name, end, mentions))
        {
            return next;
        }
        let name = self.name(honorific_end, end, true).filter(|name| {
            if bracket {
                return !office.plural && self.document.is_mark(name.end, ")");
            }
            // Behind a comma a name must be whole and be followed by a pause or a verb, lest it begin something else.
            !comma
                || (name.len() >= 2
                    && (!office.plural || office.countries.len() > 1)
                    && self.ends_apposition(name.end, end))
        });
        let Some(name) = name else {
            let next = at;
            mentions.push(Mention {
                tokens: office.tokens.clone(),
                kind: Kind::Office,
                office: Some(Box::new(office)),
                person: None,
            });
            return next;
        };
        let plural = office.plural;
        let countries = office.countries.clone();
        // Each of several countries is that of one holder, in order.
        let share = |number: usize| {
            let mut office = office.clone();
            if plural {
                office.text = singular(&office.text).into();
                office.head = singular(&office.head).into();
                office.plural = false;
            }
            if countries.len() > 1 {
                office.countries = countries.get(number).copied().into_iter().collect();
            }
            Some(office)
        };
        let mut number = 0;
        at = self.named(start, name_at..honorific_end, name, share(number), true, end, mentions);
        // "Presidents A B and C D": the office is everybody's.
        while plural && at < end {
            let separator = if matches!(self.low(at), "and" | "," | "&") { at + 1 } else { break };
            let separator = if self.low(separator) == "and" { separator + 1 } else { separator };
            let titles = self.honorifics(separator, end);
            let Some(name) = self.name(titles, end, true) else { break };
            number += 1;
            at = self.named(separator, separator..titles, name, share(number), true, end, mentions);
        }
        at
    }

    /// "the Presidents of A, X Y; B, Z W and C, U V", "the foreign ministers of A X Y and B Z W": each of his own country.
    /// Gives where the list ends, if it is one.
    fn holders_by_country(
        &self,
        office: &Office,
        honorific: Range<usize>,
        name: Range<usize>,
        end: usize,
        mentions: &mut Vec<Mention>,
    ) -> Option<usize> {
        let [first] = office.countries[..] else { return None };
        if !office.plural || name.len() < 2 {
            return None;
        }
        let mut found = vec![(first, honorific, name)];
        loop {
            let mut at = found.last()?.2.end;
            let is_place = |at: usize| {
                self.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
            };
            while at < end && matches!(self.low(at), ";" | "," | "and" | "the") && !is_place(at) {
                at += 1;
            }
            let Some(place) =
                self.tagged.entity_at(at).filter(|_| at > found[found.len() - 1].2.end && at < end)
            else {
                break;
            };
            let Tag::Country(code) = place.tag else { break };
            let behind =
                if self.low(place.tokens.end) == "," { place.tokens.end + 1 } else { place.tokens.end };
            let titles = self.honorifics(behind, end);
            let Some(name) = self.name(titles, end, true).filter(|name| name.len() >= 2) else { break };
            found.push((code, behind..titles, name));
        }
        if found.len() < 2 {
            return None;
        }
        let start = office.tokens.start;
        for (number, (country, honorific, name)) in found.iter().enumerate() {
            let own = Office {
                text: singular(&office.text).into(),
                head: singular(&office.head).into(),
                plural: false,
                countries: vec![*country],
                ..office.clone()
            };
            let begin = if number == 0 { start } else { honorific.start };
            mentions.push(Mention {
                tokens: begin..name.end,
                kind: Kind::Person { name: name.clone(), titles: count(honorific), sure: true },
                office: Some(Box::new(own)),
                person: None,
            });
        }
        found.last().map(|(_, _, name)| name.end)
    }

    /// Whether a sentence ends at a token, or goes on with a verb or a mark behind an apposition.
    pub(super) fn ends_apposition(&self, token: usize, end: usize) -> bool {
        token >= end
            || self.is(token, WordClass::EndsApposition)
            || self.tagged.is_cue(token)
            || self.document.str(token).ends_with("ed")
    }

    /// Whether a list goes on, behind the office of the one named first, with a name before each office, and ends with an office:
    /// "A B, minister of X, C D, adviser of Y, and E F, secretary of Z". Where a name ends it, the offices stand before the names.
    pub(super) fn names_come_first(&self, token: usize, end: usize) -> bool {
        let mut at = token;
        for listed in 0..MAX_LISTED {
            let joins = |at: usize| self.document.is_mark(at, ",") || self.low(at) == "and";
            let behind = (at..end.min(at + 2)).find(|&at| !joins(at)).unwrap_or(at + 2);
            let name = self.name(self.honorifics(behind, end), end, true).filter(|name| name.len() >= 2);
            let Some(name) = name.filter(|_| behind > at) else { return listed > 0 };
            if !self.document.is_mark(name.end, ",") {
                return false;
            }
            let Some(office) = self.office(name.end + 1, end).filter(|office| !office.plural) else {
                return false;
            };
            at = office.tokens.end;
        }
        true
    }
}
