//! From version 6 to 7: large values lie apart from their keys, in places of their own, and the mentions of a report are one
//! value. Reports are put into their places; what is made from them is made anew.

use super::{
    super::{
        keys,
        table::{Place, Table},
    },
    made_anew,
};
use crate::StoreError;

/// The writes that put reports into their places, and take away what can be made again.
///
/// # Errors
/// [`StoreError`]
pub(super) fn batch(db: &sled::Db) -> Result<sled::Batch, StoreError> {
    let mut batch = made_anew::batch(db)?;
    let table = Table::new(db);
    for entry in table.scan(&keys::reports()) {
        batch.remove(entry?.0);
    }
    let mut next = 0_u64;
    table.for_each_large(&keys::reports(), |key, value| {
        let place = Place::new(next, value.len());
        for (key, chunk) in place.fill(key, &value) {
            batch.insert(key, chunk);
        }
        batch.insert(key, place.to_bytes());
        next += 1;
        Ok(())
    })?;
    batch.insert(keys::NEXT_PLACE, &next.to_be_bytes());
    Ok(batch)
}
