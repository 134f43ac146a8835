//! What holds for any bytes.

use proptest::{prelude::*, sample::select};
use rapporteur_parsing::{MAX_REPORT_BYTES, ParseError, Parsed, parse};

use crate::places::problems;

/// Everything with a place in the report stands there.
fn check_places(parsed: &Parsed) {
    assert_eq!(problems(parsed), Vec::<String>::new());
}

/// Words that reports are made of, and marks that confuse.
fn word() -> impl Strategy<Value = &'static str> {
    select(vec![
        "President",
        "Foreign Minister",
        "Oburu Wanjala",
        "Wanjala",
        "he",
        "they",
        "said",
        "that",
        "told",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "’s",
        ",",
        ".",
        ";",
        ":",
        "—",
        "-",
        "(",
        ")",
        "and",
        "of",
        "the",
        "Kenya",
        "Kenyan",
        "Uganda",
        "met",
        "with",
        "meeting",
        "summit",
        "13th",
        "on Tuesday",
        "May 5, 2018",
        "2018-05-23",
        "in Nairobi",
        "Lakes Cooperation League (LCL)",
        "LCL",
        "foreign ministers of",
        "Russia, China",
        "signed",
        "terrorism",
        "separatism",
        "extremist",
        "free-trade",
        "energy",
        "three evil forces",
        "a declaration",
        "joined",
        "\n",
        "\n\n",
        "will",
        "be held",
        "According to",
        "called on",
        "to",
        "attended",
        "chaired by",
        "İ",
        "ß",
        "🜁",
        "\u{202e}",
        "\u{feff}",
        "A.",
        "U.S.",
        "Mr.",
        "two-day",
        "its",
        "were",
        "received by",
        "secretaries-general",
        "heads of state",
        "adding",
        "saying",
        "who",
        "which",
        "XIV",
        "1st",
        "quoted as",
        "hosted",
        "alongside",
        "represented by",
        "led by",
        "delegation",
        "present",
        "Taking part were:",
        "came to a close",
        "the capital of",
        "due to",
        "co-chair",
        "counterparts",
        "Kremlin spokesman",
        "state media",
        "reported",
        "no",
        "same day",
        "its 12th session",
        "next",
        "granted",
        "status",
        "applied",
        "members",
        "On behalf of",
        "spoke",
        "(Kenya)",
        "READ:",
        "99999999999",
        "by",
        "later",
        "whom",
        "the ministers",
        "on the sidelines of",
        "eve of",
        "in the capacity of",
        "official said",
        "in his view,",
        "is of the view",
        "drew attention to the fact",
        "flanked",
        "was briefed by",
        "stayed away",
        "among them",
        "Addressing the meeting,",
        "the participants",
        "the city of",
        "whether",
        "the admission of",
        "Arab summit",
        "Memorandum on Trade, Transit and Cooperation",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_value_stands_where_it_says(words in prop::collection::vec(word(), 0..120)) {
        if let Ok(parsed) = parse("x.txt", words.join(" ").as_bytes()) {
            check_places(&parsed);
        }
    }

    #[test]
    fn any_text_gives_an_extraction_twice_the_same(text in "\\PC{0,200}") {
        let once = parse("x.txt", text.as_bytes());
        prop_assert_eq!(&once, &parse("x.txt", text.as_bytes()));
        if let Ok(parsed) = once {
            prop_assert_eq!(&parsed.text, &text);
            check_places(&parsed);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        if let Ok(parsed) = parse("x.txt", &bytes) {
            check_places(&parsed);
            if std::str::from_utf8(&bytes).is_ok() {
                prop_assert_eq!(parsed.text.as_bytes(), bytes.as_slice());
            }
        }
    }
}

#[test]
fn tags_around_unbalanced_marks_do_not_give_words_twice() {
    // Found by the property above.
    let words = [
        "According to",
        "“",
        "'",
        "foreign ministers of",
        "President",
        "President",
        "President",
        "met",
        "he",
        "he",
        "he",
    ];
    check_places(&parse("x.txt", words.join(" ").as_bytes()).expect("a report"));
}

#[test]
fn what_is_no_report_is_refused_with_the_reason() {
    assert_eq!(parse("x", b""), Err(ParseError::Empty));
    assert_eq!(parse("x", " \n\u{feff}\t".as_bytes()), Err(ParseError::Empty));
    assert_eq!(parse("x", b"abcd\0\0"), Err(ParseError::Binary { offset: 4, byte: 0 }));
    let message = parse("x", b"PK\x03\x04\0\0").unwrap_err().to_string();
    assert!(message.contains("binary") && message.contains("ZIP"), "{message}");
    let large = vec![b'a'; MAX_REPORT_BYTES + 1];
    assert_eq!(parse("x", &large), Err(ParseError::TooLarge { bytes: MAX_REPORT_BYTES + 1 }));
}

#[test]
fn texts_that_no_report_is_made_of_are_read_to_the_end() {
    // Long enough that a pass which looks at everything for everything would not come back.
    for piece in [
        "\"",
        "“a ",
        "([",
        "Abc Def ",
        "the minister said that Kenya and Uganda met ",
        "Russia, China, ",
        "a\n",
        "‘ ",
        "said ",
    ] {
        let text = piece.repeat(400_000 / piece.len());
        check_places(&parse("x.txt", text.as_bytes()).unwrap());
    }
}

#[test]
fn a_report_may_begin_with_the_words_that_rules_look_back_from() {
    for beginning in [
        "by Kenyan Foreign Minister Oburu Wanjala",
        "Foreign Minister Oburu Wanjala represented",
        "said Oburu Wanjala",
        "summit in Nairobi",
        "on the sidelines of the 13th summit",
        "and Oburu Wanjala on Tuesday",
        "among them Oburu Wanjala",
        ", he said",
        "’s Foreign Minister Oburu Wanjala",
    ] {
        check_places(&parse("x.txt", beginning.as_bytes()).unwrap());
        let text = format!("{beginning} met Ugandan President Nandala Okello in Nairobi on May 5, 2018.");
        check_places(&parse("x.txt", text.as_bytes()).unwrap());
    }
}
