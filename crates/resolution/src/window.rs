//! When a meeting may have been, as one report has it.

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

    /// Whether they lie within a quarter of a year: near enough for conflicting dates of one numbered meeting.
    pub(crate) fn is_near(&self, other: &Self) -> bool {
        self.first <= other.last.saturating_add(92.days())
            && other.first <= self.last.saturating_add(92.days())
    }

    /// Months in which the block of such a meeting lies, as `2018-05`; a loose day at the edge of a month lies in both.
    pub(crate) fn months(meeting: &Meeting, published: Option<PartialDate>) -> Vec<String> {
        let Some(date) = meeting.start_date.filter(|date| date.month() != 0) else {
            let known = published.filter(|date| date.month() != 0);
            return known.map(|date| month(date.year(), date.month())).into_iter().collect();
        };
        let mut months = vec![month(date.year(), date.month())];
        if let Some(day) = date.to_civil()
            && meeting.date_basis != Some(DateBasis::Stated)
        {
            for near in [day.saturating_sub(1.day()), day.saturating_add(1.day())] {
                months.push(month(near.year(), near.month()));
            }
        }
        months.dedup();
        months
    }
}

fn month(year: i16, month: i8) -> String {
    format!("{year:04}-{month:02}")
}
