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
    /// The directory holds something else.
    #[error("{} is no store of rapporteur: {reason}; give an empty directory, or one that it made", path.display())]
    NotAStore {
        /// The directory.
        path: PathBuf,
        /// What it holds instead.
        reason: String,
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
    /// The store was written by a program so old that this one cannot bring it up to date.
    #[error(
        "the store in {} has schema version {found}, and this program, which writes {known}, cannot bring it up to \
         date; ingest the reports into a new directory",
        path.display()
    )]
    OlderSchema {
        /// The store's directory.
        path: PathBuf,
        /// The store's version.
        found: u32,
        /// The version that this program writes.
        known: u32,
    },
    /// The store was being filled from a backup, and that was cut.
    #[error(
        "the store in {} was not restored to the end; empty the directory and restore it again",
        path.display()
    )]
    HalfRestored {
        /// The store's directory.
        path: PathBuf,
    },
    /// What was acknowledged last is not in the store's files.
    #[error(
        "the store in {} has lost what it acknowledged: its file `db` is damaged or of an earlier day, as it ends with commit \
         {sequence}, and commit {acknowledged} had been written; restore a backup, or take what is left with `rapporteur repair`",
        path.display()
    )]
    Lost {
        /// The store's directory.
        path: PathBuf,
        /// The last commit that is there.
        sequence: u64,
        /// A commit that was acknowledged.
        acknowledged: u64,
    },
    /// What the store holds cannot be read.
    #[error("the store is damaged: {what}")]
    Damaged {
        /// What could not be read.
        what: String,
    },
    /// A write failed before, and what of it has reached the disk is not known.
    #[error(
        "the store stopped when a write failed; start the program again: all that was acknowledged is there"
    )]
    Stopped,
    /// A page token that this store did not give, or gave for another question.
    #[error("the page token was not given for this question")]
    BadPageToken,
    /// The disk or the operating system.
    #[error("the store cannot read or write its files")]
    Io(#[from] std::io::Error),
}
