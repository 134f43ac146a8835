//! From a change to the one batch that makes it.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    RecordId, ReportId,
    mention::{Mention, MentionKind},
    record::PersonListing,
};

use super::{
    entries::{self, Entries},
    forms::{StoredForm, Tally},
    keys::{self, Counter},
    mentions::{known_mention, mentions_of},
    read::report,
    table::{Place, StoredRecord, Table, chunk_key, chunks, encode},
};
use crate::{
    Change, CommitChanges, GoneName, Lookup, RecordChange, RecordEvent, Restoring, StoreError, StoredReport,
    resolve_references::Names as _,
};

/// What a change writes: a value, or none to take the key away.
type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Names of records, mentions or forms of all kinds.
type Name = (MentionKind, RecordId);

/// The batch that makes a change, with the number of the commit that it is; or none when nothing differs.
pub(super) fn batch_of(table: Table<'_>, change: &Change) -> Result<Option<(sled::Batch, u64)>, StoreError> {
    let mut draft = Draft {
        table,
        writes: Writes::new(),
        aliases: BTreeMap::new(),
        before: BTreeMap::new(),
        after: BTreeMap::new(),
        listed_anew: BTreeSet::new(),
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
    /// What each form whose record changes will lead to.
    aliases: BTreeMap<Name, Option<RecordId>>,
    /// The mentions of the reports as they are …
    before: BTreeMap<Name, Mention>,
    /// … and as they will be.
    after: BTreeMap<Name, Mention>,
    /// Forms of which a record will list something else than it does.
    listed_anew: BTreeSet<Name>,
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
        // All that goes before all that comes: a mention may move from one report to another.
        let mut old = Entries::new();
        let mut new = Entries::new();
        let named = |mention: &Mention| ((mention.kind(), mention.id), mention.clone());
        for (id, target) in targets {
            if let Lookup::Found(old_report) = report(self.table, id)? {
                let old_mentions = mentions_of(self.table, id)?;
                old.extend(entries::of_report(id, &old_report, &old_mentions)?);
                self.before.extend(old_mentions.iter().map(named));
                if target.is_none() {
                    self.count(Counter::Reports, -1);
                    self.writes.insert(keys::gone_report(id), Some(Vec::new()));
                }
            } else if target.is_some() {
                self.count(Counter::Reports, 1);
                self.writes.insert(keys::gone_report(id), None);
            }
            if let Some((report, mentions)) = target {
                new.extend(entries::of_report(id, report, mentions)?);
                self.after.extend(mentions.iter().map(named));
            }
        }
        self.forms(&mut old, &mut new)?;
        self.replace(old, new);
        Ok(())
    }

    /// What the mentions of the reports change in their forms.
    fn forms(&mut self, old: &mut Entries, new: &mut Entries) -> Result<(), StoreError> {
        // Each form of several mentions, with those that it had and those that it will have.
        let mut touched: BTreeMap<Name, (Vec<&Mention>, Vec<&Mention>)> = BTreeMap::new();
        for (&name, mention) in self.before.iter().chain(&self.after) {
            let (one, two) = (self.before.get(&name), self.after.get(&name));
            let adds =
                |mention: Option<&Mention>| mention.map(|mention| (mention.form, PersonListing::of(mention)));
            if adds(one) != adds(two) {
                self.listed_anew.insert((name.0, mention.form));
            }
            if mention.form == mention.id {
                if two.is_none() {
                    self.aliases.insert(name, None);
                }
            } else if self.table.alias(name.0, name.1)?.is_some() {
                // It leads nowhere by itself any more.
                self.aliases.insert(name, None);
            }
        }
        for mention in self.before.values().filter(|mention| mention.form != mention.id) {
            touched.entry((mention.kind(), mention.form)).or_default().0.push(mention);
        }
        for mention in self.after.values().filter(|mention| mention.form != mention.id) {
            touched.entry((mention.kind(), mention.form)).or_default().1.push(mention);
        }
        for ((kind, form), (had, has)) in touched {
            let before = self.table.stored_form(kind, form)?;
            let mut tally = before.as_ref().map(|before| before.tally).unwrap_or_default();
            let stays = |mention: &&Mention| {
                has.iter().any(|other| other.id == mention.id && other.publish_date == mention.publish_date)
            };
            let is_counted_anew = !had.iter().all(stays);
            // The smallest of those that stay as they are.
            let mut smallest = before.as_ref().map(|before| before.sample.id);
            if is_counted_anew {
                (tally, smallest) = (Tally::default(), None);
                self.table.for_each_mention_of_form(kind, form, |id, kept| {
                    if !had.iter().any(|mention| mention.id == id) {
                        tally = tally.and(kept.published);
                        smallest = smallest.or(Some(id));
                    }
                })?;
            }
            for mention in &has {
                if is_counted_anew || !had.iter().any(|other| other.id == mention.id) {
                    tally = tally.and(mention.publish_date);
                }
            }
            let own = has.iter().min_by_key(|mention| mention.id);
            let own = own.filter(|own| smallest.is_none_or(|smallest| own.id <= smallest));
            let sample = match (own, smallest) {
                (Some(own), _) => Some((*own).clone().as_compared()),
                (None, None) => None,
                (None, Some(id)) => match &before {
                    Some(before) if before.sample.id == id => Some(before.sample.clone()),
                    _ => Some(known_mention(self.table, kind, id)?.as_compared()),
                },
            };
            if let Some(before) = &before {
                old.extend(entries::of_form(before)?);
            }
            match sample {
                Some(sample) => new.extend(entries::of_form(&StoredForm { tally, sample })?),
                None => {
                    self.aliases.insert((kind, form), None);
                }
            }
        }
        Ok(())
    }

    fn records(&mut self, change: &Change) -> Result<(), StoreError> {
        let mut targets: BTreeMap<Name, Option<StoredRecord>> =
            change.delete_records.iter().map(|&name| (name, None)).collect();
        for (record, forms) in &change.put_records {
            targets.insert((record.kind(), record.id()), Some(StoredRecord::new(record.clone(), forms)));
        }
        let mut before: BTreeMap<Name, Option<StoredRecord>> = BTreeMap::new();
        // A form that several records claim leads to the last of them.
        let mut claimed: BTreeSet<Name> = BTreeSet::new();
        let mut contested: BTreeSet<Name> = BTreeSet::new();
        for (&(kind, _), target) in &targets {
            let forms = target.iter().flat_map(|target| &target.forms);
            contested.extend(forms.map(|&form| (kind, form)).filter(|&name| !claimed.insert(name)));
        }
        // Forms that lead where they led; of a large record these are most.
        let mut unmoved: BTreeSet<Name> = BTreeSet::new();
        for (&(kind, id), target) in &targets {
            let old = self.table.stored_record(kind, id)?;
            let stay: BTreeSet<RecordId> = target.iter().flat_map(|target| &target.forms).copied().collect();
            for &form in old.iter().flat_map(|old| &old.forms) {
                if self.alias(kind, form)? != Some(id) {
                    continue;
                }
                if stay.contains(&form) && !contested.contains(&(kind, form)) {
                    unmoved.insert((kind, form));
                } else {
                    self.aliases.insert((kind, form), None);
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
            let forms = target.iter().flat_map(|stored| &stored.forms);
            let moved = forms.map(|&form| (kind, form)).filter(|name| !unmoved.contains(name));
            self.aliases.extend(moved.map(|name| (name, Some(id))));
        }
        for ((kind, name), old) in before {
            let new = targets.get(&(kind, name)).and_then(Option::as_ref);
            let leads_to = self.leads_to(kind, name)?;
            let lists_anew = kind.has_forms()
                && new.is_some_and(|new| {
                    new.forms.iter().any(|&form| self.listed_anew.contains(&(kind, form)))
                });
            let event = RecordEvent::between(old.as_ref(), new, leads_to);
            if let Some(event) = event.or(lists_anew.then_some(RecordEvent::Changed)) {
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
                GoneName::Record(kind, id) => matches!(self.table.record_name(kind, id)?, Lookup::Found(_)),
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

    /// Writes where forms lead, and leaves a stone where the name of a mention leads nowhere any more.
    fn aliases(&mut self) -> Result<(), StoreError> {
        // Those of forms of several mentions; of others the name is that of the form.
        let in_forms = self.before.iter().chain(&self.after);
        let in_forms: BTreeSet<Name> =
            in_forms.filter(|(_, mention)| mention.form != mention.id).map(|(&name, _)| name).collect();
        for &(kind, mention) in &in_forms {
            let led_before = self.table.record_name(kind, mention)?;
            let leads = self.leads_to(kind, mention)?.is_some();
            match (matches!(led_before, Lookup::Found(_)), leads) {
                (true, false) => {
                    self.writes.insert(keys::gone_record(kind, mention), Some(Vec::new()));
                }
                (false, true) if led_before == Lookup::Gone => {
                    self.writes.insert(keys::gone_record(kind, mention), None);
                }
                _ => {}
            }
        }
        for ((kind, form), new) in std::mem::take(&mut self.aliases) {
            let old = self.table.alias(kind, form)?;
            if old == new {
                continue;
            }
            self.writes.insert(keys::alias(kind, form), new.map(|id| id.as_bytes().to_vec()));
            if in_forms.contains(&(kind, form)) || self.is_of_several(kind, form)? {
                continue;
            }
            match (old, new) {
                (Some(_), None) => {
                    self.writes.insert(keys::gone_record(kind, form), Some(Vec::new()));
                }
                (None, Some(_)) => {
                    self.writes.insert(keys::gone_record(kind, form), None);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a form is, or was until now, one of several mentions.
    fn is_of_several(&self, kind: MentionKind, form: RecordId) -> Result<bool, StoreError> {
        let key = chunk_key(&keys::form(kind, form), 0);
        Ok(kind.has_forms() && (self.writes.contains_key(&key) || self.table.contains(&key)?))
    }

    /// The record to which the name of a mention will lead.
    fn leads_to(&self, kind: MentionKind, mention: RecordId) -> Result<Option<RecordId>, StoreError> {
        let form = match (self.after.get(&(kind, mention)), self.before.get(&(kind, mention))) {
            (Some(mention), _) => mention.form,
            // It is gone, and what has no report any more is a form of its own.
            (None, Some(_)) => mention,
            (None, None) => self.table.form_of(kind, mention)?,
        };
        self.alias(kind, form)
    }

    fn finish(mut self, change: &Change) -> Result<Option<(sled::Batch, u64)>, StoreError> {
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
        self.put_apart()?;
        let mut batch = sled::Batch::default();
        for (key, value) in self.writes {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        Ok(Some((batch, sequence)))
    }

    /// Puts values that lie apart into their places: one that is there keeps its own.
    fn put_apart(&mut self) -> Result<(), StoreError> {
        let first = self.table.number(keys::NEXT_PLACE)?;
        let mut next = first;
        let mut writes = Writes::new();
        for (key, value) in self.writes.iter_mut().filter(|(key, _)| keys::lies_apart(key)) {
            let old = self.table.place(key)?;
            writes.extend(old.iter().flat_map(|old| old.keys(key)).map(|key| (key, None)));
            if let Some(value) = value {
                let number = old.map_or(next, |old| old.number);
                next = next.max(number + 1);
                let place = Place::new(number, value.len());
                writes.extend(place.fill(key, value).map(|(key, chunk)| (key, Some(chunk))));
                *value = place.to_bytes();
            }
        }
        self.writes.extend(writes);
        if next != first {
            self.writes.insert(keys::NEXT_PLACE.to_vec(), Some(next.to_be_bytes().to_vec()));
        }
        Ok(())
    }

    fn replace(&mut self, mut old: Entries, new: Entries) {
        for (key, value) in new {
            if old.remove(&key).as_ref() != Some(&value) {
                self.writes.insert(key, Some(value));
            }
        }
        self.writes.extend(old.into_keys().map(|key| (key, None)));
    }

    fn alias(&self, kind: MentionKind, form: RecordId) -> Result<Option<RecordId>, StoreError> {
        match self.aliases.get(&(kind, form)) {
            Some(&alias) => Ok(alias),
            None => self.table.alias(kind, form),
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
