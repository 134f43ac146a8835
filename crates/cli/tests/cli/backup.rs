//! `backup` and `restore`: a record that is what it was, and files that are refused.

use std::{fs, path::Path};

use predicates::str::contains;

use crate::support::{Server, exported, rapporteur, report, write_reports};

fn printed(command: &mut assert_cmd::Command) -> String {
    let output = command.assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

fn judgements(data: &Path) -> String {
    printed(rapporteur().args(["judgements", "--format", "json", "--data"]).arg(data))
}

/// A store with reports, one that was taken away, and judgements, one of them undone.
fn store(directory: &Path) -> std::path::PathBuf {
    let data = directory.join("data");
    let reports = directory.join("reports");
    write_reports(&reports, 40);
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&reports).assert().success();
    let names = printed(rapporteur().args(["reports", "--format", "json", "--data"]).arg(&data));
    let first: serde_json::Value = serde_json::from_str(names.lines().next().unwrap()).unwrap();
    rapporteur().args(["delete", first["name"].as_str().unwrap(), "--data"]).arg(&data).assert().success();
    let meetings = exported(&data);
    let names: Vec<String> = meetings
        .lines()
        .filter_map(|line| {
            Some(
                serde_json::from_str::<serde_json::Value>(line).unwrap()["meeting"]["name"]
                    .as_str()?
                    .to_owned(),
            )
        })
        .collect();
    for city in ["Velmouth", "Larkhaven"] {
        rapporteur()
            .args(["correct", &names[0], "city", city, "--author", "ann", "--data"])
            .arg(&data)
            .assert()
            .success();
    }
    rapporteur()
        .args(["merge", &names[1], &names[2], "--author", "bo", "--data"])
        .arg(&data)
        .assert()
        .success();
    let last = judgements(&data).lines().last().unwrap().to_owned();
    let last: serde_json::Value = serde_json::from_str(&last).unwrap();
    rapporteur()
        .args(["undo", last["name"].as_str().unwrap(), "--author", "ann", "--data"])
        .arg(&data)
        .assert()
        .success();
    data
}

fn backed_up(data: &Path, file: &Path) -> String {
    printed(rapporteur().args(["backup", "--data"]).arg(data).arg("--output").arg(file))
}

#[test]
fn what_is_restored_is_what_was_there_and_names_that_were_gone_are() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let file = directory.path().join("a.backup");
    assert!(backed_up(&data, &file).starts_with("backed up: 39 reports, 4 judgements, "));
    let restored = directory.path().join("restored");
    let told = printed(rapporteur().arg("restore").arg(&file).arg("--data").arg(&restored));
    assert!(told.starts_with("restored: 39 reports, 4 judgements, "), "{told}");
    assert_eq!(exported(&restored), exported(&data));
    assert_eq!(judgements(&restored), judgements(&data));
    // A backup of that is the same but for its head, which tells another commit, and its end.
    let again = directory.path().join("b.backup");
    backed_up(&restored, &again);
    let lines = |file: &Path| -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[1..lines.len() - 1].to_vec()
    };
    assert!(lines(&file).iter().filter(|line| line.starts_with(r#"{"gone""#)).count() > 1);
    assert_eq!(lines(&again), lines(&file));
    // And what comes later joins what was there.
    let more = directory.path().join("more.txt");
    fs::write(&more, report(50)).unwrap();
    for data in [&data, &restored] {
        rapporteur().args(["ingest", "--data"]).arg(data).arg(&more).assert().success();
    }
    assert_eq!(exported(&restored), exported(&data));
}

#[test]
fn a_running_server_is_backed_up_and_a_token_of_before_is_not_taken_for_one_of_after() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let of_store = directory.path().join("store.backup");
    backed_up(&data, &of_store);
    let server = Server::start(&data, &[]);
    let of_server = directory.path().join("server.backup");
    rapporteur().args(["backup", "--server", &server.url(), "--output"]).arg(&of_server).assert().success();
    assert_eq!(fs::read(&of_server).unwrap(), fs::read(&of_store).unwrap());
    let heartbeat = printed(rapporteur().args(["watch", "--until-now", "--server", &server.url()]));
    let heartbeat: serde_json::Value = serde_json::from_str(&heartbeat).unwrap();
    drop(server);
    let restored = directory.path().join("restored");
    rapporteur().arg("restore").arg(&of_server).arg("--data").arg(&restored).assert().success();
    let token = heartbeat["resumeToken"].as_str().unwrap();
    rapporteur()
        .args(["watch", "--until-now", "--resume-token", token, "--data"])
        .arg(&restored)
        .assert()
        .code(2)
        .stderr(contains("is no token of this server's store"));
    let server = Server::start(&restored, &[]);
    let quotes =
        printed(rapporteur().args(["quotes", "keel", "--format", "json", "--server", &server.url()]));
    assert!(quotes.lines().count() > 10, "the words of quotations are found");
}

#[test]
fn what_was_cut_or_altered_is_refused_and_nothing_is_made_of_it() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let file = directory.path().join("a.backup");
    backed_up(&data, &file);
    let whole = fs::read(&file).unwrap();
    let text = String::from_utf8(whole.clone()).unwrap();
    let without_a_report: String =
        text.lines().enumerate().filter(|(at, _)| *at != 20).map(|(_, line)| format!("{line}\n")).collect();
    let newer = text.replacen(r#""version":1"#, r#""version":2"#, 1);
    let altered = [
        (whole[..whole.len() - 1].to_vec(), "it was cut"),
        (whole[..whole.len() / 2].to_vec(), "it was cut"),
        (whole[..10].to_vec(), "no backup of rapporteur"),
        (Vec::new(), "no backup of rapporteur"),
        (b"{\"meeting\":{}}\n".to_vec(), "no backup of rapporteur"),
        (text.replacen("keel", "kiel", 1).into_bytes(), "it was altered"),
        (without_a_report.into_bytes(), "it was altered"),
        (newer.into_bytes(), "version 2 of the format"),
        ([&whole[..], b"{}\n"].concat(), "it was altered"),
        (text.replacen(r#""author":"ann""#, r#""author":"eve""#, 1).into_bytes(), "was altered"),
        (text.replacen(r#"{"report""#, r#"{"repart""#, 1).into_bytes(), "was altered"),
    ];
    let restored = directory.path().join("restored");
    for (at, (bytes, words)) in altered.into_iter().enumerate() {
        fs::write(&file, bytes).unwrap();
        let mut command = rapporteur();
        let assert = command.arg("restore").arg(&file).arg("--data").arg(&restored).assert().code(74);
        let told = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(told.contains(words), "case {at}: {told}");
        assert!(!restored.exists(), "case {at}");
    }
}

#[test]
fn a_directory_that_holds_something_and_a_file_that_is_not_there_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let data = store(directory.path());
    let file = directory.path().join("a.backup");
    backed_up(&data, &file);
    let before = exported(&data);
    rapporteur()
        .arg("restore")
        .arg(&file)
        .arg("--data")
        .arg(&data)
        .assert()
        .code(64)
        .stderr(contains("is not empty"));
    assert_eq!(exported(&data), before);
    let nowhere = directory.path().join("nowhere");
    rapporteur()
        .arg("restore")
        .arg(&nowhere)
        .arg("--data")
        .arg(&nowhere)
        .assert()
        .code(74)
        .stderr(contains("cannot be read"));
    // An earlier backup stays where a new one cannot be made.
    let kept = fs::read(&file).unwrap();
    rapporteur().args(["backup", "--data"]).arg(&nowhere).arg("--output").arg(&file).assert().code(64);
    assert_eq!(fs::read(&file).unwrap(), kept);
}

/// Written by the first program that wrote version 1 of the format. Whoever can read that version reads this.
#[test]
fn an_archive_of_version_1_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/fixtures/version-1.backup");
    let told = printed(rapporteur().arg("restore").arg(&file).arg("--data").arg(&data));
    assert!(told.starts_with("restored: 2 reports, 1 judgements, 2 names that are gone"), "{told}");
    assert!(exported(&data).contains("The lantern is the keel of our harbour"));
    assert!(judgements(&data).contains("minutes"));
}
