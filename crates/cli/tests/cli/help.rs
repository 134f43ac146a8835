//! What the program says of itself.

use predicates::{prelude::*, str::contains};

use crate::support::rapporteur;

const COMMANDS: [&str; 20] = [
    "extract",
    "serve",
    "ingest",
    "meetings",
    "participants",
    "quotes",
    "persons",
    "person",
    "organizations",
    "organization",
    "series",
    "outcomes",
    "met",
    "roll-call",
    "watch",
    "export",
    "backup",
    "restore",
    "evaluate",
    "completions",
];

#[test]
fn help_names_every_command_and_every_exit_status() {
    let output = rapporteur().arg("--help").assert().success();
    let help = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    for word in COMMANDS.iter().chain(&["Exit status", "64", "69", "74"]) {
        assert!(help.contains(word), "{word} is not in\n{help}");
    }
}

#[test]
fn every_command_has_a_help_with_an_example() {
    for command in COMMANDS {
        rapporteur()
            .args([command, "--help"])
            .assert()
            .success()
            .stdout(contains("Example").and(contains("Usage")));
    }
}

#[test]
fn version_is_that_of_the_package() {
    rapporteur()
        .arg("--version")
        .assert()
        .success()
        .stdout(format!("rapporteur {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        rapporteur().args(["completions", shell]).assert().success().stdout(contains("rapporteur"));
    }
}

#[test]
fn what_cannot_be_understood_ends_with_2_and_says_what_is_wrong() {
    for (arguments, words) in [
        (&["converse"][..], "unrecognized subcommand"),
        (&[], "Usage"),
        (&["extract"], "FILES"),
        (&["meetings", "--country", "ZZ"], "no ISO 3166-1 alpha-2 country code"),
        (&["meetings", "--from", "2018-02-30"], "no date"),
        (&["meetings", "--status", "over"], "planned, ongoing, held"),
        (&["quotes", "--limit", "0"], "--limit"),
        (&["persons", "--country", "Fiji"], "no ISO 3166-1 alpha-2 country code"),
        (&["outcomes", "--kind", "treaty"], "declaration, communique"),
        (&["outcomes", "--status", "done"], "planned, adopted"),
        (&["met"], "PERSON|COUNTRY"),
        (&["roll-call"], "MEETING"),
        (&["watch", "--kind", "report"], "meeting, person, quote"),
        (&["watch", "--from-start", "--resume-token", "x"], "cannot be used with"),
        (&["backup"], "--output"),
        (&["restore"], "FILE"),
        (&["export", "--format", "xml"], "ndjson, csv"),
        (&["serve", "--listen", "everywhere"], "--listen"),
        (&["serve", "--drain-timeout", "long"], "number of seconds"),
        (&["ingest", "a.txt", "--server", "http://x", "--data", "y"], "cannot be used with"),
    ] {
        rapporteur().args(arguments).assert().code(2).stderr(contains(words));
    }
}
