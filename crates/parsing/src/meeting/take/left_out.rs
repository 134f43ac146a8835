//! Phrases that name no meeting, or none that can be told from others.

use rapporteur_model::vocabulary::MeetingKind;

use super::{
    super::{Finder, Phrase},
    Site,
};
use crate::{
    lexicon::Tag,
    text::{Case, TokenKind},
    word_class::WordClass,
};

/// The longest heading between the parts of a report, in tokens.
const MAX_HEADING: usize = 10;

impl Finder<'_> {
    /// Whether a phrase names no meeting, by its words and those beside it: a number that is only theirs, a heading, a body, a
    /// building.
    pub(super) fn names_no_meeting(&self, phrase: &Phrase, site: &Site) -> bool {
        // "the two leaders' second meeting": theirs, by a number of their own.
        let own_count = phrase.tokens.start > site.tokens.start
            && matches!(self.low(phrase.tokens.start - 1), "two" | "both")
            && phrase.organization.is_none();
        own_count
            || self.is_heading(phrase, site)
            || self.names_body(phrase)
            // "the Conference Centre"
            || self.is(phrase.noun.end, WordClass::Building)
    }

    /// "MEETING WITH THE COMMISSIONER", as a heading: what stands below tells of it.
    fn is_heading(&self, phrase: &Phrase, site: &Site) -> bool {
        let document = &self.analysis.document;
        let tokens = &site.tokens;
        phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && tokens.len() <= MAX_HEADING
            && !self.is(tokens.end - 1, WordClass::ClauseMark)
            && tokens
                .clone()
                .filter(|&at| document.tokens[at].kind == TokenKind::Word)
                .all(|at| document.tokens[at].case == Case::Upper || self.low(at).len() == 1)
    }

    /// "the highest forum of …": what a body is, and no gathering.
    fn names_body(&self, phrase: &Phrase) -> bool {
        // "the league's business forum in Harbour City"
        let placed = phrase.organization.is_some()
            && self.is(phrase.tokens.end, WordClass::Locative)
            && self
                .analysis
                .tagged
                .entity_at(phrase.tokens.end + 1)
                .is_some_and(|found| matches!(found.tag, Tag::City(_)));
        phrase.ordinal.is_none()
            && !placed
            && self.is(phrase.noun.start, WordClass::StandingForum)
            && !self.analysis.document.tokens[phrase.noun.start].is_capitalised()
    }

    /// Whether a phrase names several meetings at once, or what is kept only with those whom it names: "bilateral meetings",
    /// "a press conference".
    pub(super) fn is_left_out(&self, phrase: &Phrase, site: &Site) -> bool {
        if phrase.plural && phrase.ordinal.is_none() || phrase.kind == Some(MeetingKind::PressConference) {
            return true;
        }
        if phrase.ordinal.is_some() || phrase.with.len() < 2 {
            return false;
        }
        // "separate talks with A and B"
        let separate = phrase.tokens.clone().any(|token| self.low(token) == "separate");
        // "On the sidelines he held talks with A and B": with each of them.
        let named = |index: &usize| self.analysis.mentions[*index].person.is_some();
        separate
            || phrase.organization.is_none()
                && phrase.with.iter().all(named)
                && self.meets_one_by_one(
                    site.sentence,
                    &self.hosts_of(phrase, site.tokens.clone()),
                    &phrase.with,
                    site.tokens.clone(),
                )
    }
}
