//! The version of what lies in the tree, and how older versions are brought up to date.

mod feed_begins;
mod lighter;
mod made_anew;
mod packed;
mod room_for_topics;
mod set_apart;

use std::path::Path;

use super::{keys, table::sled_error};
use crate::StoreError;

/// The version that this program writes. A change of keys or of the form of values takes a new one and a [`Step`].
pub(super) const VERSION: u32 = 8;

/// Brings a store from one version to the next.
pub(super) struct Step {
    /// The version that it starts from.
    pub(super) from: u32,
    /// The writes that do it, applied at once together with the new version.
    pub(super) batch: fn(&sled::Db) -> Result<sled::Batch, StoreError>,
}

/// The steps there are, oldest first.
pub(super) const STEPS: &[Step] = &[
    Step { from: 1, batch: room_for_topics::batch },
    // Mentions tell where their report comes from, and records which values are corrections.
    Step { from: 2, batch: made_anew::batch },
    // The lists of a record have keys of their own.
    Step { from: 3, batch: made_anew::batch },
    Step { from: 4, batch: feed_begins::batch },
    // Mentions that are alike are kept as one form; values are packed.
    Step { from: 5, batch: packed::batch },
    // What is large lies apart from its key.
    Step { from: 6, batch: set_apart::batch },
    // Keys of blocks are short; mentions lie with their report, and forms of most kinds with their record.
    Step { from: 7, batch: lighter::batch },
];

/// Marks an empty tree as a store of this version, or brings an older store up to date.
///
/// # Errors
/// [`StoreError::NotAStore`], [`StoreError::NewerSchema`], [`StoreError::OlderSchema`] where no step leads on.
pub(super) fn bring_up_to_date(
    db: &sled::Db,
    path: &Path,
    known: u32,
    steps: &[Step],
) -> Result<(), StoreError> {
    let Some(bytes) = db.get(keys::SCHEMA).map_err(sled_error)? else {
        // The default tree always has a name of its own.
        if !db.is_empty() || db.tree_names().len() > 1 {
            let reason = "it holds a sled database of another program".to_owned();
            return Err(StoreError::NotAStore { path: path.to_owned(), reason });
        }
        return write_version(db, sled::Batch::default(), known);
    };
    let bytes: [u8; 4] = bytes.as_ref().try_into().map_err(|_| StoreError::Damaged {
        what: format!("the schema version in {} is no number", path.display()),
    })?;
    let mut found = u32::from_be_bytes(bytes);
    if found > known {
        return Err(StoreError::NewerSchema { path: path.to_owned(), found, known });
    }
    while found < known {
        let Some(step) = steps.iter().find(|step| step.from == found) else {
            return Err(StoreError::OlderSchema { path: path.to_owned(), found, known });
        };
        found += 1;
        write_version(db, (step.batch)(db)?, found)?;
    }
    Ok(())
}

fn write_version(db: &sled::Db, mut batch: sled::Batch, version: u32) -> Result<(), StoreError> {
    batch.insert(keys::SCHEMA, &version.to_be_bytes());
    db.apply_batch(batch).map_err(sled_error)?;
    db.flush().map_err(sled_error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened() -> (tempfile::TempDir, sled::Db) {
        let directory = tempfile::tempdir().unwrap();
        let db = sled::open(directory.path()).unwrap();
        (directory, db)
    }

    fn version(db: &sled::Db) -> Vec<u8> {
        db.get(keys::SCHEMA).unwrap().unwrap().to_vec()
    }

    #[test]
    fn steps_are_taken_one_after_the_other() {
        let steps = [
            Step {
                from: 2,
                batch: |db| {
                    let mut batch = sled::Batch::default();
                    batch.insert(b"seen", db.get(b"value").unwrap().unwrap());
                    Ok(batch)
                },
            },
            Step {
                from: 1,
                batch: |_| {
                    let mut batch = sled::Batch::default();
                    batch.insert(b"value", b"new");
                    Ok(batch)
                },
            },
        ];
        let (directory, db) = opened();
        bring_up_to_date(&db, directory.path(), 1, &[]).unwrap();
        bring_up_to_date(&db, directory.path(), 3, &steps).unwrap();
        assert_eq!(version(&db), 3_u32.to_be_bytes());
        assert_eq!(db.get(b"seen").unwrap().unwrap(), b"new");
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_where_it_was() {
        let failing = Step { from: 1, batch: |_| Err(StoreError::Damaged { what: "a record".to_owned() }) };
        let (directory, db) = opened();
        bring_up_to_date(&db, directory.path(), 1, &[]).unwrap();
        assert!(bring_up_to_date(&db, directory.path(), 2, &[failing]).is_err());
        assert_eq!(version(&db), 1_u32.to_be_bytes());
    }

    #[test]
    fn the_steps_of_this_program_lead_to_its_version() {
        let starts: Vec<u32> = STEPS.iter().map(|step| step.from).collect();
        assert_eq!(starts, (1..VERSION).collect::<Vec<u32>>());
    }
}
