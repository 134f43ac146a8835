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
    /// Penn tag.
    pub(crate) penn: String,
    /// Universal tag, which tells subordinating conjunctions from prepositions.
    pub(crate) universal: String,
    /// Index of the word that governs it; none for the root.
    pub(crate) head: Option<usize>,
    /// How it hangs on that, without subtype.
    pub(crate) relation: String,
}

/// A sentence of a treebank.
#[derive(Debug)]
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
    let mut words = Vec::new();
    for line in BufReader::new(reader).lines() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.is_empty() {
            trees.push(Tree { text: std::mem::take(&mut text), words: std::mem::take(&mut words) });
        } else if let Some(printed) = line.strip_prefix("# text = ") {
            printed.clone_into(&mut text);
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            let columns: Vec<&str> = line.split('\t').collect();
            // Lines `3-4` and `3.1` are no words of their own.
            if let [number, form, _, universal, penn, _, head, relation, ..] = columns[..]
                && number.bytes().all(|byte| byte.is_ascii_digit())
            {
                words.push(Word {
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

    /// The sentence to learn parts of speech from. A token has the tag of its last word in a compound (`Shanghai-based`),
    /// of the first in a contraction (`don't`).
    pub(crate) fn tagged(&self) -> Option<Sentence> {
        let (document, covered) = self.aligned()?;
        let tags = covered.iter().enumerate().map(|(token, words)| {
            let contraction = document.str(token).contains(['\'', '’']);
            pos_of(&self.words[if contraction { words.start } else { words.end - 1 }])
        });
        let tags = tags.collect();
        Some(Sentence { forms: pos::forms(&document, 0..document.tokens.len()), tags })
    }
}

fn pos_of(word: &Word) -> Pos {
    match word.penn.as_str() {
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
        "IN" if word.universal == "SCONJ" => Pos::Subordinator,
        "IN" => Pos::Preposition,
        "TO" => Pos::To,
        "CC" => Pos::Coordinator,
        "CD" => Pos::Number,
        "WP" | "WDT" | "WP$" => Pos::WhPronoun,
        "WRB" => Pos::WhAdverb,
        "EX" => Pos::Existential,
        "RP" => Pos::Particle,
        "POS" => Pos::Genitive,
        _ if word.universal == "PUNCT" => Pos::Punctuation,
        _ => Pos::Other,
    }
}
