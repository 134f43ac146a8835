//! Judgements: what a person decided about records. They outrank extraction, hold whatever reports come, go or are read
//! anew, and can be undone.
//!
//! A judgement points at mentions (ids made of a report's content), never at records: so it means the same in every store
//! that holds the same reports, and can be written to a file and replayed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{JudgementId, PartialDate, RecordId, mention::MentionKind};

/// The longest author, reason or value of a judgement, in bytes.
pub const MAX_TEXT_BYTES: usize = 4096;

/// One decision of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Made of all the rest: the same judgement twice is one.
    pub id: JudgementId,
    /// Who decided.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When, in milliseconds since 1970-01-01T00:00:00Z. Of two that contradict each other the later holds.
    pub decided_at: i64,
    /// What kind of record it is about.
    pub kind: MentionKind,
    /// What was decided.
    pub decision: Decision,
}

/// What a person decided. Lists of mentions are those of the record at that time, the record's own name first: the first
/// of them that is there when the judgement is applied stands for the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// Two records are one.
    Merge {
        /// Mentions of the one.
        one: Vec<RecordId>,
        /// Mentions of the other.
        two: Vec<RecordId>,
    },
    /// Some mentions of a record are of another one.
    Split {
        /// The mentions that do not belong to it.
        apart: Vec<RecordId>,
        /// Those that do.
        from: Vec<RecordId>,
    },
    /// A field of a record has this value.
    Correct {
        /// Mentions of the record.
        record: Vec<RecordId>,
        /// The field, in the contract's spelling: `start_date`.
        field: String,
        /// The value as text: a date as `2018-05-21`, a word of a vocabulary.
        value: String,
    },
    /// An earlier judgement does not hold.
    Undo {
        /// That judgement.
        judgement: JudgementId,
        /// The mentions that it points at.
        anchors: Vec<RecordId>,
    },
}

impl Judgement {
    /// A judgement with its id.
    #[must_use]
    pub fn new(
        author: String,
        reason: String,
        decided_at: i64,
        kind: MentionKind,
        decision: Decision,
    ) -> Self {
        let mut digest = Digest(Sha256::new());
        digest.text(&author);
        digest.text(&reason);
        digest.text(&decided_at.to_string());
        digest.text(kind.as_str());
        match &decision {
            Decision::Merge { one, two } => {
                digest.text("merge");
                digest.ids(one);
                digest.ids(two);
            }
            Decision::Split { apart, from } => {
                digest.text("split");
                digest.ids(apart);
                digest.ids(from);
            }
            Decision::Correct { record, field, value } => {
                digest.text("correct");
                digest.ids(record);
                digest.text(field);
                digest.text(value);
            }
            Decision::Undo { judgement, anchors } => {
                digest.text("undo");
                digest.text(&judgement.to_string());
                digest.ids(anchors);
            }
        }
        Self { id: digest.finish(), author, reason, decided_at, kind, decision }
    }

    /// The mentions that it points at, each once.
    #[must_use]
    pub fn anchors(&self) -> BTreeSet<RecordId> {
        let (one, two): (&[RecordId], &[RecordId]) = match &self.decision {
            Decision::Merge { one, two } => (one, two),
            Decision::Split { apart, from } => (apart, from),
            Decision::Correct { record, .. } => (record, &[]),
            Decision::Undo { anchors, .. } => (anchors, &[]),
        };
        one.iter().chain(two).copied().collect()
    }

    /// Whether it was made on a day (in UTC) or before.
    #[must_use]
    pub fn was_made_by(&self, day: PartialDate) -> bool {
        let made = jiff::Timestamp::from_millisecond(self.decided_at).ok();
        let made = made.map(|made| PartialDate::from_civil(made.to_zoned(jiff::tz::TimeZone::UTC).date()));
        made.is_some_and(|made| made <= day.latest())
    }

    /// Whether its id is the one that its content makes.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let Self { author, reason, decided_at, kind, decision, id } = self;
        Self::new(author.clone(), reason.clone(), *decided_at, *kind, decision.clone()).id == *id
    }
}

/// A hash of parts that carry their length.
struct Digest(Sha256);

impl Digest {
    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    fn ids(&mut self, ids: &[RecordId]) {
        self.0.update((ids.len() as u64).to_be_bytes());
        for id in ids {
            self.0.update(id.as_bytes());
        }
    }

    fn finish(self) -> JudgementId {
        let digest: [u8; 32] = self.0.finalize().into();
        JudgementId::of_digest(&digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(byte: u8) -> RecordId {
        RecordId::from_bytes([byte; 10])
    }

    #[test]
    fn what_is_decided_makes_the_id() {
        let judged = |reason: &str, one: Vec<RecordId>| {
            let decision = Decision::Merge { one, two: vec![id(9)] };
            Judgement::new("ann".to_owned(), reason.to_owned(), 5, MentionKind::Meeting, decision)
        };
        let first = judged("same day", vec![id(1)]);
        assert_eq!(first, judged("same day", vec![id(1)]));
        assert_ne!(first.id, judged("same city", vec![id(1)]).id);
        assert_ne!(first.id, judged("same day", vec![id(1), id(2)]).id);
        assert!(first.is_whole());
        assert!(!Judgement { author: "bob".to_owned(), ..first.clone() }.is_whole());
        assert_eq!(first.anchors(), BTreeSet::from([id(1), id(9)]));
    }
}
