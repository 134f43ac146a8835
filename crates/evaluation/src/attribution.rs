//! Quotations against a corpus of attributions: are the words right, and is it the right mention that speaks?
//!
//! - Unit: words (runs of letters and digits), so marks and punctuation do not count; a leading "that" is dropped on both
//!   sides.
//! - Kind: found from the text, for gold and found alike. At least nine tenths of the words between quotation marks:
//!   direct; none: indirect; else mixed.
//! - Match: one to one, best first, by Dice overlap of the words.
//! - exact: the words are the same. partial: after Hollingsworth & Teufel and Pareti et al. 2013, mean share of each gold
//!   content that is covered by what was found, and the other way round. speaker: of the gold contents matched with
//!   overlap of a half, the share whose speaker is right. Strict: the places overlap and have one head word. Lenient: or
//!   half of the found words are in gold's place, or both have the same head word that is no pronoun. e2e: overlap of at
//!   least 0.8 and the right speaker (lenient).
//! - stretches: each stretch of four words or more between quotation marks, whoever joined or split the quotations, is
//!   right if gold and found both hold it as content and the speaker is right. Closest to what users see.

use std::{collections::BTreeMap, fmt, ops::Range, sync::LazyLock};

use rapporteur_model::{extraction::Quote, vocabulary::QuoteKind};
use regex::Regex;
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use crate::{
    LEAST_STRETCH_WORDS,
    assign::one_to_one,
    brat::{Annotated, Attribution},
    passage::{Passage, Words},
    rates::Rates,
};

/// The share of words between quotation marks from which on a content is direct: "that" and the like may stand outside.
const DIRECT: f64 = 0.9;
/// The overlap from which on a speaker is compared.
const MATCHED: f64 = 0.5;
/// The overlap from which on a quotation as a whole is right.
const RIGHT: f64 = 0.8;

/// Words of saying in a cue.
#[expect(clippy::unwrap_used, reason = "a constant, which every test compiles")]
static SPEECH: LazyLock<Regex> = LazyLock::new(|| {
    let lines = include_str!("../data/speech_cues.txt").lines();
    let words: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    Regex::new(&format!(r"(?i)\b(?:{})\b", words.join("|"))).unwrap()
});

/// What is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// All quotations.
    All,
    /// Those between quotation marks.
    Direct,
    /// Those outside.
    Indirect,
    /// Those partly outside.
    Mixed,
    /// Direct ones of four words or more.
    LongDirect,
    /// Gold whose cue holds a word of saying, against all that was found.
    SpeechCue,
}

impl Row {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::All, Self::Direct, Self::Indirect, Self::Mixed, Self::LongDirect, Self::SpeechCue];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
            Self::LongDirect => "direct>=4w",
            Self::SpeechCue => "speech cue",
        }
    }

    fn has(self, said: &Said) -> bool {
        match self {
            Self::All => true,
            Self::Direct => said.kind == QuoteKind::Direct,
            Self::Indirect => said.kind == QuoteKind::Indirect,
            Self::Mixed => said.kind == QuoteKind::Mixed,
            Self::LongDirect => said.kind == QuoteKind::Direct && said.content.len() >= LEAST_STRETCH_WORDS,
            Self::SpeechCue => said.is_speech,
        }
    }
}

/// One quotation that is not right, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Gold has it; nothing that was found overlaps with it.
    Missed {
        /// What gold has.
        gold: String,
    },
    /// Found, but with too many words or too few.
    Place {
        /// What gold has.
        gold: String,
        /// What was found.
        found: String,
    },
    /// Found, but with another speaker.
    Speaker {
        /// What gold has.
        gold: String,
        /// What was found.
        found: String,
    },
    /// Gold has nothing like it.
    Invented {
        /// What was found.
        found: String,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missed { gold } => write!(f, "missed: {gold}"),
            Self::Place { gold, found } => write!(f, "wrong words: {found}, not {gold}"),
            Self::Speaker { gold, found } => write!(f, "wrong speaker: {found}, not {gold}"),
            Self::Invented { found } => write!(f, "invented: {found}"),
        }
    }
}

/// Scores of one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct RowScores {
    /// How many gold has.
    pub gold: usize,
    /// How many were found.
    #[serde(rename = "pred")]
    pub found: usize,
    /// The words are the same.
    pub exact: Rates,
    /// Mean share of words.
    pub partial: Rates,
    /// Words and speaker are right.
    #[serde(rename = "e2e")]
    pub end_to_end: Rates,
    /// Speakers of those that are matched.
    pub speaker: SpeakerScores,
}

/// How often the speaker is right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct SpeakerScores {
    /// How many were matched.
    pub matched: usize,
    /// Share with the speaker in the same place.
    pub strict: f64,
    /// Share with a speaker who is the same.
    pub lenient: f64,
}

/// Scores of the stretches between quotation marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct StretchScores {
    /// How many gold has as content.
    pub gold: usize,
    /// How many were found as content.
    #[serde(rename = "pred")]
    pub found_count: usize,
    /// Found, whoever speaks.
    pub found: Rates,
    /// Found with the right speaker.
    pub attributed: Rates,
}

/// Scores of all texts that were added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evaluation {
    documents: usize,
    rows: BTreeMap<Row, Sums>,
    stretches: StretchSums,
    kinds: (usize, usize),
    floor: Option<Box<Self>>,
}

/// What is added up for a row; shares of words are fractions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Sums {
    gold: usize,
    found: usize,
    exact_of_gold: usize,
    exact_of_found: usize,
    partial_of_gold: f64,
    partial_of_found: f64,
    right_of_gold: usize,
    right_of_found: usize,
    matched: usize,
    strict: usize,
    lenient: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct StretchSums {
    gold: usize,
    found: usize,
    both: usize,
    right: usize,
}

impl Evaluation {
    /// Adds one text and the quotations found in it. Returns what is wrong.
    pub fn add(&mut self, annotated: &Annotated, quotes: &[Quote]) -> Vec<Remark> {
        let passage = &annotated.passage;
        let found = quotes.iter().map(|quote| {
            let attribution = Attribution {
                content: quote.segments.iter().map(|segment| segment.range()).collect(),
                source: quote.speaker.mention.map(|mention| mention.range()),
                cue: quote.cue_span.map(|cue| cue.range()),
            };
            Said::new(passage, &attribution, Some(quote.kind))
        });
        let found: Vec<Said> = found.filter(|said| !said.content.is_empty()).collect();
        let gold = annotated.attributions.iter().map(|attribution| Said::new(passage, attribution, None));
        let gold: Vec<Said> = gold.filter(|said| !said.content.is_empty()).collect();
        let copied = passage.long_stretches(LEAST_STRETCH_WORDS).map(|range| {
            let attribution = Attribution { content: vec![range], ..Attribution::default() };
            Said::new(passage, &attribution, Some(QuoteKind::Direct))
        });
        let copied: Vec<Said> = copied.collect();
        self.floor.get_or_insert_default().add_said(passage, &gold, &copied);
        self.add_said(passage, &gold, &found)
    }

    fn add_said(&mut self, passage: &Passage, gold: &[Said], found: &[Said]) -> Vec<Remark> {
        let mut remarks = Vec::new();
        self.documents += 1;
        self.add_stretches(passage, gold, found);
        let pairs = align(passage, gold, found);
        let covered_by_found = Words::union(found.iter().map(|said| &said.content));
        let covered_by_gold = Words::union(gold.iter().map(|said| &said.content));
        let mut right_found = vec![false; found.len()];
        let mut exact = Exact::new(found);
        for (i, wanted) in gold.iter().enumerate() {
            let pair = pairs.iter().find(|&&(paired, _)| paired == i).map(|&(_, j)| (j, &found[j]));
            let overlap = pair.map_or(0.0, |(_, said)| wanted.content.overlap(&said.content));
            let speaks =
                |lenient: bool| pair.is_some_and(|(_, said)| same_speaker(passage, wanted, said, lenient));
            let is_matched = overlap >= MATCHED;
            let is_right = overlap >= RIGHT && speaks(true);
            let is_exact = exact.take(&wanted.content);
            if let Some((j, said)) = pair {
                right_found[j] = is_right;
                if is_matched {
                    self.kinds.0 += usize::from(said.label == wanted.kind);
                    self.kinds.1 += 1;
                }
            }
            for row in Row::ALL.into_iter().filter(|row| row.has(wanted)) {
                let sums = self.rows.entry(row).or_default();
                sums.gold += 1;
                sums.exact_of_gold += usize::from(is_exact);
                sums.partial_of_gold += wanted.share_in(&covered_by_found);
                sums.right_of_gold += usize::from(is_right);
                sums.matched += usize::from(is_matched);
                sums.strict += usize::from(is_matched && speaks(false));
                sums.lenient += usize::from(is_matched && speaks(true));
            }
            if !is_right {
                let gold = wanted.show(passage);
                remarks.push(match pair.map(|(_, said)| said.show(passage)) {
                    None => Remark::Missed { gold },
                    Some(found) if overlap >= RIGHT => Remark::Speaker { gold, found },
                    Some(found) => Remark::Place { gold, found },
                });
            }
        }
        let mut exact = Exact::new(gold);
        for (j, said) in found.iter().enumerate() {
            let is_exact = exact.take(&said.content);
            for row in Row::ALL.into_iter().filter(|&row| row == Row::SpeechCue || row.has(said)) {
                let sums = self.rows.entry(row).or_default();
                sums.found += 1;
                sums.exact_of_found += usize::from(is_exact);
                sums.partial_of_found += said.share_in(&covered_by_gold);
                sums.right_of_found += usize::from(right_found[j]);
            }
            if !pairs.iter().any(|&(_, paired)| paired == j) {
                remarks.push(Remark::Invented { found: said.show(passage) });
            }
        }
        remarks
    }

    fn add_stretches(&mut self, passage: &Passage, gold: &[Said], found: &[Said]) {
        for stretch in passage.stretches().iter().filter(|stretch| stretch.len() >= LEAST_STRETCH_WORDS) {
            let (wanted, said) = (holder(gold, stretch), holder(found, stretch));
            self.stretches.gold += usize::from(wanted.is_some());
            self.stretches.found += usize::from(said.is_some());
            if let (Some(wanted), Some(said)) = (wanted, said) {
                self.stretches.both += 1;
                self.stretches.right += usize::from(same_speaker(passage, wanted, said, true));
            }
        }
    }

    /// How many texts were added.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Scores of one row.
    #[must_use]
    pub fn row(&self, row: Row) -> RowScores {
        let sums = self.rows.get(&row).copied().unwrap_or_default();
        let rates = |of_found: f64, of_gold: f64| Rates::new(of_found, sums.found, of_gold, sums.gold);
        let of_matched = |count: usize| count as f64 / sums.matched.max(1) as f64;
        RowScores {
            gold: sums.gold,
            found: sums.found,
            exact: rates(sums.exact_of_found as f64, sums.exact_of_gold as f64),
            partial: rates(sums.partial_of_found, sums.partial_of_gold),
            end_to_end: rates(sums.right_of_found as f64, sums.right_of_gold as f64),
            speaker: SpeakerScores {
                matched: sums.matched,
                strict: of_matched(sums.strict),
                lenient: of_matched(sums.lenient),
            },
        }
    }

    /// Scores of the stretches between quotation marks.
    #[must_use]
    pub fn stretches(&self) -> StretchScores {
        let StretchSums { gold, found, both, right } = self.stretches;
        let rates = |right: usize| Rates::new(right as f64, found, right as f64, gold);
        StretchScores { gold, found_count: found, found: rates(both), attributed: rates(right) }
    }

    /// Of the matched quotations, the share whose kind the extractor names as the text tells it.
    #[must_use]
    pub fn kind_label(&self) -> f64 {
        self.kinds.0 as f64 / self.kinds.1.max(1) as f64
    }

    /// The scores of whoever only copies each stretch of four words or more between quotation marks, and names nobody.
    #[must_use]
    pub fn floor(&self) -> Option<&Self> {
        self.floor.as_deref()
    }
}

/// The scores as the fields `documents`, `rows`, `stretches`, `kind_label`, and `floor` with the same fields again.
impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows: BTreeMap<&str, RowScores> =
            Row::ALL.into_iter().map(|row| (row.as_str(), self.row(row))).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("documents", &self.documents)?;
        map.serialize_entry("rows", &rows)?;
        map.serialize_entry("stretches", &self.stretches())?;
        map.serialize_entry("kind_label", &self.kind_label())?;
        if let Some(floor) = self.floor() {
            map.serialize_entry("floor", floor)?;
        }
        map.end()
    }
}

/// A quotation in a passage, whoever found it.
#[derive(Debug)]
struct Said {
    /// From the text.
    kind: QuoteKind,
    /// As whoever found it says.
    label: QuoteKind,
    content: Words,
    places: Vec<Range<usize>>,
    speaker: Option<Range<usize>>,
    speaker_words: Words,
    is_speech: bool,
}

impl Said {
    fn new(passage: &Passage, attribution: &Attribution, label: Option<QuoteKind>) -> Self {
        let content = passage.content(&attribution.content);
        let share = passage.share_in_marks(&content);
        let kind = if share >= DIRECT {
            QuoteKind::Direct
        } else if share > 0.0 {
            QuoteKind::Mixed
        } else {
            QuoteKind::Indirect
        };
        let cue = attribution.cue.as_ref().and_then(|cue| passage.text().get(cue.clone()));
        Self {
            kind,
            label: label.unwrap_or(kind),
            content,
            places: attribution.content.clone(),
            speaker: attribution.source.clone(),
            speaker_words: passage.words(attribution.source.as_slice()),
            is_speech: cue.is_some_and(|cue| SPEECH.is_match(cue)),
        }
    }

    /// The share of its words that are among these.
    fn share_in(&self, words: &Words) -> f64 {
        self.content.common(words) as f64 / self.content.len() as f64
    }

    /// `[speaker] words … words`
    fn show(&self, passage: &Passage) -> String {
        let words = |range: &Range<usize>| passage.text().get(range.clone()).unwrap_or_default();
        let content: Vec<&str> = self.places.iter().map(words).collect();
        format!("[{}] {}", self.speaker.as_ref().map_or("–", words), content.join(" … "))
    }
}

/// Contents of one side, each to be taken by one of the other side that is the same.
struct Exact<'said>(BTreeMap<&'said Words, usize>);

impl<'said> Exact<'said> {
    fn new(said: &'said [Said]) -> Self {
        let mut contents = BTreeMap::new();
        for said in said {
            *contents.entry(&said.content).or_default() += 1;
        }
        Self(contents)
    }

    fn take(&mut self, content: &Words) -> bool {
        let left = self.0.get_mut(content).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

/// Pairs (gold, found), one to one: best overlap first, right speaker first among equals.
fn align(passage: &Passage, gold: &[Said], found: &[Said]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, wanted) in gold.iter().enumerate() {
        for (j, said) in found.iter().enumerate() {
            if wanted.content.common(&said.content) > 0 {
                let overlap = wanted.content.overlap(&said.content);
                candidates.push((overlap, same_speaker(passage, wanted, said, true), i, j));
            }
        }
    }
    candidates
        .sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then_with(|| (a.2, a.3).cmp(&(b.2, b.3))));
    one_to_one(candidates.into_iter().map(|(_, _, i, j)| (i, j)), gold.len(), found.len())
}

/// Whether the same one speaks. Where gold has no speaker, none must be found.
fn same_speaker(passage: &Passage, gold: &Said, found: &Said, lenient: bool) -> bool {
    let (Some(wanted), Some(got)) = (&gold.speaker, &found.speaker) else {
        return gold.speaker.is_none() && found.speaker.is_none();
    };
    let common = gold.speaker_words.common(&found.speaker_words);
    let head = passage.head(wanted);
    if head == passage.head(got) && (common > 0 || (lenient && head.is_some())) {
        return true;
    }
    lenient && common > 0 && 2 * common >= found.speaker_words.len()
}

/// The quotation that holds most of a stretch, if it holds half of it; the first among equals.
fn holder<'said>(said: &'said [Said], stretch: &Words) -> Option<&'said Said> {
    let mut most: Option<(usize, &Said)> = None;
    for said in said {
        let held = said.content.common(stretch);
        if most.is_none_or(|(most, _)| held > most) {
            most = Some((held, said));
        }
    }
    most.filter(|&(held, _)| 2 * held >= stretch.len()).map(|(_, said)| said)
}
