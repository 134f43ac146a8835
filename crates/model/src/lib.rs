//! What rapporteur talks about: plain types, no I/O, no protobuf, no async.
//!
//! # Layout
//! - [`extraction`]: what ONE report says ([`extraction::Extraction`] and its parts).
//! - [`record`]: what ALL reports say together (meetings, persons, quotations as records with provenance).
//! - [`date`]: [`PartialDate`], a calendar date of which parts may be unknown.
//! - [`country`]: [`CountryCode`], a checked ISO 3166-1 alpha-2 code.
//! - [`span`]: [`Span`], a byte range of a report's stored text.
//! - [`id`]: [`ReportId`], [`RecordId`] and [`ContentHash`], all made from content.
//! - [`mention`]: one meeting, person or quotation as one report has it: what resolution works on.
//! - [`judgement`]: what a person decided about records.
//! - [`statement`]: one value, said by one report. [`explanation`]: why two mentions are one record, or two.
//! - [`vocabulary`]: the closed vocabularies (kinds, roles, statuses).
//! - [`fold`](mod@fold): the form in which names and words are compared.
//!
//! Invariant: nothing here reads a file, a clock or the network; every type that can be wrong is checked when made,
//! deserialization included.

pub mod country;
pub mod date;
pub mod explanation;
pub mod extraction;
pub mod fold;
pub mod id;
pub mod judgement;
pub mod mention;
pub mod record;
pub mod span;
pub mod statement;
pub mod vocabulary;

pub use country::{CountryCode, CountryCodeError};
pub use date::{DateError, PartialDate};
pub use id::{ContentHash, IdError, JudgementId, RecordId, ReportId, StatementId};
pub use span::{Span, SpanError};
