//! What ONE report says. Made by `parsing` as a pure function of the report's bytes; immutable.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    ContentHash, CountryCode, PartialDate, Span,
    vocabulary::{
        Attendance, DateBasis, Medium, MeetingKind, MeetingStatus, MembershipChange, OutcomeKind,
        OutcomeStatus, ParticipationRole, PublishDateBasis, QuoteKind, SpeakerKind,
    },
};

/// All that one report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// The report itself.
    pub report: Report,
    /// The meetings it reports or mentions, in order of appearance.
    pub meetings: Vec<Meeting>,
    /// Who was at them.
    pub participations: Vec<Participation>,
    /// Who said what.
    pub quotes: Vec<Quote>,
    /// What was adopted or promised.
    pub outcomes: Vec<Outcome>,
    /// Who joined or left an organization.
    pub memberships: Vec<Membership>,
    /// Version of the extractor that made this.
    pub extractor_version: String,
    /// What is spoken of, in order of appearance: one entry a topic, sentence and meeting.
    pub topics: Vec<Topic>,
}

/// A news report, and what it says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Where it came from: a path or a URL, as given.
    pub uri: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The wire or paper whose copy it is.
    pub agency: Option<String>,
    /// Author's line.
    pub byline: Option<String>,
    /// When it was published.
    pub publish_date: Option<PartialDate>,
    /// Where the publication date comes from.
    pub publish_date_basis: Option<PublishDateBasis>,
    /// Place and date that open the copy, as printed.
    pub dateline: Option<String>,
    /// Language, BCP 47.
    pub language: Option<String>,
    /// SHA-256 of the bytes as received.
    pub content_sha256: ContentHash,
}

/// The sentence that says a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The sentence as printed; all that it says shares it.
    pub sentence: Arc<str>,
    /// Where the sentence stands in the report's text.
    pub span: Span,
}

/// A meeting as one report has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Local to the extraction: `m1`, `m2`, …
    pub key: String,
    /// What the report calls it.
    pub title: String,
    /// Its format: "Security Council Secretaries", "Council of Foreign Ministers", "summit".
    pub series: Option<String>,
    /// Full usual name of the organization whose meeting it is.
    pub organization: Option<String>,
    /// Which one of its series it is.
    pub ordinal: Option<u32>,
    /// What sort of gathering.
    pub kind: Option<MeetingKind>,
    /// First day.
    pub start_date: Option<PartialDate>,
    /// Last day, for a meeting of several.
    pub end_date: Option<PartialDate>,
    /// Where the date comes from.
    pub date_basis: Option<DateBasis>,
    /// City.
    pub city: Option<String>,
    /// Country of the venue.
    pub country_code: Option<CountryCode>,
    /// Building or room.
    pub venue: Option<String>,
    /// As of the report.
    pub status: Option<MeetingStatus>,
    /// Whether the report is about this meeting, rather than only naming it.
    pub focal: bool,
    /// The sentences that say so.
    pub evidence: Vec<Evidence>,
}

/// A person as one report names them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Person {
    /// The fullest name that the report itself gives.
    pub display_name: String,
    /// "General (Retd)", "Dr.", "H.E.".
    pub honorific: Option<String>,
}

/// For whom somebody sits at the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Delegation {
    /// Country.
    pub country_code: Option<CountryCode>,
    /// Full usual name of the organization, for those who sit for one.
    pub organization: Option<String>,
}

/// Somebody's part in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// Key of the meeting.
    pub meeting: String,
    /// Who; none for a delegation or an office holder whom the report does not name.
    pub person: Option<Person>,
    /// In which office, as printed.
    pub office: Option<String>,
    /// For whom.
    pub delegation: Delegation,
    /// Doing what; sorted, each once.
    pub roles: Vec<ParticipationRole>,
    /// Whether they were there.
    pub attendance: Option<Attendance>,
    /// The sentences that say so.
    pub evidence: Vec<Evidence>,
}

/// Who speaks in a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name that the report gives for whom the mention means; of those who are no named persons, the words that it
    /// prints beside the cue ("the foreign ministry").
    pub display_name: Option<String>,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// The words beside the cue: "he", "the minister".
    pub mention: Option<Span>,
    /// For whom they speak: "SCO defense ministers".
    pub on_behalf_of: Option<String>,
}

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Who said it.
    pub speaker: Speaker,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The reported words, without speech tag and outer quotation marks: the segments joined by a space.
    pub text: String,
    /// Where they stand; several where a speech tag breaks them. In order, without overlap, at least one.
    pub segments: Vec<Span>,
    /// The word of saying, as printed.
    pub cue: Option<String>,
    /// Where the cue stands.
    pub cue_span: Option<Span>,
    /// To whom, as printed.
    pub audience: Option<String>,
    /// Where it was said.
    pub medium: Option<Medium>,
    /// Key of the meeting at which it was said.
    pub meeting: Option<String>,
    /// When it was said.
    pub say_date: Option<PartialDate>,
    /// The sentences that hold it.
    pub evidence: Vec<Evidence>,
}

/// A document or decision of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its title as printed.
    pub title: String,
    /// What sort of document.
    pub kind: OutcomeKind,
    /// How far it has come.
    pub status: Option<OutcomeStatus>,
    /// Key of the meeting.
    pub meeting: Option<String>,
    /// The sentences that say so.
    pub evidence: Vec<Evidence>,
}

/// A country's membership of an organization changing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Country.
    pub member_code: CountryCode,
    /// Full usual name of the organization.
    pub organization: String,
    /// What happened.
    pub change: MembershipChange,
    /// When, where the report says so.
    pub date: Option<PartialDate>,
    /// The sentences that say so.
    pub evidence: Vec<Evidence>,
}

/// A topic of the vocabulary, where one sentence speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id in the vocabulary: `three-evil-forces`.
    pub id: String,
    /// Its name in the vocabulary: "Three evil forces".
    pub name: String,
    /// Where the words stand that mean it; in order, at least one.
    pub words: Vec<Span>,
    /// Key of the meeting at which it was spoken of.
    pub meeting: Option<String>,
    /// The quotations that hold the words, as indices of [`Extraction::quotes`]; sorted, each once.
    pub quotes: Vec<u32>,
    /// The sentence that speaks of it.
    pub evidence: Vec<Evidence>,
}
