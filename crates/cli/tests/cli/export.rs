//! `export`: lines of records, of a store and of a server.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use predicates::str::contains;
use serde_json::{Value, json};

use crate::support::{Server, exported, rapporteur, write_reports};

/// Rows by table, each by column.
type Tables = BTreeMap<String, Vec<BTreeMap<String, String>>>;

/// The sample reports.
fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports")
}

/// A store of the sample reports.
fn store_of_samples(directory: &Path) -> PathBuf {
    let data = directory.join("data");
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(samples()).assert().success();
    data
}

fn csv_export(data: &Path, output: &Path, more: &[&str]) -> Tables {
    rapporteur()
        .args(["export", "--format", "csv", "--data"])
        .arg(data)
        .arg("--output")
        .arg(output)
        .args(more)
        .assert()
        .success();
    read_tables(output)
}

fn read_tables(directory: &Path) -> Tables {
    let mut tables = Tables::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(path.extension().unwrap(), "csv", "{}", path.display());
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let rows = reader.deserialize().map(Result::unwrap).collect();
        tables.insert(path.file_stem().unwrap().to_str().unwrap().to_owned(), rows);
    }
    tables
}

fn values<'a>(tables: &'a Tables, table: &str, column: &str) -> BTreeSet<&'a str> {
    tables[table].iter().map(|row| row[column].as_str()).collect()
}

fn printed(command: &mut assert_cmd::Command) -> String {
    let output = command.assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn a_server_gives_the_bytes_that_its_store_gives() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let reports = directory.path().join("reports");
    write_reports(&reports, 5);
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&reports).assert().success();
    let of_store = exported(&data);
    assert!(of_store.lines().count() > 10, "{of_store}");
    let server = Server::start(&data, &[]);
    let of_server = printed(rapporteur().args(["export", "--server", &server.url()]));
    assert_eq!(of_server, of_store);
    let quotes = printed(rapporteur().args(["export", "--kind", "quote", "--server", &server.url()]));
    let expected: Vec<&str> = of_store.lines().filter(|line| line.starts_with("{\"quote\"")).collect();
    assert_eq!(quotes.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn nobody_there_and_no_store_are_told() {
    rapporteur()
        .args(["export", "--server", "http://127.0.0.1:1"])
        .assert()
        .code(69)
        .stderr(contains("127.0.0.1:1"));
    let directory = tempfile::tempdir().unwrap();
    let nowhere = directory.path().join("nowhere");
    rapporteur().args(["export", "--data"]).arg(&nowhere).assert().code(64).stderr(contains("no store"));
    assert!(!nowhere.exists());
}

#[test]
fn tables_lead_to_each_other_and_every_column_is_described() {
    let directory = tempfile::tempdir().unwrap();
    let data = store_of_samples(directory.path());
    let tables = csv_export(&data, &directory.path().join("tables"), &[]);
    // Each key with the table whose rows it names; every row of these has a key of its own.
    let homes = [
        ("meeting_id", "meetings"),
        ("person_id", "persons"),
        ("quote_id", "quotes"),
        ("organization_id", "organizations"),
        ("report_id", "reports"),
    ];
    for (key, home) in homes {
        let known = values(&tables, home, key);
        assert!(known.len() > 3 && known.len() == tables[home].len(), "{home}");
        for (name, rows) in &tables {
            for value in rows.iter().filter_map(|row| row.get(key)).filter(|value| !value.is_empty()) {
                assert!(known.contains(value.as_str()), "{key} {value} of {name} is not in {home}");
            }
        }
    }
    let mut observations = BTreeSet::new();
    for table in ["meeting_reports", "participations", "renderings", "outcomes", "memberships"] {
        assert!(table == "memberships" || !tables[table].is_empty(), "{table} is empty");
        for row in &tables[table] {
            assert!(observations.insert(row["observation_id"].as_str()), "{row:?}");
            assert!(row["observation_id"].starts_with(&row["report_id"]), "{row:?}");
        }
    }
    observations.extend(values(&tables, "topics", "observation_id"));
    assert!(values(&tables, "evidence", "observation_id").is_subset(&observations));
    for (name, rows) in &tables {
        let described: BTreeSet<&str> = tables["columns"]
            .iter()
            .filter(|row| row["table"] == *name)
            .map(|row| row["column"].as_str())
            .collect();
        let columns = rows.iter().flat_map(BTreeMap::keys).map(String::as_str).collect::<BTreeSet<_>>();
        let describes_itself = name == "tables" || name == "columns";
        assert!(describes_itself || columns.is_subset(&described), "{name}: {columns:?} {described:?}");
        assert!(describes_itself || values(&tables, "tables", "table").contains(name.as_str()), "{name}");
    }
}

#[test]
fn every_span_of_a_table_leads_to_its_words() {
    let directory = tempfile::tempdir().unwrap();
    let data = store_of_samples(directory.path());
    let tables = csv_export(&data, &directory.path().join("tables"), &[]);
    // The stored text of plain text is the bytes as they came.
    let texts: BTreeMap<&str, String> = tables["reports"]
        .iter()
        .filter(|row| row["uri"].ends_with(".txt"))
        .map(|row| (row["report_id"].as_str(), fs::read_to_string(&row["uri"]).unwrap()))
        .collect();
    let mut checked = BTreeMap::new();
    for (name, start, end) in [
        ("meeting_reports", "sentence_start", "sentence_end"),
        ("meeting_values", "sentence_start", "sentence_end"),
        ("participations", "sentence_start", "sentence_end"),
        ("renderings", "sentence_start", "sentence_end"),
        ("outcomes", "sentence_start", "sentence_end"),
        ("evidence", "start", "end"),
    ] {
        for row in &tables[name] {
            let Some(text) = texts.get(row["report_id"].as_str()) else { continue };
            let span = row[start].parse::<usize>().unwrap()..row[end].parse().unwrap();
            assert_eq!(text[span], row["sentence"], "{name}: {row:?}");
            *checked.entry(name).or_insert(0) += 1;
        }
    }
    assert!(checked.len() == 6 && checked.values().all(|&count| count > 2), "{checked:?}");
}

#[test]
fn a_server_gives_the_tables_that_its_store_gives() {
    let directory = tempfile::tempdir().unwrap();
    let data = store_of_samples(directory.path());
    let of_store = csv_export(&data, &directory.path().join("tables"), &[]);
    let server = Server::start(&data, &[]);
    let other = directory.path().join("others");
    rapporteur()
        .args(["export", "--format", "csv", "--server", &server.url(), "--output"])
        .arg(&other)
        .assert()
        .success();
    assert_eq!(read_tables(&other), of_store);
}

#[test]
fn words_that_a_spreadsheet_would_obey_are_marked_only_where_that_is_asked_for() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let report = directory.path().join("report.txt");
    let text = "SUVA, March 3, 2023 (Lagoon News) -- The 5th summit of the Coral Arc Partnership (COAP) was held in Suva \
        on March 3, 2023.\n\n\"=SUM(1, 2) is what the reef costs us every year,\" Fijian Prime Minister Isikeli Vakacegu \
        said.\n";
    fs::write(&report, text).unwrap();
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&report).assert().success();
    let words = |output: &str, more: &[&str]| {
        let tables = csv_export(&data, &directory.path().join(output), more);
        tables["quotes"].iter().map(|row| row["text"].clone()).collect::<Vec<_>>()
    };
    let printed = words("as-printed", &[]);
    assert!(printed.len() == 1 && printed[0].starts_with("=SUM(1, 2) is what"), "{printed:?}");
    assert_eq!(words("marked", &["--spreadsheet-safe"]), [format!("'{}", printed[0])]);
}

#[test]
fn nothing_is_written_over_and_a_file_is_written_whole() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let reports = directory.path().join("reports");
    write_reports(&reports, 2);
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&reports).assert().success();
    let export = |output: &Path| {
        let mut command = rapporteur();
        command.args(["export", "--format", "csv", "--data"]).arg(&data).arg("--output").arg(output);
        command
    };
    export(&reports).assert().code(64).stderr(contains("is not empty"));
    assert_eq!(fs::read_dir(&reports).unwrap().count(), 2);
    export(&reports.join("report-000.txt")).assert().code(64).stderr(contains("is no directory"));
    rapporteur()
        .args(["export", "--format", "csv", "--data"])
        .arg(&data)
        .assert()
        .code(2)
        .stderr(contains("--output"));
    let lines = directory.path().join("records.ndjson");
    rapporteur()
        .args(["export", "--data"])
        .arg(&data)
        .arg("--output")
        .arg(&lines)
        .assert()
        .success()
        .stdout("");
    assert_eq!(fs::read_to_string(&lines).unwrap(), exported(&data));
    rapporteur()
        .args(["export", "--spreadsheet-safe", "--data"])
        .arg(&data)
        .assert()
        .code(2)
        .stderr(contains("--format csv"));
}

/// The terms of schema.org that a document may use, classes first.
const SCHEMA_TERMS: &[&str] = &[
    "Audience",
    "Country",
    "CreativeWork",
    "DefinedTerm",
    "Event",
    "EventCancelled",
    "EventPostponed",
    "EventScheduled",
    "EventSeries",
    "NewsArticle",
    "Organization",
    "Person",
    "Place",
    "PostalAddress",
    "Quotation",
    "Role",
    "Thing",
    "about",
    "address",
    "addressCountry",
    "addressLocality",
    "alternateName",
    "attendee",
    "audience",
    "author",
    "creativeWorkStatus",
    "dateCreated",
    "dateline",
    "datePublished",
    "endDate",
    "eventStatus",
    "genre",
    "headline",
    "identifier",
    "inLanguage",
    "isPartOf",
    "jobTitle",
    "location",
    "name",
    "organizer",
    "publisher",
    "recordedAt",
    "roleName",
    "sourceOrganization",
    "spokenByCharacter",
    "startDate",
    "superEvent",
    "termCode",
    "text",
    "validFrom",
    "validThrough",
    "workFeatured",
];

/// The terms of Popolo, each with what Popolo's contexts map it to.
const POPOLO_TERMS: [(&str, &str); 7] = [
    ("Membership", "http://www.w3.org/ns/org#Membership"),
    ("member", "http://www.w3.org/ns/org#member"),
    ("memberships", "http://www.w3.org/ns/org#hasMembership"),
    ("on_behalf_of", "http://www.w3.org/ns/opengov#onBehalfOf"),
    ("organization", "http://www.w3.org/ns/org#organization"),
    ("role", "http://www.w3.org/ns/org#role"),
    ("sources", "http://purl.org/dc/terms/source"),
];

/// What a node holds, with all nodes within it: terms used, names given to nodes of a type, and names referred to.
#[derive(Default)]
struct Walked {
    terms: BTreeSet<String>,
    defined: BTreeSet<String>,
    referred: BTreeSet<String>,
}

impl Walked {
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(value)),
            Value::Object(fields) => {
                let id = fields.get("@id").map(|id| id.as_str().unwrap().to_owned());
                let names = if fields.contains_key("@type") { &mut self.defined } else { &mut self.referred };
                names.extend(id);
                for (term, value) in fields {
                    match term.as_str() {
                        "@id" => {}
                        "@type" | "eventStatus" => self.terms.extend(value.as_str().map(str::to_owned)),
                        "sources" | "isPartOf" => {
                            let reports = value.as_array().unwrap().iter();
                            self.referred.extend(reports.map(|report| report.as_str().unwrap().to_owned()));
                        }
                        _ => self.walk(value),
                    }
                    if !term.starts_with('@') {
                        self.terms.insert(term.clone());
                    }
                }
            }
            Value::String(text) => assert!(!text.is_empty()),
            other => panic!("{other} in a node"),
        }
    }
}

#[test]
fn linked_data_uses_known_terms_and_every_name_in_it_has_a_node() {
    let directory = tempfile::tempdir().unwrap();
    let data = store_of_samples(directory.path());
    let base = "https://example.org/record/";
    let text =
        printed(rapporteur().args(["export", "--format", "jsonld", "--base", base, "--data"]).arg(&data));
    let document: Value = serde_json::from_str(&text).unwrap();
    let context = &document["@context"];
    assert_eq!((&context["@base"], &context["@vocab"]), (&json!(base), &json!("http://schema.org/")));
    let mut walked = Walked::default();
    walked.walk(&document["@graph"]);
    for term in &walked.terms {
        let popolo = POPOLO_TERMS.iter().find(|(own, _)| own == term);
        match (popolo, &context[term]) {
            (Some((_, iri)), Value::String(mapped)) => assert_eq!(mapped, iri),
            (Some((_, iri)), mapped) => assert_eq!(mapped["@id"], *iri, "{term}"),
            (None, mapped) => {
                assert!(mapped.get("@id").is_none(), "{term} is mapped, and nobody says to what");
                assert!(SCHEMA_TERMS.contains(&term.as_str()), "{term} is no term");
            }
        }
    }
    for wanted in ["Event", "Person", "Organization", "Quotation", "Role", "NewsArticle", "Membership"] {
        assert!(walked.terms.contains(wanted), "no {wanted} in the samples");
    }
    let lost: Vec<&String> = walked.referred.difference(&walked.defined).collect();
    assert!(lost.is_empty(), "{lost:?}");
    for line in exported(&data).lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let (_, record) = record.as_object().unwrap().iter().next().unwrap();
        assert!(walked.defined.contains(record["name"].as_str().unwrap()), "{record}");
    }
}

#[test]
fn linked_data_of_nothing_is_a_document_and_a_base_that_is_none_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let report = directory.path().join("report.txt");
    fs::write(&report, "Nothing happened in the harbour today, and nobody said anything of it.\n").unwrap();
    rapporteur().args(["ingest", "--data"]).arg(&data).arg(&report).assert().success();
    let document = directory.path().join("record.jsonld");
    let export = |base: &str| {
        let mut command = rapporteur();
        command.args(["export", "--format", "jsonld", "--kind", "meeting", "--base", base, "--data"]);
        command.arg(&data).arg("--output").arg(&document);
        command
    };
    for base in
        ["", "example.org/", "https://example.org", "https://", "https://exa mple.org/", "https://x\"/"]
    {
        export(base).assert().code(2).stderr(contains("--base"));
    }
    export("https://example.org/").assert().success();
    let document: Value = serde_json::from_str(&fs::read_to_string(&document).unwrap()).unwrap();
    assert_eq!(document["@graph"].as_array().unwrap().len(), 1, "the report alone");
}
