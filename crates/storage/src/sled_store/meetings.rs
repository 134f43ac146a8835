//! Listing meetings: the shortest list that holds all answers is walked in order of date; each meeting on it is held
//! against the whole filter; only those that may answer are read.

use std::{collections::BTreeMap, ops::ControlFlow};

use rapporteur_model::{
    RecordId,
    mention::MentionKind,
    record::{MeetingRecord, Record},
};

use super::{
    keys::{self, ID_LENGTH, MeetingFacet},
    people::person_match,
    read::present_record,
    table::Table,
};
use crate::{
    MeetingOrder, MeetingQuery, Page, StoreError,
    filter::MeetingFilter,
    page,
    resolve_references::resolve_meeting,
    sort_date::{Days, SortDate, UNKNOWN, descending},
};

/// How far lists are counted to find the shortest; beyond it they are all long.
const COUNTED: usize = 512;

/// What a page token says: date and name of the last meeting that was given.
type Cursor = (SortDate, RecordId);

/// A meeting on a list.
#[derive(Debug, Clone, Copy)]
struct Listed {
    date: SortDate,
    id: RecordId,
    latest: SortDate,
}

impl Listed {
    fn days(self) -> Option<Days> {
        let [century, year, month, day] = self.date;
        let earliest = [century, year, month.max(1), day.max(1)];
        (self.date != UNKNOWN).then_some(Days { sort: self.date, earliest, latest: self.latest })
    }
}

/// A page of meetings.
pub(super) fn list(table: Table<'_>, query: &MeetingQuery) -> Result<Page<MeetingRecord>, StoreError> {
    let question = page::meeting_question(query);
    let after: Option<Cursor> = page::decode(question, query.page_token.as_deref())?;
    let filter = MeetingFilter::new(query, person_match(table, query.person.as_ref())?);
    let size = query.page_size.max(1);
    let mut items: Vec<MeetingRecord> = Vec::new();
    let mut last = None;
    let mut has_more = false;
    walk(table, &shortest_lists(table, &filter)?, query.order, after, &filter, |listed| {
        if !filter.dates.admits(listed.days()) {
            return Ok(ControlFlow::Continue(()));
        }
        let record = present_record(table, MentionKind::Meeting, listed.id)?;
        let Record::Meeting(mut meeting) = record else { return Ok(ControlFlow::Continue(())) };
        if !filter.admits(&meeting) {
            return Ok(ControlFlow::Continue(()));
        }
        if items.len() == size {
            has_more = true;
            return Ok(ControlFlow::Break(()));
        }
        resolve_meeting(&table, &mut meeting)?;
        items.push(meeting);
        last = Some((listed.date, listed.id));
        Ok(ControlFlow::Continue(()))
    })?;
    let next_page_token = last.filter(|_| has_more).map(|last| page::encode(question, last)).transpose()?;
    Ok(Page { items, next_page_token })
}

/// The lists of which every answer stands on one at least, as few and short as can be told cheaply.
fn shortest_lists(table: Table<'_>, filter: &MeetingFilter) -> Result<Vec<Vec<u8>>, StoreError> {
    let list = keys::meeting_list;
    let mut choices: Vec<Vec<Vec<u8>>> = Vec::new();
    if let Some(person) = &filter.person {
        let of_mentions: Vec<Vec<u8>> =
            person.mentions.iter().map(|mention| list(MeetingFacet::Person, mention.as_bytes())).collect();
        match &person.name {
            None => choices.push(of_mentions),
            Some(stems) => choices.extend(stems.iter().map(|stem| {
                let of_stem = list(MeetingFacet::Name, stem.as_bytes());
                of_mentions.iter().cloned().chain([of_stem]).collect()
            })),
        }
    }
    if let Some(topics) = &filter.topics {
        choices.push(topics.iter().map(|topic| list(MeetingFacet::Topic, topic.as_bytes())).collect());
    }
    let mut one = |facet, value: &[u8]| choices.push(vec![list(facet, value)]);
    if let Some(organization) = &filter.organization {
        one(MeetingFacet::Organization, organization.as_bytes());
    }
    if let Some(city) = &filter.city {
        one(MeetingFacet::City, city.as_bytes());
    }
    if let Some(country) = filter.country {
        one(MeetingFacet::Country, country.as_str().as_bytes());
    }
    for stem in filter.series.union(&filter.text) {
        one(MeetingFacet::Text, stem.as_bytes());
    }
    if let Some(status) = filter.status {
        one(MeetingFacet::Status, status.as_str().as_bytes());
    }
    if let Some(kind) = filter.kind {
        one(MeetingFacet::Kind, kind.as_str().as_bytes());
    }
    let mut best: Option<(usize, Vec<Vec<u8>>)> = None;
    for choice in choices {
        let limit = best.as_ref().map_or(COUNTED, |(length, _)| *length);
        let length = count_up_to(table, &choice, limit)?;
        if best.is_none() || length < limit {
            best = Some((length, choice));
        }
    }
    Ok(best.map_or_else(|| vec![list(MeetingFacet::All, &[])], |(_, lists)| lists))
}

fn count_up_to(table: Table<'_>, lists: &[Vec<u8>], limit: usize) -> Result<usize, StoreError> {
    let mut count = 0;
    for list in lists {
        for entry in table.scan(list).take(limit - count) {
            entry?;
            count += 1;
        }
    }
    Ok(count)
}

type Visit<'visit> = dyn FnMut(Listed) -> Result<ControlFlow<()>, StoreError> + 'visit;

/// Visits what stands on the lists behind `after`, in order, each once.
fn walk(
    table: Table<'_>,
    lists: &[Vec<u8>],
    order: MeetingOrder,
    after: Option<Cursor>,
    filter: &MeetingFilter,
    mut visit: impl FnMut(Listed) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
    match (lists, order) {
        ([list], MeetingOrder::StartDate) => {
            walk_ascending(table, list, after, filter, &mut visit).map(|_| ())
        }
        ([list], MeetingOrder::StartDateDescending) => {
            walk_descending(table, list, after, filter, &mut visit)
        }
        _ => {
            let key = |date| if order == MeetingOrder::StartDate { date } else { descending(date) };
            let after = after.map(|(date, id)| (key(date), id));
            let mut found = BTreeMap::new();
            for list in lists {
                for entry in table.scan(list) {
                    let listed = listed(entry?, list.len())?;
                    let place = (key(listed.date), listed.id);
                    if after.is_none_or(|after| place > after) {
                        found.insert(place, listed);
                    }
                }
            }
            for listed in found.into_values() {
                if visit(listed)?.is_break() {
                    break;
                }
            }
            Ok(())
        }
    }
}

fn walk_ascending(
    table: Table<'_>,
    list: &[u8],
    after: Option<Cursor>,
    filter: &MeetingFilter,
    visit: &mut Visit<'_>,
) -> Result<ControlFlow<()>, StoreError> {
    let from = after.map_or_else(|| list.to_vec(), |(date, id)| behind(list, date, id));
    for entry in table.scan_from(list, from) {
        let listed = listed(entry?, list.len())?;
        // Nothing further on can have begun by then, nor does what has no date pass.
        if filter.dates.to.is_some_and(|to| listed.date > to) {
            return Ok(ControlFlow::Break(()));
        }
        if visit(listed)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Walks from date to date backwards, and through the meetings of one date forwards, as the order has it.
fn walk_descending(
    table: Table<'_>,
    list: &[u8],
    after: Option<Cursor>,
    filter: &MeetingFilter,
    visit: &mut Visit<'_>,
) -> Result<(), StoreError> {
    let mut before = match after {
        Some((date, id)) => {
            let group = [list, &date].concat();
            if walk_group(table, &group, behind(list, date, id), list.len(), visit)?.is_break() {
                return Ok(());
            }
            if date == UNKNOWN {
                return Ok(());
            }
            date
        }
        None => filter.dates.to.map_or(UNKNOWN, next),
    };
    while let Some(key) = table.last_before(list, &[list, &before].concat())? {
        let date = date_at(&key, list.len())?;
        let group = [list, &date].concat();
        if walk_group(table, &group, group.clone(), list.len(), visit)?.is_break() {
            return Ok(());
        }
        before = date;
    }
    if filter.dates.is_set() {
        return Ok(());
    }
    let group = [list, &UNKNOWN].concat();
    walk_group(table, &group, group.clone(), list.len(), visit).map(|_| ())
}

fn walk_group(
    table: Table<'_>,
    group: &[u8],
    from: Vec<u8>,
    list_length: usize,
    visit: &mut Visit<'_>,
) -> Result<ControlFlow<()>, StoreError> {
    for entry in table.scan_from(group, from) {
        if visit(listed(entry?, list_length)?)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The first key that can stand behind this meeting's.
fn behind(list: &[u8], date: SortDate, id: RecordId) -> Vec<u8> {
    let mut key = keys::with_date_and_id(list.to_vec(), date, id);
    key.push(0);
    key
}

/// The date's bytes counted up by one.
fn next(date: SortDate) -> SortDate {
    u32::from_be_bytes(date).saturating_add(1).to_be_bytes()
}

fn date_at(key: &[u8], list_length: usize) -> Result<SortDate, StoreError> {
    key.get(list_length..list_length + 4)
        .and_then(|date| date.try_into().ok())
        .ok_or_else(|| StoreError::Damaged { what: format!("the key {key:02x?} of a list has no date") })
}

fn listed((key, value): (sled::IVec, sled::IVec), list_length: usize) -> Result<Listed, StoreError> {
    let date = date_at(&key, list_length)?;
    if key.len() != list_length + date.len() + ID_LENGTH {
        return Err(StoreError::Damaged { what: format!("the key {key:02x?} of a list has a wrong length") });
    }
    let latest = value.as_ref().try_into().map_err(|_| StoreError::Damaged {
        what: format!("the value under {key:02x?} of a list is no date"),
    })?;
    Ok(Listed { date, id: keys::last_id(&key)?, latest })
}
