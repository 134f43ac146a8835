//! `rapporteur check` and `rapporteur repair`.

use std::fs;

use predicates::{prelude::PredicateBooleanExt as _, str::contains};

use crate::support::{exported, rapporteur, write_reports};

#[test]
fn a_whole_store_is_whole_and_its_repair_has_the_same_records() {
    let directory = tempfile::tempdir().unwrap();
    let (reports, data, repaired) =
        (directory.path().join("in"), directory.path().join("data"), directory.path().join("repaired"));
    write_reports(&reports, 7);
    rapporteur().args(["ingest", "--data"]).args([&data, &reports]).assert().success();
    let check = || rapporteur().args(["check", "--data"]).arg(&data).assert().success();
    check().stdout(contains("data is whole: 7 reports, ").and(contains("; 0 cannot be read")));
    rapporteur()
        .args(["repair", "--data"])
        .arg(&data)
        .arg("--output")
        .arg(&repaired)
        .assert()
        .success()
        .stdout(contains("repaired: 7 reports, "));
    assert_eq!(exported(&repaired), exported(&data));
    // The copy that it worked in is gone.
    assert!(!repaired.join(".damaged").exists());
    check();
}

#[test]
fn a_store_that_has_lost_its_end_is_refused_and_what_is_left_is_saved() {
    let directory = tempfile::tempdir().unwrap();
    let (reports, data, repaired) =
        (directory.path().join("in"), directory.path().join("data"), directory.path().join("repaired"));
    let paths = write_reports(&reports, 6);
    for path in &paths[..5] {
        rapporteur().args(["ingest", "--data"]).args([&data, path]).assert().success();
    }
    // An earlier day's file, with what was known later beside it.
    let earlier = directory.path().join("earlier");
    fs::create_dir(&earlier).unwrap();
    for name in ["db", "conf"] {
        fs::copy(data.join(name), earlier.join(name)).unwrap();
    }
    rapporteur().args(["ingest", "--data"]).args([&data, &paths[5]]).assert().success();
    fs::copy(data.join("acknowledged"), earlier.join("acknowledged")).unwrap();

    for command in ["check", "export", "serve"] {
        rapporteur().args([command, "--data"]).arg(&earlier).assert().code(74).stderr(
            contains("has lost what it acknowledged")
                .and(contains("earlier"))
                .and(contains("rapporteur repair")),
        );
    }
    let repair = || {
        let mut command = rapporteur();
        command.args(["repair", "--data"]).arg(&earlier).arg("--output").arg(&repaired);
        command.assert()
    };
    repair().success().stdout(contains(": 5 reports, "));
    rapporteur().args(["check", "--data"]).arg(&repaired).assert().success();
    // Nothing is written over.
    repair().code(64);
}

#[test]
fn where_there_is_no_store_none_is_made() {
    let directory = tempfile::tempdir().unwrap();
    let nowhere = directory.path().join("nowhere");
    rapporteur().args(["check", "--data"]).arg(&nowhere).assert().code(64).stderr(contains("nowhere"));
    assert!(!nowhere.exists());
}
