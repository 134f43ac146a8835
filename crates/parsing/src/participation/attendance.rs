//! Who attended, was present, or stayed away.

use std::ops::Range;

use rapporteur_model::vocabulary::{Attendance, MeetingStatus, ParticipationRole};

use super::{Finder, MAX_GUEST, MAX_OBJECT, MAX_OCCASION, Part, Who, attendance_of};
use crate::{
    mention::{Kind, Mention},
    pos::Pos,
    text::{Case, TokenKind},
    word_class::WordClass,
};

/// How far before a country "between" stands, in tokens: "between his country and".
const MAX_BETWEEN: usize = 5;

impl Finder<'_> {
    /// "X and Y attended the meeting", "other officials including X also attended".
    pub(super) fn attended(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        if self.is_said_of_others(token, tokens.start) || self.attends_others(sentence, token, tokens.end) {
            return;
        }
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let meeting = self.gathering_of(sentence, meeting, tokens.start..token);
        let negated = self.denies_attendance(token, tokens.start);
        // "attended as a guest of honour"
        let role = if self.attends_as_guest(token, tokens.end) {
            ParticipationRole::Guest
        } else {
            ParticipationRole::Attendee
        };
        let draft = &self.meetings.drafts[meeting];
        let attendance = if negated { Some(Attendance::Absent) } else { attendance_of(draft.status) };
        let first = self.first_who_attends(token, tokens.start, negated);
        for index in self.those_before(first, token) {
            if self.may_attend(sentence, index, token, tokens.start) {
                self.add(index, Part { meeting, role, attendance, sentence });
            }
        }
    }

    /// "guests set to attend the summit": they are, and not the subject of the sentence.
    fn is_said_of_others(&self, token: usize, start: usize) -> bool {
        token >= start + 4
            && self.low(token - 1) == "to"
            && self.is(token - 2, WordClass::BoundTo)
            && self.analysis.tags[token - 3].is_noun()
            && self.analysis.mention_at(token - 3).is_none_or(|(_, mention)| mention.person.is_none())
    }

    /// "was absent", "did not attend", "refused to attend", "neither A nor B were attending".
    fn denies_attendance(&self, token: usize, start: usize) -> bool {
        self.low(token) == "absent"
            // "neither A nor B were attending"
            || (start..token)
                .rev()
                .take_while(|&at| !self.is(at, WordClass::EndsClause))
                .any(|at| self.low(at) == "neither")
            || (token.saturating_sub(3)..token).any(|at| {
                self.is(at, WordClass::Denial)
                    || self.is(at, WordClass::Refusing)
                    || self.low(at) == "skipped"
                    || self.low(at).ends_with("n't")
                    || self.low(at).ends_with("n’t")
            })
    }

    /// From where on those stand of whom a verb of attending tells: all of the sentence before it, where nothing sets some apart.
    fn first_who_attends(&self, token: usize, start: usize, negated: bool) -> usize {
        // "X attended, even though neither Y nor Z have participated": only those behind it.
        let neither = (start..token).rev().find(|&at| self.low(at) == "neither");
        // "The president sent Minister A B to attend": only whom he sent.
        let sent = (start..token).rev().find(|&at| {
            self.is(at, WordClass::Sending)
                // "A and B were also invited to attend": they are who may come.
                && !self.is_passive(at, start)
                // "A and B accepted an invitation to attend"
                && self.analysis.mentions_in(at..token).next().is_some()
        });
        neither.filter(|_| negated).or(sent).unwrap_or(start)
    }

    /// The mentions before a verb. "received the ministers who arrived to take part": those before "who", and whoever is joined
    /// with them.
    fn those_before(&self, first: usize, token: usize) -> Vec<usize> {
        let indices: Vec<usize> = self.analysis.mentions_in(first..token).map(|(index, _)| index).collect();
        let who = (first..token)
            .rev()
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .find(|&at| self.low(at) == "who");
        let Some(who) = who else { return indices };
        let mut antecedents: Vec<usize> = Vec::new();
        for &index in indices.iter().rev() {
            let ends = self.analysis.mentions[index].tokens.end;
            let next = antecedents.last().map(|&next: &usize| self.analysis.mentions[next].tokens.start);
            let joined = |until: usize| {
                until >= ends
                    && until - ends <= 2
                    && (ends..until).all(|at| self.is(at, WordClass::Joining) || self.low(at) == "the")
            };
            match next {
                _ if ends > who => {}
                None => antecedents.push(index),
                Some(next) if joined(next) => antecedents.push(index),
                Some(_) => break,
            }
        }
        let is_spoken_of =
            |index: usize| self.analysis.mentions[index].tokens.end <= who && !antecedents.contains(&index);
        indices.into_iter().filter(|&index| !is_spoken_of(index)).collect()
    }

    /// Whether a mention before a verb of attending is of somebody who attends, and not only spoken of.
    fn may_attend(&self, sentence: usize, index: usize, token: usize, start: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        // A clause before says something else: "X said that Y attended".
        let says_else = (mention.tokens.end..token)
            .any(|at| self.is(at, WordClass::EndsClause) && !self.joins_list(start, at));
        if says_else || self.is_inside_phrase(sentence, index) {
            return false;
        }
        // "A and B, which have ties with C, attended": C is only spoken of. "All except D", "the site of E's office".
        let before = mention.tokens.start.saturating_sub(1);
        if self.is(before, WordClass::Excepting) || self.is_owner(mention) {
            return false;
        }
        // "departs for Norland, where he will attend"
        let governed = matches!(mention.kind, Kind::Country(_))
            && (matches!(self.low(before), "with" | "for")
                // "visited Norland to attend"
                || mention.tokens.start > start && self.is(before, WordClass::Visiting)
                // "cooperation between his country and Norland"
                || (mention.tokens.start.saturating_sub(MAX_BETWEEN).max(start)..mention.tokens.start)
                    .any(|at| self.low(at) == "between"));
        !governed
    }

    /// "as a guest of honour", "as special guests", behind a verb of attending.
    pub(super) fn attends_as_guest(&self, token: usize, end: usize) -> bool {
        (token + 1..end.min(token + MAX_OCCASION)).any(|at| {
            self.low(at) == "as" && (at + 1..end.min(at + MAX_GUEST)).any(|at| self.is(at, WordClass::Guest))
        })
    }

    /// "will attend a series of summits": gatherings that the report does not tell one by one.
    fn attends_others(&self, sentence: usize, token: usize, end: usize) -> bool {
        let object = (token + 1..end.min(token + MAX_OBJECT))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .find(|&at| self.analysis.tagged.is_meeting(at));
        object.is_some_and(|at| {
            self.is(at, WordClass::MeetingPlural)
                && !self.meetings.phrases_of(sentence).iter().any(|(_, phrase, _)| {
                    // "the meetings of the Council and the Committee": told one by one
                    phrase.contains(&at) || (at + 1..at + 4).contains(&phrase.start)
                })
        })
    }

    /// "Mr. A B, minister of X; Ms. C D, minister of Y": a mark between those who are listed, before any verb.
    fn joins_list(&self, first: usize, token: usize) -> bool {
        self.low(token) == ";"
            && !(first..token).any(|at| {
                self.analysis.tags[at].is_verb() && self.analysis.document.tokens[at].case == Case::Lower
            })
    }

    /// Whether a mention is that of whose something is: "the ministry's website".
    fn is_owner(&self, mention: &Mention) -> bool {
        let next = self.analysis.document.tokens.get(mention.tokens.end);
        next.is_some_and(|next| next.kind == TokenKind::Possessive)
    }

    /// Whether a mention stands within the name of a meeting: "the summit of the Lakes Union".
    pub(super) fn is_inside_phrase(&self, sentence: usize, index: usize) -> bool {
        let start = self.analysis.mentions[index].tokens.start;
        self.meetings.phrases_of(sentence).iter().any(|(_, tokens, _)| tokens.contains(&start))
    }

    /// The subject of "pulled out of the summit": absent.
    pub(super) fn withdrawn(&mut self, sentence: usize, token: usize) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let analysis = self.analysis;
        let subject = analysis.subject(token, |chunk| !analysis.quoted[chunk.head()]);
        let index = subject.and_then(|chunk| analysis.mention_at(chunk.head())).map(|(index, _)| index);
        if let Some(index) = index {
            let (role, attendance) = (ParticipationRole::Attendee, Some(Attendance::Absent));
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    /// "A and B were present", "Also present were A and B".
    pub(super) fn present(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let before = token.saturating_sub(1);
        let linked = self.is(before, WordClass::ToBe) && self.is(before, WordClass::Tensed)
            || matches!(self.low(before), "also" | "be")
            // "Those present were …", not "told those present".
            || self.low(before) == "those" && before == tokens.start
            || token == tokens.start;
        if !linked {
            return;
        }
        let guest = tokens.clone().any(|at| self.is(at, WordClass::Guest));
        let role = if guest { ParticipationRole::Guest } else { ParticipationRole::Attendee };
        // "A B was also present on the occasion": of the meeting that the sentence before tells of.
        let before = sentence.checked_sub(1).and_then(|before| self.meetings.phrases_of(before).last());
        let occasion = before
            .map(|(_, _, meeting)| *meeting)
            .filter(|&meeting| self.meetings.drafts[meeting].status == Some(MeetingStatus::Held))
            .filter(|_| self.meetings.in_sentence(sentence).is_none());
        let Some(meeting) = occasion.or_else(|| self.meeting_for(sentence, token)) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        let indices: Vec<usize> = self.analysis.mentions_in(tokens).map(|(index, _)| index).collect();
        for index in indices {
            if !self.is_inside_phrase(sentence, index) {
                self.add(index, Part { meeting, role, attendance, sentence });
            }
        }
    }

    /// "X and other leaders would sign … during the summit": the subject of a sentence that tells what happens there.
    pub(super) fn present_at(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let Some(meeting) = self.meeting_begins(sentence, token + 1) else { return };
        let analysis = self.analysis;
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        // "President A B of Norland was represented at the meeting": somebody of Norland was there.
        if token > tokens.start && self.low(token - 1) == "represented" {
            let holder = analysis.mentions_in(tokens.start..token).last().map(|(index, _)| index);
            if let Some(country) = holder.and_then(|index| self.country_of(index)) {
                let part = Part { meeting, role: ParticipationRole::Attendee, attendance, sentence };
                self.push(Who::Unnamed { office: None, country: Some(country), organization: None }, part);
            }
            return;
        }
        let verb = |at: usize| self.is(at, WordClass::ActsAtMeeting);
        let persons: Vec<usize> = analysis
            .mentions_in(tokens.clone())
            .filter(|(_, mention)| {
                let follows = (mention.tokens.end..tokens.end.min(mention.tokens.end + 10)).any(verb);
                matches!(mention.kind, Kind::Person { sure: true, .. })
                    && follows
                    && !analysis.is_governed(mention.tokens.start)
                    && !analysis.quoted[mention.tokens.start]
                    && !self.only_tells_of(mention.person, token + 1)
                    && !(mention.tokens.end..(mention.tokens.end + 3).min(tokens.end))
                        .any(|at| self.low(at) == "announced")
            })
            .map(|(index, _)| index)
            .collect();
        for index in persons {
            self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
        }
        // "At the meeting, Secretary A B held a briefing": whatever the subject of the sentence did there.
        let comma = (token + 1..tokens.end.min(token + MAX_OCCASION)).find(|&at| self.low(at) == ",");
        if let Some(comma) = comma.filter(|_| token == tokens.start) {
            let subject = analysis.mentions_in(comma + 1..tokens.end.min(comma + 3)).next();
            let acts = subject.filter(|(_, mention)| {
                matches!(mention.kind, Kind::Person { sure: true, .. })
                    && analysis.tags.get(mention.tokens.end).is_some_and(|tag| *tag == Pos::Past)
            });
            if let Some((index, _)) = acts {
                self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
            }
        }
    }

    /// Whether "at" makes those before it present: "are also at the meeting".
    pub(super) fn are_at(&self, sentence: usize, token: usize, start: usize) -> bool {
        let linked = (token.saturating_sub(2).max(start)..token)
            .rev()
            .find(|&at| !matches!(self.low(at), "also" | "all" | "both"));
        linked.is_some_and(|at| self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed))
            && (self.meeting_begins(sentence, token + 1).is_some()
                || self.is(token + 1, WordClass::Article) && self.analysis.tagged.is_meeting(token + 2))
    }
}
