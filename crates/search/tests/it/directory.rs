//! The index in a directory: what outlives the process, and what becomes of one that is damaged or of another store.

use std::{
    env,
    fs::{self, OpenOptions},
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

use proptest::prelude::*;
use rapporteur_model::{mention::MentionKind, record::QuoteRecord};
use rapporteur_search::{QuoteIndex, QuoteQuery};
use rapporteur_storage::{MemoryStore, SledStore, Store};

use crate::build::*;

/// Where the writing process finds the directory; set by the test that starts it.
const DIRECTORY: &str = "RAPPORTEUR_TEST_INDEXES_INTO";

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

fn all(index: &QuoteIndex) -> Vec<u8> {
    searched(index, &QuoteQuery::default())
}

fn holding(index: &QuoteIndex, words: &str) -> Vec<u8> {
    searched(index, &QuoteQuery { words: words.to_owned(), ..QuoteQuery::default() })
}

/// The segments of an index that is closed: an index that is made anew has others.
fn segments(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut stores: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ext| ext == "store")).collect();
    stores.sort();
    stores
}

/// A store in memory with quotations 1 and 2, and its index in a directory, which is closed.
fn filled(directory: &Path) -> Arc<dyn Store> {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    put_quotes(&*store, [quote(1, "trade and peace"), quote(2, "trade and war")]);
    let index = open(&store, directory);
    assert_eq!(all(&index), [1, 2]);
    store
}

fn open(store: &Arc<dyn Store>, directory: &Path) -> QuoteIndex {
    QuoteIndex::in_directory(Arc::clone(store), topic_named, directory)
}

#[test]
fn an_index_that_is_good_is_opened_and_not_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let store = filled(directory.path());
    let before = segments(directory.path());
    assert_eq!(before.len(), 1);
    let index = open(&store, directory.path());
    assert_eq!(holding(&index, "war"), [2]);
    drop(index);
    assert_eq!(segments(directory.path()), before);
}

#[test]
fn what_the_store_did_in_between_is_taken_in() {
    let directory = tempfile::tempdir().unwrap();
    let store = filled(directory.path());
    let before = segments(directory.path());
    put_quotes(&*store, [quote(3, "peace"), quote(2, "nothing of that kind")]);
    delete_record(&*store, MentionKind::Quote, 1);
    let index = open(&store, directory.path());
    assert_eq!(
        (all(&index), holding(&index, "trade"), holding(&index, "peace")),
        (vec![2, 3], vec![], vec![3])
    );
    drop(index);
    assert_ne!(segments(directory.path()), before);
}

#[test]
fn an_index_ahead_of_its_store_or_of_another_is_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    drop(filled(directory.path()));
    // A store that was put back to before its last commit, or never had it.
    let empty: Arc<dyn Store> = Arc::new(MemoryStore::new());
    assert!(all(&open(&empty, directory.path())).is_empty());
    drop(filled(directory.path()));
    // As many commits, and others.
    let other: Arc<dyn Store> = Arc::new(MemoryStore::new());
    put_quotes(&*other, [quote(7, "trade")]);
    assert_eq!(all(&open(&other, directory.path())), [7]);
    drop(filled(directory.path()));
    put_quotes(&*other, [quote(8, "trade")]);
    assert_eq!(all(&open(&other, directory.path())), [7, 8]);
}

#[test]
fn an_index_that_is_missing_or_no_index_is_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("search-1");
    let store = filled(&path);
    let checks = |what: &str| {
        assert_eq!(holding(&open(&store, &path), "peace"), [1], "{what}");
    };
    fs::remove_dir_all(&path).unwrap();
    checks("missing");
    fs::remove_dir_all(&path).unwrap();
    fs::write(&path, "a file").unwrap();
    checks("a file");
    for name in ["meta.json", ".managed.json"] {
        fs::write(path.join(name), "{}").unwrap();
        checks(name);
        fs::write(path.join(name), [0xff; 100]).unwrap();
        checks(name);
        fs::remove_file(path.join(name)).unwrap();
        checks(name);
    }
    for number in 0..segments(&path).len() {
        fs::remove_file(&segments(&path)[number]).unwrap();
        checks("a segment");
    }
}

#[test]
fn an_index_of_another_version_is_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let store = filled(directory.path());
    let before = segments(directory.path());
    let meta = directory.path().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let payload = text.split("\"payload\"").nth(1).unwrap();
    assert!(payload.contains("\"1 1 "), "{payload}");
    fs::write(&meta, text.replace("\"1 1 ", "\"2 1 ")).unwrap();
    assert_eq!(all(&open(&store, directory.path())), [1, 2]);
    assert_ne!(segments(directory.path()), before);
}

#[test]
fn the_index_follows_by_itself() {
    let directory = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let index = open(&store, directory.path());
    for number in 1..=20 {
        put_quotes(&*store, [quote(number, "trade")]);
        index.store_was_written().unwrap();
    }
    // Nobody searches.
    let is_there = || {
        let meta = fs::read_to_string(directory.path().join("meta.json")).unwrap_or_default();
        meta.contains("\"1 20 ")
    };
    let waited = (0..1000).find(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        is_there()
    });
    assert!(waited.is_some(), "the index never came to the last commit");
}

#[test]
fn a_search_sees_what_was_committed_before_it_began() {
    let directory = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let index = open(&store, directory.path());
    std::thread::scope(|scope| {
        for thread in 0..3_u8 {
            let (store, index) = (&store, &index);
            scope.spawn(move || {
                for round in 0..10 {
                    let number = thread * 50 + round;
                    put_quotes(&**store, [quote(number, "trade")]);
                    index.store_was_written().unwrap();
                    let seen = index.search(&QuoteQuery { page_size: 200, ..QuoteQuery::default() }).unwrap();
                    assert!(seen.hits.iter().any(|hit| hit.quote.id == id(number)), "{number} is not seen");
                }
            });
        }
    });
    assert_eq!(all(&index).len(), 30);
}

/// Not a test of its own: the process that is killed. It does nothing when it is run with the other tests.
#[test]
fn indexes_until_it_is_killed() {
    let Some(directory) = env::var_os(DIRECTORY) else { return };
    let directory = Path::new(&directory);
    let store: Arc<dyn Store> = Arc::new(SledStore::open(directory).unwrap());
    let index = open(&store, &QuoteIndex::directory_in(directory));
    let first = u8::try_from(store.records(MentionKind::Quote, None, 1000).unwrap().len()).unwrap();
    for number in first..200 {
        put_quotes(&*store, [quote(number, &format!("trade number{number}"))]);
        // Some are written and not indexed, some are, and the thread may be in the midst of it.
        index.store_was_written().unwrap();
        if number % 3 == 0 {
            index.catch_up().unwrap();
        }
        println!("\nwritten {number}");
    }
}

#[test]
fn an_index_whose_process_was_killed_is_as_its_store() {
    let directory = tempfile::tempdir().unwrap();
    for round in 0..6_usize {
        let mut writer = Command::new(env::current_exe().unwrap())
            .args(["--exact", "directory::indexes_until_it_is_killed", "--nocapture"])
            .env(DIRECTORY, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines().map(|line| line.unwrap());
        let mut written = lines.filter(|line| line.starts_with("written "));
        assert_eq!(written.by_ref().take(round * 2 + 1).count(), round * 2 + 1);
        writer.kill().unwrap();
        writer.wait().unwrap();

        let store: Arc<dyn Store> = Arc::new(SledStore::open(directory.path()).unwrap());
        let index = open(&store, &QuoteIndex::directory_in(directory.path()));
        let in_store: Vec<u8> =
            store.records(MentionKind::Quote, None, 1000).unwrap().into_iter().map(number_of).collect();
        assert_eq!(all(&index), in_store);
        for &number in &in_store {
            assert_eq!(holding(&index, &format!("number{number}")), [number]);
        }
    }
}

#[test]
fn an_index_between_two_commits_of_its_store_is_brought_on() {
    // What a process that is killed right behind a commit of the store leaves: the index as it was before.
    let directory = tempfile::tempdir().unwrap();
    let (now, before) = (directory.path().join("now"), directory.path().join("before"));
    let store = filled(&now);
    copy(&now, &before);
    put_quotes(&*store, [QuoteRecord { speaker: text("Ada Quill"), ..quote(1, "war") }, quote(3, "peace")]);
    for path in [&now, &before] {
        let index = open(&store, path);
        assert_eq!((all(&index), holding(&index, "peace")), (vec![1, 2, 3], vec![3]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_index_with_wrong_bytes_is_made_anew(
        file in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        length in 1_usize..64,
        how in 0..3,
    ) {
        let directory = tempfile::tempdir().unwrap();
        let store = filled(directory.path());
        let files: Vec<PathBuf> = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        let file = file.get(&files);
        let mut bytes = fs::read(file).unwrap();
        let place = if bytes.is_empty() { 0 } else { place.index(bytes.len()) };
        match how {
            0 => bytes.truncate(place),
            1 => bytes.iter_mut().skip(place).take(length).for_each(|byte| *byte ^= 0xa5),
            _ => {
                OpenOptions::new().append(true).open(file).unwrap().write_all(&vec![0x5a; length]).unwrap();
                bytes = fs::read(file).unwrap();
            }
        }
        fs::write(file, bytes).unwrap();
        let index = open(&store, directory.path());
        prop_assert_eq!(holding(&index, "trade"), [1, 2], "{:?}", file);
        prop_assert_eq!(holding(&index, "\"and war\""), [2], "{:?}", file);
        put_quotes(&*store, [quote(3, "trade")]);
        prop_assert_eq!(all(&index), [1, 2, 3], "{:?}", file);
    }
}
