//! Whether two mentions have to do with each other.

use rapporteur_model::mention::{Mention, MentionBody};

use crate::{meeting_cluster::Candidate, people::Said};

/// A mention, ready to be compared with many others of its kind.
#[derive(Debug)]
pub struct Comparable(What);

#[derive(Debug)]
enum What {
    /// A meeting.
    Meeting(Box<Candidate>),
    /// A person.
    Person(Box<Said>),
    /// What is compared by its blocks alone.
    Other,
}

impl Comparable {
    /// Of a mention.
    #[must_use]
    pub fn new(mention: &Mention) -> Self {
        Self(match &mention.body {
            MentionBody::Meeting { .. } => {
                Candidate::new(mention).map_or(What::Other, |candidate| What::Meeting(Box::new(candidate)))
            }
            MentionBody::Person { display_name, offices, .. } => {
                What::Person(Box::new(Said::new(display_name, offices)))
            }
            MentionBody::Quote { .. } => What::Other,
        })
    }

    /// Whether two mentions of one kind that share a block may be one record by themselves. A record is made only of
    /// mentions that hang together by such pairs, directly or through others, and by judgements.
    #[must_use]
    pub fn may_be_one_with(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (What::Meeting(one), What::Meeting(two)) => one.may_be_one_with(two),
            (What::Person(one), What::Person(two)) => one.may_be_one_with(two),
            _ => true,
        }
    }

    /// Whether all that may be one with this may be one with the other, and the other way round; false where it is not
    /// known.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (What::Person(one), What::Person(two)) => one.is_like(two),
            (What::Other, What::Other) => true,
            _ => false,
        }
    }
}
