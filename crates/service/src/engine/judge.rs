//! Judgements: what people decide about records, checked, kept and applied.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    explanation::{Comparison, Explanation, Feature},
    judgement::{Decision, Judgement, MAX_TEXT_BYTES},
    mention::{Mention, MentionKind},
    record::Record,
};
use rapporteur_resolution::{
    explain,
    judgement::{CorrectionError, correct, in_force},
};
use rapporteur_storage::{Lookup, StoreError};

use super::{Engine, forms::KnownForms, found, merge};

/// How many judgements are read at a time.
const JUDGEMENTS_AT_A_TIME: usize = 1000;

/// How many mentions of a record are compared with those of another.
const MAX_COMPARED: usize = 50;

/// A judgement on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJudgement {
    /// Who decides.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    pub decided_at: i64,
    /// What is wanted.
    pub wanted: Wanted,
}

/// What somebody wants of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Two records of one kind are one.
    Merge {
        /// Their kind.
        kind: MentionKind,
        /// The one.
        one: RecordId,
        /// The other.
        two: RecordId,
    },
    /// What some reports say is of another record.
    Split {
        /// Its kind.
        kind: MentionKind,
        /// The record.
        record: RecordId,
        /// The reports whose mentions do not belong to it.
        reports: Vec<ReportId>,
    },
    /// A field has another value.
    Correct {
        /// Its kind.
        kind: MentionKind,
        /// The record.
        record: RecordId,
        /// The field, in the contract's spelling.
        field: String,
        /// The value as text.
        value: String,
    },
    /// An earlier judgement is not to hold.
    Undo {
        /// That judgement.
        judgement: JudgementId,
    },
}

/// Why a judgement was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JudgeError {
    /// A record that it names is not there.
    #[error("there is no {kind} {name}", kind = kind.as_str())]
    NoRecord {
        /// Its kind.
        kind: MentionKind,
        /// The name that was given.
        name: RecordId,
    },
    /// The judgement to be undone is not there.
    #[error("there is no judgement {0}")]
    NoJudgement(JudgementId),
    /// The two are one record already.
    #[error("the two are one record already")]
    AlreadyOne,
    /// None, or all, of what the record is made of comes from these reports.
    #[error("{0}")]
    CannotSplit(&'static str),
    /// The field cannot have this value.
    #[error(transparent)]
    Correction(#[from] CorrectionError),
    /// A text is missing or too long.
    #[error("`{field}` {problem}")]
    Text {
        /// Which.
        field: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// What came from a file was changed since it was written.
    #[error("the judgement {0} does not say what its name was made of: it was changed since")]
    Changed(JudgementId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Engine {
    /// Takes a judgement. When this returns, it and all that follows from it are durable.
    ///
    /// # Errors
    /// [`JudgeError`]; nothing has changed then.
    pub fn judge(&self, new: NewJudgement) -> Result<Judgement, JudgeError> {
        check("author", &new.author, true)?;
        check("reason", &new.reason, false)?;
        let mut known = self.lock();
        let (kind, decision) = self.decision(new.wanted)?;
        let judgement = Judgement::new(new.author, new.reason, new.decided_at, kind, decision);
        self.add(&mut known, std::slice::from_ref(&judgement))?;
        Ok(judgement)
    }

    /// Takes judgements that were listed elsewhere, as one change. Those that are there already change nothing, and what
    /// they point at need not be there yet. Returns how many are new.
    ///
    /// # Errors
    /// [`JudgeError`]; none of them is taken then.
    pub fn import_judgements(&self, judgements: &[Judgement]) -> Result<usize, JudgeError> {
        if let Some(changed) = judgements.iter().find(|judgement| !judgement.is_whole()) {
            return Err(JudgeError::Changed(changed.id));
        }
        let mut known = self.lock();
        let mut new: BTreeMap<JudgementId, Judgement> = BTreeMap::new();
        for judgement in judgements {
            if self.store.judgement(judgement.id)?.is_none() {
                new.insert(judgement.id, judgement.clone());
            }
        }
        let new: Vec<Judgement> = new.into_values().collect();
        self.add(&mut known, &new)?;
        Ok(new.len())
    }

    /// All judgements with whether each holds, in the order in which they were decided.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn judgements(&self) -> Result<Vec<(Judgement, bool)>, StoreError> {
        let mut all: Vec<Judgement> = Vec::new();
        loop {
            let page = self.store.judgements(all.last().map(|last| last.id), JUDGEMENTS_AT_A_TIME)?;
            if page.is_empty() {
                break;
            }
            all.extend(page);
        }
        let holding: BTreeSet<JudgementId> = in_force(&all).iter().map(|judgement| judgement.id).collect();
        all.sort_by_key(|judgement| (judgement.decided_at, judgement.id));
        Ok(all
            .into_iter()
            .map(|judgement| {
                let holds = holding.contains(&judgement.id);
                (judgement, holds)
            })
            .collect())
    }

    /// The judgements that point at mentions of a record.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn judgements_of(&self, members: &[Mention]) -> Result<Vec<Judgement>, StoreError> {
        let mut found: BTreeMap<JudgementId, Judgement> = BTreeMap::new();
        for member in members {
            for judgement in self.store.judgements_of(member.kind(), member.id)? {
                found.insert(judgement.id, judgement);
            }
        }
        Ok(found.into_values().collect())
    }

    /// The mentions of which a record is made.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn members(&self, kind: MentionKind, name: RecordId) -> Result<Lookup<Vec<Mention>>, StoreError> {
        self.store.members(kind, name)
    }

    /// The name of the record that holds a mention now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn record_of(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError> {
        self.store.record_of(kind, mention)
    }

    /// Why two records, or two mentions, are one or two. Each is given by the name that was asked for and the mentions of its
    /// record: the mention of that name, or else the one that agrees best with the other side. None where there is nothing to
    /// compare.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn explain(
        &self,
        (one, ones): (RecordId, &[Mention]),
        (two, twos): (RecordId, &[Mention]),
    ) -> Result<Option<Explanation>, StoreError> {
        let mut judgements = self.judgements_of(ones)?;
        judgements.extend(self.judgements_of(twos)?);
        // The smallest id names the record; any other one means its mention.
        let meant = |asked: RecordId, members: &[Mention]| -> Vec<Mention> {
            let is_record = members.iter().map(|mention| mention.id).min() == Some(asked);
            let own = members.iter().filter(|mention| mention.id == asked && !is_record);
            let own: Vec<Mention> = own.cloned().collect();
            if own.is_empty() { members.iter().take(MAX_COMPARED).cloned().collect() } else { own }
        };
        // Within one record, every name means its own mention.
        let same_record =
            ones.iter().map(|mention| mention.id).min() == twos.iter().map(|mention| mention.id).min();
        let exact = |asked: RecordId, members: &[Mention]| -> Vec<Mention> {
            members.iter().filter(|mention| mention.id == asked).cloned().collect()
        };
        let (left, right) = if same_record && one != two {
            (exact(one, ones), exact(two, twos))
        } else {
            (meant(one, ones), meant(two, twos))
        };
        let compared = left.iter().flat_map(|one| {
            let judgements = &judgements;
            right.iter().filter_map(move |two| explain(one, two, judgements))
        });
        Ok(compared.max_by_key(|explained| {
            (explained.would_join, explained.score, std::cmp::Reverse(contradictions(explained)))
        }))
    }

    fn add(&self, known: &mut KnownForms, judgements: &[Judgement]) -> Result<(), StoreError> {
        if judgements.is_empty() {
            return Ok(());
        }
        let change = merge::change(&*self.store, known, &BTreeMap::new(), &BTreeSet::new(), judgements)?;
        self.commit(&change)
    }

    /// What is wanted, told by the mentions that are there now.
    fn decision(&self, wanted: Wanted) -> Result<(MentionKind, Decision), JudgeError> {
        Ok(match wanted {
            Wanted::Merge { kind, one, two } => {
                let (one, two) = (self.anchors(kind, one)?, self.anchors(kind, two)?);
                if one.first() == two.first() {
                    return Err(JudgeError::AlreadyOne);
                }
                (kind, Decision::Merge { one, two })
            }
            Wanted::Split { kind, record, reports } => {
                let members = self.present(kind, record)?;
                let (apart, from): (Vec<Mention>, Vec<Mention>) =
                    members.into_iter().partition(|mention| reports.contains(&mention.report));
                if apart.is_empty() {
                    return Err(JudgeError::CannotSplit("none of these reports tells of this record"));
                }
                if from.is_empty() {
                    return Err(JudgeError::CannotSplit("no other report tells of this record"));
                }
                let ids = |mentions: Vec<Mention>| mentions.into_iter().map(|mention| mention.id).collect();
                (kind, Decision::Split { apart: ids(apart), from: ids(from) })
            }
            Wanted::Correct { kind, record, field, value } => {
                check("field", &field, true)?;
                check("value", &value, true)?;
                let present = match kind {
                    MentionKind::Meeting => found(self.store.meeting(record)?).map(Record::Meeting),
                    MentionKind::Person => found(self.store.person(record)?).map(Record::Person),
                    MentionKind::Quote => found(self.store.quote(record)?).map(Record::Quote),
                };
                let mut present = present.ok_or(JudgeError::NoRecord { kind, name: record })?;
                correct(&mut present, &field, &value, None)?;
                (kind, Decision::Correct { record: self.anchors(kind, record)?, field, value })
            }
            Wanted::Undo { judgement } => {
                let undone = self.store.judgement(judgement)?.ok_or(JudgeError::NoJudgement(judgement))?;
                let anchors = undone.anchors().into_iter().collect();
                (undone.kind, Decision::Undo { judgement, anchors })
            }
        })
    }

    fn anchors(&self, kind: MentionKind, name: RecordId) -> Result<Vec<RecordId>, JudgeError> {
        Ok(self.present(kind, name)?.into_iter().map(|mention| mention.id).collect())
    }

    fn present(&self, kind: MentionKind, name: RecordId) -> Result<Vec<Mention>, JudgeError> {
        found(self.store.members(kind, name)?).ok_or(JudgeError::NoRecord { kind, name })
    }
}

/// How many features keep two mentions apart.
fn contradictions(explained: &Explanation) -> usize {
    let apart = |feature: &&Feature| feature.comparison == Comparison::Contradicts;
    explained.features.iter().filter(apart).count()
}

fn check(field: &'static str, text: &str, required: bool) -> Result<(), JudgeError> {
    let problem = if required && text.trim().is_empty() {
        "is missing".to_owned()
    } else if text.len() > MAX_TEXT_BYTES {
        format!("is longer than {MAX_TEXT_BYTES} bytes")
    } else {
        return Ok(());
    };
    Err(JudgeError::Text { field, problem })
}
