//! Treebanks in CoNLL-U, cut into the words that the extractor's own text layer makes of them.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    ops::Range,
    path::Path,
};

use anyhow::Context;
use flate2::read::MultiGzDecoder;
use rapporteur_parsing::{
    pos::{self, Form, Pos},
    text::Document,
};

/// A sentence to learn from: the words as the tagger sees them, each with its part of speech.
#[derive(Debug)]
pub(crate) struct Sentence {
    /// The words.
    pub(crate) forms: Vec<Form>,
    /// The part of speech of each.
    pub(crate) tags: Vec<Pos>,
}

/// A word of a treebank.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// As it is printed.
    pub(crate) form: String,
    /// Its part of speech.
    pub(crate) pos: Pos,
    /// Its subject.
    pub(crate) subject: Subject,
}

/// The subject of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The word is no verb, or nobody told.
    Unknown,
    /// The verb has none.
    Nobody,
    /// The word of this index.
    Word(usize),
}

/// A word as CoNLL-U has it.
#[derive(Debug)]
struct Row {
    form: String,
    /// Penn tag.
    penn: String,
    /// Universal tag, which tells subordinating conjunctions from prepositions.
    universal: String,
    /// Index of the word that governs it; none for the root.
    head: Option<usize>,
    /// How it hangs on that, without subtype.
    relation: String,
}

/// A sentence of a treebank.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// As it is printed.
    pub(crate) text: String,
    /// Its words.
    pub(crate) words: Vec<Word>,
}

/// Reads a treebank, compressed where its name ends in `.gz`.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Tree>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let is_compressed = path.extension().is_some_and(|ending| ending == "gz");
    let reader: Box<dyn Read> =
        if is_compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut trees = Vec::new();
    let mut text = String::new();
    let mut rows = Vec::new();
    for line in BufReader::new(reader).lines() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.is_empty() {
            trees.push(Tree { text: std::mem::take(&mut text), words: words_of(&rows) });
            rows.clear();
        } else if let Some(printed) = line.strip_prefix("# text = ") {
            printed.clone_into(&mut text);
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            let columns: Vec<&str> = line.split('\t').collect();
            // Lines `3-4` and `3.1` are no words of their own.
            if let [number, form, _, universal, penn, _, head, relation, ..] = columns[..]
                && number.bytes().all(|byte| byte.is_ascii_digit())
            {
                rows.push(Row {
                    form: form.to_owned(),
                    penn: penn.to_owned(),
                    universal: universal.to_owned(),
                    head: head.parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
                    relation: relation.split(':').next().unwrap_or_default().to_owned(),
                });
            }
        }
    }
    Ok(trees)
}

impl Tree {
    /// The sentence in tokens of our own text layer, and the words of the treebank that each covers.
    pub(crate) fn aligned(&self) -> Option<(Document, Vec<Range<usize>>)> {
        let mut spans = Vec::new();
        let mut at = 0;
        for word in &self.words {
            let found = self.text[at..].find(&word.form)?;
            spans.push(at + found..at + found + word.form.len());
            at += found + word.form.len();
        }
        let document = Document::new(self.text.clone());
        let mut covered = Vec::with_capacity(document.tokens.len());
        let mut word = 0;
        for token in &document.tokens {
            let (start, end) = (token.start as usize, token.end as usize);
            while word < spans.len() && spans[word].end <= start {
                word += 1;
            }
            let count = spans[word..].iter().take_while(|span| span.start < end).count();
            if count == 0 {
                return None;
            }
            covered.push(word..word + count);
        }
        (!covered.is_empty()).then_some((document, covered))
    }

    /// The first word that is no token of our own text layer; none where all are. Of a mark there may be several (`--`).
    pub(crate) fn first_miscut(&self) -> Option<usize> {
        let Some((_, covered)) = self.aligned() else { return Some(0) };
        let is_cut = |at: usize| {
            let mut tokens = covered.iter().filter(|words| words.contains(&at));
            let count = tokens.clone().count();
            tokens.all(|words| words.len() == 1)
                && (count == 1 || count > 1 && self.words[at].pos == Pos::Punctuation)
        };
        (0..self.words.len()).find(|&at| !is_cut(at))
    }

    /// The sentence to learn parts of speech from. A token has the tag of its last word in a compound (`Shanghai-based`),
    /// of the first in a contraction (`don't`).
    pub(crate) fn tagged(&self) -> Option<Sentence> {
        let (document, covered) = self.aligned()?;
        let tags = covered.iter().enumerate().map(|(token, words)| {
            let contraction = document.str(token).contains(['\'', '’']);
            self.words[if contraction { words.start } else { words.end - 1 }].pos
        });
        let tags = tags.collect();
        Some(Sentence { forms: pos::forms(&document, 0..document.tokens.len()), tags })
    }
}

fn words_of(rows: &[Row]) -> Vec<Word> {
    let subject = |verb: usize| match (rows[verb].universal.as_str(), subject_of(rows, verb)) {
        ("VERB", Some(subject)) => Subject::Word(subject),
        ("VERB", None) => Subject::Nobody,
        _ => Subject::Unknown,
    };
    rows.iter()
        .enumerate()
        .map(|(at, row)| Word { form: row.form.clone(), pos: pos_of(row), subject: subject(at) })
        .collect()
}

/// The word that is the subject of a verb, its own or one that it shares.
fn subject_of(rows: &[Row], verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        let own = rows.iter().position(|row| row.head == Some(at) && row.relation == "nsubj");
        if let Some(subject) = own {
            return relative(rows, at, subject);
        }
        let has_clause = rows.iter().any(|row| row.head == Some(at) && row.relation == "csubj");
        if has_clause {
            return None;
        }
        match rows[at].relation.as_str() {
            "conj" | "xcomp" | "advcl" => at = rows[at].head?,
            // "a statement saying …": the noun that it describes.
            "acl" => return rows[at].head,
            _ => return None,
        }
    }
    None
}

/// For "who" and "which" the noun that they stand for.
fn relative(rows: &[Row], verb: usize, subject: usize) -> Option<usize> {
    let is_relative = matches!(rows[subject].penn.as_str(), "WP" | "WDT");
    match (is_relative, rows[verb].relation.as_str()) {
        (true, "acl") => rows[verb].head,
        (true, _) => None,
        _ => Some(subject),
    }
}

fn pos_of(row: &Row) -> Pos {
    match (row.penn.as_str(), row.universal.as_str()) {
        ("IN", "SCONJ") => Pos::Subordinator,
        (penn, "PUNCT") => part_of_speech(penn).unwrap_or(Pos::Punctuation),
        (penn, _) => part_of_speech(penn).unwrap_or(Pos::Other),
    }
}

/// The part of speech of a Penn tag, if it is one of words.
pub(crate) fn part_of_speech(penn: &str) -> Option<Pos> {
    Some(match penn {
        "NN" => Pos::Noun,
        "NNS" => Pos::Nouns,
        "NNP" | "NNPS" => Pos::Name,
        "PRP" => Pos::Pronoun,
        "PRP$" => Pos::Possessive,
        "DT" | "PDT" => Pos::Determiner,
        "JJ" | "JJR" | "JJS" => Pos::Adjective,
        "RB" | "RBR" | "RBS" => Pos::Adverb,
        "VB" => Pos::Base,
        "VBD" => Pos::Past,
        "VBN" => Pos::PastParticiple,
        "VBG" => Pos::Gerund,
        "VBP" => Pos::Present,
        "VBZ" => Pos::PresentThird,
        "MD" => Pos::Modal,
        "IN" => Pos::Preposition,
        "TO" => Pos::To,
        "CC" => Pos::Coordinator,
        "CD" => Pos::Number,
        "WP" | "WDT" | "WP$" => Pos::WhPronoun,
        "WRB" => Pos::WhAdverb,
        "EX" => Pos::Existential,
        "RP" => Pos::Particle,
        "POS" => Pos::Genitive,
        _ => return None,
    })
}
