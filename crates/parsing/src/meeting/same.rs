//! Whether two drafts tell of one meeting.

use jiff::ToSpan as _;
use rapporteur_model::{
    fold::stems,
    vocabulary::{MeetingKind, MeetingStatus},
};

use super::{Finder, MIN_ACRONYM, draft::Draft, words::is_general};
use crate::{
    date::Resolved,
    word_class::{WordClass, WordId},
};

/// A meeting that was held this many days before the report is not the one that the report announces.
const ANOTHER_TIME: i32 = 14;

/// So many named persons who met, in a report on a summit, met there.
const LEAST_AT_SUMMIT: usize = 3;

impl Finder<'_> {
    pub(super) fn is_one_gathering(&self, first: usize, second: usize) -> bool {
        let (a, b) = (&self.meetings.drafts[first], &self.meetings.drafts[second]);
        let is_talks = |draft: &Draft| {
            draft
                .title
                .split_whitespace()
                .any(|word| WordId::of(word.to_lowercase().as_str()).is(WordClass::Talks))
        };
        let differ = |a: Option<u32>, b: Option<u32>| a.is_some() && b.is_some() && a != b;
        // "The ninth summit began this morning. President A B of X, C D of Y and E F of Z met in …": there.
        let heads_meet = !a.by_participants
            && a.focal
            && a.kind == Some(MeetingKind::Summit)
            && a.status != Some(MeetingStatus::Planned)
            && b.by_participants
            && b.hosts.len() >= LEAST_AT_SUMMIT
            && b.others.is_empty()
            && b.status == Some(MeetingStatus::Held)
            && !b.earlier
            && !contradict(a.date, b.date)
            && (a.city.is_none() || b.city.is_none() || a.city == b.city);
        if heads_meet {
            return true;
        }
        // "a declaration at the close of the summit is unlikely": of the ministerial conference, in loose words.
        let loosely = !a.by_participants
            && !b.by_participants
            && a.focal
            && b.focal
            && a.organization.is_some()
            && a.organization == b.organization
            && (is_loose_name(a, b) && a.ordinal.is_none() || is_loose_name(b, a) && b.ordinal.is_none())
            && (a.city.is_none() || b.city.is_none() || a.city == b.city)
            && (a.status == Some(MeetingStatus::Planned)) == (b.status == Some(MeetingStatus::Planned))
            && !a.earlier
            && !b.earlier
            && !contradict(a.date, b.date);
        if loosely {
            return true;
        }
        !a.by_participants
            && !b.by_participants
            && is_talks(a)
            && is_talks(b)
            && !differ(a.ordinal, b.ordinal)
            && !contradict(a.date, b.date)
            // "the 7th round of talks", of one city or told of without: a number tells more than the time of the verb.
            && if a.ordinal.is_some() && a.ordinal == b.ordinal {
                a.city.is_none() || b.city.is_none() || a.city == b.city
            } else {
                a.city.is_some()
                    && a.city == b.city
                    && (a.status == Some(MeetingStatus::Planned)) == (b.status == Some(MeetingStatus::Planned))
            }
    }

    /// One host who receives "the heads of delegations" and, told again, "the ministers from …".
    pub(super) fn is_same_reception(&self, a: &Draft, b: &Draft) -> bool {
        let analysis = self.analysis;
        let host = |draft: &Draft| draft.hosts.iter().find_map(|&index| analysis.mentions[index].person);
        let unnamed = |draft: &Draft| {
            draft.others.iter().all(|&index| {
                let mention = &analysis.mentions[index];
                mention.person.is_none()
                    && mention.office.as_ref().is_none_or(|office| office.countries.is_empty())
            })
        };
        a.kind == Some(MeetingKind::GroupMeeting)
            && b.kind == a.kind
            && host(a).is_some()
            && host(a) == host(b)
            && (unnamed(a) || unnamed(b))
    }

    /// Whether a meeting's date lies weeks before the report.
    pub(super) fn is_of_another_time(&self, draft: &Draft) -> bool {
        let last = draft.date.and_then(|date| date.end.unwrap_or(date.start).latest().to_civil());
        let today = self.analysis.base_date.and_then(|today| today.earliest().to_civil());
        let (Some(last), Some(today)) = (last, today) else { return false };
        last.checked_add(ANOTHER_TIME.days()).is_ok_and(|soonest| soonest < today)
    }
}

/// Whether two drafts of one report name the same meeting.
pub(super) fn is_same(a: &Draft, b: &Draft) -> bool {
    if let (Some(a), Some(b)) = (a.ordinal, b.ordinal)
        && a != b
    {
        return false;
    }
    let differ = |a: Option<&str>, b: Option<&str>| a.is_some() && b.is_some() && a != b;
    if differ(a.organization.as_deref(), b.organization.as_deref())
        || differ(a.city.as_deref(), b.city.as_deref())
        || a.country.is_some() && b.country.is_some() && a.country != b.country
        || contradict(a.date, b.date)
    {
        return false;
    }
    if a.kind.is_some() && b.kind.is_some() && a.kind != b.kind {
        return false;
    }
    if a.earlier != b.earlier {
        return false;
    }
    // Two conferences with names of their own, between marks.
    let entitled = |draft: &Draft| draft.title.split_once('“').map(|(_, name)| name.to_owned());
    if entitled(a).zip(entitled(b)).is_some_and(|(a, b)| a != b) {
        return false;
    }
    // "The next summit will be hosted by Norland", in a report on a summit.
    if a.focal && !a.next && b.next {
        return false;
    }
    // "Norland-Lakes": whose meeting it is, of two sides.
    let sides = |draft: &Draft| -> Vec<String> {
        let words = draft.series.as_deref().unwrap_or_default().split(' ');
        words.filter(|word| joins_two_names(word)).map(str::to_lowercase).collect()
    };
    if a.kind == Some(MeetingKind::Summit) && b.kind == Some(MeetingKind::Summit) {
        // "the 43rd summit of the Lakes", and on its second day "the Lakes-Norland summit"
        let beside = |one: &Draft, two: &Draft| {
            sides(one).is_empty() && one.ordinal.is_some() && !sides(two).is_empty()
        };
        return !(beside(a, b) || beside(b, a));
    }
    let words = |draft: &Draft| -> Vec<String> {
        stems(draft.series.as_deref().filter(|series| !is_general(series)).unwrap_or_default())
            .into_iter()
            .filter(|word| !WordId::of(word.as_str()).is(WordClass::TellsNoSeries))
            .collect()
    };
    let (a_words, b_words) = (words(a), words(b));
    let (short, long, titled) = if a_words.len() <= b_words.len() {
        (&a_words, &b_words, &b.title)
    } else {
        (&b_words, &a_words, &a.title)
    };
    // "this year's LRF ministerial", of the "ministerial meeting of the Lakes Regional Forum"
    let initials: String = titled
        .split(' ')
        .filter_map(|word| word.chars().next().filter(|first| first.is_uppercase()))
        .collect();
    let initials = initials.to_lowercase();
    let abbreviates = |word: &str| word.len() >= MIN_ACRONYM && initials.contains(word);
    // "The Norland-Lakes ministers' meeting" is none of the ministers of the Lakes alone.
    short.iter().all(|word| long.contains(word) || abbreviates(word))
        && (sides(a) == sides(b) || is_general_series(a) || is_general_series(b))
}

/// Whether the first is but "the summit", as a loose name of the second, a conference of ministers.
pub(super) fn is_loose_name(a: &Draft, b: &Draft) -> bool {
    a.title.eq_ignore_ascii_case("summit") && b.kind == Some(MeetingKind::Ministerial)
}

/// "Norland-Lakes": two names that a hyphen joins.
fn joins_two_names(word: &str) -> bool {
    word.split_once(['-', '–']).is_some_and(|(first, second)| {
        let is_name = |part: &str| part.chars().count() >= 2 && part.starts_with(char::is_uppercase);
        is_name(first) && is_name(second)
    })
}

/// Whether a meeting is told of by no name of a series: "the meeting".
fn is_general_series(draft: &Draft) -> bool {
    draft.series.as_deref().is_none_or(is_general)
}

pub(super) fn contradict(a: Option<Resolved>, b: Option<Resolved>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (a_end, b_end) = (a.end.unwrap_or(a.start), b.end.unwrap_or(b.start));
    a.start.earliest() > b_end.latest() || b.start.earliest() > a_end.latest()
}
