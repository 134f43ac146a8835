//! From the model to the contract, one function a message, and the few ways back that requests need.
//!
//! # Layout
//! - [`name`]: resource names.
//! - [`vocabulary`]: enums, both ways.
//! - [`common`]: dates, spans, evidence, delegations.
//! - [`judgement`], [`mod@extraction`], [`mod@record`]: the messages of the files of those names.
//! - [`span_unit`]: spans that count UTF-16 code units or code points instead of bytes.
//!
//! What the model has as `None` becomes an empty string, 0 or an absent message.

pub mod common;
pub mod extraction;
pub mod judgement;
pub mod name;
pub mod record;
pub mod span_unit;
pub mod vocabulary;

pub use extraction::extraction;
pub use span_unit::{SpanUnit, recount, recount_extraction};
