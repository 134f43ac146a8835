//! The rows written out: roles, attendance, and for whom each came.

use rapporteur_model::{
    CountryCode,
    extraction::{Delegation, Participation, Person},
    vocabulary::{Attendance, ParticipationRole},
};
use rustc_hash::FxHashSet as HashSet;

use super::{
    Because, Finder, Part, Who,
    holder::{drop_named_holders, name_holders, place_holders},
    home::Homes,
    host::tell_hosts,
};
use crate::analysis::Analysis;

/// Somebody's part in one meeting, and why it is told.
type Row = ((Who, Vec<Part>), Because);

impl Finder<'_> {
    /// Writes out all rows, meeting by meeting.
    pub(super) fn finish(self) -> (Vec<Participation>, Vec<Because>) {
        let analysis = self.analysis;
        let mut rows: Vec<Row> = self.rows.into_iter().zip(self.reasons).collect();
        rows.sort_by_key(|((_, parts), _)| parts[0].meeting);
        let present = countries_present(analysis, &rows);
        let homes = Homes::new(analysis, self.meetings);
        let kept: Vec<&Row> = rows
            .iter()
            .filter(|((who, parts), _)| {
                // A country without an office, where the meeting has somebody of it already.
                let Who::Unnamed { office: None, country: Some(country), .. } = who else { return true };
                !present.contains(&(parts[0].meeting, *country))
            })
            .collect();
        let meeting_of: Vec<usize> = kept.iter().map(|((_, parts), _)| parts[0].meeting).collect();
        let mut found: Vec<(Participation, Because)> = kept
            .into_iter()
            .map(|((who, parts), because)| (written_out(analysis, &homes, who, parts), *because))
            .collect();
        name_holders(&mut found);
        place_holders(&mut found);
        let meeting_of = drop_named_holders(&mut found, meeting_of);
        tell_hosts(analysis, self.meetings, &meeting_of, &mut found);
        found.into_iter().unzip()
    }
}

/// The countries of which a meeting has somebody: a person, or the holder of an office.
fn countries_present(analysis: &Analysis, rows: &[Row]) -> HashSet<(usize, CountryCode)> {
    rows.iter()
        .filter_map(|((who, parts), _)| {
            let country = match who {
                Who::Person(index) => analysis.registry.persons[*index].country(),
                Who::Unnamed { office: Some(_), country, .. } => *country,
                Who::Unnamed { office: None, .. } => None,
            };
            Some((parts[0].meeting, country?))
        })
        .collect()
}

/// One row as a participation.
fn written_out(analysis: &Analysis, homes: &Homes<'_>, who: &Who, parts: &[Part]) -> Participation {
    let meeting = parts[0].meeting;
    let (roles, attendance) = roles_and_attendance(parts);
    let evidence = analysis.evidence_of(parts.iter().map(|part| part.sentence).collect());
    let (person, office, delegation) = match who {
        Who::Person(index) => {
            let person = &analysis.registry.persons[*index];
            // An office without a country: of the venue for a host, else of the outlet at home.
            let organization = person.organization().map(str::to_owned);
            let country_code = person.country().or_else(|| {
                organization.is_none().then(|| homes.country_of(*index, meeting, &roles)).flatten()
            });
            (
                Some(Person { display_name: person.name.clone(), honorific: person.honorific.clone() }),
                person.office().map(str::to_owned),
                Delegation {
                    country_code,
                    organization: if country_code.is_some() { None } else { organization },
                },
            )
        }
        Who::Unnamed { office, country, organization } => {
            (None, office.clone(), Delegation { country_code: *country, organization: organization.clone() })
        }
    };
    Participation {
        meeting: format!("m{}", meeting + 1),
        person,
        office,
        delegation,
        roles,
        attendance,
        evidence,
    }
}

/// What somebody was at a meeting by all that is told of it: who chaired it is no mere attendee; who was absent at one place and
/// came at another came.
fn roles_and_attendance(parts: &[Part]) -> (Vec<ParticipationRole>, Option<Attendance>) {
    let absent = parts.iter().all(|part| part.attendance == Some(Attendance::Absent));
    if absent {
        return (Vec::new(), Some(Attendance::Absent));
    }
    let mut roles: Vec<ParticipationRole> = parts.iter().map(|part| part.role).collect();
    roles.sort();
    roles.dedup();
    if roles.len() > 1 {
        roles.retain(|role| *role != ParticipationRole::Attendee);
    }
    let told = parts.iter().filter_map(|part| part.attendance);
    (roles, told.into_iter().find(|attendance| *attendance != Attendance::Absent))
}
