//! From a change to the one batch that makes it.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{RecordId, ReportId, mention::Mention, mention::MentionKind};

use super::{
    entries::{self, Entries},
    keys::{self, Counter},
    read::{mentions_of, report},
    table::{StoredRecord, Table, chunks, encode},
};
use crate::{
    Change, CommitChanges, GoneName, Lookup, RecordChange, RecordEvent, Restoring, StoreError, StoredReport,
};

/// What a change writes: a value, or none to take the key away.
type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Names of records of all kinds.
type Name = (MentionKind, RecordId);

/// The batch that makes a change, or none when nothing differs.
pub(super) fn batch_of(table: Table<'_>, change: &Change) -> Result<Option<sled::Batch>, StoreError> {
    let mut draft = Draft {
        table,
        writes: Writes::new(),
        aliases: BTreeMap::new(),
        counts: BTreeMap::new(),
        feed: Vec::new(),
    };
    draft.reports(change)?;
    draft.records(change)?;
    draft.aliases()?;
    draft.judgements(change)?;
    draft.gone(change)?;
    draft.restoring(change)?;
    draft.finish(change)
}

struct Draft<'db> {
    table: Table<'db>,
    writes: Writes,
    /// What each mention whose record changes will lead to.
    aliases: BTreeMap<Name, Option<RecordId>>,
    /// By how much each number grows.
    counts: BTreeMap<Counter, i128>,
    /// What happens to records.
    feed: Vec<RecordChange>,
}

impl Draft<'_> {
    fn reports(&mut self, change: &Change) -> Result<(), StoreError> {
        let mut targets: BTreeMap<ReportId, Option<(&StoredReport, &[Mention])>> =
            change.delete_reports.iter().map(|&id| (id, None)).collect();
        targets.extend(
            change
                .put_reports
                .iter()
                .map(|(id, report, mentions)| (*id, Some((report, mentions.as_slice())))),
        );
        let kept: BTreeSet<Name> = change
            .put_reports
            .iter()
            .flat_map(|(_, _, mentions)| mentions)
            .map(|mention| (mention.kind(), mention.id))
            .collect();
        // All that goes before all that comes: a mention may move from one report to another.
        let mut old = Entries::new();
        let mut new = Entries::new();
        for (id, target) in targets {
            let Lookup::Found(old_report) = report(self.table, id)? else {
                if let Some((report, mentions)) = target {
                    self.count(Counter::Reports, 1);
                    self.writes.insert(keys::gone_report(id), None);
                    new.extend(report_entries(id, report, mentions)?);
                }
                continue;
            };
            let old_mentions = mentions_of(self.table, id)?;
            for mention in &old_mentions {
                if !kept.contains(&(mention.kind(), mention.id)) {
                    self.aliases.insert((mention.kind(), mention.id), None);
                }
            }
            old.extend(report_entries(id, &old_report, &old_mentions)?);
            if let Some((report, mentions)) = target {
                new.extend(report_entries(id, report, mentions)?);
            } else {
                self.count(Counter::Reports, -1);
                self.writes.insert(keys::gone_report(id), Some(Vec::new()));
            }
        }
        self.replace(old, new);
        Ok(())
    }

    fn records(&mut self, change: &Change) -> Result<(), StoreError> {
        let mut targets: BTreeMap<Name, Option<StoredRecord>> =
            change.delete_records.iter().map(|&name| (name, None)).collect();
        for (record, members) in &change.put_records {
            let stored = StoredRecord { record: record.clone(), members: members.clone() };
            targets.insert((record.kind(), record.id()), Some(stored));
        }
        let mut before: BTreeMap<Name, Option<StoredRecord>> = BTreeMap::new();
        // A mention that several records claim leads to the last of them.
        let mut claimed: BTreeSet<Name> = BTreeSet::new();
        let mut contested: BTreeSet<Name> = BTreeSet::new();
        for (&(kind, _), target) in &targets {
            let members = target.iter().flat_map(|target| &target.members);
            contested.extend(members.map(|&member| (kind, member)).filter(|&name| !claimed.insert(name)));
        }
        // Mentions that lead where they led; of a large record these are most.
        let mut unmoved: BTreeSet<Name> = BTreeSet::new();
        for (&(kind, id), target) in &targets {
            let old = match self.table.record(kind, id)? {
                Some(record) => Some(StoredRecord { record, members: self.table.members(kind, id)? }),
                None => None,
            };
            let stay: BTreeSet<RecordId> =
                target.iter().flat_map(|target| &target.members).copied().collect();
            for &member in old.iter().flat_map(|old| &old.members) {
                if self.alias(kind, member)? != Some(id) {
                    continue;
                }
                if stay.contains(&member) && !contested.contains(&(kind, member)) {
                    unmoved.insert((kind, member));
                } else {
                    self.aliases.insert((kind, member), None);
                }
            }
            self.count_record(kind, old.as_ref(), -1);
            self.count_record(kind, target.as_ref(), 1);
            if old != *target {
                let entries = |stored: Option<&StoredRecord>| stored.map(entries::of_record).transpose();
                let (old_entries, new_entries) = (entries(old.as_ref())?, entries(target.as_ref())?);
                self.replace(old_entries.unwrap_or_default(), new_entries.unwrap_or_default());
            }
            before.insert((kind, id), old);
        }
        for (&(kind, id), target) in &targets {
            let members = target.iter().flat_map(|stored| &stored.members);
            let moved = members.map(|&member| (kind, member)).filter(|name| !unmoved.contains(name));
            self.aliases.extend(moved.map(|name| (name, Some(id))));
        }
        for ((kind, name), old) in before {
            let new = targets.get(&(kind, name)).and_then(Option::as_ref);
            let leads_to = self.alias(kind, name)?;
            if let Some(event) = RecordEvent::between(old.as_ref(), new, leads_to) {
                self.feed.push(RecordChange { kind, name, event });
            }
        }
        Ok(())
    }

    /// Judgements are only ever added: one that no longer holds is undone by another.
    fn judgements(&mut self, change: &Change) -> Result<(), StoreError> {
        for judgement in &change.put_judgements {
            if self.table.get_large(&keys::judgement(judgement.id))?.is_none() {
                self.writes.extend(
                    entries::of_judgement(judgement)?.into_iter().map(|(key, value)| (key, Some(value))),
                );
            }
        }
        if change.is_rebuilt && self.table.contains(keys::STALE)? {
            self.writes.insert(keys::STALE.to_vec(), None);
        }
        Ok(())
    }

    /// Stones for names that were given out elsewhere, where they do not lead somewhere here.
    fn gone(&mut self, change: &Change) -> Result<(), StoreError> {
        for &name in &change.put_gone {
            let key = keys::gone_name(name);
            if self.writes.contains_key(&key) {
                continue;
            }
            let leads_on = match name {
                GoneName::Report(id) => matches!(report(self.table, id)?, Lookup::Found(_)),
                GoneName::Record(kind, id) => self.table.alias(kind, id)?.is_some(),
            };
            if !leads_on && !self.table.contains(&key)? {
                self.writes.insert(key, Some(Vec::new()));
            }
        }
        Ok(())
    }

    fn restoring(&mut self, change: &Change) -> Result<(), StoreError> {
        match change.restoring {
            Some(Restoring::Begins { .. }) => {
                self.writes.insert(keys::RESTORING.to_vec(), Some(Vec::new()));
            }
            Some(Restoring::Ends) if self.table.contains(keys::RESTORING)? => {
                self.writes.insert(keys::RESTORING.to_vec(), None);
            }
            Some(Restoring::Ends) | None => {}
        }
        Ok(())
    }

    /// Writes where mentions lead, and leaves a stone where a name leads nowhere any more.
    fn aliases(&mut self) -> Result<(), StoreError> {
        for ((kind, mention), new) in std::mem::take(&mut self.aliases) {
            let old = self.table.alias(kind, mention)?;
            if old == new {
                continue;
            }
            self.writes.insert(keys::alias(kind, mention), new.map(|id| id.as_bytes().to_vec()));
            match (old, new) {
                (Some(_), None) => {
                    self.writes.insert(keys::gone_record(kind, mention), Some(Vec::new()));
                }
                (None, Some(_)) => {
                    self.writes.insert(keys::gone_record(kind, mention), None);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn finish(mut self, change: &Change) -> Result<Option<sled::Batch>, StoreError> {
        if self.writes.is_empty() {
            return Ok(None);
        }
        for (counter, growth) in std::mem::take(&mut self.counts) {
            if growth == 0 {
                continue;
            }
            let count = i128::from(self.table.count(counter)?) + growth;
            let count = u64::try_from(count).map_err(|_| StoreError::Damaged {
                what: format!("there would be {count} of {counter:?}"),
            })?;
            self.writes.insert(keys::count(counter), Some(count.to_be_bytes().to_vec()));
        }
        let mut sequence = self.table.number(keys::SEQUENCE)? + 1;
        if let Some(Restoring::Begins { feed_after }) = change.restoring {
            sequence = sequence.max(feed_after);
            self.writes.insert(keys::FEED_START.to_vec(), Some(sequence.to_be_bytes().to_vec()));
        }
        self.writes.insert(keys::SEQUENCE.to_vec(), Some(sequence.to_be_bytes().to_vec()));
        if !self.feed.is_empty() {
            let commit = CommitChanges { sequence, records: std::mem::take(&mut self.feed) };
            let bytes = encode(&commit, || format!("commit {sequence} of the change feed"))?;
            let chunks = chunks(&keys::feed_of(sequence), &bytes).into_iter();
            self.writes.extend(chunks.map(|(key, chunk)| (key, Some(chunk))));
        }
        let mut batch = sled::Batch::default();
        for (key, value) in self.writes {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        Ok(Some(batch))
    }

    fn replace(&mut self, mut old: Entries, new: Entries) {
        for (key, value) in new {
            if old.remove(&key).as_ref() != Some(&value) {
                self.writes.insert(key, Some(value));
            }
        }
        self.writes.extend(old.into_keys().map(|key| (key, None)));
    }

    fn alias(&self, kind: MentionKind, mention: RecordId) -> Result<Option<RecordId>, StoreError> {
        match self.aliases.get(&(kind, mention)) {
            Some(&alias) => Ok(alias),
            None => self.table.alias(kind, mention),
        }
    }

    fn count(&mut self, counter: Counter, growth: i128) {
        *self.counts.entry(counter).or_default() += growth;
    }

    fn count_record(&mut self, kind: MentionKind, stored: Option<&StoredRecord>, sign: i128) {
        if stored.is_none() {
            return;
        }
        let counter = match kind {
            MentionKind::Meeting => Counter::Meetings,
            MentionKind::Person => Counter::Persons,
            MentionKind::Quote => Counter::Quotes,
        };
        self.count(counter, sign);
    }
}

fn report_entries(id: ReportId, report: &StoredReport, mentions: &[Mention]) -> Result<Entries, StoreError> {
    let mut all = entries::of_report(id, report)?;
    for mention in mentions {
        all.extend(entries::of_mention(id, mention)?);
    }
    Ok(all)
}
