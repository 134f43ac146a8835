//! Which of a report's dates is the day on which it was published.
//!
//! The rules, in order:
//! 1. Of the dates that are found, the one from the best source counts: structured data (JSON-LD, microdata), meta tags,
//!    the record (a field of the article, the date of the email or of the feed's item), a date printed near the headline,
//!    the dateline, the address, the first date of the text, the day on which the page was changed or fetched. Dates
//!    of a page's last change are not looked at.
//! 2. A date later than the day after that on which the page was fetched is none: clocks and zones differ by a day, not by
//!    more.
//! 3. A date more than sixty days away from the dateline gives way to the next: it is the day on which the page was viewed,
//!    moved to another site, or is that of another article. Where no date is near the dateline, the dateline itself counts.
//! 4. A year or a month gives way to a day within it that a later source gives.

use jiff::Span as TimeSpan;
use rapporteur_model::{PartialDate, vocabulary::PublishDateBasis};

use super::reading::Dated;

/// So many days from its dateline, a report is not published.
const FAR: i64 = 60;

/// Chooses among the dates of a report. `dateline` gives the date of the dateline, read beside another date where it has
/// no year of its own.
#[must_use]
pub fn choose(
    candidates: &[Dated],
    fetched: Option<PartialDate>,
    dateline: impl Fn(Option<PartialDate>) -> Option<PartialDate>,
) -> Option<Dated> {
    let mut dates: Vec<Dated> = candidates
        .iter()
        .copied()
        .filter(|dated| !fetched.is_some_and(|fetched| is_after(dated.date, fetched)))
        .collect();
    let own = dateline(None);
    dates.extend(own.map(|date| Dated { basis: PublishDateBasis::Dateline, date }));
    dates.sort_by_key(|dated| dated.basis);
    let is_near = |dated: &Dated| {
        dateline(Some(dated.date)).is_none_or(|dateline| distance(dated.date, dateline) <= FAR)
    };
    let Some(first) = dates.iter().find(|dated| is_near(dated)) else {
        let date = dates.iter().find_map(|dated| dateline(Some(dated.date)))?;
        return Some(Dated { basis: PublishDateBasis::Dateline, date });
    };
    let is_finer = |dated: &&Dated| {
        dated.date.precision() == 3 && dated.date.is_compatible(first.date) && is_near(dated)
    };
    let chosen =
        if first.date.precision() == 3 { first } else { dates.iter().find(is_finer).unwrap_or(first) };
    Some(*chosen)
}

/// Whether a date is later than the day after another.
fn is_after(date: PartialDate, day: PartialDate) -> bool {
    let (Some(date), Some(day)) = (date.earliest().to_civil(), day.latest().to_civil()) else { return false };
    let between: TimeSpan = date - day;
    between.get_days() > 1
}

/// How many days lie between two dates; of partial ones, at the least.
fn distance(a: PartialDate, b: PartialDate) -> i64 {
    if a.is_compatible(b) {
        return 0;
    }
    let (Some(a), Some(b)) = (a.earliest().to_civil(), b.earliest().to_civil()) else { return 0 };
    let between: TimeSpan = a - b;
    i64::from(between.get_days()).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> PartialDate {
        PartialDate::new(year, month, day).expect("a date")
    }

    fn dated(basis: PublishDateBasis, date: PartialDate) -> Dated {
        Dated { basis, date }
    }

    #[test]
    fn structured_data_go_before_what_is_printed() {
        let candidates = [
            dated(PublishDateBasis::Header, day(2018, 5, 23)),
            dated(PublishDateBasis::StructuredData, day(2018, 5, 22)),
            dated(PublishDateBasis::Url, day(2018, 5, 24)),
        ];
        assert_eq!(choose(&candidates, None, |_| None), Some(candidates[1]));
    }

    #[test]
    fn a_date_after_the_page_was_fetched_is_none() {
        let candidates = [
            dated(PublishDateBasis::MetaTag, day(2021, 1, 1)),
            dated(PublishDateBasis::Url, day(2018, 5, 24)),
        ];
        assert_eq!(choose(&candidates, Some(day(2018, 5, 23)), |_| None), Some(candidates[1]));
        assert_eq!(choose(&candidates[..1], Some(day(2018, 5, 23)), |_| None), None);
    }

    #[test]
    fn a_date_far_from_the_dateline_gives_way() {
        let candidates = [
            dated(PublishDateBasis::StructuredData, day(2023, 11, 3)),
            dated(PublishDateBasis::Header, day(2018, 5, 23)),
        ];
        let dateline = |_| Some(day(2018, 5, 22));
        assert_eq!(choose(&candidates, None, dateline), Some(candidates[1]));
        let alone = choose(&candidates[..1], None, dateline);
        assert_eq!(alone, Some(dated(PublishDateBasis::Dateline, day(2018, 5, 22))));
    }

    #[test]
    fn a_dateline_without_a_year_is_read_beside_the_date() {
        let candidates = [dated(PublishDateBasis::MetaTag, day(2018, 5, 23))];
        let dateline = |base: Option<PartialDate>| base.map(|base| day(base.year(), 5, 22));
        assert_eq!(choose(&candidates, None, dateline), Some(candidates[0]));
        assert_eq!(choose(&[], None, dateline), None);
    }

    #[test]
    fn a_year_gives_way_to_a_day_within_it() {
        let candidates = [
            dated(PublishDateBasis::MetaTag, day(2018, 0, 0)),
            dated(PublishDateBasis::Header, day(2019, 5, 22)),
            dated(PublishDateBasis::Url, day(2018, 5, 22)),
        ];
        assert_eq!(choose(&candidates, None, |_| None), Some(candidates[2]));
        assert_eq!(choose(&candidates[..2], None, |_| None), Some(candidates[0]));
    }
}
