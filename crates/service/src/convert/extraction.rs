//! Messages of `extraction.proto`.

use rapporteur::v1;
use rapporteur_model::{ReportId, extraction as model};

use super::{
    common::{country, date, delegation, evidence, span, text},
    name, vocabulary,
};

/// `Extraction`. Spans count bytes; [`super::recount_extraction`] makes them count something else.
#[must_use]
pub fn extraction(extraction: &model::Extraction) -> v1::Extraction {
    v1::Extraction {
        report: Some(report(&extraction.report)),
        meetings: extraction.meetings.iter().map(meeting).collect(),
        participations: extraction.participations.iter().map(participation).collect(),
        quotes: extraction.quotes.iter().map(quote).collect(),
        outcomes: extraction.outcomes.iter().map(outcome).collect(),
        memberships: extraction.memberships.iter().map(membership).collect(),
        extractor_version: extraction.extractor_version.clone(),
        topics: extraction.topics.iter().map(topic).collect(),
    }
}

/// `Report`.
#[must_use]
pub fn report(report: &model::Report) -> v1::Report {
    v1::Report {
        name: name::report(ReportId::from(report.content_sha256)),
        uri: report.uri.clone(),
        title: text(report.title.as_deref()),
        publisher: text(report.publisher.as_deref()),
        agency: text(report.agency.as_deref()),
        byline: text(report.byline.as_deref()),
        publish_date: report.publish_date.map(date),
        publish_date_basis: vocabulary::publish_date_basis(report.publish_date_basis).into(),
        dateline: text(report.dateline.as_deref()),
        language: text(report.language.as_deref()),
        content_sha256: report.content_sha256.to_string(),
    }
}

/// `ExtractedMeeting`.
#[must_use]
pub fn meeting(meeting: &model::Meeting) -> v1::ExtractedMeeting {
    v1::ExtractedMeeting {
        key: meeting.key.clone(),
        title: meeting.title.clone(),
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
        focal: meeting.focal,
        evidence: meeting.evidence.iter().map(evidence).collect(),
    }
}

/// `ExtractedPerson`.
#[must_use]
pub fn person(person: &model::Person) -> v1::ExtractedPerson {
    v1::ExtractedPerson {
        display_name: person.display_name.clone(),
        honorific: text(person.honorific.as_deref()),
    }
}

/// `ExtractedParticipation`.
#[must_use]
pub fn participation(participation: &model::Participation) -> v1::ExtractedParticipation {
    let roles = participation.roles.iter();
    v1::ExtractedParticipation {
        meeting: participation.meeting.clone(),
        person: participation.person.as_ref().map(person),
        office: text(participation.office.as_deref()),
        delegation: delegation(&participation.delegation),
        roles: roles.map(|&role| vocabulary::participation_role(Some(role)).into()).collect(),
        attendance: vocabulary::attendance(participation.attendance).into(),
        evidence: participation.evidence.iter().map(evidence).collect(),
    }
}

/// `Speaker`.
#[must_use]
pub fn speaker(speaker: &model::Speaker) -> v1::Speaker {
    v1::Speaker {
        display_name: text(speaker.display_name.as_deref()),
        kind: vocabulary::speaker_kind(Some(speaker.kind)).into(),
        mention: speaker.mention.map(span),
        on_behalf_of: text(speaker.on_behalf_of.as_deref()),
    }
}

/// `ExtractedQuote`.
#[must_use]
pub fn quote(quote: &model::Quote) -> v1::ExtractedQuote {
    v1::ExtractedQuote {
        speaker: Some(speaker(&quote.speaker)),
        kind: vocabulary::quote_kind(Some(quote.kind)).into(),
        text: quote.text.clone(),
        segments: quote.segments.iter().copied().map(span).collect(),
        cue: text(quote.cue.as_deref()),
        cue_span: quote.cue_span.map(span),
        audience: text(quote.audience.as_deref()),
        medium: vocabulary::medium(quote.medium).into(),
        meeting: text(quote.meeting.as_deref()),
        say_date: quote.say_date.map(date),
        evidence: quote.evidence.iter().map(evidence).collect(),
    }
}

/// `ExtractedOutcome`.
#[must_use]
pub fn outcome(outcome: &model::Outcome) -> v1::ExtractedOutcome {
    v1::ExtractedOutcome {
        title: outcome.title.clone(),
        kind: vocabulary::outcome_kind(Some(outcome.kind)).into(),
        status: vocabulary::outcome_status(outcome.status).into(),
        meeting: text(outcome.meeting.as_deref()),
        evidence: outcome.evidence.iter().map(evidence).collect(),
    }
}

/// `ExtractedMembership`.
#[must_use]
pub fn membership(membership: &model::Membership) -> v1::ExtractedMembership {
    v1::ExtractedMembership {
        member_code: membership.member_code.into(),
        organization: membership.organization.clone(),
        change: vocabulary::membership_change(Some(membership.change)).into(),
        date: membership.date.map(date),
        evidence: membership.evidence.iter().map(evidence).collect(),
    }
}

/// `ExtractedTopic`.
#[must_use]
pub fn topic(topic: &model::Topic) -> v1::ExtractedTopic {
    v1::ExtractedTopic {
        id: topic.id.clone(),
        name: topic.name.clone(),
        words: topic.words.iter().copied().map(span).collect(),
        meeting: text(topic.meeting.as_deref()),
        quotes: topic.quotes.clone(),
        evidence: topic.evidence.iter().map(evidence).collect(),
    }
}
