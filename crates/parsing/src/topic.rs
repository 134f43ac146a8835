//! Topics: what the sentences of a report speak of, by a vocabulary with aliases (`lexicon/topics.tsv`).
//!
//! Words are compared by their stems, so "Counter-Terrorist" is an alias' "counter-terrorist". The longest alias that begins
//! at a word counts, and words inside the name of an office or an institution do not: a Minister of Energy who speaks does
//! not speak of energy. A topic with parts is there too where all its parts stand in one enumeration.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use rapporteur_model::{
    Span,
    extraction::{Quote, Topic},
    fold::stems,
};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    analysis::Analysis,
    lexicon::Tag,
    meeting::Meetings,
    mention::Kind,
    quotation,
    text::{Document, ParagraphRole, TokenKind},
    word_class::WordClass,
};

/// Between two parts of one enumeration stand no more tokens: "terrorism in all its forms, religious extremism".
const MAX_GAP: usize = 7;

/// How far from a topic's words the head of an institution's name is looked for.
const MAX_NAME: usize = 8;

/// A name of more words is no alias; nothing longer is tried when a name is looked up.
const MAX_NAME_WORDS: usize = 16;

/// How many topics with a like name are offered for one that is not known.
const MAX_OFFERED: usize = 5;

/// Every entry holds its sentence. In a text that is no report, a long sentence could hold all topics, or every sentence be
/// one word that is a topic. So all entries take together at most this many times the bytes of the text and
/// [`FREE_BYTES`], which no report of some ten pages reaches; later entries are left out.
const BYTES_PER_BYTE: usize = 4;

/// What the entries of any text may take.
const FREE_BYTES: usize = 1 << 20;

/// What an entry takes without its sentence, roughly.
const ENTRY_BYTES: usize = 256;

/// A word as a number: its stem's, or one of these.
type Word = u32;

/// Ends every phrase: a word of no alias, a mark.
const OTHER: Word = 0;
/// A comma, which an alias may hold.
const COMMA: Word = 1;
/// The first number of a stem.
const FIRST_STEM: Word = 2;

/// Where a match is in the tree of aliases; this one is its root.
type Node = u32;
const ROOT: Node = 0;

/// A topic of the vocabulary.
#[derive(Debug)]
struct Entry {
    id: &'static str,
    name: &'static str,
    /// The topics whose filters find this one.
    broader: Vec<usize>,
    /// The topics that are this one together.
    parts: Vec<usize>,
}

/// What an alias names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// A topic, by its index.
    Topic(usize),
    /// Nothing: words that begin like a topic's and mean something else.
    Nothing,
}

/// The vocabulary, ready to be looked for.
#[derive(Debug, Default)]
struct Vocabulary {
    topics: Vec<Entry>,
    /// Topics by id.
    ids: HashMap<&'static str, usize>,
    /// Numbers of the stems that stand in aliases.
    stems: HashMap<String, Word>,
    /// With which three letters they begin.
    beginnings: HashSet<[u8; 3]>,
    /// The tree of aliases.
    next: HashMap<(Node, Word), Node>,
    /// What the alias names that ends at a node.
    ends: HashMap<Node, Named>,
    /// Stems of the heads of institutions.
    heads: BTreeSet<String>,
}

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::read(include_str!("../lexicon/topics.tsv")));

/// The ids of the topic with this id, name or alias and of all that are narrower. None where the vocabulary has no such
/// topic.
#[must_use]
pub fn ids(id_or_name: &str) -> Option<BTreeSet<&'static str>> {
    VOCABULARY.ids(id_or_name)
}

/// The id of the topic of which a text is the id, the name or an alias.
#[must_use]
pub fn id(id_or_name: &str) -> Option<&'static str> {
    VOCABULARY.id(id_or_name).map(|found| VOCABULARY.topics[found].id)
}

/// Ids of topics whose id or name shares a word with a text: what somebody may have meant by a name that is none.
#[must_use]
pub fn alike(text: &str) -> Vec<&'static str> {
    let wanted: BTreeSet<String> = stems(text).into_iter().filter(|stem| stem.len() > 2).collect();
    let shares =
        |entry: &&Entry| stems(entry.id).iter().chain(&stems(entry.name)).any(|stem| wanted.contains(stem));
    VOCABULARY.topics.iter().filter(shares).map(|entry| entry.id).take(MAX_OFFERED).collect()
}

impl Vocabulary {
    /// Reads the data file.
    fn read(file: &'static str) -> Self {
        let rows: Vec<Vec<&str>> = file
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
            .map(|line| line.split('\t').map(str::trim).collect())
            .collect();
        let column = |row: &[&'static str], at: usize| row.get(at).copied().unwrap_or_default();
        let mut vocabulary = Self::default();
        for row in &rows {
            let id = column(row, 0);
            match id {
                "@" => vocabulary.heads.extend(list(column(row, 3)).flat_map(stems)),
                "-" => list(column(row, 3)).for_each(|alias| vocabulary.add(alias, Named::Nothing)),
                _ => {
                    let index = vocabulary.topics.len();
                    vocabulary.ids.insert(id, index);
                    let name = column(row, 1);
                    for alias in std::iter::once(name).chain(list(column(row, 3))) {
                        vocabulary.add(alias, Named::Topic(index));
                    }
                    vocabulary.topics.push(Entry { id, name, broader: Vec::new(), parts: Vec::new() });
                }
            }
        }
        // A row may name one that follows it.
        for row in &rows {
            let Some(&index) = vocabulary.ids.get(column(row, 0)) else { continue };
            let indices = |ids| list(ids).filter_map(|id| vocabulary.ids.get(id).copied()).collect();
            let (broader, parts) = (indices(column(row, 2)), indices(column(row, 4)));
            vocabulary.topics[index].broader = broader;
            vocabulary.topics[index].parts = parts;
        }
        vocabulary
    }

    /// Adds an alias. Of two that are the same, the first counts.
    fn add(&mut self, alias: &str, named: Named) {
        let document = Document::new(alias.to_owned());
        let mut node = ROOT;
        for token in 0..document.tokens.len() {
            for stem in raw_words(&document, token) {
                let word = match stem {
                    Raw::Comma => COMMA,
                    Raw::Other => OTHER,
                    Raw::Stem(stem) => {
                        self.beginnings.extend(stem.as_bytes().first_chunk::<3>());
                        let new = FIRST_STEM + number(self.stems.len());
                        *self.stems.entry(stem).or_insert(new)
                    }
                };
                let new = ROOT + 1 + number(self.next.len());
                node = *self.next.entry((node, word)).or_insert(new);
            }
        }
        if node != ROOT {
            self.ends.entry(node).or_insert(named);
        }
    }

    /// Whether a word in small letters is none of an alias', as far as can be told without folding it. Most words are told
    /// so, which saves much of the time that topics take.
    fn surely_lacks(&self, word: &str) -> bool {
        // A stem loses three letters at the most, so that of six letters the first three stay.
        let is_plain = word.len() >= 6 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        is_plain && word.as_bytes().first_chunk().is_some_and(|first| !self.beginnings.contains(first))
    }

    fn id(&self, id_or_name: &str) -> Option<usize> {
        let name = id_or_name.trim();
        self.ids.get(name.to_lowercase().as_str()).copied().or_else(|| self.named(name))
    }

    fn ids(&self, id_or_name: &str) -> Option<BTreeSet<&'static str>> {
        let found = self.id(id_or_name)?;
        let mut ids = BTreeSet::from([self.topics[found].id]);
        // The vocabulary is small, and what is broader is few steps away.
        loop {
            let before = ids.len();
            for entry in &self.topics {
                if entry.broader.iter().any(|&broader| ids.contains(self.topics[broader].id)) {
                    ids.insert(entry.id);
                }
            }
            if ids.len() == before {
                return Some(ids);
            }
        }
    }

    /// The topic of which all of a text is an alias.
    fn named(&self, text: &str) -> Option<usize> {
        let mut node = ROOT;
        // The words alone: a hyphen in an id stands for a space.
        for stem in stems(text).into_iter().take(MAX_NAME_WORDS + 1) {
            node = *self.next.get(&(node, *self.stems.get(&stem)?))?;
        }
        match self.ends.get(&node)? {
            Named::Topic(topic) => Some(*topic),
            Named::Nothing => None,
        }
    }
}

/// The items of a list column.
fn list(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// The vocabulary is a file of some kilobytes.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What a token is to an alias.
enum Raw {
    Stem(String),
    Comma,
    Other,
}

/// The words of a token: several for a hyphenated one, none for quotation marks and possessive endings.
fn raw_words(document: &Document, token: usize) -> Vec<Raw> {
    match document.tokens.get(token).map(|at| at.kind) {
        Some(TokenKind::Word | TokenKind::Number) => {
            let stems = stems(document.low(token));
            if stems.is_empty() { vec![Raw::Other] } else { stems.into_iter().map(Raw::Stem).collect() }
        }
        Some(TokenKind::Punctuation) => match document.str(token) {
            "," => vec![Raw::Comma],
            _ if document.is(token, WordClass::OpeningQuote)
                || document.is(token, WordClass::ClosingQuote) =>
            {
                Vec::new()
            }
            _ => vec![Raw::Other],
        },
        Some(TokenKind::Possessive) | None => Vec::new(),
    }
}

/// A topic's words in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    topic: usize,
    tokens: Range<usize>,
}

/// Finds the topics of a report, in order. `drafts` and `quotes` are its quotations, one for one.
#[must_use]
pub fn find(
    analysis: &Analysis,
    meetings: &Meetings,
    drafts: &[quotation::Draft],
    quotes: &[Quote],
) -> Vec<Topic> {
    let document = &analysis.document;
    let mut finder = Finder { analysis, words: HashMap::default() };
    let mut holders = Holders::new(drafts);
    let mut topics: Vec<Topic> = Vec::new();
    let mut budget = document.text.len().saturating_mul(BYTES_PER_BYTE).saturating_add(FREE_BYTES);
    for (at, sentence) in document.sentences.iter().enumerate() {
        let role = document.paragraphs[sentence.paragraph].role;
        if sentence.detached || role == ParagraphRole::Furniture {
            continue;
        }
        let found = finder.sentence(sentence.tokens.clone(), role);
        if found.is_empty() {
            continue;
        }
        let spoken_at =
            meetings.in_sentence(at).or_else(|| meetings.focal()).map(|at| format!("m{}", at + 1));
        let evidence = analysis.evidence(at);
        let first = topics.len();
        let mut places: BTreeMap<(usize, Option<String>), usize> = BTreeMap::new();
        for Found { topic, tokens } in found {
            let held_by = holders.of(&tokens);
            let meeting = match held_by.first().and_then(|&quote| quotes.get(quote)) {
                Some(quote) => quote.meeting.clone(),
                None => spoken_at.clone(),
            };
            let place = *places.entry((topic, meeting.clone())).or_insert(topics.len());
            if place == topics.len() {
                let Some(left) = budget.checked_sub(evidence.sentence.len() + ENTRY_BYTES) else { continue };
                budget = left;
                let entry = &VOCABULARY.topics[topic];
                topics.push(Topic {
                    id: entry.id.to_owned(),
                    name: entry.name.to_owned(),
                    words: Vec::new(),
                    meeting,
                    quotes: Vec::new(),
                    evidence: vec![evidence.clone()],
                });
            }
            // One that the budget has left out has no place.
            if let Some(entry) = topics.get_mut(place) {
                entry.words.push(Span::from_range(document.bytes(tokens)));
                entry.quotes.extend(held_by.into_iter().map(number));
            }
        }
        for topic in &mut topics[first..] {
            topic.words.sort_unstable();
            topic.quotes.sort_unstable();
            topic.quotes.dedup();
        }
    }
    topics
}

/// Which quotations hold a range of tokens. Ranges must be asked for in order of their sentences.
struct Holders {
    /// Segments of quotations, by first token: the range and the index of the quotation.
    segments: Vec<(Range<usize>, usize)>,
    /// The first segment that has not been reached.
    next: usize,
    /// Segments that have begun and may not have ended.
    open: Vec<(Range<usize>, usize)>,
}

impl Holders {
    fn new(drafts: &[quotation::Draft]) -> Self {
        let mut segments: Vec<(Range<usize>, usize)> = drafts
            .iter()
            .enumerate()
            .flat_map(|(quote, draft)| draft.segments.iter().map(move |segment| (segment.clone(), quote)))
            .collect();
        segments.sort_by_key(|(segment, quote)| (segment.start, *quote));
        Self { segments, next: 0, open: Vec::new() }
    }

    /// The quotations that hold all of these tokens, in order.
    fn of(&mut self, tokens: &Range<usize>) -> Vec<usize> {
        while let Some(segment) =
            self.segments.get(self.next).filter(|(range, _)| range.start <= tokens.start)
        {
            self.open.push(segment.clone());
            self.next += 1;
        }
        self.open.retain(|(range, _)| range.end > tokens.start);
        let holds = |range: &Range<usize>| range.start <= tokens.start && tokens.end <= range.end;
        self.open.iter().filter(|(range, _)| holds(range)).map(|(_, quote)| *quote).collect()
    }
}

/// Finds topics' words.
struct Finder<'analysis> {
    analysis: &'analysis Analysis,
    /// The words of tokens that have been seen, by their text: reports repeat themselves.
    words: HashMap<&'analysis str, Vec<Word>>,
}

impl<'analysis> Finder<'analysis> {
    /// The topics in a sentence, by their first words.
    fn sentence(&mut self, tokens: Range<usize>, role: ParagraphRole) -> Vec<Found> {
        let words = self.words(tokens);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((end, named)) = longest(&words[at..]) else {
                at += 1;
                continue;
            };
            let tokens = words[at].1..words[at + end - 1].1 + 1;
            if let Named::Topic(topic) = named
                && !self.is_in_name(&tokens, role)
            {
                found.push(Found { topic, tokens });
            }
            at += end;
        }
        let together = together(&found);
        found.extend(together);
        found.sort_by_key(|found| (found.tokens.start, found.tokens.end, found.topic));
        found
    }

    /// The words of a sentence, each with its token.
    fn words(&mut self, tokens: Range<usize>) -> Vec<(Word, usize)> {
        let document: &'analysis Document = &self.analysis.document;
        let mut words = Vec::with_capacity(tokens.len());
        for token in tokens {
            let known = self.words.entry(document.low(token)).or_insert_with(|| {
                if VOCABULARY.surely_lacks(document.low(token)) {
                    return vec![OTHER];
                }
                let number = |raw| match raw {
                    Raw::Comma => COMMA,
                    Raw::Other => OTHER,
                    Raw::Stem(stem) => VOCABULARY.stems.get(&stem).copied().unwrap_or(OTHER),
                };
                raw_words(document, token).into_iter().map(number).collect()
            });
            words.extend(known.iter().map(|&word| (word, token)));
        }
        words
    }

    /// Whether words are part of the name of an office, an organization, an institution or a person.
    fn is_in_name(&self, tokens: &Range<usize>, role: ParagraphRole) -> bool {
        let analysis = self.analysis;
        let holds = |name: &Range<usize>| name.start <= tokens.start && tokens.end <= name.end;
        let is_name = |tag: Tag| matches!(tag, Tag::Organization(_) | Tag::Outlet(_));
        if analysis.tagged.entity(tokens.start).is_some_and(|name| is_name(name.tag) && holds(&name.tokens)) {
            return true;
        }
        let of_somebody = analysis.mention_at(tokens.start).is_some_and(|(_, mention)| {
            holds(&mention.tokens)
                && (mention.office.is_some()
                    || matches!(
                        mention.kind,
                        Kind::Person { .. } | Kind::Office | Kind::Organization(_) | Kind::Body
                    ))
        });
        // Headlines capitalise every word, so that capitals tell nothing there.
        of_somebody || role == ParagraphRole::Body && self.is_in_institution(tokens)
    }

    /// Whether words stand in a run of capitalised words that holds an office or the head of an institution: "the Ministry
    /// of Energy and Water", "the Regional Health Agency".
    fn is_in_institution(&self, tokens: &Range<usize>) -> bool {
        let document = &self.analysis.document;
        if !document.tokens[tokens.start].is_capitalised() {
            return false;
        }
        let runs_on = |token: usize| {
            document.tokens.get(token).is_some_and(|at| at.is_capitalised())
                || document.is(token, WordClass::InsideName)
        };
        let is_head = |token: usize| {
            document.tokens[token].is_capitalised()
                && (self.analysis.tagged.find(token, |tag| matches!(tag, Tag::Office { .. })).is_some()
                    || stems(document.low(token)).last().is_some_and(|stem| VOCABULARY.heads.contains(stem)))
        };
        let before = (tokens.start.saturating_sub(MAX_NAME)..tokens.start).rev();
        let behind = tokens.start..tokens.end.saturating_add(MAX_NAME);
        before.take_while(|&token| runs_on(token)).any(is_head)
            || behind.take_while(|&token| runs_on(token)).any(is_head)
    }
}

/// The longest alias with which words begin: how many words it has, and what it names.
fn longest(words: &[(Word, usize)]) -> Option<(usize, Named)> {
    let mut node = ROOT;
    let mut longest = None;
    for (at, (word, _)) in words.iter().enumerate() {
        let Some(&next) = VOCABULARY.next.get(&(node, *word)) else { break };
        node = next;
        if let Some(&named) = VOCABULARY.ends.get(&node) {
            longest = Some((at + 1, named));
        }
    }
    longest
}

/// The topics whose parts stand together among those found in a sentence, which come in order.
fn together(found: &[Found]) -> Vec<Found> {
    let mut whole = Vec::new();
    if found.len() < 2 {
        return whole;
    }
    for (topic, entry) in VOCABULARY.topics.iter().enumerate().filter(|(_, entry)| !entry.parts.is_empty()) {
        // Where each part stood last, in the enumeration that is being read.
        let mut last: Vec<Option<&Range<usize>>> = vec![None; entry.parts.len()];
        let mut end = 0;
        for part in found {
            let Some(place) = entry.parts.iter().position(|&wanted| wanted == part.topic) else { continue };
            if part.tokens.start.saturating_sub(end) > MAX_GAP {
                last.fill(None);
            }
            end = part.tokens.end;
            last[place] = Some(&part.tokens);
            if let Some(parts) = last.iter().copied().collect::<Option<Vec<&Range<usize>>>>() {
                let start = parts.iter().map(|tokens| tokens.start).min().unwrap_or(part.tokens.start);
                whole.push(Found { topic, tokens: start..end });
                last.fill(None);
            }
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use rapporteur_model::extraction::Extraction;

    use super::*;

    fn extraction(text: &str) -> Extraction {
        crate::parse("report.txt", text.as_bytes()).expect("a report").extraction
    }

    /// Each topic's id with the words that mean it.
    fn topics(text: &str) -> Vec<(String, String)> {
        let topics = extraction(text).topics.into_iter();
        let words = |topic: &Topic| {
            let words: Vec<&str> = topic.words.iter().filter_map(|span| span.of(text)).collect();
            words.join(" / ")
        };
        topics.map(|topic| (topic.id.clone(), words(&topic))).collect()
    }

    fn ids_in(text: &str) -> BTreeSet<String> {
        topics(text).into_iter().map(|(id, _)| id).collect()
    }

    fn set(ids: &[&str]) -> BTreeSet<String> {
        ids.iter().map(|&id| id.to_owned()).collect()
    }

    #[test]
    fn the_vocabulary_is_whole() {
        let file = include_str!("../lexicon/topics.tsv");
        let mut aliases: BTreeMap<Vec<String>, &str> = BTreeMap::new();
        let mut count = 0;
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let column = |at: usize| columns.get(at).copied().unwrap_or_default();
            let id = column(0);
            if id != "-" && id != "@" {
                count += 1;
                let form = |character: char| character.is_ascii_lowercase() || character == '-';
                assert!(!id.is_empty() && id.chars().all(form), "`{id}` is no id");
                assert!(!column(1).is_empty(), "{id} has no name");
            }
            for other in list_of(column(2)).chain(list_of(column(4))) {
                assert!(VOCABULARY.ids.contains_key(other) && other != id, "{id} names {other}");
            }
            if id == "@" {
                continue;
            }
            for alias in list_of(column(1)).chain(list_of(column(3))) {
                let words = stems(alias);
                assert!(!words.is_empty() && words.len() <= MAX_NAME_WORDS, "{id}: `{alias}`");
                let owner = aliases.insert(words, id);
                assert!(owner.is_none(), "`{alias}` is an alias of {id} and of {owner:?}");
            }
        }
        assert_eq!(count, VOCABULARY.topics.len(), "an id stands twice");
        assert!((120..=200).contains(&count), "{count} topics");
    }

    fn list_of(column: &str) -> impl Iterator<Item = &str> {
        column.split('|').filter(|item| !item.is_empty())
    }

    #[test]
    fn no_word_of_an_alias_is_passed_over() {
        for stem in VOCABULARY.stems.keys() {
            for form in [stem.clone(), format!("{stem}s"), format!("{}ies", stem.trim_end_matches('y'))] {
                let is_known = stems(&form).iter().any(|stem| VOCABULARY.stems.contains_key(stem));
                assert!(!is_known || !VOCABULARY.surely_lacks(&form), "{form}");
            }
        }
        assert!(VOCABULARY.surely_lacks("xylophones"));
    }

    #[test]
    fn no_topic_is_broader_than_itself() {
        for (index, entry) in VOCABULARY.topics.iter().enumerate() {
            let mut above: BTreeSet<usize> = BTreeSet::new();
            let mut open = entry.broader.clone();
            while let Some(broader) = open.pop() {
                assert_ne!(broader, index, "{}", entry.id);
                if above.insert(broader) {
                    open.extend(&VOCABULARY.topics[broader].broader);
                }
            }
        }
    }

    #[test]
    fn the_three_evil_forces_have_many_names() {
        for words in [
            "three evil forces",
            "“three forces”",
            "three forces of evil",
            "'three evils'",
            "Three Evil Forces",
        ] {
            let text = format!("The members agreed to fight the {words} together.");
            assert_eq!(ids_in(&text), set(&["three-evil-forces"]), "{words}");
        }
    }

    #[test]
    fn its_parts_in_any_order_are_the_three_evil_forces() {
        let all = set(&["three-evil-forces", "terrorism", "separatism", "extremism"]);
        for words in [
            "terrorism, separatism and extremism",
            "extremism, terrorism, and separatism",
            "international terrorism, religious extremism, national separatism",
            "separatist, extremist and terrorist groups",
            "terrorism in all its forms and manifestations, extremism and separatism",
        ] {
            let text = format!("The members agreed to fight {words}.");
            assert_eq!(ids_in(&text), all, "{words}");
        }
        let text = "The members agreed to fight terrorism, separatism and extremism.";
        let whole = topics(text).into_iter().find(|(id, _)| id == "three-evil-forces");
        assert_eq!(whole.expect("the trio").1, "terrorism, separatism and extremism");
    }

    #[test]
    fn parts_that_are_told_apart_are_not_the_whole() {
        let text = "The members spoke of terrorism in the morning, before the bus took them to a lake for lunch, and of \
            separatism and extremism in the evening.";
        assert_eq!(ids_in(text), set(&["terrorism", "separatism", "extremism"]));
        assert_eq!(ids_in("They fight terrorism and extremism."), set(&["terrorism", "extremism"]));
    }

    #[test]
    fn aliases_match_inflected_and_hyphenated_words() {
        for (words, id) in [
            ("counter-terrorist drills", "terrorism"),
            ("anti-drug operations", "drug-trafficking"),
            ("a ceasefire", "ceasefire"),
            ("free-trade agreements", "free-trade"),
            ("transport corridors", "connectivity"),
            ("denuclearisation", "nuclear-disarmament"),
            ("settlements in national currencies", "currency-settlement"),
            ("the Belt and Road Initiative", "belt-and-road"),
            ("an oil output cut", "oil-output"),
            ("women's rights", "women"),
            ("AI governance", "artificial-intelligence"),
        ] {
            let text = format!("The members spoke of {words} for an hour.");
            assert!(ids_in(&text).contains(id), "{words}: {:?}", ids_in(&text));
        }
    }

    #[test]
    fn the_longest_alias_counts_alone() {
        assert_eq!(ids_in("The members spoke of nuclear energy."), set(&["nuclear-energy"]));
        assert_eq!(ids_in("The members spoke of food security."), set(&["food-security"]));
    }

    #[test]
    fn what_only_begins_like_a_topic_is_none() {
        assert_eq!(ids_in("The state media showed the tear gas and the gold medals."), set(&[]));
    }

    #[test]
    fn names_of_offices_and_institutions_are_no_topics() {
        for text in [
            "Fijian Minister of Trade Isikeli Vakacegu arrived in Suva.",
            "The Ministry of Energy and Water moved to Suva.",
            "The Regional Health Agency moved to Suva.",
        ] {
            assert_eq!(ids_in(text), set(&[]), "{text}");
        }
        assert_eq!(ids_in("The members spoke of reform of the UN Security Council."), set(&["un-reform"]));
    }

    const REPORT: &str = "SUVA, March 3, 2023 (Lagoon News) -- The 5th summit of the Coral Arc Partnership (COAP) was held in \
        Suva on March 3, 2023.\n\n\
        Fijian Prime Minister Isikeli Vakacegu chaired the summit, which dealt with tourism.\n\n\
        \"We need cleaner water for the islands and fewer speeches on tourism,\" Vakacegu said.\n";

    #[test]
    fn a_topic_knows_its_meeting_its_quotation_and_its_sentence() {
        let extraction = extraction(REPORT);
        let told: Vec<(&str, Option<&str>, &[u32])> = extraction
            .topics
            .iter()
            .map(|topic| (topic.id.as_str(), topic.meeting.as_deref(), topic.quotes.as_slice()))
            .collect();
        let none: &[u32] = &[];
        assert_eq!(
            told,
            [("tourism", Some("m1"), none), ("water", Some("m1"), &[0]), ("tourism", Some("m1"), &[0]),]
        );
        for topic in &extraction.topics {
            let evidence = &topic.evidence[0];
            assert_eq!(evidence.span.of(REPORT), Some(&*evidence.sentence));
            let inside =
                |words: &Span| words.start() >= evidence.span.start() && words.end() <= evidence.span.end();
            assert!(topic.words.iter().all(inside), "{topic:?}");
        }
    }

    #[test]
    fn a_sentence_that_holds_all_topics_does_not_multiply() {
        let names: Vec<&str> = VOCABULARY.topics.iter().map(|entry| entry.name).collect();
        let sentence = format!("They spoke of {}.", names.join(" or "));
        let text = vec![sentence; 200].join("\n\n");
        let topics = extraction(&text).topics;
        let held: usize = topics.iter().flat_map(|topic| &topic.evidence).map(|it| it.sentence.len()).sum();
        assert!(!topics.is_empty());
        assert!(held <= FREE_BYTES + text.len() * BYTES_PER_BYTE, "{held} bytes of {}", text.len());
    }

    #[test]
    fn a_topic_is_asked_for_by_id_name_or_alias_with_all_that_is_narrower() {
        let narrow = BTreeSet::from(["three-evil-forces"]);
        for name in ["three-evil-forces", "Three evil forces", "THREE FORCES OF EVIL", " three evils "] {
            assert_eq!(ids(name).as_ref(), Some(&narrow), "{name}");
        }
        assert_eq!(id("counter terrorism"), Some("terrorism"));
        assert_eq!(id("three force of evil"), Some("three-evil-forces"), "stems do");
        assert_eq!(id("knitwear"), None);
        assert_eq!(ids("terrorist"), Some(BTreeSet::from(["terrorism", "three-evil-forces"])));
        let security = ids("security").expect("a topic");
        assert!(security.contains("three-evil-forces") && security.contains("drug-trafficking"));
        for none in
            ["", "-", "@", "knitting", "state media", "three", "terrorism extremism", &"trade ".repeat(9999)]
        {
            assert_eq!(ids(none), None, "{none:.20}");
        }
        assert!(alike("trade in knitwear").contains(&"free-trade"));
        assert!(alike("knitting").is_empty());
    }
}
