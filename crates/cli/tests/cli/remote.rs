//! Servers that ask who calls, and this program as their client; their log and their port for metrics.

use std::fs;

use predicates::str::contains;

use crate::support::{Server, rapporteur, write_reports};

/// A token, and its line.
fn token(scope: &str) -> (String, String) {
    let output = rapporteur().args(["token", "new", "--name", "test", "--scope", scope]).assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let (token, line) = text.trim_end().split_once('\n').unwrap();
    (token.to_owned(), line.to_owned())
}

#[test]
fn a_token_that_was_made_is_sent_from_a_file_or_the_environment() {
    let directory = tempfile::tempdir().unwrap();
    let (token, line) = token("read");
    assert!(line.contains("sha256") && !line.contains(&token), "{line}");
    let tokens = directory.path().join("tokens.toml");
    fs::write(&tokens, line).unwrap();
    let mine = directory.path().join("mine");
    fs::write(&mine, format!("{token}\n")).unwrap();
    let server = Server::start(&directory.path().join("data"), &["--tokens", tokens.to_str().unwrap()]);
    let ask = || {
        let mut command = rapporteur();
        command.args(["meetings", "--server", &server.url()]);
        command
    };
    ask().assert().code(64).stderr(contains("this server wants a token"));
    ask().env("RAPPORTEUR_TOKEN", &token).assert().success();
    ask().arg("--token-file").arg(&mine).assert().success();
    ask()
        .env("RAPPORTEUR_TOKEN", "rapporteur_other")
        .assert()
        .code(64)
        .stderr(contains("does not know the token"));
    ask().args(["--token-file", "nowhere"]).assert().code(64).stderr(contains("nowhere cannot be read"));
    let reports = write_reports(&directory.path().join("reports"), 1);
    rapporteur()
        .arg("ingest")
        .args(&reports)
        .args(["--server", &server.url()])
        .env("RAPPORTEUR_TOKEN", &token)
        .assert()
        .failure()
        .stderr(contains("needs the scope `write`"));
}

#[test]
fn names_and_scopes_of_tokens_are_checked() {
    for (arguments, words) in [
        (["--name", "two words", "--scope", "read"], "no name of a token"),
        (["--name", "x", "--scope", "admin"], "read, write"),
    ] {
        rapporteur().args(["token", "new"]).args(arguments).assert().code(2).stderr(contains(words));
    }
}

#[test]
fn certificates_are_for_https_alone() {
    let arguments = ["meetings", "--server", "http://127.0.0.1:1", "--ca", "ca.pem"];
    rapporteur().args(arguments).assert().code(64).stderr(contains("https://"));
    let arguments = ["meetings", "--server", "https://127.0.0.1:1", "--ca", "ca.pem"];
    rapporteur().args(arguments).assert().code(64).stderr(contains("ca.pem cannot be read"));
}

#[test]
fn a_log_in_json_names_calls_by_their_ids_and_has_no_words_of_reports() {
    let directory = tempfile::tempdir().unwrap();
    let reports = write_reports(&directory.path().join("reports"), 1);
    let server = Server::start(&directory.path().join("data"), &["--log-format", "json"]);
    rapporteur().arg("ingest").args(&reports).args(["--server", &server.url()]).assert().success();
    server.signal("TERM");
    let (_, text) = server.wait();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered: Vec<_> = lines.iter().filter(|line| line["message"] == "answered").collect();
    assert_eq!(answered.len(), 1, "{text}");
    assert_eq!(answered[0]["code"], "OK");
    assert_eq!(answered[0]["span"]["method"], "/rapporteur.v1.ReportService/IngestReports");
    assert_eq!(answered[0]["span"]["request_id"].as_str().map(str::len), Some(32));
    assert!(!text.contains("keel of our harbour"), "{text}");
}
