//! What stands behind the head of an office: "of Foreign Affairs", "of Russia", "to the United Nations".

use rapporteur_model::CountryCode;

use super::{Finder, country_of};
use crate::{
    lexicon::{Match, Tag},
    text::TokenKind,
    word_class::{WordClass, WordId},
};

/// How far before "in" the embassy stands that is there, in tokens.
const MAX_EMBASSY: usize = 9;

/// What belongs to an office behind its head.
#[derive(Debug)]
pub(super) struct Complement {
    /// Where it ends.
    pub(super) end: usize,
    /// Where the part ends that belongs to the words of the office itself; its beginning where none does.
    pub(super) own_end: usize,
    /// Whose office it is.
    pub(super) countries: Vec<CountryCode>,
    pub(super) organization: Option<String>,
}

impl Complement {
    /// "of Foreign Affairs": words of the office, and nobody whose it is.
    fn of_words(end: usize) -> Self {
        Self { end, own_end: end, countries: Vec::new(), organization: None }
    }

    /// "in Harbour City": the place of an envoy, which belongs neither to the office nor tells whose it is.
    fn of_posting(end: usize, start: usize) -> Self {
        Self { end, own_end: start, countries: Vec::new(), organization: None }
    }

    /// "of Norland": countries whose office it is, and how far the words of the office go.
    fn of_countries(end: usize, own_end: usize, countries: Vec<CountryCode>) -> Self {
        Self { end, own_end, countries, organization: None }
    }
}

impl Finder<'_> {
    /// "of Foreign Affairs", "of Russia", "for Defence", "to the United Nations" behind the head of an office.
    pub(super) fn office_complement(&self, token: usize, end: usize) -> Option<Complement> {
        let preposition = self.low(token);
        if preposition == "in"
            && let Some(place) = self.posted_in(token, end)
        {
            return Some(Complement::of_posting(place, token));
        }
        if !self.is(token, WordClass::AfterOffice) {
            return None;
        }
        let at = self.behind_preposition(token)?;
        if preposition == "of"
            && let Some(next) = self.of_ministers(token, at, end)
        {
            return Some(Complement::of_words(next));
        }
        // "adviser to President A B", but "counselor to the president A B"
        let apart = !matches!(preposition, "to" | "under") || at == token + 1;
        if at >= end || apart && self.names_holder(at, end) {
            return None;
        }
        // "the special envoy of the President of Norland, A B": the envoy has the name.
        if preposition == "of"
            && self.is_behind_envoy(token)
            && let Some(sender) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: false, .. }))
        {
            return self.of_sender(sender.tokens.end, end);
        }
        if let Some(found) = self.tagged.entity_at(at) {
            return self.of_entity(token, found, apart, end);
        }
        // "Head of the Office of the President of Norland"
        if preposition == "of"
            && self.is(at, WordClass::OfficeOfHolder)
            && self.document.tokens[at].is_capitalised()
            && self.low(at + 1) == "of"
            && let holder = if self.low(at + 2) == "the" { at + 3 } else { at + 2 }
            && let Some(of) = self.tagged.find(holder, |tag| matches!(tag, Tag::Office { plural: false, .. }))
        {
            return Some(Complement::of_words(of.tokens.end));
        }
        // "Counselor to the President", "Secretary of the Council under the President"
        if matches!(preposition, "to" | "under")
            && let Some(office) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: false, .. }))
        {
            return Some(Complement::of_words(office.tokens.end));
        }
        // "Secretary to the Ministry of Trade"
        let serves = preposition == "to" && self.is(at, WordClass::Ministry);
        if matches!(preposition, "to" | "from" | "under") && !serves {
            return None;
        }
        self.office_run(at, end).map(Complement::of_words)
    }

    /// "Chargé d'Affaires of the Embassy of Norland in Southland", "Norland's Ambassador in Harbour City A B": where the place
    /// ends in which an envoy is.
    fn posted_in(&self, token: usize, end: usize) -> Option<usize> {
        let place = if self.low(token + 1) == "the" { token + 2 } else { token + 1 };
        let found = self.tagged.entity_at(place).filter(|_| place < end)?;
        let at_embassy = matches!(found.tag, Tag::Country(_))
            && (token.saturating_sub(MAX_EMBASSY)..token).any(|at| self.is(at, WordClass::Mission));
        let as_envoy = || {
            self.is_behind_envoy(token)
                && matches!(found.tag, Tag::Country(_) | Tag::City(_))
                && self.name(found.tokens.end, end, true).is_some_and(|name| name.len() >= 2)
        };
        (at_embassy || as_envoy()).then_some(found.tokens.end)
    }

    /// Whether the head of an envoy's office stands before a token: "ambassador".
    fn is_behind_envoy(&self, token: usize) -> bool {
        token.checked_sub(1).is_some_and(|head| self.is(head, WordClass::EnvoyHead))
    }

    /// Where it begins what a preposition leads to: behind an article and a count; of "in" only "in charge of" leads to anything.
    fn behind_preposition(&self, token: usize) -> Option<usize> {
        let mut at = token + 1;
        if self.low(token) == "in" {
            if self.low(at) != "charge" || self.low(at + 1) != "of" {
                return None;
            }
            at += 2;
        }
        // "of The Bahamas" may hold the article in the name.
        if self.low(at) == "the" && self.tagged.entity_at(at).is_none() {
            at += 1;
        }
        // "leaders of the 27-member union"
        let counts = self
            .low(at)
            .rsplit_once('-')
            .is_some_and(|(_, noun)| WordId::of(noun).is(WordClass::CountedMember));
        if counts && self.tagged.entity_at(at + 1).is_some() {
            at += 1;
        }
        Some(at)
    }

    /// "Deputy Chairman of the Cabinet of Ministers", "Chairman of Ministers' Cabinet": where the body of ministers ends.
    fn of_ministers(&self, token: usize, at: usize, end: usize) -> Option<usize> {
        let ministers = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: true, .. }))?;
        let next = ministers.tokens.end;
        if token.checked_sub(1).is_some_and(|before| self.is(before, WordClass::Collegium)) {
            return Some(next);
        }
        let owns = self.document.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Possessive);
        if owns { self.office_run(next + 1, end) } else { None }
    }

    /// "the special envoy of the President of Norland, A B", from the end of "President" on.
    fn of_sender(&self, next: usize, end: usize) -> Option<Complement> {
        let country = (self.low(next) == "of").then(|| self.tagged.entity_at(next + 1)).flatten();
        let sent_by = country.and_then(|found| Some((found.tokens.end, country_of(&found.tag)?)));
        match sent_by {
            // "the envoy of the President of Norland A B": the president has it.
            Some((last, _)) if self.name(last, end, true).is_some() => None,
            Some((last, code)) => Some(Complement::of_countries(last, next, vec![code])),
            None => Some(Complement::of_words(next)),
        }
    }

    /// A country, an organization or a city behind the preposition at a token: "of Norland", "to the Lakes Union".
    fn of_entity(&self, token: usize, found: Match, apart: bool, end: usize) -> Option<Complement> {
        let preposition = self.low(token);
        let next = found.tokens.end;
        // "Secretary of Kyrgyzstan's Security Council": goes on as words of the office.
        let possessive =
            self.document.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Possessive);
        match found.tag {
            // "UN Special Envoy for Norland A B": where he is sent, and not whose he is.
            Tag::Country(_) | Tag::Region
                if preposition == "for" && !possessive && self.is_behind_envoy(token) =>
            {
                Some(Complement::of_words(next))
            }
            Tag::Country(code) if matches!(preposition, "of" | "from") => {
                let (next, codes) = self.country_list(found.tokens.start, end, code);
                if possessive && let Some(run) = self.office_run(next + 1, end) {
                    return Some(Complement::of_countries(run, run, codes));
                }
                // "spokesperson of Norland's foreign ministry", "of Norland MoFA"
                if let Some(body) = self.tagged.find(next, |tag| tag == Tag::Body) {
                    return Some(Complement::of_countries(body.tokens.end, token, codes));
                }
                // "head of the DPRK delegation"
                if next < end && self.is(next, WordClass::Sent) {
                    return Some(Complement::of_countries(next + 1, next + 1, codes));
                }
                Some(Complement::of_countries(next, token, codes))
            }
            // "Adviser to the Norlandic Prime Minister for Security", "Aide to Norland's President"
            Tag::Country(code) | Tag::Demonym(code)
                if matches!(preposition, "to" | "under")
                    && let behind = if possessive { next + 1 } else { next }
                    && let Some(office) =
                        self.tagged.find(behind, |tag| matches!(tag, Tag::Office { plural: false, .. }))
                    && (!apart || self.name(office.tokens.end, end, true).is_none()) =>
            {
                let next = office.tokens.end;
                Some(Complement::of_countries(next, next, vec![code]))
            }
            Tag::Country(_) if preposition == "to" => Some(Complement::of_words(next)),
            // "head of the Sudanese government's delegation"
            Tag::Demonym(code) | Tag::Country(code)
                if preposition == "of"
                    && self.low(next) == "government"
                    && self.is(next + 2, WordClass::Sent) =>
            {
                Some(Complement::of_countries(next + 3, next + 3, vec![code]))
            }
            Tag::Demonym(code) if preposition == "of" => {
                let run = self.office_run(next, end)?;
                Some(Complement::of_countries(run, run, vec![code]))
            }
            Tag::Organization(index) if preposition != "from" => {
                let name = self.tagged.organization(index).name.clone();
                let mut run = next;
                // "(RATS)" behind the name.
                if self.document.is_mark(run, "(") && self.document.is_mark(run + 2, ")") {
                    run += 3;
                }
                let organization = (preposition != "to").then_some(name);
                // "of the league's Regional Structure"
                let further = if possessive { self.office_run(next + 1, end) } else { None };
                let further = further.or_else(|| self.office_run(run, end));
                let (end, own_end) = further.map_or((run, token), |further| (further, further));
                Some(Complement { end, own_end, countries: Vec::new(), organization })
            }
            Tag::City(_) if matches!(preposition, "of" | "to" | "in") => Some(Complement::of_words(next)),
            _ => None,
        }
    }

    /// "a spokesman for President Ann Lee": an office with its holder begins here, who is somebody else.
    fn names_holder(&self, token: usize, end: usize) -> bool {
        let head = (token..end.min(token + 4)).find_map(|at| {
            let found = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: false, .. }))?;
            Some(found.tokens.end)
        });
        head.is_some_and(|at| {
            let words_before = (token..at).all(|word| self.document.tokens[word].kind == TokenKind::Word);
            words_before && self.name(self.honorifics(at, end), end, true).is_some()
        })
    }

    /// A list of countries: "Russia, Kazakhstan and the Kyrgyz Republic". Gives where it ends.
    fn country_list(&self, token: usize, end: usize, first: CountryCode) -> (usize, Vec<CountryCode>) {
        let mut codes = vec![first];
        let mut last = self.tagged.entity_at(token).map_or(token + 1, |found| found.tokens.end);
        loop {
            let mut at = last;
            let mut separated = false;
            while at < end && matches!(self.low(at), "," | "and" | "the" | "as" | "well" | "&") {
                separated |= self.low(at) != "the";
                at += 1;
            }
            let Some(found) = self.tagged.entity_at(at).filter(|_| separated && at < end) else { break };
            let Tag::Country(code) = found.tag else { break };
            // "… and the Kyrgyz Republic chief of staff", "…, Belarus' minister": the country begins another mention.
            let next = self.document.tokens.get(found.tokens.end);
            if next.is_some_and(|next| next.kind == TokenKind::Possessive)
                || self.single_office(at, end).is_some()
            {
                break;
            }
            codes.push(code);
            last = found.tokens.end;
        }
        (last, codes)
    }
}
