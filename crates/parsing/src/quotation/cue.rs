//! Cues: verbs of saying in a sentence, each with its subject.
//!
//! # Layout
//! - `according`: speakers that no verb names: "according to X", "in X's view".
//! - `behind`: subjects behind the verb: "said X"; `participle`: those of "saying" and "is saying".
//! - `subject`: subjects before the verb, by rules; `apposition`: over what tells more of them; `model`: by the learned weights.
//! - `verb`: auxiliaries, and the passive.
//! - `beside_marks`: verbs that the lexicon does not know as those of saying; `noun`: nouns of saying.

mod according;
mod apposition;
mod behind;
mod beside_marks;
mod model;
mod noun;
mod participle;
mod subject;
mod verb;

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{Event, Finder, SHARED, Voice, form::Form};
use crate::{
    lexicon::{CueClass, Tag},
    mention::Kind,
    pos::Pos,
    text::TokenKind,
    word_class::WordClass,
};

/// How far before "as saying" the word "quoted" may stand: "was quoted by the agency as saying", in tokens.
const MAX_QUOTED_BY: usize = 9;

/// The most tokens from "expressed" to what is expressed: "his deep and sincere hope".
const MAX_ATTITUDE: usize = 5;

impl Finder<'_> {
    /// The cues of a sentence that have a speaker, in order.
    pub(super) fn events(&self, tokens: Range<usize>) -> Vec<Event> {
        let analysis = self.analysis;
        let mut events: Vec<Event> = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            let event = if analysis.quoted[token] && self.in_speech(token) {
                None
            } else if self.low(token) == "according" && self.low(token + 1) == "to" {
                self.according_to(token, 2, tokens.clone())
            } else if token == tokens.start && self.low(token) == "in" && self.low(token + 2) == "words" {
                // "In his words, the lake is clean."
                self.in_own_words(token, tokens.clone())
            } else if let Some(event) = self.in_view_of(token, tokens.clone()) {
                Some(event)
            } else {
                self.cue_at(token, tokens.clone(), &events)
                    .or_else(|| self.verb_beside_marks(token, tokens.clone()))
                    .or_else(|| self.noun_of_saying(token, tokens.clone()))
            };
            match event {
                Some(event) => {
                    token = event.cue.end.max(if event.inverted { event.tag.end } else { 0 });
                    events.push(event);
                }
                None => token += 1,
            }
        }
        self.keep_final_tag(&mut events, tokens);
        events
    }

    /// "The invitation reflects its standing, the envoy said": what a tag at the end attributes holds no cues of its own,
    /// unless a person speaks in it and the tag names who reported that.
    fn keep_final_tag(&self, events: &mut Vec<Event>, tokens: Range<usize>) {
        let Some(last) = events.last().cloned() else { return };
        let is_final = self.closes(&last, tokens.start)
            && !last.participle
            && matches!(last.class, CueClass::Say)
            && self.is_adverbial_tail(last.tag.end.max(last.cue.end)..tokens.end);
        let is_person = |kind: SpeakerKind| {
            matches!(kind, SpeakerKind::Person | SpeakerKind::Office | SpeakerKind::Collective)
        };
        if is_final && is_person(last.voice.kind) {
            events.retain(|event| {
                event.cue == last.cue
                    || (event.voice.name == last.voice.name
                        && event.class == CueClass::Say
                        && !event.participle)
            });
        }
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

    fn cue_at(&self, token: usize, tokens: Range<usize>, before: &[Event]) -> Option<Event> {
        let analysis = self.analysis;
        let found = analysis.tagged.find(token, |tag| matches!(tag, Tag::Cue(_)))?;
        let Tag::Cue(class) = found.tag else { return None };
        let cue = found.tokens.clone();
        let (cue, class) = self.attitude(cue.clone(), class, tokens.end).unwrap_or((cue, class));
        // "Norland could not agree with the union": nothing that was said.
        let denied =
            (token.saturating_sub(2).max(tokens.start)..token).any(|at| self.is(at, WordClass::Denial));
        if class == CueClass::Agree && denied {
            return None;
        }
        // "…, he continued, …": no journey that goes on.
        let goes_on = self.is(token, WordClass::Continuing);
        if goes_on && self.low(cue.end) != "," && !self.is(cue.end, WordClass::ClauseMark) {
            return None;
        }
        if cue.end > tokens.end
            || analysis.mention_at(token).is_some()
            || analysis.document.tokens[token].is_capitalised() && token != tokens.start
        {
            return None;
        }
        // "the declaration reads": documents alone say by being read.
        let by_document =
            |at: Range<usize>| analysis.mentions_in(at).any(|(_, mention)| mention.kind == Kind::Document);
        let by_it = token > tokens.start && self.low(token - 1) == "it";
        let is_read = self.is(token, WordClass::Reading);
        let ahead = token.saturating_sub(3).max(tokens.start)..token;
        if is_read && !by_it && !by_document(ahead) && !by_document(token + 1..tokens.end.min(token + 4)) {
            return None;
        }
        // "a book written by Lee": a participle without its auxiliary.
        if analysis.tags[token] == Pos::PastParticiple
            && self.low(cue.end) == "by"
            && !(token > tokens.start && self.is(token - 1, WordClass::Auxiliary))
        {
            return None;
        }
        let low = self.low(token).to_owned();
        let verb_end = low.as_str();
        let form = Form::of(verb_end);
        let previous = if token == tokens.start { "" } else { self.low(token - 1) };
        // "In remarks after the talks, …", "the minister's claim that …": a noun.
        let owned = token > tokens.start
            && form == Form::Base
            && analysis.document.tokens[token - 1].kind == TokenKind::Possessive;
        // "raised cautious hopes for", "in his opening remarks"
        let modified = token > tokens.start
            && analysis.tags[token].is_noun()
            && (analysis.tags[token - 1] == Pos::Adjective
                || self.is(token - 1, WordClass::PossessivePronoun)
                || self.low(token - 1) == "opening");
        // "As reported, X also came."
        let as_told = previous == "as" && form == Form::Finite && self.low(cue.end) == ",";
        // "X said it while speaking at the forum": what the sentence before told.
        let back = class == CueClass::Say
            && self.low(cue.end) == "it"
            && (matches!(analysis.tags.get(cue.end + 1), Some(Pos::Gerund | Pos::Subordinator))
                || matches!(self.low(cue.end + 1), "while" | "at" | "during" | "when"));
        if owned
            || modified
            || as_told
            || back
            || matches!(previous, "of" | "in" | "joint")
            || token > tokens.start && self.is(token - 1, WordClass::OpensPhrase)
        {
            return None;
        }
        // "…," said Name: the subject stands behind.
        if token > tokens.start
            && form == Form::Finite
            && (previous == "," || self.is(token - 1, WordClass::ClosingQuote))
            && class == CueClass::Say
            && let Some((at, mention)) = analysis.mentions_in(cue.end..(cue.end + 2).min(tokens.end)).next()
            && (mention.tokens.start == cue.end
                || self.low(cue.end) == "the"
                || self.is(cue.end, WordClass::OneOfMany))
            && mention.can_speak()
            && let Some(voice) = self.voice(at, mention)
            && (self.is_tag_behind(mention.tokens.end, tokens.clone())
                || previous == "," && self.is_described_to(mention.tokens.end..tokens.end))
        {
            let end = self.extended(at).1;
            return Some(Event {
                tag: token..end,
                cue,
                class,
                voice,
                participle: false,
                inverted: true,
                rule: "name behind the cue",
            });
        }
        if form == Form::Finite
            && class == CueClass::Say
            && let Some(voice) = self.phrase_behind(token, cue.end, tokens.clone())
        {
            let end = voice.tokens.as_ref().map_or(cue.end, |tokens| tokens.end);
            return Some(Event {
                tag: token..end,
                cue,
                class,
                voice,
                participle: false,
                inverted: true,
                rule: "phrase behind the cue",
            });
        }
        if form == Form::Participle
            && let Some(auxiliary) = self.progressive(token, tokens.start)
        {
            let by_rules = self.subject(auxiliary, tokens.clone(), before, Form::Finite);
            let (voice, start) = by_rules.or_else(|| {
                let (voice, subject) = self.subject_by_model(token)?;
                (subject.end <= auxiliary).then_some((voice, subject.start))
            })?;
            return Some(Event {
                tag: start..cue.end,
                cue,
                class,
                voice,
                participle: false,
                inverted: false,
                rule: "subject of a progressive form",
            });
        }
        if form == Form::Participle {
            let quoted = (token.saturating_sub(MAX_QUOTED_BY)..token.saturating_sub(1))
                .any(|at| at >= tokens.start && matches!(self.low(at), "quoted" | "cited"));
            if previous == "as" && quoted {
                return self.quoted_as_saying(token, tokens, cue, class);
            }
            // "Pointing out that …, X urged …": the subject of the main clause behind.
            if token == tokens.start
                && self.low(cue.end) == "that"
                && let Some(voice) = self.subject_behind(cue.end, tokens.clone())
            {
                return Some(Event {
                    tag: token..cue.end,
                    cue,
                    class,
                    voice,
                    participle: true,
                    inverted: false,
                    rule: "participle before its subject",
                });
            }
            let joined = token > tokens.start
                && [WordClass::Joining, WordClass::ClosingQuote, WordClass::BeforeSaying]
                    .into_iter()
                    .any(|class| self.is(token - 1, class));
            if !joined {
                let (voice, start) = self.carried_by(token, tokens)?;
                return Some(Event {
                    tag: start..cue.end,
                    cue,
                    class,
                    voice,
                    participle: true,
                    inverted: false,
                    rule: "participle behind what carries the words",
                });
            }
            // "After saying that …, X left": the subject of the main clause behind.
            let behind = || {
                (token == tokens.start + 1 && self.is(token - 1, WordClass::BeforeSaying))
                    .then(|| self.subject_behind(cue.end, tokens.clone()))
                    .flatten()
            };
            let can_speak = |voice: &Voice| voice.kind != SpeakerKind::Unknown;
            let shared = || before.last().map(|event| event.voice.clone());
            // "Wrapping a two-day summit, the leaders issued a declaration, saying …"
            let behind_gerund = || {
                let opens = analysis.tags.get(tokens.start) == Some(&Pos::Gerund);
                opens.then(|| self.subject_behind(tokens.start, tokens.start..token)).flatten()
            };
            let voice = behind()
                .or_else(shared)
                .or_else(behind_gerund)
                .or_else(|| self.subject_by_model(token).map(|(voice, _)| voice).filter(can_speak))
                .or_else(|| self.speaker_of_clause(tokens.start..token))
                .or_else(|| self.main_subject(tokens.start..token))
                .or_else(|| self.subject_by_model(token).map(|(voice, _)| voice))?;
            return Some(Event {
                tag: token..cue.end,
                cue,
                class,
                voice,
                participle: true,
                inverted: false,
                rule: SHARED,
            });
        }
        let has_tense = form == Form::Finite
            || analysis.tags[token] == Pos::Present
            || previous == "to" && matches!(self.low(token.saturating_sub(2)), "used" | "on");
        let by_model = || {
            // "…, something Norland denies": what was told is what is denied.
            let (voice, subject) = self
                .subject_by_model(token)
                .filter(|(_, subject)| has_tense && self.low(subject.start) != "something")?;
            let inverted = subject.start > token;
            let shares = !inverted && before.last().is_some_and(|last| subject.start < last.cue.start);
            let start = if shares { self.verb_start(token, tokens.start) } else { subject.start.min(token) };
            let tag = start..if inverted { subject.end } else { cue.end };
            Some(Event {
                tag,
                cue: cue.clone(),
                class,
                voice,
                participle: false,
                inverted,
                rule: "subject of the cue (model)",
            })
        };
        let by_rules = || {
            let (voice, start) = self.subject(token, tokens.clone(), before, form)?;
            Some(Event {
                tag: start..cue.end,
                cue: cue.clone(),
                class,
                voice,
                participle: false,
                inverted: false,
                rule: "nearest mention before the cue",
            })
        };
        if self.is_passive(token, tokens.start) {
            return None;
        }
        by_rules().or_else(by_model)
    }
}
