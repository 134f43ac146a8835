//! Whether a record answers a question: the one meaning of every filter, whatever index is used to find it.

use std::collections::BTreeSet;

use rapporteur_model::{
    CountryCode, RecordId,
    record::{MeetingRecord, Participant, PersonRecord, QuoteRecord, TopicRecord},
    vocabulary::{MeetingKind, MeetingStatus},
};

use crate::{
    MeetingQuery,
    sort_date::{DateFilter, meeting_days},
    words::stems,
};

/// Stems of words of which order and number do not count.
pub type StemSet = BTreeSet<String>;

/// The set of a text's stems.
#[must_use]
pub fn stem_set(text: &str) -> StemSet {
    stems(text).into_iter().collect()
}

/// The form in which whole names (an organization, a city) are one.
#[must_use]
pub fn name_key(text: &str) -> String {
    stems(text).join(" ")
}

/// The stems of all of a person's names.
pub(crate) fn person_stems(person: &PersonRecord) -> StemSet {
    names_stems(Some(&person.display_name), &person.other_names)
}

/// The stems of all names that a meeting gives a participant.
pub(crate) fn participant_stems(participant: &Participant) -> StemSet {
    names_stems(participant.display_name.as_ref(), &participant.other_names)
}

fn names_stems(display_name: Option<&String>, other_names: &[String]) -> StemSet {
    display_name.into_iter().chain(other_names).flat_map(|name| stems(name)).collect()
}

/// The stems of a quotation's speaker as the quotation names them.
#[must_use]
pub fn speaker_stems(quote: &QuoteRecord) -> StemSet {
    quote.speaker.as_deref().map(stem_set).unwrap_or_default()
}

/// The stems that a meeting's `text` and `series` filters look into.
pub(crate) fn meeting_text_stems(meeting: &MeetingRecord) -> StemSet {
    let parts = [&meeting.series, &meeting.organization, &meeting.city];
    std::iter::once(&meeting.title)
        .chain(&meeting.other_titles)
        .chain(parts.into_iter().flatten())
        .flat_map(|text| stems(text))
        .collect()
}

/// The organizations that a quotation is filed under.
#[must_use]
pub fn quote_organizations(quote: &QuoteRecord) -> BTreeSet<String> {
    let of_speaker =
        quote.speaker_delegations.iter().filter_map(|delegation| delegation.organization.as_ref());
    of_speaker.chain(&quote.meeting_organization).map(|name| name_key(name)).collect()
}

/// The countries that a quotation is filed under.
#[must_use]
pub fn quote_countries(quote: &QuoteRecord) -> BTreeSet<CountryCode> {
    quote.speaker_delegations.iter().filter_map(|delegation| delegation.country_code).collect()
}

/// Whether one of the wanted topics is there.
fn has_topic(wanted: Option<&BTreeSet<String>>, topics: &[TopicRecord]) -> bool {
    wanted.is_none_or(|wanted| topics.iter().any(|topic| wanted.contains(&topic.id)))
}

/// A person in a filter, looked up: references in records name mentions, so these are the mentions that are meant.
#[derive(Debug, Clone, Default)]
pub(crate) struct PersonMatch {
    /// Mentions of the person, or of all persons of that name.
    pub(crate) mentions: BTreeSet<RecordId>,
    /// Where a name was given: its stems, by which also those without a record of their own are found.
    pub(crate) name: Option<StemSet>,
}

impl PersonMatch {
    fn admits(&self, person: Option<RecordId>, names: impl FnOnce() -> StemSet) -> bool {
        person.is_some_and(|mention| self.mentions.contains(&mention))
            || self.name.as_ref().is_some_and(|name| name.is_subset(&names()))
    }
}

/// A question for meetings in the form in which records are held against it. A filter of words without any word in it
/// asks nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct MeetingFilter {
    pub(crate) organization: Option<String>,
    pub(crate) series: StemSet,
    pub(crate) country: Option<CountryCode>,
    pub(crate) city: Option<String>,
    pub(crate) person: Option<PersonMatch>,
    pub(crate) dates: DateFilter,
    pub(crate) status: Option<MeetingStatus>,
    pub(crate) kind: Option<MeetingKind>,
    pub(crate) text: StemSet,
    pub(crate) topics: Option<BTreeSet<String>>,
}

impl MeetingFilter {
    /// Of a query, its person looked up.
    pub(crate) fn new(query: &MeetingQuery, person: Option<PersonMatch>) -> Self {
        Self {
            organization: query.organization.as_deref().map(name_key).filter(|name| !name.is_empty()),
            series: query.series.as_deref().map(stem_set).unwrap_or_default(),
            country: query.country,
            city: query.city.as_deref().map(name_key).filter(|name| !name.is_empty()),
            person,
            dates: DateFilter::new(query.from, query.to),
            status: query.status,
            kind: query.kind,
            text: query.text.as_deref().map(stem_set).unwrap_or_default(),
            topics: query.topics.clone(),
        }
    }

    /// Whether a meeting, its references as they are kept, answers.
    pub(crate) fn admits(&self, meeting: &MeetingRecord) -> bool {
        let is_named = |wanted: &Option<String>, name: &Option<String>| {
            wanted.as_ref().is_none_or(|wanted| name.as_deref().is_some_and(|name| name_key(name) == *wanted))
        };
        is_named(&self.organization, &meeting.organization)
            && is_named(&self.city, &meeting.city)
            && self.country.is_none_or(|country| meeting.country_code == Some(country))
            && self.status.is_none_or(|status| meeting.status == Some(status))
            && self.kind.is_none_or(|kind| meeting.kind == Some(kind))
            && self.dates.admits(meeting_days(meeting))
            && has_topic(self.topics.as_ref(), &meeting.topics)
            && self.series.is_subset(&meeting.series.as_deref().map(stem_set).unwrap_or_default())
            && (self.text.is_empty() || self.text.is_subset(&meeting_text_stems(meeting)))
            && self.person.as_ref().is_none_or(|person| {
                let is_there = |participant: &Participant| {
                    person.admits(participant.person, || participant_stems(participant))
                };
                meeting.participants.iter().any(is_there)
            })
    }
}
