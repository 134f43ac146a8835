//! What happened: every meeting of a world is a function of the seed and its number.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    data::Data,
    person::{self, PersonId},
    random::Random,
};

/// One meeting of a world: year, organization and slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeetingId(pub u64);

/// What sort of gathering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A numbered session of a body.
    Session,
    /// A president receives the heads of delegations to a session.
    Reception,
    /// Two office holders meet.
    Bilateral,
}

/// How many meetings an organization has in a year: three sessions, a reception, two bilaterals.
pub(crate) const SLOTS: usize = 6;
/// The slots of a reception and of a bilateral at the margin of a session.
const RECEPTION: usize = 3;
const MARGIN: usize = 4;
/// Years of a world end before this one.
const FIRST_YEAR: i16 = 2014;
/// Members of an organization, at least and at most.
const MEMBERS: (usize, usize) = (6, 9);

/// Somebody at a meeting: who, for which country, in which office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) person: PersonId,
    pub(crate) country: usize,
    pub(crate) office: usize,
}

/// A meeting as it was.
#[derive(Debug, Clone)]
pub(crate) struct Meeting {
    pub(crate) id: MeetingId,
    pub(crate) sort: Sort,
    /// Place among the organizations.
    pub(crate) organization: usize,
    /// For a session.
    pub(crate) series: usize,
    pub(crate) ordinal: u32,
    pub(crate) host: usize,
    pub(crate) city: &'static str,
    pub(crate) first: Date,
    pub(crate) last: Date,
    /// Chair, host or the two of a bilateral first, then the others.
    pub(crate) seats: Vec<Seat>,
    /// The session of a reception, or of a bilateral at its margin.
    pub(crate) session: Option<MeetingId>,
}

impl MeetingId {
    pub(crate) fn new(year: usize, organization: usize, slot: usize) -> Self {
        Self((year as u64) << 32 | (organization as u64) << 8 | slot as u64)
    }

    fn year(self) -> usize {
        usize::try_from(self.0 >> 32).unwrap_or_default()
    }

    fn organization(self) -> usize {
        usize::try_from(self.0 >> 8 & 0xff_ffff).unwrap_or_default()
    }

    fn slot(self) -> usize {
        usize::try_from(self.0 & 0xff).unwrap_or_default()
    }

    /// The same of the year after.
    pub(crate) fn next(self) -> Self {
        Self::new(self.year() + 1, self.organization(), self.slot())
    }
}

/// Name and acronym of an organization.
pub(crate) fn organization(seed: u64, organization: usize) -> (String, String) {
    let data = Data::get();
    let (firsts, seconds) = (&data.organization_firsts, &data.organization_seconds);
    let all = firsts.len() * seconds.len();
    let shift = Random::of(seed, "organizations", &[]).below(all);
    // 37 shares no factor with the number of names, so that each comes once.
    let index = (organization * 37 + shift) % all.max(1);
    let part = |of: &[&'static str], place: usize| of.get(place).copied().unwrap_or_default();
    let first = part(firsts, index % firsts.len().max(1));
    let second = part(seconds, index / firsts.len().max(1));
    let name = format!("{first} {second}");
    let acronym = name.split(' ').filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase());
    let acronym = acronym.collect();
    (name, acronym)
}

impl Meeting {
    /// The meeting of this id.
    pub(crate) fn of(seed: u64, id: MeetingId) -> Self {
        let data = Data::get();
        let organization = id.organization();
        let mut about = Random::of(seed, "organization", &[organization as u64]);
        let other_series = 1 + about.below(data.series.len().saturating_sub(2));
        let (reception_of, margin_of) = (about.below(2), about.below(3));
        let mut members: Vec<usize> = (0..data.countries.len()).collect();
        about.shuffle(&mut members);
        members.truncate(MEMBERS.0 + about.below(MEMBERS.1 - MEMBERS.0 + 1));
        let slot = id.slot();
        let of = match slot {
            RECEPTION => Some(reception_of),
            MARGIN => Some(margin_of),
            _ => None,
        };
        let session = of.map(|slot| MeetingId::new(id.year(), organization, slot));
        if slot > 2 && session.is_none() {
            return Self::visit(seed, id, &members);
        }
        let slot = of.unwrap_or(slot);
        let series = match slot {
            0 => 0,
            1 => other_series,
            _ => data.series.len().saturating_sub(1),
        };
        let year = year(id);
        let held_before = 3 + Random::of(seed, "founded", &[organization as u64, slot as u64]).below(15);
        let mut random = Random::of(seed, "session", &[organization as u64, id.year() as u64, slot as u64]);
        let host_place = (id.year() + 2 * slot) % members.len().max(1);
        let host = members.get(host_place).copied().unwrap_or_default();
        let city = city(host, &mut random);
        // Each organization has its own season for each series.
        let month = 1 + (organization * 5 + 4 * slot + random.below(3)) % 12;
        let first = day(year, month, random.below(27));
        let last = if random.percent(45) { first.saturating_add(1.day()) } else { first };
        let office = data.series.get(series).map_or(0, |series| series.office);
        let (foreign, deputy) = (data.office("foreign"), data.office("deputy"));
        let mut seats: Vec<Seat> = members
            .iter()
            .map(|&country| {
                let sends_deputy = office == foreign && country != host && random.percent(15);
                let office = if sends_deputy { deputy } else { office };
                Seat { person: person::holder(seed, country, office, year), country, office }
            })
            .collect();
        if host_place < seats.len() {
            let seat = seats.remove(host_place);
            seats.insert(0, seat);
        }
        let mut meeting = Self {
            id,
            sort: Sort::Session,
            organization,
            series,
            ordinal: u32::try_from(held_before + id.year()).unwrap_or(1),
            host,
            city,
            first,
            last,
            seats,
            session,
        };
        match id.slot() {
            RECEPTION => {
                meeting.sort = Sort::Reception;
                let office = data.office("president");
                let person = person::holder(seed, host, office, year);
                if let Some(seat) = meeting.seats.first_mut() {
                    *seat = Seat { person, country: host, office };
                }
                meeting.first = meeting.last;
            }
            MARGIN => {
                meeting.sort = Sort::Bilateral;
                let mut guests: Vec<Seat> = meeting.seats.iter().skip(1).copied().collect();
                random.shuffle(&mut guests);
                guests.truncate(2);
                meeting.seats = guests;
                meeting.last = meeting.first;
            }
            _ => {}
        }
        meeting
    }

    /// Somebody goes to see their colleague.
    fn visit(seed: u64, id: MeetingId, members: &[usize]) -> Self {
        let data = Data::get();
        let year = year(id);
        let parts = [id.organization() as u64, id.year() as u64, id.slot() as u64];
        let mut random = Random::of(seed, "visit", &parts);
        let mut two = members.to_vec();
        random.shuffle(&mut two);
        two.truncate(2);
        let office = data.office(random.word(&["foreign", "foreign", "premier", "president"]));
        let seat =
            |&country: &usize| Seat { person: person::holder(seed, country, office, year), country, office };
        let host = two.last().copied().unwrap_or_default();
        let first = day(year, 1 + random.below(12), random.below(27));
        Self {
            id,
            sort: Sort::Bilateral,
            organization: id.organization(),
            series: 0,
            ordinal: 0,
            host,
            city: city(host, &mut random),
            first,
            last: first,
            seats: two.iter().map(seat).collect(),
            session: None,
        }
    }
}

fn year(id: MeetingId) -> i16 {
    FIRST_YEAR.saturating_add(i16::try_from(id.year()).unwrap_or_default())
}

fn city(country: usize, random: &mut Random) -> &'static str {
    Data::get().countries.get(country).map(|country| random.word(&country.cities)).unwrap_or_default()
}

fn day(year: i16, month: usize, after_first: usize) -> Date {
    let month = i8::try_from(month).unwrap_or(1);
    let first = Date::new(year, month, 1).unwrap_or_default();
    first.saturating_add(i64::try_from(after_first).unwrap_or_default().days())
}
