//! Questions for one thing by name, and for the mentions of a report or block.

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    judgement::Judgement,
    mention::{Mention, MentionKind},
    record::Record,
};

use super::{
    keys,
    mentions::{known_mention, mention, stored_report},
    table::{Table, decode},
};
use crate::{CommitChanges, GoneName, Lookup, StoreError, StoredReport, resolve_references::Names};

impl Names for Table<'_> {
    fn record_name(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError> {
        if let Some(name) = self.alias(kind, self.form_of(kind, mention)?)? {
            return Ok(Lookup::Found(name));
        }
        let is_gone = self.contains(&keys::gone_record(kind, mention))?;
        Ok(if is_gone { Lookup::Gone } else { Lookup::Unknown })
    }
}

/// A report by name.
pub(super) fn report(table: Table<'_>, id: ReportId) -> Result<Lookup<StoredReport>, StoreError> {
    if let Some(report) = stored_report(table, id)? {
        return Ok(Lookup::Found(report));
    }
    Ok(if table.contains(&keys::gone_report(id))? { Lookup::Gone } else { Lookup::Unknown })
}

/// Ids of the forms of a block.
pub(super) fn forms_in(
    table: Table<'_>,
    kind: MentionKind,
    block: &str,
) -> Result<Vec<RecordId>, StoreError> {
    table.scan(&keys::forms_in_block(kind, block)).map(|entry| keys::last_id(&entry?.0)).collect()
}

/// The mentions of a form, in order of id.
pub(super) fn mentions_of_form(
    table: Table<'_>,
    kind: MentionKind,
    form: RecordId,
) -> Result<Vec<Mention>, StoreError> {
    let mut found = Vec::new();
    for id in table.ids_of_form(kind, form)? {
        found.extend(mention(table, kind, id)?.filter(|mention| mention.form == form));
    }
    Ok(found)
}

/// The mentions that the record of this name is made of, in order of id.
pub(super) fn members(
    table: Table<'_>,
    kind: MentionKind,
    name: RecordId,
) -> Result<Lookup<Vec<Mention>>, StoreError> {
    match table.record_name(kind, name)? {
        Lookup::Found(id) => {
            let members = table.members(kind, id)?;
            let mentions: Result<Vec<Mention>, StoreError> =
                members.into_iter().map(|id| known_mention(table, kind, id)).collect();
            Ok(Lookup::Found(mentions?))
        }
        Lookup::Gone => Ok(Lookup::Gone),
        Lookup::Unknown => Ok(Lookup::Unknown),
    }
}

/// A judgement that an index, or somebody, says is there.
pub(super) fn judgement(table: Table<'_>, id: JudgementId) -> Result<Option<Judgement>, StoreError> {
    let bytes = table.get_large(&keys::judgement(id))?;
    bytes.map(|bytes| decode(&bytes, || format!("judgement {id}"))).transpose()
}

/// The judgements that point at a mention, in order of id.
pub(super) fn judgements_of(
    table: Table<'_>,
    kind: MentionKind,
    mention: RecordId,
) -> Result<Vec<Judgement>, StoreError> {
    let prefix = keys::judgements_of(kind, mention);
    let mut found = Vec::new();
    for entry in table.scan(&prefix) {
        let id = JudgementId::from_bytes(keys::id_at(&entry?.0, prefix.len())?);
        found.extend(judgement(table, id)?);
    }
    Ok(found)
}

/// The record that holds a mention, its references as they are kept.
pub(super) fn record(
    table: Table<'_>,
    kind: MentionKind,
    name: RecordId,
) -> Result<Lookup<Record>, StoreError> {
    match table.record_name(kind, name)? {
        Lookup::Found(id) => present_record(table, kind, id).map(Lookup::Found),
        Lookup::Gone => Ok(Lookup::Gone),
        Lookup::Unknown => Ok(Lookup::Unknown),
    }
}

/// The record of this very name, which an alias or an index says is there.
pub(super) fn present_record(
    table: Table<'_>,
    kind: MentionKind,
    id: RecordId,
) -> Result<Record, StoreError> {
    table.record(kind, id)?.ok_or_else(|| StoreError::Damaged {
        what: format!("{} {id} is indexed and not there", kind.as_str()),
    })
}

/// Takes a record of the kind that was asked for out of what holds any kind.
pub(super) fn of_kind<T>(
    lookup: Lookup<Record>,
    take: impl FnOnce(Record) -> Option<T>,
) -> Result<Lookup<T>, StoreError> {
    match lookup {
        Lookup::Found(record) => take(record).map(Lookup::Found).ok_or_else(|| StoreError::Damaged {
            what: "a record is of another kind than its key says".to_owned(),
        }),
        Lookup::Gone => Ok(Lookup::Gone),
        Lookup::Unknown => Ok(Lookup::Unknown),
    }
}

/// What commits after number `sequence` did to records; see [`crate::Store::changes_after`].
pub(super) fn changes_after(
    table: Table<'_>,
    sequence: u64,
    limit: usize,
) -> Result<Vec<CommitChanges>, StoreError> {
    let mut commits: Vec<CommitChanges> = Vec::new();
    let Some(next) = sequence.checked_add(1).filter(|_| limit > 0) else { return Ok(commits) };
    let mut given = 0;
    table.for_each_large_from(&keys::feed(), keys::feed_of(next), |_, value| {
        let commit: CommitChanges = decode(&value, || "a commit of the change feed".to_owned())?;
        given += commit.records.len();
        commits.push(commit);
        Ok(given < limit)
    })?;
    Ok(commits)
}

/// The ids under a prefix whose keys have an id right behind it, each once, after `after`, at most `limit`.
pub(super) fn ids(
    table: Table<'_>,
    prefix: &[u8],
    after: Option<[u8; keys::ID_LENGTH]>,
    limit: usize,
) -> Result<Vec<[u8; keys::ID_LENGTH]>, StoreError> {
    let from = match &after {
        // Behind all chunks of that one.
        Some(after) => [prefix, after, &[0xff; keys::CHUNK_NUMBER_LENGTH]].concat(),
        None => prefix.to_vec(),
    };
    let mut found: Vec<[u8; keys::ID_LENGTH]> = Vec::new();
    for entry in table.scan_from(prefix, from) {
        if found.len() >= limit {
            // One chunk more of the last one would not be a new id, but neither is it missed.
            break;
        }
        let id = keys::id_at(&entry?.0, prefix.len())?;
        if found.last() != Some(&id) && after != Some(id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// Names that lead nowhere, in order, after `after`, at most `limit`.
pub(super) fn gone(
    table: Table<'_>,
    after: Option<GoneName>,
    limit: usize,
) -> Result<Vec<GoneName>, StoreError> {
    let prefix = keys::gone_names();
    let from = after.map_or_else(|| prefix.clone(), |after| [keys::gone_name(after), vec![0]].concat());
    table.scan_from(&prefix, from).take(limit).map(|entry| keys::gone_name_of(&entry?.0)).collect()
}

/// Works on what was found.
pub(super) fn and_then<T>(
    mut lookup: Lookup<T>,
    work: impl FnOnce(&mut T) -> Result<(), StoreError>,
) -> Result<Lookup<T>, StoreError> {
    if let Lookup::Found(found) = &mut lookup {
        work(found)?;
    }
    Ok(lookup)
}
