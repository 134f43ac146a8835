//! Organizations, bodies, countries, groups, documents, pronouns.

use std::ops::Range;

use super::{Finder, Kind, Pronoun};
use crate::{
    lexicon::{Match, Tag, lexicon},
    text::{Case, TokenKind},
    word_class::WordClass,
};

impl Finder<'_> {
    /// The organization, body, country, group, document or pronoun that begins at a token, and its tokens.
    pub(super) fn other(&self, token: usize, end: usize) -> Option<(Range<usize>, Kind)> {
        if let Some(found) = self.pronoun(token) {
            return Some(found);
        }
        if let Some(found) = self.tagged.entity_at(token) {
            return self.named_entity(token, &found, end);
        }
        if self.is(token, WordClass::Determining) {
            return self.behind_determiner(token, end);
        }
        if let Some(group) = self.group(token, end) {
            return Some((token..group, Kind::Group));
        }
        if let Some(body) = self.body_end(token, end) {
            return Some((token..body, Kind::Body));
        }
        self.speaking_document(token).map(|next| (token..next, Kind::Document))
    }

    /// "he", "they", "it", "His Excellency".
    fn pronoun(&self, token: usize) -> Option<(Range<usize>, Kind)> {
        match self.low(token) {
            // "HE the Minister": a title.
            "he" if self.document.tokens[token].case == Case::Upper => {}
            "he" | "she" => return Some((token..token + 1, Kind::Pronoun(Pronoun::Singular))),
            "they" => return Some((token..token + 1, Kind::Pronoun(Pronoun::Plural))),
            "it" => return Some((token..token + 1, Kind::Pronoun(Pronoun::Neuter))),
            _ => {}
        }
        // "His Excellency stressed": he did.
        if self.is(token, WordClass::PossessivePronoun)
            && let Some(title) = self.tagged.find(token, |tag| tag == Tag::Honorific)
            && title.tokens.len() == 2
            && self.document.tokens.get(title.tokens.end).is_some_and(|next| {
                next.kind == TokenKind::Word && !next.is_capitalised() && self.low(title.tokens.end) != "the"
            })
        {
            return Some((title.tokens, Kind::Pronoun(Pronoun::Singular)));
        }
        None
    }

    /// What a name of the lexicon begins: "Norland", "Norland's Foreign Ministry", "the Norlandic side", "league members".
    fn named_entity(&self, token: usize, found: &Match, end: usize) -> Option<(Range<usize>, Kind)> {
        let next = found.tokens.end;
        match found.tag {
            Tag::Organization(index) => {
                // "SCO member states", "ASEAN foreign ministers" were offices; "SCO members" is a group.
                if let Some(group) = self.group(next, end) {
                    return Some((token..group, Kind::Group));
                }
                Some((token..next, Kind::Organization(index)))
            }
            Tag::Outlet(_) => Some((token..self.outlet_end(next), Kind::Body)),
            Tag::Country(code) | Tag::Demonym(code) => {
                let mut at = next;
                if self.document.tokens.get(at).is_some_and(|next| next.kind == TokenKind::Possessive) {
                    at += 1;
                }
                if let Some(outlet) =
                    self.tagged.entity_at(at).filter(|found| matches!(found.tag, Tag::Outlet(_)))
                {
                    return Some((token..self.outlet_end(outlet.tokens.end), Kind::Body));
                }
                if let Some(body) = self.body_end(at, end) {
                    return Some((token..body, Kind::Body));
                }
                if let Some(group) = self.group(at, end) {
                    return Some((token..group, Kind::Group));
                }
                if self.low(at) == "side" {
                    return Some((token..at + 1, Kind::Country(code)));
                }
                Some((token..next, Kind::Country(code)))
            }
            _ => None,
        }
    }

    /// "the two sides", "the participating ministers", "the joint statement": behind a determiner and a few adjectives.
    fn behind_determiner(&self, token: usize, end: usize) -> Option<(Range<usize>, Kind)> {
        for at in token + 1..token + 4 {
            if let Some(group) = self.group(at, end) {
                return Some((token..group, Kind::Group));
            }
            if let Some(next) = self.speaking_document(at) {
                return Some((token..next, Kind::Document));
            }
            if let Some(body) = self.body_end(at, end) {
                return Some((token..body, Kind::Body));
            }
            if !self.may_be_adjective(at, end) {
                return None;
            }
        }
        None
    }

    /// Whether a word may be an adjective: no entity, no small word, no other noun that the lexicon knows.
    fn may_be_adjective(&self, at: usize, end: usize) -> bool {
        at < end
            && self.document.tokens[at].kind == TokenKind::Word
            && self.tagged.entity_at(at).is_none()
            && (!lexicon().common_words.contains(self.low(at))
                || self.tagged.find(at, |_| true).is_none() && self.low(at).len() > 4)
            && !self.is(at, WordClass::NoAdjective)
            && self
                .tagged
                .find(at, |tag| matches!(tag, Tag::Meeting(_) | Tag::Cue(_) | Tag::Document(_)))
                .is_none()
    }

    /// "member states", "the participating ministers": where the name of a group ends that begins at a token.
    fn group(&self, token: usize, end: usize) -> Option<usize> {
        let skip = usize::from(self.is(token, WordClass::BeforeGroup));
        let found = self.tagged.find(token, |tag| tag == Tag::Group).or_else(|| {
            (skip > 0).then(|| self.tagged.find(token + skip, |tag| tag == Tag::Group)).flatten()
        })?;
        (found.tokens.end <= end).then_some(found.tokens.end)
    }

    /// Over "news agency" and the like behind an outlet's name.
    fn outlet_end(&self, token: usize) -> usize {
        let mut at = token;
        while self.is(at, WordClass::OutletNoun) {
            at += 1;
        }
        at
    }

    /// "Foreign Ministry", "Security Council": capitalised words of offices that end in the name of a body.
    fn body_end(&self, token: usize, end: usize) -> Option<usize> {
        let mut at = token;
        let mut last = self.tagged.find(token, |tag| tag == Tag::Body).map(|found| found.tokens.end);
        while at < end && at < token + 6 {
            let ends = self.is(at, WordClass::BodyEnd);
            if ends {
                last = Some(at + 1);
            }
            if !ends && !lexicon().office_words.contains(self.low(at)) {
                break;
            }
            at += 1;
        }
        // "… of Foreign Affairs of Russia"
        let mut last = last?;
        while self.low(last) == "of" {
            let inner = if self.low(last + 1) == "the" { last + 2 } else { last + 1 };
            let place = self
                .tagged
                .entity_at(inner)
                .filter(|found| matches!(found.tag, Tag::Country(_) | Tag::Demonym(_)));
            if let Some(found) = place {
                let behind = found.tokens.end;
                // "of the Belarusian Foreign Ministry", "of the Armenian president"
                let office = self
                    .tagged
                    .find(behind, |tag| matches!(tag, Tag::Office { .. }))
                    .map(|office| office.tokens.end);
                last = self.office_run(behind, end).or(office).unwrap_or(behind);
            } else if let Some(run) = self.office_run(inner, end) {
                last = run;
            } else {
                break;
            }
        }
        Some(last)
    }

    /// "the joint statement": where the name of a document ends that is said to say something.
    fn speaking_document(&self, token: usize) -> Option<usize> {
        let found = self.tagged.find(
            token,
            |tag| matches!(tag, Tag::Document(index) if lexicon().documents[index.index()].speaks),
        )?;
        Some(found.tokens.end)
    }
}
