//! An extraction against gold: what a user of the record sees.
//!
//! What counts, section by section:
//! - meetings: the same event, by ordinal, dates, place, name and organization taken together;
//! - participants: a named person in the matched meeting, by full name where the report gives one;
//! - delegations: a country without a named person in the matched meeting;
//! - quotes: the words overlap enough; `quotes+speaker`: and the speaker is right;
//! - outcomes: the titles overlap enough, and the kind agrees;
//! - memberships: country, organization and change agree.
//!
//! Entries of gold that are optional are neither rewarded nor punished, nor is what is matched to them. The fields of
//! matched entries are counted apart, each where gold has one.

use std::{collections::BTreeMap, fmt};

use rapporteur_model::{
    extraction::{Extraction, Meeting, Participation},
    vocabulary::{OutcomeKind, ParticipationRole},
};
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use crate::{
    LEAST_STRETCH_WORDS,
    assign::assign,
    gold::{GoldMeeting, GoldParticipant, GoldReport},
    names::{fold, overlap, same_name, same_organization},
    passage::Passage,
    rates::Counts,
};

/// The least agreement of two meetings that are one; see [`agreement`].
const SAME_MEETING: f64 = 2.0;
/// The least overlap of a quotation's words with gold.
const SAME_QUOTE: f64 = 0.6;
/// The least overlap of an outcome's title, an office, or a speaker who is described rather than named.
const SAME_TITLE: f64 = 0.5;

/// What is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Meetings.
    Meetings,
    /// Named persons at meetings.
    Participants,
    /// Countries at meetings without a named person.
    Delegations,
    /// Quotations, whoever is said to speak.
    Quotes,
    /// Quotations with the right speaker.
    QuotesWithSpeaker,
    /// Documents and decisions.
    Outcomes,
    /// Changes of membership.
    Memberships,
}

impl Section {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Meetings,
        Self::Participants,
        Self::Delegations,
        Self::Quotes,
        Self::QuotesWithSpeaker,
        Self::Outcomes,
        Self::Memberships,
    ];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meetings => "meetings",
            Self::Participants => "participants",
            Self::Delegations => "delegations",
            Self::Quotes => "quotes",
            Self::QuotesWithSpeaker => "quotes+speaker",
            Self::Outcomes => "outcomes",
            Self::Memberships => "memberships",
        }
    }

    /// Whether it is part of the one number: every section but the quotations without speakers, which are in another.
    fn is_of_record(self) -> bool {
        self != Self::Quotes
    }
}

/// One thing that the extraction got wrong, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Gold has it, the extraction has not.
    Missed(Section, String),
    /// The extraction has it, gold has not.
    Invented(Section, String),
    /// Both have it, but one of its fields is wrong.
    Wrong {
        /// Which field: `meeting.start`.
        field: &'static str,
        /// Of what.
        of: String,
        /// What gold has.
        gold: String,
        /// What was found.
        found: String,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missed(section, what) => write!(f, "missed {}: {what}", section.as_str()),
            Self::Invented(section, what) => write!(f, "invented {}: {what}", section.as_str()),
            Self::Wrong { field, of, gold, found } => {
                write!(f, "wrong {field}: {found}, not {gold}, of {of}")
            }
        }
    }
}

/// How often a field is right, of the times that gold has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Field {
    /// How often it is right.
    pub right: usize,
    /// How often gold has it.
    pub asked: usize,
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.right, self.asked).serialize(serializer)
    }
}

/// Scores of all reports that were added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evaluation {
    documents: usize,
    unread: Vec<String>,
    counts: BTreeMap<Section, Counts>,
    fields: BTreeMap<&'static str, Field>,
    floor: Counts,
}

impl Evaluation {
    /// Adds one report: its gold, its text, and what was extracted from it; none where it could not be read, which counts
    /// as nothing found. Returns what is wrong.
    pub fn add(&mut self, gold: &GoldReport, text: &str, extraction: Option<&Extraction>) -> Vec<Remark> {
        self.documents += 1;
        let mut report = Report { evaluation: self, remarks: Vec::new() };
        if extraction.is_none() {
            report.evaluation.unread.push(gold.id.clone());
        }
        let found = Found::new(extraction);
        report.score(gold, text, &found);
        let remarks = report.remarks;
        self.add_floor(gold, text);
        remarks
    }

    /// How many reports were added.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// The ids of those that could not be read.
    #[must_use]
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    /// What was found, missed and invented in one section.
    #[must_use]
    pub fn counts(&self, section: Section) -> Counts {
        self.counts.get(&section).copied().unwrap_or_default()
    }

    /// The fields of matched entries by name.
    #[must_use]
    pub fn fields(&self) -> &BTreeMap<&'static str, Field> {
        &self.fields
    }

    /// All sections of the record together: each entry counts the same, quotations with their speakers.
    #[must_use]
    pub fn record(&self) -> Counts {
        let mut record = Counts::default();
        for section in Section::ALL.into_iter().filter(|section| section.is_of_record()) {
            record += self.counts(section);
        }
        record
    }

    /// The section `quotes` for whoever only copies each stretch of four words or more between quotation marks.
    #[must_use]
    pub fn floor(&self) -> Counts {
        self.floor
    }

    fn add_floor(&mut self, gold: &GoldReport, text: &str) {
        let passage = Passage::new(text.to_owned());
        let stretches = passage.long_stretches(LEAST_STRETCH_WORDS);
        let copied: Vec<&str> = stretches.filter_map(|range| text.get(range)).collect();
        let wanted: Vec<String> = gold.quotes.iter().map(|quote| quote.content(text)).collect();
        let pairs = assign(&wanted, &copied, SAME_QUOTE, |wanted, copied| overlap(wanted, copied));
        self.floor += counts(&gold.quotes, |quote| quote.optional, copied.len(), &pairs);
    }
}

/// The scores as the fields `documents`, `missing`, `categories`, `fields`, `record_f1` and `floor`.
impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let categories: BTreeMap<&str, Row> =
            Section::ALL.into_iter().map(|section| (section.as_str(), Row(self.counts(section)))).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("documents", &self.documents)?;
        map.serialize_entry("missing", &self.unread)?;
        map.serialize_entry("categories", &categories)?;
        map.serialize_entry("fields", &self.fields)?;
        map.serialize_entry("record_f1", &self.record().rates().f1)?;
        map.serialize_entry("floor", &Row(self.floor))?;
        map.end()
    }
}

struct Row(Counts);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (counts, rates) = (self.0, self.0.rates());
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("tp", &counts.found)?;
        map.serialize_entry("fp", &counts.invented)?;
        map.serialize_entry("fn", &counts.missed)?;
        map.serialize_entry("precision", &rates.precision)?;
        map.serialize_entry("recall", &rates.recall)?;
        map.serialize_entry("f1", &rates.f1)?;
        map.end()
    }
}

/// Counts of one section: what is matched to optional gold is neither right nor invented.
fn counts<G>(gold: &[G], is_optional: impl Fn(&G) -> bool, found: usize, pairs: &[(usize, usize)]) -> Counts {
    let mut matched = vec![false; gold.len()];
    for &(i, _) in pairs {
        matched[i] = true;
    }
    let wanted = || gold.iter().zip(&matched).filter(|(gold, _)| !is_optional(gold));
    Counts {
        found: wanted().filter(|(_, matched)| **matched).count(),
        invented: found - pairs.len(),
        missed: wanted().filter(|(_, matched)| !**matched).count(),
    }
}

/// An extraction, sorted as gold is.
#[derive(Default)]
struct Found<'extraction> {
    extraction: Option<&'extraction Extraction>,
    meetings: &'extraction [Meeting],
    /// With the name.
    participants: Vec<(&'extraction str, &'extraction Participation)>,
    delegations: Vec<&'extraction Participation>,
}

impl<'extraction> Found<'extraction> {
    fn new(extraction: Option<&'extraction Extraction>) -> Self {
        let Some(extraction) = extraction else { return Self::default() };
        let mut found = Self {
            extraction: Some(extraction),
            meetings: &extraction.meetings,
            participants: Vec::new(),
            delegations: Vec::new(),
        };
        for participation in &extraction.participations {
            match participation.person.as_ref().map(|person| person.display_name.as_str()) {
                Some(name) if !name.is_empty() => found.participants.push((name, participation)),
                _ => found.delegations.push(participation),
            }
        }
        found
    }
}

/// One report being scored.
struct Report<'evaluation> {
    evaluation: &'evaluation mut Evaluation,
    remarks: Vec<Remark>,
}

impl Report<'_> {
    fn score(&mut self, gold: &GoldReport, text: &str, found: &Found<'_>) {
        if let Some(published) = gold.published {
            let date = found.extraction.and_then(|extraction| extraction.report.publish_date);
            self.field("report.publish_date", date == Some(published), || {
                (gold.id.clone(), published.to_string(), shown(date))
            });
        }
        let keys = self.meetings(gold, found);
        let in_meeting = |wanted: &str, found: &str| keys.get(wanted).is_some_and(|key| *key == found);
        self.participants(gold, found, in_meeting);
        let pairs = assign(&gold.delegations, &found.delegations, 1.0, |wanted, found| {
            as_score(
                in_meeting(&wanted.meeting, &found.meeting)
                    && Some(wanted.country) == found.delegation.country_code,
            )
        });
        self.section(
            Section::Delegations,
            (
                &gold.delegations,
                |wanted| wanted.optional,
                |wanted| format!("{} in {}", wanted.country, wanted.meeting),
            ),
            (&found.delegations, |found| {
                let side = found.delegation.country_code.map(|code| code.to_string());
                let side = side.or_else(|| found.delegation.organization.clone());
                format!("{} in {}", or_dash(side.as_deref()), found.meeting)
            }),
            &pairs,
        );
        self.quotes(gold, text, found);
        self.outcomes(gold, found);
        let memberships =
            found.extraction.map(|extraction| extraction.memberships.as_slice()).unwrap_or_default();
        let pairs = assign(&gold.memberships, memberships, 1.0, |wanted, found| {
            as_score(
                wanted.member == found.member_code
                    && wanted.change == found.change
                    && same_organization(&wanted.organization, &found.organization),
            )
        });
        self.section(
            Section::Memberships,
            (
                &gold.memberships,
                |wanted| wanted.optional,
                |wanted| format!("{} {} {}", wanted.member, wanted.change, wanted.organization),
            ),
            (memberships, |found| format!("{} {} {}", found.member_code, found.change, found.organization)),
            &pairs,
        );
    }

    /// Scores the meetings; gives for each key of gold the key of the meeting that was found for it.
    fn meetings<'found>(
        &mut self,
        gold: &GoldReport,
        found: &Found<'found>,
    ) -> BTreeMap<String, &'found str> {
        let pairs = assign(&gold.meetings, found.meetings, SAME_MEETING, agreement);
        self.section(
            Section::Meetings,
            (
                &gold.meetings,
                |wanted| wanted.optional,
                |wanted| {
                    format!("{} | {} | {}", wanted.name, shown(wanted.start), or_dash(wanted.city.as_deref()))
                },
            ),
            (found.meetings, |found| {
                format!("{} | {} | {}", found.title, shown(found.start_date), or_dash(found.city.as_deref()))
            }),
            &pairs,
        );
        for &(i, j) in &pairs {
            let (wanted, got) = (&gold.meetings[i], &found.meetings[j]);
            if wanted.optional {
                continue;
            }
            let of = &wanted.name;
            for (field, wanted, got) in
                [("meeting.start", wanted.start, got.start_date), ("meeting.end", wanted.end, got.end_date)]
            {
                if wanted.is_some() {
                    self.field(field, wanted == got, || (of.clone(), shown(wanted), shown(got)));
                }
            }
            if let Some(city) = &wanted.city {
                let is_right = got.city.as_ref().is_some_and(|got| fold(got) == fold(city));
                self.field("meeting.city", is_right, || {
                    (of.clone(), city.clone(), or_dash(got.city.as_deref()))
                });
            }
            if wanted.country.is_some() {
                self.field("meeting.country", wanted.country == got.country_code, || {
                    (of.clone(), shown(wanted.country), shown(got.country_code))
                });
            }
            if wanted.status.is_some() {
                self.field("meeting.status", wanted.status == got.status, || {
                    (of.clone(), shown(wanted.status), shown(got.status))
                });
            }
            if wanted.ordinal.is_some() {
                self.field("meeting.ordinal", wanted.ordinal == got.ordinal, || {
                    (of.clone(), shown(wanted.ordinal), shown(got.ordinal))
                });
            }
        }
        pairs.iter().map(|&(i, j)| (gold.meetings[i].key.clone(), found.meetings[j].key.as_str())).collect()
    }

    fn participants(
        &mut self,
        gold: &GoldReport,
        found: &Found<'_>,
        in_meeting: impl Fn(&str, &str) -> bool,
    ) {
        let pairs = assign(&gold.participants, &found.participants, 1.0, |wanted, (name, found)| {
            as_score(in_meeting(&wanted.meeting, &found.meeting) && same_name(&wanted.name, name))
        });
        self.section(
            Section::Participants,
            (
                &gold.participants,
                |wanted| wanted.optional,
                |wanted| {
                    format!("{} ({}) in {}", wanted.name, or_dash(wanted.office.as_deref()), wanted.meeting)
                },
            ),
            (&found.participants, |(name, found)| {
                format!("{name} ({}) in {}", or_dash(found.office.as_deref()), found.meeting)
            }),
            &pairs,
        );
        for &(i, j) in &pairs {
            self.participant_fields(&gold.participants[i], found.participants[j].1);
        }
    }

    fn participant_fields(&mut self, wanted: &GoldParticipant, found: &Participation) {
        let of = || wanted.name.clone();
        if let Some(office) = &wanted.office {
            let got = found.office.as_deref();
            self.field("participant.office", overlap(office, got.unwrap_or_default()) >= SAME_TITLE, || {
                (of(), office.clone(), or_dash(got))
            });
        }
        if wanted.country.is_some() {
            let got = found.delegation.country_code;
            self.field("participant.country", wanted.country == got, || {
                (of(), shown(wanted.country), shown(got))
            });
        }
        if let Some(organization) = &wanted.organization {
            let got = found.delegation.organization.as_deref();
            let is_right = same_organization(organization, got.unwrap_or_default());
            self.field("participant.organization", is_right, || (of(), organization.clone(), or_dash(got)));
        }
        if let Some(role) = wanted.role {
            // Whoever did nothing in particular took part.
            let is_right = found.roles.contains(&role)
                || (role == ParticipationRole::Attendee && found.roles.is_empty());
            self.field("participant.role", is_right, || {
                let roles: Vec<&str> = found.roles.iter().map(|role| role.as_str()).collect();
                (of(), role.to_string(), roles.join(" and "))
            });
        }
    }

    fn quotes(&mut self, gold: &GoldReport, text: &str, found: &Found<'_>) {
        let quotes = found.extraction.map(|extraction| extraction.quotes.as_slice()).unwrap_or_default();
        let contents: Vec<String> = gold.quotes.iter().map(|quote| quote.content(text)).collect();
        let pairs = assign(&contents, quotes, SAME_QUOTE, |wanted, found| overlap(wanted, &found.text));
        self.section(
            Section::Quotes,
            (
                &gold.quotes,
                |wanted| wanted.optional,
                |wanted| format!("[{}] {} … {}", wanted.speaker, wanted.first, wanted.last),
            ),
            (quotes, |found| {
                format!("[{}] {}", or_dash(found.speaker.display_name.as_deref()), shortened(&found.text))
            }),
            &pairs,
        );
        let mut with_speaker = Vec::new();
        for &(i, j) in &pairs {
            let (wanted, got) = (&gold.quotes[i], &quotes[j]);
            let speaker = got.speaker.display_name.as_deref().unwrap_or_default();
            // A speaker of three words or more may be described: "a spokesman of the ministry".
            let is_right = same_name(&wanted.speaker, speaker)
                || (overlap(&wanted.speaker, speaker) >= SAME_TITLE
                    && wanted.speaker.split_whitespace().count() > 2);
            if !wanted.optional {
                let of = || format!("“{}”", shortened(&got.text));
                self.field("quote.speaker", is_right, || {
                    (of(), wanted.speaker.clone(), or_dash(got.speaker.display_name.as_deref()))
                });
                self.field("quote.kind", wanted.kind == got.kind, || {
                    (of(), wanted.kind.to_string(), got.kind.to_string())
                });
            }
            if is_right || wanted.optional {
                with_speaker.push((i, j));
            }
        }
        *self.evaluation.counts.entry(Section::QuotesWithSpeaker).or_default() +=
            counts(&gold.quotes, |quote| quote.optional, quotes.len(), &with_speaker);
    }

    fn outcomes(&mut self, gold: &GoldReport, found: &Found<'_>) {
        let outcomes = found.extraction.map(|extraction| extraction.outcomes.as_slice()).unwrap_or_default();
        let pairs = assign(&gold.outcomes, outcomes, SAME_TITLE, |wanted, found| {
            let kinds = [wanted.kind, found.kind];
            if wanted.kind == found.kind || kinds.contains(&OutcomeKind::Other) {
                overlap(&wanted.title, &found.title)
            } else {
                0.0
            }
        });
        self.section(
            Section::Outcomes,
            (
                &gold.outcomes,
                |wanted| wanted.optional,
                |wanted| format!("{} ({})", wanted.title, wanted.kind),
            ),
            (outcomes, |found| format!("{} ({})", found.title, found.kind)),
            &pairs,
        );
        for &(i, j) in &pairs {
            let (wanted, got) = (&gold.outcomes[i], &outcomes[j]);
            self.field("outcome.status", wanted.status == got.status, || {
                (wanted.title.clone(), shown(wanted.status), shown(got.status))
            });
        }
    }

    /// Counts one section, and remarks on what is missed or invented. Gold comes with what tells whether an entry is
    /// optional, both sides with how an entry is shown.
    fn section<G, P>(
        &mut self,
        section: Section,
        (gold, is_optional, show_gold): (&[G], impl Fn(&G) -> bool, impl Fn(&G) -> String),
        (found, show_found): (&[P], impl Fn(&P) -> String),
        pairs: &[(usize, usize)],
    ) {
        *self.evaluation.counts.entry(section).or_default() += counts(gold, &is_optional, found.len(), pairs);
        let missed = gold
            .iter()
            .enumerate()
            .filter(|&(i, wanted)| !is_optional(wanted) && !pairs.iter().any(|&(paired, _)| paired == i));
        self.remarks.extend(missed.map(|(_, wanted)| Remark::Missed(section, show_gold(wanted))));
        let invented =
            found.iter().enumerate().filter(|&(j, _)| !pairs.iter().any(|&(_, paired)| paired == j));
        self.remarks.extend(invented.map(|(_, found)| Remark::Invented(section, show_found(found))));
    }

    /// Counts one field; `describe` tells of what, what gold has, and what was found.
    fn field(
        &mut self,
        field: &'static str,
        is_right: bool,
        describe: impl Fn() -> (String, String, String),
    ) {
        let count = self.evaluation.fields.entry(field).or_default();
        count.asked += 1;
        count.right += usize::from(is_right);
        if !is_right {
            let (of, gold, found) = describe();
            self.remarks.push(Remark::Wrong { field, of, gold, found });
        }
    }
}

/// How well two meetings agree: points for what is the same, points off for what contradicts. Ordinals and dates weigh
/// most, for they tell the meetings of one series apart.
fn agreement(gold: &GoldMeeting, found: &Meeting) -> f64 {
    let mut points = 0.0;
    if let (Some(a), Some(b)) = (gold.ordinal.filter(|&it| it != 0), found.ordinal) {
        points += if a == b { 2.0 } else { -3.0 };
    }
    if let (Some(start), Some(found_start)) = (gold.start, found.start_date) {
        let (end, found_end) = (gold.end.unwrap_or(start), found.end_date.unwrap_or(found_start));
        let agree = start.is_compatible(found_start)
            || end.is_compatible(found_end)
            || (start <= found_start && found_start <= end);
        points += if agree { 1.5 } else { -2.0 };
    }
    if let (Some(a), Some(b)) = (&gold.city, &found.city) {
        points += if fold(a) == fold(b) { 1.0 } else { -1.0 };
    }
    if let (Some(a), Some(b)) = (gold.country, found.country_code) {
        points += if a == b { 0.5 } else { -0.5 };
    }
    let series =
        overlap(gold.body.as_deref().unwrap_or_default(), found.series.as_deref().unwrap_or_default());
    points += 2.0 * series.max(overlap(&gold.name, &found.title));
    if let (Some(a), Some(b)) = (&gold.organization, &found.organization) {
        points += if same_organization(a, b) { 0.5 } else { -0.5 };
    }
    points
}

fn as_score(is_same: bool) -> f64 {
    if is_same { 1.0 } else { 0.0 }
}

fn or_dash(text: Option<&str>) -> String {
    text.unwrap_or("–").to_owned()
}

fn shown(value: Option<impl fmt::Display>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}

/// The first words of a long saying.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 110;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
