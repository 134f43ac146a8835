//! Records made by hand.

use rapporteur_model::{
    CountryCode, PartialDate, RecordId, ReportId, Span,
    extraction::{Delegation, Evidence},
    record::{MeetingRecord, Participant, PersonRecord, SourcedEvidence},
    vocabulary::{Attendance, MeetingStatus},
};

pub(super) fn id(number: u8) -> RecordId {
    RecordId::from_bytes([number; 10])
}

pub(super) fn report(number: u8) -> ReportId {
    ReportId::from_bytes([number; 10])
}

pub(super) fn country(code: &str) -> Option<CountryCode> {
    CountryCode::new(code).ok()
}

pub(super) fn day(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

pub(super) fn delegation(code: &str) -> Delegation {
    Delegation { country_code: country(code), organization: None }
}

pub(super) fn organization(name: &str) -> Delegation {
    Delegation { country_code: None, organization: Some(name.to_owned()) }
}

pub(super) fn evidence(sentence: &str) -> Evidence {
    Evidence { sentence: sentence.into(), span: Span::from_range(0..sentence.len()) }
}

pub(super) fn sourced(number: u8, sentence: &str) -> SourcedEvidence {
    SourcedEvidence { report: report(number), evidence: evidence(sentence) }
}

pub(super) fn person(number: u8, name: &str) -> PersonRecord {
    PersonRecord {
        posts: Vec::new(),
        id: id(number),
        display_name: name.to_owned(),
        other_names: Vec::new(),
        offices: Vec::new(),
        mentions: Vec::new(),
        meetings: Vec::new(),
    }
}

/// A named person, or with number 0 a delegation.
pub(super) fn participant(number: u8, name: &str, code: &str, attendance: Attendance) -> Participant {
    Participant {
        posts: Vec::new(),
        person: (number > 0).then(|| id(number)),
        display_name: (number > 0).then(|| name.to_owned()),
        other_names: Vec::new(),
        honorific: None,
        offices: Vec::new(),
        delegation: delegation(code),
        roles: Vec::new(),
        attendance: Some(attendance),
        evidence: Vec::new(),
    }
}

/// A meeting that was held.
pub(super) fn meeting(
    number: u8,
    title: &str,
    start_date: Option<PartialDate>,
    participants: Vec<Participant>,
) -> MeetingRecord {
    MeetingRecord {
        id: id(number),
        title: title.to_owned(),
        other_titles: Vec::new(),
        series: None,
        organization: None,
        ordinal: None,
        kind: None,
        start_date,
        end_date: None,
        date_basis: None,
        city: None,
        country_code: None,
        venue: None,
        status: Some(MeetingStatus::Held),
        mentions: Vec::new(),
        values: Vec::new(),
        participants,
        outcomes: Vec::new(),
        topics: Vec::new(),
    }
}
