//! Contents: what a cue introduces, closes or interrupts.
//!
//! # Layout
//! - `start`: where a content behind its cue begins; `audience`: over those who are told; `end`: where it ends.
//! - `reported`: whether it is reported speech.
//! - `tail`: what stands behind a tag that closes a content; `trim`: marks and conjunctions at the ends of one.

mod audience;
mod end;
mod reported;
mod start;
mod tail;
mod trim;

use std::ops::Range;

use super::{ACCORDING_TO, Draft, Event, Finder, SPEECH_WORDS};
use crate::{lexicon::CueClass, pos::Pos, word_class::WordClass};

impl Finder<'_> {
    /// The quotation that an event introduces or closes.
    pub(super) fn draft(&self, event: &Event, later: &[Event], tokens: Range<usize>) -> Option<Draft> {
        let analysis = self.analysis;
        let before = self.trim(tokens.start..self.phrase_start(event.tag.start).max(tokens.start));
        let after_start = event.tag.end.max(event.cue.end);
        let closes = self.closes(event, tokens.start);
        let tag_start = self.phrase_start(event.tag.start);
        // "The world, according to Xi, is facing a choice": the tag stands within one clause.
        // "The lake, Xi said, is facing a drought": what is behind is the verb of what is before.
        let verb = (after_start + 1..tokens.end).find(|&at| analysis.tags[at] != Pos::Adverb);
        let has_verb = || {
            event.class == CueClass::Say
                && !event.participle
                && !self.begins_adverbial(before.start)
                && !self.in_speech(before.start)
                && verb.is_some_and(|verb| analysis.tags[verb].is_finite() && !analysis.quoted[verb])
        };
        let within = (event.rule == ACCORDING_TO || has_verb())
            && closes
            && tag_start > tokens.start + 1
            && self.low(tag_start - 1) == ","
            && self.low(after_start) == ","
            && !self.is_clause(before.clone());
        if within {
            let rest = self.trim(after_start..tokens.end);
            let segments = vec![self.without_conjunctions(before), rest];
            return segments.iter().all(|segment| !segment.is_empty()).then(|| Draft {
                voice: event.voice.clone(),
                segments,
                cue: Some(event.cue.clone()),
                audience: None,
                rule: event.rule,
            });
        }
        // "…, X told Y on Tuesday, as the two sides sought to mend ties"
        let behind_heard = || {
            let heard = self.audience_end(after_start, tokens.end)?;
            Some(self.is_adverbial_tail(heard..tokens.end) && heard < tokens.end)
        };
        let told = event.class == CueClass::Tell
            && (tokens.end - after_start <= 20 || behind_heard() == Some(true))
            && !(after_start..tokens.end).any(|token| self.low(token) == "that" || analysis.quoted[token]);
        let tail_is_empty = told || self.is_adverbial_tail(after_start..tokens.end);
        let before_words = before.clone().filter(|&token| analysis.is_word(token)).count();
        let behind_adverbial = self.begins_adverbial(before.start)
            && !analysis.quoted.get(before.start).copied().unwrap_or_default();
        // "“Together,” X said, “we can end it.”": one speech on both sides of the tag.
        let split_speech = before_words >= 1
            && before.clone().all(|token| !analysis.is_word(token) || analysis.quoted[token])
            && self.low(after_start) == ","
            && self.is(after_start + 1, WordClass::OpeningQuote);
        let mid = (self.low(after_start) == "," || self.is(after_start, WordClass::OpeningQuote))
            && closes
            && !behind_adverbial
            && !event.participle
            && (before_words >= 3 || split_speech)
            && matches!(event.class, CueClass::Say)
            && !(self.low(after_start) == "," && self.follows_participle(after_start + 1, tokens.end));
        let mut segments = Vec::new();
        let mut audience = None;
        // "“…,” X said": a speech that ends in a comma or a question goes before its tag.
        let speech_before = closes
            && !event.participle
            && tag_start >= tokens.start + 2
            && self.in_speech(tag_start - 2)
            && self.is(tag_start - 2, WordClass::EndsSpeech)
            && self.low(after_start) != ":";
        if closes
            && !event.participle
            && // "…," said X, a lawyer who …: the rest tells of X.
            (tail_is_empty || mid || speech_before || event.inverted || self.trails(after_start, tokens.end))
            && before_words >= 2
            && self.is_clause(before.clone())
            && (speech_before || matches!(event.class, CueClass::Say | CueClass::Tell | CueClass::Agree))
        {
            // "His answer: “We agree,” he said.": what the colon opens.
            let opens = (before.start..before.end)
                .rev()
                .take_while(|&at| !analysis.is_word(at) || analysis.quoted[at])
                .last();
            let colon = opens.filter(|&at| self.low(at) == ":" && speech_before);
            let before = self.trim(colon.map_or(before.start, |colon| colon + 1)..before.end);
            segments.push(self.without_conjunctions(before));
            if mid && !tail_is_empty {
                let rest = self.trim(after_start..self.content_end(event, after_start, later, tokens.end));
                let goes_on =
                    !event.inverted && !speech_before || analysis.quoted.get(rest.start) == Some(&true);
                if goes_on && rest.clone().filter(|&token| analysis.is_word(token)).count() >= 2 {
                    segments.push(rest);
                }
            }
        } else {
            let (start, heard) = self.content_start(event, after_start, tokens.end)?;
            audience = heard;
            // "scolded him: “…,” she said": what a colon opens ends with its marks.
            let marked = analysis
                .stretches_in(start..(start + 2).min(tokens.end))
                .find(|(_, stretch)| self.low(start - 1) == ":" && stretch.words >= SPEECH_WORDS)
                .map(|(_, stretch)| stretch.tokens.end);
            let end = self.content_end(event, start, later, tokens.end);
            let end = self.without_setting(start..end).end;
            let end = marked.map_or(end, |marked| end.min(marked));
            let content = self.trim(start..end);
            let words = content.clone().filter(|&token| analysis.is_word(token)).count();
            // "called it “shameful”"
            let named = words == 2 && event.class == CueClass::Voice && analysis.quoted[content.end - 1];
            if words < 3 && !named || !self.is_reported(event, &content) {
                return None;
            }
            segments.push(content);
        }
        // A stretch that begins in the content belongs to it wholly, within its paragraph.
        for segment in &mut segments {
            for (_, stretch) in analysis.stretches_in(segment.clone()) {
                if stretch.words >= SPEECH_WORDS
                    && segment.contains(&stretch.tokens.start)
                    && stretch.tokens.end > segment.end
                {
                    segment.end = stretch.tokens.end;
                }
                if stretch.tokens.contains(&segment.start)
                    && stretch.words >= SPEECH_WORDS
                    && stretch.tokens.start < segment.start
                {
                    segment.start = stretch.tokens.start;
                }
            }
            *segment = self.trim(segment.clone());
        }
        segments.retain(|segment| !segment.is_empty());
        if segments.is_empty() {
            return None;
        }
        Some(Draft {
            voice: event.voice.clone(),
            segments,
            cue: Some(event.cue.clone()),
            audience,
            rule: event.rule,
        })
    }

    /// Whether a mark that ends a content stands before a tag: "…, he said".
    pub(super) fn closes(&self, event: &Event, start: usize) -> bool {
        let first = self.phrase_start(event.tag.start);
        first > start
            && [WordClass::EndsSpeech, WordClass::ClosingQuote, WordClass::Dash]
                .into_iter()
                .any(|class| self.is(first - 1, class))
    }

    /// Where the noun phrase begins that holds a token: "Mr." of "Mr. Lee".
    fn phrase_start(&self, token: usize) -> usize {
        let chunks = &self.analysis.chunks;
        let behind = chunks.partition_point(|chunk| chunk.tokens.start <= token);
        behind
            .checked_sub(1)
            .map(|at| &chunks[at].tokens)
            .filter(|tokens| tokens.contains(&token))
            .map_or(token, |tokens| tokens.start)
    }

    /// Whether words before a tag may be what was said: a clause, or words between marks.
    fn is_clause(&self, content: Range<usize>) -> bool {
        let analysis = self.analysis;
        analysis.quoted[content.clone()].contains(&true)
            || analysis.tags[content].iter().any(|tag| tag.is_finite())
    }
}
