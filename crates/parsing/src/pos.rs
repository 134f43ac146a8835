//! Parts of speech: a greedy averaged perceptron over hashed features.
//!
//! The method is that of Collins 2002 ("Discriminative training methods for hidden Markov models") in the greedy form that
//! taggers since Honnibal's of 2013 use: left to right, each decision from a handful of features of the word, its
//! neighbours and the two tags before it. A feature that counts has a row of small integers, one for each tag, in a hash
//! table. Frequent words that have only one tag are looked up.
//!
//! The weights (`weights/pos.bin`, see `weights/README.md` for their licence) are made by `crates/training` from open
//! treebanks and our own annotated sentences. It calls [`Form`] and [`features`] of this module, so that both see the same
//! features.

use std::{ops::Range, sync::LazyLock};

use rustc_hash::FxHashMap;

use crate::{
    text::{Case, Document, TokenKind},
    weights::{Table, feature, hash},
};

/// Parts of speech: the Penn Treebank's, those that no rule tells apart folded together, and subordinating conjunctions
/// told from prepositions as Universal Dependencies does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Pos {
    /// Singular or mass noun.
    Noun,
    /// Plural noun.
    Nouns,
    /// Proper noun.
    Name,
    /// Personal pronoun.
    Pronoun,
    /// Possessive pronoun.
    Possessive,
    /// Determiner.
    Determiner,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Verb, base form.
    Base,
    /// Verb, past tense.
    Past,
    /// Verb, past participle.
    PastParticiple,
    /// Verb, gerund or present participle.
    Gerund,
    /// Verb, present tense, not third person singular.
    Present,
    /// Verb, present tense, third person singular.
    PresentThird,
    /// Modal.
    Modal,
    /// Preposition.
    Preposition,
    /// Subordinating conjunction: "that", "if", "because".
    Subordinator,
    /// "to", and the preposition of that form.
    To,
    /// Coordinating conjunction.
    Coordinator,
    /// Number.
    Number,
    /// "who", "which", "what".
    WhPronoun,
    /// "when", "where", "how".
    WhAdverb,
    /// "there" of "there is".
    Existential,
    /// Particle of a verb: "set up".
    Particle,
    /// Possessive ending.
    Genitive,
    /// Punctuation.
    Punctuation,
    /// Anything else: interjections, symbols, foreign words.
    Other,
}

impl Pos {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 27] = [
        Self::Noun,
        Self::Nouns,
        Self::Name,
        Self::Pronoun,
        Self::Possessive,
        Self::Determiner,
        Self::Adjective,
        Self::Adverb,
        Self::Base,
        Self::Past,
        Self::PastParticiple,
        Self::Gerund,
        Self::Present,
        Self::PresentThird,
        Self::Modal,
        Self::Preposition,
        Self::Subordinator,
        Self::To,
        Self::Coordinator,
        Self::Number,
        Self::WhPronoun,
        Self::WhAdverb,
        Self::Existential,
        Self::Particle,
        Self::Genitive,
        Self::Punctuation,
        Self::Other,
    ];

    /// By its number; [`Pos::Other`] for a number that is none.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::Other)
    }

    /// A noun, singular, plural or proper.
    #[must_use]
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Noun | Self::Nouns | Self::Name)
    }

    /// A verb that carries tense, or a modal.
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::PresentThird | Self::Modal)
    }

    /// Any form of a verb, or a modal.
    #[must_use]
    pub fn is_verb(self) -> bool {
        self.is_finite() || matches!(self, Self::Base | Self::PastParticiple | Self::Gerund)
    }
}

/// Bytes of a row of the table: the weight of each of [`Pos::ALL`], then two bytes that tell whose row it is.
pub const LANES: usize = 32;

/// Number of feature templates.
pub const TEMPLATES: usize = 18;

/// What the features see of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Hash of the word in small letters, digits as one sort.
    pub word: u32,
    /// Hash of its last three bytes.
    pub suffix: u32,
    /// Hash of its last two bytes.
    pub ending: u32,
    /// Its first two bytes, and whether it holds a hyphen.
    pub frame: u32,
    /// Kind, case and place in the sentence.
    pub shape: u32,
    /// The usual part of speech of a frequent word; [`RARE`] of any other.
    pub usual: u32,
}

/// [`Form::usual`] of a word that is not frequent.
pub const RARE: u32 = 30;

impl Form {
    /// What stands before and behind a sentence.
    pub const OUTSIDE: Self = Self { word: 1, suffix: 2, ending: 3, frame: 4, shape: 5, usual: 29 };

    /// Of a token; `first` tells that it begins its sentence. [`Form::usual`] is left [`RARE`].
    #[must_use]
    pub fn of(lower: &str, kind: TokenKind, case: Case, first: bool) -> Self {
        let bytes = lower.as_bytes();
        let word = if kind == TokenKind::Number {
            // Numbers are told by their length and their last letters: `13th`, `2018`, `10:28`.
            let letters = bytes.iter().rposition(u8::is_ascii_digit).map_or(bytes, |at| &bytes[at + 1..]);
            hash(letters) ^ 0x9e37 ^ (u32::try_from(bytes.len().min(6)).unwrap_or_default() << 20)
        } else {
            hash(bytes)
        };
        let last = |count: usize| hash(&bytes[bytes.len().saturating_sub(count)..]);
        let hyphen = u32::from(bytes.contains(&b'-'));
        let byte = |at: usize| bytes.get(at).copied().map_or(0, u32::from);
        let shape = kind as u32 * 8 + case as u32 * 2 + u32::from(first);
        Self {
            word,
            suffix: last(3),
            ending: last(2),
            frame: byte(0) << 9 | byte(1) << 1 | hyphen,
            shape: shape + 16,
            usual: RARE,
        }
    }
}

/// The features of a decision: `forms` are those of two tokens before it, its own, and two behind; `tags` the two before.
#[must_use]
pub fn features(forms: [Form; 5], tags: [u8; 2]) -> [u32; TEMPLATES] {
    let [before2, before, own, after, after2] = forms;
    let [tag2, tag] = tags.map(|tag| u32::from(tag) + 1);
    [
        feature(0, own.word, 0),
        feature(1, own.suffix, own.shape),
        feature(2, own.ending, tag),
        feature(3, own.shape, tag),
        feature(4, tag | tag2 << 8, own.usual),
        feature(5, own.word, tag),
        feature(6, before.word, own.suffix),
        feature(7, after.word, own.usual),
        feature(8, after.suffix, after.shape ^ (own.usual << 8)),
        feature(9, before2.word, before.word),
        feature(10, after.usual | after2.usual << 8, own.usual | tag << 8),
        feature(11, own.word, before.word),
        feature(12, own.word, after.word),
        feature(13, own.frame, own.shape),
        feature(14, before.word, own.usual),
        feature(15, own.shape | own.usual << 8, after.shape | after.usual << 8),
        feature(16, own.word, after.usual | tag << 8),
        feature(17, own.suffix, before.shape | after.shape << 8 | own.shape << 16),
    ]
}

/// The tagger's weights.
#[derive(Debug)]
pub struct Model {
    table: Table<LANES>,
    /// Frequent words by their hash: their usual tag, and whether they have no other.
    words: FxHashMap<u32, (Pos, bool)>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("../weights/pos.bin")));

impl Model {
    /// Reads a file of weights, as [`Table::read`] does; its words are the frequent ones, each with the number of its usual
    /// tag, the high bit set where that is the only one.
    ///
    /// A file that is none gives a model that calls everything a noun; the tests see to it that ours is one.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let (table, words) = Table::read(bytes).unwrap_or_else(|| (Table::empty(), Vec::new()));
        let entry = |tag: u8| (Pos::from_index((tag & 0x7f).into()), tag & 0x80 != 0);
        Self { table, words: words.into_iter().map(|(word, tag)| (word, entry(tag))).collect() }
    }

    /// The tags of a sentence, given the forms of its words, whose [`Form::usual`] it fills in.
    pub fn tag_forms(&self, forms: &mut [Form], tags: &mut Vec<Pos>) {
        // Words that have only one tag are not tagged but looked up.
        let mut only: Vec<Option<Pos>> = Vec::with_capacity(forms.len());
        for form in forms.iter_mut() {
            let entry = self.words.get(&form.word);
            form.usual = entry.map_or(RARE, |&(tag, _)| tag as u32);
            only.push(entry.and_then(|&(tag, is_only)| is_only.then_some(tag)));
        }
        let at = |index: usize| forms.get(index).copied().unwrap_or(Form::OUTSIDE);
        let mut window = [Form::OUTSIDE, Form::OUTSIDE, Form::OUTSIDE, at(0), at(1)];
        let mut last = [u8::MAX - 1; 2];
        for (index, only) in only.into_iter().enumerate() {
            window = [window[1], window[2], window[3], window[4], at(index + 2)];
            let tag = only.unwrap_or_else(|| self.best(features(window, last)));
            tags.push(tag);
            last = [last[1], tag as u8];
        }
    }

    fn best(&self, features: [u32; TEMPLATES]) -> Pos {
        let mut scores = [0_i16; LANES];
        for feature in features {
            let (weights, mask) = self.table.get(feature);
            // A loop of known length over arrays: vector instructions.
            let widened: [i16; LANES] = weights.map(|weight| i16::from(weight & mask));
            for lane in 0..LANES {
                scores[lane] = scores[lane].wrapping_add(widened[lane]);
            }
        }
        let mut best = 0;
        for index in 1..Pos::ALL.len() {
            if scores[index] > scores[best] {
                best = index;
            }
        }
        Pos::from_index(best)
    }
}

/// The forms of a sentence's words.
#[must_use]
pub fn forms(document: &Document, tokens: Range<usize>) -> Vec<Form> {
    // The first word tells nothing by its capital; marks before it do not count.
    let is_word = |token: usize| document.tokens[token].kind != TokenKind::Punctuation;
    let first = tokens.clone().find(|&token| is_word(token));
    tokens
        .map(|token| {
            let at = document.tokens[token];
            Form::of(document.low(token), at.kind, at.case, Some(token) == first)
        })
        .collect()
}

/// The parts of speech of all tokens of a document.
#[must_use]
pub fn tag(document: &Document) -> Vec<Pos> {
    let mut tags = Vec::with_capacity(document.tokens.len());
    for sentence in &document.sentences {
        MODEL.tag_forms(&mut forms(document, sentence.tokens.clone()), &mut tags);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Pos]) {
        let document = Document::new(text.to_owned());
        assert_eq!(tag(&document), expected, "{text}");
    }

    #[test]
    fn words_are_told_by_their_neighbours() {
        check(
            "The ministers plan to report on Friday.",
            &[
                Pos::Determiner,
                Pos::Nouns,
                Pos::Present,
                Pos::To,
                Pos::Base,
                Pos::Preposition,
                Pos::Name,
                Pos::Punctuation,
            ],
        );
        check(
            "He said the report was late.",
            &[
                Pos::Pronoun,
                Pos::Past,
                Pos::Determiner,
                Pos::Noun,
                Pos::Past,
                Pos::Adjective,
                Pos::Punctuation,
            ],
        );
    }

    #[test]
    fn verbs_of_headlines_are_told_from_nouns() {
        let expected = [Pos::Adjective, Pos::Nouns, Pos::Present, Pos::To, Pos::Base, Pos::Nouns];
        check("Foreign ministers vow to deepen ties", &expected);
        check("FOREIGN MINISTERS VOW TO DEEPEN TIES", &expected);
    }

    #[test]
    fn towns_of_datelines_are_names() {
        check("BEIJING, March 3", &[Pos::Name, Pos::Punctuation, Pos::Name, Pos::Number]);
        check("ACCRA", &[Pos::Name]);
    }

    #[test]
    fn a_document_has_a_tag_for_every_token() {
        let document = Document::new("One. Two (three)!\n\n“Four, 5.”".to_owned());
        assert_eq!(tag(&document).len(), document.tokens.len());
    }

    #[test]
    fn bytes_that_are_no_weights_give_a_model_without_opinions() {
        let model = Model::read(b"no weights");
        let mut tags = Vec::new();
        let document = Document::new("Any words".to_owned());
        model.tag_forms(&mut forms(&document, 0..2), &mut tags);
        assert_eq!(tags, [Pos::Noun, Pos::Noun]);
    }
}
