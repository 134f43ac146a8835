//! What can go wrong in a store.

use std::path::PathBuf;

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process has the directory open.
    #[error("the store in {} is in use by another process; stop that one, or give another directory", path.display())]
    InUse {
        /// The store's directory.
        path: PathBuf,
    },
    /// The store was written by a newer program.
    #[error(
        "the store in {} has schema version {found}, this program knows up to {known}; use a newer program",
        path.display()
    )]
    NewerSchema {
        /// The store's directory.
        path: PathBuf,
        /// The store's version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// What the store holds cannot be read.
    #[error("the store is damaged: {what}")]
    Damaged {
        /// What could not be read.
        what: String,
    },
    /// A page token that this store did not give, or gave for another question.
    #[error("the page token was not given for this question")]
    BadPageToken,
    /// A search query that cannot be read.
    #[error("{reason}")]
    BadQuery {
        /// What is wrong with it.
        reason: String,
    },
    /// The disk or the operating system.
    #[error("the store cannot read or write its files")]
    Io(#[from] std::io::Error),
}
