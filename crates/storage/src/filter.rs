//! Whether a record answers a question: the one meaning of every filter, whatever index is used to find it.

use std::collections::BTreeSet;

use rapporteur_model::{
    CountryCode, RecordId,
    record::{MeetingRecord, Participant, PersonRecord, QuoteRecord, TopicRecord},
    vocabulary::{MeetingKind, MeetingStatus, QuoteKind},
};

use crate::{
    MeetingQuery, QuoteQuery,
    sort_date::{DateFilter, meeting_days, quote_days},
    words::stems,
};

/// Stems of words of which order and number do not count.
pub(crate) type StemSet = BTreeSet<String>;

/// The set of a text's stems.
pub(crate) fn stem_set(text: &str) -> StemSet {
    stems(text).into_iter().collect()
}

/// The form in which whole names (an organization, a city) are one.
pub(crate) fn name_key(text: &str) -> String {
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
pub(crate) fn speaker_stems(quote: &QuoteRecord) -> StemSet {
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
pub(crate) fn quote_organizations(quote: &QuoteRecord) -> BTreeSet<String> {
    let of_speaker =
        quote.speaker_delegations.iter().filter_map(|delegation| delegation.organization.as_ref());
    of_speaker.chain(&quote.meeting_organization).map(|name| name_key(name)).collect()
}

/// The countries that a quotation is filed under.
pub(crate) fn quote_countries(quote: &QuoteRecord) -> BTreeSet<CountryCode> {
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

/// A question for quotations, without its words, in the form in which records are held against it.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuoteFilter {
    pub(crate) speaker: Option<PersonMatch>,
    pub(crate) country: Option<CountryCode>,
    pub(crate) organization: Option<String>,
    /// The mentions of the meeting that is meant.
    pub(crate) meeting: Option<BTreeSet<RecordId>>,
    pub(crate) topics: Option<BTreeSet<String>>,
    pub(crate) kind: Option<QuoteKind>,
    pub(crate) dates: DateFilter,
}

impl QuoteFilter {
    /// Of a query, its speaker and meeting looked up.
    pub(crate) fn new(
        query: &QuoteQuery,
        speaker: Option<PersonMatch>,
        meeting: Option<BTreeSet<RecordId>>,
    ) -> Self {
        Self {
            speaker,
            country: query.country,
            organization: query.organization.as_deref().map(name_key).filter(|name| !name.is_empty()),
            meeting,
            topics: query.topics.clone(),
            kind: query.kind,
            dates: DateFilter::new(query.from, query.to),
        }
    }

    /// Whether a quotation, its references as they are kept, answers.
    pub(crate) fn admits(&self, quote: &QuoteRecord) -> bool {
        self.country.is_none_or(|country| quote_countries(quote).contains(&country))
            && self.organization.as_ref().is_none_or(|name| quote_organizations(quote).contains(name))
            && self.kind.is_none_or(|kind| quote.kind == kind)
            && self.dates.admits(quote_days(quote))
            && has_topic(self.topics.as_ref(), &quote.topics)
            && self
                .meeting
                .as_ref()
                .is_none_or(|mentions| quote.meeting.is_some_and(|meeting| mentions.contains(&meeting)))
            && self
                .speaker
                .as_ref()
                .is_none_or(|speaker| speaker.admits(quote.person, || speaker_stems(quote)))
    }
}
