//! Which persons are meant, and what they did at a meeting.

use rapporteur::v1;
use rapporteur_model::{
    CountryCode, PartialDate, RecordId,
    record::{MeetingRecord, OfficeHeld, PersonRecord},
};

use super::text::{StemSet, name_key, sort_name, stem_set};
use crate::convert::{common, name, record, vocabulary};

/// How many meetings of one person are told of.
const MAX_MEETINGS: usize = 1000;

/// The place of a person in a list: by name, and by record where names are one.
pub(crate) type PersonKey = (String, RecordId);

/// Which persons.
#[derive(Debug, Clone, Default)]
pub(crate) struct PersonFilter {
    /// Words of the names.
    pub(crate) name: StemSet,
    /// Country of an office.
    pub(crate) country: Option<CountryCode>,
    /// Organization of an office, as [`name_key`].
    pub(crate) organization: Option<String>,
    /// Words of an office.
    pub(crate) office: StemSet,
}

impl PersonFilter {
    /// Whether a person is meant.
    pub(crate) fn admits(&self, person: &PersonRecord) -> bool {
        let asks_for_office =
            self.country.is_some() || self.organization.is_some() || !self.office.is_empty();
        self.is_named(person)
            && (!asks_for_office || person.offices.iter().any(|office| self.admits_office(office)))
    }

    fn is_named(&self, person: &PersonRecord) -> bool {
        let names = std::iter::once(&person.display_name).chain(&person.other_names);
        self.name.is_empty()
            || self.name.is_subset(&names.flat_map(|name| stem_set(Some(name))).collect::<StemSet>())
    }

    fn admits_office(&self, held: &OfficeHeld) -> bool {
        self.country.is_none_or(|country| held.delegation.country_code == Some(country))
            && self.organization.as_ref().is_none_or(|wanted| {
                held.delegation.organization.as_deref().is_some_and(|name| name_key(name) == *wanted)
            })
            && self.office.is_subset(&stem_set(Some(&held.office)))
    }
}

/// Where a person stands in a list.
pub(crate) fn key(person: &PersonRecord) -> PersonKey {
    (sort_name(&person.display_name), person.id)
}

/// A person without mentions and meetings (`PERSON_VIEW_BASIC`).
pub(crate) fn basic(person: &PersonRecord) -> v1::Person {
    v1::Person {
        name: name::person(person.id),
        display_name: person.display_name.clone(),
        other_names: person.other_names.clone(),
        offices: person.offices.iter().map(record::office_held).collect(),
        mentions: Vec::new(),
        meetings: Vec::new(),
    }
}

/// A person's parts in meetings: the latest first.
#[derive(Debug)]
pub(crate) struct PersonMeetings {
    person: RecordId,
    found: std::collections::BTreeMap<LatestFirst, v1::PersonMeeting>,
}

/// Later meetings before earlier ones, those without a date last.
pub(super) type LatestFirst = (std::cmp::Reverse<Option<PartialDate>>, RecordId);

/// The place of a meeting among the latest.
pub(super) fn latest_first(meeting: &MeetingRecord) -> LatestFirst {
    (std::cmp::Reverse(meeting.start_date), meeting.id)
}

impl PersonMeetings {
    /// Of this person.
    pub(crate) fn new(person: RecordId) -> Self {
        Self { person, found: std::collections::BTreeMap::new() }
    }

    /// Takes a meeting of theirs.
    pub(crate) fn add(&mut self, meeting: &MeetingRecord) {
        let parts = || meeting.participants.iter().filter(|part| part.person == Some(self.person));
        let Some(first) = parts().next() else { return };
        let roles: std::collections::BTreeSet<_> = parts().flat_map(|part| part.roles.clone()).collect();
        let mut offices: Vec<String> = Vec::new();
        for office in parts().flat_map(|part| &part.offices) {
            if !offices.contains(office) {
                offices.push(office.clone());
            }
        }
        let told = v1::PersonMeeting {
            name: name::meeting(meeting.id),
            title: meeting.title.clone(),
            start_date: meeting.start_date.map(common::date),
            status: vocabulary::meeting_status(meeting.status).into(),
            offices,
            delegation: common::delegation(&first.delegation),
            roles: roles.into_iter().map(|role| vocabulary::participation_role(Some(role)).into()).collect(),
            attendance: vocabulary::attendance(first.attendance).into(),
        };
        self.found.insert(latest_first(meeting), told);
        if self.found.len() > MAX_MEETINGS {
            self.found.pop_last();
        }
    }

    /// The parts.
    pub(crate) fn finish(self) -> Vec<v1::PersonMeeting> {
        self.found.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use rapporteur_model::vocabulary::{Attendance, ParticipationRole};

    use super::*;
    use crate::views::testing::{country, day, delegation, id, meeting, organization, participant, person};

    fn admitted(filter: &PersonFilter) -> Vec<String> {
        let held = |office: &str, delegation| OfficeHeld {
            office: office.to_owned(),
            delegation,
            first_seen: None,
            last_seen: None,
        };
        let mut minister = person(1, "Daniyar Seitqazin");
        minister.other_names = vec!["Daniyar Seitkazin".to_owned()];
        minister.offices = vec![
            held("Minister of Transport", delegation("KZ")),
            held("Special Envoy", organization("Coral Arc Partnership")),
        ];
        let mut envoy = person(2, "Élodie Ratu");
        envoy.offices = vec![held("Special Envoy", delegation("FJ"))];
        let people = [minister, envoy, person(3, "Nobody Known")];
        people
            .iter()
            .filter(|person| filter.admits(person))
            .map(|person| person.display_name.clone())
            .collect()
    }

    #[test]
    fn a_name_is_found_by_words_of_any_spelling() {
        let named = |name| PersonFilter { name: stem_set(Some(name)), ..PersonFilter::default() };
        assert_eq!(admitted(&named("seitkazin DANIYAR")), ["Daniyar Seitqazin"]);
        assert_eq!(admitted(&named("elodie")), ["Élodie Ratu"]);
        assert_eq!(admitted(&named("elodie seitkazin")), [""; 0]);
        assert_eq!(admitted(&PersonFilter::default()).len(), 3);
    }

    #[test]
    fn country_organization_and_office_must_hold_of_one_office() {
        let of = |code: &str, organization: Option<&str>, office: &str| PersonFilter {
            country: country(code),
            organization: organization.map(name_key),
            office: stem_set(Some(office)),
            ..PersonFilter::default()
        };
        assert_eq!(admitted(&of("KZ", None, "transport ministers")), ["Daniyar Seitqazin"]);
        assert_eq!(admitted(&of("KZ", None, "envoy")), [""; 0]);
        assert_eq!(admitted(&of("", Some("coral arc partnership"), "envoy")), ["Daniyar Seitqazin"]);
        assert_eq!(admitted(&of("", None, "envoy")).len(), 2);
    }

    #[test]
    fn meetings_come_latest_first_and_say_in_which_part() {
        let mut chair = participant(1, "A B", "KZ", Attendance::Attended);
        chair.roles = vec![ParticipationRole::Chair];
        let mut meetings = PersonMeetings::new(id(1));
        meetings.add(&meeting(10, "undated", None, vec![chair.clone()]));
        meetings.add(&meeting(11, "early", day("2020-01-02"), vec![chair.clone()]));
        meetings.add(&meeting(12, "late", day("2024"), vec![chair]));
        meetings.add(&meeting(
            13,
            "of others",
            None,
            vec![participant(2, "C D", "KZ", Attendance::Attended)],
        ));
        let found = meetings.finish();
        let titles: Vec<&str> = found.iter().map(|meeting| meeting.title.as_str()).collect();
        assert_eq!(titles, ["late", "early", "undated"]);
        assert_eq!(found[0].roles, [i32::from(v1::ParticipationRole::Chair)]);
        assert_eq!(found[0].attendance(), v1::Attendance::Attended);
    }
}
