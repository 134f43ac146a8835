//! Which meeting it is that a word tells of.

use std::ops::Range;

use rapporteur_model::vocabulary::{MeetingKind, MeetingStatus};

use super::{Finder, MAX_OBJECT};
use crate::{lexicon::Tag, mention::Kind, text::Case, word_class::WordClass};

/// The most tokens of a phrase that may mean any meeting: "the meeting".
const MAX_GENERAL: usize = 2;

impl Finder<'_> {
    /// The meeting that stands nearest to a token of a sentence, else the one the report is about.
    pub(super) fn meeting_for(&self, sentence: usize, token: usize) -> Option<usize> {
        let meeting = self
            .meetings
            .phrases_of(sentence)
            .iter()
            .min_by_key(|(_, tokens, _)| tokens.start.abs_diff(token))
            .map(|(_, _, meeting)| *meeting)
            .or_else(|| self.latest_before(sentence))?;
        // "… will chair the council tomorrow. The ministers of A and B will participate in the meeting."
        let is_planned = self.meetings.drafts[meeting].status == Some(MeetingStatus::Planned);
        let tokens = || self.analysis.document.sentences[sentence].tokens.clone();
        // "the meeting" may mean one that is to come, "the council of the league" names its own.
        let named_here =
            self.meetings.phrases_of(sentence).iter().any(|(_, tokens, _)| tokens.len() > MAX_GENERAL);
        let upcoming = (!is_planned && !named_here && self.analysis.is_future(tokens()))
            .then(|| self.planned_before(sentence));
        Some(upcoming.flatten().unwrap_or(meeting))
    }

    /// The meeting told of last before a sentence that is no plan, else the focal one.
    pub(super) fn latest_before(&self, sentence: usize) -> Option<usize> {
        let held = |meeting: usize| self.meetings.drafts[meeting].status != Some(MeetingStatus::Planned);
        self.meetings
            .phrases_before(sentence)
            .iter()
            .rev()
            .find(|(_, _, meeting)| held(*meeting) && self.meetings.drafts[*meeting].focal)
            .map(|(_, _, meeting)| *meeting)
            .or_else(|| self.meetings.focal())
    }

    /// The meeting told of last before a sentence, if it is still to come.
    fn planned_before(&self, sentence: usize) -> Option<usize> {
        let (_, _, meeting) = self.meetings.phrases_before(sentence).last()?;
        (self.meetings.drafts[*meeting].status == Some(MeetingStatus::Planned)).then_some(*meeting)
    }

    /// Where somebody "is also attending" who is none of the two who met: the gathering that the report tells of too.
    pub(super) fn gathering_of(&self, sentence: usize, meeting: usize, tokens: Range<usize>) -> usize {
        let of_two = |meeting: usize| {
            let draft = &self.meetings.drafts[meeting];
            draft.kind == Some(MeetingKind::Bilateral) && draft.by_participants
        };
        let named_here = self.meetings.phrases_of(sentence).iter().any(|(_, _, named)| *named == meeting);
        if named_here || !of_two(meeting) {
            return meeting;
        }
        let draft = &self.meetings.drafts[meeting];
        let is_party = |index: usize| {
            let person = self.analysis.mentions[index].person;
            person.is_some()
                && (draft.hosts.iter().chain(&draft.others))
                    .any(|&party| self.analysis.mentions[party].person == person)
        };
        if self.analysis.mentions_in(tokens).any(|(index, _)| is_party(index)) {
            return meeting;
        }
        let gathering = (0..self.meetings.drafts.len())
            .find(|&other| !of_two(other) && !self.meetings.drafts[other].earlier);
        gathering.unwrap_or(meeting)
    }

    /// The gathering whose participants or delegations were received at a meeting; the meeting itself where it is no such
    /// reception.
    pub(super) fn gathering_received(&self, sentence: usize, meeting: usize) -> usize {
        let drafts = &self.meetings.drafts;
        let is_reception = drafts[meeting].by_participants
            && drafts[meeting].kind == Some(MeetingKind::GroupMeeting)
            && !self.meetings.phrases_of(sentence).iter().any(|(_, _, named)| *named == meeting);
        let gathering =
            (0..drafts.len()).find(|&other| !drafts[other].by_participants && drafts[other].focal);
        gathering.filter(|_| is_reception).unwrap_or(meeting)
    }

    /// Whether a meeting is named right behind a token: "addressing the 13th meeting".
    pub(super) fn names_meeting(&self, sentence: usize, token: usize) -> bool {
        self.meetings
            .phrases_of(sentence)
            .iter()
            .any(|(_, tokens, _)| tokens.start > token && tokens.start < token + 6)
            || (token..token + 6).any(|at| self.analysis.tagged.is_meeting(at))
    }

    /// "Speaking at the opening ceremony", "addressing the event": of the meeting that was told of.
    pub(super) fn names_part_of_meeting(&self, token: usize) -> bool {
        let behind = if self.low(token + 1) == "at" { token + 2 } else { token + 1 };
        self.low(behind) == "the"
            && (behind + 1..behind + 3).any(|at| self.is(at, WordClass::PartOfMeeting))
            && !(behind + 2..behind + 4).any(|at| self.is(at, WordClass::Attaching))
    }

    /// The meeting whose name begins at a token, or behind words that say it was just held.
    pub(super) fn meeting_begins(&self, sentence: usize, token: usize) -> Option<usize> {
        self.meetings
            .phrases_of(sentence)
            .iter()
            .find(|(_, tokens, _)| {
                // "at the recently held 5th meeting"
                tokens.start >= token
                    && tokens.start <= token + 6
                    && (token + 1..tokens.start).all(|at| self.is(at, WordClass::JustHeld))
            })
            .map(|(_, _, meeting)| *meeting)
    }

    /// Whether the object of "join" is a gathering: "will join the meeting".
    pub(super) fn joins_gathering(&self, sentence: usize, token: usize, end: usize) -> bool {
        (self.meetings.in_sentence(sentence).is_some() || self.meetings.focal().is_some())
            && (token + 1..end.min(token + MAX_OBJECT))
                .take_while(|&at| !self.is(at, WordClass::ClauseMark) && !self.analysis.tags[at].is_verb())
                .any(|at| self.analysis.tagged.is_meeting(at))
    }

    /// "joined the talks", "joined them by video": not "joined the league".
    pub(super) fn joins_meeting(&self, token: usize, end: usize) -> bool {
        let object = (token + 1..end.min(token + 7)).take_while(|&at| !self.is(at, WordClass::ClauseMark));
        object.into_iter().any(|at| {
            self.analysis.tagged.is_meeting(at)
                || [WordClass::ObjectPronoun, WordClass::Remotely, WordClass::Telephony]
                    .into_iter()
                    .any(|class| self.is(at, class))
                || self
                    .analysis
                    .mention_at(at)
                    .is_some_and(|(_, mention)| matches!(mention.kind, Kind::Person { .. } | Kind::Office))
        })
    }

    /// "went for talks accompanied by …": whether a meeting is named right before a token.
    pub(super) fn follows_meeting(&self, sentence: usize, token: usize) -> bool {
        self.meetings
            .phrases_of(sentence)
            .iter()
            .any(|(_, tokens, _)| tokens.end <= token && token <= tokens.end + 1)
            || token > 0 && self.analysis.tagged.is_meeting(token - 1)
    }

    /// Whether a sentence names a meeting, or tells of one by a general noun.
    pub(super) fn tells_of_meeting(&self, sentence: usize, tokens: Range<usize>) -> bool {
        self.meetings.in_sentence(sentence).is_some()
            || tokens.into_iter().any(|at| {
                self.is(at, WordClass::GeneralMeeting) || matches!(self.low(at), "summit" | "attended")
            })
    }

    /// Whether the sentence before tells of a meeting.
    pub(super) fn follows_phrase(&self, sentence: usize) -> bool {
        sentence.checked_sub(1).is_some_and(|before| !self.meetings.phrases_of(before).is_empty())
    }

    /// "who chairs the African Union": a body is led, no meeting of it.
    pub(super) fn leads_body(&self, token: usize, end: usize) -> bool {
        let tagged = &self.analysis.tagged;
        let first = if self.is(token + 1, WordClass::Article) { token + 2 } else { token + 1 };
        if self.is(first, WordClass::LedBody) {
            return true;
        }
        let body = tagged.entity_at(first).filter(|found| {
            matches!(found.tag, Tag::Organization(index) if tagged.organization(index).kind != "organ")
        });
        body.is_some_and(|body| {
            !(body.tokens.end..end.min(body.tokens.end + MAX_OBJECT))
                .take_while(|&at| !self.is(at, WordClass::ClauseMark))
                .any(|at| tagged.is_meeting(at))
        })
    }

    /// "a dispute involving Norland": the noun before, over names and dates, is none of a meeting.
    pub(super) fn involves_another(&self, token: usize, start: usize) -> bool {
        let meeting = |at: usize| self.analysis.tagged.is_meeting(at);
        let noun = (start..token).rev().find(|&at| {
            let lower = self.analysis.document.tokens[at].case == Case::Lower;
            meeting(at) || lower && self.analysis.tags[at].is_noun()
        });
        noun.is_some_and(|at| !meeting(at) && !self.is(at, WordClass::Participants))
    }
}
