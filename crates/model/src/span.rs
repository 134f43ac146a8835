//! Ranges of a report's text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes of a report's stored UTF-8 text.
///
/// Invariant: `start <= end`. Reports are smaller than 4 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

/// A start behind its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a span cannot start at {start} and end at {end}")]
pub struct SpanError {
    /// The start that was given.
    pub start: u32,
    /// The end that was given.
    pub end: u32,
}

impl Span {
    /// Makes a span.
    ///
    /// # Errors
    /// [`SpanError`] when `start > end`.
    pub fn new(start: u32, end: u32) -> Result<Self, SpanError> {
        if start <= end { Ok(Self { start, end }) } else { Err(SpanError { start, end }) }
    }

    /// The span of a range of a text in memory. A range that runs backwards gives an empty span; positions beyond
    /// 4 GiB, which the reader refuses, are cut to it.
    #[must_use]
    pub fn from_range(range: Range<usize>) -> Self {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let end = u32::try_from(range.end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> u32 {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub fn end(self) -> u32 {
        self.end
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of indices.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it covers, or nothing when it does not lie on the character boundaries of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Whether `other` lies within this.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both have a byte in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = SpanError;

    fn try_from((start, end): (u32, u32)) -> Result<Self, SpanError> {
        Self::new(start, end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_made_only_forwards_and_serde_checks_it(start: u32, end: u32) {
            let span = Span::new(start, end);
            prop_assert_eq!(span.is_ok(), start <= end);
            let json = serde_json::to_string(&(start, end)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Span>(&json).ok(), span.ok());
        }

        #[test]
        fn overlap_is_symmetric_and_containment_implies_it(a: (u8, u8), b: (u8, u8)) {
            let make = |(x, y): (u8, u8)| Span::new(x.min(y).into(), x.max(y).into()).unwrap();
            let (a, b) = (make(a), make(b));
            prop_assert_eq!(a.overlaps(b), b.overlaps(a));
            if a.contains(b) && !b.is_empty() {
                prop_assert!(a.overlaps(b));
            }
        }

        #[test]
        fn never_cuts_a_character(text in ".{0,20}", start: u8, end: u8) {
            let span = Span::from_range(start.into()..end.into());
            if let Some(part) = span.of(&text) {
                prop_assert_eq!(part.len(), span.len() as usize);
            }
        }
    }
}
