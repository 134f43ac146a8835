//! Those who stand before a verb.

use std::ops::Range;

use rapporteur_model::vocabulary::ParticipationRole;

use super::{Finder, Part, attendance_of};
use crate::{
    mention::{Kind, Mention, Pronoun},
    pos::Pos,
    word_class::WordClass,
};

impl Finder<'_> {
    /// The nearest mention before a verb that no preposition governs.
    pub(super) fn subject(
        &mut self,
        sentence: usize,
        token: usize,
        tokens: Range<usize>,
        role: ParticipationRole,
    ) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        let analysis = self.analysis;
        let subject = analysis
            .mentions_in(tokens.start..token)
            .rev()
            .find(|(_, mention)| {
                matches!(mention.kind, Kind::Person { .. } | Kind::Office)
                    && !analysis.is_governed(mention.tokens.start)
            })
            .map(|(index, _)| index);
        if let Some(index) = subject {
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    /// The mentions coordinated before a verb: "X and Y will co-chair".
    pub(super) fn subjects(
        &mut self,
        sentence: usize,
        token: usize,
        tokens: Range<usize>,
        role: ParticipationRole,
    ) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for index in self.ungoverned(tokens.start..token) {
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    /// "Addressing the meeting, X said": the subject stands behind, or before.
    pub(super) fn subject_anywhere(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let analysis = self.analysis;
        if (token..token + 6).any(|at| self.is(at, WordClass::Press) || self.is(at, WordClass::Journalists)) {
            return;
        }
        let person = |(_, mention): &(usize, &Mention)| self.is_free_person(mention);
        let before = analysis.mentions_in(tokens.start..token).find(person);
        let follows_comma = |mention: &Mention| {
            mention.tokens.start.checked_sub(1).is_some_and(|before| self.low(before) == ",")
        };
        // "Speaking at the meeting, A B called for …": who does so is a person, whatever else the report says of him.
        let acts = |(_, mention): &(usize, &Mention)| {
            matches!(mention.kind, Kind::Person { .. })
                && mention.tokens.len() >= 2
                && follows_comma(mention)
                && !analysis.quoted[mention.tokens.start]
                && analysis
                    .tags
                    .get(mention.tokens.end)
                    .is_some_and(|tag| tag.is_finite() || *tag == Pos::PastParticiple)
        };
        // "He was addressing the meeting"
        let pronoun = || {
            let mut before = analysis.mentions_in(tokens.start..token);
            before.find(|(_, mention)| {
                mention.kind == Kind::Pronoun(Pronoun::Singular) && mention.tokens.start == tokens.start
            })
        };
        let before = before.or_else(pronoun);
        let behind = || {
            let mut behind = analysis.mentions_in(token..tokens.end);
            // "Addressing the meeting, he said"
            let he = |(_, mention): &(usize, &Mention)| {
                mention.kind == Kind::Pronoun(Pronoun::Singular)
                    && follows_comma(mention)
                    && !analysis.quoted[mention.tokens.start]
            };
            behind.find(|found| person(found) || acts(found) || he(found))
        };
        let subject = before.or_else(behind).map(|(index, _)| index);
        if let Some(index) = subject {
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            for index in self.joined_with(index, token) {
                self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
            }
        }
    }

    /// A person, and those who are joined with him up to a verb: "A, B and C addressed the gathering".
    pub(super) fn joined_with(&self, first: usize, verb: usize) -> Vec<usize> {
        let analysis = self.analysis;
        let mut joined = vec![first];
        let mut end = analysis.mentions[first].tokens.end;
        for (index, mention) in analysis.mentions_in(end..verb.max(end)) {
            let gap = end..mention.tokens.start;
            let is_list = !gap.is_empty()
                && gap.clone().all(|at| self.is(at, WordClass::Joining) || self.is(at, WordClass::Article));
            if !is_list || !self.is_free_person(mention) {
                break;
            }
            joined.push(index);
            end = mention.tokens.end;
        }
        joined
    }

    /// The persons and offices of a range that no preposition governs.
    pub(super) fn ungoverned(&self, tokens: Range<usize>) -> Vec<usize> {
        self.analysis
            .mentions_in(tokens)
            .filter(|(_, mention)| {
                matches!(mention.kind, Kind::Person { .. } | Kind::Office)
                    && !self.analysis.is_governed(mention.tokens.start)
            })
            .map(|(index, _)| index)
            .collect()
    }

    /// Whether a mention is of a person who is not governed by a preposition, nor spoken of between marks.
    pub(super) fn is_free_person(&self, mention: &Mention) -> bool {
        matches!(mention.kind, Kind::Person { sure: true, .. })
            && !self.analysis.is_governed(mention.tokens.start)
            && !self.analysis.quoted[mention.tokens.start]
    }
}
