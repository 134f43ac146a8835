//! Meetings: noun phrases that name one ("the 13th meeting of …", "SCO summit") and verbs that tell of one ("X met Y"),
//! brought together so that each meeting of a report stands once, with its dates, place and status.

use std::{
    collections::{BTreeMap, HashMap},
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

use crate::{
    analysis::Analysis,
    date::{self, Expression, Resolved},
    lexicon::{Rank, Tag, lexicon},
    mention::{Kind, Pronoun},
    text::{Case, TokenKind},
};

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
    /// As of the report.
    pub status: Option<MeetingStatus>,
    /// Whether the report is about it.
    pub focal: bool,
    /// Whether it comes of a verb ("X met Y") or of "a meeting with Y", so that only its participants tell it apart.
    pub by_participants: bool,
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
    };
    let sentences: Vec<usize> = analysis.body_sentences().collect();
    for (order, &sentence) in sentences.iter().enumerate() {
        finder.sentence(sentence, order);
    }
    finder.settle(&sentences);
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
        venue: None,
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
    days: Option<i64>,
    /// "an earlier meeting", "last year's summit", "since the first meeting"
    past: bool,
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
}

struct Finder<'analysis> {
    analysis: &'analysis Analysis,
    meetings: Meetings,
    /// The last date of a meeting, for "on the same day".
    last_date: Option<Resolved>,
    /// The organization that the report speaks of most.
    context: Option<String>,
}

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    fn sentence(&mut self, sentence: usize, order: usize) {
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let mut phrases = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            if let Some(phrase) = self.phrase(token, tokens.clone()) {
                token = phrase.tokens.end.max(token + 1);
                phrases.push(phrase);
            } else {
                token += 1;
            }
        }
        self.verb_meeting(sentence, tokens.clone(), order, &phrases);
        for at in 0..phrases.len() {
            let previous = if at == 0 { tokens.start } else { phrases[at - 1].tokens.end };
            let next = phrases.get(at + 1).map_or(tokens.end, |next| next.tokens.start);
            self.take(sentence, order, &phrases[at], previous..next, tokens.clone());
        }
    }

    /// The noun phrase of a meeting whose noun is at `token`.
    fn phrase(&self, token: usize, sentence: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let found = analysis.tagged.find(token, |tag| matches!(tag, Tag::Meeting(_)))?;
        let Tag::Meeting(noun_kind) = found.tag else { return None };
        let noun = found.tokens.clone();
        if noun.end > sentence.end || analysis.quoted[token] && noun_kind.is_none() {
            return None;
        }
        // "are meeting", "was meeting with": the verb.
        let previous = if token > sentence.start { self.low(token - 1) } else { "" };
        if self.low(token) == "meeting"
            && matches!(
                previous,
                "are" | "is" | "was" | "were" | "be" | "been" | "after" | "before" | "to" | "by" | "while"
            )
        {
            return None;
        }
        let plural = matches!(
            self.low(noun.end - 1),
            "meetings" | "summits" | "sessions" | "conferences" | "forums" | "gatherings" | "ministerials"
        );
        let start = self.left_edge(token, sentence.start);
        let end = self.right_edge(noun.end, sentence.end);
        let document = &analysis.document;
        let mut phrase = self.describe(start..end, noun.clone());
        phrase.kind = noun_kind.or(phrase.kind);
        phrase.plural = plural;
        let year = analysis.base_date.map(|date| date.year());
        phrase.past |= (start..end).any(|at| {
            let named: Option<i16> =
                document.str(at).parse().ok().filter(|named| (1900..=2100).contains(named));
            named.is_some_and(|named| year.is_some_and(|year| named < year))
        });
        phrase.past |= (end..sentence.end.min(end + 5)).any(|at| {
            self.low(at) == "last" && matches!(self.low(at + 1), "year" | "month")
                || self.low(at) == "earlier" && self.low(at + 1) == "this"
        });
        phrase.with = self.companions(end, sentence.end);
        if phrase.kind == Some(MeetingKind::Ministerial)
            && phrase.organization.is_none()
            && phrase.series.is_none()
        {
            phrase.kind = None;
        }
        Some(phrase)
    }

    /// The words of an organ's name that are not those of its organization.
    fn organ_words(&self, tokens: Range<usize>) -> Vec<usize> {
        let mut kept = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            let inner = self.analysis.tagged.find(at, |tag| matches!(tag, Tag::Organization(index) if self.analysis.tagged.organization(index).kind != "organ"));
            match inner.filter(|inner| inner.tokens.end < tokens.end) {
                Some(inner) => at = inner.tokens.end,
                None => {
                    kept.push(at);
                    at += 1;
                }
            }
        }
        kept
    }

    /// What the words of a phrase tell: ordinal, organization, level, format, place.
    fn describe(&self, tokens: Range<usize>, noun: Range<usize>) -> Phrase {
        let analysis = self.analysis;
        let document = &analysis.document;
        let (start, end) = (tokens.start, tokens.end);
        let mut phrase = Phrase {
            tokens: start..end,
            noun: noun.clone(),
            ordinal: None,
            organization: None,
            series: None,
            kind: None,
            city: None,
            plural: false,
            definite: matches!(self.low(start), "the" | "this" | "that"),
            with: Vec::new(),
            days: None,
            past: false,
        };
        let mut kept: Vec<usize> = Vec::new();
        let mut at = start;
        let mut level: Option<MeetingKind> = None;
        while at < end {
            let low = self.low(at);
            if let Some(number) = self.ordinal(at) {
                phrase.ordinal = phrase.ordinal.or(Some(number));
                at += 1;
                continue;
            }
            if let Some(days) = days_of(low) {
                phrase.days = Some(days);
            }
            if let Some(entity) = analysis.tagged.entity_at(at) {
                match entity.tag {
                    Tag::Organization(index) => {
                        let organization = &self.analysis.tagged.organization(index);
                        let parent = organization.parent.clone().filter(|_| organization.kind == "organ");
                        if parent.is_some() {
                            // The organ is the format, without the name of its organization: "Council of Foreign Ministers".
                            kept.extend(self.organ_words(entity.tokens.clone()));
                            let text = document.slice(entity.tokens.clone()).to_lowercase();
                            level = level.or_else(|| level_of(&text));
                        }
                        if phrase.organization.is_none() {
                            phrase.organization = parent.or_else(|| Some(organization.name.clone()));
                        }
                        at = entity.tokens.end;
                        continue;
                    }
                    Tag::City(index) if at < noun.start => {
                        let city = &lexicon().cities[index];
                        phrase.city = Some((city.name.clone(), city.country));
                        at = entity.tokens.end;
                        continue;
                    }
                    Tag::Month(_) | Tag::Weekday(_) => {
                        at = entity.tokens.end;
                        continue;
                    }
                    _ => {
                        kept.extend(entity.tokens.clone());
                        at = entity.tokens.end;
                        continue;
                    }
                }
            }
            if noun.contains(&at) {
                kept.push(at);
                at += 1;
                continue;
            }
            if let Some(office) = analysis.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })) {
                if let Tag::Office { rank, .. } = office.tag {
                    let of_rank = match rank {
                        Rank::State | Rank::Government => MeetingKind::Summit,
                        Rank::Minister => MeetingKind::Ministerial,
                        Rank::Official if matches!(self.low(at), "officials" | "experts") => {
                            MeetingKind::WorkingGroup
                        }
                        Rank::Official => MeetingKind::Ministerial,
                    };
                    level = level.or(Some(of_rank));
                }
                kept.extend(office.tokens.clone());
                at = office.tokens.end;
                continue;
            }
            if phrase.organization.is_none()
                && matches!(
                    low,
                    "bloc"
                        | "organization"
                        | "organisation"
                        | "alliance"
                        | "grouping"
                        | "union"
                        | "community"
                )
                && !document.tokens[at].is_capitalised()
            {
                phrase.organization = self.context.clone();
                at += 1;
                continue;
            }
            match MEETING_WORDS.get(low).copied() {
                Some("drop") => {
                    phrase.past |= matches!(low, "last" | "previous" | "inaugural");
                }
                Some("group") => {
                    level = Some(MeetingKind::GroupMeeting);
                    kept.push(at);
                }
                Some("bilateral") => {
                    level = Some(MeetingKind::Bilateral);
                    kept.push(at);
                }
                Some("working") => {
                    level = level.or(Some(MeetingKind::WorkingGroup));
                    kept.push(at);
                }
                Some("ministerial") => {
                    level = level.or(Some(MeetingKind::Ministerial));
                    kept.push(at);
                }
                Some("summit") => {
                    level = level.or(Some(MeetingKind::Summit));
                    kept.push(at);
                }
                _ => {
                    let at_kind = document.tokens[at].kind;
                    if !matches!(
                        low,
                        "the" | "a" | "an" | "this" | "that" | "(" | ")" | "its" | "their" | "another" | "s"
                    ) && at_kind != TokenKind::Number
                    {
                        kept.push(at);
                    }
                }
            }
            at += 1;
        }
        phrase.kind = level;
        phrase.series = self.series(&kept, &noun);
        phrase
    }

    /// The format: the words kept, without the general noun where others are there.
    fn series(&self, kept: &[usize], noun: &Range<usize>) -> Option<String> {
        let document = &self.analysis.document;
        let general = matches!(
            self.low(noun.start),
            "meeting" | "session" | "talks" | "sitting" | "gathering" | "meetings"
        );
        let mut words: Vec<usize> = kept.to_vec();
        let others = words
            .iter()
            .filter(|&&token| {
                !noun.contains(&token)
                    && document.tokens[token].kind == TokenKind::Word
                    && !matches!(self.low(token), "of" | "and" | "for" | "in")
            })
            .count();
        if general && others > 0 {
            words.retain(|token| !noun.contains(token));
        }
        while words.first().is_some_and(|&token| {
            matches!(self.low(token), "of" | "and" | "for" | "in" | "on" | "," | "’" | "'s" | "’s" | "'")
        }) {
            words.remove(0);
        }
        while words.last().is_some_and(|&token| {
            matches!(self.low(token), "of" | "and" | "for" | "in" | "the" | "," | "’" | "'s" | "’s" | "'")
        }) {
            words.pop();
        }
        let mut text = String::new();
        for token in words {
            let glued = document.tokens[token].kind == TokenKind::Possessive;
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            text.push_str(document.str(token));
        }
        let text = text.trim_end_matches(['’', '\'']).to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn ordinal(&self, token: usize) -> Option<u32> {
        let low = self.low(token);
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| low.strip_suffix(ending));
        if let Some(number) = digits.and_then(|digits| digits.parse().ok()) {
            return Some(number);
        }
        if let Some(&number) = ORDINALS.get(low) {
            return Some(number);
        }
        let text = self.analysis.document.str(token);
        (text.len() > 1).then(|| roman(text)).flatten()
    }

    fn left_edge(&self, token: usize, limit: usize) -> usize {
        let analysis = self.analysis;
        let document = &analysis.document;
        let mut start = token;
        while start > limit && token - start < 16 {
            let at = start - 1;
            let low = self.low(at);
            let kind = document.tokens[at].kind;
            let capitalised = document.tokens[at].is_capitalised();
            if let Some(entity) = analysis.tagged.entity(at) {
                let usable = matches!(
                    entity.tag,
                    Tag::Organization(_) | Tag::Country(_) | Tag::Demonym(_) | Tag::City(_)
                );
                if !usable {
                    break;
                }
                start = entity.tokens.start;
                continue;
            }
            let office_start = (1..=4).find(|&back| {
                at + 1 >= back
                    && analysis
                        .tagged
                        .find(at + 1 - back, |tag| {
                            matches!(tag, Tag::Office { plural: true, .. } | Tag::Group)
                        })
                        .is_some_and(|found| found.tokens.end == at + 1)
            });
            if let Some(back) = office_start {
                start = (at + 1).saturating_sub(back).max(limit);
                continue;
            }
            if matches!(low, "the" | "a" | "an" | "this" | "another") {
                return at;
            }
            let is_word = MEETING_WORDS.contains_key(low)
                || lexicon().office_words.contains(low)
                || (lexicon().office_modifiers.contains(low))
                || self.ordinal(at).is_some()
                || days_of(low).is_some();
            let fits = kind == TokenKind::Possessive
                || is_word
                || (capitalised
                    && kind == TokenKind::Word
                    && !lexicon().common_words.contains(low)
                    && analysis
                        .mention_at(at)
                        .is_none_or(|(_, mention)| !matches!(mention.kind, Kind::Person { .. })))
                || (low == "of"
                    && start < token
                    && analysis.tagged.entity(start).is_none()
                    && at > limit
                    && document.tokens[at - 1].is_capitalised())
                || (low == ")" && at > limit + 1 && document.str(at - 2) == "(")
                || (low == "(" && start < token && document.str(start + 1) == ")")
                || (matches!(low, "&" | "+"));
            if !fits {
                break;
            }
            start = at;
        }
        start
    }

    /// Where the complement behind the noun ends: "of the SCO Heads of State", "(AMM)", "on Security Affairs".
    fn right_edge(&self, token: usize, limit: usize) -> usize {
        let analysis = self.analysis;
        let document = &analysis.document;
        let mut end = token;
        let mut at = token;
        if self.low(at) == "(" && document.str(at + 2) == ")" {
            at += 3;
            end = at;
        }
        if !matches!(self.low(at), "of" | "for") {
            return end;
        }
        let mut of = true;
        while at < limit && at - token < 30 {
            let low = self.low(at);
            if of && matches!(low, "the" | "its") {
                at += 1;
                continue;
            }
            if matches!(low, "of" | "for" | "and" | "&" | "on" | "-") && !(low == "on" && end == token) {
                // What joins must be followed by something that belongs.
                if low == "on"
                    && analysis
                        .tagged
                        .entity_at(at + 1)
                        .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)))
                {
                    break;
                }
                if low == "on" && !document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised()) {
                    break;
                }
                of = true;
                at += 1;
                continue;
            }
            if low == "(" && document.str(at + 2) == ")" {
                at += 3;
                end = at;
                continue;
            }
            if let Some(entity) = analysis.tagged.entity_at(at) {
                if !matches!(entity.tag, Tag::Organization(_) | Tag::Country(_) | Tag::Demonym(_)) {
                    break;
                }
                at = entity.tokens.end;
                end = at;
                of = false;
                continue;
            }
            if document.tokens[at].kind == TokenKind::Possessive {
                at += 1;
                end = at;
                continue;
            }
            // "of the bloc's council"
            if of
                && document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Possessive)
                && analysis
                    .mention_at(at)
                    .is_none_or(|(_, mention)| !matches!(mention.kind, Kind::Person { .. }))
            {
                at += 1;
                continue;
            }
            if let Some(found) =
                analysis.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: true, .. } | Tag::Group))
            {
                at = found.tokens.end;
                end = at;
                of = false;
                continue;
            }
            let belongs = (document.tokens[at].is_capitalised()
                && document.tokens[at].kind == TokenKind::Word
                && analysis
                    .mention_at(at)
                    .is_none_or(|(_, mention)| !matches!(mention.kind, Kind::Person { .. })))
                || lexicon().office_words.contains(low)
                || lexicon().office_modifiers.contains(low)
                || self.ordinal(at).is_some()
                || low == "member";
            if !belongs {
                break;
            }
            at += 1;
            end = at;
            of = false;
        }
        end
    }

    /// The mentions behind "with" or "between": those whom the phrase brings together.
    fn companions(&self, token: usize, limit: usize) -> Vec<usize> {
        let opens =
            (token..limit.min(token + 6)).find(|&at| matches!(self.low(at), "with" | "between" | "among"));
        let Some(opens) = opens else { return Vec::new() };
        if (token..opens).any(|at| matches!(self.low(at), "," | ";" | "held") && at > token) {
            return Vec::new();
        }
        self.list_from(opens + 1, limit)
    }

    /// The mentions of a list that begins at a token: up to a verb, a preposition of place or time, or a full stop.
    fn list_from(&self, token: usize, limit: usize) -> Vec<usize> {
        let analysis = self.analysis;
        let mut found = Vec::new();
        let mut at = token;
        while at < limit {
            if let Some((index, mention)) = analysis.mention_at(at) {
                if matches!(mention.kind, Kind::Pronoun(_) | Kind::Document) {
                    break;
                }
                // "…, President A B said": the subject of the clause, no part of the list.
                let speaks =
                    analysis.tagged.find(mention.tokens.end, |tag| matches!(tag, Tag::Cue(_))).is_some();
                if speaks && !found.is_empty() && self.low(mention.tokens.start - 1) == "," {
                    break;
                }
                found.push(index);
                at = mention.tokens.end;
                continue;
            }
            let low = self.low(at);
            let joins = matches!(
                low,
                "," | "and"
                    | "the"
                    | "as"
                    | "well"
                    | "with"
                    | "other"
                    | "his"
                    | "her"
                    | "their"
                    | "its"
                    | "counterpart"
                    | "counterparts"
                    | "visiting"
                    | ";"
                    | "from"
                    | "of"
                    | "("
                    | ")"
                    | "both"
                    | "all"
                    | "&"
                    | "a"
                    | "an"
                    | "including"
                    | "also"
                    | "'s"
                    | "’s"
                    | "top"
                    | "senior"
                    | "foreign"
                    | "new"
                    | "several"
                    | "newly"
            ) || MEETING_WORDS.contains_key(low)
                || lexicon().office_words.contains(low);
            if !joins {
                break;
            }
            at += 1;
        }
        found
    }

    /// "X met Y", "X received Y", "Y was received by X", "X held talks with Y", "X and Y met", "the council met".
    fn verb_meeting(&mut self, sentence: usize, tokens: Range<usize>, order: usize, phrases: &[Phrase]) {
        let analysis = self.analysis;
        for token in tokens.clone() {
            if analysis.quoted[token] || analysis.mention_at(token).is_some() {
                continue;
            }
            let low = self.low(token);
            let next = self.low(token + 1);
            let previous = if token > tokens.start { self.low(token - 1) } else { "" };
            let verb = match low {
                "met" | "meets" | "gathered" | "convened" | "assembled" => Verb::Meet,
                "meet" | "gather" | "convene" if self.is_expected(token, tokens.start) => Verb::Meet,
                "received" | "welcomed" | "hosted" if next == "by" => Verb::Passive,
                "received" | "receives" => Verb::Receive,
                "talks" | "meeting" | "consultations" | "negotiations" | "conversation" | "call"
                | "discussions" | "session"
                    if self.has_holding_verb(tokens.start, token) =>
                {
                    Verb::Hold
                }
                _ => continue,
            };
            if matches!(previous, "be" | "the" | "a" | "an") && verb != Verb::Hold {
                continue;
            }
            let before = self.subject_mentions(tokens.start..token);
            let object = self.object_of(verb, token, tokens.end);
            let listed: Vec<usize> = object
                .map(|at| self.list_from(at, tokens.end))
                .unwrap_or_default()
                .into_iter()
                .filter(|index| self.is_party(*index))
                .collect();
            if listed.is_empty() {
                if matches!(verb, Verb::Meet | Verb::Hold) {
                    self.meeting_of_subject(sentence, order, token, tokens.clone(), &before, phrases);
                }
                continue;
            }
            let (hosts, others) = if verb == Verb::Passive {
                let groups = analysis
                    .mentions_in(tokens.start..token)
                    .filter(|(_, mention)| mention.kind == Kind::Group)
                    .map(|(index, _)| index);
                (listed, if before.is_empty() { groups.collect() } else { before })
            } else {
                (before, listed)
            };
            let people =
                |index: &usize| matches!(analysis.mentions[*index].kind, Kind::Person { .. } | Kind::Office);
            let known = others.iter().any(people)
                || others.iter().any(|&index| self.is_heads_group(index))
                || verb == Verb::Passive;
            if hosts.is_empty() || !known || (verb == Verb::Passive && !hosts.iter().any(people)) {
                continue;
            }
            let last = hosts
                .iter()
                .chain(&others)
                .map(|&index| analysis.mentions[index].tokens.end)
                .max()
                .unwrap_or(token);
            self.encounter(sentence, order, token, tokens.clone(), last, (hosts, others), phrases);
        }
    }

    /// Where the other side begins behind a verb of meeting.
    fn object_of(&self, verb: Verb, token: usize, end: usize) -> Option<usize> {
        if verb == Verb::Passive {
            return Some(token + 2);
        }
        if verb == Verb::Receive {
            return Some(token + 1);
        }
        // "met briefly on Monday with", "met for ninety minutes with": over an adverbial.
        let with = (token + 1..end.min(token + 9))
            .find(|&at| self.low(at) == "with" || matches!(self.low(at), "," | ";" | "." | "that" | "and"));
        if let Some(at) = with.filter(|&at| self.low(at) == "with") {
            return Some(at + 1);
        }
        let direct = !matches!(
            self.low(token + 1),
            "in" | "on"
                | "at"
                | ","
                | "."
                | "to"
                | "for"
                | "here"
                | "again"
                | "and"
                | "between"
                | "under"
                | "by"
        );
        let begins =
            self.analysis.mention_at(token + 1).is_some_and(|(_, mention)| mention.tokens.start == token + 1)
                || matches!(self.low(token + 1), "his" | "her" | "their" | "visiting");
        (verb == Verb::Meet && direct && begins).then_some(token + 1)
    }

    fn is_expected(&self, token: usize, start: usize) -> bool {
        (start.max(token.saturating_sub(5))..token).any(|at| matches!(self.low(at), "will" | "to" | "would"))
    }

    /// A meeting told apart by those who took part in it.
    #[expect(clippy::too_many_arguments, reason = "where it stands, and the two sides")]
    fn encounter(
        &mut self,
        sentence: usize,
        order: usize,
        token: usize,
        tokens: Range<usize>,
        last: usize,
        (hosts, others): (Vec<usize>, Vec<usize>),
        phrases: &[Phrase],
    ) {
        let analysis = self.analysis;
        let parties = hosts.len() + others.len();
        let plural = parties > 2 && others.len() != 1
            || others.iter().any(|&index| {
                self.is_heads_group(index)
                    || analysis.mentions[index].office.as_ref().is_some_and(|office| office.plural)
            });
        let kind =
            if plural && !others.is_empty() { MeetingKind::GroupMeeting } else { MeetingKind::Bilateral };
        let reach = phrases
            .iter()
            .find(|phrase| {
                phrase.tokens.start >= last && (phrase.organization.is_some() || phrase.ordinal.is_some())
            })
            .map_or(tokens.end, |phrase| phrase.tokens.start);
        let title = self.verb_title(&hosts, &others);
        let future = self.is_expected(token, tokens.start) && !matches!(self.low(token), "met" | "received");
        let date = self.date_near(tokens.start..reach.max(last), token, future);
        let organization =
            others.iter().chain(&hosts).find_map(|&index| self.organization_of(index)).or_else(|| {
                phrases
                    .iter()
                    .find_map(|phrase| phrase.organization.clone())
                    .filter(|_| kind == MeetingKind::GroupMeeting)
            });
        let organization =
            organization.or_else(|| self.context.clone().filter(|_| kind == MeetingKind::GroupMeeting));
        let (city, country) = self.place_near(tokens.start..reach, token);
        let series = (kind == MeetingKind::GroupMeeting)
            .then(|| others.iter().find_map(|&index| self.group_text(index)))
            .flatten();
        let draft = Draft {
            title,
            series,
            organization,
            ordinal: None,
            kind: Some(kind),
            date,
            days: None,
            city,
            country,
            status: Some(if future { MeetingStatus::Planned } else { MeetingStatus::Held }),
            focal: order < 3,
            by_participants: true,
            places: vec![(sentence, token..last)],
            hosts,
            others,
        };
        self.add_by_participants(sentence, token..token + 1, draft);
    }

    /// "The Council of … met", "Foreign ministers of the league ended two days of talks", "X and Y met".
    fn meeting_of_subject(
        &mut self,
        sentence: usize,
        order: usize,
        token: usize,
        tokens: Range<usize>,
        before: &[usize],
        phrases: &[Phrase],
    ) {
        let analysis = self.analysis;
        let single = before.iter().filter(|&&index| {
            let mention = &analysis.mentions[index];
            matches!(mention.kind, Kind::Person { .. })
                || mention
                    .office
                    .as_ref()
                    .is_some_and(|office| !office.plural && mention.kind == Kind::Office)
        });
        if single.count() >= 2 {
            // "met at the summit": the summit is the meeting; "met on the sidelines of the summit": it is not.
            let named = phrases.iter().any(|phrase| {
                phrase.tokens.start > token
                    && (phrase.organization.is_some() || phrase.ordinal.is_some())
                    && matches!(self.low(phrase.tokens.start - 1), "at" | "for" | "during" | "in")
            });
            if !named {
                self.encounter(
                    sentence,
                    order,
                    token,
                    tokens,
                    token + 1,
                    (before.to_vec(), Vec::new()),
                    phrases,
                );
            }
            return;
        }
        // "…, which is due to meet in …": the body before the relative.
        let relative =
            (tokens.start.max(token.saturating_sub(6))..token).find(|&at| matches!(self.low(at), "which"));
        let antecedent = relative.and_then(|which| {
            let at = if self.low(which - 1) == "," { which - 2 } else { which - 1 };
            analysis.mention_at(at).map(|(_, mention)| mention.tokens.start)
        });
        // The subject as a body: from the first mention of the clause to the verb.
        let Some(start) = antecedent.or_else(|| {
            analysis
                .mentions_in(tokens.start..token)
                .find(|(_, mention)| !analysis.is_governed(mention.tokens.start))
                .map(|(_, mention)| mention.tokens.start)
        }) else {
            return;
        };
        let end = (start..token)
            .find(|&at| {
                matches!(
                    self.low(at),
                    "," | "will"
                        | "have"
                        | "has"
                        | "had"
                        | "today"
                        | "on"
                        | "in"
                        | "held"
                        | "ended"
                        | "opened"
                        | "began"
                        | "started"
                        | "are"
                        | "is"
                        | "were"
                        | "that"
                        | "who"
                        | "which"
                        | "said"
                )
            })
            .unwrap_or(token);
        let described = self.describe(start..end, start..start);
        let is_body = described.organization.is_some() && described.series.is_some();
        if !is_body {
            return;
        }
        let scope = tokens.clone();
        let future = analysis.is_future(scope.clone());
        let (city, country) = self.place_near(scope.clone(), token);
        let words = analysis.document.clean(start..end);
        let title = format!(
            "meeting of {}",
            words.strip_prefix("The ").or_else(|| words.strip_prefix("the ")).unwrap_or(&words)
        );
        let draft = Draft {
            title,
            series: described.series,
            organization: described.organization,
            ordinal: described.ordinal,
            kind: described.kind,
            date: self.date_near(scope.clone(), token, future),
            days: days_before(analysis, token),
            city,
            country,
            status: self.status(scope.clone(), future, scope),
            focal: order < 2,
            by_participants: false,
            places: vec![(sentence, token..token + 1)],
            hosts: Vec::new(),
            others: Vec::new(),
        };
        self.add(sentence, token..token + 1, draft);
    }

    fn has_holding_verb(&self, start: usize, token: usize) -> bool {
        (start.max(token.saturating_sub(8))..token).any(|at| {
            matches!(
                self.low(at),
                "held"
                    | "had"
                    | "holds"
                    | "hold"
                    | "holding"
                    | "conducted"
                    | "having"
                    | "ended"
                    | "opened"
                    | "began"
                    | "started"
                    | "concluded"
                    | "start"
                    | "begin"
                    | "convened"
                    | "wrapped"
                    | "wound"
                    | "wind"
            )
        })
    }

    fn verb_title(&self, hosts: &[usize], others: &[usize]) -> String {
        let name = |index: &usize| {
            let mention = &self.analysis.mentions[*index];
            // Officials of many countries by their office alone: "defense ministers".
            match mention.office.as_ref().filter(|office| office.plural && mention.person.is_none()) {
                Some(office) if !office.text.is_empty() => office.text.clone(),
                _ => self.analysis.display_name(mention),
            }
        };
        let left: Vec<String> = hosts.iter().take(2).map(name).collect();
        let right: Vec<String> = others.iter().take(3).map(name).collect();
        if right.is_empty() {
            return format!("{} meet", left.join(" and "));
        }
        format!("{} meets {}", left.join(" and "), right.join(", "))
    }

    /// The persons and offices that are the subject before a verb.
    fn subject_mentions(&self, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let mut found = Vec::new();
        for (index, mention) in analysis.mentions_in(tokens.clone()) {
            if analysis.quoted[mention.tokens.start] || analysis.is_governed(mention.tokens.start) {
                continue;
            }
            match mention.kind {
                Kind::Person { sure: true, .. } | Kind::Office => found.push(index),
                Kind::Person { .. } if mention.tokens.len() >= 2 => found.push(index),
                Kind::Pronoun(Pronoun::Singular) => found.extend(analysis.antecedent(mention.tokens.start)),
                Kind::Group if analysis.document.slice(mention.tokens.clone()).ends_with("delegation") => {
                    found.push(index)
                }
                _ => {}
            }
        }
        // The subject is what stands nearest to the verb, with what is coordinated with it.
        let Some(&last) = found.last() else { return found };
        let mut kept = vec![last];
        for &index in found.iter().rev().skip(1) {
            let first = kept.first().copied().unwrap_or(last);
            let gap = analysis.mentions[index].tokens.end..analysis.mentions[first].tokens.start;
            if gap.len() <= 2 && gap.clone().any(|token| matches!(self.low(token), "and" | ",")) {
                kept.insert(0, index);
            } else {
                break;
            }
        }
        kept
    }

    fn is_party(&self, index: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        matches!(mention.kind, Kind::Person { .. } | Kind::Office | Kind::Group | Kind::Country(_))
    }

    fn is_heads_group(&self, index: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        let text = self.analysis.document.slice(mention.tokens.clone()).to_lowercase();
        matches!(mention.kind, Kind::Group | Kind::Office)
            && (text.contains("heads")
                || text.contains("delegat")
                || text.contains("ministers")
                || text.contains("leaders")
                || text.contains("secretaries")
                || text.contains("chiefs"))
    }

    fn group_text(&self, index: usize) -> Option<String> {
        let mention = &self.analysis.mentions[index];
        if let Some(office) = mention.office.as_ref().filter(|office| office.plural) {
            return Some(office.text.clone());
        }
        self.is_heads_group(index).then(|| self.analysis.document.clean(mention.tokens.clone()))
    }

    fn organization_of(&self, index: usize) -> Option<String> {
        self.analysis.mentions[index].office.as_ref()?.organization.clone()
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
        // "the highest forum of …": what a body is, and no gathering.
        let general_noun = phrase.ordinal.is_none()
            && matches!(self.low(phrase.noun.start), "forum" | "congress" | "symposium" | "dialogue")
            && !analysis.document.tokens[phrase.noun.start].is_capitalised();
        // "the Conference Centre"
        let building =
            matches!(self.low(phrase.noun.end), "centre" | "center" | "hall" | "room" | "palace" | "house");
        if general_noun || building {
            return;
        }
        let left_out =
            phrase.plural && phrase.ordinal.is_none() || phrase.kind == Some(MeetingKind::PressConference);
        if left_out || self.is_denied(phrase) {
            return;
        }
        let with: Vec<usize> = phrase.with.iter().copied().filter(|&index| self.is_party(index)).collect();
        let brings = with.iter().any(|&index| {
            matches!(analysis.mentions[index].kind, Kind::Person { .. } | Kind::Office)
                || self.is_heads_group(index)
        });
        let future = analysis.is_future(scope.clone()) || self.is_upcoming(phrase);
        let mut phrase = phrase.clone();
        if phrase.organization.is_none()
            && !phrase.past
            && let Some(subject) = self.organizing_subject(tokens.start..phrase.tokens.start)
            && (phrase.ordinal.is_some()
                || matches!(self.low(phrase.tokens.start), "its" | "their" | "a" | "an"))
        {
            phrase.organization = subject.organization;
            if phrase.series.as_deref().is_none_or(is_general) {
                phrase.series = subject.series.or(phrase.series);
            }
            phrase.kind = phrase.kind.or(subject.kind);
        }
        self.continue_series(&mut phrase, future);
        let phrase = &phrase;
        let has_level = phrase.series.as_deref().is_some_and(|series| !is_general(series));
        let specific = phrase.ordinal.filter(|&number| number > 1).is_some()
            && (phrase.organization.is_some() || has_level)
            || (phrase.organization.is_some() && (has_level || phrase.kind.is_some()))
            || (phrase.city.is_some() && phrase.kind == Some(MeetingKind::Summit))
            || self.is_named(phrase);
        let date = self.date_near(scope.clone(), phrase.tokens.end, future);
        let (city, country) = match &phrase.city {
            Some((city, country)) => (Some(city.clone()), Some(*country)),
            None => self.place_near(scope.clone(), phrase.tokens.end),
        };
        let status = self.status(scope.clone(), future, tokens.clone());
        let words = analysis.document.clean(phrase.tokens.clone());
        let title = ["The ", "the ", "a ", "A ", "an ", "An "]
            .iter()
            .find_map(|article| words.strip_prefix(article))
            .unwrap_or(&words);
        // "two-day 17th meeting of …": how long it took is no part of its name.
        let title = match title.split_once(' ') {
            Some((first, rest)) if days_of(&first.to_lowercase()).is_some() => rest.to_owned(),
            _ => title.to_owned(),
        };
        let mut draft = Draft {
            title,
            series: phrase.series.clone(),
            organization: phrase.organization.clone(),
            ordinal: phrase.ordinal.filter(|&number| number > 1 || specific),
            kind: phrase.kind,
            date,
            days: phrase.days,
            city,
            country,
            status,
            focal: order < 2 || (order < 5 && self.meetings.drafts.is_empty()),
            by_participants: false,
            places: vec![(sentence, phrase.tokens.clone())],
            hosts: Vec::new(),
            others: with.clone(),
        };
        if brings && phrase.ordinal.is_none() {
            let plural = with.len() > 2
                || with.iter().any(|&index| {
                    analysis.mentions[index].office.as_ref().is_some_and(|office| office.plural)
                });
            let default = if plural { MeetingKind::GroupMeeting } else { MeetingKind::Bilateral };
            draft.kind = phrase.kind.filter(|kind| *kind == MeetingKind::Summit).or(Some(default));
            draft.organization = draft.organization.or_else(|| self.context.clone());
            draft.by_participants = true;
            draft.hosts = self.hosts_of(phrase, tokens.clone());
            if plural {
                draft.series = with.iter().find_map(|&index| self.group_text(index)).or(draft.series);
            }
            let hosts = draft.hosts.clone();
            if !hosts.is_empty() {
                draft.title = self.verb_title(&hosts, &with);
            }
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
        if specific && !phrase.past {
            self.add(sentence, phrase.tokens.clone(), draft);
            return;
        }
        let sides = self.subject_mentions(tokens.start..phrase.tokens.start);
        if matches!(phrase.kind, Some(MeetingKind::Bilateral | MeetingKind::GroupMeeting)) && sides.len() >= 2
        {
            draft.hosts = sides;
            draft.by_participants = true;
            draft.title = self.verb_title(&draft.hosts.clone(), &[]);
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
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
        self.anaphor(sentence, phrase, draft);
    }

    /// The body or the officials of an organization that a sentence is about, before a phrase: "SCO ministers ended their …".
    fn organizing_subject(&self, tokens: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let start = analysis
            .mentions_in(tokens.clone())
            .find(|(_, mention)| {
                !analysis.is_governed(mention.tokens.start) && !analysis.quoted[mention.tokens.start]
            })
            .map(|(_, mention)| mention.tokens.start)?;
        let verb = |at: usize| {
            matches!(
                self.low(at),
                "held"
                    | "ended"
                    | "opened"
                    | "began"
                    | "started"
                    | "concluded"
                    | "wrapped"
                    | "wound"
                    | "will"
                    | "has"
                    | "have"
                    | "convened"
                    | "hold"
                    | "had"
                    | "met"
                    | "said"
                    | "agreed"
                    | "to"
                    | "today"
                    | "on"
                    | "in"
                    | "at"
                    | ","
            )
        };
        let end = (start..tokens.end).find(|&at| verb(at))?;
        let described = self.describe(start..end, start..start);
        (described.organization.is_some()).then_some(described)
    }

    /// "no bilateral meeting", "the lack of a meeting", "did not hold talks".
    fn is_denied(&self, phrase: &Phrase) -> bool {
        (phrase.tokens.start.saturating_sub(4)..phrase.noun.start)
            .any(|at| matches!(self.low(at), "no" | "lack" | "without" | "not" | "absence" | "never"))
    }

    /// "The next meeting of the prime ministers": of the series that the report is about.
    fn continue_series(&self, phrase: &mut Phrase, future: bool) {
        let next = phrase
            .tokens
            .clone()
            .any(|token| matches!(self.low(token), "next" | "upcoming" | "following" | "forthcoming"));
        if phrase.organization.is_some() || !(next && future) {
            return;
        }
        let Some(focal) =
            self.meetings.drafts.iter().find(|draft| draft.organization.is_some() && draft.series.is_some())
        else {
            return;
        };
        phrase.organization.clone_from(&focal.organization);
        if phrase.kind != Some(MeetingKind::Summit) || focal.kind == Some(MeetingKind::Summit) {
            phrase.kind = phrase.kind.or(focal.kind);
            if phrase.series.as_deref().is_none_or(is_general) {
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
        tokens[noun].case == Case::Title && (before > 0 || behind) && !phrase.plural
    }

    fn is_upcoming(&self, phrase: &Phrase) -> bool {
        phrase.tokens.clone().any(|token| matches!(self.low(token), "upcoming" | "forthcoming" | "next"))
    }

    /// "… made the remarks at …": the meeting is of the day on which the remarks were made.
    fn says_remarks(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|token| {
            matches!(self.low(token), "remarks" | "remark" | "statement" | "comments" | "said" | "this")
        })
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
        let before = self.subject_mentions(tokens.start..phrase.tokens.start);
        if !before.is_empty() {
            return before;
        }
        let last = phrase
            .with
            .iter()
            .map(|&index| analysis.mentions[index].tokens.end)
            .max()
            .unwrap_or(phrase.tokens.end);
        // "…, at a meeting with Y, X said": the subject stands behind.
        analysis
            .mentions_in(last..tokens.end)
            .find(|(_, mention)| {
                matches!(mention.kind, Kind::Person { .. })
                    && !analysis.quoted[mention.tokens.start]
                    && !analysis.is_governed(mention.tokens.start)
            })
            .map(|(index, _)| index)
            .into_iter()
            .collect()
    }

    /// The date expression of a scope that lies nearest to a token.
    fn date_near(&self, scope: Range<usize>, token: usize, future: bool) -> Option<Resolved> {
        let analysis = self.analysis;
        let mentions = date::find(&analysis.document, &analysis.tagged, scope);
        let best = mentions
            .iter()
            .filter(|mention| {
                !analysis.quoted[mention.tokens.start]
                    && !self.dates_something_else(mention.tokens.start)
                    && !self.dates_the_words(mention.tokens.end, token)
            })
            .min_by_key(|mention| {
                let distance = mention.tokens.start.abs_diff(token);
                // What stands behind the phrase is likelier to be its date.
                if mention.tokens.start >= token { distance } else { distance + 6 }
            })?;
        if best.expression == Expression::SameDay {
            return self.last_date;
        }
        if matches!(best.expression, Expression::Years(_)) {
            return None;
        }
        let resolved = best.expression.resolve(analysis.base_date, future)?;
        // A bare year says too little, and often something else.
        (resolved.start.precision() > 1).then_some(resolved)
    }

    /// "On Monday, X said that the summit …": the day of the words, not of what they tell of.
    fn dates_the_words(&self, date_end: usize, token: usize) -> bool {
        let said = (date_end..token).find(|&at| {
            matches!(
                self.low(at),
                "said" | "announced" | "noted" | "stated" | "recalled" | "stressed" | "confirmed"
            )
        });
        said.is_some_and(|said| (said..token).any(|at| self.low(at) == "that"))
    }

    /// "on a Monday press briefing", "in a statement on Monday", "since January".
    fn dates_something_else(&self, token: usize) -> bool {
        let before = if token == 0 { "" } else { self.low(token - 1) };
        let after = self.low(token + 1);
        matches!(before, "since" | "until" | "a" | "every" | "dated")
            || matches!(after, "press" | "briefing" | "news")
            || (matches!(before, "on" | "published")
                && token > 2
                && matches!(
                    self.low(token - 2),
                    "statement"
                        | "interview"
                        | "published"
                        | "said"
                        | "told"
                        | "article"
                        | "reporters"
                        | "issued"
                        | "announced"
                ))
    }

    /// City and country of a scope: "in Astana", "here".
    fn place_near(&self, scope: Range<usize>, token: usize) -> (Option<String>, Option<CountryCode>) {
        let analysis = self.analysis;
        let best = analysis
            .cities(scope.clone())
            .filter(|(at, _, _)| {
                let before = if *at == 0 { "" } else { self.low(*at - 1) };
                let governed = (at.saturating_sub(6)..*at).any(|at| matches!(self.low(at), "in" | "at"));
                !analysis.quoted[*at] && (matches!(before, "in" | "at" | ",") || governed)
            })
            .min_by_key(|(at, _, _)| if *at >= token { at - token } else { token - at + 8 });
        if let Some((_, city, country)) = best {
            return (Some(city.to_owned()), Some(country));
        }
        if let Some((city, country)) = self.capital_in(scope.clone()) {
            return (Some(city), Some(country));
        }
        let country = analysis.tagged.entities(scope.clone()).find_map(|found| match found.tag {
            Tag::Country(code)
                if found.tokens.start > 0
                    && self.low(found.tokens.start - 1) == "in"
                    && !analysis.quoted[found.tokens.start] =>
            {
                Some(code)
            }
            _ => None,
        });
        if country.is_some() {
            return (None, country);
        }
        let here = scope.clone().any(|at| self.low(at) == "here" && !analysis.quoted[at]);
        if here && let Some((city, country)) = &analysis.dateline_place {
            return (Some(city.clone()), Some(*country));
        }
        (None, None)
    }

    /// "in the Tajik capital", "in the capital of Kazakhstan".
    fn capital_in(&self, scope: Range<usize>) -> Option<(String, CountryCode)> {
        let analysis = self.analysis;
        let token = scope.clone().find(|&token| self.low(token) == "capital" && !analysis.quoted[token])?;
        let country = |at: usize| {
            analysis.tagged.entity(at).and_then(|found| match found.tag {
                Tag::Country(code) | Tag::Demonym(code) => Some(code),
                _ => None,
            })
        };
        let code = (token.saturating_sub(2)..token)
            .rev()
            .find_map(country)
            .or_else(|| (self.low(token + 1) == "of").then(|| country(token + 2)).flatten())?;
        let city = lexicon().cities.iter().find(|city| city.capital && city.country == code)?;
        Some((city.name.clone(), code))
    }

    fn status(&self, scope: Range<usize>, future: bool, sentence: Range<usize>) -> Option<MeetingStatus> {
        for token in sentence {
            match self.low(token) {
                "postponed" | "postpone" | "rescheduled" => return Some(MeetingStatus::Postponed),
                "cancelled" | "canceled" => return Some(MeetingStatus::Cancelled),
                _ => {}
            }
        }
        if future {
            return Some(MeetingStatus::Planned);
        }
        scope.into_iter().find_map(|token| match self.low(token) {
            "held" | "wrapped" | "concluded" | "ended" | "attended" | "took" | "chaired" | "met"
            | "discussed" | "gathered" | "convened" | "hosted" | "addressed" | "participated" | "made"
            | "said" => Some(MeetingStatus::Held),
            _ => None,
        })
    }

    /// Another mention of a meeting by a general phrase: "the summit", "the two-day meeting".
    fn anaphor(&mut self, sentence: usize, phrase: &Phrase, draft: Draft) {
        let analysis = self.analysis;
        let fits = |other: &Draft| {
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
        let focal = self.meetings.drafts.iter().position(|other| other.focal && fits(other));
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
        let Some(at) = shared
            .filter(|_| phrase.kind.is_none() && phrase.definite)
            .or(last.filter(|_| phrase.definite))
            .or(focal)
            .or(any)
        else {
            return;
        };
        self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
        let meeting = &mut self.meetings.drafts[at];
        meeting.days = meeting.days.or(draft.days);
        if meeting.date.is_none()
            && meeting.status != Some(MeetingStatus::Planned)
            && draft.status != Some(MeetingStatus::Planned)
            && phrase.definite
        {
            meeting.date = draft.date;
        }
        if meeting.city.is_none()
            && meeting.country.is_none()
            && meeting.status != Some(MeetingStatus::Planned)
        {
            meeting.city = draft.city;
            meeting.country = draft.country;
        }
    }

    fn add(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft) {
        let same =
            self.meetings.drafts.iter().position(|other| !other.by_participants && is_same(other, &draft));
        let at = match same {
            Some(at) => {
                merge(&mut self.meetings.drafts[at], draft);
                at
            }
            None if self.meetings.drafts.len() >= MAX_MEETINGS => return,
            None => {
                if draft.date.is_some() && draft.status != Some(MeetingStatus::Planned) {
                    self.last_date = draft.date;
                }
                self.meetings.drafts.push(draft);
                self.meetings.drafts.len() - 1
            }
        };
        self.meetings.phrases.push((sentence, tokens, at));
    }

    fn add_by_participants(&mut self, sentence: usize, tokens: Range<usize>, draft: Draft) {
        let parties = |draft: &Draft| -> Vec<String> {
            let mut names: Vec<String> = draft
                .others
                .iter()
                .chain(&draft.hosts)
                .map(|&index| self.analysis.display_name(&self.analysis.mentions[index]))
                .collect();
            names.sort();
            names.dedup();
            names
        };
        let wanted = parties(&draft);
        let same = self.meetings.drafts.iter().position(|other| {
            other.by_participants
                && !contradict(other.date, draft.date)
                && (self.is_same_reception(other, &draft) || {
                    let known = parties(other);
                    let common = wanted.iter().filter(|name| known.contains(name)).count();
                    common * 2 > wanted.len().min(known.len())
                        && common >= 2.min(wanted.len().min(known.len()))
                })
        });
        let at = match same {
            Some(at) => {
                merge(&mut self.meetings.drafts[at], draft);
                at
            }
            None if self.meetings.drafts.len() >= MAX_MEETINGS => return,
            None => {
                if draft.date.is_some() && draft.status != Some(MeetingStatus::Planned) {
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
        let analysis = self.analysis;
        if !self.meetings.drafts.is_empty() && !self.meetings.drafts.iter().any(|draft| draft.focal) {
            self.meetings.drafts[0].focal = true;
        }
        let lead_date = sentences.iter().take(2).find_map(|&sentence| {
            let tokens = analysis.document.sentences[sentence].tokens.clone();
            (!analysis.is_future(tokens.clone()))
                .then(|| self.date_near(tokens.clone(), tokens.start, false))
                .flatten()
        });
        let publication = analysis.base_date;
        let ends = self.ending_verbs();
        for (at, draft) in self.meetings.drafts.iter_mut().enumerate() {
            let planned = draft.status == Some(MeetingStatus::Planned);
            let told = draft.focal || draft.by_participants;
            if draft.date.is_none() && told && !planned {
                draft.date = lead_date.filter(|date| {
                    date.start.precision() == 3
                        && publication.is_none_or(|publication| date.start <= publication.latest())
                });
            }
            if let (Some(days), Some(date)) = (draft.days.filter(|&days| days > 1), &mut draft.date)
                && date.end.is_none()
                && let Some(day) = date.start.to_civil()
            {
                let ended = ends.get(at).copied().unwrap_or_default();
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
                && !planned
                && let Some(publication) = publication
                && let Ok(month) = PartialDate::new(publication.year(), publication.month(), 0)
            {
                draft.date = Some(Resolved { start: month, end: None, basis: DateBasis::Inferred });
            }
            if draft.city.is_none()
                && draft.country.is_none()
                && told
                && !planned
                && let Some((city, country)) = &analysis.dateline_place
            {
                draft.city = Some(city.clone());
                draft.country = Some(*country);
            }
            let later = draft
                .date
                .zip(publication)
                .is_some_and(|(date, publication)| date.start.earliest() > publication.latest());
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

    /// For each meeting whether the verbs beside it tell of its end: "wrapped up on Tuesday".
    fn ending_verbs(&self) -> Vec<bool> {
        self.meetings
            .drafts
            .iter()
            .map(|draft| {
                draft.places.iter().any(|(sentence, tokens)| {
                    let end = self.analysis.document.sentences[*sentence].tokens.end;
                    (tokens.end..end.min(tokens.end + 12)).any(|token| {
                        matches!(
                            self.low(token),
                            "wrapped" | "ended" | "ends" | "concluded" | "concludes" | "closed" | "wraps"
                        )
                    })
                })
            })
            .collect()
    }
}

/// The bloc that a report names most often.
fn main_organization(analysis: &Analysis) -> Option<String> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for entity in analysis.tagged.entities(0..analysis.document.tokens.len()) {
        if let Tag::Organization(index) = entity.tag
            && analysis.tagged.organization(index).kind == "bloc"
        {
            *counts.entry(index).or_default() += 1;
        }
    }
    // Of several named as often, the first of the lexicon.
    let best = counts.iter().max_by_key(|(index, count)| (**count, std::cmp::Reverse(**index)))?;
    Some(analysis.tagged.organization(*best.0).name.clone())
}

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
        || contradict(a.date, b.date)
    {
        return false;
    }
    if a.kind.is_some() && b.kind.is_some() && a.kind != b.kind {
        return false;
    }
    if a.kind == Some(MeetingKind::Summit) && b.kind == Some(MeetingKind::Summit) {
        return true;
    }
    let words = |draft: &Draft| -> Vec<String> {
        stems(draft.series.as_deref().filter(|series| !is_general(series)).unwrap_or_default())
            .into_iter()
            .filter(|word| {
                !matches!(
                    word.as_str(),
                    "of" | "the" | "and" | "council" | "national" | "meeting" | "session"
                )
            })
            .collect()
    };
    let (a_words, b_words) = (words(a), words(b));
    let (short, long) =
        if a_words.len() <= b_words.len() { (&a_words, &b_words) } else { (&b_words, &a_words) };
    short.iter().all(|word| long.contains(word))
}

fn contradict(a: Option<Resolved>, b: Option<Resolved>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (a_end, b_end) = (a.end.unwrap_or(a.start), b.end.unwrap_or(b.start));
    a.start.earliest() > b_end.latest() || b.start.earliest() > a_end.latest()
}

/// Adds to a meeting what another mention of it tells.
fn merge(meeting: &mut Draft, other: Draft) {
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
        // "meeting of foreign ministers of …" is our wording, a phrase of the report is better.
        if meeting.title.starts_with("meeting of ") {
            meeting.title = other.title;
        }
    }
    if matches!(other.status, Some(MeetingStatus::Postponed | MeetingStatus::Cancelled))
        || meeting.status.is_none()
    {
        meeting.status = other.status;
    }
    let room = MAX_PLACES.saturating_sub(meeting.places.len());
    meeting.places.extend(other.places.into_iter().take(room));
    for (known, new) in [(&mut meeting.hosts, other.hosts), (&mut meeting.others, other.others)] {
        for index in new {
            if known.len() < MAX_PLACES && !known.contains(&index) {
                known.push(index);
            }
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
    matches!(
        series.to_lowercase().as_str(),
        "meeting"
            | "session"
            | "talks"
            | "conference"
            | "gathering"
            | "sitting"
            | "consultations"
            | "dialogue"
            | "negotiations"
            | "consultation"
    )
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
