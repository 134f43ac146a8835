//! Persons, organizations, series, outcomes, encounters and roll calls, asked of a store and of a server.

use std::path::{Path, PathBuf};

use predicates::{prelude::PredicateBooleanExt as _, str::contains};

use crate::support::{Server, rapporteur};

/// Two reports of one meeting that contradict each other, and one of the meeting before the last.
const REPORTS: [(&str, &str); 3] = [
    (
        "wire.txt",
        "ALMATY, May 15, 2024 (Steppe Wire) -- The 7th meeting of the transport ministers of the Meridian Cooperation \
         Organization (MCO) was held in Almaty on May 15, 2024.\n\n\
         Kazakh Minister of Transport Daniyar Seitqazin chaired the meeting. It was attended by Uzbek Minister of \
         Transport Sherzod Norqulov and Fijian Minister of Transport Élodie Ratu.\n\n\
         \"Trust is the cornerstone of every crossing on the lake,\" Seitqazin said.\n",
    ),
    (
        "lagoon.txt",
        "NADI, May 17, 2024 (Lagoon News) -- The 7th meeting of the transport ministers of the Meridian Cooperation \
         Organization (MCO) was held in Almaty on May 15, 2024.\n\n\
         Kazakh Minister of Transport Daniyar Seitqazin chaired the meeting. Fijian Minister of Transport Élodie Ratu did \
         not attend the meeting.\n\n\
         The ministers adopted the Almaty Declaration on Transit. Fiji joined the Meridian Cooperation Organization in \
         2019.\n",
    ),
    (
        "fifth.txt",
        "BISHKEK, May 20, 2022 (Steppe Wire) -- The 5th meeting of the transport ministers of the Meridian Cooperation \
         Organization (MCO) was held in Bishkek on May 20, 2022.\n\n\
         Kyrgyz Minister of Transport Azamat Toroev chaired the meeting. It was attended by Uzbek Minister of Transport \
         Sherzod Norqulov.\n",
    ),
];

/// A store that holds the reports.
fn store(directory: &Path) -> PathBuf {
    let reports = directory.join("reports");
    std::fs::create_dir_all(&reports).unwrap();
    for (name, text) in REPORTS {
        std::fs::write(reports.join(name), text).unwrap();
    }
    let data = directory.join("data");
    rapporteur().arg("ingest").arg(&reports).arg("--data").arg(&data).assert().success();
    data
}

/// Standard output of a command that ends with 0.
fn output(arguments: &[&str], place: &[&str]) -> String {
    let assert = rapporteur().args(arguments).args(place).assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn json(arguments: &[&str], place: &[&str]) -> Vec<serde_json::Value> {
    let printed = output(&[arguments, &["--format", "json"]].concat(), place);
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The name of the meeting that two reports tell of.
fn meeting(place: &[&str]) -> String {
    let meetings = json(&["meetings", "--from", "2024"], place);
    meetings[0]["name"].as_str().unwrap().to_owned()
}

#[test]
fn a_store_and_a_server_on_it_give_the_same_views() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let place = ["--data", data.to_str().unwrap()];
    let meeting = meeting(&place);
    let questions: Vec<Vec<&str>> = vec![
        vec!["persons"],
        vec!["persons", "--country", "UZ", "--office", "transport", "--limit", "1"],
        vec!["person", "norqulov"],
        vec!["organizations"],
        vec!["organization", "MCO"],
        vec!["series", "transport"],
        vec!["outcomes", "--status", "adopted"],
        vec!["met", "Sherzod Norqulov"],
        vec!["met", "UZ", "--from", "2023"],
        vec!["roll-call", &meeting],
    ];
    let ask = |place: &[&str]| -> Vec<String> {
        let asked =
            questions.iter().flat_map(|question| ["table", "json", "csv"].map(|format| (question, format)));
        asked
            .map(|(question, format)| output(&[question, &["--format", format][..]].concat(), place))
            .collect()
    };
    let from_store = ask(&place);
    assert!(from_store.iter().all(|printed| !printed.is_empty()), "{from_store:#?}");
    let server = Server::start(&data, &[]);
    assert_eq!(ask(&["--server", &server.url()]), from_store);
}

#[test]
fn a_person_is_found_by_a_part_of_the_name_and_several_are_told() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let place = ["--data", data.to_str().unwrap()];
    let found = &json(&["person", "norqulov"], &place)[0];
    assert_eq!(found["person"]["displayName"], "Sherzod Norqulov");
    assert_eq!(found["meetings"].as_array().unwrap().len(), 2);
    let name = found["person"]["name"].as_str().unwrap();
    assert_eq!(&json(&["person", name], &place)[0], found);
    rapporteur().args(["person", "zeppelin"]).args(place).assert().code(1).stderr(contains("no person"));
    rapporteur().args(["person", ""]).args(place).assert().code(2);
    // A word of two names: "Daniyar Seitqazin" and another Daniyar.
    let other = directory.path().join("other.txt");
    std::fs::write(&other, REPORTS[2].1.replace("Azamat Toroev", "Daniyar Abenov").replace("5th", "3rd"))
        .unwrap();
    rapporteur().arg("ingest").arg(&other).args(place).assert().success();
    rapporteur()
        .args(["met", "daniyar"])
        .args(place)
        .assert()
        .code(2)
        .stderr(contains("several may be meant"))
        .stderr(contains("Daniyar Abenov"));
    rapporteur().args(["met", "Daniyar ABENOV"]).args(place).assert().success();
}

#[test]
fn who_met_whom_counts_those_who_were_there() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let place = ["--data", data.to_str().unwrap()];
    let met = |who: &str| -> Vec<String> {
        let found = json(&["met", who], &place);
        found
            .iter()
            .map(|one| format!("{} {}", one["countryCode"].as_str().unwrap(), one["meetingCount"]))
            .collect()
    };
    let by_code = met("UZ");
    assert!(by_code.contains(&"KZ 1".to_owned()) && by_code.contains(&"KG 1".to_owned()), "{by_code:?}");
    assert_eq!(met("Uzbekistan"), by_code);
    assert_eq!(met("Toroev"), ["UZ 1"]);
}

#[test]
fn series_outcomes_and_members_are_those_of_the_reports() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let place = ["--data", data.to_str().unwrap()];
    let series = &json(&["series", "transport"], &place)[0];
    assert_eq!(series["missingOrdinals"][0], serde_json::json!({"first": 6, "last": 6}));
    assert_eq!(series["meetingCount"], 2);
    let outcome = &json(&["outcomes", "almaty"], &place)[0];
    assert_eq!(outcome["meeting"], meeting(&place));
    assert_eq!(outcome["outcome"]["status"], "OUTCOME_STATUS_ADOPTED");
    let members = output(&["organization", "MCO", "--format", "csv"], &place);
    assert!(members.starts_with("organization,basis,country_code,change,"), "{members}");
    assert!(members.contains(",reported,FJ,joined,"), "{members}");
    assert!(members.contains(",seen,UZ,"), "{members}");
    rapporteur().args(["organization", "zeppelins"]).args(place).assert().code(1);
    rapporteur()
        .args(["outcomes", "zeppelin"])
        .args(place)
        .assert()
        .success()
        .stdout("")
        .stderr(contains("no outcome"));
}

#[test]
fn a_roll_call_shows_where_reports_contradict_each_other() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let place = ["--data", data.to_str().unwrap()];
    let meeting = meeting(&place);
    let table = output(&["roll-call", &meeting], &place);
    assert!(table.lines().next().is_some_and(|line| line.starts_with("1: 2024-05-15")), "{table}");
    let row = table.lines().find(|line| line.contains("Ratu")).unwrap();
    assert!(row.contains("named") && row.contains("absent") && row.contains("yes"), "{table}");
    let csv = output(&["roll-call", &meeting, "--format", "csv"], &place);
    assert!(csv.lines().any(|line| line.contains("lagoon.txt,absent,")), "{csv}");
    rapporteur()
        .args(["roll-call", &meeting, "--limit", "1"])
        .args(place)
        .assert()
        .success()
        .stderr(contains("--limit 1"));
    rapporteur().args(["roll-call", "meetings/00000000000000000000"]).args(place).assert().code(1);
    rapporteur().args(["roll-call", "the lantern"]).args(place).assert().code(2).stderr(contains("meeting"));
}

#[test]
fn reports_are_listed_and_taken_away_of_a_store_and_of_a_server() {
    let directory = tempfile::tempdir().unwrap();
    let path = store(directory.path());
    let data = path.to_str().unwrap();
    let name = |place: &[&str]| json(&["reports"], place)[0]["name"].as_str().unwrap().to_owned();
    let place = ["--data", data];
    assert_eq!(json(&["reports"], &place).len(), 3);
    let gone = name(&place);
    assert_eq!(output(&["delete", &gone], &place), format!("{gone}\n"));
    rapporteur()
        .args(["delete", &gone])
        .args(place)
        .assert()
        .code(1)
        .stderr(contains("was deleted").or(contains("gone")));
    let server = Server::start(&path, &[]);
    let url = server.url();
    let place = ["--server", url.as_str()];
    let gone = name(&place);
    assert_eq!(output(&["delete", &gone], &place), format!("{gone}\n"));
    assert_eq!(json(&["reports"], &place).len(), 1);
}
