//! Dates as machines write them: ISO 8601, RFC 2822, the forms of meta tags and addresses. The day is the one that is
//! printed, in whatever zone: that is the day on which the outlet says it published.

use jiff::{Timestamp, tz::Offset};
use rapporteur_model::PartialDate;

use crate::lexicon::lexicon;

/// No timestamp is longer; what is has other words in it.
const MAX_BYTES: usize = 80;

/// Years that a report can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Reads a timestamp: `2018-05-22T10:30:00+08:00`, `Tue, 22 May 2018 10:30:00 GMT`, `May 22, 2018`, `20180522`,
/// `22.05.2018`, seconds or milliseconds since 1970. None for what is none, and where day and month cannot be told apart.
#[must_use]
pub fn read(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if text.len() > MAX_BYTES {
        return None;
    }
    let parts = parts(text);
    let first = parts.first()?;
    if let (1, Ok(number)) = (parts.len(), first.parse::<i64>()) {
        return of_one_number(first, number);
    }
    if let Some(date) = compact(first) {
        return Some(date);
    }
    let numbers: Vec<Option<i16>> = parts.iter().map(|part| part.parse().ok()).collect();
    let is_year = |number: &Option<i16>| number.is_some_and(|year| YEARS.contains(&year));
    if first.len() == 4 && is_year(&numbers[0]) {
        let part = |at: usize| numbers.get(at).copied().flatten().filter(|_| parts[at].len() <= 2);
        return match (part(1), part(2)) {
            (Some(month), Some(day)) => date(numbers[0]?, month, day),
            (Some(month), None) => date(numbers[0]?, month, 0),
            _ => None,
        };
    }
    let named = parts.iter().position(|part| month(part).is_some());
    if let Some(at) = named {
        let month = month(parts[at])?;
        let day = |at: usize| numbers.get(at).copied().flatten().filter(|day| (1..=31).contains(day));
        let (day, rest) = match at.checked_sub(1).and_then(day) {
            Some(before) => (before, at + 1),
            None => (day(at + 1)?, at + 2),
        };
        let year = numbers.get(rest..)?.iter().find(|number| is_year(number)).copied().flatten()?;
        return date(year, month, day);
    }
    // 22.05.2018, 22/05/2018; 05/22/2018 where no other reading is possible.
    let year =
        numbers.get(2).copied().flatten().filter(|year| parts[2].len() == 4 && YEARS.contains(year))?;
    let (a, b) = (numbers[0]?, numbers[1]?);
    let is_pointed = text.contains('.');
    match (a, b) {
        (day, month) if day > 12 || is_pointed || day == month => date(year, month, day),
        (month, day) if day > 12 => date(year, month, day),
        _ => None,
    }
}

/// Runs of letters and runs of digits.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let fits = |character: char| {
            if is_digit { character.is_ascii_digit() } else { character.is_alphabetic() }
        };
        let end = rest.find(|character: char| !fits(character)).unwrap_or(rest.len());
        if end == 0 {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts
}

fn of_one_number(digits: &str, number: i64) -> Option<PartialDate> {
    let seconds = match digits.len() {
        4 => return date(i16::try_from(number).ok()?, 0, 0),
        9 | 10 => number,
        13 => number / 1000,
        _ => return compact(digits),
    };
    let day = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?).date();
    Some(PartialDate::from_civil(day))
}

/// `20180522`, `20180522103000`.
fn compact(digits: &str) -> Option<PartialDate> {
    if !matches!(digits.len(), 8 | 12 | 14) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    date(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?)
}

fn month(word: &str) -> Option<i16> {
    lexicon().month(&word.to_lowercase()).map(i16::from)
}

fn date(year: i16, month: i16, day: i16) -> Option<PartialDate> {
    let date = PartialDate::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    YEARS.contains(&year).then_some(date)
}

/// The date in a URL: `/2018/05/22/`, `/2018-05/22/`, `/2018/0522/`, `20180522`. Of several, the first with all its parts.
#[must_use]
pub fn in_url(url: &str) -> Option<PartialDate> {
    let path = url.split_once("://").map(|(_, rest)| rest)?;
    let path = path.split_once('/').map(|(_, path)| path)?;
    let path = path.split(['?', '#']).next()?;
    let runs: Vec<&str> = path.split(|character: char| !character.is_ascii_digit()).collect();
    runs.iter().enumerate().find_map(|(at, run)| {
        let next = |by: usize| runs.get(at + by).copied().unwrap_or_default();
        let whole = match (run.len(), next(1).len(), next(2).len()) {
            (8, ..) => (*run).to_owned(),
            (6, 2, _) => format!("{run}{}", next(1)),
            (4, 4, _) => format!("{run}{}", next(1)),
            (4, 2, 2) => format!("{run}{}{}", next(1), next(2)),
            (4, 1..=2, 1..=2) => format!("{run}{:0>2}{:0>2}", next(1), next(2)),
            _ => return None,
        };
        compact(&whole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Option<PartialDate> {
        PartialDate::new(year, month, day).ok()
    }

    #[test]
    fn one_day_is_read_however_a_machine_writes_it() {
        for text in [
            "2018-05-22",
            "2018-05-22T23:30:00-04:00",
            "2018/05/22 10:30",
            "2018-5-22",
            "20180522",
            "20180522103000",
            "20180522T103000Z",
            "Tue, 22 May 2018 10:30:00 +0000",
            "22 May 2018",
            "May 22, 2018 10:30 am",
            "Tuesday, May 22, 2018 - 10:30",
            "22.05.2018",
            "22/05/2018",
            "05/22/2018",
            "1526983800",
            "1526983800000",
        ] {
            assert_eq!(read(text), day(2018, 5, 22), "{text}");
        }
        assert_eq!(read("05.06.2018"), day(2018, 6, 5));
        assert_eq!(read("2018-05"), day(2018, 5, 0));
        assert_eq!(read("2018"), day(2018, 0, 0));
    }

    #[test]
    fn what_may_be_two_days_or_is_none_is_not_read() {
        for text in [
            "05/06/2018",
            "",
            "yesterday",
            "2018-13-40",
            "99999999",
            "10:30",
            "May",
            "22",
            "9".repeat(400).as_str(),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_bear_dates() {
        for url in [
            "https://lakes.example/2018/05/22/keel.html",
            "https://lakes.example/n3/2018/0522/c90000-1.html",
            "https://lakes.example/english/2018-05/22/c_137.htm",
            "https://lakes.example/news/20180522-keel",
            "https://lakes.example/a/201805/22/keel.html",
            "https://lakes.example/2018/5/22/keel",
        ] {
            assert_eq!(in_url(url), day(2018, 5, 22), "{url}");
        }
        for url in [
            "reports/2018/05/22/a.txt",
            "https://lakes.example/story?d=20180522",
            "https://a.example/12345678",
            "https://20180522.example",
        ] {
            assert_eq!(in_url(url), None, "{url}");
        }
    }
}
