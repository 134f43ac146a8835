//! What can be asked of a store, and pages of answers.

use std::collections::BTreeSet;

use rapporteur_model::{
    CountryCode, PartialDate, RecordId,
    record::MeetingRecord,
    vocabulary::{MeetingKind, MeetingStatus},
};

use crate::filter::{MeetingFilter, PersonMatch, stem_set};

/// A person in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonFilter {
    /// By the name of their record (or of any mention in it).
    Record(RecordId),
    /// By words of their name: all must be in one of the names that the record in question gives, or in the names of the
    /// person's own record. Without a word it asks nothing.
    Name(String),
}

/// In which order meetings come. Those without a date come last either way; ties are broken by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MeetingOrder {
    /// Earliest start first.
    #[default]
    StartDate,
    /// Latest start first.
    StartDateDescending,
}

/// Which meetings; all that is set must hold. Text is compared by [`rapporteur_model::fold::stems`]; a text without a
/// word in it asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingQuery {
    /// Full name of the organization.
    pub organization: Option<String>,
    /// Words that the series must hold.
    pub series: Option<String>,
    /// Country of the venue.
    pub country: Option<CountryCode>,
    /// City of the venue.
    pub city: Option<String>,
    /// A participant.
    pub person: Option<PersonFilter>,
    /// May have been going on at or after this date.
    pub from: Option<PartialDate>,
    /// May have been going on at or before this date.
    pub to: Option<PartialDate>,
    /// Status.
    pub status: Option<MeetingStatus>,
    /// Kind.
    pub kind: Option<MeetingKind>,
    /// Words that titles, series, organization or city must hold.
    pub text: Option<String>,
    /// Ids of topics, of which one at least was spoken of there.
    pub topics: Option<BTreeSet<String>>,
    /// The order.
    pub order: MeetingOrder,
    /// How many at the most; at least 1.
    pub page_size: usize,
    /// Where to go on.
    pub page_token: Option<String>,
}

impl MeetingQuery {
    /// Whether a meeting answers, whatever page it would be on. `persons` are the persons whom a filter by record means.
    #[must_use]
    pub fn admits(&self, meeting: &MeetingRecord, persons: &BTreeSet<RecordId>) -> bool {
        let person = self.person.as_ref().and_then(|person| match person {
            PersonFilter::Record(_) => Some(PersonMatch { mentions: persons.clone(), name: None }),
            PersonFilter::Name(name) => {
                let stems = stem_set(name);
                (!stems.is_empty()).then(|| PersonMatch { mentions: BTreeSet::new(), name: Some(stems) })
            }
        });
        MeetingFilter::new(self, person).admits(meeting)
    }
}

/// A page of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The answers.
    pub items: Vec<T>,
    /// Where to go on; none on the last page.
    pub next_page_token: Option<String>,
}
