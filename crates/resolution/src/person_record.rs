//! Persons: which mentions are one, and what they say together.

mod explain;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use rapporteur_model::{
    PartialDate,
    extraction::Delegation,
    mention::{Mention, MentionBody},
    record::{OfficeHeld, PersonMention, PersonRecord},
};

use crate::{
    blocks, name,
    people::{self, Named, Said},
};

pub(crate) use explain::explain;

/// Mentions of persons, grouped by person.
pub(crate) fn clusters<'a>(mentions: &[&'a Mention]) -> Vec<Vec<&'a Mention>> {
    let mut said: BTreeMap<NameAndOffices<'_>, Rc<Said>> = BTreeMap::new();
    let named = mentions.iter().filter_map(|mention| {
        let (name, offices) = name_and_offices(mention)?;
        let said = said.entry((name, offices)).or_insert_with(|| Rc::new(Said::new(name, offices)));
        Some(Named { said: Rc::clone(said), keys: Cow::Borrowed(&mention.blocks), id: mention.id })
    });
    let all: Vec<Named<'_>> = named.collect();
    let of =
        |places: Vec<usize>| places.into_iter().filter_map(|place| mentions.get(place).copied()).collect();
    people::group(&all).into_iter().map(of).collect()
}

/// What a report calls somebody, and the offices it gives them.
type NameAndOffices<'a> = (&'a str, &'a [(String, Delegation)]);

fn name_and_offices(mention: &Mention) -> Option<NameAndOffices<'_>> {
    let MentionBody::Person { display_name, offices, .. } = &mention.body else { return None };
    Some((display_name, offices))
}

/// The record of one person's mentions, which come in order of id.
pub(crate) fn record(mentions: &[&Mention]) -> Option<PersonRecord> {
    let mut names = Vec::new();
    let mut offices: BTreeMap<(String, Delegation), Vec<PartialDate>> = BTreeMap::new();
    let mut where_named = Vec::new();
    let mut at_meetings = BTreeSet::new();
    for mention in mentions {
        let MentionBody::Person { display_name, offices: held, meetings, .. } = &mention.body else {
            continue;
        };
        names.push(display_name.as_str());
        for (office, delegation) in held.iter().filter(|(office, _)| !office.is_empty()) {
            let seen = offices.entry((office.clone(), delegation.clone())).or_default();
            seen.extend(mention.publish_date);
        }
        where_named.push(PersonMention {
            report: mention.report,
            report_uri: mention.report_uri.clone(),
            display_name: display_name.clone(),
        });
        at_meetings.extend(meetings.iter().copied());
    }
    where_named.sort();
    let (display_name, other_names) = name::preferred(names)?;
    let named: Vec<(String, Delegation)> = offices.keys().cloned().collect();
    let posts = blocks::posts(&named).into_iter().collect();
    let held = offices.into_iter().map(|((office, delegation), seen)| OfficeHeld {
        office,
        delegation,
        first_seen: seen.iter().min().copied(),
        last_seen: seen.iter().max().copied(),
    });
    Some(PersonRecord {
        id: mentions.first()?.id,
        display_name,
        other_names,
        offices: held.collect(),
        posts,
        mentions: where_named,
        meetings: at_meetings.into_iter().collect(),
    })
}
