//! What holds for every report at hand: the invented ones, and all below the directories that the environment variable
//! `RAPPORTEUR_CORPORA` names (separated as in `PATH`). Those are read, never copied.

use std::{
    env, fs, panic,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use rapporteur_parsing::parse;

use crate::places::problems;

/// Endings of the files that are read.
const ENDINGS: [&str; 4] = ["txt", "md", "html", "htm"];

/// So many problems are shown; the rest is counted.
const SHOWN: usize = 20;

/// The files below a directory that may be reports.
fn reports_below(directory: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(directory).sort_by_file_name();
    let paths = entries.into_iter().map(|entry| entry.expect("a directory that can be read").into_path());
    let is_report = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        path.is_file() && ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
    };
    paths.filter(is_report).collect()
}

/// What is wrong with what is read from one file; a file that is refused must be refused twice for the same reason.
fn problems_of(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).expect("a file that can be read");
    let uri = path.to_string_lossy();
    let Ok((once, twice)) = panic::catch_unwind(|| (parse(&uri, &bytes), parse(&uri, &bytes))) else {
        return vec!["panics".to_owned()];
    };
    let mut found = Vec::new();
    if once != twice {
        found.push("gives something else when it is read again".to_owned());
    }
    if let (Ok(once), Ok(twice)) = (once, twice) {
        found.extend(problems(&once));
        let written = |extraction| serde_json::to_vec(extraction).expect("an extraction can be written");
        if written(&once.extraction) != written(&twice.extraction) {
            found.push("gives other bytes when it is read again".to_owned());
        }
    }
    found
}

/// The problems of all files, in order of the files, one a line.
fn problems_of_all(paths: &[PathBuf]) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(
                problems_of(path).into_iter().map(|problem| format!("{}: {problem}", path.display())),
            );
        }
        found
    };
    let mut found: Vec<String> = thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("panics are caught inside")).collect()
    });
    found.sort();
    found
}

#[test]
fn every_value_of_every_report_stands_where_it_says_on_every_reading() {
    let mut paths = reports_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports"));
    assert!(paths.len() >= 8, "{} sample reports", paths.len());
    for directory in env::split_paths(&env::var_os("RAPPORTEUR_CORPORA").unwrap_or_default()) {
        if !directory.as_os_str().is_empty() {
            let reports = reports_below(&directory);
            assert!(!reports.is_empty(), "no reports below {}", directory.display());
            paths.extend(reports);
        }
    }
    let found = problems_of_all(&paths);
    let shown = found.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(found.is_empty(), "{} problems in {} reports, the first:\n{shown}", found.len(), paths.len());
    println!("{} reports read", paths.len());
}

#[test]
fn a_place_that_is_wrong_is_a_problem() {
    // The property above says nothing unless this holds.
    let report = "“The lake is ours,” President Oburu Wanjala said.";
    let mut parsed = parse("report.txt", report.as_bytes()).expect("a report");
    assert_eq!(problems(&parsed), Vec::<String>::new());
    assert_eq!(parsed.extraction.quotes.len(), 1);
    parsed.extraction.quotes[0].text.push('!');
    parsed.extraction.quotes[0].evidence[0].sentence = "Another sentence.".into();
    assert_eq!(problems(&parsed).len(), 2);
}
