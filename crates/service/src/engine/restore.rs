//! Filling an empty store from a backup.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::ReportId;
use rapporteur_storage::{Change, GoneName, Restoring, StoreError, StoredReport};

use super::{Engine, merge};

/// How far behind the feed of the store that was backed up this store's begins: so many commits may have come after the backup.
const ROOM_FOR_COMMITS: u64 = 1 << 32;

impl Engine {
    /// Begins to fill the store, which is empty, from a backup that was made behind commit number `sequence`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn begin_restore(&self, sequence: u64) -> Result<(), StoreError> {
        let _writing = self.lock();
        let feed_after = sequence.saturating_add(ROOM_FOR_COMMITS);
        self.commit(&Change { restoring: Some(Restoring::Begins { feed_after }), ..Change::default() })
    }

    /// Takes in names that lead nowhere.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn restore_gone(&self, names: Vec<GoneName>) -> Result<(), StoreError> {
        let _writing = self.lock();
        self.commit(&Change { put_gone: names, ..Change::default() })
    }

    /// Takes in reports as they were kept, without reading them anew.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn restore_reports(&self, reports: Vec<StoredReport>) -> Result<(), StoreError> {
        let mut known = self.lock();
        let named = reports.into_iter().map(|report| {
            let id = ReportId::from(report.extraction.report.content_sha256);
            (id, report)
        });
        let puts: BTreeMap<ReportId, StoredReport> = named.collect();
        self.commit(&merge::change(&*self.store, &mut known, &puts, &BTreeSet::new(), &[])?)
    }

    /// Says that the store is filled.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn end_restore(&self) -> Result<(), StoreError> {
        let _writing = self.lock();
        self.commit(&Change { restoring: Some(Restoring::Ends), ..Change::default() })
    }
}
