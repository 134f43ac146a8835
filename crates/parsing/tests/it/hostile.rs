//! What holds for any bytes.

use proptest::{prelude::*, sample::select};
use rapporteur_model::{Span, extraction::Evidence, vocabulary::Attendance};
use rapporteur_parsing::{MAX_REPORT_BYTES, ParseError, Parsed, parse};

/// Everything with a place in the report stands there.
fn check_places(parsed: &Parsed) {
    let text = &parsed.text;
    let evidence = |evidence: &[Evidence]| {
        assert!(!evidence.is_empty(), "a value without evidence");
        for sentence in evidence {
            assert_eq!(sentence.span.of(text), Some(sentence.sentence.as_str()));
        }
    };
    let keys: Vec<&str> = parsed.extraction.meetings.iter().map(|meeting| meeting.key.as_str()).collect();
    for meeting in &parsed.extraction.meetings {
        evidence(&meeting.evidence);
        assert!(!meeting.title.is_empty());
    }
    for participation in &parsed.extraction.participations {
        evidence(&participation.evidence);
        assert!(keys.contains(&participation.meeting.as_str()));
        let is_absent = participation.attendance == Some(Attendance::Absent);
        assert_eq!(participation.roles.is_empty(), is_absent);
    }
    for quote in &parsed.extraction.quotes {
        evidence(&quote.evidence);
        let pieces: Vec<&str> = quote.segments.iter().filter_map(|segment: &Span| segment.of(text)).collect();
        assert_eq!(pieces.join(" "), quote.text);
        assert!(!quote.text.is_empty());
        assert!(
            quote.segments.windows(2).all(|pair| pair[0].end() <= pair[1].start()),
            "{:?}",
            quote.segments
        );
        assert!(quote.meeting.as_deref().is_none_or(|key| keys.contains(&key)));
        if let (Some(cue), Some(span)) = (&quote.cue, quote.cue_span) {
            let printed = span.of(text).unwrap_or_default();
            assert_eq!(&printed.split_whitespace().collect::<Vec<_>>().join(" "), cue);
        }
        if let Some(mention) = quote.speaker.mention {
            assert!(mention.of(text).is_some_and(|words| !words.is_empty()));
        }
    }
    for outcome in &parsed.extraction.outcomes {
        evidence(&outcome.evidence);
    }
    for membership in &parsed.extraction.memberships {
        evidence(&membership.evidence);
    }
    for topic in &parsed.extraction.topics {
        evidence(&topic.evidence);
        assert!(!topic.words.is_empty());
        for words in &topic.words {
            assert!(words.of(text).is_some_and(|words| !words.is_empty()));
            let sentence = topic.evidence[0].span;
            assert!(sentence.start() <= words.start() && words.end() <= sentence.end());
        }
        assert!(topic.meeting.as_deref().is_none_or(|key| keys.contains(&key)));
        for &quote in &topic.quotes {
            let quote = &parsed.extraction.quotes[quote as usize];
            let holds = |words: &Span| {
                quote.segments.iter().any(|held| held.start() <= words.start() && words.end() <= held.end())
            };
            assert!(topic.words.iter().any(holds), "{topic:?} is not in {quote:?}");
        }
        let mut held_by = topic.quotes.iter().map(|&quote| &parsed.extraction.quotes[quote as usize]);
        assert!(topic.quotes.is_empty() || held_by.any(|quote| quote.meeting == topic.meeting));
    }
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
fn the_invented_reports_are_read_whole() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let parsed = parse(&path.to_string_lossy(), &std::fs::read(&path).unwrap()).unwrap();
        check_places(&parsed);
        read += 1;
    }
    assert!(read >= 8, "{read} reports");
}
