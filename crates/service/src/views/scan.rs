//! Walks through the store: the one place of the views that reads more than it is asked for by name. Records are read a
//! few at a time, and a walk ends with the time of its call, or when nobody waits for it any more, so that a client who has
//! gone away does not keep a thread for the whole store.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use rapporteur_model::{
    RecordId, ReportId,
    mention::MentionKind,
    record::{MeetingRecord, PersonRecord},
};
use rapporteur_storage::{Lookup, MeetingQuery, StoreError, StoredReport};
use tonic::Status;

use crate::{call, engine::Engine, status};

/// How many meetings are read at a time.
const MEETINGS_AT_A_TIME: usize = 64;

/// How many names are read at a time.
const NAMES_AT_A_TIME: usize = 1000;

/// How long a walk may take that is no part of a call; of one that is, the call's time is the end.
const MOST_TIME: Duration = Duration::from_secs(60);

/// When a walk has to end.
struct Deadline(Instant);

impl Deadline {
    fn new() -> Self {
        Self(Instant::now() + MOST_TIME)
    }

    fn check(&self) -> Result<(), Status> {
        if let Some(of_the_call) = call::check() {
            return of_the_call;
        }
        if Instant::now() < self.0 {
            return Ok(());
        }
        Err(Status::deadline_exceeded(format!(
            "reading all that this question is about took longer than {} s; narrow it with a filter",
            MOST_TIME.as_secs()
        )))
    }
}

/// The meetings that answer a query, in its order, whatever its page.
pub(crate) fn meetings(
    engine: &Engine,
    query: MeetingQuery,
) -> impl Iterator<Item = Result<MeetingRecord, Status>> {
    let mut query = MeetingQuery { page_size: MEETINGS_AT_A_TIME, page_token: None, ..query };
    let deadline = Deadline::new();
    let mut is_last = false;
    let mut ready: VecDeque<MeetingRecord> = VecDeque::new();
    fused(move || {
        deadline.check()?;
        while ready.is_empty() && !is_last {
            let page = engine.list_meetings(&query).map_err(|error| status::store(&error))?;
            is_last = page.next_page_token.is_none();
            query.page_token = page.next_page_token;
            ready.extend(page.items);
        }
        Ok(ready.pop_front())
    })
}

/// All persons, in order of their records' names.
pub(crate) fn persons(engine: &Engine) -> impl Iterator<Item = Result<PersonRecord, Status>> {
    let mut names =
        Names::new(|after: Option<RecordId>| engine.records(MentionKind::Person, after, NAMES_AT_A_TIME));
    let deadline = Deadline::new();
    fused(move || {
        while let Some(name) = names.next()? {
            deadline.check()?;
            // One that was merged into another since answers under another name, and comes under that one.
            if let Lookup::Found(person) = engine.person(name).map_err(|error| status::store(&error))?
                && person.id == name
            {
                return Ok(Some(person));
            }
        }
        Ok(None)
    })
}

/// All reports, in order of their names.
pub(crate) fn reports(engine: &Engine) -> impl Iterator<Item = Result<(ReportId, StoredReport), Status>> {
    let mut names = Names::new(|after: Option<ReportId>| engine.reports(after, NAMES_AT_A_TIME));
    let deadline = Deadline::new();
    fused(move || {
        while let Some(name) = names.next()? {
            deadline.check()?;
            if let Lookup::Found(report) = engine.report(name).map_err(|error| status::store(&error))? {
                return Ok(Some((name, report)));
            }
        }
        Ok(None)
    })
}

/// Names, read some at a time.
struct Names<Id, Read> {
    read: Read,
    ready: VecDeque<Id>,
    last: Option<Id>,
    is_last: bool,
}

impl<Id: Copy, Read: FnMut(Option<Id>) -> Result<Vec<Id>, StoreError>> Names<Id, Read> {
    fn new(read: Read) -> Self {
        Self { read, ready: VecDeque::new(), last: None, is_last: false }
    }

    fn next(&mut self) -> Result<Option<Id>, Status> {
        if self.ready.is_empty() && !self.is_last {
            self.ready = (self.read)(self.last).map_err(|error| status::store(&error))?.into();
            self.is_last = self.ready.is_empty();
            self.last = self.ready.back().copied();
        }
        Ok(self.ready.pop_front())
    }
}

/// An iterator that ends behind its first failure.
fn fused<T>(mut next: impl FnMut() -> Result<Option<T>, Status>) -> impl Iterator<Item = Result<T, Status>> {
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let item = next().transpose();
        is_over = !matches!(item, Some(Ok(_)));
        item
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_to_the_end_and_each_is_given_once() {
        let read = |after: Option<u32>| {
            let from = after.map_or(0, |after| after + 1);
            Ok((from..7).take(3).collect())
        };
        let mut names = Names::new(read);
        let mut given = Vec::new();
        while let Some(name) = names.next().unwrap() {
            given.push(name);
        }
        assert_eq!(given, (0..7).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_ends_a_walk() {
        let mut walk = fused(|| -> Result<Option<u32>, Status> { Err(Status::internal("")) });
        assert!(walk.next().is_some_and(|item| item.is_err()));
        assert!(walk.next().is_none());
    }

    #[test]
    fn a_walk_has_an_end_in_time() {
        assert!(Deadline::new().check().is_ok());
        let over = Deadline(Instant::now());
        assert_eq!(over.check().unwrap_err().code(), tonic::Code::DeadlineExceeded);
    }
}
