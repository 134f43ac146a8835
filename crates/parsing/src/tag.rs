//! Tagging: every phrase of the lexicon that stands in a document.

use std::ops::Range;

use rustc_hash::FxHashMap as HashMap;

use crate::{
    lexicon::{EntryId, Match, Organization, Tag, lexicon},
    local::{self, Local},
    text::Document,
};

/// The phrases found in a document.
#[derive(Debug)]
pub struct Tagged {
    /// All of them, by first token, the longest first.
    matches: Vec<Found>,
    /// Where those that begin at a token stand in `matches`.
    starts: Vec<u32>,
    /// The entity (place, organization, outlet, calendar word) that covers each token, as an index into `matches`, or
    /// [`NO_ENTITY`].
    entity: Vec<u32>,
    /// Organizations that the document itself defines; their indices follow those of the lexicon.
    local: Vec<Organization>,
}

impl Tagged {
    /// Finds the phrases.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let mut tagged = Self {
            matches: Vec::new(),
            starts: Vec::with_capacity(document.tokens.len() + 1),
            entity: vec![NO_ENTITY; document.tokens.len()],
            local: Vec::new(),
        };
        for token in 0..document.tokens.len() {
            tagged.starts.push(index(tagged.matches.len()));
            tagged.matches.extend(lexicon().matches_at(document, token).map(Found::from));
        }
        tagged.starts.push(index(tagged.matches.len()));
        tagged.mark_entities(document);
        tagged
    }

    /// Adds the organizations that the document defines.
    pub fn add_local(&mut self, document: &Document) {
        let found = local::find(document, &|token| self.entity(token).map(|found| found.tag));
        if found.is_empty() {
            return;
        }
        let first = lexicon().organizations.len();
        let names = |token: usize, local: &Local| -> Option<usize> {
            let end = token + local.words.len();
            let whole = (token..end).zip(&local.words).all(|(at, word)| document.low(at) == word)
                && document.tokens[token].is_capitalised();
            if whole {
                return Some(end);
            }
            local
                .organization
                .acronyms
                .iter()
                .any(|acronym| acronym == document.str(token))
                .then_some(token + 1)
        };
        // Which may begin with a word, in their order.
        let mut openings: HashMap<&str, Vec<usize>> = HashMap::default();
        for (at, local) in found.iter().enumerate() {
            let acronyms = local.organization.acronyms.iter().map(String::as_str);
            for opening in local.words.first().map(String::as_str).into_iter().chain(acronyms) {
                openings.entry(opening).or_default().push(at);
            }
        }
        for token in 0..document.tokens.len() {
            if !document.tokens[token].is_capitalised() {
                continue;
            }
            if self.entity(token).is_some_and(|known| matches!(known.tag, Tag::Organization(_))) {
                continue;
            }
            let openings = [document.low(token), document.str(token)].map(|form| openings.get(form));
            let hit = openings
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|&at| Some((at, names(token, &found[at])?)))
                .min_by_key(|(at, _)| *at);
            if let Some((at, end)) = hit {
                let position = index(self.matches.len());
                let tag = Tag::Organization(EntryId::new(first + at));
                self.matches.push(Match { tokens: token..end, tag }.into());
                self.entity[token..end].fill(position);
            }
        }
        self.local = found.into_iter().map(|local| local.organization).collect();
    }

    /// An organization by the index of its tag.
    #[must_use]
    pub fn organization(&self, entry: EntryId) -> &Organization {
        let index = entry.index();
        let known = &lexicon().organizations;
        known.get(index).or_else(|| self.local.get(index - known.len())).unwrap_or(&known[0])
    }

    fn mark_entities(&mut self, document: &Document) {
        let tagged = self;
        let mut token = 0;
        while token < document.tokens.len() {
            let best = tagged
                .range(token)
                .filter(|&at| is_entity(tagged.matches[at].tag))
                .max_by_key(|&at| (tagged.matches[at].tokens().len(), priority(tagged.matches[at].tag)));
            // "The Lakes Community", where "The Lakes" is a newspaper: the longer name of a body within counts.
            let best = best.filter(|&at| {
                let end = tagged.matches[at].tokens().end;
                let is_longer = |other: usize| {
                    matches!(tagged.matches[other].tag, Tag::Organization(_))
                        && tagged.matches[other].tokens().end > end
                };
                !(document.low(token) == "the"
                    && matches!(tagged.matches[at].tag, Tag::Outlet(_))
                    && tagged.range(token + 1).any(is_longer))
            });
            match best {
                Some(at) => {
                    let tokens = tagged.matches[at].tokens();
                    tagged.entity[tokens.clone()].fill(index(at));
                    token = tokens.end;
                }
                None => token += 1,
            }
        }
    }

    fn range(&self, token: usize) -> Range<usize> {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The longest phrase that begins at a token and is of the wanted sort.
    pub fn find(&self, token: usize, wanted: impl Fn(Tag) -> bool) -> Option<Match> {
        self.matches[self.range(token)].iter().find(|found| wanted(found.tag)).map(Found::as_match)
    }

    /// Whether a noun of meetings begins at a token.
    #[must_use]
    pub fn is_meeting(&self, token: usize) -> bool {
        self.find(token, |tag| matches!(tag, Tag::Meeting(_))).is_some()
    }

    /// Whether a cue of quotations begins at a token.
    #[must_use]
    pub fn is_cue(&self, token: usize) -> bool {
        self.find(token, |tag| matches!(tag, Tag::Cue(_))).is_some()
    }

    /// The entity (place, organization, outlet, calendar word) that covers a token.
    #[must_use]
    pub fn entity(&self, token: usize) -> Option<Match> {
        self.entity.get(token).and_then(|&at| self.matches.get(at as usize)).map(Found::as_match)
    }

    /// The entity that begins at a token.
    #[must_use]
    pub fn entity_at(&self, token: usize) -> Option<Match> {
        self.entity(token).filter(|found| found.tokens.start == token)
    }

    /// All entities of a range of tokens, in order.
    pub fn entities(&self, tokens: Range<usize>) -> impl Iterator<Item = Match> {
        tokens.filter_map(|token| self.entity_at(token))
    }
}

/// A match as it is kept, in half the room.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: u32,
    end: u32,
    tag: Tag,
}

impl Found {
    fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn as_match(&self) -> Match {
        Match { tokens: self.tokens(), tag: self.tag }
    }
}

impl From<Match> for Found {
    fn from(found: Match) -> Self {
        Self { start: index(found.tokens.start), end: index(found.tokens.end), tag: found.tag }
    }
}

/// Covers no token.
const NO_ENTITY: u32 = u32::MAX;

/// Documents have fewer tokens than bytes, and those fit.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_entity(tag: Tag) -> bool {
    priority(tag) > 0
}

/// Which of two entities of the same length it is.
fn priority(tag: Tag) -> u8 {
    match tag {
        Tag::Organization(_) => 6,
        Tag::Country(_) => 5,
        Tag::Demonym(_) | Tag::Region => 4,
        Tag::City(_) => 3,
        Tag::Month(_) | Tag::Weekday(_) => 2,
        Tag::Outlet(_) => 1,
        _ => 0,
    }
}
