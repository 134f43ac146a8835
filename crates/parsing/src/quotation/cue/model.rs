//! Subjects as the learned weights tell them.

use std::ops::Range;

use super::super::{Finder, Voice};
use crate::{chunk::Chunk, pos::Pos, word_class::WordClass};

/// How many noun phrases before a verb, each governed by a preposition, may belong to its subject.
const MAX_GOVERNED: usize = 4;

impl Finder<'_> {
    /// The subject of the verb at a token as the linear model tells it, and its words.
    pub(in crate::quotation) fn subject_by_model(&self, verb: usize) -> Option<(Voice, Range<usize>)> {
        let analysis = self.analysis;
        // Outside a speech nobody inside it speaks.
        // "In a message posted on Friday, …": what a preposition governs is the subject of no verb right behind.
        let governed = |chunk: &Chunk| {
            let before = chunk.tokens.start.checked_sub(1);
            // "a statement released after the talks said"
            let of_participle = before.and_then(|at| at.checked_sub(1)).is_some_and(|at| {
                analysis.tags[at] == Pos::PastParticiple || self.is(at, WordClass::Issuing)
            });
            let opens_clause = !of_participle
                && before.is_some_and(|at| self.is(at, WordClass::Subordinator) || self.low(at) == "than");
            analysis.is_governed(chunk.tokens.start)
                && !opens_clause
                && analysis.tags[chunk.tokens.start] != Pos::Number
        };
        let may_be =
            |chunk: &Chunk| !(self.in_speech(chunk.head()) || chunk.tokens.end == verb && governed(chunk));
        // "Fishers told of the plan said": the phrase to which what is governed belongs.
        let head_of_phrase = || {
            let sentence = analysis.document.sentence_of(verb);
            let chunks = analysis.clauses(sentence).chunks;
            let behind = chunks.partition_point(|chunk| chunk.tokens.end <= verb);
            let beside = chunks[..behind].last().filter(|chunk| chunk.tokens.end == verb)?;
            let head = chunks[..behind].iter().rev().take(MAX_GOVERNED).find(|chunk| !governed(chunk))?;
            let gap = head.tokens.end..beside.tokens.start.max(head.tokens.end);
            let clear =
                !gap.clone().any(|at| analysis.tags[at].is_finite() || self.is(at, WordClass::ClauseMark));
            (clear && !self.in_speech(head.head())).then_some(head)
        };
        let chunk = analysis.subject(verb, may_be).or_else(head_of_phrase)?;
        let voice = self.voice_of(chunk)?;
        let tokens = voice.tokens.clone().unwrap_or_else(|| chunk.tokens.clone());
        Some((voice, tokens))
    }
}
