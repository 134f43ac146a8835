//! Meetings: noun phrases that name one ("the 13th meeting of …", "SCO summit") and verbs that tell of one ("X met Y"),
//! brought together so that each meeting of a report stands once, with its dates, place and status.
//!
//! # Layout
//! A report is read sentence by sentence (`sentence`):
//! - `phrase`: noun phrases that name a meeting, and what their words tell; `words`: the nouns, numbers and levels in them.
//! - `encounter`: verbs that tell of a meeting.
//! - `take`: what a phrase stands for: a meeting of its own, another mention of one (`anaphor`), or none.
//! - `setting`: the dates, places and verbs around a name; `context`: the organization that the report is about.
//! - `party`: those who meet; `pair`: the two who meet, where a phrase names neither.
//!
//! What is found is a `draft`, which is added to those that there are:
//! - `same`: whether two drafts tell of one meeting; `merge`: they become one.
//! - `headline`: what the headline alone tells.
//! - `settle`: what the report as a whole tells: last days, inferred dates and places, status.

mod anaphor;
mod context;
mod draft;
mod encounter;
mod headline;
mod merge;
mod pair;
mod party;
mod phrase;
mod same;
mod sentence;
mod setting;
mod settle;
mod take;
mod words;

use std::{cell::RefCell, ops::Range};

use rapporteur_model::{CountryCode, vocabulary::MeetingKind};
use rustc_hash::FxHashMap as HashMap;

use self::context::main_organization;
use crate::{analysis::Analysis, date::Resolved, word_class::WordClass};

pub use self::draft::{Draft, MAX_MEETINGS, Meetings, finish};

/// The rule of meetings whose name is ours: "The council met".
const BODY_MEETS: &str = "a body or its officials meet";

/// The rule of talks that no words name: "The leaders' talks lasted an hour", of two in the lead.
const LEADERS_OF_LEAD: &str = "the leaders of the lead hold the talks";

/// How many sentences, and how many mentions of each side, are kept of one meeting.
const MAX_PLACES: usize = 100;

/// The most tokens from the name of a meeting to the verb that tells that it took place.
const MAX_TO_VERB: usize = 10;

/// In how many sentences before it the leaders are looked for who hold "the talks".
const LEAD_SENTENCES: usize = 16;

/// How many tokens before a meeting the verb is looked for that says that it was held.
const MAX_HELD_BEFORE: usize = 4;

/// The fewest letters of an acronym that is taken for the name of a gathering, or for the initials of one.
const MIN_ACRONYM: usize = 3;

/// A noun phrase that names a meeting.
#[derive(Debug, Clone)]
struct Phrase {
    tokens: Range<usize>,
    noun: Range<usize>,
    ordinal: Option<u32>,
    organization: Option<String>,
    series: Option<String>,
    kind: Option<MeetingKind>,
    city: Option<(String, CountryCode)>,
    plural: bool,
    definite: bool,
    /// Mentions behind "with" or "between".
    with: Vec<usize>,
    /// All parties stand behind the noun: "talks between X and Y".
    between: bool,
    days: Option<i64>,
    /// "an earlier meeting", "last year's summit", "since the first meeting"
    past: bool,
    /// A body that "a meeting of" stands before: "a meeting on Tuesday of the working group".
    convened: bool,
}

/// The sort of verb that tells of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// "met": with or without an object.
    Meet,
    /// "received": with an object.
    Receive,
    /// "was received by"
    Passive,
    /// "held talks"
    Hold,
    /// "spoke by phone with"
    Call,
    /// "called on": the host is the object
    CallOn,
    /// "discussed": of two who are named together
    Discuss,
    /// "reviewed", "adopted": of officials who do it together
    Act,
}

/// The report, and the meetings found in it so far.
struct Finder<'analysis> {
    analysis: &'analysis Analysis,
    meetings: Meetings,
    /// The last date of a meeting, for "on the same day".
    last_date: Option<Resolved>,
    /// The organization that the report speaks of most.
    context: Option<String>,
    /// Who holds the office of a mention, once asked for.
    holders: RefCell<HashMap<usize, Option<usize>>>,
}

/// Finds the meetings of a report.
#[must_use]
pub fn find(analysis: &Analysis) -> Meetings {
    let mut finder = Finder {
        analysis,
        meetings: Meetings::default(),
        last_date: None,
        context: main_organization(analysis),
        holders: RefCell::default(),
    };
    let sentences: Vec<usize> = analysis.body_sentences().collect();
    for (order, &sentence) in sentences.iter().enumerate() {
        finder.sentence(sentence, order);
    }
    let unnamed = finder.meetings.drafts.iter().any(|draft| draft.rule == LEADERS_OF_LEAD);
    if finder.meetings.drafts.is_empty() || unnamed && finder.is_named_in_headline() {
        // Named in the headline alone: "Remarks by A and B before their meeting", "The 4th summit of the Lakes took place".
        finder.meetings = Meetings::default();
        finder.last_date = None;
        for sentence in analysis.title_sentences() {
            finder.sentence(sentence, 0);
        }
        for (order, &sentence) in sentences.iter().enumerate() {
            finder.sentence(sentence, order + 1);
        }
    }
    finder.complete_from_headline(&sentences);
    finder.place_by_venue();
    finder.settle(&sentences);
    finder.date_eves();
    finder.meetings
}

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    fn is(&self, token: usize, class: WordClass) -> bool {
        self.analysis.is(token, class)
    }
}
