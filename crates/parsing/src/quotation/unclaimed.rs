//! Speech that no cue of its sentence claims: whoever a tag beside it names, else whoever spoke last.

mod tag;

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

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
            let segment = self.trim_speech(stretch.tokens.clone());
            // A tag that follows in a sentence of its own, or stands before in this one.
            let near = events
                .iter()
                .filter(|event| {
                    event.tag.end <= stretch.tokens.start || event.tag.start >= stretch.tokens.end
                })
                .min_by_key(|event| {
                    if event.tag.end <= stretch.tokens.start {
                        stretch.tokens.start - event.tag.end
                    } else {
                        event.tag.start - stretch.tokens.end
                    }
                })
                .cloned();
            let event = self
                .signature(stretch.tokens.end)
                .or(near)
                .or_else(|| self.tag_behind(stretch.tokens.end))
                .or_else(|| self.introduction(stretch.tokens.start));
            let (voice, cue, rule) = match event {
                Some(event) => {
                    if event.voice.name.is_some() {
                        self.last = Some(event.voice.clone());
                    }
                    (Some(event.voice), Some(event.cue), event.rule)
                }
                // "The leaders issued a communique. “We oppose …”": those of the sentence before.
                None if self.low(stretch.tokens.start) == "we" && self.told_together.is_some() => {
                    (self.told_together.clone(), None, "those told of together")
                }
                // "Lee was asked, “…?”": whoever asked is not told, and it was not Lee.
                None if self.is_heard(stretch.tokens.start) => (None, None, "said to whoever spoke last"),
                None => (self.last.clone(), None, "who spoke last"),
            };
            // "“A,” he told the host, “B.”": one tag for both.
            let follows_tag = (stretch.tokens.start.saturating_sub(3)..stretch.tokens.start)
                .any(|at| self.is(at, WordClass::Dash) || self.is(at, WordClass::ClauseMark));
            let same_tag = cue.as_ref().and_then(|cue| {
                let before = self
                    .drafts
                    .iter_mut()
                    .rev()
                    .take(MAX_TOLD_BESIDES)
                    .find(|draft| draft.cue.as_ref() == Some(cue))?;
                let last = before.segments.last().is_some_and(|last| last.end <= cue.start);
                (last && follows_tag && cue.end <= segment.start).then_some(before)
            });
            if let Some(before) = same_tag {
                before.segments.push(segment);
                continue;
            }
            // "“A,” he said, who …. “B.”": B goes on with A.
            if cue.is_none()
                && let Some(at) = self.goes_on(stretch)
            {
                self.last = Some(self.drafts[at].voice.clone());
                self.drafts[at].segments.push(segment);
                continue;
            }
            let unknown = Voice {
                name: None,
                person: None,
                kind: SpeakerKind::Unknown,
                tokens: None,
                on_behalf_of: None,
                printed: None,
            };
            let voice = voice.unwrap_or(unknown);
            self.drafts.push(Draft { voice, segments: vec![segment], cue, audience: None, rule });
        }
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
