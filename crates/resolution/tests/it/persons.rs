//! Which names are one person's.

use crate::build::{Draft, persons, report};

/// A report that names one person as there, in this office, for this country.
fn names(uri: &str, name: &str, office: &str, country: &str) -> Draft {
    report(uri, "2018-05-22").meeting("river talks", |_| {}).part(name, office, country, &[])
}

/// How many reports each person is named in.
fn grouped(drafts: &[Draft]) -> Vec<(String, usize)> {
    persons(drafts).into_iter().map(|person| (person.display_name, person.mentions.len())).collect()
}

fn owned(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn spellings_of_one_name_are_one_person_shown_by_the_fullest() {
    let drafts = [
        names("a", "Tarikov Anvar Olimovich", "Minister of Ferries", "UZ"),
        names("b", "Anvar Tarikov", "Ferries Minister", "UZ"),
        names("c", "Anwar Tariqov", "", "UZ"),
        names("d", "A. O. Tarikov", "Minister of Ferries", "UZ"),
    ];
    let person = &persons(&drafts)[0];
    assert_eq!(grouped(&drafts), owned(&[("Tarikov Anvar Olimovich", 4)]));
    assert_eq!(person.other_names, ["A. O. Tarikov", "Anvar Tarikov", "Anwar Tariqov"]);
    assert_eq!(person.offices.len(), 2, "each office as printed: {:?}", person.offices);
}

#[test]
fn one_name_for_two_countries_is_two_persons() {
    let drafts = [
        names("a", "Hassan Velim", "Minister of Trade", "KZ"),
        names("b", "Hassan Velim", "Minister of Trade", "TJ"),
        names("c", "Hassan Velim", "Minister of Energy", "KZ"),
    ];
    let mut sizes: Vec<usize> = persons(&drafts).iter().map(|person| person.mentions.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2]);
}

#[test]
fn a_name_without_a_country_goes_to_the_one_person_it_may_mean() {
    let one = names("a", "Hassan Velim", "Minister of Trade", "KZ");
    let other = names("b", "Hassan Velim", "Minister of Trade", "TJ");
    let bare = names("c", "Hasan Velim", "", "");
    assert_eq!(grouped(&[one.clone(), bare.clone()]), owned(&[("Hasan Velim", 2)]));
    assert_eq!(persons(&[one, other, bare]).len(), 3, "of two it may mean, it is taken for neither");
}

#[test]
fn initials_need_the_same_country() {
    let full = names("a", "Abdurahim Kovarov", "Secretary", "TJ");
    assert_eq!(persons(&[full.clone(), names("b", "A.A. Kovarov", "", "TJ")]).len(), 1);
    assert_eq!(persons(&[full.clone(), names("b", "A.A. Kovarov", "", "")]).len(), 2);
    assert_eq!(persons(&[full, names("b", "B.A. Kovarov", "", "TJ")]).len(), 2);
}

#[test]
fn a_single_word_needs_the_same_office_and_country() {
    let full = names("a", "Naser Khan Velanjua", "National Security Adviser", "PK");
    assert_eq!(persons(&[full.clone(), names("b", "Velanjua", "national security advisor", "PK")]).len(), 1);
    assert_eq!(persons(&[full.clone(), names("b", "Velanjua", "Minister of Trade", "PK")]).len(), 2);
    assert_eq!(persons(&[full, names("b", "Velanjua", "", "")]).len(), 2);
    assert_eq!(persons(&[names("a", "Velanjua", "", ""), names("b", "Velanjua", "", "")]).len(), 2);
}

#[test]
fn a_short_name_that_may_be_of_two_persons_stays_apart() {
    let drafts = [
        names("a", "Ivan Sergeyevich Petrenov", "", "BY"),
        names("b", "Ivan Nikolayevich Petrenov", "", "BY"),
        names("c", "Ivan Petrenov", "", "BY"),
        names("d", "Ivan Petrenov", "", "BY"),
    ];
    assert_eq!(
        grouped(&drafts),
        owned(&[("Ivan Nikolayevich Petrenov", 1), ("Ivan Petrenov", 2), ("Ivan Sergeyevich Petrenov", 1),])
    );
}

#[test]
fn offices_carry_when_they_were_seen() {
    let early = report("a", "2018-04-02").meeting("x", |_| {}).part("Tarun Velloor", "Adviser", "IN", &[]);
    let late = report("b", "2018-06-01").meeting("x", |_| {}).part("Tarun Velloor", "Adviser", "IN", &[]);
    let person = &persons(&[late, early])[0];
    assert_eq!(person.offices.len(), 1);
    assert_eq!(person.offices[0].first_seen, crate::build::date("2018-04-02"));
    assert_eq!(person.offices[0].last_seen, crate::build::date("2018-06-01"));
    assert_eq!(person.meetings.len(), 2, "mentions of meetings, which the store makes one if they are");
}

#[test]
fn who_only_speaks_is_a_person_too() {
    let draft = report("a", "2018-04-02").quote(
        "Mira Oldanova",
        rapporteur_model::vocabulary::QuoteKind::Direct,
        "We rowed together",
    );
    assert_eq!(grouped(&[draft]), owned(&[("Mira Oldanova", 1)]));
}
