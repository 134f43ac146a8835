//! Words that tell of a change of membership, and where the countries stand whose it is.

use std::ops::Range;

use rapporteur_model::vocabulary::MembershipChange;

use crate::{analysis::Analysis, lexicon::Tag, word_class::WordClass};

/// How far before "to include" it is looked for that a body was expanded, in tokens.
const MAX_EXPANDED: usize = 32;

/// How far before a verb of joining "became the latest" is looked for, in tokens.
const MAX_LATEST: usize = 10;

/// How far behind a verb its object begins that is a body, in tokens: "joined the wider group".
const MAX_TO_OBJECT: usize = 5;

/// How far before a verb of joining the wish to is told, in tokens.
const MAX_WISH: usize = 6;

/// How far before a verb of becoming the wish to is told, in tokens.
const MAX_WISH_TO_BECOME: usize = 4;

/// How far before "to join" the process of joining is named, in tokens.
const MAX_ACCESSION: usize = 8;

/// How far behind "the accession of" the countries stand, in tokens.
const MAX_OF_COUNTRIES: usize = 16;

/// What changed, and where those stand whose membership it is.
type Change = (MembershipChange, Range<usize>);

/// The change that a word tells of.
pub(super) fn change_at(analysis: &Analysis, token: usize, tokens: Range<usize>) -> Option<Change> {
    let word = Word { analysis, token, tokens };
    if word.is(WordClass::JoiningBody) {
        return word.joins();
    }
    if word.is(WordClass::Becoming) {
        return word.becomes();
    }
    if let Some(change) = word.names_accession().or_else(|| word.includes()) {
        return Some(change);
    }
    if word.is(WordClass::Admitting) {
        return word.admits();
    }
    if word.is(WordClass::Leaving) {
        return word.has_body_as_object().then(|| (MembershipChange::Left, word.subject()));
    }
    if word.is(WordClass::Granting) {
        return word.grants();
    }
    word.accedes()
}

/// A word of a sentence, which may tell of a change.
struct Word<'analysis> {
    analysis: &'analysis Analysis,
    token: usize,
    /// The sentence.
    tokens: Range<usize>,
}

impl Word<'_> {
    /// Whether the word belongs to a class.
    fn is(&self, class: WordClass) -> bool {
        self.analysis.is(self.token, class)
    }

    /// A word of the text in small letters.
    fn low(&self, at: usize) -> &str {
        self.analysis.document.low(at)
    }

    /// The word before, in small letters; the word itself at the beginning of the text.
    fn low_before(&self) -> &str {
        self.low(self.token.saturating_sub(1))
    }

    /// What stands before the word in its sentence.
    fn before(&self) -> Range<usize> {
        self.tokens.start..self.token
    }

    /// What stands behind the word in its sentence.
    fn behind(&self) -> Range<usize> {
        self.token + 1..self.tokens.end
    }

    /// The last so many tokens of the sentence before the word.
    fn last(&self, words: usize) -> Range<usize> {
        self.token.saturating_sub(words).max(self.tokens.start)..self.token
    }

    /// The next so many tokens of the sentence, from the word on.
    fn next(&self, words: usize) -> Range<usize> {
        self.token..self.tokens.end.min(self.token + words)
    }

    /// Whether a word of a class stands in a range.
    fn any(&self, at: Range<usize>, class: WordClass) -> bool {
        at.into_iter().any(|at| self.analysis.is(at, class))
    }

    /// Whether the name of an organization begins at a token.
    fn is_organization(&self, at: usize) -> bool {
        self.analysis.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::Organization(_)))
    }

    /// Whether what is joined or left is an organization: "joined the bloc", not "joined the talks".
    fn has_body_as_object(&self) -> bool {
        let from = self.token + 1;
        (from..self.tokens.end.min(from + MAX_TO_OBJECT)).any(|at| {
            self.is_organization(at)
                || self.analysis.is(at, WordClass::BodyNoun)
                || self.low(at) == "group"
                || (self.low(at) == "full" || self.low(at) == "new") && self.low(at + 1).starts_with("member")
        })
    }

    /// The standing below that of a member that a range names: "observer status", "dialogue partner".
    fn standing(&self, words: Range<usize>) -> Option<MembershipChange> {
        let has = |stem: &str| words.clone().any(|at| self.low(at).starts_with(stem));
        if has("observer") {
            Some(MembershipChange::Observer)
        } else if has("partner") {
            Some(MembershipChange::Partner)
        } else {
            None
        }
    }

    /// Where the subject of the word stands.
    fn subject(&self) -> Range<usize> {
        let before = self.before();
        // "A became the latest state to join": the subject of the verb that tells of it.
        let latest =
            before.clone().rev().take(MAX_LATEST).find(|&at| self.analysis.is(at, WordClass::Becoming));
        let end = latest.filter(|_| self.low(self.token - 1) == "to").unwrap_or(before.end);
        let before = before.start..end;
        let subject = before_apposition(self.analysis, before.clone()).unwrap_or(before);
        near(document_clause(self.analysis, subject))
    }

    /// "A joined the league", "A wants to join", "joined the league as a partner country".
    fn joins(&self) -> Option<Change> {
        if !self.has_body_as_object() || matches!(self.low(self.token + 1), "hands" | "forces" | "by") {
            return None;
        }
        let wants = self.any(self.last(MAX_WISH), WordClass::Wishing)
            // "a report on the process of Norland to join the league"
            || self.low_before() == "to" && self.any(self.last(MAX_ACCESSION), WordClass::Accession);
        let as_what = self.next(10).find_map(|at| match self.low(at) {
            "partner" | "partners" => Some(MembershipChange::Partner),
            "observer" | "observers" => Some(MembershipChange::Observer),
            _ => None,
        });
        let joined = as_what.unwrap_or(MembershipChange::Joined);
        Some((if wants { MembershipChange::Applied } else { joined }, self.subject()))
    }

    /// "A, B and C became full members", "A has become an observer".
    fn becomes(&self) -> Option<Change> {
        if !is_member_phrase(self.analysis, self.token + 1) {
            return None;
        }
        if self.any(self.last(MAX_WISH_TO_BECOME), WordClass::Wishing) {
            return Some((MembershipChange::Applied, self.subject()));
        }
        let change = self.standing(self.token..self.token + 6).unwrap_or(MembershipChange::Joined);
        let before = self.before();
        let subject = before_apposition(self.analysis, before.clone()).unwrap_or(before);
        Some((change, listed(self.analysis, document_clause(self.analysis, subject))))
    }

    /// "the accession of A and B"; not "a report on the admission of A", by which nothing is done.
    fn names_accession(&self) -> Option<Change> {
        let token = self.token;
        let article = usize::from(self.analysis.is(token.saturating_sub(1), WordClass::Article));
        let governor = token.saturating_sub(1 + article);
        let only_told = governor >= self.tokens.start
            && matches!(self.low(governor), "on" | "about" | "for" | "regarding");
        if !self.is(WordClass::MembershipNoun) || self.low(token + 1) != "of" || only_told {
            return None;
        }
        let observer = (token.saturating_sub(3)..token).any(|at| self.low(at) == "observer");
        let change = if observer { MembershipChange::Observer } else { MembershipChange::Joined };
        let behind = self.behind();
        Some((change, behind.start..behind.end.min(token + MAX_OF_COUNTRIES)))
    }

    /// "They have expanded the league, a club founded in 2001, to include A and B.", "The alliance has expanded to embrace A and
    /// B", "expanding the league, which now includes A and B".
    fn includes(&self) -> Option<Change> {
        let wide = self.last(MAX_EXPANDED);
        let so_far = self.is(WordClass::Comprising) && self.low_before() == "to"
            || self.low(self.token) == "includes" && self.low_before() == "now";
        let includes = so_far
            && self.any(wide.clone(), WordClass::Expanding)
            && (wide.into_iter().any(|at| self.is_organization(at))
                || self.any(self.before(), WordClass::BodyNoun));
        if !includes {
            return None;
        }
        let behind = self.behind();
        let end =
            behind.clone().find(|&at| self.analysis.is(at, WordClass::OpensPhrase)).unwrap_or(behind.end);
        Some((MembershipChange::Joined, behind.start..end))
    }

    /// "admitted A as a full member", "A was welcomed as the fifth member", "its expansion to welcome A and B".
    fn admits(&self) -> Option<Change> {
        let expands = self.low_before() == "to" && self.any(self.last(MAX_LATEST), WordClass::Expanding);
        if expands {
            return Some((MembershipChange::Joined, self.behind()));
        }
        let as_member = self.next(20).any(|at| {
            self.low(at).starts_with("member")
                && (self.analysis.is(at - 1, WordClass::NewMember)
                    || (at.saturating_sub(3)..at).any(|at| self.low(at) == "as"))
        });
        let passive = self.analysis.is(self.token.saturating_sub(1), WordClass::ToBe);
        let countries = if passive { near(self.before()) } else { self.behind() };
        as_member.then_some((MembershipChange::Joined, countries))
    }

    /// "A was granted observer status", "granted membership to A".
    fn grants(&self) -> Option<Change> {
        if self.next(10).any(|at| self.low(at) == "status") {
            return Some((self.standing(self.next(10))?, self.tokens.clone()));
        }
        let is_membership = self.next(5).any(|at| self.low(at) == "membership")
            && !self.next(5).any(|at| self.low(at) == "observer");
        is_membership.then(|| (MembershipChange::Joined, self.subject()))
    }

    /// "A acceded to the league", "A applied for membership".
    fn accedes(&self) -> Option<Change> {
        match (self.low(self.token), self.low(self.token + 1)) {
            ("acceded", "to") => Some((MembershipChange::Joined, self.subject())),
            ("applied", "for" | "to") if self.any(self.next(8), WordClass::Standing) => {
                Some((MembershipChange::Applied, self.subject()))
            }
            _ => None,
        }
    }
}

/// Whether a few words behind a token tell of a standing: "a full member", "an observer".
fn is_member_phrase(analysis: &Analysis, token: usize) -> bool {
    (token..token + 8).any(|at| {
        let low = analysis.document.low(at);
        low.starts_with("member")
            || low.starts_with("observer")
            || (low.starts_with("partner")
                && low != "partnership"
                && !analysis.is(at - 1, WordClass::PartnerSort))
    })
}

/// What stands before an apposition at the end of a range: "A, an ally of B that helped C," of "A, …, became a member".
fn before_apposition(analysis: &Analysis, tokens: Range<usize>) -> Option<Range<usize>> {
    let low = |at: usize| analysis.document.low(at);
    let last = tokens.clone().rev().find(|&at| !analysis.is(at, WordClass::Auxiliary))?;
    if low(last) != "," {
        return None;
    }
    let opening = (tokens.start + 1..last).find(|&at| {
        low(at) == ","
            && (analysis.is(at + 1, WordClass::Article) || analysis.is(at + 1, WordClass::Relative))
            && analysis.tagged.entity_at(at - 1).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
    })?;
    Some(tokens.start..opening)
}

/// The clause that ends with a range: behind its last "that", semicolon or "after".
fn document_clause(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let start = tokens
        .clone()
        .rev()
        .find(|&at| analysis.is(at, WordClass::OpensClause))
        .map_or(tokens.start, |at| at + 1);
    start..tokens.end
}

/// No more than the last words of a range: the subject stands near its verb.
fn near(tokens: Range<usize>) -> Range<usize> {
    tokens.start.max(tokens.end.saturating_sub(14))..tokens.end
}

/// The countries of a list may stand far before the verb: "A, B, C, D, E, F, G and H have … become partners".
fn listed(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let near = near(tokens.clone());
    let mut start = near.start;
    // On to the left while countries, commas and "and" go on.
    while start > tokens.start {
        let before = start - 1;
        let is_country =
            analysis.tagged.entity(before).is_some_and(|found| matches!(found.tag, Tag::Country(_)));
        if !is_country && !analysis.is(before, WordClass::Joining) && analysis.document.low(before) != "the" {
            break;
        }
        start = before;
    }
    start..near.end
}
