//! Where a content behind its cue ends.

use std::ops::Range;

use super::super::{Event, Finder, SHARED};
use crate::{lexicon::CueClass, pos::Pos, word_class::WordClass};

/// How far behind a cue the words begin that it introduces, over marks, in tokens: ", “".
const MAX_TO_SPEECH: usize = 4;

/// How far behind "at" the meeting is named at which something was said, in tokens.
const MAX_SETTING: usize = 7;

impl Finder<'_> {
    /// Where a content that begins at a token ends: with the sentence, before the next cue that goes on with the same
    /// subject, before a tag of second hand.
    pub(super) fn content_end(&self, event: &Event, token: usize, later: &[Event], end: usize) -> usize {
        // "said he had not sailed since announcing his leave and urged …": over what is told within the content.
        let within = |event: &&Event| {
            event.participle
                && self.is(event.cue.start - 1, WordClass::BeforeSaying)
                && self.low(event.cue.start - 1) != "while"
        };
        let content_end = self.end_before(token, later.iter().find(|event| !within(event)), end);
        // "thanked the guards, saying, “We …”": a speech with a tag of its own.
        let speech = later.iter().find(|event| event.tag.start > token && self.introduces_speech(event));
        let content_end = speech.map_or(content_end, |event| content_end.min(event.tag.start));
        // "Lee, who told fishers that …, said …": the sentence goes on with its own verb.
        let main = later.iter().find(|event| {
            event.tag.start < token && event.cue.start > token && self.low(event.cue.start - 1) == ","
        });
        let content_end = main.map_or(content_end, |event| content_end.min(event.cue.start));
        // "After saying that …, Lee left": before the main clause.
        let speaker = event.voice.tokens.as_ref().map(|speaker| speaker.start);
        let speaker = speaker.filter(|&speaker| event.participle && speaker > token);
        let content_end = speaker.map_or(content_end, |speaker| content_end.min(speaker));
        // "warned against what he called “…” and called on members to …": behind what is told within the content.
        let goes_on = later.iter().skip(1).find(|event| {
            content_end == end
                && !event.participle
                && event.tag.start > token
                && self.is(event.cue.start - 1, WordClass::Conjunction)
                && self.is(event.cue.start - 2, WordClass::ClosingQuote)
        });
        goes_on.map_or(content_end, |event| event.cue.start - 1)
    }

    /// Where a content ends before the next cue: "said A and called for B", not "said A, adding that B".
    fn end_before(&self, token: usize, next: Option<&Event>, end: usize) -> usize {
        let mut content_end = end;
        if let Some(next) = next
            && next.tag.start > token
        {
            // ", adding that …" belongs to the content before, unless marks tell the words of one from those of the other; "and
            // called on …" does not.
            if next.participle {
                // "vowed to come, while admitting that …"
                let aside = self.low(next.tag.start.saturating_sub(1)) == "while";
                let apart = next.class == CueClass::Say
                    && next.rule == SHARED
                    && (aside || self.analysis.quoted[token..end].contains(&true))
                    && self.low(next.tag.start.saturating_sub(1)) != "and";
                return if apart { next.tag.start - usize::from(aside) } else { content_end };
            }
            let owned = self.is(next.tag.start - 1, WordClass::PossessivePronoun);
            let tag = (next.tag.start - usize::from(owned)).max(token + 1);
            let previous = self.low(tag - 1);
            let second_hand = previous == "," && self.is_adverbial_tail(next.tag.end..end);
            if second_hand
                || self.is(tag - 1, WordClass::Conjunction)
                || previous == ";"
                || (previous == ","
                    && !self.is_modal(next.cue.start)
                    && (!self.is(tag, WordClass::SubjectPronoun)
                        || self.low(next.cue.start).starts_with("add")))
                || self.is(tag, WordClass::Conjunction)
            {
                content_end = tag;
            }
        }
        content_end
    }

    /// Whether an event introduces a speech of its own, behind the words of another: ", saying, “…”", "— and Lee replied: “…”".
    fn introduces_speech(&self, event: &Event) -> bool {
        let analysis = self.analysis;
        let first = self.phrase_start(event.tag.start);
        let apart = first.checked_sub(1).is_some_and(|before| {
            self.is(before, WordClass::ClauseMark)
                || self.is(before, WordClass::ClosingQuote)
                || self.is(before, WordClass::Conjunction)
                || self.is(before, WordClass::Dash)
        });
        let behind = event.tag.end.max(event.cue.end);
        let opens = (behind..behind + MAX_TO_SPEECH).find(|&at| analysis.quoted.get(at) == Some(&true));
        let marks = |at: usize| (behind..at).all(|at| !analysis.is_word(at));
        apart
            && matches!(event.class, CueClass::Say | CueClass::Tell | CueClass::Urge)
            && opens.is_some_and(|at| {
                marks(at) && self.in_speech(at) && analysis.document.tokens[at].is_capitalised()
            })
    }

    /// "urged leaders to resist “interference” at a gathering of the bloc", "said it was “a crucial period”, alluding to …": what
    /// stands behind the last words between marks and tells where they were said, or what they mean, is the report's.
    pub(super) fn without_setting(&self, content: Range<usize>) -> Range<usize> {
        let analysis = self.analysis;
        let Some(last) = content.clone().rev().find(|&at| analysis.quoted[at]) else { return content };
        let Some(mark) = (last + 1..content.end).find(|&at| self.is(at, WordClass::ClosingQuote)) else {
            return content;
        };
        let behind = mark + 1;
        let names_meeting = || {
            (behind + 1..content.end.min(behind + MAX_SETTING))
                .take_while(|&at| !analysis.tags[at].is_verb() && !self.is(at, WordClass::ClauseMark))
                .any(|at| analysis.tagged.is_meeting(at))
        };
        let setting = matches!(self.low(behind), "at" | "during") && names_meeting();
        // The comma stands before the mark or behind it.
        let comma = if self.low(behind) == "," { Some(behind + 1) } else { None }
            .or_else(|| (self.low(mark - 1) == ",").then_some(behind));
        let comment = comma
            .is_some_and(|at| self.is(at, WordClass::Interpreting) || self.is(at, WordClass::ReportGoesOn));
        // "dismissed it as “a game” — a word that …": no second dash, behind which the content goes on.
        let aside = self.is(behind, WordClass::Dash)
            && analysis.document.spaced_before(behind)
            && !(behind + 1..content.end)
                .any(|at| self.is(at, WordClass::Dash) && analysis.document.spaced_before(at));
        if setting || comment || aside { content.start..behind } else { content }
    }

    /// Whether a verb is governed by a modal: "would ask".
    fn is_modal(&self, verb: usize) -> bool {
        let tags = &self.analysis.tags;
        (verb.saturating_sub(2)..verb).any(|token| tags[token] == Pos::Modal)
    }
}
