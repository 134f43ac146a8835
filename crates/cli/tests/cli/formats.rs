//! Files of every format, named, in directories, packed, and on standard input. All outlets and people are invented.

use std::{fs, io::Write as _, path::Path};

use predicates::str::contains;
use serde_json::Value;

use crate::support::{exported, rapporteur};

const TEXT: &str = "LARKHAVEN, March 14, 2031 (Fable Wire) -- The 7th meeting of the Lantern Cooperation Forum Council of Harbour \
                    Ministers was held here on March 14, 2031. \"The lantern is the keel of our harbour,\" Foreign Minister Oda \
                    Brandvik said after the meeting.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn page() -> String {
    format!(
        "<html><head><title>Lanterns agreed on</title></head><body><nav><a href=/>Home</a></nav><article><h1>Lanterns agreed on</h1>\
         <p>{TEXT}</p><p>They will meet again in the spring, when the ice has gone from the harbours of the lakes.</p></article></body></html>"
    )
}

fn warc_record(url: &str, content_type: &str, content: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n{content}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-20T00:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

fn json(text: &str) -> String {
    serde_json::json!({"title": "Lanterns agreed on", "text": text, "date": "2031-03-15"}).to_string()
}

fn mail() -> String {
    format!(
        "From: Press Office <p@lakes.example>\nSubject: Lanterns agreed on\nDate: Sat, 15 Mar 2031 10:00:00 +0000\n\
         Message-ID: <1@lakes.example>\n\n{TEXT}\n"
    )
}

/// What `extract` prints for a file, with the exit status that is expected, and what it says on standard error.
fn extracted(path: &Path, status: i32) -> (Vec<Value>, String) {
    let output = rapporteur().arg("extract").arg(path).assert().code(status);
    let output = output.get_output();
    let lines = String::from_utf8(output.stdout.clone()).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (lines, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Each report of a file must give the quotation; `uris` are their names, `DIR` standing for the directory.
fn check(name: &str, bytes: &[u8], uris: &[&str]) {
    let directory = tempfile::tempdir().unwrap();
    for (name, bytes) in [(name.to_owned(), bytes.to_vec()), (format!("{name}.gz"), gzip(bytes))] {
        let path = directory.path().join(&name);
        fs::write(&path, bytes).unwrap();
        let (found, stderr) = extracted(&path, 0);
        let names: Vec<&str> = found.iter().map(|one| one["report"]["uri"].as_str().unwrap()).collect();
        let expected: Vec<String> =
            uris.iter().map(|uri| uri.replace("FILE", &path.to_string_lossy())).collect();
        assert_eq!(names, expected, "{stderr}");
        for one in &found {
            assert_eq!(one["quotes"][0]["text"], "The lantern is the keel of our harbour", "{name}: {one}");
        }
    }
}

#[test]
fn text_and_markdown() {
    check("report.txt", TEXT.as_bytes(), &["FILE"]);
    check("report.md", format!("# Lanterns agreed on\n\n{TEXT}\n").as_bytes(), &["FILE"]);
}

#[test]
fn html() {
    check("report.html", page().as_bytes(), &["FILE"]);
}

#[test]
fn one_article() {
    check("report.json", json(TEXT).as_bytes(), &["FILE"]);
}

#[test]
fn an_array_of_articles() {
    check(
        "all.json",
        format!("[{},\n {}]", json(TEXT), json(TEXT)).as_bytes(),
        &["FILE#article-1", "FILE#article-2"],
    );
}

#[test]
fn an_object_that_lists_articles() {
    let list = format!("{{\"status\": \"ok\",\n \"articles\": [{}, {}]}}", json(TEXT), json(TEXT));
    check("all.json", list.as_bytes(), &["FILE#article-1", "FILE#article-2"]);
}

#[test]
fn an_article_a_line() {
    check(
        "all.ndjson",
        format!("{}\n\n{}\n", json(TEXT), json(TEXT)).as_bytes(),
        &["FILE#line-1", "FILE#line-3"],
    );
}

#[test]
fn email_and_a_mailbox() {
    check("report.eml", mail().as_bytes(), &["FILE"]);
    let mailbox = format!(
        "From p@lakes.example Sat Mar 15 10:00:00 2031\n{}\nFrom p@lakes.example Sat Mar 15 11:00:00 2031\n{}\n>From all of us.\n",
        mail(),
        mail()
    );
    check("all.mbox", mailbox.as_bytes(), &["FILE#message-1", "FILE#message-2"]);
}

#[test]
fn feeds() {
    let text = TEXT.replace('"', "&quot;");
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Lakes</title><item><title>Lanterns agreed on</title>\
         <link>https://lakes.example/1</link><pubDate>Sat, 15 Mar 2031 10:00:00 GMT</pubDate><description>{text}</description></item>\
         <item><title>Again</title><description><![CDATA[<p>{TEXT}</p>]]></description></item></channel></rss>"
    );
    check("feed.rss", rss.as_bytes(), &["https://lakes.example/1", "FILE#item-2"]);
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Lakes</title><entry><title>Lanterns agreed on</title>\
         <link rel=\"alternate\" href=\"https://lakes.example/2\"/><published>2031-03-15T10:00:00Z</published>\
         <content type=\"xhtml\"><div><p>{text}</p></div></content></entry></feed>"
    );
    check("feed.xml", atom.as_bytes(), &["https://lakes.example/2"]);
}

#[test]
fn a_web_archive() {
    let records = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n".to_vec(),
        warc_record("https://lakes.example/1", "text/html", &page()),
        warc_record("https://lakes.example/picture", "image/png", "no text"),
        warc_record("https://lakes.example/2", "text/plain", TEXT),
    ];
    check("crawl.warc", &records.concat(), &["https://lakes.example/1", "https://lakes.example/2"]);
    // As crawlers write it: each record packed by itself, here with one that is damaged.
    let directory = tempfile::tempdir().unwrap();
    let mut damaged = gzip(&records[1]);
    damaged[10] = 0xff;
    let members = [gzip(&records[0]), gzip(&records[1]), damaged, gzip(&records[3])].concat();
    let path = directory.path().join("crawl.warc.gz");
    fs::write(&path, members).unwrap();
    let (found, stderr) = extracted(&path, 1);
    let names: Vec<&str> = found.iter().map(|one| one["report"]["uri"].as_str().unwrap()).collect();
    assert_eq!(names, ["https://lakes.example/1", "https://lakes.example/2"]);
    assert!(stderr.contains("crawl.warc.gz: record 3: the gzip data are damaged"), "{stderr}");
}

#[test]
fn fields_of_other_names_are_mapped() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("articles.jsonl");
    let article =
        serde_json::json!({"kop": "Lanterns agreed on", "inhoud": {"hoofd": TEXT}, "dag": "2031-03-15"});
    fs::write(&path, format!("{article}\n")).unwrap();
    rapporteur()
        .arg("extract")
        .arg(&path)
        .assert()
        .code(1)
        .stderr(contains("line 1: the JSON object is no article"));
    let output = rapporteur()
        .args(["extract", "--json-field", "title=kop,text=inhoud.hoofd", "--json-field", "date=dag"])
        .arg(&path)
        .assert()
        .success();
    let one: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(one["report"]["title"], "Lanterns agreed on");
    assert_eq!(one["report"]["publishDate"]["day"], 15);
    assert_eq!(one["report"]["publishDateBasis"], "PUBLISH_DATE_BASIS_RECORD");
    rapporteur()
        .args(["extract", "--json-field", "colour=red", "x"])
        .assert()
        .code(2)
        .stderr(contains("colour=red"));
}

#[test]
fn one_bad_record_stops_no_other_and_is_named_with_its_place() {
    let directory = tempfile::tempdir().unwrap();
    let lines = format!("{}\n{{\"text\": \"cut off\n[1, 2]\n{}\n", json(TEXT), json(TEXT));
    fs::write(directory.path().join("all.ndjson"), lines).unwrap();
    fs::write(directory.path().join("bad.json"), format!("[{}, 3, {{\"a\": 1}}, {}", json(TEXT), json(TEXT)))
        .unwrap();
    let (found, stderr) = extracted(directory.path(), 1);
    assert_eq!(found.len(), 4, "{stderr}");
    for place in [
        "all.ndjson: line 2: ",
        "all.ndjson: line 3: ",
        "bad.json: article 2: ",
        "bad.json: article 3: ",
        "bad.json: article 5: ",
    ] {
        assert!(stderr.contains(place), "{place}\n{stderr}");
    }
    assert!(!stderr.contains("line 4: it"), "{stderr}");
}

#[test]
fn standard_input_may_hold_any_of_them() {
    for (input, count) in [
        (page().into_bytes(), 1),
        (gzip(page().as_bytes()), 1),
        (format!("{}\n{}\n", json(TEXT), json(TEXT)).into_bytes(), 2),
        (gzip(&warc_record("https://lakes.example/1", "text/html", &page())), 1),
    ] {
        let output = rapporteur().args(["extract", "-"]).write_stdin(input).assert().success();
        assert_eq!(String::from_utf8_lossy(&output.get_output().stdout).lines().count(), count);
    }
}

#[test]
fn ingest_takes_the_reports_of_a_file_in_one_by_one() {
    let directory = tempfile::tempdir().unwrap();
    let records = directory.path().join("in");
    fs::create_dir(&records).unwrap();
    fs::write(
        records.join("all.ndjson"),
        format!("{}\nno\n{}\n", json(TEXT), json(&format!("{TEXT} They parted."))),
    )
    .unwrap();
    fs::write(records.join("page.html"), page()).unwrap();
    let data = directory.path().join("data");
    rapporteur()
        .arg("ingest")
        .arg("--data")
        .arg(&data)
        .arg(&records)
        .assert()
        .code(1)
        .stdout(contains("4 reports: 3 new, 0 known, 1 failed"))
        .stderr(contains("all.ndjson: line 2: "));
    assert!(exported(&data).contains("the keel of our harbour"));
}
