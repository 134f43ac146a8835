//! `watch`: lines of what happened, of a store and of a server.

use predicates::str::contains;
use serde_json::Value;

use crate::support::{Server, rapporteur, report, write_reports};

fn lines(command: &mut assert_cmd::Command) -> Vec<Value> {
    let output = command.assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_happened_is_printed_and_a_token_leads_on_from_it() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let reports = directory.path().join("reports");
    let paths = write_reports(&reports, 3);
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&reports).assert().success();
    let watch = |more: &[&str]| {
        let mut command = rapporteur();
        command.args(["watch", "--data"]).arg(&data).args(more);
        lines(&mut command)
    };
    let all = watch(&["--from-start"]);
    let (heartbeat, told) = all.split_last().unwrap();
    assert_eq!(heartbeat["event"], "WATCH_EVENT_HEARTBEAT");
    assert!(told.iter().any(|line| line["name"].as_str().is_some_and(|name| name.starts_with("meetings/"))));
    assert_eq!(watch(&[]).len(), 1, "from now on, nothing happens");
    let quotes = watch(&["--from-start", "--kind", "quote", "--records"]);
    assert!(quotes.len() > 3 && quotes[0]["record"]["quote"]["text"].is_string(), "{quotes:?}");

    std::fs::write(&paths[0], report(17)).unwrap();
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&paths[0]).assert().success();
    let server = Server::start(&data, &[]);
    let token = heartbeat["resumeToken"].as_str().unwrap();
    let mut command = rapporteur();
    command.args(["watch", "--until-now", "--server", &server.url(), "--resume-token", token]);
    let since = lines(&mut command);
    assert!(since.len() > 1 && since.iter().all(|line| !told.contains(line)), "{since:?}");

    rapporteur()
        .args(["watch", "--server", &server.url(), "--resume-token", "nonsense"])
        .assert()
        .code(2)
        .stderr(contains("resume_token: is no token of this server's store"));
}
