//! Tagging: every phrase of the lexicon that stands in a document.

use std::ops::Range;

use crate::{
    lexicon::{Match, Tag, lexicon},
    text::Document,
};

/// The phrases found in a document.
#[derive(Debug)]
pub struct Tagged {
    /// All of them, by first token, the longest first.
    matches: Vec<Match>,
    /// Where those that begin at a token stand in `matches`.
    starts: Vec<u32>,
    /// The entity (place, organization, outlet, calendar word) that covers each token, as an index into `matches`.
    entity: Vec<Option<u32>>,
}

impl Tagged {
    /// Finds the phrases.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let mut tagged = Self {
            matches: Vec::new(),
            starts: Vec::with_capacity(document.tokens.len() + 1),
            entity: vec![None; document.tokens.len()],
        };
        for token in 0..document.tokens.len() {
            tagged.starts.push(index(tagged.matches.len()));
            tagged.matches.extend(lexicon().matches_at(document, token));
        }
        tagged.starts.push(index(tagged.matches.len()));
        let mut token = 0;
        while token < document.tokens.len() {
            let best = tagged
                .range(token)
                .filter(|&at| is_entity(tagged.matches[at].tag))
                .max_by_key(|&at| (tagged.matches[at].tokens.len(), priority(tagged.matches[at].tag)));
            match best {
                Some(at) => {
                    let tokens = tagged.matches[at].tokens.clone();
                    tagged.entity[tokens.clone()].fill(Some(index(at)));
                    token = tokens.end;
                }
                None => token += 1,
            }
        }
        tagged
    }

    fn range(&self, token: usize) -> Range<usize> {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The longest phrase that begins at a token and is of the wanted sort.
    pub fn find(&self, token: usize, wanted: impl Fn(Tag) -> bool) -> Option<&Match> {
        self.matches[self.range(token)].iter().find(|found| wanted(found.tag))
    }

    /// The entity (place, organization, outlet, calendar word) that covers a token.
    #[must_use]
    pub fn entity(&self, token: usize) -> Option<&Match> {
        self.entity.get(token).copied().flatten().map(|at| &self.matches[at as usize])
    }

    /// The entity that begins at a token.
    #[must_use]
    pub fn entity_at(&self, token: usize) -> Option<&Match> {
        self.entity(token).filter(|found| found.tokens.start == token)
    }

    /// All entities of a range of tokens, in order.
    pub fn entities(&self, tokens: Range<usize>) -> impl Iterator<Item = &Match> {
        tokens.filter_map(|token| self.entity_at(token))
    }
}

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
        Tag::Demonym(_) => 4,
        Tag::City(_) => 3,
        Tag::Month(_) | Tag::Weekday(_) => 2,
        Tag::Outlet(_) => 1,
        _ => 0,
    }
}
