//! What ALL reports say together. Records are views over extractions: every value leads back to the sentences that say
//! it, and values that disagree are all kept.
//!
//! Where a record points at another (`person`, `meeting`, `meetings`), resolution writes the id of a *mention*; the store
//! replaces it by the id of the record that holds the mention when the record is read. So a record depends on its own
//! mentions alone. What a person's record lists of each mention ([`PersonRecord::list`]) is put in there too.

use serde::{Deserialize, Serialize};

use crate::{
    CountryCode, JudgementId, PartialDate, RecordId, ReportId, Span,
    extraction::{Delegation, Evidence},
    mention::{Mention, MentionBody, MentionKind},
    vocabulary::{
        Attendance, DateBasis, Medium, MeetingKind, MeetingStatus, OutcomeKind, OutcomeStatus,
        ParticipationRole, QuoteKind, SpeakerKind,
    },
};

/// A sentence, and the report that holds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourcedEvidence {
    /// The report.
    pub report: ReportId,
    /// The sentence.
    pub evidence: Evidence,
}

/// One rival for a field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// Name of the field in the contract's spelling: `start_date`.
    pub field: String,
    /// The value as text: a date as `2018-05`, a word of a vocabulary.
    pub value: String,
    /// Whether the record's own field shows this one.
    pub preferred: bool,
    /// Why it is preferred; empty for those that are not.
    pub reason: String,
    /// The sentences that say it; at least one, unless a person's judgement does.
    pub evidence: Vec<SourcedEvidence>,
    /// The judgement that corrected the field to this value.
    pub judgement: Option<JudgementId>,
}

/// Where a record's meeting is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeetingMention {
    /// The report.
    pub report: ReportId,
    /// Its URI.
    pub report_uri: String,
    /// Key of the meeting in that report's extraction.
    pub key: String,
    /// What that report calls it.
    pub title: String,
    /// The wire that the report was copied from.
    pub agency: Option<String>,
    /// The report of which this one is a near copy: the earliest of those that are.
    pub copy_of: Option<ReportId>,
}

/// A meeting, as all reports have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRecord {
    /// The smallest of the mentions' ids ([`RecordId::of_mention`] with kind `meeting`).
    pub id: RecordId,
    /// The preferred title.
    pub title: String,
    /// Other titles that reports give.
    pub other_titles: Vec<String>,
    /// Its format.
    pub series: Option<String>,
    /// Full usual name of the organization.
    pub organization: Option<String>,
    /// Which one of its series it is.
    pub ordinal: Option<u32>,
    /// What sort of gathering.
    pub kind: Option<MeetingKind>,
    /// First day.
    pub start_date: Option<PartialDate>,
    /// Last day.
    pub end_date: Option<PartialDate>,
    /// Where the start date comes from.
    pub date_basis: Option<DateBasis>,
    /// City.
    pub city: Option<String>,
    /// Country of the venue.
    pub country_code: Option<CountryCode>,
    /// Building or room.
    pub venue: Option<String>,
    /// The furthest status that a report gives.
    pub status: Option<MeetingStatus>,
    /// Where it is named, sorted.
    pub mentions: Vec<MeetingMention>,
    /// Every value of every field with its evidence: by field, the preferred first.
    pub values: Vec<FieldValue>,
    /// Who was there: hosts and chairs first.
    pub participants: Vec<Participant>,
    /// What it adopted or promised.
    pub outcomes: Vec<OutcomeRecord>,
    /// What was spoken of there, in order of id.
    pub topics: Vec<TopicRecord>,
}

/// Somebody's part in a meeting, as all reports have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The person's record; none for a delegation or an unnamed office holder.
    pub person: Option<RecordId>,
    /// The preferred spelling of the name.
    pub display_name: Option<String>,
    /// Other spellings, sorted.
    pub other_names: Vec<String>,
    /// "General (Retd)".
    pub honorific: Option<String>,
    /// Offices as printed, the preferred first.
    pub offices: Vec<String>,
    /// For whom.
    pub delegation: Delegation,
    /// Doing what; sorted, each once.
    pub roles: Vec<ParticipationRole>,
    /// Their offices with for whom they are held, each as one text by which offices are compared.
    pub posts: Vec<String>,
    /// Whether they were there.
    pub attendance: Option<Attendance>,
    /// The sentences that say so, of every report; sorted.
    pub evidence: Vec<SourcedEvidence>,
}

/// A document or decision of a meeting, as all reports have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRecord {
    /// The preferred title.
    pub title: String,
    /// Other titles that reports give, sorted.
    pub other_titles: Vec<String>,
    /// What sort of document.
    pub kind: OutcomeKind,
    /// The furthest status that a report gives.
    pub status: Option<OutcomeStatus>,
    /// The sentences that say so, of every report; sorted.
    pub evidence: Vec<SourcedEvidence>,
}

/// A topic of a meeting or a quotation, as all reports have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicRecord {
    /// Its id in the vocabulary: `three-evil-forces`.
    pub id: String,
    /// Its name in the vocabulary: "Three evil forces".
    pub name: String,
    /// The sentences that speak of it, of every report; sorted.
    pub evidence: Vec<SourcedEvidence>,
}

/// Where a record's person is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonMention {
    /// The report.
    pub report: ReportId,
    /// Its URI.
    pub report_uri: String,
    /// The name as that report has it.
    pub display_name: String,
}

/// What one mention adds to the lists of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonListing {
    /// Where they are named.
    pub naming: PersonMention,
    /// Mentions of the meetings they were part of.
    pub meetings: Vec<RecordId>,
}

impl PersonListing {
    /// Of a mention; nothing where it is of no person.
    #[must_use]
    pub fn of(mention: &Mention) -> Option<Self> {
        let MentionBody::Person { display_name, meetings, .. } = &mention.body else { return None };
        let naming = PersonMention {
            report: mention.report,
            report_uri: mention.report_uri.clone(),
            display_name: display_name.clone(),
        };
        Some(Self { naming, meetings: meetings.clone() })
    }
}

/// An office that somebody is reported to hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OfficeHeld {
    /// As printed.
    pub office: String,
    /// For which country or organization.
    pub delegation: Delegation,
    /// Earliest publication date of a report that says so.
    pub first_seen: Option<PartialDate>,
    /// Latest publication date of a report that says so.
    pub last_seen: Option<PartialDate>,
}

/// A person, as all reports have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// The smallest of the mentions' ids ([`RecordId::of_mention`] with kind `person` and the display name as key).
    pub id: RecordId,
    /// The preferred spelling.
    pub display_name: String,
    /// Other spellings, sorted.
    pub other_names: Vec<String>,
    /// Offices as reported, sorted.
    pub offices: Vec<OfficeHeld>,
    /// The same with for whom they are held, each as one text by which offices are compared; sorted, each once.
    pub posts: Vec<String>,
    /// Where they are named, sorted.
    pub mentions: Vec<PersonMention>,
    /// Meetings they were part of, sorted.
    pub meetings: Vec<RecordId>,
}

impl PersonRecord {
    /// Lists where they are named and at which meetings, which follows from nothing but the mentions: each adds its own.
    pub fn list(&mut self, mentions: impl IntoIterator<Item = PersonListing>) {
        self.mentions.clear();
        self.meetings.clear();
        for listing in mentions {
            self.mentions.push(listing.naming);
            self.meetings.extend(listing.meetings);
        }
        self.mentions.sort();
        self.meetings.sort_unstable();
        self.meetings.dedup();
    }
}

/// One report's rendering of a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendering {
    /// The report.
    pub report: ReportId,
    /// Its URI.
    pub report_uri: String,
    /// The words in that report.
    pub text: String,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// Where they stand in that report.
    pub segments: Vec<Span>,
    /// The word of saying.
    pub cue: Option<String>,
    /// The sentences that hold them.
    pub evidence: Vec<Evidence>,
}

/// Something said, as all reports have it: one utterance, and its renderings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRecord {
    /// The smallest of the mentions' ids ([`RecordId::of_mention`] with kind `quote` and the index in the extraction's
    /// `quotes` as key: `0`, `1`, …).
    pub id: RecordId,
    /// The preferred rendering's words.
    pub text: String,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// Name of the speaker, the preferred spelling.
    pub speaker: Option<String>,
    /// The speaker's record, where they are a named person.
    pub person: Option<RecordId>,
    /// What sort of speaker.
    pub speaker_kind: SpeakerKind,
    /// For whom they speak.
    pub on_behalf_of: Option<String>,
    /// Countries and organizations for which the speaker holds office, sorted.
    pub speaker_delegations: Vec<Delegation>,
    /// To whom, as printed.
    pub audience: Option<String>,
    /// Where it was said.
    pub medium: Option<Medium>,
    /// The meeting's record.
    pub meeting: Option<RecordId>,
    /// Full usual name of the organization whose meeting it was.
    pub meeting_organization: Option<String>,
    /// When it was said.
    pub say_date: Option<PartialDate>,
    /// Every rendering, the preferred first.
    pub renderings: Vec<Rendering>,
    /// What it speaks of, in order of id.
    pub topics: Vec<TopicRecord>,
}

/// A record of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// A meeting.
    Meeting(MeetingRecord),
    /// A person.
    Person(PersonRecord),
    /// A quotation.
    Quote(QuoteRecord),
}

impl Record {
    /// What it is of.
    #[must_use]
    pub fn kind(&self) -> MentionKind {
        match self {
            Self::Meeting(_) => MentionKind::Meeting,
            Self::Person(_) => MentionKind::Person,
            Self::Quote(_) => MentionKind::Quote,
        }
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> RecordId {
        match self {
            Self::Meeting(meeting) => meeting.id,
            Self::Person(person) => person.id,
            Self::Quote(quote) => quote.id,
        }
    }
}
