//! From version 5 to 6: mentions that are alike are kept as one form, so that what is made from the reports is taken away; and
//! every value begins with a byte that tells how it is packed. What stays gets it.

use super::{
    super::{
        keys,
        table::{Table, chunks, pack, sled_error},
    },
    made_anew,
};
use crate::StoreError;

/// The writes that pack reports and judgements, and take the rest away.
///
/// # Errors
/// [`StoreError`]
pub(super) fn batch(db: &sled::Db) -> Result<sled::Batch, StoreError> {
    let mut batch = made_anew::batch(db)?;
    for prefix in [keys::reports(), keys::judgements()] {
        for entry in db.scan_prefix(&prefix) {
            batch.remove(entry.map_err(sled_error)?.0);
        }
        Table::new(db).for_each_large(&prefix, |key, value| {
            for (key, chunk) in chunks(key, &pack(&value)) {
                batch.insert(key, chunk);
            }
            Ok(())
        })?;
    }
    // Nobody can read on where the feed was: it begins anew.
    for entry in db.scan_prefix(keys::feed()) {
        batch.remove(entry.map_err(sled_error)?.0);
    }
    Ok(batch)
}
