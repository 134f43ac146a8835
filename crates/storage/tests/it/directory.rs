//! The store in a directory: what outlives the process, and which directories are refused.

use std::{fs, path::Path};

use rapporteur_model::{
    mention::{Mention, MentionKind},
    record::{MeetingRecord, QuoteRecord, Record},
};
use rapporteur_storage::{
    Change, Counts, Lookup, MeetingQuery, Restoring, SledStore, Store, StoreError, StoredReport,
};
use serde::Serialize;

use crate::build::*;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn message(result: Result<SledStore, StoreError>) -> String {
    result.unwrap_err().to_string()
}

/// Writes under the keys where the schema version lies.
fn write_version(path: &Path, version: u32) {
    let db = sled::open(path).unwrap();
    db.insert([1, 1], &version.to_be_bytes()).unwrap();
    db.flush().unwrap();
}

/// A store that was closed a moment ago, opened by sled alone, which does not wait for its lock.
fn closed_store(path: &Path) {
    drop(SledStore::open(path).unwrap());
    // Opening waits; so when this returns, the lock above has been free and the one below is let go next.
    drop(SledStore::open(path).unwrap());
    for _ in 0..200 {
        if sled::open(path).is_ok() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn makes_the_directory_and_those_above_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a/b");
    let store = SledStore::open(&path).unwrap();
    assert_eq!(store.path(), path);
    assert_eq!(store.counts().unwrap(), Counts::default());
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let directory = tempfile::tempdir().unwrap();
    let long = "long ".repeat(100_000);
    for round in 1..=5 {
        let store = SledStore::open(directory.path()).unwrap();
        put_report(&store, round, &long, vec![mention(round, MentionKind::Meeting, round, &["a"])]);
        put_merged(&store, Record::Meeting(meeting(round)), &[round, round + 100]);
        delete_record(&store, MentionKind::Meeting, round - 1);
        assert_eq!(
            store.counts().unwrap(),
            Counts { reports: round.into(), meetings: 1, ..Counts::default() }
        );
    }
    let store = SledStore::open(directory.path()).unwrap();
    for round in 1..=5 {
        assert!(found(store.report(report_id(round)).unwrap()).text == long);
    }
    assert_eq!(store.forms_in(MentionKind::Meeting, "a").unwrap().len(), 5);
    assert_eq!(found(store.meeting(id(105)).unwrap()), meeting(5));
    assert_eq!(store.meeting(id(4)).unwrap(), Lookup::Gone);
    assert_eq!(listed(&store, &MeetingQuery::default()), [5]);
}

#[test]
fn what_was_committed_is_in_the_files_before_the_store_is_closed() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(&directory.path().join("store")).unwrap();
    for round in 1..=8 {
        put_report(&store, round, &"text ".repeat(3000), Vec::new());
        put_meetings(&store, [meeting(round)]);
        // What a process that is killed here leaves behind.
        let left_behind = directory.path().join(format!("copy {round}"));
        copy(store.path(), &left_behind);
        let copy = SledStore::open(&left_behind).unwrap();
        assert_eq!(copy.counts().unwrap(), store.counts().unwrap());
        assert_eq!(copy.sequence().unwrap(), store.sequence().unwrap());
        assert_eq!(
            found(copy.report(report_id(round)).unwrap()),
            found(store.report(report_id(round)).unwrap())
        );
        assert_eq!(found(copy.meeting(id(round)).unwrap()), meeting(round));
    }
}

#[test]
fn putting_the_same_again_writes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    let write = || {
        put_report(&store, 1, "text", vec![mention(1, MentionKind::Meeting, 1, &["a"])]);
        put_meetings(&store, [meeting(1)]);
        put_quotes(&store, [quote(2, "words")]);
    };
    write();
    assert_eq!(store.sequence().unwrap(), 3);
    write();
    assert_eq!(store.sequence().unwrap(), 3);
}

#[test]
fn large_values_stay_out_of_files_that_sled_does_not_sync() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    let words: Vec<String> = (0..20_000).map(|number| format!("word{} the", number % 5000)).collect();
    let words = words.join(" ");
    put_report(&store, 1, &words, vec![mention(1, MentionKind::Meeting, 1, &[&words])]);
    for number in 1..20 {
        put_quotes(&store, [quote(number, &words)]);
    }
    assert_eq!(found(store.quote(id(19)).unwrap()).text, words);
    assert_eq!(fs::read_dir(directory.path().join("blobs")).unwrap().count(), 0);
}

#[test]
fn one_at_a_time_and_the_second_is_told_so() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    assert_eq!(
        message(SledStore::open(directory.path())),
        format!(
            "the store in {} is in use by another process; stop that one, or give another directory",
            directory.path().display()
        )
    );
    drop(store);
    SledStore::open(directory.path()).unwrap();
}

#[test]
fn a_directory_of_other_files_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("notes.txt"), "mine").unwrap();
    assert_eq!(
        message(SledStore::open(directory.path())),
        format!(
            "{} is no store of rapporteur: it holds `notes.txt`; give an empty directory, or one that it made",
            directory.path().display()
        )
    );
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[test]
fn an_empty_volume_is_taken() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("lost+found")).unwrap();
    fs::write(directory.path().join(".gitkeep"), "").unwrap();
    SledStore::open(directory.path()).unwrap();
}

#[test]
fn a_file_is_no_directory() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    fs::write(&path, "mine").unwrap();
    match SledStore::open(&path).unwrap_err() {
        StoreError::Io(error) => {
            assert!(error.to_string().starts_with(&path.display().to_string()), "{error}")
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

#[test]
fn a_sled_database_of_another_program_is_refused() {
    let in_default_tree = |db: &sled::Db| drop(db.insert(b"theirs", b"value").unwrap());
    let in_named_tree =
        |db: &sled::Db| drop(db.open_tree(b"theirs").unwrap().insert(b"key", b"value").unwrap());
    for write in [in_default_tree, in_named_tree] as [fn(&sled::Db); 2] {
        let directory = tempfile::tempdir().unwrap();
        let db = sled::open(directory.path()).unwrap();
        write(&db);
        db.flush().unwrap();
        drop(db);
        let error = SledStore::open(directory.path()).unwrap_err();
        assert!(matches!(error, StoreError::NotAStore { .. }), "{error}");
        assert!(error.to_string().contains("it holds a sled database of another program"), "{error}");
    }
}

#[test]
fn a_store_of_a_newer_program_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    closed_store(directory.path());
    write_version(directory.path(), 999);
    assert_eq!(
        message(SledStore::open(directory.path())),
        format!(
            "the store in {} has schema version 999, this program knows up to 8; use a newer program",
            directory.path().display()
        )
    );
}

#[test]
fn a_store_older_than_any_step_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    closed_store(directory.path());
    write_version(directory.path(), 0);
    assert_eq!(
        message(SledStore::open(directory.path())),
        format!(
            "the store in {} has schema version 0, and this program, which writes 8, cannot bring it up to date; \
             ingest the reports into a new directory",
            directory.path().display()
        )
    );
}

/// A value as schema version 1 has it, which had no list of topics behind the fields of `head`; `tail` follows them. (Nor
/// did reports have the basis of their publication date.)
fn in_version_1(head: &impl Serialize, tail: &impl Serialize) -> Vec<u8> {
    let mut bytes = postcard::to_stdvec(head).unwrap();
    assert_eq!(bytes.pop(), Some(0), "an empty list of topics comes last");
    bytes.extend(postcard::to_stdvec(tail).unwrap());
    bytes
}

#[test]
fn a_store_of_schema_version_1_keeps_its_reports_and_is_to_be_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    closed_store(path);
    let stored = StoredReport { notices: vec!["a notice".to_owned()], ..report("words") };
    let kinds = [MentionKind::Meeting, MentionKind::Person, MentionKind::Quote];
    let mentions: Vec<Mention> =
        (1..).zip(kinds).map(|(number, kind)| mention(1, kind, number, &["a block"])).collect();
    let records = [
        Record::Meeting(MeetingRecord { city: text("Port Émeric"), ..meeting(1) }),
        Record::Person(person(2, "Ada Quill")),
        Record::Quote(QuoteRecord { renderings: vec![rendering("words")], ..quote(3, "words") }),
    ];
    let change = Change {
        put_reports: vec![(report_id(1), stored.clone(), mentions.clone())],
        put_records: records.iter().map(|record| (record.clone(), vec![record.id()])).collect(),
        ..Change::default()
    };
    let store = SledStore::open(path).unwrap();
    store.commit(&change).unwrap();
    let followed_until = store.sequence().unwrap();
    drop(store);
    closed_store(path);

    let first_part =
        |value: &StoredReport| (value.uris.clone(), value.text.clone(), value.extraction.clone());
    let db = sled::open(path).unwrap();
    // Reports lay under their own keys, in chunks.
    let write = |key: &[&[u8]], value: Vec<u8>| {
        let key = key.concat();
        assert!(db.remove(&key).unwrap().is_some(), "nothing was under {key:02x?}");
        db.insert([&key[..], &[0, 0, 0, 0]].concat(), value).unwrap();
    };
    let mut value = in_version_1(&first_part(&stored), &stored.notices);
    let told = &stored.extraction.report;
    let before_basis = (
        (&stored.uris, &stored.text),
        (&told.uri, &told.title, &told.publisher, &told.agency, &told.byline, told.publish_date),
    );
    let basis = postcard::to_stdvec(&before_basis).unwrap().len();
    assert_eq!(value.remove(basis), 0, "no basis of the publication date");
    write(&[&[3], report_id(1).as_bytes()], value);
    db.insert([1, 1], &1_u32.to_be_bytes()).unwrap();
    db.flush().unwrap();
    drop(db);

    let store = SledStore::open(path).unwrap();
    assert_eq!(found(store.report(report_id(1)).unwrap()), stored);
    // Mentions and records are in another form since, and are to be made anew.
    assert!(store.is_stale().unwrap());
    // Whoever followed the feed has not been told of that, and can not go on.
    assert!(store.feed_start().unwrap() > followed_until);
    assert_eq!(store.mentions_of(report_id(1)).unwrap(), []);
    assert_eq!(store.counts().unwrap(), Counts { reports: 1, ..Counts::default() });
    store.commit(&Change { is_rebuilt: true, ..change.clone() }).unwrap();
    assert!(!store.is_stale().unwrap());
    assert_eq!(store.mentions_of(report_id(1)).unwrap(), mentions);
    assert_eq!(Record::Meeting(found(store.meeting(id(1)).unwrap())), records[0]);
    assert_eq!(Record::Quote(found(store.quote(id(3)).unwrap())), records[2]);
    assert_eq!(store.counts().unwrap(), Counts { reports: 1, meetings: 1, persons: 1, quotes: 1 });
    let sequence = store.sequence().unwrap();
    store.commit(&change).unwrap();
    assert_eq!(store.sequence().unwrap(), sequence);
}

#[test]
fn the_feed_of_a_store_of_schema_version_4_begins_behind_its_last_commit() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let store = SledStore::open(path).unwrap();
    put_quotes(&store, [quote(1, "words")]);
    put_quotes(&store, [quote(2, "words")]);
    drop(store);
    closed_store(path);
    let db = sled::open(path).unwrap();
    // What version 4 kept of quotations.
    for family in [12, 13, 14] {
        db.insert([family, 1, 2], b"index").unwrap();
    }
    for entry in db.scan_prefix([18]) {
        db.remove(entry.unwrap().0).unwrap();
    }
    db.insert([1, 1], &4_u32.to_be_bytes()).unwrap();
    db.flush().unwrap();
    drop(db);
    let store = SledStore::open(path).unwrap();
    assert_eq!((store.sequence().unwrap(), store.feed_start().unwrap()), (5, 5), "records were made anew");
    assert_eq!(store.changes_after(0, 99).unwrap(), []);
    put_quotes(&store, [quote(2, "other words")]);
    let told: Vec<u64> = store.changes_after(5, 99).unwrap().iter().map(|commit| commit.sequence).collect();
    assert_eq!(told, [6]);
    drop(store);
    closed_store(path);
    let db = sled::open(path).unwrap();
    assert!([12, 13, 14].iter().all(|&family| db.scan_prefix([family]).next().is_none()));
}

#[test]
fn a_store_of_schema_version_7_keeps_its_reports_and_is_to_be_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    closed_store(path);
    // One of a single chunk, and one that is long however it is packed.
    let numbers: Vec<String> = (0..5_000_u64).map(|number| (number * number * 7919).to_string()).collect();
    let stored = [report("words"), report(&numbers.join(" "))];
    let mentions = [1, 2].map(|number| vec![mention(number, MentionKind::Meeting, number, &["a block"])]);
    let change = Change {
        put_reports: (1..)
            .zip(stored.iter().cloned().zip(mentions.clone()))
            .map(|(number, (stored, mentions))| (report_id(number), stored, mentions))
            .collect(),
        put_records: vec![(Record::Meeting(meeting(1)), vec![id(1)])],
        ..Change::default()
    };
    let store = SledStore::open(path).unwrap();
    store.commit(&change).unwrap();
    let followed_until = store.sequence().unwrap();
    drop(store);
    closed_store(path);

    let db = sled::open(path).unwrap();
    for (number, stored) in (1..).zip(&stored) {
        // A report lay in its place alone.
        let key = [&[3], &report_id(number).as_bytes()[..]].concat();
        let place = db.get(&key).unwrap().unwrap();
        let chunks = [&[26, 3], &place[..8]].concat();
        for entry in db.scan_prefix(&chunks) {
            db.remove(entry.unwrap().0).unwrap();
        }
        let value = rapporteur_storage::value::encode(stored, || "a report".to_owned()).unwrap();
        let mut count = 0_u32;
        for chunk in value.chunks(4096) {
            db.insert([&chunks[..], &count.to_be_bytes()].concat(), chunk).unwrap();
            count += 1;
        }
        db.insert(&key, [&place[..8], &count.to_be_bytes()].concat()).unwrap();
        assert_eq!(count > 1, number == 2, "chunks of report {number}");
        // Its mentions lay in another.
        db.insert([&[25], &report_id(number).as_bytes()[..]].concat(), &place[..8]).unwrap();
        db.insert([&[26, 25], &place[..8], &[0; 4]].concat(), b"mentions").unwrap();
    }
    db.insert([1, 1], &7_u32.to_be_bytes()).unwrap();
    db.flush().unwrap();
    drop(db);

    let store = SledStore::open(path).unwrap();
    for (number, stored) in (1..).zip(&stored) {
        assert_eq!(found(store.report(report_id(number)).unwrap()), *stored);
        assert_eq!(store.mentions_of(report_id(number)).unwrap(), []);
    }
    assert!(store.is_stale().unwrap());
    assert!(store.feed_start().unwrap() > followed_until);
    assert_eq!(store.forms_in(MentionKind::Meeting, "a block").unwrap(), []);
    store.commit(&Change { is_rebuilt: true, ..change.clone() }).unwrap();
    for (number, mentions) in (1..).zip(&mentions) {
        assert_eq!(store.mentions_of(report_id(number)).unwrap(), *mentions);
    }
    assert_eq!(found(store.meeting(id(1)).unwrap()), meeting(1));
    assert_eq!(store.counts().unwrap(), Counts { reports: 2, meetings: 1, ..Counts::default() });
    drop(store);
    closed_store(path);
    let db = sled::open(path).unwrap();
    assert!([&[25][..], &[26, 25]].iter().all(|family| db.scan_prefix(family).next().is_none()));
}

#[test]
fn a_process_killed_while_it_opened_the_store_spoils_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store");
    let store = SledStore::open(&path).unwrap();
    put_meetings(&store, [meeting(1)]);
    drop(store);
    drop(SledStore::open(&path).unwrap());
    // sled writes its snapshot here and then renames it.
    fs::write(path.join("snap.7FFFFFFFFFFFFFFF.generating"), b"half").unwrap();
    let store = SledStore::open(&path).unwrap();
    assert_eq!(found(store.meeting(id(1)).unwrap()), meeting(1));
}

#[test]
fn a_store_that_was_not_restored_to_the_end_is_not_opened() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("data");
    let restoring = |restoring| Change { restoring: Some(restoring), ..Change::default() };
    let store = SledStore::open(&path).unwrap();
    store.commit(&restoring(Restoring::Begins { feed_after: 5 })).unwrap();
    drop(store);
    let error = SledStore::open(&path).unwrap_err();
    assert!(matches!(&error, StoreError::HalfRestored { path: told } if *told == path), "{error}");
    assert!(error.to_string().contains("restore it again"), "{error}");
    let done = directory.path().join("done");
    let store = SledStore::open(&done).unwrap();
    store.commit(&restoring(Restoring::Begins { feed_after: 5 })).unwrap();
    store.commit(&restoring(Restoring::Ends)).unwrap();
    drop(store);
    assert_eq!(SledStore::open(&done).unwrap().feed_start().unwrap(), 5);
}
