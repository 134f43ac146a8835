//! When a meeting may have been, as one report has it.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil::Date};
use rapporteur_model::{
    PartialDate,
    extraction::Meeting,
    vocabulary::{DateBasis, MeetingStatus},
};

/// The days on which a meeting may have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    first: Date,
    last: Date,
    /// Known parts of the start date: 0 when it was only guessed from the report's own date.
    pub(crate) precision: u8,
    /// Whether the date was counted or guessed, and may be a day off.
    is_loose: bool,
}

impl Window {
    /// The window of a meeting in a report of this publication date; none when neither has a date.
    pub(crate) fn of(meeting: &Meeting, published: Option<PartialDate>) -> Option<Self> {
        let Some(start) = meeting.start_date else {
            return Self::around_publication(meeting.status, published?);
        };
        let first = start.earliest().to_civil()?;
        let last = meeting.end_date.unwrap_or(start).latest().to_civil()?.max(first);
        let is_loose = matches!(meeting.date_basis, Some(DateBasis::Relative | DateBasis::Inferred));
        Some(Self { first, last, precision: start.precision(), is_loose })
    }

    /// News reports what has just been or is to come.
    fn around_publication(status: Option<MeetingStatus>, published: PartialDate) -> Option<Self> {
        let (earliest, latest) = (published.earliest().to_civil()?, published.latest().to_civil()?);
        let (before, after) = match status {
            Some(MeetingStatus::Held | MeetingStatus::Ongoing) => (31, 0),
            Some(MeetingStatus::Planned) => (0, 400),
            Some(MeetingStatus::Postponed | MeetingStatus::Cancelled) => (31, 400),
            None => (31, 31),
        };
        Some(Self {
            first: earliest.saturating_sub(before.days()),
            last: latest.saturating_add(after.days()),
            precision: 0,
            is_loose: false,
        })
    }

    /// Whether both may be windows of one meeting.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let slack = i64::from(self.is_loose || other.is_loose).days();
        self.first <= other.last.saturating_add(slack) && other.first <= self.last.saturating_add(slack)
    }

    /// Whether both are known to the day, and no more than a day apart.
    pub(crate) fn is_next_to(&self, other: &Self) -> bool {
        let is_known = self.precision == 3 && other.precision == 3;
        is_known
            && self.first <= other.last.saturating_add(1.day())
            && other.first <= self.last.saturating_add(1.day())
    }

    /// Whether they lie within a quarter of a year: near enough for conflicting dates of one numbered meeting.
    pub(crate) fn is_near(&self, other: &Self) -> bool {
        self.first <= other.last.saturating_add(92.days())
            && other.first <= self.last.saturating_add(92.days())
    }

    /// Months in which the block of such a meeting lies, as `2018-05`: those of its first and last day. A loose day at
    /// the edge of a month lies in both; what has no date, in the month of the report and of the days before.
    pub(crate) fn months(meeting: &Meeting, published: Option<PartialDate>) -> BTreeSet<String> {
        let given: Vec<PartialDate> = meeting.start_date.into_iter().chain(meeting.end_date).collect();
        let dated = given.iter().any(|date| date.month() != 0);
        let (dates, before, after) = match (dated, meeting.date_basis) {
            (true, Some(DateBasis::Stated)) => (given, 0, 0),
            (true, _) => (given, 1, 1),
            (false, _) => (published.into_iter().collect(), 3, 0),
        };
        let mut months = BTreeSet::new();
        for date in dates.into_iter().filter(|date| date.month() != 0) {
            months.insert(month(date.year(), date.month()));
            if let Some(day) = date.to_civil() {
                let (first, last) = (day.saturating_sub(before.days()), day.saturating_add(after.days()));
                months.extend([first, last].map(|day| month(day.year(), day.month())));
            }
        }
        months
    }
}

fn month(year: i16, month: i8) -> String {
    format!("{year:04}-{month:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(start: &str, end: &str, basis: Option<DateBasis>, status: Option<MeetingStatus>) -> Meeting {
        let date = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        Meeting {
            key: String::new(),
            title: String::new(),
            series: None,
            organization: None,
            ordinal: None,
            kind: None,
            start_date: date(start),
            end_date: date(end),
            date_basis: basis,
            city: None,
            country_code: None,
            venue: None,
            status,
            focal: false,
            evidence: Vec::new(),
        }
    }

    fn meets(one: &Meeting, two: &Meeting) -> bool {
        let published = "2018-06-02".parse().ok();
        let (one, two) = (Window::of(one, published).unwrap(), Window::of(two, published).unwrap());
        assert_eq!(one.meets(&two), two.meets(&one));
        one.meets(&two)
    }

    #[test]
    fn dates_meet_when_they_may_mean_one_day() {
        let (stated, relative) = (Some(DateBasis::Stated), Some(DateBasis::Relative));
        let run = meeting("2018-05-21", "2018-05-22", stated, None);
        for (start, basis, expected) in [
            ("2018-05", stated, true),
            ("2018", stated, true),
            ("2018-05-22", stated, true),
            ("2018-05-23", stated, false),
            ("2018-05-23", relative, true),
            ("2018-05-24", relative, false),
            ("2018-06", relative, false),
        ] {
            assert_eq!(meets(&run, &meeting(start, "", basis, None)), expected, "{start} {basis:?}");
        }
    }

    #[test]
    fn what_has_no_date_was_before_the_report_or_is_after_it() {
        let (held, planned) = (Some(MeetingStatus::Held), Some(MeetingStatus::Planned));
        let on = |start: &str| meeting(start, "", Some(DateBasis::Stated), None);
        assert!(meets(&meeting("", "", None, held), &on("2018-05-20")));
        assert!(!meets(&meeting("", "", None, held), &on("2018-06-20")));
        assert!(meets(&meeting("", "", None, planned), &on("2018-06-20")));
        assert!(!meets(&meeting("", "", None, planned), &on("2018-05-20")));
    }

    #[test]
    fn a_block_reaches_over_the_edge_of_a_month_where_the_day_may_be_off() {
        let months = |meeting: &Meeting| {
            let months = Window::months(meeting, "2018-06-02".parse().ok());
            months.into_iter().collect::<Vec<_>>().join(" ")
        };
        let (stated, relative) = (Some(DateBasis::Stated), Some(DateBasis::Relative));
        assert_eq!(months(&meeting("2018-05-31", "", stated, None)), "2018-05");
        assert_eq!(months(&meeting("2018-05-31", "", relative, None)), "2018-05 2018-06");
        assert_eq!(months(&meeting("2018-05-31", "2018-06-01", stated, None)), "2018-05 2018-06");
        assert_eq!(months(&meeting("2018-05", "", relative, None)), "2018-05");
        assert_eq!(months(&meeting("", "", None, None)), "2018-05 2018-06");
    }
}
