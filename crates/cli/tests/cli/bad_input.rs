//! Files that are no reports, and places that are none.

use std::{fs, path::Path};

use predicates::{prelude::*, str::contains};
use tempfile::TempDir;

use crate::support::{exported, rapporteur, report, write_reports};

/// A directory with three good reports among files of every bad kind; the bad ones with what must be said of them.
fn mixed_reports() -> (TempDir, Vec<(&'static str, &'static str)>) {
    let directory = tempfile::tempdir().unwrap();
    write_reports(directory.path(), 3);
    let write = |name: &str, bytes: &[u8]| fs::write(directory.path().join(name), bytes).unwrap();
    write("empty.txt", b"");
    write("blank.txt", b" \n\t\n");
    write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    write("letter.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    write("letter.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    let huge = fs::File::create(directory.path().join("huge.txt")).unwrap();
    huge.set_len(50 << 20).unwrap();
    let bad = vec![
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("picture.txt", "binary"),
        ("letter.txt", "PDF"),
        ("huge.txt", "more than 16777216 bytes"),
    ];
    (directory, bad)
}

/// Every bad file must have its own line on standard error.
fn assert_each_is_named(stderr: &[u8], directory: &Path, bad: &[(&str, &str)]) {
    let stderr = String::from_utf8_lossy(stderr);
    for (name, reason) in bad {
        let path = directory.join(name);
        let line = stderr.lines().find(|line| line.starts_with(&format!("{}: ", path.display())));
        assert!(line.is_some_and(|line| line.contains(reason)), "{name}: {reason}\n{stderr}");
    }
}

#[test]
fn extract_skips_what_is_no_report_and_reads_the_rest() {
    let (directory, bad) = mixed_reports();
    let output = rapporteur().arg("extract").arg(directory.path()).assert().code(1);
    let output = output.get_output();
    assert_each_is_named(&output.stderr, directory.path(), &bad);
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout.clone())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let uris: Vec<&str> = lines.iter().map(|line| line["report"]["uri"].as_str().unwrap()).collect();
    let names = ["report-000.txt", "report-001.txt", "report-002.txt"];
    assert_eq!(uris.len(), names.len());
    assert!(uris.iter().zip(names).all(|(uri, name)| uri.ends_with(name)), "{uris:?}");
}

#[test]
fn ingest_skips_what_is_no_report_and_keeps_the_rest() {
    let (directory, bad) = mixed_reports();
    let data = tempfile::tempdir().unwrap();
    let output =
        rapporteur().arg("ingest").arg(directory.path()).arg("--data").arg(data.path()).assert().code(1);
    let output = output.get_output();
    assert_each_is_named(&output.stderr, directory.path(), &bad);
    let summary = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(summary.starts_with("8 reports: 3 new, 0 known, 5 failed; "), "{summary}");
}

#[test]
fn a_report_without_a_meeting_is_kept_with_a_notice() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("recipe.txt");
    fs::write(&path, "Peel the turnips. Boil them in salted water until they are soft.\n").unwrap();
    rapporteur().arg("extract").arg(&path).assert().success().stderr(contains("no meeting"));
    rapporteur()
        .args(["ingest", "--data"])
        .arg(directory.path().join("data"))
        .arg(&path)
        .assert()
        .success()
        .stdout(contains("1 new, 0 known, 0 failed"))
        .stderr(contains("no meeting"));
}

#[test]
fn what_is_not_there_is_named_and_the_rest_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let paths = write_reports(directory.path(), 1);
    rapporteur()
        .arg("extract")
        .args(["nowhere.txt"])
        .args(&paths)
        .assert()
        .code(1)
        .stdout(contains("report-000.txt"))
        .stderr(contains("nowhere.txt: there is no such file"));
}

#[test]
fn standard_input_is_a_report_too() {
    rapporteur()
        .args(["extract", "--uri", "https://example.org/a.txt", "-"])
        .write_stdin(report(1))
        .assert()
        .success()
        .stdout(contains("https://example.org/a.txt"));
    rapporteur()
        .args(["extract", "-"])
        .write_stdin("")
        .assert()
        .code(1)
        .stderr(contains("-: the report is empty"));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_directory_above_is_harmless() {
    let directory = tempfile::tempdir().unwrap();
    write_reports(directory.path(), 2);
    std::os::unix::fs::symlink(directory.path(), directory.path().join("again")).unwrap();
    rapporteur()
        .arg("ingest")
        .arg(directory.path())
        .arg("--data")
        .arg(tempfile::tempdir().unwrap().path())
        .assert()
        .success()
        .stdout(predicate::str::starts_with("2 reports: 2 new, 0 known, 0 failed"));
}

#[test]
fn a_file_name_cannot_move_the_cursor() {
    rapporteur()
        .args(["extract", "a\u{1b}[2Jb.txt"])
        .assert()
        .code(1)
        .stderr(contains(r"a\u{1b}[2Jb.txt").and(contains("\u{1b}").not()));
}

#[test]
fn places_that_are_none_end_with_64() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "x").unwrap();
    for (place, words) in [
        (["--data", file.to_str().unwrap()], "is no directory"),
        (["--data", directory.path().join("none").to_str().unwrap()], "there is no store"),
        (["--server", "ftp://example.org"], "no URL of a server"),
        (["--server", "ftp://example.org"], "no URL of a server"),
    ] {
        rapporteur().arg("meetings").args(place).assert().code(64).stderr(contains(words));
    }
    rapporteur()
        .args(["serve", "--listen", "192.0.2.1:1", "--data"])
        .arg(directory.path().join("data"))
        .assert()
        .code(64)
        .stderr(contains("192.0.2.1:1"));
}

#[test]
fn a_server_that_is_not_there_ends_with_69() {
    let directory = tempfile::tempdir().unwrap();
    let paths = write_reports(directory.path(), 1);
    rapporteur()
        .args(["ingest", "--server", "http://127.0.0.1:1"])
        .args(&paths)
        .assert()
        .code(69)
        .stderr(contains("cannot reach a server at http://127.0.0.1:1"));
}

#[test]
fn the_same_reports_twice_change_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let reports = directory.path().join("reports");
    let data = directory.path().join("data");
    write_reports(&reports, 4);
    let mut ingest = rapporteur();
    ingest.arg("ingest").arg(&reports).arg("--data").arg(&data);
    ingest.assert().success().stdout(contains("4 reports: 4 new, 0 known, 0 failed"));
    let before = exported(&data);
    ingest.assert().success().stdout(contains("4 reports: 0 new, 4 known, 0 failed"));
    assert_eq!(exported(&data), before);
}
