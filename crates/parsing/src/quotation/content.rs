//! Contents: what a cue introduces, closes or interrupts.
//!
//! # Layout
//! - `before`: contents that their tag closes, or stands in the middle of.
//! - `start`: where a content behind its cue begins; `audience`: over those who are told; `end`: where it ends.
//! - `reported`: whether it is reported speech.
//! - `tail`: what stands behind a tag that closes a content; `trim`: marks and conjunctions at the ends of one.

mod audience;
mod before;
mod end;
mod reported;
mod start;
mod tail;
mod trim;

use std::ops::Range;

use super::{Draft, Event, Finder, SPEECH_WORDS};
use crate::{lexicon::CueClass, word_class::WordClass};

/// The fewest words of a content behind its cue.
const MIN_WORDS_BEHIND: usize = 3;

/// Where a cue stands in its sentence.
#[derive(Debug)]
struct Site {
    /// The sentence.
    tokens: Range<usize>,
    /// What stands before the tag, without marks at its ends.
    before: Range<usize>,
    /// How many words that are.
    words_before: usize,
    /// Where the tag begins, with the whole noun phrase of the speaker.
    tag_start: usize,
    /// The token behind tag and cue.
    behind: usize,
    /// Whether the tag closes what stands before it.
    closes: bool,
}

impl Finder<'_> {
    /// The quotation that an event introduces or closes.
    pub(super) fn draft(&self, event: &Event, later: &[Event], tokens: Range<usize>) -> Option<Draft> {
        let site = self.site(event, tokens);
        let draft = |segments, audience| Draft {
            voice: event.voice.clone(),
            segments,
            cue: Some(event.cue.clone()),
            audience,
            rule: event.rule,
        };
        if self.stands_within(event, &site) {
            let rest = self.trim(site.behind..site.tokens.end);
            let segments = vec![self.without_conjunctions(site.before), rest];
            return segments.iter().all(|segment| !segment.is_empty()).then(|| draft(segments, None));
        }
        let (mut segments, audience) = match self.before_tag(event, later, &site) {
            Some(segments) => (segments, None),
            None => {
                let (content, audience) = self.behind_cue(event, later, &site)?;
                (vec![content], audience)
            }
        };
        for segment in &mut segments {
            self.widen_over_speech(segment);
        }
        segments.retain(|segment| !segment.is_empty());
        (!segments.is_empty()).then(|| draft(segments, audience))
    }

    /// Where a cue stands in its sentence.
    fn site(&self, event: &Event, tokens: Range<usize>) -> Site {
        let tag_start = self.phrase_start(event.tag.start);
        let before = self.trim(tokens.start..tag_start.max(tokens.start));
        Site {
            words_before: self.words_in(&before),
            before,
            tag_start,
            behind: event.tag.end.max(event.cue.end),
            closes: self.closes(event, tokens.start),
            tokens,
        }
    }

    /// The content that a cue introduces, and those who are told: "X told reporters that …".
    fn behind_cue(
        &self,
        event: &Event,
        later: &[Event],
        site: &Site,
    ) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let analysis = self.analysis;
        let sentence_end = site.tokens.end;
        let (start, heard) = self.content_start(event, site.behind, sentence_end)?;
        // "scolded him: “…,” she said": what a colon opens ends with its marks.
        let marked = analysis
            .stretches_in(start..(start + 2).min(sentence_end))
            .find(|(_, stretch)| self.low(start - 1) == ":" && stretch.words >= SPEECH_WORDS)
            .map(|(_, stretch)| stretch.tokens.end);
        let end = self.content_end(event, start, later, sentence_end);
        let end = self.without_setting(start..end).end;
        let end = marked.map_or(end, |marked| end.min(marked));
        let content = self.trim(start..end);
        let words = self.words_in(&content);
        // "called it “shameful”"
        let named = words == 2 && event.class == CueClass::Voice && analysis.quoted[content.end - 1];
        let is_told = (words >= MIN_WORDS_BEHIND || named) && self.is_reported(event, &content);
        is_told.then_some((content, heard))
    }

    /// A speech of which a part belongs to a content belongs to it wholly, within its paragraph.
    fn widen_over_speech(&self, segment: &mut Range<usize>) {
        for (_, stretch) in self.analysis.stretches_in(segment.clone()) {
            if stretch.words < SPEECH_WORDS {
                continue;
            }
            if segment.contains(&stretch.tokens.start) && stretch.tokens.end > segment.end {
                segment.end = stretch.tokens.end;
            }
            if stretch.tokens.contains(&segment.start) && stretch.tokens.start < segment.start {
                segment.start = stretch.tokens.start;
            }
        }
        *segment = self.trim(segment.clone());
    }

    /// How many words stand in a range.
    fn words_in(&self, tokens: &Range<usize>) -> usize {
        tokens.clone().filter(|&token| self.analysis.is_word(token)).count()
    }

    /// Whether a mark that ends a content stands before a tag: "…, he said".
    pub(super) fn closes(&self, event: &Event, start: usize) -> bool {
        let first = self.phrase_start(event.tag.start);
        first > start
            && [WordClass::EndsSpeech, WordClass::ClosingQuote, WordClass::Dash]
                .into_iter()
                .any(|class| self.is(first - 1, class))
    }

    /// Where the noun phrase begins that holds a token: "Mr." of "Mr. Lee".
    fn phrase_start(&self, token: usize) -> usize {
        let chunks = &self.analysis.chunks;
        let behind = chunks.partition_point(|chunk| chunk.tokens.start <= token);
        behind
            .checked_sub(1)
            .map(|at| &chunks[at].tokens)
            .filter(|tokens| tokens.contains(&token))
            .map_or(token, |tokens| tokens.start)
    }

    /// Whether words before a tag may be what was said: a clause, or words between marks.
    fn is_clause(&self, content: Range<usize>) -> bool {
        let analysis = self.analysis;
        analysis.quoted[content.clone()].contains(&true)
            || analysis.tags[content].iter().any(|tag| tag.is_finite())
    }
}
