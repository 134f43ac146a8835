//! Whose copy a report is: "—INP" behind its last sentence, "(Xinhua)", a line "Source: Xinhua", a byline "AP", and
//! "Xinhua reported" in its text.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use crate::{
    lexicon::{Outlet, Tag, lexicon},
    tag::Tagged,
    text::{Case, Document, ParagraphRole, TokenKind},
};

/// How many short paragraphs behind the last of the body are looked at.
const LINES_BEHIND: usize = 4;

/// How many fillers may stand between a name and the words beside it: "the state-run Xinhua news agency has reported".
const MAX_FILLERS: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Filler,
    Verb,
    Before,
    Label,
}

static WORDS: LazyLock<HashMap<&'static str, Vec<Word>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<Word>> = HashMap::new();
    let rows = include_str!("../../lexicon/credit_words.tsv").lines().filter(|row| !row.starts_with('#'));
    for (what, word) in rows.filter_map(|row| row.split_once('\t')) {
        let what = match what {
            "filler" => Word::Filler,
            "verb" => Word::Verb,
            "before" => Word::Before,
            _ => Word::Label,
        };
        words.entry(word).or_default().push(what);
    }
    words
});

fn is(word: Word, phrase: &str) -> bool {
    WORDS.get(phrase).is_some_and(|words| words.contains(&word))
}

/// The outlet that a text is or names: "AP", "By Reuters Staff".
#[must_use]
pub fn outlet_in(text: &str) -> Option<&'static Outlet> {
    let document = Document::new(text.to_owned());
    let tagged = Tagged::new(&document);
    let all = 0..document.tokens.len();
    tagged.entities(all).find_map(|found| outlet(found.tag))
}

/// The outlet whose name is all of a text.
#[must_use]
pub fn outlet_called(text: &str) -> Option<&'static Outlet> {
    let document = Document::new(text.to_owned());
    let tagged = Tagged::new(&document);
    let found = tagged.entity(0)?;
    (found.tokens == (0..document.tokens.len())).then(|| outlet(found.tag)).flatten()
}

fn outlet(tag: Tag) -> Option<&'static Outlet> {
    match tag {
        Tag::Outlet(index) => lexicon().outlets.get(index.index()),
        _ => None,
    }
}

/// The credit at the end of a report. Cuts it off its sentence.
pub fn at_end(document: &mut Document, tagged: &Tagged) -> Option<String> {
    let last = document.paragraphs.iter().rposition(|paragraph| paragraph.role == ParagraphRole::Body)?;
    behind_sentence(document, tagged, last).or_else(|| {
        let behind = last + 1..document.paragraphs.len().min(last + 1 + LINES_BEHIND);
        behind.into_iter().find_map(|index| line(document, tagged, document.paragraphs[index].tokens.clone()))
    })
}

/// "…—INP", "… - Reuters", "(Xinhua)", "/TASS/" behind the last sentence.
fn behind_sentence(document: &mut Document, tagged: &Tagged, paragraph: usize) -> Option<String> {
    let tokens = document.paragraphs[paragraph].tokens.clone();
    if let Some(name) = line(document, tagged, tokens.clone()) {
        document.detach(tokens.start, true);
        return Some(name);
    }
    let mut end = tokens.end;
    while end > tokens.start + 1 && matches!(document.str(end - 1), "." | ")" | "]" | "*" | "/") {
        end -= 1;
    }
    let last = end - 1;
    let named = tagged
        .entity(last)
        .filter(|found| found.tokens.end == end)
        .map(|found| (found.tag, found.tokens.clone()));
    let first = named.as_ref().map_or(last, |(_, tokens)| tokens.start);
    if first <= tokens.start + 1 {
        return None;
    }
    let is_outlet = named.as_ref().is_some_and(|(tag, _)| outlet(*tag).is_some());
    let before = document.str(first - 1).to_owned();
    let is_dashed = matches!(before.as_str(), "—" | "–" | "-" | "--" | "―" | "/")
        && (document.tokens[last].case == Case::Upper || is_outlet);
    let is_bracketed = matches!(before.as_str(), "(" | "[") && is_outlet;
    // "(Reuters, AFP)", "(with inputs from PTI)": in brackets behind the sentence, an outlet somewhere in them.
    let open = (tokens.start + 1..end)
        .rev()
        .take(10)
        .find(|&at| matches!(document.str(at), "(" | "["))
        .filter(|_| end < tokens.end && !is_bracketed && !is_dashed);
    if let Some(open) = open {
        let name = line(document, tagged, open + 1..end)?;
        document.detach(open, true);
        return Some(name);
    }
    if !is_dashed && !is_bracketed {
        return None;
    }
    let name = match named.and_then(|(tag, _)| outlet(tag)) {
        Some(outlet) => outlet.name.clone(),
        None => document.str(last).to_owned(),
    };
    document.detach(first - 1, true);
    Some(name)
}

/// The outlet of a line that says nothing else: "(Xinhua)", "Source: Xinhua", "With inputs from PTI".
fn line(document: &Document, tagged: &Tagged, tokens: Range<usize>) -> Option<String> {
    if tokens.len() > 12 {
        return None;
    }
    let found =
        tagged.entities(tokens.clone()).find_map(|found| Some((outlet(found.tag)?, found.tokens.clone())))?;
    let mut before = Vec::new();
    let mut is_only_outlets = true;
    for token in tokens {
        if document.tokens[token].kind != TokenKind::Word
            || tagged.entity(token).is_some_and(|at| outlet(at.tag).is_some())
        {
            continue;
        }
        if token < found.1.start {
            before.push(document.low(token));
        } else if !is(Word::Filler, document.low(token)) && document.low(token) != "and" {
            is_only_outlets = false;
        }
    }
    let label = before.join(" ");
    (is_only_outlets && (label.is_empty() || is(Word::Label, &label))).then(|| found.0.name.clone())
}

/// The agency from which the text itself says that it has its news: "Xinhua news agency reported", "according to TASS".
/// What an agency was told is the speaker's word, not the agency's.
#[must_use]
pub fn in_text(document: &Document, tagged: &Tagged) -> Option<String> {
    let body = document.paragraphs.iter().filter(|paragraph| paragraph.role == ParagraphRole::Body);
    let mut found = body.flat_map(|paragraph| {
        let tokens = paragraph.tokens.clone();
        tagged.entities(tokens).filter_map(|found| Some((outlet(found.tag)?, found.tokens.clone())))
    });
    found
        .find(|(outlet, tokens)| {
            outlet.agency && (has_verb(document, tokens.end) || has_before(document, tokens.start))
        })
        .map(|(outlet, _)| outlet.name.clone())
}

fn has_verb(document: &Document, after: usize) -> bool {
    let passed = (after..).take(MAX_FILLERS).take_while(|&at| is(Word::Filler, document.low(at))).count();
    is(Word::Verb, document.low(after + passed))
}

fn has_before(document: &Document, name: usize) -> bool {
    let is_filler = |at: usize| is(Word::Filler, document.low(at)) || document.str(at) == "-";
    let mut at = name;
    for _ in 0..MAX_FILLERS {
        match at.checked_sub(1) {
            Some(before) if is_filler(before) => at = before,
            _ => break,
        }
    }
    let Some(last) = at.checked_sub(1) else { return false };
    let pair = last.checked_sub(1).map(|first| format!("{} {}", document.low(first), document.low(last)));
    is(Word::Before, document.low(last)) || pair.is_some_and(|pair| is(Word::Before, &pair))
}
