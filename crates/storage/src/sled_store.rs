//! [`SledStore`]: the store in a directory, on sled 0.34.
//!
//! # Layout
//! - `keys`: the families of keys in the one tree.
//! - `table`: reading the tree; large values.
//! - `entries`: what lies in the tree for one report, mention or record, indexes included.
//! - `forms`: mentions that are alike, and the records made of them.
//! - `mentions`: those of a report, and each by its name.
//! - `commit`: from a [`Change`] to one batch.
//! - `read`, `people`, `meetings`: the questions.
//! - `open`, `schema`, `witness`: the directory, its lock, its version, how far it had come.
//!
//! # What a commit guarantees
//! All of a change is one batch of one tree, which sled recovers whole or not at all. A commit returns when the batch is on
//! the disk. Readers see the change whole, and may see it a moment before it is on the disk.

mod commit;
mod entries;
mod forms;
mod keys;
mod meetings;
mod mentions;
mod open;
mod people;
mod read;
mod schema;
mod table;
mod witness;

use std::{
    collections::BTreeSet,
    fmt,
    fs::File,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    judgement::Judgement,
    mention::{Form, Mention, MentionKind},
    record::{MeetingRecord, PersonRecord, QuoteRecord, Record},
};

pub use self::open::DEFAULT_CACHE_BYTES;
use self::{
    keys::Counter,
    table::{Table, sled_error},
    witness::Witness,
};
use crate::{
    Change, CommitChanges, Counts, GoneName, Lookup, MeetingQuery, Page, PersonFilter, Store, StoreError,
    StoredReport,
    resolve_references::{Names, resolve_meeting, resolve_person, resolve_quote},
};

/// A store in a directory. One process has it open at a time; within it, any number of threads.
pub struct SledStore {
    path: PathBuf,
    db: sled::Db,
    file: File,
    /// Is told how far the store has come.
    witness: Witness,
    /// Held shared while a question is answered, alone while a batch is applied: a question sees one state.
    gate: RwLock<()>,
    /// Held by the one commit that is under way.
    writer: Mutex<()>,
    /// Whether a write failed: what is in memory may then not be what is on the disk.
    has_failed: AtomicBool,
}

impl SledStore {
    /// Opens the store in a directory. Directory and store are made where they are not there yet.
    ///
    /// # Errors
    /// - [`StoreError::InUse`] when another process (or another [`SledStore`] of this one) has it open;
    /// - [`StoreError::NotAStore`] when the directory holds something else;
    /// - [`StoreError::NewerSchema`], [`StoreError::OlderSchema`] when this program cannot read what another wrote;
    /// - [`StoreError::Damaged`] when its files cannot be read;
    /// - [`StoreError::Lost`] when they can, and what was acknowledged last is not there;
    /// - [`StoreError::Io`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with_cache(path, DEFAULT_CACHE_BYTES)
    }

    /// The same with so many bytes of pages kept in memory, as they are on disk; in memory they take two to three times that.
    ///
    /// # Errors
    /// As [`SledStore::open`].
    pub fn open_with_cache(path: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        let store = Self::over(path, open::open(path, cache_bytes)?);
        let sequence = store.sequence()?;
        match store.witness.sequence {
            Some(acknowledged) if acknowledged > sequence => {
                Err(StoreError::Lost { path: path.to_owned(), sequence, acknowledged })
            }
            _ => {
                store.witness.write(sequence)?;
                Ok(store)
            }
        }
    }

    /// Opens what can be read of a damaged store, in a copy that is made in an empty directory: the store itself stays as it is.
    ///
    /// # Errors
    /// As [`SledStore::open`], but for [`StoreError::Lost`].
    pub fn open_what_is_left(path: &Path, scratch: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        open::copy_what_counts(path, scratch)?;
        Ok(Self::over(scratch, open::open(scratch, cache_bytes)?))
    }

    fn over(path: &Path, opened: open::Opened) -> Self {
        Self {
            path: path.to_owned(),
            db: opened.db,
            file: opened.file,
            witness: opened.witness,
            gate: RwLock::new(()),
            writer: Mutex::new(()),
            has_failed: AtomicBool::new(false),
        }
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn read(&self) -> Result<(Table<'_>, RwLockReadGuard<'_, ()>), StoreError> {
        // The locks guard no data of their own, so what a panic left behind them is told by `has_failed` alone.
        let shared = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        if self.has_failed.load(Ordering::SeqCst) {
            return Err(StoreError::Stopped);
        }
        Ok((Table::new(&self.db), shared))
    }

    fn apply(&self, batch: sled::Batch, sequence: u64) -> Result<(), StoreError> {
        let failure = FailsUnlessDone { has_failed: &self.has_failed, is_done: false };
        let alone = self.gate.write().unwrap_or_else(PoisonError::into_inner);
        self.db.apply_batch(batch).map_err(sled_error)?;
        drop(alone);
        self.db.flush().map_err(sled_error)?;
        self.file.sync_data()?;
        self.witness.write(sequence)?;
        failure.done();
        Ok(())
    }
}

/// Marks the store as failed when a write ends early, by an error or a panic.
struct FailsUnlessDone<'store> {
    has_failed: &'store AtomicBool,
    is_done: bool,
}

impl FailsUnlessDone<'_> {
    fn done(mut self) {
        self.is_done = true;
    }
}

impl Drop for FailsUnlessDone<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            self.has_failed.store(true, Ordering::SeqCst);
        }
    }
}

impl fmt::Debug for SledStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SledStore").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Store for SledStore {
    fn commit(&self, change: &Change) -> Result<(), StoreError> {
        let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody else writes while the batch is made, so it needs no guard against readers.
        let batch = {
            let (table, _shared) = self.read()?;
            commit::batch_of(table, change)?
        };
        batch.map_or(Ok(()), |(batch, sequence)| self.apply(batch, sequence))
    }

    fn sequence(&self) -> Result<u64, StoreError> {
        let (table, _shared) = self.read()?;
        table.number(keys::SEQUENCE)
    }

    fn feed_start(&self) -> Result<u64, StoreError> {
        let (table, _shared) = self.read()?;
        table.number(keys::FEED_START)
    }

    fn changes_after(&self, sequence: u64, limit: usize) -> Result<Vec<CommitChanges>, StoreError> {
        let (table, _shared) = self.read()?;
        read::changes_after(table, sequence, limit)
    }

    fn report(&self, id: ReportId) -> Result<Lookup<StoredReport>, StoreError> {
        let (table, _shared) = self.read()?;
        read::report(table, id)
    }

    fn reports(&self, after: Option<ReportId>, limit: usize) -> Result<Vec<ReportId>, StoreError> {
        let (table, _shared) = self.read()?;
        let after = after.map(|id| *id.as_bytes());
        let ids = read::ids(table, &keys::reports(), after, limit)?;
        Ok(ids.into_iter().map(ReportId::from_bytes).collect())
    }

    fn mentions_of(&self, report: ReportId) -> Result<Vec<Mention>, StoreError> {
        let (table, _shared) = self.read()?;
        mentions::mentions_of(table, report)
    }

    fn forms_in(&self, kind: MentionKind, block: &str) -> Result<Vec<RecordId>, StoreError> {
        let (table, _shared) = self.read()?;
        read::forms_in(table, kind, block)
    }

    fn form(&self, kind: MentionKind, id: RecordId) -> Result<Option<Form>, StoreError> {
        let (table, _shared) = self.read()?;
        table.form(kind, id)
    }

    fn mentions_of_form(&self, kind: MentionKind, form: RecordId) -> Result<Vec<Mention>, StoreError> {
        let (table, _shared) = self.read()?;
        read::mentions_of_form(table, kind, form)
    }

    fn record_of(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError> {
        let (table, _shared) = self.read()?;
        table.record_name(kind, mention)
    }

    fn mention(&self, kind: MentionKind, id: RecordId) -> Result<Option<Mention>, StoreError> {
        let (table, _shared) = self.read()?;
        mentions::mention(table, kind, id)
    }

    fn record_of_form(
        &self,
        kind: MentionKind,
        form: RecordId,
    ) -> Result<Option<(RecordId, Vec<RecordId>)>, StoreError> {
        let (table, _shared) = self.read()?;
        let Some(id) = table.alias(kind, form)? else { return Ok(None) };
        Ok(Some((id, table.forms_of(kind, id)?)))
    }

    fn members(&self, kind: MentionKind, name: RecordId) -> Result<Lookup<Vec<Mention>>, StoreError> {
        let (table, _shared) = self.read()?;
        read::members(table, kind, name)
    }

    fn persons_in_post(&self, post: &str, limit: usize) -> Result<Vec<PersonRecord>, StoreError> {
        let (table, _shared) = self.read()?;
        let prefix = keys::persons_in_post(post);
        let mut found = Vec::new();
        for entry in table.scan(&prefix).take(limit) {
            let id = RecordId::from_bytes(keys::id_at(&entry?.0, prefix.len())?);
            if let Record::Person(mut person) = read::present_record(table, MentionKind::Person, id)? {
                resolve_person(&table, &mut person)?;
                found.push(person);
            }
        }
        Ok(found)
    }

    fn judgement(&self, id: JudgementId) -> Result<Option<Judgement>, StoreError> {
        let (table, _shared) = self.read()?;
        read::judgement(table, id)
    }

    fn judgements(&self, after: Option<JudgementId>, limit: usize) -> Result<Vec<Judgement>, StoreError> {
        let (table, _shared) = self.read()?;
        let after = after.map(|id| *id.as_bytes());
        let ids = read::ids(table, &keys::judgements(), after, limit)?;
        let found: Result<Vec<Option<Judgement>>, StoreError> =
            ids.into_iter().map(|id| read::judgement(table, JudgementId::from_bytes(id))).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    fn judgements_of(&self, kind: MentionKind, mention: RecordId) -> Result<Vec<Judgement>, StoreError> {
        let (table, _shared) = self.read()?;
        read::judgements_of(table, kind, mention)
    }

    fn is_stale(&self) -> Result<bool, StoreError> {
        let (table, _shared) = self.read()?;
        table.contains(keys::STALE)
    }

    fn meeting(&self, name: RecordId) -> Result<Lookup<MeetingRecord>, StoreError> {
        let (table, _shared) = self.read()?;
        let found = read::of_kind(read::record(table, MentionKind::Meeting, name)?, |record| match record {
            Record::Meeting(meeting) => Some(meeting),
            _ => None,
        })?;
        read::and_then(found, |meeting| resolve_meeting(&table, meeting))
    }

    fn person(&self, name: RecordId) -> Result<Lookup<PersonRecord>, StoreError> {
        let (table, _shared) = self.read()?;
        let found = read::of_kind(read::record(table, MentionKind::Person, name)?, |record| match record {
            Record::Person(person) => Some(person),
            _ => None,
        })?;
        read::and_then(found, |person| resolve_person(&table, person))
    }

    fn quote(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError> {
        let (table, _shared) = self.read()?;
        let found = read::of_kind(read::record(table, MentionKind::Quote, name)?, |record| match record {
            Record::Quote(quote) => Some(quote),
            _ => None,
        })?;
        read::and_then(found, |quote| resolve_quote(&table, quote))
    }

    fn quote_as_kept(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError> {
        let (table, _shared) = self.read()?;
        read::of_kind(read::record(table, MentionKind::Quote, name)?, |record| match record {
            Record::Quote(quote) => Some(quote),
            _ => None,
        })
    }

    fn mention_ids(&self, kind: MentionKind, name: RecordId) -> Result<BTreeSet<RecordId>, StoreError> {
        let (table, _shared) = self.read()?;
        people::members(table, kind, name)
    }

    fn persons_named(&self, name: &str) -> Result<BTreeSet<RecordId>, StoreError> {
        let (table, _shared) = self.read()?;
        let matched = people::person_match(table, Some(&PersonFilter::Name(name.to_owned())))?;
        Ok(matched.map(|matched| matched.mentions).unwrap_or_default())
    }

    fn list_meetings(&self, query: &MeetingQuery) -> Result<Page<MeetingRecord>, StoreError> {
        let (table, _shared) = self.read()?;
        meetings::list(table, query)
    }

    fn records(
        &self,
        kind: MentionKind,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>, StoreError> {
        let (table, _shared) = self.read()?;
        let after = after.map(|id| *id.as_bytes());
        let ids = read::ids(table, &keys::records(kind), after, limit)?;
        Ok(ids.into_iter().map(RecordId::from_bytes).collect())
    }

    fn gone(&self, after: Option<GoneName>, limit: usize) -> Result<Vec<GoneName>, StoreError> {
        let (table, _shared) = self.read()?;
        read::gone(table, after, limit)
    }

    fn counts(&self) -> Result<Counts, StoreError> {
        let (table, _shared) = self.read()?;
        Ok(Counts {
            reports: table.count(Counter::Reports)?,
            meetings: table.count(Counter::Meetings)?,
            persons: table.count(Counter::Persons)?,
            quotes: table.count(Counter::Quotes)?,
        })
    }
}
