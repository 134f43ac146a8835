//! Scores whose sum does not depend on the order of adding.
//!
//! Adding floating-point numbers in another order can give another last digit, and the order in which a segment adds the
//! scores of several words depends on the segment. A quotation that moves to another segment between two pages must keep its
//! place, so each word's score is rounded to a multiple of 1/1024: sums of those are exact up to 8192, and no query of the
//! words that are allowed reaches that.
//!
//! A second thing is needed of it for phrases: their scorer in tantivy 0.26 asserts, in debug builds, that it is never asked by
//! `seek_danger` for what lies before its end, and an intersection does ask so. Of this one the plain `seek` is used.

use std::fmt;

use tantivy::{
    DocId, DocSet, Score, SegmentReader, Term,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

/// A power of two, so that rounding and adding are exact.
const STEPS: f32 = 1024.0;

/// A query whose scores are rounded.
pub(crate) struct Rounded(pub(crate) Box<dyn Query>);

impl Clone for Rounded {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl fmt::Debug for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rounded").field(&self.0).finish()
    }
}

impl Query for Rounded {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = self.0.weight(enable_scoring)?;
        Ok(if enable_scoring.is_scoring_enabled() { Box::new(RoundedWeight(weight)) } else { weight })
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct RoundedWeight(Box<dyn Weight>);

impl Weight for RoundedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(RoundedScorer(self.0.scorer(reader, boost)?)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.0.count(reader)
    }
}

struct RoundedScorer(Box<dyn Scorer>);

impl DocSet for RoundedScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }

    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

impl Scorer for RoundedScorer {
    fn score(&mut self) -> Score {
        (self.0.score() * STEPS).round() / STEPS
    }
}
