//! The country of whoever leads its delegation, or serves its head.

use rapporteur_model::CountryCode;

use super::{Finder, Kind, Mention, country_of};
use crate::{text::TokenKind, word_class::WordClass};

/// How far before "represented by" the country stands, in tokens.
const MAX_REPRESENTED: usize = 12;

/// The most words between a delegation and whoever leads it.
const MAX_LED: usize = 6;

impl Finder<'_> {
    /// "the US President's adviser X": the adviser is of that country, and the president is not spoken of.
    pub(super) fn tell_aides(&self, mentions: &mut Vec<Mention>, first: usize) {
        let mut at = first;
        while at + 1 < mentions.len() {
            let (owner, aide) = (&mentions[at], &mentions[at + 1]);
            let owned = aide.tokens.start == owner.tokens.end + 1
                && self.document.tokens[owner.tokens.end].kind == TokenKind::Possessive;
            let is_aide = matches!(aide.kind, Kind::Person { .. })
                && aide
                    .office
                    .as_ref()
                    .is_some_and(|office| !office.text.is_empty() && office.countries.is_empty());
            let countries = owner
                .office
                .as_ref()
                .filter(|office| !office.plural && !office.countries.is_empty())
                .map(|office| office.countries.clone());
            let is_office = owner.kind == Kind::Office;
            match countries.filter(|_| owned && is_aide && is_office) {
                Some(countries) => {
                    if let Some(office) = &mut mentions[at + 1].office {
                        office.countries = countries;
                    }
                    mentions.remove(at);
                }
                None => at += 1,
            }
        }
    }

    /// "the Norlandic team was led by Secretary X", "Secretary X is leading the Norlandic delegation": the secretary is of that
    /// country.
    pub(super) fn tell_heads_of_delegations(&self, mentions: &mut [Mention]) {
        for mention in mentions {
            let Kind::Person { .. } = mention.kind else { continue };
            let Some(office) = &mut mention.office else { continue };
            if !office.countries.is_empty() || office.organization.is_some() {
                continue;
            }
            let tokens = &mention.tokens;
            office.countries =
                self.sent_under(tokens.start).or_else(|| self.sends(tokens.end)).into_iter().collect();
        }
    }

    /// The country of "the Norlandic team was led by" right before a token.
    fn sent_under(&self, token: usize) -> Option<CountryCode> {
        let mut at = token.checked_sub(1).filter(|&at| self.low(at) == "by")?;
        let first = token.saturating_sub(MAX_LED);
        while at > first && self.leads(at) {
            at -= 1;
        }
        // "Norland took part as an observer, represented by Secretary X"
        let before_by = token.checked_sub(2)?;
        if self.is(before_by, WordClass::StandingFor) {
            let first = token.saturating_sub(MAX_REPRESENTED);
            let mut before = (first..before_by).rev().filter_map(|at| self.tagged.entity_at(at));
            return before.find_map(|found| country_of(&found.tag));
        }
        if at + 1 >= token || !self.is(at, WordClass::DelegationNoun) {
            return None;
        }
        self.tagged.entity(at.checked_sub(1)?).and_then(|found| country_of(&found.tag))
    }

    /// The country of "is leading the Norlandic delegation" or "represented Norland" right behind a token.
    fn sends(&self, token: usize) -> Option<CountryCode> {
        let end = self.document.tokens.len().min(token + MAX_LED);
        let first = if self.document.is_mark(token, ",") { token + 1 } else { token };
        let verb =
            (first..end).take_while(|&at| self.leads(at) || self.is(at, WordClass::StandingFor)).last()?;
        let behind = if self.is(verb + 1, WordClass::Article) { verb + 2 } else { verb + 1 };
        let found = self.tagged.entity_at(behind).filter(|_| behind < end + 2)?;
        let represents = self.is(verb, WordClass::StandingFor);
        let leads = self.is(verb, WordClass::Heading) && self.is(found.tokens.end, WordClass::DelegationNoun);
        (represents || leads).then(|| country_of(&found.tag)).flatten()
    }

    /// Words between a delegation and whoever leads it.
    fn leads(&self, token: usize) -> bool {
        self.is(token, WordClass::Heading)
            || self.is(token, WordClass::ToBe)
            || matches!(self.low(token), "by" | "will")
    }
}
