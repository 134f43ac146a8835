//! Whatever is written in whatever order, and asked in whatever words, the index answers as a reader of all quotations would.

use std::{collections::BTreeSet, sync::Arc};

use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};
use rapporteur_model::{
    CountryCode, PartialDate, RecordId,
    extraction::Delegation,
    mention::MentionKind,
    record::{MeetingRecord, QuoteRecord, Record},
    vocabulary::QuoteKind,
};
use rapporteur_search::{
    QuoteIndex, QuoteOrder, QuoteQuery,
    expression::{Expression, Phrase, parse},
};
use rapporteur_storage::{
    Change, MemoryStore, PersonFilter, Store,
    filter::{name_key, quote_countries, quote_organizations, speaker_stems, stem_set},
    sort_date::{DateFilter, say_days},
    words::stems,
};

use crate::build::*;

/// Ids are few, so that records merge, part and come back.
const IDS: u8 = 12;

/// Whether a quotation holds a phrase, by looking at its words one after the other.
fn holds(quote: &QuoteRecord, phrase: &Phrase) -> bool {
    let texts = quote.renderings.iter().map(|rendering| &rendering.text).chain([&quote.text]);
    texts.into_iter().any(|text| stems(text).windows(phrase.len()).any(|window| window == phrase.as_slice()))
}

/// Whether a quotation answers the words of a query.
fn says(quote: &QuoteRecord, expression: &Expression) -> bool {
    let has_topic = |id: &&'static str| quote.topics.iter().any(|topic| topic.id == **id);
    expression.required.iter().all(|required| {
        let says_one = |phrases: &Vec<Phrase>| phrases.iter().all(|phrase| holds(quote, phrase));
        required.any_of.iter().any(says_one) || required.topics.iter().any(has_topic)
    }) && !expression.excluded.iter().any(|phrase| holds(quote, phrase))
}

/// The names of the quotations that answer, by reading them all.
fn plain_answers(store: &dyn Store, query: &QuoteQuery) -> BTreeSet<RecordId> {
    let expression = parse(&query.words, topic_named).unwrap();
    let speaker = query.speaker.as_ref().map(|speaker| match speaker {
        PersonFilter::Record(name) => (store.mention_ids(MentionKind::Person, *name).unwrap(), None),
        PersonFilter::Name(name) => (store.persons_named(name).unwrap(), Some(stem_set(name))),
    });
    let meeting = query.meeting.map(|name| store.mention_ids(MentionKind::Meeting, name).unwrap());
    let organization = query.organization.as_deref().map(name_key).filter(|name| !name.is_empty());
    let dates = DateFilter::new(query.from, query.to);
    let admits = |quote: &QuoteRecord| {
        expression.as_ref().is_none_or(|expression| says(quote, expression))
            && speaker.as_ref().is_none_or(|(mentions, name)| {
                name.as_ref().is_some_and(|name| name.is_subset(&speaker_stems(quote)))
                    || quote.person.is_some_and(|person| mentions.contains(&person))
            })
            && meeting
                .as_ref()
                .is_none_or(|mentions| quote.meeting.is_some_and(|meeting| mentions.contains(&meeting)))
            && query.country.is_none_or(|country| quote_countries(quote).contains(&country))
            && organization.as_ref().is_none_or(|name| quote_organizations(quote).contains(name))
            && query
                .topics
                .as_ref()
                .is_none_or(|topics| quote.topics.iter().any(|topic| topics.contains(&topic.id)))
            && query.kind.is_none_or(|kind| quote.kind == kind)
            && dates.admits(say_days(quote.say_date))
    };
    let names = store.records(MentionKind::Quote, None, 1000).unwrap();
    let quotes = names.into_iter().map(|name| found(store.quote_as_kept(name).unwrap()));
    quotes.filter(admits).map(|quote| quote.id).collect()
}

fn any_id() -> impl Strategy<Value = RecordId> {
    (0..IDS).prop_map(id)
}

fn any_words(most: usize) -> impl Strategy<Value = String> {
    let word = select(vec![
        "trade",
        "Trades",
        "peace",
        "war",
        "the",
        "défense",
        "defence",
        "U.N.",
        "—",
        "free-trade",
        "three",
        "evil",
        "forces",
        "北京",
    ]);
    vec(word, 0..=most).prop_map(|words| words.join(" "))
}

fn any_name() -> impl Strategy<Value = String> {
    vec(select(vec!["Ada", "Bo", "Quill", "Ink"]), 0..3).prop_map(|words| words.join(" "))
}

fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
    let dates = ["2030", "2031-05", "2031-05-21", "2031-05-22", "2031", "2031-06-01", "2031-12-31"];
    option::of(select(dates.to_vec()).prop_map(|text| text.parse().unwrap()))
}

fn any_organization() -> impl Strategy<Value = Option<String>> {
    option::of(select(vec!["Bureau of Tides", "bureau of tides", "Trade Union", ""]).prop_map(str::to_owned))
}

fn any_topics() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set(select(vec!["trade", "free-trade", "three-evils"]).prop_map(str::to_owned), 0..3)
}

fn any_country() -> impl Strategy<Value = Option<CountryCode>> {
    option::of(select(vec!["KZ", "UZ"]).prop_map(|code| CountryCode::new(code).unwrap()))
}

prop_compose! {
    fn any_quote()(
        number in 0..IDS,
        words in any_words(8),
        others in vec(any_words(6), 0..2),
        speaker in option::of(any_name()),
        person in option::of(any_id()),
        meeting in option::of(any_id()),
        delegations in vec((any_country(), any_organization()), 0..2),
        meeting_organization in any_organization(),
        say_date in any_date(),
        kind in select(QuoteKind::ALL),
        topics in any_topics(),
    ) -> QuoteRecord {
        let topics = topics.iter().map(|id| topic(id)).collect();
        let speaker_delegations = delegations
            .into_iter()
            .map(|(country_code, organization)| Delegation { country_code, organization })
            .collect();
        let renderings = others.iter().map(|words| rendering(words)).collect();
        QuoteRecord {
            kind, speaker, person, meeting, speaker_delegations, meeting_organization, say_date, renderings,
            topics,
            ..quote(number, &words)
        }
    }
}

fn any_record() -> impl Strategy<Value = Record> {
    prop_oneof![
        1 => (0..IDS, option::of(any_words(1)))
            .prop_map(|(number, series)| Record::Meeting(MeetingRecord { series, ..meeting(number) })),
        1 => (0..IDS, any_name()).prop_map(|(number, name)| Record::Person(person(number, &name))),
        4 => any_quote().prop_map(Record::Quote),
    ]
}

prop_compose! {
    fn any_change()(
        records in vec((any_record(), vec(any_id(), 0..3)), 0..8),
        delete_records in vec((select(MentionKind::ALL.to_vec()), any_id()), 0..2),
    ) -> Change {
        // A record bears the name of one of its mentions; a quotation is made of its own alone.
        let put_records = records.into_iter().map(|(record, mut members)| {
            if matches!(record, Record::Quote(_)) {
                members.clear();
            }
            members.push(record.id());
            (record, members)
        });
        Change { delete_records, put_records: put_records.collect(), ..Change::default() }
    }
}

/// Mostly nothing, so that questions are not all too narrow.
fn seldom<T: Clone + std::fmt::Debug + 'static>(
    strategy: impl Strategy<Value = Option<T>> + 'static,
) -> impl Strategy<Value = Option<T>> {
    prop_oneof![4 => Just(None), 1 => strategy]
}

/// Words, phrases, alternatives and exclusions, in any order that can be read.
fn any_search() -> impl Strategy<Value = String> {
    let word = || {
        let words =
            ["trade", "peace", "wars", "the", "defense", "un", "free-trade", "three", "evil", "force", "bei"];
        select(words.to_vec()).prop_map(str::to_owned)
    };
    let phrase = || vec(word(), 1..4).prop_map(|words| format!("\"{}\"", words.join(" ")));
    let wanted = move || {
        let term = prop_oneof![4 => word(), 1 => phrase(), 1 => Just("three evil forces".to_owned())];
        vec(term, 1..3).prop_map(|terms| terms.join(" OR "))
    };
    let excluded = prop_oneof![word(), phrase()].prop_map(|term| format!("-{term}"));
    prop_oneof![
        1 => Just(String::new()),
        6 => (vec(wanted(), 1..4), vec(excluded, 0..2))
            .prop_map(|(wanted, excluded)| [wanted, excluded].concat().join(" ")),
    ]
}

prop_compose! {
    fn any_query()(
        words in any_search(),
        speaker in seldom(prop_oneof![
            any_id().prop_map(|id| Some(PersonFilter::Record(id))),
            any_name().prop_map(|name| Some(PersonFilter::Name(name))),
        ]),
        country in seldom(any_country()),
        organization in seldom(any_organization()),
        meeting in seldom(any_id().prop_map(Some)),
        kind in seldom(select(QuoteKind::ALL).prop_map(Some)),
        topics in seldom(any_topics().prop_map(Some)),
        (from, to) in (seldom(any_date()), seldom(any_date())),
        order in select(vec![QuoteOrder::Relevance, QuoteOrder::SayDate, QuoteOrder::SayDateDescending]),
        page_size in 1_usize..4,
    ) -> QuoteQuery {
        QuoteQuery {
            words, speaker, country, organization, meeting, topics, kind, from, to, order, page_size,
            ..QuoteQuery::default()
        }
    }
}

/// What all pages give, in order.
fn given(index: &QuoteIndex, query: &QuoteQuery, mut between: impl FnMut()) -> Vec<RecordId> {
    let pages = quote_pages(index, query, |_, _| between());
    pages.iter().flat_map(|page| &page.hits).map(|hit| hit.quote.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_answers_as_reading_everything_does(
        changes in vec((any_change(), any::<bool>()), 1..10),
        queries in vec(any_query(), 16),
    ) {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let index = QuoteIndex::in_memory(Arc::clone(&store), topic_named);
        for (change, is_asked) in &changes {
            store.commit(change).unwrap();
            if *is_asked {
                index.catch_up().unwrap();
            }
        }
        let made_anew = QuoteIndex::in_memory(Arc::clone(&store), topic_named);
        for query in &queries {
            let in_order = given(&index, query, || ());
            let answers: BTreeSet<RecordId> = in_order.iter().copied().collect();
            prop_assert_eq!(answers.len(), in_order.len(), "{:?} gives one twice", query);
            prop_assert_eq!(answers, plain_answers(&*store, query), "{:?}", query);
            let total = index.search(query).unwrap().total;
            prop_assert_eq!(total, in_order.len(), "{:?}", query);
            // In another index the same quotations lie in other segments, and have the same ranks among themselves where
            // the statistics are the same: without deleted ones that are still counted.
            if query.words.is_empty() || query.order != QuoteOrder::Relevance {
                prop_assert_eq!(given(&made_anew, query, || ()), in_order, "{:?}", query);
            }
        }
    }

    #[test]
    fn pages_neither_skip_nor_repeat_while_others_write(
        quotes in vec(any_quote(), 4..12),
        later in vec(any_quote(), 1..6),
        query in any_query(),
    ) {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let index = QuoteIndex::in_memory(Arc::clone(&store), topic_named);
        // Each in a commit of its own, so that they lie in several segments, which merge as more come.
        for quote in quotes {
            put_quotes(&*store, [quote]);
            index.catch_up().unwrap();
        }
        let whole = given(&index, &QuoteQuery { page_size: 100, ..query.clone() }, || ());
        let mut later = (100_u8..).zip(later).map(|(number, quote)| QuoteRecord { id: id(number), ..quote });
        let in_pages = given(&index, &query, || {
            if let Some(quote) = later.next() {
                put_quotes(&*store, [quote]);
            }
        });
        let of_whole: Vec<RecordId> = in_pages.iter().copied().filter(|name| whole.contains(name)).collect();
        prop_assert_eq!(of_whole, whole);
        let once: BTreeSet<&RecordId> = in_pages.iter().collect();
        prop_assert_eq!(once.len(), in_pages.len());
    }
}
