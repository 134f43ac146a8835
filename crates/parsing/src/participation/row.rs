//! A mention that takes part becomes a row.

use super::{Finder, Part, Who};
use crate::{
    lexicon::Tag,
    mention::{Kind, Pronoun, singular},
    text::TokenKind,
    word_class::WordClass,
};

/// How many sentences are kept of one person's part in one meeting.
const MAX_PARTS: usize = 100;

impl Finder<'_> {
    /// Adds a mention: a person, or an office or a country without a name.
    pub(super) fn add(&mut self, index: usize, part: Part) {
        let analysis = self.analysis;
        let mention = &analysis.mentions[index];
        // "gathered at the Kombe Arena": no person has an article.
        let is_unsure = matches!(mention.kind, Kind::Person { sure: false, .. });
        if is_unsure && mention.tokens.start > 0 && self.low(mention.tokens.start - 1) == "the" {
            return;
        }
        let person = mention.person.or_else(|| {
            let office = mention.office.as_ref().filter(|_| mention.kind == Kind::Office)?;
            analysis.registry.holder(office, &analysis.mentions, mention.tokens.start)
        });
        let person = person.or_else(|| {
            let pronoun = mention.kind == Kind::Pronoun(Pronoun::Singular);
            pronoun.then(|| analysis.mentions[analysis.antecedent(mention.tokens.start)?].person).flatten()
        });
        if let Some(person) = person {
            self.push(Who::Person(person), part);
            return;
        }
        match &mention.kind {
            Kind::Office => {
                let Some(office) = &mention.office else { return };
                let text = if office.plural { singular(&office.text) } else { office.text.to_string() };
                let text = (!text.is_empty()).then_some(text);
                if office.countries.is_empty() {
                    if let Some(organization) = office.organization.clone().filter(|_| !office.plural) {
                        self.push(
                            Who::Unnamed { office: text, country: None, organization: Some(organization) },
                            part,
                        );
                    }
                    return;
                }
                for &country in &office.countries {
                    // "A B, C D and E F, the foreign ministers of Norland, Westmark and Velmora": those who are named before.
                    let before = &analysis.mentions[index.saturating_sub(office.countries.len())..index];
                    let named = before.iter().find_map(|other| {
                        let own = other.office.as_deref().filter(|own| own.countries[..] == [country])?;
                        other.person.filter(|_| office.plural && text.as_deref() == Some(&*own.text))
                    });
                    let who = match named {
                        Some(person) => Who::Person(person),
                        None => {
                            Who::Unnamed { office: text.clone(), country: Some(country), organization: None }
                        }
                    };
                    self.push(who, part);
                }
            }
            Kind::Country(code) => {
                let is_adjective = analysis
                    .tagged
                    .entity_at(mention.tokens.start)
                    .is_some_and(|found| matches!(found.tag, Tag::Demonym(_)));
                let possessive = analysis
                    .document
                    .tokens
                    .get(mention.tokens.end)
                    .is_some_and(|next| next.kind == TokenKind::Possessive);
                if !is_adjective
                    && !possessive
                    && !self.is(mention.tokens.start.saturating_sub(1), WordClass::Locative)
                    && self.low(mention.tokens.start.saturating_sub(1)) != "to"
                    && !self.places_city(mention.tokens.start)
                {
                    self.push(Who::Unnamed { office: None, country: Some(*code), organization: None }, part);
                }
            }
            // "the Velmoran delegation"
            Kind::Group
                if self
                    .analysis
                    .document
                    .slice(mention.tokens.clone())
                    .to_lowercase()
                    .ends_with("delegation") =>
            {
                let country =
                    analysis.tagged.entities(mention.tokens.clone()).find_map(|found| match found.tag {
                        Tag::Country(code) | Tag::Demonym(code) => Some(code),
                        _ => None,
                    });
                if country.is_some() {
                    self.push(Who::Unnamed { office: None, country, organization: None }, part);
                }
            }
            _ => {}
        }
    }

    /// "in Harbour City, Norland", "Harbour City of Norland": where a city is.
    fn places_city(&self, country: usize) -> bool {
        let joins = country.checked_sub(1).filter(|&at| matches!(self.low(at), "," | "of"));
        joins.and_then(|at| at.checked_sub(1)).is_some_and(|city| {
            self.analysis.tagged.entity(city).is_some_and(|found| matches!(found.tag, Tag::City(_)))
        })
    }

    /// Adds a part to the row of whoever has it.
    pub(super) fn push(&mut self, who: Who, part: Part) {
        match self.index.get(&(part.meeting, who.clone())) {
            Some(&at) if self.rows[at].1.len() >= MAX_PARTS => {}
            Some(&at) => self.rows[at].1.push(part),
            None => {
                self.index.insert((part.meeting, who.clone()), self.rows.len());
                self.rows.push((who, vec![part]));
                self.reasons.push(self.because);
            }
        }
    }
}
