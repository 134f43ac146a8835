//! Whatever is written in whatever order, the store with indexes answers every question as the one without.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};
use rapporteur_model::{
    CountryCode, PartialDate, RecordId,
    extraction::Delegation,
    mention::{Mention, MentionKind},
    record::{MeetingRecord, PersonRecord, QuoteRecord, Record},
    vocabulary::{MeetingKind, MeetingStatus, QuoteKind},
};
use rapporteur_storage::{Change, MeetingOrder, MeetingQuery, MemoryStore, PersonFilter, SledStore, Store};

use crate::build::*;

/// Ids are few, so that records merge, part and come back.
const IDS: u8 = 8;
const REPORTS: u8 = 4;
const BLOCKS: [&str; 3] = ["a", "b", "ab"];

fn any_id() -> impl Strategy<Value = RecordId> {
    (0..IDS).prop_map(id)
}

fn any_kind() -> impl Strategy<Value = MentionKind> {
    select(MentionKind::ALL.to_vec())
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
    btree_set(select(vec!["trade", "free-trade", "water"]).prop_map(str::to_owned), 0..3)
}

fn any_country() -> impl Strategy<Value = Option<CountryCode>> {
    option::of(select(vec!["KZ", "UZ"]).prop_map(|code| CountryCode::new(code).unwrap()))
}

prop_compose! {
    fn any_meeting()(
        number in 0..IDS,
        title in any_words(3),
        series in option::of(any_words(2)),
        organization in any_organization(),
        city in option::of(any_name()),
        country_code in any_country(),
        (start_date, end_date) in (any_date(), any_date()),
        status in option::of(select(MeetingStatus::ALL)),
        kind in option::of(select(MeetingKind::ALL)),
        people in vec((option::of(any_id()), any_name()), 0..3),
        topics in any_topics(),
    ) -> MeetingRecord {
        let topics = topics.iter().map(|id| topic(id)).collect();
        let participants = people.into_iter().map(|(person, name)| participant(person, &name)).collect();
        MeetingRecord {
            title, series, organization, city, country_code, start_date, end_date, status, kind, participants,
            topics,
            ..meeting(number)
        }
    }
}

prop_compose! {
    fn any_person()(
        number in 0..IDS,
        name in any_name(),
        other_names in vec(any_name(), 0..2),
        meetings in vec(any_id(), 0..3),
    ) -> PersonRecord {
        PersonRecord { other_names, meetings, ..person(number, &name) }
    }
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
        2 => any_meeting().prop_map(Record::Meeting),
        1 => any_person().prop_map(Record::Person),
        3 => any_quote().prop_map(Record::Quote),
    ]
}

prop_compose! {
    fn any_change()(
        reports in vec((0..REPORTS, any_words(4), vec((any_kind(), 0..IDS, vec(select(BLOCKS.to_vec()), 0..3)), 0..4)), 0..2),
        deleted_reports in vec(0..REPORTS, 0..2),
        records in vec((any_record(), vec(any_id(), 0..3)), 0..8),
        deleted_records in vec((any_kind(), any_id()), 0..2),
    ) -> Change {
        let put_reports = reports.into_iter().map(|(number, words, mentions)| {
            // A mention belongs to one report, so its id tells the report; each comes once.
            let mut mentions: Vec<_> = mentions
                .into_iter()
                .map(|(kind, of_report, blocks)| mention(number, kind, number * IDS + of_report, &blocks))
                .collect();
            mentions.sort_by_key(|mention| (mention.id, mention.kind()));
            mentions.dedup_by_key(|mention| (mention.id, mention.kind()));
            (report_id(number), report(&words), mentions)
        });
        let mut put_reports: Vec<_> = put_reports.collect();
        put_reports.dedup_by_key(|(id, ..)| *id);
        Change {
            put_reports,
            delete_reports: deleted_reports.into_iter().map(report_id).collect(),
            delete_records: deleted_records,
            // A record bears the name of one of its mentions.
            put_records: records
                .into_iter()
                .map(|(record, mut members)| {
                    members.push(record.id());
                    (record, members)
                })
                .collect(),
            ..Change::default()
        }
    }
}

fn any_person_filter() -> impl Strategy<Value = Option<PersonFilter>> {
    prop_oneof![
        3 => Just(None),
        1 => any_id().prop_map(|id| Some(PersonFilter::Record(id))),
        1 => any_name().prop_map(|name| Some(PersonFilter::Name(name))),
    ]
}

/// Mostly nothing, so that questions are not all too narrow.
fn seldom<T: Clone + std::fmt::Debug + 'static>(
    strategy: impl Strategy<Value = Option<T>> + 'static,
) -> impl Strategy<Value = Option<T>> {
    prop_oneof![3 => Just(None), 1 => strategy]
}

prop_compose! {
    fn any_meeting_query()(
        organization in seldom(any_organization()),
        series in seldom(any_words(1).prop_map(Some)),
        country in seldom(any_country()),
        city in seldom(any_name().prop_map(Some)),
        person in any_person_filter(),
        (from, to) in (seldom(any_date()), seldom(any_date())),
        status in seldom(select(MeetingStatus::ALL).prop_map(Some)),
        kind in seldom(select(MeetingKind::ALL).prop_map(Some)),
        words in seldom(any_words(2).prop_map(Some)),
        topics in seldom(any_topics().prop_map(Some)),
        order in select(vec![MeetingOrder::StartDate, MeetingOrder::StartDateDescending]),
        page_size in 1_usize..4,
    ) -> MeetingQuery {
        MeetingQuery {
            organization, series, country, city, person, from, to, status, kind, text: words, topics, order, page_size,
            page_token: None,
        }
    }
}

/// Asks both stores for everything that has a name.
fn agree_on_names(plain: &dyn Store, indexed: &dyn Store) -> Result<(), TestCaseError> {
    prop_assert_eq!(indexed.counts().unwrap(), plain.counts().unwrap());
    prop_assert_eq!(indexed.sequence().unwrap(), plain.sequence().unwrap());
    for (after, limit) in [(0, 99), (1, 3), (3, 1)] {
        let expected = plain.changes_after(after, limit).unwrap();
        prop_assert_eq!(indexed.changes_after(after, limit).unwrap(), expected);
    }
    prop_assert_eq!(indexed.reports(None, 99).unwrap(), plain.reports(None, 99).unwrap());
    for number in 0..REPORTS {
        let number = report_id(number);
        prop_assert_eq!(indexed.report(number).unwrap(), plain.report(number).unwrap());
        prop_assert_eq!(indexed.mentions_of(number).unwrap(), plain.mentions_of(number).unwrap());
        prop_assert_eq!(indexed.reports(Some(number), 2).unwrap(), plain.reports(Some(number), 2).unwrap());
    }
    for kind in MentionKind::ALL {
        for block in BLOCKS {
            prop_assert_eq!(indexed.forms_in(kind, block).unwrap(), plain.forms_in(kind, block).unwrap());
        }
        for number in 0..IDS {
            let name = id(number);
            prop_assert_eq!(indexed.record_of(kind, name).unwrap(), plain.record_of(kind, name).unwrap());
            let expected = plain.record_of_form(kind, name).unwrap();
            prop_assert_eq!(indexed.record_of_form(kind, name).unwrap(), expected);
            let after = Some(name);
            prop_assert_eq!(indexed.records(kind, after, 2).unwrap(), plain.records(kind, after, 2).unwrap());
        }
    }
    for number in 0..IDS {
        let name = id(number);
        prop_assert_eq!(indexed.meeting(name).unwrap(), plain.meeting(name).unwrap());
        prop_assert_eq!(indexed.person(name).unwrap(), plain.person(name).unwrap());
        prop_assert_eq!(indexed.quote(name).unwrap(), plain.quote(name).unwrap());
        prop_assert_eq!(indexed.quote_as_kept(name).unwrap(), plain.quote_as_kept(name).unwrap());
        for kind in MentionKind::ALL {
            let expected = plain.mention_ids(kind, name).unwrap();
            prop_assert_eq!(indexed.mention_ids(kind, name).unwrap(), expected);
        }
    }
    for name in ["ada", "Quill Bo", ""] {
        prop_assert_eq!(indexed.persons_named(name).unwrap(), plain.persons_named(name).unwrap());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_stores_give_the_same_answers(
        changes in vec((any_change(), prop::bool::weighted(0.2)), 1..8),
        meeting_queries in vec(any_meeting_query(), 12),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let plain = MemoryStore::new();
        let mut indexed = SledStore::open(directory.path()).unwrap();
        for (change, reopens) in &changes {
            plain.commit(change).unwrap();
            indexed.commit(change).unwrap();
            if *reopens {
                drop(indexed);
                indexed = SledStore::open(directory.path()).unwrap();
            }
            agree_on_names(&plain, &indexed)?;
        }
        for query in &meeting_queries {
            let expected = meeting_pages(&plain, query, |_, _| ());
            prop_assert_eq!(meeting_pages(&indexed, query, |_, _| ()), expected, "{:?}", query);
        }
    }

    #[test]
    fn both_stores_agree_on_forms(
        // What each report holds in turn: for each of its mentions the form, or none for one of its own; or it is deleted.
        steps in vec((0..REPORTS, option::of(vec((0_u8..4, any_date(), vec(any_id(), 0..2)), 0..4)), 0_u8..3), 1..12),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let plain = MemoryStore::new();
        let mut indexed = SledStore::open(directory.path()).unwrap();
        // The mentions of each report.
        let mut kept: BTreeMap<u8, Vec<Mention>> = BTreeMap::new();
        // The record of each form, and those that there are.
        let mut records: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for (number, holds, grouping) in steps {
            let mut change = Change::default();
            if let Some(holds) = holds {
                let mentions = holds.into_iter().enumerate().map(|(place, (form, published, meetings))| {
                    let own = number * IDS / 2 + u8::try_from(place).unwrap();
                    let form = if form == 0 { own } else { 100 + form };
                    let meetings: Vec<u8> = meetings.into_iter().map(number_of).collect();
                    Mention { publish_date: published, ..named(number, own, form, &meetings) }
                });
                let mentions: Vec<Mention> = mentions.collect();
                kept.insert(number, mentions.clone());
                change.put_reports.push((report_id(number), report("words"), mentions));
            } else {
                kept.remove(&number);
                change.delete_reports.push(report_id(number));
            }
            // The forms that are there now, in records by a rule that changes.
            let mut groups: BTreeMap<u8, BTreeSet<RecordId>> = BTreeMap::new();
            for mention in kept.values().flatten() {
                let group = if grouping == 0 { 0 } else { number_of(mention.form) % (grouping + 1) };
                groups.entry(group).or_default().insert(mention.form);
            }
            let mut present = BTreeMap::new();
            for forms in groups.into_values() {
                let all = kept.values().flatten();
                let own = all.filter(|mention| forms.contains(&mention.form)).map(|mention| mention.id).min();
                let forms: Vec<RecordId> = forms.into_iter().collect();
                let record = Record::Person(person(number_of(own.unwrap()), "Ada Quill"));
                change.put_records.push((record, forms.clone()));
                present.insert(own.unwrap(), forms);
            }
            let ceased = records.keys().filter(|name| !present.contains_key(name));
            change.delete_records = ceased.map(|&name| (MentionKind::Person, name)).collect();
            records = present;
            plain.commit(&change).unwrap();
            indexed.commit(&change).unwrap();
            agree_on_names(&plain, &indexed)?;
            for form in (0..IDS * 2).chain(100..104).map(id) {
                for kind in MentionKind::ALL {
                    prop_assert_eq!(indexed.form(kind, form).unwrap(), plain.form(kind, form).unwrap());
                    let expected = plain.mentions_of_form(kind, form).unwrap();
                    prop_assert_eq!(indexed.mentions_of_form(kind, form).unwrap(), expected);
                    let expected = plain.record_of_form(kind, form).unwrap();
                    prop_assert_eq!(indexed.record_of_form(kind, form).unwrap(), expected);
                    prop_assert_eq!(indexed.record_of(kind, form).unwrap(), plain.record_of(kind, form).unwrap());
                }
                prop_assert_eq!(indexed.person(form).unwrap(), plain.person(form).unwrap());
            }
            let kind = MentionKind::Person;
            prop_assert_eq!(indexed.forms_in(kind, "named").unwrap(), plain.forms_in(kind, "named").unwrap());
            drop(indexed);
            indexed = SledStore::open(directory.path()).unwrap();
        }
    }
}
