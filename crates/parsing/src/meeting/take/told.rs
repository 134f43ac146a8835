//! Phrases that by their form mean a meeting that was told of before, whatever they name.

use rapporteur_model::vocabulary::MeetingKind;

use super::{
    super::{Finder, Phrase},
    Site,
};
use crate::{mention::Kind, word_class::WordClass};

/// The most words between "it" and "the fifth meeting".
const MAX_COUNTED: usize = 3;

/// In how many sentences before "it is the fifth meeting" that meeting was told of.
const MAX_COUNTED_BACK: usize = 6;

impl Finder<'_> {
    /// "A will hold a meeting with B …. It will be the fifth meeting of theirs.": the one of the sentences before, which has its
    /// number now. Whether it is so.
    pub(super) fn counts_again(&mut self, phrase: &Phrase, site: &Site) -> bool {
        let tokens = &site.tokens;
        // "It is the first meeting of its kind" counts no meeting.
        let counts = phrase.ordinal.filter(|&number| number > 1).filter(|_| {
            let between = tokens.start + 1..phrase.tokens.start;
            self.is(tokens.start, WordClass::CountedAgain)
                && between.len() <= MAX_COUNTED
                && between.clone().any(|at| self.links(at))
                && between.clone().all(|at| self.links(at) || self.is(at, WordClass::BeforeVerb))
        });
        if let Some(ordinal) = counts
            && let Some(at) = (site.sentence.saturating_sub(MAX_COUNTED_BACK)..site.sentence)
                .rev()
                .find_map(|at| self.meetings.phrases_of(at).last())
                .map(|(_, _, at)| *at)
            && self.meetings.drafts[at].ordinal.is_none()
        {
            self.meetings.drafts[at].ordinal = Some(ordinal);
            self.meetings.phrases.push((site.sentence, phrase.tokens.clone(), at));
            return true;
        }
        false
    }

    /// "A tete-a-tete was followed by talks between the official delegations": of the two who met. Whether it is so.
    pub(super) fn is_of_delegations(&mut self, phrase: &Phrase, site: &Site) -> bool {
        let analysis = self.analysis;
        let of_delegations = phrase.between
            && matches!(phrase.with[..], [group] if analysis.mentions[group].kind == Kind::Group
                && self.low(analysis.mentions[group].tokens.end - 1) == "delegations");
        let two = self.meetings.drafts.iter().rposition(|draft| {
            of_delegations && draft.by_participants && draft.kind == Some(MeetingKind::Bilateral)
        });
        if let Some(at) = two {
            self.meetings.phrases.push((site.sentence, phrase.tokens.clone(), at));
        }
        two.is_some()
    }

    /// "The meeting, held in Harbour City, is the first international one since 2001": the same, which has its number now.
    /// Whether it is so.
    pub(super) fn is_said_of_subject(&mut self, phrase: &Phrase, site: &Site) -> bool {
        let subject = self.meetings.phrases_of(site.sentence).first().filter(|(_, subject, _)| {
            subject.start == site.tokens.start
                && subject.end <= phrase.tokens.start
                && self.low(subject.start) == "the"
        });
        let linked = subject.filter(|_| self.word_before(phrase, site, 1).is_some_and(|at| self.links(at)));
        let Some(&(_, _, at)) = linked else { return false };
        let told = &mut self.meetings.drafts[at];
        told.ordinal = told.ordinal.or(phrase.ordinal.filter(|&number| number > 1));
        self.meetings.phrases.push((site.sentence, phrase.tokens.clone(), at));
        true
    }

    /// The word so many places before a phrase and its article, in its sentence; the nearest is the first.
    pub(super) fn word_before(&self, phrase: &Phrase, site: &Site, back: usize) -> Option<usize> {
        let first = phrase.tokens.start;
        let article = usize::from(first > site.tokens.start && self.is(first - 1, WordClass::Article));
        first.checked_sub(article + back).filter(|&at| at >= site.tokens.start)
    }

    /// Whether one of these words stands so many places before a phrase and its article.
    pub(super) fn reads_before(&self, phrase: &Phrase, site: &Site, back: usize, words: &[&str]) -> bool {
        self.word_before(phrase, site, back).is_some_and(|at| words.contains(&self.low(at)))
    }

    /// Whether the verb at a token says what its subject is: "will be", "marked".
    fn links(&self, token: usize) -> bool {
        self.is(token, WordClass::ToBe) || matches!(self.low(token), "marks" | "marked")
    }
}
