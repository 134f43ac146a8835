//! Voices: whom the words beside a cue mean.

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{Finder, Voice};
use crate::{
    chunk::Chunk,
    lexicon::{Tag, lexicon},
    mention::{Kind, Mention, Pronoun},
    pos::Pos,
    text::{Case, TokenKind},
    word_class::{WordClass, WordId},
};

/// Whether a noun, singular or plural, names one who can speak.
fn can_speak(noun: &str) -> bool {
    let nouns = &lexicon().speaker_nouns;
    let singular = noun.strip_suffix('s').unwrap_or(noun);
    let irregular = noun.strip_suffix("men").map(|stem| format!("{stem}man"));
    let in_ies = noun.strip_suffix("ies").map(|stem| format!("{stem}y"));
    nouns.contains(noun)
        || nouns.contains(singular)
        || irregular.is_some_and(|noun| nouns.contains(&noun))
        || in_ies.is_some_and(|noun| nouns.contains(&noun))
}

/// The most tokens before a noun that belong to its phrase.
const MAX_MODIFIERS: usize = 5;

/// How many mentions, or noun phrases, before "the agency" its name is looked for in.
const MAX_BACK: usize = 60;

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

    /// "The report added", behind what "the Foreign Ministry report" said: the same.
    fn told_again(&self, mention: &Mention) -> bool {
        let analysis = self.analysis;
        let is_bare = mention.tokens.len() == 2 && self.low(mention.tokens.start) == "the";
        let head = self.low(mention.tokens.end - 1);
        is_bare
            && self.last.as_ref().is_some_and(|last| {
                last.person.is_none()
                    && last.printed.as_ref().is_some_and(|printed| {
                        printed.len() > 2 && analysis.document.low(printed.end - 1) == head
                    })
            })
    }

    /// Who speaks by a statement: "a statement issued by the ministry", "the statement" of whoever said something in one. A
    /// joint one speaks for itself.
    fn issuer_of(&self, mention: &Mention) -> Option<Voice> {
        let analysis = self.analysis;
        let head = mention.tokens.end - 1;
        let mut words = mention.tokens.clone();
        if !self.is(head, WordClass::WrittenStatement) || words.any(|at| self.low(at) == "joint") {
            return None;
        }
        let behind = mention.tokens.end;
        let by = match (self.low(behind), self.low(behind + 1)) {
            ("by" | "from", _) => Some(behind + 1),
            ("issued" | "released" | "published", "by") => Some(behind + 2),
            _ => None,
        };
        if let Some(by) = by {
            let first = if self.is(by, WordClass::Article) { by + 1 } else { by };
            let (at, issuer) = analysis.mention_at(by).or_else(|| analysis.mention_at(first))?;
            return if issuer.kind == Kind::Document { None } else { self.voice(at, issuer) };
        }
        let definite = self.low(mention.tokens.start) == "the" && mention.tokens.len() == 2;
        self.issuer.clone().filter(|_| definite)
    }

    /// A noun phrase as a speaker: the mention that it holds, else its own words.
    pub(super) fn voice_of(&self, chunk: &Chunk) -> Option<Voice> {
        let analysis = self.analysis;
        if let Some((at, mention)) = analysis.mention_at(chunk.head()) {
            return self.voice(at, mention);
        }
        // "…,” the minister, of Velmora, said Tuesday.": no day speaks.
        if self.is_time(chunk.head()) {
            return None;
        }
        let head = self.low(chunk.head());
        let kind = match analysis.tags[chunk.head()] {
            Pos::Pronoun if self.is(chunk.head(), WordClass::PersonPronoun) => SpeakerKind::Unknown,
            // "one of the advisers", "many"
            Pos::Number | Pos::Determiner | Pos::Adjective if self.low(chunk.tokens.end) == "of" => {
                SpeakerKind::Unknown
            }
            Pos::Pronoun | Pos::Existential | Pos::Number => return None,
            Pos::Nouns if can_speak(head) => SpeakerKind::Collective,
            _ if analysis.tagged.find(chunk.head(), |tag| matches!(tag, Tag::Document(_))).is_some() => {
                SpeakerKind::Document
            }
            Pos::Noun if can_speak(head) => SpeakerKind::Office,
            _ => SpeakerKind::Unknown,
        };
        // What stands with it: "a spokesman for the ministry".
        let mut tokens = chunk.tokens.clone();
        if self.is(tokens.end, WordClass::Attaching) {
            let sentence = analysis.document.sentence_of(chunk.head());
            let behind =
                analysis.clauses(sentence).chunks.iter().find(|next| next.tokens.start == tokens.end + 1);
            if let Some(next) = behind {
                tokens.end = next.tokens.end;
            }
        }
        if let Some(name) = self.named_before(&tokens) {
            let kind = SpeakerKind::Organization;
            return Some(Voice {
                name: Some(name),
                person: None,
                kind,
                tokens: Some(tokens),
                on_behalf_of: None,
                printed: None,
            });
        }
        let mut named = tokens.clone();
        if self.is(named.start, WordClass::Article) && named.len() > 1 {
            named.start += 1;
        }
        Some(Voice {
            name: Some(analysis.document.clean(named)),
            person: None,
            kind,
            printed: Some(tokens.clone()),
            tokens: Some(tokens),
            on_behalf_of: None,
        })
    }

    /// The whole noun phrase of a mention, with what stands before it: "some senior diplomats", "the Kremlin".
    fn noun_phrase(&self, mention: &Mention) -> Range<usize> {
        let analysis = self.analysis;
        let first =
            analysis.document.sentences[analysis.document.sentence_of(mention.tokens.start)].tokens.start;
        let is_name = matches!(mention.kind, Kind::Organization(_) | Kind::Country(_));
        let mut start = mention.tokens.start;
        while start > first && mention.tokens.start - start < MAX_MODIFIERS {
            let before = start - 1;
            // "the office", "his office"
            let is_article = self.is(before, WordClass::Article)
                || !is_name && self.is(before, WordClass::PossessivePronoun);
            let modifies = !is_name
                && matches!(
                    analysis.tags[before],
                    Pos::Adjective | Pos::Determiner | Pos::Noun | Pos::Name | Pos::Genitive | Pos::Number
                )
                && !self.is_time(before)
                && analysis.document.tokens[before].kind != TokenKind::Punctuation
                && analysis.document.tokens[start].kind != TokenKind::Punctuation;
            if !(is_article || modifies) || analysis.quoted[before] != analysis.quoted[start] {
                break;
            }
            start = before;
            if is_article {
                break;
            }
        }
        if analysis.document.tokens[start].kind == TokenKind::Possessive {
            start += 1;
        }
        // "the Foreign Ministry report", by the mention of the ministry.
        let end = mention.tokens.end;
        let goes_on = matches!(mention.kind, Kind::Organization(_) | Kind::Country(_) | Kind::Body)
            && analysis.document.tokens.get(end).is_some_and(|next| next.case == Case::Lower)
            && analysis.tagged.find(end, |tag| matches!(tag, Tag::Document(_))).is_some()
            && analysis.tags[end].is_noun();
        start..if goes_on { end + 1 } else { end }
    }

    /// Whether a noun is of the calendar: "Tuesday", "last week".
    pub(super) fn is_time(&self, token: usize) -> bool {
        let is_date = |tag: Tag| matches!(tag, Tag::Weekday(_) | Tag::Month(_));
        let plural = self.low(token).strip_suffix('s').unwrap_or_default();
        [WordClass::Day, WordClass::DayPart, WordClass::Period].into_iter().any(|class| self.is(token, class))
            || WordId::of(plural).is(WordClass::Period)
            || self.analysis.tagged.find(token, is_date).is_some()
    }

    /// "The council decided to act. It called for …": the body that the sentence before is about.
    fn body_before(&self, token: usize) -> Option<Voice> {
        let analysis = self.analysis;
        let before = analysis.document.sentence_of(token).checked_sub(1)?;
        let tokens = analysis.document.sentences[before].tokens.clone();
        let (index, mention) = analysis.mentions_in(tokens.clone()).next()?;
        let is_subject = mention.tokens.start <= tokens.start + 1
            && matches!(mention.kind, Kind::Organization(_) | Kind::Body)
            && !analysis.quoted[mention.tokens.start];
        if is_subject { self.voice(index, mention) } else { None }
    }

    /// "the administration", told of before as "the Harbour Safety Administration"; "the bloc", after its name.
    fn named_before(&self, tokens: &Range<usize>) -> Option<String> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let head = tokens.end - 1;
        let is_general = self.low(tokens.start) == "the"
            && (2..=4).contains(&tokens.len())
            && document.tokens[head].case == Case::Lower;
        if !is_general {
            return None;
        }
        if self.is(head, WordClass::BodyNoun) {
            let before = analysis.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
            let named = analysis.mentions[..before].iter().rev().take(MAX_BACK).find_map(|mention| {
                let Kind::Organization(index) = mention.kind else { return None };
                let organization = analysis.tagged.organization(index);
                (organization.kind == "bloc").then(|| organization.name.clone())
            });
            return named;
        }
        let before = analysis.chunks.partition_point(|chunk| chunk.tokens.start < tokens.start);
        let named = analysis.chunks[..before].iter().rev().take(MAX_BACK).find(|chunk| {
            chunk.tokens.len() >= 2
                && document.tokens[chunk.head()].case == Case::Title
                && document.tokens[chunk.head() - 1].is_capitalised()
                && self.low(chunk.head()) == self.low(head)
        })?;
        let mut named = named.tokens.clone();
        if self.is(named.start, WordClass::Article) {
            named.start += 1;
        }
        Some(document.clean(named))
    }

    /// Whom "he" or "she" means: the subject of the sentence before, else the one who spoke last.
    pub(super) fn person_before(&self, token: usize) -> Option<Voice> {
        let analysis = self.analysis;
        // Whoever spoke last is meant, unless the sentence has a subject of its own: "Xi, before he …".
        let mention = if self.last.as_ref().is_some_and(|last| last.person.is_some()) {
            let sentence = analysis.document.sentence_of(token);
            analysis.subject_person(analysis.document.sentences[sentence].tokens.start..token)
        } else {
            analysis.antecedent(token)
        };
        let person = analysis.mentions[mention?].person?;
        Some(Voice {
            name: Some(analysis.registry.persons[person].name.clone()),
            person: Some(person),
            kind: SpeakerKind::Person,
            tokens: None,
            on_behalf_of: None,
            printed: None,
        })
    }

    /// "On behalf of …" in the sentence of a mention.
    pub(super) fn on_behalf_of(&self, at: usize) -> Option<String> {
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
