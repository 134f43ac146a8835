//! From version 4 to 5: commits tell what they did to records. What earlier ones did is not known, so the feed begins behind
//! the last of them. Quotations are searched beside the store, so that the index of their words goes.

use super::super::{
    keys,
    table::{Table, sled_error},
};
use crate::StoreError;

/// The writes that begin the feed.
///
/// # Errors
/// [`StoreError`]
pub(super) fn batch(db: &sled::Db) -> Result<sled::Batch, StoreError> {
    let mut batch = sled::Batch::default();
    let last = Table::new(db).number(keys::SEQUENCE)?;
    batch.insert(keys::FEED_START, &last.to_be_bytes());
    for prefix in keys::derived_once() {
        for entry in db.scan_prefix(prefix) {
            batch.remove(entry.map_err(sled_error)?.0);
        }
    }
    Ok(batch)
}
