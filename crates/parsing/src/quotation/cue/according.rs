//! Speakers that no verb names: "according to X", "in X's words", "in X's view".

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{ACCORDING_TO, Event, Finder, Voice};
use crate::{
    lexicon::{CueClass, Tag},
    pos::Pos,
    text::TokenKind,
    word_class::WordClass,
};

/// The longest phrase behind "according to" that opens a sentence, in tokens.
const MAX_ACCORDING: usize = 25;

/// How far behind a verb of saying the marks of its words open, in tokens: "said in his opening remarks, “".
const MAX_TO_OPENING: usize = 8;

impl Finder<'_> {
    /// "according to X", whose first words are so many, with its speaker.
    pub(super) fn according_to(&self, token: usize, words: usize, tokens: Range<usize>) -> Option<Event> {
        let pronoun = matches!(self.low(token + words), "him" | "her") && token + words < tokens.end;
        let (voice, end) = if pronoun {
            let meant = self.person_before(token + words).or_else(|| self.last.clone())?;
            (Voice { tokens: Some(token + words..token + words + 1), ..meant }, token + words + 1)
        } else {
            let sentence = self.analysis.document.sentence_of(token);
            let chunk = self
                .analysis
                .clauses(sentence)
                .chunks
                .iter()
                .find(|chunk| chunk.tokens.start == token + words);
            let mention =
                self.analysis.mentions_in(token + words..(token + words + 4).min(tokens.end)).next();
            // "according to a leader of the workers of Velmora": not Velmora; "according to a study by Lee": Lee.
            let is_apart = |start: usize| {
                chunk.is_some_and(|chunk| start >= chunk.tokens.end) && self.low(start - 1) != "by"
            };
            let mention = mention.filter(|(_, mention)| !is_apart(mention.tokens.start));
            let owned = mention.and_then(|(_, mention)| self.owned_by(mention.tokens.clone(), tokens.end));
            match (owned, mention) {
                (None, None) => {
                    let voice = self.voice_of(chunk?)?;
                    let end = voice.tokens.as_ref().map_or(token + words, |tokens| tokens.end);
                    (voice, end)
                }
                (Some(owned), Some((_, mention))) => {
                    // "according to the minister's spokesman A B": not the minister.
                    let mut inside = self.analysis.mentions_in(mention.tokens.end..owned.end);
                    let inner = inside.find(|(_, inner)| inner.tokens.end >= owned.end);
                    let voice = match inner {
                        Some((at, inner)) => self.voice(at, inner)?,
                        None => Voice {
                            name: Some(self.analysis.document.clean(owned.clone())),
                            person: None,
                            kind: SpeakerKind::Organization,
                            tokens: Some(owned.clone()),
                            on_behalf_of: None,
                            printed: None,
                        },
                    };
                    (voice, owned.end)
                }
                (_, Some((at, mention))) => (self.voice(at, mention)?, mention.tokens.end),
                (Some(_), None) => return None,
            }
        };
        // "According to a petition filed by the fishers of the coast, …": up to the comma.
        let opens = token == tokens.start && self.low(end) != ",";
        let comma = (end..tokens.end.min(end + MAX_ACCORDING)).find(|&at| self.low(at) == ",");
        // "According to the agency, X said, “We agree.”": X speaks.
        let another_speaks = comma.filter(|_| token == tokens.start).is_some_and(|comma| {
            let is_said = |at: usize| {
                self.analysis.tagged.find(at, |tag| matches!(tag, Tag::Cue(CueClass::Say))).is_some()
                    && !self.analysis.quoted[at]
                    && (self.low(at + 1) == "that"
                        && voice.kind == SpeakerKind::Organization
                        && self.analysis.tags[at] == Pos::Past
                        || (at + 1..tokens.end.min(at + MAX_TO_OPENING))
                            .any(|at| self.is(at, WordClass::OpeningQuote)))
            };
            (comma + 1..tokens.end).any(is_said)
        });
        if another_speaks {
            return None;
        }
        let tag = token..comma.filter(|_| opens).unwrap_or(end);
        Some(Event {
            cue: token..token + words,
            class: CueClass::Say,
            voice,
            tag,
            participle: false,
            inverted: true,
            rule: ACCORDING_TO,
        })
    }

    /// "In his words, the lake is clean.": of whoever "he" means.
    pub(super) fn in_own_words(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        if self.low(token + 1) == "the" && self.low(token + 3) == "of" {
            return self.according_to(token, 4, tokens);
        }
        let end = token + 3;
        if !matches!(self.low(token + 1), "his" | "her") || self.low(end) != "," {
            return None;
        }
        let meant = self.person_before(token + 1).or_else(|| self.last.clone())?;
        Some(Event {
            cue: token..end,
            class: CueClass::Say,
            voice: Voice { tokens: Some(token + 1..token + 2), ..meant },
            tag: token..end,
            participle: false,
            inverted: true,
            rule: ACCORDING_TO,
        })
    }

    /// "Those who pay must answer for it, in Lee's view.", "In the minister's opinion, …"
    pub(super) fn in_view_of(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        if self.low(token) != "in" {
            return None;
        }
        let analysis = self.analysis;
        let (index, mention) = analysis.mentions_in(token + 1..token + 2).next()?;
        let owns = analysis.document.tokens.get(mention.tokens.end)?.kind == TokenKind::Possessive;
        let end = mention.tokens.end + 2;
        if end > tokens.end {
            return None;
        }
        let opens = token == tokens.start && self.low(end) == ",";
        let closes = token > tokens.start
            && self.low(token - 1) == ","
            && (end == tokens.end || self.is(end, WordClass::ClauseMark));
        if !owns || !self.is(end - 1, WordClass::Opinion) || !(opens || closes) {
            return None;
        }
        Some(Event {
            cue: token..end,
            class: CueClass::Say,
            voice: self.voice(index, mention)?,
            tag: token..end,
            participle: false,
            inverted: true,
            rule: ACCORDING_TO,
        })
    }

    /// "the president's official website": the words for what somebody or something has, where that stands before.
    fn owned_by(&self, owner: Range<usize>, limit: usize) -> Option<Range<usize>> {
        let analysis = self.analysis;
        let owns =
            analysis.document.tokens.get(owner.end).is_some_and(|token| token.kind == TokenKind::Possessive);
        if !owns {
            return None;
        }
        let words = (owner.end + 1..limit)
            .take_while(|&at| matches!(analysis.tags[at], Pos::Adjective) || analysis.tags[at].is_noun());
        let last = words.filter(|&at| analysis.tags[at].is_noun()).last()?;
        Some(owner.start..last + 1)
    }
}
