//! How well reports are read: gold and extraction in, scores out. No I/O, no clock, deterministic.
//!
//! # Layout
//! Two measures, which share nothing but their rates:
//! - [`report`]: an extraction against a [`gold`] report of this project: meetings, participants, delegations,
//!   quotations, outcomes, memberships, and one number for all of them. `names` tells when two names are of one thing,
//!   `assign` pairs gold with what was found.
//! - [`attribution`]: quotations against a corpus of attributions in [`brat`] standoff. `passage` is a text as this
//!   measure sees it, cut into words; `quoted` finds what stands between quotation marks, independently of the
//!   extractor, so that a bug there cannot hide here.
//! - [`rates`]: precision, recall and F1.
//!
//! Each measure also gives a floor: what is reached by copying all that stands between quotation marks.
//!
//! Invariant: nothing here asks `parsing` or its lexicon anything, so a measure does not change with what it measures.

pub mod attribution;
pub mod brat;
pub mod gold;
pub mod rates;
pub mod report;

mod assign;
mod names;
mod passage;
mod quoted;

/// A stretch between quotation marks counts from this number of words on; shorter ones are mostly titles and terms.
const LEAST_STRETCH_WORDS: usize = 4;
