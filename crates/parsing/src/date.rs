//! Date expressions: absolute, partial and relative ones, and what they mean beside a publication date.

use std::ops::Range;

use jiff::{ToSpan as _, civil};
use rapporteur_model::{PartialDate, vocabulary::DateBasis};

use crate::{
    lexicon::Tag,
    tag::Tagged,
    text::{Case, Document, TokenKind},
    word_class::WordClass,
};

/// What a date expression says, before it is counted from a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expression {
    /// Parts that are printed. The year may be missing (0); a second day or month makes it a range.
    Absolute {
        /// Year or 0.
        year: i16,
        /// Month or 0.
        month: i8,
        /// Day or 0.
        day: i8,
        /// Last month, or 0 where it is the same.
        last_month: i8,
        /// Last day, or 0 where there is no range.
        last_day: i8,
    },
    /// A day of the week, 1 to 7.
    Weekday {
        /// Monday is 1.
        weekday: i8,
        /// -1 after "last", 1 after "next", else 0.
        week: i8,
        /// Days to the last one of a range ("Tuesday and Wednesday"), or 0.
        further: i8,
    },
    /// Days from today: "yesterday" is -1.
    Days(i8),
    /// Weeks from this one: "next week" is 1.
    Weeks(i8),
    /// Months from this one: "next month" is 1.
    Months(i8),
    /// Days of a month counted from this one: "on the 18th and 19th of this month".
    DaysOfMonth {
        /// 1 after "next", -1 after "last", else 0.
        months: i8,
        /// The day.
        day: i8,
        /// The last day, or 0 where there is no range.
        last_day: i8,
    },
    /// A day of this month, or of the last one where it is still to come: "on the 21st".
    DayOfMonth(i8),
    /// Years from this one: "next year" is 1.
    Years(i8),
    /// "on the same day": that of the meeting told of before.
    SameDay,
}

/// A date expression in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Where.
    pub tokens: Range<usize>,
    /// What it says.
    pub expression: Expression,
}

/// A date, or a range of them, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// First day.
    pub start: PartialDate,
    /// Last day of a range.
    pub end: Option<PartialDate>,
    /// Stated or relative.
    pub basis: DateBasis,
}

/// Finds the date expressions of a range of tokens, in order, without overlap.
#[must_use]
pub fn find(document: &Document, tagged: &Tagged, tokens: Range<usize>) -> Vec<DateMention> {
    let finder = Finder { document, tagged, end: tokens.end };
    let mut found = Vec::new();
    let mut token = tokens.start;
    while token < tokens.end {
        if let Some(mention) = finder.at(token) {
            token = mention.tokens.end;
            found.push(mention);
        } else {
            token += 1;
        }
    }
    found
}

struct Finder<'document> {
    document: &'document Document,
    tagged: &'document Tagged,
    end: usize,
}

impl Finder<'_> {
    fn at(&self, token: usize) -> Option<DateMention> {
        let mention = |end: usize, expression| Some(DateMention { tokens: token..end, expression });
        if let Some((end, expression)) =
            self.numeric(token).or_else(|| self.month_first(token)).or_else(|| self.day_first(token))
        {
            return mention(end, expression);
        }
        let low = self.document.low(token);
        let next = self.document.low(token + 1);
        match low {
            "today" | "tonight" => return mention(token + 1, Expression::Days(0)),
            "yesterday" => return mention(token + 1, Expression::Days(-1)),
            "tomorrow" => return mention(token + 1, Expression::Days(1)),
            "this" if matches!(next, "morning" | "afternoon" | "evening") => {
                return mention(token + 2, Expression::Days(0));
            }
            "same" if next == "day" => return mention(token + 2, Expression::SameDay),
            // "met the premier on the 21st in Harbour City"
            _ if low.len() > 2
                && token > 1
                && self.document.low(token - 1) == "the"
                && self.document.low(token - 2) == "on"
                && matches!(next, "at" | "in" | "and" | "with" | "here" | "for" | "," | "." | "")
                && !low.ends_with(|last: char| last.is_ascii_digit())
                && self.day(token).is_some() =>
            {
                let day = self.day(token)?;
                return mention(token + 1, Expression::DayOfMonth(day));
            }
            _ => {}
        }
        // "two days ago"
        if matches!(next, "day" | "days")
            && self.document.low(token + 2) == "ago"
            && let Some(days) = self.count(token)
        {
            return mention(token + 3, Expression::Days(-days));
        }
        if let Some((end, expression)) = self.counted(token) {
            return mention(end, expression);
        }
        let step = match low {
            "next" | "coming" => 1,
            "last" | "past" | "previous" => -1,
            "this" => 0,
            _ => return self.weekday(token, 0).and_then(|(end, expression)| mention(end, expression)),
        };
        match next {
            "week" => mention(token + 2, Expression::Weeks(step)),
            "month" => mention(token + 2, Expression::Months(step)),
            "year" => mention(token + 2, Expression::Years(step)),
            _ => self.weekday(token + 1, step).and_then(|(end, expression)| mention(end, expression)),
        }
    }

    /// "in two months", "in three weeks", "two weeks ago"; "in a month" may be how often something is done.
    fn counted(&self, token: usize) -> Option<(usize, Expression)> {
        let to_come = self.document.low(token) == "in";
        let at = if to_come { token + 1 } else { token };
        let count = self.count(at).filter(|&count| count > 1)?;
        let behind = self.document.low(at + 2);
        let is_ago = behind == "ago";
        // "in two months of talks"
        let ends = matches!(behind, "," | "." | ";" | "”" | "\"" | "'" | "time" | "in" | "at" | "and" | "");
        if !(if to_come { ends } else { is_ago }) {
            return None;
        }
        let count = if to_come { count } else { -count };
        let expression = match self.document.low(at + 1) {
            "days" if to_come => Expression::Days(count),
            "weeks" => Expression::Weeks(count),
            "months" => Expression::Months(count),
            _ => return None,
        };
        Some((at + 2 + usize::from(is_ago), expression))
    }

    /// A number of days, in words or digits, of no more than a few weeks.
    fn count(&self, token: usize) -> Option<i8> {
        const WORDS: [&str; 10] =
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let low = self.document.low(token);
        let word = WORDS.iter().position(|word| *word == low).and_then(|at| i8::try_from(at + 1).ok());
        let article = (low == "a").then_some(1);
        word.or(article).or_else(|| low.parse().ok().filter(|days| (1..=31).contains(days)))
    }

    fn weekday(&self, token: usize, week: i8) -> Option<(usize, Expression)> {
        let found = self.tagged.entity_at(token).filter(|_| token < self.end)?;
        let Tag::Weekday(weekday) = found.tag else { return None };
        // "Saturday, May 12" and "Saturday (May 12)" are told by the absolute date.
        let next = found.tokens.end;
        let skip = usize::from(matches!(self.document.low(next), "," | "("));
        if let Some((end, expression)) = self.month_first(next + skip).or_else(|| self.day_first(next + skip))
        {
            return Some((end, expression));
        }
        // "on Tuesday and Wednesday", "Saturday to Monday"
        let joined = self.document.is(next, WordClass::JoinsDays);
        let last = self.tagged.entity_at(next + 1).filter(|_| joined && next + 1 < self.end);
        if let Some(last) = last
            && let Tag::Weekday(last_day) = last.tag
        {
            let further = (last_day - weekday).rem_euclid(7);
            return Some((last.tokens.end, Expression::Weekday { weekday, week, further }));
        }
        Some((next, Expression::Weekday { weekday, week, further: 0 }))
    }

    /// `2018-05-23`, `24.04.2018`, `24/04/2018`.
    fn numeric(&self, token: usize) -> Option<(usize, Expression)> {
        if token >= self.end || self.document.tokens[token].kind != TokenKind::Number {
            return None;
        }
        if let Some(found) = self.spaced_numeric(token).or_else(|| self.named_numeric(token)) {
            return Some(found);
        }
        let parts: Vec<i16> =
            self.document.str(token).split(['-', '.', '/']).map(str::parse).collect::<Result<_, _>>().ok()?;
        let &[first, second, third] = parts.as_slice() else { return None };
        // "11.10.19 11:21": two digits of the year, before a time.
        let timed = self.document.low(token + 1).contains(':') && self.document.str(token).len() == 8;
        let third = if timed && (0..=69).contains(&third) && first <= 31 { 2000 + third } else { third };
        let (year, month, day) = match (first, second, third) {
            (1900..=2100, 1..=12, 1..=31) => (first, second, third),
            // Day first, as most of the world writes; the other way round where only that can be.
            (1..=31, 1..=12, 1900..=2100) => (third, second, first),
            (1..=12, 13..=31, 1900..=2100) => (third, first, second),
            _ => return None,
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        PartialDate::new(year, month, day).ok()?;
        Some((token + 1, Expression::Absolute { year, month, day, last_month: 0, last_day: 0 }))
    }

    /// `08 / 06 / 2016`, day first.
    fn spaced_numeric(&self, token: usize) -> Option<(usize, Expression)> {
        let slash = |at: usize| matches!(self.document.low(at), "/" | "-" | ".");
        if token + 4 >= self.end || !slash(token + 1) || !slash(token + 3) {
            return None;
        }
        let day = self.document.str(token).parse().ok()?;
        let month = self.document.str(token + 2).parse().ok()?;
        let year = self.document.str(token + 4).parse().ok().filter(|year| (1900..=2100).contains(year))?;
        PartialDate::new(year, month, day).ok()?;
        Some((token + 5, Expression::Absolute { year, month, day, last_month: 0, last_day: 0 }))
    }

    /// `17-MAR-1987`.
    fn named_numeric(&self, token: usize) -> Option<(usize, Expression)> {
        let mut parts = self.document.low(token).split('-');
        let (day, name, year) = (parts.next()?, parts.next()?, parts.next()?);
        let day = parse_day(day)?;
        let month = crate::lexicon::lexicon().month(name)?;
        let year = year.parse().ok().filter(|year| (1900..=2100).contains(year))?;
        PartialDate::new(year, month, day).ok()?;
        Some((token + 1, Expression::Absolute { year, month, day, last_month: 0, last_day: 0 }))
    }

    fn month(&self, token: usize) -> Option<(usize, i8)> {
        let found = self.tagged.entity_at(token).filter(|_| token < self.end)?;
        let Tag::Month(month) = found.tag else { return None };
        let next = found.tokens.end;
        Some((
            if self.document.is_mark(next, ".") && self.document.low(token).len() <= 4 {
                next + 1
            } else {
                next
            },
            month,
        ))
    }

    /// A day of the month: `5`, `5th`.
    fn day(&self, token: usize) -> Option<i8> {
        if token >= self.end || self.document.tokens[token].kind != TokenKind::Number {
            return None;
        }
        parse_day(self.document.low(token))
    }

    /// `31-November`: the day on which a range begins and the month in which it ends, in one token.
    fn day_to_month(&self, token: usize) -> Option<(i8, i8)> {
        let low = if token < self.end { self.document.low(token) } else { return None };
        let (day, month) = low.split_once(['-', '–'])?;
        Some((parse_day(day)?, crate::lexicon::lexicon().month(month)?))
    }

    /// Two days: `21-22`, `21–22`, `21 and 22`, `21 to 22`. Gives where it ends.
    fn day_range(&self, token: usize) -> Option<(usize, i8, i8)> {
        let low = self.document.low(token);
        if token < self.end
            && self.document.tokens[token].kind == TokenKind::Number
            && let Some((first, last)) = low.split_once(['-', '–'])
        {
            return Some((token + 1, parse_day(first)?, parse_day(last)?));
        }
        let first = self.day(token)?;
        let joined = matches!(
            self.document.low(token + 1),
            "-" | "–" | "—" | "and" | "to" | "until" | "through" | "&"
        );
        // "Wednesday 16 and Thursday 17 November"
        let named = self.tagged.entity_at(token + 2).filter(|found| matches!(found.tag, Tag::Weekday(_)));
        let second = named.map_or(token + 2, |weekday| weekday.tokens.end);
        if joined
            && let Some(last) = self.day(second)
            && last > first
        {
            return Some((second + 1, first, last));
        }
        Some((token + 1, first, 0))
    }

    fn year(&self, token: usize) -> Option<(usize, i16)> {
        // "July 23. 2018": a full stop that ends no sentence.
        let skip = usize::from(matches!(self.document.low(token), "," | "of" | "."));
        let at = token + skip;
        if at >= self.end {
            return None;
        }
        let text = self.document.str(at);
        let year: i16 = text
            .parse()
            .ok()
            .filter(|_| text.len() == 4)
            .or_else(|| self.year_before_time(text, at))
            .or_else(|| self.short_year(text, token, at))
            .filter(|year| (1900..=2100).contains(year))?;
        Some((at + 1, year))
    }

    /// `1700 GMT 7 Mar 94`: two digits right behind the short name of a month, and no more words of a sentence.
    fn short_year(&self, text: &str, token: usize, at: usize) -> Option<i16> {
        let year: i16 = text.parse().ok().filter(|_| text.len() == 2 && at == token)?;
        let abbreviated = token > 0 && self.document.low(token - 1).trim_end_matches('.').len() == 3;
        let goes_on = self
            .document
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == TokenKind::Word && next.case == Case::Lower)
            // "22 Mar 94 p 3": the page of a paper.
            && !matches!(self.document.low(at + 1), "p" | "pp");
        let century = if year < 70 { 2000 } else { 1900 };
        (abbreviated && !goes_on).then_some(century + year)
    }

    /// `22 May 201810:31`: the line that gave the time was lost.
    fn year_before_time(&self, text: &str, token: usize) -> Option<i16> {
        let (year, time) = text.split_at_checked(4)?;
        let hour = time.get(..2).filter(|hour| hour.parse::<u8>().is_ok_and(|hour| hour < 24))?;
        let minutes = match time.get(hour.len()..)? {
            "" => self.document.low(token + 1) == ":",
            rest => rest.starts_with(':'),
        };
        if minutes { year.parse().ok() } else { None }
    }

    /// `May 22`, `May 21-22, 2018`, `June 2018`, `May 31 - June 1`, `in June`.
    fn month_first(&self, token: usize) -> Option<(usize, Expression)> {
        let (mut at, month) = self.month(token)?;
        let (mut day, mut last_day, mut last_month) = (0, 0, 0);
        if let Some((first, second_month)) = self.day_to_month(at)
            && let Some(second_day) = self.day(at + 1)
        {
            (at, day, last_month, last_day) = (at + 2, first, second_month, second_day);
        } else if let Some((next, first, last)) = self.day_range(at) {
            (at, day, last_day) = (next, first, last);
            if last == 0
                && matches!(self.document.low(at), "-" | "–" | "—" | "to" | "until" | "through" | "and")
                && let Some((behind, second_month)) = self.month(at + 1)
                && let Some(second_day) = self.day(behind)
            {
                (at, last_month, last_day) = (behind + 1, second_month, second_day);
            }
        }
        let mut year = 0;
        if let Some((next, number)) = self.year(at) {
            (at, year) = (next, number);
        }
        // A bare "May" may be the verb; a month alone needs a word of time before it.
        let alone = day == 0 && year == 0;
        let timed = self.document.is(token.saturating_sub(1), WordClass::MonthBefore);
        if alone && !timed {
            return None;
        }
        Some((at, Expression::Absolute { year, month, day, last_month, last_day }))
    }

    /// `22 May 2018`, `22nd May`, `21-22 May`, `5th of June`, `31 May to 1 June`.
    fn day_first(&self, token: usize) -> Option<(usize, Expression)> {
        let (at, day, mut last_day) = self.day_range(token)?;
        // "5th of June", "13. June"
        let points = self.document.is_mark(at, ".") && self.month(at + 1).is_some();
        let at = if self.document.low(at) == "of" || points { at + 1 } else { at };
        if let Some(months) = self.month_counted(at) {
            return Some((at + 2, Expression::DaysOfMonth { months, day, last_day }));
        }
        let (mut at, mut month) = self.month(at)?;
        let mut last_month = 0;
        if last_day == 0
            && matches!(self.document.low(at), "-" | "–" | "—" | "to" | "until" | "and")
            && let Some(second_day) = self.day(at + 1)
            && let Some((behind, second_month)) = self.month(at + 2)
        {
            (at, last_month, last_day) = (behind, second_month, second_day);
        }
        if last_month != 0 && last_month == month {
            last_month = 0;
        }
        let mut year = 0;
        if let Some((next, number)) = self.year(at) {
            (at, year) = (next, number);
        }
        if month == 0 {
            month = last_month;
        }
        Some((at, Expression::Absolute { year, month, day, last_month, last_day }))
    }
}

impl Finder<'_> {
    /// "this month", "next month" behind the days.
    fn month_counted(&self, token: usize) -> Option<i8> {
        let months = match self.document.low(token) {
            "this" | "current" => 0,
            "next" => 1,
            "last" => -1,
            _ => return None,
        };
        (token + 1 < self.end && self.document.low(token + 1) == "month").then_some(months)
    }
}

fn parse_day(text: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

impl Expression {
    /// What it means beside a publication date. `future` tells that the sentence speaks of what is to come.
    #[must_use]
    pub fn resolve(self, base: Option<PartialDate>, future: bool) -> Option<Resolved> {
        let today = base.and_then(PartialDate::to_civil);
        // "the second meeting in two months" is none that is to come.
        if let (Self::Days(ahead) | Self::Weeks(ahead) | Self::Months(ahead), false) = (self, future)
            && ahead > 1
        {
            return None;
        }
        let relative = |start: PartialDate| Some(Resolved { start, end: None, basis: DateBasis::Relative });
        match self {
            Self::Absolute { year, month, day, last_month, last_day } => {
                let year = if year != 0 { year } else { nearest_year(base?, month, future)? };
                let start = PartialDate::new(year, month, day).ok()?;
                let end_month = if last_month == 0 { month } else { last_month };
                let end_year = if end_month < month { year + 1 } else { year };
                let end =
                    (last_day != 0).then(|| PartialDate::new(end_year, end_month, last_day).ok()).flatten();
                Some(Resolved { start, end, basis: DateBasis::Stated })
            }
            Self::Weekday { weekday, week, further } => {
                // A range that began before today goes on: it is near by its last day where it is over.
                let last = (i16::from(weekday) - 1 + i16::from(further)).rem_euclid(7) + 1;
                let near = if future { weekday } else { i8::try_from(last).ok()? };
                let near = weekday_near(today?, near, week, future)?;
                let span = i64::from(further).days();
                let (first, last) = if future {
                    (near, near.checked_add(span).ok()?)
                } else {
                    (near.checked_sub(span).ok()?, near)
                };
                let end = (further > 0).then(|| PartialDate::from_civil(last));
                Some(Resolved { start: PartialDate::from_civil(first), end, basis: DateBasis::Relative })
            }
            Self::Days(days) => {
                relative(PartialDate::from_civil(today?.checked_add(i64::from(days).days()).ok()?))
            }
            Self::Weeks(weeks) => {
                // No day is told: the month in which the whole week lies.
                let day = today?.checked_add((i64::from(weeks) * 7).days()).ok()?;
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                let monday = day.checked_sub(since_monday.days()).ok()?;
                let sunday = monday.checked_add(6.days()).ok()?;
                (monday.month() == sunday.month())
                    .then(|| PartialDate::new(monday.year(), monday.month(), 0).ok())
                    .flatten()
                    .and_then(relative)
            }
            Self::Months(months) => {
                let (year, month) = month_counted(base, months)?;
                relative(PartialDate::new(year, month, 0).ok()?)
            }
            Self::DaysOfMonth { months, day, last_day } => {
                let (year, month) = month_counted(base, months)?;
                let start = PartialDate::new(year, month, day).ok()?;
                let end = (last_day != 0).then(|| PartialDate::new(year, month, last_day).ok()).flatten();
                Some(Resolved { start, end, basis: DateBasis::Relative })
            }
            Self::DayOfMonth(day) => {
                let today = today?;
                let months = match (future, day.cmp(&today.day())) {
                    (true, std::cmp::Ordering::Less) => 1,
                    (false, std::cmp::Ordering::Greater) => -1,
                    _ => 0,
                };
                let (year, month) = month_counted(base, months)?;
                relative(PartialDate::new(year, month, day).ok()?)
            }
            Self::Years(years) => relative(PartialDate::new(base?.year() + i16::from(years), 0, 0).ok()?),
            Self::SameDay => None,
        }
    }
}

/// Year and number of a month that is counted from that of the base.
fn month_counted(base: Option<PartialDate>, months: i8) -> Option<(i16, i8)> {
    let base = base.filter(|base| base.month() != 0)?;
    let first = civil::Date::new(base.year(), base.month(), 1).ok()?;
    let month = first.checked_add(i64::from(months).months()).ok()?;
    Some((month.year(), month.month()))
}

/// The year that a month without one means: the nearest to publication, the coming one for what is to come.
fn nearest_year(base: PartialDate, month: i8, future: bool) -> Option<i16> {
    if base.month() == 0 || month == 0 {
        return Some(base.year());
    }
    let distance = i16::from(month) - i16::from(base.month());
    let year = if future {
        if distance < 0 { base.year() + 1 } else { base.year() }
    } else if distance > 6 {
        base.year() - 1
    } else if distance < -6 {
        base.year() + 1
    } else {
        base.year()
    };
    (1..=9999).contains(&year).then_some(year)
}

/// The day that a weekday means: the latest one up to today, the next one for what is to come.
fn weekday_near(today: civil::Date, weekday: i8, week: i8, future: bool) -> Option<civil::Date> {
    let now = today.weekday().to_monday_one_offset();
    let forward = i64::from((weekday - now).rem_euclid(7));
    let days = match (week, future) {
        (1, _) => {
            if forward == 0 {
                7
            } else {
                forward
            }
        }
        (-1, _) => {
            if forward == 0 {
                -7
            } else {
                forward - 7
            }
        }
        (_, true) => forward,
        _ => {
            if forward == 0 {
                0
            } else {
                forward - 7
            }
        }
    };
    today.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str, base: &str, future: bool) -> Vec<String> {
        let document = Document::new(text.to_owned());
        let tagged = Tagged::new(&document);
        find(&document, &tagged, 0..document.tokens.len())
            .into_iter()
            .filter_map(|mention| mention.expression.resolve(base.parse().ok(), future))
            .map(|date| date.end.map_or(date.start.to_string(), |end| format!("{}/{end}", date.start)))
            .collect()
    }

    #[test]
    fn absolute_dates_in_many_spellings() {
        for (text, expected) in [
            ("on 22nd May, 2018", "2018-05-22"),
            ("on May 22, 2018", "2018-05-22"),
            ("on April 23 said", "2018-04-23"),
            ("24.04.2018", "2018-04-24"),
            ("on 2018-05-23 here", "2018-05-23"),
            ("on 05/23/2018", "2018-05-23"),
            ("held on May 21-22", "2018-05-21/2018-05-22"),
            ("on 21 and 22 May 2018", "2018-05-21/2018-05-22"),
            ("from May 31 to June 1, 2018", "2018-05-31/2018-06-01"),
            ("on May 31-June 1, 2018", "2018-05-31/2018-06-01"),
            ("on May 31–June 1", "2018-05-31/2018-06-01"),
            ("in June", "2018-06"),
            ("on Saturday, May 12", "2018-05-12"),
            ("22 May 201810:31", "2018-05-22"),
            ("22. May 2018", "2018-05-22"),
            ("1700 GMT 22 May 18", "2018-05-22"),
            ("1700 GMT 14 Mar 94", "1994-03-14"),
            ("in English 8 Mar 94 p A4", "1994-03-08"),
            ("May 22. 2018. – 08:16 AM", "2018-05-22"),
            ("on Wednesday 16 and Thursday 17 May 2018", "2018-05-16/2018-05-17"),
        ] {
            assert_eq!(resolved(text, "2018-05-22", false), [expected], "{text}");
        }
        assert!(resolved("they may 5 times", "2018-05-22", false).is_empty());
    }

    #[test]
    fn relative_dates_count_from_publication() {
        // 13 June 2017 was a Tuesday.
        for (text, future, expected) in [
            ("starting on Thursday", false, "2017-06-08"),
            ("on Tuesday", false, "2017-06-13"),
            ("will meet on Thursday", true, "2017-06-15"),
            ("last Tuesday", false, "2017-06-06"),
            ("next month", true, "2017-07"),
            ("yesterday", false, "2017-06-12"),
            ("will meet in two months.", true, "2017-08"),
            ("will meet in three days in", true, "2017-06-16"),
            ("met two months ago", false, "2017-04"),
            ("will meet in three weeks", true, "2017-07"),
            ("met him on the 11th in the capital", false, "2017-06-11"),
            ("met him on the 21st in the capital", false, "2017-05-21"),
            ("will meet him on the 11th in the capital", true, "2017-07-11"),
            ("in January", true, "2018-01"),
            ("in December", false, "2017-12"),
            ("next year", true, "2018"),
        ] {
            assert_eq!(resolved(text, "2017-06-13", future), [expected], "{text}");
        }
    }

    #[test]
    fn nothing_is_counted_from_an_unknown_day() {
        assert!(resolved("on Thursday", "2017-06", false).is_empty());
        assert!(resolved("on May 5", "", false).is_empty());
    }
}
