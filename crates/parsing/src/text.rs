//! The text layer: tokens, sentences and paragraphs with exact byte offsets into the stored text.
//!
//! Invariants: tokens are in order and do not overlap; every token lies in exactly one sentence, every sentence in
//! exactly one paragraph; `lower` has the same length as `text` (only ASCII letters are lowered).

use std::ops::Range;

use crate::word_class::{WordClass, WordId};

/// The longest sentence, in tokens. The longest of real reports seen (a list of forty delegates) has about 300.
const MAX_SENTENCE_TOKENS: usize = 500;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with hyphens, apostrophes or the points of an abbreviation inside.
    Word,
    /// Begins with a digit: `13th`, `10:28`, `24.04.2018`.
    Number,
    /// The possessive ending: `'s`, or the bare apostrophe after a plural.
    Possessive,
    /// One punctuation mark or symbol.
    Punctuation,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Begins with a small letter, or is no word.
    Lower,
    /// Begins with a capital letter.
    Title,
    /// All of two or more letters are capitals.
    Upper,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is capitalised.
    pub case: Case,
    /// Which word of the word classes it is, if any.
    pub word: WordId,
}

impl Token {
    /// Whether it begins with a capital letter.
    #[must_use]
    pub fn is_capitalised(self) -> bool {
        self.case != Case::Lower
    }
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, as indices; never empty.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Whether it is a dateline or a credit, which the reader has cut off.
    pub detached: bool,
}

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphRole {
    /// Part of the page around the report: menus, dates, bylines, links.
    Furniture,
    /// The headline, or one printed again.
    Title,
    /// The report.
    Body,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its sentences, as indices; never empty.
    pub sentences: Range<usize>,
    /// Its tokens, as indices; never empty.
    pub tokens: Range<usize>,
    /// Its bytes, without white space at the ends.
    pub bytes: Range<usize>,
    /// What it is for; the reader finds out.
    pub role: ParagraphRole,
}

/// A text, cut into paragraphs, sentences and tokens.
#[derive(Debug, Clone)]
pub struct Document {
    /// The stored text.
    pub text: String,
    /// The same with small ASCII letters.
    pub lower: String,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
}

impl Document {
    /// Cuts a text up.
    #[must_use]
    pub fn new(text: String) -> Self {
        let lower = text.to_ascii_lowercase();
        let mut document =
            Self { text, lower, tokens: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        for bytes in paragraph_ranges(&document.text) {
            let first_token = document.tokens.len();
            tokenize(&document.text, bytes.clone(), &mut document.tokens);
            let last_token = document.tokens.len();
            for token in &mut document.tokens[first_token..] {
                token.word = WordId::of(&document.lower[token.start as usize..token.end as usize]);
            }
            if first_token == last_token {
                continue;
            }
            let first_sentence = document.sentences.len();
            document.cut_sentences(first_token..last_token);
            document.paragraphs.push(Paragraph {
                sentences: first_sentence..document.sentences.len(),
                tokens: first_token..last_token,
                bytes,
                role: ParagraphRole::Body,
            });
        }
        document
    }

    /// A token's text.
    #[must_use]
    pub fn str(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    /// A token's text in small letters; empty behind the last token.
    #[must_use]
    pub fn low(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| &self.lower[token.start as usize..token.end as usize])
    }

    /// Whether a token is a word of a class; nothing behind the last token is.
    #[must_use]
    pub fn is(&self, token: usize, class: WordClass) -> bool {
        self.tokens.get(token).is_some_and(|token| token.word.is(class))
    }

    /// The bytes that a range of tokens covers; empty for an empty range.
    #[must_use]
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() || tokens.end > self.tokens.len() {
            return 0..0;
        }
        self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize
    }

    /// The text that a range of tokens covers.
    #[must_use]
    pub fn slice(&self, tokens: Range<usize>) -> &str {
        &self.text[self.bytes(tokens)]
    }

    /// The text that a range of tokens covers, white space folded, a possessive ending dropped.
    #[must_use]
    pub fn clean(&self, tokens: Range<usize>) -> String {
        let mut end = tokens.end;
        while end > tokens.start && self.tokens[end - 1].kind == TokenKind::Possessive {
            end -= 1;
        }
        self.slice(tokens.start..end).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Index of the sentence that holds a token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.tokens.end <= token)
            .min(self.sentences.len().saturating_sub(1))
    }

    /// Index of the first token that starts at or behind a byte.
    #[must_use]
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| (token.start as usize) < byte)
    }

    /// Whether white space stands between a token and the one before it.
    #[must_use]
    pub fn spaced_before(&self, token: usize) -> bool {
        token == 0 || self.tokens[token - 1].end < self.tokens[token].start
    }

    /// Whether a token is this one punctuation mark.
    #[must_use]
    pub fn is_mark(&self, token: usize, mark: &str) -> bool {
        self.tokens.get(token).is_some_and(|at| at.kind == TokenKind::Punctuation) && self.str(token) == mark
    }

    /// Detaches a dateline or a credit: makes what stands before `token` in its sentence (or from it on, with `tail`) a
    /// sentence of its own.
    pub fn detach(&mut self, token: usize, tail: bool) {
        let at = self.sentence_of(token);
        let Some(sentence) = self.sentences.get(at).cloned() else { return };
        if !tail {
            let whole = self.paragraphs[sentence.paragraph].sentences.start..at;
            self.sentences[whole].iter_mut().for_each(|sentence| sentence.detached = true);
        }
        if token <= sentence.tokens.start {
            // The sentence begins here already: the one before it, or all of it, is what is detached.
            let detached = if tail { Some(at) } else { at.checked_sub(1) };
            if let Some(detached) = detached {
                self.sentences[detached].detached = true;
            }
            return;
        }
        if token >= sentence.tokens.end {
            return;
        }
        self.sentences[at].tokens.end = token;
        self.sentences[at].detached = !tail;
        self.sentences
            .insert(at + 1, Sentence { tokens: token..sentence.tokens.end, detached: tail, ..sentence });
        for (index, paragraph) in self.paragraphs.iter_mut().enumerate().skip(sentence.paragraph) {
            if index > sentence.paragraph {
                paragraph.sentences.start += 1;
            }
            paragraph.sentences.end += 1;
        }
    }

    /// Cuts a paragraph's tokens into sentences.
    fn cut_sentences(&mut self, tokens: Range<usize>) {
        let paragraph = self.paragraphs.len();
        let mut first = tokens.start;
        let mut token = tokens.start;
        // Whether a straight mark has opened and not closed: where spaces were lost, that alone tells which one it is.
        let mut open = false;
        while token < tokens.end {
            // A sentence without end is cut, so that what looks through a sentence stays bounded.
            if token - first >= MAX_SENTENCE_TOKENS {
                self.sentences.push(Sentence { tokens: first..token, paragraph, detached: false });
                first = token;
            }
            if self.ends_sentence(token) {
                let mut end = token + 1;
                while end < tokens.end && self.closes(end) {
                    let is_mark = self.str(end) == "\"";
                    if is_mark && !open && self.opens_glued(end, tokens.end) {
                        break;
                    }
                    open ^= is_mark;
                    end += 1;
                }
                let glued = || {
                    self.is_glued(token, end)
                        || self.opens_glued(end, tokens.end)
                        // "… in this format.”A statement said"
                        || end > token + 1
                            && self.str(end - 1) == "”"
                            && (self.tokens[end].case == Case::Title || self.str(end) == "“")
                };
                let apart = end < tokens.end && (self.spaced_before(end) || glued());
                if end == tokens.end || (apart && self.begins_sentence(end) && !self.is_hour(token, end)) {
                    self.sentences.push(Sentence { tokens: first..end, paragraph, detached: false });
                    first = end;
                }
                token = end;
            } else {
                open ^= self.str(token) == "\"";
                token += 1;
            }
        }
        if first < tokens.end {
            self.sentences.push(Sentence { tokens: first..tokens.end, paragraph, detached: false });
        }
    }

    /// "it has grown.“This is …": a mark without a space on either side, behind the end of a sentence, before a capital.
    fn opens_glued(&self, mark: usize, end: usize) -> bool {
        matches!(self.str(mark), "\"" | "“" | "„" | "«")
            && mark + 1 < end
            && !self.spaced_before(mark)
            && !self.spaced_before(mark + 1)
            && self.tokens[mark + 1].is_capitalised()
            && self.tokens[mark + 1].kind == TokenKind::Word
    }

    /// "he said.The minister", "in Norland.The minister": a point without a space behind it, between a word that is no
    /// abbreviation and one with a capital.
    fn is_glued(&self, point: usize, next: usize) -> bool {
        let before = point.checked_sub(1).map(|before| (before, self.tokens[before]));
        let is_word = before.is_some_and(|(at, before)| {
            let letters = before.end - before.start;
            let is_long = match before.case {
                Case::Lower | Case::Upper => letters >= 3,
                Case::Title => letters >= 4 && !ABBREVIATIONS.contains(&self.low(at)),
            };
            before.kind == TokenKind::Number || before.kind == TokenKind::Word && is_long
        });
        is_word && next == point + 1 && self.str(point) == "." && self.tokens[next].case == Case::Title
    }

    /// "at 9:30 p.m. Monday": the point of the hour before a day or a time zone.
    fn is_hour(&self, point: usize, next: usize) -> bool {
        let half = |back: usize| point.checked_sub(back).map_or("", |at| self.low(at));
        let hour = matches!(half(1), "p.m" | "a.m")
            || half(1) == "m" && half(2) == "." && matches!(half(3), "p" | "a");
        let zone = self.tokens[next].case == Case::Upper && (3..=4).contains(&self.str(next).len());
        hour && (zone || self.is(next, WordClass::Day))
    }

    fn ends_sentence(&self, token: usize) -> bool {
        matches!(self.str(token), "." | "!" | "?" | "…" | "。")
    }

    /// A closing mark that sticks to what stands before it.
    fn closes(&self, token: usize) -> bool {
        matches!(self.str(token), "”" | "\"" | "’" | "'" | ")" | "]" | "»" | "." | "!" | "?" | "''")
            && !self.spaced_before(token)
    }

    fn begins_sentence(&self, token: usize) -> bool {
        let at = self.tokens[token];
        match at.kind {
            TokenKind::Word => at.is_capitalised() || self.text[at.start as usize..].starts_with("al-"),
            TokenKind::Number | TokenKind::Punctuation => true,
            TokenKind::Possessive => false,
        }
    }
}

/// Abbreviations that end in a point and do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "adm", "amb", "assoc", "brig", "capt", "cmdr", "co", "col", "corp", "dept", "dr", "eng", "gen", "gov",
    "hon", "inc", "jr", "lt", "lieut", "ltd", "maj", "mr", "mrs", "ms", "mt", "no", "pres", "prof", "rep",
    "rev", "sen", "sgt", "sr", "st", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "del", "sens", "reps", "gens", "supt", "insp", "sgts", "messrs", "retd", "ret",
    "rtd", "rt", "engr", "kh", "yu", "ya", "zh", "sh", "dzh",
];

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '`')
}

/// Cuts a range of a text into tokens.
fn tokenize(text: &str, bytes: Range<usize>, tokens: &mut Vec<Token>) {
    let end = bytes.end;
    let mut at = bytes.start;
    while let Some(first) = text[at..end].chars().next() {
        let width = first.len_utf8();
        if first.is_whitespace() || is_invisible(first) {
            at += width;
            continue;
        }
        let (length, kind) = if first.is_alphanumeric() {
            let kind = if first.is_numeric() { TokenKind::Number } else { TokenKind::Word };
            (word_length(&text[at..end], kind), kind)
        } else if is_apostrophe(first) {
            let before = tokens.last().copied().filter(|last| last.end as usize == at);
            apostrophe(text, at..end, before)
        } else {
            (run_length(&text[at..end], first), TokenKind::Punctuation)
        };
        let word = &text[at..at + length];
        let case = if kind == TokenKind::Word { case_of(word) } else { Case::Lower };
        tokens.push(Token {
            start: offset(at),
            end: offset(at + length),
            kind,
            case,
            word: WordId::default(),
        });
        at += length;
    }
}

/// Length of a mark, or of a run of the same marks: a rule across the page is one token.
fn run_length(rest: &str, mark: char) -> usize {
    let count = rest.chars().take_while(|&character| character == mark).count();
    if count >= MIN_RUN { count * mark.len_utf8() } else { mark.len_utf8() }
}

/// The shortest run of marks that is one token. Three quotation marks or brackets may each mean something.
const MIN_RUN: usize = 4;

/// Reports are far smaller than 4 GiB; the reader sees to it.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
        || character.is_control()
}

/// Length and kind of what an apostrophe begins: a possessive ending, two of them (a quotation mark), or one mark.
fn apostrophe(text: &str, bytes: Range<usize>, before: Option<Token>) -> (usize, TokenKind) {
    let rest = &text[bytes];
    if rest.starts_with("''") || rest.starts_with("``") {
        return (2, TokenKind::Punctuation);
    }
    let mut characters = rest.chars();
    let width = characters.next().map_or(1, char::len_utf8);
    let (next, second) = (characters.next(), characters.next());
    let after_word = before.filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
    let ends_word = |character: Option<char>| !character.is_some_and(char::is_alphanumeric);
    if after_word.is_some() && matches!(next, Some('s' | 'S')) && ends_word(second) {
        return (width + 1, TokenKind::Possessive);
    }
    let after_s = after_word.is_some_and(|token| text[..token.end as usize].ends_with(['s', 'S', 'z', 'x']));
    if after_s && next.is_some_and(char::is_whitespace) && !rest.starts_with('`') {
        return (width, TokenKind::Possessive);
    }
    (width, TokenKind::Punctuation)
}

/// Length of the word or number that a text begins with.
fn word_length(rest: &str, kind: TokenKind) -> usize {
    let mut length = 0;
    for (at, character) in rest.char_indices() {
        if character.is_uppercase() && GLUED.contains(&&rest[..at]) {
            return at;
        }
        if character.is_alphanumeric() || is_combining(character) {
            length = at + character.len_utf8();
            continue;
        }
        let after = rest[at + character.len_utf8()..].chars().next();
        let before = rest[..at].chars().next_back();
        let joins = match character {
            '-' | '‐' | '‑' => after.is_some_and(char::is_alphanumeric),
            '.' | ',' | ':' | '/' if kind == TokenKind::Number => {
                after.is_some_and(|next| next.is_ascii_digit())
                    && before.is_some_and(|last| last.is_ascii_digit())
            }
            // Points of an abbreviation: `U.S.`, `H.E.`; of an initial: `A.`; of `Dr.`.
            '.' => {
                let word = &rest[..at];
                // "the Westmark-U.S. dialogue"
                let initials = word.rsplit('-').next().is_some_and(is_initials);
                let ends_here = initials || ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str());
                if ends_here && !after.is_some_and(char::is_alphanumeric) {
                    // `No.` is an abbreviation only before a number, `no.` ends a sentence.
                    let number_follows =
                        rest[at + 1..].trim_start().starts_with(|next: char| next.is_ascii_digit());
                    let is_number_sign = word.eq_ignore_ascii_case("no") || word.eq_ignore_ascii_case("co");
                    return if is_number_sign && !number_follows { at } else { at + 1 };
                }
                initials && after.is_some_and(char::is_alphabetic)
            }
            '&' => after.is_some_and(char::is_uppercase) && before.is_some_and(char::is_uppercase) && at < 3,
            _ if is_apostrophe(character) => {
                let tail: String = rest[at + character.len_utf8()..].chars().take(2).collect();
                let possessive =
                    tail.starts_with(['s', 'S']) && !tail[1..].starts_with(char::is_alphanumeric);
                if possessive {
                    return at;
                }
                kind == TokenKind::Word && after.is_some_and(char::is_alphabetic)
            }
            _ => false,
        };
        if !joins {
            break;
        }
    }
    length
}

/// Words to which the next one sticks where a page lost the space at a link: "a meeting withPresident A B".
const GLUED: &[&str] =
    &["with", "by", "of", "in", "the", "and", "to", "for", "from", "on", "at", "that", "as"];

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// One capital letter, or several with points between: `A`, `U.S`, `H.E`.
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut characters = part.chars();
        characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
    })
}

fn case_of(word: &str) -> Case {
    let mut characters = word.chars();
    let title = characters.next().is_some_and(char::is_uppercase);
    let mut letters = word.chars().filter(|character| character.is_alphabetic());
    let upper = word.chars().filter(|character| character.is_alphabetic()).count() > 1
        && letters.all(char::is_uppercase);
    match (title, upper) {
        (_, true) => Case::Upper,
        (true, false) => Case::Title,
        (false, false) => Case::Lower,
    }
}

/// The lines of a text, without white space at their ends.
fn lines_of(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let body = line.trim();
            let start = at + (line.len() - line.trim_start().len());
            at += line.len();
            start..start + body.len()
        })
        .collect()
}

/// Whether the lines of a text are wrapped hard, so that blank lines end its paragraphs.
#[must_use]
pub fn is_wrapped(text: &str) -> bool {
    is_hard_wrapped(text, &lines_of(text))
}

/// The paragraphs of a text: its lines, unless it is wrapped hard, where a blank line ends a paragraph.
fn paragraph_ranges(text: &str) -> Vec<Range<usize>> {
    let lines = lines_of(text);
    if !is_hard_wrapped(text, &lines) {
        let paragraphs = joined(text, lines);
        return paragraphs.into_iter().flat_map(|paragraph| at_dateline(text, paragraph)).collect();
    }
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines {
        // An indented line begins a paragraph, where lines are not all indented.
        let indent = text[..line.start].bytes().rev().take_while(|&byte| byte == b' ').count();
        open &= indent < 3;
        match (line.is_empty(), open) {
            (true, _) => open = false,
            (false, true) => {
                if let Some(last) = paragraphs.last_mut() {
                    last.end = line.end;
                }
            }
            (false, false) => {
                paragraphs.push(line);
                open = true;
            }
        }
    }
    paragraphs
}

/// Lines as paragraphs, but for a line that breaks within a sentence: without a mark at its end, before one that begins in
/// small letters.
fn joined(text: &str, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut above_is_blank = true;
    let mut length = 0;
    let cut = cut_at_links(text, &lines);
    for (line, is_cut) in lines.into_iter().zip(cut) {
        if let Some(last) = paragraphs.last_mut().filter(|_| is_cut) {
            last.end = line.end;
            length = line.len();
            continue;
        }
        let goes_on = !above_is_blank
            && (50..=100).contains(&length)
            && text[line.clone()].starts_with(|first: char| first.is_lowercase());
        above_is_blank = line.is_empty();
        length = line.len();
        match paragraphs.last_mut() {
            Some(last)
                if goes_on
                    && !text[last.clone()].ends_with(['.', '!', '?', ':', ';', '"', '”', '’', ')']) =>
            {
                last.end = line.end;
            }
            _ if line.is_empty() => {}
            _ => paragraphs.push(line),
        }
    }
    paragraphs
}

/// The longest text of a link that stands on a line of its own, in bytes.
const MAX_LINK: usize = 60;

/// Which lines go on with the line before: a page was cut where links begin and end, so that "Foreign Minister", "A B" and
/// ", who chaired the meeting" stand on three lines.
fn cut_at_links(text: &str, lines: &[Range<usize>]) -> Vec<bool> {
    let line = |at: usize| lines.get(at).map_or("", |line| &text[line.clone()]);
    let is_open =
        |at: usize| !line(at).is_empty() && !line(at).ends_with(['.', '!', '?', ':', '"', '”', '’']);
    let mut cut = vec![false; lines.len()];
    for at in 1..lines.len() {
        let this = line(at);
        let by_mark =
            this.starts_with([',', ';', ')']) || matches!(this, "(" | ".") || this.starts_with(". ");
        let by_word = || {
            at >= 2
                && this.starts_with(|first: char| first.is_lowercase())
                && this.split_ascii_whitespace().nth(2).is_some()
                && line(at - 1).len() <= MAX_LINK
                && is_open(at - 1)
                && is_open(at - 2)
                && line(at - 2).split_ascii_whitespace().nth(2).is_some()
        };
        if line(at - 1).is_empty() || !(by_mark || by_word()) {
            continue;
        }
        cut[at] = true;
        cut[at - 1] |= at >= 2 && is_open(at - 2) && line(at - 1).len() <= MAX_LINK;
    }
    cut
}

/// The least that stands before a dateline within a paragraph, and the longest agency between its brackets, in bytes.
const LEAST_BEFORE_DATELINE: usize = 100;
const MAX_AGENCY: usize = 24;

/// The longest date of a dateline with the mark before it, in bytes: ", September 12 ".
const MAX_DATE: usize = 18;

/// A page that was saved as one line, cut before the report's dateline: "… Photo Video HARBOUR CITY, Nov. 12 (Agency) -- The".
fn at_dateline(text: &str, paragraph: Range<usize>) -> Vec<Range<usize>> {
    let within = &text[paragraph.clone()];
    let dateline = within.match_indices(") ").find_map(|(close, _)| {
        if !within[close + 2..].starts_with(['-', '–', '—']) {
            return None;
        }
        // Looked for at hand alone, so that a line of brackets costs no more than its length.
        let near = |end: usize, length: usize, byte: u8| {
            let start = end.saturating_sub(length);
            within.as_bytes()[start..end].iter().rposition(|&at| at == byte).map(|at| start + at)
        };
        let open = near(close, MAX_AGENCY, b'(')?;
        let comma = near(open, MAX_DATE, b',')?;
        let (place, date) = (&within[..comma], within[comma + 1..open].trim());
        let (month, day) = date.split_once(' ')?;
        let is_date = month.starts_with(char::is_uppercase)
            && month.trim_end_matches('.').chars().all(char::is_alphabetic)
            && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        let is_upper = |word: &&str| {
            word.len() >= 3
                && word.chars().all(|letter| letter.is_uppercase() || matches!(letter, '-' | '/' | '\''))
        };
        let city: usize = place.rsplit(' ').take_while(is_upper).map(|word| word.len() + 1).sum();
        let start = (place.len() + 1).checked_sub(city).filter(|_| is_date && city > 0)?;
        (start >= LEAST_BEFORE_DATELINE).then_some(start)
    });
    match dateline {
        Some(start) => {
            let end = paragraph.start + within[..start].trim_end().len();
            vec![paragraph.start..end, paragraph.start + start..paragraph.end]
        }
        None => vec![paragraph],
    }
}

/// Whether lines break where a column ends: most lines that another follows are 50 to 100 characters long and do not end
/// a sentence.
fn is_hard_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let followed: Vec<&str> = lines
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty())
        .map(|pair| &text[pair[0].clone()])
        .collect();
    let wrapped = followed
        .iter()
        .filter(|line| {
            (50..=100).contains(&line.len()) && !line.ends_with(['.', '!', '?', ':', '"', '”', '’'])
        })
        .count();
    followed.len() >= 6 && wrapped * 20 >= followed.len() * 11
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &Expect) {
        let document = Document::new(text.to_owned());
        let mut shown = String::new();
        for sentence in &document.sentences {
            let words: Vec<&str> = sentence.tokens.clone().map(|token| document.str(token)).collect();
            shown.push_str(&format!("{}: {}\n", sentence.paragraph, words.join(" ")));
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_sentences() {
        check(
            "Gen. (Retd) A. A. Tamm met Dr. Oyo of the U.S. delegation. He left at 10:28.",
            &expect![[r"
                0: Gen. ( Retd ) A. A. Tamm met Dr. Oyo of the U.S. delegation .
                0: He left at 10:28 .
            "]],
        );
    }

    #[test]
    fn marks_behind_the_point_belong_to_the_sentence() {
        check(
            "“We agreed.” The ministers’ meeting ended. \"It did.\" Vela's talks go on",
            &expect![[r#"
                0: “ We agreed . ”
                0: The ministers ’ meeting ended .
                0: " It did . "
                0: Vela 's talks go on
            "#]],
        );
    }

    #[test]
    fn lines_are_paragraphs_unless_the_text_is_wrapped() {
        check(
            "One line\nAnother.\n\nThird.",
            &expect![[r"
            0: One line
            1: Another .
            2: Third .
        "]],
        );
        let wrapped = "The ministers of the nine member states of the league met in the\n".repeat(8);
        assert_eq!(Document::new(wrapped).paragraphs.len(), 1);
    }

    proptest! {
        #[test]
        fn every_token_has_its_place(text in "\\PC{0,60}|[A-Za-z’'\"“”. ,\n]{0,80}") {
            let document = Document::new(text.clone());
            prop_assert_eq!(document.text.len(), document.lower.len());
            let mut end = 0;
            for token in &document.tokens {
                prop_assert!(token.start >= end && token.end > token.start);
                prop_assert!(text.get(token.start as usize..token.end as usize).is_some());
                end = token.end;
            }
            let in_sentences: Vec<usize> = document.sentences.iter().flat_map(|s| s.tokens.clone()).collect();
            prop_assert_eq!(in_sentences, (0..document.tokens.len()).collect::<Vec<_>>());
            let in_paragraphs: Vec<usize> = document.paragraphs.iter().flat_map(|p| p.sentences.clone()).collect();
            prop_assert_eq!(in_paragraphs, (0..document.sentences.len()).collect::<Vec<_>>());
        }
    }
}
