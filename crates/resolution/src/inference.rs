//! From an office to the person who held it: what no report says, worked out from those that name its holder at about that
//! time. Worked out anew whenever it is asked for, so it goes when what it rests on goes.

use jiff::{ToSpan as _, civil::Date};
use rapporteur_model::{
    PartialDate,
    record::{OfficeHeld, PersonRecord},
};

use crate::blocks;

/// How long before and after reports name its holder an office is taken to be held by the same person, in days.
const REACH_DAYS: i64 = 366;

/// Offices that one person holds at a time and that a single word names.
const SINGLE: [&str; 9] =
    ["president", "premier", "chancellor", "king", "queen", "emir", "sultan", "pope", "chairman"];

/// Whether an office, as [`PersonRecord::posts`] writes it, is one that one person holds: "minister" alone is none.
fn is_single(post: &str) -> bool {
    let office = post.split_once('|').map_or("", |(_, office)| office);
    office.contains(' ') || SINGLE.contains(&office)
}

/// The one of these persons who held one of these offices on a day, and as what. None where nobody did, or more than one may
/// have.
#[must_use]
pub fn holder<'a>(
    posts: &[String],
    day: Option<PartialDate>,
    persons: &'a [PersonRecord],
) -> Option<(&'a PersonRecord, &'a OfficeHeld)> {
    let day = day?;
    let held: Vec<(&PersonRecord, &OfficeHeld)> = persons
        .iter()
        .flat_map(|person| person.offices.iter().map(move |held| (person, held)))
        .filter(|(_, held)| {
            let post = blocks::posts(&[(held.office.clone(), held.delegation.clone())]);
            post.iter().any(|post| is_single(post) && posts.contains(post))
        })
        .collect();
    let within = |reach: i64| {
        let near: Vec<(&PersonRecord, &OfficeHeld)> =
            held.iter().copied().filter(|(_, held)| may_hold(held, day, reach)).collect();
        let first = near.first().copied()?;
        near.iter().all(|(person, _)| person.id == first.0.id).then_some(first)
    };
    // Who is named in it at that very time comes before who was so before or after.
    within(0).or_else(|| within(REACH_DAYS))
}

/// Whether somebody who is named in an office at known times may have held it on a day, so many days before or after.
fn may_hold(held: &OfficeHeld, day: PartialDate, reach: i64) -> bool {
    let (Some(first), Some(last)) = (held.first_seen, held.last_seen) else { return false };
    let civil = |date: PartialDate| -> Option<Date> { date.to_civil() };
    let (Some(from), Some(to)) = (civil(first.earliest()), civil(last.latest())) else { return false };
    let (Some(begin), Some(end)) = (civil(day.earliest()), civil(day.latest())) else { return false };
    let reach = reach.days();
    from.saturating_sub(reach) <= end && begin <= to.saturating_add(reach)
}

#[cfg(test)]
mod tests {
    use rapporteur_model::{CountryCode, RecordId, extraction::Delegation};

    use super::*;

    fn person(id: u8, name: &str, office: &str, first: &str, last: &str) -> PersonRecord {
        let delegation = Delegation { country_code: CountryCode::new("KG").ok(), organization: None };
        PersonRecord {
            id: RecordId::from_bytes([id; 10]),
            display_name: name.to_owned(),
            other_names: Vec::new(),
            posts: blocks::posts(&[(office.to_owned(), delegation.clone())]).into_iter().collect(),
            offices: vec![OfficeHeld {
                office: office.to_owned(),
                delegation,
                first_seen: first.parse().ok(),
                last_seen: last.parse().ok(),
            }],
            mentions: Vec::new(),
            meetings: Vec::new(),
        }
    }

    fn held(posts: &[&str], day: &str, persons: &[PersonRecord]) -> Option<String> {
        let posts: Vec<String> = posts.iter().map(|&post| post.to_owned()).collect();
        holder(&posts, day.parse().ok(), persons).map(|(person, _)| person.display_name.clone())
    }

    #[test]
    fn an_office_is_its_holders_near_the_time_at_which_reports_name_them() {
        let office = "Secretary of the Security Council";
        let persons = [
            person(1, "Ada Quill", office, "2017-01-10", "2018-03-01"),
            person(2, "Ben Reed", office, "2018-06-01", "2021-02-01"),
        ];
        let post = persons[0].posts[0].as_str();
        assert_eq!(held(&[post], "2017-05-01", &persons).as_deref(), Some("Ada Quill"));
        assert_eq!(held(&[post], "2021-09-01", &persons).as_deref(), Some("Ben Reed"));
        assert_eq!(held(&[post], "2018-05", &persons), None, "either may have held it");
        assert_eq!(held(&[post], "2030-01-01", &persons), None);
        assert_eq!(held(&["UZ|other"], "2017-05-01", &persons), None);
    }

    #[test]
    fn what_many_are_is_nobodys_office() {
        let persons = [person(1, "Ada Quill", "minister", "2017-01-10", "2018-03-01")];
        assert_eq!(held(&[persons[0].posts[0].as_str()], "2017-05-01", &persons), None);
    }
}
