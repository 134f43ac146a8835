//! Verbs of saying that the lexicon knows: whether one tells of words here, and who is its subject.

use std::ops::Range;

use super::super::{Event, Finder, Voice, form::Form};
use crate::{
    lexicon::{CueClass, Tag},
    mention::Kind,
    pos::Pos,
    text::TokenKind,
    word_class::WordClass,
};

/// The most tokens from "expressed" to what is expressed: "his deep and sincere hope".
const MAX_ATTITUDE: usize = 5;

/// A verb of saying, where it stands.
#[derive(Debug)]
pub(super) struct Saying<'sentence> {
    /// The verb.
    pub(super) token: usize,
    /// All its words: "pointed out".
    pub(super) cue: Range<usize>,
    pub(super) class: CueClass,
    pub(super) form: Form,
    /// The sentence.
    pub(super) tokens: Range<usize>,
    /// The cues before it in the sentence.
    pub(super) before: &'sentence [Event],
}

impl Saying<'_> {
    /// Whether words of the sentence stand before it.
    pub(super) fn is_inside(&self) -> bool {
        self.token > self.tokens.start
    }

    /// The cue with a subject before it.
    pub(super) fn event(&self, voice: Voice, tag: Range<usize>, rule: &'static str) -> Event {
        let (cue, class) = (self.cue.clone(), self.class);
        Event { cue, class, voice, tag, participle: false, inverted: false, rule }
    }

    /// The cue with a subject that stands behind it and ends the tag.
    pub(super) fn inverted(&self, voice: Voice, end: usize, rule: &'static str) -> Event {
        Event { inverted: true, ..self.event(voice, self.token..end, rule) }
    }

    /// The cue as a participle, with whom it belongs to.
    pub(super) fn participle(&self, voice: Voice, start: usize, rule: &'static str) -> Event {
        Event { participle: true, ..self.event(voice, start..self.cue.end, rule) }
    }
}

impl Finder<'_> {
    /// The verb of saying at a token with its subject: behind it, before it by the rules, or as the model tells.
    pub(super) fn cue_at(&self, token: usize, tokens: Range<usize>, before: &[Event]) -> Option<Event> {
        let saying = self.saying_at(token, tokens, before)?;
        if self.tells_no_words(&saying) || self.is_noun(&saying) || self.points_back(&saying) {
            return None;
        }
        if let Some(event) = self.name_behind(&saying).or_else(|| self.speaking_phrase_behind(&saying)) {
            return Some(event);
        }
        if saying.form == Form::Participle {
            return match self.progressive(token, saying.tokens.start) {
                Some(auxiliary) => self.of_progressive(&saying, auxiliary),
                None => self.of_participle(&saying),
            };
        }
        if self.is_passive(token, saying.tokens.start) {
            return None;
        }
        self.of_rules(&saying).or_else(|| self.of_model(&saying))
    }

    /// The verb of saying that begins at a token.
    fn saying_at<'sentence>(
        &self,
        token: usize,
        tokens: Range<usize>,
        before: &'sentence [Event],
    ) -> Option<Saying<'sentence>> {
        let found = self.analysis.tagged.find(token, |tag| matches!(tag, Tag::Cue(_)))?;
        let Tag::Cue(class) = found.tag else { return None };
        let cue = found.tokens;
        let (cue, class) = self.attitude(cue.clone(), class, tokens.end).unwrap_or((cue, class));
        Some(Saying { token, cue, class, form: Form::of(self.low(token)), tokens, before })
    }

    /// "expressed his deep concern that …": what is hoped or feared is told as words are.
    fn attitude(&self, cue: Range<usize>, class: CueClass, end: usize) -> Option<(Range<usize>, CueClass)> {
        if class != CueClass::Voice {
            return None;
        }
        let noun = (cue.end..end.min(cue.end + MAX_ATTITUDE)).find(|&at| self.is(at, WordClass::Attitude))?;
        let modifies = |at: usize| {
            self.is(at, WordClass::Article)
                || matches!(self.analysis.tags[at], Pos::Possessive | Pos::Adjective | Pos::Determiner)
                || self.is(at, WordClass::PossessivePronoun)
        };
        let is_told = self.low(noun + 1) == "that" && (cue.end..noun).all(modifies);
        is_told.then_some((cue.start..noun + 1, CueClass::Say))
    }

    /// Whether a verb tells of no words of its own: it is denied, goes on with a journey, is part of a name, is what a book was
    /// written by.
    fn tells_no_words(&self, saying: &Saying<'_>) -> bool {
        let analysis = self.analysis;
        let (token, tokens, cue) = (saying.token, &saying.tokens, &saying.cue);
        // "Norland could not agree with the union": nothing that was said.
        let denied =
            (token.saturating_sub(2).max(tokens.start)..token).any(|at| self.is(at, WordClass::Denial));
        if saying.class == CueClass::Agree && denied {
            return true;
        }
        // "…, he continued, …": no journey that goes on.
        let goes_on = self.is(token, WordClass::Continuing);
        if goes_on && self.low(cue.end) != "," && !self.is(cue.end, WordClass::ClauseMark) {
            return true;
        }
        if cue.end > tokens.end
            || analysis.mention_at(token).is_some()
            || analysis.document.tokens[token].is_capitalised() && token != tokens.start
        {
            return true;
        }
        // "a book written by Lee": a participle without its auxiliary.
        let made_by = analysis.tags[token] == Pos::PastParticiple
            && self.low(cue.end) == "by"
            && !(saying.is_inside() && self.is(token - 1, WordClass::Auxiliary));
        made_by || self.is_read_by_others(token, tokens)
    }

    /// "the declaration reads": documents alone say by being read. Whether something else reads here.
    fn is_read_by_others(&self, token: usize, tokens: &Range<usize>) -> bool {
        let by_document = |at: Range<usize>| {
            self.analysis.mentions_in(at).any(|(_, mention)| mention.kind == Kind::Document)
        };
        let by_it = token > tokens.start && self.low(token - 1) == "it";
        let ahead = token.saturating_sub(3).max(tokens.start)..token;
        self.is(token, WordClass::Reading)
            && !by_it
            && !by_document(ahead)
            && !by_document(token + 1..tokens.end.min(token + 4))
    }

    /// Whether a word is a noun here: "In remarks after the talks, …", "the minister's claim that …".
    fn is_noun(&self, saying: &Saying<'_>) -> bool {
        let analysis = self.analysis;
        let token = saying.token;
        if !saying.is_inside() {
            return false;
        }
        let before = token - 1;
        let owned =
            saying.form == Form::Base && analysis.document.tokens[before].kind == TokenKind::Possessive;
        // "raised cautious hopes for", "in his opening remarks"
        let modified = analysis.tags[token].is_noun()
            && (analysis.tags[before] == Pos::Adjective
                || self.is(before, WordClass::PossessivePronoun)
                || self.low(before) == "opening");
        owned
            || modified
            || matches!(self.low(before), "of" | "in" | "joint")
            || self.is(before, WordClass::OpensPhrase)
    }

    /// Whether a verb tells of what was told elsewhere: "As reported, X also came."
    fn points_back(&self, saying: &Saying<'_>) -> bool {
        let behind = saying.cue.end;
        let as_told = saying.is_inside()
            && self.low(saying.token - 1) == "as"
            && saying.form == Form::Finite
            && self.low(behind) == ",";
        // "X said it while speaking at the forum": what the sentence before told.
        let it = saying.class == CueClass::Say
            && self.low(behind) == "it"
            && (matches!(self.analysis.tags.get(behind + 1), Some(Pos::Gerund | Pos::Subordinator))
                || matches!(self.low(behind + 1), "while" | "at" | "during" | "when"));
        as_told || it
    }

    /// The subject before a verb, by the rules.
    fn of_rules(&self, saying: &Saying<'_>) -> Option<Event> {
        let (voice, start) = self.subject(saying.token, saying.tokens.clone(), saying.before, saying.form)?;
        Some(saying.event(voice, start..saying.cue.end, "nearest mention before the cue"))
    }

    /// The subject of a verb as the model tells it, where the verb has a tense.
    fn of_model(&self, saying: &Saying<'_>) -> Option<Event> {
        let token = saying.token;
        let has_tense = saying.form == Form::Finite
            || self.analysis.tags[token] == Pos::Present
            || saying.is_inside()
                && self.low(token - 1) == "to"
                && matches!(self.low(token.saturating_sub(2)), "used" | "on");
        // "…, something Norland denies": what was told is what is denied.
        let (voice, subject) = self
            .subject_by_model(token)
            .filter(|(_, subject)| has_tense && self.low(subject.start) != "something")?;
        let inverted = subject.start > token;
        let shares = !inverted && saying.before.last().is_some_and(|last| subject.start < last.cue.start);
        let start =
            if shares { self.verb_start(token, saying.tokens.start) } else { subject.start.min(token) };
        let tag = start..if inverted { subject.end } else { saying.cue.end };
        Some(Event { inverted, ..saying.event(voice, tag, "subject of the cue (model)") })
    }
}
