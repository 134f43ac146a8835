//! Participations: who was at a meeting, in which office, for whom, doing what.
//!
//! # Layout
//! What is said is looked at word by word:
//! - `word`: the verbs and nouns that tell of it; `phrase`: the words that do so within a phrase ("on behalf of").
//! - `meeting`: which meeting that is; `journey`: who is sent or goes to it.
//! - `attendance`: who attended or was present; `role`: who chaired, hosted, opened or spoke.
//! - `subject`: who stands before a verb; `list`: those who stand behind it, or below.
//! - `country`: the officials of countries, and the countries that nobody is named of.
//! - `speaker`: whoever is quoted as those are who meet.
//!
//! What is found is a row for each of those who take part (`row`), which is written out at the end:
//! - `finish`: roles, attendance, delegation; `home`: the country of an office that names none.
//! - `holder`: who is named, and who is told of by an office alone; `host`: who hosts.

mod attendance;
mod country;
mod finish;
mod holder;
mod home;
mod host;
mod journey;
mod list;
mod meeting;
mod phrase;
mod role;
mod row;
mod speaker;
mod subject;
mod word;

use rapporteur_model::{
    CountryCode,
    extraction::Participation,
    vocabulary::{Attendance, MeetingStatus, ParticipationRole},
};
use rustc_hash::FxHashMap as HashMap;

use crate::{analysis::Analysis, meeting::Meetings, quotation, word_class::WordClass};

/// The most tokens between "represented" and "by", or "participating" and "include": a meeting's name.
const MAX_OCCASION: usize = 16;

/// The most tokens from "as" to "guest", and from "welcomed" to those who came: "as a special guest".
const MAX_GUEST: usize = 5;

/// The most tokens before the colon of a list of those who took part.
const MAX_LEAD_IN: usize = 40;

/// How far behind "attend" what was attended is looked for, in tokens.
const MAX_OBJECT: usize = 10;

/// In how many of the sentences on a meeting a word is looked for that says who is its host.
const MAX_PLACES_OF_HOST: usize = 8;

/// What somebody did, as the words around them tell.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// The meeting, by its place among those of the report.
    meeting: usize,
    role: ParticipationRole,
    attendance: Option<Attendance>,
    /// The sentence that tells of it.
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
    /// By index in the registry.
    Person(usize),
    /// "the foreign minister of Norland": at least one of these is told.
    Unnamed { office: Option<String>, country: Option<CountryCode>, organization: Option<String> },
}

/// The report, and what is found of those who take part.
struct Finder<'analysis> {
    analysis: &'analysis Analysis,
    meetings: &'analysis Meetings,
    /// Who is quoted: some of them speak at the meeting, others only tell of it.
    quotes: &'analysis [quotation::Draft],
    /// Whoever takes part, with all that is told of it, in the order in which each was found.
    rows: Vec<(Who, Vec<Part>)>,
    /// What is being looked at: the word, or the rule, that tells of a part.
    because: Because,
    /// Why each row is there: that of its first part.
    reasons: Vec<Because>,
    /// Where in `rows` somebody's part in a meeting stands.
    index: HashMap<(usize, Who), usize>,
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
        finder.because = Because::Rule("a picture taken before the meeting");
        finder.pictured(sentence, tokens.clone());
        finder.because = Because::Rule("officials of the countries that meet");
        finder.ministers_of_countries(sentence, tokens.clone());
        finder.delegates_of_countries(sentence, tokens.clone());
        finder.countries_behind_mark(sentence, tokens);
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

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    fn is(&self, token: usize, class: WordClass) -> bool {
        self.analysis.is(token, class)
    }

    /// Looks at each word of a sentence, between quotation marks only where it tells who takes part, whoever says it.
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
}

/// Whether those of a meeting came, or are to come, by how far it is.
fn attendance_of(status: Option<MeetingStatus>) -> Option<Attendance> {
    match status {
        Some(MeetingStatus::Planned | MeetingStatus::Postponed | MeetingStatus::Cancelled) => {
            Some(Attendance::Expected)
        }
        _ => Some(Attendance::Attended),
    }
}
