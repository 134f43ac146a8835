//! Verbs beside quotation marks that the lexicon does not know as those of saying.

use std::ops::Range;

use super::super::{Event, Finder, SPEECH_WORDS};
use crate::{lexicon::CueClass, pos::Pos, word_class::WordClass};

impl Finder<'_> {
    /// A verb beside quotation marks that the lexicon does not know as one of saying: "…,” fumed X", "X put it: “…".
    pub(super) fn verb_beside_marks(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        let analysis = self.analysis;
        let tag = analysis.tags[token];
        let is_verb = (matches!(tag, Pos::Past | Pos::PresentThird | Pos::Present)
            || tag == Pos::PastParticiple && !self.is_passive(token, tokens.start))
            && !self.is(token, WordClass::Auxiliary)
            && analysis.mention_at(token).is_none();
        // "the ministry quoted X as saying": X speaks.
        let passes_on = self.is(token, WordClass::PassingOn);
        let names = passes_on || self.is(token, WordClass::Slogan);
        if !is_verb || names || analysis.tagged.is_cue(token) {
            return None;
        }
        let speech_at = |token: usize| {
            analysis
                .stretches_in(token..token + 1)
                .find(|(_, stretch)| stretch.words >= SPEECH_WORDS)
                .map(|(_, stretch)| stretch.tokens.clone())
        };
        let introduces = (token + 1..(token + 4).min(tokens.end))
            .find(|&at| analysis.quoted[at])
            .and_then(speech_at)
            .is_some_and(|speech| {
                (token + 1..speech.start).all(|at| !self.analysis.is_word(at) || self.low(at) == "that")
            });
        let apposed = || {
            let sentence = tokens.start;
            let (voice, start) = self.behind_apposition(self.verb_start(token, sentence), sentence)?;
            Some((voice, start..token))
        };
        let (voice, subject) = apposed().or_else(|| self.subject_by_model(token))?;
        let inverted = subject.start > token;
        let behind = subject.end.max(token + 1);
        let first = subject.start.min(token);
        let ends = behind >= tokens.end
            || self.is(behind, WordClass::ClauseMark)
            || self.is(behind, WordClass::Locative)
            || self.low(behind) == "of";
        let closes = ends
            && first.checked_sub(1).is_some_and(|mark| {
                // "“Why so late?” Lee wondered.": the tag may be a sentence of its own.
                let paragraph =
                    |at: usize| analysis.document.sentences[analysis.document.sentence_of(at)].paragraph;
                let asks = mark + 1 == tokens.start
                    && mark > 0
                    && self.is(mark, WordClass::ClosingQuote)
                    && paragraph(mark) == paragraph(tokens.start);
                (mark > tokens.start || asks)
                    && !analysis.is_word(mark)
                    && (analysis.quoted[mark - 1] || analysis.quoted[mark])
                    && speech_at(mark - 1).is_some()
            });
        (introduces || closes).then(|| Event {
            cue: token..token + 1,
            class: CueClass::Say,
            voice,
            tag: first..behind,
            participle: false,
            inverted,
            rule: "verb beside quotation marks, its subject (model)",
        })
    }
}
