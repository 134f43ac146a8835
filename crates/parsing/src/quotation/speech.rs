//! Stretches between quotation marks: whether one is a speech, a sentence or a title.

use std::ops::Range;

use super::{Finder, SPEECH_WORDS};
use crate::{marks::Stretch, word_class::WordClass};

impl Finder<'_> {
    /// Whether a token stands between quotation marks, in more words than a title or a scare quote has.
    pub(super) fn in_speech(&self, token: usize) -> bool {
        let stretches = &self.analysis.stretches;
        let after = stretches.partition_point(|stretch| stretch.tokens.start <= token);
        after.checked_sub(1).is_some_and(|at| {
            stretches[at].tokens.contains(&token)
                && stretches[at].words >= SPEECH_WORDS
                && !self.titles.get(at).copied().unwrap_or_default()
        })
    }

    /// A speech and no title: it does not consist of capitalised words only.
    pub(super) fn is_speech(&self, tokens: Range<usize>, continues: bool) -> bool {
        let analysis = self.analysis;
        let words: Vec<usize> = tokens.filter(|&token| analysis.is_word(token)).collect();
        let long = words.iter().filter(|&&token| self.low(token).len() > 3).count();
        let capitals = words
            .iter()
            .filter(|&&token| self.low(token).len() > 3 && analysis.document.tokens[token].is_capitalised())
            .count();
        let ends = words.last().is_some_and(|&last| {
            self.is(last + 1, WordClass::EndsSpeech)
                || matches!(self.low(last + 1), "." | "…")
                || analysis.document.token_at(usize::MAX) == last
        });
        continues || !(long > 0 && capitals * 3 >= long * 2) && (words.len() >= 8 || ends)
    }

    /// Whether a stretch is a sentence of its own: it begins one, and ends with its mark.
    pub(super) fn is_sentence(&self, stretch: &Stretch) -> bool {
        let document = &self.analysis.document;
        let first = document.sentences[document.sentence_of(stretch.tokens.start)].tokens.start;
        (first == stretch.tokens.start || first + 1 == stretch.tokens.start)
            && matches!(self.low(stretch.tokens.end - 1), "." | "!" | "?" | "…")
    }

    /// "The Long Way Home,": all its longer words have capital letters, and no mark but a comma ends it.
    pub(super) fn is_title(&self, tokens: Range<usize>) -> bool {
        let analysis = self.analysis;
        let ends = matches!(self.low(tokens.end - 1), "." | "!" | "?");
        let mut words =
            tokens.filter(|&token| analysis.is_word(token) && self.low(token).len() > 3).peekable();
        !ends && words.peek().is_some() && words.all(|token| analysis.document.tokens[token].is_capitalised())
    }

    /// A speech without the marks around it.
    pub(super) fn trim_speech(&self, tokens: Range<usize>) -> Range<usize> {
        let mut tokens = tokens;
        while tokens.len() > 1 && self.is(tokens.end - 1, WordClass::AroundSpeech) {
            tokens.end -= 1;
        }
        while tokens.len() > 1 && self.is(tokens.start, WordClass::AroundSpeech) {
            tokens.start += 1;
        }
        tokens
    }

    /// Marks the stretches that begin in a content as told of.
    pub(super) fn claim(&mut self, segments: &[Range<usize>]) {
        for segment in segments {
            for (at, stretch) in self.analysis.stretches_in(segment.clone()) {
                if segment.contains(&stretch.tokens.start) {
                    self.claimed[at] = true;
                }
            }
        }
    }
}
