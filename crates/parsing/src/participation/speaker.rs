//! Those who are quoted, or who speak for others, at the meeting that a report is about.

use rapporteur_model::vocabulary::{MeetingKind, MeetingStatus, ParticipationRole};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::{Finder, Part, Who, attendance_of};
use crate::{
    lexicon::{Rank, Tag},
    meeting::Draft,
    mention::Office,
    quotation,
    word_class::{WordClass, WordId},
};

/// The most words of the name of a meeting up to its noun, in a heading.
const MAX_NAME_OF_MEETING: usize = 8;

/// The most words of the titles between "by" and a name, in a heading.
const MAX_TITLE_OF_SPEAKER: usize = 8;

/// Whoever is quoted so many times speaks most.
const MAIN_SPEAKER: usize = 2;

/// In how many first sentences a report names what it is about.
const LEAD_SENTENCES: usize = 4;

impl Finder<'_> {
    /// Who is quoted in a report of one gathering, and holds an office of those who gather there, was there: ministers at a
    /// meeting of ministers, leaders at a summit, the organization's secretary-general at either.
    pub(super) fn speakers_of_rank(&mut self, quotes: &[quotation::Draft]) {
        let analysis = self.analysis;
        let Some(meeting) = self.meetings.focal() else { return };
        let draft = &self.meetings.drafts[meeting];
        if !is_of_rank(draft) {
            return;
        }
        // The report is about it, and does not only mention it further down.
        let lead: Vec<usize> = analysis.body_sentences().take(LEAD_SENTENCES).collect();
        if !draft.places.iter().any(|(sentence, _)| lead.contains(sentence)) {
            return;
        }
        // Written from the venue: the ministers who speak are there.
        let on_site =
            analysis.dateline_place.as_ref().is_some_and(|(city, _)| draft.city.as_ref() == Some(city));
        let interviewed = self.interviewed(quotes, &lead);
        for quote in quotes {
            let (Some(person), Some(cue)) = (quote.voice.person, &quote.cue) else { continue };
            if interviewed.contains(&person) {
                continue;
            }
            let offices = &analysis.registry.persons[person].offices;
            let sentence = analysis.document.sentence_of(cue.start);
            if offices.iter().any(|office| sits_at(office, draft, on_site))
                && !self.is_said_elsewhere(sentence, draft, on_site)
            {
                let attendance = attendance_of(draft.status);
                self.push(
                    Who::Person(person),
                    Part { meeting, role: ParticipationRole::Attendee, attendance, sentence },
                );
            }
        }
    }

    /// Whom the lead quotes from an interview says the rest there too.
    fn interviewed(&self, quotes: &[quotation::Draft], lead: &[usize]) -> HashSet<usize> {
        let document = &self.analysis.document;
        quotes
            .iter()
            .filter_map(|quote| Some((quote.voice.person?, quote.cue.as_ref()?)))
            .filter(|(_, cue)| {
                let sentence = document.sentence_of(cue.start);
                lead.contains(&sentence)
                    && document.sentences[sentence].tokens.clone().any(|at| self.low(at) == "interview")
            })
            .map(|(person, _)| person)
            .collect()
    }

    /// Whether a sentence tells that its words were written, posted, said before, or said to journalists away from the meeting.
    fn is_said_elsewhere(&self, sentence: usize, draft: &Draft, on_site: bool) -> bool {
        self.analysis.document.sentences[sentence].tokens.clone().any(|at| {
            self.is(at, WordClass::MediaOfWords)
                || self.is(at, WordClass::SocialMedia)
                || self.low(at) == "earlier"
                || !on_site && draft.kind != Some(MeetingKind::Summit) && self.is(at, WordClass::Journalists)
        })
    }

    /// Who speaks most in a report of one gathering, holds an office, and is told of at no other meeting, was there.
    pub(super) fn main_speakers(&mut self, quotes: &[quotation::Draft]) {
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

    /// Whoever speaks on behalf of others at the meeting was there.
    pub(super) fn spokesmen(&mut self, quotes: &[quotation::Draft]) {
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

    /// "In a joint statement, Minister A B of X, Y's C D and Z's E F said …": those who speak in one voice were at the meeting
    /// that the report is about.
    pub(super) fn joint_speakers(&mut self, sentences: &[usize]) {
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

    /// "Statement by Minister A B at the 5th ministerial of the league": whoever spoke there.
    pub(super) fn headed_speech(&mut self) {
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

    /// Whoever "told the meeting" was there.
    pub(super) fn heard_by_meetings(&mut self) {
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
    pub(super) fn only_tells_of(&self, person: Option<usize>, token: usize) -> bool {
        self.quotes.iter().any(|quote| {
            quote.voice.person.is_some()
                && quote.voice.person == person
                && quote.segments.iter().any(|segment| segment.contains(&token))
        })
    }
}

/// Whether a meeting was held that ministers, leaders or the like gather at.
fn is_of_rank(draft: &Draft) -> bool {
    // "met with leaders of the region": those who are quoted are of them.
    let of_leaders = || {
        draft.kind == Some(MeetingKind::GroupMeeting)
            && draft.series.as_deref().is_some_and(|series| {
                let series = series.to_lowercase();
                ["leaders", "presidents", "heads of state", "heads of government"]
                    .iter()
                    .any(|group| series.contains(group))
            })
    };
    // "the trilateral meeting of the defence chiefs": of no organization.
    let of_level = draft.kind == Some(MeetingKind::Ministerial) && !draft.by_participants;
    draft.status == Some(MeetingStatus::Held)
        && (draft.organization.is_some() || of_level)
        && (matches!(draft.kind, None | Some(MeetingKind::Summit | MeetingKind::Ministerial)) || of_leaders())
}

/// Whether an office is one of those who sit at a meeting: a minister at a meeting of ministers, a head at a summit, the
/// secretary of the organization.
fn sits_at(office: &Office, draft: &Draft, on_site: bool) -> bool {
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
        Some(MeetingKind::Summit) => office.rank <= Rank::Minister && !office.countries.is_empty(),
        Some(MeetingKind::Ministerial) | None => {
            office.rank == Rank::Minister && !office.countries.is_empty()
        }
        _ => office.rank <= Rank::Minister && !office.countries.is_empty(),
    };
    // "the opposition leader", "the coup leader"
    let of_faction = text.split(' ').any(|word| WordId::of(word).is(WordClass::Faction));
    let secretary = office.head.starts_with("secretary") && office.organization == draft.organization;
    !lesser && !of_faction && !office.former && (of_rank || secretary)
}
