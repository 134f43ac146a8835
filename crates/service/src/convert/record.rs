//! Messages of `record.proto`.

use rapporteur::v1;
use rapporteur_model::record as model;
use rapporteur_resolution::rendering;

use crate::engine::Inferred;

use super::{
    common::{count, country, date, delegation, evidence_in, sourced_evidence, span, text},
    name, vocabulary,
};

/// `Record`.
#[must_use]
pub fn record(record: &model::Record) -> v1::Record {
    use v1::record::Record;
    v1::Record {
        record: Some(match record {
            model::Record::Meeting(one) => Record::Meeting(meeting(one)),
            model::Record::Person(one) => Record::Person(person(one)),
            model::Record::Quote(one) => Record::Quote(quote(one)),
        }),
    }
}

/// `FieldValue`.
#[must_use]
pub fn field_value(value: &model::FieldValue) -> v1::FieldValue {
    v1::FieldValue {
        field: value.field.clone(),
        value: value.value.clone(),
        preferred: value.preferred,
        reason: value.reason.clone(),
        evidence: value.evidence.iter().map(sourced_evidence).collect(),
        judgement: value.judgement.map(name::judgement).unwrap_or_default(),
    }
}

/// `MeetingMention`.
#[must_use]
pub fn meeting_mention(mention: &model::MeetingMention) -> v1::MeetingMention {
    v1::MeetingMention {
        report: name::report(mention.report),
        report_uri: mention.report_uri.clone(),
        key: mention.key.clone(),
        title: mention.title.clone(),
        agency: text(mention.agency.as_deref()),
        copy_of: mention.copy_of.map(name::report).unwrap_or_default(),
    }
}

/// `Meeting`, with everything (`MEETING_VIEW_FULL`).
#[must_use]
pub fn meeting(meeting: &model::MeetingRecord) -> v1::Meeting {
    v1::Meeting {
        values: meeting.values.iter().map(field_value).collect(),
        topics: meeting.topics.iter().map(topic).collect(),
        ..meeting_basic(meeting)
    }
}

/// `Meeting` without `values` and the evidence of topics (`MEETING_VIEW_BASIC`).
#[must_use]
pub fn meeting_basic(meeting: &model::MeetingRecord) -> v1::Meeting {
    // Several mentions of one report count once.
    let mut reports: Vec<_> = meeting.mentions.iter().map(|mention| mention.report).collect();
    reports.sort_unstable();
    reports.dedup();
    v1::Meeting {
        name: name::meeting(meeting.id),
        title: meeting.title.clone(),
        other_titles: meeting.other_titles.clone(),
        series: text(meeting.series.as_deref()),
        organization: text(meeting.organization.as_deref()),
        ordinal: meeting.ordinal.unwrap_or(0),
        kind: vocabulary::meeting_kind(meeting.kind).into(),
        start_date: meeting.start_date.map(date),
        end_date: meeting.end_date.map(date),
        date_basis: vocabulary::date_basis(meeting.date_basis).into(),
        city: text(meeting.city.as_deref()),
        country_code: country(meeting.country_code),
        venue: text(meeting.venue.as_deref()),
        status: vocabulary::meeting_status(meeting.status).into(),
        report_count: count(reports.len()),
        mentions: meeting.mentions.iter().map(meeting_mention).collect(),
        values: Vec::new(),
        outcomes: meeting.outcomes.iter().map(outcome).collect(),
        topics: meeting
            .topics
            .iter()
            .map(|topic| v1::Topic { id: topic.id.clone(), name: topic.name.clone(), ..v1::Topic::default() })
            .collect(),
    }
}

/// `Topic`.
#[must_use]
pub fn topic(topic: &model::TopicRecord) -> v1::Topic {
    v1::Topic {
        id: topic.id.clone(),
        name: topic.name.clone(),
        evidence: topic.evidence.iter().map(sourced_evidence).collect(),
    }
}

/// `Participant`.
#[must_use]
pub fn participant(participant: &model::Participant) -> v1::Participant {
    let roles = participant.roles.iter();
    v1::Participant {
        person: participant.person.map(name::person).unwrap_or_default(),
        display_name: text(participant.display_name.as_deref()),
        other_names: participant.other_names.clone(),
        honorific: text(participant.honorific.as_deref()),
        offices: participant.offices.clone(),
        delegation: delegation(&participant.delegation),
        roles: roles.map(|&role| vocabulary::participation_role(Some(role)).into()).collect(),
        attendance: vocabulary::attendance(participant.attendance).into(),
        evidence: participant.evidence.iter().map(sourced_evidence).collect(),
        inferred_person: None,
    }
}

/// `InferredPerson`.
#[must_use]
pub fn inferred_person(inferred: &Inferred) -> v1::InferredPerson {
    v1::InferredPerson {
        person: name::person(inferred.person),
        display_name: inferred.display_name.clone(),
        reason: inferred.reason.clone(),
        evidence: inferred.evidence.iter().map(sourced_evidence).collect(),
    }
}

/// `Outcome`.
#[must_use]
pub fn outcome(outcome: &model::OutcomeRecord) -> v1::Outcome {
    v1::Outcome {
        title: outcome.title.clone(),
        other_titles: outcome.other_titles.clone(),
        kind: vocabulary::outcome_kind(Some(outcome.kind)).into(),
        status: vocabulary::outcome_status(outcome.status).into(),
        evidence: outcome.evidence.iter().map(sourced_evidence).collect(),
    }
}

/// `Rendering`.
#[must_use]
pub fn rendering(rendering: &model::Rendering) -> v1::Rendering {
    let evidence = rendering.evidence.iter();
    v1::Rendering {
        report: name::report(rendering.report),
        report_uri: rendering.report_uri.clone(),
        text: rendering.text.clone(),
        kind: vocabulary::quote_kind(Some(rendering.kind)).into(),
        segments: rendering.segments.iter().copied().map(span).collect(),
        cue: text(rendering.cue.as_deref()),
        evidence: evidence.map(|evidence| evidence_in(rendering.report, evidence)).collect(),
        differences: Vec::new(),
    }
}

/// `Rendering`, with where its words differ from those of the preferred one.
#[must_use]
pub fn rendering_beside(preferred: &str, rendering: &model::Rendering) -> v1::Rendering {
    let differences = rendering::differences(preferred, &rendering.text).into_iter();
    v1::Rendering {
        differences: differences.map(|(preferred, here)| v1::WordDifference { preferred, here }).collect(),
        ..self::rendering(rendering)
    }
}

/// `Quote`.
#[must_use]
pub fn quote(quote: &model::QuoteRecord) -> v1::Quote {
    v1::Quote {
        name: name::quote(quote.id),
        text: quote.text.clone(),
        kind: vocabulary::quote_kind(Some(quote.kind)).into(),
        speaker: text(quote.speaker.as_deref()),
        person: quote.person.map(name::person).unwrap_or_default(),
        speaker_kind: vocabulary::speaker_kind(Some(quote.speaker_kind)).into(),
        on_behalf_of: text(quote.on_behalf_of.as_deref()),
        speaker_delegations: quote.speaker_delegations.iter().filter_map(delegation).collect(),
        audience: text(quote.audience.as_deref()),
        medium: vocabulary::medium(quote.medium).into(),
        meeting: quote.meeting.map(name::meeting).unwrap_or_default(),
        say_date: quote.say_date.map(date),
        renderings: quote.renderings.iter().map(|one| rendering_beside(&quote.text, one)).collect(),
        topics: quote.topics.iter().map(topic).collect(),
    }
}

/// `PersonMention`.
#[must_use]
pub fn person_mention(mention: &model::PersonMention) -> v1::PersonMention {
    v1::PersonMention {
        report: name::report(mention.report),
        report_uri: mention.report_uri.clone(),
        display_name: mention.display_name.clone(),
    }
}

/// `OfficeHeld`.
#[must_use]
pub fn office_held(office: &model::OfficeHeld) -> v1::OfficeHeld {
    v1::OfficeHeld {
        office: office.office.clone(),
        delegation: delegation(&office.delegation),
        first_seen: office.first_seen.map(date),
        last_seen: office.last_seen.map(date),
    }
}

/// `Person`.
#[must_use]
pub fn person(person: &model::PersonRecord) -> v1::Person {
    v1::Person {
        name: name::person(person.id),
        display_name: person.display_name.clone(),
        other_names: person.other_names.clone(),
        offices: person.offices.iter().map(office_held).collect(),
        mentions: person.mentions.iter().map(person_mention).collect(),
        meetings: person.meetings.iter().copied().map(name::meeting).collect(),
    }
}
