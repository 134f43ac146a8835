//! Nouns of saying with whose words they are.

use std::ops::Range;

use super::super::{Event, Finder, Voice};
use crate::{lexicon::CueClass, pos::Pos, text::TokenKind, word_class::WordClass};

impl Finder<'_> {
    /// "the minister's claim that …", "his repeated promise that …": a noun of saying with whose words they are.
    pub(super) fn noun_of_saying(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        let analysis = self.analysis;
        let introduces = self.is(token, WordClass::SayingNoun)
            && self.low(token + 1) == "that"
            && token + 3 < tokens.end
            && !self.is(token + 2, WordClass::Tensed);
        if !introduces {
            return None;
        }
        let adjective = token > tokens.start && analysis.tags[token - 1] == Pos::Adjective;
        let whose = token.checked_sub(1 + usize::from(adjective)).filter(|&at| at >= tokens.start)?;
        let (voice, start) = if self.is(whose, WordClass::PossessivePronoun) {
            (Voice { tokens: Some(whose..whose + 1), ..self.last.clone()? }, whose)
        } else if analysis.document.tokens[whose].kind == TokenKind::Possessive {
            let (index, mention) = analysis.mention_at(whose.checked_sub(1)?)?;
            (self.voice(index, mention)?, mention.tokens.start)
        } else {
            return None;
        };
        Some(Event {
            cue: token..token + 1,
            class: CueClass::Say,
            voice,
            tag: start..token + 1,
            participle: true,
            inverted: false,
            rule: "noun of saying",
        })
    }
}
