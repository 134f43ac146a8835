//! The word lists under `data/`, read once a process.

use std::{collections::BTreeMap, sync::OnceLock};

/// A country.
#[derive(Debug)]
pub(crate) struct Country {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) adjective: &'static str,
    pub(crate) tradition: &'static str,
    pub(crate) cities: Vec<&'static str>,
}

/// The words of names of one tradition, each with its transliterations.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Given names; whether a woman's.
    pub(crate) given: Vec<(bool, Vec<&'static str>)>,
    /// Patronymics of a man and of a woman.
    pub(crate) fathers: Vec<[Vec<&'static str>; 2]>,
    pub(crate) surnames: Vec<Vec<&'static str>>,
}

/// An office, as it is printed before and after a name.
#[derive(Debug)]
pub(crate) struct Office {
    pub(crate) key: &'static str,
    pub(crate) before: Vec<&'static str>,
    pub(crate) after: Vec<&'static str>,
}

/// A series of meetings of those who hold one office.
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) office: usize,
    pub(crate) forms: Vec<&'static str>,
    pub(crate) forms_alone: Vec<&'static str>,
    pub(crate) who: &'static str,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Data {
    pub(crate) countries: Vec<Country>,
    pub(crate) offices: Vec<Office>,
    /// Foreign ministers first, heads of state last.
    pub(crate) series: Vec<Series>,
    /// Name and acronym.
    pub(crate) outlets: Vec<(&'static str, &'static str)>,
    pub(crate) organization_firsts: Vec<&'static str>,
    pub(crate) organization_seconds: Vec<&'static str>,
    names: BTreeMap<&'static str, Names>,
    phrases: BTreeMap<&'static str, Vec<&'static str>>,
    templates: BTreeMap<(&'static str, &'static str), Vec<&'static str>>,
}

impl Data {
    /// The lists.
    pub(crate) fn get() -> &'static Self {
        static DATA: OnceLock<Data> = OnceLock::new();
        DATA.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut data = Self::default();
        for row in rows(include_str!("../data/countries.tsv")) {
            let (code, name, adjective, tradition) =
                (cell(&row, 0), cell(&row, 1), cell(&row, 2), cell(&row, 3));
            data.countries.push(Country { code, name, adjective, tradition, cities: list(&row, 4) });
        }
        for row in rows(include_str!("../data/names.tsv")) {
            let names = data.names.entry(cell(&row, 0)).or_default();
            match cell(&row, 1) {
                "surname" => names.surnames.push(list(&row, 2)),
                "father" => names.fathers.push([list(&row, 2), list(&row, 3)]),
                part => names.given.push((part == "woman", list(&row, 2))),
            }
        }
        for row in rows(include_str!("../data/offices.tsv")) {
            data.offices.push(Office { key: cell(&row, 0), before: list(&row, 1), after: list(&row, 2) });
        }
        for row in rows(include_str!("../data/series.tsv")) {
            let office = data.office(cell(&row, 0));
            let (forms, forms_alone, who) = (list(&row, 1), list(&row, 2), cell(&row, 3));
            data.series.push(Series { office, forms, forms_alone, who });
        }
        for row in rows(include_str!("../data/outlets.tsv")) {
            data.outlets.push((cell(&row, 0), cell(&row, 1)));
        }
        for row in rows(include_str!("../data/organizations.tsv")) {
            let part = cell(&row, 1);
            if cell(&row, 0) == "first" {
                data.organization_firsts.push(part);
            } else {
                data.organization_seconds.push(part);
            }
        }
        for row in rows(include_str!("../data/phrases.tsv")) {
            data.phrases.entry(cell(&row, 0)).or_default().push(cell(&row, 1));
        }
        for row in rows(include_str!("../data/templates.tsv")) {
            data.templates.entry((cell(&row, 0), cell(&row, 1))).or_default().push(cell(&row, 2));
        }
        data
    }

    /// The place of an office; the first where there is none of this key.
    pub(crate) fn office(&self, key: &str) -> usize {
        self.offices.iter().position(|office| office.key == key).unwrap_or_default()
    }

    /// The words of names of a tradition.
    pub(crate) fn names(&self, tradition: &str) -> Option<&Names> {
        self.names.get(tradition)
    }

    /// Phrases of a kind.
    pub(crate) fn phrases(&self, kind: &str) -> &[&'static str] {
        self.phrases.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// Sentences of a sort of meeting for a slot.
    pub(crate) fn templates(&self, sort: &'static str, slot: &'static str) -> &[&'static str] {
        self.templates.get(&(sort, slot)).map(Vec::as_slice).unwrap_or_default()
    }
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

fn cell(row: &[&'static str], place: usize) -> &'static str {
    row.get(place).copied().unwrap_or_default()
}

fn list(row: &[&'static str], place: usize) -> Vec<&'static str> {
    cell(row, place).split('|').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_whole() {
        let data = Data::get();
        assert!(data.countries.iter().all(|country| data.names(country.tradition).is_some()));
        assert!(data.countries.iter().all(|country| country.cities.iter().all(|city| !city.is_empty())));
        assert!(data.offices.iter().all(|office| !office.after.is_empty()));
        assert!(data.series.iter().all(|series| !series.who.is_empty() && series.forms.len() >= 2));
        for names in data.names.values() {
            assert!(names.surnames.len() >= 15 && names.given.len() >= 12);
        }
        for kind in ["topic", "claim", "quote", "document"] {
            assert!(!data.phrases(kind).is_empty(), "{kind}");
        }
    }
}
