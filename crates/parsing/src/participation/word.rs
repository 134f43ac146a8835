//! What a verb or a noun tells of those who take part.

use std::ops::Range;

use rapporteur_model::vocabulary::{MeetingStatus, ParticipationRole};

use super::{Finder, MAX_GUEST, MAX_LEAD_IN, MAX_OCCASION, Part, attendance_of};
use crate::{lexicon::Rank, mention::Kind, pos::Pos, word_class::WordClass};

/// How far behind "briefed" those stand who heard it, in tokens.
const MAX_HEARD: usize = 5;

/// How far behind "poses" stands with whom, in tokens: "poses for a group photo with".
const MAX_POSE: usize = 8;

/// A word that may tell of those who take part, and what stands beside it.
#[derive(Debug)]
struct Word<'analysis> {
    sentence: usize,
    token: usize,
    /// The tokens of the sentence.
    tokens: Range<usize>,
    /// The word, and the one behind it, in small letters.
    low: &'analysis str,
    next: &'analysis str,
    /// Whether "by" stands behind it: "attended by".
    by: bool,
    /// The token before it; the same one at the beginning of the text.
    before: usize,
}

impl Finder<'_> {
    /// What a word of a sentence tells of those who take part: the first of the rules that knows the word decides.
    pub(super) fn word(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let document = &self.analysis.document;
        let next = document.low(token + 1);
        let before = token.saturating_sub(1);
        let word = Word { sentence, token, tokens, low: document.low(token), next, by: next == "by", before };
        let told = self.joins(&word)
            || self.attends(&word)
            || self.accompanies(&word)
            || self.takes_part(&word)
            || self.stands_beside(&word)
            || self.heads_delegation(&word)
            || self.is_absent(&word)
            || self.hosts(&word)
            || self.briefs(&word)
            || self.calls_together(&word)
            || self.chairs(&word)
            || self.hands_over(&word)
            || self.is_among_those(&word)
            || self.is_to_speak(&word)
            || self.lists_participants(&word)
            || self.opens(&word)
            || self.addresses(&word);
        if !told {
            self.phrase(sentence, token, word.tokens);
        }
    }

    /// "will join as special guests", "joined the meeting by video"; what else is joined is no meeting.
    fn joins(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, next, by, .. } = word;
        // "will join as special guests"
        if matches!(low, "join" | "joined") && next == "as" && self.attends_as_guest(token, tokens.end) {
            self.attended(sentence, token, tokens.clone());
            return true;
        }
        // "will join the meeting by video"
        if matches!(low, "join" | "joins")
            && next != "as"
            && self.joins_gathering(sentence, token, tokens.end)
        {
            self.attended(sentence, token, tokens.clone());
            return true;
        }
        // "A and B joined by video link"
        if low == "joined"
            && by
            && (self.is(token + 2, WordClass::Telephony) || self.low(token + 2) == "video")
        {
            self.attended(sentence, token, tokens.clone());
            return true;
        }
        low == "joined" && (next == "as" || !by && !self.joins_meeting(token, tokens.end))
    }

    /// "A and B attended the summit", "The summit was attended by A and B".
    fn attends(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, by, before, .. } = word;
        // "was attended in Harbour City on Monday by A and B"
        let by_behind = || {
            (token + 1..tokens.end.min(token + MAX_OCCASION))
                .take_while(|&at| !self.is(at, WordClass::ClauseMark) && !self.analysis.tags[at].is_finite())
                .find(|&at| self.low(at) == "by")
        };
        if low == "attended"
            && !by
            && self.is(before, WordClass::ToBe)
            && let Some(by) = by_behind()
        {
            self.list(sentence, by + 1, tokens.end, ParticipationRole::Attendee);
            return true;
        }
        if (self.is(token, WordClass::Attending) || low == "joined") && !by {
            self.attended(sentence, token, tokens.clone());
        } else if matches!(low, "attended" | "joined") && by
            || matches!(low, "accompanied" | "flanked")
                && by
                && (self.is(before, WordClass::ToBe)
                    || self.low(before) == "also"
                    || self.follows_meeting(sentence, token))
        {
            self.list(sentence, token + 2, tokens.end, ParticipationRole::Attendee);
        } else {
            return false;
        }
        true
    }

    /// "Minister A B will accompany the president": with those who go to the meeting.
    fn accompanies(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, by, .. } = word;
        if matches!(low, "accompanying" | "accompany" | "accompanied")
            && !by
            && self.meetings.in_sentence(sentence).is_none()
            && self.meetings.focal().is_some()
            && self.leads_to_office(token + 1)
        {
            // "Minister A B will accompany the president": to where the report says that he goes.
            self.attended(sentence, token, tokens.clone());
        } else if low == "accompanying"
            && token == tokens.start
            && let Some(were) = (token + 2..tokens.end.min(token + MAX_HEARD))
                .find(|&at| self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed))
            && self.meetings.focal().is_some()
        {
            // "Accompanying the visitor were A and B"
            self.list(sentence, were + 1, tokens.end, ParticipationRole::Attendee);
        } else if matches!(low, "accompanying" | "accompany")
            && self.tells_of_meeting(sentence, tokens.clone())
        {
            // "A and B are accompanying the minister in the meeting"
            self.attended(sentence, token, tokens.clone());
            self.list_first(sentence, token + 1, tokens.end, ParticipationRole::Attendee);
        } else {
            return false;
        }
        true
    }

    /// "A participated in the talks", "B arrived in Harbour City", "leaders have gathered in Harbour City".
    fn takes_part(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, next, before, .. } = word;
        // "The president received the delegates participating in the session": he does not.
        let of_object = self.is(token, WordClass::Participating)
            && self.analysis.tags[token] == Pos::Gerund
            && self.analysis.mentions_in(tokens.start..token).next_back().is_some_and(|(_, mention)| {
                mention.tokens.end == token
                    && mention.person.is_none()
                    && (mention.tokens.start.saturating_sub(MAX_LEAD_IN).max(tokens.start)
                        ..mention.tokens.start)
                        .any(|at| {
                            self.analysis.tags[at].is_finite() && self.analysis.mention_at(at).is_none()
                        })
            });
        if of_object {
            return true;
        }
        let takes_part = low == "participated"
            || self.is(token, WordClass::Participating)
                && (next == "in"
                    || self.low(token + 2) == "in"
                    || self.is(token + 1, WordClass::Remotely) && self.is(before, WordClass::ToBe))
                && self.low(token + 2) != "it"
            || low == "part" && self.is(before, WordClass::Taking)
            // "Presidents A and B had already arrived.", in a report of a gathering
            || low == "arrived"
                && matches!(next, "." | "," | ";")
                && self.meetings.in_sentence(sentence).is_none()
                && self.meetings.focal().is_some_and(|focal| !self.meetings.drafts[focal].by_participants)
            || self.is(token, WordClass::Arriving)
                && (self.names_city(token, tokens.end) || self.leads_to_meeting(sentence, token))
            // "A and leaders of the bloc have gathered in Harbour City"
            // "A, B and C gathered for the event."
            || low == "gathered"
                && next == "for"
                && (token + 2..token + 4).any(|at| self.is(at, WordClass::Gathering))
            || low == "gathered"
                && next == "in"
                && self.names_city_within(token, tokens.end)
                && self.meetings.in_sentence(sentence).or_else(|| self.meetings.focal()).is_some();
        if takes_part {
            self.attended(sentence, token, tokens.clone());
        }
        takes_part
    }

    /// "A poses with B during the summit", "A spoke alongside B".
    fn stands_beside(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, by, .. } = word;
        if self.is(token, WordClass::Posing) {
            // "A of Norland and B of Westmark pose for a photo before a meeting"
            if self.meetings.in_sentence(sentence).is_some() {
                self.attended(sentence, token, tokens.clone());
                // "A poses with B and C during the summit"
                let with = (token + 1..tokens.end.min(token + MAX_POSE)).find(|&at| self.low(at) == "with");
                if let Some(with) = with {
                    self.list(sentence, with + 1, tokens.end, ParticipationRole::Attendee);
                }
            }
            return true;
        }
        if low == "alongside" {
            if self.tells_of_meeting(sentence, tokens.clone()) {
                let from = if by { token + 2 } else { token + 1 };
                self.list(sentence, from, tokens.end, ParticipationRole::Attendee);
            }
            return true;
        }
        false
    }

    /// "The delegation was headed by A", "A, B and C led their delegations".
    fn heads_delegation(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, next, by, .. } = word;
        if !self.is(token, WordClass::Heading) {
            return false;
        }
        if low == "comprising" && !self.speaks_of_delegation(tokens.clone()) {
            self.body_of_countries(sentence, token, tokens.clone());
            return true;
        }
        // "The delegations are led by A, B and C": those of the gathering, not of who received them.
        let all = by
            && (token.saturating_sub(MAX_LEAD_IN).max(tokens.start)..token)
                .any(|at| self.is(at, WordClass::Delegates) || self.is(at, WordClass::DelegationNoun));
        let several = by && self.is_passive(token, tokens.start) && self.lists_holders(token + 2, tokens.end);
        if (all || several)
            && let Some(meeting) = self.meeting_for(sentence, token)
            && let gathering = self.gathering_received(sentence, meeting)
            && (gathering != meeting || several)
        {
            self.list_at(gathering, sentence, token + 2, tokens.end, ParticipationRole::Attendee);
            return true;
        }
        if self.speaks_of_delegation(tokens.clone()) {
            let from = if by || next == "of" { token + 2 } else { token + 1 };
            self.list(sentence, from, tokens.end, ParticipationRole::Attendee);
            if !by && next == "their" {
                // "A, B and C led their delegations"
                self.subjects(sentence, token, tokens.clone(), ParticipationRole::Attendee);
            } else if !by {
                self.subject(sentence, token, tokens.clone(), ParticipationRole::Attendee);
            }
        }
        true
    }

    /// Whether three persons at least stand in a list, each with an office.
    fn lists_holders(&self, token: usize, end: usize) -> bool {
        let holders = self.listed(token, end).into_iter().filter(|&index| {
            let mention = &self.analysis.mentions[index];
            mention.person.is_some() && mention.office.is_some()
        });
        holders.count() > 2
    }

    /// "A was absent".
    fn is_absent(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, .. } = word;
        if low == "absent" && token > tokens.start && self.is(token - 1, WordClass::ToBe) {
            self.attended(sentence, token, tokens.clone());
        }
        low == "absent"
    }

    /// "A hosted the summit", "The president welcomed the heads of delegations".
    fn hosts(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, next, by, before } = word;
        let analysis = self.analysis;
        if low == "hosted" || self.is(token, WordClass::Host) && analysis.tags[token].is_verb() {
            // "the historic summit hosted by X", which is none of those that the report tells of
            let of_another = by
                && analysis.tagged.is_meeting(before)
                && !self.meetings.phrases_of(sentence).iter().any(|(_, phrase, _)| phrase.contains(&before));
            if of_another {
                return true;
            }
            let told_before = next == "it" && self.follows_phrase(sentence);
            if told_before || self.tells_of_meeting(sentence, tokens.clone()) {
                // "the next summit will be hosted by Norland": where it is, and not yet who is there.
                let planned = self.meeting_for(sentence, token).is_none_or(|meeting| {
                    self.meetings.drafts[meeting].status == Some(MeetingStatus::Planned)
                });
                let of_country = analysis
                    .mention_at(token + 2)
                    .is_some_and(|(_, mention)| matches!(mention.kind, Kind::Country(_)));
                if by && !(of_country && planned) {
                    self.list(sentence, token + 2, tokens.end, ParticipationRole::Host);
                } else if !by && !(token.saturating_sub(4)..token).any(|at| self.low(at) == "which") {
                    self.subject(sentence, token, tokens.clone(), ParticipationRole::Host);
                }
            }
            return true;
        }
        let greets = self.is(token, WordClass::Greeting) && self.greets_guests(token, tokens.end);
        if greets {
            self.subject(sentence, token, tokens.clone(), ParticipationRole::Host);
        }
        greets
    }

    /// "The council was briefed by A B", "The minister briefed his counterparts on …".
    fn briefs(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, by, .. } = word;
        let analysis = self.analysis;
        if !self.is(token, WordClass::Briefing) {
            return false;
        }
        if by && self.is_passive(token, tokens.start) {
            // "The council was briefed by A B", "was also addressed by A B"
            self.list(sentence, token + 2, tokens.end, ParticipationRole::Speaker);
            return true;
        }
        if self.is(token, WordClass::Addressing)
            && (self.names_meeting(sentence, token) || self.names_part_of_meeting(token))
        {
            return false;
        }
        // "The minister briefed his counterparts on …"
        let heard = (token + 1..tokens.end.min(token + MAX_HEARD))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| self.is(at, WordClass::Peers));
        let speaker = analysis
            .subject(token, |chunk| !analysis.quoted[chunk.head()])
            .and_then(|chunk| analysis.mention_at(chunk.head()))
            .filter(|(_, mention)| mention.person.is_some());
        if let Some((index, _)) = speaker.filter(|_| heard && analysis.tags[token].is_finite())
            && let Some(meeting) = self.meetings.focal()
            && self.meetings.drafts[meeting].status == Some(MeetingStatus::Held)
        {
            let attendance = attendance_of(Some(MeetingStatus::Held));
            let role = ParticipationRole::Speaker;
            self.add(index, Part { meeting, role, attendance, sentence });
        }
        true
    }

    /// "The president has summoned an extraordinary summit".
    fn calls_together(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, .. } = word;
        let calls = self.is(token, WordClass::CallingTogether);
        if calls && self.meeting_begins(sentence, token + 1).is_some() {
            self.subject(sentence, token, tokens.clone(), ParticipationRole::Host);
        }
        calls
    }

    /// "A and B will co-chair the session", "Chairing the meeting was A".
    fn chairs(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, before, .. } = word;
        let analysis = self.analysis;
        if self.is(token, WordClass::ToChair) {
            if self.is(before, WordClass::Intending) {
                self.subjects(sentence, token, tokens.clone(), ParticipationRole::Chair);
            }
            return true;
        }
        if !self.is(token, WordClass::Chairing) {
            return false;
        }
        // "Chairing the meeting was X"
        if token == tokens.start && low.ends_with("ing") {
            let verb = (token + 1..tokens.end.min(token + 12))
                .find(|&at| self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed));
            if let Some(verb) =
                verb.filter(|&verb| !(token..verb).any(|at| analysis.document.is_mark(at, ",")))
            {
                self.list_first(sentence, verb + 1, tokens.end, ParticipationRole::Chair);
                return true;
            }
        }
        // "the presiding country"
        let is_adjective = self.is(before, WordClass::Article)
            && matches!(analysis.tags.get(token + 1), Some(Pos::Noun | Pos::Nouns));
        if !is_adjective && !self.leads_body(token, tokens.end) {
            self.chaired(sentence, token, tokens.clone());
        }
        true
    }

    /// "A handed over the chair to B", "B took over the presidency from A", at the meeting that the sentence tells of.
    fn hands_over(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, .. } = word;
        let over = self.is(token, WordClass::HandingOver)
            && (token + 1..tokens.end.min(token + MAX_HEARD)).any(|at| self.is(at, WordClass::Seat));
        if !over || !self.tells_of_meeting(sentence, tokens.clone()) {
            return over;
        }
        let behind = (token + 1..tokens.end.min(token + MAX_OCCASION))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .find(|&at| matches!(self.low(at), "to" | "from"));
        if let Some(behind) = behind {
            self.list_first(sentence, behind + 1, tokens.end, ParticipationRole::Attendee);
        }
        self.subject(sentence, token, tokens.clone(), ParticipationRole::Attendee);
        true
    }

    /// "Participants included A and B", "The delegation comprised A and B", "talks involving A and B".
    fn lists_participants(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, before, .. } = word;
        let is = |class| self.is(token, class);
        if is(WordClass::Participants) {
            // "Participants at the harbour summit also included …"
            let verb = (token + 1..tokens.end.min(token + 8))
                .find(|&at| matches!(self.low(at), "were" | ":") || self.is(at, WordClass::Include));
            let gap = verb.map_or(0..0, |verb| token + 1..verb);
            let is_plain = gap.clone().all(|at| {
                matches!(self.low(at), "also" | "have") || self.is(at, WordClass::Locative) || gap.len() > 2
            });
            if let Some(verb) =
                verb.filter(|_| is_plain && (gap.len() <= 2 || self.is(token + 1, WordClass::Locative)))
            {
                let is_guest = matches!(low, "observers" | "guests");
                let role = if is_guest { ParticipationRole::Guest } else { ParticipationRole::Attendee };
                self.list(sentence, verb + 1, tokens.end, role);
            }
        } else if (is(WordClass::Include) || matches!(low, "comprised" | "comprises" | "comprise"))
            && self.is_delegation_of(tokens.start..token)
            && self.meetings.focal().is_some()
        {
            self.delegates(sentence, token, tokens.end);
        } else if is(WordClass::Featuring)
            // "addressing the gathering"
            && !(low == "gathering" && self.is(before, WordClass::Article))
            && !(low == "involving" && self.involves_another(token, tokens.start))
            || is(WordClass::Involving) && self.follows_meeting(sentence, token)
            || is(WordClass::ToBe) && self.equates_holders(token)
        {
            self.list(sentence, token + 1, tokens.end, ParticipationRole::Attendee);
        } else {
            return false;
        }
        true
    }

    /// "A B is expected to present a report at the summit", "Secretary A B will report on the results": of a meeting to come.
    fn is_to_speak(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, before, .. } = word;
        if !self.is(token, WordClass::ToSpeak) || before < tokens.start {
            return false;
        }
        let bound = self.low(before) == "will"
            || self.low(before) == "to" && before > tokens.start && self.is(before - 1, WordClass::BoundTo);
        if !bound {
            return false;
        }
        let analysis = self.analysis;
        let Some(meeting) = self.meeting_for(sentence, token) else { return true };
        let draft = &self.meetings.drafts[meeting];
        let subject = analysis
            .subject(token, |chunk| !analysis.quoted[chunk.head()])
            .and_then(|chunk| analysis.mention_at(chunk.head()))
            .filter(|(_, mention)| mention.person.is_some() && mention.office.is_some());
        if let Some((index, _)) = subject
            && draft.status == Some(MeetingStatus::Planned)
            && !draft.by_participants
        {
            let attendance = attendance_of(draft.status);
            self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
        }
        true
    }

    /// "Among those welcomed were A and B", "Among those attending were A and B".
    fn is_among_those(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, next, .. } = word;
        if low != "among" || next != "those" || token > tokens.start + 2 {
            return false;
        }
        let were = (token + 2..tokens.end.min(token + MAX_OCCASION))
            .find(|&at| self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed));
        let comes = |at: usize| {
            self.is(at, WordClass::Attending)
                || self.is(at, WordClass::Participating)
                || self.is(at, WordClass::Arriving)
                || self.is(at, WordClass::Greeting)
                || matches!(self.low(at), "present" | "expected" | "invited" | "received")
        };
        let Some(were) = were.filter(|&were| (token + 2..were).any(comes)) else { return false };
        self.list(sentence, were + 1, tokens.end, ParticipationRole::Attendee);
        true
    }

    /// "The president opened two days of talks", "under the chairmanship of A".
    fn opens(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, next, before, .. } = word;
        if self.is(token, WordClass::Opening) {
            if self.tells_of_meeting(sentence, tokens.clone()) {
                self.opened(sentence, token, tokens.clone());
            }
            return true;
        }
        let chairmanship = self.is(token, WordClass::Chairmanship);
        if chairmanship
            && next == "of"
            && self.low(before) == "the"
            && self.low(token.saturating_sub(2)) == "under"
        {
            self.list_first(sentence, token + 2, tokens.end, ParticipationRole::Chair);
        }
        chairmanship
    }

    /// "Addressing the summit, A said".
    fn addresses(&mut self, word: &Word<'_>) -> bool {
        let &Word { sentence, token, ref tokens, low, .. } = word;
        // "While welcoming participants to the meeting, the president of the commission A B said …"
        let welcomes = low == "welcoming"
            && (token + 1..tokens.end.min(token + MAX_GUEST)).any(|at| self.is(at, WordClass::Participants));
        let addresses = self.is(token, WordClass::Addressing) || welcomes;
        if addresses && (self.names_meeting(sentence, token) || self.names_part_of_meeting(token)) {
            self.subject_anywhere(sentence, token, tokens.clone());
        }
        addresses
    }

    /// "The visiting defence ministers were A's B C, D's E F and …": a plural office before the verb, a name or a country behind it.
    fn equates_holders(&self, token: usize) -> bool {
        let analysis = self.analysis;
        let is_group = token.checked_sub(1).and_then(|before| analysis.mention_at(before)).is_some_and(
            |(_, mention)| {
                mention.kind == Kind::Office
                    && mention.tokens.end == token
                    && mention
                        .office
                        .as_ref()
                        .is_some_and(|office| office.plural && office.countries.is_empty())
            },
        );
        let names = analysis
            .mentions_in(token + 1..token + 2)
            .next()
            .is_some_and(|(_, mention)| matches!(mention.kind, Kind::Person { .. }));
        is_group && names
    }

    /// Whether an office or a person begins at a token, or behind an article there.
    fn leads_to_office(&self, token: usize) -> bool {
        let first = if self.is(token, WordClass::Article) { token + 1 } else { token };
        let found = self.analysis.mention_at(first).or_else(|| self.analysis.mention_at(token));
        found.is_some_and(|(_, mention)| {
            matches!(mention.kind, Kind::Person { .. })
                || mention.office.as_ref().is_some_and(|office| office.rank <= Rank::Minister)
        })
    }

    /// Whether those who are welcomed are all who came: "the heads of delegations", "the guests".
    fn greets_guests(&self, token: usize, end: usize) -> bool {
        let first = if self.is(token + 1, WordClass::Article) { token + 2 } else { token + 1 };
        self.analysis.tags[token] == Pos::Past
            && (first..end.min(first + MAX_GUEST))
                .take_while(|&at| {
                    !self.is(at, WordClass::ClauseMark)
                        && self.analysis.mention_at(at).is_none_or(|(_, mention)| mention.person.is_none())
                })
                .any(|at| {
                    self.is(at, WordClass::Participants)
                        || matches!(self.low(at), "delegations" | "delegates")
                })
    }

    /// Whether "were", "had been" or the like stand right before a participle, perhaps before an adverb.
    pub(super) fn is_passive(&self, participle: usize, start: usize) -> bool {
        (participle.saturating_sub(3).max(start)..participle).any(|at| {
            self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed) || self.low(at) == "been"
        })
    }
}
