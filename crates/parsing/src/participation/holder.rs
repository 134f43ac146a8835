//! Holders of an office who are named, and those who are told of by their office alone.

use std::collections::BTreeSet;

use rapporteur_model::{CountryCode, extraction::Participation, vocabulary::Attendance};
use rustc_hash::FxHashMap as HashMap;

use super::Because;
use crate::{
    coref,
    lexicon::{Rank, lexicon},
};

/// Of so many named persons of one country at one meeting the offices are compared.
const MAX_OFFICES_OF_COUNTRY: usize = 16;

/// "the presidents of A and B … Presidents C D and E F": as many persons without a country as holders of that office without a
/// name, who are told of in the same order.
pub(super) fn place_holders(rows: &mut [(Participation, Because)]) {
    /// Where in the rows an office's unnamed holders for a country are, and its named holders for none.
    #[derive(Default)]
    struct Holders {
        unnamed: Vec<usize>,
        named: Vec<usize>,
    }
    let mut holders: HashMap<(String, String), Holders> = HashMap::default();
    for (at, (row, _)) in rows.iter().enumerate() {
        let Some(office) = row.office.as_ref().filter(|_| row.delegation.organization.is_none()) else {
            continue;
        };
        let of_office = holders.entry((row.meeting.clone(), office.to_lowercase())).or_default();
        match (&row.person, row.delegation.country_code) {
            (None, Some(_)) => of_office.unnamed.push(at),
            (Some(_), None) => of_office.named.push(at),
            _ => {}
        }
    }
    for Holders { unnamed, named } in holders.into_values().filter(|of| of.unnamed.len() == of.named.len()) {
        for (from, to) in unnamed.into_iter().zip(named) {
            rows[to].0.delegation.country_code = rows[from].0.delegation.country_code;
        }
    }
}

/// "The defence ministers of A and B met. B's C D said …": whoever is named without an office, alone of a country whose office
/// holder was there, is taken for him.
pub(super) fn name_holders(rows: &mut [(Participation, Because)]) {
    for at in 0..rows.len() {
        let unnamed = &rows[at].0;
        let (Some(office), Some(country)) = (unnamed.office.clone(), unnamed.delegation.country_code) else {
            continue;
        };
        if unnamed.person.is_some() {
            continue;
        }
        let mut named = (0..rows.len()).filter(|&other| {
            let other = &rows[other].0;
            other.person.is_some()
                && other.meeting == unnamed.meeting
                && other.delegation.country_code == Some(country)
        });
        let only = named.next().filter(|_| named.next().is_none());
        if let Some(only) = only.filter(|&only| rows[only].0.office.is_none()) {
            rows[only].0.office = Some(office);
        }
    }
}

/// "the leaders of A and B … President C D of A": leaves out a head who was told of by an office alone where one of the country
/// is named. Of ministers a country may send several: "the defence ministers of A and B" stay, unless each of them is named.
pub(super) fn drop_named_holders(
    rows: &mut Vec<(Participation, Because)>,
    meeting_of: Vec<usize>,
) -> Vec<usize> {
    // Offices of the named, by meeting and country; of a country no more than a few are looked at.
    let mut named: HashMap<(&str, CountryCode, Option<Attendance>), Vec<&str>> = HashMap::default();
    for (row, _) in rows.iter().filter(|(row, _)| row.person.is_some()) {
        if let (Some(country), Some(office)) = (row.delegation.country_code, row.office.as_deref()) {
            let offices = named.entry((row.meeting.as_str(), country, row.attendance)).or_default();
            if offices.len() < MAX_OFFICES_OF_COUNTRY {
                offices.push(office);
            }
        }
    }
    let is_named = |row: &Participation, same: fn(&str, &str) -> bool| {
        let (Some(office), Some(country)) = (row.office.as_deref(), row.delegation.country_code) else {
            return false;
        };
        let offices = named.get(&(row.meeting.as_str(), country, row.attendance));
        offices.is_some_and(|offices| offices.iter().any(|other| same(office, other)))
    };
    let unnamed = || rows.iter().map(|(row, _)| row).filter(|row| row.person.is_none());
    let group = |row: &Participation| (row.meeting.clone(), row.office.clone());
    let open: BTreeSet<(String, Option<String>)> =
        unnamed().filter(|row| !is_named(row, are_over_the_same)).map(group).collect();
    let is_left_out = |row: &Participation| {
        row.person.is_none() && (is_named(row, are_of_heads) || !open.contains(&group(row)))
    };
    let keep: Vec<bool> = rows.iter().map(|(row, _)| !is_left_out(row)).collect();
    let mut kept = keep.iter();
    rows.retain(|_| kept.next().copied().unwrap_or(true));
    meeting_of.into_iter().zip(keep).filter_map(|(meeting, keep)| keep.then_some(meeting)).collect()
}

/// Whether two offices are each that of a head of state or government: "leader" and "President".
fn are_of_heads(one: &str, two: &str) -> bool {
    let ranks = &lexicon().office_ranks;
    let is_head = |office: &str| {
        ranks.get(office.to_lowercase().as_str()).is_some_and(|rank| *rank <= Rank::Government)
    };
    is_head(one) && is_head(two)
}

/// Whether two offices are over the same: "defense chief" and "Secretary of Defense".
fn are_over_the_same(one: &str, two: &str) -> bool {
    let (first, second) = (coref::domain(one), coref::domain(two));
    !first.is_empty() && first == second
}
