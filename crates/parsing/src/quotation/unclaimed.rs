//! Speech that no cue of its sentence claims: whoever a tag beside it names, else whoever spoke last.

mod tag;

use std::ops::Range;

use super::{Draft, Event, Finder, SPEECH_WORDS, Voice};
use crate::{marks::Stretch, word_class::WordClass};

/// How far before a speech its verb is looked for, over marks, in tokens: "asked, “".
const MAX_TO_CUE: usize = 4;

/// How far before a slogan it is said to be one, in tokens: "the theme of the forum is “".
const MAX_FROM_SLOGAN: usize = 8;

/// How many of the last quotations are looked through for the one that a speech without a tag goes on with.
const MAX_TOLD_BESIDES: usize = 4;

impl Finder<'_> {
    /// Gives stretches that begin in a sentence and that no cue claimed to whoever speaks.
    pub(super) fn unclaimed(&mut self, tokens: Range<usize>, events: &[Event]) {
        let analysis = self.analysis;
        for (at, stretch) in analysis.stretches_in(tokens.clone()) {
            if self.claimed[at] || !tokens.contains(&stretch.tokens.start) {
                continue;
            }
            self.claimed[at] = true;
            // "“Here it is,” she said. “My boat.”": short, and a sentence all the same.
            if stretch.words < SPEECH_WORDS
                && self.is_sentence(stretch)
                && let Some(draft) = self.goes_on(stretch)
            {
                let segment = self.trim_speech(stretch.tokens.clone());
                self.drafts[draft].segments.push(segment);
                continue;
            }
            if stretch.words < SPEECH_WORDS || !self.is_speech(stretch.tokens.clone(), stretch.continues) {
                continue;
            }
            // "under the motto “Lakes for everyone”": what something is called is said by nobody.
            let motto = (stretch.tokens.start.saturating_sub(MAX_FROM_SLOGAN).max(tokens.start)
                ..stretch.tokens.start)
                .any(|at| self.is(at, WordClass::Slogan));
            if motto {
                continue;
            }
            let draft = self.whose(stretch, events);
            self.add(draft, stretch);
        }
    }

    /// A speech with whoever a tag beside it names, else whoever spoke last, or nobody who is known.
    fn whose(&mut self, stretch: &Stretch, events: &[Event]) -> Draft {
        let segments = vec![self.trim_speech(stretch.tokens.clone())];
        let tag = self
            .signature(stretch.tokens.end)
            .or_else(|| nearest(events, &stretch.tokens))
            .or_else(|| self.tag_behind(stretch.tokens.end))
            .or_else(|| self.introduction(stretch.tokens.start));
        if let Some(event) = tag {
            if event.voice.name.is_some() {
                self.last = Some(event.voice.clone());
            }
            return Draft {
                voice: event.voice,
                segments,
                cue: Some(event.cue),
                audience: None,
                rule: event.rule,
            };
        }
        let (voice, rule) = match &self.told_together {
            // "The leaders issued a communique. “We oppose …”": those of the sentence before.
            Some(together) if self.low(stretch.tokens.start) == "we" => {
                (Some(together.clone()), "those told of together")
            }
            // "Lee was asked, “…?”": whoever asked is not told, and it was not Lee.
            _ if self.is_heard(stretch.tokens.start) => (None, "said to whoever spoke last"),
            _ => (self.last.clone(), "who spoke last"),
        };
        Draft { voice: voice.unwrap_or_else(Voice::unknown), segments, cue: None, audience: None, rule }
    }

    /// Adds a speech as a quotation of its own, or to the one that it goes on with.
    fn add(&mut self, draft: Draft, stretch: &Stretch) {
        if let Some(before) = self.of_same_tag(&draft, stretch) {
            self.drafts[before].segments.extend(draft.segments);
            return;
        }
        // "“A,” he said, who …. “B.”": B goes on with A.
        if draft.cue.is_none()
            && let Some(at) = self.goes_on(stretch)
        {
            self.last = Some(self.drafts[at].voice.clone());
            self.drafts[at].segments.extend(draft.segments);
            return;
        }
        self.drafts.push(draft);
    }

    /// "“A,” he told the host, “B.”": one tag for both. The quotation that holds A, for B.
    fn of_same_tag(&self, draft: &Draft, stretch: &Stretch) -> Option<usize> {
        let cue = draft.cue.as_ref()?;
        let first = draft.segments.first()?.start;
        let follows_tag = (stretch.tokens.start.saturating_sub(3)..stretch.tokens.start)
            .any(|at| self.is(at, WordClass::Dash) || self.is(at, WordClass::ClauseMark));
        let drafts = self.drafts.iter().enumerate().rev().take(MAX_TOLD_BESIDES);
        let (at, before) = drafts.into_iter().find(|(_, before)| before.cue.as_ref() == Some(cue))?;
        let ends_before = before.segments.last().is_some_and(|last| last.end <= cue.start);
        (ends_before && follows_tag && cue.end <= first).then_some(at)
    }

    /// The quotation that a speech without a tag goes on with: the last one of its paragraph that has a tag and stands wholly
    /// between marks, unless one of mixed words came after it.
    fn goes_on(&self, stretch: &Stretch) -> Option<usize> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let is_speech = |draft: &Draft| {
            let words =
                |segment: &Range<usize>| segment.clone().filter(|&token| analysis.is_word(token)).count();
            let quoted = |segment: &Range<usize>| {
                segment.clone().filter(|&token| analysis.is_word(token)).all(|token| analysis.quoted[token])
            };
            // What was added behind the first two is speech, or it would not have been.
            draft.segments.iter().take(2).all(|segment| quoted(segment) && words(segment) >= 2)
        };
        // What stands before the tag ends between marks.
        let is_closed = |draft: &Draft| {
            let first = draft.segments.first();
            let closed = |cue: &Range<usize>| {
                first.is_some_and(|first| first.end <= cue.start && analysis.quoted[first.end - 1])
            };
            draft.cue.as_ref().is_some_and(closed)
        };
        // "“A,” he said, noting that …. “B.”": over what the sentence of the tag tells besides.
        let sentence_of = |draft: &Draft| {
            let at = draft
                .cue
                .as_ref()
                .map_or_else(|| draft.segments.last().map(|last| last.start), |cue| Some(cue.start));
            at.map(|at| document.sentence_of(at))
        };
        let tag_sentence = self.drafts.last().and_then(sentence_of);
        let (at, draft) = self
            .drafts
            .iter()
            .enumerate()
            .rev()
            .take(MAX_TOLD_BESIDES)
            .take_while(|(_, draft)| sentence_of(draft) == tag_sentence)
            .find(|(_, draft)| is_closed(draft) || is_speech(draft))?;
        let paragraph_of = |token: usize| document.sentences[document.sentence_of(token)].paragraph;
        let last = draft.segments.last()?;
        let same = paragraph_of(last.start) == stretch.paragraph;
        // Each paragraph of a long speech is a quotation of its own.
        (same && !stretch.continues && draft.cue.is_some()).then_some(at)
    }

    /// Whether a passive of saying stands before a speech: "was asked, “…”".
    fn is_heard(&self, start: usize) -> bool {
        let analysis = self.analysis;
        let verb = (start.saturating_sub(MAX_TO_CUE)..start).rev().find(|&at| analysis.is_word(at));
        verb.is_some_and(|verb| {
            let sentence = analysis.document.sentence_of(verb);
            analysis.tagged.is_cue(verb)
                && self.is_passive(verb, analysis.document.sentences[sentence].tokens.start)
        })
    }
}

/// The cue whose tag lies nearest to a speech, before it or behind.
fn nearest(events: &[Event], speech: &Range<usize>) -> Option<Event> {
    events
        .iter()
        .filter(|event| event.tag.end <= speech.start || event.tag.start >= speech.end)
        .min_by_key(|event| {
            if event.tag.end <= speech.start {
                speech.start - event.tag.end
            } else {
                event.tag.start - speech.end
            }
        })
        .cloned()
}
