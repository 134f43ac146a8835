//! A meeting before it is written out, and the meetings of a report.

use std::ops::Range;

use rapporteur_model::{
    CountryCode,
    extraction::Meeting,
    vocabulary::{MeetingKind, MeetingStatus},
};

use crate::{analysis::Analysis, date::Resolved};

/// No report tells of more meetings: what is told of further ones is left out.
pub const MAX_MEETINGS: usize = 200;

/// A meeting before it is written out.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What the report calls it.
    pub title: String,
    /// Its format.
    pub series: Option<String>,
    /// Full name of the organization.
    pub organization: Option<String>,
    /// Which one of its series.
    pub ordinal: Option<u32>,
    /// What sort.
    pub kind: Option<MeetingKind>,
    /// When.
    pub date: Option<Resolved>,
    /// Number of days it takes, where the report says so.
    pub days: Option<i64>,
    /// City.
    pub city: Option<String>,
    /// Country of the venue.
    pub country: Option<CountryCode>,
    /// The building, as the report calls it.
    pub venue: Option<String>,
    /// As of the report.
    pub status: Option<MeetingStatus>,
    /// Whether the report is about it.
    pub focal: bool,
    /// Whether it is called the next one: not the one that the report is about.
    pub next: bool,
    /// Whether it is an earlier one of its series, only mentioned: "the last summit, held in 2004".
    pub earlier: bool,
    /// Whether it is a call, so that it takes place nowhere.
    pub remote: bool,
    /// Whether it comes of a verb ("X met Y") or of "a meeting with Y", so that only its participants tell it apart.
    pub by_participants: bool,
    /// The rule that found it.
    pub rule: &'static str,
    /// Where it is named: sentence, and tokens of the phrase.
    pub places: Vec<(usize, Range<usize>)>,
    /// Mentions of those who took part, found with the phrase itself, by index: host side, other side.
    pub hosts: Vec<usize>,
    /// The other side.
    pub others: Vec<usize>,
}

/// The meetings of a report, and which one each phrase means.
#[derive(Debug, Default)]
pub struct Meetings {
    /// In order of appearance; no more than [`MAX_MEETINGS`].
    pub drafts: Vec<Draft>,
    /// Phrases that mean a meeting: sentence, tokens, index of the meeting.
    pub phrases: Vec<(usize, Range<usize>, usize)>,
}

impl Meetings {
    /// The meeting that a sentence speaks of: the one named in it, else none.
    #[must_use]
    pub fn in_sentence(&self, sentence: usize) -> Option<usize> {
        self.phrases_of(sentence).first().map(|(_, _, meeting)| *meeting)
    }

    /// The phrases of a sentence.
    #[must_use]
    pub fn phrases_of(&self, sentence: usize) -> &[(usize, Range<usize>, usize)] {
        let first = self.phrases.partition_point(|(at, _, _)| *at < sentence);
        let last = self.phrases.partition_point(|(at, _, _)| *at <= sentence);
        &self.phrases[first..last]
    }

    /// The phrases of the sentences before one.
    #[must_use]
    pub fn phrases_before(&self, sentence: usize) -> &[(usize, Range<usize>, usize)] {
        &self.phrases[..self.phrases.partition_point(|(at, _, _)| *at < sentence)]
    }

    /// The meeting that the report is about: the first that is focal.
    #[must_use]
    pub fn focal(&self) -> Option<usize> {
        self.drafts.iter().position(|draft| draft.focal)
    }
}

/// Writes a draft out.
#[must_use]
pub fn finish(analysis: &Analysis, draft: &Draft, key: String) -> Meeting {
    Meeting {
        key,
        title: draft.title.clone(),
        series: draft.series.clone(),
        organization: draft.organization.clone(),
        ordinal: draft.ordinal,
        kind: draft.kind,
        start_date: draft.date.map(|date| date.start),
        end_date: draft.date.and_then(|date| date.end),
        date_basis: draft.date.map(|date| date.basis),
        city: draft.city.clone(),
        country_code: draft.country,
        venue: draft.venue.clone(),
        status: draft.status,
        focal: draft.focal,
        evidence: analysis.evidence_of(draft.places.iter().map(|(sentence, _)| *sentence).collect()),
    }
}
