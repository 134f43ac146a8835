//! Dates of which parts may be unknown.

use std::{fmt, str::FromStr};

use jiff::civil;
use serde::{Deserialize, Serialize};

/// A calendar date of which the day, or the month and the day, may be unknown.
///
/// Invariant: the year is 1 to 9999; a day is never given without a month; what is given exists in the calendar.
/// The order is that of the parts, an unknown part before every known one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i16, i8, i8)", into = "(i16, i8, i8)")]
pub struct PartialDate {
    year: i16,
    /// 0 where unknown.
    month: i8,
    /// 0 where unknown.
    day: i8,
}

/// Numbers or a text that are no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no date (a year, or `2018-05`, or `2018-05-21`)")]
pub struct DateError {
    /// What was given.
    pub given: String,
}

impl PartialDate {
    /// Makes a date; 0 stands for an unknown month or day.
    ///
    /// # Errors
    /// [`DateError`] for a year outside 1 to 9999, a day without a month, and a day that the calendar does not have.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        let exists = (1..=9999).contains(&year)
            && !(month == 0 && day != 0)
            && civil::Date::new(year, month.max(i8::from(month == 0)), day.max(i8::from(day == 0))).is_ok();
        if exists {
            Ok(Self { year, month, day })
        } else {
            Err(DateError { given: format!("{year}-{month}-{day}") })
        }
    }

    /// The whole date as one of which all parts are known.
    #[must_use]
    pub fn from_civil(date: civil::Date) -> Self {
        Self { year: date.year().max(1), month: date.month(), day: date.day() }
    }

    /// Year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// Month, 1 to 12, or 0 where unknown.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    /// Day, 1 to 31, or 0 where unknown.
    #[must_use]
    pub fn day(self) -> i8 {
        self.day
    }

    /// How many parts are known: 1 (year) to 3 (day).
    #[must_use]
    pub fn precision(self) -> u8 {
        1 + u8::from(self.month != 0) + u8::from(self.day != 0)
    }

    /// The calendar date, where all parts are known.
    #[must_use]
    pub fn to_civil(self) -> Option<civil::Date> {
        (self.day != 0).then(|| civil::Date::new(self.year, self.month, self.day).ok()).flatten()
    }

    /// The first day that this may mean.
    #[must_use]
    pub fn earliest(self) -> Self {
        Self { month: self.month.max(1), day: self.day.max(1), ..self }
    }

    /// The last day that this may mean.
    #[must_use]
    pub fn latest(self) -> Self {
        let first = self.earliest();
        let month = if self.month == 0 { 12 } else { self.month };
        let last_of_month = civil::Date::new(self.year, month, 1).map_or(28, civil::Date::days_in_month);
        Self { year: self.year, month, day: if self.day == 0 { last_of_month } else { first.day } }
    }

    /// Whether both may mean the same day: their known parts agree.
    #[must_use]
    pub fn is_compatible(self, other: Self) -> bool {
        self.year == other.year
            && (self.month == 0 || other.month == 0 || self.month == other.month)
            && (self.day == 0 || other.day == 0 || self.day == other.day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month != 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day != 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    /// Reads `2018`, `2018-05` and `2018-05-21`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError { given: text.to_owned() };
        let mut parts = text.splitn(3, '-');
        let mut next = |width: usize| match parts.next() {
            None => Ok(0_i16),
            Some(part) if part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse().ok().filter(|&number| number != 0).ok_or_else(error)
            }
            Some(_) => Err(error()),
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let small = |part: i16| i8::try_from(part).map_err(|_| error());
        Self::new(year, small(month)?, small(day)?).map_err(|_| error())
    }
}

impl TryFrom<(i16, i8, i8)> for PartialDate {
    type Error = DateError;

    fn try_from((year, month, day): (i16, i8, i8)) -> Result<Self, DateError> {
        Self::new(year, month, day)
    }
}

impl From<PartialDate> for (i16, i8, i8) {
    fn from(date: PartialDate) -> Self {
        (date.year, date.month, date.day)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refuses_what_the_calendar_does_not_have() {
        for (year, month, day) in
            [(0, 1, 1), (2018, 13, 1), (2018, 2, 29), (2018, 0, 5), (-1, 0, 0), (2018, -1, 0), (2018, 1, -1)]
        {
            assert!(PartialDate::new(year, month, day).is_err(), "{year} {month} {day}");
        }
        assert!(PartialDate::new(2016, 2, 29).is_ok());
    }

    #[test]
    fn reads_what_it_prints_and_nothing_else() {
        for text in ["2018", "2018-05", "2018-05-21"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "18", "2018-5", "2018-00", "2018-05-00", "2018-05-21-1", "+018", "2018-13"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    prop_compose! {
        fn any_date()(year in 1_i16..=9999, month in 0_i8..=12, day in 0_i8..=31) -> PartialDate {
            PartialDate::new(year, month, day).or_else(|_| PartialDate::new(year, month, 0)).unwrap()
        }
    }

    proptest! {
        #[test]
        fn earliest_and_latest_enclose_and_agree(date in any_date()) {
            prop_assert!(date.earliest() <= date.latest());
            prop_assert!(date.is_compatible(date.earliest()) && date.is_compatible(date.latest()));
            prop_assert_eq!(date.earliest().precision(), 3);
            prop_assert!(date.latest().to_civil().is_some());
            prop_assert_eq!(date.precision() == 3, date.earliest() == date.latest());
        }

        #[test]
        fn compatible_is_symmetric_and_means_the_ranges_meet(a in any_date(), b in any_date()) {
            prop_assert_eq!(a.is_compatible(b), b.is_compatible(a));
            let meet = a.earliest() <= b.latest() && b.earliest() <= a.latest();
            prop_assert_eq!(a.is_compatible(b), meet);
        }

        #[test]
        fn text_and_serde_round_trip(date in any_date()) {
            prop_assert_eq!(date.to_string().parse::<PartialDate>().unwrap(), date);
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), date);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert_eq!(date.to_string(), text);
            }
        }
    }
}
