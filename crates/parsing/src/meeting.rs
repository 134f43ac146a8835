//! Meetings: noun phrases that name one ("the 13th meeting of …", "SCO summit") and verbs that tell of one ("X met Y"),
//! brought together so that each meeting of a report stands once, with its dates, place and status.

mod encounter;
mod phrase;
mod setting;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use jiff::ToSpan as _;
use rapporteur_model::{
    CountryCode, PartialDate,
    extraction::Meeting,
    fold::stems,
    vocabulary::{DateBasis, MeetingKind, MeetingStatus},
};
use rustc_hash::FxHashMap as HashMap;

use crate::{
    analysis::Analysis,
    date::Resolved,
    lexicon::{EntryId, Rank, Tag, lexicon},
    mention::Kind,
    pos::Pos,
    text::{Case, TokenKind},
    word_class::{WordClass, WordId},
};

/// A meeting that was held this many days before the report is not the one that the report announces.
const ANOTHER_TIME: i32 = 14;

/// The most words between "it" and "the fifth meeting", and in how many sentences before that meeting was told of.
const MAX_COUNTED: usize = 3;
const MAX_COUNTED_BACK: usize = 6;

/// How far before a meeting the verb stands that tells of its first or last day, and the one that tells of an arrival, in tokens.
const VERB_BEFORE: usize = 4;
const ARRIVAL_BEFORE: usize = 12;

/// The longest heading between the parts of a report, in tokens.
const MAX_HEADING: usize = 10;

/// In how many sentences behind the first one "the meeting" is of those whom that tells of.
const LEAD_OF_GROUP: usize = 4;

/// So many named persons who met, in a report on a summit, met there.
const LEAST_AT_SUMMIT: usize = 3;

/// In how many first sentences a report names, by its day alone, the meeting that it is about.
const LEAD_OF_MEETINGS: usize = 8;

/// The most words between "their" and a noun of meetings: "their two-hour official talks".
const MAX_MODIFIERS: usize = 4;

/// Buildings that stand for their city, by their names in small letters.
static RESIDENCES: LazyLock<HashMap<String, (&'static str, CountryCode)>> = LazyLock::new(|| {
    let rows = include_str!("../lexicon/residences.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let (name, city, country) = (columns.next()?, columns.next()?, columns.next()?);
        Some((name.to_lowercase(), (city, country.parse().ok()?)))
    })
    .collect()
});

static ORDINALS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    include_str!("../lexicon/ordinals.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(word, number)| Some((word, number.parse().ok()?)))
        .collect()
});

static MEETING_WORDS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../lexicon/meeting_words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// A meeting before it is written out.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What the report calls it.
    pub title: String,
    /// Its format.
    pub series: Option<String>,
    /// Full name of the organization.
    pub organization: Option<String>,
    /// Which one of its series.
    pub ordinal: Option<u32>,
    /// What sort.
    pub kind: Option<MeetingKind>,
    /// When.
    pub date: Option<Resolved>,
    /// Number of days it takes, where the report says so.
    pub days: Option<i64>,
    /// City.
    pub city: Option<String>,
    /// Country of the venue.
    pub country: Option<CountryCode>,
    /// The building, as the report calls it.
    pub venue: Option<String>,
    /// As of the report.
    pub status: Option<MeetingStatus>,
    /// Whether the report is about it.
    pub focal: bool,
    /// Whether it is called the next one: not the one that the report is about.
    pub next: bool,
    /// Whether it is an earlier one of its series, only mentioned: "the last summit, held in 2004".
    pub earlier: bool,
    /// Whether it is a call, so that it takes place nowhere.
    pub remote: bool,
    /// Whether it comes of a verb ("X met Y") or of "a meeting with Y", so that only its participants tell it apart.
    pub by_participants: bool,
    /// The rule that found it.
    pub rule: &'static str,
    /// Where it is named: sentence, and tokens of the phrase.
    pub places: Vec<(usize, Range<usize>)>,
    /// Mentions of those who took part, found with the phrase itself, by index: host side, other side.
    pub hosts: Vec<usize>,
    /// The other side.
    pub others: Vec<usize>,
}

/// The meetings of a report, and which one each phrase means.
#[derive(Debug, Default)]
pub struct Meetings {
    /// In order of appearance; no more than [`MAX_MEETINGS`].
    pub drafts: Vec<Draft>,
    /// Phrases that mean a meeting: sentence, tokens, index of the meeting.
    pub phrases: Vec<(usize, Range<usize>, usize)>,
}

impl Meetings {
    /// The meeting that a sentence speaks of: the one named in it, else none.
    #[must_use]
    pub fn in_sentence(&self, sentence: usize) -> Option<usize> {
        self.phrases_of(sentence).first().map(|(_, _, meeting)| *meeting)
    }

    /// The phrases of a sentence.
    #[must_use]
    pub fn phrases_of(&self, sentence: usize) -> &[(usize, Range<usize>, usize)] {
        let first = self.phrases.partition_point(|(at, _, _)| *at < sentence);
        let last = self.phrases.partition_point(|(at, _, _)| *at <= sentence);
        &self.phrases[first..last]
    }

    /// The phrases of the sentences before one.
    #[must_use]
    pub fn phrases_before(&self, sentence: usize) -> &[(usize, Range<usize>, usize)] {
        &self.phrases[..self.phrases.partition_point(|(at, _, _)| *at < sentence)]
    }

    /// The meeting that the report is about: the first that is focal.
    #[must_use]
    pub fn focal(&self) -> Option<usize> {
        self.drafts.iter().position(|draft| draft.focal)
    }
}

/// The rule of meetings whose name is ours: "The council met".
const BODY_MEETS: &str = "a body or its officials meet";

/// The rule of talks that no words name: "The leaders' talks lasted an hour", of two in the lead.
const LEADERS_OF_LEAD: &str = "the leaders of the lead hold the talks";

/// How many sentences, and how many mentions of each side, are kept of one meeting.
const MAX_PLACES: usize = 100;

/// No report tells of more meetings: what is told of further ones is left out.
pub const MAX_MEETINGS: usize = 200;

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

/// Writes a draft out.
#[must_use]
pub fn finish(analysis: &Analysis, draft: &Draft, key: String) -> Meeting {
    Meeting {
        key,
        title: draft.title.clone(),
        series: draft.series.clone(),
        organization: draft.organization.clone(),
        ordinal: draft.ordinal,
        kind: draft.kind,
        start_date: draft.date.map(|date| date.start),
        end_date: draft.date.and_then(|date| date.end),
        date_basis: draft.date.map(|date| date.basis),
        city: draft.city.clone(),
        country_code: draft.country,
        venue: draft.venue.clone(),
        status: draft.status,
        focal: draft.focal,
        evidence: analysis.evidence_of(draft.places.iter().map(|(sentence, _)| *sentence).collect()),
    }
}

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

/// One of those who meet, as far as that tells them from others.
#[derive(Debug)]
struct Party {
    person: Option<usize>,
    country: Option<CountryCode>,
    words: String,
}

impl Party {
    /// Whether two mentions may mean one party: the same person, or an office of their country.
    fn is_same(&self, other: &Self) -> bool {
        match (self.person, other.person) {
            (Some(person), Some(other)) => person == other,
            (None, None) => self.words == other.words,
            _ => self.country.is_some() && self.country == other.country,
        }
    }
}

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

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    fn is(&self, token: usize, class: WordClass) -> bool {
        self.analysis.is(token, class)
    }

    fn sentence(&mut self, sentence: usize, order: usize) {
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        // "Did you also meet the minister?"
        if self.low(tokens.end - 1) == "?" {
            return;
        }
        let mut phrases = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            let named = self.phrase(token, tokens.clone());
            let first = phrases.last().map_or(tokens.start, |last: &Phrase| last.tokens.end);
            let named = named.or_else(|| self.council(token, first..tokens.end));
            if let Some(phrase) = named.or_else(|| self.acronym(token, first..tokens.end)) {
                token = phrase.tokens.end.max(token + 1);
                phrases.push(phrase);
            } else {
                token += 1;
            }
        }
        let parties = self.verb_meeting(sentence, tokens.clone(), order, &phrases);
        for at in 0..phrases.len() {
            if phrases.get(at + 1).is_some_and(|next| self.is_meeting_of(&phrases[at], next)) {
                continue;
            }
            let opened =
                at.checked_sub(1).filter(|&before| self.is_meeting_of(&phrases[before], &phrases[at]));
            let previous = match opened.unwrap_or(at) {
                0 => tokens.start,
                first => phrases[first - 1].tokens.end,
            };
            let next = phrases.get(at + 1).map_or(tokens.end, |next| next.tokens.start);
            let mut phrase = phrases[at].clone();
            // "will host the leaders of the union in the first summit since …": who meets there tells which one.
            let of_those = parties.iter().any(|(phrase, hosts, others)| {
                *phrase == at
                    && [hosts, others].into_iter().flatten().any(|&index| self.party(index).person.is_some())
            });
            phrase.convened = opened.is_some() || of_those;
            if self.is_held_by_body(sentence, &phrase) {
                continue;
            }
            let named = self.meetings_of_bodies(&phrase);
            if named.len() >= 2 {
                for of_body in named {
                    self.take(sentence, order, &of_body, previous..next, tokens.clone());
                }
                continue;
            }
            self.take(sentence, order, &phrase, previous..next, tokens.clone());
            let Some((_, hosts, others)) = parties.iter().find(|(phrase, _, _)| *phrase == at) else {
                continue;
            };
            let place = phrases[at].tokens.clone();
            let taken = self.meetings.phrases.last().filter(|(_, tokens, _)| *tokens == place);
            if let Some(&(_, _, meeting)) = taken {
                let draft = &mut self.meetings.drafts[meeting];
                add_parties(&mut draft.hosts, hosts.clone());
                add_parties(&mut draft.others, others.clone());
            }
        }
    }

    /// "The third Lakes Ministers' Conference (LMC) … The first LMC was held in 2004": a gathering by the acronym that the report
    /// gave it.
    fn acronym(&self, token: usize, scope: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let word = document.str(token);
        let is_acronym = document.tokens[token].case == Case::Upper && word.len() >= MIN_ACRONYM;
        if !is_acronym || analysis.quoted[token] || analysis.tagged.entity(token).is_some() {
            return None;
        }
        let known = self.meetings.drafts.iter().find(|draft| {
            let of_it = |places: &(usize, Range<usize>)| {
                let phrase = places.1.clone();
                phrase.len() > 3
                    && document.str(phrase.end - 1) == ")"
                    && document.str(phrase.end - 2) == word
                    && document.str(phrase.end - 3) == "("
            };
            !draft.by_participants && draft.places.iter().take(MAX_PLACES_OF_NAME).any(of_it)
        })?;
        let numbered = token.checked_sub(1).filter(|&at| at >= scope.start);
        let ordinal = numbered.and_then(|at| self.ordinal(at));
        let start = if ordinal.is_some() { token - 1 } else { token };
        let definite = start > scope.start && self.low(start - 1) == "the";
        (definite || ordinal.is_some()).then(|| Phrase {
            tokens: start..token + 1,
            noun: token..token + 1,
            ordinal: ordinal.or(known.ordinal),
            organization: known.organization.clone(),
            series: known.series.clone(),
            kind: known.kind,
            city: None,
            plural: false,
            definite: true,
            with: Vec::new(),
            between: false,
            days: None,
            past: false,
            convened: true,
        })
    }

    /// Whether the verb at a token says what its subject is: "will be", "marked".
    fn links(&self, token: usize) -> bool {
        self.is(token, WordClass::ToBe) || matches!(self.low(token), "marks" | "marked")
    }

    /// "the meetings of the Council of Ministers and the Security Council": one of each body that meets.
    fn meetings_of_bodies(&self, phrase: &Phrase) -> Vec<Phrase> {
        if !phrase.plural || self.low(phrase.noun.end) != "of" {
            return Vec::new();
        }
        // "of the Peace and Security Council and the Council of Ministers"
        let joins = |at: &usize| {
            self.low(*at) == "and"
                && (self.is(at + 1, WordClass::Article) || self.analysis.tagged.entity_at(at + 1).is_some())
        };
        let Some(and) = (phrase.noun.end..phrase.tokens.end).find(joins) else { return Vec::new() };
        let bodies = [phrase.noun.end + 1..and, and + 1..phrase.tokens.end];
        bodies
            .into_iter()
            .filter(|body| !body.is_empty())
            .filter_map(|body| {
                let described = self.describe(body.clone(), body.start..body.start);
                let is_body = described.organization.is_some() && described.series.is_some();
                is_body.then(|| Phrase {
                    organization: described.organization,
                    series: described.series,
                    kind: described.kind,
                    ordinal: None,
                    noun: body.end - 1..body.end,
                    tokens: body,
                    plural: false,
                    ..phrase.clone()
                })
            })
            .collect()
    }

    /// "The ministers of A, B and C held a trilateral meeting": what they held is their meeting, found with them.
    fn is_held_by_body(&mut self, sentence: usize, phrase: &Phrase) -> bool {
        let Some(&(at, ref noun, meeting)) = self.meetings.phrases.last() else { return false };
        let same = at == sentence
            && self.meetings.drafts[meeting].rule == BODY_MEETS
            && phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && phrase.with.is_empty()
            && !phrase.past
            && phrase.tokens.contains(&noun.start);
        if same {
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), meeting));
            self.meetings.drafts[meeting].places.push((sentence, phrase.tokens.clone()));
        }
        same
    }

    /// "On the eve of the summit, A and B met", now that the day of the summit is known.
    fn date_eves(&mut self) {
        for at in 0..self.meetings.drafts.len() {
            let draft = &self.meetings.drafts[at];
            let Some((sentence, _)) = draft.places.first().filter(|_| draft.by_participants) else {
                continue;
            };
            let tokens = self.analysis.document.sentences[*sentence].tokens.clone();
            if let Some(day) = self.day_before(tokens) {
                self.meetings.drafts[at].date = Some(day);
            }
        }
    }

    /// "convened a meeting at the White House": a building that everybody knows tells the city.
    fn place_by_venue(&mut self) {
        for draft in &mut self.meetings.drafts {
            let Some(venue) = draft.venue.as_deref().filter(|_| draft.city.is_none()) else { continue };
            let name = venue.strip_prefix("the ").unwrap_or(venue).to_lowercase();
            let Some((city, country)) = RESIDENCES.get(name.as_str()) else { continue };
            if draft.country.is_none_or(|known| known == *country) {
                (draft.city, draft.country) = (Some((*city).to_owned()), Some(*country));
            }
        }
    }

    /// A scope without the clause that begins with a subject of its own behind the phrase: "at their summit, A hoped they will …".
    fn clause_around(&self, scope: Range<usize>, phrase: &Phrase) -> Range<usize> {
        let comma = (phrase.tokens.end..scope.end).find(|&at| self.low(at) == ",");
        let own = comma.filter(|&comma| {
            let person = self.analysis.mention_at(comma + 1);
            person.is_some_and(|(_, mention)| {
                matches!(mention.kind, Kind::Person { .. })
                    && self.analysis.tags.get(mention.tokens.end).is_some_and(|tag| tag.is_finite())
                    && !self.is(mention.tokens.end, WordClass::ToCome)
            })
        });
        // "opened on Monday, ahead of the summit": what is to come is the summit.
        let end = own.unwrap_or(scope.end);
        let ahead = (phrase.tokens.end..end).find(|&at| self.low(at) == "ahead" && self.low(at + 1) == "of");
        let end = ahead.unwrap_or(end);
        // "made the remarks in a meeting on Thursday in Harbour City, which is to host a summit"
        let acted = (scope.start..phrase.tokens.start).any(|at| self.analysis.tags[at] == Pos::Past);
        let relative = (phrase.tokens.end + MAX_TO_OWN_CLAUSE..end)
            .find(|&at| self.low(at) == "," && self.is(at + 1, WordClass::Relative));
        scope.start..relative.filter(|_| acted).unwrap_or(end)
    }

    /// "a meeting on Tuesday of an international working group": a bare noun, and the body that meets.
    fn is_meeting_of(&self, phrase: &Phrase, next: &Phrase) -> bool {
        let gap = phrase.tokens.end..next.tokens.start;
        let bare = phrase.organization.is_none() && phrase.ordinal.is_none() && phrase.with.is_empty();
        let of = gap.clone().rev().find(|&at| !self.is(at, WordClass::Article));
        bare && next.kind == Some(MeetingKind::WorkingGroup)
            && gap.len() <= 5
            && of.is_some_and(|of| self.low(of) == "of")
    }

    /// Takes a phrase: as a meeting of its own, as another mention of one, or not at all.
    fn take(
        &mut self,
        sentence: usize,
        order: usize,
        phrase: &Phrase,
        scope: Range<usize>,
        tokens: Range<usize>,
    ) {
        let analysis = self.analysis;
        // "A will hold a meeting with B …. It will be the fifth meeting of theirs.": the one of the sentences before.
        // "It is the first meeting of its kind" counts no meeting.
        let counts = phrase.ordinal.filter(|&number| number > 1).filter(|_| {
            let between = tokens.start + 1..phrase.tokens.start;
            self.is(tokens.start, WordClass::CountedAgain)
                && between.len() <= MAX_COUNTED
                && between.clone().any(|at| self.links(at))
                && between.clone().all(|at| self.links(at) || self.is(at, WordClass::BeforeVerb))
        });
        if let Some(ordinal) = counts
            && let Some(at) = (sentence.saturating_sub(MAX_COUNTED_BACK)..sentence)
                .rev()
                .find_map(|at| self.meetings.phrases_of(at).last())
                .map(|(_, _, at)| *at)
            && self.meetings.drafts[at].ordinal.is_none()
        {
            self.meetings.drafts[at].ordinal = Some(ordinal);
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
            return;
        }
        // "the two leaders' second meeting": theirs, by a number of their own.
        let own_count = phrase.tokens.start > tokens.start
            && matches!(self.low(phrase.tokens.start - 1), "two" | "both")
            && phrase.organization.is_none();
        if own_count {
            return;
        }
        // "MEETING WITH THE COMMISSIONER", as a heading: what stands below tells of it.
        let words = || tokens.clone().filter(|&at| analysis.document.tokens[at].kind == TokenKind::Word);
        let is_heading = phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && tokens.len() <= MAX_HEADING
            && !self.is(tokens.end - 1, WordClass::ClauseMark)
            && words().all(|at| analysis.document.tokens[at].case == Case::Upper || self.low(at).len() == 1);
        if is_heading {
            return;
        }
        // "the league's business forum in Harbour City"
        let placed = phrase.organization.is_some()
            && self.is(phrase.tokens.end, WordClass::Locative)
            && analysis
                .tagged
                .entity_at(phrase.tokens.end + 1)
                .is_some_and(|found| matches!(found.tag, Tag::City(_)));
        // "the highest forum of …": what a body is, and no gathering.
        let general_noun = phrase.ordinal.is_none()
            && !placed
            && self.is(phrase.noun.start, WordClass::StandingForum)
            && !analysis.document.tokens[phrase.noun.start].is_capitalised();
        // "the Conference Centre"
        let building = self.is(phrase.noun.end, WordClass::Building);
        if general_noun || building {
            return;
        }
        let left_out =
            phrase.plural && phrase.ordinal.is_none() || phrase.kind == Some(MeetingKind::PressConference);
        // "separate talks with A and B"
        let separate = phrase.ordinal.is_none()
            && phrase.with.len() >= 2
            && phrase.tokens.clone().any(|token| self.low(token) == "separate");
        // "On the sidelines he held talks with A and B": with each of them.
        let named = |index: &usize| analysis.mentions[*index].person.is_some();
        let one_by_one = phrase.ordinal.is_none()
            && phrase.organization.is_none()
            && phrase.with.len() >= 2
            && phrase.with.iter().all(named)
            && self.meets_one_by_one(
                sentence,
                &self.hosts_of(phrase, tokens.clone()),
                &phrase.with,
                tokens.clone(),
            );
        let left_out = left_out || separate || one_by_one;
        // "held separate meetings with A, B and C": one with each of those who are named.
        let each: Vec<usize> = phrase
            .with
            .iter()
            .copied()
            .filter(|&index| left_out && analysis.mentions[index].person.is_some())
            .collect();
        if left_out && each.is_empty() || self.is_denied(phrase) {
            return;
        }
        // "A tete-a-tete was followed by talks between the official delegations": of the two who met.
        let of_delegations = phrase.between
            && matches!(phrase.with[..], [group] if analysis.mentions[group].kind == Kind::Group
                && self.low(analysis.mentions[group].tokens.end - 1) == "delegations");
        let two = self.meetings.drafts.iter().rposition(|draft| {
            of_delegations && draft.by_participants && draft.kind == Some(MeetingKind::Bilateral)
        });
        if let Some(at) = two {
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
            return;
        }
        let with: Vec<usize> = phrase
            .with
            .iter()
            .copied()
            .filter(|&index| self.is_party(index) && !self.means_all(index))
            .collect();
        // "X told Y …, in their first call between the two": those named before.
        let between_two = phrase.with.len() == 1 && phrase.between && with.is_empty();
        let with = if between_two { self.two_before(tokens.start..phrase.tokens.start) } else { with };
        let brings = with.iter().any(|&index| {
            matches!(analysis.mentions[index].kind, Kind::Person { .. } | Kind::Office)
                || self.is_heads_group(index)
        });
        // "…, he said after a session of the council": that one is over, whatever else is to come.
        let over = phrase.tokens.start > tokens.start
            && matches!(self.low(phrase.tokens.start - 1), "after" | "following");
        // "the summit that was held on Monday", in a sentence on another that is to come
        let was_held = (phrase.tokens.end..tokens.end.min(phrase.tokens.end + 4)).any(|at| {
            self.is(at, WordClass::Relative)
                && matches!(self.low(at + 1), "was" | "were")
                && self.is(at + 2, WordClass::Convened)
                || self.is(at, WordClass::Relative)
                    && self.low(at + 1) == "took"
                    && self.low(at + 2) == "place"
                // "on the eve of the summit, which opened on Monday"
                || self.is(at, WordClass::Relative)
                    && analysis.tags.get(at + 1) == Some(&Pos::Past)
                    && self.is(at + 1, WordClass::Holding)
        });
        // "Addressing the summit, X said that his country would …"
        let opens = phrase.tokens.start <= tokens.start + MAX_OPENING
            && (self.is(tokens.start, WordClass::Addressing) || self.low(tokens.start) == "speaking");
        // "had meetings with A and B ahead of the session": what comes is the session.
        let had = (tokens.start..phrase.tokens.start)
            .rev()
            .take(MAX_HELD_BEFORE)
            .find(|&at| analysis.tags[at].is_verb())
            .is_some_and(|at| matches!(self.low(at), "had" | "held"));
        // The words before the phrase and its article, the nearest first.
        let before = |back: usize| {
            let first = phrase.tokens.start;
            let article = usize::from(first > tokens.start && self.is(first - 1, WordClass::Article));
            first.checked_sub(article + back).filter(|&at| at >= tokens.start)
        };
        let reads =
            |back: usize, words: &[&str]| before(back).is_some_and(|at| words.contains(&self.low(at)));
        // "The meeting, held in Harbour City, is the first international one since 2001": the same.
        let subject = self.meetings.phrases_of(sentence).first().filter(|(_, subject, _)| {
            subject.start == tokens.start
                && subject.end <= phrase.tokens.start
                && self.low(subject.start) == "the"
        });
        if let Some(&(_, _, at)) = subject.filter(|_| before(1).is_some_and(|at| self.links(at))) {
            let told = &mut self.meetings.drafts[at];
            told.ordinal = told.ordinal.or(phrase.ordinal.filter(|&number| number > 1));
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
            return;
        }
        // "…, X said at the meeting of the league": there the words were said.
        let spoken_at = reads(1, &["at", "during"])
            && before(2).is_some_and(|at| {
                self.is(at, WordClass::Telling) || self.is(at, WordClass::Journalists) && reads(3, &["told"])
            });
        // "met in Harbour City on Monday ahead of the summit": neither is told of the summit.
        let ahead_of = reads(1, &["of"]) && reads(2, &["ahead"]);
        let over = over || was_held || had || spoken_at || opens && !self.is_upcoming(phrase);
        let future = !over
            && (analysis.is_future(self.clause_around(scope.clone(), phrase))
                || self.is_upcoming(phrase)
                || self.is_prepared(phrase, tokens.start));
        let mut phrase = phrase.clone();
        if phrase.organization.is_none()
            // "The league held its summit in Harbour City last month."
            && (!phrase.past
                || self.has_holding_verb(tokens.start, phrase.noun.start)
                // "agreed at their 16th meeting in Harbour City last month"
                || phrase.ordinal.is_some()
                    && phrase.tokens.start > tokens.start
                    && (self.is(phrase.tokens.start, WordClass::PossessivePronoun)
                        || self.is(phrase.tokens.start - 1, WordClass::PossessivePronoun)))
            && let Some(subject) = self.organizing_subject(tokens.start..phrase.tokens.start)
            && (phrase.ordinal.is_some()
                || (self.is(phrase.tokens.start, WordClass::PossessivePronoun)
                    || phrase.tokens.start > tokens.start
                        && self.is(phrase.tokens.start - 1, WordClass::PossessivePronoun)
                    || matches!(self.low(phrase.tokens.start), "a" | "an")
                    // "Leaders of the league began deliberations"
                    || self.is(phrase.noun.start, WordClass::Talks)
                        && phrase.with.is_empty()
                        && self.is(phrase.tokens.start.saturating_sub(1), WordClass::Holding)))
        {
            phrase.organization = subject.organization;
            if phrase.series.as_deref().is_none_or(is_general) {
                phrase.series = subject.series.or(phrase.series);
            }
            phrase.kind = phrase.kind.or(subject.kind);
        }
        // "This was said at the end of its 72nd session": of the body that the sentence before is about.
        let its = phrase.tokens.start > tokens.start
            && (self.low(phrase.tokens.start) == "its" || self.low(phrase.tokens.start - 1) == "its");
        if its
            && phrase.organization.is_none()
            && phrase.ordinal.is_some()
            && let Some(before) = sentence.checked_sub(1)
            && let Some(body) = self.organizing_subject(analysis.document.sentences[before].tokens.clone())
        {
            phrase.organization = body.organization;
            phrase.series = body.series.or(phrase.series);
            phrase.kind = phrase.kind.or(body.kind);
        }
        // "the first meeting since the enlargement": of many.
        let since = (phrase.tokens.end..tokens.end.min(phrase.tokens.end + MAX_FIRST_SINCE))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| self.low(at) == "since");
        if phrase.ordinal == Some(1) && since {
            phrase.ordinal = None;
        }
        self.continue_series(&mut phrase, future);
        let phrase = &phrase;
        // "Northland will be hosting this year's summit": of the body that the report is about.
        let this_year = phrase.kind == Some(MeetingKind::Summit)
            && phrase.organization.is_none()
            && phrase.tokens.start >= 3.max(tokens.start)
            && (phrase.tokens.start - 3..phrase.noun.start)
                .any(|at| self.low(at) == "this" && self.low(at + 1) == "year");
        // "The meeting follows an emergency summit": of the same body.
        let called = phrase.kind == Some(MeetingKind::Summit)
            && phrase.organization.is_none()
            && phrase.tokens.clone().any(|at| self.is(at, WordClass::Extraordinary));
        // "an Arab summit", in a report on the League of Arab States
        let of_region = phrase.organization.is_none()
            && self.context.as_ref().is_some_and(|context| {
                let mut regions = analysis
                    .tagged
                    .entities(phrase.tokens.clone())
                    .filter(|found| found.tag == Tag::Region)
                    .map(|found| analysis.document.slice(found.tokens.clone()));
                regions.any(|region| context.split(' ').any(|word| word == region))
            });
        let called = called || of_region;
        let mut phrase = phrase.clone();
        if this_year || called && !self.meetings.drafts.is_empty() {
            phrase.organization.clone_from(&self.context);
        }
        let phrase = &phrase;
        let has_level = phrase
            .series
            .as_deref()
            .is_some_and(|series| !is_general(series) && !series.eq_ignore_ascii_case("bilateral"));
        let countries = self.countries_that_meet(phrase, tokens.clone());
        // "a conference titled “Women and Law”"
        let entitled = self
            .is(phrase.tokens.end, WordClass::Entitled)
            .then(|| {
                let mut behind = analysis.stretches_in(phrase.tokens.end + 1..phrase.tokens.end + 3);
                // Not the words in which the phrase stands.
                behind.find(|(_, stretch)| stretch.tokens.start > phrase.tokens.end)
            })
            .flatten()
            .map(|(_, stretch)| stretch.tokens.clone());
        let specific = phrase.ordinal.filter(|&number| number > 1).is_some()
            && (phrase.organization.is_some() || has_level)
            || (phrase.organization.is_some() && (has_level || phrase.kind.is_some()))
            || (phrase.city.is_some() && (phrase.kind == Some(MeetingKind::Summit) || has_level))
            || self.is_placed(phrase, has_level)
            || countries.len() >= 2 && (has_level || phrase.ordinal.is_some())
            || self.is_named(phrase)
            || (phrase.ordinal.is_some() && phrase.tokens.clone().any(|token| self.low(token) == "round"))
            || phrase.convened
            || entitled.is_some()
            || self.is_of_named_body(phrase);
        let first = phrase.tokens.start;
        let own = if ahead_of && scope.contains(&first) { first..scope.end } else { scope.clone() };
        // "In July he visited Norland and held talks with A": in July.
        let opening = (own.start.max(phrase.tokens.start.saturating_sub(MAX_HELD_BEFORE))
            ..phrase.tokens.start)
            .find(|&at| self.is(at, WordClass::Holding) && self.goes_on(at, tokens.start))
            .map(|verb| tokens.start..verb);
        // "on Tuesday met the delegations attending the 13th meeting": on Tuesday he met them.
        let attended = (phrase.tokens.start.saturating_sub(MAX_ATTENDING).max(own.start)
            ..phrase.tokens.start)
            .any(|at| self.is(at, WordClass::Attending) && analysis.tags[at] == Pos::Gerund);
        let behind = if attended { phrase.tokens.end..own.end.max(phrase.tokens.end) } else { own.clone() };
        let date = self
            .date_near(behind, phrase.tokens.end, future)
            .or_else(|| opening.and_then(|opening| self.date_near(opening.clone(), opening.end, future)));
        let (city, country) = match &phrase.city {
            Some((city, country)) => (Some(city.clone()), Some(*country)),
            None => self.place_near(own, phrase.tokens.end),
        };
        // "Norland hosted the third meeting of the league's ministers"
        let country = country
            .or_else(|| if city.is_none() { self.hosting_country(phrase, tokens.start) } else { None });
        // "the league's meeting in Harbour City on Monday": no other meeting of it has been told of.
        let placed = phrase.organization.is_some()
            && !phrase.plural
            && (city.is_some()
                || date.is_some_and(|date| {
                    date.start.precision() == 3 || country.is_some() && date.start.precision() == 2
                }))
            && !self.meetings.drafts.iter().any(|other| other.organization == phrase.organization);
        // "the preparatory meeting of foreign ministers on Wednesday": of the body that the report is about.
        let levelled = phrase.organization.is_none()
            && phrase.kind == Some(MeetingKind::Ministerial)
            && has_level
            && phrase.definite
            && !phrase.plural
            && !phrase.past
            && self.context.is_some()
            && !self.meetings.drafts.is_empty()
            && date.is_some_and(|date| date.start.precision() == 3);
        let mut phrase = phrase.clone();
        if levelled {
            phrase.organization.clone_from(&self.context);
        }
        let phrase = &phrase;
        let specific = specific || placed || levelled;
        let status =
            if over { Some(MeetingStatus::Held) } else { self.status(scope.clone(), future, tokens.clone()) };
        let words = analysis.document.clean(phrase.tokens.clone());
        let title = ["The ", "the ", "a ", "A ", "an ", "An ", "’s ", "'s "]
            .iter()
            .find_map(|article| words.strip_prefix(article))
            .unwrap_or(&words);
        // "two-day 17th meeting of …": how long it took is no part of its name.
        let title = match title.split_once(' ') {
            Some((first, rest)) if days_of(&first.to_lowercase()).is_some() => rest.to_owned(),
            _ => title.to_owned(),
        };
        let title = match entitled {
            Some(name) => format!("{title} “{}”", analysis.document.clean(name)),
            None => title,
        };
        let mut draft = Draft {
            rule: "a noun phrase names it",
            title,
            series: phrase.series.clone(),
            organization: phrase.organization.clone(),
            ordinal: phrase.ordinal.filter(|&number| number > 1 || specific),
            kind: phrase.kind,
            date,
            days: phrase.days,
            city,
            country,
            venue: self.venue_near(scope.clone()),
            status,
            focal: order < 2 || (order < 5 && self.meetings.drafts.is_empty()),
            next: future && phrase.definite && phrase.tokens.clone().any(|at| self.low(at) == "next"),
            earlier: false,
            remote: self.names_call(phrase.noun.start) || self.is_held_remotely(phrase, tokens.end),
            by_participants: false,
            places: vec![(sentence, phrase.tokens.clone())],
            hosts: Vec::new(),
            others: with.clone(),
        };
        if left_out {
            self.meet_each(sentence, phrase, tokens, &draft, &each);
            return;
        }
        // "talks between Norland and Westmark in Harbour City", "Norland and Westmark held their 3rd consultations"
        let told =
            specific || draft.date.is_some() || draft.city.is_some() || draft.country.is_some() || order < 2;
        if countries.len() >= 2 && phrase.organization.is_none() && !brings && told {
            draft.rule = "countries meet";
            draft.kind = phrase.kind.or_else(|| (countries.len() == 2).then_some(MeetingKind::Bilateral));
            draft.by_participants = !specific;
            (draft.hosts, draft.others) = (Vec::new(), countries);
            if phrase.past && !phrase.definite {
                draft.focal = false;
            }
            draft.title = self.title_with(&draft, &draft.title);
            if specific {
                self.add(sentence, phrase.tokens.clone(), draft);
            } else {
                self.add_by_participants(sentence, phrase.tokens.clone(), draft);
            }
            return;
        }
        // "The next meeting will be held in 2019."
        if draft.date.is_none() && future && (specific || draft.next) {
            let coming = |date: &Resolved| {
                analysis.base_date.is_some_and(|today| date.start.year() >= today.year())
                    && date.start.precision() == 1
            };
            draft.date = self.year_near(scope.clone(), phrase.tokens.end).filter(coming);
        }
        // "his second meeting with B": the second of these two.
        let own_number = phrase.organization.is_none() && phrase.kind == Some(MeetingKind::Bilateral);
        if brings && (phrase.ordinal.is_none() || own_number) {
            draft.ordinal = None;
            draft.rule = "a noun of meetings with its parties";
            let countries: BTreeSet<CountryCode> =
                with.iter().filter_map(|&index| self.party(index).country).collect();
            let of_three = (phrase.tokens.start.saturating_sub(1)..phrase.noun.end)
                .any(|at| self.is(at, WordClass::OfThree));
            let plural = of_three
                || with.len() > 2
                || countries.len() >= if phrase.between { 3 } else { 2 }
                || with.iter().any(|&index| {
                    self.is_heads_group(index)
                        || analysis.mentions[index].office.as_ref().is_some_and(|office| office.plural)
                });
            let default = if plural { MeetingKind::GroupMeeting } else { MeetingKind::Bilateral };
            draft.kind = phrase.kind.filter(|kind| *kind == MeetingKind::Summit).or(Some(default));
            // What two sides tell each other is no meeting of the organization at whose summit they do it.
            if draft.kind != Some(MeetingKind::Bilateral) {
                draft.organization = draft.organization.or_else(|| self.context.clone());
            }
            draft.by_participants = true;
            if !phrase.between || with.len() < 2 {
                draft.hosts = self.hosts_of(phrase, tokens.clone());
            }
            if plural {
                draft.series = with.iter().find_map(|&index| self.group_text(index)).or(draft.series);
            }
            draft.title = self.title_with(&draft, &draft.title);
            draft.focal = order < 3
                || !self.meetings.drafts.iter().any(|other| other.focal)
                || draft.status == Some(MeetingStatus::Held) && !phrase.past;
            if draft.date.is_none()
                && phrase.tokens.start > tokens.start
                && self.says_remarks(tokens.start..phrase.tokens.start)
            {
                draft.date = self.last_sentence_date(sentence);
            }
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
            return;
        }
        // "the decision of the third summit in Harbour City in 1992", "the report of its 87th session"
        let year = self.past_year_behind(phrase.tokens.clone(), tokens.end).filter(|_| !future);
        let reported = phrase.ordinal.is_some() && self.is_reported_on(phrase.tokens.start, tokens.start);
        // "signed the minutes of the second session", in a report on the second session
        let told = phrase.ordinal.filter(|_| reported && phrase.series.as_deref().is_none_or(is_general));
        let told = told.and_then(|ordinal| {
            self.meetings.drafts.iter().position(|other| other.focal && other.ordinal == Some(ordinal))
        });
        if let Some(at) = told {
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
            return;
        }
        if specific && (year.is_some() || reported) {
            draft.date = if reported { year } else { year.or(draft.date) };
            if reported {
                (draft.city, draft.country) = (None, None);
            }
            draft.earlier = true;
            draft.focal = false;
            draft.status = Some(MeetingStatus::Held);
            draft.rule = "an earlier one, with its year or its report, is mentioned";
            self.add(sentence, phrase.tokens.clone(), draft);
            return;
        }
        if specific && !phrase.past {
            self.add(sentence, phrase.tokens.clone(), draft);
            return;
        }
        // "The next round of talks will be held in Harbour City in March": of those who met.
        if draft.next
            && (draft.city.is_some() || draft.country.is_some() || draft.date.is_some())
            && let Some(known) = self.meetings.drafts.iter().find(|known| known.focal)
        {
            draft.organization.clone_from(&known.organization);
            draft.kind = draft.kind.or(known.kind);
            (draft.hosts, draft.others) = (Vec::new(), [&known.hosts[..], &known.others[..]].concat());
            draft.by_participants = known.by_participants && !draft.others.is_empty();
            draft.focal = false;
            draft.rule = "the next one of those who met";
            let place = phrase.tokens.clone();
            if draft.by_participants {
                self.add_by_participants(sentence, place, draft);
            } else {
                self.add(sentence, place, draft);
            }
            return;
        }
        if specific && phrase.past && phrase.organization.is_some() && !future {
            draft.earlier = true;
            draft.rule = "an earlier one of its series is mentioned";
            draft.focal = false;
            draft.status = Some(MeetingStatus::Held);
            draft.date = draft.date.or_else(|| self.year_near(scope.clone(), phrase.tokens.end));
            let today = analysis.base_date.map(|date| date.earliest());
            let is_earlier = |date: Resolved| today.is_none_or(|today| date.start.earliest() < today);
            draft.date = draft.date.filter(|&date| is_earlier(date));
            if draft.date.is_some() || draft.city.is_some() {
                self.add(sentence, phrase.tokens.clone(), draft);
            }
            return;
        }
        let sides = self.subject_mentions(tokens.start..phrase.tokens.start);
        // "A and B before their meeting", "A and B began their talks": without an organization or a number of its own.
        // "at their two-hour talks"
        let modified = (tokens.start..phrase.tokens.start)
            .rev()
            .take(MAX_MODIFIERS)
            .find(|&at| !matches!(analysis.tags[at], Pos::Adjective | Pos::Noun | Pos::Number));
        let theirs = phrase.tokens.clone().any(|token| self.low(token) == "their")
            || modified.is_some_and(|at| self.low(at) == "their")
            || phrase.tokens.start > tokens.start + 1
                && self.is(phrase.tokens.start - 1, WordClass::OpeningQuote)
                && self.low(phrase.tokens.start - 2) == "their";
        let sides = if theirs && sides.len() < 2 {
            let sides = self.pair_in(tokens.start..phrase.tokens.start, sides);
            let sides = if sides.len() < 2 { self.two_of(tokens.clone()).unwrap_or(sides) } else { sides };
            if sides.len() < 2 { self.with_partner(sentence, tokens.clone(), sides) } else { sides }
        } else {
            sides
        };
        // "The two leaders previously held a summit in Harbour City."
        let sides = if sides.len() < 2
            && phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && self.means_two(tokens.start..phrase.tokens.start)
            && self.has_holding_verb(tokens.start, phrase.noun.start)
        {
            self.two_told_of(sentence, tokens.start)
        } else {
            sides
        };
        // "A and B sought a way out during talks in Harbour City two weeks ago"
        let at_talks = self.is(phrase.noun.end - 1, WordClass::Talks)
            && !phrase.definite
            && phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && phrase.with.is_empty()
            && (draft.city.is_some() || draft.date.is_some())
            && phrase.tokens.start > tokens.start
            && matches!(self.low(phrase.tokens.start - 1), "during" | "in" | "at");
        let of_two = at_talks
            || matches!(phrase.kind, Some(MeetingKind::Bilateral | MeetingKind::GroupMeeting))
            || phrase.ordinal.is_none() && phrase.organization.is_none() && theirs
            // "A and B held a summit"
            || phrase.kind == Some(MeetingKind::Summit)
                && !phrase.definite
                && phrase.organization.is_none()
                && phrase.ordinal.is_none()
                && self.has_holding_verb(tokens.start, phrase.noun.start);
        if of_two && sides.len() >= 2 {
            draft.hosts = sides;
            draft.kind = draft.kind.or(Some(MeetingKind::Bilateral));
            draft.by_participants = true;
            draft.title = self.title_with(&draft, &draft.title);
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
            return;
        }
        // "Defence ministers of A, B and C vowed … during a meeting in Harbour City on Sunday"
        let group = self.group_before(tokens.start..phrase.tokens.start);
        if let Some(group) = group
            && !phrase.past
            && !phrase.plural
            && phrase.organization.is_none()
            && phrase.with.is_empty()
            && phrase.kind != Some(MeetingKind::PressConference)
            && (draft.city.is_some() || draft.date.is_some())
            && phrase.tokens.start > tokens.start
            && matches!(self.low(phrase.tokens.start - 1), "during" | "at" | "in")
        {
            let office = analysis.mentions[group].office.as_ref();
            let (sides, text) =
                office.map_or((0, String::new()), |office| (office.countries.len(), office.text.to_string()));
            draft.kind = Some(if sides == 2 { MeetingKind::Bilateral } else { MeetingKind::Ministerial });
            draft.series = Some(text);
            (draft.hosts, draft.others) = (Vec::new(), vec![group]);
            draft.by_participants = true;
            draft.rule = "officials of several countries at a meeting";
            draft.title =
                format!("meeting of {}", analysis.document.clean(analysis.mentions[group].tokens.clone()));
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
            return;
        }
        // "envoys will visit the capital on Monday for talks": the first thing that a report tells of.
        let for_talks = self.is(phrase.noun.start, WordClass::Talks)
            && phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && !phrase.past
            && phrase.tokens.start > tokens.start
            && self.low(phrase.tokens.start - 1) == "for"
            && draft.city.is_some()
            && draft.date.is_some()
            && self.meetings.drafts.is_empty();
        if for_talks {
            draft.hosts = sides;
            draft.kind = draft.kind.or(Some(MeetingKind::Bilateral));
            draft.by_participants = !draft.hosts.is_empty();
            draft.focal = true;
            draft.title = format!("talks in {}", draft.city.as_deref().unwrap_or_default());
            if draft.by_participants {
                self.add_by_participants(sentence, phrase.tokens.clone(), draft);
            } else {
                self.add(sentence, phrase.tokens.clone(), draft);
            }
            return;
        }
        // "X said that he agreed with Y, as the leaders held a meeting": of those two.
        let pair = self.pair_that_held(tokens.start, phrase);
        if phrase.organization.is_none() && phrase.ordinal.is_none() && !phrase.past && pair.len() == 2 {
            draft.hosts = pair[..1].to_vec();
            draft.others = pair[1..].to_vec();
            draft.kind = Some(MeetingKind::Bilateral);
            draft.by_participants = true;
            draft.title = self.verb_title(&draft.hosts, &draft.others);
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
            return;
        }
        // "X convened a call with allies", "X held a meeting with partners": the first thing that a report tells of.
        let held_by = self.subject_mentions(tokens.start..phrase.tokens.start);
        if order < 2
            && self.meetings.drafts.is_empty()
            && !phrase.past
            && !phrase.with.is_empty()
            && !held_by.is_empty()
            && self.has_holding_verb(tokens.start, phrase.noun.start)
        {
            draft.hosts = held_by;
            draft.kind = draft.kind.or(Some(MeetingKind::GroupMeeting));
            draft.by_participants = true;
            draft.title = analysis.document.clean(phrase.tokens.start..self.list_end(phrase));
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
            return;
        }
        // "after Sunday's meeting": of the organization that the report is about.
        let of_weekday = phrase.tokens.clone().any(|at| self.is(at, WordClass::Day))
            && phrase.organization.is_none()
            && !phrase.past
            && !phrase.plural
            && phrase.kind != Some(MeetingKind::PressConference)
            && order < LEAD_OF_MEETINGS
            && self.meetings.drafts.is_empty();
        if of_weekday && self.context.is_some() && draft.date.is_some() {
            draft.organization = self.context.clone();
            self.add(sentence, phrase.tokens.clone(), draft);
            return;
        }
        // The first thing that a report tells of, where nothing else names it better.
        let opens = order < 3 && self.meetings.drafts.is_empty() && !phrase.past && !phrase.plural;
        if opens && (phrase.kind.is_some() || phrase.days.is_some() || has_level) {
            draft.organization = self.context.clone();
            if draft.organization.is_some() || phrase.kind == Some(MeetingKind::Summit) {
                self.add(sentence, phrase.tokens.clone(), draft);
                return;
            }
        }
        // "An international conference on Norland was held in Harbour City on Tuesday."
        let is_new =
            !phrase.definite || phrase.ordinal.is_some() || order < 3 && self.meetings.drafts.is_empty();
        if is_new
            && !phrase.past
            && !phrase.plural
            && phrase.kind != Some(MeetingKind::PressConference)
            && draft.city.is_some()
            && draft.date.is_some()
            && self.is_told_to_take_place(phrase, tokens.end)
        {
            draft.rule = "it took place where and when the sentence says";
            self.add(sentence, phrase.tokens.clone(), draft);
            return;
        }
        self.anaphor(sentence, phrase, draft);
    }

    /// The country that hosts what a phrase names: "Norland will host the third meeting".
    fn hosting_country(&self, phrase: &Phrase, start: usize) -> Option<CountryCode> {
        let at = phrase.tokens.start;
        let verb = at.checked_sub(1 + usize::from(self.is(at.saturating_sub(1), WordClass::Article)))?;
        if verb <= start || !self.is(verb, WordClass::Host) && self.low(verb) != "hosted" {
            return None;
        }
        let first =
            (start..verb).rev().take_while(|&at| self.is(at, WordClass::ToCome)).last().unwrap_or(verb);
        let (_, mention) = self.analysis.mention_at(first.checked_sub(1)?)?;
        match mention.kind {
            Kind::Country(code) if mention.tokens.end == first => Some(code),
            _ => None,
        }
    }

    /// "was held by videoconference", "was held online".
    fn is_held_remotely(&self, phrase: &Phrase, end: usize) -> bool {
        let first = phrase.tokens.end;
        let held = (first..end.min(first + MAX_TO_VERB))
            .find(|&at| self.analysis.tags[at].is_finite())
            .filter(|&at| self.is(at, WordClass::ToBe) && self.is(at + 1, WordClass::Convened));
        held.is_some_and(|at| {
            matches!(self.low(at + 2), "online" | "virtually")
                || self.is(at + 2, WordClass::Via) && self.is(at + 3, WordClass::Telephony)
                || self.low(at + 2) == "via" && self.low(at + 3).starts_with("video")
        })
    }

    /// "was held", "took place", "opened" behind a phrase, before any other verb.
    fn is_told_to_take_place(&self, phrase: &Phrase, end: usize) -> bool {
        let verb = (phrase.tokens.end..end.min(phrase.tokens.end + MAX_TO_VERB))
            .find(|&at| self.is(at, WordClass::ClauseMark) || self.analysis.tags[at].is_finite());
        verb.is_some_and(|at| self.takes_place(at, end))
    }

    /// A meeting with each of several persons: "will hold bilateral meetings with A and B".
    fn meet_each(
        &mut self,
        sentence: usize,
        phrase: &Phrase,
        tokens: Range<usize>,
        draft: &Draft,
        each: &[usize],
    ) {
        let person = |index: usize| self.analysis.mentions[index].person;
        let hosts = self.hosts_of(phrase, tokens);
        // Of several with several nobody knows who met whom.
        let told = hosts.len() == 1 || each.len() == 1;
        if phrase.kind == Some(MeetingKind::PressConference)
            || !told
            || hosts.iter().any(|&host| each.iter().any(|&other| person(other) == person(host)))
        {
            return;
        }
        for (&host, &other) in hosts.iter().flat_map(|host| each.iter().map(move |other| (host, other))) {
            let mut draft = Draft {
                rule: "meetings with each of those named",
                title: String::new(),
                organization: None,
                kind: Some(MeetingKind::Bilateral),
                by_participants: true,
                hosts: vec![host],
                others: vec![other],
                ..draft.clone()
            };
            draft.title = self.verb_title(&draft.hosts, &draft.others);
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
        }
    }

    /// The body or the officials of an organization that a sentence is about, before a phrase: "SCO ministers ended their …".
    fn organizing_subject(&self, tokens: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let (_, subject) = analysis
            .mentions_in(tokens.clone())
            .find(|(_, mention)| {
                !analysis.is_governed(mention.tokens.start) && !analysis.quoted[mention.tokens.start]
            })
            // "The league's chairman A B said that they had agreed to attend a meeting": one man is no body.
            .filter(|(_, mention)| mention.person.is_none())?;
        let start = subject.tokens.start;
        let is_one =
            subject.kind == Kind::Office && subject.office.as_ref().is_some_and(|office| !office.plural);
        let verb = |at: usize| {
            self.is(at, WordClass::EndsBody)
                || analysis.tags[at].is_finite() && analysis.mention_at(at).is_none()
                // "The secretaries of the council (SC) focused on …"
                || analysis.tags[at].is_verb()
                    && analysis.document.tokens[at].case == Case::Lower
                    && self.low(at).ends_with("ed")
                    && self.low(at - 1) == ")"
        };
        let end = (start..tokens.end).find(|&at| verb(at))?;
        let mut described = self.describe(start..end, start..start);
        // "The league's chief said that it would hold a session": of the league, and not of chiefs.
        if is_one {
            described.series = None;
            described.kind = None;
        }
        (described.organization.is_some()).then_some(described)
    }

    /// "the trilateral summit in Harbour City", "the transport ministers' meeting in Harbour City": a city right behind it tells
    /// which one is meant.
    fn is_placed(&self, phrase: &Phrase, has_level: bool) -> bool {
        (phrase.kind == Some(MeetingKind::Summit) || has_level) && !phrase.plural && {
            // "a summit held in Harbour City"
            let held = usize::from(self.is(phrase.tokens.end, WordClass::Convened));
            let at = phrase.tokens.end + held;
            let found = self.analysis.tagged.entity_at(at + 1);
            self.is(at, WordClass::Locative) && found.is_some_and(|found| matches!(found.tag, Tag::City(_)))
        }
    }

    /// The countries whose meeting a phrase names: "talks between A and B", "A, B and C held their first meeting".
    fn countries_that_meet(&self, phrase: &Phrase, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let is_country = |index: usize| matches!(analysis.mentions[index].kind, Kind::Country(_));
        let is_noun = |index: usize| {
            let found = analysis.tagged.entity_at(analysis.mentions[index].tokens.start);
            found.is_some_and(|found| matches!(found.tag, Tag::Country(_)))
        };
        if phrase.between && phrase.with.len() >= 2 && phrase.with.iter().all(|&index| is_country(index)) {
            return phrase.with.clone();
        }
        let theirs =
            (phrase.tokens.start.saturating_sub(1)..phrase.noun.start).any(|at| self.low(at) == "their");
        // "Norland and Westmark held a third round of talks"
        let of_talks = phrase.organization.is_none()
            && phrase.with.is_empty()
            && !phrase.definite
            && (self.is(phrase.noun.start, WordClass::Talks)
                || phrase.tokens.clone().any(|at| self.is(at, WordClass::Instalment)));
        if !(theirs || of_talks) || !self.has_holding_verb(tokens.start, phrase.noun.start) {
            return Vec::new();
        }
        let free = |at: usize| !analysis.quoted[at] && (at == tokens.start || !analysis.is_governed(at));
        // "a league consisting of Norland, Westmark and Velmora": what is joined to a governed country is governed, too.
        let mut governed: Option<usize> = None;
        let subjects: Vec<usize> = analysis
            .mentions_in(tokens.start..phrase.tokens.start)
            .filter(|(index, mention)| {
                let goes_on = governed.is_some_and(|end| {
                    end <= mention.tokens.start
                        && (end..mention.tokens.start).all(|at| self.is(at, WordClass::Joining))
                });
                let is_subject = !goes_on && free(mention.tokens.start);
                governed = (!is_subject).then_some(mention.tokens.end);
                is_subject && is_country(*index) && is_noun(*index)
            })
            .map(|(index, _)| index)
            .collect();
        if subjects.len() >= 2 { subjects } else { Vec::new() }
    }

    /// "no bilateral meeting", "the lack of a meeting", "did not hold talks".
    fn is_denied(&self, phrase: &Phrase) -> bool {
        let before = phrase.tokens.start.saturating_sub(4)..phrase.noun.start;
        // "will not attend the summit": it takes place without somebody.
        let goes = before.clone().any(|at| {
            let stem = self.low(at);
            ["attend", "participat", "join", "tak", "go", "travel", "come"]
                .iter()
                .any(|verb| stem.starts_with(verb))
        });
        // "will seek a meeting with": it may never be.
        let first = phrase.tokens.start;
        let sought = first > 0
            && matches!(self.low(first), "a" | "an" | "another")
            && self.is(first - 1, WordClass::Seeking);
        !goes
            && (sought
                || before
                    .into_iter()
                    .any(|at| self.is(at, WordClass::Denial) || self.is(at, WordClass::Absence)))
    }

    /// "The next meeting of the prime ministers": of the series that the report is about.
    fn continue_series(&self, phrase: &mut Phrase, future: bool) {
        let next = phrase
            .tokens
            .clone()
            .any(|token| self.is(token, WordClass::Prospective) || self.low(token) == "following");
        // "The last summit, held in Lusaka in 2021"
        let of_council = phrase.series.as_deref().is_some_and(|series| {
            let last = series.rsplit(' ').next().unwrap_or_default().to_lowercase();
            MEETING_WORDS.get(last.as_str()).is_some_and(|class| *class == "body")
        });
        // "The last face-to-face meeting was held in 2019.", in a report of a summit.
        let of_many = self
            .meetings
            .drafts
            .first()
            .is_some_and(|draft| draft.focal && !draft.by_participants && draft.organization.is_some())
            && phrase.with.is_empty();
        let last = phrase.past
            && phrase.definite
            && (phrase.kind.is_some() || of_council || of_many)
            && phrase.tokens.clone().any(|token| matches!(self.low(token), "last" | "previous"));
        // "The 14th meeting will be held in May", in a report of the 13th.
        let of_same = |draft: &Draft| {
            // "The 47th meeting of the Council", of the "Council of Ministers"
            let begins =
                |series: &str| draft.series.as_deref().is_some_and(|known| known.starts_with(series));
            phrase.series.as_deref().is_none_or(|series| is_general(series) || begins(series))
        };
        let follows = !next
            && future
            && phrase.ordinal.is_some()
            && self
                .meetings
                .drafts
                .iter()
                .find(|draft| draft.focal)
                .map_or_else(|| phrase.series.as_deref().is_none_or(is_general), of_same);
        if phrase.organization.is_some() || !((next || follows) && future || last) {
            return;
        }
        let of_body = |draft: &&Draft| draft.organization.is_some() && draft.series.is_some();
        // "The previous meeting was held in Harbour City in 2019.", of the foreign ministers of two countries
        let of_officials =
            |draft: &&Draft| last && draft.focal && draft.kind == Some(MeetingKind::Ministerial);
        // "The fifth meeting will be held in May", in a report of the fourth
        let of_number = |draft: &&Draft| {
            follows && draft.focal && draft.ordinal.map(|number| number + 1) == phrase.ordinal
        };
        let drafts = &self.meetings.drafts;
        let known = drafts.iter().find(of_body).or_else(|| drafts.iter().find(of_officials));
        let Some(focal) = known.or_else(|| drafts.iter().find(of_number)) else {
            return;
        };
        if follows && focal.ordinal.map(|number| number + 1) != phrase.ordinal {
            return;
        }
        phrase.organization.clone_from(&focal.organization);
        if phrase.kind != Some(MeetingKind::Summit) || focal.kind == Some(MeetingKind::Summit) {
            phrase.kind = phrase.kind.or(focal.kind);
            if follows || phrase.series.as_deref().is_none_or(is_general) {
                phrase.series.clone_from(&focal.series);
            }
        }
    }

    /// A gathering with a name of its own: its noun and a word before it are capitalised in running text.
    fn is_named(&self, phrase: &Phrase) -> bool {
        let tokens = &self.analysis.document.tokens;
        let noun = phrase.noun.start;
        let before = (phrase.tokens.start..noun)
            .filter(|&token| tokens[token].is_capitalised() && !matches!(self.low(token), "the" | "a"))
            .count();
        let behind = (phrase.noun.end..phrase.tokens.end).any(|token| tokens[token].is_capitalised());
        let capital = tokens[noun].case == Case::Title && (before > 0 || behind);
        // "the Lakeside Platform summit"
        let paired = noun > phrase.tokens.start
            && tokens[noun - 1].is_capitalised()
            && self.low(noun - 1).contains('-');
        // "an Africa-France summit"
        let proper = self.is(noun, WordClass::NamedGathering) && (before >= 2 && phrase.definite || paired);
        (capital || proper) && !phrase.plural
    }

    /// The name of a meeting with those who take part: "informal summit of A and B".
    fn title_with(&self, draft: &Draft, name: &str) -> String {
        let mut names: Vec<String> = draft
            .hosts
            .iter()
            .take(2)
            .chain(draft.others.iter().take(3))
            .map(|&index| self.party_name(index))
            .collect();
        // "between Norland and Westmark (WM)"
        names.dedup();
        let core = ["their ", "his ", "her ", "its "]
            .iter()
            .find_map(|word| name.strip_prefix(word))
            .unwrap_or(name);
        // "meeting", "bilateral talks" say no more than that they met.
        let plain = core.split(' ').all(|word| is_general(word) || word.eq_ignore_ascii_case("bilateral"));
        match names.split_last() {
            Some((last, rest)) if plain && !rest.is_empty() => {
                let (left, right) = match draft.hosts.len().min(2) {
                    0 => (rest.join(", "), last.clone()),
                    hosts if hosts < names.len() => (names[..hosts].join(" and "), names[hosts..].join(", ")),
                    _ => (rest.join(", "), last.clone()),
                };
                let verb = if left.contains(" and ") || left.contains(", ") { "meet" } else { "meets" };
                format!("{left} {verb} {right}")
            }
            None => core.to_owned(),
            Some((last, [])) => format!("{core} with {last}"),
            Some((last, rest)) => format!("{core} of {} and {last}", rest.join(", ")),
        }
    }

    /// "a meeting of the Harbour Forum Steering Committee": of a body with a name, known or not.
    fn is_of_named_body(&self, phrase: &Phrase) -> bool {
        let document = &self.analysis.document;
        let behind = phrase.noun.end..phrase.tokens.end;
        let capitals = behind
            .clone()
            .filter(|&token| {
                document.tokens[token].is_capitalised() && document.tokens[token].kind == TokenKind::Word
            })
            .count();
        let last = behind.rev().find(|&token| document.tokens[token].kind == TokenKind::Word);
        capitals >= 2 && last.is_some_and(|last| self.is_body_noun(last)) && !phrase.plural
    }

    /// Whether the noun of meetings at a token means a call.
    fn names_call(&self, token: usize) -> bool {
        // "paid a courtesy call on the president": a visit.
        let visits = token > 0 && self.low(token - 1) == "courtesy" || self.low(token + 1) == "on";
        matches!(self.low(token), "call" | "calls") && !visits
            || self.analysis.is(token, WordClass::Telephony)
            // "phone talks"
            || token > 0
                && self.analysis.is(token - 1, WordClass::Telephony)
                && self.analysis.tags.get(token).is_some_and(|tag| tag.is_noun())
    }

    /// The last word of the name of a body that meets.
    fn is_body_noun(&self, token: usize) -> bool {
        MEETING_WORDS.get(self.low(token)).is_some_and(|class| *class == "body")
    }

    /// Where the parties behind the noun of a phrase end.
    fn list_end(&self, phrase: &Phrase) -> usize {
        let ends = phrase.with.iter().map(|&index| self.analysis.mentions[index].tokens.end);
        ends.max().unwrap_or(phrase.tokens.end).max(phrase.tokens.end)
    }

    /// "preparations for the meeting of …": it is to come.
    fn is_prepared(&self, phrase: &Phrase, start: usize) -> bool {
        // "agreed to hold its 5th meeting in Harbour City", "welcomed the offer of Norland to host the 5th meeting"
        let owned = phrase.tokens.start > start
            && (self.is(phrase.tokens.start - 1, WordClass::PossessivePronoun)
                || self.is(phrase.tokens.start - 1, WordClass::Article));
        let verb = phrase.tokens.start - usize::from(owned);
        let to_hold = verb >= start + 3
            && matches!(self.low(verb - 1), "hold" | "convene" | "host" | "organize" | "organise")
            && self.low(verb - 2) == "to"
            && (start.max((verb - 2).saturating_sub(MAX_RESOLVED))..verb - 2)
                .any(|at| self.is(at, WordClass::Resolving));
        // "called for convening a session", "the need for an emergency summit"
        let gerund = verb > start && matches!(self.low(verb - 1), "convening" | "holding" | "hosting");
        let before = verb - usize::from(gerund);
        let called_for = before >= start + 2
            && self.low(before - 1) == "for"
            && (self.is(before - 2, WordClass::Resolving) || self.low(before - 2) == "need");
        // "has arrived in Harbour City to attend the council"
        let to_attend = phrase.tokens.start.saturating_sub(MAX_TO_ATTEND).max(start)..phrase.tokens.start;
        let arrived = to_attend.into_iter().any(|at| {
            self.low(at) == "to"
                && self.is(at + 1, WordClass::ToAttend)
                && (start..at).any(|at| self.is(at, WordClass::Arriving))
        });
        to_hold
            || called_for
            || arrived
            || (start.max(phrase.tokens.start.saturating_sub(4))..phrase.tokens.start)
                .any(|at| self.is(at, WordClass::Preparing))
    }

    fn is_upcoming(&self, phrase: &Phrase) -> bool {
        let start = phrase.tokens.start.saturating_sub(2);
        (start..phrase.tokens.end).any(|token| self.is(token, WordClass::Prospective))
    }

    /// "… made the remarks at …": the meeting is of the day on which the remarks were made.
    fn says_remarks(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|token| self.is(token, WordClass::Remarks))
    }

    fn last_sentence_date(&self, sentence: usize) -> Option<Resolved> {
        let before = sentence.checked_sub(1)?;
        let tokens = self.analysis.document.sentences[before].tokens.clone();
        if self.analysis.is_future(tokens.clone()) {
            return None;
        }
        self.date_near(tokens.clone(), tokens.start, false)
    }

    fn hosts_of(&self, phrase: &Phrase, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        // "visited Norland to attend a meeting of ministers and held talks with A": who visited.
        let verb = (phrase.tokens.start.saturating_sub(MAX_HELD_BEFORE).max(tokens.start)
            ..phrase.tokens.start)
            .find(|&at| self.is(at, WordClass::Holding) && self.goes_on(at, tokens.start));
        if let Some(host) = verb.and_then(|verb| self.subject_of_first(verb, tokens.start)) {
            return vec![host];
        }
        let before = self.subject_mentions(tokens.start..phrase.tokens.start);
        if !before.is_empty() {
            return before;
        }
        // "At the meeting of A B with Minister C D": between the noun and those with whom.
        let first_with = phrase.with.iter().map(|&index| analysis.mentions[index].tokens.start).min();
        let of = first_with.filter(|_| self.low(phrase.noun.end) == "of").and_then(|first| {
            analysis
                .mentions_in(phrase.noun.end..first)
                .find(|(_, mention)| mention.person.is_some() && !analysis.quoted[mention.tokens.start])
        });
        if let Some((host, _)) = of {
            return vec![host];
        }
        // "Meeting with Minister A B", as a heading: of whom the report tells before.
        let is_heading = phrase.tokens.start == tokens.start
            && !tokens.clone().any(|at| analysis.tags[at].is_finite() && analysis.mention_at(at).is_none());
        if is_heading && let Some(host) = analysis.antecedent(phrase.tokens.start) {
            return vec![host];
        }
        let last = phrase
            .with
            .iter()
            .map(|&index| analysis.mentions[index].tokens.end)
            .max()
            .unwrap_or(phrase.tokens.end);
        // "Their next stop is Harbour City for talks with A": of the two who were told of.
        if self.low(tokens.start) == "their" {
            let met = self.meetings.drafts.iter().rev().find(|draft| draft.by_participants);
            if let Some(met) = met.filter(|met| met.hosts.len() == 2) {
                return met.hosts.clone();
            }
            return self.two_told_of(analysis.document.sentence_of(tokens.start), tokens.start);
        }
        // "…, at a meeting with Y, X said": the subject stands behind.
        analysis
            .mentions_in(last..tokens.end)
            .find(|(index, mention)| {
                let acts = (mention.tokens.end..tokens.end.min(mention.tokens.end + MAX_TO_VERB))
                    .any(|at| analysis.tags[at].is_finite());
                let is_named = matches!(mention.kind, Kind::Person { .. })
                    || mention.kind == Kind::Office && self.party(*index).person.is_some();
                is_named
                    && acts
                    && !analysis.quoted[mention.tokens.start]
                    && !analysis.is_governed(mention.tokens.start)
            })
            .map(|(index, _)| index)
            .or_else(|| self.met_before(phrase))
            .into_iter()
            .collect()
    }

    /// "The meeting with A and B focused on …": whom the sentence before told of.
    fn met_before(&self, phrase: &Phrase) -> Option<usize> {
        let analysis = self.analysis;
        if !phrase.definite || phrase.between {
            return None;
        }
        let index = analysis.antecedent(phrase.tokens.start)?;
        let person = analysis.mentions[index].person;
        (!phrase.with.iter().any(|&other| analysis.mentions[other].person == person)).then_some(index)
    }

    /// Another mention of a meeting by a general phrase: "the summit", "the two-day meeting".
    fn anaphor(&mut self, sentence: usize, phrase: &Phrase, draft: Draft) {
        let analysis = self.analysis;
        // "the gathering", "the conference": of many.
        let of_many = self.is(phrase.noun.start, WordClass::ManyMeet);
        let fits = |other: &Draft| {
            let of_two = other.by_participants && other.kind == Some(MeetingKind::Bilateral);
            // "the second meeting of the Lakes Club" is not the talks that two had.
            let of_named = phrase.ordinal.is_some()
                && self.low(phrase.noun.end) == "of"
                && self.low(phrase.noun.end + 1) == "the"
                && self.analysis.document.tokens[phrase.noun.end + 2..]
                    .first()
                    .is_some_and(|next| next.is_capitalised());
            // "The first talks were held in 2021" are not those of today.
            let of_old = phrase.ordinal.is_some() && self.is_of_another_time(&draft);
            if of_two && (of_named || of_old) {
                return false;
            }
            if other.earlier != phrase.past || of_many && of_two {
                return false;
            }
            let same_kind = match (phrase.kind, other.kind) {
                (Some(MeetingKind::Summit), kind) => kind == Some(MeetingKind::Summit),
                (Some(kind), Some(other_kind)) => {
                    kind == other_kind || kind == MeetingKind::GroupMeeting && other.by_participants
                }
                _ => true,
            };
            let same_organization = phrase.organization.is_none()
                || other.organization.is_none()
                || phrase.organization == other.organization;
            same_kind && same_organization
        };
        if !phrase.definite && phrase.organization.is_none() && phrase.days.is_none() {
            return;
        }
        // "That meeting brought together …": the one of the sentence before.
        let before = sentence.checked_sub(1).and_then(|before| self.meetings.phrases_of(before).last());
        if self.low(phrase.tokens.start) == "that"
            && let Some(&(_, _, at)) = before
        {
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
            return;
        }
        // "They will have an informal meeting with A B. The meeting will take place on 16 November."
        let planned = |at: usize| {
            let other = &self.meetings.drafts[at];
            other.status == Some(MeetingStatus::Planned) && other.date.is_none() && fits(other)
        };
        let opens_sentence = analysis.document.sentences[sentence].tokens.start == phrase.tokens.start;
        let of_plan = before.map(|(_, _, at)| *at).filter(|&at| {
            opens_sentence && draft.status == Some(MeetingStatus::Planned) && phrase.definite && planned(at)
        });
        let focal = self.meetings.drafts.iter().position(|other| other.focal && fits(other));
        // "the Harbour City gathering"
        let of_city = phrase.city.as_ref().and_then(|(city, _)| {
            self.meetings
                .drafts
                .iter()
                .position(|other| !other.by_participants && fits(other) && other.city.as_ref() == Some(city))
        });
        let last = self
            .meetings
            .drafts
            .iter()
            .rposition(|other| fits(other) && other.status != Some(MeetingStatus::Planned));
        let any = self.meetings.drafts.iter().rposition(fits);
        // "During the meeting, X said": one that X is part of.
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let persons: Vec<usize> =
            analysis.mentions_in(tokens).filter_map(|(_, mention)| mention.person).collect();
        let shared = self.meetings.drafts.iter().position(|other| {
            fits(other)
                && other.status != Some(MeetingStatus::Planned)
                && other.hosts.iter().chain(&other.others).any(|&index| {
                    analysis.mentions[index].person.is_some_and(|person| persons.contains(&person))
                })
        });
        // "The informal summit", of two leaders whose talks were told of.
        let of_leaders = phrase.kind == Some(MeetingKind::Summit) && focal.is_none() && last.is_none();
        if of_leaders
            && let Some(at) = self.meetings.drafts.iter().position(|other| {
                other.by_participants
                    && other.kind == Some(MeetingKind::Bilateral)
                    && other.status != Some(MeetingStatus::Planned)
                    && self.is_of_heads(other)
            })
        {
            let meeting = &self.meetings.drafts[at];
            let title = self.title_with(meeting, &draft.title);
            let meeting = &mut self.meetings.drafts[at];
            meeting.title = title;
            meeting.series.clone_from(&draft.series);
            meeting.kind = phrase.kind;
            meeting.days = meeting.days.or(draft.days);
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
            return;
        }
        let Some(at) = of_plan
            .or(of_city)
            .or(shared.filter(|_| phrase.kind.is_none() && phrase.definite))
            .or(last.filter(|_| phrase.definite))
            .or(focal)
            .or(any)
        else {
            // "…, a guest of the summit": of the body that the report is about.
            let of_context = phrase.kind == Some(MeetingKind::Summit)
                && phrase.definite
                && !phrase.past
                && !draft.next
                && self.low(phrase.tokens.start) == "the"
                && self.context.is_some();
            if of_context {
                let lead = analysis.body_sentences().next().unwrap_or(sentence);
                let tokens = analysis.document.sentences[lead].tokens.clone();
                let future = draft.status == Some(MeetingStatus::Planned);
                let date = draft.date.or_else(|| self.date_near(tokens.clone(), tokens.end, future));
                let organization = self.context.clone();
                let mut draft = Draft { organization, date, focal: true, ..draft };
                draft.places.insert(0, (lead, tokens.start..tokens.start));
                self.add(sentence, phrase.tokens.clone(), draft);
            } else if !self.of_lead_group(sentence, phrase, &draft) {
                self.of_leaders(sentence, phrase, draft);
            }
            return;
        };
        self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
        // "The 10th annual meeting in Harbour City": the number of the one that was told of.
        let here = phrase.city.as_ref().map(|(city, _)| city).or(draft.city.as_ref());
        let told = &mut self.meetings.drafts[at];
        if phrase.definite
            && !phrase.plural
            && told.ordinal.is_none()
            && !told.by_participants
            && (here.is_none() || here == told.city.as_ref())
            && phrase.tokens.start == analysis.document.sentences[sentence].tokens.start
        {
            told.ordinal = phrase.ordinal.filter(|&number| number > 1);
        }
        // "the talks, scheduled for Monday": said of the date itself.
        let scheduled = (phrase.tokens.end..phrase.tokens.end + 3)
            .any(|token| matches!(self.low(token), "scheduled" | "slated"));
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let fixed = scheduled
            .then(|| self.date_near(phrase.tokens.end..tokens.end, phrase.tokens.end, true))
            .flatten();
        let meeting = &mut self.meetings.drafts[at];
        meeting.venue = meeting.venue.take().or(draft.venue);
        // "The meeting will take place on 16 November."
        if meeting.status == Some(MeetingStatus::Planned)
            && draft.status == Some(MeetingStatus::Planned)
            && meeting.date.is_none()
            && phrase.definite
        {
            meeting.date = draft.date;
        }
        // "Held on Tuesday, the meeting saw …"
        if draft.status == Some(MeetingStatus::Held) && phrase.definite {
            meeting.status = meeting.status.or(draft.status);
        }
        if let Some(fixed) = fixed
            && meeting
                .date
                .is_none_or(|known| known.basis != DateBasis::Stated || known.start.precision() < 3)
        {
            meeting.date = Some(fixed);
            meeting.status = Some(MeetingStatus::Planned);
        }
        meeting.days = meeting.days.or(draft.days);
        let near = |date: Resolved| {
            date.start.precision() == 3 || meeting.date.is_none() && order_of_lead(analysis, sentence)
        };
        if meeting.date.is_none()
            && meeting.status != Some(MeetingStatus::Planned)
            && draft.status != Some(MeetingStatus::Planned)
            && (phrase.definite || phrase.days.is_some())
            && draft.date.is_some_and(near)
        {
            meeting.date = draft.date;
        }
        // "Days before the summit, X praised the authorities in …": that is told of another day and place.
        let apart = phrase.tokens.start > 0
            && analysis.is(phrase.tokens.start - 1, WordClass::TimeApart)
            && phrase.definite;
        // "The meeting in Harbour City is also expected to …": whatever else is told of it.
        if meeting.city.is_none()
            && !draft.next
            && let Some(found) = analysis.tagged.entity_at(phrase.tokens.end + 1)
            && analysis.is(phrase.tokens.end, WordClass::Locative)
            && let Tag::City(index) = found.tag
        {
            let city = &lexicon().cities[index.index()];
            (meeting.city, meeting.country) = (Some(city.name.clone()), Some(city.country));
        }
        // "The next round would be held in Harbour City": of another one.
        let apart = apart || draft.next || draft.status == Some(MeetingStatus::Planned);
        if meeting.city.is_none()
            && meeting.country.is_none()
            && !apart
            && meeting.status != Some(MeetingStatus::Planned)
        {
            meeting.city = draft.city;
            meeting.country = draft.country;
        }
    }

    /// "The 15th security secretaries of the league had an exchange of views. X chaired the meeting": of the officials of an
    /// organization whom the first sentence tells of. Whether there are such.
    fn of_lead_group(&mut self, sentence: usize, phrase: &Phrase, draft: &Draft) -> bool {
        let analysis = self.analysis;
        let Some(lead) = analysis.body_sentences().next().filter(|&lead| lead < sentence) else {
            return false;
        };
        let is_one =
            phrase.definite && !phrase.plural && phrase.organization.is_none() && phrase.ordinal.is_none();
        if !is_one || !self.meetings.drafts.is_empty() || sentence > lead + LEAD_OF_GROUP {
            return false;
        }
        let tokens = analysis.document.sentences[lead].tokens.clone();
        let group = analysis.mentions_in(tokens.clone()).find(|(_, mention)| {
            !analysis.is_governed(mention.tokens.start)
                && mention.person.is_none()
                && mention
                    .office
                    .as_ref()
                    .is_some_and(|office| office.plural && office.organization.is_some())
        });
        let Some((_, group)) = group else { return false };
        let number = group.tokens.start.checked_sub(1).and_then(|before| self.ordinal(before));
        let described = self.describe(group.tokens.clone(), group.tokens.start..group.tokens.start);
        let (city, country) = self.place_near(tokens.clone(), group.tokens.end);
        let title = format!("meeting of {}", analysis.document.clean(group.tokens.clone()));
        let new = Draft {
            rule: "officials of an organization, and then \"the meeting\"",
            title: title.replacen("meeting of the ", "meeting of ", 1),
            series: described.series,
            organization: described.organization,
            ordinal: described.ordinal.or(number),
            kind: described.kind,
            date: draft.date.or_else(|| self.date_near(tokens.clone(), group.tokens.end, false)),
            city: draft.city.clone().or(city),
            country: draft.country.or(country),
            status: Some(MeetingStatus::Held),
            focal: true,
            next: false,
            by_participants: false,
            places: vec![(lead, group.tokens.clone())],
            hosts: Vec::new(),
            others: Vec::new(),
            ..draft.clone()
        };
        self.meetings.phrases.push((lead, group.tokens.clone(), self.meetings.drafts.len()));
        self.meetings.phrases.push((sentence, phrase.tokens.clone(), self.meetings.drafts.len()));
        self.meetings.drafts.push(new);
        true
    }

    /// "The talks", told of first by what two leaders did: "Presidents A of X and B of Y signed …. After the talks …".
    fn of_leaders(&mut self, sentence: usize, phrase: &Phrase, mut draft: Draft) {
        let analysis = self.analysis;
        let is_another = phrase.organization.is_some() || phrase.plural && !phrase.definite;
        if draft.status == Some(MeetingStatus::Planned) || is_another {
            return;
        }
        let first = sentence.saturating_sub(LEAD_SENTENCES);
        let pair = (first..=sentence).find_map(|at| {
            let tokens = analysis.document.sentences[at].tokens.clone();
            self.coordinated_leaders(tokens).map(|pair| (at, pair))
        });
        let Some((lead, pair)) = pair else { return };
        // "attended by A, B, C and D": four, and no pair.
        let of_list = pair[0].checked_sub(1).is_some_and(|before| {
            let (before, first) = (&analysis.mentions[before], &analysis.mentions[pair[0]]);
            before.person.is_some()
                && before.tokens.end + 1 == first.tokens.start
                && self.low(before.tokens.end) == ","
        });
        if of_list {
            return;
        }
        let tokens = analysis.document.sentences[lead].tokens.clone();
        let verb = analysis.mentions[pair[1]].tokens.end;
        draft.date = draft.date.or_else(|| self.date_near(tokens.clone(), verb, false));
        if draft.city.is_none() && draft.country.is_none() {
            (draft.city, draft.country) = self.place_near(tokens, verb);
        }
        draft.hosts = pair;
        draft.kind = Some(MeetingKind::Bilateral);
        draft.status = draft.status.or(Some(MeetingStatus::Held));
        draft.by_participants = true;
        draft.focal = self.meetings.drafts.is_empty();
        draft.title = self.title_with(&draft, &draft.title);
        draft.rule = LEADERS_OF_LEAD;
        draft.places.push((lead, verb..verb));
        self.add_by_participants(sentence, phrase.tokens.clone(), draft);
    }

    /// Whether a headline names a meeting by its number or its body.
    fn is_named_in_headline(&self) -> bool {
        let analysis = self.analysis;
        let document = &analysis.document;
        analysis.title_sentences().any(|sentence| {
            let tokens = document.sentences[sentence].tokens.clone();
            tokens.clone().filter_map(|token| self.phrase(token, tokens.clone())).any(|phrase| {
                let numbered = phrase.ordinal.is_some_and(|number| number > 1);
                !phrase.plural && (numbered || phrase.organization.is_some() && phrase.kind.is_some())
            })
        })
    }

    /// What only the headline tells: a numbered meeting that the body calls otherwise, the place of the one told of.
    fn complete_from_headline(&mut self, sentences: &[usize]) {
        let analysis = self.analysis;
        let title_sentences: Vec<usize> = analysis.title_sentences().collect();
        for sentence in title_sentences {
            let tokens = analysis.document.sentences[sentence].tokens.clone();
            let phrases: Vec<Phrase> =
                tokens.clone().filter_map(|token| self.phrase(token, tokens.clone())).collect();
            if phrases.is_empty() {
                self.place_from_headline(tokens);
                continue;
            }
            let numbered = phrases.iter().find(|phrase| {
                phrase.ordinal.is_some_and(|number| number > 1)
                    && phrase.organization.is_some()
                    && !phrase.plural
            });
            if let Some(phrase) = numbered
                && !self.meetings.drafts.iter().any(|draft| draft.ordinal == phrase.ordinal)
                && let Some(&lead) = sentences.first()
            {
                let scope = analysis.document.sentences[lead].tokens.clone();
                let future = analysis.is_future(scope.clone())
                    || tokens.clone().any(|token| matches!(self.low(token), "to" | "will"));
                let (city, country) = self.place_near(scope.clone(), scope.start);
                let draft = Draft {
                    rule: "the headline alone numbers it",
                    title: analysis.document.clean(phrase.tokens.clone()),
                    series: phrase.series.clone(),
                    organization: phrase.organization.clone(),
                    ordinal: phrase.ordinal,
                    kind: phrase.kind,
                    date: self.date_near(scope.clone(), scope.end, future),
                    days: phrase.days,
                    city,
                    country,
                    venue: self.venue_near(scope.clone()),
                    status: self.status(scope.clone(), future, scope),
                    focal: true,
                    next: false,
                    earlier: false,
                    remote: false,
                    by_participants: false,
                    places: vec![(lead, phrase.tokens.clone())],
                    hosts: Vec::new(),
                    others: Vec::new(),
                };
                self.meetings.drafts.insert(0, draft);
                for (_, _, meeting) in &mut self.meetings.phrases {
                    *meeting += 1;
                }
                self.meetings.phrases.insert(0, (lead, phrase.tokens.clone(), 0));
                self.meetings.phrases.sort_by_key(|(sentence, tokens, _)| (*sentence, tokens.start));
            }
            // "Readout of Adviser A B's Meeting with C and D": the report's own name for what it tells of.
            let owned = phrases.iter().find_map(|phrase| {
                let (_, owner) = analysis.mention_at(phrase.noun.start.checked_sub(2)?)?;
                let is_owned = analysis.document.tokens[phrase.noun.start - 1].kind == TokenKind::Possessive
                    && analysis.is(phrase.noun.end, WordClass::Bringing);
                Some((owner.person?, owner.tokens.start..tokens.end)).filter(|_| is_owned)
            });
            let named = owned.and_then(|(owner, words)| {
                let draft = self.meetings.drafts.iter_mut().find(|draft| {
                    draft.by_participants
                        && draft.kind == Some(MeetingKind::GroupMeeting)
                        && draft.hosts.iter().any(|&host| analysis.mentions[host].person == Some(owner))
                })?;
                Some((draft, words))
            });
            if let Some((draft, words)) = named {
                draft.title = analysis.document.clean(words);
            }
            let (city, country) = self.place_near(tokens.clone(), phrases[0].noun.end);
            if let Some(draft) = self.meetings.drafts.iter_mut().find(|draft| draft.focal)
                && draft.city.is_none()
                && draft.country.is_none_or(|known| country.is_none_or(|told| told == known))
            {
                draft.city = city;
                draft.country = draft.country.or(country);
            }
        }
    }

    /// "The league's council meets in Harbour City": where the meeting is of which the report tells without a place.
    fn place_from_headline(&mut self, tokens: Range<usize>) {
        let meets = tokens.clone().any(|at| self.is(at, WordClass::Met));
        let (city, country) = self.place_near(tokens.clone(), tokens.start);
        let names = |name: &String| {
            self.analysis.tagged.entities(tokens.clone()).any(|found| match found.tag {
                Tag::Organization(index) => self.analysis.tagged.organization(index).name == *name,
                _ => false,
            })
        };
        let of_it = self
            .meetings
            .drafts
            .iter()
            .position(|draft| draft.focal && draft.organization.as_ref().is_some_and(names));
        if let Some(at) = of_it.filter(|_| meets && city.is_some()) {
            let draft = &mut self.meetings.drafts[at];
            if draft.city.is_none() && draft.country.is_none_or(|known| Some(known) == country) {
                (draft.city, draft.country) = (city, country);
            }
        }
    }

    /// Whether all parties that are known by name lead their countries.
    fn is_of_heads(&self, draft: &Draft) -> bool {
        let leads = |index: usize| {
            let person = self.analysis.mentions[index].person?;
            let offices = &self.analysis.registry.persons[person].offices;
            Some(offices.iter().any(|office| office.rank <= Rank::Government))
        };
        let known: Vec<bool> =
            draft.hosts.iter().chain(&draft.others).filter_map(|&index| leads(index)).collect();
        known.len() >= 2 && known.into_iter().all(|leads| leads)
    }

    /// The officials of several countries who are the subject before a phrase.
    fn group_before(&self, tokens: Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let (index, mention) = analysis.mentions_in(tokens).find(|(_, mention)| {
            !analysis.is_governed(mention.tokens.start) && !analysis.quoted[mention.tokens.start]
        })?;
        let office = mention.office.as_ref().filter(|office| office.plural && mention.person.is_none())?;
        (office.countries.len() >= 2 && office.organization.is_none()).then_some(index)
    }

    /// Two persons of high office for two countries, joined by "and".
    fn coordinated_leaders(&self, tokens: Range<usize>) -> Option<Vec<usize>> {
        let analysis = self.analysis;
        let verb = tokens.end;
        let leader = |index: usize| {
            let person = &analysis.registry.persons[analysis.mentions[index].person?];
            let holds = person.offices.iter().any(|office| office.rank <= Rank::Minister);
            person.country().filter(|_| holds)
        };
        let mentions: Vec<usize> = analysis.mentions_in(tokens).map(|(index, _)| index).collect();
        mentions.windows(2).find_map(|pair| {
            let (left, right) = (&analysis.mentions[pair[0]], &analysis.mentions[pair[1]]);
            let gap = left.tokens.end..right.tokens.start;
            let joined = gap.len() <= 2 && gap.clone().any(|token| self.low(token) == "and");
            // "discussed bilateral relations": each is one side's.
            let of_sides = self.is(verb + 1, WordClass::OfTwoSides)
                && pair.iter().all(|&index| analysis.mentions[index].office.is_some());
            let differ = of_sides || leader(pair[0])? != leader(pair[1])?;
            (joined && differ && !analysis.quoted[left.tokens.start]).then(|| pair.to_vec())
        })
    }

    /// The persons of a sentence, where they are two: "In remarks after an hour with A at their summit, B said …".
    fn two_of(&self, tokens: Range<usize>) -> Option<Vec<usize>> {
        let analysis = self.analysis;
        let mut found: Vec<usize> = Vec::new();
        for (index, mention) in analysis.mentions_in(tokens) {
            let known = |&known: &usize| analysis.mentions[known].person == mention.person;
            if mention.person.is_some() && !analysis.quoted[mention.tokens.start] && !found.iter().any(known)
            {
                found.push(index);
            }
        }
        (found.len() == 2).then_some(found)
    }

    /// "Following their meeting, A said": A, and who was told of last among the leaders of other countries, unless a meeting
    /// of A has been told of.
    fn with_partner(&self, sentence: usize, tokens: Range<usize>, known: Vec<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let person = |index: usize| analysis.mentions[index].person;
        let own = known.first().copied().or_else(|| {
            let mut named = analysis
                .mentions_in(tokens.clone())
                .filter(|(_, mention)| mention.person.is_some() && !analysis.quoted[mention.tokens.start]);
            named.next().map(|(index, _)| index)
        });
        let Some(own) = own else { return known };
        let told =
            self.meetings.drafts.iter().any(|draft| {
                draft.hosts.iter().chain(&draft.others).any(|&index| person(index) == person(own))
            });
        let country = self.party(own).country;
        if told || country.is_none() || self.meetings.drafts.iter().any(|draft| draft.focal) {
            return known;
        }
        let first = analysis.document.sentences[sentence.saturating_sub(LEAD_SENTENCES)].tokens.start;
        let partner = analysis.mentions_in(first..tokens.start).rev().find(|(index, mention)| {
            let leads = mention.person.is_some_and(|person| {
                analysis.registry.persons[person].offices.iter().any(|office| office.rank <= Rank::Minister)
            });
            let other = self.party(*index).country;
            leads
                && other.is_some()
                && other != country
                && !analysis.quoted[mention.tokens.start]
                && !analysis.is_governed(mention.tokens.start)
        });
        partner.map_or(known, |(index, _)| vec![index, own])
    }

    /// "the report of the 87th session": words that an earlier meeting left.
    fn is_reported_on(&self, token: usize, start: usize) -> bool {
        let before = start.max(token.saturating_sub(MAX_HELD_BEFORE))..token;
        before.clone().any(|at| self.is(at, WordClass::LeftByMeeting))
            && before.into_iter().any(|at| self.low(at) == "of")
    }

    /// The two persons of a sentence whom "the leaders" mean before "held a meeting".
    fn pair_that_held(&self, start: usize, phrase: &Phrase) -> Vec<usize> {
        let analysis = self.analysis;
        let none = Vec::new();
        if !phrase.with.is_empty() || phrase.tokens.start < start + MAX_HELD_BEFORE {
            return none;
        }
        // Over "a friendly inaugural".
        let modifies = |at: usize| self.is(at, WordClass::Article) || analysis.tags[at] == Pos::Adjective;
        let first = start.max(phrase.tokens.start.saturating_sub(MAX_HELD_BEFORE));
        let Some(verb) = (first..phrase.tokens.start).rev().find(|&at| !modifies(at)) else { return none };
        let group = verb.checked_sub(1).and_then(|before| analysis.mention_at(before));
        let Some((_, group)) = group.filter(|_| matches!(self.low(verb), "held" | "hold" | "had")) else {
            return none;
        };
        let is_plural = matches!(group.kind, Kind::Group)
            || group.office.as_ref().is_some_and(|office| office.plural && office.countries.is_empty());
        if !is_plural || group.tokens.end != verb || group.tokens.start <= start {
            return none;
        }
        self.two_before(start..group.tokens.start)
    }

    /// The last two persons of a range, where they are two.
    pub(super) fn two_before(&self, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let mut found: Vec<usize> = Vec::new();
        for (index, mention) in analysis.mentions_in(tokens).rev() {
            let known = |&known: &usize| analysis.mentions[known].person == mention.person;
            if mention.person.is_some() && !analysis.quoted[mention.tokens.start] && !found.iter().any(known)
            {
                found.insert(0, index);
            }
            if found.len() == 2 {
                return found;
            }
        }
        Vec::new()
    }

    /// Two persons joined by "and", whatever governs them: "Remarks by A and B before their meeting". Else what is known.
    fn pair_in(&self, tokens: Range<usize>, known: Vec<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let people: Vec<usize> = analysis
            .mentions_in(tokens)
            .filter(|(_, mention)| mention.person.is_some() && !analysis.quoted[mention.tokens.start])
            .map(|(index, _)| index)
            .collect();
        let pair = people.windows(2).next_back().filter(|pair| {
            let gap = analysis.mentions[pair[0]].tokens.end..analysis.mentions[pair[1]].tokens.start;
            // "A, left, and B"
            let aside = gap.clone().any(|token| self.low(token) == ",") && gap.len() <= MAX_CAPTION;
            (gap.len() <= 2 || aside) && gap.clone().any(|token| self.low(token) == "and")
        });
        pair.map_or(known, <[usize]>::to_vec)
    }

    /// Brings together what is told of one gathering under two general names: "peace negotiations", "the second round of
    /// talks" of one day and city.
    fn unite(&mut self) {
        let mut first = 0;
        while first < self.meetings.drafts.len() {
            let mut second = first + 1;
            while second < self.meetings.drafts.len() {
                if self.is_one_gathering(first, second) {
                    let other = self.meetings.drafts.remove(second);
                    let (focal, ordinal) = (other.focal, other.ordinal);
                    let (title, series) = (other.title.clone(), other.series.clone());
                    let draft = &mut self.meetings.drafts[first];
                    let is_loose = is_loose_name(draft, &other);
                    if is_loose {
                        draft.kind = other.kind;
                    }
                    if draft.ordinal.is_none() && ordinal.is_some() || is_loose {
                        (draft.title, draft.series) = (title, series);
                    }
                    draft.focal |= focal;
                    merge(draft, other);
                    for (_, _, meeting) in &mut self.meetings.phrases {
                        if *meeting == second {
                            *meeting = first;
                        } else if *meeting > second {
                            *meeting -= 1;
                        }
                    }
                } else {
                    second += 1;
                }
            }
            first += 1;
        }
    }

    fn is_one_gathering(&self, first: usize, second: usize) -> bool {
        let (a, b) = (&self.meetings.drafts[first], &self.meetings.drafts[second]);
        let is_talks = |draft: &Draft| {
            draft
                .title
                .split_whitespace()
                .any(|word| WordId::of(word.to_lowercase().as_str()).is(WordClass::Talks))
        };
        let differ = |a: Option<u32>, b: Option<u32>| a.is_some() && b.is_some() && a != b;
        // "The ninth summit began this morning. President A B of X, C D of Y and E F of Z met in …": there.
        let heads_meet = !a.by_participants
            && a.focal
            && a.kind == Some(MeetingKind::Summit)
            && a.status != Some(MeetingStatus::Planned)
            && b.by_participants
            && b.hosts.len() >= LEAST_AT_SUMMIT
            && b.others.is_empty()
            && b.status == Some(MeetingStatus::Held)
            && !b.earlier
            && !contradict(a.date, b.date)
            && (a.city.is_none() || b.city.is_none() || a.city == b.city);
        if heads_meet {
            return true;
        }
        // "a declaration at the close of the summit is unlikely": of the ministerial conference, in loose words.
        let loosely = !a.by_participants
            && !b.by_participants
            && a.focal
            && b.focal
            && a.organization.is_some()
            && a.organization == b.organization
            && (is_loose_name(a, b) && a.ordinal.is_none() || is_loose_name(b, a) && b.ordinal.is_none())
            && (a.city.is_none() || b.city.is_none() || a.city == b.city)
            && (a.status == Some(MeetingStatus::Planned)) == (b.status == Some(MeetingStatus::Planned))
            && !a.earlier
            && !b.earlier
            && !contradict(a.date, b.date);
        if loosely {
            return true;
        }
        !a.by_participants
            && !b.by_participants
            && is_talks(a)
            && is_talks(b)
            && !differ(a.ordinal, b.ordinal)
            && !contradict(a.date, b.date)
            // "the 7th round of talks", of one city or told of without: a number tells more than the time of the verb.
            && if a.ordinal.is_some() && a.ordinal == b.ordinal {
                a.city.is_none() || b.city.is_none() || a.city == b.city
            } else {
                a.city.is_some()
                    && a.city == b.city
                    && (a.status == Some(MeetingStatus::Planned)) == (b.status == Some(MeetingStatus::Planned))
            }
    }

    fn add(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft) {
        // "“The league's ministers' summit was planned for this date”, he said": the one that the report tells of.
        let in_words = self.analysis.quoted[tokens.start] && draft.ordinal.is_none() && draft.date.is_none();
        let known =
            self.meetings.drafts.iter().position(|other| {
                in_words && !other.by_participants && other.organization == draft.organization
            });
        if let Some(at) = known {
            self.meetings.phrases.push((sentence, tokens, at));
            return;
        }
        let same =
            self.meetings.drafts.iter().position(|other| !other.by_participants && is_same(other, &draft));
        self.keep(sentence, tokens, draft, same);
    }

    fn add_by_participants(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft) {
        // Nobody meets himself.
        let person = |index: &usize| self.analysis.mentions[*index].person;
        let first = draft.hosts.iter().chain(&draft.others).find_map(person);
        let all = draft.hosts.iter().chain(&draft.others).all(|index| person(index) == first);
        if first.is_some() && all && draft.hosts.len() + draft.others.len() > 1 {
            return;
        }
        let parties = |draft: &Draft| -> Vec<Party> {
            let mut parties: Vec<Party> = Vec::new();
            for &index in draft.others.iter().chain(&draft.hosts) {
                let party = self.party(index);
                if !parties.iter().any(|known| known.is_same(&party)) {
                    parties.push(party);
                }
            }
            parties
        };
        let wanted = parties(&draft);
        let same = self.meetings.drafts.iter().position(|other| {
            // "cancelled a full meeting", and "had a brief one"
            let off = |draft: &Draft| {
                matches!(draft.status, Some(MeetingStatus::Cancelled | MeetingStatus::Postponed))
            };
            let held = |draft: &Draft| draft.status == Some(MeetingStatus::Held);
            // "will meet X … They also met last September"
            let planned = |draft: &Draft| draft.status == Some(MeetingStatus::Planned);
            let long_ago = |draft: &Draft| held(draft) && self.is_of_another_time(draft);
            let apart = off(other) && held(&draft)
                || held(other) && off(&draft)
                || planned(other) && long_ago(&draft)
                || long_ago(other) && planned(&draft);
            other.by_participants
                && !apart
                && other.next == draft.next
                && other.earlier == draft.earlier
                && !contradict(other.date, draft.date)
                && (self.is_same_reception(other, &draft) || {
                    let known = parties(other);
                    // A and B met, and later both with C.
                    let hosts_met = draft.hosts.iter().all(|&host| {
                        let host = self.party(host);
                        host.person.is_some() && known.iter().any(|known| known.is_same(&host))
                    });
                    let of_three = other.kind == Some(MeetingKind::Bilateral)
                        && draft.hosts.len() == 2
                        && known.len() == 2
                        && wanted.len() == 3
                        && hosts_met;
                    // "paid calls on A and B": each of them received the same guests.
                    let host = |draft: &Draft| match draft.hosts[..] {
                        [host] => Some(self.party(host)).filter(|host| host.person.is_some()),
                        _ => None,
                    };
                    let received_by_others = host(other).zip(host(&draft)).is_some_and(|(one, two)| {
                        let is_party =
                            |host: &Party, parties: &[Party]| parties.iter().any(|party| party.is_same(host));
                        !is_party(&one, &wanted) && !is_party(&two, &known)
                    });
                    // "The two met A, and then B."
                    let guests = |draft: &Draft| -> Vec<usize> {
                        let guests = draft.others.iter().filter_map(|&guest| self.party(guest).person);
                        if draft.hosts.len() == 2 { guests.collect() } else { Vec::new() }
                    };
                    let (before, now) = (guests(other), guests(&draft));
                    let met_others = !before.is_empty()
                        && !now.is_empty()
                        && !now.iter().any(|guest| before.contains(guest));
                    if of_three || received_by_others || met_others {
                        return false;
                    }
                    let common =
                        wanted.iter().filter(|party| known.iter().any(|known| known.is_same(party))).count();
                    common * 2 > wanted.len().min(known.len())
                        && common >= 2.min(wanted.len().min(known.len()))
                })
        });
        self.keep(sentence, tokens, draft, same);
    }

    /// Whether a meeting's date lies weeks before the report.
    fn is_of_another_time(&self, draft: &Draft) -> bool {
        let last = draft.date.and_then(|date| date.end.unwrap_or(date.start).latest().to_civil());
        let today = self.analysis.base_date.and_then(|today| today.earliest().to_civil());
        let (Some(last), Some(today)) = (last, today) else { return false };
        last.checked_add(ANOTHER_TIME.days()).is_ok_and(|soonest| soonest < today)
    }

    /// Whom a mention means: the person, be it by an office alone that one person of the report holds.
    fn party(&self, index: usize) -> Party {
        let analysis = self.analysis;
        let mention = &analysis.mentions[index];
        let office = mention.office.as_deref().filter(|office| !office.plural);
        let person = mention.person.or_else(|| {
            let mut holders = self.holders.borrow_mut();
            *holders.entry(index).or_insert_with(|| {
                analysis.registry.holder(office?, &analysis.mentions, mention.tokens.start)
            })
        });
        let country = match person {
            Some(person) => analysis.registry.persons[person].country(),
            None => office.and_then(|office| office.countries.first().copied()),
        };
        Party { person, country, words: analysis.display_name(mention) }
    }

    /// Merges a draft into the meeting that is the same, or keeps it as one of its own.
    fn keep(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft, same: Option<usize>) {
        let at = match same {
            Some(at) => {
                // Who was told of by an office alone is now named.
                let named = |draft: &Draft| {
                    let parties = draft.hosts.iter().chain(&draft.others);
                    parties.filter(|&&index| self.analysis.mentions[index].person.is_some()).count()
                };
                let known = &mut self.meetings.drafts[at];
                let unnamed = known.hosts.len() + known.others.len() > named(known);
                if draft.by_participants && unnamed && named(&draft) > named(known) {
                    known.title.clone_from(&draft.title);
                }
                merge(&mut self.meetings.drafts[at], draft);
                at
            }
            None if self.meetings.drafts.len() >= MAX_MEETINGS => return,
            None => {
                let today = self.analysis.base_date.map(PartialDate::latest);
                let is_over = |date: Resolved| today.is_none_or(|today| date.start.earliest() <= today);
                if draft.date.is_some_and(is_over) && draft.status != Some(MeetingStatus::Planned) {
                    self.last_date = draft.date;
                }
                self.meetings.drafts.push(draft);
                self.meetings.drafts.len() - 1
            }
        };
        self.meetings.phrases.push((sentence, tokens, at));
    }

    /// One host who receives "the heads of delegations" and, told again, "the ministers from …".
    fn is_same_reception(&self, a: &Draft, b: &Draft) -> bool {
        let analysis = self.analysis;
        let host = |draft: &Draft| draft.hosts.iter().find_map(|&index| analysis.mentions[index].person);
        let unnamed = |draft: &Draft| {
            draft.others.iter().all(|&index| {
                let mention = &analysis.mentions[index];
                mention.person.is_none()
                    && mention.office.as_ref().is_none_or(|office| office.countries.is_empty())
            })
        };
        a.kind == Some(MeetingKind::GroupMeeting)
            && b.kind == a.kind
            && host(a).is_some()
            && host(a) == host(b)
            && (unnamed(a) || unnamed(b))
    }

    /// Fills in what the whole report tells: days from durations, inferred dates and places, status.
    fn settle(&mut self, sentences: &[usize]) {
        self.unite();
        self.place_beside();
        let analysis = self.analysis;
        if !self.meetings.drafts.is_empty() && !self.meetings.drafts.iter().any(|draft| draft.focal) {
            self.meetings.drafts[0].focal = true;
        }
        let lead_dates: Vec<(usize, Resolved)> = sentences
            .iter()
            .take(2)
            .filter_map(|&sentence| {
                let tokens = analysis.document.sentences[sentence].tokens.clone();
                let date = (!analysis.is_future(tokens.clone()))
                    .then(|| self.date_near(tokens.clone(), tokens.start, false))
                    .flatten()?;
                Some((sentence, date))
            })
            .collect();
        // What the second sentence tells of another meeting is no date of this one.
        let told_in: Vec<BTreeSet<usize>> = self
            .meetings
            .drafts
            .iter()
            .map(|draft| draft.places.iter().map(|(sentence, _)| *sentence).collect())
            .collect();
        let tellers: BTreeMap<usize, usize> = lead_dates
            .iter()
            .map(|(sentence, _)| (*sentence, told_in.iter().filter(|told| told.contains(sentence)).count()))
            .collect();
        let lead_date = |at: usize| {
            let own = |sentence: usize| {
                let here = usize::from(told_in[at].contains(&sentence));
                let others = tellers.get(&sentence).is_some_and(|&told| told > here);
                sentences.first() == Some(&sentence) || told_in[at].contains(&sentence) || !others
            };
            lead_dates.iter().find(|(sentence, _)| own(*sentence)).map(|(_, date)| *date)
        };
        let publication = analysis.base_date;
        let gathering = self.meetings.drafts.iter().find_map(|draft| {
            let told = draft.focal && !draft.by_participants && draft.status == Some(MeetingStatus::Held);
            let placed = draft.city.is_some() || draft.country.is_some();
            (told && placed && draft.organization.is_some()).then(|| (draft.city.clone(), draft.country))
        });
        let ends = self.verbs_beside(WordClass::Ending, VERB_BEFORE);
        // "A and B arrived on Tuesday for the three-day summit"
        let opened = self.verbs_beside(WordClass::Beginning, VERB_BEFORE);
        let arrived = self.verbs_beside(WordClass::Arriving, ARRIVAL_BEFORE);
        // A report is written from where something takes place these days, not from where it did a month ago.
        let recent = |date: Resolved| {
            let first = publication
                .and_then(PartialDate::to_civil)
                .and_then(|day| day.checked_sub(DAYS_OF_DATELINE.days()).ok());
            first.is_none_or(|first| date.start.latest() >= PartialDate::from_civil(first))
        };
        for (at, draft) in self.meetings.drafts.iter_mut().enumerate() {
            // What has not taken place took place neither on the day nor in the city of the report.
            let to_come = draft.status.is_none()
                && draft
                    .date
                    .zip(publication)
                    .is_some_and(|(date, publication)| date.start.earliest() > publication.latest());
            let planned = to_come
                || matches!(
                    draft.status,
                    Some(MeetingStatus::Planned | MeetingStatus::Postponed | MeetingStatus::Cancelled)
                );
            let told = (draft.focal || draft.by_participants) && !draft.earlier;
            if draft.date.is_none() && told && !planned {
                draft.date = lead_date(at).filter(|date| {
                    date.start.precision() == 3
                        && publication.is_none_or(|publication| date.start <= publication.latest())
                });
            }
            if let (Some(days), Some(date)) = (draft.days.filter(|&days| days > 1), &mut draft.date)
                && date.end.is_none()
                && let Some(day) = date.start.to_civil()
            {
                let has_opened =
                    [&opened, &arrived].iter().any(|told| told.get(at).copied().unwrap_or_default());
                // "said on Friday that the two-day meeting had made preparations": it is over, unless it is told of its opening.
                let last = day.checked_add((days - 1).days()).ok();
                let over = draft.status == Some(MeetingStatus::Held)
                    && !has_opened
                    && last.zip(publication).is_some_and(|(last, publication)| {
                        publication.latest() < PartialDate::from_civil(last)
                    });
                let ended = over || ends.get(at).copied().unwrap_or_default() && !has_opened;
                let shift = (days - 1).days();
                let (start, end) = if ended {
                    (day.checked_sub(shift).ok(), Some(day))
                } else {
                    (Some(day), day.checked_add(shift).ok())
                };
                if let (Some(start), Some(end)) = (start, end) {
                    date.start = PartialDate::from_civil(start);
                    date.end = Some(PartialDate::from_civil(end));
                }
            }
            if draft.date.is_none()
                && told
                && draft.status != Some(MeetingStatus::Planned)
                && let Some(publication) = publication
            {
                // "… in 2015. Days later, X met Y": told of the past goes on.
                let past = draft.places.first().filter(|_| !draft.focal).and_then(|&(sentence, _)| {
                    let scope = (sentence.saturating_sub(SENTENCES_OF_PAST)..sentence + 1).rev();
                    scope.into_iter().find_map(|at| past_year(analysis, at, publication.year()))
                });
                let date = match past {
                    Some(year) => PartialDate::new(year, 0, 0),
                    None => PartialDate::new(publication.year(), publication.month(), 0),
                };
                draft.date = date.ok().map(|start| Resolved { start, end: None, basis: DateBasis::Inferred });
            }
            // Who met beside a gathering elsewhere met there, wherever the report was written.
            if let Some((city, country)) = &gathering
                && draft.by_participants
                && !draft.focal
                && !draft.remote
                && draft.city.is_none()
                && draft.country.is_none()
                && told
                && !planned
            {
                draft.city.clone_from(city);
                draft.country = *country;
            }
            if let Some((city, country)) = &analysis.dateline_place
                && draft.city.is_none()
                && draft.country.is_none_or(|known| known == *country)
                && !draft.remote
                && told
                && (draft.focal || draft.date.is_none_or(recent))
                && !planned
            {
                draft.city = Some(city.clone());
                draft.country = Some(*country);
            }
            // A page may be stamped with the day before, where the clock is another; the verbs tell then.
            let is_held = draft.status == Some(MeetingStatus::Held);
            let later = draft.date.zip(publication).is_some_and(|(date, publication)| {
                let stamped = publication.latest();
                let next = stamped.to_civil().and_then(|day| day.checked_add(1.days()).ok());
                let known = next.filter(|_| is_held).map_or(stamped, PartialDate::from_civil);
                date.start.earliest() > known
            });
            if later && !matches!(draft.status, Some(MeetingStatus::Postponed | MeetingStatus::Cancelled)) {
                draft.status = Some(MeetingStatus::Planned);
            }
            let over = draft.date.zip(publication).is_some_and(|(date, publication)| {
                date.end.unwrap_or(date.start).latest() < publication.earliest()
            });
            if over && matches!(draft.status, None | Some(MeetingStatus::Planned)) {
                draft.status = Some(MeetingStatus::Held);
            }
            if draft.status.is_none() && draft.focal {
                draft.status = Some(MeetingStatus::Held);
            }
        }
    }

    /// "A met B on the sidelines of the council in Harbour City": there too.
    fn place_beside(&mut self) {
        let placed: Vec<(usize, Option<String>, Option<CountryCode>)> = self
            .meetings
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| draft.by_participants && draft.city.is_none() && draft.country.is_none())
            .filter_map(|(at, draft)| {
                let &(sentence, _) = draft.places.first()?;
                let tokens = self.analysis.document.sentences[sentence].tokens.clone();
                let beside = tokens.into_iter().any(|token| self.is(token, WordClass::Sidelines));
                let gatherings = || {
                    self.meetings.drafts.iter().filter(|other| !other.by_participants && other.city.is_some())
                };
                let told_here = |other: &&Draft| other.places.iter().any(|(place, _)| *place == sentence);
                // "On the sidelines, he met A": of the gathering that the report is about.
                let other = gatherings()
                    .find(told_here)
                    .or_else(|| gatherings().find(|other| other.focal && !other.earlier))?;
                // "Later the heads of delegations called on the president": in the city of their session.
                let of_its_delegations = draft.kind == Some(MeetingKind::GroupMeeting)
                    && draft.organization.is_some()
                    && draft.organization == other.organization
                    && draft.status == other.status;
                ((beside || of_its_delegations) && !draft.remote)
                    .then(|| (at, other.city.clone(), other.country))
            })
            .collect();
        for (at, city, country) in placed {
            let draft = &mut self.meetings.drafts[at];
            (draft.city, draft.country) = (city, country);
        }
    }

    /// For each meeting whether the verbs beside it tell of its end, or of its beginning: "wrapped up on Tuesday".
    fn verbs_beside(&self, class: WordClass, back: usize) -> Vec<bool> {
        let again = |at: usize| {
            let phrases = self.meetings.phrases.iter().filter(move |(_, _, meeting)| *meeting == at);
            phrases.map(|(sentence, tokens, _)| (*sentence, tokens.clone())).take(MAX_PLACES)
        };
        let drafts = self.meetings.drafts.iter().enumerate();
        drafts
            .map(|(at, draft)| {
                draft.places.iter().cloned().chain(again(at)).any(|(sentence, tokens)| {
                    let end = self.analysis.document.sentences[sentence].tokens.end;
                    let start = self.analysis.document.sentences[sentence].tokens.start;
                    // "wrapped up their two-day gathering", "the summit … ended"
                    let before = start.max(tokens.start.saturating_sub(back))..tokens.start;
                    let mut beside = before.chain(tokens.end..end.min(tokens.end + 12));
                    // "came to a close": nobody came.
                    let closes = |token: usize| {
                        self.low(token + 1) == "to"
                            && (token + 2..token + 4).any(|at| self.is(at, WordClass::Ending))
                    };
                    // "Opening the session, X said": on whatever day.
                    let aside = |token: usize| token == start && self.analysis.tags[token] == Pos::Gerund;
                    // "got under way here today"
                    let under_way = |token: usize| {
                        class == WordClass::Beginning
                            && self.low(token) == "under"
                            && self.low(token + 1) == "way"
                    };
                    beside.any(|token| {
                        under_way(token) || self.is(token, class) && !closes(token) && !aside(token)
                    })
                })
            })
            .collect()
    }
}

/// Whether a sentence is one of the first of the body.
fn order_of_lead(analysis: &Analysis, sentence: usize) -> bool {
    analysis.body_sentences().take(3).any(|lead| lead == sentence)
}

/// The most tokens between two who stand in a picture: ", left, and".
const MAX_CAPTION: usize = 5;

/// In how many first tokens of a sentence the meeting stands at which somebody speaks: "Speaking virtually at the".
const MAX_OPENING: usize = 5;

/// How near behind its name a relative clause tells of the meeting itself, in tokens.
const MAX_TO_OWN_CLAUSE: usize = 2;

/// The most tokens from the name of a meeting to the verb that tells that it took place.
const MAX_TO_VERB: usize = 10;

/// The most tokens from "offer" to "to host": "the offer of the Republic of Norland to host".
const MAX_RESOLVED: usize = 7;

/// The most tokens from "to attend" to the name of the meeting.
const MAX_TO_ATTEND: usize = 6;

/// In how many sentences before it the leaders are looked for who hold "the talks".
const LEAD_SENTENCES: usize = 16;

/// The bloc that a report names most often: in its headline or its first sentences, or several times.
fn main_organization(analysis: &Analysis) -> Option<String> {
    let lead = analysis
        .body_sentences()
        .nth(2)
        .map_or(analysis.document.tokens.len(), |sentence| analysis.document.sentences[sentence].tokens.end);
    let mut counts: BTreeMap<EntryId, usize> = BTreeMap::new();
    for entity in analysis.tagged.entities(0..analysis.document.tokens.len()) {
        if let Tag::Organization(index) = entity.tag
            && analysis.tagged.organization(index).kind == "bloc"
        {
            // "as members of the bloc": whom it is about, not whose meeting.
            let aside = (entity.tokens.start.saturating_sub(4)..entity.tokens.start)
                .any(|at| analysis.is(at, WordClass::MemberStates));
            *counts.entry(index).or_default() += if entity.tokens.start < lead && !aside { 3 } else { 1 };
        }
    }
    counts.retain(|_, count| *count >= 3);
    // Of several named as often, the first of the lexicon.
    let best = counts.iter().max_by_key(|(index, count)| (**count, std::cmp::Reverse(**index)))?;
    Some(analysis.tagged.organization(*best.0).name.clone())
}

/// For how many days before the publication the place of the dateline is that of a meeting without one.
const DAYS_OF_DATELINE: i64 = 4;

/// How many sentences before it a meeting without a date may take its year from, where they tell of the past.
const SENTENCES_OF_PAST: usize = 2;

/// The year that a sentence names, if it is before that of the publication: "in 2015".
fn past_year(analysis: &Analysis, sentence: usize, published: i16) -> Option<i16> {
    let tokens = analysis.document.sentences[sentence].tokens.clone();
    tokens.into_iter().find_map(|token| {
        let year: i16 = analysis.document.str(token).parse().ok()?;
        let timed = analysis.is(token.saturating_sub(1), WordClass::MonthBefore);
        (timed && (1900..published).contains(&year)).then_some(year)
    })
}

/// Whether the first is but "the summit", as a loose name of the second, a conference of ministers.
fn is_loose_name(a: &Draft, b: &Draft) -> bool {
    a.title.eq_ignore_ascii_case("summit") && b.kind == Some(MeetingKind::Ministerial)
}

/// How far before a meeting "attending" stands, in tokens.
const MAX_ATTENDING: usize = 3;

/// How far behind "the first meeting" stands since when, in tokens.
const MAX_FIRST_SINCE: usize = 12;

/// How many tokens before a meeting the verb is looked for that says that it was held.
const MAX_HELD_BEFORE: usize = 4;

/// In how many places of a meeting its acronym is looked for.
const MAX_PLACES_OF_NAME: usize = 4;

/// The fewest letters of an acronym that is taken for the name of a gathering, or for the initials of one.
const MIN_ACRONYM: usize = 3;

/// Whether two drafts of one report name the same meeting.
fn is_same(a: &Draft, b: &Draft) -> bool {
    if let (Some(a), Some(b)) = (a.ordinal, b.ordinal)
        && a != b
    {
        return false;
    }
    let differ = |a: Option<&str>, b: Option<&str>| a.is_some() && b.is_some() && a != b;
    if differ(a.organization.as_deref(), b.organization.as_deref())
        || differ(a.city.as_deref(), b.city.as_deref())
        || a.country.is_some() && b.country.is_some() && a.country != b.country
        || contradict(a.date, b.date)
    {
        return false;
    }
    if a.kind.is_some() && b.kind.is_some() && a.kind != b.kind {
        return false;
    }
    if a.earlier != b.earlier {
        return false;
    }
    // Two conferences with names of their own, between marks.
    let entitled = |draft: &Draft| draft.title.split_once('“').map(|(_, name)| name.to_owned());
    if entitled(a).zip(entitled(b)).is_some_and(|(a, b)| a != b) {
        return false;
    }
    // "The next summit will be hosted by Norland", in a report on a summit.
    if a.focal && !a.next && b.next {
        return false;
    }
    // "Norland-Lakes": whose meeting it is, of two sides.
    let sides = |draft: &Draft| -> Vec<String> {
        let words = draft.series.as_deref().unwrap_or_default().split(' ');
        words.filter(|word| joins_two_names(word)).map(str::to_lowercase).collect()
    };
    if a.kind == Some(MeetingKind::Summit) && b.kind == Some(MeetingKind::Summit) {
        // "the 43rd summit of the Lakes", and on its second day "the Lakes-Norland summit"
        let beside = |one: &Draft, two: &Draft| {
            sides(one).is_empty() && one.ordinal.is_some() && !sides(two).is_empty()
        };
        return !(beside(a, b) || beside(b, a));
    }
    let words = |draft: &Draft| -> Vec<String> {
        stems(draft.series.as_deref().filter(|series| !is_general(series)).unwrap_or_default())
            .into_iter()
            .filter(|word| !WordId::of(word.as_str()).is(WordClass::TellsNoSeries))
            .collect()
    };
    let (a_words, b_words) = (words(a), words(b));
    let (short, long, titled) = if a_words.len() <= b_words.len() {
        (&a_words, &b_words, &b.title)
    } else {
        (&b_words, &a_words, &a.title)
    };
    // "this year's LRF ministerial", of the "ministerial meeting of the Lakes Regional Forum"
    let initials: String = titled
        .split(' ')
        .filter_map(|word| word.chars().next().filter(|first| first.is_uppercase()))
        .collect();
    let initials = initials.to_lowercase();
    let abbreviates = |word: &str| word.len() >= MIN_ACRONYM && initials.contains(word);
    // "The Norland-Lakes ministers' meeting" is none of the ministers of the Lakes alone.
    short.iter().all(|word| long.contains(word) || abbreviates(word))
        && (sides(a) == sides(b) || is_general_series(a) || is_general_series(b))
}

/// "Norland-Lakes": two names that a hyphen joins.
fn joins_two_names(word: &str) -> bool {
    word.split_once(['-', '–']).is_some_and(|(first, second)| {
        let is_name = |part: &str| part.chars().count() >= 2 && part.starts_with(char::is_uppercase);
        is_name(first) && is_name(second)
    })
}

/// Whether a meeting is told of by no name of a series: "the meeting".
fn is_general_series(draft: &Draft) -> bool {
    draft.series.as_deref().is_none_or(is_general)
}

fn contradict(a: Option<Resolved>, b: Option<Resolved>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (a_end, b_end) = (a.end.unwrap_or(a.start), b.end.unwrap_or(b.start));
    a.start.earliest() > b_end.latest() || b.start.earliest() > a_end.latest()
}

/// Adds to a meeting what another mention of it tells.
fn merge(meeting: &mut Draft, mut other: Draft) {
    // "meeting of its ministers" is our wording; the one that numbers it has a name.
    if meeting.ordinal.is_none() && other.ordinal.is_some() && meeting.rule == BODY_MEETS {
        std::mem::swap(&mut meeting.title, &mut other.title);
        meeting.series = other.series.take().or_else(|| meeting.series.take());
    }
    meeting.ordinal = meeting.ordinal.or(other.ordinal);
    meeting.organization = meeting.organization.take().or(other.organization);
    meeting.kind = meeting.kind.or(other.kind);
    let worth =
        |date: Resolved| (date.start.precision(), date.end.is_some(), date.basis == DateBasis::Stated);
    let more_precise =
        other.date.is_some_and(|date| meeting.date.is_none_or(|known| worth(known) < worth(date)));
    if more_precise {
        meeting.date = other.date;
    }
    meeting.days = meeting.days.or(other.days);
    meeting.venue = meeting.venue.take().or(other.venue);
    if meeting.city.is_none() {
        meeting.city = other.city;
        meeting.country = other.country.or(meeting.country);
    }
    let says_more = match (&meeting.series, &other.series) {
        (None, _) => true,
        (Some(known), Some(new)) => {
            let new_words = stems(new);
            is_general(known) && !is_general(new)
                || new_words.len() > stems(known).len()
                    && stems(known).iter().all(|word| new_words.contains(word))
        }
        (Some(_), None) => false,
    };
    if says_more {
        meeting.series = other.series;
        // "meeting of foreign ministers of …" is our wording, "gathering" is no name: a phrase of the report is better.
        if meeting.rule == BODY_MEETS || is_general(&meeting.title) {
            meeting.title = other.title;
        }
    }
    // "travelled to the capital to meet X … They met on Friday": what was to come has come.
    let came = other.by_participants
        && other.status == Some(MeetingStatus::Held)
        && meeting.status == Some(MeetingStatus::Planned);
    if matches!(other.status, Some(MeetingStatus::Postponed | MeetingStatus::Cancelled))
        || meeting.status.is_none()
        || came
    {
        meeting.status = other.status;
    }
    let room = MAX_PLACES.saturating_sub(meeting.places.len());
    meeting.places.extend(other.places.into_iter().take(room));
    add_parties(&mut meeting.hosts, other.hosts);
    add_parties(&mut meeting.others, other.others);
}

/// Adds mentions of those who took part, each once.
fn add_parties(known: &mut Vec<usize>, new: Vec<usize>) {
    for index in new {
        if known.len() < MAX_PLACES && !known.contains(&index) {
            known.push(index);
        }
    }
}

/// The level that the name of an organ tells.
fn level_of(text: &str) -> Option<MeetingKind> {
    if text.contains("heads of") || text.contains("leaders") {
        Some(MeetingKind::Summit)
    } else if text.contains("minister") || text.contains("secretaries") {
        Some(MeetingKind::Ministerial)
    } else {
        None
    }
}

/// A format that says no more than the noun.
fn is_general(series: &str) -> bool {
    WordId::of(series.to_lowercase().as_str()).is(WordClass::GeneralMeeting)
}

/// "two days of talks", "a two-day meeting" before a noun.
fn days_before(analysis: &Analysis, token: usize) -> Option<i64> {
    (token.saturating_sub(5)..token).find_map(|at| {
        let low = analysis.document.low(at);
        let next = analysis.document.low(at + 1);
        days_of(low).or_else(|| (next == "days").then(|| days_of(&format!("{low}-day"))).flatten())
    })
}

/// "two-day" is 2.
fn days_of(word: &str) -> Option<i64> {
    let (number, unit) = word.split_once('-')?;
    if !unit.starts_with("day") {
        return None;
    }
    match number {
        "one" | "1" => Some(1),
        "two" | "2" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        "five" | "5" => Some(5),
        "six" | "6" => Some(6),
        _ => None,
    }
}

/// A Roman numeral up to 89, as printed before the names of meetings; `I`, `V`, `X` alone are left to initials.
fn roman(text: &str) -> Option<u32> {
    let value = |character| match character {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let total = digits.iter().enumerate().fold(0_i64, |total, (at, &digit)| {
        let subtract = digits.get(at + 1).is_some_and(|&next| next > digit);
        total + if subtract { -i64::from(digit) } else { i64::from(digit) }
    });
    u32::try_from(total).ok().filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_residence_is_read_and_named_as_buildings_are() {
        let rows = include_str!("../lexicon/residences.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(RESIDENCES.len(), rows.count());
        for name in RESIDENCES.keys() {
            let is_building = |word: &str| WordId::of(word).is(WordClass::Building);
            assert!(name.split(' ').any(is_building), "{name}: no venue is called so");
        }
    }
}
