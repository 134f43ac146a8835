//! The record of a meeting: each field the preferred of what reports say, all of it listed with its evidence.

use std::collections::BTreeSet;

use rapporteur_model::{
    PartialDate, ReportId,
    extraction::{Evidence, Meeting, Topic},
    fold::fold,
    mention::{Mention, MentionBody},
    record::{FieldValue, MeetingMention, MeetingRecord, SourcedEvidence},
    span::Span,
    vocabulary::{DateBasis, MeetingKind, MeetingStatus},
};

use crate::{
    choice::{self, Claim, First, Rival, Weight},
    copies,
    name::Name,
    outcome,
    participant::{self, Part},
    text::content_set,
    topic,
};

/// More words than these do not make a title say more.
const WORDS_OF_TITLE: usize = 6;

/// A meeting as one report has it, and the sentences that say so.
struct Said<'a> {
    mention: &'a Mention,
    meeting: &'a Meeting,
    evidence: Vec<SourcedEvidence>,
    /// The report that this one is a copy of, itself where it is none.
    original: ReportId,
}

/// The record of one meeting's mentions, which come in order of id.
pub(crate) fn record(mentions: &[&Mention]) -> Option<MeetingRecord> {
    let originals = copies::originals(mentions);
    let said: Vec<Said<'_>> = mentions
        .iter()
        .zip(originals)
        .filter_map(|(mention, original)| Said::new(mention, original))
        .collect();
    let mut fields = Fields { said: &said, values: Vec::new() };
    let title = fields.pick("title", |meeting| {
        // "gathering" says less than "7th meeting of the transport ministers", whoever says it.
        let words = content_set(&meeting.title).len().min(WORDS_OF_TITLE);
        let says = u32::try_from(words).unwrap_or(u32::MAX);
        let precision = 4 * says + 2 * u32::from(meeting.ordinal.is_some()) + u32::from(meeting.focal);
        Some((meeting.title.clone(), fold(&meeting.title), precision))
    });
    let series = fields.pick("series", |meeting| {
        let series = meeting.series.clone()?;
        Some((series.clone(), fold(&series), 0))
    });
    let organization = fields.pick("organization", |meeting| {
        let organization = meeting.organization.clone()?;
        Some((organization.clone(), fold(&organization), 0))
    });
    let ordinal =
        fields.pick("ordinal", |meeting| meeting.ordinal.map(|ordinal| (ordinal, ordinal.to_string(), 0)));
    let kind = fields.pick("kind", |meeting| {
        let kind = meeting.kind?;
        Some((kind, kind.to_string(), u32::from(kind != MeetingKind::Other)))
    });
    // The days of a meeting of several say more than one of them.
    let start_date = fields.pick("start_date", |meeting| {
        let date = meeting.start_date?;
        let runs = meeting.end_date.is_some_and(|end| end > date);
        Some((date, date.to_string(), 2 * u32::from(date.precision()) + u32::from(runs)))
    });
    let end_date = fields.pick("end_date", |meeting| {
        let date =
            meeting.end_date.filter(|end| start_date.is_none_or(|start| end.latest() >= start.earliest()))?;
        Some((date, date.to_string(), u32::from(date.precision())))
    });
    let city = fields.pick("city", |meeting| {
        let city = meeting.city.clone()?;
        Some((city.clone(), Name::new(&city).exact_key(), 0))
    });
    let country_code =
        fields.pick("country_code", |meeting| meeting.country_code.map(|code| (code, code.to_string(), 0)));
    let venue = fields.pick("venue", |meeting| {
        let venue = meeting.venue.clone()?;
        Some((venue.clone(), fold(&venue), 0))
    });
    let status = fields.status();
    let values = fields.values;
    let title = title.unwrap_or_default();
    let mut other_titles: BTreeSet<String> = said.iter().map(|said| said.meeting.title.clone()).collect();
    other_titles.remove(&title);
    let mut where_named: Vec<MeetingMention> = said.iter().map(Said::place).collect();
    where_named.sort();
    Some(MeetingRecord {
        id: mentions.first()?.id,
        title,
        other_titles: other_titles.into_iter().collect(),
        series,
        organization,
        ordinal,
        kind,
        start_date,
        end_date,
        date_basis: best_basis(&said, start_date),
        city,
        country_code,
        venue,
        status,
        mentions: where_named,
        values,
        participants: participant::merge(&said.iter().flat_map(Said::parts).collect::<Vec<_>>()),
        outcomes: outcome::merge(said.iter().flat_map(Said::outcomes).collect()),
        topics: topic::merge(said.iter().flat_map(Said::topics)),
    })
}

/// The best basis on which a report gives the date.
fn best_basis(said: &[Said<'_>], start_date: Option<PartialDate>) -> Option<DateBasis> {
    let giving =
        said.iter().filter(|said| said.meeting.start_date.is_some() && said.meeting.start_date == start_date);
    giving.filter_map(|said| said.meeting.date_basis).min()
}

/// Sentences with the report that holds them. A report that gives none stands for itself as a whole.
pub(crate) fn sourced<'a>(
    report: ReportId,
    evidence: impl IntoIterator<Item = &'a Evidence>,
) -> Vec<SourcedEvidence> {
    let mut sourced: Vec<SourcedEvidence> =
        evidence.into_iter().map(|evidence| SourcedEvidence { report, evidence: evidence.clone() }).collect();
    sourced.sort();
    sourced.dedup();
    if sourced.is_empty() {
        let whole = Evidence { sentence: "".into(), span: Span::from_range(0..0) };
        sourced.push(SourcedEvidence { report, evidence: whole });
    }
    sourced
}

impl<'a> Said<'a> {
    fn new(mention: &'a Mention, original: ReportId) -> Option<Self> {
        let MentionBody::Meeting { meeting, .. } = &mention.body else { return None };
        Some(Self { mention, meeting, evidence: sourced(mention.report, &meeting.evidence), original })
    }

    /// Whose word it is.
    fn weight(&self) -> Weight {
        let source = &self.mention.source;
        let own = self.meeting.organization.as_deref().zip(source.publisher.as_deref());
        if own.is_some_and(|(organization, publisher)| is_own(organization, publisher)) {
            Weight::OwnRelease
        } else if source.agency.is_some() {
            Weight::Agency
        } else {
            Weight::Other
        }
    }

    fn place(&self) -> MeetingMention {
        MeetingMention {
            report: self.mention.report,
            report_uri: self.mention.report_uri.clone(),
            key: self.meeting.key.clone(),
            title: self.meeting.title.clone(),
            agency: self.mention.source.agency.clone(),
            copy_of: (self.original != self.mention.report).then_some(self.original),
        }
    }

    /// The sentences of a part, or those of the meeting.
    fn sentences(&self, evidence: &[Evidence]) -> Vec<SourcedEvidence> {
        if evidence.is_empty() { self.evidence.clone() } else { sourced(self.mention.report, evidence) }
    }

    fn parts(&self) -> Vec<Part<'a>> {
        let MentionBody::Meeting { participations, .. } = &self.mention.body else { return Vec::new() };
        let part = |(participation, person): &'a (_, _)| {
            let participation: &rapporteur_model::extraction::Participation = participation;
            Part {
                participation,
                person: *person,
                meeting: self.mention.id,
                evidence: self.sentences(&participation.evidence),
            }
        };
        participations.iter().map(part).collect()
    }

    fn topics(&self) -> impl Iterator<Item = (ReportId, &'a Topic)> + use<'a> {
        let topics: &[Topic] = match &self.mention.body {
            MentionBody::Meeting { topics, .. } => topics,
            _ => &[],
        };
        let report = self.mention.report;
        topics.iter().map(move |topic| (report, topic))
    }

    fn outcomes(&self) -> Vec<(&'a rapporteur_model::extraction::Outcome, Vec<SourcedEvidence>)> {
        let MentionBody::Meeting { outcomes, .. } = &self.mention.body else { return Vec::new() };
        outcomes.iter().map(|outcome| (outcome, self.sentences(&outcome.evidence))).collect()
    }
}

/// Fields being chosen.
struct Fields<'a> {
    said: &'a [Said<'a>],
    values: Vec<FieldValue>,
}

impl Fields<'_> {
    /// Chooses a field's value, and lists all of them. `read` gives a report's value, what is equal for values that
    /// differ in spelling alone, and how precise it is.
    fn pick<T: Ord + Clone + Print>(
        &mut self,
        field: &str,
        read: impl Fn(&Meeting) -> Option<(T, String, u32)>,
    ) -> Option<T> {
        let claims = self.said.iter().filter_map(|said| {
            let (value, key, precision) = read(said.meeting)?;
            Some(Claim {
                value,
                key,
                precision,
                distance: distance(said.meeting),
                weight: said.weight(),
                original: said.original,
                evidence: said.evidence.clone(),
            })
        });
        // What it is called and what sort it is is no question of whose word it is.
        let first = if matches!(field, "title" | "kind") { First::Precision } else { First::Weight };
        let rivals: Vec<Rival<T>> = choice::rivals(claims.collect(), first);
        let reason = choice::reason(&rivals);
        self.values.extend(choice::field_values(field, &rivals, &reason, T::print));
        rivals.into_iter().next().map(|rival| rival.value)
    }

    /// The furthest status on evidence; a postponement or cancellation outranks a plan of the same day or before.
    fn status(&mut self) -> Option<MeetingStatus> {
        let furthest = |statuses: &[MeetingStatus]| {
            let told = self
                .said
                .iter()
                .filter(|said| said.meeting.status.is_some_and(|status| statuses.contains(&status)));
            told.map(|said| (said.mention.publish_date, said.meeting.status)).max()
        };
        let begun = self.said.iter().filter_map(|said| said.meeting.status);
        let begun =
            begun.filter(|status| matches!(status, MeetingStatus::Ongoing | MeetingStatus::Held)).max();
        let planned = furthest(&[MeetingStatus::Planned]);
        let called_off = furthest(&[MeetingStatus::Postponed, MeetingStatus::Cancelled]);
        let (status, reason) = match (begun, planned, called_off) {
            (Some(begun), _, _) => (Some(begun), "the furthest that a report gives"),
            (None, Some((plan_told, plan)), Some((told, status))) if told >= plan_told && plan != status => {
                (status, "reported no earlier than the last plan")
            }
            (None, Some((_, plan)), Some(_)) => (plan, "planned anew after it was called off"),
            (None, Some((_, plan)), None) => (plan, "the furthest that a report gives"),
            (None, None, Some((_, status))) => (status, "the last that a report gives"),
            (None, None, None) => return None,
        };
        let claims = self.said.iter().filter_map(|said| {
            let value = said.meeting.status?;
            let precision = u32::from(Some(value) == status);
            Some(Claim {
                value,
                key: value.to_string(),
                precision,
                distance: 0,
                weight: said.weight(),
                original: said.original,
                evidence: said.evidence.clone(),
            })
        });
        let rivals = choice::rivals(claims.collect(), First::Precision);
        self.values.extend(choice::field_values("status", &rivals, reason, MeetingStatus::to_string));
        status
    }
}

/// Whether an organization publishes under this name: its own, or the capitals of its own.
fn is_own(organization: &str, publisher: &str) -> bool {
    let capitals: String = organization.chars().filter(|letter| letter.is_uppercase()).collect();
    fold(organization) == fold(publisher) || capitals.len() >= 2 && capitals == publisher.trim()
}

/// How far a report's word on a meeting's date is from being stated.
fn distance(meeting: &Meeting) -> u8 {
    match meeting.date_basis {
        Some(DateBasis::Stated) => 0,
        Some(DateBasis::Relative) => 1,
        Some(DateBasis::Inferred) => 2,
        None => 3,
    }
}

/// A value as text.
trait Print {
    fn print(&self) -> String;
}

impl<T: std::fmt::Display> Print for T {
    fn print(&self) -> String {
        self.to_string()
    }
}
