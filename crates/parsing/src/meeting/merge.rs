//! Drafts are added to the meetings of the report, and what is told of one meeting is brought together.

use std::ops::Range;

use rapporteur_model::{
    PartialDate,
    fold::stems,
    vocabulary::{DateBasis, MeetingStatus},
};

use super::{
    BODY_MEETS, Finder, MAX_PLACES,
    draft::{Draft, MAX_MEETINGS},
    same::{contradict, is_loose_name, is_same},
    words::is_general,
};
use crate::date::Resolved;

impl Finder<'_> {
    /// Adds a meeting that its name tells from others: to the same one, or as one of its own.
    pub(super) fn add(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft) {
        // "“The league's ministers' summit was planned for this date”, he said": the one that the report tells of.
        let in_words = self.analysis.quoted[tokens.start] && draft.ordinal.is_none() && draft.date.is_none();
        let known =
            self.meetings.drafts.iter().position(|other| {
                in_words && !other.by_participants && other.organization == draft.organization
            });
        if let Some(at) = known {
            self.meetings.phrases.push((sentence, tokens, at));
            return;
        }
        let same =
            self.meetings.drafts.iter().position(|other| !other.by_participants && is_same(other, &draft));
        self.keep(sentence, tokens, draft, same);
    }

    /// Adds a meeting that only those who meet tell from others: to one of the same parties, or as one of its own.
    pub(super) fn add_by_participants(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft) {
        // Nobody meets himself.
        let person = |index: &usize| self.analysis.mentions[*index].person;
        let first = draft.hosts.iter().chain(&draft.others).find_map(person);
        let all = draft.hosts.iter().chain(&draft.others).all(|index| person(index) == first);
        if first.is_some() && all && draft.hosts.len() + draft.others.len() > 1 {
            return;
        }
        let wanted = self.parties(&draft);
        let same = self.meetings.drafts.iter().position(|other| {
            other.by_participants
                && other.next == draft.next
                && other.earlier == draft.earlier
                && !contradict(other.date, draft.date)
                && !self.is_another_occasion(other, &draft)
                && (self.is_same_reception(other, &draft) || self.is_of_same_parties(other, &draft, &wanted))
        });
        self.keep(sentence, tokens, draft, same);
    }

    /// Merges a draft into the meeting that is the same, or keeps it as one of its own.
    fn keep(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft, same: Option<usize>) {
        let at = match same {
            Some(at) => {
                // Who was told of by an office alone is now named.
                let named = |draft: &Draft| {
                    let parties = draft.hosts.iter().chain(&draft.others);
                    parties.filter(|&&index| self.analysis.mentions[index].person.is_some()).count()
                };
                let known = &mut self.meetings.drafts[at];
                let unnamed = known.hosts.len() + known.others.len() > named(known);
                if draft.by_participants && unnamed && named(&draft) > named(known) {
                    known.title.clone_from(&draft.title);
                }
                merge(&mut self.meetings.drafts[at], draft);
                at
            }
            None if self.meetings.drafts.len() >= MAX_MEETINGS => return,
            None => {
                let today = self.analysis.base_date.map(PartialDate::latest);
                let is_over = |date: Resolved| today.is_none_or(|today| date.start.earliest() <= today);
                if draft.date.is_some_and(is_over) && draft.status != Some(MeetingStatus::Planned) {
                    self.last_date = draft.date;
                }
                self.meetings.drafts.push(draft);
                self.meetings.drafts.len() - 1
            }
        };
        self.meetings.phrases.push((sentence, tokens, at));
    }

    /// Brings together what is told of one gathering under two general names: "peace negotiations", "the second round of
    /// talks" of one day and city.
    pub(super) fn unite(&mut self) {
        let mut first = 0;
        while first < self.meetings.drafts.len() {
            let mut second = first + 1;
            while second < self.meetings.drafts.len() {
                if self.is_one_gathering(first, second) {
                    let other = self.meetings.drafts.remove(second);
                    let (focal, ordinal) = (other.focal, other.ordinal);
                    let (title, series) = (other.title.clone(), other.series.clone());
                    let draft = &mut self.meetings.drafts[first];
                    let is_loose = is_loose_name(draft, &other);
                    if is_loose {
                        draft.kind = other.kind;
                    }
                    if draft.ordinal.is_none() && ordinal.is_some() || is_loose {
                        (draft.title, draft.series) = (title, series);
                    }
                    draft.focal |= focal;
                    merge(draft, other);
                    for (_, _, meeting) in &mut self.meetings.phrases {
                        if *meeting == second {
                            *meeting = first;
                        } else if *meeting > second {
                            *meeting -= 1;
                        }
                    }
                } else {
                    second += 1;
                }
            }
            first += 1;
        }
    }
}

/// Adds to a meeting what another mention of it tells.
fn merge(meeting: &mut Draft, mut other: Draft) {
    // "meeting of its ministers" is our wording; the one that numbers it has a name.
    if meeting.ordinal.is_none() && other.ordinal.is_some() && meeting.rule == BODY_MEETS {
        std::mem::swap(&mut meeting.title, &mut other.title);
        meeting.series = other.series.take().or_else(|| meeting.series.take());
    }
    meeting.ordinal = meeting.ordinal.or(other.ordinal);
    meeting.organization = meeting.organization.take().or(other.organization);
    meeting.kind = meeting.kind.or(other.kind);
    let worth =
        |date: Resolved| (date.start.precision(), date.end.is_some(), date.basis == DateBasis::Stated);
    let more_precise =
        other.date.is_some_and(|date| meeting.date.is_none_or(|known| worth(known) < worth(date)));
    if more_precise {
        meeting.date = other.date;
    }
    meeting.days = meeting.days.or(other.days);
    meeting.venue = meeting.venue.take().or(other.venue);
    if meeting.city.is_none() {
        meeting.city = other.city;
        meeting.country = other.country.or(meeting.country);
    }
    let says_more = match (&meeting.series, &other.series) {
        (None, _) => true,
        (Some(known), Some(new)) => {
            let new_words = stems(new);
            is_general(known) && !is_general(new)
                || new_words.len() > stems(known).len()
                    && stems(known).iter().all(|word| new_words.contains(word))
        }
        (Some(_), None) => false,
    };
    if says_more {
        meeting.series = other.series;
        // "meeting of foreign ministers of …" is our wording, "gathering" is no name: a phrase of the report is better.
        if meeting.rule == BODY_MEETS || is_general(&meeting.title) {
            meeting.title = other.title;
        }
    }
    // "travelled to the capital to meet X … They met on Friday": what was to come has come.
    let came = other.by_participants
        && other.status == Some(MeetingStatus::Held)
        && meeting.status == Some(MeetingStatus::Planned);
    if matches!(other.status, Some(MeetingStatus::Postponed | MeetingStatus::Cancelled))
        || meeting.status.is_none()
        || came
    {
        meeting.status = other.status;
    }
    let room = MAX_PLACES.saturating_sub(meeting.places.len());
    meeting.places.extend(other.places.into_iter().take(room));
    add_parties(&mut meeting.hosts, other.hosts);
    add_parties(&mut meeting.others, other.others);
}

/// Adds mentions of those who took part, each once.
pub(super) fn add_parties(known: &mut Vec<usize>, new: Vec<usize>) {
    for index in new {
        if known.len() < MAX_PLACES && !known.contains(&index) {
            known.push(index);
        }
    }
}
