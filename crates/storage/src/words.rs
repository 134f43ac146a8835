//! Words of a text with their places: the one tokeniser of both index and query.

use std::ops::Range;

use rapporteur_model::fold;

/// One word as search compares it, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its stem, [`fold::stem`] of the folded word.
    pub stem: String,
    /// The bytes it was made of. Two words share a range where folding makes two of one run ("北京").
    pub range: Range<usize>,
}

/// The words of a text, in order: runs of letters and digits, with apostrophes inside ("minister's") and the points of
/// acronyms and numbers ("U.N.", "3.5").
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    words_beginning(text, |_| true)
}

/// The same, where only words of which the stem's first letter is one of some are asked for: the others are there too, but
/// may have an empty stem. To find a few words in a text, this is much faster.
#[must_use]
pub fn words_beginning(text: &str, is_one: impl Fn(u8) -> bool) -> Vec<Word> {
    // Of a plain word one stem is made, which begins as it does.
    let is_other = |range: &Range<usize>| {
        let word = &text[range.clone()];
        word.is_ascii() && word.bytes().next().is_some_and(|first| !is_one(first.to_ascii_lowercase()))
    };
    let push = |range: Range<usize>, words: &mut Vec<Word>| {
        if is_other(&range) {
            words.push(Word { stem: String::new(), range });
        } else {
            push_words(text, range, words);
        }
    };
    let mut words = Vec::new();
    let mut start = None;
    for (position, character) in text.char_indices() {
        let inside =
            is_of_word(character) || start.is_some_and(|start| joins(text, start, position, character));
        match (start, inside) {
            (None, true) => start = Some(position),
            (Some(from), false) => {
                push(from..position, &mut words);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        push(from..text.len(), &mut words);
    }
    words
}

/// The stems of a text's words, in order.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.stem).collect()
}

fn push_words(text: &str, range: Range<usize>, words: &mut Vec<Word>) {
    let stems = fold::stems(&text[range.clone()]);
    words.extend(stems.into_iter().map(|stem| Word { stem, range: range.clone() }));
}

/// Letters and digits, and the combining accents that a decomposed letter is followed by.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&character)
}

/// Whether a character at `position` joins the word that began at `start` to what follows it.
fn joins(text: &str, start: usize, position: usize, character: char) -> bool {
    let next = text[position + character.len_utf8()..].chars().next();
    if !next.is_some_and(is_of_word) {
        return false;
    }
    match character {
        '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`' => true,
        // Only between single letters and between digits: "security.The" is two words that lack a space.
        '.' => {
            let before = text[start..position].rsplit('.').next().unwrap_or_default();
            let is_single_letter = before.chars().count() == 1 && before.chars().all(char::is_alphabetic);
            let is_digit = |character: char| character.is_ascii_digit();
            is_single_letter || (before.ends_with(is_digit) && next.is_some_and(is_digit))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(&str, String)> =
            words(text).into_iter().map(|word| (&text[word.range], word.stem)).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(range, stem)| (*range, stem.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn apostrophes_are_inside_words_and_quotation_marks_are_not() {
        check("‘The minister’s plan’", &[("The", "the"), ("minister’s", "minister"), ("plan", "plan")]);
    }

    #[test]
    fn points_of_acronyms_and_numbers_join_and_points_of_sentences_part() {
        check("the U.N. said", &[("the", "the"), ("U.N", "un"), ("said", "said")]);
        check("3.5 percent", &[("3.5", "35"), ("percent", "percent")]);
        check("security.The", &[("security", "security"), ("The", "the")]);
    }

    #[test]
    fn hyphens_part_words_and_accents_do_not_count() {
        check(
            "counter-terrorism café",
            &[("counter", "counter"), ("terrorism", "terrorism"), ("café", "cafe")],
        );
        check("cafe\u{301}s", &[("cafe\u{301}s", "cafe")]);
    }

    proptest! {
        #[test]
        fn ranges_are_whole_characters_in_order(text in "\\PC{0,60}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(text.get(word.range.clone()).is_some_and(|slice| !slice.is_empty()));
                prop_assert!(word.range.start >= last);
                prop_assert!(!word.stem.is_empty());
                last = word.range.start;
            }
        }

        #[test]
        fn words_of_other_beginnings_are_there_without_their_stems(text in "\\PC{0,60}|([a-cA-C.'é ]){0,40}") {
            let some = words_beginning(&text, |letter| letter == b'a');
            let all = words(&text);
            prop_assert_eq!(some.len(), all.len());
            for (one, whole) in some.iter().zip(&all) {
                prop_assert_eq!(&one.range, &whole.range);
                prop_assert!(one == whole || (one.stem.is_empty() && !whole.stem.starts_with('a')));
            }
        }

        #[test]
        fn of_plain_words_they_are_the_stems_that_everything_else_compares(
            text in "[A-Za-zé]{1,8}([ ,-][A-Za-zé]{1,8}){0,6}",
        ) {
            prop_assert_eq!(stems(&text), fold::stems(&text));
        }
    }
}
