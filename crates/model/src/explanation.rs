//! Explanations: why two mentions are, or are not, one record, feature by feature.

use crate::{JudgementId, RecordId, mention::MentionKind};

/// How two mentions compare in one respect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Both say the same, or nearly.
    Agrees,
    /// One of them does not say, or too little.
    Open,
    /// They say different things, which alone does not keep them apart.
    Differs,
    /// They say what cannot be said of one thing.
    Contradicts,
}

impl Comparison {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Open => "open",
            Self::Differs => "differs",
            Self::Contradicts => "contradicts",
        }
    }
}

/// One respect in which two mentions were compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// What was compared: `organization`, `ordinal`, `days`.
    pub name: &'static str,
    /// What the one says; empty where it does not.
    pub one: String,
    /// What the other says.
    pub two: String,
    /// How they compare.
    pub comparison: Comparison,
    /// What it adds to the score of a match.
    pub points: u32,
}

/// How two mentions of one kind compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Their kind.
    pub kind: MentionKind,
    /// The one.
    pub one: RecordId,
    /// The other.
    pub two: RecordId,
    /// Whether they share a key by which they were compared at all.
    pub shares_block: bool,
    /// Feature by feature.
    pub features: Vec<Feature>,
    /// Whether by themselves, without other mentions, they would be one record.
    pub would_join: bool,
    /// How well they agree, if they would be one.
    pub score: u32,
    /// Why, in a sentence.
    pub summary: String,
    /// Judgements in force that point at both.
    pub judgements: Vec<JudgementId>,
}
