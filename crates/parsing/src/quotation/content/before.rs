//! Contents that stand before their tag, or on both sides of it.

use std::ops::Range;

use super::{
    super::{ACCORDING_TO, Event, Finder},
    Site,
};
use crate::{lexicon::CueClass, pos::Pos, word_class::WordClass};

/// The longest rest of a sentence behind "told", in tokens, that tells no words: "…, X told reporters at the airport".
const MAX_BEHIND_TOLD: usize = 20;

/// The fewest words before a tag in the middle of a content: "The lake is clean, X said, and will stay so".
const MIN_WORDS_SPLIT: usize = 3;

/// The fewest words of a content before its tag, or of what goes on behind one.
const MIN_WORDS: usize = 2;

impl Finder<'_> {
    /// "The world, according to Xi, is facing a choice": whether the tag stands within one clause.
    pub(super) fn stands_within(&self, event: &Event, site: &Site) -> bool {
        site.closes
            && site.tag_start > site.tokens.start + 1
            && self.low(site.tag_start - 1) == ","
            && self.low(site.behind) == ","
            && (event.rule == ACCORDING_TO || self.parts_a_clause(event, site))
            && !self.is_clause(site.before.clone())
    }

    /// "The lake, Xi said, is facing a drought": whether what is behind is the verb of what is before.
    fn parts_a_clause(&self, event: &Event, site: &Site) -> bool {
        let analysis = self.analysis;
        let verb = (site.behind + 1..site.tokens.end).find(|&at| analysis.tags[at] != Pos::Adverb);
        event.class == CueClass::Say
            && !event.participle
            && !self.begins_adverbial(site.before.start)
            && !self.in_speech(site.before.start)
            && verb.is_some_and(|verb| analysis.tags[verb].is_finite() && !analysis.quoted[verb])
    }

    /// The content that a tag closes, and what goes on behind the tag; none where it closes none: "…,” X said".
    pub(super) fn before_tag(
        &self,
        event: &Event,
        later: &[Event],
        site: &Site,
    ) -> Option<Vec<Range<usize>>> {
        let analysis = self.analysis;
        if !site.closes || event.participle {
            return None;
        }
        let speech_before = self.follows_speech(site);
        let tail_is_empty = self.ends_sentence(event, site);
        let mid = self.interrupts(event, site);
        // "…," said X, a lawyer who …: the rest tells of X.
        let is_tag = tail_is_empty
            || mid
            || speech_before
            || event.inverted
            || self.trails(site.behind, site.tokens.end);
        let tells = speech_before || matches!(event.class, CueClass::Say | CueClass::Tell | CueClass::Agree);
        if !is_tag || site.words_before < MIN_WORDS || !tells || !self.is_clause(site.before.clone()) {
            return None;
        }
        let mut segments = vec![self.behind_colon(site, speech_before)];
        if mid && !tail_is_empty {
            let rest = self.trim(site.behind..self.content_end(event, site.behind, later, site.tokens.end));
            let goes_on = !event.inverted && !speech_before || analysis.quoted.get(rest.start) == Some(&true);
            if goes_on && self.words_in(&rest) >= MIN_WORDS {
                segments.push(rest);
            }
        }
        Some(segments)
    }

    /// "“…,” X said": whether a speech that ends in a comma or a question stands before a tag.
    fn follows_speech(&self, site: &Site) -> bool {
        site.tag_start >= site.tokens.start + 2
            && self.in_speech(site.tag_start - 2)
            && self.is(site.tag_start - 2, WordClass::EndsSpeech)
            && self.low(site.behind) != ":"
    }

    /// Whether nothing but an adverbial, or those who were told, stands behind a tag: "…, X told reporters on Tuesday."
    fn ends_sentence(&self, event: &Event, site: &Site) -> bool {
        let rest = site.behind..site.tokens.end;
        // "…, X told Y on Tuesday, as the two sides sought to mend ties"
        let behind_heard = || {
            let heard = self.audience_end(rest.start, rest.end)?;
            Some(self.is_adverbial_tail(heard..rest.end) && heard < rest.end)
        };
        let told = event.class == CueClass::Tell
            && (rest.end - rest.start <= MAX_BEHIND_TOLD || behind_heard() == Some(true))
            && !rest.clone().any(|token| self.low(token) == "that" || self.analysis.quoted[token]);
        told || self.is_adverbial_tail(rest)
    }

    /// Whether a tag stands in the middle of a content: "The lake, he said, will be clean", "“Together,” X said, “we can end it.”"
    fn interrupts(&self, event: &Event, site: &Site) -> bool {
        let analysis = self.analysis;
        let before = &site.before;
        let behind_adverbial = self.begins_adverbial(before.start)
            && !analysis.quoted.get(before.start).copied().unwrap_or_default();
        let after_comma = self.low(site.behind) == ",";
        // One speech on both sides of the tag.
        let split_speech = site.words_before >= 1
            && before.clone().all(|token| !analysis.is_word(token) || analysis.quoted[token])
            && after_comma
            && self.is(site.behind + 1, WordClass::OpeningQuote);
        (after_comma || self.is(site.behind, WordClass::OpeningQuote))
            && !behind_adverbial
            && (site.words_before >= MIN_WORDS_SPLIT || split_speech)
            && matches!(event.class, CueClass::Say)
            && !(after_comma && self.follows_participle(site.behind + 1, site.tokens.end))
    }

    /// "His answer: “We agree,” he said.": what a tag closes, behind the colon that opens a speech.
    fn behind_colon(&self, site: &Site, speech_before: bool) -> Range<usize> {
        let before = &site.before;
        let opens = (before.start..before.end)
            .rev()
            .take_while(|&at| !self.analysis.is_word(at) || self.analysis.quoted[at])
            .last();
        let colon = opens.filter(|&at| self.low(at) == ":" && speech_before);
        let before = self.trim(colon.map_or(before.start, |colon| colon + 1)..before.end);
        self.without_conjunctions(before)
    }
}
