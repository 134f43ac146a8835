//! The words of a person's name.

use std::ops::Range;

use super::Finder;
use crate::{
    lexicon::{Tag, lexicon},
    text::{Case, ParagraphRole, TokenKind},
    word_class::{WordClass, WordId},
};

/// The most particles in a row inside a name: "von der", "de la".
const MAX_PARTICLES: usize = 3;

/// The length of the shortest word that is taken for a participle before a surname, where both begin a sentence.
const MIN_PARTICIPLE: usize = 6;

/// Initials for one letter of another alphabet: "Kh. Zarin".
const INITIALS_OF_TWO: &[&str] = &["kh", "yu", "ya", "zh", "sh", "dzh"];

/// Names such as `al-Sudani`, written with a small article.
#[must_use]
pub fn has_article_prefix(low: &str) -> bool {
    ["al-", "el-", "as-", "ar-", "ad-", "an-", "at-", "az-", "ash-", "ul-"]
        .iter()
        .any(|prefix| low.starts_with(prefix))
}

impl Finder<'_> {
    /// The person's name that begins at a token. `sure` tells that a title or an office stands before it, so that one
    /// word may be enough.
    pub(super) fn name(&self, token: usize, end: usize, sure: bool) -> Option<Range<usize>> {
        // A given name that is also a city or a month, behind an office and before a surname.
        let shared =
            sure && self.tagged.entity_at(token).is_some_and(|found| {
                matches!(found.tag, Tag::City(_) | Tag::Month(_)) && found.tokens.len() == 1
            }) && token + 1 < end
                && self.is_name_word(token + 1, true);
        if token >= end || !(shared || self.is_name_word(token, true)) {
            return None;
        }
        // "Calling Lee a friend, Cho …": a participle at the start of a sentence.
        let opens = token + 1 < end
            && self.low(token).len() >= MIN_PARTICIPLE
            && self.low(token).ends_with("ing")
            && self.document.sentences[self.document.sentence_of(token)].tokens.start == token
            && self.is_name_word(token + 1, true)
            && !(token + 2 < end && self.is_name_word(token + 2, false));
        if opens {
            return None;
        }
        let mut at = token + 1;
        let mut words = 1;
        while at < end && words < 9 {
            // A mark or a possessive between them ends the name; initials carry their own points.
            if self.is_name_word(at, false) {
                at += 1;
                words += 1;
            } else if self.is_nickname(at, end) {
                at += 4;
                words += 2;
            } else if sure && self.is_homonym(at, end, words) {
                at += 1;
                words += 1;
            } else {
                // "von der", "de la": one or more, before a word of the name.
                let particles = (at..end.min(at + MAX_PARTICLES))
                    .take_while(|&at| {
                        lexicon().name_particles.contains(self.low(at))
                            && self.document.tokens[at].kind == TokenKind::Word
                    })
                    .count();
                let next = at + particles;
                let goes_on = particles > 0
                    && next < end
                    && self.document.tokens[next].is_capitalised()
                    && self.is_name_word(next, false);
                if !goes_on {
                    break;
                }
                at = next + 1;
                words += 1;
            }
        }
        // "Spokesperson Announces:", in a headline: the verb.
        let paragraph = self.document.sentences[self.document.sentence_of(token)].paragraph;
        let announces = words == 1
            && self.document.paragraphs[paragraph].role != ParagraphRole::Body
            && self.document.is_mark(at, ":")
            && self.tagged.is_cue(token);
        if announces {
            return None;
        }
        let only_initials = (token..at).all(|word| self.document.str(word).ends_with('.'));
        (!only_initials && (words >= 2 || sure))
            .then_some(token..at)
            .or_else(|| (words == 1 && !only_initials && !sure).then_some(token..at))
    }

    /// Whether a word can be part of a person's name.
    fn is_name_word(&self, token: usize, first: bool) -> bool {
        let at = self.document.tokens[token];
        let low = self.low(token);
        if at.kind != TokenKind::Word || !at.is_capitalised() {
            return !first && has_article_prefix(low);
        }
        // What is left of an address on the web.
        if low.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        if self.document.str(token).ends_with('.') {
            // Initials are names; "Mr." and "Gen." are not.
            let letters = low.split('.').all(|part| part.len() <= 1);
            // "A.C.S. Hameed"
            let is_known = || self.tagged.entity(token).is_some();
            return letters && (low.len() <= 4 || low.len() <= 6 && !is_known())
                || INITIALS_OF_TWO.iter().any(|initial| low.strip_suffix('.') == Some(initial));
        }
        if let Some(entity) = self.tagged.entity(token) {
            // "Theresa May": a month's name behind a given name and before no number.
            let is_surname = !first
                && matches!(entity.tag, Tag::Month(_))
                && self.document.tokens.get(token + 1).is_none_or(|next| next.kind != TokenKind::Number);
            // A word that is also a city or an outlet may stand inside a name.
            let inside = !first && entity.tokens.len() == 1 && matches!(entity.tag, Tag::Outlet(_));
            // "Lan Thu Huong": a given name that also abbreviates a weekday.
            let is_given = !first
                && matches!(entity.tag, Tag::Weekday(_))
                && low.len() <= 4
                && self.document.tokens.get(token + 1).is_some_and(|next| next.case == Case::Title);
            return is_surname || inside || is_given;
        }
        let words = lexicon();
        let is_known = words.common_words.contains(low)
            || words.office_words.contains(low)
            || self.is(token, WordClass::BodyEnd)
            || low.strip_suffix('s').is_some_and(|one| WordId::of(one).is(WordClass::BodyEnd))
            || self
                .tagged
                .find(token, |tag| {
                    matches!(tag, Tag::Office { .. } | Tag::Meeting(_) | Tag::Group | Tag::Document(_))
                })
                .is_some();
        // "Tran Hoai An": an article with a capital letter in running text is none.
        let is_last = || {
            at.case == Case::Title
                && low == "an"
                && self.document.tokens.get(token + 1).is_none_or(|next| !next.is_capitalised())
        };
        if is_known {
            return !first && is_last();
        }
        if at.case == Case::Upper {
            // Acronyms are no names; surnames in capitals stand beside other names.
            let beside = |other: usize| {
                self.document.tokens.get(other).is_some_and(|token| token.case == Case::Title)
                    && other < self.document.tokens.len()
            };
            return low.len() != 3 && (beside(token + 1) || (!first && beside(token.saturating_sub(1))));
        }
        !low.split('-').any(|part| words.office_words.contains(part) && part.len() > 4)
    }

    /// “Joe” of "Joseph “Joe” Banda": between marks, before a word of the name.
    fn is_nickname(&self, token: usize, end: usize) -> bool {
        token + 3 < end
            && self.is(token, WordClass::OpeningQuote)
            && (self.is(token + 2, WordClass::ClosingQuote) || self.is(token + 2, WordClass::OpeningQuote))
            && self.document.tokens[token + 1].case == Case::Title
            && self.is_name_word(token + 1, false)
            && self.is_name_word(token + 3, false)
    }

    /// Behind an office and a first name, what is otherwise a city, a body, an office or a common word, and initials: "President
    /// Joao Lima", "Minister Abdel Fatah Okello", "Minister Hassan Amir Okello", "Secretary Amara Stone".
    fn is_homonym(&self, token: usize, end: usize, words: usize) -> bool {
        if self.document.tokens[token].case != Case::Title {
            return false;
        }
        let goes_on = token + 1 < end && self.is_name_word(token + 1, false);
        let next_is_name =
            self.document.tokens.get(token + 1).is_some_and(|next| token + 1 < end && next.is_capitalised());
        match self.tagged.entity_at(token).filter(|found| found.tokens.len() == 1).map(|found| found.tag) {
            Some(Tag::City(_)) => words == 1 && !next_is_name,
            Some(Tag::Organization(_)) => goes_on,
            Some(_) => false,
            // "Minister Amara A Banda"
            None if goes_on && self.low(token).len() == 1 => true,
            None if goes_on => self.is(token, WordClass::AlsoName),
            // "Secretary Amara Stone said": a common word as a surname, in running text.
            None => {
                let paragraph = self.document.sentences[self.document.sentence_of(token)].paragraph;
                words == 1
                    && !next_is_name
                    && self.document.paragraphs[paragraph].role == ParagraphRole::Body
                    && (lexicon().common_words.contains(self.low(token))
                        && !lexicon().office_words.contains(self.low(token))
                        // "Secretary Amara Tax said"
                        || self.speaks(token + 1))
                    && self.tagged.find(token, |tag| !matches!(tag, Tag::Cue(_))).is_none()
            }
        }
    }
}
