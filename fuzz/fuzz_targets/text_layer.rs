//! The text layer: what its module promises of paragraphs, sentences and tokens holds of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_parsing::text::Document;

fuzz_target!(|text: String| {
    let document = Document::new(text.clone());
    assert_eq!(document.text, text);
    assert_eq!(document.lower, text.to_ascii_lowercase());
    let mut end = 0;
    for token in &document.tokens {
        assert!(end <= token.start && token.start < token.end, "{token:?} behind {end}");
        end = token.end;
        assert!(text.get(token.start as usize..token.end as usize).is_some(), "{token:?} cuts a character");
    }
    let (mut sentence, mut token) = (0, 0);
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        assert_eq!((paragraph.sentences.start, paragraph.tokens.start), (sentence, token));
        assert!(!paragraph.sentences.is_empty() && !paragraph.tokens.is_empty());
        assert!(text.get(paragraph.bytes.clone()).is_some());
        for place in paragraph.sentences.clone() {
            let one = &document.sentences[place];
            assert_eq!((one.paragraph, one.tokens.start), (number, token));
            assert!(!one.tokens.is_empty());
            token = one.tokens.end;
        }
        assert_eq!(token, paragraph.tokens.end);
        sentence = paragraph.sentences.end;
    }
    assert_eq!((sentence, token), (document.sentences.len(), document.tokens.len()));
});
