//! Blocks: keys of which two mentions that may become one record share at least one, and others hardly any.
//!
//! A block must hold what the cluster modules may join, and should stay small: nobody's name alone is a key, nor a
//! place, nor an organization without a year.
//!
//! Where a block has a time, it begins with it: reports come by and by, so that blocks of one time are looked for, and written,
//! together, and a store that keeps them in order finds them near each other.

use std::collections::BTreeSet;

use rapporteur_model::{
    PartialDate, RecordId,
    extraction::{Delegation, Meeting, Participation, Quote},
    fold::fold,
    vocabulary::{MeetingKind, ParticipationRole},
};

use crate::{
    format::Format,
    name::Name,
    office::Office,
    organization::Organization,
    text::{content_set, content_stems, hash},
    window::Window,
};

/// How many runs of words stand for a quotation: two texts that share three in five runs share one of these nearly
/// always.
const RUNS_KEPT: usize = 4;
/// Words in a run.
const RUN_LENGTH: usize = 4;
/// Up to this many participants, each pair of them is a key.
const FEW: usize = 4;

/// Blocks of a meeting.
pub(crate) fn of_meeting(
    id: RecordId,
    meeting: &Meeting,
    participations: &[&Participation],
    published: Option<PartialDate>,
) -> BTreeSet<String> {
    let mut blocks = BTreeSet::new();
    let format = Format::of(meeting);
    let months = Window::months(meeting, published);
    let organization = meeting.organization.as_deref().map(Organization::new);
    let year = meeting.start_date.or(published).map(PartialDate::year);
    let is_bilateral = meeting.kind == Some(MeetingKind::Bilateral);
    if let (Some(organization), Some(year)) = (&organization, year) {
        // Who meets whom at its margins is told by who they are: else every year of an organization would hang together
        // with all that its members do elsewhere.
        let people = if is_bilateral { surnames(participations) } else { BTreeSet::new() };
        if people.is_empty() || months.is_empty() {
            blocks.insert(format!("{year:04}|org|{}", organization.head()));
        }
        for (person, month) in
            people.iter().flat_map(|person| months.iter().map(move |month| (person, month)))
        {
            blocks.insert(format!("{month}|org|{}|{person}", organization.head()));
        }
    }
    // Where a report leaves the organization out, "the 7th meeting of transport ministers" in May, or in Baku that year,
    // still says which it is. By the year alone, bodies that were founded together would hang together.
    let numbers = meeting.ordinal.map(|ordinal| format.keys().into_iter().map(move |key| (ordinal, key)));
    for (ordinal, key) in numbers.into_iter().flatten() {
        blocks.extend(months.iter().map(|month| format!("{month}|number|{ordinal}|{key}")));
        if let (Some(city), Some(year)) = (&meeting.city, year) {
            blocks.insert(format!("{year:04}|number|{ordinal}|{key}|{}", fold(city)));
        }
    }
    for month in &months {
        if let Some(city) = &meeting.city {
            let city = fold(city);
            blocks.extend(format.keys().iter().map(|key| format!("{month}|place|{city}|{key}")));
            if organization.is_none() && format.level_word().is_empty() {
                blocks.insert(format!("{month}|place|{city}|"));
            }
        }
        // A reception is its host's, whether or not a report says of what the guests are members.
        if meeting.kind == Some(MeetingKind::GroupMeeting) {
            blocks.extend(hosts(participations).iter().map(|host| format!("{month}|host|{host}")));
        }
        if organization.is_none() || is_bilateral {
            blocks.extend(pairs(&sides(participations)).map(|pair| format!("{month}|sides|{pair}")));
            blocks.extend(pairs(&surnames(participations)).map(|pair| format!("{month}|people|{pair}")));
            let title: Vec<String> = content_set(&meeting.title).into_iter().collect();
            if !title.is_empty() {
                blocks.insert(format!("{month}|title|{:016x}", hash(&title.join(" "))));
            }
        }
    }
    or_alone(blocks, id)
}

/// The countries and organizations that take part.
pub(crate) fn sides(participations: &[&Participation]) -> BTreeSet<String> {
    participations.iter().filter_map(|participation| side(&participation.delegation)).collect()
}

/// The side on which somebody sits: their country, or their organization where they sit for no country.
pub(crate) fn side(delegation: &Delegation) -> Option<String> {
    match (&delegation.country_code, &delegation.organization) {
        (Some(country), _) => Some(country.to_string()),
        (None, Some(organization)) => Some(fold(organization)),
        (None, None) => None,
    }
}

fn surnames(participations: &[&Participation]) -> BTreeSet<String> {
    surnames_of(participations.iter().copied())
}

/// Surnames of those who receive.
fn hosts(participations: &[&Participation]) -> BTreeSet<String> {
    let is_host = |participation: &&Participation| participation.roles.contains(&ParticipationRole::Host);
    surnames_of(participations.iter().copied().filter(is_host))
}

fn surnames_of<'a>(participations: impl Iterator<Item = &'a Participation>) -> BTreeSet<String> {
    let names = participations.filter_map(|participation| participation.person.as_ref());
    names
        .filter_map(|person| Name::new(&person.display_name).surname().map(|surname| surname.key()))
        .collect()
}

/// All pairs of a few, in order; nothing where there are many.
fn pairs(all: &BTreeSet<String>) -> impl Iterator<Item = String> {
    let few: Vec<&String> = if all.len() <= FEW { all.iter().collect() } else { Vec::new() };
    let mut pairs = Vec::new();
    for (place, one) in few.iter().enumerate() {
        pairs.extend(few[place + 1..].iter().map(|two| format!("{one}|{two}")));
    }
    pairs.into_iter()
}

/// Blocks of a person.
pub(crate) fn of_person(
    id: RecordId,
    display_name: &str,
    offices: &[(String, Delegation)],
) -> BTreeSet<String> {
    let name = Name::new(display_name);
    let sides: BTreeSet<String> = offices.iter().filter_map(|(_, delegation)| side(delegation)).collect();
    let countries: BTreeSet<String> =
        offices.iter().filter_map(|(_, delegation)| Some(delegation.country_code?.to_string())).collect();
    let mut blocks = name.blocks(&countries, &sides);
    if name.full_words() < name.tokens.len() && name.full_words() < 2 {
        // Initials and one word: such names meet each other as they are printed.
        for side in &sides {
            blocks.insert(format!("e|{}|{side}", name.exact_key()));
        }
    }
    for post in posts(offices) {
        blocks.extend(name.called_by().iter().map(|token| format!("s|{}|{post}", token.key())));
    }
    or_alone(blocks, id)
}

/// Offices with for whom they are held, each as one text; only those of which both are known.
pub(crate) fn posts(offices: &[(String, Delegation)]) -> BTreeSet<String> {
    offices
        .iter()
        .filter(|(office, _)| !office.trim().is_empty())
        .filter_map(|(office, delegation)| {
            Some(format!("{}|{}", side(delegation)?, Office::new(office).key()))
        })
        .collect()
}

/// Blocks of a quotation.
pub(crate) fn of_quote(id: RecordId, quote: &Quote, published: Option<PartialDate>) -> BTreeSet<String> {
    let words = content_stems(&quote.text);
    let mut blocks = BTreeSet::new();
    if words.is_empty() {
        return or_alone(blocks, id);
    }
    let mut runs: Vec<String> = words.windows(RUN_LENGTH).map(|run| run.join(" ")).collect();
    if runs.is_empty() {
        runs.push(words.join(" "));
    }
    runs.sort_by_key(|run| (hash(run), run.clone()));
    runs.dedup();
    let speakers = speaker_keys(quote.speaker.display_name.as_deref());
    for month in quote_months(quote.say_date.or(published)) {
        for run in runs.iter().take(RUNS_KEPT) {
            blocks.extend(speakers.iter().map(|speaker| format!("{month}|run|{run}|{speaker}")));
        }
        if words.len() >= LONG_ENOUGH_ALONE {
            blocks.insert(format!("{month}|same|{:016x}", hash(&words.join(" "))));
        }
    }
    or_alone(blocks, id)
}

/// From this many words on, a text tells who said it.
pub(crate) const LONG_ENOUGH_ALONE: usize = 8;

/// Keys of a speaker: each word of the name that variants share. One name in a key is enough, as words stand beside it.
fn speaker_keys(name: Option<&str>) -> BTreeSet<String> {
    let Some(name) = name else { return BTreeSet::from([String::new()]) };
    let tokens = Name::new(name).tokens;
    tokens.iter().filter(|token| !token.is_initial && !token.is_patronymic).map(|token| token.key()).collect()
}

/// The month of a quotation, and the next or last one when the day is near it: reports follow within a week.
fn quote_months(date: Option<PartialDate>) -> Vec<String> {
    let Some(date) = date else { return vec![String::new()] };
    if date.month() == 0 {
        return vec![format!("{:04}", date.year())];
    }
    let mut months = vec![format!("{:04}-{:02}", date.year(), date.month())];
    if let Some(day) = date.to_civil() {
        use jiff::ToSpan as _;
        for near in [day.saturating_sub(4.days()), day.saturating_add(4.days())] {
            months.push(format!("{:04}-{:02}", near.year(), near.month()));
        }
    }
    months.sort();
    months.dedup();
    months
}

/// A mention that nothing can be compared by lies in a block of its own.
fn or_alone(mut blocks: BTreeSet<String>, id: RecordId) -> BTreeSet<String> {
    if blocks.is_empty() {
        blocks.insert(format!("alone|{id}"));
    }
    blocks
}
