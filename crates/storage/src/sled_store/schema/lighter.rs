//! From version 7 to 8: a report and its mentions are one value, keys of blocks are short, and what is made from the reports is
//! made anew.

use rapporteur_model::ReportId;

use super::{
    super::{
        keys,
        mentions::encode_report_alone,
        table::{Place, Table},
    },
    made_anew,
};
use crate::{StoreError, value::unpack_named};

/// The writes that give reports room for mentions, and take away what can be made again.
///
/// # Errors
/// [`StoreError`]
pub(super) fn batch(db: &sled::Db) -> Result<sled::Batch, StoreError> {
    let mut batch = made_anew::batch(db)?;
    let table = Table::new(db);
    for entry in table.scan(&keys::reports()) {
        let (key, _) = entry?;
        let id = ReportId::from_bytes(keys::id_at(&key, keys::reports().len())?);
        // Without a value the key would not be there.
        let (Some(old), Some(value)) = (table.place(&key)?, table.get_apart(&key)?) else { continue };
        for chunk in old.keys(&key) {
            batch.remove(chunk);
        }
        let value = encode_report_alone(id, &unpack_named(&value, || format!("report {id}"))?)?;
        let place = Place::new(old.number, value.len());
        for (chunk_key, chunk) in place.fill(&key, &value) {
            batch.insert(chunk_key, chunk);
        }
        batch.insert(key, place.to_bytes());
    }
    Ok(batch)
}
