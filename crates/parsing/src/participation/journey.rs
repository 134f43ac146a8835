//! Who is sent to a meeting, or goes where it is.

use std::ops::Range;

use rapporteur_model::{CountryCode, vocabulary::ParticipationRole};

use super::{Finder, Part, Who, attendance_of};
use crate::{
    lexicon::Tag,
    mention::{Kind, singular},
    word_class::{WordClass, WordId},
};

/// The most tokens between a verb of travel and the meeting for which it is.
const MAX_JOURNEY_TO_MEETING: usize = 16;

/// How far behind "arrived" or "gathered" the place stands, in tokens: "arrived on a two-day working visit to".
const MAX_JOURNEY: usize = 9;

impl Finder<'_> {
    /// "X and Y sent their foreign ministers": countries that somebody without a name stood for.
    pub(super) fn sent(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let Some((_, sent)) = analysis.mentions_in(token + 1..(token + 4).min(tokens.end)).next() else {
            return;
        };
        let Some(office) = sent.office.as_ref().filter(|_| sent.person.is_none()) else { return };
        let text = singular(&office.text);
        let countries: Vec<CountryCode> = analysis
            .mentions_in(tokens.start..token)
            .filter_map(|(_, mention)| match mention.kind {
                Kind::Country(code) => Some(code),
                _ => None,
            })
            .collect();
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for country in countries {
            let who = Who::Unnamed { office: Some(text.clone()), country: Some(country), organization: None };
            self.push(who, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
        }
    }

    /// Whether a city stands near behind a token, before another verb.
    pub(super) fn names_city_within(&self, token: usize, end: usize) -> bool {
        (token + 1..end.min(token + MAX_JOURNEY)).take_while(|&at| !self.analysis.tags[at].is_verb()).any(
            |at| self.analysis.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::City(_))),
        )
    }

    /// Whether a city stands behind a verb of travel: "arrived in Harbour City".
    pub(super) fn names_city(&self, token: usize, end: usize) -> bool {
        let place = |at: usize| {
            let found = self.analysis.tagged.entity_at(at);
            found.is_some_and(|found| matches!(found.tag, Tag::City(_) | Tag::Country(_)))
        };
        let city = |at: usize| {
            self.analysis.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::City(_)))
        };
        let leads = |at: usize| self.low(at) == "to" || self.is(at, WordClass::Locative);
        // "arrived on a working visit to Norland, where a meeting will be held"
        let gathers = (token + 1..end).any(|at| self.low(at) == "where");
        leads(token + 1) && (token + 2..end.min(token + 5)).any(city)
            || gathers
                && (token + 1..end.min(token + MAX_JOURNEY))
                    .any(|at| leads(at) && (place(at + 1) || place(at + 2)))
    }

    /// "arrived on Tuesday in the lakeside city of Norland Harbour for a summit"
    pub(super) fn leads_to_meeting(&self, sentence: usize, token: usize) -> bool {
        self.meetings.phrases_of(sentence).iter().any(|(_, phrase, _)| {
            phrase.start > token
                && phrase.start - token <= MAX_JOURNEY_TO_MEETING
                && (self.low(phrase.start - 1) == "for"
                    || self.low(phrase.start - 1) == "of"
                        && self.low(phrase.start.saturating_sub(2)) == "venue")
                && !(token + 1..phrase.start).any(|at| self.analysis.tags[at].is_finite())
        })
    }

    /// "US chief negotiator X", "Y, head of the Lao delegation": who is sent to talks takes part in those of the report.
    pub(super) fn negotiators(&mut self, sentences: &[usize]) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.focal() else { return };
        let draft = &self.meetings.drafts[meeting];
        // Of two who met nobody else is told; two countries send others.
        let of_persons = draft
            .hosts
            .iter()
            .chain(&draft.others)
            .any(|&index| !matches!(analysis.mentions[index].kind, Kind::Country(_)));
        if draft.by_participants && of_persons {
            return;
        }
        let attendance = attendance_of(draft.status);
        for &sentence in sentences {
            for (index, mention) in analysis.mentions_in(analysis.document.sentences[sentence].tokens.clone())
            {
                let country = mention.person.and_then(|person| analysis.registry.persons[person].country());
                let is_sent = mention.person.is_some()
                    && mention.office.as_ref().is_some_and(|office| {
                        !office.plural
                            && !office.former
                            && (!office.countries.is_empty() || country.is_some())
                            && (WordId::of(&office.head).is(WordClass::Sent)
                                || analysis.is(office.tokens.end - 1, WordClass::Sent))
                    });
                if is_sent {
                    self.add(
                        index,
                        Part { meeting, role: ParticipationRole::Attendee, attendance, sentence },
                    );
                }
            }
        }
    }

    /// Whether who is invited to a meeting stands before: "were also invited to the meeting".
    pub(super) fn invites(&self, sentence: usize, token: usize, tokens: Range<usize>) -> bool {
        let to_meeting = (token + 2..tokens.end.min(token + 5)).any(|at| self.analysis.tagged.is_meeting(at));
        self.is_passive(token, tokens.start)
            && (to_meeting || self.meeting_begins(sentence, token + 2).is_some())
    }
}
