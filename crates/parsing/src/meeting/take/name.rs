//! Whether a phrase tells by itself which meeting is meant.

use std::ops::Range;

use rapporteur_model::vocabulary::MeetingKind;

use super::super::{
    Finder, Phrase,
    words::{days_of, is_general},
};
use crate::{
    lexicon::Tag,
    text::{Case, TokenKind},
    word_class::WordClass,
};

impl Finder<'_> {
    /// Whether the words of a phrase tell which meeting is meant: its number and its body, its place, those who meet, a name.
    pub(super) fn is_specific(
        &self,
        phrase: &Phrase,
        has_level: bool,
        countries: usize,
        entitled: bool,
    ) -> bool {
        phrase.ordinal.filter(|&number| number > 1).is_some() && (phrase.organization.is_some() || has_level)
            || (phrase.organization.is_some() && (has_level || phrase.kind.is_some()))
            || (phrase.city.is_some() && (phrase.kind == Some(MeetingKind::Summit) || has_level))
            || self.is_placed(phrase, has_level)
            || countries >= 2 && (has_level || phrase.ordinal.is_some())
            || self.is_named(phrase)
            || (phrase.ordinal.is_some() && phrase.tokens.clone().any(|token| self.low(token) == "round"))
            || phrase.convened
            || entitled
            || self.is_of_named_body(phrase)
    }

    /// "a conference titled “Women and Law”": the words of its name.
    pub(super) fn entitled(&self, phrase: &Phrase) -> Option<Range<usize>> {
        if !self.is(phrase.tokens.end, WordClass::Entitled) {
            return None;
        }
        let mut behind = self.analysis.stretches_in(phrase.tokens.end + 1..phrase.tokens.end + 3);
        // Not the words in which the phrase stands.
        let name = behind.find(|(_, stretch)| stretch.tokens.start > phrase.tokens.end);
        name.map(|(_, stretch)| stretch.tokens.clone())
    }

    /// What a meeting is called: the words of its phrase without an article, and the name that it has between marks.
    pub(super) fn title_of(&self, phrase: &Phrase, entitled: Option<Range<usize>>) -> String {
        let words = self.analysis.document.clean(phrase.tokens.clone());
        let title = ["The ", "the ", "a ", "A ", "an ", "An ", "’s ", "'s "]
            .iter()
            .find_map(|article| words.strip_prefix(article))
            .unwrap_or(&words);
        // "two-day 17th meeting of …": how long it took is no part of its name.
        let title = match title.split_once(' ') {
            Some((first, rest)) if days_of(&first.to_lowercase()).is_some() => rest.to_owned(),
            _ => title.to_owned(),
        };
        match entitled {
            Some(name) => format!("{title} “{}”", self.analysis.document.clean(name)),
            None => title,
        }
    }

    /// "the trilateral summit in Harbour City", "the transport ministers' meeting in Harbour City": a city right behind it tells
    /// which one is meant.
    fn is_placed(&self, phrase: &Phrase, has_level: bool) -> bool {
        (phrase.kind == Some(MeetingKind::Summit) || has_level) && !phrase.plural && {
            // "a summit held in Harbour City"
            let held = usize::from(self.is(phrase.tokens.end, WordClass::Convened));
            let at = phrase.tokens.end + held;
            let found = self.analysis.tagged.entity_at(at + 1);
            self.is(at, WordClass::Locative) && found.is_some_and(|found| matches!(found.tag, Tag::City(_)))
        }
    }

    /// A gathering with a name of its own: its noun and a word before it are capitalised in running text.
    pub(in crate::meeting) fn is_named(&self, phrase: &Phrase) -> bool {
        let tokens = &self.analysis.document.tokens;
        let noun = phrase.noun.start;
        let before = (phrase.tokens.start..noun)
            .filter(|&token| tokens[token].is_capitalised() && !matches!(self.low(token), "the" | "a"))
            .count();
        let behind = (phrase.noun.end..phrase.tokens.end).any(|token| tokens[token].is_capitalised());
        let capital = tokens[noun].case == Case::Title && (before > 0 || behind);
        // "the Lakeside Platform summit"
        let paired = noun > phrase.tokens.start
            && tokens[noun - 1].is_capitalised()
            && self.low(noun - 1).contains('-');
        // "an Africa-France summit"
        let proper = self.is(noun, WordClass::NamedGathering) && (before >= 2 && phrase.definite || paired);
        (capital || proper) && !phrase.plural
    }

    /// "a meeting of the Harbour Forum Steering Committee": of a body with a name, known or not.
    pub(in crate::meeting) fn is_of_named_body(&self, phrase: &Phrase) -> bool {
        let document = &self.analysis.document;
        let behind = phrase.noun.end..phrase.tokens.end;
        let capitals = behind
            .clone()
            .filter(|&token| {
                document.tokens[token].is_capitalised() && document.tokens[token].kind == TokenKind::Word
            })
            .count();
        let last = behind.rev().find(|&token| document.tokens[token].kind == TokenKind::Word);
        capitals >= 2 && last.is_some_and(|last| self.is_body_noun(last)) && !phrase.plural
    }
}

/// Whether the words before the noun tell of a format: "the transport ministers' meeting".
pub(super) fn has_level(phrase: &Phrase) -> bool {
    phrase
        .series
        .as_deref()
        .is_some_and(|series| !is_general(series) && !series.eq_ignore_ascii_case("bilateral"))
}
