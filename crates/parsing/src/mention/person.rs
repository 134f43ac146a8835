//! A named person: the name with its titles, and the country and the office behind it.

use std::ops::Range;

use rapporteur_model::CountryCode;

use super::{Finder, Kind, Mention, Office, count, country_of};
use crate::{
    lexicon::{Rank, Tag, lexicon},
    text::{Case, TokenKind},
    word_class::WordClass,
};

/// The most words of the name of a national body behind an office, its country included.
const MAX_NATIONAL_BODY: usize = 14;

impl Finder<'_> {
    /// Registers a named person: the name, an apposition behind it, "of" a country, "(country)".
    #[expect(clippy::too_many_arguments, reason = "the parts of one mention, each of another sort")]
    pub(super) fn named(
        &self,
        start: usize,
        honorific: Range<usize>,
        name: Range<usize>,
        office: Option<Office>,
        sure: bool,
        end: usize,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        let mut at = self.generation(name.end, end);
        let mut office = office;
        let mut sure = sure;
        if self.preceded_by_body_noun(start) && office.is_none() {
            mentions.push(Mention { tokens: start..name.end, kind: Kind::Body, office: None, person: None });
            return name.end;
        }
        // "the ambassador of Norland A B, the prime minister …": his office is told.
        let is_sent = office.as_ref().is_some_and(|office| !office.countries.is_empty());
        if office.as_ref().is_none_or(|office| office.countries.is_empty() && office.organization.is_none())
            && let Some((countries, next)) = self.country_behind(at, end)
        {
            at = next;
            sure = true;
            match &mut office {
                Some(office) => office.countries = countries,
                None => office = Some(Office::of_countries(start..next, countries)),
            }
        }
        // "(L)", "(C)" in captions; "(GCFR)" of an order.
        if self.document.is_mark(at, "(")
            && self.document.is_mark(at + 2, ")")
            && (self.document.str(at + 1).len() == 1 || self.document.tokens[at + 1].case == Case::Upper)
            && self.tagged.entity_at(at + 1).is_none()
        {
            at += 3;
        }
        if self.document.is_mark(at, ",")
            && let Some(mut behind) = self.office_in_apposition(at, end, office.as_ref(), is_sent)
            && self.belongs_to_name(behind.tokens.end, end, &honorific)
        {
            at = self.complete_apposition(&mut behind, end);
            sure = true;
            if let Some(before) = &office
                && behind.countries.is_empty()
            {
                behind.countries.clone_from(&before.countries);
            }
            office = Some(behind);
        }
        mentions.push(Mention {
            tokens: start..at,
            kind: Kind::Person { name, titles: count(&honorific), sure },
            office: office.map(Box::new),
            person: None,
        });
        at
    }

    /// Where "Jr." or ", Sr." behind a name ends.
    fn generation(&self, token: usize, end: usize) -> usize {
        let at = token + usize::from(self.document.is_mark(token, ","));
        let capital = self.document.tokens.get(at).is_some_and(|word| word.is_capitalised());
        if at < end && capital && self.is(at, WordClass::Generation) { at + 1 } else { token }
    }

    /// The office behind a name and a comma, where the one before the name is none, a title, or says less: "Professor A B,
    /// Minister of Foreign Affairs".
    fn office_in_apposition(
        &self,
        comma: usize,
        end: usize,
        before: Option<&Office>,
        is_sent: bool,
    ) -> Option<Office> {
        // "Secretary A B, Secretary of National Defence": the second says more.
        let says_more = |behind: &Office| {
            before.is_some_and(|office| {
                office.text.eq_ignore_ascii_case(&office.head)
                    && office.head == behind.head
                    && behind.text.len() > office.text.len()
                    && behind.text.to_lowercase().starts_with(office.head.as_str())
            })
        };
        // "Professor A B, Minister of Foreign Affairs": a title, and then the office.
        let is_title = || {
            before.is_some_and(|office| {
                office.rank == Rank::Official
                    && !is_sent
                    && office.text.eq_ignore_ascii_case(&office.head)
                    && self.tagged.find(office.tokens.start, |tag| tag == Tag::Honorific).is_some()
            })
        };
        let told = before.is_some_and(|office| !office.text.is_empty()) && !is_title();
        let behind = self.office(comma + 1, end)?;
        (!behind.plural && (!told || says_more(&behind))).then_some(behind)
    }

    /// Whether an office that ends at a token is that of the name before it, and not of one behind.
    fn belongs_to_name(&self, after: usize, end: usize, honorific: &Range<usize>) -> bool {
        // "H.E. A B, President of X, Mr C D, …": each with a title before, so that what stands behind is his.
        let titled = !honorific.is_empty() && self.honorifics(after + 1, end) > after + 1;
        self.name(self.honorifics(after, end), end, true).is_none()
            && (titled
                || self.names_come_first(after, end)
                || !(self.document.is_mark(after, ",")
                    && self.name(after + 1, end, true).is_some_and(|next| next.len() >= 2)
                    && !self.tagged.is_cue(after + 1)))
    }

    /// Adds to an office behind a name the national body and the second office that follow it; gives where they end.
    fn complete_apposition(&self, behind: &mut Office, end: usize) -> usize {
        let mut at = behind.tokens.end;
        // "Secretary, Ministry of Home Affairs of Norland"
        if behind.countries.is_empty()
            && behind.organization.is_none()
            && let Some((country, body, next)) = self.national_body(at, end)
        {
            behind.text = format!("{}, {}", behind.text, self.document.clean(body)).into();
            behind.countries.push(country);
            at = next;
        }
        // "A B, Deputy Prime Minister and Minister of Foreign Affairs, received …"
        if self.low(at) == "and"
            && let Some(second) = self.office(at + 1, end)
            && !second.plural
            && second.tokens.start == at + 1
            && self.ends_apposition(second.tokens.end, end)
            && (behind.countries.is_empty() || second.countries.is_empty())
            && (behind.organization.is_none() || second.organization.is_none())
        {
            at = second.tokens.end;
            behind.text = format!("{} and {}", behind.text, second.text).into();
            behind.countries.extend(second.countries);
            behind.organization = behind.organization.take().or(second.organization);
        }
        at
    }

    /// ", Ministry of Home Affairs of Norland;" behind an office: the country, the name of its body, and where it ends.
    fn national_body(&self, token: usize, end: usize) -> Option<(CountryCode, Range<usize>, usize)> {
        if !self.document.is_mark(token, ",") {
            return None;
        }
        let last = end.min(token + MAX_NATIONAL_BODY);
        let of = (token + 2..last).find(|&at| {
            let behind = if self.low(at + 1) == "the" { at + 2 } else { at + 1 };
            self.low(at) == "of"
                && self.tagged.entity_at(behind).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
        })?;
        let is_name = |at: usize| {
            self.document.tokens[at].kind == TokenKind::Word
                && (self.document.tokens[at].is_capitalised()
                    || matches!(self.low(at), "of" | "and" | "the" | "for" | "on"))
                && self.tagged.entity(at).is_none()
        };
        let country = self.tagged.entity_at(if self.low(of + 1) == "the" { of + 2 } else { of + 1 })?;
        let ends = country.tokens.end >= end || self.ends_apposition(country.tokens.end, end);
        let is_body = self.document.tokens[token + 1].is_capitalised() && (token + 1..of).all(is_name);
        let code = country_of(&country.tag)?;
        (is_body && ends).then(|| (code, token + 1..of, country.tokens.end))
    }

    /// "the newspaper Harbour Times": whether a noun of outlets stands before a name.
    fn preceded_by_body_noun(&self, token: usize) -> bool {
        token > 0 && self.is(token - 1, WordClass::OutletSort)
    }

    /// "of Russia", "from Russia", "(Russia)" behind a name.
    fn country_behind(&self, token: usize, end: usize) -> Option<(Vec<CountryCode>, usize)> {
        let (at, closing) = match self.low(token) {
            "of" | "from" => (token + 1, false),
            "(" => (token + 1, true),
            _ => return None,
        };
        // "The Bahamas" holds the article in the name.
        let at = if self.low(at) == "the" && self.tagged.entity_at(at).is_none() { at + 1 } else { at };
        let found = self.tagged.entity_at(at).filter(|_| at < end)?;
        let Tag::Country(code) = found.tag else { return None };
        let next = found.tokens.end;
        match closing {
            true if self.document.is_mark(next, ")") => Some((vec![code], next + 1)),
            true => None,
            false => Some((vec![code], next)),
        }
    }

    /// The end of the titles that begin at a token: "General (Retd)", "H.E. Mr.".
    pub(super) fn honorifics(&self, token: usize, end: usize) -> usize {
        let mut at = token;
        while at < end {
            if let Some(found) = self.tagged.find(at, |tag| tag == Tag::Honorific) {
                at = found.tokens.end;
                if self.document.is_mark(at, ".") {
                    at += 1;
                }
            } else if at > token && self.is(at, WordClass::NameTitle) {
                // "HE sheikh Omar"
                at += 1;
            } else if self.low(at) == "the"
                && at + 1 < end
                && self.tagged.find(at + 1, |tag| tag == Tag::Honorific).is_some()
            {
                // "Dr. the Rt. Honourable"
                at += 1;
            } else if self.document.is_mark(at, "(") && self.is(at + 1, WordClass::Retired) && at > token {
                at += 2;
                while at < end && (self.document.is_mark(at, ")") || self.document.is_mark(at, ".")) {
                    at += 1;
                }
            } else {
                break;
            }
        }
        at.min(end)
    }

    /// Whether a mention of a headline, where every word is capitalised, is a person for sure.
    pub(super) fn is_sure_in_headline(&self, mention: &Mention) -> bool {
        let Kind::Person { name, sure: true, titles } = &mention.kind else { return false };
        let next = self.document.tokens.get(name.end);
        // "And", "Before", "To": small words that a headline capitalises.
        let ends = next.is_none_or(|next| !next.is_capitalised())
            || lexicon().common_words.contains(self.low(name.end));
        // "Statement by Ms A B, Minister of X": a title of courtesy, and a mark behind the name.
        let is_titled = *titles > 0 && self.document.is_mark(name.end, ",");
        let holds = mention
            .office
            .as_ref()
            .is_some_and(|office| office.tokens.start < name.start && !office.text.is_empty());
        name.len() <= 3 && ends && (holds || is_titled)
    }
}
