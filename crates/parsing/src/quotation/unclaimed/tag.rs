//! Tags of a speech that stand in another sentence, or have no verb of saying.

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{Event, Finder};
use crate::{lexicon::CueClass, pos::Pos, text::ParagraphRole, word_class::WordClass};

/// The most tokens of a title between a speech and the mention in its tag.
const MAX_TITLE: usize = 12;

impl Finder<'_> {
    /// What introduces a speech without a verb of saying: "… lists three aims: “…”", also at the end of the paragraph before;
    /// "… called the moment “…”".
    pub(super) fn introduction(&self, start: usize) -> Option<Event> {
        let analysis = self.analysis;
        let mut before = start.checked_sub(2)?;
        while !analysis.is_word(before) && self.low(before) != ":" && before > 0 {
            before -= 1;
        }
        let sentence = analysis.document.sentence_of(before);
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let is_colon = self.low(before) == ":";
        let same_sentence = sentence == analysis.document.sentence_of(start);
        let body = analysis.document.paragraphs[analysis.document.sentences[sentence].paragraph].role
            == ParagraphRole::Body;
        if !body || !is_colon && (!same_sentence || start - before > 2) {
            return None;
        }
        if is_colon
            && !same_sentence
            && let Some(event) = self.events(tokens.clone()).pop()
        {
            return Some(event);
        }
        // "From the report: “…”", "Ann Lee: “…”": a name or a document, and no verb.
        if is_colon
            && same_sentence
            && let Some(event) = self.name_before_colon(before, tokens.start)
        {
            return Some(event);
        }
        // The verb that governs it: the nearest whose subject can speak.
        let reach = if is_colon { 40 } else { 8 };
        (tokens.start.max(before.saturating_sub(reach))..before + 1).rev().find_map(|verb| {
            let tag = analysis.tags[verb];
            if !tag.is_finite()
                || tag == Pos::Modal
                || analysis.quoted[verb]
                || self.is(verb, WordClass::Auxiliary)
            {
                return None;
            }
            let (mut voice, subject) = self.subject_by_model(verb)?;
            // "Such formats help to “…”": a thing says nothing; whoever speaks of it does.
            let thing =
                voice.kind == SpeakerKind::Unknown && self.is(subject.start, WordClass::Demonstrative);
            if thing && let Some(last) = &self.last {
                voice = last.clone();
            }
            (subject.start < verb).then(|| Event {
                cue: verb..verb + 1,
                class: CueClass::Say,
                voice,
                tag: subject.start..verb + 1,
                participle: false,
                inverted: false,
                rule: "subject of the verb that governs the marks (model)",
            })
        })
    }

    /// A tag directly behind a stretch that ran over a sentence's end: "… two.” he said."
    pub(super) fn tag_behind(&self, token: usize) -> Option<Event> {
        let analysis = self.analysis;
        if token + 1 >= analysis.document.tokens.len() {
            return None;
        }
        let sentence = analysis.document.sentence_of(token + 1);
        let last = analysis.document.sentence_of(token);
        let mut tokens = analysis.document.sentences[sentence].tokens.clone();
        if sentence == last {
            tokens.start = token + 1;
        }
        let paragraph = |sentence: usize| analysis.document.sentences[sentence].paragraph;
        if paragraph(sentence) != paragraph(last) {
            return None;
        }
        let event = self.events(tokens.clone()).into_iter().next()?;
        // A speech that ends with a comma goes on with its tag.
        let is_tag = event.inverted
            || self.is(token.saturating_sub(1), WordClass::EndsSpeech)
            || self.is_adverbial_tail(event.tag.end..tokens.end)
            || (self.low(event.tag.end) == "," && !(event.tag.end..tokens.end).any(|at| analysis.quoted[at]));
        // "…,” European Commission President Ann Lee said": what stands between belongs to the speaker's title.
        let title = event.tag.start <= token + MAX_TITLE
            && (token + 1..event.tag.start)
                .all(|at| !analysis.tags[at].is_finite() && !self.is(at, WordClass::ClauseMark));
        ((event.tag.start <= token + 3 || title) && is_tag).then_some(event)
    }
}
