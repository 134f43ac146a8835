//! [`Engine`]: reports in, records out. Joins parsing, resolution and storage; knows no gRPC.
//!
//! Blocking: from async code, call it on a thread for blocking work.

mod as_of;
mod forms;
mod infer;
mod judge;
mod merge;
mod restore;
mod snapshot;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use self::forms::KnownForms;
use rapporteur_model::{
    ContentHash, RecordId, ReportId,
    mention::MentionKind,
    record::{MeetingRecord, PersonRecord, QuoteRecord, Record},
};
use rapporteur_parsing::{EXTRACTOR_VERSION, ParseError, Parsed};
use rapporteur_search::{QuoteIndex, QuotePage, QuoteQuery, SearchError};
use rapporteur_storage::{
    Change, CommitChanges, Counts, Lookup, MeetingQuery, Page, Store, StoreError, StoredReport,
};
use tokio::sync::watch;

/// How many reports are made anew at a time.
const REPORTS_AT_A_TIME: usize = 64;

/// Reads the bytes that came under a URI.
type Parser = dyn Fn(&str, &[u8]) -> Result<Parsed, ParseError> + Send + Sync;

/// Takes reports in, keeps the records that follow from them, and answers questions about both.
///
/// Invariant: what the store holds is a function of the set of reports (each with its URIs) that were ingested and not
/// deleted since, whatever the order and however they were batched.
///
/// While it lives an engine is the only writer of its store: it remembers what it read there.
pub struct Engine {
    store: Arc<dyn Store>,
    /// Follows the store by itself, once it is told that there is something new.
    index: QuoteIndex,
    parser: Box<Parser>,
    /// Tells those who follow the store how far they may read.
    acknowledged: watch::Sender<Acknowledged>,
    /// Held while a change is worked out and committed: what it is worked out from must not change beneath it.
    writer: Mutex<KnownForms>,
    /// Are told what a change is about to do.
    snapshots: Snapshots,
}

/// How far those who follow the store may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Acknowledged {
    /// The last commit that is known to be durable.
    pub(crate) sequence: u64,
    /// Whether they are to end, as the server does.
    pub(crate) is_closing: bool,
}

/// What came of a report that is now kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingested {
    /// Its name.
    pub id: ReportId,
    /// The report as it is kept.
    pub report: StoredReport,
    /// Whether the same bytes were kept already.
    pub already_known: bool,
    /// The records of the meetings that it names, each once, in order of appearance.
    pub meetings: Vec<RecordId>,
}

pub use infer::Inferred;
pub use judge::{JudgeError, NewJudgement, Wanted};
pub(crate) use snapshot::Snapshot;
pub use snapshot::SnapshotError;
use snapshot::Snapshots;

/// Why a report was not taken in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// The bytes are no report.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The store could not keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine over a store, which it takes to be the only writer of. The index of quotations is in memory.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self::with_parser(store, Box::new(rapporteur_parsing::parse))
    }

    /// The same with the index of quotations in the directory of the store.
    #[must_use]
    pub fn over_directory(store: Arc<dyn Store>, directory: &Path) -> Self {
        let place = QuoteIndex::directory_in(directory);
        let index = QuoteIndex::in_directory(Arc::clone(&store), rapporteur_parsing::topic::id, &place);
        Self { index, ..Self::new(store) }
    }

    /// An engine that reads reports in another way.
    pub(crate) fn with_parser(store: Arc<dyn Store>, parser: Box<Parser>) -> Self {
        let index = QuoteIndex::in_memory(Arc::clone(&store), rapporteur_parsing::topic::id);
        // Of a store that cannot be read now, nothing is told until it is written.
        let sequence = store.sequence().unwrap_or_default();
        let (acknowledged, _) = watch::channel(Acknowledged { sequence, is_closing: false });
        let writer = Mutex::new(KnownForms::new());
        Self { store, index, parser, acknowledged, writer, snapshots: Snapshots::default() }
    }

    /// Takes one report in. When this returns, all that follows from it is durable.
    ///
    /// # Errors
    /// [`IngestError`]; nothing of the report is kept then.
    pub fn ingest(&self, uri: &str, bytes: &[u8]) -> Result<Ingested, IngestError> {
        let mut results = self.ingest_many(&[(uri, bytes)])?;
        match results.pop() {
            Some(result) => Ok(result?),
            // One report gives one result.
            None => Err(IngestError::Parse(ParseError::Empty)),
        }
    }

    /// Takes reports in, each a URI and bytes, as one change of the store. A report that is none stops no other; the
    /// results are in the order of the reports.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot keep them; none of them is kept then.
    pub fn ingest_many<U, B>(
        &self,
        reports: &[(U, B)],
    ) -> Result<Vec<Result<Ingested, ParseError>>, StoreError>
    where
        U: AsRef<str>,
        B: AsRef<[u8]>,
    {
        // What takes long is done before the lock is taken.
        let mut readings = Vec::with_capacity(reports.len());
        for (uri, bytes) in reports {
            let bytes = bytes.as_ref();
            let id = ReportId::from(ContentHash::of(bytes));
            let known = found(self.store.report(id)?);
            let incoming = Incoming { id, uri: uri.as_ref(), bytes };
            readings.push((incoming, self.read(incoming, known.as_ref(), None)));
        }
        let mut known = self.lock();
        let mut puts: BTreeMap<ReportId, StoredReport> = BTreeMap::new();
        let mut taken: Vec<Result<(ReportId, StoredReport, bool), ParseError>> = Vec::new();
        for (incoming, reading) in readings {
            let id = incoming.id;
            let before = match puts.get(&id) {
                Some(put) => Some(put.clone()),
                None => found(self.store.report(id)?),
            };
            // Another writer may have come between, or an earlier report of this batch has the same bytes.
            match reading.and_then(|reading| self.read(incoming, before.as_ref(), Some(reading))) {
                Ok(report) => {
                    if before.as_ref() != Some(&report) {
                        puts.insert(id, report.clone());
                    }
                    taken.push(Ok((id, report, before.is_some())));
                }
                Err(error) => taken.push(Err(error)),
            }
        }
        if !puts.is_empty() {
            self.commit(&merge::change(&*self.store, &mut known, &puts, &BTreeSet::new(), &[])?)?;
        }
        let mut results = Vec::with_capacity(taken.len());
        for one in taken {
            results.push(match one {
                Ok((id, report, already_known)) => {
                    // A later report of the batch may have brought the same bytes under another URI.
                    let report = puts.get(&id).cloned().unwrap_or(report);
                    let meetings = self.meetings_of(id, &report)?;
                    Ok(Ingested { id, report, already_known, meetings })
                }
                Err(error) => Err(error),
            });
        }
        Ok(results)
    }

    /// Makes the records anew from the reports where an older program kept them in another form; does nothing where they are
    /// up to date. Cut short, it goes on when it is called again.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn bring_up_to_date(&self) -> Result<(), StoreError> {
        let mut known = self.lock();
        if !self.store.is_stale()? {
            return Ok(());
        }
        let mut after = None;
        loop {
            let ids = self.store.reports(after, REPORTS_AT_A_TIME)?;
            let Some(&last) = ids.last() else { break };
            after = Some(last);
            let mut puts = BTreeMap::new();
            for id in ids {
                if let Some(report) = found(self.store.report(id)?) {
                    puts.insert(id, report);
                }
            }
            self.commit(&merge::change(&*self.store, &mut known, &puts, &BTreeSet::new(), &[])?)?;
        }
        self.commit(&Change { is_rebuilt: true, ..Change::default() })
    }

    /// Takes a report away, and all that follows from it alone.
    ///
    /// # Errors
    /// [`StoreError`]; the report is still there then.
    pub fn delete(&self, id: ReportId) -> Result<Lookup<()>, StoreError> {
        let mut known = self.lock();
        match self.store.report(id)? {
            Lookup::Found(_) => {}
            Lookup::Gone => return Ok(Lookup::Gone),
            Lookup::Unknown => return Ok(Lookup::Unknown),
        }
        self.commit(&merge::change(&*self.store, &mut known, &BTreeMap::new(), &BTreeSet::from([id]), &[])?)?;
        Ok(Lookup::Found(()))
    }

    /// What a report says. Nothing is kept.
    ///
    /// # Errors
    /// [`ParseError`] for bytes that are no report.
    pub fn extract(&self, uri: &str, bytes: &[u8]) -> Result<Parsed, ParseError> {
        (self.parser)(uri, bytes)
    }

    /// A report that is kept.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn report(&self, id: ReportId) -> Result<Lookup<StoredReport>, StoreError> {
        self.store.report(id)
    }

    /// Names of the reports that are kept, in order, after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn reports(&self, after: Option<ReportId>, limit: usize) -> Result<Vec<ReportId>, StoreError> {
        self.store.reports(after, limit)
    }

    /// The meeting that bears, or bore, this name.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn meeting(&self, name: RecordId) -> Result<Lookup<MeetingRecord>, StoreError> {
        self.store.meeting(name)
    }

    /// The person that bears, or bore, this name.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn person(&self, name: RecordId) -> Result<Lookup<PersonRecord>, StoreError> {
        self.store.person(name)
    }

    /// The quotation that bears, or bore, this name.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn quote(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError> {
        self.store.quote(name)
    }

    /// A page of meetings.
    ///
    /// # Errors
    /// [`StoreError`], [`StoreError::BadPageToken`] among them.
    pub fn list_meetings(&self, query: &MeetingQuery) -> Result<Page<MeetingRecord>, StoreError> {
        self.store.list_meetings(query)
    }

    /// A page of quotations.
    ///
    /// # Errors
    /// [`SearchError`], a bad page token and a query that cannot be read among them.
    pub fn search_quotes(&self, query: &QuoteQuery) -> Result<QuotePage, SearchError> {
        self.index.search(query)
    }

    /// Names of all records of a kind, in order, after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn records(
        &self,
        kind: MentionKind,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>, StoreError> {
        self.store.records(kind, after, limit)
    }

    /// The record of this very name. None where the name leads to another record, or nowhere.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn record_named(&self, kind: MentionKind, name: RecordId) -> Result<Option<Record>, StoreError> {
        let record = match kind {
            MentionKind::Meeting => found(self.store.meeting(name)?).map(Record::Meeting),
            MentionKind::Person => found(self.store.person(name)?).map(Record::Person),
            MentionKind::Quote => found(self.store.quote(name)?).map(Record::Quote),
        };
        Ok(record.filter(|record| record.id() == name))
    }

    /// The number of the last commit.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn sequence(&self) -> Result<u64, StoreError> {
        self.store.sequence()
    }

    /// What commits after number `sequence` did to records; see [`Store::changes_after`].
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn changes_after(&self, sequence: u64, limit: usize) -> Result<Vec<CommitChanges>, StoreError> {
        self.store.changes_after(sequence, limit)
    }

    /// The number of the commit after which the feed of changes begins.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn feed_start(&self) -> Result<u64, StoreError> {
        self.store.feed_start()
    }

    /// How far the feed may be read; changes with every commit.
    pub(crate) fn acknowledged(&self) -> watch::Receiver<Acknowledged> {
        self.acknowledged.subscribe()
    }

    /// Ends all watches, which otherwise go on as long as somebody reads them.
    pub(crate) fn end_watches(&self) {
        self.acknowledged.send_modify(|acknowledged| acknowledged.is_closing = true);
    }

    /// How much is kept.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn counts(&self) -> Result<Counts, StoreError> {
        self.store.counts()
    }

    /// Commits a change, and tells those who follow the store.
    fn commit(&self, change: &Change) -> Result<(), StoreError> {
        self.tell_snapshots(change)?;
        self.store.commit(change)?;
        let sequence = self.store.sequence()?;
        self.acknowledged.send_modify(|acknowledged| acknowledged.sequence = sequence);
        // The change is durable; an index that fails is made anew from it.
        if let Err(error) = self.index.store_was_written() {
            tracing::warn!(error = &error as &dyn std::error::Error, "the index of quotations is behind");
        }
        Ok(())
    }

    /// The report as it is to be kept: under all URIs it has come by, read as the first of them asks, by this
    /// extractor. `ready` is an earlier result, which is taken where it still is the right one.
    fn read(
        &self,
        incoming: Incoming<'_>,
        known: Option<&StoredReport>,
        ready: Option<StoredReport>,
    ) -> Result<StoredReport, ParseError> {
        let mut uris = known.map(|known| known.uris.clone()).unwrap_or_default();
        uris.insert(incoming.uri.to_owned());
        let first = uris.first().map_or(incoming.uri, String::as_str);
        let is_right = |report: &&StoredReport| {
            report.extraction.report.uri == first && report.extraction.extractor_version == EXTRACTOR_VERSION
        };
        if let Some(right) = known.filter(is_right).or(ready.as_ref().filter(is_right)) {
            return Ok(StoredReport { uris, ..right.clone() });
        }
        let Parsed { text, extraction, notices } = (self.parser)(first, incoming.bytes)?;
        Ok(StoredReport { uris, text, extraction, notices })
    }

    fn meetings_of(&self, id: ReportId, report: &StoredReport) -> Result<Vec<RecordId>, StoreError> {
        let mut names = Vec::new();
        for meeting in &report.extraction.meetings {
            let kind = MentionKind::Meeting;
            let mention = RecordId::of_mention(kind.as_str(), id, &meeting.key);
            if let Lookup::Found(name) = self.store.record_of(kind, mention)?
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn lock(&self) -> MutexGuard<'_, KnownForms> {
        // A writer that panicked has committed all of its change or nothing, and forgot beforehand what it changes.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A report on its way in.
#[derive(Clone, Copy)]
struct Incoming<'a> {
    id: ReportId,
    uri: &'a str,
    bytes: &'a [u8],
}

fn found<T>(lookup: Lookup<T>) -> Option<T> {
    match lookup {
        Lookup::Found(found) => Some(found),
        Lookup::Gone | Lookup::Unknown => None,
    }
}
