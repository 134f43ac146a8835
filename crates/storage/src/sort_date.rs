//! Dates as bytes that sort, and the days that a meeting or a saying may have been on.

use rapporteur_model::{PartialDate, record::MeetingRecord};

/// A date whose order as bytes is that of [`PartialDate`], with "unknown" behind all others.
pub type SortDate = [u8; 4];

/// The key of what has no date.
pub const UNKNOWN: SortDate = [0xff; 4];

/// The bytes of a date.
#[must_use]
pub fn sort_date(date: Option<PartialDate>) -> SortDate {
    let Some(date) = date else { return UNKNOWN };
    let [century, year] = date.year().to_be_bytes();
    // Month and day are 0 to 31 by the type's invariant.
    [century, year, date.month().unsigned_abs(), date.day().unsigned_abs()]
}

/// The same with later dates first and "unknown" still last.
#[must_use]
pub fn descending(date: SortDate) -> SortDate {
    if date == UNKNOWN { UNKNOWN } else { date.map(|byte| !byte) }
}

/// The days that something may have been on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// What it is sorted by.
    pub sort: SortDate,
    /// The first day that it may have been on.
    pub earliest: SortDate,
    /// The last.
    pub latest: SortDate,
}

/// What is asked about dates.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateFilter {
    /// The latest day must not be before this.
    pub from: Option<SortDate>,
    /// The earliest day must not be after this.
    pub to: Option<SortDate>,
}

impl DateFilter {
    /// Of a query's two dates.
    #[must_use]
    pub fn new(from: Option<PartialDate>, to: Option<PartialDate>) -> Self {
        Self {
            from: from.map(|date| sort_date(Some(date.earliest()))),
            to: to.map(|date| sort_date(Some(date.latest()))),
        }
    }

    /// Whether it asks anything.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Whether days pass; unknown ones pass no filter that asks anything.
    #[must_use]
    pub fn admits(&self, days: Option<Days>) -> bool {
        let Some(days) = days else { return !self.is_set() };
        self.from.is_none_or(|from| days.latest >= from) && self.to.is_none_or(|to| days.earliest <= to)
    }
}

/// The days of a meeting: of its start to its end, or of the one that is known.
pub(crate) fn meeting_days(meeting: &MeetingRecord) -> Option<Days> {
    let start = meeting.start_date.or(meeting.end_date)?;
    // An end before the start is a mistake in a report; the start alone still stands.
    let latest = meeting.end_date.map_or(start.latest(), |end| end.latest().max(start.latest()));
    Some(Days {
        sort: sort_date(Some(start)),
        earliest: sort_date(Some(start.earliest())),
        latest: sort_date(Some(latest)),
    })
}

/// The days that a date may mean.
#[must_use]
pub fn say_days(date: Option<PartialDate>) -> Option<Days> {
    date.map(|date| Days {
        sort: sort_date(Some(date)),
        earliest: sort_date(Some(date.earliest())),
        latest: sort_date(Some(date.latest())),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn any_date()(year in 1_i16..=9999, month in 0_i8..=12, day in 0_i8..=31) -> PartialDate {
            PartialDate::new(year, month, day).or_else(|_| PartialDate::new(year, month, 0)).unwrap()
        }
    }

    proptest! {
        #[test]
        fn bytes_sort_as_dates_do(a in any_date(), b in any_date()) {
            prop_assert_eq!(sort_date(Some(a)).cmp(&sort_date(Some(b))), a.cmp(&b));
            prop_assert_eq!(descending(sort_date(Some(a))).cmp(&descending(sort_date(Some(b)))), b.cmp(&a));
            prop_assert!(sort_date(Some(a)) < UNKNOWN && descending(sort_date(Some(a))) < UNKNOWN);
        }

        #[test]
        fn a_day_passes_a_filter_that_means_the_same_day(a in any_date(), b in any_date()) {
            let filter = DateFilter::new(Some(b), Some(b));
            prop_assert_eq!(filter.admits(say_days(Some(a))), a.is_compatible(b));
            prop_assert!(!filter.admits(None));
        }
    }
}
