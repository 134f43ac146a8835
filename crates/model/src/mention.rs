//! Mentions: what resolution works on. A mention is one meeting, person or quotation as one report has it, with all
//! that is needed to compare it with others and to build a record from it, so that no report is read again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    PartialDate, RecordId, ReportId,
    extraction::{Delegation, Evidence, Meeting, Outcome, Participation, Quote, Topic},
};

/// What a mention, and the record made from it, is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionKind {
    /// A meeting.
    Meeting,
    /// A person.
    Person,
    /// A quotation.
    Quote,
}

impl MentionKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Meeting, Self::Person, Self::Quote];

    /// Its word, as it enters [`RecordId::of_mention`].
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Person => "person",
            Self::Quote => "quote",
        }
    }
}

/// One meeting, person or quotation as one report has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// [`RecordId::of_mention`] of kind, report and key.
    pub id: RecordId,
    /// The report.
    pub report: ReportId,
    /// Its URI.
    pub report_uri: String,
    /// When the report was published.
    pub publish_date: Option<PartialDate>,
    /// Who brought the report, and by what it is known again in other hands.
    pub source: Source,
    /// Only mentions of one kind that share a block, directly or through others, can become one record.
    pub blocks: BTreeSet<String>,
    /// What the report says.
    pub body: MentionBody,
}

/// Where a report comes from, as far as that weighs its word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Who published it.
    pub publisher: Option<String>,
    /// The wire it was copied from.
    pub agency: Option<String>,
    /// The smallest hashes of the runs of words in its sentences, sorted: reports that share most of them are copies.
    pub fingerprint: Vec<u32>,
    /// The extractor that read it.
    pub extractor_version: String,
}

/// What a report says of what it mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MentionBody {
    /// A meeting.
    Meeting {
        /// The meeting.
        meeting: Meeting,
        /// Who was there, each with the id of the person's mention where they are named.
        participations: Vec<(Participation, Option<RecordId>)>,
        /// What it adopted or promised.
        outcomes: Vec<Outcome>,
        /// What was spoken of there.
        topics: Vec<Topic>,
    },
    /// A person.
    Person {
        /// The fullest name that the report gives.
        display_name: String,
        /// Offices, with for whom they are held.
        offices: Vec<(String, Delegation)>,
        /// Ids of the mentions of the meetings that they were part of.
        meetings: Vec<RecordId>,
        /// Sentences that name them.
        evidence: Vec<Evidence>,
    },
    /// A quotation.
    Quote {
        /// The quotation.
        quote: Quote,
        /// Id of the mention of the speaker, where they are a named person.
        person: Option<RecordId>,
        /// For whom the speaker holds office.
        delegations: Vec<Delegation>,
        /// Id of the mention of the meeting.
        meeting: Option<RecordId>,
        /// Full usual name of the organization whose meeting it was.
        meeting_organization: Option<String>,
        /// What it speaks of.
        topics: Vec<Topic>,
    },
}

impl Mention {
    /// What it is of.
    #[must_use]
    pub fn kind(&self) -> MentionKind {
        match self.body {
            MentionBody::Meeting { .. } => MentionKind::Meeting,
            MentionBody::Person { .. } => MentionKind::Person,
            MentionBody::Quote { .. } => MentionKind::Quote,
        }
    }
}
