//! From version 3 to 4: commits tell what they did to records. What earlier ones did is not known, so the feed begins behind
//! the last of them.

use super::super::{keys, table::Table};
use crate::StoreError;

/// The writes that begin the feed.
///
/// # Errors
/// [`StoreError`]
pub(super) fn batch(db: &sled::Db) -> Result<sled::Batch, StoreError> {
    let mut batch = sled::Batch::default();
    let last = Table::new(db).number(keys::SEQUENCE)?;
    batch.insert(keys::FEED_START, &last.to_be_bytes());
    Ok(batch)
}
