//! Judgements, statements and explanations as commands.

use std::{fs, path::Path};

use predicates::{prelude::*, str::contains};

use crate::support::{Server, exported, rapporteur, write_reports};

fn output(arguments: &[&str], place: &[&str]) -> String {
    let assert = rapporteur().args(arguments).args(place).assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

/// The names of a kind of record, in order.
fn names(data: &Path, kind: &str) -> Vec<String> {
    let lines = exported(data);
    let records = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    records.filter_map(|record| record[kind]["name"].as_str().map(str::to_owned)).collect()
}

#[test]
fn what_is_decided_is_listed_undone_and_replayed_from_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let (reports, data) = (directory.path().join("reports"), directory.path().join("data"));
    write_reports(&reports, 5);
    rapporteur().arg("ingest").arg(&reports).arg("--data").arg(&data).assert().success();
    let place = ["--data", data.to_str().unwrap()];
    let meetings = names(&data, "meeting");
    let by = ["--author", "ann", "--reason", "the minutes"];
    let merged = output(&[&["merge", &meetings[0], &meetings[1]][..], &by].concat(), &place);
    let judgement = merged.lines().next().unwrap().to_owned();
    assert!(judgement.starts_with("judgements/"), "{merged}");
    assert_eq!(names(&data, "meeting").len(), meetings.len() - 1);
    assert!(
        output(&["why", &meetings[0], &meetings[1]], &place).contains(&format!("decided by {judgement}"))
    );
    output(&[&["correct", &meetings[0], "city", "Port Émeric"][..], &by].concat(), &place);
    let told = output(&["statements", &meetings[0], "--field", "title", "--format", "json"], &place);
    assert!(told.lines().count() >= 2, "{told}");

    let listed = output(&["judgements", "--format", "json"], &place);
    let file = directory.path().join("judgements.ndjson");
    fs::write(&file, &listed).unwrap();
    let other = directory.path().join("other");
    let elsewhere = ["--data", other.to_str().unwrap()];
    let import = ["judgements", "--import", file.to_str().unwrap()];
    assert_eq!(output(&import, &elsewhere), "2 judgements: 2 new\n");
    assert_eq!(output(&import, &elsewhere), "2 judgements: 0 new\n");
    rapporteur().arg("ingest").arg(&reports).args(elsewhere).assert().success();
    assert_eq!(exported(&other), exported(&data));
    assert!(exported(&other).contains("Port Émeric"));

    output(&["undo", &judgement, "--author", "bob"], &place);
    assert_eq!(names(&data, "meeting"), meetings);

    // The same over a server.
    let server = Server::start(&data, &[]);
    let url = server.url();
    let over = ["--server", url.as_str()];
    assert_eq!(output(&["judgements", "--format", "csv"], &over).lines().count(), 4);
    assert!(output(&["judgements"], &over).contains("does not hold"));
}

#[test]
fn what_is_no_judgement_is_refused_with_a_reason() {
    let directory = tempfile::tempdir().unwrap();
    let (reports, data) = (directory.path().join("reports"), directory.path().join("data"));
    write_reports(&reports, 2);
    rapporteur().arg("ingest").arg(&reports).arg("--data").arg(&data).assert().success();
    let meeting = names(&data, "meeting").remove(0);
    let refused = |arguments: &[&str], code: i32, reason: &str| {
        let command = rapporteur().args(arguments).arg("--data").arg(&data).assert();
        command.code(code).stderr(contains(reason.to_owned()));
    };
    refused(
        &["correct", &meeting, "colour", "red", "--author", "ann"],
        2,
        "is no field that can be corrected",
    );
    refused(&["correct", &meeting, "status", "odd", "--author", "ann"], 2, "`odd` is none of planned");
    refused(&["undo", "judgements/00000000000000000000", "--author", "ann"], 1, "there is no `judgements/");
    refused(&["why", &meeting, "persons/00000000000000000000"], 2, "is no meeting, as `one` is");
    let file = directory.path().join("odd.ndjson");
    fs::write(&file, "{\"author\": \"ann\"}\n{").unwrap();
    let import = ["judgements", "--import", file.to_str().unwrap()];
    refused(&import, 64, "odd.ndjson: line 2");
    rapporteur()
        .args(["merge", &meeting, &meeting])
        .assert()
        .code(2)
        .stderr(contains("--author").and(contains("required")));
}
