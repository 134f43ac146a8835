//! The words of an office: its head, what stands before it, and bodies in it.

use std::ops::Range;

use rapporteur_model::CountryCode;

use super::{Finder, Office, complement::Complement, country_of};
use crate::{
    lexicon::{Rank, Tag, lexicon},
    text::{Case, TokenKind},
    word_class::WordClass,
};

/// The most tokens between brackets within an office.
const MAX_BRACKET: usize = 12;

/// The most tokens from the beginning of an office to its head.
const MAX_STEM: usize = 14;

/// An office up to its head: "Norland's deputy foreign minister".
#[derive(Debug)]
struct Stem {
    /// Where the office proper begins: behind countries and organizations.
    title: usize,
    /// The word of the office: "minister".
    head: Range<usize>,
    /// Whether several hold it: "ministers".
    plural: bool,
    /// The rank of the highest of its words.
    rank: Rank,
    /// Whose it is, as the words before it and behind it tell.
    countries: Vec<CountryCode>,
    organization: Option<String>,
    /// Whether it is called a former one.
    former: bool,
}

/// How far an office reaches behind its head.
#[derive(Debug)]
struct Reach {
    /// Where its phrase ends.
    end: usize,
    /// Where the words end that say which office it is: "Minister of Foreign Affairs" of "Minister of Foreign Affairs of Norland".
    title_end: usize,
    /// "of the Norlandic Security Council": whose it is stands within the words of the office.
    within: Option<Range<usize>>,
}

impl Finder<'_> {
    /// The office that begins at a token, stacked offices joined.
    pub(super) fn office(&self, token: usize, end: usize) -> Option<Office> {
        let mut office = self.single_office(token, end)?;
        // "State Councilor and Minister of Public Security", "Deputy Prime Minister, Minister of Foreign Affairs": one
        // holder when a name follows the last and none the first.
        for _ in 0..3 {
            let at = office.tokens.end;
            let stacked = match self.low(at) {
                "and" | "," | "-" | "–" | "/" => at + 1,
                _ => break,
            };
            if office.plural || stacked >= end {
                break;
            }
            let Some(next) = self.single_office(stacked, end) else { break };
            // "Secretary of State and Minister of Foreign Affairs of Norland": the title is one country's where no other is told.
            let implied =
                self.tagged.entities(office.tokens.clone()).all(|found| country_of(&found.tag).is_none())
                    && lexicon().title_country(&office.text).is_some();
            // "Norland's deputy prime minister and union minister": what is said goes before what a title is usual for.
            let told = |office: &Office| {
                self.tagged.entities(office.tokens.clone()).any(|found| country_of(&found.tag).is_some())
            };
            let next_implied = told(&office) && !told(&next) && lexicon().title_country(&next.text).is_some();
            let same = implied
                || next_implied
                || office.countries.is_empty()
                || next.countries.is_empty()
                || office.countries == next.countries;
            // "the league's chairman and president of Norland, A B,"
            let comma = self.low(at) == "and" && self.document.is_mark(next.tokens.end, ",");
            let behind = if comma { next.tokens.end + 1 } else { next.tokens.end };
            let name = self
                .name(self.honorifics(behind, end), end, true)
                .filter(|name| !comma || name.len() >= 2 && self.ends_apposition(name.end, end));
            let further = matches!(self.low(next.tokens.end), "and" | ",")
                && self
                    .single_office(next.tokens.end + 1, end)
                    .is_some_and(|third| third.countries.is_empty());
            // "the director of X, President A B" and "the president and the minister" are two.
            let apart = self.low(stacked) == "the"
                // "According to a defence official, Secretary A B is to go": nobody calls him so.
                || self.low(at) == "," && self.is_indefinite(office.tokens.start)
                || self.low(at) == "," && (office.organization.is_some() || next.rank == Rank::State);
            if next.plural || apart || !same || (name.is_none() && !further) {
                break;
            }
            let text = format!("{} and {}", office.text, next.text);
            let joined = if self.low(at) == "," { format!("{}, {}", office.text, next.text) } else { text };
            office = Office {
                tokens: office.tokens.start..next.tokens.end,
                text: joined.into(),
                countries: if office.countries.is_empty() || implied && !next.countries.is_empty() {
                    next.countries
                } else {
                    office.countries
                },
                organization: office.organization.or(next.organization),
                bare: false,
                // "the league's chairman and prime minister of Norland": the higher of the two.
                rank: office.rank.min(next.rank),
                ..office
            };
        }
        Some(office)
    }

    /// One office that begins at a token: what stands before its head, the head, and what belongs to it behind.
    pub(super) fn single_office(&self, token: usize, end: usize) -> Option<Office> {
        let determiner =
            matches!(self.low(token), "the" | "his" | "her" | "their" | "its" | "a" | "an" | "another");
        let first = if determiner { token + 1 } else { token };
        // "will host the ministers": the verb.
        let is_verb =
            self.low(first) == "host" && !determiner && first > 0 && self.is(first - 1, WordClass::Modal);
        if is_verb {
            return None;
        }
        let mut stem = self.stem(first, end)?;
        // "a three-day official visit": the adjective.
        if self.low(stem.head.start) == "official"
            && stem.head.len() == 1
            && self.is(stem.head.end, WordClass::OfficialThing)
        {
            return None;
        }
        // "… in Yemen British Prime Minister …": copy that lost its mark between two sentences.
        if !stem.plural && stem.countries.len() > 1 {
            stem.countries.drain(..stem.countries.len() - 1);
        }
        let reach = self.reach(&mut stem, end);
        // "… – Prime Minister A B"
        while stem.title < reach.title_end && self.is(stem.title, WordClass::Dash) {
            stem.title += 1;
        }
        let text = self.text_of_office(&stem, &reach);
        if stem.countries.is_empty() && stem.organization.is_none() {
            stem.countries.extend(lexicon().title_country(&text));
        }
        let Stem { title, head, plural, rank, countries, organization, former } = stem;
        let bare = determiner && title == first && head.start == first && reach.end == head.end;
        Some(Office {
            tokens: token..reach.end,
            text: text.into(),
            head: self.document.slice(head).to_lowercase().into(),
            plural,
            rank,
            countries,
            organization,
            bare,
            former,
        })
    }

    /// Reads an office up to its head: "Norland's deputy foreign minister". None where there is no head, or the words mean a
    /// group ("member states").
    fn stem(&self, first: usize, end: usize) -> Option<Stem> {
        let mut at = first;
        let mut countries = Vec::new();
        let mut organization: Option<String> = None;
        let mut former = false;
        let mut title = first;
        let mut head: Option<(Range<usize>, bool, Rank)> = None;
        while at < end && at < first + MAX_STEM {
            if let Some(found) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })) {
                let Tag::Office { plural, rank } = found.tag else { break };
                // "heads of delegations"
                let group = self.tagged.find(at, |tag| tag == Tag::Group);
                if head.is_none() && group.is_some_and(|group| group.tokens.end > found.tokens.end) {
                    return None;
                }
                // "member states", "Secretary Council": a head that another word of offices follows is a modifier,
                // unless it was the last.
                let keeps_first_rank = head.as_ref().map(|(_, _, rank)| *rank);
                let is_modifier = self.is(at, WordClass::LesserOffice);
                let best =
                    if is_modifier { rank } else { keeps_first_rank.map_or(rank, |before| before.min(rank)) };
                head = Some((found.tokens.clone(), plural, best));
                at = found.tokens.end;
                if plural {
                    break;
                }
                // "member states": no office.
                if matches!(self.low(found.tokens.start), "member" | "deputy" | "head")
                    && self.tagged.find(at, |tag| tag == Tag::Group).is_some()
                    && self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })).is_none()
                {
                    return None;
                }
                continue;
            }
            if let Some(found) = self.tagged.entity_at(at) {
                // Behind a head an entity begins something else: "President Russia".
                if head.is_some() {
                    break;
                }
                match found.tag {
                    Tag::Country(code) | Tag::Demonym(code) => countries.push(code),
                    Tag::Organization(index) => {
                        organization = Some(self.tagged.organization(index).name.clone())
                    }
                    Tag::City(_) | Tag::Region => {}
                    _ => break,
                }
                at = found.tokens.end;
                if self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Possessive) {
                    at += 1;
                }
                title = at;
                continue;
            }
            if head.is_none() {
                // "Kremlin spokesman", "Foreign Ministry spokesperson".
                if let Some(body) = self.tagged.find(at, |tag| tag == Tag::Body) {
                    at = body.tokens.end;
                    continue;
                }
                if at == title
                    && at > first
                    && let Some(next) = self.next_place(at, end)
                {
                    at = next;
                    continue;
                }
            }
            let joins = head.is_none() && at > title && self.joins_office_words(at, end);
            if !joins && !self.modifies_office(at) {
                break;
            }
            former |= self.low(at) == "former";
            at += 1;
        }
        let (head, plural, rank) = head?;
        Some(Stem { title, head, plural, rank, countries, organization, former })
    }

    /// "Greek, Cypriot and French": the next of several countries before a plural.
    fn next_place(&self, at: usize, end: usize) -> Option<usize> {
        if !matches!(self.low(at), "," | "and") {
            return None;
        }
        let behind = if self.low(at + 1) == "and" { at + 2 } else { at + 1 };
        let is_place = self
            .tagged
            .entity_at(behind)
            .is_some_and(|found| matches!(found.tag, Tag::Demonym(_) | Tag::Country(_)));
        (is_place && self.leads_to_plural(behind, end)).then_some(behind)
    }

    /// Whether a word says which office it is: "deputy", "foreign", "vice-foreign".
    fn modifies_office(&self, at: usize) -> bool {
        let low = self.low(at);
        let words = lexicon();
        words.office_modifiers.contains(low)
            || (self.document.tokens[at].is_capitalised() && words.office_words.contains(low))
            || (low.contains('-')
                && low.split('-').all(|part| words.office_words.contains(part) || part.len() < 5)
                && !low.ends_with("-day"))
    }

    /// Whether "and" joins words of one office: "Trade and Industry Minister", "the foreign and defence ministers".
    fn joins_office_words(&self, at: usize, end: usize) -> bool {
        let words = lexicon();
        let low = self.low(at);
        let is_word = |at: usize| {
            words.office_words.contains(self.low(at)) || words.office_modifiers.contains(self.low(at))
        };
        matches!(low, "and" | "&")
            && self.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised())
            && words.office_words.contains(self.low(at + 1))
            || low == "and" && is_word(at - 1) && is_word(at + 1) && self.leads_to_plural(at + 1, end)
    }

    /// Reads what belongs to an office behind its head, and adds the countries and the organization that stand there.
    fn reach(&self, stem: &mut Stem, end: usize) -> Reach {
        let mut at = stem.head.end;
        // "Secretary, Security Division A B": the body behind a comma, before the name.
        if let Some(body) = self.body_behind_comma(at, end).filter(|_| !stem.plural) {
            at = body;
        }
        let mut reach = Reach { end: at, title_end: at, within: None };
        // Behind "of Norland", words are of another body: "Solicitor General of Norland at the Supreme Court".
        let mut told = false;
        while at < end {
            let at_complement = self.behind_bracket(at, end).unwrap_or(at);
            let Some(complement) = self.office_complement(at_complement, end) else { break };
            let Complement { end: next, own_end, countries, organization } = complement;
            at = next;
            reach.end = next;
            let goes_on = own_end == next && !countries.is_empty() && !self.is(next - 1, WordClass::Sent);
            if (goes_on || countries.is_empty() && organization.is_none())
                && !told
                && at_complement <= own_end
            {
                reach.title_end = own_end;
                if goes_on {
                    reach.within = self.owner_in(at_complement..next);
                }
            }
            told |= !countries.is_empty() && !goes_on;
            stem.countries.extend(countries);
            stem.organization = stem.organization.take().or(organization);
        }
        // "Minister of Defense Norland A B": copy that lost its "of".
        if stem.countries.is_empty()
            && stem.organization.is_none()
            && let Some(found) = self.tagged.entity_at(at).filter(|_| at < end && at > stem.head.start)
            && let Tag::Country(code) = found.tag
            && self
                .name(self.honorifics(found.tokens.end, end), end, true)
                .is_some_and(|name| name.len() >= 2)
        {
            stem.countries.push(code);
            reach.end = found.tokens.end;
        }
        stem.countries.dedup();
        // "head of the Lao delegation": "head" alone would say nothing.
        if stem.head.end < reach.end && self.is(reach.end - 1, WordClass::Sent) {
            reach.title_end = reach.end;
        }
        reach
    }

    /// What an office is called: without its countries, be they before it or within its words.
    fn text_of_office(&self, stem: &Stem, reach: &Reach) -> String {
        let last = reach.title_end.max(stem.head.end);
        match &reach.within {
            Some(owner) => {
                let (before, behind) = (stem.title..owner.start, owner.end..last);
                format!("{} {}", self.document.clean(before), self.document.clean(behind))
            }
            None => self.document.clean(stem.title..last),
        }
    }

    /// The country in a range, with a possessive ending behind it.
    fn owner_in(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let found = self.tagged.entities(tokens).find(|found| country_of(&found.tag).is_some())?;
        let end = found.tokens.end;
        let owns = self.document.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Possessive);
        Some(found.tokens.start..if owns { end + 1 } else { end })
    }

    /// "(First Deputy Secretary) of the Republic": where what belongs to an office goes on behind words between brackets.
    fn behind_bracket(&self, token: usize, end: usize) -> Option<usize> {
        if !self.document.is_mark(token, "(") {
            return None;
        }
        let close = (token + 1..end.min(token + MAX_BRACKET)).find(|&at| self.document.is_mark(at, ")"))?;
        matches!(self.low(close + 1), "of" | "for").then_some(close + 1)
    }

    /// Where the name of a body ends that stands behind an office and a comma, and before a name.
    fn body_behind_comma(&self, token: usize, end: usize) -> Option<usize> {
        if self.low(token) != "," {
            return None;
        }
        let run = self.office_run(token + 1, end)?;
        let words = token + 1..run;
        let is_body = self.is(run - 1, WordClass::BodyEnd)
            && words.clone().all(|at| self.document.tokens[at].is_capitalised())
            && words
                .clone()
                .all(|at| self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })).is_none());
        let is_named = self.name(self.honorifics(run, end), end, true).is_some_and(|name| name.len() >= 2);
        (is_body && is_named).then_some(run)
    }

    /// Whether a list of countries leads to a plural head: "Cypriot and French foreign ministers".
    fn leads_to_plural(&self, token: usize, end: usize) -> bool {
        let mut at = token;
        while at < end && at < token + 24 {
            if let Some(found) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })) {
                if matches!(found.tag, Tag::Office { plural: true, .. }) {
                    return true;
                }
                at = found.tokens.end;
            } else if let Some(found) = self.tagged.entity_at(at) {
                at = found.tokens.end;
            } else if matches!(self.low(at), "," | "and")
                || lexicon().office_modifiers.contains(self.low(at))
                || lexicon().office_words.contains(self.low(at))
            {
                at += 1;
            } else {
                return false;
            }
        }
        false
    }

    /// Whether "a" or "an" opens the phrase of an office: "a defence official", "an unnamed harbour official".
    fn is_indefinite(&self, token: usize) -> bool {
        let is_word = |at: usize| {
            self.document.tokens[at].kind == TokenKind::Word && self.document.tokens[at].case == Case::Lower
        };
        (token.saturating_sub(2)..token + 1)
            .rev()
            .take_while(|&at| is_word(at))
            .any(|at| matches!(self.low(at), "a" | "an"))
    }

    /// The end of a run of words of offices: "Foreign Affairs and International Cooperation", "public security".
    pub(super) fn office_run(&self, token: usize, end: usize) -> Option<usize> {
        let words = lexicon();
        let mut at = token;
        let mut last = None;
        while at < end {
            let low = self.low(at);
            let is_office_word = words.office_words.contains(low)
                || (low.contains('-') && low.split('-').any(|part| words.office_words.contains(part)));
            if is_office_word && self.document.tokens[at].kind == TokenKind::Word {
                at += 1;
                last = Some(at);
                continue;
            }
            // An unknown capitalised word between words of offices.
            let bridge = self.document.tokens[at].is_capitalised()
                && self.tagged.entity(at).is_none()
                && words.office_words.contains(self.low(at + 1))
                && self.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised());
            if matches!(low, "and")
                && self.low(at + 1) == "the"
                && last.is_some()
                && words.office_words.contains(self.low(at + 2))
                && self.document.tokens.get(at + 2).is_some_and(|next| next.is_capitalised())
            {
                at += 2;
                continue;
            }
            // "Foreign and CARICOM Affairs"
            let through_body = low == "and"
                && last.is_some()
                && self.tagged.entity_at(at + 1).is_some_and(|found| {
                    matches!(found.tag, Tag::Organization(_))
                        && words.office_words.contains(self.low(found.tokens.end))
                        && self.document.tokens[found.tokens.end].is_capitalised()
                });
            if through_body && let Some(body) = self.tagged.entity_at(at + 1) {
                at = body.tokens.end;
                continue;
            }
            let joins = matches!(low, "and" | "&" | ",")
                && last.is_some()
                && words.office_words.contains(self.low(at + 1))
                && self.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised())
                && self.tagged.find(at + 1, |tag| matches!(tag, Tag::Office { .. })).is_none()
                && !self.begins_office(at + 1, end);
            if bridge || joins {
                at += 1;
                continue;
            }
            break;
        }
        last
    }

    /// Whether words of offices from here on lead to another head ("… and Prime Minister").
    fn begins_office(&self, token: usize, end: usize) -> bool {
        let words = lexicon();
        let mut at = token;
        while at < end && at < token + 6 {
            if self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })).is_some() {
                return true;
            }
            if !words.office_words.contains(self.low(at)) {
                return false;
            }
            at += 1;
        }
        false
    }
}
