use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, sample::Index};
use rapporteur_model::{ContentHash, mention::MentionKind};
use rapporteur_parsing::{ParseError, Parsed};
use rapporteur_storage::MemoryStore;

use super::*;
use crate::engine::{NewJudgement, Wanted};

/// The text of a report that names a meeting; each number gives another report.
fn text(number: usize) -> String {
    format!(
        "SUVA, March 3, 2023 (Lagoon News) -- The {number}th summit of the Coral Arc Partnership (COAP) was held in Suva."
    )
}

/// Keeps the parts of a report that a snapshot is about.
fn read(uri: &str, bytes: &[u8]) -> Result<Parsed, ParseError> {
    rapporteur_parsing::parse(uri, bytes)
}

fn engine() -> Arc<Engine> {
    Arc::new(Engine::with_parser(Arc::new(MemoryStore::new()), Box::new(read)))
}

/// Something that somebody writes.
#[derive(Debug, Clone)]
enum Write {
    Ingest(usize),
    Again(usize),
    Delete(Index),
    Correct(usize),
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![
        (0_usize..40).prop_map(Write::Ingest),
        (0_usize..40).prop_map(Write::Again),
        any::<Index>().prop_map(Write::Delete),
        (0_usize..1000).prop_map(Write::Correct),
    ]
}

fn apply(engine: &Engine, write: &Write) {
    match write {
        Write::Ingest(number) => drop(engine.ingest("a.txt", text(*number).as_bytes()).unwrap()),
        // Under another address, which changes the report where it is there.
        Write::Again(number) => drop(engine.ingest("b.txt", text(*number).as_bytes()).unwrap()),
        Write::Delete(index) => {
            let all = engine.reports(None, 1000).unwrap();
            if !all.is_empty() {
                engine.delete(*index.get(&all)).unwrap();
            }
        }
        Write::Correct(number) => {
            let meetings = engine.records(MentionKind::Meeting, None, 1).unwrap();
            if let Some(&record) = meetings.first() {
                let wanted = Wanted::Correct {
                    kind: MentionKind::Meeting,
                    record,
                    field: "city".to_owned(),
                    value: format!("Town {number}"),
                };
                let new =
                    NewJudgement { author: "ann".to_owned(), reason: String::new(), decided_at: 0, wanted };
                engine.judge(new).unwrap();
            }
        }
    }
}

fn reports(engine: &Engine) -> BTreeMap<ReportId, StoredReport> {
    let all = engine.reports(None, 1000).unwrap();
    all.into_iter().filter_map(|id| Some((id, found(engine.report(id).unwrap())?))).collect()
}

fn judgements(engine: &Engine) -> Vec<Judgement> {
    engine.store.judgements(None, 1000).unwrap()
}

fn id(report: &StoredReport) -> ReportId {
    ReportId::from(report.extraction.report.content_sha256)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_what_was_there_when_it_began_whatever_is_written_meanwhile(
        before in vec(write(), 0..12),
        // What is written before each step of reading, and how much that reads.
        steps in vec((vec(write(), 0..4), 1_usize..4), 0..12),
    ) {
        let engine = engine();
        before.iter().for_each(|write| apply(&engine, write));
        let (then, judged_then) = (reports(&engine), judgements(&engine));
        let mut snapshot = Snapshot::begin(Arc::clone(&engine)).unwrap();
        let mut steps = steps.iter();
        let mut step = || steps.next().map_or(3, |(writes, limit)| {
            writes.iter().for_each(|write| apply(&engine, write));
            *limit
        });
        let mut read = BTreeMap::new();
        loop {
            let some = snapshot.reports(step()).unwrap();
            if some.is_empty() {
                break;
            }
            for report in some {
                prop_assert!(read.insert(id(&report), report).is_none());
            }
        }
        prop_assert_eq!(read, then);
        let mut judged = Vec::new();
        loop {
            let some = snapshot.judgements(step()).unwrap();
            if some.is_empty() {
                break;
            }
            judged.extend(some);
        }
        prop_assert_eq!(judged, judged_then);
    }
}

#[test]
fn what_is_kept_has_a_limit_and_is_let_go_with_the_snapshot() {
    let engine = engine();
    engine.ingest("a.txt", text(1).as_bytes()).unwrap();
    let mut snapshot = Snapshot::begin(Arc::clone(&engine)).unwrap();
    lock(&snapshot.kept).bytes = MAX_KEPT_BYTES;
    let report = ReportId::from(ContentHash::of(text(1).as_bytes()));
    engine.delete(report).unwrap();
    assert!(matches!(snapshot.reports(9), Err(SnapshotError::Outrun)));
    drop(snapshot);
    engine.ingest("a.txt", text(2).as_bytes()).unwrap();
    assert!(engine.snapshots().is_empty());
}
