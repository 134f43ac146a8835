//! What is searched, one behaviour a test, over every store.

use rapporteur_model::{
    extraction::Delegation,
    mention::MentionKind,
    record::{MeetingRecord, QuoteRecord, Record},
    vocabulary::QuoteKind,
};
use rapporteur_search::{Facet, FacetCounts, QuoteOrder, QuoteQuery, SearchError};
use rapporteur_storage::{MemoryStore, PersonFilter, SledStore, StoreError};

use crate::build::*;

/// The numbers of no quotations.
const NOTHING: [u8; 0] = [];

/// A field of a question, and what makes it one that nothing answers.
type Unless<Q> = (&'static str, fn(&mut Q));

/// Runs each test over each store.
macro_rules! over_every_store {
    ($($test:ident)+) => {
        mod memory_store {
            $(#[test]
            fn $test() {
                super::$test(&super::Searched::over(super::MemoryStore::new()));
            })+
        }

        mod sled_store {
            $(#[test]
            fn $test() {
                let directory = tempfile::tempdir().unwrap();
                let store = super::SledStore::open(directory.path()).unwrap();
                super::$test(&super::Searched::over(store));
            })+
        }
    };
}

over_every_store! {
    quotations_by_words
    quotations_are_found_by_the_words_of_all_renderings
    no_phrase_runs_over_two_renderings
    all_quotations_when_no_word_is_asked
    the_better_quotation_comes_first_and_ties_go_by_name
    matches_are_where_the_words_stand
    every_filter_of_quotations
    quotations_by_date
    quotations_by_speaker
    pages_of_quotations_are_complete_while_others_write
    a_query_that_cannot_be_read_says_why
    a_word_index_follows_its_record
    a_page_token_serves_its_own_question_alone
    a_page_size_of_nothing_is_taken_as_one
    several_words_that_name_a_topic_find_what_speaks_of_it
    a_name_that_nobody_bears_is_taken_for_one_spelt_nearly_so
    answers_are_counted_by_facet
    spellings_of_a_name_are_counted_as_one
    a_series_is_that_of_the_meeting_as_it_is_now
    references_are_followed_when_records_merge_and_part
}

fn quotations_by_words(searched: &Searched) {
    put_quotes(
        &*searched.store,
        [
            quote(1, "Trade is the cornerstone of our partnership."),
            quote(2, "Security is a cornerstone; trade will follow."),
            quote(3, "We shall defend free trade and oppose terrorism."),
            quote(4, "Le café organise la coopération, said nobody."),
            quote(5, "The counter-terrorism exercise began."),
        ],
    );
    assert_eq!(searched.holding("trade"), [1, 2, 3]);
    assert_eq!(searched.holding("TRADE Cornerstones"), [1, 2], "all words, their case and number aside");
    assert_eq!(searched.holding("\"free trade\""), [3]);
    assert_eq!(searched.holding("“trade free”"), NOTHING);
    assert_eq!(searched.holding("security OR terrorism"), [2, 3, 5]);
    assert_eq!(searched.holding("trade security OR defend"), [2, 3]);
    assert_eq!(searched.holding("trade -cornerstone"), [3]);
    assert_eq!(searched.holding("terrorism -\"free trade\""), [5]);
    assert_eq!(searched.holding("cafe cooperation"), [4], "accents do not count");
    assert_eq!(searched.holding("counter-terrorism"), [5]);
    assert_eq!(searched.holding("counterterrorism"), NOTHING);
    assert_eq!(searched.holding("absent"), NOTHING);
    assert_eq!(searched.holding("\"is the cornerstone of our partnership\""), [1]);
}

fn quotations_are_found_by_the_words_of_all_renderings(searched: &Searched) {
    let renderings = vec![rendering("Trade unites us."), rendering("Commerce binds us.")];
    put_quotes(
        &*searched.store,
        [QuoteRecord { renderings, ..quote(1, "Trade unites us.") }, quote(2, "Trade divides.")],
    );
    assert_eq!(searched.holding("commerce"), [1]);
    assert_eq!(searched.holding("trade commerce"), [1]);
    assert_eq!(searched.holding("trade -commerce"), [2]);
    let query = QuoteQuery { words: "commerce".to_owned(), page_size: 1, ..QuoteQuery::default() };
    let hit = searched.index.search(&query).unwrap().hits.remove(0);
    assert!(hit.matches.is_empty(), "the preferred words do not hold it");
    assert!(hit.score > 0.0);
}

fn no_phrase_runs_over_two_renderings(searched: &Searched) {
    let renderings = vec![rendering("first last"), rendering("first words")];
    put_quotes(&*searched.store, [QuoteRecord { renderings, ..quote(1, "first last") }]);
    assert_eq!(searched.holding("\"last first\""), NOTHING);
    assert_eq!(searched.holding("\"first words\""), [1]);
}

fn all_quotations_when_no_word_is_asked(searched: &Searched) {
    put_quotes(&*searched.store, [quote(2, "trade"), quote(1, ""), quote(3, "peace")]);
    assert_eq!(searched.search(&QuoteQuery::default()), [1, 2, 3]);
    assert_eq!(searched.search(&QuoteQuery { words: "  ".to_owned(), ..QuoteQuery::default() }), [1, 2, 3]);
}

fn the_better_quotation_comes_first_and_ties_go_by_name(searched: &Searched) {
    put_quotes(
        &*searched.store,
        [
            quote(5, "Trade will grow in every one of our many countries this year."),
            quote(2, "Trade, trade, trade and a cornerstone."),
            quote(3, "Trade will grow."),
            quote(1, "Trade will grow."),
            quote(4, "Unrelated words about the weather."),
        ],
    );
    let ranked =
        |words: &str| searched.search(&QuoteQuery { words: words.to_owned(), ..QuoteQuery::default() });
    assert_eq!(ranked("trade"), [2, 1, 3, 5], "often before seldom, short before long");
    assert_eq!(ranked("weather OR grow"), [4, 1, 3, 5], "the rare word counts for more");
    let query = QuoteQuery { words: "trade".to_owned(), page_size: 10, ..QuoteQuery::default() };
    let scores: Vec<f32> = searched.index.search(&query).unwrap().hits.iter().map(|hit| hit.score).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b) && scores.iter().all(|score| *score > 0.0), "{scores:?}");
}

fn matches_are_where_the_words_stand(searched: &Searched) {
    let words = "“Coopération”, he said: cooperation’s fruits, free cooperation.";
    put_quotes(&*searched.store, [quote(1, words)]);
    let marked = |query: &str| -> Vec<&str> {
        let query = QuoteQuery { words: query.to_owned(), page_size: 1, ..QuoteQuery::default() };
        let hit = searched.index.search(&query).unwrap().hits.remove(0);
        hit.matches.into_iter().map(|range| &words[range]).collect()
    };
    assert_eq!(marked("cooperation"), ["Coopération", "cooperation’s", "cooperation"]);
    assert_eq!(marked("\"free cooperation\" fruit"), ["fruits", "free", "cooperation"]);
    assert_eq!(marked(""), Vec::<&str>::new());
}

fn every_filter_of_quotations(searched: &Searched) {
    put_merged(&*searched.store, Record::Meeting(meeting(10)), &[10, 11]);
    put_merged(&*searched.store, Record::Person(person(1, "Ada Quill")), &[1]);
    let speech = QuoteRecord {
        kind: QuoteKind::Indirect,
        speaker: text("Ada Quill"),
        person: Some(id(1)),
        speaker_delegations: vec![
            Delegation { country_code: country("KZ"), organization: None },
            Delegation { country_code: country("UZ"), organization: text("Northern Lakes Organisation") },
        ],
        meeting: Some(id(11)),
        meeting_organization: text("Bureau of Tides"),
        say_date: date("2031-05-21"),
        topics: vec![topic("trade")],
        ..quote(20, "Trade is the cornerstone.")
    };
    put_quotes(&*searched.store, [speech, quote(21, "Trade is the cornerstone.")]);
    let everything = QuoteQuery {
        words: "cornerstone".to_owned(),
        speaker: Some(PersonFilter::Name("quill".to_owned())),
        country: country("UZ"),
        organization: text("Northern Lakes Organization"),
        meeting: Some(id(10)),
        topics: topics(&["trade", "free-trade"]),
        kind: Some(QuoteKind::Indirect),
        from: date("2031-05"),
        to: date("2031-05-21"),
        ..QuoteQuery::default()
    };
    assert_eq!(searched.search(&everything), [20]);
    let unless: [Unless<QuoteQuery>; 10] = [
        ("topics", |query| query.topics = topics(&["free-trade", "trad"])),
        ("no topic", |query| query.topics = topics(&[])),
        ("words", |query| query.words = "absent".to_owned()),
        ("speaker", |query| query.speaker = Some(PersonFilter::Name("ink".to_owned()))),
        ("country", |query| query.country = country("FR")),
        ("organization", |query| query.organization = text("Lakes")),
        ("meeting", |query| query.meeting = Some(id(20))),
        ("kind", |query| query.kind = Some(QuoteKind::Direct)),
        ("from", |query| query.from = date("2031-06")),
        ("to", |query| query.to = date("2031-05-20")),
    ];
    for (field, change) in unless {
        let mut query = everything.clone();
        change(&mut query);
        assert_eq!(searched.search(&query), NOTHING, "{field}");
    }
    let alone = [
        QuoteQuery { speaker: everything.speaker.clone(), ..QuoteQuery::default() },
        QuoteQuery { country: country("KZ"), ..QuoteQuery::default() },
        QuoteQuery { organization: text("bureau of tides"), ..QuoteQuery::default() },
        QuoteQuery { meeting: Some(id(11)), ..QuoteQuery::default() },
        QuoteQuery { kind: everything.kind, ..QuoteQuery::default() },
        QuoteQuery { from: everything.from, ..QuoteQuery::default() },
        QuoteQuery { to: everything.to, ..QuoteQuery::default() },
    ];
    for query in alone {
        assert_eq!(searched.search(&query), [20], "{query:?}");
    }
}

fn quotations_by_date(searched: &Searched) {
    let said = |number, say_date: &str| QuoteRecord { say_date: date(say_date), ..quote(number, "words") };
    put_quotes(
        &*searched.store,
        [
            quote(1, "words"),
            said(2, "2031-05-21"),
            said(3, "2031-05"),
            said(4, "2030"),
            said(5, "2031-05-21"),
        ],
    );
    let by = |order| searched.search(&QuoteQuery { order, ..QuoteQuery::default() });
    assert_eq!(by(QuoteOrder::SayDate), [4, 3, 2, 5, 1]);
    assert_eq!(by(QuoteOrder::SayDateDescending), [2, 5, 3, 4, 1]);
    let in_may = QuoteQuery { from: date("2031-05-22"), to: date("2031-05"), ..QuoteQuery::default() };
    assert_eq!(searched.search(&in_may), [3]);
}

fn quotations_by_speaker(searched: &Searched) {
    let mut ada = person(1, "Ada Quill");
    ada.other_names = vec!["Adah Quille".to_owned()];
    put_merged(&*searched.store, Record::Person(ada), &[1, 2]);
    let by = |number, speaker: &str, person: Option<u8>| QuoteRecord {
        speaker: text(speaker),
        person: person.map(id),
        ..quote(number, "words")
    };
    put_quotes(
        &*searched.store,
        [by(10, "Quill", Some(2)), by(11, "Ada Quill", None), by(12, "Bo Ink", Some(3))],
    );
    let spoken = |speaker| searched.search(&QuoteQuery { speaker: Some(speaker), ..QuoteQuery::default() });
    let named = |name: &str| spoken(PersonFilter::Name(name.to_owned()));
    assert_eq!(spoken(PersonFilter::Record(id(1))), [10]);
    assert_eq!(spoken(PersonFilter::Record(id(2))), [10]);
    assert_eq!(spoken(PersonFilter::Record(id(3))), NOTHING, "no record has that mention");
    assert_eq!(named("ada quill"), [10, 11]);
    assert_eq!(named("quille"), [10]);
    assert_eq!(named("ada ink"), NOTHING);
    assert_eq!(named("ink"), [12]);
}

fn pages_of_quotations_are_complete_while_others_write(searched: &Searched) {
    for order in [QuoteOrder::Relevance, QuoteOrder::SayDate, QuoteOrder::SayDateDescending] {
        for words in ["trade", "trade OR peace", ""] {
            put_quotes(
                &*searched.store,
                (1..=9).map(|number| QuoteRecord {
                    say_date: (number % 3 != 0).then(|| format!("203{}", number % 3).parse().unwrap()),
                    ..quote(number, &("trade ".repeat(usize::from(number % 4) + 1) + "and peace and more"))
                }),
            );
            let query = QuoteQuery { words: words.to_owned(), order, page_size: 2, ..QuoteQuery::default() };
            let whole = searched.search(&query);
            assert_eq!(whole.len(), 9);
            let pages = quote_pages(&searched.index, &query, |number, page| {
                if number > 3 {
                    return;
                }
                // What is written in between makes rare words common, and quotations longer on the whole.
                let long = "peace and trade in abundance ".repeat(usize::from(number) * 3);
                put_quotes(
                    &*searched.store,
                    [quote(100 + number, &long), quote(150 + number, "other things")],
                );
                delete_record(
                    &*searched.store,
                    MentionKind::Quote,
                    number_of(page.hits.last().unwrap().quote.id),
                );
            });
            let given: Vec<u8> =
                pages.iter().flat_map(|page| &page.hits).map(|hit| number_of(hit.quote.id)).collect();
            let of_whole: Vec<u8> = given.iter().copied().filter(|number| whole.contains(number)).collect();
            assert_eq!(of_whole, whole, "{words} {order:?}");
            let mut once = given.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), given.len(), "none comes twice: {given:?}");
            for number in 101..=200 {
                delete_record(&*searched.store, MentionKind::Quote, number);
            }
        }
    }
}

fn a_query_that_cannot_be_read_says_why(searched: &Searched) {
    let reason = |words: &str| {
        let query = QuoteQuery { words: words.to_owned(), page_size: 1, ..QuoteQuery::default() };
        match searched.index.search(&query) {
            Err(error @ SearchError::BadQuery { .. }) => error.to_string(),
            other => panic!("{words}: {other:?}"),
        }
    };
    assert_eq!(
        reason("\"joint statement"),
        "a quotation mark has no partner; close the phrase or leave the mark out"
    );
    assert_eq!(reason("-war"), "the query only says which words must not be there; add one to look for");
}

fn a_word_index_follows_its_record(searched: &Searched) {
    put_quotes(&*searched.store, [QuoteRecord { speaker: text("Ada Quill"), ..quote(1, "trade and peace") }]);
    put_quotes(&*searched.store, [QuoteRecord { speaker: text("Bo Ink"), ..quote(1, "peace and war") }]);
    assert_eq!(searched.holding("trade"), NOTHING);
    assert_eq!(searched.holding("\"peace and war\""), [1]);
    let by = |name: &str| {
        let speaker = Some(PersonFilter::Name(name.to_owned()));
        searched.search(&QuoteQuery { speaker, ..QuoteQuery::default() })
    };
    assert_eq!((by("quill"), by("ink")), (vec![], vec![1]));
    delete_record(&*searched.store, MentionKind::Quote, 1);
    assert_eq!(searched.holding("peace"), NOTHING);
    assert_eq!(searched.search(&QuoteQuery::default()), NOTHING);
}

fn a_page_token_serves_its_own_question_alone(searched: &Searched) {
    put_quotes(&*searched.store, [quote(1, "words"), quote(2, "words"), quote(3, "words")]);
    let quotes = QuoteQuery { page_size: 2, ..QuoteQuery::default() };
    let page_token = searched.index.search(&quotes).unwrap().next_page_token;
    let refuses = |query: QuoteQuery| {
        matches!(searched.index.search(&query), Err(SearchError::Store(StoreError::BadPageToken)))
    };
    let with_token = QuoteQuery { page_token, ..quotes };
    assert!(!refuses(with_token.clone()));
    assert!(!refuses(QuoteQuery { page_size: 5, ..with_token.clone() }), "the size of pages may change");
    assert!(refuses(QuoteQuery { words: "words".to_owned(), ..with_token.clone() }));
    assert!(refuses(QuoteQuery { order: QuoteOrder::SayDate, ..with_token.clone() }));
    assert!(refuses(QuoteQuery { page_token: text("nonsense"), ..with_token }));
}

fn a_page_size_of_nothing_is_taken_as_one(searched: &Searched) {
    put_quotes(&*searched.store, [quote(1, "words"), quote(2, "words")]);
    assert_eq!(searched.index.search(&QuoteQuery::default()).unwrap().hits.len(), 1);
}

fn several_words_that_name_a_topic_find_what_speaks_of_it(searched: &Searched) {
    let on = |number, words, topics: &[&str]| QuoteRecord {
        topics: topics.iter().map(|id| topic(id)).collect(),
        ..quote(number, words)
    };
    put_quotes(
        &*searched.store,
        [
            on(1, "We fight separatism, extremism and terrorism.", &["three-evils"]),
            on(2, "The three evil forces must go.", &["three-evils"]),
            on(3, "Three forces, none of them evil.", &[]),
            on(4, "Forces of nature.", &[]),
        ],
    );
    assert_eq!(searched.holding("three evil forces"), [1, 2, 3]);
    assert_eq!(searched.holding("\"three evil forces\""), [1, 2]);
    assert_eq!(searched.holding("three evil forces -fight"), [2, 3]);
    assert_eq!(searched.holding("evil forces"), [2, 3]);
    assert_eq!(searched.holding("\"three evil forces\" OR nature"), [1, 2, 4]);
    assert_eq!(searched.holding("forces -\"three evil forces\""), [3, 4], "what must not be there is words");
}

fn a_name_that_nobody_bears_is_taken_for_one_spelt_nearly_so(searched: &Searched) {
    let by = |number, speaker: &str| QuoteRecord { speaker: text(speaker), ..quote(number, "words") };
    put_quotes(
        &*searched.store,
        [by(1, "Daniyar Seitqazin"), by(2, "Daniyar Seitkazin"), by(3, "Bo Ink"), by(4, "Bo Quill")],
    );
    let named = |name: &str| {
        let speaker = Some(PersonFilter::Name(name.to_owned()));
        searched.search(&QuoteQuery { speaker, ..QuoteQuery::default() })
    };
    assert_eq!(named("seitqazin"), [1], "spelt as somebody is, it is nobody else");
    assert_eq!(named("Seitgazin"), [1, 2]);
    assert_eq!(named("Daniar Seitkazin"), [2]);
    assert_eq!(named("Qull"), [4]);
    assert_eq!(named("Imk"), NOTHING, "short names are not guessed");
    assert_eq!(named("Seitgazin Quill"), NOTHING);
    // What follows a first page is spelt as that was, though somebody bears the name by now.
    let speaker = Some(PersonFilter::Name("Seitgazin".to_owned()));
    let query = QuoteQuery { speaker, page_size: 1, ..QuoteQuery::default() };
    let pages = quote_pages(&searched.index, &query, |_, _| {
        put_quotes(&*searched.store, [by(9, "Daniyar Seitgazin")]);
    });
    let given: Vec<u8> =
        pages.iter().flat_map(|page| &page.hits).map(|hit| number_of(hit.quote.id)).collect();
    assert_eq!(given, [1, 2, 9]);
}

/// The counts of one facet, in short.
fn counted(searched: &Searched, facet: Facet, query: QuoteQuery) -> Vec<(String, u64)> {
    let page = searched.index.search(&QuoteQuery { facets: [facet].into(), page_size: 1, ..query }).unwrap();
    let [FacetCounts { facet: of, values, distinct }] = page.facets.try_into().unwrap();
    assert_eq!((of, distinct), (facet, values.len()));
    values.into_iter().map(|value| (value.value, value.count)).collect()
}

fn in_short(counts: &[(&str, u64)]) -> Vec<(String, u64)> {
    counts.iter().map(|&(value, count)| (value.to_owned(), count)).collect()
}

fn answers_are_counted_by_facet(searched: &Searched) {
    for facet in Facet::ALL {
        assert_eq!(counted(searched, facet, QuoteQuery::default()), in_short(&[]), "{facet:?}");
    }
    put_meetings(
        &*searched.store,
        [MeetingRecord { series: text("Council of Ministers"), ..meeting(10) }, meeting(11)],
    );
    let by = |number, words, speaker: &str, code, organization: &str, said, at| QuoteRecord {
        speaker: text(speaker),
        speaker_delegations: vec![Delegation { country_code: country(code), organization: None }],
        meeting_organization: text(organization),
        say_date: date(said),
        meeting: Some(id(at)),
        ..quote(number, words)
    };
    put_quotes(
        &*searched.store,
        [
            by(1, "trade", "Ada Quill", "KZ", "Bureau of Tides", "2031-05", 10),
            by(2, "trade", "Ada Quill", "UZ", "Bureau of Tides", "2031", 10),
            by(3, "peace", "Bo Ink", "UZ", "Lakes Union", "2030-12-31", 11),
            QuoteRecord { kind: QuoteKind::Mixed, ..quote(4, "trade") },
        ],
    );
    let all = |facet| counted(searched, facet, QuoteQuery::default());
    assert_eq!(all(Facet::Speaker), in_short(&[("Ada Quill", 2), ("Bo Ink", 1)]));
    assert_eq!(all(Facet::Country), in_short(&[("UZ", 2), ("KZ", 1)]));
    assert_eq!(all(Facet::Organization), in_short(&[("Bureau of Tides", 2), ("Lakes Union", 1)]));
    assert_eq!(all(Facet::Series), in_short(&[("Council of Ministers", 2)]));
    assert_eq!(all(Facet::Kind), in_short(&[("direct", 3), ("mixed", 1)]));
    assert_eq!(all(Facet::Year), in_short(&[("2031", 2), ("2030", 1)]));
    let trade = || QuoteQuery { words: "trade".to_owned(), ..QuoteQuery::default() };
    assert_eq!(counted(searched, Facet::Kind, trade()), in_short(&[("direct", 2), ("mixed", 1)]));
    let in_uz = QuoteQuery { country: country("UZ"), ..trade() };
    assert_eq!(counted(searched, Facet::Speaker, in_uz), in_short(&[("Ada Quill", 1)]));
    delete_record(&*searched.store, MentionKind::Quote, 1);
    assert_eq!(all(Facet::Speaker), in_short(&[("Ada Quill", 1), ("Bo Ink", 1)]), "ties go by value");
}

fn spellings_of_a_name_are_counted_as_one(searched: &Searched) {
    let of = |number, name: &str| QuoteRecord {
        meeting_organization: text(name),
        speaker_delegations: vec![Delegation {
            country_code: None,
            organization: text("Lakes Organization"),
        }],
        ..quote(number, "words")
    };
    // In commits of their own, so that they may lie in segments of their own.
    for (number, name) in [
        (1, "Lakes Organisation"),
        (2, "Lakes Organisation"),
        (3, "LAKES organization"),
        (4, "Péter’s Union"),
    ] {
        put_quotes(&*searched.store, [of(number, name)]);
        searched.index.catch_up().unwrap();
    }
    assert_eq!(
        counted(searched, Facet::Organization, QuoteQuery::default()),
        in_short(&[("Lakes Organization", 4), ("Péter’s Union", 1)])
    );
}

fn a_series_is_that_of_the_meeting_as_it_is_now(searched: &Searched) {
    let series = || counted(searched, Facet::Series, QuoteQuery::default());
    let at = |number, meeting| QuoteRecord { meeting: Some(id(meeting)), ..quote(number, "words") };
    put_quotes(&*searched.store, [at(1, 10), at(2, 11), at(3, 12)]);
    assert_eq!(series(), in_short(&[]));
    let of_series = |number, name: &str| MeetingRecord { series: text(name), ..meeting(number) };
    put_merged(&*searched.store, Record::Meeting(of_series(10, "Council")), &[10, 11]);
    put_meetings(&*searched.store, [of_series(12, "Forum")]);
    assert_eq!(series(), in_short(&[("Council", 2), ("Forum", 1)]));
    // Only the meeting changes, not what was said there.
    put_merged(&*searched.store, Record::Meeting(of_series(10, "Council of Ministers")), &[10]);
    put_merged(&*searched.store, Record::Meeting(of_series(11, "Forum")), &[11]);
    assert_eq!(series(), in_short(&[("Forum", 2), ("Council of Ministers", 1)]));
    put_merged(&*searched.store, Record::Meeting(meeting(11)), &[11]);
    assert_eq!(series(), in_short(&[("Council of Ministers", 1), ("Forum", 1)]));
}

fn references_are_followed_when_records_merge_and_part(searched: &Searched) {
    let by = |number, person| QuoteRecord { person: Some(id(person)), ..quote(number, "words") };
    put_merged(&*searched.store, Record::Person(person(1, "Ada Quill")), &[1, 2]);
    put_quotes(&*searched.store, [by(10, 1), by(11, 2), by(12, 3)]);
    let spoken = |number| {
        let speaker = Some(PersonFilter::Record(id(number)));
        searched.search(&QuoteQuery { speaker, ..QuoteQuery::default() })
    };
    assert_eq!((spoken(1), spoken(2), spoken(3)), (vec![10, 11], vec![10, 11], vec![]));
    // Nothing that names them is written anew.
    put(&*searched.store, [Record::Person(person(1, "Ada Quill")), Record::Person(person(2, "Bo Ink"))]);
    assert_eq!((spoken(1), spoken(2)), (vec![10], vec![11]));
    put_merged(&*searched.store, Record::Person(person(0, "Ada Quill")), &[0, 1, 2, 3]);
    assert_eq!(spoken(3), [10, 11, 12]);
}
