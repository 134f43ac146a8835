//! Who chaired, opened or addressed a meeting, or did something there.

use std::ops::Range;

use rapporteur_model::vocabulary::{MeetingStatus, ParticipationRole};

use super::{Finder, MAX_OBJECT, Part, attendance_of};
use crate::{
    mention::{Kind, Mention},
    pos::Pos,
    text::Case,
    word_class::WordClass,
};

/// How far before "at the meeting" the verb is looked for, in tokens.
const MAX_VERB_DISTANCE: usize = 16;

impl Finder<'_> {
    /// "A chaired the meeting", "The meeting was presided over by A".
    pub(super) fn chaired(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let next = self.low(token + 1).to_owned();
        let third = self.low(token + 2).to_owned();
        // "presided over a ceremony": no meeting.
        let object = (token + 2..tokens.end.min(token + MAX_OBJECT))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .find(|&at| self.analysis.tags[at].is_noun());
        let of_another = next == "over"
            && third != "by"
            && object.is_some_and(|at| {
                self.analysis.document.tokens[at].case == Case::Lower
                    && !self.analysis.tagged.is_meeting(at)
                    && !self.meetings.phrases_of(sentence).iter().any(|(_, phrase, _)| phrase.contains(&at))
                    && !self.is(at, WordClass::DayPart)
            });
        if of_another && self.meetings.in_sentence(sentence).is_none() {
            return;
        }
        let by = if next == "by" {
            Some(token + 2)
        } else if next == "over" && third == "by" {
            Some(token + 3)
        } else {
            None
        };
        match by {
            Some(start) => {
                let Some(meeting) = self.meeting_for(sentence, token) else { return };
                let attendance = attendance_of(self.meetings.drafts[meeting].status);
                let both = self.low(token).starts_with("co-") || self.lists_two(start, tokens.end);
                let chairs: Vec<usize> = if both {
                    self.listed(start, tokens.end).into_iter().take(3).collect()
                } else {
                    self.first_listed(start, tokens.end).into_iter().collect()
                };
                for index in chairs {
                    self.add(index, Part { meeting, role: ParticipationRole::Chair, attendance, sentence });
                }
            }
            None => self.subject(sentence, token, tokens, ParticipationRole::Chair),
        }
    }

    /// "A of Norland and B of Westmark": two persons of offices, joined by "and" alone.
    fn lists_two(&self, token: usize, end: usize) -> bool {
        let listed = self.listed(token, end);
        let [one, two] = listed[..] else { return false };
        let (one, two) = (&self.analysis.mentions[one], &self.analysis.mentions[two]);
        let gap = one.tokens.end..two.tokens.start;
        let holds = |mention: &Mention| mention.person.is_some() && mention.office.is_some();
        holds(one)
            && holds(two)
            && (1..=2).contains(&gap.len())
            && gap.clone().all(|at| self.low(at) == "and" || self.is(at, WordClass::Article))
    }

    /// "was declared open on Monday by X", "was opened by X"
    pub(super) fn opened(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let by = (token + 1..tokens.end.min(token + 24)).find(|&at| self.low(at) == "by");
        let passive = (token.saturating_sub(3)..token)
            .any(|at| self.is(at, WordClass::ToBe) || matches!(self.low(at), "declared" | "formally"));
        if let (Some(by), true) = (by, passive) {
            // "was opened by A and B"
            let persons = self.listed(by + 1, tokens.end);
            let named = persons.iter().all(|&index| self.analysis.mentions[index].person.is_some());
            if named {
                self.list(sentence, by + 1, tokens.end, ParticipationRole::Speaker);
            } else {
                self.list_first(sentence, by + 1, tokens.end, ParticipationRole::Speaker);
            }
        }
        // "The president opened two days of talks": the verb of a person, with a meeting as its object.
        let object = (token + 1..tokens.end.min(token + 8))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| self.analysis.tagged.is_meeting(at));
        if !passive && object {
            self.subject(sentence, token, tokens, ParticipationRole::Speaker);
        }
    }

    /// "X and Y spoke on behalf of the others", "X and Y delivered speeches".
    pub(super) fn speakers(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let Some(meeting) = self.latest_before(sentence) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for index in self.ungoverned(tokens.start..token) {
            self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
        }
    }

    /// The person who is the subject of a sentence, who spoke at the meeting that was told of last.
    pub(super) fn spoke(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.in_sentence(sentence).or_else(|| self.latest_before(sentence))
        else {
            return;
        };
        if self.meetings.drafts[meeting].status != Some(MeetingStatus::Held) {
            return;
        }
        let person = |(_, mention): &(usize, &Mention)| self.is_free_person(mention);
        let before = analysis.mentions_in(tokens.start..token).find(person);
        let behind = || analysis.mentions_in(token..tokens.end).find(person);
        if let Some((index, _)) = before.or_else(behind) {
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            for index in self.joined_with(index, token) {
                self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
            }
        }
    }

    /// Whether a speech was held elsewhere than at the meeting that was told of: "in his speech at the academy".
    pub(super) fn speaks_elsewhere(&self, token: usize, end: usize) -> bool {
        let place =
            (token..end.min(token + 3)).find(|&at| self.is(at, WordClass::Locative) || self.low(at) == "to");
        let of_meeting =
            |at: usize| self.analysis.tagged.is_meeting(at) || self.is(at, WordClass::PartOfMeeting);
        place.is_some_and(|at| !(at + 1..end.min(at + 6)).any(of_meeting))
    }

    /// "It was announced by X at the 13th session": who acts stands before the meeting.
    pub(super) fn acted_by(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let Some(meeting) = self.meeting_begins(sentence, token + 1) else { return };
        let analysis = self.analysis;
        let agent = analysis.mentions_in(tokens.start..token).last().filter(|(_, mention)| {
            mention.tokens.end == token
                && matches!(mention.kind, Kind::Person { sure: true, .. })
                && self.low(mention.tokens.start.saturating_sub(1)) == "by"
                && self.low(mention.tokens.start.saturating_sub(2)) != "represented"
                && !analysis.quoted[mention.tokens.start]
        });
        if let Some((index, _)) = agent {
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
        }
    }

    /// "X shared the stage with Y at the summit": the subject of the verb to which "at the summit" belongs, and those
    /// "with" whom it was.
    pub(super) fn acted_at(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let Some(meeting) = self.meeting_begins(sentence, token + 1) else { return };
        let analysis = self.analysis;
        let first = tokens.start.max(token.saturating_sub(MAX_VERB_DISTANCE));
        let verb =
            (first..token).rev().find(|&at| analysis.tags[at].is_verb() && analysis.tags[at] != Pos::Modal);
        let Some(verb) = verb.filter(|&at| matches!(analysis.tags[at], Pos::Past | Pos::PresentThird)) else {
            return;
        };
        let Some(chunk) = analysis.subject(verb, |chunk| !analysis.quoted[chunk.head()]) else { return };
        let Some((subject, mention)) = analysis.mention_at(chunk.head()) else { return };
        let is_person =
            |mention: &Mention| mention.person.is_some_and(|person| analysis.registry.persons[person].sure);
        if analysis.quoted[verb] || !is_person(mention) || self.only_tells_of(mention.person, token + 1) {
            return;
        }
        let negated = (verb.saturating_sub(3)..verb).any(|at| self.is(at, WordClass::Denial));
        if negated || self.is(verb, WordClass::Auxiliary) {
            return;
        }
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        let part = Part { meeting, role: ParticipationRole::Attendee, attendance, sentence };
        let with = (verb..token).find(|&at| self.low(at) == "with");
        let companions: Vec<usize> = with
            .map(|with| {
                analysis
                    .mentions_in(with..token)
                    .filter(|(_, mention)| is_person(mention))
                    .map(|(index, _)| index)
                    .collect()
            })
            .unwrap_or_default();
        self.add(subject, part);
        for index in companions {
            self.add(index, part);
        }
    }
}
