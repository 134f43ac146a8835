//! From a filter's person or meeting to the mentions that records refer to.

use std::collections::BTreeSet;

use rapporteur_model::{RecordId, mention::MentionKind};

use super::{keys, table::Table};
use crate::{
    Lookup, PersonFilter, StoreError,
    filter::{PersonMatch, StemSet, stem_set},
    resolve_references::Names as _,
};

/// The mentions of a record; none where the name leads nowhere.
pub(super) fn members(
    table: Table<'_>,
    kind: MentionKind,
    name: RecordId,
) -> Result<BTreeSet<RecordId>, StoreError> {
    Ok(match table.record_name(kind, name)? {
        Lookup::Found(id) => table.members(kind, id)?.into_iter().collect(),
        Lookup::Gone | Lookup::Unknown => BTreeSet::new(),
    })
}

/// The persons of a filter; none for a name without a word, which asks nothing.
pub(super) fn person_match(
    table: Table<'_>,
    filter: Option<&PersonFilter>,
) -> Result<Option<PersonMatch>, StoreError> {
    match filter {
        None => Ok(None),
        Some(PersonFilter::Record(name)) => {
            let mentions = members(table, MentionKind::Person, *name)?;
            Ok(Some(PersonMatch { mentions, name: None }))
        }
        Some(PersonFilter::Name(name)) => {
            let stems = stem_set(name);
            if stems.is_empty() {
                return Ok(None);
            }
            let mut mentions = BTreeSet::new();
            for person in ids_under_all(table, &stems, keys::persons_named)? {
                mentions.extend(table.members(MentionKind::Person, person)?);
            }
            Ok(Some(PersonMatch { mentions, name: Some(stems) }))
        }
    }
}

/// The ids that stand in the lists of all stems.
pub(super) fn ids_under_all(
    table: Table<'_>,
    stems: &StemSet,
    list: impl Fn(&str) -> Vec<u8>,
) -> Result<BTreeSet<RecordId>, StoreError> {
    let mut common: Option<BTreeSet<RecordId>> = None;
    for stem in stems {
        let ids = ids_under(table, &list(stem))?;
        let both = match common {
            Some(common) => common.intersection(&ids).copied().collect(),
            None => ids,
        };
        if both.is_empty() {
            return Ok(both);
        }
        common = Some(both);
    }
    Ok(common.unwrap_or_default())
}

/// The ids in one list.
pub(super) fn ids_under(table: Table<'_>, prefix: &[u8]) -> Result<BTreeSet<RecordId>, StoreError> {
    table.scan(prefix).map(|entry| keys::last_id(&entry?.0)).collect()
}
