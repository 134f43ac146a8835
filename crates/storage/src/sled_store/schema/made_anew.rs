//! For versions that changed nothing but what is made from the reports: it is taken away, and whoever opens the store
//! makes it anew ([`crate::Store::is_stale`]). Names that were given out stay.

use super::super::{
    keys::{self, Counter},
    table::{Table, sled_error},
};
use crate::StoreError;

/// The writes that take away what can be made again, and say that it must be.
///
/// # Errors
/// [`StoreError`]
pub(super) fn batch(db: &sled::Db) -> Result<sled::Batch, StoreError> {
    let mut batch = sled::Batch::default();
    for prefix in keys::derived().chain(keys::derived_once()) {
        for entry in db.scan_prefix(prefix) {
            batch.remove(entry.map_err(sled_error)?.0);
        }
    }
    for counter in [Counter::Meetings, Counter::Persons, Counter::Quotes] {
        batch.remove(keys::count(counter));
    }
    batch.insert(keys::STALE, &[]);
    // The feed does not tell what was taken away here. So it begins anew behind a number that nobody who followed it has.
    let next = Table::new(db).number(keys::SEQUENCE)? + 1;
    batch.insert(keys::SEQUENCE, &next.to_be_bytes());
    batch.insert(keys::FEED_START, &next.to_be_bytes());
    Ok(batch)
}
