//! What stands between quotation marks, for the measures alone: the extractor has its own way, and a bug there must not
//! hide here.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// A double mark in its several spellings.
#[expect(clippy::unwrap_used, reason = "a constant, which every test compiles")]
static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new("[“”\"]|''|``").unwrap());

/// The most characters between single marks: they are seldom closed for sure, and never far off.
const LONGEST_SINGLE: usize = 400;

/// Ranges of bytes between quotation marks, marks excluded, in order.
///
/// A quotation left open ends with its paragraph, unless the next mark in the following paragraph closes it. Single
/// marks count only outside double ones (headlines, British papers).
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = between_double_marks(text);
    let single = between_single_marks(text);
    let outside = single.into_iter().filter(|range| {
        // With its marks, which are of one to three bytes each.
        let next = ranges.partition_point(|double| double.end <= range.marks.start);
        ranges.get(next).is_none_or(|double| range.marks.end <= double.start)
    });
    let outside: Vec<Range<usize>> = outside.map(|range| range.inner).collect();
    ranges.extend(outside);
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges
}

/// A double mark in its text.
struct Mark<'text> {
    text: &'text str,
    at: Range<usize>,
}

impl<'text> Mark<'text> {
    /// The marks from one place to another.
    fn between(text: &'text str, from: usize, to: usize) -> impl Iterator<Item = Self> {
        let found = MARK.find_iter(text.get(from..to).unwrap_or_default());
        found.map(move |mark| Self { text, at: from + mark.start()..from + mark.end() })
    }

    fn spelling(&self) -> &str {
        &self.text[self.at.clone()]
    }

    fn can_only_open(&self) -> bool {
        matches!(self.spelling(), "“" | "``")
    }

    /// Whether it may close: it stands behind a word or a full stop, not behind a space or a bracket.
    fn closes(&self) -> bool {
        let before = self.text[..self.at.start].chars().next_back();
        !self.can_only_open()
            && before.is_some_and(|before| {
                !before.is_whitespace() && !matches!(before, '(' | '[' | '—' | '–' | '-')
            })
    }

    fn opens(&self) -> bool {
        let after = self.text[self.at.end..].chars().next();
        self.can_only_open()
            || after.is_some_and(|after| {
                !after.is_whitespace()
                    && (!self.closes() || (self.spelling() != "”" && after.is_alphanumeric()))
            })
    }
}

fn between_double_marks(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open: Option<usize> = None;
    let paragraphs = lines(text);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        for mark in Mark::between(text, paragraph.start, paragraph.end) {
            match open {
                None if mark.opens() => open = Some(mark.at.end),
                None => {}
                Some(start)
                    if mark.spelling() == "”"
                        || (matches!(mark.spelling(), "\"" | "''") && mark.closes()) =>
                {
                    ranges.push(start..mark.at.start);
                    open = None;
                }
                // Two opening marks with nothing between them.
                Some(start) if text[start..mark.at.start].trim().is_empty() => open = Some(mark.at.end),
                Some(_) => {}
            }
        }
        if let Some(start) = open {
            let is_closed_in_next = paragraphs.get(index + 1).is_some_and(|next| {
                Mark::between(text, next.start, next.end).next().is_some_and(|mark| mark.closes())
            });
            if !is_closed_in_next {
                ranges.push(start..paragraph.end);
                open = None;
            }
        }
    }
    ranges
}

/// The lines that are not empty.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        if !line.is_empty() {
            lines.push(start..start + line.len());
        }
        start += line.len() + 1;
    }
    lines
}

/// What stands between single marks, and the same with its marks.
struct Single {
    inner: Range<usize>,
    marks: Range<usize>,
}

/// An opening mark behind a space and before a word, up to the next mark behind a word that no word follows.
fn between_single_marks(text: &str) -> Vec<Single> {
    let mut found = Vec::new();
    let mut behind = 0;
    let mut before = None;
    for (at, character) in text.char_indices() {
        let previous = before.replace(character);
        if at < behind
            || !matches!(character, '\'' | '‘')
            || previous.is_some_and(|previous: char| !previous.is_whitespace())
        {
            continue;
        }
        let start = at + character.len_utf8();
        if let Some((end, close)) = end_of_single(&text[start..]) {
            behind = start + close;
            found.push(Single { inner: start..start + end, marks: at..behind });
        }
    }
    found
}

/// Where the closing mark stands in what follows an opening one, and where it ends.
fn end_of_single(rest: &str) -> Option<(usize, usize)> {
    if !rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut previous = ' ';
    for (count, (at, character)) in rest.char_indices().enumerate() {
        let end = at + character.len_utf8();
        let closes = count >= 2
            && matches!(character, '\'' | '’')
            && !previous.is_whitespace()
            && !rest[end..].starts_with(char::is_alphanumeric);
        if closes {
            return Some((at, end));
        }
        if character == '\n' || count >= LONGEST_SINGLE {
            return None;
        }
        previous = character;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        ranges(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_come_in_several_spellings() {
        assert_eq!(
            quoted("“One,” he said. \"Two.\" ``Three,'' ''four''"),
            ["One,", "Two.", "Three,", "four"]
        );
    }

    #[test]
    fn a_quotation_left_open_ends_with_its_paragraph_or_is_closed_in_the_next() {
        assert_eq!(quoted("He said: “Go home.\n\n“Or stay,” he said."), ["Go home.", "Or stay,"]);
        assert_eq!(quoted("told \"the\npress\" of it"), ["the\npress"]);
    }

    #[test]
    fn single_marks_count_outside_double_ones() {
        assert_eq!(
            quoted("A 'Big Deal' for Ann's “so-called 'old' town”"),
            ["Big Deal", "so-called 'old' town"]
        );
        assert_eq!(quoted("rock 'n' roll, the '90s"), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn ranges_are_within_the_text_and_in_order(text in "[“”\"'‘’`a é\n(]{0,80}") {
            let ranges = ranges(&text);
            prop_assert!(ranges.iter().all(|range| text.get(range.clone()).is_some()));
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
