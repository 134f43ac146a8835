//! The engine over hand-made extractions: a "report" here is an Extraction as JSON, so that what is tested is what the
//! engine makes of extractions, whatever the parser finds in texts.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use proptest::prelude::*;
use rapporteur_model::{
    CountryCode, JudgementId, PartialDate, Span,
    extraction::{Delegation, Evidence, Extraction, Meeting, Participation, Person, Quote, Report, Speaker},
    judgement::Judgement,
    record::Record,
    vocabulary::{MeetingKind, MeetingStatus, QuoteKind, SpeakerKind},
};
use rapporteur_storage::{Change, MemoryStore, SledStore};

use super::*;

/// Reads an Extraction written as JSON.
fn read_json(uri: &str, bytes: &[u8]) -> Result<Parsed, ParseError> {
    let mut extraction: Extraction = serde_json::from_slice(bytes).map_err(|_| ParseError::Empty)?;
    extraction.report.uri = uri.to_owned();
    extraction.report.content_sha256 = ContentHash::of(bytes);
    Ok(Parsed { text: format!("{uri}: a text"), extraction, notices: Vec::new() })
}

fn engine_over(store: impl Store) -> Engine {
    Engine::with_parser(Arc::new(store), Box::new(read_json))
}

fn evidence(sentence: &str) -> Vec<Evidence> {
    vec![Evidence { sentence: sentence.into(), span: Span::from_range(0..sentence.len()) }]
}

fn participation(name: &str, office: &str, country: &str) -> Participation {
    Participation {
        meeting: "m1".to_owned(),
        person: Some(Person { display_name: name.to_owned(), honorific: None }),
        office: Some(office.to_owned()),
        delegation: Delegation { country_code: CountryCode::new(country).ok(), organization: None },
        roles: Vec::new(),
        attendance: None,
        evidence: evidence(&format!("{name} was there.")),
    }
}

fn quote(speaker: &str, text: &str) -> Quote {
    Quote {
        speaker: Speaker {
            display_name: Some(speaker.to_owned()),
            kind: SpeakerKind::Person,
            mention: None,
            on_behalf_of: None,
        },
        kind: QuoteKind::Direct,
        text: text.to_owned(),
        segments: vec![Span::from_range(0..text.len())],
        cue: Some("said".to_owned()),
        cue_span: None,
        audience: None,
        medium: None,
        meeting: Some("m1".to_owned()),
        say_date: PartialDate::new(2024, 5, 15).ok(),
        evidence: evidence(text),
    }
}

fn report(
    title: &str,
    ordinal: Option<u32>,
    day: i8,
    who: Vec<Participation>,
    quotes: Vec<Quote>,
) -> Vec<u8> {
    let meeting = Meeting {
        key: "m1".to_owned(),
        title: title.to_owned(),
        series: Some("Transport Ministers".to_owned()),
        organization: Some("Meridian Cooperation Organization".to_owned()),
        ordinal,
        kind: Some(MeetingKind::Ministerial),
        start_date: PartialDate::new(2024, 5, day).ok(),
        end_date: None,
        date_basis: None,
        city: Some("Samarkand".to_owned()),
        country_code: CountryCode::new("UZ").ok(),
        venue: None,
        status: Some(MeetingStatus::Held),
        focal: true,
        evidence: evidence(title),
    };
    let extraction = Extraction {
        report: Report {
            uri: String::new(),
            title: Some(title.to_owned()),
            publisher: None,
            agency: None,
            byline: None,
            publish_date: PartialDate::new(2024, 5, 16).ok(),
            publish_date_basis: None,
            dateline: None,
            language: None,
            content_sha256: ContentHash::of(b""),
        },
        meetings: vec![meeting],
        participations: who,
        quotes,
        outcomes: Vec::new(),
        memberships: Vec::new(),
        extractor_version: EXTRACTOR_VERSION.to_owned(),
        topics: Vec::new(),
    };
    serde_json::to_vec(&extraction).unwrap()
}

const SLOW_DESK: &str = "A border is only as fast as its slowest desk, and that desk has no chair";

/// Five reports: three of one meeting with spellings of one name and one utterance told twice, and two of others.
fn reports() -> Vec<Vec<u8>> {
    let enkhzhargal = || participation("Batsuren Enkhzhargal", "Minister of Road and Transport", "MN");
    vec![
        report(
            "7th meeting of Transport Ministers",
            Some(7),
            15,
            vec![participation("Sherzod Norqulov", "Minister of Transport", "UZ"), enkhzhargal()],
            vec![quote("Batsuren Enkhzhargal", SLOW_DESK)],
        ),
        report(
            "meeting of transport ministers",
            None,
            15,
            vec![participation("Sherzod Norkulov", "Minister of Transport", "UZ")],
            vec![quote("Batsuren Enkhzhargal", SLOW_DESK)],
        ),
        report("seventh gathering of transport ministers", Some(7), 14, vec![enkhzhargal()], Vec::new()),
        report("6th meeting of Transport Ministers", Some(6), 1, vec![enkhzhargal()], Vec::new()),
        report(
            "8th meeting of Transport Ministers",
            Some(8),
            30,
            vec![participation("Sherzod Norqulov", "Minister of Transport", "UZ")],
            vec![quote("Sherzod Norqulov", "We shall open the window when the glass has come")],
        ),
    ]
}

/// All that can be seen of a store.
#[derive(Debug, PartialEq)]
struct Seen {
    reports: BTreeMap<ReportId, StoredReport>,
    records: Vec<Record>,
    counts: Counts,
    by_speaker: Vec<RecordId>,
}

fn see(engine: &Engine) -> Seen {
    let ids = engine.reports(None, usize::MAX).unwrap();
    let speaker = rapporteur_storage::PersonFilter::Name("enkhzhargal".to_owned());
    let query = QuoteQuery { speaker: Some(speaker), page_size: 100, ..QuoteQuery::default() };
    let mut records = Vec::new();
    for kind in MentionKind::ALL {
        let names = engine.records(kind, None, usize::MAX).unwrap();
        records.extend(names.into_iter().filter_map(|name| engine.record_named(kind, name).unwrap()));
    }
    Seen {
        reports: ids.into_iter().map(|id| (id, found(engine.report(id).unwrap()).unwrap())).collect(),
        records,
        counts: engine.counts().unwrap(),
        by_speaker: engine.search_quotes(&query).unwrap().hits.iter().map(|hit| hit.quote.id).collect(),
    }
}

fn uri(number: usize) -> String {
    format!("report-{number}.txt")
}

#[test]
fn reports_of_one_meeting_become_one_meeting() {
    let engine = engine_over(MemoryStore::new());
    let reports = reports();
    let first = engine.ingest(&uri(0), &reports[0]).unwrap();
    let second = engine.ingest(&uri(1), &reports[1]).unwrap();
    assert!(!first.already_known && !second.already_known);
    assert_eq!(first.meetings.len(), 1);
    let Lookup::Found(meeting) = engine.meeting(first.meetings[0]).unwrap() else { panic!("no meeting") };
    assert_eq!(second.meetings, [meeting.id]);
    assert_eq!(meeting.mentions.len(), 2);
    assert_eq!(engine.counts().unwrap(), Counts { reports: 2, meetings: 1, persons: 2, quotes: 1 });
}

#[test]
fn the_same_bytes_twice_change_nothing() {
    let engine = engine_over(MemoryStore::new());
    let report = &reports()[0];
    let first = engine.ingest("a.txt", report).unwrap();
    let before = see(&engine);
    let again = engine.ingest("a.txt", report).unwrap();
    assert_eq!(again, Ingested { already_known: true, ..first });
    assert_eq!(see(&engine), before);
}

#[test]
fn of_several_uris_the_first_names_the_report_whichever_came_first() {
    let (up, down) = (engine_over(MemoryStore::new()), engine_over(MemoryStore::new()));
    let report = &reports()[0];
    for uri in ["a.md", "b.txt"] {
        up.ingest(uri, report).unwrap();
    }
    for uri in ["b.txt", "a.md"] {
        down.ingest(uri, report).unwrap();
    }
    assert_eq!(see(&up), see(&down));
    let stored = see(&down).reports.into_values().next().unwrap();
    // Read anew as the first URI asks: that may be another format.
    assert_eq!((stored.extraction.report.uri.as_str(), stored.text.as_str()), ("a.md", "a.md: a text"));
    assert_eq!(stored.uris.len(), 2);
    let Record::Meeting(meeting) = &see(&down).records[0] else { panic!("no meeting") };
    assert_eq!(meeting.mentions[0].report_uri, "a.md");
}

#[test]
fn what_an_older_extractor_read_is_read_anew() {
    let store = Arc::new(MemoryStore::new());
    let report = &reports()[0];
    let older = |uri: &str, bytes: &[u8]| {
        let mut parsed = read_json(uri, bytes)?;
        parsed.extraction.extractor_version = "0.0.1".to_owned();
        parsed.extraction.quotes.clear();
        Ok(parsed)
    };
    Engine::with_parser(store.clone(), Box::new(older)).ingest("a.txt", report).unwrap();
    let engine = Engine::with_parser(store, Box::new(read_json));
    assert_eq!(engine.counts().unwrap().quotes, 0);
    assert!(engine.ingest("a.txt", report).unwrap().already_known);
    assert_eq!(engine.counts().unwrap().quotes, 1);
}

#[test]
fn a_report_that_is_none_stops_no_other() {
    let engine = engine_over(MemoryStore::new());
    let good = &reports()[0];
    let batch = [("bad.txt", &b"no json"[..]), ("good.txt", good), ("copy.txt", good)];
    let results = engine.ingest_many(&batch).unwrap();
    assert_eq!(results[0], Err(ParseError::Empty));
    let good = results[1].as_ref().unwrap();
    let copy = results[2].as_ref().unwrap();
    assert_eq!((good.already_known, copy.already_known), (false, true));
    assert_eq!((good.id, &good.report), (copy.id, &copy.report));
    assert_eq!(good.report.uris.len(), 2);
    assert_eq!(engine.counts().unwrap().reports, 1);
}

#[test]
fn a_store_that_fails_keeps_nothing_and_says_so() {
    /// A store that cannot write.
    struct Full(MemoryStore);
    impl Store for Full {
        fn commit(&self, _: &Change) -> Result<(), StoreError> {
            Err(StoreError::Stopped)
        }
        fn report(&self, id: ReportId) -> Result<Lookup<StoredReport>, StoreError> {
            self.0.report(id)
        }
        fn reports(&self, after: Option<ReportId>, limit: usize) -> Result<Vec<ReportId>, StoreError> {
            self.0.reports(after, limit)
        }
        fn mentions_of(
            &self,
            report: ReportId,
        ) -> Result<Vec<rapporteur_model::mention::Mention>, StoreError> {
            self.0.mentions_of(report)
        }
        fn forms_in(&self, kind: MentionKind, block: &str) -> Result<Vec<RecordId>, StoreError> {
            self.0.forms_in(kind, block)
        }
        fn form(
            &self,
            kind: MentionKind,
            id: RecordId,
        ) -> Result<Option<rapporteur_model::mention::Form>, StoreError> {
            self.0.form(kind, id)
        }
        fn mentions_of_form(
            &self,
            kind: MentionKind,
            form: RecordId,
        ) -> Result<Vec<rapporteur_model::mention::Mention>, StoreError> {
            self.0.mentions_of_form(kind, form)
        }
        fn record_of(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError> {
            self.0.record_of(kind, mention)
        }
        fn mention(
            &self,
            kind: MentionKind,
            id: RecordId,
        ) -> Result<Option<rapporteur_model::mention::Mention>, StoreError> {
            self.0.mention(kind, id)
        }
        fn record_of_form(
            &self,
            kind: MentionKind,
            form: RecordId,
        ) -> Result<Option<(RecordId, Vec<RecordId>)>, StoreError> {
            self.0.record_of_form(kind, form)
        }
        fn members(
            &self,
            kind: MentionKind,
            name: RecordId,
        ) -> Result<Lookup<Vec<rapporteur_model::mention::Mention>>, StoreError> {
            self.0.members(kind, name)
        }
        fn persons_in_post(&self, post: &str, limit: usize) -> Result<Vec<PersonRecord>, StoreError> {
            self.0.persons_in_post(post, limit)
        }
        fn judgement(&self, id: JudgementId) -> Result<Option<Judgement>, StoreError> {
            self.0.judgement(id)
        }
        fn judgements(&self, after: Option<JudgementId>, limit: usize) -> Result<Vec<Judgement>, StoreError> {
            self.0.judgements(after, limit)
        }
        fn judgements_of(&self, kind: MentionKind, mention: RecordId) -> Result<Vec<Judgement>, StoreError> {
            self.0.judgements_of(kind, mention)
        }
        fn is_stale(&self) -> Result<bool, StoreError> {
            self.0.is_stale()
        }
        fn meeting(&self, name: RecordId) -> Result<Lookup<MeetingRecord>, StoreError> {
            self.0.meeting(name)
        }
        fn person(&self, name: RecordId) -> Result<Lookup<PersonRecord>, StoreError> {
            self.0.person(name)
        }
        fn quote(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError> {
            self.0.quote(name)
        }
        fn list_meetings(&self, query: &MeetingQuery) -> Result<Page<MeetingRecord>, StoreError> {
            self.0.list_meetings(query)
        }
        fn sequence(&self) -> Result<u64, StoreError> {
            self.0.sequence()
        }
        fn feed_start(&self) -> Result<u64, StoreError> {
            self.0.feed_start()
        }
        fn gone(
            &self,
            after: Option<rapporteur_storage::GoneName>,
            limit: usize,
        ) -> Result<Vec<rapporteur_storage::GoneName>, StoreError> {
            self.0.gone(after, limit)
        }
        fn changes_after(
            &self,
            sequence: u64,
            limit: usize,
        ) -> Result<Vec<rapporteur_storage::CommitChanges>, StoreError> {
            self.0.changes_after(sequence, limit)
        }
        fn quote_as_kept(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError> {
            self.0.quote_as_kept(name)
        }
        fn mention_ids(&self, kind: MentionKind, name: RecordId) -> Result<BTreeSet<RecordId>, StoreError> {
            self.0.mention_ids(kind, name)
        }
        fn persons_named(&self, name: &str) -> Result<BTreeSet<RecordId>, StoreError> {
            self.0.persons_named(name)
        }
        fn records(
            &self,
            kind: MentionKind,
            after: Option<RecordId>,
            limit: usize,
        ) -> Result<Vec<RecordId>, StoreError> {
            self.0.records(kind, after, limit)
        }
        fn counts(&self) -> Result<Counts, StoreError> {
            self.0.counts()
        }
    }
    let engine = engine_over(Full(MemoryStore::new()));
    let error = engine.ingest("a.txt", &reports()[0]).unwrap_err();
    assert!(matches!(error, IngestError::Store(StoreError::Stopped)), "{error:?}");
    assert_eq!(engine.counts().unwrap(), Counts::default());
}

#[test]
fn a_name_leads_to_the_merged_record_and_is_gone_with_the_last_report() {
    let engine = engine_over(MemoryStore::new());
    let reports = reports();
    let names: Vec<RecordId> =
        (0..2).map(|n| engine.ingest(&uri(n), &reports[n]).unwrap().meetings[0]).collect();
    let mentions: Vec<RecordId> = reports[..2]
        .iter()
        .map(|bytes| RecordId::of_mention("meeting", ContentHash::of(bytes).into(), "m1"))
        .collect();
    for &name in names.iter().chain(&mentions) {
        assert!(matches!(engine.meeting(name).unwrap(), Lookup::Found(meeting) if meeting.id == names[1]));
    }
    let ids: Vec<ReportId> = reports[..2].iter().map(|bytes| ContentHash::of(bytes).into()).collect();
    assert_eq!(engine.delete(ids[0]).unwrap(), Lookup::Found(()));
    assert_eq!(engine.meeting(mentions[0]).unwrap(), Lookup::Gone);
    assert!(
        matches!(engine.meeting(mentions[1]).unwrap(), Lookup::Found(meeting) if meeting.id == mentions[1])
    );
    assert_eq!(engine.delete(ids[1]).unwrap(), Lookup::Found(()));
    assert_eq!(engine.meeting(mentions[1]).unwrap(), Lookup::Gone);
    assert_eq!(engine.delete(ids[1]).unwrap(), Lookup::Gone);
    assert_eq!(engine.delete(ReportId::from_bytes([1; 10])).unwrap(), Lookup::Unknown);
    assert_eq!(engine.counts().unwrap(), Counts::default());
}

#[test]
fn who_held_an_office_is_worked_out_and_withdrawn_with_its_support() {
    let engine = engine_over(MemoryStore::new());
    let unnamed = Participation { person: None, ..participation("", "Minister of Road and Transport", "MN") };
    let bytes = report("5th meeting of Transport Ministers", Some(5), 20, vec![unnamed], Vec::new());
    let name = engine.ingest("unnamed.txt", &bytes).unwrap().meetings[0];
    let holder = || {
        let meeting = found(engine.meeting(name).unwrap()).unwrap();
        engine.holder_of(&meeting, &meeting.participants[0]).unwrap()
    };
    assert_eq!(holder(), None);
    let naming = engine.ingest(&uri(3), &reports()[3]).unwrap().id;
    let inferred = holder().unwrap();
    assert_eq!(inferred.display_name, "Batsuren Enkhzhargal");
    assert_eq!(inferred.reason, "named as Minister of Road and Transport on 2024-05-16");
    assert!(
        inferred.evidence.iter().all(|sourced| sourced.report == naming) && !inferred.evidence.is_empty()
    );
    engine.delete(naming).unwrap();
    assert_eq!(holder(), None);
}

#[test]
fn what_people_decide_outlives_reports_that_come_and_go() {
    let engine = engine_over(MemoryStore::new());
    let reports = reports();
    for (number, report) in reports.iter().enumerate() {
        engine.ingest(&uri(number), report).unwrap();
    }
    let decide = |decided_at, wanted| {
        let new =
            NewJudgement { author: "ann".to_owned(), reason: "the minutes".to_owned(), decided_at, wanted };
        engine.judge(new)
    };
    let kind = MentionKind::Meeting;
    let name = |report| mention_of(true, report).1;
    let meeting = |report| found(engine.meeting(name(report)).unwrap()).unwrap();
    assert_ne!(meeting(0).id, meeting(3).id);
    let merge = decide(1, Wanted::Merge { kind, one: name(0), two: name(3) }).unwrap();
    assert_eq!(meeting(0).id, meeting(3).id);
    assert!(matches!(
        decide(2, Wanted::Merge { kind, one: name(3), two: name(0) }),
        Err(JudgeError::AlreadyOne)
    ));
    let city = "Bukhara".to_owned();
    decide(3, Wanted::Correct { kind, record: name(3), field: "city".to_owned(), value: city.clone() })
        .unwrap();
    let corrected = meeting(0);
    assert_eq!(corrected.city.as_deref(), Some("Bukhara"));
    let shown = corrected.values.iter().find(|value| value.field == "city").unwrap();
    assert_eq!(shown.reason, "corrected by ann: the minutes");
    assert!(shown.preferred && shown.judgement.is_some());
    assert!(corrected.values.iter().any(|value| value.value == "Samarkand" && !value.preferred));
    // A report goes, and comes again.
    let id: ReportId = ContentHash::of(&reports[3]).into();
    engine.delete(id).unwrap();
    assert_eq!(meeting(0).city.as_deref(), Some("Bukhara"), "it points at the other mentions too");
    engine.ingest(&uri(3), &reports[3]).unwrap();
    assert_eq!(meeting(0).id, meeting(3).id);
    decide(4, Wanted::Undo { judgement: merge.id }).unwrap();
    assert_ne!(meeting(0).id, meeting(3).id);
    let split = Wanted::Split { kind, record: name(0), reports: vec![ContentHash::of(&reports[1]).into()] };
    decide(5, split).unwrap();
    assert_ne!(meeting(0).id, meeting(1).id);
    let holding: Vec<bool> = engine.judgements().unwrap().into_iter().map(|(_, holds)| holds).collect();
    assert_eq!(holding, [false, true, true, true]);
    let wrong =
        Wanted::Correct { kind, record: name(0), field: "status".to_owned(), value: "perhaps".to_owned() };
    assert!(decide(6, wrong).unwrap_err().to_string().contains("`perhaps` is none of planned"));
}

#[test]
fn writers_at_the_same_time_leave_what_one_after_the_other_leaves() {
    let reports = reports();
    let together = engine_over(MemoryStore::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            for (number, report) in reports.iter().enumerate() {
                let engine = &together;
                scope.spawn(move || engine.ingest(&uri(number), report).unwrap());
            }
        }
    });
    let apart = engine_over(MemoryStore::new());
    for (number, report) in reports.iter().enumerate() {
        apart.ingest(&uri(number), report).unwrap();
    }
    assert_eq!(see(&together), see(&apart));
}

/// One step in the life of a store.
#[derive(Debug, Clone)]
enum Step {
    /// Ingests reports together, each a report's number and a URI's.
    Ingest(Vec<(usize, usize)>),
    /// Ingests a report, unless it is there, as an older extractor read it; the newer one reads it anew in the end.
    IngestOld(usize),
    /// Deletes a report.
    Delete(usize),
    /// Somebody decides about the meetings, or the persons, that two reports tell of.
    Judge(bool, usize, usize, Verdict),
}

/// What somebody decides.
#[derive(Debug, Clone, Copy)]
enum Verdict {
    Merge,
    Split,
    Correct,
    UndoLast,
}

/// What the life of a store leaves: reports with their URIs, and judgements.
#[derive(Debug, Default)]
struct Left {
    reports: BTreeMap<usize, BTreeSet<String>>,
    judgements: Vec<Judgement>,
}

fn any_step() -> impl Strategy<Value = Step> {
    let ingest = prop::collection::vec((0..5_usize, 0..3_usize), 1..4).prop_map(Step::Ingest);
    let verdict = prop_oneof![
        3 => Just(Verdict::Merge),
        3 => Just(Verdict::Split),
        2 => Just(Verdict::Correct),
        2 => Just(Verdict::UndoLast),
    ];
    let judge = (any::<bool>(), 0..5_usize, 0..5_usize, verdict)
        .prop_map(|(meeting, one, two, verdict)| Step::Judge(meeting, one, two, verdict));
    let old = (0..5_usize).prop_map(Step::IngestOld);
    prop_oneof![3 => ingest, 1 => old, 1 => (0..5_usize).prop_map(Step::Delete), 3 => judge]
}

/// The mention of a report's meeting, or of the first person that it names.
fn mention_of(meeting: bool, report: usize) -> (MentionKind, RecordId) {
    let bytes = &reports()[report];
    let id: ReportId = ContentHash::of(bytes).into();
    if meeting {
        return (MentionKind::Meeting, RecordId::of_mention("meeting", id, "m1"));
    }
    let extraction: Extraction = serde_json::from_slice(bytes).unwrap();
    let name = extraction.participations[0].person.clone().unwrap().display_name;
    (MentionKind::Person, RecordId::of_mention("person", id, &name))
}

/// Decides, if what is decided about is there.
fn judge(engine: &Engine, left: &mut Left, meeting: bool, one: usize, two: usize, verdict: Verdict) {
    let (kind, first) = mention_of(meeting, one);
    let (_, second) = mention_of(meeting, two);
    let wanted = match verdict {
        Verdict::Merge => Wanted::Merge { kind, one: first, two: second },
        Verdict::Split => {
            Wanted::Split { kind, record: first, reports: vec![ContentHash::of(&reports()[two]).into()] }
        }
        Verdict::Correct if meeting => {
            Wanted::Correct { kind, record: first, field: "city".to_owned(), value: format!("Port {two}") }
        }
        Verdict::Correct => Wanted::Correct {
            kind,
            record: first,
            field: "display_name".to_owned(),
            value: format!("Minister {two}"),
        },
        Verdict::UndoLast => match left.judgements.last() {
            Some(last) => Wanted::Undo { judgement: last.id },
            None => return,
        },
    };
    let decided_at = i64::try_from(left.judgements.len()).unwrap();
    let new = NewJudgement { author: "ann".to_owned(), reason: String::new(), decided_at, wanted };
    match engine.judge(new) {
        Ok(judgement) => left.judgements.push(judgement),
        Err(JudgeError::NoRecord { .. } | JudgeError::AlreadyOne | JudgeError::CannotSplit(_)) => {}
        Err(error) => panic!("{error}"),
    }
}

/// Reads less, as an older extractor would.
fn read_json_as_before(uri: &str, bytes: &[u8]) -> Result<Parsed, ParseError> {
    let mut parsed = read_json(uri, bytes)?;
    parsed.extraction.extractor_version = "0.0.1".to_owned();
    parsed.extraction.quotes.clear();
    parsed.extraction.participations.pop();
    parsed.extraction.meetings[0].ordinal = None;
    Ok(parsed)
}

fn live(store: Arc<dyn Store>, steps: &[Step]) -> (Engine, Left) {
    let is_older = Arc::new(AtomicBool::new(false));
    let reads_as_before = Arc::clone(&is_older);
    let parser = move |uri: &str, bytes: &[u8]| {
        let read = if reads_as_before.load(Ordering::Relaxed) { read_json_as_before } else { read_json };
        read(uri, bytes)
    };
    // One engine for all steps: it remembers what it read, and is its store's only writer.
    let engine = Engine::with_parser(Arc::clone(&store), Box::new(parser));
    let reports = reports();
    let mut left = Left::default();
    let mut old: BTreeSet<usize> = BTreeSet::new();
    for step in steps {
        match step {
            Step::Ingest(batch) => {
                let batch: Vec<_> = batch
                    .iter()
                    .map(|&(report, place)| (report, format!("{place}/{}", uri(report))))
                    .collect();
                let sources: Vec<_> = batch.iter().map(|(report, uri)| (uri, &reports[*report])).collect();
                assert!(engine.ingest_many(&sources).unwrap().iter().all(Result::is_ok));
                for (report, uri) in batch {
                    left.reports.entry(report).or_default().insert(uri);
                }
            }
            Step::IngestOld(report) => {
                if !left.reports.contains_key(report) {
                    let uri = format!("0/{}", uri(*report));
                    is_older.store(true, Ordering::Relaxed);
                    engine.ingest(&uri, &reports[*report]).unwrap();
                    is_older.store(false, Ordering::Relaxed);
                    left.reports.insert(*report, BTreeSet::from([uri]));
                    old.insert(*report);
                }
            }
            Step::Delete(report) => {
                let id = ContentHash::of(&reports[*report]).into();
                let was_there = matches!(engine.delete(id).unwrap(), Lookup::Found(()));
                assert_eq!(was_there, left.reports.remove(report).is_some());
            }
            Step::Judge(meeting, one, two, verdict) => {
                judge(&engine, &mut left, *meeting, *one, *two, *verdict);
            }
        }
    }
    for report in old {
        if let Some(uri) = left.reports.get(&report).and_then(BTreeSet::first) {
            engine.ingest(uri, &reports[report]).unwrap();
        }
    }
    (Engine::with_parser(store, Box::new(read_json)), left)
}

/// What the same reports and judgements leave in an empty store: the judgements before all reports, or after them.
fn with_all_of(left: &Left, judged_first: bool) -> Engine {
    let engine = engine_over(MemoryStore::new());
    let reports = reports();
    if judged_first {
        engine.import_judgements(&left.judgements).unwrap();
    }
    for (&report, uris) in &left.reports {
        for uri in uris {
            engine.ingest(uri, &reports[report]).unwrap();
        }
    }
    if !judged_first {
        assert_eq!(engine.import_judgements(&left.judgements).unwrap(), left.judgements.len());
        assert_eq!(engine.import_judgements(&left.judgements).unwrap(), 0);
    }
    engine
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_order_batches_and_detours_leave_what_the_reports_and_judgements_alone_would(
        steps in prop::collection::vec(any_step(), 0..10),
    ) {
        let (engine, left) = live(Arc::new(MemoryStore::new()), &steps);
        let seen = see(&engine);
        prop_assert_eq!(&seen, &see(&with_all_of(&left, false)));
        prop_assert_eq!(&seen, &see(&with_all_of(&left, true)));
    }
}

proptest! {
    // Each case makes a store on the disk.
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_store_on_the_disk_says_the_same(steps in prop::collection::vec(any_step(), 0..8)) {
        let directory = tempfile::tempdir().unwrap();
        let store = SledStore::open(&directory.path().join("data")).unwrap();
        let (engine, left) = live(Arc::new(store), &steps);
        prop_assert_eq!(see(&engine), see(&with_all_of(&left, true)));
    }
}
