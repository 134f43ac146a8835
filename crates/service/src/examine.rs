//! Reading a store from end to end: whether all of it can be read ([`check`]), and what can be saved of it ([`salvage`]).

use rapporteur_model::{RecordId, ReportId, judgement::Judgement, mention::MentionKind};
use rapporteur_storage::{Counts, Lookup, Store, StoreError, StoredReport};

use crate::engine::{Engine, JudgeError};

/// How much is read at a time.
const AT_A_TIME: usize = 64;
/// Where a list cannot be read on, it is tried again this far behind: ids are hashes, and this is one part of 65,536.
const STEP: u16 = 1;

/// What was found in a store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Examined {
    /// What could be read, or was saved.
    pub counts: Counts,
    /// Judgements that could be.
    pub judgements: u64,
    /// How much could not.
    pub damaged: u64,
}

/// Reads all that a store holds: reports with their mentions, records, judgements, the feed; and counts. `told` gets each thing that
/// cannot be read, or is not as many as the store says.
pub fn check(store: &dyn Store, mut told: impl FnMut(&str)) -> Examined {
    let mut examined = Examined::default();
    let mut wrong = |problem: &dyn std::fmt::Display| {
        told(&problem.to_string());
        1
    };
    let mut damaged = 0;
    each_report(store, |id| {
        let read = id.and_then(|id| {
            let mentions = store.mentions_of(id);
            in_report(id, store.report(id).and_then(|report| mentions.map(|_| report)))
        });
        match read {
            Ok(Lookup::Found(_)) => examined.counts.reports += 1,
            Ok(_) => damaged += wrong(&"a report is listed and not there"),
            Err(error) => damaged += wrong(&error),
        }
    });
    for kind in MentionKind::ALL {
        each_record(store, kind, |id| match id.and_then(|id| has_record(store, kind, id)) {
            Ok(true) => *count_of(&mut examined.counts, kind) += 1,
            Ok(false) => damaged += wrong(&format!("a {} is listed and not there", kind.as_str())),
            Err(error) => damaged += wrong(&error),
        });
    }
    each_judgement(store, |judgement| match judgement {
        Ok(_) => examined.judgements += 1,
        Err(error) => damaged += wrong(&error),
    });
    if let Err(error) = read_feed(store) {
        damaged += wrong(&error);
    }
    match store.counts() {
        Ok(counts) if damaged == 0 && counts != examined.counts => {
            let found = examined.counts;
            damaged += wrong(&format!("the store says that it holds {counts:?}, and holds {found:?}"));
        }
        Ok(_) => {}
        Err(error) => damaged += wrong(&error),
    }
    examined.damaged = damaged;
    examined
}

/// Takes all reports, judgements and names that are gone, as far as they can be read, from a store into the empty one of an engine, which
/// makes the records anew. `told` gets each thing that cannot be read.
///
/// # Errors
/// [`StoreError`] when the new store cannot be written; it is not to be used then, and does not let itself be opened.
pub fn salvage(from: &dyn Store, into: &Engine, mut told: impl FnMut(&str)) -> Result<Examined, StoreError> {
    let mut examined = Examined::default();
    into.begin_restore(from.sequence().unwrap_or_default())?;
    let mut lost = |error: &StoreError| {
        told(&error.to_string());
        1
    };
    let mut after = None;
    loop {
        match from.gone(after, AT_A_TIME) {
            Ok(names) if names.is_empty() => break,
            Ok(names) => {
                after = names.last().copied();
                into.restore_gone(names)?;
            }
            // A name that is gone unseen is answered as one that never was.
            Err(error) => {
                examined.damaged += lost(&error);
                break;
            }
        }
    }
    let mut waiting: Vec<StoredReport> = Vec::new();
    let mut failed = None;
    each_report(from, |id| match id.and_then(|id| in_report(id, from.report(id))) {
        // Nothing is kept for a store that cannot be written.
        Ok(Lookup::Found(_)) if failed.is_some() => {}
        Ok(Lookup::Found(report)) => {
            waiting.push(report);
            examined.counts.reports += 1;
            if waiting.len() >= AT_A_TIME {
                failed = into.restore_reports(std::mem::take(&mut waiting)).err();
            }
        }
        Ok(Lookup::Gone | Lookup::Unknown) => {}
        Err(error) => examined.damaged += lost(&error),
    });
    if let Some(error) = failed {
        return Err(error);
    }
    into.restore_reports(waiting)?;
    let mut judgements = Vec::new();
    each_judgement(from, |judgement| match judgement {
        Ok(judgement) if judgement.is_whole() => judgements.push(judgement),
        Ok(judgement) => {
            let what = format!("judgement {} does not say what its name was made of", judgement.id);
            examined.damaged += lost(&StoreError::Damaged { what });
        }
        Err(error) => examined.damaged += lost(&error),
    });
    examined.judgements = judgements.len() as u64;
    match into.import_judgements(&judgements) {
        Ok(_) => {}
        Err(JudgeError::Store(error)) => return Err(error),
        Err(other) => return Err(StoreError::Damaged { what: other.to_string() }),
    }
    into.end_restore()?;
    examined.counts = Counts { reports: examined.counts.reports, ..into.counts()? };
    Ok(examined)
}

/// The same, with the report's name where what cannot be read does not say whose it is.
fn in_report<T>(id: ReportId, read: Result<T, StoreError>) -> Result<T, StoreError> {
    read.map_err(|error| match error {
        StoreError::Damaged { what } => StoreError::Damaged { what: format!("report {id}: {what}") },
        other => other,
    })
}

/// Gives the names of all reports in order, and what keeps a part of them from being listed.
fn each_report(store: &dyn Store, give: impl FnMut(Result<ReportId, StoreError>)) {
    each(|after| store.reports(after, AT_A_TIME), |id| *id.as_bytes(), ReportId::from_bytes, give);
}

/// The same of all records of a kind.
fn each_record(store: &dyn Store, kind: MentionKind, give: impl FnMut(Result<RecordId, StoreError>)) {
    each(|after| store.records(kind, after, AT_A_TIME), |id| *id.as_bytes(), RecordId::from_bytes, give);
}

/// Walks through a list of ids; where it cannot be read on for damage, some way behind. What keeps a stretch from being read is given
/// once, however long that is.
fn each<I: Copy>(
    list: impl Fn(Option<I>) -> Result<Vec<I>, StoreError>,
    to_bytes: impl Fn(I) -> [u8; 10],
    from_bytes: impl Fn([u8; 10]) -> I,
    mut give: impl FnMut(Result<I, StoreError>),
) {
    let mut after = None;
    let mut is_told = false;
    loop {
        match list(after) {
            Ok(ids) => {
                let Some(&last) = ids.last() else { return };
                (after, is_told) = (Some(last), false);
                ids.into_iter().for_each(|id| give(Ok(id)));
            }
            Err(error) => {
                let is_damage = matches!(error, StoreError::Damaged { .. });
                if !std::mem::replace(&mut is_told, true) {
                    give(Err(error));
                }
                if !is_damage {
                    return;
                }
                let Some(next) = behind(after.map(&to_bytes)) else { return };
                after = Some(from_bytes(next));
            }
        }
    }
}

/// Gives all judgements, and what keeps the rest from being listed.
fn each_judgement(store: &dyn Store, mut give: impl FnMut(Result<Judgement, StoreError>)) {
    let mut after = None;
    loop {
        match store.judgements(after, AT_A_TIME) {
            Ok(judgements) => {
                let Some(last) = judgements.last() else { return };
                after = Some(last.id);
                judgements.into_iter().for_each(|judgement| give(Ok(judgement)));
            }
            Err(error) => return give(Err(error)),
        }
    }
}

fn read_feed(store: &dyn Store) -> Result<(), StoreError> {
    let mut sequence = store.feed_start()?;
    loop {
        let commits = store.changes_after(sequence, AT_A_TIME)?;
        let Some(last) = commits.last() else { return Ok(()) };
        sequence = last.sequence;
    }
}

fn has_record(store: &dyn Store, kind: MentionKind, id: RecordId) -> Result<bool, StoreError> {
    Ok(match kind {
        MentionKind::Meeting => matches!(store.meeting(id)?, Lookup::Found(_)),
        MentionKind::Person => matches!(store.person(id)?, Lookup::Found(_)),
        MentionKind::Quote => matches!(store.quote(id)?, Lookup::Found(_)),
    })
}

fn count_of(counts: &mut Counts, kind: MentionKind) -> &mut u64 {
    match kind {
        MentionKind::Meeting => &mut counts.meetings,
        MentionKind::Person => &mut counts.persons,
        MentionKind::Quote => &mut counts.quotes,
    }
}

/// An id some way behind another; none behind the last.
fn behind(id: Option<[u8; 10]>) -> Option<[u8; 10]> {
    let mut next = [0; 10];
    let first = id.map_or(0, |id| u16::from_be_bytes([id[0], id[1]]));
    next[..2].copy_from_slice(&first.checked_add(STEP)?.to_be_bytes());
    Some(next)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rapporteur_storage::{MemoryStore, SledStore};

    use super::*;

    fn report(number: usize) -> (String, String) {
        let text = format!(
            "LARKHAVEN, March {0}, 2031 (Fable Wire) -- The {0}th meeting of the Lantern Cooperation Forum Council of \
             Harbour Ministers was held here on March {0}, 2031.\n\n\"Lantern {0} is the keel of our harbour,\" Foreign \
             Minister Oda Brandvik said.\n",
            number + 4
        );
        (format!("{number}.txt"), text)
    }

    #[test]
    fn what_is_whole_is_counted_and_saved_whole() {
        let store = Arc::new(MemoryStore::default());
        let engine = Engine::new(Arc::clone(&store) as Arc<dyn Store>);
        let reports: Vec<_> = (0..9).map(report).collect();
        engine.ingest_many(&reports).unwrap();
        let mut told = Vec::new();
        let examined = check(&*store, |problem| told.push(problem.to_owned()));
        assert_eq!((examined.damaged, told), (0, Vec::new()));
        assert_eq!(examined.counts, store.counts().unwrap());

        let copy = Arc::new(MemoryStore::default());
        let saved = salvage(&*store, &Engine::new(Arc::clone(&copy) as Arc<dyn Store>), |_| {}).unwrap();
        assert_eq!(saved, examined);
        for kind in MentionKind::ALL {
            assert_eq!(copy.records(kind, None, 99).unwrap(), store.records(kind, None, 99).unwrap());
        }
    }

    #[test]
    fn a_stretch_that_cannot_be_listed_is_told_once_and_passed_over() {
        let id = |first: u8| ReportId::from_bytes([first, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        let ids: Vec<ReportId> = [1, 2, 0x90, 0x91].map(id).to_vec();
        // From the second on to the middle, no list can be read.
        let list = |after: Option<ReportId>, damage: bool| {
            let first = after.map_or(0, |after| after.as_bytes()[0]);
            if (2..0x80).contains(&first) {
                let what = "a page".to_owned();
                return Err(if damage { StoreError::Damaged { what } } else { StoreError::Stopped });
            }
            Ok(ids.iter().copied().filter(|&id| after.is_none_or(|after| id > after)).take(2).collect())
        };
        for (damage, expected) in [(true, (ids.clone(), 1)), (false, (ids[..2].to_vec(), 1))] {
            let (mut found, mut errors) = (Vec::new(), 0);
            each(
                |after| list(after, damage),
                |id| *id.as_bytes(),
                ReportId::from_bytes,
                |id| match id {
                    Ok(id) => found.push(id),
                    Err(_) => errors += 1,
                },
            );
            assert_eq!((found, errors), expected);
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_is_saved() {
        let directory = tempfile::tempdir().unwrap();
        let store = SledStore::open(directory.path()).unwrap();
        let engine = Engine::new(Arc::new(store));
        let reports: Vec<_> = (0..9).map(report).collect();
        let names: Vec<_> =
            engine.ingest_many(&reports).unwrap().into_iter().map(|one| one.unwrap().id).collect();
        drop(engine);
        damage_a_report(directory.path(), names[4]);

        let store = SledStore::open(directory.path()).unwrap();
        let mut told = Vec::new();
        let examined = check(&store, |problem| told.push(problem.to_owned()));
        assert_eq!(examined.counts.reports, 8);
        assert!(told.iter().any(|problem| problem.contains(&names[4].to_string())), "{told:?}");

        let copy = Arc::new(MemoryStore::default());
        let saved = salvage(&store, &Engine::new(Arc::clone(&copy) as Arc<dyn Store>), |_| {}).unwrap();
        assert_eq!((saved.counts.reports, saved.damaged), (8, 1));
        let mut others = names.clone();
        others.retain(|&id| id != names[4]);
        others.sort_unstable();
        assert_eq!(copy.reports(None, 99).unwrap(), others);
        assert_eq!(check(&*copy, |_| {}).damaged, 0);
    }

    /// Puts bytes that are no place where the store has that of a report.
    fn damage_a_report(path: &std::path::Path, id: ReportId) {
        for _ in 0..200 {
            let Ok(db) = sled::open(path) else {
                std::thread::sleep(std::time::Duration::from_millis(10));
                continue;
            };
            let key =
                db.iter().keys().map(Result::unwrap).find(|key| key[0] == 3 && key[1..] == id.as_bytes()[..]);
            db.insert(key.unwrap(), &[0xff; 21]).unwrap();
            db.flush().unwrap();
            return;
        }
        panic!("the lock is never free");
    }
}
