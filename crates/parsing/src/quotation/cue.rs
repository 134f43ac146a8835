//! Cues: verbs of saying in a sentence, each with its subject.
//!
//! # Layout
//! - `according`: speakers that no verb names: "according to X", "in X's view".
//! - `saying`: verbs of saying of the lexicon, and whether they are none here.
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
mod saying;
mod subject;
mod verb;

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{Event, Finder};
use crate::lexicon::CueClass;

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
}
