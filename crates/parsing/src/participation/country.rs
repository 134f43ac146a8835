//! The officials and delegations of countries: "the ministers of A and B", "representatives of A, B and C".

use std::ops::Range;

use rapporteur_model::{
    CountryCode,
    vocabulary::{MeetingStatus, ParticipationRole},
};

use super::{Finder, MAX_LEAD_IN, MAX_OBJECT, Part, Who, attendance_of};
use crate::{lexicon::lexicon, mention::Kind, word_class::WordClass};

/// How far before whose they are "credentials" stand, in tokens: "credentials of the".
const MAX_CREDENTIALS: usize = 2;

/// How far before a mark those stand whose countries follow, in tokens.
const MAX_BEFORE_MARK: usize = 14;

/// So many countries at least behind a mark.
const LEAST_BEHIND_MARK: usize = 3;

impl Finder<'_> {
    /// "The ministers from A, B and C …": the officials of several countries are those of the meeting told of.
    pub(super) fn ministers_of_countries(&mut self, sentence: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.in_sentence(sentence).or_else(|| self.meetings.focal()) else {
            return;
        };
        // "Before the meeting, she called the ministers of A, B and C": who came to it is not told.
        let follows = |at: usize, class| at > tokens.start && self.is(at - 1, class);
        let only_dates = self.meetings.phrases_of(sentence).iter().all(|(_, phrase, _)| {
            let article = usize::from(follows(phrase.start, WordClass::Article));
            follows(phrase.start - article, WordClass::TimeApart)
        });
        if only_dates && self.meetings.in_sentence(sentence).is_some() {
            return;
        }
        // "the talks, in which diplomats of A, B and C shuttle": of a meeting that the report does not tell of by itself.
        let of_others = || {
            let is_talks = |at: &usize| self.analysis.tagged.is_meeting(*at);
            let opens = |at: usize| self.is(at, WordClass::Relative) && self.low(at - 1) == "in";
            let talks = tokens.clone().find(is_talks);
            talks.is_some_and(|talks| (talks + 2..tokens.end.min(talks + MAX_OBJECT)).any(opens))
        };
        if self.meetings.in_sentence(sentence).is_none() && of_others() {
            return;
        }
        // "Founded by the leaders of A, B and C in 2001, the league …"
        if tokens.clone().any(|at| self.is(at, WordClass::Founding))
            && self.meetings.in_sentence(sentence).is_none()
        {
            return;
        }
        // "The leaders of A, B and C travelled to the front": another journey of theirs.
        let travels =
            tokens.clone().any(|at| self.is(at, WordClass::Arriving) || self.is(at, WordClass::Visiting));
        if travels && self.meetings.in_sentence(sentence).is_none() {
            return;
        }
        // "The foreign ministers of A and B met": two are enough where they are told to meet.
        let met = tokens.clone().any(|at| self.is(at, WordClass::Met));
        let least = if met && self.meetings.in_sentence(sentence).is_some() { 2 } else { 3 };
        // "The resolution mandated the ministers of A, B and C": whoever does something to them is told of.
        let is_object = |token: usize| {
            let before = token.checked_sub(1).filter(|&at| at >= tokens.start);
            before.is_some_and(|at| {
                matches!(self.low(at), "mandated" | "tasked" | "instructed" | "urged" | "asked")
                    // "received the credentials of the ambassadors of A, B and C"
                    || (at.saturating_sub(MAX_CREDENTIALS).max(tokens.start)..at)
                        .any(|at| self.is(at, WordClass::Credentials))
            })
        };
        let indices: Vec<usize> = analysis
            .mentions_in(tokens.clone())
            .filter(|(_, mention)| {
                mention.kind == Kind::Office
                    && !is_object(mention.tokens.start)
                    && !analysis.quoted[mention.tokens.start]
                    && mention.office.as_ref().is_some_and(|office| {
                        office.plural && office.countries.len() >= least && !office.former
                    })
            })
            .map(|(index, _)| index)
            .collect();
        for index in indices {
            let placed = self.rows.iter().rev().take(64).any(|(_, parts)| {
                parts.last().is_some_and(|part| part.sentence == sentence && part.meeting != meeting)
            });
            // "the league, founded at a summit in Harbour City by the presidents of A and B": they were there.
            let first = analysis.mentions[index].tokens.start;
            let by = first > tokens.start && self.low(first - 1) == "by";
            let before =
                self.meetings.phrases_of(sentence).iter().rev().find(|(_, phrase, _)| phrase.end <= first);
            let meeting = before.filter(|_| by).map_or(meeting, |(_, _, before)| *before);
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            if !placed {
                self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
            }
        }
    }

    /// "Representatives of A, B and C met …", "the Governments of A and B held the meeting": delegations without a name.
    pub(super) fn delegates_of_countries(&mut self, sentence: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        if self.meetings.in_sentence(sentence).is_none() && !self.foretells(tokens.clone()) {
            return;
        }
        let acts = |at: usize| {
            [
                "held",
                "hold",
                "met",
                "meet",
                "attend",
                "participat",
                "took",
                "tak",
                "gather",
                "agree",
                "discuss",
                "conven",
                "join",
                "present",
                "represented",
            ]
            .iter()
            .any(|stem| self.low(at).starts_with(stem))
        };
        let mut found: Vec<(usize, CountryCode)> = Vec::new();
        for token in tokens.clone() {
            // "“Delegations from A and B will take part in the meeting,” the statement reads": what is said of a meeting to come.
            let told = !analysis.quoted[token]
                || analysis.is_future(tokens.clone())
                || self.foretells(tokens.clone());
            if !(self.is(token, WordClass::Delegates) || self.is(token, WordClass::DelegationNoun))
                || !told
                || !matches!(self.low(token + 1), "of" | "from")
            {
                continue;
            }
            let (countries, end) = self.country_list(token + 2, tokens.end);
            // "the meeting included delegations from A and B"
            let included = (token.saturating_sub(4).max(tokens.start)..token)
                .any(|at| self.is(at, WordClass::Include) || self.is(at, WordClass::Featuring))
                // "the ministers welcomed delegations from A and B"
                || token > tokens.start && self.is(token - 1, WordClass::Greeting);
            if countries.len() >= 2 && (included || (end..tokens.end).any(acts)) {
                let verb = (end..tokens.end).find(|&at| acts(at)).unwrap_or(end);
                let Some(meeting) = self.meeting_for(sentence, verb) else { continue };
                found.extend(countries.into_iter().map(|country| (meeting, country)));
            }
        }
        for (meeting, country) in found {
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            let who = Who::Unnamed { office: None, country: Some(country), organization: None };
            self.push(who, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
        }
    }

    /// "with the participation of the ministers of the four states – A, B, C and D": the countries behind a dash, a colon or a
    /// bracket.
    pub(super) fn countries_behind_mark(&mut self, sentence: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        let document = &analysis.document;
        let takes_part = |at: usize| {
            [WordClass::Participating, WordClass::Attending, WordClass::Met]
                .into_iter()
                .any(|class| analysis.is(at, class))
                || matches!(document.low(at), "participation" | "part" | "attended" | "invited")
        };
        if !tokens.clone().any(takes_part) {
            return;
        }
        let is_mark = |at: usize| analysis.is(at, WordClass::Dash) || matches!(document.low(at), ":" | "(");
        for mark in tokens.clone().filter(|&at| is_mark(at) && !analysis.quoted[at]) {
            let before = mark.saturating_sub(MAX_BEFORE_MARK).max(tokens.start)..mark;
            let group = analysis.mentions_in(before.clone()).last().filter(|(_, mention)| {
                let unnamed = mention.office.as_ref().is_none_or(|office| office.countries.is_empty());
                unnamed
                    && (mention.kind == Kind::Group
                        || mention
                            .office
                            .as_ref()
                            .is_some_and(|office| office.plural && mention.person.is_none()))
            });
            let Some((_, group)) = group else { continue };
            let plain = !(group.tokens.end..mark).any(|at| analysis.tags[at].is_finite());
            let (countries, _) = self.country_list(mark + 1, tokens.end);
            if !plain || countries.len() < LEAST_BEHIND_MARK {
                continue;
            }
            let Some(meeting) = self.meeting_for(sentence, mark) else { continue };
            let guest = before
                .clone()
                .any(|at| matches!(self.low(at), "observer" | "observers" | "guest" | "guests"));
            let role = if guest { ParticipationRole::Guest } else { ParticipationRole::Attendee };
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            for country in countries {
                let who = Who::Unnamed { office: None, country: Some(country), organization: None };
                self.push(who, Part { meeting, role, attendance, sentence });
            }
        }
    }

    /// "The committee, comprising A (chair), B and C, discussed …": the countries of a body that met.
    pub(super) fn body_of_countries(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let body = token.checked_sub(2).filter(|&at| at >= tokens.start && self.low(token - 1) == ",");
        let meets = body.is_some_and(|at| {
            self.is(at, WordClass::SmallBody)
                && (token + 1..tokens.end).any(|at| self.analysis.tags[at].is_finite())
        });
        let Some(meeting) = self.meeting_for(sentence, token).filter(|_| meets) else { return };
        if self.meetings.drafts[meeting].status != Some(MeetingStatus::Held) {
            return;
        }
        let countries: Vec<usize> = self
            .listed(token + 1, tokens.end)
            .into_iter()
            .filter(|&index| matches!(self.analysis.mentions[index].kind, Kind::Country(_)))
            .collect();
        if countries.len() > 2 {
            let attendance = attendance_of(Some(MeetingStatus::Held));
            for index in countries {
                self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
            }
        }
    }

    /// "The 19th meeting of the Sino-Portuguese group", "Norland-Westmark talks": the two countries.
    pub(super) fn countries_joined(&mut self) {
        let analysis = self.analysis;
        for (meeting, draft) in self.meetings.drafts.iter().enumerate() {
            let told = draft.ordinal.is_some() || draft.focal;
            if draft.by_participants || draft.earlier || draft.organization.is_some() || !told {
                continue;
            }
            let Some((sentence, phrase)) = draft.places.first() else { continue };
            let joined =
                phrase.clone().find_map(|token| lexicon().countries_joined(analysis.document.str(token)));
            let attendance = attendance_of(draft.status);
            let part = Part { meeting, role: ParticipationRole::Attendee, attendance, sentence: *sentence };
            for country in joined.into_iter().flatten() {
                self.push(Who::Unnamed { office: None, country: Some(country), organization: None }, part);
            }
        }
    }

    /// Whether a sentence says who will attend: "will take part in the meeting", said in quotation marks too.
    fn foretells(&self, tokens: Range<usize>) -> bool {
        tokens.clone().any(|at| {
            self.is(at, WordClass::ToCome)
                && (at + 1..tokens.end.min(at + 4)).any(|at| {
                    self.is(at, WordClass::Attending)
                        || self.is(at, WordClass::Participating)
                        || self.low(at) == "part"
                        || self.low(at) == "attended"
                })
        })
    }

    /// "The Norlandic delegation included A B": whether nothing else is the subject of a verb.
    pub(super) fn is_delegation_of(&self, subject: Range<usize>) -> bool {
        // "The president headed a delegation which included A B"
        let which = subject.end.checked_sub(2).filter(|&noun| {
            noun >= subject.start
                && self.is(noun, WordClass::DelegationNoun)
                && self.is(noun + 1, WordClass::Relative)
        });
        which.is_some()
            || subject.len() <= MAX_LEAD_IN
                && subject.clone().any(|at| self.is(at, WordClass::DelegationNoun))
                && !subject.into_iter().any(|at| self.analysis.tags[at].is_finite())
    }

    /// The persons of a delegation that a sentence lists: at the meeting that the report is about.
    pub(super) fn delegates(&mut self, sentence: usize, token: usize, end: usize) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        let persons: Vec<usize> = self
            .analysis
            .mentions_in(token + 1..end)
            .filter(|(_, mention)| mention.person.is_some() && mention.office.is_some())
            .map(|(index, _)| index)
            .collect();
        for index in persons {
            self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
        }
    }

    /// Whether a sentence speaks of a delegation.
    pub(super) fn speaks_of_delegation(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|at| self.is(at, WordClass::DelegationNoun))
    }
}
