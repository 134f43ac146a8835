//! Small records of invented people, to be changed in the one field that a test is about; and questions in short.

use std::{collections::BTreeSet, sync::Arc};

use rapporteur_model::{
    CountryCode, PartialDate, RecordId, ReportId,
    mention::MentionKind,
    record::{MeetingRecord, PersonRecord, QuoteRecord, Record, Rendering, TopicRecord},
    vocabulary::{QuoteKind, SpeakerKind},
};
use rapporteur_search::{QuoteIndex, QuotePage, QuoteQuery};
use rapporteur_storage::{Change, Lookup, Store};

/// A store and its index.
pub(crate) struct Searched {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) index: QuoteIndex,
}

impl Searched {
    /// An index in memory over a store.
    pub(crate) fn over(store: impl Store) -> Self {
        let store: Arc<dyn Store> = Arc::new(store);
        let index = QuoteIndex::in_memory(Arc::clone(&store), topic_named);
        Self { store, index }
    }

    /// Numbers of all quotations that answer, in order, on one page.
    pub(crate) fn search(&self, query: &QuoteQuery) -> Vec<u8> {
        searched(&self.index, query)
    }

    /// Numbers of the quotations that hold these words, sorted.
    pub(crate) fn holding(&self, words: &str) -> Vec<u8> {
        let mut found = self.search(&QuoteQuery { words: words.to_owned(), ..QuoteQuery::default() });
        found.sort_unstable();
        found
    }
}

/// A vocabulary of two topics.
pub(crate) fn topic_named(name: &str) -> Option<&'static str> {
    match name {
        "three evil force" => Some("three-evils"),
        "free trade" => Some("free-trade"),
        _ => None,
    }
}

/// Numbers of all quotations that answer, in order, on one page.
pub(crate) fn searched(index: &QuoteIndex, query: &QuoteQuery) -> Vec<u8> {
    let page = index.search(&QuoteQuery { page_size: 1000, ..query.clone() }).unwrap();
    assert_eq!(page.next_page_token, None);
    assert_eq!(page.total, page.hits.len());
    page.hits.iter().map(|hit| number_of(hit.quote.id)).collect()
}

/// All pages of a search; `between` gets each but the last, and its number.
pub(crate) fn quote_pages(
    index: &QuoteIndex,
    query: &QuoteQuery,
    mut between: impl FnMut(u8, &QuotePage),
) -> Vec<QuotePage> {
    let mut pages: Vec<QuotePage> = Vec::new();
    let mut page_token = None;
    loop {
        let page = index.search(&QuoteQuery { page_token, ..query.clone() }).unwrap();
        page_token = page.next_page_token.clone();
        pages.push(page);
        let number = u8::try_from(pages.len()).unwrap();
        match (&page_token, pages.last()) {
            (Some(_), Some(page)) => between(number, page),
            _ => return pages,
        }
    }
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

pub(crate) fn delete_record(store: &dyn Store, kind: MentionKind, number: u8) {
    store.commit(&Change { delete_records: vec![(kind, id(number))], ..Change::default() }).unwrap();
}

pub(crate) fn found<T: std::fmt::Debug>(lookup: Lookup<T>) -> T {
    match lookup {
        Lookup::Found(found) => found,
        other => panic!("{other:?} is not there"),
    }
}
