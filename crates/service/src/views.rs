//! Answers that no record holds by itself: who is called so, who met whom, which organizations and series there are.
//!
//! # Layout
//! - [`scan`]: the one place that walks through the whole store: meetings, persons, reports, one after another. An index
//!   that knows an answer takes its place there.
//! - [`page`]: the part of an ordered answer that a page shows, held without the rest.
//! - [`text`]: how names and words are compared here, which is how the store compares them.
//! - [`person`], [`encounter`], [`organization`], [`series`], [`outcome`], [`roll_call`]: one answer each. They take
//!   records one by one and know neither engine nor gRPC's calls.
//!
//! Invariant: what one request holds is bounded by [`MAX_HELD`], by a page, or by a limit beside the field in question,
//! never by the size of the store.

pub(crate) mod encounter;
pub(crate) mod organization;
pub(crate) mod outcome;
pub(crate) mod page;
pub(crate) mod person;
pub(crate) mod roll_call;
pub(crate) mod scan;
pub(crate) mod series;
#[cfg(test)]
mod testing;
pub(crate) mod text;

/// How many small things (a meeting of a series, somebody who was met) one request may hold at a time.
pub(crate) const MAX_HELD: usize = 200_000;

/// How many sentences are given where many say the same.
pub(crate) const MAX_EVIDENCE: usize = 20;

/// More than [`MAX_HELD`] things would have to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany;
