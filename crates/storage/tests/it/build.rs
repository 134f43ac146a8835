//! Small records of invented people, to be changed in the one field that a test is about.

use std::collections::BTreeSet;

use rapporteur_model::{
    ContentHash, CountryCode, PartialDate, RecordId, ReportId,
    extraction::{Delegation, Extraction, Meeting, Report, Speaker},
    mention::{Mention, MentionBody, MentionKind, Source},
    record::{MeetingRecord, Participant, PersonRecord, QuoteRecord, Record, Rendering, TopicRecord},
    vocabulary::{QuoteKind, SpeakerKind},
};
use rapporteur_storage::{Change, Lookup, MeetingQuery, Page, Store, StoredReport};

/// The mentions of a block.
pub(crate) fn mentions_in(store: &dyn Store, kind: MentionKind, block: &str) -> Vec<Mention> {
    let forms = store.forms_in(kind, block).unwrap();
    forms.into_iter().flat_map(|form| store.mentions_of_form(kind, form).unwrap()).collect()
}

/// The record, mention or report number `number`.
pub(crate) fn id(number: u8) -> RecordId {
    RecordId::from_bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, number])
}

pub(crate) fn report_id(number: u8) -> ReportId {
    ReportId::from_bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, number])
}

pub(crate) fn number_of(id: RecordId) -> u8 {
    id.as_bytes()[9]
}

pub(crate) fn date(text: &str) -> Option<PartialDate> {
    Some(text.parse().unwrap())
}

pub(crate) fn country(code: &str) -> Option<CountryCode> {
    Some(CountryCode::new(code).unwrap())
}

pub(crate) fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(crate) fn meeting(number: u8) -> MeetingRecord {
    MeetingRecord {
        id: id(number),
        title: format!("Meeting {number}"),
        other_titles: Vec::new(),
        series: None,
        organization: None,
        ordinal: None,
        kind: None,
        start_date: None,
        end_date: None,
        date_basis: None,
        city: None,
        country_code: None,
        venue: None,
        status: None,
        mentions: Vec::new(),
        values: Vec::new(),
        participants: Vec::new(),
        outcomes: Vec::new(),
        topics: Vec::new(),
    }
}

pub(crate) fn topic(id: &str) -> TopicRecord {
    TopicRecord { id: id.to_owned(), name: id.to_owned(), evidence: Vec::new() }
}

/// Ids of topics as a question has them.
pub(crate) fn topics(ids: &[&str]) -> Option<BTreeSet<String>> {
    Some(ids.iter().map(|&id| id.to_owned()).collect())
}

pub(crate) fn participant(person: Option<RecordId>, name: &str) -> Participant {
    Participant {
        person,
        display_name: text(name),
        other_names: Vec::new(),
        honorific: None,
        posts: Vec::new(),
        offices: Vec::new(),
        delegation: Delegation::default(),
        roles: Vec::new(),
        attendance: None,
        evidence: Vec::new(),
    }
}

pub(crate) fn person(number: u8, name: &str) -> PersonRecord {
    PersonRecord {
        id: id(number),
        display_name: name.to_owned(),
        other_names: Vec::new(),
        posts: Vec::new(),
        offices: Vec::new(),
        mentions: Vec::new(),
        meetings: Vec::new(),
    }
}

pub(crate) fn quote(number: u8, words: &str) -> QuoteRecord {
    QuoteRecord {
        id: id(number),
        text: words.to_owned(),
        kind: QuoteKind::Direct,
        speaker: None,
        person: None,
        speaker_kind: SpeakerKind::Person,
        on_behalf_of: None,
        speaker_delegations: Vec::new(),
        audience: None,
        medium: None,
        meeting: None,
        meeting_organization: None,
        say_date: None,
        renderings: Vec::new(),
        topics: Vec::new(),
    }
}

pub(crate) fn rendering(words: &str) -> Rendering {
    Rendering {
        report: report_id(1),
        report_uri: "invented.txt".to_owned(),
        text: words.to_owned(),
        kind: QuoteKind::Direct,
        segments: Vec::new(),
        cue: None,
        evidence: Vec::new(),
    }
}

pub(crate) fn report(words: &str) -> StoredReport {
    StoredReport {
        uris: BTreeSet::from(["invented.txt".to_owned()]),
        text: words.to_owned(),
        extraction: Extraction {
            report: Report {
                uri: "invented.txt".to_owned(),
                title: None,
                publisher: None,
                agency: None,
                byline: None,
                publish_date: None,
                publish_date_basis: None,
                dateline: None,
                language: None,
                content_sha256: ContentHash::of(words.as_bytes()),
            },
            meetings: Vec::new(),
            participations: Vec::new(),
            quotes: Vec::new(),
            outcomes: Vec::new(),
            memberships: Vec::new(),
            extractor_version: "1".to_owned(),
            topics: Vec::new(),
        },
        notices: Vec::new(),
    }
}

pub(crate) fn mention(report: u8, kind: MentionKind, number: u8, blocks: &[&str]) -> Mention {
    let body = match kind {
        MentionKind::Meeting => MentionBody::Meeting {
            meeting: Meeting {
                key: "m1".to_owned(),
                title: format!("Meeting {number}"),
                series: None,
                organization: None,
                ordinal: None,
                kind: None,
                start_date: None,
                end_date: None,
                date_basis: None,
                city: None,
                country_code: None,
                venue: None,
                status: None,
                focal: true,
                evidence: Vec::new(),
            },
            participations: Vec::new(),
            outcomes: Vec::new(),
            topics: Vec::new(),
        },
        MentionKind::Person => MentionBody::Person {
            display_name: format!("Person {number}"),
            offices: Vec::new(),
            meetings: Vec::new(),
            evidence: Vec::new(),
        },
        MentionKind::Quote => MentionBody::Quote {
            quote: rapporteur_model::extraction::Quote {
                speaker: Speaker {
                    display_name: None,
                    kind: SpeakerKind::Unknown,
                    mention: None,
                    on_behalf_of: None,
                },
                kind: QuoteKind::Direct,
                text: format!("Quote {number}"),
                segments: Vec::new(),
                cue: None,
                cue_span: None,
                audience: None,
                medium: None,
                meeting: None,
                say_date: None,
                evidence: Vec::new(),
            },
            person: None,
            delegations: Vec::new(),
            meeting: None,
            meeting_organization: None,
            topics: Vec::new(),
        },
    };
    Mention {
        id: id(number),
        report: report_id(report),
        report_uri: "invented.txt".to_owned(),
        publish_date: None,
        source: Source::default(),
        blocks: blocks.iter().map(|&block| block.to_owned()).collect(),
        form: id(number),
        body,
    }
}

/// A mention of a person in a report, of a form, who was part of meetings; in the block "named".
pub(crate) fn named(report: u8, number: u8, form: u8, at: &[u8]) -> Mention {
    let mut mention = Mention { form: id(form), ..mention(report, MentionKind::Person, number, &["named"]) };
    if let MentionBody::Person { meetings, .. } = &mut mention.body {
        meetings.extend(at.iter().copied().map(id));
    }
    mention
}

pub(crate) fn dated(mention: Mention, day: &str) -> Mention {
    Mention { publish_date: date(day), ..mention }
}

/// Puts records, each made of the mention of its own name alone.
pub(crate) fn put(store: &dyn Store, records: impl IntoIterator<Item = Record>) {
    let put_records = records.into_iter().map(|record| {
        let id = record.id();
        (record, vec![id])
    });
    store.commit(&Change { put_records: put_records.collect(), ..Change::default() }).unwrap();
}

pub(crate) fn put_meetings(store: &dyn Store, meetings: impl IntoIterator<Item = MeetingRecord>) {
    put(store, meetings.into_iter().map(Record::Meeting));
}

pub(crate) fn put_quotes(store: &dyn Store, quotes: impl IntoIterator<Item = QuoteRecord>) {
    put(store, quotes.into_iter().map(Record::Quote));
}

/// Puts one record made of these mentions.
pub(crate) fn put_merged(store: &dyn Store, record: Record, mentions: &[u8]) {
    let members = mentions.iter().map(|&number| id(number)).collect();
    store.commit(&Change { put_records: vec![(record, members)], ..Change::default() }).unwrap();
}

pub(crate) fn put_report(store: &dyn Store, number: u8, words: &str, mentions: Vec<Mention>) {
    let put_reports = vec![(report_id(number), report(words), mentions)];
    store.commit(&Change { put_reports, ..Change::default() }).unwrap();
}

pub(crate) fn delete_report(store: &dyn Store, number: u8) {
    store.commit(&Change { delete_reports: vec![report_id(number)], ..Change::default() }).unwrap();
}

pub(crate) fn delete_record(store: &dyn Store, kind: MentionKind, number: u8) {
    store.commit(&Change { delete_records: vec![(kind, id(number))], ..Change::default() }).unwrap();
}

pub(crate) fn found<T: std::fmt::Debug>(lookup: Lookup<T>) -> T {
    match lookup {
        Lookup::Found(found) => found,
        other => panic!("{other:?} is not there"),
    }
}

/// Numbers of all meetings that answer, in order, on one page.
pub(crate) fn listed(store: &dyn Store, query: &MeetingQuery) -> Vec<u8> {
    let page = store.list_meetings(&MeetingQuery { page_size: 1000, ..query.clone() }).unwrap();
    assert_eq!(page.next_page_token, None);
    page.items.iter().map(|meeting| number_of(meeting.id)).collect()
}

/// All pages of a list; `between` gets each but the last, and its number.
pub(crate) fn meeting_pages(
    store: &dyn Store,
    query: &MeetingQuery,
    mut between: impl FnMut(u8, &Page<MeetingRecord>),
) -> Vec<Page<MeetingRecord>> {
    let mut pages: Vec<Page<MeetingRecord>> = Vec::new();
    let mut page_token = None;
    loop {
        let page = store.list_meetings(&MeetingQuery { page_token, ..query.clone() }).unwrap();
        page_token = page.next_page_token.clone();
        pages.push(page);
        let number = u8::try_from(pages.len()).unwrap();
        match (&page_token, pages.last()) {
            (Some(_), Some(page)) => between(number, page),
            _ => return pages,
        }
    }
}
