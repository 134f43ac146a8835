//! Watching records: follows the store's feed from a place in it, and gives what happened through a channel.
//!
//! A watcher that reads slowly holds its own task alone: the feed is on disk, the channel is short, and between two
//! messages nothing of the store is held.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use data_encoding::BASE64URL_NOPAD;
use rapporteur::v1::{self, WatchEvent, WatchRecordsResponse};
use rapporteur_model::{ContentHash, RecordId, mention::MentionKind};
use rapporteur_storage::{CommitChanges, RecordChange, RecordEvent, StoreError};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};
use tonic::Status;

use crate::{
    convert::{name, record},
    engine::{Acknowledged, Engine},
    status,
};

/// How often a watch that has nothing to tell says so.
pub(crate) const DEFAULT_HEARTBEAT: Duration = Duration::from_secs(30);

/// How many messages wait for a watcher.
const WAITING: usize = 16;

/// How many changes are read at a time, about: commits are read whole.
const CHANGES_AT_A_TIME: usize = 256;

/// How many records are read at a time.
const RECORDS_AT_A_TIME: usize = 16;

/// Length of a token's seal in bytes.
const SEAL_BYTES: usize = 8;

/// Says what the seal is of, so that no other token's seal is one.
const SEALED: &[u8] = b"rapporteur.v1.WatchRecords";

/// A place in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// All that this commit and those before it did was given.
    pub(crate) after: u64,
    /// How many changes were given of the next commit that did something to records.
    pub(crate) given: u32,
}

impl Place {
    /// The token of the place.
    pub(crate) fn token(self) -> String {
        let mut bytes = self.after.to_be_bytes().to_vec();
        bytes.extend(self.given.to_be_bytes());
        let seal = seal(&bytes);
        bytes.extend(seal);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// The place of a token; none for a text that is no token.
    pub(crate) fn of_token(token: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let (place, found) = bytes.split_at_checked(12)?;
        if found != seal(place) {
            return None;
        }
        let (after, given) = place.split_at_checked(8)?;
        let after = u64::from_be_bytes(after.try_into().ok()?);
        Some(Self { after, given: u32::from_be_bytes(given.try_into().ok()?) })
    }

    /// Whether the feed of this engine's store leads on from here.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn is_in_feed_of(self, engine: &Engine) -> Result<bool, StoreError> {
        if self.after < engine.feed_start()? || self.after > engine.acknowledged().borrow().sequence {
            return Ok(false);
        }
        if self.given == 0 {
            return Ok(true);
        }
        let next = engine.changes_after(self.after, 1)?;
        Ok(next.first().is_some_and(|commit| commit.records.len() > self.given as usize))
    }
}

fn seal(place: &[u8]) -> [u8; SEAL_BYTES] {
    let hash = ContentHash::of(&[SEALED, place].concat());
    let mut seal = [0; SEAL_BYTES];
    seal.copy_from_slice(&hash.as_bytes()[..SEAL_BYTES]);
    seal
}

/// What a watcher wants.
#[derive(Debug, Clone)]
pub(crate) struct Watch {
    /// Where to begin.
    pub(crate) place: Place,
    /// Which kinds of records.
    pub(crate) kinds: BTreeSet<MentionKind>,
    /// Whether the records themselves are to come along.
    pub(crate) with_records: bool,
    /// How often to say that nothing happened.
    pub(crate) heartbeat: Duration,
}

/// What a watcher receives.
pub(crate) type Messages = mpsc::Receiver<Result<WatchRecordsResponse, Status>>;

/// Begins a watch, which ends when the receiver is dropped or the engine's watches are.
pub(crate) fn begin(engine: Arc<Engine>, wanted: Watch) -> Messages {
    let (messages, receiver) = mpsc::channel(WAITING);
    let acknowledged = engine.acknowledged();
    let watcher = Watcher { engine, wanted, acknowledged, messages };
    tokio::spawn(watcher.run());
    receiver
}

struct Watcher {
    engine: Arc<Engine>,
    wanted: Watch,
    acknowledged: watch::Receiver<Acknowledged>,
    messages: mpsc::Sender<Result<WatchRecordsResponse, Status>>,
}

/// Why a watch ends.
enum End {
    /// The watcher went.
    Gone,
    /// The watcher is to be told.
    Told(Status),
    /// The server stops.
    Closing,
}

impl Watcher {
    async fn run(mut self) {
        match self.follow().await {
            // One that went meanwhile needs not to be told.
            Err(End::Told(status)) => drop(self.messages.send(Err(status)).await),
            // One that reads too slowly is not waited for; its messages just end.
            Err(End::Closing) => drop(self.messages.try_send(Err(Status::unavailable(
                "the server is stopping; go on elsewhere with the last resume token",
            )))),
            Err(End::Gone) | Ok(()) => {}
        }
    }

    async fn follow(&mut self) -> Result<(), End> {
        // Said once all that had happened is given, and then now and again.
        let mut next_heartbeat = Instant::now();
        loop {
            let Acknowledged { sequence, is_closing } = *self.acknowledged.borrow_and_update();
            if is_closing {
                return Err(End::Closing);
            }
            if self.wanted.place.after < sequence {
                self.give_until(sequence).await?;
                if self.acknowledged.borrow().sequence > sequence && Instant::now() < next_heartbeat {
                    continue;
                }
            }
            if Instant::now() >= next_heartbeat {
                self.send(heartbeat(self.wanted.place)).await?;
                next_heartbeat = Instant::now() + self.wanted.heartbeat;
            }
            tokio::select! {
                changed = self.acknowledged.changed() => {
                    // The engine is there as long as this is.
                    changed.map_err(|_| End::Gone)?;
                }
                () = sleep_until(next_heartbeat) => {}
                () = self.messages.closed() => return Err(End::Gone),
            }
        }
    }

    /// Gives what commits up to this one did.
    async fn give_until(&mut self, sequence: u64) -> Result<(), End> {
        while self.wanted.place.after < sequence {
            let after = self.wanted.place.after;
            let commits = self.read(move |engine| engine.changes_after(after, CHANGES_AT_A_TIME)).await?;
            let is_end = commits.is_empty();
            for commit in commits {
                // One that is not yet acknowledged may still be lost in a crash.
                if commit.sequence > sequence {
                    self.wanted.place = Place { after: sequence, given: 0 };
                    return Ok(());
                }
                self.give(commit).await?;
            }
            if is_end {
                self.wanted.place = Place { after: sequence, given: 0 };
            }
        }
        Ok(())
    }

    async fn give(&mut self, commit: CommitChanges) -> Result<(), End> {
        let Place { after, given } = self.wanted.place;
        let end = Place { after: commit.sequence, given: 0 };
        let count = commit.records.len();
        let numbered = (1_u32..).zip(commit.records).skip(given as usize);
        let wanted: Vec<(Place, RecordChange)> = numbered
            .filter(|(_, change)| self.wanted.kinds.contains(&change.kind))
            .map(|(number, change)| {
                let place = if number as usize == count { end } else { Place { after, given: number } };
                (place, change)
            })
            .collect();
        for some in wanted.chunks(RECORDS_AT_A_TIME) {
            let mut records = vec![None; some.len()];
            if self.wanted.with_records {
                let changes: Vec<RecordChange> = some.iter().map(|(_, change)| *change).collect();
                records = self
                    .read(move |engine| changes.iter().map(|change| present(engine, change)).collect())
                    .await?;
            }
            for (&(place, change), record) in some.iter().zip(records) {
                self.send(message(place, change, record)).await?;
            }
        }
        self.wanted.place = end;
        Ok(())
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

    /// Waits until the watcher takes it, or goes, or the engine's watches end.
    async fn send(&self, message: WatchRecordsResponse) -> Result<(), End> {
        // Of its own, so that what it sees is not taken for seen by the other.
        let mut acknowledged = self.acknowledged.clone();
        tokio::select! {
            sent = self.messages.send(Ok(message)) => sent.map_err(|_| End::Gone),
            closing = acknowledged.wait_for(|acknowledged| acknowledged.is_closing) => {
                Err(closing.map_or(End::Gone, |_| End::Closing))
            }
        }
    }
}

/// The record of a change as it is now, where it still bears the name.
fn present(engine: &Engine, change: &RecordChange) -> Result<Option<v1::Record>, StoreError> {
    if !matches!(change.event, RecordEvent::Created | RecordEvent::Changed) {
        return Ok(None);
    }
    Ok(engine.record_named(change.kind, change.name)?.map(|found| record::record(&found)))
}

fn message(place: Place, change: RecordChange, record: Option<v1::Record>) -> WatchRecordsResponse {
    let merged_into = |into: RecordId| name::record(change.kind, into);
    let (event, merged_into) = match change.event {
        RecordEvent::Created => (WatchEvent::Created, String::new()),
        RecordEvent::Changed => (WatchEvent::Changed, String::new()),
        RecordEvent::Deleted => (WatchEvent::Deleted, String::new()),
        RecordEvent::MergedInto(into) => (WatchEvent::Merged, merged_into(into)),
    };
    WatchRecordsResponse {
        event: event.into(),
        name: name::record(change.kind, change.name),
        merged_into,
        record,
        resume_token: place.token(),
    }
}

fn heartbeat(place: Place) -> WatchRecordsResponse {
    WatchRecordsResponse {
        event: WatchEvent::Heartbeat.into(),
        resume_token: place.token(),
        ..WatchRecordsResponse::default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_token_leads_to_its_place(after: u64, given: u32) {
            let place = Place { after, given };
            prop_assert_eq!(Place::of_token(&place.token()), Some(place));
        }

        #[test]
        fn a_token_with_another_letter_is_none(after: u64, given: u32, at in 0_usize..27, letter in "[A-Za-z0-9_-]") {
            let token = Place { after, given }.token();
            let mut other = token.clone();
            other.replace_range(at..=at, &letter);
            prop_assert_eq!(Place::of_token(&other).is_some(), other == token);
        }

        #[test]
        fn any_text_is_no_token(text in "[A-Za-z0-9_-]{0,40}|\\PC{0,20}") {
            prop_assert_eq!(Place::of_token(&text), None);
        }
    }
}
