//! Chunks: the noun phrases of a sentence without what follows their head noun, found from parts of speech.
//!
//! "the foreign minister of Norland, Ann Lee, 41," holds three: "the foreign minister", "Norland", "Ann Lee".

use std::ops::Range;

use crate::{
    pos::Pos,
    text::{Document, TokenKind},
    word_class::WordClass,
};

/// A noun phrase without what follows its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Its tokens, at least one.
    pub tokens: Range<usize>,
}

impl Chunk {
    /// Its head: the last noun, or the pronoun.
    #[must_use]
    pub const fn head(&self) -> usize {
        self.tokens.end - 1
    }
}

/// The chunks of a document, in order; none runs over the end of a sentence.
#[must_use]
pub fn find_all(document: &Document, tags: &[Pos]) -> Vec<Chunk> {
    document.sentences.iter().flat_map(|sentence| find(document, tags, sentence.tokens.clone())).collect()
}

/// The chunks of a range of tokens, in order.
#[must_use]
pub fn find(document: &Document, tags: &[Pos], tokens: Range<usize>) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut start: Option<usize> = None;
    let mut head: Option<usize> = None;
    let mut close = |start: &mut Option<usize>, head: &mut Option<usize>| {
        if let (Some(first), Some(head)) = (*start, *head) {
            chunks.push(Chunk { tokens: first..head + 1 });
        }
        (*start, *head) = (None, None);
    };
    for token in tokens.clone() {
        let tag = tags.get(token).copied().unwrap_or(Pos::Other);
        match tag {
            Pos::Pronoun | Pos::Existential => {
                close(&mut start, &mut head);
                (start, head) = (Some(token), Some(token));
                close(&mut start, &mut head);
            }
            Pos::Determiner | Pos::Possessive => {
                // "all the ministers", "both his": determiners in a row begin one chunk.
                if head.is_some() || !matches!(start, Some(first) if is_determiners(tags, first..token)) {
                    close(&mut start, &mut head);
                    start = Some(token);
                }
                // "this", "some": a phrase alone when no noun follows.
                head = None;
            }
            Pos::Adjective | Pos::Number | Pos::PastParticiple | Pos::Adverb => {
                // Behind a head they begin another chunk: "Lee, 41".
                if head.is_some() {
                    close(&mut start, &mut head);
                }
                let opens = matches!(tag, Pos::Adjective | Pos::Number);
                if opens || start.is_some() {
                    start = start.or(Some(token));
                }
            }
            Pos::Gerund => {
                if head.is_some() {
                    close(&mut start, &mut head);
                }
            }
            Pos::Noun | Pos::Nouns | Pos::Name => {
                start = start.or(Some(token));
                head = Some(token);
            }
            Pos::Genitive if head.is_some() => head = None,
            Pos::Punctuation if is_inner(document, token) && start.is_some() => {}
            _ => {
                // "most of them", "some": a determiner alone, a number alone.
                if let (Some(first), None) = (start, head)
                    && (is_determiners(tags, first..token) || document.is(token - 1, WordClass::Quantifier))
                {
                    head = Some(token - 1);
                }
                close(&mut start, &mut head);
            }
        }
    }
    close(&mut start, &mut head);
    chunks
}

fn is_determiners(tags: &[Pos], tokens: Range<usize>) -> bool {
    !tokens.is_empty()
        && tags[tokens].iter().all(|tag| matches!(tag, Pos::Determiner | Pos::Possessive | Pos::Number))
}

/// Marks inside a phrase: "Beto O`Rourke", "the \"Great Lake\" forum" are one.
fn is_inner(document: &Document, token: usize) -> bool {
    document.tokens[token].kind == TokenKind::Punctuation && matches!(document.str(token), "&" | "/" | "-")
}
