//! The contract of `Store`, one behaviour a test, run against every store.

use std::sync::atomic::{AtomicBool, Ordering};

use rapporteur_model::{
    mention::MentionKind,
    record::{MeetingRecord, QuoteRecord, Record},
    vocabulary::{MeetingKind, MeetingStatus},
};
use rapporteur_storage::{
    Change, Counts, GoneName, Lookup, MeetingOrder, MeetingQuery, MemoryStore, PersonFilter, RecordChange,
    RecordEvent, Restoring, SledStore, Store, StoreError,
};

use crate::build::*;

/// A field of a question, and what makes it one that nothing answers.
type Unless<Q> = (&'static str, fn(&mut Q));

/// Runs each test against each store.
macro_rules! against_every_store {
    ($($test:ident)+) => {
        mod memory_store {
            $(#[test]
            fn $test() {
                super::$test(&super::MemoryStore::new());
            })+
        }

        mod sled_store {
            $(#[test]
            fn $test() {
                let directory = tempfile::tempdir().unwrap();
                super::$test(&super::SledStore::open(directory.path()).unwrap());
            })+
        }
    };
}

against_every_store! {
    names_that_are_gone_are_listed_in_order_and_can_be_brought_from_elsewhere
    a_store_that_is_restored_begins_its_feed_behind_that_of_the_other
    a_report_is_found_as_it_was_put
    a_report_of_any_size_is_found_as_it_was_put
    a_report_put_again_is_replaced_with_its_mentions
    a_deleted_report_is_gone_and_one_never_put_is_unknown
    a_deleted_report_can_come_back
    reports_are_named_in_order_from_where_one_likes
    mentions_are_found_by_block_and_kind
    blocks_of_any_length_are_told_apart
    a_record_answers_to_each_of_its_mentions
    names_stay_good_when_records_merge_and_part
    a_name_given_out_once_is_gone_and_another_is_unknown
    a_mention_that_moves_to_another_report_keeps_its_record
    deleting_and_putting_in_one_change_puts
    references_are_given_out_as_present_names
    mentions_that_are_alike_are_one_form
    records_are_named_in_order_from_where_one_likes
    counts_follow_every_change
    a_reader_sees_a_change_whole_or_not_at_all
    meetings_come_by_date_then_name_and_undated_ones_last
    every_filter_of_meetings
    meetings_by_words
    meetings_by_date
    meetings_by_person
    pages_of_meetings_are_complete_while_others_write
    a_page_token_serves_its_own_question_alone
    a_list_index_follows_its_record
    mentions_of_records_and_of_persons_by_name
    a_page_size_of_nothing_is_taken_as_one
    a_commit_has_a_number_if_it_changes_something
    the_feed_tells_what_became_of_records
    the_feed_is_read_in_pages_of_whole_commits
    a_change_of_the_feed_of_any_size_is_found
}

fn a_report_is_found_as_it_was_put(store: &dyn Store) {
    let mentions = vec![
        mention(1, MentionKind::Meeting, 3, &["a"]),
        mention(1, MentionKind::Quote, 1, &[]),
        mention(1, MentionKind::Person, 2, &["a", "b"]),
    ];
    put_report(store, 1, "The delegates met.", mentions.clone());
    assert_eq!(found(store.report(report_id(1)).unwrap()), report("The delegates met."));
    let [meeting, quote, person] = mentions.try_into().unwrap();
    assert_eq!(store.mentions_of(report_id(1)).unwrap(), [quote, person, meeting]);
}

fn a_report_of_any_size_is_found_as_it_was_put(store: &dyn Store) {
    for (number, length) in (1..).zip([0, 1, 4095, 4096, 4097, 100_000, 3_000_000]) {
        let words = "ä".repeat(length / 2) + &"a".repeat(length % 2);
        put_report(store, number, &words, Vec::new());
        assert!(found(store.report(report_id(number)).unwrap()) == report(&words), "{length} bytes");
    }
}

fn a_report_put_again_is_replaced_with_its_mentions(store: &dyn Store) {
    let long = "long ".repeat(10_000);
    put_report(
        store,
        1,
        &long,
        vec![mention(1, MentionKind::Meeting, 1, &["a"]), mention(1, MentionKind::Meeting, 2, &["a"])],
    );
    put_report(store, 1, "short", vec![mention(1, MentionKind::Meeting, 2, &["b"])]);
    assert_eq!(found(store.report(report_id(1)).unwrap()).text, "short");
    assert_eq!(store.mentions_of(report_id(1)).unwrap(), [mention(1, MentionKind::Meeting, 2, &["b"])]);
    assert_eq!(mentions_in(store, MentionKind::Meeting, "a"), []);
}

fn a_deleted_report_is_gone_and_one_never_put_is_unknown(store: &dyn Store) {
    put_report(store, 1, "text", vec![mention(1, MentionKind::Meeting, 1, &["a"])]);
    delete_report(store, 1);
    delete_report(store, 2);
    assert_eq!(store.report(report_id(1)).unwrap(), Lookup::Gone);
    assert_eq!(store.report(report_id(2)).unwrap(), Lookup::Unknown);
    assert_eq!(store.mentions_of(report_id(1)).unwrap(), []);
    assert_eq!(mentions_in(store, MentionKind::Meeting, "a"), []);
}

fn a_deleted_report_can_come_back(store: &dyn Store) {
    put_report(store, 1, "text", Vec::new());
    delete_report(store, 1);
    put_report(store, 1, "text", Vec::new());
    assert_eq!(found(store.report(report_id(1)).unwrap()), report("text"));
}

fn reports_are_named_in_order_from_where_one_likes(store: &dyn Store) {
    for number in [5, 1, 9, 3] {
        // Longer than a chunk, so that a name could come twice.
        put_report(store, number, &"text ".repeat(3000), Vec::new());
    }
    let numbers = |after: Option<u8>, limit| -> Vec<u8> {
        let reports = store.reports(after.map(report_id), limit).unwrap();
        reports.iter().map(|report| report.as_bytes()[9]).collect()
    };
    assert_eq!(numbers(None, 10), [1, 3, 5, 9]);
    assert_eq!(numbers(None, 2), [1, 3]);
    assert_eq!(numbers(Some(3), 10), [5, 9]);
    assert_eq!(numbers(Some(4), 1), [5]);
    assert_eq!(numbers(Some(9), 10), []);
    assert_eq!(numbers(None, 0), []);
}

fn mentions_are_found_by_block_and_kind(store: &dyn Store) {
    let (meeting, person) =
        (mention(1, MentionKind::Meeting, 2, &["a", "b"]), mention(1, MentionKind::Person, 3, &["a"]));
    put_report(store, 1, "one", vec![meeting.clone(), person.clone()]);
    let other = mention(2, MentionKind::Meeting, 1, &["a"]);
    put_report(store, 2, "two", vec![other.clone()]);
    assert_eq!(mentions_in(store, MentionKind::Meeting, "a"), [other, meeting.clone()]);
    assert_eq!(mentions_in(store, MentionKind::Meeting, "b"), [meeting]);
    assert_eq!(mentions_in(store, MentionKind::Person, "a"), [person]);
    assert_eq!(mentions_in(store, MentionKind::Quote, "a"), []);
}

fn blocks_of_any_length_are_told_apart(store: &dyn Store) {
    let long = "x".repeat(64);
    let longer = "x".repeat(65);
    let longest = "x".repeat(100_000);
    let blocks = ["", "x", "xx", "x\0", "\u{ff}", &long, &longer, &longest];
    let mentions =
        (1..).zip(blocks).map(|(number, block)| mention(1, MentionKind::Meeting, number, &[block]));
    put_report(store, 1, "text", mentions.collect());
    for (number, block) in (1..).zip(blocks) {
        let inside = mentions_in(store, MentionKind::Meeting, block);
        assert_eq!(inside, [mention(1, MentionKind::Meeting, number, &[block])]);
    }
}

fn a_record_answers_to_each_of_its_mentions(store: &dyn Store) {
    put_merged(store, Record::Meeting(meeting(1)), &[1, 4, 7]);
    for number in [1, 4, 7] {
        assert_eq!(store.record_of(MentionKind::Meeting, id(number)).unwrap(), Lookup::Found(id(1)));
        assert_eq!(found(store.meeting(id(number)).unwrap()), meeting(1));
    }
    assert_eq!(store.record_of(MentionKind::Person, id(1)).unwrap(), Lookup::Unknown);
    assert_eq!(store.person(id(1)).unwrap(), Lookup::Unknown);
    assert_eq!(store.quote(id(1)).unwrap(), Lookup::Unknown);
}

fn names_stay_good_when_records_merge_and_part(store: &dyn Store) {
    put_merged(store, Record::Meeting(meeting(3)), &[3, 5]);
    put_merged(store, Record::Meeting(meeting(4)), &[4]);
    // A new report's mention 2 joins both.
    store
        .commit(&Change {
            delete_records: vec![(MentionKind::Meeting, id(3)), (MentionKind::Meeting, id(4))],
            put_records: vec![(Record::Meeting(meeting(2)), vec![id(2), id(3), id(4), id(5)])],
            ..Change::default()
        })
        .unwrap();
    for number in [2, 3, 4, 5] {
        assert_eq!(found(store.meeting(id(number)).unwrap()).id, id(2));
    }
    assert_eq!(listed(store, &MeetingQuery::default()), [2]);
    // That report is deleted again.
    store
        .commit(&Change {
            delete_records: vec![(MentionKind::Meeting, id(2))],
            put_records: vec![
                (Record::Meeting(meeting(3)), vec![id(3), id(5)]),
                (Record::Meeting(meeting(4)), vec![id(4)]),
            ],
            ..Change::default()
        })
        .unwrap();
    assert_eq!(store.meeting(id(2)).unwrap(), Lookup::Gone);
    assert_eq!(found(store.meeting(id(5)).unwrap()).id, id(3));
    assert_eq!(found(store.meeting(id(4)).unwrap()).id, id(4));
}

fn a_name_given_out_once_is_gone_and_another_is_unknown(store: &dyn Store) {
    put_report(store, 1, "text", vec![mention(1, MentionKind::Quote, 1, &[])]);
    assert_eq!(store.quote(id(1)).unwrap(), Lookup::Unknown, "a mention without a record has no name yet");
    put_quotes(store, [quote(1, "words"), quote(2, "words")]);
    // The mention goes with its report, the record by name.
    store
        .commit(&Change {
            delete_reports: vec![report_id(1)],
            delete_records: vec![(MentionKind::Quote, id(1))],
            ..Change::default()
        })
        .unwrap();
    delete_record(store, MentionKind::Quote, 2);
    delete_record(store, MentionKind::Quote, 3);
    assert_eq!(store.record_of(MentionKind::Quote, id(1)).unwrap(), Lookup::Gone);
    assert_eq!(store.quote(id(1)).unwrap(), Lookup::Gone);
    assert_eq!(store.quote(id(2)).unwrap(), Lookup::Gone);
    assert_eq!(store.quote(id(3)).unwrap(), Lookup::Unknown);
    assert_eq!(store.meeting(id(1)).unwrap(), Lookup::Unknown);
    put_quotes(store, [quote(1, "words")]);
    assert_eq!(found(store.quote(id(1)).unwrap()), quote(1, "words"));
}

fn a_mention_that_moves_to_another_report_keeps_its_record(store: &dyn Store) {
    put_report(store, 1, "one", vec![mention(1, MentionKind::Meeting, 7, &["a"])]);
    put_meetings(store, [meeting(7)]);
    let moved = mention(2, MentionKind::Meeting, 7, &["a"]);
    store
        .commit(&Change {
            delete_reports: vec![report_id(1)],
            put_reports: vec![(report_id(2), report("two"), vec![moved.clone()])],
            ..Change::default()
        })
        .unwrap();
    assert_eq!(mentions_in(store, MentionKind::Meeting, "a"), [moved]);
    assert_eq!(found(store.meeting(id(7)).unwrap()), meeting(7));
}

fn deleting_and_putting_in_one_change_puts(store: &dyn Store) {
    let change = Change {
        delete_reports: vec![report_id(1)],
        put_reports: vec![(report_id(1), report("text"), Vec::new())],
        delete_records: vec![(MentionKind::Person, id(1))],
        put_records: vec![(Record::Person(person(1, "Ada Quill")), vec![id(1)])],
        ..Change::default()
    };
    for _ in 0..2 {
        store.commit(&change).unwrap();
        assert_eq!(found(store.report(report_id(1)).unwrap()), report("text"));
        assert_eq!(found(store.person(id(1)).unwrap()), person(1, "Ada Quill"));
        assert_eq!(store.counts().unwrap(), Counts { reports: 1, persons: 1, ..Counts::default() });
    }
}

fn references_are_given_out_as_present_names(store: &dyn Store) {
    put_merged(store, Record::Person(person(1, "Ada Quill")), &[1, 2]);
    put_merged(store, Record::Meeting(meeting(10)), &[10, 11]);
    let speech = QuoteRecord { person: Some(id(2)), meeting: Some(id(11)), ..quote(20, "words") };
    put_quotes(store, [speech]);
    let council = MeetingRecord {
        participants: vec![participant(Some(id(2)), "A. Quill"), participant(Some(id(3)), "B. Ink")],
        ..meeting(12)
    };
    put_meetings(store, [council]);
    let met = named(1, 1, 1, &[12, 11, 10, 99]);
    put_report(store, 1, "text", vec![met]);
    put_merged(store, Record::Person(person(1, "Ada Quill")), &[1, 2]);

    let speech = found(store.quote(id(20)).unwrap());
    assert_eq!((speech.person, speech.meeting), (Some(id(1)), Some(id(10))));
    let council = found(store.meeting(id(12)).unwrap());
    let persons: Vec<_> = council.participants.iter().map(|participant| participant.person).collect();
    assert_eq!(persons, [Some(id(1)), None], "a person without a record is named by their words alone");
    assert_eq!(found(store.person(id(2)).unwrap()).meetings, [id(10), id(12)], "each once, in order");

    let kept = found(store.quote_as_kept(id(20)).unwrap());
    assert_eq!((kept.person, kept.meeting), (Some(id(2)), Some(id(11))));
    let listed = store.list_meetings(&MeetingQuery { page_size: 10, ..MeetingQuery::default() }).unwrap();
    assert_eq!(listed.items[1].participants[0].person, Some(id(1)));

    // The person becomes part of another record; nothing that names them is written anew.
    store
        .commit(&Change {
            delete_records: vec![(MentionKind::Person, id(1))],
            put_records: vec![(Record::Person(person(0, "Ada B. Quill")), vec![id(0), id(1), id(2)])],
            ..Change::default()
        })
        .unwrap();
    assert_eq!(found(store.quote(id(20)).unwrap()).person, Some(id(0)));
    delete_record(store, MentionKind::Person, 0);
    assert_eq!(found(store.quote(id(20)).unwrap()).person, None);
}

fn mentions_that_are_alike_are_one_form(store: &dyn Store) {
    // Form 90 holds the mentions 2 and 3, of two reports; the mention 4 is alone.
    let ada =
        |forms: &[u8]| (Record::Person(person(2, "Ada Quill")), forms.iter().copied().map(id).collect());
    store
        .commit(&Change {
            put_reports: vec![
                (report_id(1), report("one"), vec![dated(named(1, 3, 90, &[12]), "2031-05-22")]),
                (
                    report_id(2),
                    report("two"),
                    vec![dated(named(2, 2, 90, &[11]), "2031-05-21"), named(2, 4, 4, &[])],
                ),
            ],
            put_records: vec![ada(&[4, 90])],
            ..Change::default()
        })
        .unwrap();
    put_meetings(store, [meeting(11), meeting(12)]);
    let kind = MentionKind::Person;
    let form = store.form(kind, id(90)).unwrap().unwrap();
    assert_eq!((form.id, form.sample.id, form.count), (id(90), id(2), 2));
    assert_eq!((form.first_published, form.last_published), (date("2031-05-21"), date("2031-05-22")));
    assert_eq!(store.form(kind, id(4)).unwrap().unwrap().count, 1);
    assert_eq!(store.form(kind, id(2)).unwrap(), None, "a mention of a form of several is no form");
    assert_eq!(store.forms_in(kind, "named").unwrap(), [id(4), id(90)]);
    assert_eq!(store.record_of_form(kind, id(90)).unwrap(), Some((id(2), vec![id(4), id(90)])));
    assert_eq!(mentions_in(store, kind, "named").len(), 3);
    for number in [2, 3, 4] {
        let found = found(store.person(id(number)).unwrap());
        assert_eq!(found.id, id(2));
        assert_eq!(found.meetings, [id(11), id(12)]);
        assert_eq!(found.mentions.len(), 3);
    }
    assert_eq!(store.mention_ids(kind, id(3)).unwrap(), [2, 3, 4].map(id).into());

    // A third mention changes the record, though what is kept of it stays.
    let before = store.sequence().unwrap();
    store
        .commit(&Change {
            put_reports: vec![(report_id(3), report("three"), vec![named(3, 5, 90, &[])])],
            put_records: vec![ada(&[4, 90])],
            ..Change::default()
        })
        .unwrap();
    let events = store.changes_after(before, 9).unwrap();
    assert_eq!(events[0].records, [RecordChange { kind, name: id(2), event: RecordEvent::Changed }]);
    assert_eq!(found(store.person(id(5)).unwrap()).mentions.len(), 4);

    // Two of its mentions go; then one leaves it for a form of its own.
    store
        .commit(&Change {
            delete_reports: vec![report_id(3)],
            put_reports: vec![(report_id(2), report("two"), vec![named(2, 4, 4, &[])])],
            delete_records: vec![(kind, id(2))],
            put_records: vec![(Record::Person(person(3, "Ada Quill")), vec![id(4), id(90)])],
            ..Change::default()
        })
        .unwrap();
    let form = store.form(kind, id(90)).unwrap().unwrap();
    assert_eq!((form.sample.id, form.count, form.first_published), (id(3), 1, date("2031-05-22")));
    assert_eq!(store.person(id(2)).unwrap(), Lookup::Gone);
    assert_eq!(store.person(id(5)).unwrap(), Lookup::Gone);
    assert_eq!(found(store.person(id(3)).unwrap()).meetings, [id(12)]);
    store
        .commit(&Change {
            put_reports: vec![(report_id(1), report("one"), vec![named(1, 3, 3, &[12])])],
            put_records: vec![(Record::Person(person(3, "Ada Quill")), vec![id(3), id(4)])],
            ..Change::default()
        })
        .unwrap();
    assert_eq!(store.form(kind, id(90)).unwrap(), None);
    assert_eq!(store.record_of_form(kind, id(90)).unwrap(), None);
    assert_eq!(store.forms_in(kind, "named").unwrap(), [id(3), id(4)]);
    assert_eq!(found(store.person(id(3)).unwrap()).meetings, [id(12)]);
    assert_eq!(store.mention_ids(kind, id(4)).unwrap(), [3, 4].map(id).into());
}

fn records_are_named_in_order_from_where_one_likes(store: &dyn Store) {
    // Longer than a chunk, so that a name could come twice.
    let long = "words ".repeat(3000);
    put_quotes(store, [quote(4, &long), quote(2, "words"), quote(8, &long)]);
    put_meetings(store, [meeting(3)]);
    let numbers = |kind, after: Option<u8>, limit| -> Vec<u8> {
        store.records(kind, after.map(id), limit).unwrap().into_iter().map(number_of).collect()
    };
    assert_eq!(numbers(MentionKind::Quote, None, 10), [2, 4, 8]);
    assert_eq!(numbers(MentionKind::Quote, Some(4), 10), [8]);
    assert_eq!(numbers(MentionKind::Quote, Some(3), 1), [4]);
    assert_eq!(numbers(MentionKind::Meeting, None, 10), [3]);
    assert_eq!(numbers(MentionKind::Person, None, 10), []);
}

fn counts_follow_every_change(store: &dyn Store) {
    let counts = |reports, meetings, persons, quotes| Counts { reports, meetings, persons, quotes };
    assert_eq!(store.counts().unwrap(), counts(0, 0, 0, 0));
    put_report(store, 1, "text", Vec::new());
    put_report(store, 1, "text", Vec::new());
    put_report(store, 2, "text", Vec::new());
    put_meetings(store, [meeting(1), meeting(2)]);
    put_meetings(store, [meeting(2)]);
    put(store, [Record::Person(person(1, "Ada Quill"))]);
    put_quotes(store, [quote(1, "a"), quote(2, "b"), quote(3, "c")]);
    assert_eq!(store.counts().unwrap(), counts(2, 2, 1, 3));
    delete_report(store, 2);
    delete_report(store, 2);
    delete_record(store, MentionKind::Quote, 2);
    delete_record(store, MentionKind::Quote, 2);
    assert_eq!(store.counts().unwrap(), counts(1, 2, 1, 2));
}

fn a_reader_sees_a_change_whole_or_not_at_all(store: &dyn Store) {
    let held_in = |city: &str| {
        [1, 2, 3].map(|number| MeetingRecord {
            city: text(city),
            start_date: date("2031-05"),
            ..meeting(number)
        })
    };
    put_meetings(store, held_in("Aldport"));
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !is_done.load(Ordering::SeqCst) || reads == 0 {
                let query = MeetingQuery { page_size: 10, ..MeetingQuery::default() };
                let cities: Vec<_> = store
                    .list_meetings(&query)
                    .unwrap()
                    .items
                    .into_iter()
                    .map(|meeting| meeting.city)
                    .collect();
                assert!(cities.len() == 3 && cities.iter().all(|city| *city == cities[0]), "{cities:?}");
                let in_one = listed(store, &MeetingQuery { city: text("Aldport"), ..query });
                assert!(in_one.len() == 3 || in_one.is_empty(), "{in_one:?}");
                reads += 1;
            }
        });
        for round in 0..40 {
            put_meetings(store, held_in(if round % 2 == 0 { "Brinmouth" } else { "Aldport" }));
        }
        is_done.store(true, Ordering::SeqCst);
        reader.join().unwrap();
    });
}

/// Meetings whose dates are of all sorts: known to the year, month and day, alike, and unknown.
fn put_dated_meetings(store: &dyn Store) {
    let dates = [
        (1, None),
        (2, Some("2031-05-21")),
        (3, Some("2031-05")),
        (4, Some("2031")),
        (5, Some("2030-12-31")),
        (6, Some("2031-05-21")),
        (7, None),
        (8, Some("2032-01-01")),
    ];
    put_meetings(
        store,
        dates.map(|(number, start)| MeetingRecord { start_date: start.and_then(date), ..meeting(number) }),
    );
}

fn meetings_come_by_date_then_name_and_undated_ones_last(store: &dyn Store) {
    put_dated_meetings(store);
    assert_eq!(listed(store, &MeetingQuery::default()), [5, 4, 3, 2, 6, 8, 1, 7]);
    let latest_first = MeetingQuery { order: MeetingOrder::StartDateDescending, ..MeetingQuery::default() };
    assert_eq!(listed(store, &latest_first), [8, 2, 6, 3, 4, 5, 1, 7]);
}

fn every_filter_of_meetings(store: &dyn Store) {
    let council = MeetingRecord {
        organization: text("Northern Lakes Organisation"),
        series: text("Council of Foreign Ministers"),
        country_code: country("KZ"),
        city: text("Port Émeric"),
        status: Some(MeetingStatus::Held),
        kind: Some(MeetingKind::Ministerial),
        start_date: date("2031-05-21"),
        topics: vec![topic("fishing"), topic("trade")],
        ..meeting(1)
    };
    put_meetings(store, [council.clone(), meeting(2)]);
    let everything = MeetingQuery {
        organization: text("northern lakes organization"),
        series: text("foreign minister"),
        country: country("KZ"),
        city: text("port emeric"),
        person: None,
        from: date("2031"),
        to: date("2031-06"),
        status: Some(MeetingStatus::Held),
        kind: Some(MeetingKind::Ministerial),
        text: text("lakes council"),
        topics: topics(&["trade", "free-trade"]),
        ..MeetingQuery::default()
    };
    assert_eq!(listed(store, &everything), [1]);
    let unless: [Unless<MeetingQuery>; 11] = [
        ("topics", |query| query.topics = topics(&["free-trade", "trad"])),
        ("no topic", |query| query.topics = topics(&[])),
        ("organization", |query| query.organization = text("Lakes Organization")),
        ("series", |query| query.series = text("defence ministers")),
        ("country", |query| query.country = country("UZ")),
        ("city", |query| query.city = text("Port")),
        ("from", |query| query.from = date("2032")),
        ("to", |query| query.to = date("2031-04")),
        ("status", |query| query.status = Some(MeetingStatus::Planned)),
        ("kind", |query| query.kind = Some(MeetingKind::Summit)),
        ("text", |query| query.text = text("lakes summit")),
    ];
    for (field, change) in unless {
        let mut query = everything.clone();
        change(&mut query);
        assert_eq!(listed(store, &query), [], "{field}");
    }
    // Each alone, so that each index is the one that is walked.
    let alone = [
        MeetingQuery { organization: everything.organization.clone(), ..MeetingQuery::default() },
        MeetingQuery { series: everything.series.clone(), ..MeetingQuery::default() },
        MeetingQuery { country: everything.country, ..MeetingQuery::default() },
        MeetingQuery { city: everything.city.clone(), ..MeetingQuery::default() },
        MeetingQuery { from: everything.from, ..MeetingQuery::default() },
        MeetingQuery { to: everything.to, ..MeetingQuery::default() },
        MeetingQuery { status: everything.status, ..MeetingQuery::default() },
        MeetingQuery { kind: everything.kind, ..MeetingQuery::default() },
        MeetingQuery { text: everything.text, ..MeetingQuery::default() },
    ];
    for query in alone {
        assert_eq!(listed(store, &query), [1], "{query:?}");
    }
}

fn meetings_by_words(store: &dyn Store) {
    put_meetings(
        store,
        [
            MeetingRecord {
                title: "Thirteenth Session".to_owned(),
                series: text("Secretaries"),
                ..meeting(1)
            },
            MeetingRecord { other_titles: vec!["Session of the Secretaries".to_owned()], ..meeting(2) },
            MeetingRecord { organization: text("Session Bureau"), city: text("Aldport"), ..meeting(3) },
        ],
    );
    let by_text = |words| listed(store, &MeetingQuery { text: text(words), ..MeetingQuery::default() });
    assert_eq!(by_text("sessions"), [1, 2, 3]);
    assert_eq!(by_text("secretaries session"), [1, 2]);
    assert_eq!(by_text("aldport bureau"), [3]);
    assert_eq!(by_text("session absent"), []);
    assert_eq!(by_text("…"), [1, 2, 3], "no word asks nothing");
    let by_series = |words| listed(store, &MeetingQuery { series: text(words), ..MeetingQuery::default() });
    assert_eq!(by_series("secretaries"), [1], "only the series counts");
}

fn meetings_by_date(store: &dyn Store) {
    put_meetings(
        store,
        [
            MeetingRecord { start_date: date("2031-05-21"), end_date: date("2031-05-23"), ..meeting(1) },
            MeetingRecord { start_date: date("2031-05"), ..meeting(2) },
            MeetingRecord { start_date: date("2031"), ..meeting(3) },
            MeetingRecord { end_date: date("2031-06-01"), ..meeting(4) },
            MeetingRecord { start_date: date("2031-05-20"), end_date: date("2031-05-02"), ..meeting(5) },
            meeting(6),
        ],
    );
    for order in [MeetingOrder::StartDate, MeetingOrder::StartDateDescending] {
        let between = |from: &str, to: &str| {
            let bound = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
            let query = MeetingQuery { from: bound(from), to: bound(to), order, ..MeetingQuery::default() };
            let mut numbers = listed(store, &query);
            numbers.sort_unstable();
            numbers
        };
        assert_eq!(between("2031-05-23", "2031-05-23"), [1, 2, 3]);
        assert_eq!(between("2031-05-24", "2031-05-24"), [2, 3]);
        assert_eq!(between("2031-05-20", "2031-05-20"), [2, 3, 5]);
        assert_eq!(between("2031-05-31", ""), [2, 3, 4]);
        assert_eq!(between("2031-06", "2031-06"), [3, 4]);
        assert_eq!(between("", "2031-05-01"), [2, 3]);
        assert_eq!(between("2031", "2031"), [1, 2, 3, 4, 5]);
        assert_eq!(between("2032", ""), []);
        assert_eq!(between("", "2030"), []);
        assert_eq!(
            between("2031-06", "2031-05"),
            [3],
            "a filter that runs backwards is held only by the vague"
        );
    }
}

fn meetings_by_person(store: &dyn Store) {
    let mut ada = person(1, "Ada Quill");
    ada.other_names = vec!["Adah Quille".to_owned()];
    put_merged(store, Record::Person(ada), &[1, 2]);
    put_merged(store, Record::Person(person(3, "Bo Ink")), &[3]);
    let with = |number, participants| MeetingRecord { participants, ..meeting(number) };
    put_meetings(
        store,
        [
            with(10, vec![participant(Some(id(1)), "Quill")]),
            with(11, vec![participant(Some(id(2)), "Ada Quill"), participant(Some(id(3)), "Bo Ink")]),
            with(12, vec![participant(None, "Ada Quill")]),
            with(13, vec![participant(Some(id(3)), "Bo Ink")]),
            with(14, vec![participant(None, "Ada Ink"), participant(None, "Bo Quill")]),
        ],
    );
    for order in [MeetingOrder::StartDate, MeetingOrder::StartDateDescending] {
        let by =
            |person| listed(store, &MeetingQuery { person: Some(person), order, ..MeetingQuery::default() });
        let named = |name: &str| by(PersonFilter::Name(name.to_owned()));
        assert_eq!(by(PersonFilter::Record(id(1))), [10, 11]);
        assert_eq!(by(PersonFilter::Record(id(2))), [10, 11], "any mention's name will do");
        assert_eq!(by(PersonFilter::Record(id(9))), []);
        assert_eq!(named("ada quill"), [10, 11, 12], "the record knows more spellings than a meeting");
        assert_eq!(named("Quille"), [10, 11]);
        assert_eq!(named("bo ink"), [11, 13], "words of two people are no name");
        assert_eq!(named("ink quill"), []);
    }
}

fn pages_of_meetings_are_complete_while_others_write(store: &dyn Store) {
    for order in [MeetingOrder::StartDate, MeetingOrder::StartDateDescending] {
        for filter in
            [MeetingQuery::default(), MeetingQuery { text: text("meeting"), ..MeetingQuery::default() }]
        {
            put_dated_meetings(store);
            let query = MeetingQuery { order, page_size: 2, ..filter };
            let whole = listed(store, &query);
            let pages = meeting_pages(store, &query, |number, page| {
                if number > 3 {
                    return;
                }
                // Before all, behind all that have a date; and the last one given goes.
                let dated = |number, start| MeetingRecord { start_date: date(start), ..meeting(number) };
                put_meetings(store, [dated(100 + number, "1999"), dated(150 + number, "2999")]);
                delete_record(store, MentionKind::Meeting, number_of(page.items.last().unwrap().id));
            });
            let given: Vec<u8> =
                pages.iter().flat_map(|page| &page.items).map(|meeting| number_of(meeting.id)).collect();
            let of_whole: Vec<u8> = given.iter().copied().filter(|number| whole.contains(number)).collect();
            assert_eq!(of_whole, whole);
            let mut once = given.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), given.len(), "none comes twice: {given:?}");
            for number in 101..=200 {
                delete_record(store, MentionKind::Meeting, number);
            }
        }
    }
}

fn a_page_token_serves_its_own_question_alone(store: &dyn Store) {
    put_dated_meetings(store);
    let meetings = MeetingQuery { page_size: 2, ..MeetingQuery::default() };
    let token = store.list_meetings(&meetings).unwrap().next_page_token;
    let refuses = |query: MeetingQuery| matches!(store.list_meetings(&query), Err(StoreError::BadPageToken));
    let with_token = MeetingQuery { page_token: token.clone(), ..meetings };
    assert!(!refuses(with_token.clone()));
    assert!(!refuses(MeetingQuery { page_size: 5, ..with_token.clone() }), "the size of pages may change");
    assert!(refuses(MeetingQuery { city: text("Aldport"), ..with_token.clone() }));
    assert!(refuses(MeetingQuery { order: MeetingOrder::StartDateDescending, ..with_token.clone() }));
    assert!(refuses(MeetingQuery { page_token: text("nonsense"), ..with_token.clone() }));
    assert!(refuses(MeetingQuery { page_token: text(""), ..with_token }));
}

fn a_list_index_follows_its_record(store: &dyn Store) {
    let put_in = |city: &str, start: &str| {
        put_meetings(store, [MeetingRecord { city: text(city), start_date: date(start), ..meeting(1) }]);
    };
    let in_city = |city: &str| listed(store, &MeetingQuery { city: text(city), ..MeetingQuery::default() });
    put_in("Aldport", "2031-05-21");
    put_in("Brinmouth", "2031-06-02");
    assert_eq!(in_city("Aldport"), []);
    assert_eq!(in_city("Brinmouth"), [1]);
    assert_eq!(listed(store, &MeetingQuery::default()), [1]);
    delete_record(store, MentionKind::Meeting, 1);
    assert_eq!(in_city("Brinmouth"), []);
    assert_eq!(listed(store, &MeetingQuery::default()), []);
}

fn a_page_size_of_nothing_is_taken_as_one(store: &dyn Store) {
    put_dated_meetings(store);
    assert_eq!(store.list_meetings(&MeetingQuery::default()).unwrap().items.len(), 1);
}

/// The feed in short: commit, kind, number and what happened.
fn feed(store: &dyn Store, after: u64, limit: usize) -> Vec<(u64, MentionKind, u8, RecordEvent)> {
    let commits = store.changes_after(after, limit).unwrap();
    assert!(commits.iter().all(|commit| !commit.records.is_empty()), "{commits:?}");
    let of_commit = |commit: &rapporteur_storage::CommitChanges| {
        let sequence = commit.sequence;
        let short = move |change: &rapporteur_storage::RecordChange| {
            (sequence, change.kind, number_of(change.name), change.event)
        };
        commit.records.iter().map(short).collect::<Vec<_>>()
    };
    commits.iter().flat_map(of_commit).collect()
}

fn a_commit_has_a_number_if_it_changes_something(store: &dyn Store) {
    assert_eq!((store.sequence().unwrap(), store.feed_start().unwrap()), (0, 0));
    let changes_something = |change: Change| {
        let before = store.sequence().unwrap();
        store.commit(&change).unwrap();
        store.sequence().unwrap() - before
    };
    let report = |words| Change {
        put_reports: vec![(report_id(1), report(words), vec![mention(1, MentionKind::Meeting, 1, &["a"])])],
        ..Change::default()
    };
    let record = |members: &[u8]| Change {
        put_records: vec![(Record::Meeting(meeting(1)), members.iter().map(|&number| id(number)).collect())],
        ..Change::default()
    };
    assert_eq!(changes_something(Change::default()), 0);
    assert_eq!(changes_something(report("text")), 1);
    assert_eq!(changes_something(report("text")), 0);
    assert_eq!(changes_something(record(&[1])), 1);
    assert_eq!(changes_something(record(&[1])), 0);
    assert_eq!(changes_something(record(&[1, 2])), 1);
    let nothing_there = Change {
        delete_reports: vec![report_id(9)],
        delete_records: vec![(MentionKind::Quote, id(9))],
        is_rebuilt: true,
        ..Change::default()
    };
    assert_eq!(changes_something(nothing_there), 0);
    assert_eq!(changes_something(Change { delete_reports: vec![report_id(1)], ..Change::default() }), 1);
}

fn the_feed_tells_what_became_of_records(store: &dyn Store) {
    use MentionKind::{Meeting, Person, Quote};
    use RecordEvent::{Changed, Created, Deleted, MergedInto};
    put_report(store, 1, "text", Vec::new());
    assert_eq!(feed(store, 0, 99), [], "a report is no record");
    put(store, [Record::Quote(quote(5, "words")), Record::Meeting(meeting(4)), Record::Meeting(meeting(3))]);
    assert_eq!(
        feed(store, 1, 99),
        [(2, Meeting, 3, Created), (2, Meeting, 4, Created), (2, Quote, 5, Created)]
    );
    // One as it was, one in other words, one made of more mentions.
    put_merged(store, Record::Meeting(meeting(4)), &[4, 6]);
    put(store, [Record::Quote(quote(5, "other words")), Record::Meeting(meeting(3))]);
    assert_eq!(feed(store, 2, 99), [(3, Meeting, 4, Changed), (4, Quote, 5, Changed)]);
    // A new mention joins the two meetings.
    store
        .commit(&Change {
            delete_records: vec![(Meeting, id(3)), (Meeting, id(4)), (Quote, id(5)), (Person, id(9))],
            put_records: vec![(Record::Meeting(meeting(2)), vec![id(2), id(3), id(4), id(6)])],
            ..Change::default()
        })
        .unwrap();
    assert_eq!(
        feed(store, 4, 99),
        [
            (5, Meeting, 2, Created),
            (5, Meeting, 3, MergedInto(id(2))),
            (5, Meeting, 4, MergedInto(id(2))),
            (5, Quote, 5, Deleted),
        ]
    );
    // And parts them again.
    store
        .commit(&Change {
            delete_records: vec![(Meeting, id(2))],
            put_records: vec![
                (Record::Meeting(meeting(3)), vec![id(3)]),
                (Record::Meeting(meeting(4)), vec![id(4), id(6)]),
            ],
            ..Change::default()
        })
        .unwrap();
    assert_eq!(
        feed(store, 5, 99),
        [(6, Meeting, 2, Deleted), (6, Meeting, 3, Created), (6, Meeting, 4, Created)]
    );
    // Taken away and written in one change: it was there before and is there after.
    store
        .commit(&Change {
            delete_records: vec![(Meeting, id(3)), (Meeting, id(4))],
            put_records: vec![
                (Record::Meeting(meeting(3)), vec![id(3)]),
                (Record::Meeting(MeetingRecord { city: text("Aldport"), ..meeting(4) }), vec![id(4), id(6)]),
            ],
            ..Change::default()
        })
        .unwrap();
    assert_eq!(feed(store, 6, 99), [(7, Meeting, 4, Changed)]);
}

fn the_feed_is_read_in_pages_of_whole_commits(store: &dyn Store) {
    put_quotes(store, [quote(1, "a"), quote(2, "b"), quote(3, "c")]);
    put_report(store, 1, "text", Vec::new());
    put_quotes(store, [quote(4, "d")]);
    put_quotes(store, [quote(5, "e")]);
    let numbers = |after, limit| -> Vec<u8> {
        feed(store, after, limit).into_iter().map(|(_, _, number, _)| number).collect()
    };
    assert_eq!(numbers(0, 0), []);
    assert_eq!(numbers(0, 1), [1, 2, 3]);
    assert_eq!(numbers(0, 4), [1, 2, 3, 4]);
    assert_eq!(numbers(1, 1), [4]);
    assert_eq!(numbers(2, 99), [4, 5]);
    assert_eq!(numbers(4, 99), []);
    assert_eq!(numbers(u64::MAX, 99), []);
}

fn a_change_of_the_feed_of_any_size_is_found(store: &dyn Store) {
    // Names of ten bytes, so that one commit's part of the feed is longer than a chunk of the store.
    let named = |number: u16| {
        let [high, low] = number.to_be_bytes();
        let id = rapporteur_model::RecordId::from_bytes([0, 0, 0, 0, 0, 0, 0, 1, high, low]);
        (Record::Quote(QuoteRecord { id, ..quote(0, "words") }), vec![id])
    };
    let put_records: Vec<_> = (0..2000).map(named).collect();
    store.commit(&Change { put_records, ..Change::default() }).unwrap();
    put_quotes(store, [quote(1, "words")]);
    let commits = store.changes_after(0, 5000).unwrap();
    let sizes: Vec<usize> = commits.iter().map(|commit| commit.records.len()).collect();
    assert_eq!(sizes, [2000, 1]);
    assert!(commits[0].records.is_sorted());
}

fn mentions_of_records_and_of_persons_by_name(store: &dyn Store) {
    let mut ada = person(1, "Ada Quill");
    ada.other_names = vec!["Adah Quille".to_owned()];
    put_merged(store, Record::Person(ada), &[1, 2]);
    put_merged(store, Record::Person(person(3, "Bo Quill")), &[3]);
    let of = |number| -> Vec<u8> {
        store.mention_ids(MentionKind::Person, id(number)).unwrap().into_iter().map(number_of).collect()
    };
    assert_eq!((of(1), of(2), of(3), of(9)), (vec![1, 2], vec![1, 2], vec![3], vec![]));
    assert!(store.mention_ids(MentionKind::Meeting, id(1)).unwrap().is_empty());
    let named =
        |name: &str| -> Vec<u8> { store.persons_named(name).unwrap().into_iter().map(number_of).collect() };
    assert_eq!(named("quill"), [1, 2, 3]);
    assert_eq!(named("QUILLE, Ada"), [1, 2]);
    assert_eq!(named("ink"), []);
    assert_eq!(named("…"), []);
}

fn names_that_are_gone_are_listed_in_order_and_can_be_brought_from_elsewhere(store: &dyn Store) {
    use MentionKind::{Meeting, Quote};
    put_report(store, 1, "text", vec![mention(1, Meeting, 1, &["a"])]);
    put(store, [Record::Meeting(meeting(1)), Record::Meeting(meeting(2))]);
    assert_eq!(store.gone(None, 9).unwrap(), []);
    let here = [GoneName::Report(report_id(1)), GoneName::Record(Meeting, id(1))];
    let elsewhere =
        [GoneName::Report(report_id(7)), GoneName::Record(Meeting, id(5)), GoneName::Record(Quote, id(1))];
    let put_gone = here.into_iter().chain(elsewhere).collect();
    store.commit(&Change { put_gone, ..Change::default() }).unwrap();
    // What leads somewhere goes on to.
    assert_eq!(store.gone(None, 9).unwrap(), elsewhere);
    assert_eq!(store.gone(None, 2).unwrap(), elsewhere[..2]);
    assert_eq!(store.gone(Some(elsewhere[0]), 9).unwrap(), elsewhere[1..]);
    assert_eq!(store.gone(Some(elsewhere[2]), 9).unwrap(), []);
    assert_eq!(store.report(report_id(7)).unwrap(), Lookup::Gone);
    assert_eq!(store.quote(id(1)).unwrap(), Lookup::Gone);
    assert!(matches!(store.meeting(id(1)).unwrap(), Lookup::Found(_)));
    // What comes back is gone no more.
    put_report(store, 7, "text", Vec::new());
    put(store, [Record::Meeting(meeting(5))]);
    assert_eq!(store.gone(None, 9).unwrap(), elsewhere[2..]);
}

fn a_store_that_is_restored_begins_its_feed_behind_that_of_the_other(store: &dyn Store) {
    let begins = Change { restoring: Some(Restoring::Begins { feed_after: 70 }), ..Change::default() };
    store.commit(&begins).unwrap();
    assert_eq!((store.sequence().unwrap(), store.feed_start().unwrap()), (70, 70));
    put(store, [Record::Meeting(meeting(1))]);
    store.commit(&Change { restoring: Some(Restoring::Ends), ..Change::default() }).unwrap();
    assert_eq!(feed(store, 70, 9), [(71, MentionKind::Meeting, 1, RecordEvent::Created)]);
}
