//! `export`: lines of records, of a store and of a server.

use predicates::str::contains;

use crate::support::{Server, exported, rapporteur, write_reports};

fn printed(command: &mut assert_cmd::Command) -> String {
    let output = command.assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn a_server_gives_the_bytes_that_its_store_gives() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let reports = directory.path().join("reports");
    write_reports(&reports, 5);
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&reports).assert().success();
    let of_store = exported(&data);
    assert!(of_store.lines().count() > 10, "{of_store}");
    let server = Server::start(&data, &[]);
    let of_server = printed(rapporteur().args(["export", "--server", &server.url()]));
    assert_eq!(of_server, of_store);
    let quotes = printed(rapporteur().args(["export", "--kind", "quote", "--server", &server.url()]));
    let expected: Vec<&str> = of_store.lines().filter(|line| line.starts_with("{\"quote\"")).collect();
    assert_eq!(quotes.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn nobody_there_and_no_store_are_told() {
    rapporteur()
        .args(["export", "--server", "http://127.0.0.1:1"])
        .assert()
        .code(69)
        .stderr(contains("127.0.0.1:1"));
    let directory = tempfile::tempdir().unwrap();
    let nowhere = directory.path().join("nowhere");
    rapporteur().args(["export", "--data"]).arg(&nowhere).assert().code(64).stderr(contains("no store"));
    assert!(!nowhere.exists());
}
