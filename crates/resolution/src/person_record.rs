//! Persons: which mentions are one, and what they say together.

mod explain;

use std::{borrow::Cow, collections::BTreeMap, rc::Rc};

use rapporteur_model::{
    PartialDate,
    extraction::Delegation,
    mention::{Form, Mention, MentionBody, earliest},
    record::{OfficeHeld, PersonRecord},
};

use crate::{
    blocks, name,
    people::{self, Named, Said},
};

pub(crate) use explain::explain;

/// Forms of persons, grouped by person.
pub(crate) fn clusters<'a>(forms: &[&'a Form]) -> Vec<Vec<&'a Form>> {
    let mut said: BTreeMap<NameAndOffices<'_>, Rc<Said>> = BTreeMap::new();
    let named = forms.iter().filter_map(|form| {
        let (name, offices) = name_and_offices(&form.sample)?;
        let said = said.entry((name, offices)).or_insert_with(|| Rc::new(Said::new(name, offices)));
        let Form { sample: Mention { id, blocks, .. }, count, .. } = form;
        Some(Named { said: Rc::clone(said), keys: Cow::Borrowed(blocks), id: *id, count: *count })
    });
    let all: Vec<Named<'_>> = named.collect();
    let of = |places: Vec<usize>| places.into_iter().filter_map(|place| forms.get(place).copied()).collect();
    people::group(&all).into_iter().map(of).collect()
}

/// What a report calls somebody, and the offices it gives them.
type NameAndOffices<'a> = (&'a str, &'a [(String, Delegation)]);

fn name_and_offices(mention: &Mention) -> Option<NameAndOffices<'_>> {
    let MentionBody::Person { display_name, offices, .. } = &mention.body else { return None };
    Some((display_name, offices))
}

/// The record of one person's forms, which come in order of their samples' ids, without the lists that grow with each
/// report ([`PersonRecord::list`]).
pub(crate) fn record(forms: &[&Form]) -> Option<PersonRecord> {
    let mut names = Vec::new();
    let mut offices: BTreeMap<(String, Delegation), (Option<PartialDate>, Option<PartialDate>)> =
        BTreeMap::new();
    for form in forms {
        let MentionBody::Person { display_name, offices: held, .. } = &form.sample.body else { continue };
        names.push((display_name.as_str(), form.count));
        for (office, delegation) in held.iter().filter(|(office, _)| !office.is_empty()) {
            let (first, last) = offices.entry((office.clone(), delegation.clone())).or_default();
            *first = earliest(*first, form.first_published);
            *last = (*last).max(form.last_published);
        }
    }
    let (display_name, other_names) = name::preferred(names)?;
    let named: Vec<(String, Delegation)> = offices.keys().cloned().collect();
    let posts = blocks::posts(&named).into_iter().collect();
    let held = offices.into_iter().map(|((office, delegation), (first_seen, last_seen))| OfficeHeld {
        office,
        delegation,
        first_seen,
        last_seen,
    });
    Some(PersonRecord {
        id: forms.first()?.sample.id,
        display_name,
        other_names,
        offices: held.collect(),
        posts,
        mentions: Vec::new(),
        meetings: Vec::new(),
    })
}
