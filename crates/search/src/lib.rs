//! Searches quotations: an index in files of its own, derived from the store and kept up with it.
//!
//! # Layout
//! - [`index`] holds [`QuoteIndex`]: a search, and the thread that follows the store.
//! - [`query`]: what can be asked, and pages of answers. [`expression`]: the language of a query's words.
//! - [`error`] holds [`SearchError`].
//! - inside: `document` (what of a quotation is indexed), `files` (opening, or beginning anew), `follow` (taking in what the
//!   store's feed tells), `payload` (up to where the index is true), `ask` (from a question to a query of the index),
//!   `collect` (places and facets), `rounded` (scores that do not depend on where a quotation lies), `place` (pages),
//!   `highlight`.
//!
//! Invariant: nothing is in the index that does not follow from the store, so taking the index away loses nothing.

mod ask;
mod collect;
mod document;
pub mod error;
pub mod expression;
mod files;
mod follow;
mod highlight;
pub mod index;
mod payload;
mod place;
pub mod query;
mod rounded;

pub use error::SearchError;
pub use index::{QuoteIndex, TopicNames};
pub use query::{Facet, FacetCounts, FacetValue, QuoteHit, QuoteOrder, QuotePage, QuoteQuery};
