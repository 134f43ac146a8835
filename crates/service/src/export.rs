//! Exporting records: walks through the store from name to name, and gives what it finds through a channel.
//!
//! Whoever reads slowly holds its own task alone: a few things are read at a time, the channel is short, and between two of
//! them nothing of the store is held, so that writers do not wait.

use std::{collections::BTreeSet, sync::Arc};

use rapporteur::v1::{self, ExportEnd, ExportRecordsResponse, ExportedReport, export_records_response::Item};
use rapporteur_model::{RecordId, ReportId, mention::MentionKind};
use rapporteur_storage::{Lookup, StoreError, StoredReport};
use tokio::sync::mpsc;
use tonic::Status;

use crate::{
    convert::{self, name, record},
    engine::Engine,
    status,
    watch::Place,
};

/// How many messages wait for whoever reads them.
const WAITING: usize = 16;

/// How many names are asked for at a time.
const NAMES_AT_A_TIME: usize = 1000;

/// How many records or reports are read at a time.
const READ_AT_A_TIME: usize = 16;

/// What an export is to give.
#[derive(Debug, Clone)]
pub(crate) struct Export {
    /// Which kinds of records.
    pub(crate) kinds: BTreeSet<MentionKind>,
    /// Whether reports follow.
    pub(crate) with_reports: bool,
}

/// What whoever asked for it receives.
pub(crate) type Messages = mpsc::Receiver<Result<ExportRecordsResponse, Status>>;

/// Begins an export, which ends with its last message, or when the receiver is dropped.
pub(crate) fn begin(engine: Arc<Engine>, wanted: Export) -> Messages {
    let (messages, receiver) = mpsc::channel(WAITING);
    tokio::spawn(Exporter { engine, messages }.run(wanted));
    receiver
}

struct Exporter {
    engine: Arc<Engine>,
    messages: mpsc::Sender<Result<ExportRecordsResponse, Status>>,
}

/// Why an export ends early.
enum End {
    /// Nobody reads it any more.
    Gone,
    /// Whoever reads it is to be told.
    Told(Status),
}

impl Exporter {
    async fn run(self, wanted: Export) {
        if let Err(End::Told(status)) = self.give(wanted).await {
            // One that went meanwhile needs not to be told.
            drop(self.messages.send(Err(status)).await);
        }
    }

    async fn give(&self, wanted: Export) -> Result<(), End> {
        // What is durable by now is in all that is read from here on; what comes later is told by the feed.
        let begin = self.engine.acknowledged().borrow().sequence;
        let (mut record_count, mut report_count) = (0, 0);
        for kind in MentionKind::ALL {
            if wanted.kinds.contains(&kind) {
                record_count += self.records(kind).await?;
            }
        }
        if wanted.with_reports {
            report_count = self.reports().await?;
        }
        let end = self.read(Engine::sequence).await?;
        self.send(Item::End(ExportEnd {
            record_count,
            report_count,
            unchanged: end == begin,
            resume_token: Place { after: begin, given: 0 }.token(),
        }))
        .await
    }

    async fn records(&self, kind: MentionKind) -> Result<i64, End> {
        let mut count = 0;
        let mut after: Option<RecordId> = None;
        loop {
            let names = self.read(move |engine| engine.records(kind, after, NAMES_AT_A_TIME)).await?;
            let Some(&last) = names.last() else { return Ok(count) };
            after = Some(last);
            for names in names.chunks(READ_AT_A_TIME) {
                let names = names.to_vec();
                let some = self.read(move |engine| records(engine, kind, &names)).await?;
                for one in some {
                    self.send(Item::Record(one)).await?;
                    count += 1;
                }
            }
        }
    }

    async fn reports(&self) -> Result<i64, End> {
        let mut count = 0;
        let mut after: Option<ReportId> = None;
        loop {
            let names = self.read(move |engine| engine.reports(after, NAMES_AT_A_TIME)).await?;
            let Some(&last) = names.last() else { return Ok(count) };
            after = Some(last);
            for names in names.chunks(READ_AT_A_TIME) {
                let names = names.to_vec();
                let some = self.read(move |engine| reports(engine, &names)).await?;
                for one in some {
                    self.send(Item::Report(one)).await?;
                    count += 1;
                }
            }
        }
    }

    /// Reads from the store, on a thread for blocking work.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, End> {
        let engine = Arc::clone(&self.engine);
        match tokio::task::spawn_blocking(move || work(&engine)).await {
            Ok(result) => result.map_err(|error| End::Told(status::store(&error))),
            Err(_) => Err(End::Told(status::panicked())),
        }
    }

    /// Waits until it is taken.
    async fn send(&self, item: Item) -> Result<(), End> {
        let message = ExportRecordsResponse { item: Some(item) };
        self.messages.send(Ok(message)).await.map_err(|_| End::Gone)
    }
}

/// The records of these names that are still there. One that was merged into another since comes under the other's name.
fn records(engine: &Engine, kind: MentionKind, names: &[RecordId]) -> Result<Vec<v1::Record>, StoreError> {
    let present = names.iter().filter_map(|&name| engine.record_named(kind, name).transpose());
    present.map(|found| found.map(|found| record::record(&found))).collect()
}

fn reports(engine: &Engine, names: &[ReportId]) -> Result<Vec<ExportedReport>, StoreError> {
    let mut found = Vec::with_capacity(names.len());
    for &id in names {
        if let Lookup::Found(report) = engine.report(id)? {
            found.push(report_with_records(engine, id, &report)?);
        }
    }
    Ok(found)
}

fn report_with_records(
    engine: &Engine,
    id: ReportId,
    StoredReport { extraction, .. }: &StoredReport,
) -> Result<ExportedReport, StoreError> {
    let record_of = |kind: MentionKind, key: &str| -> Result<String, StoreError> {
        let mention = RecordId::of_mention(kind.as_str(), id, key);
        Ok(match engine.record_of(kind, mention)? {
            Lookup::Found(found) => name::record(kind, found),
            Lookup::Gone | Lookup::Unknown => String::new(),
        })
    };
    let meetings = extraction.meetings.iter().map(|meeting| record_of(MentionKind::Meeting, &meeting.key));
    let participants = extraction.participations.iter().map(|participation| match &participation.person {
        Some(person) => record_of(MentionKind::Person, &person.display_name),
        None => Ok(String::new()),
    });
    let quotes = (0..extraction.quotes.len()).map(|at| record_of(MentionKind::Quote, &at.to_string()));
    Ok(ExportedReport {
        meetings: meetings.collect::<Result<_, _>>()?,
        participants: participants.collect::<Result<_, _>>()?,
        quotes: quotes.collect::<Result<_, _>>()?,
        extraction: Some(convert::extraction(extraction)),
    })
}
