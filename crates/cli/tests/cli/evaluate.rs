//! Scores of the sample reports and of a small corpus. No test asks how good they are: gold and extractor change.

use std::{fs, path::Path};

use predicates::{prelude::*, str::contains};
use serde_json::Value;

use crate::support::rapporteur;

fn examples(what: &str) -> String {
    format!("{}/../../examples/{what}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_sample_reports_are_scored_without_a_word_of_where_they_are() {
    let root = format!("{}/../..", env!("CARGO_MANIFEST_DIR"));
    let output = rapporteur().arg("evaluate").current_dir(&root).assert().success();
    let table = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    for row in ["meetings", "participants", "quotes+speaker", "floor: quotes by marks", "record F1 0."] {
        assert!(table.lines().any(|line| line.starts_with(row)), "{row}\n{table}");
    }
    rapporteur()
        .args(["evaluate", "--verbose"])
        .current_dir(&root)
        .assert()
        .success()
        .stdout(contains("missed "));
}

#[test]
fn the_scores_come_as_json() {
    let output = rapporteur()
        .args(["evaluate", "--json", "--gold", &examples("gold"), "--text", &examples("reports")])
        .assert()
        .success();
    let scores: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    let gold = fs::read_dir(examples("gold")).unwrap();
    let gold = gold.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|it| it == "json"));
    assert_eq!(scores["documents"], gold.count());
    assert!(scores["record_f1"].as_f64().is_some_and(|f1| f1 > 0.5), "{scores}");
}

fn write(directory: &Path, name: &str, text: &str) {
    let path = directory.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_corpus_in_brat_standoff_is_scored() {
    let corpus = tempfile::tempdir().unwrap();
    write(corpus.path(), "text/lake.txt", "President Oda Brandvik said the lake was full.\n");
    write(
        corpus.path(),
        "attributions/lake_ann.ann",
        "T1\tSource 0 22\tPresident Oda Brandvik\nT2\tCue 23 27\tsaid\nT3\tContent 28 45\tthe lake was full\n\
         E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n",
    );
    // A second annotator is not asked.
    write(corpus.path(), "attributions/lake_bob.ann", "E1\tnonsense\n");
    let output = rapporteur().args(["evaluate", "--json", "--brat"]).arg(corpus.path()).assert().success();
    let scores: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(scores["documents"], 1);
    assert_eq!(scores["rows"]["all"]["gold"], 1);
}

#[test]
fn what_cannot_be_scored_is_named_and_the_rest_is_scored() {
    let directory = tempfile::tempdir().unwrap();
    let empty =
        r#""meetings":[],"participants":[],"delegations":[],"quotes":[],"outcomes":[],"memberships":[]"#;
    write(directory.path(), "a.json", "{");
    write(directory.path(), "b.json", &format!("{{\"id\":\"nowhere\",{empty}}}"));
    write(directory.path(), "c.json", &format!("{{\"id\":\"c\",\"sha256\":\"00\",{empty}}}"));
    write(directory.path(), "c.txt", "Nothing happened.");
    let place = directory.path().to_str().unwrap();
    rapporteur()
        .args(["evaluate", "--gold", place, "--text", place])
        .assert()
        .code(1)
        .stdout(contains("reports: 1;"))
        .stderr(contains("a.json: no gold").and(contains("no report `nowhere`")).and(contains("sha256")));
}

#[test]
fn a_directory_without_gold_cannot_be_used() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().to_str().unwrap();
    rapporteur().args(["evaluate", "--gold", place]).assert().code(64).stderr(contains(".json"));
    rapporteur().args(["evaluate", "--brat", place]).assert().code(64).stderr(contains("attributions"));
    rapporteur().args(["evaluate", "--brat", place, "--gold", place]).assert().code(2);
}
