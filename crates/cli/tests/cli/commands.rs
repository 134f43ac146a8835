//! The questions, asked of a store and of a server.

use std::path::Path;

use predicates::{prelude::*, str::contains};

use crate::support::{Server, exported, rapporteur, write_reports};

/// Standard output of a command that ends with 0.
fn output(arguments: &[&str], place: &[&str]) -> String {
    let assert = rapporteur().args(arguments).args(place).assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn ingest(reports: &Path, data: &Path, count: usize) {
    write_reports(reports, count);
    rapporteur().arg("ingest").arg(reports).arg("--data").arg(data).assert().success();
}

/// The first `"name"` that the export holds of a kind of record.
fn first_name(data: &Path, kind: &str) -> String {
    let lines = exported(data);
    let records = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut names = records.filter_map(|record| record[kind]["name"].as_str().map(str::to_owned));
    names.next().unwrap()
}

#[test]
fn a_store_and_a_server_on_it_give_the_same_answers() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    ingest(&directory.path().join("reports"), &data, 5);
    let meeting = first_name(&data, "meeting");
    let questions: Vec<Vec<&str>> = vec![
        vec!["meetings"],
        vec!["meetings", "--newest", "--limit", "2"],
        vec!["meetings", "--organization", "Lantern Cooperation Forum", "--from", "2031-03"],
        vec!["participants", &meeting],
        vec!["quotes"],
        vec!["quotes", "keel", "harbour"],
        vec!["quotes", "--speaker", "Brandvik", "--kind", "direct"],
        vec!["quotes", "--topic", "three evils"],
    ];
    let formats = ["table", "json", "csv"];
    let place = ["--data", data.to_str().unwrap()];
    let ask = |place: &[&str]| -> Vec<String> {
        let asked = questions.iter().flat_map(|question| formats.map(|format| (question, format)));
        asked
            .map(|(question, format)| output(&[question, &["--format", format][..]].concat(), place))
            .collect()
    };
    let from_store = ask(&place);
    let server = Server::start(&data, &[]);
    let from_server = ask(&["--server", &server.url()]);
    assert_eq!(from_server, from_store);
    assert!(from_store[0].contains(&meeting) || from_store[0].contains("meetings/"), "{}", from_store[0]);
}

#[test]
fn json_is_a_record_a_line_and_csv_has_a_header() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    ingest(&directory.path().join("reports"), &data, 3);
    let place = ["--data", data.to_str().unwrap()];
    let json = output(&["quotes", "--format", "json"], &place);
    assert!(json.lines().count() >= 3, "{json}");
    for line in json.lines() {
        let quote: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(quote["name"].as_str().unwrap().starts_with("quotes/"), "{line}");
        assert!(!quote["text"].as_str().unwrap().is_empty(), "{line}");
    }
    let csv = output(&["quotes", "--format", "csv"], &place);
    assert!(csv.starts_with("name,speaker,"), "{csv}");
    assert_eq!(csv.lines().count(), 1 + json.lines().count());
}

#[test]
fn a_topic_is_asked_for_by_any_of_its_names() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let report = directory.path().join("report.txt");
    let told = crate::support::report(1)
        .replace("is the keel of our harbour", "warns of separatism, extremism and terrorism");
    std::fs::write(&report, told).unwrap();
    rapporteur().arg("ingest").arg(&report).arg("--data").arg(&data).assert().success();
    let place = ["--data", data.to_str().unwrap()];
    for command in ["meetings", "quotes"] {
        let csv = output(&[command, "--topic", "Three Evil Forces", "--format", "csv"], &place);
        assert_eq!(csv.lines().count(), 2, "{csv}");
        assert!(csv.lines().next().is_some_and(|head| head.ends_with(",topics")), "{csv}");
        assert!(csv.contains("extremism; separatism; terrorism; three-evil-forces"), "{csv}");
        let table = output(&[command, "--topic", "terrorist"], &place);
        assert!(table.contains("Extremism, Separatism, Terrorism and 1 more"), "{table}");
        assert_eq!(output(&[command, "--topic", "water"], &place), "");
    }
    rapporteur()
        .args(["quotes", "--topic", "trade in knitwear"])
        .args(place)
        .assert()
        .code(2)
        .stderr(contains("`trade in knitwear` is no topic").and(contains("`free-trade`")));
}

#[test]
fn a_table_is_as_wide_as_it_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    ingest(&directory.path().join("reports"), &data, 2);
    let assert = rapporteur().args(["quotes", "--data"]).arg(&data).env("COLUMNS", "90").assert().success();
    let table = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(table.lines().count() > 3, "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 90), "{table}");
    // The name, which is there to be copied, is not broken.
    let name = first_name(&data, "quote");
    assert!(table.lines().any(|line| line.contains(&name)), "{name} is not in\n{table}");
}

#[test]
fn pages_are_followed_to_the_limit_and_the_reader_is_told_of_more() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    ingest(&directory.path().join("reports"), &data, 5);
    let quotes = |limit: &str| {
        let mut command = rapporteur();
        command.args(["quotes", "--format", "json", "--limit", limit, "--data"]).arg(&data);
        command.assert().success()
    };
    quotes("2")
        .stderr(contains("--limit 2"))
        .stdout(predicate::function(|text: &str| text.lines().count() == 2));
    quotes("1000").stderr("");
}

#[test]
fn nothing_found_is_said_and_is_no_failure() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    ingest(&directory.path().join("reports"), &data, 1);
    let place = ["--data", data.to_str().unwrap()];
    rapporteur()
        .args(["quotes", "zeppelin"])
        .args(place)
        .assert()
        .success()
        .stdout("")
        .stderr(contains("no quotation"));
}

#[test]
fn a_meeting_that_never_was_ends_with_1_and_a_name_that_is_none_with_2() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    ingest(&directory.path().join("reports"), &data, 1);
    let place = ["--data", data.to_str().unwrap()];
    rapporteur().args(["participants", "meetings/00000000000000000000"]).args(place).assert().code(1);
    rapporteur()
        .args(["participants", "the lantern"])
        .args(place)
        .assert()
        .code(2)
        .stderr(contains("meeting"));
    rapporteur().args(["quotes", "\"an open phrase"]).args(place).assert().code(2).stderr(contains("query"));
}

#[test]
fn export_leads_every_meeting_and_person_back_to_its_reports() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    ingest(&directory.path().join("reports"), &data, 3);
    let lines = exported(&data);
    let mut kinds = std::collections::BTreeSet::new();
    for line in lines.lines() {
        let record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        let (kind, record) = record.iter().next().unwrap();
        kinds.insert(kind.clone());
        if kind != "quote" {
            let mentions = record["mentions"].as_array().unwrap();
            assert!(
                mentions.iter().all(|mention| mention["reportUri"].as_str().unwrap().ends_with(".txt")),
                "{line}"
            );
            let key = if kind == "meeting" { "key" } else { "displayName" };
            assert!(mentions.iter().all(|mention| mention[key].is_string()), "{line}");
        }
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["meeting", "person", "quote"]);
}

#[test]
fn any_order_of_ingest_gives_the_same_export() {
    let directory = tempfile::tempdir().unwrap();
    let mut paths = write_reports(&directory.path().join("reports"), 4);
    let forwards = directory.path().join("forwards");
    rapporteur().arg("ingest").args(&paths).arg("--data").arg(&forwards).assert().success();
    let backwards = directory.path().join("backwards");
    paths.reverse();
    for path in &paths {
        rapporteur().arg("ingest").arg(path).arg("--data").arg(&backwards).assert().success();
    }
    assert_eq!(exported(&backwards), exported(&forwards));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let directory = tempfile::tempdir().unwrap();
    let paths = write_reports(&directory.path().join("reports"), 3);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .arg("extract")
        // More than a pipe holds.
        .args(paths.iter().cycle().take(600))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
