//! Whether two drafts tell of one meeting.

use jiff::ToSpan as _;
use rapporteur_model::{
    fold::stems,
    vocabulary::{MeetingKind, MeetingStatus},
};

use super::{Finder, MIN_ACRONYM, draft::Draft, party::Party, words::is_general};
use crate::{
    date::Resolved,
    word_class::{WordClass, WordId},
};

/// A meeting that was held this many days before the report is not the one that the report announces.
const ANOTHER_TIME: i32 = 14;

/// So many named persons who met, in a report on a summit, met there.
const LEAST_AT_SUMMIT: usize = 3;

impl Finder<'_> {
    /// Those who meet, each once, the other side first.
    pub(super) fn parties(&self, draft: &Draft) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for &index in draft.others.iter().chain(&draft.hosts) {
            let party = self.party(index);
            if !parties.iter().any(|known| known.is_same(&party)) {
                parties.push(party);
            }
        }
        parties
    }

    /// Whether one of two meetings was called off and the other held, or one is to come and the other was long ago: "will meet X …
    /// They also met last September".
    pub(super) fn is_another_occasion(&self, one: &Draft, two: &Draft) -> bool {
        // "cancelled a full meeting", and "had a brief one"
        let off =
            |draft: &Draft| matches!(draft.status, Some(MeetingStatus::Cancelled | MeetingStatus::Postponed));
        let held = |draft: &Draft| draft.status == Some(MeetingStatus::Held);
        let planned = |draft: &Draft| draft.status == Some(MeetingStatus::Planned);
        let long_ago = |draft: &Draft| held(draft) && self.is_of_another_time(draft);
        off(one) && held(two)
            || held(one) && off(two)
            || planned(one) && long_ago(two)
            || long_ago(one) && planned(two)
    }

    /// Whether more than half of those who meet are the same: of a draft's parties, which are given, and those of a meeting that
    /// was told of.
    pub(super) fn is_of_same_parties(&self, told: &Draft, draft: &Draft, wanted: &[Party]) -> bool {
        let known = self.parties(told);
        if self.joined_by_a_third(told, draft, &known, wanted)
            || self.received_by_others(told, draft, &known, wanted)
            || self.met_others(told, draft)
        {
            return false;
        }
        let common = wanted.iter().filter(|party| known.iter().any(|known| known.is_same(party))).count();
        let fewest = wanted.len().min(known.len());
        common * 2 > fewest && common >= 2.min(fewest)
    }

    /// A and B met, and later both with C.
    fn joined_by_a_third(&self, told: &Draft, draft: &Draft, known: &[Party], wanted: &[Party]) -> bool {
        told.kind == Some(MeetingKind::Bilateral)
            && draft.hosts.len() == 2
            && known.len() == 2
            && wanted.len() == 3
            && draft.hosts.iter().all(|&host| {
                let host = self.party(host);
                host.person.is_some() && known.iter().any(|known| known.is_same(&host))
            })
    }

    /// "paid calls on A and B": each of them received the same guests.
    fn received_by_others(&self, told: &Draft, draft: &Draft, known: &[Party], wanted: &[Party]) -> bool {
        let host = |draft: &Draft| match draft.hosts[..] {
            [host] => Some(self.party(host)).filter(|host| host.person.is_some()),
            _ => None,
        };
        let is_party = |host: &Party, parties: &[Party]| parties.iter().any(|party| party.is_same(host));
        host(told)
            .zip(host(draft))
            .is_some_and(|(one, two)| !is_party(&one, wanted) && !is_party(&two, known))
    }

    /// "The two met A, and then B."
    fn met_others(&self, told: &Draft, draft: &Draft) -> bool {
        let guests = |draft: &Draft| -> Vec<usize> {
            let guests = draft.others.iter().filter_map(|&guest| self.party(guest).person);
            if draft.hosts.len() == 2 { guests.collect() } else { Vec::new() }
        };
        let (before, now) = (guests(told), guests(draft));
        !before.is_empty() && !now.is_empty() && !now.iter().any(|guest| before.contains(guest))
    }

    /// Whether two meetings are told of under two general names: "peace negotiations", "the second round of talks".
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

/// Whether two dates leave no day on which both may be.
pub(super) fn contradict(a: Option<Resolved>, b: Option<Resolved>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (a_end, b_end) = (a.end.unwrap_or(a.start), b.end.unwrap_or(b.start));
    a.start.earliest() > b_end.latest() || b.start.earliest() > a_end.latest()
}
