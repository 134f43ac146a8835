//! Mentions: what resolution works on. A mention is one meeting, person or quotation as one report has it, with all
//! that is needed to compare it with others and to build a record from it, so that no report is read again.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

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

    /// Whether several mentions of it may be of one [`Form`].
    #[must_use]
    pub fn has_forms(self) -> bool {
        self == Self::Person
    }

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
    /// The [`Form`] to which it belongs; its own id where it is alone in it. Those of one form have the same blocks.
    pub form: RecordId,
    /// What the report says.
    pub body: MentionBody,
}

/// Mentions that are alike in all by which they are compared: hundreds of reports name a person by one name, in one office.
/// They are always of one record, so what is found of one of them is found of all. Of meetings and quotations, no two are
/// alike enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its id: of the one mention in it, or a hash of what is alike.
    pub id: RecordId,
    /// That mention of it which has the smallest id, as far as it is compared ([`Mention::as_compared`]).
    pub sample: Mention,
    /// How many mentions there are of it; at least one.
    pub count: u64,
    /// When the first report with it was published.
    pub first_published: Option<PartialDate>,
    /// When the last one was.
    pub last_published: Option<PartialDate>,
}

impl Form {
    /// Of one mention.
    #[must_use]
    pub fn of(mention: Mention) -> Self {
        let published = mention.publish_date;
        Self {
            id: mention.form,
            sample: mention.as_compared(),
            count: 1,
            first_published: published,
            last_published: published,
        }
    }

    /// Takes in another mention of the same form, which it does not hold yet.
    pub fn add(&mut self, mention: &Mention) {
        if mention.id < self.sample.id {
            self.sample = mention.clone().as_compared();
        }
        self.count += 1;
        self.first_published = earliest(self.first_published, mention.publish_date);
        self.last_published = self.last_published.max(mention.publish_date);
    }

    /// The forms of mentions, each of which is given once, in order of id.
    #[must_use]
    pub fn all(mentions: impl IntoIterator<Item = Mention>) -> Vec<Self> {
        let mut forms: BTreeMap<(MentionKind, RecordId), Self> = BTreeMap::new();
        for mention in mentions {
            match forms.entry((mention.kind(), mention.form)) {
                Entry::Occupied(mut form) => form.get_mut().add(&mention),
                Entry::Vacant(place) => {
                    place.insert(Self::of(mention));
                }
            }
        }
        forms.into_values().collect()
    }
}

/// The earlier of two dates, as far as they are known.
#[must_use]
pub fn earliest(one: Option<PartialDate>, two: Option<PartialDate>) -> Option<PartialDate> {
    [one, two].into_iter().flatten().min()
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
    /// A person's mention without what is not looked at to tell who it is, and to say how they are called: where it stands,
    /// and at which meetings. Others as they are.
    #[must_use]
    pub fn as_compared(mut self) -> Self {
        if let MentionBody::Person { meetings, evidence, .. } = &mut self.body {
            meetings.clear();
            evidence.clear();
            self.report_uri.clear();
            self.source = Source::default();
        }
        self
    }

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
