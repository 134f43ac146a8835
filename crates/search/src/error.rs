//! What can go wrong in a search.

use rapporteur_storage::StoreError;

/// Why quotations could not be searched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// A query that cannot be read.
    #[error("{reason}")]
    BadQuery {
        /// What is wrong with it.
        reason: String,
    },
    /// The store, or a page token that was given for another question.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index. All that is in it follows from the store, so taking its directory away is a cure.
    #[error("the index of quotations fails: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// Its directory.
    #[error("the index of quotations cannot read or write its directory")]
    Io(#[from] std::io::Error),
}
