//! Participations: who was at a meeting, in which office, for whom, doing what.

use std::{collections::BTreeSet, ops::Range};

use rapporteur_model::{
    CountryCode,
    extraction::{Delegation, Participation, Person},
    vocabulary::{Attendance, MeetingKind, MeetingStatus, ParticipationRole},
};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    analysis::Analysis,
    coref,
    lexicon::{Rank, Tag, lexicon},
    meeting::{Draft, Meetings},
    mention::{Kind, Mention, Pronoun, singular},
    pos::Pos,
    quotation,
    text::{Case, ParagraphRole, TokenKind},
    word_class::{WordClass, WordId},
};

/// How far before "at the meeting" the verb is looked for, in tokens.
const MAX_VERB_DISTANCE: usize = 16;

/// Of so many named persons of one country at one meeting the offices are compared.
const MAX_OFFICES_OF_COUNTRY: usize = 16;

/// How far before a country "between" stands, in tokens: "between his country and".
const MAX_BETWEEN: usize = 5;

/// The most tokens between a verb of travel and the meeting for which it is.
const MAX_JOURNEY_TO_MEETING: usize = 16;

/// How far behind "briefed" those stand who heard it, in tokens.
const MAX_HEARD: usize = 5;

/// The most words of the name of a meeting up to its noun, and of the titles between "by" and a name, in a heading.
const MAX_NAME_OF_MEETING: usize = 8;
const MAX_TITLE_OF_SPEAKER: usize = 8;

/// Whoever is quoted so many times speaks most.
const MAIN_SPEAKER: usize = 2;

/// In how many first sentences a report names what it is about.
const LEAD_SENTENCES: usize = 4;

/// The most tokens between "represented" and "by", or "participating" and "include": a meeting's name.
const MAX_OCCASION: usize = 16;

/// The most tokens of a phrase that may mean any meeting: "the meeting".
const MAX_GENERAL: usize = 2;

/// The longest list between "with" and "in attendance", in tokens.
const MAX_IN_ATTENDANCE: usize = 80;

/// The most tokens from "as" to "guest", and from "welcomed" to those who came: "as a special guest".
const MAX_GUEST: usize = 5;

/// The most tokens before the colon of a list of those who took part.
const MAX_LEAD_IN: usize = 40;

/// How far behind "poses" stands with whom, in tokens: "poses for a group photo with".
const MAX_POSE: usize = 8;

/// How far behind somebody the verb of a journey stands, in tokens: "A B will on Monday travel".
const MAX_TO_JOURNEY: usize = 6;

/// How far before whose they are "credentials" stand, in tokens: "credentials of the".
const MAX_CREDENTIALS: usize = 2;

/// How far behind "arrived" or "gathered" the place stands, in tokens: "arrived on a two-day working visit to".
const MAX_JOURNEY: usize = 9;

/// How far behind "attend" what was attended is looked for, in tokens.
const MAX_OBJECT: usize = 10;

/// The most tokens of a line that names one of those who took part.
const MAX_LINE: usize = 120;

/// The most tokens between brackets that interrupt a list.
const MAX_ASIDE: usize = 20;

/// How many sentences are kept of one person's part in one meeting.
const MAX_PARTS: usize = 100;

/// What somebody did, as the words around them tell.
#[derive(Debug, Clone, Copy)]
struct Part {
    meeting: usize,
    role: ParticipationRole,
    attendance: Option<Attendance>,
    sentence: usize,
}

/// Why somebody is said to take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The word at this token tells of it: "attended", "chaired".
    Word(usize),
    /// This rule does.
    Rule(&'static str),
}

/// Who takes part: a person, or the holders of an office for some countries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Person(usize),
    Unnamed { office: Option<String>, country: Option<CountryCode>, organization: Option<String> },
}

/// Finds who was at the meetings of a report, and why each is said to have been there. Keys are `m1`, `m2`, … in the order of `meetings`.
#[must_use]
pub fn find(
    analysis: &Analysis,
    meetings: &Meetings,
    quotes: &[quotation::Draft],
) -> (Vec<Participation>, Vec<Because>) {
    let mut finder = Finder {
        analysis,
        meetings,
        quotes,
        rows: Vec::new(),
        because: Because::Rule("party of the meeting"),
        reasons: Vec::new(),
        index: HashMap::default(),
    };
    for (at, draft) in meetings.drafts.iter().enumerate() {
        let sentence = draft.places.first().map_or(0, |(sentence, _)| *sentence);
        let attendance = attendance_of(draft.status);
        for &index in &draft.hosts {
            let role =
                if draft.hosts.len() > 1 { ParticipationRole::Attendee } else { ParticipationRole::Host };
            finder.add(index, Part { meeting: at, role, attendance, sentence });
        }
        for &index in &draft.others {
            finder.add(index, Part { meeting: at, role: ParticipationRole::Attendee, attendance, sentence });
        }
    }
    let sentences: Vec<usize> = analysis.body_sentences().collect();
    for &sentence in &sentences {
        finder.sentence(sentence);
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        finder.because = Because::Rule("list behind a word of attendance");
        finder.inverted_list(sentence, tokens.clone());
        finder.because = Because::Rule("officials of the countries that meet");
        finder.ministers_of_countries(sentence, tokens.clone());
        finder.delegates_of_countries(sentence, tokens);
    }
    finder.because = Because::Rule("the name of the meeting tells whose it is");
    finder.countries_joined();
    finder.because = Because::Rule("told the meeting");
    finder.heard_by_meetings();
    finder.because = Because::Rule("spoke on behalf of others");
    finder.spokesmen(quotes);
    finder.because = Because::Rule("is sent to talks");
    finder.negotiators(&sentences);
    finder.because = Because::Rule("the heading tells whose speech it is");
    finder.headed_speech();
    finder.because = Because::Rule("speaks in a joint statement");
    finder.joint_speakers(&sentences);
    finder.because = Because::Rule("is quoted, and holds an office of those who meet");
    finder.speakers_of_rank(quotes);
    finder.because = Because::Rule("speaks most, and holds an office of those who are sent");
    finder.main_speakers(quotes);
    finder.finish()
}

fn attendance_of(status: Option<MeetingStatus>) -> Option<Attendance> {
    match status {
        Some(MeetingStatus::Planned | MeetingStatus::Postponed | MeetingStatus::Cancelled) => {
            Some(Attendance::Expected)
        }
        _ => Some(Attendance::Attended),
    }
}

struct Finder<'analysis> {
    analysis: &'analysis Analysis,
    meetings: &'analysis Meetings,
    quotes: &'analysis [quotation::Draft],
    rows: Vec<(Who, Vec<Part>)>,
    /// What is being looked at: the word, or the rule, that tells of a part.
    because: Because,
    /// Why each row is there: that of its first part.
    reasons: Vec<Because>,
    /// Where in `rows` somebody's part in a meeting stands.
    index: HashMap<(usize, Who), usize>,
}

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    fn is(&self, token: usize, class: WordClass) -> bool {
        self.analysis.is(token, class)
    }

    /// The meeting that stands nearest to a token of a sentence, else the one the report is about.
    fn meeting_for(&self, sentence: usize, token: usize) -> Option<usize> {
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
    fn latest_before(&self, sentence: usize) -> Option<usize> {
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

    fn sentence(&mut self, sentence: usize) {
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        for token in tokens.clone() {
            // "The meeting will be attended by …," the ministry said: that tells who, whoever says it.
            let lists = matches!(analysis.document.low(token), "attended" | "chaired")
                && analysis.document.low(token + 1) == "by"
                // "On Monday the minister will take part in the 7th meeting of the group," she said.
                || analysis.document.low(token) == "part"
                    && self.meetings.phrases_of(sentence).iter().any(|(_, phrase, _)| {
                        analysis.quoted[phrase.start] && (token..token + MAX_OBJECT).contains(&phrase.start)
                    });
            if !analysis.quoted[token] || lists {
                self.because = Because::Word(token);
                self.word(sentence, token, tokens.clone());
            }
        }
    }

    /// What a word of a sentence tells of those who take part.
    fn word(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        let is = |class| analysis.is(token, class);
        let low = analysis.document.low(token);
        let next = analysis.document.low(token + 1);
        let by = next == "by";
        let before = token.saturating_sub(1);
        let follows = |class| analysis.is(before, class);
        // "will join as special guests"
        if matches!(low, "join" | "joined") && next == "as" && self.attends_as_guest(token, tokens.end) {
            self.attended(sentence, token, tokens);
            return;
        }
        // "was attended in Harbour City on Monday by A and B"
        let by_behind = || {
            (token + 1..tokens.end.min(token + MAX_OCCASION))
                .take_while(|&at| !self.is(at, WordClass::ClauseMark) && !self.analysis.tags[at].is_finite())
                .find(|&at| self.low(at) == "by")
        };
        if low == "attended"
            && !by
            && follows(WordClass::ToBe)
            && let Some(by) = by_behind()
        {
            self.list(sentence, by + 1, tokens.end, ParticipationRole::Attendee);
            return;
        }
        // "will join the meeting by video"
        if matches!(low, "join" | "joins")
            && next != "as"
            && self.joins_gathering(sentence, token, tokens.end)
        {
            self.attended(sentence, token, tokens);
            return;
        }
        // "A and B joined by video link"
        if low == "joined"
            && by
            && (self.is(token + 2, WordClass::Telephony) || self.low(token + 2) == "video")
        {
            self.attended(sentence, token, tokens);
            return;
        }
        if low == "joined" && (next == "as" || !by && !self.joins_meeting(token, tokens.end)) {
            return;
        }
        if (is(WordClass::Attending) || low == "joined") && !by {
            self.attended(sentence, token, tokens);
        } else if matches!(low, "attended" | "joined") && by
            || matches!(low, "accompanied" | "flanked")
                && by
                && (follows(WordClass::ToBe)
                    || self.low(before) == "also"
                    || self.follows_meeting(sentence, token))
        {
            self.list(sentence, token + 2, tokens.end, ParticipationRole::Attendee);
        } else if matches!(low, "accompanying" | "accompany" | "accompanied")
            && !by
            && self.meetings.in_sentence(sentence).is_none()
            && self.meetings.focal().is_some()
            && self.leads_to_office(token + 1)
        {
            // "Minister A B will accompany the president": to where the report says that he goes.
            self.attended(sentence, token, tokens);
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
        } else if low == "participated"
            || is(WordClass::Participating)
                && (next == "in"
                    || self.low(token + 2) == "in"
                    || self.is(token + 1, WordClass::Remotely) && follows(WordClass::ToBe))
                && self.low(token + 2) != "it"
            || low == "part" && follows(WordClass::Taking)
            || is(WordClass::Arriving)
                && (self.names_city(token, tokens.end) || self.leads_to_meeting(sentence, token))
        {
            self.attended(sentence, token, tokens);
        } else if low == "gathered"
            && next == "in"
            && self.names_city_within(token, tokens.end)
            && self.meetings.in_sentence(sentence).or_else(|| self.meetings.focal()).is_some()
        {
            // "A and leaders of the bloc have gathered in Harbour City"
            self.attended(sentence, token, tokens);
        } else if is(WordClass::Posing) {
            // "A of Norland and B of Westmark pose for a photo before a meeting"
            if self.meetings.in_sentence(sentence).is_some() {
                self.attended(sentence, token, tokens.clone());
                // "A poses with B and C during the summit"
                let with = (token + 1..tokens.end.min(token + MAX_POSE)).find(|&at| self.low(at) == "with");
                if let Some(with) = with {
                    self.list(sentence, with + 1, tokens.end, ParticipationRole::Attendee);
                }
            }
        } else if low == "alongside" {
            if self.tells_of_meeting(sentence, tokens.clone()) {
                let from = if by { token + 2 } else { token + 1 };
                self.list(sentence, from, tokens.end, ParticipationRole::Attendee);
            }
        } else if is(WordClass::Heading) {
            if self.speaks_of_delegation(tokens.clone()) {
                let from = if by || next == "of" { token + 2 } else { token + 1 };
                self.list(sentence, from, tokens.end, ParticipationRole::Attendee);
                if !by && next == "their" {
                    // "A, B and C led their delegations"
                    self.subjects(sentence, token, tokens, ParticipationRole::Attendee);
                } else if !by {
                    self.subject(sentence, token, tokens, ParticipationRole::Attendee);
                }
            }
        } else if low == "absent" {
            if token > tokens.start && self.is(token - 1, WordClass::ToBe) {
                self.attended(sentence, token, tokens);
            }
        } else if low == "hosted" || is(WordClass::Host) && self.analysis.tags[token].is_verb() {
            // "the historic summit hosted by X", which is none of those that the report tells of
            let of_another = by
                && analysis.tagged.is_meeting(before)
                && !self.meetings.phrases_of(sentence).iter().any(|(_, phrase, _)| phrase.contains(&before));
            if of_another {
                return;
            }
            let told_before = next == "it" && self.follows_phrase(sentence);
            if told_before || self.tells_of_meeting(sentence, tokens.clone()) {
                // "the next summit will be hosted by Norland": where it is, and not yet who is there.
                let planned = self.meeting_for(sentence, token).is_none_or(|meeting| {
                    self.meetings.drafts[meeting].status == Some(MeetingStatus::Planned)
                });
                let of_country = self
                    .analysis
                    .mention_at(token + 2)
                    .is_some_and(|(_, mention)| matches!(mention.kind, Kind::Country(_)));
                if by && !(of_country && planned) {
                    self.list(sentence, token + 2, tokens.end, ParticipationRole::Host);
                } else if !by && !(token.saturating_sub(4)..token).any(|at| self.low(at) == "which") {
                    self.subject(sentence, token, tokens, ParticipationRole::Host);
                }
            }
        } else if is(WordClass::Greeting) && self.greets_guests(token, tokens.end) {
            // "The president welcomed the heads of delegations"
            self.subject(sentence, token, tokens, ParticipationRole::Host);
        } else if is(WordClass::Briefing) && by && self.is_passive(token, tokens.start) {
            // "The council was briefed by A B", "was also addressed by A B"
            self.list(sentence, token + 2, tokens.end, ParticipationRole::Speaker);
        } else if is(WordClass::Briefing)
            && !(is(WordClass::Addressing)
                && (self.names_meeting(sentence, token) || self.names_part_of_meeting(token)))
        {
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
        } else if is(WordClass::CallingTogether) {
            // "The president has summoned an extraordinary summit"
            if self.meeting_begins(sentence, token + 1).is_some() {
                self.subject(sentence, token, tokens, ParticipationRole::Host);
            }
        } else if is(WordClass::ToChair) {
            if follows(WordClass::Intending) {
                self.subjects(sentence, token, tokens, ParticipationRole::Chair);
            }
        } else if is(WordClass::Chairing) {
            // "the presiding country"
            // "Chairing the meeting was X"
            if token == tokens.start && low.ends_with("ing") {
                let verb = (token + 1..tokens.end.min(token + 12))
                    .find(|&at| self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed));
                if let Some(verb) =
                    verb.filter(|&verb| !(token..verb).any(|at| analysis.document.is_mark(at, ",")))
                {
                    self.list_first(sentence, verb + 1, tokens.end, ParticipationRole::Chair);
                    return;
                }
            }
            let is_adjective = follows(WordClass::Article)
                && matches!(analysis.tags.get(token + 1), Some(Pos::Noun | Pos::Nouns));
            if is_adjective || self.leads_body(token, tokens.end) {
                return;
            }
            self.chaired(sentence, token, tokens);
        } else if is(WordClass::Participants) {
            // "Participants at the harbour summit also included …"
            let verb = (token + 1..tokens.end.min(token + 8))
                .find(|&at| matches!(self.low(at), "were" | ":") || analysis.is(at, WordClass::Include));
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
        } else if (is(WordClass::Include) || low == "comprised")
            && self.is_delegation_of(tokens.start..token)
            && self.meetings.focal().is_some()
        {
            self.delegates(sentence, token, tokens.end);
        } else if is(WordClass::Featuring)
            // "addressing the gathering"
            && !(low == "gathering" && follows(WordClass::Article))
            && !(low == "involving" && self.involves_another(token, tokens.start))
            || is(WordClass::Involving) && self.follows_meeting(sentence, token)
            || is(WordClass::ToBe) && self.equates_holders(token)
        {
            self.list(sentence, token + 1, tokens.end, ParticipationRole::Attendee);
        } else if is(WordClass::Opening) {
            if self.tells_of_meeting(sentence, tokens.clone()) {
                self.opened(sentence, token, tokens);
            }
        } else if is(WordClass::Chairmanship) {
            if next == "of" && self.low(before) == "the" && self.low(token.saturating_sub(2)) == "under" {
                self.list_first(sentence, token + 2, tokens.end, ParticipationRole::Chair);
            }
        } else if is(WordClass::Addressing) {
            if self.names_meeting(sentence, token) || self.names_part_of_meeting(token) {
                self.subject_anywhere(sentence, token, tokens);
            }
        } else {
            self.phrase(sentence, token, tokens);
        }
    }

    /// "The Norlandic delegation included A B": whether nothing else is the subject of a verb.
    fn is_delegation_of(&self, subject: Range<usize>) -> bool {
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
    fn delegates(&mut self, sentence: usize, token: usize, end: usize) {
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

    /// Whether who is invited to a meeting stands before: "were also invited to the meeting".
    fn invites(&self, sentence: usize, token: usize, tokens: Range<usize>) -> bool {
        let to_meeting = (token + 2..tokens.end.min(token + 5)).any(|at| self.analysis.tagged.is_meeting(at));
        self.is_passive(token, tokens.start)
            && (to_meeting || self.meeting_begins(sentence, token + 2).is_some())
    }

    /// Whether "were", "had been" or the like stand right before a participle, perhaps before an adverb.
    fn is_passive(&self, participle: usize, start: usize) -> bool {
        (participle.saturating_sub(3).max(start)..participle).any(|at| {
            self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed) || self.low(at) == "been"
        })
    }

    /// Whether a country or an organization stands behind a token, perhaps behind an article.
    fn names_side(&self, token: usize) -> bool {
        let first = if self.is(token, WordClass::Article) { token + 1 } else { token };
        self.analysis
            .tagged
            .entity_at(first)
            .is_some_and(|found| matches!(found.tag, Tag::Country(_) | Tag::Organization(_)))
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

    /// Whether a person, or an office for one, begins right behind an article.
    fn leads_to_persons(&self, token: usize) -> bool {
        let first = if self.is(token, WordClass::Article) { token + 1 } else { token };
        self.analysis.mention_at(first).is_some_and(|(_, mention)| {
            mention.tokens.start >= token && matches!(mention.kind, Kind::Person { .. })
        })
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

    /// What a word tells that does so within a phrase: "on behalf of", "along with", "in attendance".
    fn phrase(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        let before = token.saturating_sub(1);
        let has = |at: Range<usize>, holds: &dyn Fn(usize) -> bool| at.into_iter().any(holds);
        match (analysis.document.low(token), analysis.document.low(token + 1)) {
            ("along" | "together", "with") if self.tells_of_meeting(sentence, tokens.clone()) => {
                self.list(sentence, token + 2, tokens.end, ParticipationRole::Attendee);
            }
            ("bringing" | "brought", "together") if !self.tells_of_meeting(sentence, tokens.clone()) => {}
            ("bringing" | "brought", "together") | ("participation" | "presence", "of") => {
                self.list(sentence, token + 2, tokens.end, ParticipationRole::Attendee);
            }
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
                self.subject(sentence, token, tokens, ParticipationRole::Attendee);
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
            ("behalf", _)
                if has(token.saturating_sub(4)..token, &|at| {
                    self.is(at, WordClass::Conversing) || self.low(at) == "delivered"
                }) =>
            {
                self.speakers(sentence, token, tokens);
            }
            ("present", _) => self.present(sentence, token, tokens),
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
            ("sent", _)
                if self.is(token + 1, WordClass::Article)
                    || self.is(token + 1, WordClass::PossessivePronoun) =>
            {
                self.sent(sentence, token, tokens);
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
                self.speakers(sentence, token, tokens);
            }
            // "In a statement issued at the end of the meeting, Minister A B said"
            (_, "of")
                if self.is(token, WordClass::EdgeOfMeeting)
                    && self.low(before) == "the"
                    && self.low(token.saturating_sub(2)) == "at"
                    && self.meeting_begins(sentence, token + 2).is_some() =>
            {
                self.spoke(sentence, token, tokens);
            }
            // "X noted in his speech", "Taking the floor, X said": at the meeting that the report is about.
            ("his" | "her" | "their", _)
                if self.low(before) == "in"
                    && (token + 1..token + 3).any(|at| self.is(at, WordClass::OwnWords))
                    && !self.speaks_elsewhere(token + 2, tokens.end) =>
            {
                self.spoke(sentence, token, tokens);
            }
            ("floor", _) if self.is(token.saturating_sub(2), WordClass::Taking) => {
                self.spoke(sentence, token, tokens);
            }
            // "A and B are among those expected at the summit"
            ("among", "those")
                if self.is(before, WordClass::ToBe)
                    && (token + 2..token + 4).any(|at| {
                        self.is(at, WordClass::Attending)
                            || matches!(self.low(at), "expected" | "due" | "invited" | "present")
                    }) =>
            {
                self.subjects(sentence, token, tokens, ParticipationRole::Attendee);
            }
            // "A B was among the first speakers."
            ("among", _)
                if self.is(before, WordClass::ToBe)
                    && (token + 1..token + 5).any(|at| {
                        self.is(at, WordClass::Participants)
                            || matches!(self.low(at), "speakers" | "delegates")
                    }) =>
            {
                self.subject(sentence, token, tokens, ParticipationRole::Attendee);
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
                    self.subject(sentence, token, tokens, ParticipationRole::Guest);
                }
            }
            ("guests", _) if self.low(before) == "as" => self.list_all(sentence, tokens.start, token),
            ("declared", "open") => self.subject(sentence, token, tokens, ParticipationRole::Speaker),
            // "Presidents A B and C D are also at the meeting."
            ("at", _) if self.are_at(sentence, token, tokens.start) => self.attended(sentence, token, tokens),
            ("during" | "at", _) if self.meeting_begins(sentence, token + 1).is_some() => {
                self.present_at(sentence, token, tokens.clone());
                self.acted_by(sentence, token, tokens.clone());
                self.acted_at(sentence, token, tokens);
            }
            _ => {}
        }
    }

    /// The subject of "pulled out of the summit": absent.
    fn withdrawn(&mut self, sentence: usize, token: usize) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let analysis = self.analysis;
        let subject = analysis.subject(token, |chunk| !analysis.quoted[chunk.head()]);
        let index = subject.and_then(|chunk| analysis.mention_at(chunk.head())).map(|(index, _)| index);
        if let Some(index) = index {
            let (role, attendance) = (ParticipationRole::Attendee, Some(Attendance::Absent));
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    /// "was declared open on Monday by X", "was opened by X"
    fn opened(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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

    /// "X and Y sent their foreign ministers": countries that somebody without a name stood for.
    fn sent(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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

    /// Whether the object of "join" is a gathering: "will join the meeting".
    fn joins_gathering(&self, sentence: usize, token: usize, end: usize) -> bool {
        (self.meetings.in_sentence(sentence).is_some() || self.meetings.focal().is_some())
            && (token + 1..end.min(token + MAX_OBJECT))
                .take_while(|&at| !self.is(at, WordClass::ClauseMark) && !self.analysis.tags[at].is_verb())
                .any(|at| self.analysis.tagged.is_meeting(at))
    }

    /// "joined the talks", "joined them by video": not "joined the league".
    fn joins_meeting(&self, token: usize, end: usize) -> bool {
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

    /// "who chairs the African Union": a body is led, no meeting of it.
    fn leads_body(&self, token: usize, end: usize) -> bool {
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

    /// "went for talks accompanied by …": whether a meeting is named right before a token.
    fn follows_meeting(&self, sentence: usize, token: usize) -> bool {
        self.meetings
            .phrases_of(sentence)
            .iter()
            .any(|(_, tokens, _)| tokens.end <= token && token <= tokens.end + 1)
            || token > 0 && self.analysis.tagged.is_meeting(token - 1)
    }

    /// "a dispute involving Norland": the noun before, over names and dates, is none of a meeting.
    fn involves_another(&self, token: usize, start: usize) -> bool {
        let meeting = |at: usize| self.analysis.tagged.is_meeting(at);
        let noun = (start..token).rev().find(|&at| {
            let lower = self.analysis.document.tokens[at].case == Case::Lower;
            meeting(at) || lower && self.analysis.tags[at].is_noun()
        });
        noun.is_some_and(|at| !meeting(at) && !self.is(at, WordClass::Participants))
    }

    /// "The following heads of delegation took part:", "Present were:" before a colon.
    fn tells_who(&self, tokens: Range<usize>) -> bool {
        // "Guest members included:", "Representatives of the observer states included:"
        let included = tokens.clone().next_back().is_some_and(|last| self.is(last, WordClass::Include));
        tokens.len() <= MAX_LEAD_IN
            && (included || tokens.into_iter().any(|at| self.is(at, WordClass::Attendance)))
    }

    /// Whether a city stands near behind a token, before another verb.
    fn names_city_within(&self, token: usize, end: usize) -> bool {
        (token + 1..end.min(token + MAX_JOURNEY)).take_while(|&at| !self.analysis.tags[at].is_verb()).any(
            |at| self.analysis.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::City(_))),
        )
    }

    fn names_city(&self, token: usize, end: usize) -> bool {
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
    fn leads_to_meeting(&self, sentence: usize, token: usize) -> bool {
        self.meetings.phrases_of(sentence).iter().any(|(_, phrase, _)| {
            phrase.start > token
                && phrase.start - token <= MAX_JOURNEY_TO_MEETING
                && (self.low(phrase.start - 1) == "for"
                    || self.low(phrase.start - 1) == "of"
                        && self.low(phrase.start.saturating_sub(2)) == "venue")
                && !(token + 1..phrase.start).any(|at| self.analysis.tags[at].is_finite())
        })
    }

    fn tells_of_meeting(&self, sentence: usize, tokens: Range<usize>) -> bool {
        self.meetings.in_sentence(sentence).is_some()
            || tokens.into_iter().any(|at| {
                self.is(at, WordClass::GeneralMeeting) || matches!(self.low(at), "summit" | "attended")
            })
    }

    fn speaks_of_delegation(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|at| self.is(at, WordClass::DelegationNoun))
    }

    /// "Taking part were: …", "Joining X were …": a list behind the verb of a sentence that begins with attendance.
    fn inverted_list(&mut self, sentence: usize, tokens: Range<usize>) {
        // "Those present were A and B. Others are C and D."
        let goes_on = self.low(tokens.start) == "others"
            && (self.is(tokens.start + 1, WordClass::ToBe) || self.is(tokens.start + 1, WordClass::Include))
            && sentence > 0
            && self.analysis.document.sentences[sentence - 1]
                .tokens
                .clone()
                .any(|at| self.is(at, WordClass::Attendance));
        // "The others who have confirmed their attendance are A and B."
        let others = usize::from(self.is(tokens.start, WordClass::Article)) + tokens.start;
        let confirmed = self.low(others) == "others"
            && self.is(others + 1, WordClass::Relative)
            && tokens.clone().take(12).any(|at| self.is(at, WordClass::Attendance));
        // "The ministers of the league met. They included A and B."
        let counted = self.low(tokens.start) == "they"
            && self.is(tokens.start + 1, WordClass::Include)
            && self.follows_phrase(sentence);
        let opens = goes_on
            || confirmed
            || counted
            || self.is(tokens.start, WordClass::OpensAttendance)
                && tokens.clone().take(8).any(|at| self.is(at, WordClass::Attendance));
        if !opens {
            return;
        }
        let verb = tokens.clone().take(24).find(|&at| {
            self.is(at, WordClass::ToBe) || self.is(at, WordClass::Include) || self.low(at) == ":"
        });
        let Some(verb) = verb else { return };
        let Some(meeting) = self.meeting_for(sentence, verb) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        let before = if self.low(tokens.start) == "joining" { tokens.start } else { verb };
        let indices: Vec<usize> =
            self.analysis.mentions_in(before..tokens.end).map(|(index, _)| index).collect();
        for index in indices {
            if !self.is_inside_phrase(sentence, index) {
                self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
            }
        }
    }

    /// All persons and offices to the end of the sentence: "A was represented by X, B – by Y".
    fn list_all(&mut self, sentence: usize, token: usize, end: usize) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        let indices: Vec<usize> = self
            .analysis
            .mentions_in(token..end)
            .filter(|(_, mention)| matches!(mention.kind, Kind::Person { .. } | Kind::Office))
            .map(|(index, _)| index)
            .collect();
        for index in indices {
            self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
        }
    }

    /// Those who stand in lines of their own behind "The following took part:".
    fn list_below(&mut self, sentence: usize, token: usize) {
        let analysis = self.analysis;
        let document = &analysis.document;
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        let first = document.sentences[sentence].paragraph + 1;
        let lines = document.paragraphs.iter().skip(first).take_while(|line| {
            let named = analysis.mentions_in(line.tokens.clone()).next().is_some_and(|(_, mention)| {
                mention.tokens.start < line.tokens.start + 4
                    && matches!(mention.kind, Kind::Person { .. } | Kind::Office | Kind::Country(_))
            });
            let acts = |at: usize| analysis.tags[at].is_finite() && analysis.mention_at(at).is_none();
            named
                && line.role == ParagraphRole::Body
                && line.tokens.len() <= MAX_LINE
                && !line.tokens.clone().any(acts)
        });
        let lines: Vec<Range<usize>> = lines.map(|line| line.sentences.clone()).collect();
        for at in lines.into_iter().flatten() {
            let tokens = document.sentences[at].tokens.clone();
            let mut named = analysis
                .mentions_in(tokens)
                .filter(|(_, mention)| matches!(mention.kind, Kind::Person { .. } | Kind::Office))
                .map(|(index, _)| index);
            let first = named.next();
            // "President A B Prime Minister C D": one behind the other in one line, each with an office.
            let others = named.filter(|&index| {
                let mention = &analysis.mentions[index];
                mention.person.is_some()
                    && mention.office.is_some()
                    && !analysis.is_governed(mention.tokens.start)
            });
            let indices: Vec<usize> = first.into_iter().chain(others).collect();
            for index in indices {
                let role = ParticipationRole::Attendee;
                self.add(index, Part { meeting, role, attendance, sentence: at });
            }
        }
    }

    /// "The ministers from A, B and C …": the officials of several countries are those of the meeting told of.
    fn ministers_of_countries(&mut self, sentence: usize, tokens: Range<usize>) {
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

    /// "The 19th meeting of the Sino-Portuguese group", "Norland-Westmark talks": the two countries.
    fn countries_joined(&mut self) {
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

    /// "Representatives of A, B and C met …", "the Governments of A and B held the meeting": delegations without a name.
    fn delegates_of_countries(&mut self, sentence: usize, tokens: Range<usize>) {
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
                .any(|at| self.is(at, WordClass::Include) || self.is(at, WordClass::Featuring));
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

    /// The countries of a list that begins at a token, and where it ends: "the CAN nations, A, B and C".
    fn country_list(&self, token: usize, end: usize) -> (Vec<CountryCode>, usize) {
        let analysis = self.analysis;
        let mut countries = Vec::new();
        let mut at = token;
        while at < end && at - token < 60 {
            if let Some(found) = analysis.tagged.entity_at(at) {
                match found.tag {
                    Tag::Country(code) => countries.push(code),
                    Tag::Organization(_) if countries.is_empty() => {}
                    _ => break,
                }
                at = found.tokens.end;
                continue;
            }
            // "six countries - member states (A, B and C)"
            let joins = self.is(at, WordClass::JoinsNames)
                || countries.is_empty()
                    && (self.is(at, WordClass::MemberStates)
                        || self.is(at, WordClass::Dash)
                        || analysis.tags[at] == Pos::Number
                        || matches!(self.low(at), "(" | ":" | "all"));
            if !joins {
                break;
            }
            at += 1;
        }
        (countries, at)
    }

    /// The persons and offices of a range that no preposition governs.
    fn ungoverned(&self, tokens: Range<usize>) -> Vec<usize> {
        self.analysis
            .mentions_in(tokens)
            .filter(|(_, mention)| {
                matches!(mention.kind, Kind::Person { .. } | Kind::Office)
                    && !self.analysis.is_governed(mention.tokens.start)
            })
            .map(|(index, _)| index)
            .collect()
    }

    /// The mentions coordinated before a verb: "X and Y will co-chair".
    fn subjects(&mut self, sentence: usize, token: usize, tokens: Range<usize>, role: ParticipationRole) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for index in self.ungoverned(tokens.start..token) {
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    fn names_meeting(&self, sentence: usize, token: usize) -> bool {
        self.meetings
            .phrases_of(sentence)
            .iter()
            .any(|(_, tokens, _)| tokens.start > token && tokens.start < token + 6)
            || (token..token + 6).any(|at| self.analysis.tagged.is_meeting(at))
    }

    /// "Speaking at the opening ceremony", "addressing the event": of the meeting that was told of.
    fn names_part_of_meeting(&self, token: usize) -> bool {
        let behind = if self.low(token + 1) == "at" { token + 2 } else { token + 1 };
        self.low(behind) == "the"
            && (behind + 1..behind + 3).any(|at| self.is(at, WordClass::PartOfMeeting))
            && !(behind + 2..behind + 4).any(|at| self.is(at, WordClass::Attaching))
    }

    fn meeting_begins(&self, sentence: usize, token: usize) -> Option<usize> {
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

    /// "X and Y attended the meeting", "other officials including X also attended".
    fn attended(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        // "guests set to attend the summit": they are, and not the subject of the sentence.
        let of_noun = token >= tokens.start + 4
            && self.low(token - 1) == "to"
            && self.is(token - 2, WordClass::BoundTo)
            && self.analysis.tags[token - 3].is_noun()
            && self.analysis.mention_at(token - 3).is_none_or(|(_, mention)| mention.person.is_none());
        if of_noun || self.attends_others(sentence, token, tokens.end) {
            return;
        }
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let meeting = self.gathering_of(sentence, meeting, tokens.start..token);
        let negated = self.low(token) == "absent"
            // "neither A nor B were attending"
            || (tokens.start..token)
                .rev()
                .take_while(|&at| !self.is(at, WordClass::EndsClause))
                .any(|at| self.low(at) == "neither")
            || (token.saturating_sub(3)..token).any(|at| {
                self.is(at, WordClass::Denial)
                    || self.is(at, WordClass::Refusing)
                    || self.low(at) == "skipped"
                    || self.low(at).ends_with("n't")
                    || self.low(at).ends_with("n’t")
            });
        // "attended as a guest of honour"
        let role = if self.attends_as_guest(token, tokens.end) {
            ParticipationRole::Guest
        } else {
            ParticipationRole::Attendee
        };
        let draft = &self.meetings.drafts[meeting];
        let attendance = if negated { Some(Attendance::Absent) } else { attendance_of(draft.status) };
        // "X attended, even though neither Y nor Z have participated": only those behind it.
        let neither = (tokens.start..token).rev().find(|&at| self.low(at) == "neither");
        // "The president sent Minister A B to attend": only whom he sent.
        let sent = (tokens.start..token).rev().find(|&at| {
            self.is(at, WordClass::Sending)
                // "A and B were also invited to attend": they are who may come.
                && !self.is_passive(at, tokens.start)
                // "A and B accepted an invitation to attend"
                && self.analysis.mentions_in(at..token).next().is_some()
        });
        let first = neither.filter(|_| negated).or(sent).unwrap_or(tokens.start);
        let indices: Vec<usize> = self.analysis.mentions_in(first..token).map(|(index, _)| index).collect();
        // "received the ministers who arrived to take part": those before "who", and whoever is joined with them.
        let who = (first..token)
            .rev()
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .find(|&at| self.low(at) == "who");
        let mut antecedents: Vec<usize> = Vec::new();
        for &index in indices.iter().rev().filter(|_| who.is_some()) {
            let ends = self.analysis.mentions[index].tokens.end;
            let next = antecedents.last().map(|&next: &usize| self.analysis.mentions[next].tokens.start);
            let joined = |until: usize| {
                until >= ends
                    && until - ends <= 2
                    && (ends..until).all(|at| self.is(at, WordClass::Joining) || self.low(at) == "the")
            };
            match (who, next) {
                (Some(who), _) if ends > who => {}
                (Some(_), None) => antecedents.push(index),
                (_, Some(next)) if joined(next) => antecedents.push(index),
                _ => break,
            }
        }
        let is_spoken_of = |index: usize| {
            who.is_some_and(|who| self.analysis.mentions[index].tokens.end <= who)
                && !antecedents.contains(&index)
        };
        let indices: Vec<usize> = indices.into_iter().filter(|&index| !is_spoken_of(index)).collect();
        for index in indices {
            // A clause before says something else: "X said that Y attended".
            let between = self.analysis.mentions[index].tokens.end..token;
            if between
                .clone()
                .any(|at| self.is(at, WordClass::EndsClause) && !self.joins_list(tokens.start, at))
            {
                continue;
            }
            if self.is_inside_phrase(sentence, index) {
                continue;
            }
            // "A and B, which have ties with C, attended": C is only spoken of. "All except D", "the site of E's office".
            let mention = &self.analysis.mentions[index];
            let before = mention.tokens.start.saturating_sub(1);
            if self.is(before, WordClass::Excepting) || self.is_owner(mention) {
                continue;
            }
            // "departs for Norland, where he will attend"
            let governed = matches!(mention.kind, Kind::Country(_))
                && (matches!(self.low(mention.tokens.start.saturating_sub(1)), "with" | "for")
                    // "visited Norland to attend"
                    || mention.tokens.start > tokens.start && self.is(before, WordClass::Visiting)
                    // "cooperation between his country and Norland"
                    || (mention.tokens.start.saturating_sub(MAX_BETWEEN).max(tokens.start)..mention.tokens.start)
                        .any(|at| self.low(at) == "between"));
            if governed {
                continue;
            }
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    /// "as a guest of honour", "as special guests", behind a verb of attending.
    fn attends_as_guest(&self, token: usize, end: usize) -> bool {
        (token + 1..end.min(token + MAX_OCCASION)).any(|at| {
            self.low(at) == "as" && (at + 1..end.min(at + MAX_GUEST)).any(|at| self.is(at, WordClass::Guest))
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

    /// Whether the sentence before tells of a meeting.
    fn follows_phrase(&self, sentence: usize) -> bool {
        sentence.checked_sub(1).is_some_and(|before| !self.meetings.phrases_of(before).is_empty())
    }

    /// Where somebody "is also attending" who is none of the two who met: the gathering that the report tells of too.
    fn gathering_of(&self, sentence: usize, meeting: usize, tokens: Range<usize>) -> usize {
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

    fn is_inside_phrase(&self, sentence: usize, index: usize) -> bool {
        let start = self.analysis.mentions[index].tokens.start;
        self.meetings.phrases_of(sentence).iter().any(|(_, tokens, _)| tokens.contains(&start))
    }

    fn present(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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

    /// A list of mentions from a token on.
    fn list(&mut self, sentence: usize, token: usize, end: usize, role: ParticipationRole) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for index in self.listed(token, end) {
            let part = Part { meeting, role, attendance, sentence };
            // "representatives of President A B of Norland": not himself.
            let first = self.analysis.mentions[index].tokens.start;
            let represents = first >= 2
                && self.low(first - 1) == "of"
                && matches!(self.low(first - 2), "representative" | "representatives");
            match self.country_of(index).filter(|_| represents) {
                Some(country) => {
                    self.push(
                        Who::Unnamed { office: None, country: Some(country), organization: None },
                        part,
                    );
                }
                None => self.add(index, part),
            }
        }
    }

    /// The country for which a person, or the holder of an office, stands.
    fn country_of(&self, index: usize) -> Option<CountryCode> {
        let mention = &self.analysis.mentions[index];
        let office = || mention.office.as_ref().and_then(|office| office.countries.first().copied());
        mention.person.and_then(|person| self.analysis.registry.persons[person].country()).or_else(office)
    }

    /// The first of a list: "the chairman of the council, Prime Minister A B" is one, whose name stands behind.
    fn first_listed(&self, token: usize, end: usize) -> Option<usize> {
        let listed = self.listed(token, end);
        let &first = listed.first()?;
        let apposed = listed.get(1).copied().filter(|&second| {
            let (office, person) = (&self.analysis.mentions[first], &self.analysis.mentions[second]);
            office.kind == Kind::Office
                && person.person.is_some()
                && person.tokens.start == office.tokens.end + 1
                && self.low(office.tokens.end) == ","
        });
        Some(apposed.unwrap_or(first))
    }

    fn list_first(&mut self, sentence: usize, token: usize, end: usize, role: ParticipationRole) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        if let Some(index) = self.first_listed(token, end) {
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    /// The mentions from a token on, up to a verb of the next clause.
    fn listed(&self, token: usize, end: usize) -> Vec<usize> {
        let analysis = self.analysis;
        let mut found = Vec::new();
        let mut at = token;
        while at < end {
            if let Some((index, mention)) = analysis.mention_at(at) {
                found.push(index);
                at = mention.tokens.end;
                continue;
            }
            // "(hereinafter referred to as …)"
            if self.low(at) == "("
                && let Some(close) = (at..end.min(at + MAX_ASIDE)).find(|&at| self.low(at) == ")")
                && analysis.mentions_in(at..close).all(|(_, mention)| mention.person.is_none())
            {
                at = close + 1;
                continue;
            }
            // "hosted by A and chaired by B"
            let by_another = self.low(at + 1) == "by" && analysis.tags[at].is_verb();
            // "the ministers of the bloc, in addition to its secretary-general"
            if self.low(at) == "in" && self.low(at + 1) == "addition" && self.low(at + 2) == "to" {
                at += 3;
                continue;
            }
            // "officials representing the ministry and the port"
            let whom = if self.is(at + 1, WordClass::Article) { at + 2 } else { at + 1 };
            let side = analysis.tagged.entity_at(whom).map_or(whom, |found| found.tokens.end);
            let representing = self.low(at) == "representing"
                && (!self.names_side(at + 1) || analysis.tags.get(side).is_some_and(|tag| tag.is_noun()));
            let stops = self.is(at, WordClass::EndsList)
                || by_another
                || representing
                || self.is(at, WordClass::Tensed)
                || self.is(at, WordClass::Relative);
            // "in" may belong to an office in a list: only where nothing of the list was found does it go on.
            if stops && !found.is_empty() {
                break;
            }
            at += 1;
        }
        found
    }

    fn chaired(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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
                let both = self.low(token).starts_with("co-");
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

    /// "X and Y spoke on behalf of the others", "X and Y delivered speeches".
    fn speakers(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
        let Some(meeting) = self.latest_before(sentence) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for index in self.ungoverned(tokens.start..token) {
            self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
        }
    }

    /// The nearest mention before a verb that no preposition governs.
    fn subject(&mut self, sentence: usize, token: usize, tokens: Range<usize>, role: ParticipationRole) {
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

    /// "Addressing the meeting, X said": the subject stands behind, or before.
    fn subject_anywhere(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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
            self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
        }
    }

    /// Whether "at" makes those before it present: "are also at the meeting".
    fn are_at(&self, sentence: usize, token: usize, start: usize) -> bool {
        let linked = (token.saturating_sub(2).max(start)..token)
            .rev()
            .find(|&at| !matches!(self.low(at), "also" | "all" | "both"));
        linked.is_some_and(|at| self.is(at, WordClass::ToBe) && self.is(at, WordClass::Tensed))
            && (self.meeting_begins(sentence, token + 1).is_some()
                || self.is(token + 1, WordClass::Article) && self.analysis.tagged.is_meeting(token + 2))
    }

    /// "X and other leaders would sign … during the summit": the subject of a sentence that tells what happens there.
    fn present_at(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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

    /// Whether a mention is of a person who is not governed by a preposition, nor spoken of between marks.
    fn is_free_person(&self, mention: &Mention) -> bool {
        matches!(mention.kind, Kind::Person { sure: true, .. })
            && !self.analysis.is_governed(mention.tokens.start)
            && !self.analysis.quoted[mention.tokens.start]
    }

    /// Whether a speech was held elsewhere than at the meeting that was told of: "in his speech at the academy".
    fn speaks_elsewhere(&self, token: usize, end: usize) -> bool {
        let place =
            (token..end.min(token + 3)).find(|&at| self.is(at, WordClass::Locative) || self.low(at) == "to");
        place.is_some_and(|at| !(at + 1..end.min(at + 6)).any(|at| self.analysis.tagged.is_meeting(at)))
    }

    /// The person who is the subject of a sentence, who spoke at the meeting that was told of last.
    fn spoke(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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
            self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
        }
    }

    /// "It was announced by X at the 13th session": who acts stands before the meeting.
    fn acted_by(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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
    fn acted_at(&mut self, sentence: usize, token: usize, tokens: Range<usize>) {
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

    /// Adds a mention: a person, or an office or a country without a name.
    fn add(&mut self, index: usize, part: Part) {
        let analysis = self.analysis;
        let mention = &analysis.mentions[index];
        // "gathered at the Kombe Arena": no person has an article.
        let is_unsure = matches!(mention.kind, Kind::Person { sure: false, .. });
        if is_unsure && mention.tokens.start > 0 && self.low(mention.tokens.start - 1) == "the" {
            return;
        }
        let person = mention.person.or_else(|| {
            let office = mention.office.as_ref().filter(|_| mention.kind == Kind::Office)?;
            analysis.registry.holder(office, &analysis.mentions, mention.tokens.start)
        });
        let person = person.or_else(|| {
            let pronoun = mention.kind == Kind::Pronoun(Pronoun::Singular);
            pronoun.then(|| analysis.mentions[analysis.antecedent(mention.tokens.start)?].person).flatten()
        });
        if let Some(person) = person {
            self.push(Who::Person(person), part);
            return;
        }
        match &mention.kind {
            Kind::Office => {
                let Some(office) = &mention.office else { return };
                let text = if office.plural { singular(&office.text) } else { office.text.to_string() };
                let text = (!text.is_empty()).then_some(text);
                if office.countries.is_empty() {
                    if let Some(organization) = office.organization.clone().filter(|_| !office.plural) {
                        self.push(
                            Who::Unnamed { office: text, country: None, organization: Some(organization) },
                            part,
                        );
                    }
                    return;
                }
                for &country in &office.countries {
                    self.push(
                        Who::Unnamed { office: text.clone(), country: Some(country), organization: None },
                        part,
                    );
                }
            }
            Kind::Country(code) => {
                let is_adjective = analysis
                    .tagged
                    .entity_at(mention.tokens.start)
                    .is_some_and(|found| matches!(found.tag, Tag::Demonym(_)));
                let possessive = analysis
                    .document
                    .tokens
                    .get(mention.tokens.end)
                    .is_some_and(|next| next.kind == TokenKind::Possessive);
                if !is_adjective
                    && !possessive
                    && !self.is(mention.tokens.start.saturating_sub(1), WordClass::Locative)
                    && self.low(mention.tokens.start.saturating_sub(1)) != "to"
                    && !self.places_city(mention.tokens.start)
                {
                    self.push(Who::Unnamed { office: None, country: Some(*code), organization: None }, part);
                }
            }
            // "the Velmoran delegation"
            Kind::Group
                if self
                    .analysis
                    .document
                    .slice(mention.tokens.clone())
                    .to_lowercase()
                    .ends_with("delegation") =>
            {
                let country =
                    analysis.tagged.entities(mention.tokens.clone()).find_map(|found| match found.tag {
                        Tag::Country(code) | Tag::Demonym(code) => Some(code),
                        _ => None,
                    });
                if country.is_some() {
                    self.push(Who::Unnamed { office: None, country, organization: None }, part);
                }
            }
            _ => {}
        }
    }

    /// "in Harbour City, Norland", "Harbour City of Norland": where a city is.
    fn places_city(&self, country: usize) -> bool {
        let joins = country.checked_sub(1).filter(|&at| matches!(self.low(at), "," | "of"));
        joins.and_then(|at| at.checked_sub(1)).is_some_and(|city| {
            self.analysis.tagged.entity(city).is_some_and(|found| matches!(found.tag, Tag::City(_)))
        })
    }

    /// Who is quoted in a report of one gathering, and holds an office of those who gather there, was there: ministers at a
    /// meeting of ministers, leaders at a summit, the organization's secretary-general at either.
    fn speakers_of_rank(&mut self, quotes: &[quotation::Draft]) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.focal() else { return };
        let draft = &self.meetings.drafts[meeting];
        // "met with leaders of the region": those who are quoted are of them.
        let of_leaders = draft.kind == Some(MeetingKind::GroupMeeting)
            && draft.series.as_deref().is_some_and(|series| {
                let series = series.to_lowercase();
                ["leaders", "presidents", "heads of state", "heads of government"]
                    .iter()
                    .any(|group| series.contains(group))
            });
        let several =
            of_leaders || matches!(draft.kind, None | Some(MeetingKind::Summit | MeetingKind::Ministerial));
        // "the trilateral meeting of the defence chiefs": of no organization.
        let of_level = draft.kind == Some(MeetingKind::Ministerial) && !draft.by_participants;
        // Written from the venue: the ministers who speak are there.
        let on_site =
            analysis.dateline_place.as_ref().is_some_and(|(city, _)| draft.city.as_ref() == Some(city));
        if draft.status != Some(MeetingStatus::Held) || !several || draft.organization.is_none() && !of_level
        {
            return;
        }
        // The report is about it, and does not only mention it further down.
        let lead: Vec<usize> = analysis.body_sentences().take(LEAD_SENTENCES).collect();
        if !draft.places.iter().any(|(sentence, _)| lead.contains(sentence)) {
            return;
        }
        let cue_sentence = |cue: &Range<usize>| {
            let sentence = analysis.document.sentence_of(cue.start);
            analysis.document.sentences[sentence].tokens.clone()
        };
        // Whom the lead quotes from an interview says the rest there too.
        let interviewed: HashSet<usize> = quotes
            .iter()
            .filter_map(|quote| Some((quote.voice.person?, quote.cue.as_ref()?)))
            .filter(|(_, cue)| {
                lead.contains(&analysis.document.sentence_of(cue.start))
                    && cue_sentence(cue).any(|at| self.low(at) == "interview")
            })
            .map(|(person, _)| person)
            .collect();
        for quote in quotes {
            let (Some(person), Some(cue)) = (quote.voice.person, &quote.cue) else { continue };
            if interviewed.contains(&person) {
                continue;
            }
            let fits = analysis.registry.persons[person].offices.iter().any(|office| {
                let text = office.text.to_lowercase();
                let lesser = ["deputy", "vice", "assistant", "former", "spokes"].iter().any(|word| {
                    text.strip_prefix(word).is_some_and(|rest| {
                        // "Vice President A B of Norland", at a summit.
                        let stands_in = rest.trim_start_matches(['-', ' ']) == "president"
                            && draft.kind == Some(MeetingKind::Summit)
                            && !office.countries.is_empty();
                        !rest.starts_with(" prime minister") && !stands_in
                    })
                });
                let of_rank = match draft.kind {
                    Some(MeetingKind::Summit) if !on_site => {
                        office.rank <= Rank::Government || text.ends_with("president")
                    }
                    Some(MeetingKind::GroupMeeting) => office.rank <= Rank::Government,
                    Some(MeetingKind::Summit) => {
                        office.rank <= Rank::Minister && !office.countries.is_empty()
                    }
                    Some(MeetingKind::Ministerial) | None => {
                        office.rank == Rank::Minister && !office.countries.is_empty()
                    }
                    _ => office.rank <= Rank::Minister && !office.countries.is_empty(),
                };
                // "the opposition leader", "the coup leader"
                let of_faction = text.split(' ').any(|word| WordId::of(word).is(WordClass::Faction));
                let secretary =
                    office.head.starts_with("secretary") && office.organization == draft.organization;
                !lesser && !of_faction && !office.former && (of_rank || secretary)
            });
            let sentence = analysis.document.sentence_of(cue.start);
            let elsewhere = analysis.document.sentences[sentence].tokens.clone().any(|at| {
                self.is(at, WordClass::MediaOfWords)
                    || self.is(at, WordClass::SocialMedia)
                    || self.low(at) == "earlier"
                    || !on_site
                        && draft.kind != Some(MeetingKind::Summit)
                        && self.is(at, WordClass::Journalists)
            });
            if fits && !elsewhere {
                let attendance = attendance_of(draft.status);
                self.push(
                    Who::Person(person),
                    Part { meeting, role: ParticipationRole::Attendee, attendance, sentence },
                );
            }
        }
    }

    /// "Statement by Minister A B at the 5th ministerial of the league": whoever spoke there.
    fn headed_speech(&mut self) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.focal() else { return };
        let draft = &self.meetings.drafts[meeting];
        if draft.status == Some(MeetingStatus::Planned) || draft.by_participants {
            return;
        }
        let attendance = attendance_of(draft.status);
        let lead = analysis.body_sentences().take(LEAD_SENTENCES);
        for sentence in analysis.title_sentences().chain(lead) {
            let tokens = analysis.document.sentences[sentence].tokens.clone();
            let by = tokens.clone().skip(1).find(|&at| {
                self.low(at) == "by"
                    && (self.is(at - 1, WordClass::Remarks) || self.is(at - 1, WordClass::Speech))
            });
            let Some(by) = by else { continue };
            let at_meeting = (by + 1..tokens.end).any(|at| {
                matches!(self.low(at), "at" | "during" | "to" | "in")
                    && (at + 1..tokens.end.min(at + MAX_NAME_OF_MEETING))
                        .any(|at| analysis.tagged.is_meeting(at))
            });
            let speaker = analysis
                .mentions_in(by + 1..tokens.end.min(by + MAX_TITLE_OF_SPEAKER))
                .find(|(_, mention)| mention.person.is_some());
            if let Some((index, _)) = speaker.filter(|_| at_meeting) {
                self.add(index, Part { meeting, role: ParticipationRole::Speaker, attendance, sentence });
                return;
            }
        }
    }

    /// Who speaks most in a report of one gathering, holds an office, and is told of at no other meeting, was there.
    fn main_speakers(&mut self, quotes: &[quotation::Draft]) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.focal() else { return };
        let draft = &self.meetings.drafts[meeting];
        let of_two = draft.by_participants && draft.kind == Some(MeetingKind::Bilateral);
        let lead: Vec<usize> = analysis.body_sentences().take(LEAD_SENTENCES).collect();
        let is_told_first = draft.places.iter().any(|(sentence, _)| lead.contains(sentence));
        if draft.status != Some(MeetingStatus::Held) || draft.earlier || of_two || !is_told_first {
            return;
        }
        let mut spoken: HashMap<usize, Vec<usize>> = HashMap::default();
        for quote in quotes {
            if let (Some(person), Some(cue)) = (quote.voice.person, &quote.cue) {
                spoken.entry(person).or_default().push(analysis.document.sentence_of(cue.start));
            }
        }
        let placed: HashSet<usize> = self
            .rows
            .iter()
            .filter_map(|(who, _)| match who {
                Who::Person(person) => Some(*person),
                Who::Unnamed { .. } => None,
            })
            .collect();
        let attendance = attendance_of(draft.status);
        let mut found: Vec<(usize, usize)> = spoken
            .into_iter()
            .filter(|(person, sentences)| {
                let offices = &analysis.registry.persons[*person].offices;
                let sent = offices.iter().any(|office| {
                    !office.former
                        && !office.text.to_lowercase().contains("spokes")
                        && (office.rank <= Rank::Minister
                            || WordId::of(&office.head).is(WordClass::Delegable))
                });
                let elsewhere = sentences.iter().any(|&sentence| {
                    analysis.document.sentences[sentence]
                        .tokens
                        .clone()
                        .any(|at| self.is(at, WordClass::MediaOfWords) || self.is(at, WordClass::SocialMedia))
                });
                sentences.len() >= MAIN_SPEAKER && sent && !elsewhere && !placed.contains(person)
            })
            .map(|(person, sentences)| (person, sentences[0]))
            .collect();
        found.sort_unstable();
        for (person, sentence) in found {
            self.push(
                Who::Person(person),
                Part { meeting, role: ParticipationRole::Attendee, attendance, sentence },
            );
        }
    }

    /// "In a joint statement, Minister A B of X, Y's C D and Z's E F said …": those who speak in one voice were at the meeting
    /// that the report is about.
    fn joint_speakers(&mut self, sentences: &[usize]) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.focal() else { return };
        let draft = &self.meetings.drafts[meeting];
        let several = matches!(draft.kind, None | Some(MeetingKind::Summit | MeetingKind::Ministerial));
        if draft.status != Some(MeetingStatus::Held) || !several {
            return;
        }
        let attendance = attendance_of(draft.status);
        for &sentence in sentences {
            let tokens = analysis.document.sentences[sentence].tokens.clone();
            let joint = tokens.clone().find(|&at| {
                self.low(at) == "joint"
                    && (at + 1..at + 3)
                        .any(|at| analysis.tagged.find(at, |tag| matches!(tag, Tag::Document(_))).is_some())
            });
            let Some(joint) = joint else { continue };
            let speakers: Vec<usize> = analysis
                .mentions_in(tokens.clone())
                .skip_while(|(_, mention)| mention.tokens.start < joint)
                .take_while(|(_, mention)| !analysis.quoted[mention.tokens.start])
                .filter(|(_, mention)| {
                    mention.person.is_some_and(|person| analysis.registry.persons[person].country().is_some())
                })
                .map(|(index, _)| index)
                .collect();
            let listed = speakers.windows(2).all(|pair| {
                let gap = analysis.mentions[pair[0]].tokens.end..analysis.mentions[pair[1]].tokens.start;
                gap.len() <= 2 && gap.clone().all(|at| self.is(at, WordClass::Joining))
            });
            let says = speakers.last().is_some_and(|&last| {
                let end = analysis.mentions[last].tokens.end;
                analysis.tagged.is_cue(end) || matches!(self.low(end), "“" | "\"")
            });
            if speakers.len() >= 3 && listed && says {
                for index in speakers {
                    self.add(
                        index,
                        Part { meeting, role: ParticipationRole::Attendee, attendance, sentence },
                    );
                }
            }
        }
    }

    /// "US chief negotiator X", "Y, head of the Lao delegation": who is sent to talks takes part in those of the report.
    fn negotiators(&mut self, sentences: &[usize]) {
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

    /// Whoever "told the meeting" was there.
    fn heard_by_meetings(&mut self) {
        for quote in self.quotes {
            // "“…,” X told the meeting.": behind the cue, where it is no part of the words.
            let told = quote.cue.as_ref().filter(|cue| self.is(cue.start, WordClass::ToTell));
            let behind = told.map(|cue| cue.end..cue.end + 2);
            let (Some(person), Some(audience)) = (quote.voice.person, quote.audience.clone().or(behind))
            else {
                continue;
            };
            let sentence = self.analysis.document.sentence_of(audience.start);
            let meeting = self
                .meetings
                .phrases_of(sentence)
                .iter()
                .find(|(_, tokens, _)| tokens.start < audience.end && audience.start < tokens.end)
                .map(|(_, _, meeting)| *meeting);
            // "…, he told the participants": of the meeting that is told of.
            let to_all = audience.clone().any(|at| self.is(at, WordClass::Participants));
            let meeting = meeting.or_else(|| {
                let told = self.meetings.in_sentence(sentence).or_else(|| self.latest_before(sentence))?;
                let held = self.meetings.drafts[told].status == Some(MeetingStatus::Held);
                (to_all && held).then_some(told)
            });
            let Some(meeting) = meeting else { continue };
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            self.push(
                Who::Person(person),
                Part { meeting, role: ParticipationRole::Speaker, attendance, sentence },
            );
        }
    }

    /// Whether a person is quoted as telling of the meeting that is named at a token: "X will go to the summit, Y said".
    fn only_tells_of(&self, person: Option<usize>, token: usize) -> bool {
        self.quotes.iter().any(|quote| {
            quote.voice.person.is_some()
                && quote.voice.person == person
                && quote.segments.iter().any(|segment| segment.contains(&token))
        })
    }

    /// Whoever speaks on behalf of others at the meeting was there.
    fn spokesmen(&mut self, quotes: &[quotation::Draft]) {
        for quote in quotes {
            let (Some(person), Some(_)) = (quote.voice.person, &quote.voice.on_behalf_of) else { continue };
            let sentence = self.analysis.document.sentence_of(quote.segments[0].start);
            let Some(meeting) = self.latest_before(sentence) else { continue };
            let attendance = attendance_of(self.meetings.drafts[meeting].status);
            self.push(
                Who::Person(person),
                Part { meeting, role: ParticipationRole::Attendee, attendance, sentence },
            );
        }
    }

    fn push(&mut self, who: Who, part: Part) {
        match self.index.get(&(part.meeting, who.clone())) {
            Some(&at) if self.rows[at].1.len() >= MAX_PARTS => {}
            Some(&at) => self.rows[at].1.push(part),
            None => {
                self.index.insert((part.meeting, who.clone()), self.rows.len());
                self.rows.push((who, vec![part]));
                self.reasons.push(self.because);
            }
        }
    }

    fn finish(self) -> (Vec<Participation>, Vec<Because>) {
        let analysis = self.analysis;
        let mut rows: Vec<((Who, Vec<Part>), Because)> = self.rows.into_iter().zip(self.reasons).collect();
        rows.sort_by_key(|((_, parts), _)| parts[0].meeting);
        let present: HashSet<(usize, CountryCode)> = rows
            .iter()
            .filter_map(|((who, parts), _)| {
                let country = match who {
                    Who::Person(index) => analysis.registry.persons[*index].country(),
                    Who::Unnamed { office: Some(_), country, .. } => *country,
                    Who::Unnamed { office: None, .. } => None,
                };
                Some((parts[0].meeting, country?))
            })
            .collect();
        // How many hold an office with each head for no country that the report names.
        let mut alone: HashMap<&str, usize> = HashMap::default();
        for person in &analysis.registry.persons {
            let office = person.offices.first().filter(|_| person.country().is_none());
            if let Some(office) = office.filter(|office| office.rank < Rank::Minister) {
                *alone.entry(office.head.as_str()).or_default() += 1;
            }
        }
        let host_country = |meeting: usize| self.meetings.drafts[meeting].country;
        // "The prime minister will travel to Norland": he is nobody's host there.
        let goes = |at: usize| {
            [WordClass::Travelling, WordClass::Visiting, WordClass::Arriving]
                .into_iter()
                .any(|class| analysis.is(at, class))
        };
        let travellers: HashSet<usize> = analysis
            .mentions
            .iter()
            .filter_map(|mention| {
                let person = mention.person?;
                let behind = mention.tokens.end..analysis.tags.len().min(mention.tokens.end + MAX_TO_JOURNEY);
                // "A B will arrive", and not "A B welcomed the arriving ministers": the first verb says what he does.
                let mut clause = behind.take_while(|&at| !analysis.is(at, WordClass::ClauseMark));
                let verb = clause.find(|&at| {
                    let tag = analysis.tags[at];
                    goes(at)
                        || tag.is_verb()
                            && !analysis.is(at, WordClass::ToBe)
                            && !analysis.is(at, WordClass::Tensed)
                });
                verb.is_some_and(goes).then_some(person)
            })
            .collect();
        let kept: Vec<&((Who, Vec<Part>), Because)> = rows
            .iter()
            .filter(|((who, parts), _)| {
                // A country without an office, where the meeting has somebody of it already.
                let Who::Unnamed { office: None, country: Some(country), .. } = who else { return true };
                !present.contains(&(parts[0].meeting, *country))
            })
            .collect();
        let meeting_of: Vec<usize> = kept.iter().map(|((_, parts), _)| parts[0].meeting).collect();
        let mut found: Vec<(Participation, Because)> = kept
            .into_iter()
            .map(|((who, parts), because)| {
                let mut roles: Vec<ParticipationRole> = parts.iter().map(|part| part.role).collect();
                roles.sort();
                roles.dedup();
                if roles.len() > 1 {
                    roles.retain(|role| *role != ParticipationRole::Attendee);
                }
                let meeting = parts[0].meeting;
                let absent = parts.iter().all(|part| part.attendance == Some(Attendance::Absent));
                let attendance = if absent {
                    Some(Attendance::Absent)
                } else {
                    parts
                        .iter()
                        .filter_map(|part| part.attendance)
                        .find(|attendance| *attendance != Attendance::Absent)
                };
                if absent {
                    roles.clear();
                }
                let evidence = analysis.evidence_of(parts.iter().map(|part| part.sentence).collect());
                let (person, office, delegation) = match who {
                    Who::Person(index) => {
                        let person = &analysis.registry.persons[*index];
                        // An office without a country: of the venue for a host, else of the outlet at home.
                        let organization = person.organization().map(str::to_owned);
                        // A country has one president: of two without a country, who knows which is the outlet's.
                        let is_only = |index: usize| {
                            let person = &analysis.registry.persons[index];
                            person.offices.first().is_some_and(|office| {
                                let says_more = office.rank < Rank::Official || office.text.contains(' ');
                                says_more && alone.get(office.head.as_str()).is_none_or(|&count| count < 2)
                            })
                        };
                        // The two sides of talks are of two countries.
                        let draft = &self.meetings.drafts[meeting];
                        let parties: Vec<usize> = draft
                            .hosts
                            .iter()
                            .chain(&draft.others)
                            .filter_map(|&at| analysis.mentions[at].person)
                            .collect();
                        let is_taken = |country: &CountryCode| {
                            draft.kind == Some(MeetingKind::Bilateral)
                                && parties.contains(index)
                                && parties.iter().any(|&other| {
                                    other != *index
                                        && analysis.registry.persons[other].country() == Some(*country)
                                })
                        };
                        // "On the sidelines of the session, he met A B": neither is at home.
                        let is_beside = || {
                            draft.by_participants
                                && draft.places.iter().take(MAX_PLACES_OF_HOST).any(|(sentence, _)| {
                                    let tokens = analysis.document.sentences[*sentence].tokens.clone();
                                    tokens.into_iter().any(|at| analysis.is(at, WordClass::Sidelines))
                                })
                        };
                        let inferred = || {
                            let ranks = |rank: Rank| person.offices.iter().any(|office| office.rank <= rank);
                            let hosts = (roles.contains(&ParticipationRole::Host)
                                && !is_beside()
                                && !travellers.contains(index))
                                || roles.contains(&ParticipationRole::Chair);
                            if hosts && ranks(Rank::Government) {
                                return host_country(meeting);
                            }
                            // "In Norland, the envoy met President A B": a head of state is at home.
                            let draft = &self.meetings.drafts[meeting];
                            let alone = draft.kind == Some(MeetingKind::Bilateral)
                                && draft.by_participants
                                && ranks(Rank::Government)
                                && parties.iter().all(|&other| {
                                    let other = &analysis.registry.persons[other];
                                    std::ptr::eq(other, person)
                                        || !other.offices.iter().any(|office| office.rank <= Rank::Government)
                                });
                            if alone && !is_beside() && host_country(meeting).is_some() {
                                return host_country(meeting);
                            }
                            let at_home =
                                person.office().and(analysis.outlet_country).filter(|_| is_only(*index));
                            // "The foreign minister received A B in Harbour City"
                            at_home
                                .or_else(|| host_country(meeting).filter(|_| hosts && ranks(Rank::Minister)))
                        };
                        let country_code = person.country().or_else(|| {
                            organization.is_none().then(inferred).flatten().filter(|code| !is_taken(code))
                        });
                        (
                            Some(Person {
                                display_name: person.name.clone(),
                                honorific: person.honorific.clone(),
                            }),
                            person.office().map(str::to_owned),
                            Delegation {
                                country_code,
                                organization: if country_code.is_some() { None } else { organization },
                            },
                        )
                    }
                    Who::Unnamed { office, country, organization } => (
                        None,
                        office.clone(),
                        Delegation { country_code: *country, organization: organization.clone() },
                    ),
                };
                let participation = Participation {
                    meeting: format!("m{}", meeting + 1),
                    person,
                    office,
                    delegation,
                    roles,
                    attendance,
                    evidence,
                };
                (participation, *because)
            })
            .collect();
        name_holders(&mut found);
        place_holders(&mut found);
        let meeting_of = drop_named_holders(&mut found, meeting_of);
        tell_hosts(analysis, self.meetings, &meeting_of, &mut found);
        found.into_iter().unzip()
    }
}

/// In how many of the sentences on a meeting a word is looked for that says who is its host.
const MAX_PLACES_OF_HOST: usize = 8;

/// Who hosts a meeting that is told of by its parties: those at home where it took place. "X met Y" abroad, or nobody
/// knows where, has no host unless a word says so: "X received Y".
fn tell_hosts(
    analysis: &Analysis,
    meetings: &Meetings,
    meeting_of: &[usize],
    rows: &mut [(Participation, Because)],
) {
    let is_home = |draft: &Draft, row: &Participation| Some(row.delegation.country_code? == draft.country?);
    let receives = |draft: &Draft| {
        draft.places.iter().take(MAX_PLACES_OF_HOST).any(|(sentence, _)| {
            let tokens = analysis.document.sentences[*sentence].tokens.clone();
            tokens.into_iter().any(|token| analysis.is(token, WordClass::Hosting))
        })
    };
    let mut foreign: HashSet<usize> = HashSet::default();
    let mut hosted: HashSet<usize> = HashSet::default();
    for ((row, _), &at) in rows.iter_mut().zip(meeting_of) {
        let draft = &meetings.drafts[at];
        let home = is_home(draft, row);
        if home == Some(false) {
            foreign.insert(at);
        }
        if !draft.by_participants || !row.roles.contains(&ParticipationRole::Host) {
            continue;
        }
        // "The president met the ministers of the union": one who meets many has them come.
        let comes = home.is_none() && draft.kind != Some(MeetingKind::GroupMeeting) && !receives(draft);
        if home == Some(false) || comes {
            row.roles.retain(|role| *role != ParticipationRole::Host);
            if row.roles.is_empty() {
                row.roles.push(ParticipationRole::Attendee);
            }
        } else {
            hosted.insert(at);
        }
    }
    for ((row, _), at) in rows.iter_mut().zip(meeting_of) {
        let draft = &meetings.drafts[*at];
        if draft.by_participants
            && foreign.contains(at)
            && !hosted.contains(at)
            && is_home(draft, row) == Some(true)
            && row.roles == [ParticipationRole::Attendee]
        {
            row.roles = vec![ParticipationRole::Host];
        }
    }
}

/// Whether two offices are each that of a head of state or government: "leader" and "President".
fn are_of_heads(one: &str, two: &str) -> bool {
    let ranks = &lexicon().office_ranks;
    let is_head = |office: &str| {
        ranks.get(office.to_lowercase().as_str()).is_some_and(|rank| *rank <= Rank::Government)
    };
    is_head(one) && is_head(two)
}

/// Whether two offices are over the same: "defense chief" and "Secretary of Defense".
fn are_over_the_same(one: &str, two: &str) -> bool {
    let (first, second) = (coref::domain(one), coref::domain(two));
    !first.is_empty() && first == second
}

/// "the presidents of A and B … Presidents C D and E F": as many persons without a country as holders of that office without a
/// name, who are told of in the same order.
fn place_holders(rows: &mut [(Participation, Because)]) {
    /// Where in the rows an office's unnamed holders for a country are, and its named holders for none.
    #[derive(Default)]
    struct Holders {
        unnamed: Vec<usize>,
        named: Vec<usize>,
    }
    let mut holders: HashMap<(String, String), Holders> = HashMap::default();
    for (at, (row, _)) in rows.iter().enumerate() {
        let Some(office) = row.office.as_ref().filter(|_| row.delegation.organization.is_none()) else {
            continue;
        };
        let of_office = holders.entry((row.meeting.clone(), office.to_lowercase())).or_default();
        match (&row.person, row.delegation.country_code) {
            (None, Some(_)) => of_office.unnamed.push(at),
            (Some(_), None) => of_office.named.push(at),
            _ => {}
        }
    }
    for Holders { unnamed, named } in holders.into_values().filter(|of| of.unnamed.len() == of.named.len()) {
        for (from, to) in unnamed.into_iter().zip(named) {
            rows[to].0.delegation.country_code = rows[from].0.delegation.country_code;
        }
    }
}

/// "the leaders of A and B … President C D of A": leaves out a head who was told of by an office alone where one of the country
/// is named. Of ministers a country may send several: "the defence ministers of A and B" stay, unless each of them is named.
fn drop_named_holders(rows: &mut Vec<(Participation, Because)>, meeting_of: Vec<usize>) -> Vec<usize> {
    // Offices of the named, by meeting and country; of a country no more than a few are looked at.
    let mut named: HashMap<(&str, CountryCode, Option<Attendance>), Vec<&str>> = HashMap::default();
    for (row, _) in rows.iter().filter(|(row, _)| row.person.is_some()) {
        if let (Some(country), Some(office)) = (row.delegation.country_code, row.office.as_deref()) {
            let offices = named.entry((row.meeting.as_str(), country, row.attendance)).or_default();
            if offices.len() < MAX_OFFICES_OF_COUNTRY {
                offices.push(office);
            }
        }
    }
    let is_named = |row: &Participation, same: fn(&str, &str) -> bool| {
        let (Some(office), Some(country)) = (row.office.as_deref(), row.delegation.country_code) else {
            return false;
        };
        let offices = named.get(&(row.meeting.as_str(), country, row.attendance));
        offices.is_some_and(|offices| offices.iter().any(|other| same(office, other)))
    };
    let unnamed = || rows.iter().map(|(row, _)| row).filter(|row| row.person.is_none());
    let group = |row: &Participation| (row.meeting.clone(), row.office.clone());
    let open: BTreeSet<(String, Option<String>)> =
        unnamed().filter(|row| !is_named(row, are_over_the_same)).map(group).collect();
    let is_left_out = |row: &Participation| {
        row.person.is_none() && (is_named(row, are_of_heads) || !open.contains(&group(row)))
    };
    let keep: Vec<bool> = rows.iter().map(|(row, _)| !is_left_out(row)).collect();
    let mut kept = keep.iter();
    rows.retain(|_| kept.next().copied().unwrap_or(true));
    meeting_of.into_iter().zip(keep).filter_map(|(meeting, keep)| keep.then_some(meeting)).collect()
}

/// "The defence ministers of A and B met. B's C D said …": whoever is named without an office, alone of a country whose office
/// holder was there, is taken for him.
fn name_holders(rows: &mut [(Participation, Because)]) {
    for at in 0..rows.len() {
        let unnamed = &rows[at].0;
        let (Some(office), Some(country)) = (unnamed.office.clone(), unnamed.delegation.country_code) else {
            continue;
        };
        if unnamed.person.is_some() {
            continue;
        }
        let mut named = (0..rows.len()).filter(|&other| {
            let other = &rows[other].0;
            other.person.is_some()
                && other.meeting == unnamed.meeting
                && other.delegation.country_code == Some(country)
        });
        let only = named.next().filter(|_| named.next().is_none());
        if let Some(only) = only.filter(|&only| rows[only].0.office.is_none()) {
            rows[only].0.office = Some(office);
        }
    }
}
