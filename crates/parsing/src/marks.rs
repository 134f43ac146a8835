//! Quotation marks: the stretches of text between them, unbalanced marks and speeches over several paragraphs included.

use std::ops::Range;

use crate::text::{Document, ParagraphRole, TokenKind};

/// What stands between quotation marks within one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The tokens between the marks; never empty.
    pub tokens: Range<usize>,
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Whether it goes on a quotation that an earlier paragraph began.
    pub continues: bool,
    /// Whether its closing mark is missing, because it goes on in the next paragraph or was forgotten.
    pub open: bool,
    /// Number of words in it.
    pub words: usize,
}

/// How many marks are looked at to tell a nested quotation from one that was never closed.
const MAX_LOOKAHEAD: usize = 64;

/// In how many paragraphs the mark is looked for that closes a speech.
const MAX_PARAGRAPHS_OF_SPEECH: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
}

/// Finds the stretches of a document, in order, without overlap; nested ones belong to the outer.
#[must_use]
pub fn find(document: &Document) -> Vec<Stretch> {
    let single = !document.text.contains(['"', '“', '”', '«', '„']) && !document.text.contains("''");
    let mut stretches = Vec::new();
    let mut carried = false;
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        if paragraph.role != ParagraphRole::Body {
            continue;
        }
        let tokens = paragraph.tokens.clone();
        let scan = Scan { document, single, start: tokens.start, end: tokens.end, carried };
        let within = carried && !scan.has_mark(tokens.clone()) && closes_later(document, single, index + 1);
        carried = if within {
            scan.push(index, tokens, true, true, &mut stretches);
            true
        } else {
            scan.paragraph(index, tokens, &mut stretches)
        };
    }
    stretches
}

/// Whether a quotation that is open before a paragraph without marks is closed in one of the next, before another one opens:
/// one mark opens a speech of several paragraphs, and one closes it.
fn closes_later(document: &Document, single: bool, from: usize) -> bool {
    let later =
        document.paragraphs.iter().skip(from).filter(|paragraph| paragraph.role == ParagraphRole::Body);
    let mut marks = later.take(MAX_PARAGRAPHS_OF_SPEECH).filter_map(|paragraph| {
        let tokens = paragraph.tokens.clone();
        let scan = Scan { document, single, start: tokens.start, end: tokens.end, carried: true };
        tokens.into_iter().find_map(|token| scan.mark(token))
    });
    marks.next() == Some(Mark::Closes)
}

struct Scan<'document> {
    document: &'document Document,
    /// Whether single marks are the outer ones in this document.
    single: bool,
    /// The paragraph's first token.
    start: usize,
    /// The token behind its last.
    end: usize,
    /// Whether a quotation was left open before.
    carried: bool,
}

impl Scan<'_> {
    /// Takes the stretches of one paragraph; the result tells that one is left open now.
    fn paragraph(&self, index: usize, tokens: Range<usize>, stretches: &mut Vec<Stretch>) -> bool {
        let marks: Vec<(usize, Mark)> =
            tokens.clone().filter_map(|token| Some((token, self.mark(token)?))).collect();
        let begins_with_mark =
            marks.first().is_some_and(|&(token, mark)| token == tokens.start && mark == Mark::Opens);
        let closes = marks.iter().filter(|(_, mark)| *mark == Mark::Closes).count();
        let begins_inside = marks.first().is_some_and(|(_, mark)| *mark == Mark::Closes);
        let goes_on = self.carried && (begins_with_mark || begins_inside || closes > marks.len() - closes);
        let mut start = (goes_on && !begins_with_mark).then_some(tokens.start);
        let mut continues = goes_on;
        let mut depth = usize::from(start.is_some());
        for (at, &(token, mark)) in marks.iter().enumerate() {
            match (mark, start) {
                (Mark::Opens, None) => {
                    start = Some(token + 1);
                    depth = 1;
                }
                (Mark::Opens, Some(first)) => {
                    // Nested when two closing marks come before the next opening one; else the outer was never closed.
                    let mut balance = 0_i32;
                    let nested = marks[at..].iter().take(MAX_LOOKAHEAD).any(|(_, mark)| {
                        balance += if *mark == Mark::Opens { 1 } else { -1 };
                        balance < 0
                    });
                    if nested {
                        depth += 1;
                    } else {
                        self.push(index, first..token, continues, true, stretches);
                        continues = false;
                        start = Some(token + 1);
                    }
                }
                (Mark::Closes, Some(first)) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.push(index, first..token, continues, false, stretches);
                        continues = false;
                        start = None;
                    }
                }
                (Mark::Closes, None) => {}
            }
        }
        if let Some(first) = start {
            self.push(index, first..tokens.end, continues, true, stretches);
        }
        start.is_some()
    }

    fn has_mark(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|token| self.mark(token).is_some())
    }

    fn push(
        &self,
        paragraph: usize,
        tokens: Range<usize>,
        continues: bool,
        open: bool,
        stretches: &mut Vec<Stretch>,
    ) {
        let words = tokens
            .clone()
            .filter(|&token| self.document.str(token).starts_with(char::is_alphanumeric))
            .count();
        if words > 0 {
            stretches.push(Stretch { tokens, paragraph, continues, open, words });
        }
    }

    /// Whether a token is a mark, and which way it turns.
    fn mark(&self, token: usize) -> Option<Mark> {
        // "”We agree.”": typeset wrongly at the start of a paragraph, where nothing can close.
        let begins = token == self.start && token + 1 < self.end && !self.document.spaced_before(token + 1);
        let opens_by_place = || {
            let sticks_to_next = token + 1 < self.end && !self.document.spaced_before(token + 1);
            let sticks_to_last = !self.document.spaced_before(token) && token > 0;
            let behind_bracket =
                token > 0 && matches!(self.document.str(token - 1), "(" | "[" | "—" | "–" | "-");
            sticks_to_next && (!sticks_to_last || behind_bracket)
        };
        let by_place = || Some(if opens_by_place() { Mark::Opens } else { Mark::Closes });
        match self.document.str(token) {
            // "Joseph “Joe“ Banda": typeset wrongly behind a word, before a space.
            "“" if token > self.start
                && !self.document.spaced_before(token)
                && self.document.tokens[token - 1].kind == TokenKind::Word
                && token + 1 < self.end
                && self.document.spaced_before(token + 1) =>
            {
                Some(Mark::Closes)
            }
            "“" | "„" | "«" | "``" => Some(Mark::Opens),
            "”" if begins && !self.carried => Some(Mark::Opens),
            "”" | "»" => Some(Mark::Closes),
            "\"" | "''" => by_place(),
            "‘" if self.single => Some(Mark::Opens),
            "'" | "’" if self.single => by_place(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let document = Document::new(text.to_owned());
        let found: Vec<&str> =
            find(&document).into_iter().map(|stretch| document.slice(stretch.tokens)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pairs_of_every_kind() {
        check("He said “we agree” and \"they do\".", &["we agree", "they do"]);
        check("‘We agree,’ he said of the ministers’ plan.", &["We agree,"]);
        check("«We agree», he said.", &["We agree"]);
        check("''We agree,'' he said.", &["We agree,"]);
    }

    #[test]
    fn nested_marks_belong_to_the_outer_stretch() {
        check("“The “great lake”, they say, is ours.” He left.", &["The “great lake”, they say, is ours."]);
    }

    #[test]
    fn speeches_run_over_paragraphs_with_and_without_repeated_marks() {
        check("“One.\n\n“Two.\n\n“Three.” End.", &["One.", "Two.", "Three."]);
        check("“One.\n\nTwo “in” two.” End.", &["One.", "Two “in” two."]);
        check("\"One.\n\nTwo.\" He said, \"Three.\n\nFour.\" End", &["One.", "Two.", "Three.", "Four."]);
    }

    #[test]
    fn a_forgotten_closing_mark_ends_with_its_paragraph() {
        check("“One.\n\nTwo is no speech.\n\n“Three.”", &["One.", "Three."]);
        check("“One, he said. “Two.”", &["One, he said.", "Two."]);
    }

    #[test]
    fn a_mark_that_turns_the_wrong_way_at_the_start_of_a_paragraph_opens() {
        check("The letters.\n\n”We agree.” He left.", &["We agree."]);
    }
}
