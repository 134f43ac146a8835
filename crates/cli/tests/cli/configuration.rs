//! What `serve` is told by flags, by the environment and by a file, and what it refuses before it listens.

use std::{fs, path::Path};

use predicates::{prelude::*, str::contains};

use crate::support::rapporteur;

/// What `serve --print-config` says of these.
fn printed(flags: &[&str], variables: &[(&str, &str)]) -> toml::Table {
    let mut command = rapporteur();
    command.args(["serve", "--print-config"]).args(flags).envs(variables.iter().copied());
    let output = command.assert().success();
    toml::from_str(&String::from_utf8(output.get_output().stdout.clone()).unwrap()).unwrap()
}

fn write(directory: &Path, text: &str) -> String {
    let path = directory.join("rapporteur.toml");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_flag_outranks_the_environment_and_that_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let file = write(directory.path(), "listen = \"127.0.0.1:1\"\ndrain-timeout = 1\ncache-mib = 1\n");
    let variables = [("RAPPORTEUR_LISTEN", "127.0.0.1:2"), ("RAPPORTEUR_DRAIN_TIMEOUT", "2")];
    let all = printed(&["--config", &file, "--listen", "127.0.0.1:3"], &variables);
    assert_eq!(all["listen"].as_str(), Some("127.0.0.1:3"));
    assert_eq!(all["drain-timeout"].as_integer(), Some(2));
    assert_eq!(all["cache-mib"].as_integer(), Some(1));
    assert_eq!(all["data"].as_str(), Some("./rapporteur-data"));
}

#[test]
fn what_is_printed_can_be_given_as_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let before = printed(&["--request-timeout", "2.5", "--load", "one", "two"], &[]);
    let file = write(directory.path(), &toml::to_string(&before).unwrap());
    assert_eq!(printed(&[], &[("RAPPORTEUR_CONFIG", &file)]), before);
}

#[test]
fn a_file_that_is_wrong_is_refused_with_key_and_line() {
    let directory = tempfile::tempdir().unwrap();
    for (text, words) in [
        ("cache-mib = 1\n\nlisten-on = \"127.0.0.1:0\"\n", ["line 3", "`listen-on`"]),
        ("listen = \"127.0.0.1:0\"\ncache-mib = \"much\"\n", ["line 2", "u64"]),
        ("drain-timeout = 7200\n", ["line 1", "from 0 to 3600"]),
        ("listen = \n", ["line 1", "rapporteur.toml"]),
    ] {
        let file = write(directory.path(), text);
        let data = directory.path().join("data");
        rapporteur()
            .args(["serve", "--config", &file, "--data"])
            .arg(&data)
            .assert()
            .code(64)
            .stdout("")
            .stderr(contains(words[0]).and(contains(words[1])));
        assert!(!data.exists(), "the store was opened in spite of {text}");
    }
    rapporteur()
        .args(["serve", "--config", "nowhere.toml"])
        .assert()
        .code(64)
        .stderr(contains("nowhere.toml cannot be read"));
}

#[test]
fn a_variable_that_is_wrong_is_refused_by_name() {
    rapporteur()
        .arg("serve")
        .env("RAPPORTEUR_LISTEN", "everywhere")
        .assert()
        .code(64)
        .stderr(contains("RAPPORTEUR_LISTEN"));
}

#[test]
fn beyond_this_machine_it_does_not_listen_without_tokens() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    rapporteur()
        .args(["serve", "--listen", "0.0.0.0:0", "--data"])
        .arg(&data)
        .assert()
        .code(64)
        .stderr(contains("rapporteur token new").and(contains("insecure-no-tokens")));
    assert!(!data.exists());
    for flag in [&["--insecure-no-tokens"][..], &["--tokens", "tokens.toml"]] {
        rapporteur().args(["serve", "--print-config", "--listen", "0.0.0.0:0"]).args(flag).assert().success();
    }
}

#[test]
fn files_that_cannot_be_used_are_refused_before_it_listens() {
    let directory = tempfile::tempdir().unwrap();
    let bad = directory.path().join("bad");
    fs::write(&bad, "x = { scope = \"all\" }\n").unwrap();
    let bad = bad.to_str().unwrap();
    for (arguments, words) in [
        (&["--tokens", bad][..], "line 1"),
        (&["--tokens", "nowhere.toml"], "nowhere.toml cannot be read"),
        (&["--tls-cert", bad, "--tls-key", bad], "bad"),
        (&["--tls-cert", bad], "given together"),
        (&["--tls-client-ca", bad], "tls-client-ca asks for"),
        (&["--web-origin", "records.example"], "no origin of pages"),
    ] {
        let data = directory.path().join("data");
        rapporteur()
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(&data)
            .args(arguments)
            .assert()
            .code(64)
            .stdout("")
            .stderr(contains(words));
        assert!(!data.exists(), "the store was opened in spite of {arguments:?}");
    }
}

#[test]
fn the_configuration_for_kubernetes_is_one() {
    let manifest = include_str!("../../../../deploy/kubernetes/configuration.yaml");
    let (_, text) = manifest.split_once("rapporteur.toml: |\n").unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let directory = tempfile::tempdir().unwrap();
    let all = printed(&["--config", &write(directory.path(), &lines.join("\n"))], &[]);
    assert_eq!(all["listen"].as_str(), Some("0.0.0.0:50051"));
    assert_eq!(all["admin-listen"].as_str(), Some("0.0.0.0:9090"));
}
