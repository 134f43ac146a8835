//! The change feed: what each commit did to records.

use rapporteur_model::{RecordId, mention::MentionKind};
use serde::{Deserialize, Serialize};

/// What one commit did to records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitChanges {
    /// The number of the commit.
    pub sequence: u64,
    /// What it did, by kind and name; never empty.
    pub records: Vec<RecordChange>,
}

/// What happened to the record of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordChange {
    /// What it is of.
    pub kind: MentionKind,
    /// Its name.
    pub name: RecordId,
    /// What happened.
    pub event: RecordEvent,
}

/// What can happen to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RecordEvent {
    /// No record of this name was there before.
    Created,
    /// It, or the mentions that it is made of, are not what they were.
    Changed,
    /// It is gone, and its name leads nowhere.
    Deleted,
    /// It is gone, and its name leads to this record.
    MergedInto(RecordId),
}

impl RecordEvent {
    /// What happened to a name, or none if nothing did. `leads_to` is the record that holds the mention of this name now.
    pub(crate) fn between<T: PartialEq>(
        before: Option<&T>,
        after: Option<&T>,
        leads_to: Option<RecordId>,
    ) -> Option<Self> {
        match (before, after) {
            (None, None) => None,
            (None, Some(_)) => Some(Self::Created),
            (Some(before), Some(after)) => (before != after).then_some(Self::Changed),
            (Some(_), None) => Some(leads_to.map_or(Self::Deleted, Self::MergedInto)),
        }
    }
}
