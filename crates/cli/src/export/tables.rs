//! The tables of an export: what records and reports become as rows.
//!
//! Tables of *records* (meetings, persons, quotes, organizations) have a row for each, with the values that are preferred. Tables
//! of *observations* have a row for each thing that one report says, with the report and the sentence that says it; they lead
//! to the records by key. An observation's own key, `reports/…/participations/0`, is its place in the Extraction of its report.

use std::collections::BTreeMap;

use rapporteur::v1::{
    Delegation, Evidence, ExportedReport, ExtractedMeeting, ExtractedMembership, ExtractedOutcome,
    ExtractedParticipation, ExtractedQuote, ExtractedTopic, Extraction, FieldValue, Meeting, OfficeHeld,
    ParticipationRole, Person, PersonMention, Quote, Record, Report, Span, Speaker, record,
};
use rapporteur_service::convert;

use super::{
    Sink,
    table::{Cell, Rows, Table, table, word},
};
use crate::exit::Failure;

/// All tables, in the order in which they are described.
pub(crate) static TABLES: [&Table; 16] = [
    &MEETINGS,
    &PERSONS,
    &QUOTES,
    &ORGANIZATIONS,
    &REPORTS,
    &MEETING_REPORTS,
    &MEETING_VALUES,
    &PARTICIPATIONS,
    &PERSON_NAMES,
    &PERSON_OFFICES,
    &RENDERINGS,
    &SEGMENTS,
    &OUTCOMES,
    &MEMBERSHIPS,
    &TOPICS,
    &EVIDENCE,
];

table! { MEETINGS, meeting_cells(meeting: Meeting) = "meetings",
    "A meeting, as all reports have it: the preferred value of each field." {
    meeting_id: Key = &meeting.name, "The meeting.";
    title: Text = &meeting.title, "Its title.";
    series: Text = &meeting.series, "Its format, such as Security Council Secretaries.";
    organization_id: Key = organization_id(&meeting.organization), "The organization whose meeting it is.";
    organization: Text = &meeting.organization, "Full usual name of that organization.";
    ordinal: Number = some_number(meeting.ordinal), "Which one of its series it is.";
    kind: Word = word(meeting.kind().as_str_name(), "MEETING_KIND_"), "What sort of gathering.";
    start_date: Date = &meeting.start_date, "First day.";
    end_date: Date = &meeting.end_date, "Last day, for a meeting of several.";
    date_basis: Word = word(meeting.date_basis().as_str_name(), "DATE_BASIS_"),
        "Where the first day comes from: stated, relative to a date of the report, or inferred from it.";
    city: Text = &meeting.city, "City.";
    country_code: Word = &meeting.country_code, "Country of the venue, ISO 3166-1 alpha-2.";
    venue: Text = &meeting.venue, "Building or room.";
    status: Word = word(meeting.status().as_str_name(), "MEETING_STATUS_"), "The furthest status that a report gives.";
    report_count: Number = meeting.report_count, "How many reports name it.";
} }

table! { PERSONS, person_cells(person: Person) = "persons", "A person, as all reports have them." {
    person_id: Key = &person.name, "The person.";
    name: Text = &person.display_name, "The preferred spelling of the name.";
    meeting_count: Number = person.meetings.len(), "Of how many meetings they are said to have been a part.";
    report_count: Number = report_count(&person.mentions), "How many reports name them.";
} }

table! { QUOTES, quote_cells(quote: Quote) = "quotes", "An utterance, as all reports have it." {
    quote_id: Key = &quote.name, "The utterance.";
    text: Text = &quote.text, "The words of the preferred rendering.";
    kind: Word = word(quote.kind().as_str_name(), "QUOTE_KIND_"), "Whether the words are between quotation marks: direct, indirect or mixed.";
    speaker: Text = &quote.speaker, "The speaker's name, the preferred spelling.";
    person_id: Key = &quote.person, "The speaker, where that is a named person.";
    speaker_kind: Word = word(quote.speaker_kind().as_str_name(), "SPEAKER_KIND_"), "What sort of speaker.";
    on_behalf_of: Text = &quote.on_behalf_of, "For whom they speak.";
    audience: Text = &quote.audience, "To whom, as printed.";
    medium: Word = word(quote.medium().as_str_name(), "MEDIUM_"), "Where it was said.";
    meeting_id: Key = &quote.meeting, "The meeting at which it was said.";
    say_date: Date = &quote.say_date, "When it was said.";
    report_count: Number = rendering_reports(quote), "How many reports render it.";
} }

/// An organization, and how often it is told of.
struct Organization {
    id: String,
    told: Told,
}

/// How an organization is called, and how often it is told of.
#[derive(Debug, Clone, Default)]
struct Told {
    /// The first spelling that came.
    name: String,
    meetings: usize,
    participations: usize,
    memberships: usize,
}

table! { ORGANIZATIONS, organization_cells(row: Organization) = "organizations",
    "An organization that another table names." {
    organization_id: Key = &row.id, "The organization.";
    name: Text = &row.told.name, "Its full usual name.";
    meeting_count: Number = row.told.meetings, "Number of its rows in meetings.";
    participation_count: Number = row.told.participations, "Number of its rows in participations: of those who sat for it.";
    membership_count: Number = row.told.memberships, "Number of its rows in memberships.";
} }

/// A report and the version of the extractor.
struct ReadReport<'a> {
    report: &'a Report,
    extractor_version: &'a String,
}

table! { REPORTS, report_cells(row: ReadReport<'_>) = "reports", "A report." {
    report_id: Key = &row.report.name, "The report.";
    uri: Text = &row.report.uri, "Where it came from.";
    title: Text = &row.report.title, "Headline.";
    publisher: Text = &row.report.publisher, "Who published it.";
    agency: Text = &row.report.agency, "The wire or paper whose copy it is, where it says so.";
    byline: Text = &row.report.byline, "Author's line.";
    publish_date: Date = &row.report.publish_date, "When it was published.";
    publish_date_basis: Word = word(row.report.publish_date_basis().as_str_name(), "PUBLISH_DATE_BASIS_"),
        "Where the publication date comes from.";
    dateline: Text = &row.report.dateline, "Place and date that open the copy, as printed.";
    language: Text = &row.report.language, "Language, BCP 47.";
    content_sha256: Text = &row.report.content_sha256, "SHA-256 of the bytes as received, in hexadecimal.";
    extractor_version: Text = row.extractor_version, "Version of the extractor that read it.";
} }

/// What one report says: its place, the record that it is a part of, and the first sentence that says it.
struct Observed<'a, T> {
    observation: String,
    report: &'a str,
    record: &'a str,
    /// The meeting's record, for what is a part of a meeting.
    meeting: &'a str,
    evidence: &'a [Evidence],
    said: &'a T,
}

impl<T> Observed<'_, T> {
    fn sentence(&self) -> Cell {
        self.evidence.first().map_or(Cell::Empty, |evidence| Cell::from(&evidence.sentence))
    }

    fn start(&self) -> Option<u32> {
        self.evidence.first().and_then(start)
    }

    fn end(&self) -> Option<u32> {
        self.evidence.first().and_then(end)
    }
}

table! { MEETING_REPORTS, meeting_report_cells(row: Observed<'_, ExtractedMeeting>) = "meeting_reports",
    "A meeting as one report has it." {
    observation_id: Key = &row.observation, "This observation.";
    report_id: Key = row.report, "The report.";
    meeting_id: Key = row.record, "The meeting.";
    title: Text = &row.said.title, "What the report calls it.";
    series: Text = &row.said.series, "Its format.";
    organization_id: Key = organization_id(&row.said.organization), "The organization whose meeting it is.";
    organization: Text = &row.said.organization, "Full usual name of that organization.";
    ordinal: Number = some_number(row.said.ordinal), "Which one of its series it is.";
    kind: Word = word(row.said.kind().as_str_name(), "MEETING_KIND_"), "What sort of gathering.";
    start_date: Date = &row.said.start_date, "First day.";
    end_date: Date = &row.said.end_date, "Last day, for a meeting of several.";
    date_basis: Word = word(row.said.date_basis().as_str_name(), "DATE_BASIS_"), "Where the first day comes from.";
    city: Text = &row.said.city, "City.";
    country_code: Word = &row.said.country_code, "Country of the venue, ISO 3166-1 alpha-2.";
    venue: Text = &row.said.venue, "Building or room.";
    status: Word = word(row.said.status().as_str_name(), "MEETING_STATUS_"), "Status as of the report.";
    focal: Flag = row.said.focal, "Whether the report is about this meeting, rather than only naming it.";
    sentence: Text = row.sentence(), "The first sentence that says so; all are in evidence.";
    sentence_start: Number = row.start(), "Where that sentence starts in the report's stored text, in bytes of UTF-8.";
    sentence_end: Number = row.end(), "Where it ends, exclusive.";
} }

/// A rival value, with one of the sentences that say it.
struct SourcedValue<'a> {
    meeting: &'a str,
    value: &'a FieldValue,
    evidence: Option<&'a Evidence>,
}

table! { MEETING_VALUES, meeting_value_cells(row: SourcedValue<'_>) = "meeting_values",
    "A value that a report gives for a field of a meeting, with a sentence that says it: also those that are not preferred." {
    meeting_id: Key = row.meeting, "The meeting.";
    field: Word = &row.value.field, "The field, such as start_date.";
    value: Text = &row.value.value, "The value.";
    preferred: Flag = row.value.preferred, "Whether meetings shows this value.";
    reason: Text = &row.value.reason, "Why it is preferred.";
    judgement_id: Key = &row.value.judgement, "The judgement that says it, where a person does.";
    report_id: Key = row.evidence.map_or("", |evidence| &evidence.report), "The report; empty where only a judgement says it.";
    sentence: Text = row.evidence.map_or("", |evidence| &evidence.sentence), "The sentence.";
    sentence_start: Number = row.evidence.and_then(start), "Where it starts in the report's stored text, in bytes of UTF-8.";
    sentence_end: Number = row.evidence.and_then(end), "Where it ends, exclusive.";
} }

table! { PARTICIPATIONS, participation_cells(row: Observed<'_, ExtractedParticipation>) = "participations",
    "Somebody's part in a meeting, as one report has it: a person, an unnamed office holder, or a delegation." {
    observation_id: Key = &row.observation, "This observation.";
    report_id: Key = row.report, "The report.";
    meeting_id: Key = row.meeting, "The meeting.";
    person_id: Key = row.record, "The person; empty for a delegation and for an office holder whom the report does not name.";
    name: Text = row.said.person.as_ref().map_or("", |person| &person.display_name), "The fullest name that the report gives.";
    honorific: Text = row.said.person.as_ref().map_or("", |person| &person.honorific), "Such as Dr. or General (Retd).";
    office: Text = &row.said.office, "In which office, as printed.";
    country_code: Word = country_of(row.said.delegation.as_ref()), "For which country, ISO 3166-1 alpha-2.";
    organization_id: Key = organization_id(organization_of(row.said.delegation.as_ref())), "For which organization.";
    organization: Text = organization_of(row.said.delegation.as_ref()), "Full usual name of that organization.";
    is_host: Flag = has_role(row.said, ParticipationRole::Host), "Whether they are said to have received the others.";
    is_chair: Flag = has_role(row.said, ParticipationRole::Chair), "Whether they are said to have presided.";
    is_attendee: Flag = has_role(row.said, ParticipationRole::Attendee), "Whether they are said to have taken part.";
    is_guest: Flag = has_role(row.said, ParticipationRole::Guest), "Whether they are said to have been there by special invitation.";
    is_speaker: Flag = has_role(row.said, ParticipationRole::Speaker), "Whether they are said to have spoken.";
    attendance: Word = word(row.said.attendance().as_str_name(), "ATTENDANCE_"), "Whether they were there.";
    sentence: Text = row.sentence(), "The first sentence that says so; all are in evidence.";
    sentence_start: Number = row.start(), "Where that sentence starts in the report's stored text, in bytes of UTF-8.";
    sentence_end: Number = row.end(), "Where it ends, exclusive.";
} }

/// How a person is named.
struct Naming<'a> {
    person: &'a str,
    mention: &'a PersonMention,
}

table! { PERSON_NAMES, person_name_cells(row: Naming<'_>) = "person_names",
    "A spelling of a person's name in one report." {
    person_id: Key = row.person, "The person.";
    report_id: Key = &row.mention.report, "The report.";
    name: Text = &row.mention.display_name, "The fullest name that the report gives.";
} }

/// An office of a person.
struct Held<'a> {
    person: &'a str,
    office: &'a OfficeHeld,
}

table! { PERSON_OFFICES, person_office_cells(row: Held<'_>) = "person_offices",
    "An office that reports give a person, over time; who says so of which meeting is in participations." {
    person_id: Key = row.person, "The person.";
    office: Text = &row.office.office, "The office, as printed.";
    country_code: Word = country_of(row.office.delegation.as_ref()), "For which country, ISO 3166-1 alpha-2.";
    organization_id: Key = organization_id(organization_of(row.office.delegation.as_ref())), "For which organization.";
    organization: Text = organization_of(row.office.delegation.as_ref()), "Full usual name of that organization.";
    first_seen: Date = &row.office.first_seen, "Earliest publication date of a report that says so.";
    last_seen: Date = &row.office.last_seen, "Latest publication date of a report that says so.";
} }

table! { RENDERINGS, rendering_cells(row: Observed<'_, ExtractedQuote>) = "renderings",
    "An utterance as one report renders it." {
    observation_id: Key = &row.observation, "This observation.";
    report_id: Key = row.report, "The report.";
    quote_id: Key = row.record, "The utterance.";
    meeting_id: Key = row.meeting, "The meeting at which it was said, as the report has it.";
    text: Text = &row.said.text, "The words in the report, without speech tag and outer quotation marks; where they stand is in segments.";
    kind: Word = word(row.said.kind().as_str_name(), "QUOTE_KIND_"), "Direct, indirect or mixed.";
    speaker: Text = speaker(row.said, |speaker| &speaker.display_name), "The fullest name that the report gives for the speaker.";
    speaker_kind: Word = row.said.speaker.as_ref().map_or(Cell::Empty, |speaker| word(speaker.kind().as_str_name(), "SPEAKER_KIND_")),
        "What sort of speaker.";
    on_behalf_of: Text = speaker(row.said, |speaker| &speaker.on_behalf_of), "For whom they speak.";
    cue: Text = &row.said.cue, "The word of saying, as printed.";
    cue_start: Number = row.said.cue_span.as_ref().map(|span| span.start), "Where the cue starts in the report's stored text, in bytes of UTF-8.";
    cue_end: Number = row.said.cue_span.as_ref().map(|span| span.end), "Where it ends, exclusive.";
    audience: Text = &row.said.audience, "To whom, as printed.";
    medium: Word = word(row.said.medium().as_str_name(), "MEDIUM_"), "Where it was said.";
    say_date: Date = &row.said.say_date, "When it was said.";
    sentence: Text = row.sentence(), "The first sentence that holds it; all are in evidence.";
    sentence_start: Number = row.start(), "Where that sentence starts in the report's stored text, in bytes of UTF-8.";
    sentence_end: Number = row.end(), "Where it ends, exclusive.";
} }

/// A part of a rendering's words.
struct Segment<'a> {
    observation: &'a str,
    report: &'a str,
    number: usize,
    span: &'a Span,
}

table! { SEGMENTS, segment_cells(row: Segment<'_>) = "segments",
    "A stretch of the words of a rendering; several where a speech tag breaks them." {
    observation_id: Key = row.observation, "The rendering.";
    report_id: Key = row.report, "The report.";
    number: Number = row.number, "Which stretch of it, from 0.";
    start: Number = row.span.start, "Where it starts in the report's stored text, in bytes of UTF-8.";
    end: Number = row.span.end, "Where it ends, exclusive.";
} }

table! { OUTCOMES, outcome_cells(row: Observed<'_, ExtractedOutcome>) = "outcomes",
    "A document or decision, as one report has it." {
    observation_id: Key = &row.observation, "This observation.";
    report_id: Key = row.report, "The report.";
    meeting_id: Key = row.meeting, "The meeting; empty where none is known.";
    title: Text = &row.said.title, "Its title as printed.";
    kind: Word = word(row.said.kind().as_str_name(), "OUTCOME_KIND_"), "What sort of document.";
    status: Word = word(row.said.status().as_str_name(), "OUTCOME_STATUS_"), "How far it has come.";
    sentence: Text = row.sentence(), "The first sentence that says so; all are in evidence.";
    sentence_start: Number = row.start(), "Where that sentence starts in the report's stored text, in bytes of UTF-8.";
    sentence_end: Number = row.end(), "Where it ends, exclusive.";
} }

table! { MEMBERSHIPS, membership_cells(row: Observed<'_, ExtractedMembership>) = "memberships",
    "A change of an organization's members, as one report has it." {
    observation_id: Key = &row.observation, "This observation.";
    report_id: Key = row.report, "The report.";
    member_code: Word = &row.said.member_code, "The country, ISO 3166-1 alpha-2.";
    organization_id: Key = organization_id(&row.said.organization), "The organization.";
    organization: Text = &row.said.organization, "Its full usual name.";
    change: Word = word(row.said.change().as_str_name(), "MEMBERSHIP_CHANGE_"), "What happened.";
    date: Date = &row.said.date, "When, where the report says so.";
    sentence: Text = row.sentence(), "The first sentence that says so; all are in evidence.";
    sentence_start: Number = row.start(), "Where that sentence starts in the report's stored text, in bytes of UTF-8.";
    sentence_end: Number = row.end(), "Where it ends, exclusive.";
} }

table! { TOPICS, topic_cells(row: Observed<'_, ExtractedTopic>) = "topics",
    "A topic of which one sentence of a report speaks; a row for each quotation that holds the words, or one row where none does." {
    observation_id: Key = &row.observation, "This observation.";
    report_id: Key = row.report, "The report.";
    topic: Word = &row.said.id, "The topic's id in the vocabulary.";
    name: Text = &row.said.name, "Its name in the vocabulary.";
    meeting_id: Key = row.meeting, "The meeting at which it was spoken of; empty where none is known.";
    quote_id: Key = row.record, "The utterance that holds the words; empty where none does.";
    words_start: Number = row.said.words.first().map(|span| span.start), "Where the first words that mean it start in the report's stored text, in bytes of UTF-8.";
    words_end: Number = row.said.words.first().map(|span| span.end), "Where they end, exclusive.";
    sentence: Text = row.sentence(), "The sentence that speaks of it.";
    sentence_start: Number = row.start(), "Where that sentence starts, in bytes of UTF-8.";
    sentence_end: Number = row.end(), "Where it ends, exclusive.";
} }

/// One sentence that says an observation.
struct Sentence<'a> {
    observation: &'a str,
    report: &'a str,
    number: usize,
    evidence: &'a Evidence,
}

table! { EVIDENCE, evidence_cells(row: Sentence<'_>) = "evidence", "A sentence that says an observation." {
    observation_id: Key = row.observation, "The observation: a row of the table in its name.";
    report_id: Key = row.report, "The report.";
    number: Number = row.number, "Which of its sentences, from 0.";
    sentence: Text = &row.evidence.sentence, "The sentence as printed.";
    start: Number = start(row.evidence), "Where it starts in the report's stored text, in bytes of UTF-8.";
    end: Number = end(row.evidence), "Where it ends, exclusive.";
} }

fn start(evidence: &Evidence) -> Option<u32> {
    evidence.span.as_ref().map(|span| span.start)
}

fn end(evidence: &Evidence) -> Option<u32> {
    evidence.span.as_ref().map(|span| span.end)
}

/// A number of which 0 says that there is none.
fn some_number(number: u32) -> Option<u32> {
    (number > 0).then_some(number)
}

fn organization_id(name: &str) -> String {
    if name.is_empty() { String::new() } else { convert::name::organization(name) }
}

fn organization_of(delegation: Option<&Delegation>) -> &str {
    delegation.map_or("", |delegation| &delegation.organization)
}

fn country_of(delegation: Option<&Delegation>) -> &str {
    delegation.map_or("", |delegation| &delegation.country_code)
}

fn has_role(participation: &ExtractedParticipation, role: ParticipationRole) -> bool {
    participation.roles().any(|other| other == role)
}

fn speaker(quote: &ExtractedQuote, of: impl FnOnce(&Speaker) -> &String) -> &str {
    quote.speaker.as_ref().map_or("", |speaker| of(speaker))
}

/// How many reports these are: one may have several spellings.
fn report_count(mentions: &[PersonMention]) -> usize {
    distinct(mentions.iter().map(|mention| mention.report.as_str()))
}

fn rendering_reports(quote: &Quote) -> usize {
    distinct(quote.renderings.iter().map(|rendering| rendering.report.as_str()))
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// Makes rows of records and reports.
pub(crate) struct Tables<R> {
    rows: R,
    /// The organizations that were named so far, by id. There are few, whatever the number of reports.
    organizations: BTreeMap<String, Told>,
}

impl<R: Rows> Tables<R> {
    /// Rows that go there.
    pub(crate) fn new(rows: R) -> Self {
        Self { rows, organizations: BTreeMap::new() }
    }

    fn told_of(&mut self, organization: &str) -> Option<&mut Told> {
        if organization.is_empty() {
            return None;
        }
        let told = self.organizations.entry(organization_id(organization)).or_default();
        if told.name.is_empty() {
            organization.clone_into(&mut told.name);
        }
        Some(told)
    }

    fn meeting(&mut self, meeting: &Meeting) -> Result<(), Failure> {
        self.rows.row(&MEETINGS, meeting_cells(meeting))?;
        if let Some(told) = self.told_of(&meeting.organization) {
            told.meetings += 1;
        }
        for value in &meeting.values {
            let mut row = SourcedValue { meeting: &meeting.name, value, evidence: None };
            if value.evidence.is_empty() {
                self.rows.row(&MEETING_VALUES, meeting_value_cells(&row))?;
            }
            for evidence in &value.evidence {
                row.evidence = Some(evidence);
                self.rows.row(&MEETING_VALUES, meeting_value_cells(&row))?;
            }
        }
        Ok(())
    }

    fn person(&mut self, person: &Person) -> Result<(), Failure> {
        self.rows.row(&PERSONS, person_cells(person))?;
        for mention in &person.mentions {
            self.rows.row(&PERSON_NAMES, person_name_cells(&Naming { person: &person.name, mention }))?;
        }
        for office in &person.offices {
            self.told_of(organization_of(office.delegation.as_ref()));
            self.rows.row(&PERSON_OFFICES, person_office_cells(&Held { person: &person.name, office }))?;
        }
        Ok(())
    }

    /// The rows of what one report says in one list of its Extraction.
    fn observations<'a, T: Observable>(
        &mut self,
        of: &Reading<'a>,
        list: &'a [T],
        records: &'a [String],
    ) -> Result<(), Failure> {
        for (at, said) in list.iter().enumerate() {
            let row = Observed {
                observation: format!("{}/{}/{at}", of.report, T::LIST),
                report: of.report,
                record: records.get(at).map_or("", String::as_str),
                meeting: said.meeting().map_or("", |key| of.meeting(key)),
                evidence: said.evidence(),
                said,
            };
            self.rows.row(T::TABLE, T::cells(&row))?;
            self.evidence(&row)?;
        }
        Ok(())
    }

    fn evidence<T>(&mut self, row: &Observed<'_, T>) -> Result<(), Failure> {
        for (number, evidence) in row.evidence.iter().enumerate() {
            let said = Sentence { observation: &row.observation, report: row.report, number, evidence };
            self.rows.row(&EVIDENCE, evidence_cells(&said))?;
        }
        Ok(())
    }

    fn segments(&mut self, of: &Reading<'_>, quotes: &[ExtractedQuote]) -> Result<(), Failure> {
        for (at, quote) in quotes.iter().enumerate() {
            let observation = format!("{}/{}/{at}", of.report, ExtractedQuote::LIST);
            for (number, span) in quote.segments.iter().enumerate() {
                let row = Segment { observation: &observation, report: of.report, number, span };
                self.rows.row(&SEGMENTS, segment_cells(&row))?;
            }
        }
        Ok(())
    }

    fn topics(
        &mut self,
        of: &Reading<'_>,
        topics: &[ExtractedTopic],
        quotes: &[String],
    ) -> Result<(), Failure> {
        for (at, topic) in topics.iter().enumerate() {
            let mut row = Observed {
                observation: format!("{}/topics/{at}", of.report),
                report: of.report,
                record: "",
                meeting: of.meeting(&topic.meeting),
                evidence: &topic.evidence,
                said: topic,
            };
            if topic.quotes.is_empty() {
                self.rows.row(&TOPICS, topic_cells(&row))?;
            }
            for &quote in &topic.quotes {
                let quote = usize::try_from(quote).ok().and_then(|quote| quotes.get(quote));
                row.record = quote.map_or("", String::as_str);
                self.rows.row(&TOPICS, topic_cells(&row))?;
            }
            self.evidence(&row)?;
        }
        Ok(())
    }

    fn count_organizations(&mut self, extraction: &Extraction) {
        for meeting in &extraction.meetings {
            // A value that is not preferred is of no row of meetings, but is there.
            self.told_of(&meeting.organization);
        }
        for participation in &extraction.participations {
            if let Some(told) = self.told_of(organization_of(participation.delegation.as_ref())) {
                told.participations += 1;
            }
        }
        for membership in &extraction.memberships {
            if let Some(told) = self.told_of(&membership.organization) {
                told.memberships += 1;
            }
        }
    }
}

/// The report whose Extraction is made rows of.
struct Reading<'a> {
    report: &'a str,
    /// Records of its meetings by their keys.
    meetings: BTreeMap<&'a str, &'a str>,
}

impl<'a> Reading<'a> {
    fn meeting(&self, key: &str) -> &'a str {
        self.meetings.get(key).copied().unwrap_or_default()
    }
}

/// What a report says, of one sort.
trait Observable: Sized {
    /// The list of the Extraction in which it stands.
    const LIST: &'static str;
    /// The table in which it is shown.
    const TABLE: &'static Table;

    /// Key of the meeting that it is a part of.
    fn meeting(&self) -> Option<&str>;
    /// The sentences that say it.
    fn evidence(&self) -> &[Evidence];
    /// Its row.
    fn cells(row: &Observed<'_, Self>) -> Vec<Cell>;
}

/// Says where what a report says stands and is shown.
macro_rules! observable {
    ($type:ty, $list:literal, $table:ident, $cells:ident, $meeting:expr) => {
        impl Observable for $type {
            const LIST: &'static str = $list;
            const TABLE: &'static Table = &$table;

            fn meeting(&self) -> Option<&str> {
                let meeting: fn(&Self) -> Option<&str> = $meeting;
                meeting(self)
            }

            fn evidence(&self) -> &[Evidence] {
                &self.evidence
            }

            fn cells(row: &Observed<'_, Self>) -> Vec<Cell> {
                $cells(row)
            }
        }
    };
}

observable!(ExtractedMeeting, "meetings", MEETING_REPORTS, meeting_report_cells, |said| Some(&said.key));
observable!(ExtractedParticipation, "participations", PARTICIPATIONS, participation_cells, |said| Some(
    &said.meeting
));
observable!(ExtractedQuote, "quotes", RENDERINGS, rendering_cells, |said| Some(&said.meeting));
observable!(ExtractedOutcome, "outcomes", OUTCOMES, outcome_cells, |said| Some(&said.meeting));
observable!(ExtractedMembership, "memberships", MEMBERSHIPS, membership_cells, |_| None);

impl<R: Rows> Sink for Tables<R> {
    const WITH_REPORTS: bool = true;

    fn record(&mut self, record: &Record) -> Result<(), Failure> {
        match &record.record {
            Some(record::Record::Meeting(meeting)) => self.meeting(meeting),
            Some(record::Record::Person(person)) => self.person(person),
            Some(record::Record::Quote(quote)) => self.rows.row(&QUOTES, quote_cells(quote)),
            // Something that a newer server gives.
            None => Ok(()),
        }
    }

    fn report(&mut self, exported: &ExportedReport) -> Result<(), Failure> {
        let Some(extraction) = &exported.extraction else { return Ok(()) };
        let Some(report) = &extraction.report else { return Ok(()) };
        let row = ReadReport { report, extractor_version: &extraction.extractor_version };
        self.rows.row(&REPORTS, report_cells(&row))?;
        let keys = extraction.meetings.iter().map(|meeting| meeting.key.as_str());
        let of = Reading {
            report: &report.name,
            meetings: keys.zip(exported.meetings.iter().map(String::as_str)).collect(),
        };
        self.observations(&of, &extraction.meetings, &exported.meetings)?;
        self.observations(&of, &extraction.participations, &exported.participants)?;
        self.observations(&of, &extraction.quotes, &exported.quotes)?;
        self.segments(&of, &extraction.quotes)?;
        self.observations(&of, &extraction.outcomes, &[])?;
        self.observations(&of, &extraction.memberships, &[])?;
        self.topics(&of, &extraction.topics, &exported.quotes)?;
        self.count_organizations(extraction);
        Ok(())
    }

    fn end(mut self) -> Result<(), Failure> {
        for (id, told) in std::mem::take(&mut self.organizations) {
            self.rows.row(&ORGANIZATIONS, organization_cells(&Organization { id, told }))?;
        }
        self.rows.end()
    }
}
