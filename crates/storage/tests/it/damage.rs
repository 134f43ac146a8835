//! Values and files that are not what they were: an error that names them, never a panic.

use std::{fs, panic, path::Path, sync::Arc};

use proptest::prelude::*;
use rapporteur_model::{
    mention::MentionKind,
    record::{MeetingRecord, QuoteRecord, Record},
};
use rapporteur_storage::{Change, MeetingQuery, PersonFilter, SledStore, Store, StoreError};

use crate::build::*;

/// A store with something of every kind.
fn fill(path: &Path) {
    let store = SledStore::open(path).unwrap();
    put_report(&store, 1, &"text ".repeat(2000), vec![mention(1, MentionKind::Meeting, 1, &["a"])]);
    put_report(&store, 2, "text", Vec::new());
    delete_report(&store, 2);
    put_merged(&store, Record::Person(person(2, "Ada Quill")), &[2]);
    let participants = vec![participant(Some(id(2)), "Ada Quill")];
    let council =
        MeetingRecord { participants, city: text("Aldport"), start_date: date("2031"), ..meeting(1) };
    put_meetings(&store, [council]);
    put_quotes(&store, [QuoteRecord { person: Some(id(2)), ..quote(3, "Trade is the cornerstone.") }]);
}

/// Opens once the lock of a store closed before is free.
fn raw(path: &Path) -> sled::Db {
    drop(SledStore::open(path));
    for _ in 0..200 {
        if let Ok(db) = sled::open(path) {
            return db;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the lock is never free");
}

/// Asks everything there is to ask, and writes; gives what went wrong.
fn ask_everything(store: &dyn Store) -> Vec<StoreError> {
    let by_person = Some(PersonFilter::Record(id(2)));
    let by_name = Some(PersonFilter::Name("quill".to_owned()));
    let meetings = |query: MeetingQuery| store.list_meetings(&MeetingQuery { page_size: 9, ..query }).err();
    let answers = [
        store.report(report_id(1)).err(),
        store.report(report_id(2)).err(),
        store.reports(None, 9).err(),
        store.mentions_of(report_id(1)).err(),
        store.forms_in(MentionKind::Meeting, "a").err(),
        store.mention(MentionKind::Meeting, id(1)).err(),
        store.meeting(id(1)).err(),
        store.person(id(2)).err(),
        store.quote(id(3)).err(),
        store.records(MentionKind::Meeting, None, 9).err(),
        store.counts().err(),
        store.changes_after(0, 99).err(),
        meetings(MeetingQuery::default()),
        meetings(MeetingQuery { person: by_person, ..MeetingQuery::default() }),
        meetings(MeetingQuery { person: by_name, ..MeetingQuery::default() }),
        store.quote_as_kept(id(3)).err(),
        store.mention_ids(MentionKind::Person, id(2)).err(),
        store.persons_named("quill").err(),
        store
            .commit(&Change {
                delete_reports: vec![report_id(1)],
                put_records: vec![(Record::Quote(quote(3, "other words")), vec![id(3)])],
                delete_records: vec![(MentionKind::Meeting, id(1)), (MentionKind::Person, id(2))],
                ..Change::default()
            })
            .err(),
    ];
    answers.into_iter().flatten().collect()
}

#[test]
fn every_value_that_does_not_decode_is_named() {
    let directory = tempfile::tempdir().unwrap();
    fill(directory.path());
    let db = raw(directory.path());
    let keys: Vec<_> = db.iter().keys().map(Result::unwrap).filter(|key| key[0] != 1).collect();
    drop(db);
    let mut named = String::new();
    for (number, key) in keys.iter().enumerate() {
        let copy = tempfile::tempdir().unwrap();
        fill(copy.path());
        let db = raw(copy.path());
        let was_empty = db.get(key).unwrap().unwrap().is_empty();
        // Too long for a number, and no value of any of the types.
        db.insert(key, &[0xff; 21]).unwrap();
        db.flush().unwrap();
        drop(db);
        let errors = ask_everything(&SledStore::open(copy.path()).unwrap());
        assert!(
            errors.iter().all(|error| matches!(error, StoreError::Damaged { .. })),
            "{key:?}: {errors:?}"
        );
        assert!(!errors.is_empty() || was_empty || is_never_wrong(key), "key {number} {key:?} told nobody");
        named.extend(errors.iter().map(|error| format!("{error}\n")));
    }
    for name in [
        format!("the store is damaged: report {} cannot be read", report_id(1)),
        format!("the store is damaged: the meeting mention {} is not among those of report", id(1)),
        format!("the store is damaged: meeting {} cannot be read", id(1)),
        format!("the store is damaged: person {} cannot be read", id(2)),
        format!("the store is damaged: quote {} cannot be read", id(3)),
        "the store is damaged: a commit of the change feed cannot be read".to_owned(),
    ] {
        assert!(named.contains(&name), "{name}\nis not among\n{named}");
    }
}

/// Lists that no question above walks; and an alias, of which any ten bytes are a name.
fn is_never_wrong(key: &[u8]) -> bool {
    matches!(key[0], 8 | 10)
}

#[test]
fn every_key_that_is_missing_is_noticed_or_not_missed() {
    let directory = tempfile::tempdir().unwrap();
    fill(directory.path());
    let db = raw(directory.path());
    let keys: Vec<_> = db.iter().keys().map(Result::unwrap).filter(|key| key[0] != 1).collect();
    drop(db);
    for key in keys {
        let copy = tempfile::tempdir().unwrap();
        fill(copy.path());
        let db = raw(copy.path());
        db.remove(&key).unwrap();
        db.flush().unwrap();
        drop(db);
        let errors = ask_everything(&SledStore::open(copy.path()).unwrap());
        assert!(
            errors.iter().all(|error| matches!(error, StoreError::Damaged { .. })),
            "{key:?}: {errors:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_with_wrong_bytes_open_or_are_refused_with_their_path(
        place in any::<prop::sample::Index>(),
        length in 1_usize..64,
        file in any::<prop::sample::Index>(),
        cut: bool,
    ) {
        let directory = tempfile::tempdir().unwrap();
        fill(directory.path());
        drop(raw(directory.path()));
        drop(raw(directory.path()));
        let files: Vec<_> = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file()).collect();
        let file = file.get(&files);
        let mut bytes = fs::read(file).unwrap();
        let used = bytes.iter().rposition(|byte| *byte != 0).map_or(1, |last| last + 1);
        let place = place.index(used);
        if cut {
            bytes.truncate(place);
        } else {
            let end = (place + length).min(bytes.len());
            for byte in &mut bytes[place..end] {
                *byte ^= 0xa5;
            }
        }
        fs::write(file, bytes).unwrap();
        let path: Arc<Path> = directory.path().into();
        let opened = panic::catch_unwind(|| SledStore::open(&path).map(|store| ask_everything(&store)));
        match opened {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                let chain = format!("{error:?}");
                prop_assert!(chain.contains(&*path.to_string_lossy()), "{}", chain);
            }
            Err(_) => prop_assert!(false, "panicked: {:?} at {} for {}, cut {}", file, place, length, cut),
        }
    }
}

#[test]
fn a_store_that_has_lost_what_it_acknowledged_says_so_and_gives_what_is_left() {
    let directory = tempfile::tempdir().unwrap();
    let whole = directory.path().join("whole");
    let store = SledStore::open(&whole).unwrap();
    for number in 1..=40 {
        put_report(&store, number, &"text ".repeat(2000), Vec::new());
    }
    let acknowledged = store.sequence().unwrap();
    drop(store);
    let mut refused = 0;
    for part in 1..10 {
        let cut = directory.path().join(format!("cut {part}"));
        fs::create_dir(&cut).unwrap();
        for name in ["db", "conf", "acknowledged"] {
            fs::copy(whole.join(name), cut.join(name)).unwrap();
        }
        let log = fs::OpenOptions::new().write(true).open(cut.join("db")).unwrap();
        log.set_len(log.metadata().unwrap().len() * part / 10).unwrap();
        match SledStore::open(&cut) {
            Ok(store) => assert_eq!(store.sequence().unwrap(), acknowledged),
            Err(StoreError::Lost { path, sequence, acknowledged: known }) => {
                assert_eq!((path, known), (cut.clone(), acknowledged));
                let scratch = directory.path().join(format!("scratch {part}"));
                let left = SledStore::open_what_is_left(&cut, &scratch, 0).unwrap();
                assert_eq!(left.sequence().unwrap(), sequence);
                assert_eq!(left.counts().unwrap().reports, sequence);
                drop(left);
                assert!(matches!(SledStore::open(&cut), Err(StoreError::Lost { .. })), "it is forgotten");
                refused += 1;
            }
            Err(error) => assert!(error.to_string().contains("cut"), "{error}"),
        }
    }
    assert!(refused > 0, "nothing was lost");
}

#[test]
fn without_its_settings_and_with_a_damaged_snapshot_all_of_a_store_is_left() {
    let directory = tempfile::tempdir().unwrap();
    let damaged = directory.path().join("damaged");
    fill(&damaged);
    // Closing writes a snapshot.
    let snapshots = || fs::read_dir(&damaged).unwrap().map(|entry| entry.unwrap().path());
    let snapshots = snapshots().filter(|path| path.to_string_lossy().contains("snap."));
    for snapshot in snapshots {
        fs::write(snapshot, "no snapshot").unwrap();
    }
    fs::write(damaged.join("conf"), "no settings").unwrap();
    assert!(SledStore::open(&damaged).is_err());
    let left = SledStore::open_what_is_left(&damaged, &directory.path().join("scratch"), 0).unwrap();
    assert_eq!(left.counts().unwrap().reports, 1);
    assert_eq!(found(left.report(report_id(1)).unwrap()).text, "text ".repeat(2000));
    assert!(SledStore::open(&damaged).is_err(), "the damaged store was changed");
}

#[test]
fn what_another_has_open_is_not_copied() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(&directory.path().join("store")).unwrap();
    let copy = SledStore::open_what_is_left(store.path(), &directory.path().join("scratch"), 0);
    assert!(matches!(copy, Err(StoreError::InUse { .. })), "{copy:?}");
}
