//! Whether two mentions have to do with each other.

use rapporteur_model::mention::{Mention, MentionBody};

use crate::meeting_cluster::Candidate;

/// A mention, ready to be compared with many others of its kind.
#[derive(Debug)]
pub struct Comparable {
    /// For a meeting; others are compared by their blocks alone.
    meeting: Option<Candidate>,
}

impl Comparable {
    /// Of a mention.
    #[must_use]
    pub fn new(mention: &Mention) -> Self {
        let meeting = match mention.body {
            MentionBody::Meeting { .. } => Candidate::new(mention),
            MentionBody::Person { .. } | MentionBody::Quote { .. } => None,
        };
        Self { meeting }
    }

    /// Whether two mentions of one kind that share a block may be one record by themselves. A record is made only of
    /// mentions that hang together by such pairs, directly or through others, and by judgements.
    #[must_use]
    pub fn may_be_one_with(&self, other: &Self) -> bool {
        match (&self.meeting, &other.meeting) {
            (Some(one), Some(two)) => one.may_be_one_with(two),
            _ => true,
        }
    }
}
