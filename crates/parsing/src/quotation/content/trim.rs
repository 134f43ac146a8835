//! Marks and conjunctions at the ends of a content.

use std::ops::Range;

use super::super::Finder;
use crate::{text::TokenKind, word_class::WordClass};

impl Finder<'_> {
    /// A range without white marks, conjunctions and final points at its ends.
    pub(in crate::quotation) fn trim(&self, tokens: Range<usize>) -> Range<usize> {
        let mut tokens = tokens;
        let analysis = self.analysis;
        while !tokens.is_empty() {
            let last = tokens.end - 1;
            let is_final = analysis.document.tokens[last].kind == TokenKind::Punctuation
                && !matches!(self.low(last), ")" | "]" | "%" | "?" | "!" | "…")
                || self.is(last, WordClass::Conjunction);
            if !is_final {
                break;
            }
            tokens.end = last;
        }
        while !tokens.is_empty() {
            let first = self.low(tokens.start);
            let is_opening = analysis.document.tokens[tokens.start].kind == TokenKind::Punctuation
                && !matches!(first, "(" | "[" | "$" | "€" | "£" | "#");
            if !is_opening {
                break;
            }
            tokens.start += 1;
        }
        tokens
    }

    /// Takes away what joins a content to the sentence before: "But", "And that".
    pub(super) fn without_conjunctions(&self, content: Range<usize>) -> Range<usize> {
        let mut content = content;
        while content.len() > 1
            && (self.is(content.start, WordClass::Conjunction)
                || matches!(self.low(content.start), "that" | "also")
                || self.low(content.start) == ",")
        {
            content.start += 1;
        }
        content
    }
}
