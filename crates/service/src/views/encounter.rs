//! Who met whom: two are held to have met at a meeting that was held and at which both are said to have been.
//!
//! Meetings are walked twice: [`Tally`] counts, and [`Details`] tells of the meetings of those whom a page shows, so that
//! what is held does not grow with the number of meetings.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rapporteur::v1;
use rapporteur_model::{
    CountryCode, RecordId,
    record::{MeetingRecord, Participant},
    vocabulary::{Attendance, MeetingStatus},
};
use serde::{Deserialize, Serialize};

use super::{
    MAX_HELD, TooMany,
    person::{LatestFirst, latest_first},
    text::sort_name,
};
use crate::convert::{common, name, vocabulary};

/// How many common meetings of two are told of.
const MAX_MEETINGS: usize = 20;

/// How many of a country are told of in one meeting.
const MAX_CAPACITIES: usize = 10;

/// One who meets others: whom persons meet are persons, whom countries meet are countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Party {
    /// A person.
    Person(RecordId),
    /// Those who sit for a country.
    Country(CountryCode),
}

/// The place of somebody in the list: how often they were met, then their name.
pub(crate) type EncounterKey = (Reverse<u32>, String, Party);

/// Those of the kind of `like` who were there, each with all their entries.
fn present(like: Party, meeting: &MeetingRecord) -> BTreeMap<Party, Vec<&Participant>> {
    let mut present: BTreeMap<Party, Vec<&Participant>> = BTreeMap::new();
    if meeting.status != Some(MeetingStatus::Held) {
        return present;
    }
    for participant in &meeting.participants {
        let party = match like {
            Party::Person(_) => participant.person.map(Party::Person),
            Party::Country(_) => participant.delegation.country_code.map(Party::Country),
        };
        if let Some(party) = party
            && participant.attendance == Some(Attendance::Attended)
        {
            present.entry(party).or_default().push(participant);
        }
    }
    present
}

/// Counts with whom somebody was at meetings.
#[derive(Debug)]
pub(crate) struct Tally {
    own: Party,
    met: BTreeMap<Party, Met>,
}

#[derive(Debug)]
struct Met {
    count: u32,
    /// The name, and the latest of the meetings, which gives it.
    name: (LatestFirst, String),
}

impl Tally {
    /// Of this one.
    pub(crate) fn new(own: Party) -> Self {
        Self { own, met: BTreeMap::new() }
    }

    /// Takes a meeting.
    ///
    /// # Errors
    /// [`TooMany`] were met.
    pub(crate) fn add(&mut self, meeting: &MeetingRecord) -> Result<(), TooMany> {
        let present = present(self.own, meeting);
        if !present.contains_key(&self.own) {
            return Ok(());
        }
        for (other, parts) in present.into_iter().filter(|(other, _)| *other != self.own) {
            let name = match other {
                Party::Person(_) => parts.iter().find_map(|part| part.display_name.as_deref()).unwrap_or(""),
                Party::Country(ref code) => code.as_str(),
            };
            let named = (latest_first(meeting), sort_name(name));
            let met = self.met.entry(other).or_insert_with(|| Met { count: 0, name: named.clone() });
            met.count += 1;
            if named < met.name {
                met.name = named;
            }
        }
        if self.met.len() > MAX_HELD { Err(TooMany) } else { Ok(()) }
    }

    /// Who was met, each with their place in the list and how often.
    pub(crate) fn finish(self) -> impl Iterator<Item = (EncounterKey, u32)> {
        self.met
            .into_iter()
            .map(|(party, Met { count, name: (_, name) })| ((Reverse(count), name, party), count))
    }
}

/// The meetings of some who were met.
#[derive(Debug)]
pub(crate) struct Details {
    own: Party,
    others: BTreeMap<Party, BTreeMap<LatestFirst, v1::CommonMeeting>>,
}

impl Details {
    /// Of this one with these others.
    pub(crate) fn new(own: Party, others: impl IntoIterator<Item = Party>) -> Self {
        Self { own, others: others.into_iter().map(|other| (other, BTreeMap::new())).collect() }
    }

    /// Takes a meeting.
    pub(crate) fn add(&mut self, meeting: &MeetingRecord) {
        let present = present(self.own, meeting);
        let Some(own) = present.get(&self.own) else { return };
        for (other, parts) in &present {
            let Some(meetings) = self.others.get_mut(other) else { continue };
            let place = latest_first(meeting);
            let is_full = meetings.len() >= MAX_MEETINGS;
            if is_full && meetings.last_key_value().is_some_and(|(last, _)| place > *last) {
                continue;
            }
            meetings.insert(
                place,
                v1::CommonMeeting {
                    name: name::meeting(meeting.id),
                    title: meeting.title.clone(),
                    start_date: meeting.start_date.map(common::date),
                    own: capacities(own),
                    other: capacities(parts),
                },
            );
            if meetings.len() > MAX_MEETINGS {
                meetings.pop_last();
            }
        }
    }

    /// What is told of one of the others, met this often.
    pub(crate) fn encounter(&mut self, other: Party, meeting_count: u32) -> v1::Encounter {
        let meetings: Vec<v1::CommonMeeting> =
            self.others.remove(&other).unwrap_or_default().into_values().collect();
        let latest = meetings.iter().flat_map(|meeting| &meeting.other);
        let (person, display_name, country_code) = match other {
            Party::Person(id) => {
                let display_name = latest.clone().map(|capacity| capacity.display_name.clone()).next();
                let delegations = latest.filter_map(|capacity| capacity.delegation.as_ref());
                let country = delegations
                    .map(|delegation| delegation.country_code.clone())
                    .find(|code| !code.is_empty());
                (name::person(id), display_name.unwrap_or_default(), country.unwrap_or_default())
            }
            Party::Country(code) => (String::new(), String::new(), code.as_str().to_owned()),
        };
        let meeting_count = i32::try_from(meeting_count).unwrap_or(i32::MAX);
        v1::Encounter { person, display_name, country_code, meeting_count, meetings }
    }
}

/// One entry for each person, office holder and delegation.
fn capacities(parts: &[&Participant]) -> Vec<v1::Capacity> {
    let mut capacities: Vec<v1::Capacity> = Vec::new();
    for part in parts {
        let person = part.person.map(name::person).unwrap_or_default();
        let offices = part.offices.iter().cloned();
        let roles: BTreeSet<i32> =
            part.roles.iter().map(|&role| vocabulary::participation_role(Some(role)).into()).collect();
        let known = capacities.iter_mut().find(|known| !person.is_empty() && known.person == person);
        if let Some(known) = known {
            // Two entries of one meeting whose persons turned out to be one.
            known
                .roles
                .extend(roles.into_iter().filter(|role| !known.roles.contains(role)).collect::<Vec<_>>());
            known
                .offices
                .extend(offices.filter(|office| !known.offices.contains(office)).collect::<Vec<_>>());
        } else if capacities.len() < MAX_CAPACITIES {
            capacities.push(v1::Capacity {
                person,
                display_name: common::text(part.display_name.as_deref()),
                offices: offices.collect(),
                delegation: common::delegation(&part.delegation),
                roles: roles.into_iter().collect(),
            });
        }
    }
    capacities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{country, day, id, meeting, participant};

    fn met(own: Party, meetings: &[MeetingRecord]) -> Vec<v1::Encounter> {
        let mut tally = Tally::new(own);
        for meeting in meetings {
            tally.add(meeting).unwrap();
        }
        let mut counted: Vec<(EncounterKey, u32)> = tally.finish().collect();
        counted.sort();
        let mut details = Details::new(own, counted.iter().map(|((_, _, party), _)| *party));
        for meeting in meetings {
            details.add(meeting);
        }
        counted.into_iter().map(|((_, _, party), count)| details.encounter(party, count)).collect()
    }

    fn meetings() -> Vec<MeetingRecord> {
        use Attendance::{Absent, Attended, Expected, Represented};
        let there = |number, name, code| participant(number, name, code, Attended);
        let mut planned = meeting(23, "planned", day("2025-01-01"), Vec::new());
        planned.status = Some(MeetingStatus::Planned);
        planned.participants = vec![there(1, "Ada", "KZ"), there(4, "Dov", "UZ")];
        vec![
            meeting(
                21,
                "first",
                day("2023-05-01"),
                vec![there(1, "Ada", "KZ"), there(2, "Bo", "UZ"), participant(3, "Cy", "FJ", Absent)],
            ),
            meeting(
                22,
                "second",
                day("2024-05-01"),
                vec![
                    there(1, "Ada", "KZ"),
                    there(2, "Bo", "UZ"),
                    there(4, "Dov", "UZ"),
                    participant(5, "Eli", "TJ", Expected),
                    participant(6, "Fay", "KG", Represented),
                    participant(0, "", "FJ", Attended),
                ],
            ),
            planned,
            meeting(24, "of others", day("2024-06-01"), vec![there(2, "Bo", "UZ"), there(3, "Cy", "FJ")]),
        ]
    }

    #[test]
    fn those_who_were_there_have_met_and_no_others() {
        let found = met(Party::Person(id(1)), &meetings());
        let found: Vec<(&str, &str, i32)> = found
            .iter()
            .map(|one| (one.display_name.as_str(), one.country_code.as_str(), one.meeting_count))
            .collect();
        assert_eq!(found, [("Bo", "UZ", 2), ("Dov", "UZ", 1)]);
        assert_eq!(met(Party::Person(id(5)), &meetings()), []);
    }

    #[test]
    fn a_country_meets_countries_at_a_meeting_once_however_many_sat_there() {
        let own = Party::Country(country("KZ").unwrap());
        let found = met(own, &meetings());
        let counts: Vec<(&str, i32)> =
            found.iter().map(|one| (one.country_code.as_str(), one.meeting_count)).collect();
        assert_eq!(counts, [("UZ", 2), ("FJ", 1)]);
        let latest = &found[0].meetings[0];
        assert_eq!((latest.title.as_str(), latest.own.len(), latest.other.len()), ("second", 1, 2));
        // A delegation of which nobody is named is there too.
        assert_eq!(found[1].meetings[0].other[0].display_name, "");
    }

    #[test]
    fn meetings_are_bounded_and_the_latest_stay() {
        let both = vec![
            participant(1, "Ada", "KZ", Attendance::Attended),
            participant(2, "Bo", "UZ", Attendance::Attended),
        ];
        let many: Vec<MeetingRecord> = (1..=30)
            .map(|number| {
                meeting(number, &number.to_string(), day(&format!("2020-01-{number:02}")), both.clone())
            })
            .collect();
        let found = met(Party::Person(id(1)), &many);
        assert_eq!(found[0].meeting_count, 30);
        let titles: Vec<&str> = found[0].meetings.iter().map(|meeting| meeting.title.as_str()).collect();
        assert_eq!((titles.len(), titles[0], titles[19]), (20, "30", "11"));
    }
}
