//! Lists of those who take part: behind a word, or in the lines below.

use std::ops::Range;

use rapporteur_model::{CountryCode, vocabulary::ParticipationRole};

use super::{Finder, MAX_LEAD_IN, Part, Who, attendance_of};
use crate::{lexicon::Tag, mention::Kind, pos::Pos, text::ParagraphRole, word_class::WordClass};

/// The most tokens of a line that names one of those who took part.
const MAX_LINE: usize = 120;

/// The most tokens between brackets that interrupt a list.
const MAX_ASIDE: usize = 20;

/// So many persons named in a list: then an office without a name is no other person.
const NAMED_IN_LIST: usize = 3;

/// The most words between those whom a picture shows and the meeting: "ahead of a".
const MAX_BEFORE_MEETING: usize = 4;

impl Finder<'_> {
    /// "Minister A B (left) with Minister C D before a trilateral meeting in Harbour City": a caption without a verb.
    pub(super) fn pictured(&mut self, sentence: usize, tokens: Range<usize>) {
        let analysis = self.analysis;
        let Some((_, phrase, meeting)) = self.meetings.phrases_of(sentence).first().cloned() else { return };
        let verb = (tokens.start..phrase.start).any(|at| {
            analysis.mention_at(at).is_none() && (analysis.tags[at].is_finite() || analysis.quoted[at])
        });
        let named = |index: &usize| {
            let mention = &analysis.mentions[*index];
            matches!(mention.kind, Kind::Person { .. }) && mention.office.is_some()
        };
        let persons: Vec<usize> =
            analysis.mentions_in(tokens.start..phrase.start).map(|(index, _)| index).filter(named).collect();
        let (Some(&first), Some(&last)) = (persons.first(), persons.last()) else { return };
        let begins = analysis.mentions[first].tokens.start <= tokens.start + 1;
        let gap = analysis.mentions[last].tokens.end..phrase.start;
        let timed = gap.len() <= MAX_BEFORE_MEETING
            && gap.clone().any(|at| self.is(at, WordClass::TimeApart) || matches!(self.low(at), "at" | "of"));
        if persons.len() < 2 || verb || !begins || !timed {
            return;
        }
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for index in persons {
            self.add(index, Part { meeting, role: ParticipationRole::Attendee, attendance, sentence });
        }
    }

    /// A list of mentions from a token on.
    pub(super) fn list(&mut self, sentence: usize, token: usize, end: usize, role: ParticipationRole) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        self.list_at(meeting, sentence, token, end, role);
    }

    /// The same at a meeting that is known.
    pub(super) fn list_at(
        &mut self,
        meeting: usize,
        sentence: usize,
        token: usize,
        end: usize,
        role: ParticipationRole,
    ) {
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        for index in self.without_second_offices(self.listed(token, end)) {
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

    /// "Director of the guard, Chairman of the council A B, Director of the service C D and E F": where so many are named, an
    /// office without a name is another one of whoever stands behind it.
    fn without_second_offices(&self, mut listed: Vec<usize>) -> Vec<usize> {
        let mention = |index: usize| &self.analysis.mentions[index];
        if listed.iter().filter(|&&index| mention(index).person.is_some()).count() < NAMED_IN_LIST {
            return listed;
        }
        let next: Vec<Option<usize>> = (1..=listed.len()).map(|at| listed.get(at).copied()).collect();
        let mut next = next.into_iter();
        listed.retain(|&index| {
            let next = next.next().flatten();
            let office = mention(index);
            let apposed = next.is_some_and(|next| {
                mention(next).tokens.start == office.tokens.end + 1
                    && self.low(office.tokens.end) == ","
                    && mention(next).office.is_some()
            });
            !(apposed
                && office.kind == Kind::Office
                && office.office.as_ref().is_some_and(|office| !office.plural))
        });
        listed
    }

    /// All persons and offices to the end of the sentence: "A was represented by X, B – by Y".
    pub(super) fn list_all(&mut self, sentence: usize, token: usize, end: usize) {
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
    pub(super) fn list_below(&mut self, sentence: usize, token: usize) {
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

    /// Adds the first of a list alone: "chaired by A, who thanked B".
    pub(super) fn list_first(&mut self, sentence: usize, token: usize, end: usize, role: ParticipationRole) {
        let Some(meeting) = self.meeting_for(sentence, token) else { return };
        let attendance = attendance_of(self.meetings.drafts[meeting].status);
        if let Some(index) = self.first_listed(token, end) {
            self.add(index, Part { meeting, role, attendance, sentence });
        }
    }

    /// The first of a list: "the chairman of the council, Prime Minister A B" is one, whose name stands behind.
    pub(super) fn first_listed(&self, token: usize, end: usize) -> Option<usize> {
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

    /// The mentions from a token on, up to a verb of the next clause.
    pub(super) fn listed(&self, token: usize, end: usize) -> Vec<usize> {
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

    /// "Taking part were: …", "Joining X were …": a list behind the verb of a sentence that begins with attendance.
    pub(super) fn inverted_list(&mut self, sentence: usize, tokens: Range<usize>) {
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

    /// The countries of a list that begins at a token, and where it ends: "the CAN nations, A, B and C".
    pub(super) fn country_list(&self, token: usize, end: usize) -> (Vec<CountryCode>, usize) {
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

    /// The country for which a person, or the holder of an office, stands.
    pub(super) fn country_of(&self, index: usize) -> Option<CountryCode> {
        let mention = &self.analysis.mentions[index];
        let office = || mention.office.as_ref().and_then(|office| office.countries.first().copied());
        mention.person.and_then(|person| self.analysis.registry.persons[person].country()).or_else(office)
    }

    /// "The following heads of delegation took part:", "Present were:" before a colon.
    pub(super) fn tells_who(&self, tokens: Range<usize>) -> bool {
        // "Guest members included:", "Representatives of the observer states included:"
        let included = tokens.clone().next_back().is_some_and(|last| self.is(last, WordClass::Include));
        tokens.len() <= MAX_LEAD_IN
            && (included || tokens.into_iter().any(|at| self.is(at, WordClass::Attendance)))
    }
}
