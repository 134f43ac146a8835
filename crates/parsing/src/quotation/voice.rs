//! Voices: whom the words beside a cue mean.
//!
//! # Layout
//! - `office`: whoever holds an office that is named alone; `document`: whoever speaks by a statement.
//! - `pronoun`: whom "he" and "it" mean; `phrase`: noun phrases that no mention is.

mod document;
mod phrase;
mod pronoun;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{Finder, Voice};
use crate::{
    mention::{Kind, Mention, Pronoun},
    pos::Pos,
    text::TokenKind,
    word_class::{WordClass, WordId},
};

/// How many adjectives stand between an article and an office: "a very senior".
const MAX_ADJECTIVES: usize = 3;

impl Finder<'_> {
    /// A mention as a speaker.
    pub(super) fn voice(&self, at: usize, mention: &Mention) -> Option<Voice> {
        let analysis = self.analysis;
        let (start, end) = self.extended(at);
        let tokens = start..end;
        let on_behalf_of = self.on_behalf_of(at);
        if start < mention.tokens.start {
            let name = analysis.document.clean(tokens.clone());
            return Some(Voice {
                name: Some(name),
                person: None,
                kind: SpeakerKind::Collective,
                tokens: Some(tokens),
                on_behalf_of,
                printed: None,
            });
        }
        let voice = |name: Option<String>, person: Option<usize>, kind: SpeakerKind| {
            Some(Voice {
                name,
                person,
                kind,
                tokens: Some(mention.tokens.clone()),
                on_behalf_of: on_behalf_of.clone(),
                printed: person.is_none().then(|| self.noun_phrase(mention)),
            })
        };
        let shown = || Some(analysis.display_name(mention));
        match &mention.kind {
            Kind::Person { .. } => {
                let person = mention.person?;
                voice(Some(analysis.registry.persons[person].name.clone()), Some(person), SpeakerKind::Person)
            }
            Kind::Office => {
                let office = mention.office.as_ref()?;
                // "A Norlandic official said …. The official added …": still nobody knows the name.
                let definite = self.low(mention.tokens.start) == "the";
                if let Some(last) = self.last.as_ref().filter(|last| {
                    let name = last.name.as_deref().unwrap_or_default().to_lowercase();
                    definite
                        && !office.plural
                        && last.person.is_none()
                        && last.kind == SpeakerKind::Office
                        && name.contains(' ')
                        && WordId::of(&office.head).is(WordClass::VagueOffice)
                        && name.split(' ').any(|word| word == office.head)
                        && office.text.split(' ').count() <= 2
                }) {
                    let again = voice(last.name.clone(), None, SpeakerKind::Office)?;
                    return Some(Voice { printed: last.printed.clone(), ..again });
                }
                // "a defence official": nobody who was named.
                // "a senior Norlandic diplomat"
                let first = mention.tokens.start;
                let article = (first.saturating_sub(MAX_ADJECTIVES)..first)
                    .rev()
                    .take_while(|&at| {
                        self.is(at, WordClass::Article)
                            || self.is(at, WordClass::OneOfMany)
                            || analysis.tags[at] == Pos::Adjective
                    })
                    .find(|&at| self.is(at, WordClass::Article) || self.is(at, WordClass::OneOfMany));
                let indefinite = self.is(first, WordClass::Article) && !definite
                    || article.is_some_and(|at| self.low(at) != "the");
                let holder = || analysis.registry.holder(office, &analysis.mentions, mention.tokens.start);
                if let Some(person) = Some(()).filter(|()| !indefinite).and_then(|()| holder()) {
                    return voice(
                        Some(analysis.registry.persons[person].name.clone()),
                        Some(person),
                        SpeakerKind::Person,
                    );
                }
                if office.plural {
                    return voice(shown(), None, SpeakerKind::Collective);
                }
                // "the official", "the leader": whoever spoke last, where nobody is known to hold such an office.
                // "the foreign ministry's spokesperson" is nobody who was named.
                let owned = mention
                    .tokens
                    .start
                    .checked_sub(1)
                    .is_some_and(|at| analysis.document.tokens[at].kind == TokenKind::Possessive);
                if !owned
                    && !indefinite
                    && WordId::of(&office.head).is(WordClass::VagueOffice)
                    && (office.bare || office.text.eq_ignore_ascii_case(&office.head))
                    && let Some(last) = self.last.as_ref().filter(|last| {
                        let country =
                            last.person.and_then(|person| analysis.registry.persons[person].country());
                        last.person.is_some()
                            && (office.countries.is_empty()
                                || country.is_none_or(|code| office.countries.contains(&code)))
                    })
                {
                    return voice(last.name.clone(), last.person, SpeakerKind::Person);
                }
                voice(shown(), None, SpeakerKind::Office)
            }
            Kind::Body => {
                // "Norland's prime minister's office"
                let owner = mention.tokens.start.checked_sub(2).filter(|_| {
                    analysis.document.tokens[mention.tokens.start - 1].kind == TokenKind::Possessive
                });
                let owner = owner.and_then(|at| analysis.mention_at(at));
                let owned =
                    owner.map(|(_, owner)| analysis.document.clean(owner.tokens.start..mention.tokens.end));
                let named = if owned.is_none() { self.named_before(&mention.tokens) } else { None };
                let is_named = named.is_some();
                let body = voice(owned.or(named).or_else(shown), None, SpeakerKind::Organization)?;
                let printed = body.printed.clone().filter(|_| !is_named);
                Some(Voice { printed, ..body })
            }
            Kind::Organization(_) | Kind::Country(_) => voice(shown(), None, SpeakerKind::Organization),
            Kind::Group => {
                // "banking sources", "diplomatic observers"
                let before = mention.tokens.start.checked_sub(1).filter(|&before| {
                    let low = self.low(before);
                    analysis.document.sentence_of(before)
                        == analysis.document.sentence_of(mention.tokens.start)
                        && ["ing", "ic", "al", "ish", "an"]
                            .iter()
                            .any(|ending| low.len() > 5 && low.ends_with(ending))
                        && analysis.tagged.find(before, |_| true).is_none()
                });
                let name = before
                    .map_or_else(shown, |before| Some(analysis.document.clean(before..mention.tokens.end)));
                voice(name, None, SpeakerKind::Collective)
            }
            Kind::Document if self.told_again(mention) => {
                let last = self.last.clone()?;
                Some(Voice { tokens: Some(mention.tokens.clone()), on_behalf_of, ..last })
            }
            Kind::Document => match self.issuer_of(mention) {
                Some(issuer) => {
                    let printed = issuer.printed;
                    let issuer = voice(issuer.name, issuer.person, issuer.kind)?;
                    Some(Voice { printed, ..issuer })
                }
                None => voice(shown(), None, SpeakerKind::Document),
            },
            Kind::Pronoun(pronoun) => {
                let meant = match pronoun {
                    Pronoun::Singular => {
                        self.person_before(mention.tokens.start).or_else(|| self.last.clone())
                    }
                    Pronoun::Plural => self.last_plural.clone().or_else(|| self.last.clone()),
                    Pronoun::Neuter => self
                        .last
                        .clone()
                        .filter(|last| last.person.is_none())
                        .or_else(|| self.body_before(mention.tokens.start)),
                };
                // Somebody spoke, if nobody knows who.
                let meant = meant.unwrap_or(Voice {
                    name: None,
                    person: None,
                    kind: SpeakerKind::Unknown,
                    tokens: None,
                    on_behalf_of: None,
                    printed: None,
                });
                let on_behalf_of = on_behalf_of.clone().or(meant.on_behalf_of);
                Some(Voice { tokens: Some(mention.tokens.clone()), on_behalf_of, ..meant })
            }
        }
    }

    /// The mentions coordinated with one ("A and B"): where the first begins and the last ends.
    pub(super) fn extended(&self, at: usize) -> (usize, usize) {
        let mentions = &self.analysis.mentions;
        let joins = |left: &Mention, right: &Mention| {
            let gap = left.tokens.end..right.tokens.start;
            gap.len() <= 2
                && !gap.is_empty()
                && gap.clone().all(|token| self.is(token, WordClass::Joining) || self.low(token) == "the")
                && gap.into_iter().any(|token| matches!(self.low(token), "and" | "&"))
        };
        let speaks = |mention: &Mention| {
            matches!(
                mention.kind,
                Kind::Person { .. } | Kind::Office | Kind::Country(_) | Kind::Organization(_) | Kind::Body
            )
        };
        let mut first = at;
        while first > 0
            && speaks(&mentions[first])
            && speaks(&mentions[first - 1])
            && joins(&mentions[first - 1], &mentions[first])
            && !self.analysis.is_governed(mentions[first - 1].tokens.start)
            && self.analysis.document.sentence_of(mentions[first - 1].tokens.start)
                == self.analysis.document.sentence_of(mentions[first].tokens.start)
        {
            first -= 1;
        }
        (mentions[first].tokens.start, mentions[at].tokens.end)
    }

    /// "On behalf of …" in the sentence of a mention.
    fn on_behalf_of(&self, at: usize) -> Option<String> {
        let analysis = self.analysis;
        let mention = &analysis.mentions[at];
        let sentence = &analysis.document.sentences[analysis.document.sentence_of(mention.tokens.start)];
        let start = sentence.tokens.clone().find(|&token| {
            self.low(token) == "behalf" && self.low(token + 1) == "of" && !analysis.quoted[token]
        })? + 2;
        let end = (start..sentence.tokens.end.min(start + 16))
            .find(|&token| self.is(token, WordClass::ClauseMark) || matches!(self.low(token), "and" | "said"))
            .unwrap_or(sentence.tokens.end);
        let start = if self.low(start) == "the" { start + 1 } else { start };
        (start < end).then(|| analysis.document.clean(start..end))
    }
}
