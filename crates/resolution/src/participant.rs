//! Who was at a meeting, as all reports have it: each person once, however spelt; unnamed office holders and
//! delegations where no named person stands for them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use rapporteur_model::{
    CountryCode, RecordId,
    extraction::{Delegation, Participation},
    record::{Participant, SourcedEvidence},
    vocabulary::{Attendance, ParticipationRole},
};

use crate::{
    blocks, name,
    office::Office,
    people::{self, Named, Said},
    text::most_common,
};

/// One report's word on somebody's part.
pub(crate) struct Part<'a> {
    /// The part.
    pub(crate) participation: &'a Participation,
    /// Mention of the person.
    pub(crate) person: Option<RecordId>,
    /// Mention of the meeting.
    pub(crate) meeting: RecordId,
    /// The sentences; at least one.
    pub(crate) evidence: Vec<SourcedEvidence>,
}

/// Merges the parts that reports give in one meeting.
pub(crate) fn merge(parts: &[Part<'_>]) -> Vec<Participant> {
    let (named, unnamed): (Vec<&Part<'_>>, Vec<&Part<'_>>) =
        parts.iter().partition(|part| part.participation.person.is_some());
    let mut groups: Vec<Vec<&Part<'_>>> = group_named(&named);
    let mut offices: BTreeMap<(String, String), Vec<&Part<'_>>> = BTreeMap::new();
    let mut delegations: BTreeMap<String, Vec<&Part<'_>>> = BTreeMap::new();
    for part in unnamed {
        let side = blocks::side(&part.participation.delegation).unwrap_or_default();
        match part.participation.office.as_deref().filter(|office| !office.trim().is_empty()) {
            Some(office) => offices.entry((side, Office::new(office).key())).or_default().push(part),
            None => delegations.entry(side).or_default().push(part),
        }
    }
    // The longer an office is described, the more it says: "defence minister" goes to "minister of national defence".
    let mut offices: Vec<((String, String), Vec<&Part<'_>>)> = offices.into_iter().collect();
    offices.sort_by_key(|((side, key), _)| (side.clone(), usize::MAX - key.len(), key.clone()));
    for (_, parts) in offices {
        let fitting: Vec<usize> =
            (0..groups.len()).filter(|&place| holds_office(&groups[place], &parts)).collect();
        match fitting.as_slice() {
            [only] => groups[*only].extend(parts),
            // Several of one office and side: each of them may be meant, and all are there.
            [_, _, ..] => {}
            [] => groups.push(parts),
        }
    }
    let sides: BTreeSet<String> =
        groups.iter().flatten().filter_map(|part| blocks::side(&part.participation.delegation)).collect();
    // "The delegation of X" says no more than that somebody of X is there.
    groups.extend(delegations.into_iter().filter(|(side, _)| !sides.contains(side)).map(|(_, parts)| parts));
    let mut participants: Vec<Participant> = groups.iter().map(|group| participant(group)).collect();
    participants.sort_by(|one, two| order(one).cmp(&order(two)));
    participants
}

/// Hosts and chairs, then named persons, then office holders, then delegations; each by country and name.
fn order(participant: &Participant) -> impl Ord + '_ {
    let leads = participant.roles.iter().filter(|role| **role <= ParticipationRole::Chair).min();
    (
        leads.is_none(),
        leads.copied(),
        participant.display_name.is_none(),
        participant.offices.is_empty(),
        participant.delegation.country_code.is_none(),
        participant.delegation.clone(),
        participant.display_name.clone(),
        participant.offices.clone(),
        participant.evidence.clone(),
    )
}

fn group_named<'a, 'b>(parts: &[&'a Part<'b>]) -> Vec<Vec<&'a Part<'b>>> {
    // One report may give one person several parts in the meeting: first bring together what it calls by one name.
    let mut by_name: BTreeMap<(&str, RecordId), Vec<&Part<'_>>> = BTreeMap::new();
    for part in parts {
        let name = part.participation.person.as_ref().map_or("", |person| person.display_name.as_str());
        by_name.entry((name, part.meeting)).or_default().push(part);
    }
    let named: Vec<Named<'_>> =
        by_name.iter().map(|((name, meeting), parts)| named(name, *meeting, parts)).collect();
    let parts: Vec<Vec<&Part<'_>>> = by_name.into_values().collect();
    let group =
        |places: Vec<usize>| places.into_iter().flat_map(|place| parts[place].iter().copied()).collect();
    people::group(&named).into_iter().map(group).collect()
}

fn named(name: &str, meeting: RecordId, parts: &[&Part<'_>]) -> Named<'static> {
    let held = parts.iter().map(|part| {
        (part.participation.office.clone().unwrap_or_default(), part.participation.delegation.clone())
    });
    let offices: Vec<(String, Delegation)> = held.collect();
    let id = parts.iter().filter_map(|part| part.person).min().unwrap_or(meeting);
    let keys = Cow::Owned(blocks::of_person(id, name, &offices));
    Named { said: Rc::new(Said::new(name, &offices)), keys, id, count: 1 }
}

/// Whether a group is somebody on the same side in the same office.
fn holds_office(group: &[&Part<'_>], parts: &[&Part<'_>]) -> bool {
    let offices = |parts: &[&Part<'_>]| -> BTreeSet<(Option<String>, Office)> {
        let offices = parts.iter().filter_map(|part| {
            let office = part.participation.office.as_deref()?;
            Some((blocks::side(&part.participation.delegation), Office::new(office)))
        });
        offices.collect()
    };
    let (theirs, ours) = (offices(group), offices(parts));
    ours.iter().any(|(side, office)| {
        side.is_some()
            && theirs
                .iter()
                .any(|(their_side, their_office)| side == their_side && office.is_same(their_office))
    })
}

fn participant(parts: &[&Part<'_>]) -> Participant {
    let persons = || parts.iter().filter_map(|part| part.participation.person.as_ref());
    let names = name::preferred(persons().map(|person| (person.display_name.as_str(), 1)));
    let (display_name, other_names) = names.map_or((None, Vec::new()), |(name, others)| (Some(name), others));
    let mut roles: BTreeSet<ParticipationRole> =
        parts.iter().flat_map(|part| part.participation.roles.iter().copied()).collect();
    if roles.len() > 1 {
        roles.remove(&ParticipationRole::Attendee);
    }
    let evidence: BTreeSet<SourcedEvidence> =
        parts.iter().flat_map(|part| part.evidence.iter().cloned()).collect();
    let country: Option<CountryCode> =
        most_common(parts.iter().filter_map(|part| part.participation.delegation.country_code));
    let organization =
        most_common(parts.iter().filter_map(|part| part.participation.delegation.organization.clone()));
    let held: Vec<(String, Delegation)> = parts
        .iter()
        .map(|part| {
            let office = part.participation.office.clone().unwrap_or_default();
            (office, part.participation.delegation.clone())
        })
        .collect();
    Participant {
        person: parts.iter().filter_map(|part| part.person).min(),
        display_name,
        other_names,
        honorific: most_common(persons().filter_map(|person| person.honorific.clone())),
        offices: offices(parts),
        posts: blocks::posts(&held).into_iter().collect(),
        delegation: Delegation { country_code: country, organization },
        roles: roles.into_iter().collect(),
        attendance: attendance(parts),
        evidence: evidence.into_iter().collect(),
    }
}

/// Offices as printed, each once: the one that most reports give first, then the longest.
fn offices(parts: &[&Part<'_>]) -> Vec<String> {
    let mut spellings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for office in parts.iter().filter_map(|part| part.participation.office.clone()) {
        if !office.trim().is_empty() {
            spellings.entry(Office::new(&office).key()).or_default().push(office);
        }
    }
    let mut offices: Vec<(usize, String)> = spellings
        .into_values()
        .filter_map(|spellings| Some((spellings.len(), most_common(spellings)?)))
        .collect();
    offices.sort_by(|(one_count, one), (two_count, two)| {
        (two_count, two.len(), one).cmp(&(one_count, one.len(), two))
    });
    offices.into_iter().map(|(_, office)| office).collect()
}

/// What most reports say that speak of it as past; what they expect otherwise.
fn attendance(parts: &[&Part<'_>]) -> Option<Attendance> {
    let said = || parts.iter().filter_map(|part| part.participation.attendance);
    most_common(said().filter(|attendance| *attendance != Attendance::Expected)).or_else(|| said().min())
}
