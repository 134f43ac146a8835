//! Words that tell of those who take part within a phrase: "on behalf of", "along with", "in attendance".

use std::ops::Range;

use rapporteur_model::vocabulary::ParticipationRole;

use super::{Finder, MAX_GUEST, MAX_OCCASION};
use crate::{lexicon::Tag, mention::Kind, word_class::WordClass};

/// The longest list between "with" and "in attendance", in tokens.
const MAX_IN_ATTENDANCE: usize = 80;

impl Finder<'_> {
    /// What a word tells that does so within a phrase: "on behalf of", "along with", "in attendance". The first of the rules that
    /// knows the words decides.
    pub(super) fn phrase(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let told = self.with_others(sentence, token, &tokens)
            || self.represents(sentence, token, &tokens)
            || self.names_participants(sentence, token, &tokens)
            || self.speaks_or_is_present(sentence, token, &tokens)
            || self.is_sent_or_stays_away(sentence, token, &tokens)
            || self.gives_speech(sentence, token, &tokens)
            || self.is_among(sentence, token, &tokens);
        if !told {
            self.tells_what_happens_there(sentence, token, tokens);
        }
    }

    /// "along with A and B", "talks bringing together A and B", "with the participation of A".
    fn with_others(&mut self, sentence: usize, token: usize, tokens: &Range<usize>) -> bool {
        match (self.low(token), self.low(token + 1)) {
            ("along" | "together", "with") if self.tells_of_meeting(sentence, tokens.clone()) => {
                self.list(sentence, token + 2, tokens.end, ParticipationRole::Attendee);
            }
            ("bringing" | "brought", "together") if !self.tells_of_meeting(sentence, tokens.clone()) => {}
            ("bringing" | "brought", "together") | ("participation" | "presence", "of") => {
                self.list(sentence, token + 2, tokens.end, ParticipationRole::Attendee);
            }
            _ => return false,
        }
        true
    }

    /// "Norland was represented at the council by its deputy minister A B", "Statements were made by A and B".
    fn represents(&mut self, sentence: usize, token: usize, tokens: &Range<usize>) -> bool {
        let before = token.saturating_sub(1);
        match (self.low(token), self.low(token + 1)) {
            // "Norland and Westmark were represented by their foreign ministers."
            ("represented", "by") if self.is(token + 2, WordClass::PossessivePronoun) => {
                self.sent(sentence, token + 1, tokens.clone());
                self.list_all(sentence, token + 2, tokens.end);
            }
            // "Statements were made by A and B"
            ("made" | "delivered", "by")
                if self.is(before, WordClass::ToBe)
                    && (tokens.start..token).any(|at| self.is(at, WordClass::SpeechPlural)) =>
            {
                self.list_all(sentence, token + 2, tokens.end);
            }
            ("represented", "by") => self.list_all(sentence, token + 2, tokens.end),
            // "Minister A B represented Norland": at the meeting that was told of.
            ("represented", _) if !self.is(before, WordClass::ToBe) && self.names_side(token + 1) => {
                self.subject(sentence, token, tokens.clone(), ParticipationRole::Attendee);
            }
            // "Norland was represented at the council by its deputy minister A B."
            ("represented", "at" | "in") if self.is(before, WordClass::ToBe) => {
                let by = (token + 2..tokens.end.min(token + MAX_OCCASION))
                    .take_while(|&at| !self.is(at, WordClass::ClauseMark))
                    .find(|&at| self.low(at) == "by");
                if let Some(by) = by {
                    self.list(sentence, by + 1, tokens.end, ParticipationRole::Attendee);
                }
            }
            _ => return false,
        }
        true
    }

    /// "to welcome the leaders A and B", "Countries participating include A, B and C", "The following took part:".
    fn names_participants(&mut self, sentence: usize, token: usize, tokens: &Range<usize>) -> bool {
        let before = token.saturating_sub(1);
        match (self.low(token), self.low(token + 1)) {
            // "The president looks forward to welcoming the leaders A of Norland and B of Westmark."
            ("welcome" | "welcoming" | "welcomes", _)
                if self.is(before, WordClass::Modal) && self.leads_to_persons(token + 1) =>
            {
                self.list(sentence, token + 1, tokens.end, ParticipationRole::Attendee);
            }
            // "Countries participating in the conference include A, B and C."
            (
                "countries" | "nations" | "states" | "leaders" | "presidents" | "ministers" | "officials",
                "participating" | "attending" | "represented" | "who",
            ) => {
                let attends = self.low(token + 1) != "who"
                    || (token + 2..tokens.end.min(token + MAX_GUEST))
                        .any(|at| self.is(at, WordClass::Arriving) || self.is(at, WordClass::Attending));
                let verb =
                    (token + 2..tokens.end.min(token + MAX_OCCASION)).filter(|_| attends).find(|&at| {
                        self.is(at, WordClass::Include) || matches!(self.low(at), "are" | "were" | "be" | ":")
                    });
                if let Some(verb) = verb {
                    self.list(sentence, verb + 1, tokens.end, ParticipationRole::Attendee);
                }
            }
            (":", _) if self.tells_who(tokens.start..token) => {
                let (countries, _) = self.country_list(token + 1, tokens.end);
                if countries.len() >= 3 {
                    self.list(sentence, token + 1, tokens.end, ParticipationRole::Attendee);
                }
                self.list_all(sentence, token + 1, tokens.end);
                self.list_below(sentence, token);
            }
            _ => return false,
        }
        true
    }

    /// "spoke on behalf of the others", "A and B were present", "with A and B in attendance".
    fn speaks_or_is_present(&mut self, sentence: usize, token: usize, tokens: &Range<usize>) -> bool {
        let before = token.saturating_sub(1);
        let has = |at: Range<usize>, holds: &dyn Fn(usize) -> bool| at.into_iter().any(holds);
        match (self.low(token), self.low(token + 1)) {
            ("behalf", _)
                if has(token.saturating_sub(4)..token, &|at| {
                    self.is(at, WordClass::Conversing) || self.low(at) == "delivered"
                }) =>
            {
                self.speakers(sentence, token, tokens.clone());
            }
            ("present", _) => self.present(sentence, token, tokens.clone()),
            ("attendance", _)
                if self.low(before) == "in"
                    && has(token.saturating_sub(5)..token, &|at| {
                        self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed)
                    }) =>
            {
                self.list_all(sentence, tokens.start, token);
            }
            // "… , with Secretary A B in attendance", "the meeting had Secretary A B in attendance"
            ("attendance", _) if self.low(before) == "in" => {
                let with = (token.saturating_sub(MAX_IN_ATTENDANCE).max(tokens.start)..token)
                    .rev()
                    .find(|&at| matches!(self.low(at), "with" | "has" | "had" | "have"));
                if let Some(with) = with {
                    self.list_all(sentence, with + 1, token);
                }
            }
            _ => return false,
        }
        true
    }

    /// "sent its minister", "stayed away from the talks", "Many attended, among them A".
    fn is_sent_or_stays_away(&mut self, sentence: usize, token: usize, tokens: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let before = token.saturating_sub(1);
        match (self.low(token), self.low(token + 1)) {
            ("sent", _)
                if self.is(token + 1, WordClass::Article)
                    || self.is(token + 1, WordClass::PossessivePronoun) =>
            {
                self.sent(sentence, token, tokens.clone());
            }
            // "The president stayed away", "stayed away from the talks", "skipped the summit"
            ("stayed", "away")
                if self.low(token + 2) != "from" || self.names_meeting(sentence, token + 2) =>
            {
                self.withdrawn(sentence, token);
            }
            ("skipped" | "boycotted", _) if self.names_meeting(sentence, token) => {
                self.withdrawn(sentence, token);
            }
            // "Delegations of many countries attended, among them President A B"
            ("among", "them")
                if (tokens.start..token)
                    .any(|at| self.is(at, WordClass::Attending) || self.is(at, WordClass::Attendance)) =>
            {
                self.list(sentence, token + 2, tokens.end, ParticipationRole::Attendee);
            }
            // "the conference chairman, Minister A B"
            ("chairman" | "chairwoman" | "chairperson" | "chair", ",")
                if analysis.tagged.is_meeting(before) && self.leads_to_persons(token + 2) =>
            {
                self.list_first(sentence, token + 2, tokens.end, ParticipationRole::Chair);
            }
            // "pulled out of the summit", "withdrew from the talks"
            ("pulled", "out") | ("withdrew", "from")
                if (token + 2..tokens.end.min(token + 6)).any(|at| analysis.tagged.is_meeting(at)) =>
            {
                self.withdrawn(sentence, token);
            }
            _ => return false,
        }
        true
    }

    /// "A, B and C delivered speeches", "A noted in his speech", "Taking the floor, A said".
    fn gives_speech(&mut self, sentence: usize, token: usize, tokens: &Range<usize>) -> bool {
        let before = token.saturating_sub(1);
        match (self.low(token), self.low(token + 1)) {
            // "A, B and C delivered speeches", "the secretary-general presented his report"
            ("delivered" | "made" | "gave" | "presented", next)
                if (token + 1..tokens.end.min(token + 4)).any(|at| {
                    self.is(at, WordClass::OwnWords) || self.is(at, WordClass::SpeechPlural)
                })
                    // "The president made the remarks while receiving …"
                    && !(self.low(token) == "made" && next == "the"
                        || self.is(before, WordClass::ToBe)
                        || (token + 2..tokens.end.min(token + 6)).any(|at| self.low(at) == "to")) =>
            {
                self.speakers(sentence, token, tokens.clone());
            }
            // "In a statement issued at the end of the meeting, Minister A B said"
            (_, "of")
                if self.is(token, WordClass::EdgeOfMeeting)
                    && self.low(before) == "the"
                    && self.low(token.saturating_sub(2)) == "at"
                    && self.meeting_begins(sentence, token + 2).is_some() =>
            {
                self.spoke(sentence, token, tokens.clone());
            }
            // "X noted in his speech", "Taking the floor, X said": at the meeting that the report is about.
            ("his" | "her" | "their", _)
                if self.low(before) == "in"
                    && (token + 1..token + 3).any(|at| self.is(at, WordClass::OwnWords))
                    && !self.speaks_elsewhere(token + 2, tokens.end) =>
            {
                self.spoke(sentence, token, tokens.clone());
            }
            ("floor", _) if self.is(token.saturating_sub(2), WordClass::Taking) => {
                self.spoke(sentence, token, tokens.clone());
            }
            _ => return false,
        }
        true
    }

    /// "A and B are among those expected", "were invited to the meeting", "is the guest of honour".
    fn is_among(&mut self, sentence: usize, token: usize, tokens: &Range<usize>) -> bool {
        let before = token.saturating_sub(1);
        match (self.low(token), self.low(token + 1)) {
            // "A and B are among those expected at the summit"
            ("among", "those")
                if self.is(before, WordClass::ToBe)
                    && (token + 2..token + 4).any(|at| {
                        self.is(at, WordClass::Attending)
                            || matches!(self.low(at), "expected" | "due" | "invited" | "present")
                    }) =>
            {
                self.subjects(sentence, token, tokens.clone(), ParticipationRole::Attendee);
            }
            // "A B was among the officials present."
            ("among", "the")
                if self.is(before, WordClass::ToBe)
                    && (token + 3..token + 6)
                        .any(|at| self.low(at) == "present" || self.is(at, WordClass::Attending)) =>
            {
                self.subjects(sentence, token, tokens.clone(), ParticipationRole::Attendee);
            }
            // "A B was among the first speakers."
            ("among", _)
                if self.is(before, WordClass::ToBe)
                    && (token + 1..token + 5).any(|at| {
                        self.is(at, WordClass::Participants)
                            || matches!(self.low(at), "speakers" | "delegates")
                    }) =>
            {
                self.subject(sentence, token, tokens.clone(), ParticipationRole::Attendee);
            }
            // "The secretary and the minister of Norland were invited to the meeting."
            ("invited", "to") if self.invites(sentence, token, tokens.clone()) => {
                self.list_all(sentence, tokens.start, token);
            }
            // "The president is the guest of honour of the summit."
            ("guest" | "guests", "of") if matches!(self.low(token + 2), "honour" | "honor") => {
                let linked = (token.saturating_sub(4).max(tokens.start)..token)
                    .any(|at| self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed));
                if linked && self.meeting_for(sentence, token).is_some() {
                    self.subject(sentence, token, tokens.clone(), ParticipationRole::Guest);
                }
            }
            ("guests", _) if self.low(before) == "as" => self.list_all(sentence, tokens.start, token),
            ("declared", "open") => self.subject(sentence, token, tokens.clone(), ParticipationRole::Speaker),
            _ => return false,
        }
        true
    }

    /// "Presidents A B and C D are also at the meeting", "A signed a pact with B during the summit".
    fn tells_what_happens_there(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        match self.low(token) {
            // "Presidents A B and C D are also at the meeting."
            "at" if self.are_at(sentence, token, tokens.start) => self.attended(sentence, token, tokens),
            "during" | "at" if self.meeting_begins(sentence, token + 1).is_some() => {
                self.present_at(sentence, token, tokens.clone());
                self.acted_by(sentence, token, tokens.clone());
                self.acted_at(sentence, token, tokens);
            }
            _ => {}
        }
    }

    /// Whether a country or an organization stands behind a token, perhaps behind an article.
    pub(super) fn names_side(&self, token: usize) -> bool {
        let first = if self.is(token, WordClass::Article) { token + 1 } else { token };
        self.analysis
            .tagged
            .entity_at(first)
            .is_some_and(|found| matches!(found.tag, Tag::Country(_) | Tag::Organization(_)))
    }

    /// Whether a person, or an office for one, begins right behind an article.
    fn leads_to_persons(&self, token: usize) -> bool {
        let first = if self.is(token, WordClass::Article) { token + 1 } else { token };
        self.analysis.mention_at(first).is_some_and(|(_, mention)| {
            mention.tokens.start >= token && matches!(mention.kind, Kind::Person { .. })
        })
    }
}
