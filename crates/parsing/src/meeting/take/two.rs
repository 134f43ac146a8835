//! Meetings of two sides whom the sentence or the ones before it name: "A and B before their meeting".

use rapporteur_model::vocabulary::MeetingKind;

use super::{
    super::{Finder, Phrase, draft::Draft},
    Known, Site,
};
use crate::{pos::Pos, word_class::WordClass};

/// The most words between "their" and a noun of meetings: "their two-hour official talks".
const MAX_MODIFIERS: usize = 4;

impl Finder<'_> {
    /// Those before a phrase whose meeting it may be: the subject, and where that is one or none, whom "their" or "the two
    /// leaders" means.
    pub(super) fn sides_of(&self, known: &Known<'_>) -> Vec<usize> {
        let (phrase, site) = (known.phrase, known.site);
        let tokens = &site.tokens;
        let sides = self.subject_mentions(tokens.start..phrase.tokens.start);
        let sides = if sides.len() < 2 && self.is_theirs(phrase, site) {
            let sides = self.pair_in(tokens.start..phrase.tokens.start, sides);
            let sides = if sides.len() < 2 { self.two_of(tokens.clone()).unwrap_or(sides) } else { sides };
            if sides.len() < 2 { self.with_partner(site.sentence, tokens.clone(), sides) } else { sides }
        } else {
            sides
        };
        // "The two leaders previously held a summit in Harbour City."
        if sides.len() < 2
            && phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && self.means_two(tokens.start..phrase.tokens.start)
            && self.has_holding_verb(tokens.start, phrase.noun.start)
        {
            self.two_told_of(site.sentence, tokens.start)
        } else {
            sides
        }
    }

    /// Whether a phrase is called "theirs": "A and B before their meeting", "at their two-hour talks".
    fn is_theirs(&self, phrase: &Phrase, site: &Site) -> bool {
        let modified = || {
            (site.tokens.start..phrase.tokens.start)
                .rev()
                .take(MAX_MODIFIERS)
                .find(|&at| !matches!(self.analysis.tags[at], Pos::Adjective | Pos::Noun | Pos::Number))
        };
        phrase.tokens.clone().any(|token| self.low(token) == "their")
            || modified().is_some_and(|at| self.low(at) == "their")
            || phrase.tokens.start > site.tokens.start + 1
                && self.is(phrase.tokens.start - 1, WordClass::OpeningQuote)
                && self.low(phrase.tokens.start - 2) == "their"
    }

    /// Whether a phrase may name a meeting of two sides who are told of before it, without an organization or a number of its
    /// own.
    pub(super) fn is_of_two(&self, known: &Known<'_>, draft: &Draft) -> bool {
        let (phrase, site) = (known.phrase, known.site);
        let unnamed = phrase.organization.is_none() && phrase.ordinal.is_none();
        // "A and B sought a way out during talks in Harbour City two weeks ago"
        let at_talks = || {
            self.is(phrase.noun.end - 1, WordClass::Talks)
                && !phrase.definite
                && phrase.with.is_empty()
                && (draft.city.is_some() || draft.date.is_some())
                && phrase.tokens.start > site.tokens.start
                && matches!(self.low(phrase.tokens.start - 1), "during" | "in" | "at")
        };
        // "A and B held a summit"
        let held_summit = || {
            phrase.kind == Some(MeetingKind::Summit)
                && !phrase.definite
                && self.has_holding_verb(site.tokens.start, phrase.noun.start)
        };
        matches!(phrase.kind, Some(MeetingKind::Bilateral | MeetingKind::GroupMeeting))
            || unnamed && (at_talks() || self.is_theirs(phrase, site) || held_summit())
    }

    /// "A and B began their talks": keeps it as the meeting of these sides.
    pub(super) fn keep_of_two(&mut self, known: &Known<'_>, mut draft: Draft, sides: Vec<usize>) {
        draft.hosts = sides;
        draft.kind = draft.kind.or(Some(MeetingKind::Bilateral));
        draft.by_participants = true;
        draft.title = self.title_with(&draft, &draft.title);
        self.add_by_participants(known.site.sentence, known.phrase.tokens.clone(), draft);
    }

    /// "X said that he agreed with Y, as the leaders held a meeting": of those two.
    pub(super) fn of_pair_that_held(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        if phrase.organization.is_some() || phrase.ordinal.is_some() || phrase.past {
            return Some(draft);
        }
        let pair = self.pair_that_held(site.tokens.start, phrase);
        if pair.len() != 2 {
            return Some(draft);
        }
        draft.hosts = pair[..1].to_vec();
        draft.others = pair[1..].to_vec();
        draft.kind = Some(MeetingKind::Bilateral);
        draft.by_participants = true;
        draft.title = self.verb_title(&draft.hosts, &draft.others);
        self.add_by_participants(site.sentence, phrase.tokens.clone(), draft);
        None
    }
}
