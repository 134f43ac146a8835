//! Series: the meetings of one organization in one format, with what they have in common and what is missing.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rapporteur::v1;
use rapporteur_model::{
    CountryCode, PartialDate, RecordId, record::MeetingRecord, vocabulary::MeetingStatus,
};

use super::{
    MAX_HELD, TooMany, organization,
    text::{SortKey, StemSet, format_key, name_key, sort_key, stem_set},
};
use crate::convert::{
    common::{self, count},
    name, vocabulary,
};

/// How many meetings of one series are told of.
const MAX_MEETINGS: usize = 200;

/// The place of a series in the list: by organization, then by format.
pub(crate) type SeriesKey = (SortKey, SortKey);

/// A meeting as far as a series needs it.
#[derive(Debug)]
struct Short {
    id: RecordId,
    ordinal: Option<u32>,
    start_date: Option<PartialDate>,
    city: Option<String>,
    country: Option<CountryCode>,
    status: Option<MeetingStatus>,
}

/// One series as it is gathered.
#[derive(Debug, Default)]
struct Gathered {
    organizations: BTreeMap<String, u32>,
    formats: BTreeMap<String, u32>,
    meetings: Vec<Short>,
}

/// Brings meetings together by organization and format.
#[derive(Debug, Default)]
pub(crate) struct SeriesView {
    /// Words that the format or the organization must hold.
    text: StemSet,
    gathered: BTreeMap<(String, String), Gathered>,
    held: usize,
}

impl SeriesView {
    /// Of series whose format or organization hold these words.
    pub(crate) fn new(text: Option<&str>) -> Self {
        Self { text: stem_set(text), ..Self::default() }
    }

    /// Takes a meeting.
    ///
    /// # Errors
    /// [`TooMany`] meetings are in series.
    pub(crate) fn add(&mut self, meeting: &MeetingRecord) -> Result<(), TooMany> {
        let (Some(organization), Some(format)) = (&meeting.organization, &meeting.series) else {
            return Ok(());
        };
        let key = (organization::key(organization), format_key(format));
        if key.0.is_empty() || key.1.is_empty() {
            return Ok(());
        }
        let mut words = stem_set(Some(format));
        words.extend(stem_set(Some(organization)));
        words.extend(organization::short_names(organization));
        if !self.text.is_subset(&words) {
            return Ok(());
        }
        if self.held == MAX_HELD {
            return Err(TooMany);
        }
        self.held += 1;
        let gathered = self.gathered.entry(key).or_default();
        *gathered.organizations.entry(organization.clone()).or_default() += 1;
        *gathered.formats.entry(format.clone()).or_default() += 1;
        gathered.meetings.push(Short {
            id: meeting.id,
            ordinal: meeting.ordinal,
            start_date: meeting.start_date,
            city: meeting.city.clone(),
            country: meeting.country_code,
            status: meeting.status,
        });
        Ok(())
    }

    /// The series, each with its place in the list, and a way to tell of it, which is gone for those that a page shows.
    pub(crate) fn finish(self) -> impl Iterator<Item = (SeriesKey, impl FnOnce() -> v1::Series)> {
        self.gathered.into_iter().map(|((organization, format), gathered)| {
            ((sort_key(&organization), sort_key(&format)), move || series(&organization, gathered))
        })
    }
}

fn series(organization_key: &str, gathered: Gathered) -> v1::Series {
    let Gathered { organizations, formats, mut meetings } = gathered;
    // Dated ones first; of one date, by number.
    meetings.sort_by_key(|meeting| {
        (meeting.start_date.is_none(), meeting.start_date, meeting.ordinal, meeting.id)
    });
    let organization = organization::usual_name(organization_key, &organizations);
    let seen: BTreeSet<u32> = meetings.iter().filter_map(|meeting| meeting.ordinal).collect();
    let days: Vec<Option<i32>> = std::iter::once(None)
        .chain(meetings.windows(2).map(|pair| days_between(&pair[0], &pair[1])))
        .collect();
    let mut regular: Vec<i32> = meetings
        .windows(2)
        .zip(days.iter().skip(1))
        .filter(|(pair, _)| follows(&pair[0], &pair[1]))
        .filter_map(|(_, days)| *days)
        .collect();
    regular.sort_unstable();
    let median_days = regular.get(regular.len().saturating_sub(1) / 2).copied();
    let dates = || meetings.iter().filter_map(|meeting| meeting.start_date);
    let (ordinals, missing_ordinals) = ordinals(&seen);
    let told = meetings.iter().zip(&days).skip(latest(&meetings));
    v1::Series {
        series: organization::preferred(&formats),
        organization_name: organization::resource_name(&organization),
        organization,
        meeting_count: size(meetings.len()),
        ordinals,
        missing_ordinals,
        first_date: dates().next().map(common::date),
        last_date: dates().next_back().map(common::date),
        hosts: hosts(&meetings),
        median_days,
        meetings: told.map(|(meeting, days)| short(meeting, *days)).take(MAX_MEETINGS).collect(),
    }
}

/// How many to leave out so that the latest with a date stay.
fn latest(meetings: &[Short]) -> usize {
    let dated = meetings.iter().filter(|meeting| meeting.start_date.is_some()).count();
    if dated == 0 { 0 } else { dated.saturating_sub(MAX_MEETINGS) }
}

fn short(meeting: &Short, days_since_previous: Option<i32>) -> v1::SeriesMeeting {
    v1::SeriesMeeting {
        name: name::meeting(meeting.id),
        ordinal: meeting.ordinal.unwrap_or(0),
        start_date: meeting.start_date.map(common::date),
        city: common::text(meeting.city.as_deref()),
        country_code: common::country(meeting.country),
        status: vocabulary::meeting_status(meeting.status).into(),
        days_since_previous,
    }
}

fn days_between(earlier: &Short, later: &Short) -> Option<i32> {
    let is_off =
        |meeting: &Short| matches!(meeting.status, Some(MeetingStatus::Postponed | MeetingStatus::Cancelled));
    if is_off(earlier) || is_off(later) {
        return None;
    }
    let (earlier, later) = (earlier.start_date?.to_civil()?, later.start_date?.to_civil()?);
    later.since(earlier).ok().map(|span| span.get_days())
}

/// Whether no number is missing between two meetings, as far as is known.
fn follows(earlier: &Short, later: &Short) -> bool {
    match (earlier.ordinal, later.ordinal) {
        (Some(earlier), Some(later)) => earlier.checked_add(1) == Some(later),
        _ => true,
    }
}

/// The numbers that were seen, and those between them.
fn ordinals(seen: &BTreeSet<u32>) -> (Vec<v1::OrdinalRange>, Vec<v1::OrdinalRange>) {
    let mut ranges: Vec<v1::OrdinalRange> = Vec::new();
    let mut missing = Vec::new();
    for &ordinal in seen {
        match ranges.last_mut() {
            Some(range) if range.last + 1 == ordinal => range.last = ordinal,
            last => {
                if let Some(range) = last {
                    missing.push(v1::OrdinalRange { first: range.last + 1, last: ordinal - 1 });
                }
                ranges.push(v1::OrdinalRange { first: ordinal, last: ordinal });
            }
        }
    }
    (ranges, missing)
}

fn hosts(meetings: &[Short]) -> Vec<v1::SeriesHost> {
    // Cities by how they are compared, so that "Tashkent" and "TASHKENT" are one.
    let mut places: BTreeMap<(String, String), (String, u32)> = BTreeMap::new();
    for meeting in meetings.iter().filter(|meeting| meeting.city.is_some() || meeting.country.is_some()) {
        let city = meeting.city.clone().unwrap_or_default();
        let key = (common::country(meeting.country), name_key(&city));
        places.entry(key).or_insert((city, 0)).1 += 1;
    }
    let mut hosts: Vec<v1::SeriesHost> = places
        .into_iter()
        .map(|((country_code, _), (city, meetings))| v1::SeriesHost {
            country_code,
            city,
            meeting_count: size(meetings as usize),
        })
        .collect();
    hosts.sort_by_key(|host| Reverse(host.meeting_count));
    hosts
}

/// A number as the contract counts.
pub(super) fn size(number: usize) -> i32 {
    i32::try_from(count(number)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{country, day, meeting};

    fn session(number: u8, ordinal: u32, date: &str, city: &str) -> MeetingRecord {
        MeetingRecord {
            organization: Some("Lantern Forum".to_owned()),
            series: Some("Council of Foreign Ministers".to_owned()),
            ordinal: (ordinal > 0).then_some(ordinal),
            city: Some(city.to_owned()),
            country_code: country("FJ"),
            ..meeting(number, "a session", day(date), Vec::new())
        }
    }

    fn listed(text: Option<&str>, meetings: &[MeetingRecord]) -> Vec<v1::Series> {
        let mut view = SeriesView::new(text);
        for meeting in meetings {
            view.add(meeting).unwrap();
        }
        view.finish().map(|(_, series)| series()).collect()
    }

    #[test]
    fn gaps_hosts_and_days_are_those_of_the_meetings() {
        let other_words = MeetingRecord {
            series: Some("the foreign ministers' council".to_owned()),
            ..session(3, 5, "2023-06-10", "Nadi")
        };
        let meetings = [
            session(1, 2, "2020-06-01", "Suva"),
            session(2, 3, "2021-06-01", "SUVA"),
            other_words,
            session(4, 6, "2024-06-01", "Nadi"),
            session(5, 9, "2027", "Suva"),
        ];
        let found = listed(None, &meetings);
        assert_eq!(found.len(), 1);
        let series = &found[0];
        assert_eq!((series.series.as_str(), series.meeting_count), ("Council of Foreign Ministers", 5));
        assert_eq!(series.organization_name, "organizations/lantern-forum");
        let range = |first, last| v1::OrdinalRange { first, last };
        assert_eq!(series.ordinals, [range(2, 3), range(5, 6), range(9, 9)]);
        assert_eq!(series.missing_ordinals, [range(4, 4), range(7, 8)]);
        let hosts: Vec<(&str, i32)> =
            series.hosts.iter().map(|host| (host.city.as_str(), host.meeting_count)).collect();
        assert_eq!(hosts, [("Suva", 3), ("Nadi", 2)]);
        let days: Vec<Option<i32>> =
            series.meetings.iter().map(|meeting| meeting.days_since_previous).collect();
        assert_eq!(days, [None, Some(365), Some(739), Some(357), None]);
        assert_eq!(series.median_days, Some(357), "the fourth is missing in the 739 days");
    }

    #[test]
    fn what_was_called_off_has_no_days_and_what_lacks_a_format_no_series() {
        let postponed =
            MeetingRecord { status: Some(MeetingStatus::Postponed), ..session(2, 3, "2021-06-01", "Suva") };
        let without = MeetingRecord { series: None, ..session(3, 1, "2019-06-01", "Suva") };
        let found = listed(None, &[session(1, 2, "2020-06-01", "Suva"), postponed, without]);
        assert_eq!((found.len(), found[0].meeting_count), (1, 2));
        assert_eq!((found[0].meetings[1].days_since_previous, found[0].median_days), (None, None));
    }

    #[test]
    fn words_are_looked_for_in_format_and_organization() {
        let meetings = [session(1, 1, "2020-06-01", "Suva")];
        assert_eq!(listed(Some("foreign minister"), &meetings).len(), 1);
        assert_eq!(listed(Some("lantern council"), &meetings).len(), 1);
        assert_eq!(listed(Some("LF foreign"), &meetings).len(), 1, "its initials");
        assert_eq!(listed(Some("defence"), &meetings).len(), 0);
    }

    #[test]
    fn an_absurd_number_costs_nothing() {
        let meetings = [session(1, 1, "2020-06-01", "Suva"), session(2, u32::MAX, "2021-06-01", "Suva")];
        let found = listed(None, &meetings);
        assert_eq!(found[0].missing_ordinals, [v1::OrdinalRange { first: 2, last: u32::MAX - 1 }]);
    }
}
