//! A seeded, deterministic generator of invented worlds: meetings that took place, and reports of them, with the truth
//! beside. For tests and measurements of what is made of many reports.
//!
//! All organizations, outlets and persons are invented; countries and cities are real, as the extractor knows those.
//!
//! # Layout
//! - [`World`]: a number in, a report out, or the truth about it. Each costs the same however large the world is, so that
//!   a hundred thousand reports need no memory.
//! - `meeting`: what happened; `person`: who held which office, and how names are printed; `story`: the sentences of a
//!   report; `house`: how an outlet prints them.
//! - `data`: the word lists and templates of sentences, in files under `data/`; `random`: splitmix64.
//!
//! Invariant: everything is a function of the seed, the size and the number asked for.

mod data;
mod house;
mod meeting;
mod person;
mod random;
mod story;

pub use meeting::{MeetingId, Sort};
pub use person::PersonId;
pub use story::{NamedPerson, ToldMeeting, Truth};

use meeting::{Meeting, SLOTS};
use random::Random;
use story::Story;

/// How much there is in a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Meetings that reports are about.
    pub meetings: usize,
    /// Reports.
    pub reports: usize,
}

/// A world.
#[derive(Debug, Clone, Copy)]
pub struct World {
    seed: u64,
    size: Size,
    years: usize,
    organizations: usize,
}

/// A world has a year for so many meetings …
const MEETINGS_A_YEAR: usize = 2 * SLOTS;
/// … but no more years than this; then it has more organizations …
const FEW_YEARS: usize = 10;
/// … until a year has so many meetings; then more years again, as an archive grows …
const MOST_MEETINGS_A_YEAR: usize = 400;
/// … to this many.
const MOST_YEARS: usize = 50;
/// Of so many reports of an organization's year, so many are about each of its meetings.
const SHARES: [usize; SLOTS] = [6, 4, 5, 3, 2, 2];
/// Of a hundred reports, so many are copies of another outlet's.
const COPIES: u64 = 9;

impl World {
    /// The world of a seed.
    #[must_use]
    pub fn new(seed: u64, size: Size) -> Self {
        let few = (size.meetings / MEETINGS_A_YEAR).clamp(1, FEW_YEARS);
        let years = (size.meetings / MOST_MEETINGS_A_YEAR).clamp(few, MOST_YEARS);
        let organizations = size.meetings.div_ceil(years * SLOTS).max(1);
        Self { seed, size, years, organizations }
    }

    /// How much there is in it.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// URI and text of a report. Reports come in order of years.
    #[must_use]
    pub fn report(&self, number: usize) -> (String, String) {
        let story = self.story(number);
        let mut random = Random::of(self.seed, "house", &[number as u64]);
        (format!("reports/{number:06}.txt"), house::print(&story, number, &mut random))
    }

    /// What a report tells of.
    #[must_use]
    pub fn truth(&self, number: usize) -> Truth {
        self.story(number).truth
    }

    fn story(&self, number: usize) -> Story {
        let (year, place, length) = self.place(number);
        let mut source = place;
        let organization = self.organization_of(source, length);
        let is_copy = |place: usize| {
            Random::of(self.seed, "copy", &[year as u64, place as u64]).percent(COPIES)
                && place > 0
                && self.meeting_of(year, place - 1, length) == self.meeting_of(year, place, length)
        };
        while is_copy(source) {
            source -= 1;
        }
        let slot = self.slot_of(source, length, organization);
        let id = MeetingId::new(year, organization, slot);
        let random = Random::of(self.seed, "story", &[year as u64, source as u64]);
        Story::tell(self.seed, &Meeting::of(self.seed, id), random, source != place)
    }

    /// The year of a report, its place in the year in order of meetings, and how many reports the year has.
    fn place(&self, number: usize) -> (usize, usize, usize) {
        let (reports, years) = (self.size.reports.max(1), self.years);
        let number = number % reports;
        let begin = |year: usize| (year * reports).div_ceil(years);
        let year = (number * years / reports).min(years - 1);
        let length = (begin(year + 1) - begin(year)).max(1);
        let mut step = length * 5 / 8 + 1;
        while common_factor(step, length) != 1 {
            step += 1;
        }
        (year, (number - begin(year)) * step % length, length)
    }

    fn organization_of(&self, place: usize, length: usize) -> usize {
        place * self.organizations / length
    }

    fn slot_of(&self, place: usize, length: usize, organization: usize) -> usize {
        let begin = |organization: usize| (organization * length).div_ceil(self.organizations);
        let (first, end) = (begin(organization), begin(organization + 1));
        let shares: usize = SHARES.iter().sum();
        let share = (place - first.min(place)) * shares / (end - first).max(1);
        let mut sum = 0;
        let found = SHARES.iter().position(|part| {
            sum += part;
            share < sum
        });
        found.unwrap_or(SLOTS - 1)
    }

    fn meeting_of(&self, year: usize, place: usize, length: usize) -> MeetingId {
        let organization = self.organization_of(place, length);
        MeetingId::new(year, organization, self.slot_of(place, length, organization))
    }
}

fn common_factor(mut one: usize, mut two: usize) -> usize {
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one
}
