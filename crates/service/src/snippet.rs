//! The part of a quotation that a search result shows.

use std::ops::Range;

/// How long a snippet may be, in bytes.
const MAX_BYTES: usize = 240;

/// How much may stand before the first match, in bytes.
const LEAD_BYTES: usize = 60;

/// A part of a text, and where the matches stand in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Snippet<'a> {
    /// The part.
    pub(crate) text: &'a str,
    /// The matches that lie in it, in bytes of it.
    pub(crate) highlights: Vec<Range<usize>>,
}

/// The part of a text, from one word's edge to another's, that holds the most matches; the first such part.
///
/// `matches` are ranges of bytes on character boundaries, in order.
pub(crate) fn snippet<'a>(text: &'a str, matches: &[Range<usize>]) -> Snippet<'a> {
    let range = range(text, matches);
    let highlights = matches.iter().filter(|one| range.start <= one.start && one.end <= range.end);
    let highlights = highlights.map(|one| one.start - range.start..one.end - range.start).collect();
    Snippet { text: text.get(range).unwrap_or_default(), highlights }
}

fn range(text: &str, matches: &[Range<usize>]) -> Range<usize> {
    if text.len() <= MAX_BYTES {
        return 0..text.len();
    }
    let room = MAX_BYTES - LEAD_BYTES;
    let fitting = |first: &Range<usize>| {
        matches.iter().filter(|one| first.start <= one.start && one.end <= first.start + room).count()
    };
    // `max_by_key` takes the last of equals, so it goes backwards.
    let first = matches.iter().rev().max_by_key(|first| fitting(first)).map_or(0, |first| first.start);
    // Near the end of the text the room is not needed behind the match.
    let start = first.saturating_sub(LEAD_BYTES).min(text.len() - MAX_BYTES);
    let start = word_start(text, start, first);
    let end = start + MAX_BYTES;
    if end >= text.len() {
        return start..text.len();
    }
    let last = matches.iter().rev().find(|one| start <= one.start && one.end <= end);
    start..word_end(text, end, last.map_or(start, |last| last.end))
}

/// The first edge of a word at or after `from`, or else `limit`, where a match starts.
fn word_start(text: &str, from: usize, limit: usize) -> usize {
    if from == 0 || from >= limit {
        return from.min(limit);
    }
    // Forward, so that what the window holds behind it stays.
    let from = ceiling(text, from).min(limit);
    let before_is_space = text[..from].ends_with(char::is_whitespace);
    let behind = text[from..limit].char_indices();
    let mut was_space = before_is_space;
    for (at, character) in behind {
        if was_space && !character.is_whitespace() {
            return from + at;
        }
        was_space = character.is_whitespace();
    }
    limit
}

/// The last edge of a word at or before `to` and behind `limit`, where a match ends; or else as much as there is room.
fn word_end(text: &str, to: usize, limit: usize) -> usize {
    let to = floor(text, to);
    if text[to..].starts_with(char::is_whitespace) {
        return text[..to].trim_end().len().max(limit);
    }
    // A single word that is longer than the room is cut.
    text[limit..to]
        .rfind(char::is_whitespace)
        .map_or(to, |space| text[..limit + space].trim_end().len().max(limit))
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where `word` stands in `text`.
    fn places(text: &str, word: &str) -> Vec<Range<usize>> {
        text.match_indices(word).map(|(at, word)| at..at + word.len()).collect()
    }

    #[test]
    fn a_match_at_the_end_of_a_text_of_wide_characters_is_kept() {
        // The window may not begin inside a character and be moved off the end of the text for it.
        for wide in 20..60 {
            let text = format!("a  {}  {}  {}  reef", "字".repeat(wide), "字".repeat(27), "字".repeat(10));
            let snippet = snippet(&text, &places(&text, "reef"));
            assert!(snippet.text.ends_with("reef"), "{wide}: {}", snippet.text);
            assert_eq!(snippet.highlights.len(), 1, "{wide}");
        }
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        let text = "Trust is the cornerstone of the lake.";
        let snippet = snippet(text, &places(text, "cornerstone"));
        assert_eq!(snippet, Snippet { text, highlights: places(text, "cornerstone") });
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_match() {
        let text = format!("{} the cornerstone of {}", "before it ".repeat(40), "after it ".repeat(40));
        let snippet = snippet(&text, &places(&text, "cornerstone"));
        assert!(snippet.text.len() <= MAX_BYTES, "{}", snippet.text);
        assert_eq!(&snippet.text[snippet.highlights[0].clone()], "cornerstone");
        for word in snippet.text.split(' ') {
            assert!(["before", "it", "the", "cornerstone", "of", "after", ""].contains(&word), "{word}");
        }
    }

    #[test]
    fn the_part_with_the_most_matches_wins() {
        let text = format!("reef {} reef reef reef {}", "word ".repeat(80), "word ".repeat(80));
        assert_eq!(snippet(&text, &places(&text, "reef")).highlights.len(), 3);
    }

    #[test]
    fn without_a_match_it_begins_at_the_beginning() {
        let text = "word ".repeat(100);
        let snippet = snippet(&text, &[]);
        assert!(text.starts_with(snippet.text) && snippet.text.ends_with("word"), "{}", snippet.text);
    }

    proptest! {
        #[test]
        fn highlights_are_the_matches_and_nothing_is_too_long(
            words in prop::collection::vec("[a-z]{1,6}|é{1,4}|字{1,90}|reef", 0..120),
            gap in " |  |\u{a0}|, ",
        ) {
            let text = words.join(&gap);
            let all = places(&text, "reef");
            let snippet = snippet(&text, &all);
            prop_assert!(snippet.text.len() <= MAX_BYTES);
            prop_assert!(text.contains(snippet.text));
            for highlight in &snippet.highlights {
                prop_assert_eq!(&snippet.text[highlight.clone()], "reef");
            }
            prop_assert_eq!(snippet.highlights.is_empty(), all.is_empty());
        }
    }
}
