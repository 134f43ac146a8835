//! Subjects: which noun phrase is the subject of a verb, told by a small linear model over parts of speech.
//!
//! The model ranks the chunks near a verb, before and behind it, and the answer "none of them". It was learned from open
//! treebanks and our own annotated sentences (`crates/training`), where a verb that shares the subject of another ("X met Y and called for …", "…, X
//! said, adding …") has that subject too. Weights: `weights/subject.bin`.

use std::{ops::Range, sync::LazyLock};

use crate::{
    chunk::Chunk,
    pos::Pos,
    text::{Document, TokenKind},
    weights::{Table, feature, hash},
    word_class::WordClass,
};

/// Bytes of a row of the table: one weight, one unused, the owner's two.
pub const LANES: usize = 4;

/// How many chunks before a verb are looked at.
const BEFORE: usize = 8;

/// How many chunks behind a verb are looked at.
const BEHIND: usize = 2;

/// A sentence, its parts of speech and chunks.
#[derive(Debug, Clone, Copy)]
pub struct Clauses<'document> {
    /// The document.
    pub document: &'document Document,
    /// Parts of speech of the document's tokens.
    pub tags: &'document [Pos],
    /// The sentence's tokens.
    pub tokens: (usize, usize),
    /// Chunks of the sentence, in order.
    pub chunks: &'document [Chunk],
}

/// What between a chunk and a verb matters.
#[derive(Debug, Default)]
struct Between {
    finite: u32,
    verbs: u32,
    commas: u32,
    wh: u32,
    that: u32,
    coordinators: u32,
    prepositions: u32,
    quotes: u32,
}

impl Clauses<'_> {
    /// The candidates for the subject of the verb at `verb`: indices of chunks.
    #[must_use]
    pub fn candidates(&self, verb: usize) -> Range<usize> {
        let behind = self.chunks.partition_point(|chunk| chunk.tokens.start < verb);
        behind.saturating_sub(BEFORE)..(behind + BEHIND).min(self.chunks.len())
    }

    fn tag(&self, token: Option<usize>) -> u32 {
        match token {
            Some(token) if (self.tokens.0..self.tokens.1).contains(&token) => match self.tags[token] {
                // Which mark it is tells more than that it is one.
                Pos::Punctuation => 64 + hash(self.document.str(token).as_bytes()) % 997,
                Pos::Preposition | Pos::Subordinator | Pos::WhPronoun | Pos::Coordinator => {
                    1100 + hash(self.document.low(token).as_bytes()) % 4999
                }
                tag => tag as u32,
            },
            _ => 63,
        }
    }

    fn between(&self, gap: Range<usize>) -> Between {
        let mut between = Between::default();
        for token in gap {
            match self.tags[token] {
                tag if tag.is_finite() => {
                    between.finite += 1;
                    between.verbs += 1;
                }
                Pos::Gerund | Pos::PastParticiple | Pos::Base => between.verbs += 1,
                Pos::WhPronoun | Pos::WhAdverb => between.wh += 1,
                Pos::Subordinator => between.that += 1,
                Pos::Coordinator => between.coordinators += 1,
                Pos::Preposition | Pos::To => between.prepositions += 1,
                Pos::Punctuation => match self.document.str(token) {
                    "," | "–" | "—" | "(" | ")" | ";" => between.commas += 1,
                    "“" | "”" | "\"" | "''" => between.quotes += 1,
                    _ => {}
                },
                _ => {}
            }
        }
        between
    }

    /// Where the verb's own words begin: over its auxiliaries and adverbs.
    fn verb_start(&self, verb: usize) -> usize {
        let mut start = verb;
        while start > self.tokens.0
            && (matches!(self.tags[start - 1], Pos::Adverb | Pos::Modal | Pos::Particle)
                || self.document.is(start - 1, WordClass::Auxiliary))
        {
            start -= 1;
        }
        start
    }

    /// The features of the answer "none of them".
    fn none_features(&self, verb: usize, out: &mut Vec<u32>) {
        let start = self.verb_start(verb);
        let own = self.tags[verb] as u32;
        let before = self.tag(start.checked_sub(1));
        out.push(feature(100, own, 0));
        out.push(feature(101, own, before));
        out.push(feature(102, self.tag(Some(start)), before));
        out.push(feature(103, own, u32::from(start == self.tokens.0)));
        out.push(feature(104, own, self.tag(verb.checked_add(1))));
        out.push(feature(105, hash(self.document.low(verb).as_bytes()), 0));
    }

    /// The features of one candidate.
    fn features(&self, verb: usize, index: usize, out: &mut Vec<u32>) {
        let chunk = &self.chunks[index];
        let before = chunk.tokens.start < verb;
        let start = self.verb_start(verb);
        let gap = if before {
            chunk.tokens.end..start.max(chunk.tokens.end)
        } else {
            verb + 1..chunk.tokens.start.max(verb + 1)
        };
        let first = self.chunks.partition_point(|chunk| chunk.tokens.start < verb);
        let distance = if before { first - index } else { 100 + index - first };
        let distance = u32::try_from(distance).unwrap_or(200);
        let side = u32::from(before);
        let own = self.tags[verb] as u32;
        let between = self.between(gap.clone());
        let head = self.document.low(chunk.head());
        let head_kind = match self.tags[chunk.head()] {
            Pos::Pronoun => 64 + hash(head.as_bytes()) % 997,
            tag => tag as u32,
        };
        let preceding = self.tag(chunk.tokens.start.checked_sub(1));
        let following = self.tag(Some(chunk.tokens.end));
        let verb_before = self.tag(start.checked_sub(1));
        let verb_start = self.tag(Some(start));
        let adjacent = u32::from(gap.is_empty());
        let cut = |count: u32| count.min(3);
        let shape = side
            | cut(between.finite) << 1
            | cut(between.commas) << 3
            | between.wh.min(1) << 5
            | between.that.min(1) << 6
            | between.coordinators.min(1) << 7
            | cut(between.verbs) << 8
            | between.prepositions.min(1) << 10;
        let at_start = u32::from(chunk.tokens.start == self.tokens.0);
        // How it stands to the last verb with a tense before this one: its likely subject, its object, far from it.
        let last = (self.tokens.0..start).rev().find(|&token| self.tags[token].is_finite());
        let (to_last, last_word) = last.map_or((0, 0), |last| {
            let relation = if !before {
                1
            } else if chunk.tokens.end <= last {
                let gap = chunk.tokens.end..last;
                let clear = !self.tags[gap.clone()].iter().any(|tag| tag.is_verb());
                2 + u32::from(clear) + u32::from(gap.is_empty())
            } else {
                5 + u32::from(chunk.tokens.start == last + 1)
            };
            (relation, hash(self.document.low(last).as_bytes()))
        });
        out.extend([
            feature(1, distance, own),
            feature(2, side | adjacent << 1, own),
            feature(3, preceding, side | adjacent << 1),
            feature(4, following, side),
            feature(5, shape, 0),
            feature(6, shape, own),
            feature(7, shape, preceding),
            feature(8, head_kind, side | at_start << 1),
            feature(9, verb_before, side | adjacent << 1),
            feature(10, verb_before, shape),
            feature(11, preceding, following),
            feature(12, cut(between.finite) << 4 | cut(between.commas), verb_before),
            feature(13, between.quotes.min(3), side | own << 1),
            feature(14, self.tag(Some(verb + 1)), side | adjacent << 1 | own << 2),
            feature(15, hash(self.document.low(verb).as_bytes()), side | adjacent << 1),
            feature(16, at_start, shape),
            feature(17, hash(head.as_bytes()), side),
            feature(18, u32::from(self.tags[chunk.tokens.start] == Pos::Determiner), head_kind),
            feature(19, own, verb_start),
            feature(20, verb_start, shape),
            feature(21, preceding | following << 16, shape & 7),
            feature(23, to_last, own),
            feature(24, to_last, verb_before),
            feature(25, to_last | own << 4 | side << 12, last_word),
            feature(26, to_last | cut(between.commas) << 4, preceding),
            feature(22, self.tag(gap.clone().next().filter(|_| !gap.is_empty())), shape),
        ]);
    }

    /// The features of each candidate, those of "none" last.
    #[must_use]
    pub fn all_features(&self, verb: usize) -> Vec<Vec<u32>> {
        let mut all: Vec<Vec<u32>> = self
            .candidates(verb)
            .map(|index| {
                let mut features = Vec::with_capacity(28);
                self.features(verb, index, &mut features);
                features
            })
            .collect();
        let mut none = Vec::new();
        self.none_features(verb, &mut none);
        all.push(none);
        all
    }

    /// The subject of a verb, of the chunks that `may_be` one: its index.
    #[must_use]
    pub fn subject(&self, verb: usize, may_be: impl Fn(&Chunk) -> bool) -> Option<usize> {
        if !(self.tokens.0..self.tokens.1).contains(&verb) {
            return None;
        }
        let mut features = Vec::with_capacity(28);
        self.none_features(verb, &mut features);
        let mut best = (score(&features), None);
        for index in self.candidates(verb).filter(|&index| may_be(&self.chunks[index])) {
            features.clear();
            self.features(verb, index, &mut features);
            let score = score(&features);
            if score > best.0 {
                best = (score, Some(index));
            }
        }
        best.1
    }

    /// Whether a token may be a verb whose subject is asked for.
    #[must_use]
    pub fn is_verb(&self, token: usize) -> bool {
        self.document.tokens[token].kind == TokenKind::Word
            && self.tags[token].is_verb()
            && self.tags[token] != Pos::Modal
    }
}

static TABLE: LazyLock<Table<LANES>> = LazyLock::new(|| {
    Table::read(include_bytes!("../weights/subject.bin")).map_or_else(Table::empty, |(table, _)| table)
});

/// The sum of the weights of features.
#[must_use]
pub fn weigh(table: &Table<LANES>, features: &[u32]) -> i32 {
    features
        .iter()
        .map(|&feature| {
            let (row, mask) = table.get(feature);
            i32::from(row[0] & mask)
        })
        .sum()
}

fn score(features: &[u32]) -> i32 {
    weigh(&TABLE, features)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{chunk, pos};

    /// The subject of a verb in a sentence, as printed.
    fn check(text: &str, verb: &str, expected: Option<&str>) {
        let document = Document::new(text.to_owned());
        let tags = pos::tag(&document);
        let chunks = chunk::find(&document, &tags, 0..document.tokens.len());
        let clauses =
            Clauses { document: &document, tags: &tags, tokens: (0, document.tokens.len()), chunks: &chunks };
        let at = (0..document.tokens.len()).find(|&token| document.str(token) == verb).expect("the verb");
        let found = clauses.subject(at, |_| true).map(|index| document.slice(chunks[index].tokens.clone()));
        assert_eq!(found, expected, "{verb} in {text}");
    }

    #[test]
    fn subjects_before_and_behind() {
        check(
            "The foreign minister of Velmora, Ann Lee, said it was late.",
            "said",
            Some("The foreign minister"),
        );
        check("“We agree,” said the advisers.", "said", Some("the advisers"));
        check("“We agree,” the printed card said.", "said", Some("the printed card"));
    }

    #[test]
    fn verbs_share_a_subject() {
        check("Lee met the envoy and called for talks.", "called", Some("Lee"));
        check("Lee welcomed the envoys, saying that ships were waiting.", "saying", Some("Lee"));
    }
}
