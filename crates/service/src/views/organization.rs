//! Organizations: who meets under a name, who is reported to have joined or left, who was seen there.
//!
//! An organization has no record. It is known by the stems of its full name; a name that the lexicon knows as another
//! name or an acronym counts as the usual one.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use rapporteur::v1;
use rapporteur_model::{
    CountryCode, PartialDate, ReportId,
    extraction::Extraction,
    fold::fold,
    record::{MeetingRecord, SourcedEvidence},
    vocabulary::{Attendance, MeetingStatus, MembershipChange},
};
use rapporteur_parsing::lexicon::{self, lexicon};

use super::{
    MAX_EVIDENCE, MAX_HELD, TooMany,
    series::size,
    text::{SortKey, StemSet, format_key, name_key, sort_key, sort_name, stem_set},
};
use crate::convert::{common, vocabulary};

/// The place of an organization in the list.
pub(crate) type OrganizationKey = (String, SortKey);

/// A change of members, as reports agree on it.
type Change = (CountryCode, MembershipChange, Option<PartialDate>);

/// `organizations/{organization}`.
pub(crate) fn resource_name(display_name: &str) -> String {
    format!("organizations/{}", slug(display_name))
}

/// The same of any name: the usual one is the lexicon's, where it knows it.
pub(crate) fn resource_name_of(name: &str) -> String {
    resource_name(&usual_name(&key(name), &BTreeMap::from([(name.to_owned(), 1)])))
}

fn slug(display_name: &str) -> String {
    fold(display_name).replace(' ', "-")
}

/// The words in a resource name; none where it is no name of an organization.
pub(crate) fn words_of_name(resource_name: &str) -> Option<String> {
    let slug = resource_name.strip_prefix("organizations/")?;
    let is_slug = slug.split('-').all(|word| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    });
    is_slug.then(|| slug.replace('-', " "))
}

/// The one that is given most often; of those, the first in order of bytes.
pub(crate) fn preferred(spellings: &BTreeMap<String, u32>) -> String {
    let most = spellings.iter().max_by_key(|(spelling, count)| (**count, Reverse(*spelling)));
    most.map(|(spelling, _)| spelling.clone()).unwrap_or_default()
}

/// What an organization is known by.
pub(crate) fn key(name: &str) -> String {
    lexicon().organization(name).map_or_else(|| name_key(name), |known| name_key(&known.name))
}

/// The lexicon's organizations by [`key`].
static KNOWN: LazyLock<HashMap<String, &'static lexicon::Organization>> = LazyLock::new(|| {
    let organizations = lexicon().organizations.iter();
    organizations.map(|organization| (name_key(&organization.name), organization)).collect()
});

fn known(key: &str) -> Option<&'static lexicon::Organization> {
    KNOWN.get(key).copied()
}

/// The usual name of the organization that is known by a key and is spelt so: the lexicon's, or what most reports say.
pub(crate) fn usual_name(key: &str, spellings: &BTreeMap<String, u32>) -> String {
    known(key).map_or_else(|| preferred(spellings), |known| known.name.clone())
}

/// What is gathered of one organization for a list.
#[derive(Debug, Default)]
struct Gathered {
    spellings: BTreeMap<String, u32>,
    meetings: u32,
    delegations: u32,
    changes: BTreeSet<Change>,
    countries: BTreeSet<CountryCode>,
}

impl Gathered {
    fn organization(&self, key: &str) -> v1::Organization {
        let known = known(key);
        let display_name = usual_name(key, &self.spellings);
        let mut other_names: BTreeSet<String> = self.spellings.keys().cloned().collect();
        other_names.extend(known.into_iter().flat_map(|known| known.other_names.iter().cloned()));
        other_names.remove(&display_name);
        v1::Organization {
            name: resource_name(&display_name),
            acronyms: known.map(|known| known.acronyms.clone()).unwrap_or_default(),
            other_names: other_names.into_iter().collect(),
            parent: known.and_then(|known| known.parent.as_deref()).map(resource_name).unwrap_or_default(),
            display_name,
            meeting_count: size(self.meetings as usize),
            membership_change_count: size(self.changes.len()),
            delegation_count: size(self.delegations as usize),
        }
    }
}

/// All organizations that meetings and reports tell of.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    by_key: BTreeMap<String, Gathered>,
    held: usize,
}

impl Directory {
    /// Takes a meeting.
    ///
    /// # Errors
    /// [`TooMany`] organizations and members.
    pub(crate) fn add_meeting(&mut self, meeting: &MeetingRecord) -> Result<(), TooMany> {
        let organization = meeting.organization.as_deref();
        if let Some(gathered) = organization.and_then(|name| self.gathered(name)) {
            gathered.meetings += 1;
            let countries = meeting.participants.iter().filter_map(|one| one.delegation.country_code);
            let before = gathered.countries.len();
            gathered.countries.extend(countries);
            self.held += gathered.countries.len() - before;
        }
        let mut sat_for: BTreeMap<String, &str> = BTreeMap::new();
        for participant in &meeting.participants {
            if let Some(name) = participant.delegation.organization.as_deref() {
                sat_for.entry(key(name)).or_insert(name);
            }
        }
        for name in sat_for.into_values() {
            if let Some(gathered) = self.gathered(name) {
                gathered.delegations += 1;
            }
        }
        self.check()
    }

    /// Takes what a report says.
    ///
    /// # Errors
    /// [`TooMany`] organizations and members.
    pub(crate) fn add_report(&mut self, extraction: &Extraction) -> Result<(), TooMany> {
        for membership in &extraction.memberships {
            if let Some(gathered) = self.gathered(&membership.organization) {
                let is_new =
                    gathered.changes.insert((membership.member_code, membership.change, membership.date));
                gathered.countries.insert(membership.member_code);
                self.held += usize::from(is_new);
            }
        }
        self.check()
    }

    fn check(&self) -> Result<(), TooMany> {
        if self.held + self.by_key.len() > MAX_HELD { Err(TooMany) } else { Ok(()) }
    }

    fn gathered(&mut self, name: &str) -> Option<&mut Gathered> {
        let key = key(name);
        if key.is_empty() {
            return None;
        }
        let gathered = self.by_key.entry(key).or_default();
        match gathered.spellings.get_mut(name) {
            Some(count) => *count += 1,
            None => {
                gathered.spellings.insert(name.to_owned(), 1);
                self.held += 1;
            }
        }
        Some(gathered)
    }

    /// Those that are asked for, each with its place.
    pub(crate) fn finish(
        &self,
        filter: &OrganizationFilter,
    ) -> impl Iterator<Item = (OrganizationKey, v1::Organization)> {
        self.by_key
            .iter()
            .filter(|(_, gathered)| filter.member.is_none_or(|code| gathered.countries.contains(&code)))
            .map(|(key, gathered)| (key, gathered.organization(key)))
            .filter(|(_, organization)| filter.admits(organization))
            .map(|(key, organization)| ((sort_name(&organization.display_name), sort_key(key)), organization))
    }

    /// One by what it is known by.
    pub(crate) fn get(&self, key: &str) -> Option<v1::Organization> {
        self.by_key.get(key).map(|gathered| gathered.organization(key))
    }
}

/// Which organizations.
#[derive(Debug, Clone, Default)]
pub(crate) struct OrganizationFilter {
    /// Words of a name, or an acronym.
    pub(crate) name: Option<String>,
    /// A country that was a part of it.
    pub(crate) member: Option<CountryCode>,
}

impl OrganizationFilter {
    fn admits(&self, organization: &v1::Organization) -> bool {
        let Some(wanted) = &self.name else { return true };
        let names = || std::iter::once(&organization.display_name).chain(&organization.other_names);
        let words: StemSet = names().flat_map(|name| stem_set(Some(name))).collect();
        let folded = fold(wanted);
        let is_acronym = organization.acronyms.iter().any(|acronym| fold(acronym) == folded)
            || names().any(|name| initials(name) == folded);
        is_acronym || stem_set(Some(wanted)).is_subset(&words)
    }
}

/// The acronyms of an organization, those of the lexicon and its initials, as words are compared.
pub(super) fn short_names(name: &str) -> StemSet {
    let acronyms = known(&key(name)).into_iter().flat_map(|known| &known.acronyms);
    acronyms.flat_map(|acronym| stem_set(Some(acronym))).chain(stem_set(Some(&initials(name)))).collect()
}

/// The first letters of the words that are written with a capital: an acronym that the lexicon may not have.
fn initials(name: &str) -> String {
    let firsts = name.split_whitespace().filter_map(|word| word.chars().next());
    fold(&firsts.filter(|first| first.is_uppercase()).collect::<String>())
}

/// All that is told of one organization.
#[derive(Debug)]
pub(crate) struct Profile {
    key: String,
    directory: Directory,
    events: BTreeMap<Change, Event>,
    seen: BTreeMap<CountryCode, Seen>,
    organs: BTreeMap<&'static str, u32>,
    organ_keys: BTreeMap<String, &'static str>,
    formats: BTreeMap<String, BTreeMap<String, u32>>,
}

#[derive(Debug, Default)]
struct Event {
    first_reported: Option<PartialDate>,
    evidence: BTreeSet<SourcedEvidence>,
}

#[derive(Debug, Default)]
struct Seen {
    meetings: u32,
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    evidence: BTreeSet<SourcedEvidence>,
}

impl Profile {
    /// Of the organization that is known by this key.
    pub(crate) fn new(key: String) -> Self {
        let organs = known(&key).into_iter().flat_map(|known| {
            let organs = lexicon().organizations.iter();
            organs.filter(|organ| organ.parent.as_deref() == Some(known.name.as_str()))
        });
        let organ_keys = organs.map(|organ| (name_key(&organ.name), organ.name.as_str())).collect();
        Self {
            key,
            directory: Directory::default(),
            events: BTreeMap::new(),
            seen: BTreeMap::new(),
            organs: BTreeMap::new(),
            organ_keys,
            formats: BTreeMap::new(),
        }
    }

    /// Takes a meeting, of whichever organization.
    ///
    /// # Errors
    /// [`TooMany`] things would have to be held.
    pub(crate) fn add_meeting(&mut self, meeting: &MeetingRecord) -> Result<(), TooMany> {
        let of_meeting = meeting.organization.as_deref().map(key);
        if let Some(organ) = of_meeting.as_ref().and_then(|key| self.organ_keys.get(key)) {
            *self.organs.entry(organ).or_default() += 1;
        }
        let is_own = of_meeting.is_some_and(|key| key == self.key);
        let sits = |name: &Option<String>| name.as_deref().is_some_and(|name| key(name) == self.key);
        if is_own || meeting.participants.iter().any(|one| sits(&one.delegation.organization)) {
            self.directory.add_meeting(meeting)?;
        }
        if !is_own {
            return Ok(());
        }
        if let Some(format) = &meeting.series
            && !format_key(format).is_empty()
        {
            *self.formats.entry(format_key(format)).or_default().entry(format.clone()).or_default() += 1;
        }
        if meeting.status == Some(MeetingStatus::Held) {
            self.see(meeting);
        }
        if self.formats.len() > MAX_HELD { Err(TooMany) } else { Ok(()) }
    }

    fn see(&mut self, meeting: &MeetingRecord) {
        let mut present: BTreeMap<CountryCode, Vec<&SourcedEvidence>> = BTreeMap::new();
        for participant in &meeting.participants {
            if let Some(country) = participant.delegation.country_code
                && participant.attendance == Some(Attendance::Attended)
            {
                present.entry(country).or_default().extend(&participant.evidence);
            }
        }
        for (country, evidence) in present {
            let seen = self.seen.entry(country).or_default();
            seen.meetings += 1;
            if let Some(date) = meeting.start_date {
                seen.first = Some(seen.first.map_or(date, |first| first.min(date)));
                seen.last = Some(seen.last.map_or(date, |last| last.max(date)));
            }
            keep(&mut seen.evidence, evidence.into_iter().cloned());
        }
    }

    /// Takes what a report says.
    ///
    /// # Errors
    /// [`TooMany`] things would have to be held.
    pub(crate) fn add_report(&mut self, report: ReportId, extraction: &Extraction) -> Result<(), TooMany> {
        let mut is_told = false;
        for membership in &extraction.memberships {
            if key(&membership.organization) != self.key {
                continue;
            }
            is_told = true;
            let change = (membership.member_code, membership.change, membership.date);
            let event = self.events.entry(change).or_default();
            if let Some(date) = extraction.report.publish_date {
                event.first_reported = Some(event.first_reported.map_or(date, |first| first.min(date)));
            }
            let evidence = membership.evidence.iter().cloned();
            keep(&mut event.evidence, evidence.map(|evidence| SourcedEvidence { report, evidence }));
        }
        if is_told {
            self.directory.add_report(extraction)?;
        }
        if self.events.len() > MAX_HELD { Err(TooMany) } else { Ok(()) }
    }

    /// What is told; none where nothing tells of the organization.
    pub(crate) fn finish(self) -> Option<v1::GetOrganizationResponse> {
        let organization = self.directory.get(&self.key)?;
        let mut events: Vec<(Change, Event)> = self.events.into_iter().collect();
        events.sort_by_key(|((country, change, date), event)| {
            let by_report = (event.first_reported.is_none(), event.first_reported);
            (date.is_none(), *date, by_report, *country, *change)
        });
        let mut seen: Vec<(CountryCode, Seen)> = self.seen.into_iter().collect();
        seen.sort_by_key(|(country, seen)| (Reverse(seen.meetings), *country));
        let organs = self.organs.into_iter().map(|(organ, meetings)| v1::Organ {
            name: resource_name(organ),
            display_name: organ.to_owned(),
            meeting_count: size(meetings as usize),
        });
        let mut series: Vec<v1::SeriesEntry> = self
            .formats
            .into_values()
            .map(|spellings| v1::SeriesEntry {
                series: preferred(&spellings),
                meeting_count: size(spellings.values().sum::<u32>() as usize),
            })
            .collect();
        series.sort_by_key(|entry| Reverse(entry.meeting_count));
        Some(v1::GetOrganizationResponse {
            organization: Some(organization),
            membership_events: events.into_iter().map(event).collect(),
            delegations_seen: seen.into_iter().map(delegation_seen).collect(),
            organs: organs.collect(),
            series,
        })
    }
}

/// Keeps the first of the sentences, in an order that does not depend on when they came.
fn keep(kept: &mut BTreeSet<SourcedEvidence>, evidence: impl Iterator<Item = SourcedEvidence>) {
    for one in evidence {
        kept.insert(one);
        if kept.len() > MAX_EVIDENCE {
            kept.pop_last();
        }
    }
}

fn event(((country, change, date), event): (Change, Event)) -> v1::MembershipEvent {
    v1::MembershipEvent {
        member_code: country.as_str().to_owned(),
        change: vocabulary::membership_change(Some(change)).into(),
        date: date.map(common::date),
        first_reported: event.first_reported.map(common::date),
        evidence: event.evidence.iter().map(common::sourced_evidence).collect(),
    }
}

fn delegation_seen((country, seen): (CountryCode, Seen)) -> v1::DelegationSeen {
    v1::DelegationSeen {
        country_code: country.as_str().to_owned(),
        meeting_count: size(seen.meetings as usize),
        first_seen: seen.first.map(common::date),
        last_seen: seen.last.map(common::date),
        evidence: seen.evidence.iter().map(common::sourced_evidence).collect(),
    }
}

#[cfg(test)]
mod tests {
    use rapporteur_model::{
        ContentHash,
        extraction::{Membership, Report},
    };

    use super::*;
    use crate::views::testing::{
        country, day, evidence, meeting, organization, participant, report, sourced,
    };

    const SCO: &str = "Shanghai Cooperation Organization";

    fn of(name: &str, number: u8, participants: Vec<rapporteur_model::record::Participant>) -> MeetingRecord {
        MeetingRecord {
            organization: Some(name.to_owned()),
            series: Some("Council of Foreign Ministers".to_owned()),
            ..meeting(number, "a meeting", day("2024-05-15"), participants)
        }
    }

    fn extraction(published: &str, memberships: Vec<Membership>) -> Extraction {
        Extraction {
            report: Report {
                uri: "a.txt".to_owned(),
                title: None,
                publisher: None,
                agency: None,
                byline: None,
                publish_date: day(published),
                publish_date_basis: None,
                dateline: None,
                language: None,
                content_sha256: ContentHash::of(b""),
            },
            meetings: Vec::new(),
            participations: Vec::new(),
            quotes: Vec::new(),
            outcomes: Vec::new(),
            memberships,
            extractor_version: String::new(),
            topics: Vec::new(),
        }
    }

    fn membership(code: &str, name: &str, change: MembershipChange, date: Option<&str>) -> Membership {
        Membership {
            member_code: country(code).unwrap(),
            organization: name.to_owned(),
            change,
            date: date.and_then(day),
            evidence: vec![evidence(&format!("{code}: {change:?}."))],
        }
    }

    #[test]
    fn a_resource_name_leads_back_to_its_organization_in_any_spelling() {
        for name in [SCO, "United Nations", "Friends of the Coral Réef's Peoples"] {
            let words = words_of_name(&resource_name(name)).unwrap();
            assert_eq!(key(&words), key(name), "{name}");
        }
        assert_eq!(resource_name(SCO), "organizations/shanghai-cooperation-organization");
        assert_eq!(key("sco"), key(SCO));
        assert_eq!(key("Friends of the Reefs Organisation"), key("friends of the reef organization"));
        for wrong in [
            "",
            "organizations/",
            "organizations/SCO",
            "organizations/a--b",
            "meetings/1",
            "organizations/a b",
        ] {
            assert_eq!(words_of_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whoever_meets_sits_or_changes_is_in_the_directory() {
        let mut envoy = participant(1, "A B", "", Attendance::Attended);
        envoy.delegation = organization("Lake Forum");
        let mut directory = Directory::default();
        directory
            .add_meeting(&of(SCO, 1, vec![envoy, participant(2, "C D", "KZ", Attendance::Attended)]))
            .unwrap();
        directory.add_meeting(&of("SCO", 2, Vec::new())).unwrap();
        let joined = membership("FJ", "Coral Arc Partnership", MembershipChange::Joined, None);
        directory.add_report(&extraction("2024-01-01", vec![joined])).unwrap();
        let listed = |name: Option<&str>, member: &str| -> Vec<String> {
            let filter = OrganizationFilter { name: name.map(str::to_owned), member: country(member) };
            let found: BTreeMap<_, _> = directory.finish(&filter).collect();
            found.into_values().map(|organization| organization.display_name).collect()
        };
        assert_eq!(listed(None, ""), ["Coral Arc Partnership", "Lake Forum", SCO]);
        for name in ["sco", "cooperation shanghai"] {
            assert_eq!(listed(Some(name), ""), [SCO], "{name}");
        }
        assert_eq!(listed(Some("CAP"), ""), ["Coral Arc Partnership"]);
        assert_eq!(listed(None, "KZ"), [SCO]);
        assert_eq!(listed(None, "FJ"), ["Coral Arc Partnership"]);
        let sco = directory.get(&key(SCO)).unwrap();
        assert_eq!((sco.meeting_count, sco.delegation_count), (2, 0));
        assert!(sco.acronyms.contains(&"SCO".to_owned()), "{sco:?}");
        assert_eq!(directory.get(&key("Lake Forum")).unwrap().delegation_count, 1);
        assert_eq!(directory.get(&key("nobody")), None);
    }

    #[test]
    fn what_was_reported_and_what_was_seen_stand_apart() {
        let mut present = participant(1, "A B", "KZ", Attendance::Attended);
        present.evidence = vec![sourced(1, "A B of Kazakhstan was there.")];
        let absent = participant(2, "C D", "FJ", Attendance::Absent);
        let mut profile = Profile::new(key("Lake Forum"));
        profile.add_meeting(&of("Lake Forum", 1, vec![present, absent])).unwrap();
        profile
            .add_meeting(&of("Other Forum", 2, vec![participant(3, "E F", "UZ", Attendance::Attended)]))
            .unwrap();
        let joined = |date| membership("UZ", "Lake Forum", MembershipChange::Joined, date);
        let left = membership("KZ", "Lake Forum", MembershipChange::Left, Some("2016"));
        let elsewhere = membership("TJ", "Other Forum", MembershipChange::Joined, None);
        profile.add_report(report(2), &extraction("2023-06-08", vec![joined(None), left])).unwrap();
        profile.add_report(report(1), &extraction("2023-06-07", vec![joined(None), elsewhere])).unwrap();
        let told = profile.finish().unwrap();
        let events: Vec<(&str, v1::MembershipChange, usize)> = told
            .membership_events
            .iter()
            .map(|event| (event.member_code.as_str(), event.change(), event.evidence.len()))
            .collect();
        assert_eq!(events, [("KZ", v1::MembershipChange::Left, 1), ("UZ", v1::MembershipChange::Joined, 2)]);
        assert_eq!(told.membership_events[1].first_reported, day("2023-06-07").map(common::date));
        let seen: Vec<(&str, i32)> = told
            .delegations_seen
            .iter()
            .map(|seen| (seen.country_code.as_str(), seen.meeting_count))
            .collect();
        assert_eq!(seen, [("KZ", 1)]);
        assert_eq!(told.delegations_seen[0].evidence.len(), 1);
        assert_eq!(told.series[0].series, "Council of Foreign Ministers");
        let organization = told.organization.unwrap();
        assert_eq!((organization.meeting_count, organization.membership_change_count), (1, 2));
    }

    #[test]
    fn organs_are_those_whose_meetings_were_seen() {
        let mut profile = Profile::new(key("ASEAN"));
        profile.add_meeting(&of("ASEAN Regional Forum", 1, Vec::new())).unwrap();
        profile.add_meeting(&of("ASEAN", 2, Vec::new())).unwrap();
        let told = profile.finish().unwrap();
        assert_eq!(told.organs.len(), 1);
        assert_eq!(told.organs[0].name, "organizations/asean-regional-forum");
        assert_eq!(told.organization.unwrap().display_name, "Association of Southeast Asian Nations");
    }
}
