//! Files that somebody made to do harm: each ends with a line that says why, in memory that has a bound, and the reports beside
//! it are read.

use std::{fs, io::Write as _, path::Path};

use assert_cmd::assert::Assert;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{rapporteur, report, write_reports};

/// What the program may use of memory, addresses included that it never touches, in KiB.
#[cfg(unix)]
const MOST_MEMORY_KIB: u32 = 1 << 20;

/// The program with arguments, in bounded memory where the system can bound it.
fn bounded(arguments: &[&str], path: &Path) -> Assert {
    #[cfg(unix)]
    let mut command = {
        let mut command = assert_cmd::Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MOST_MEMORY_KIB} && exec \"$@\"")]);
        command.args(["sh", env!("CARGO_BIN_EXE_rapporteur")]);
        command
    };
    #[cfg(not(unix))]
    let mut command = rapporteur();
    command.args(arguments).arg(path).assert()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Reads a directory with this file and two good reports, one before and one behind it: both must be read, and standard error
/// must say each of `reasons` of the file.
fn check_refused(name: &str, bytes: &[u8], reasons: &[&str]) {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("a.txt"), report(1)).unwrap();
    fs::write(directory.path().join(name), bytes).unwrap();
    fs::write(directory.path().join("z.txt"), report(2)).unwrap();
    let output = bounded(&["extract"], directory.path()).code(1);
    let output = output.get_output();
    assert_eq!(output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count(), 2);
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(stderr.lines().any(|line| line.contains(name)), "{stderr}");
    for reason in reasons {
        assert!(stderr.contains(reason), "{reason} is not in\n{stderr}");
    }
}

/// What `extract` says of a file that is read.
fn extracted(name: &str, bytes: &[u8]) -> Vec<Value> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    fs::write(&path, bytes).unwrap();
    let output = bounded(&["extract"], &path).success();
    let lines = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_bomb_of_gzip_is_refused_with_the_limit() {
    let bomb = gzip(&vec![b' '; 256 << 20]);
    assert!(bomb.len() < 1 << 19);
    check_refused("bomb.txt.gz", &bomb, &["more than 16777216 bytes when unpacked"]);
    check_refused("bomb.txt.gz", &gzip(&bomb), &["more than 16777216 bytes when unpacked"]);
    check_refused("bomb.txt.gz", &gzip(&gzip(&bomb)), &["packed more than twice"]);
    // A feed is read as a whole, up to another limit.
    let feed = [b"<rss><channel>".as_slice(), &vec![b' '; 80 << 20]].concat();
    check_refused("bomb.rss.gz", &gzip(&feed), &["more than 67108864 bytes"]);
}

#[test]
fn a_zip_is_told_from_a_report() {
    check_refused("archive.txt", b"PK\x03\x04\x14\0\0\0\x08\0", &["a ZIP archive"]);
    check_refused("archive.txt.gz", &gzip(b"PK\x03\x04\x14\0\0\0\x08\0"), &["a ZIP archive"]);
}

#[test]
fn entities_of_entities_are_not_multiplied() {
    let mut bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"lantern lantern lantern\">".to_owned();
    for level in 1..20 {
        let inner = format!("&a{};", level - 1).repeat(10);
        bomb.push_str(&format!("<!ENTITY a{level} \"{inner}\">"));
    }
    bomb.push_str("]>");
    let item = |text: &str| format!("<item><title>Lanterns</title><description>{text}</description></item>");
    let feed = format!("{bomb}<rss><channel>{}{}</channel></rss>", item("&a19; &a19;"), item(&report(3)));
    let found = extracted("laughs.rss", feed.as_bytes());
    assert!(!found.is_empty() && found.iter().all(|one| one.to_string().len() < 20_000), "{found:?}");
    assert!(found.iter().any(|one| one.to_string().contains("lantern numbered 3")), "{found:?}");
}

#[test]
fn a_million_elements_inside_each_other_cost_no_stack() {
    let paragraphs = report(4).replace("\n\n", "</p><p>");
    for tag in ["div", "b", "table><tr><td", "blockquote"] {
        let page =
            format!("<html><body>{}<p>{paragraphs}</p></body></html>", format!("<{tag}>").repeat(1_000_000));
        let found = extracted("deep.html", page.as_bytes());
        assert!(found[0].to_string().contains("lantern numbered 4"), "{tag}: {found:?}");
    }
}

#[test]
fn json_that_is_nested_without_end_is_refused() {
    let nested = format!("{{\"text\": {}1{}}}", "[".repeat(500_000), "]".repeat(500_000));
    check_refused("deep.json", nested.as_bytes(), &["recursion limit"]);
    check_refused(
        "deep.ndjson",
        format!("{nested}\n{nested}\n").as_bytes(),
        &["line 1", "line 2", "recursion limit"],
    );
}

#[test]
fn half_a_surrogate_pair_is_no_character() {
    let good = serde_json::json!({"text": report(5)}).to_string();
    let lines = format!("{{\"text\": \"The \\ud800 lantern\"}}\n{good}\n{{\"text\": \"\\udc00\\ud800\"}}\n");
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("halves.ndjson");
    fs::write(&path, lines).unwrap();
    let output = bounded(&["extract"], &path).code(1);
    let output = output.get_output();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("line 1: ") && stderr.contains("line 3: ") && stderr.contains("surrogate"),
        "{stderr}"
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("lantern numbered 5"));
    // In text they are three bytes that are no UTF-8; what stands around them is read.
    let text =
        [report(6).as_bytes(), b"\n\xed\xa0\x80 \xed\xb0\x80 \xe2\x80\x9cLanterns\xe2\x80\x9d, \xc3\xa9.\n"]
            .concat();
    let found = extracted("halves.txt", &text);
    assert!(found[0].to_string().contains("lantern numbered 6"), "{found:?}");
}

#[test]
fn marks_of_direction_are_kept_in_data_and_shown_as_escapes() {
    let text =
        report(7).replace("Brandvik", "Brand\u{202e}kiv").replace("Lindqvist", "Lind\u{202e}tsivq\u{9b}2J");
    let found = extracted("turned.txt", text.as_bytes());
    let quote = found[0]["quotes"][0].to_string();
    assert!(quote.contains("lantern numbered 7"), "{quote}");
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let path = directory.path().join("turned.txt");
    fs::write(&path, text.replace("lantern numbered", "lantern\u{202e} \u{1b}[2Jnumbered")).unwrap();
    rapporteur().arg("ingest").arg(&path).arg("--data").arg(&data).assert().success();
    let printed = |format: &str| {
        let output =
            rapporteur().args(["quotes", "--format", format, "--data"]).arg(&data).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    let table = printed("table");
    assert!(table.contains(r"lantern\u{202e} \u{1b}[2Jnumbered 7"), "{table}");
    assert!(!table.contains(['\u{202e}', '\u{1b}', '\u{9b}']), "{table}");
    // What programs read is as it was printed.
    assert!(printed("csv").contains("lantern\u{202e} \u{1b}[2Jnumbered 7"));
    let line: Value = serde_json::from_str(printed("json").lines().next().unwrap()).unwrap();
    assert!(line["text"].as_str().unwrap().contains("lantern\u{202e} \u{1b}[2Jnumbered 7"), "{line}");
}

#[test]
fn quotation_marks_without_end_are_refused_with_the_limit() {
    check_refused("marks.txt", &vec![b'"'; 100 << 20], &["more than 16777216 bytes"]);
}

#[cfg(unix)]
#[test]
fn a_directory_of_traps_is_left_and_what_is_beside_them_is_read() {
    use std::os::unix::{ffi::OsStrExt as _, fs::symlink};

    let directory = TempDir::new().unwrap();
    let at = |name: &str| directory.path().join(name);
    write_reports(directory.path(), 2);
    symlink(directory.path(), at("around")).unwrap();
    symlink(at("two.txt"), at("one.txt")).unwrap();
    symlink(at("one.txt"), at("two.txt")).unwrap();
    symlink("/dev/zero", at("zeros.txt")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(at("pipe.txt")).status().unwrap();
    assert!(made.success());
    // Not UTF-8, as old archives have it.
    fs::write(directory.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt")), report(2)).unwrap();
    let output = bounded(&["extract"], directory.path()).code(1);
    let output = output.get_output();
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    for (name, reason) in [
        ("one.txt", "symbolic links"),
        ("two.txt", "symbolic links"),
        ("zeros.txt", "it is no file, but a pipe, a socket or a device"),
        ("pipe.txt", "it is no file, but a pipe, a socket or a device"),
    ] {
        let line = stderr.lines().find(|line| line.contains(name));
        assert!(line.is_some_and(|line| line.contains(reason)), "{name}: {stderr}");
    }
    let lines = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(lines.lines().count(), 3, "{lines}");
    assert!(lines.contains("caf\u{fffd}.txt"), "{lines}");
}

#[cfg(unix)]
#[test]
fn a_device_that_is_named_is_read_up_to_the_limit() {
    let output = bounded(&["extract", "--uri", "zeros"], Path::new("/dev/zero")).code(1);
    let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(stderr.contains("/dev/zero: the report has more than 16777216 bytes"), "{stderr}");
}
