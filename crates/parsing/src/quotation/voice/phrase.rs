//! Noun phrases as speakers, and the whole noun phrase of a mention.

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{Finder, Voice};
use crate::{
    chunk::Chunk,
    lexicon::{Tag, lexicon},
    mention::{Kind, Mention},
    pos::Pos,
    text::{Case, TokenKind},
    word_class::{WordClass, WordId},
};

/// The most tokens before a noun that belong to its phrase.
const MAX_MODIFIERS: usize = 5;

/// How many mentions, or noun phrases, before "the agency" its name is looked for in.
const MAX_BACK: usize = 60;

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

impl Finder<'_> {
    /// A noun phrase as a speaker: the mention that it holds, else its own words.
    pub(in crate::quotation) fn voice_of(&self, chunk: &Chunk) -> Option<Voice> {
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
    pub(super) fn noun_phrase(&self, mention: &Mention) -> Range<usize> {
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

    /// "the administration", told of before as "the Harbour Safety Administration"; "the bloc", after its name.
    pub(super) fn named_before(&self, tokens: &Range<usize>) -> Option<String> {
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

    /// Whether a noun is of the calendar: "Tuesday", "last week".
    pub(in crate::quotation) fn is_time(&self, token: usize) -> bool {
        let is_date = |tag: Tag| matches!(tag, Tag::Weekday(_) | Tag::Month(_));
        let plural = self.low(token).strip_suffix('s').unwrap_or_default();
        [WordClass::Day, WordClass::DayPart, WordClass::Period].into_iter().any(|class| self.is(token, class))
            || WordId::of(plural).is(WordClass::Period)
            || self.analysis.tagged.find(token, is_date).is_some()
    }
}
