//! [`Snapshot`]: reports and judgements as they are at one moment, read while others write.
//!
//! The store has no snapshots. So each change tells the snapshots that are being read, before it is committed, what it is about to
//! take away, replace or add; they keep what was there before for as long as they have not read it. What comes is not
//! read. So writers wait for nobody, and memory holds what is taken away or replaced meanwhile, which is little and has a limit.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use rapporteur_model::{JudgementId, ReportId, judgement::Judgement};
use rapporteur_storage::{Change, GoneName, StoreError, StoredReport};

use super::{Engine, found};

#[cfg(test)]
mod tests;

/// Bytes of text, about, that a snapshot keeps of what is taken away or replaced.
const MAX_KEPT_BYTES: usize = 64 << 20;

/// Why a snapshot cannot be read on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// More was taken away or replaced than is kept.
    #[error("too many reports were taken away or replaced meanwhile; begin again")]
    Outrun,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What has changed since a snapshot began.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The last report that was read; what is up to it needs not be kept.
    read_to: Option<ReportId>,
    /// Reports that differ, as they were; none for one that was not there.
    reports: BTreeMap<ReportId, Option<StoredReport>>,
    bytes: usize,
    /// Judgements that were not there.
    new_judgements: BTreeSet<JudgementId>,
    is_outrun: bool,
}

impl Kept {
    fn is_to_be_read(&self, id: ReportId) -> bool {
        self.read_to.is_none_or(|read| id > read) && !self.reports.contains_key(&id)
    }
}

/// The snapshots that are being read.
pub(super) type Snapshots = Mutex<Vec<Weak<Mutex<Kept>>>>;

/// Reports and judgements at one moment, to be read in order.
#[derive(Debug)]
pub(crate) struct Snapshot {
    engine: Arc<Engine>,
    kept: Arc<Mutex<Kept>>,
    /// The number of the last commit at that moment.
    pub(crate) sequence: u64,
    last_judgement: Option<JudgementId>,
}

fn bytes_of(report: Option<&StoredReport>) -> usize {
    report.map_or(0, |report| report.text.len())
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    // Each change of it is whole, whatever panics elsewhere.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Snapshot {
    /// The present moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn begin(engine: Arc<Engine>) -> Result<Self, StoreError> {
        let kept = Arc::new(Mutex::new(Kept::default()));
        // Between two commits.
        let writing = engine.lock();
        let sequence = engine.store.sequence()?;
        engine.snapshots().push(Arc::downgrade(&kept));
        drop(writing);
        Ok(Self { engine, kept, sequence, last_judgement: None })
    }

    /// Names that were given out and lead nowhere. Not of that moment, but of when they are read: each of them is true of
    /// whatever is without the reports that it was of.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn gone(&self, after: Option<GoneName>, limit: usize) -> Result<Vec<GoneName>, StoreError> {
        self.engine.store.gone(after, limit)
    }

    /// Reads on, about `limit` reports; none when all are read.
    ///
    /// # Errors
    /// [`SnapshotError`]
    pub(crate) fn reports(&mut self, limit: usize) -> Result<Vec<StoredReport>, SnapshotError> {
        loop {
            let after = lock(&self.kept).read_to;
            let listed = self.engine.store.reports(after, limit)?;
            let mut present = BTreeMap::new();
            for &id in &listed {
                present.insert(id, found(self.engine.store.report(id)?));
            }
            let mut kept = lock(&self.kept);
            if kept.is_outrun {
                return Err(SnapshotError::Outrun);
            }
            // What was changed was told before it was, so what is not told of was read as it is.
            let last = listed.last().copied();
            let is_here = |id: &ReportId| last.is_none_or(|last| *id <= last);
            let differing: Vec<ReportId> = kept.reports.keys().copied().filter(is_here).collect();
            for id in differing {
                let before = kept.reports.remove(&id).flatten();
                kept.bytes -= bytes_of(before.as_ref());
                present.insert(id, before);
            }
            if present.is_empty() {
                return Ok(Vec::new());
            }
            // At the end of the list, nothing that could come behind it is of this moment.
            kept.read_to = Some(last.unwrap_or(ReportId::from_bytes([0xff; 10])));
            let read: Vec<StoredReport> = present.into_values().flatten().collect();
            if !read.is_empty() {
                return Ok(read);
            }
        }
    }

    /// Reads on, about `limit` judgements; none when all are read.
    ///
    /// # Errors
    /// [`SnapshotError`]
    pub(crate) fn judgements(&mut self, limit: usize) -> Result<Vec<Judgement>, SnapshotError> {
        loop {
            let listed = self.engine.store.judgements(self.last_judgement, limit)?;
            let Some(last) = listed.last() else { return Ok(Vec::new()) };
            self.last_judgement = Some(last.id);
            let kept = lock(&self.kept);
            let of_then = listed.into_iter().filter(|judgement| !kept.new_judgements.contains(&judgement.id));
            let of_then: Vec<Judgement> = of_then.collect();
            if !of_then.is_empty() {
                return Ok(of_then);
            }
        }
    }
}

impl Engine {
    fn snapshots(&self) -> MutexGuard<'_, Vec<Weak<Mutex<Kept>>>> {
        self.snapshots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the snapshots that are being read what a change is about to do.
    pub(super) fn tell_snapshots(&self, change: &Change) -> Result<(), StoreError> {
        let mut snapshots = self.snapshots();
        snapshots.retain(|snapshot| snapshot.strong_count() > 0);
        for snapshot in snapshots.iter().filter_map(Weak::upgrade) {
            let put = change.put_reports.iter().map(|(id, ..)| *id);
            for id in change.delete_reports.iter().copied().chain(put) {
                if !lock(&snapshot).is_to_be_read(id) {
                    continue;
                }
                let before = found(self.store.report(id)?);
                let mut kept = lock(&snapshot);
                kept.bytes += bytes_of(before.as_ref());
                kept.reports.insert(id, before);
                if kept.bytes > MAX_KEPT_BYTES {
                    kept.is_outrun = true;
                    kept.reports.clear();
                    kept.bytes = 0;
                }
            }
            for judgement in &change.put_judgements {
                if self.store.judgement(judgement.id)?.is_none() {
                    lock(&snapshot).new_judgements.insert(judgement.id);
                }
            }
        }
        Ok(())
    }
}
