//! Contents: what a cue introduces, closes or interrupts.

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{ACCORDING_TO, Draft, Event, Finder, SHARED, SPEECH_WORDS, is_stressing};
use crate::{
    date,
    lexicon::{CueClass, Tag},
    pos::Pos,
    text::TokenKind,
    word_class::WordClass,
};

/// How far behind "informed" it stands of what, in tokens.
const MAX_HEARD: usize = 5;

/// How far behind a cue a colon before the words said is looked for, in tokens.
const MAX_BEFORE_COLON: usize = 12;

/// How far behind a cue the words begin that it introduces, over marks, in tokens: ", “".
const MAX_TO_SPEECH: usize = 4;

/// How far behind "told" the "that" stands behind which the words begin, in tokens.
const MAX_AUDIENCE: usize = 16;

/// How far behind "at" the meeting is named at which something was said, in tokens.
const MAX_SETTING: usize = 7;

impl Finder<'_> {
    /// The quotation that an event introduces or closes.
    pub(super) fn draft(&self, event: &Event, later: &[Event], tokens: Range<usize>) -> Option<Draft> {
        let analysis = self.analysis;
        let before = self.trim(tokens.start..self.phrase_start(event.tag.start).max(tokens.start));
        let after_start = event.tag.end.max(event.cue.end);
        let closes = self.closes(event, tokens.start);
        let tag_start = self.phrase_start(event.tag.start);
        // "The world, according to Xi, is facing a choice": the tag stands within one clause.
        // "The lake, Xi said, is facing a drought": what is behind is the verb of what is before.
        let verb = (after_start + 1..tokens.end).find(|&at| analysis.tags[at] != Pos::Adverb);
        let has_verb = || {
            event.class == CueClass::Say
                && !event.participle
                && !self.begins_adverbial(before.start)
                && !self.in_speech(before.start)
                && verb.is_some_and(|verb| analysis.tags[verb].is_finite() && !analysis.quoted[verb])
        };
        let within = (event.rule == ACCORDING_TO || has_verb())
            && closes
            && tag_start > tokens.start + 1
            && self.low(tag_start - 1) == ","
            && self.low(after_start) == ","
            && !self.is_clause(before.clone());
        if within {
            let rest = self.trim(after_start..tokens.end);
            let segments = vec![self.without_conjunctions(before), rest];
            return segments.iter().all(|segment| !segment.is_empty()).then(|| Draft {
                voice: event.voice.clone(),
                segments,
                cue: Some(event.cue.clone()),
                audience: None,
                rule: event.rule,
            });
        }
        // "…, X told Y on Tuesday, as the two sides sought to mend ties"
        let behind_heard = || {
            let heard = self.audience_end(after_start, tokens.end)?;
            Some(self.is_adverbial_tail(heard..tokens.end) && heard < tokens.end)
        };
        let told = event.class == CueClass::Tell
            && (tokens.end - after_start <= 20 || behind_heard() == Some(true))
            && !(after_start..tokens.end).any(|token| self.low(token) == "that" || analysis.quoted[token]);
        let tail_is_empty = told || self.is_adverbial_tail(after_start..tokens.end);
        let before_words = before.clone().filter(|&token| analysis.is_word(token)).count();
        let behind_adverbial = self.begins_adverbial(before.start)
            && !analysis.quoted.get(before.start).copied().unwrap_or_default();
        // "“Together,” X said, “we can end it.”": one speech on both sides of the tag.
        let split_speech = before_words >= 1
            && before.clone().all(|token| !analysis.is_word(token) || analysis.quoted[token])
            && self.low(after_start) == ","
            && self.is(after_start + 1, WordClass::OpeningQuote);
        let mid = (self.low(after_start) == "," || self.is(after_start, WordClass::OpeningQuote))
            && closes
            && !behind_adverbial
            && !event.participle
            && (before_words >= 3 || split_speech)
            && matches!(event.class, CueClass::Say)
            && !(self.low(after_start) == "," && self.follows_participle(after_start + 1, tokens.end));
        let mut segments = Vec::new();
        let mut audience = None;
        // "“…,” X said": a speech that ends in a comma or a question goes before its tag.
        let speech_before = closes
            && !event.participle
            && tag_start >= tokens.start + 2
            && self.in_speech(tag_start - 2)
            && self.is(tag_start - 2, WordClass::EndsSpeech)
            && self.low(after_start) != ":";
        if closes
            && !event.participle
            && // "…," said X, a lawyer who …: the rest tells of X.
            (tail_is_empty || mid || speech_before || event.inverted || self.trails(after_start, tokens.end))
            && before_words >= 2
            && self.is_clause(before.clone())
            && (speech_before || matches!(event.class, CueClass::Say | CueClass::Tell | CueClass::Agree))
        {
            // "His answer: “We agree,” he said.": what the colon opens.
            let opens = (before.start..before.end)
                .rev()
                .take_while(|&at| !analysis.is_word(at) || analysis.quoted[at])
                .last();
            let colon = opens.filter(|&at| self.low(at) == ":" && speech_before);
            let before = self.trim(colon.map_or(before.start, |colon| colon + 1)..before.end);
            segments.push(self.without_conjunctions(before));
            if mid && !tail_is_empty {
                let rest = self.trim(after_start..self.content_end(event, after_start, later, tokens.end));
                let goes_on =
                    !event.inverted && !speech_before || analysis.quoted.get(rest.start) == Some(&true);
                if goes_on && rest.clone().filter(|&token| analysis.is_word(token)).count() >= 2 {
                    segments.push(rest);
                }
            }
        } else {
            let (start, heard) = self.content_start(event, after_start, tokens.end)?;
            audience = heard;
            // "scolded him: “…,” she said": what a colon opens ends with its marks.
            let marked = analysis
                .stretches_in(start..(start + 2).min(tokens.end))
                .find(|(_, stretch)| self.low(start - 1) == ":" && stretch.words >= SPEECH_WORDS)
                .map(|(_, stretch)| stretch.tokens.end);
            let end = self.content_end(event, start, later, tokens.end);
            let end = self.without_setting(start..end).end;
            let end = marked.map_or(end, |marked| end.min(marked));
            let content = self.trim(start..end);
            let words = content.clone().filter(|&token| analysis.is_word(token)).count();
            // "called it “shameful”"
            let named = words == 2 && event.class == CueClass::Voice && analysis.quoted[content.end - 1];
            if words < 3 && !named || !self.is_reported(event, &content) {
                return None;
            }
            segments.push(content);
        }
        // A stretch that begins in the content belongs to it wholly, within its paragraph.
        for segment in &mut segments {
            for (_, stretch) in analysis.stretches_in(segment.clone()) {
                if stretch.words >= SPEECH_WORDS
                    && segment.contains(&stretch.tokens.start)
                    && stretch.tokens.end > segment.end
                {
                    segment.end = stretch.tokens.end;
                }
                if stretch.tokens.contains(&segment.start)
                    && stretch.words >= SPEECH_WORDS
                    && stretch.tokens.start < segment.start
                {
                    segment.start = stretch.tokens.start;
                }
            }
            *segment = self.trim(segment.clone());
        }
        segments.retain(|segment| !segment.is_empty());
        if segments.is_empty() {
            return None;
        }
        Some(Draft {
            voice: event.voice.clone(),
            segments,
            cue: Some(event.cue.clone()),
            audience,
            rule: event.rule,
        })
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

    /// Whether a verb is governed by a modal: "would ask".
    fn is_modal(&self, verb: usize) -> bool {
        let tags = &self.analysis.tags;
        (verb.saturating_sub(2)..verb).any(|token| tags[token] == Pos::Modal)
    }

    /// Takes away what joins a content to the sentence before: "But", "And that".
    pub(super) fn without_conjunctions(&self, content: Range<usize>) -> Range<usize> {
        let mut content = content;
        while content.len() > 1
            && (self.is(content.start, WordClass::Conjunction)
                || matches!(self.low(content.start), "that" | "also")
                || self.low(content.start) == ",")
        {
            content.start += 1;
        }
        content
    }

    /// Whether the rest of a sentence behind a tag is adverbial only: "on Tuesday.", "in a statement.", "after the meeting."
    pub(super) fn is_adverbial_tail(&self, tail: Range<usize>) -> bool {
        let tail = self.trim(tail);
        if tail.is_empty() {
            return true;
        }
        let analysis = self.analysis;
        if analysis.quoted[tail.start] {
            return false;
        }
        let begins = self.begins_adverbial(tail.start)
            || analysis
                .tagged
                .entity_at(tail.start)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)))
            || [WordClass::Day, WordClass::Which, WordClass::Journalists, WordClass::Relative]
                .into_iter()
                .any(|class| self.is(tail.start, class))
            || matches!(self.low(tail.start), "here" | "of")
            || self.low(tail.start) == "("
            || tail.len() == 1 && analysis.tags[tail.start] == Pos::Adverb;
        let short = tail.len() <= 30;
        let clause = tail.clone().any(|token| self.low(token) == "that" || analysis.quoted[token]);
        begins && short && !clause
    }

    /// ", adding that …", ", according to …", ", who …" behind a tag: the content stands before it all the same.
    pub(super) fn trails(&self, token: usize, end: usize) -> bool {
        self.low(token) == ","
            && (self.follows_participle(token + 1, end)
                || self.is(token + 1, WordClass::Relative)
                || self.low(token + 1) == "according")
    }

    pub(super) fn follows_participle(&self, token: usize, end: usize) -> bool {
        token < end
            && (self.low(token).ends_with("ing")
                || (matches!(self.low(token), "while" | "and") && self.low(token + 1).ends_with("ing")))
    }

    pub(super) fn begins_adverbial(&self, token: usize) -> bool {
        self.is(token, WordClass::OpensAdverbial)
    }

    /// Where the content behind a cue begins, and whom the cue addresses.
    pub(super) fn content_start(
        &self,
        event: &Event,
        token: usize,
        end: usize,
    ) -> Option<(usize, Option<Range<usize>>)> {
        let analysis = self.analysis;
        let limit = end.min(token + 40);
        // A "that" or a colon that only an adverbial or an audience separates from the cue.
        let mut at = token;
        if self.low(at) == "that" || self.low(at) == "whether" || self.low(at) == "how" {
            return Some((if self.low(at) == "that" { at + 1 } else { at }, None));
        }
        // "scolded him: “…", "put it to the ministers like this: “…"
        let colon = (at..limit.min(at + MAX_BEFORE_COLON))
            .find(|&token| self.low(token) == ":" || analysis.tags[token].is_finite());
        if let Some(colon) = colon.filter(|&colon| colon + 1 < end && self.low(colon) == ":")
            && (colon + 1..end.min(colon + 3)).any(|token| self.in_speech(token))
        {
            return Some((colon + 1, None));
        }
        match event.class {
            CueClass::Urge => {
                if self.low(at) == "not" || self.low(at) == "to" {
                    return None;
                }
                // "invited the president to the capital": no infinitive, nothing urged.
                let clause = |token: usize| self.low(token) == "," && self.low(token + 1) == "and";
                let to = (at..limit).take_while(|&token| !clause(token)).find(|&token| {
                    self.low(token) == "to"
                        && !analysis.quoted[token]
                        && token > at
                        && self.begins_infinitive(token)
                })?;
                // "urged the parties not to delay"
                let not = self.low(to - 1) == "not" && to > at + 1;
                let begin = if not { to - 1 } else { to };
                return Some((begin, Some(at..begin)));
            }
            CueClass::Call | CueClass::Voice => return Some((at, None)),
            CueClass::Brief => return None,
            CueClass::Tell => {
                let Some(heard_end) = self.audience_end(at, limit) else {
                    return Some((self.after_adverbial(at, limit).unwrap_or(at), None));
                };
                let heard = Some(at..heard_end);
                at = heard_end;
                if self.low(at) == "that" {
                    return Some((at + 1, heard));
                }
                let colon = self.after_adverbial(at, limit);
                return Some((colon.unwrap_or(at), heard));
            }
            CueClass::Agree => return None,
            // "vowed to punish the “thieves”"
            CueClass::Say if self.is(event.cue.start, WordClass::Pledging) && self.governs_verb(at) => {
                return Some((at, None));
            }
            // "emphasised in his speech the importance of ties"
            CueClass::Say
                if self.low(at) == "in"
                    && self.is(at + 1, WordClass::PossessivePronoun)
                    && self.is(at + 2, WordClass::OwnWords)
                    && self.is(at + 3, WordClass::Article) =>
            {
                return Some((at + 3, None));
            }
            CueClass::Say => {}
        }
        if let Some(start) = self.after_adverbial(at, limit) {
            let heard = (self.low(at) == "to").then(|| at + 1..start.saturating_sub(1));
            return Some((start, heard));
        }
        Some((at, None))
    }

    /// Whether the base form of a verb stands behind "to", or an adverb before one: "to quickly end".
    fn governs_verb(&self, to: usize) -> bool {
        self.low(to) == "to" && matches!(self.analysis.tags.get(to + 1), Some(Pos::Base | Pos::Adverb))
    }

    /// Whether "to" at a token stands before a verb, over adverbs and marks: "to “speed up” the talks".
    fn begins_infinitive(&self, to: usize) -> bool {
        let tags = &self.analysis.tags;
        let noun = matches!(tags.get(to + 1), Some(Pos::Determiner | Pos::Name | Pos::Possessive));
        !noun || self.analysis.quoted[to + 1]
    }

    /// Behind an adverbial: "in a statement that …", "on Tuesday: …", ", “…", "in the article that …".
    pub(super) fn after_adverbial(&self, token: usize, limit: usize) -> Option<usize> {
        let analysis = self.analysis;
        let adverbial = self.begins_adverbial(token)
            || self.is(token, WordClass::Day)
            || matches!(self.low(token), "here" | "there")
            || matches!(self.low(token), "," | ":" | "(")
            || analysis
                .tagged
                .entity_at(token)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)));
        if !adverbial {
            return None;
        }
        let mut at = token;
        // "…, Lee said, most have come to see “a chance”": a clause that holds the words.
        let clause_before = |at: usize| {
            let mut commas = (token..at).filter(|&before| self.low(before) == ",").peekable();
            std::iter::from_fn(|| {
                let comma = commas.next()?;
                Some((comma + 1, commas.peek().copied().unwrap_or(at)))
            })
            .find(|&(start, end)| {
                !self.begins_adverbial(start)
                    && !self.is(start, WordClass::Relative)
                    && analysis.tags[start..end].iter().any(|tag| tag.is_finite())
            })
            .map(|(start, _)| start)
        };
        while at < limit {
            let low = self.low(at);
            let is_clause = !self.is(at + 1, WordClass::Tensed) && self.low(at + 1) != "of";
            if low == "that"
                && is_clause
                && self.low(token) == ","
                && let Some(start) = clause_before(at)
            {
                return Some(start);
            }
            if (low == "that" && is_clause) || low == ":" {
                return Some(at + 1);
            }
            if analysis.quoted[at] && at > token {
                let speech = analysis.document.tokens[at].is_capitalised();
                return Some(clause_before(at).filter(|_| !speech).unwrap_or(at));
            }
            if low == "," && self.low(at + 1) == "that" {
                return Some(at + 2);
            }
            if matches!(low, ";" | ".") {
                break;
            }
            at += 1;
        }
        // "said on Tuesday China will …": behind a weekday or a date.
        let dates = date::find(&analysis.document, &analysis.tagged, token..limit);
        let first = dates.first().filter(|found| found.tokens.start <= token + 2)?;
        Some(first.tokens.end + usize::from(self.low(first.tokens.end) == ","))
    }

    /// The end of the audience that follows "told": a mention, or a few words before "that".
    pub(super) fn audience_end(&self, token: usize, limit: usize) -> Option<usize> {
        let analysis = self.analysis;
        // "told reporters the leaders had decided"
        let of_press = self.is(token, WordClass::Journalists) && analysis.mention_at(token).is_none();
        if of_press && token + 1 < limit && analysis.mention_at(token + 1).is_some() {
            return Some(token + 1);
        }
        if let Some((_, mention)) = analysis.mentions_in(token..(token + 2).min(limit)).next() {
            let mut end = mention.tokens.end;
            // "told the foreign ministers of the bloc that": up to the "that", where it is near.
            if let Some(that) = (end..limit.min(end + 12)).find(|&token| self.low(token) == "that")
                && !(end..that).any(|token| self.low(token) == ",")
            {
                end = that;
            }
            return Some(end);
        }
        let is_heard =
            [WordClass::Journalists, WordClass::Press, WordClass::Article, WordClass::ObjectPronoun]
                .into_iter()
                .any(|class| self.is(token, class))
                || matches!(self.low(token), "parliament" | "lawmakers");
        if is_heard {
            let that = (token..limit)
                .find(|&token| self.low(token) == "that" || matches!(self.low(token), "," | ":"));
            // "told the press she had …"
            let named = self.is(token, WordClass::Article)
                && (self.is(token + 1, WordClass::Press) || self.is(token + 1, WordClass::Journalists));
            return that.or(Some((token + 1 + usize::from(named)).min(limit)));
        }
        if let Some(that) = (token..limit.min(token + MAX_AUDIENCE)).find(|&token| self.low(token) == "that")
        {
            return Some(that);
        }
        // "told fishers this week he would come": a noun phrase, a time perhaps, and a clause.
        let sentence = analysis.document.sentence_of(token);
        let chunks = analysis.clauses(sentence).chunks;
        let mut heard = chunks.iter().filter(|chunk| chunk.tokens.start >= token);
        let first = heard.next().filter(|chunk| chunk.tokens.start == token)?;
        let second = heard.next()?;
        let mut end = first.tokens.end;
        if second.tokens.start == end && self.is_time(second.head()) {
            end = second.tokens.end;
        }
        let clause = self.is(end, WordClass::SubjectPronoun)
            || heard.next().is_some_and(|next| {
                next.tokens.start == end
                    && analysis.tags.get(next.tokens.end).is_some_and(|tag| tag.is_finite())
            });
        (end < limit && clause).then_some(end)
    }

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
    fn without_setting(&self, content: Range<usize>) -> Range<usize> {
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

    /// A range without white marks, conjunctions and final points at its ends.
    pub(super) fn trim(&self, tokens: Range<usize>) -> Range<usize> {
        let mut tokens = tokens;
        let analysis = self.analysis;
        while !tokens.is_empty() {
            let last = tokens.end - 1;
            let is_final = analysis.document.tokens[last].kind == TokenKind::Punctuation
                && !matches!(self.low(last), ")" | "]" | "%" | "?" | "!" | "…")
                || self.is(last, WordClass::Conjunction);
            if !is_final {
                break;
            }
            tokens.end = last;
        }
        while !tokens.is_empty() {
            let first = self.low(tokens.start);
            let is_opening = analysis.document.tokens[tokens.start].kind == TokenKind::Punctuation
                && !matches!(first, "(" | "[" | "$" | "€" | "£" | "#");
            if !is_opening {
                break;
            }
            tokens.start += 1;
        }
        tokens
    }

    /// Whether a content behind a cue is reported speech: a clause, an infinitive, or words between marks; a bare noun
    /// phrase is only for verbs that stress or call for something.
    pub(super) fn is_reported(&self, event: &Event, content: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let according = event.rule == ACCORDING_TO && self.has_finite_verb(content.clone());
        if self.low(content.start.saturating_sub(1)) == "that" || analysis.quoted[content.start] || according
        {
            return true;
        }
        // "informed the colleagues about the reforms": of what, and not what.
        let about = (content.start..content.end.min(content.start + MAX_HEARD))
            .take_while(|&at| !analysis.tags[at].is_finite())
            .any(|at| self.low(at) == "about");
        if about && matches!(self.low(event.cue.start), "informed" | "informs" | "informing" | "notified") {
            return false;
        }
        match event.class {
            CueClass::Urge | CueClass::Tell => true,
            // "praised …", "called for …": an attitude, no report of words unless some stand between marks.
            CueClass::Voice | CueClass::Call => analysis.quoted[content.clone()].iter().any(|&quoted| quoted),
            CueClass::Brief | CueClass::Agree => false,
            // "said of the plan": to be followed by what was said.
            CueClass::Say if matches!(self.low(content.start), "of" | "about") => false,
            // "The union added two members": a thing counted.
            CueClass::Say
                if matches!(self.low(event.cue.start), "added" | "adds")
                    && analysis.tags[content.start] == Pos::Number
                    && content.start + 2 < content.end
                    && (content.start + 1..content.start + 3)
                        .any(|at| self.low(at).starts_with("member")) =>
            {
                false
            }
            // "said this while receiving the envoy": when, and what was told before.
            CueClass::Say
                if self.low(content.start) == "this"
                    && (self.is(content.start + 1, WordClass::Subordinator)
                        || self.is(content.start + 1, WordClass::Occasion)
                        || matches!(self.low(content.start + 1), "while" | "when" | "at" | "on")) =>
            {
                false
            }
            CueClass::Say => {
                let cue = self.low(event.cue.start);
                let is_clausal = self.is(event.cue.start, WordClass::ClausalSaying);
                // A clause tells by its verb of saying, its subject or its verb; else it is a noun phrase.
                // A thing does not speak: "the trip underscored the importance of …".
                if event.voice.kind == SpeakerKind::Unknown && event.voice.name.is_some() && !is_clausal {
                    return false;
                }
                let says_nothing =
                    matches!(event.voice.kind, SpeakerKind::Organization | SpeakerKind::Document)
                        && (cue.ends_with('s') || !self.has_finite_verb(content.clone()))
                        && !matches!(cue, "says" | "said");
                if says_nothing {
                    return false;
                }
                is_clausal
                    || self.is(content.start, WordClass::SubjectPronoun)
                    || self.low(content.start) == "there"
                    || self.has_finite_verb(content.clone())
                    || is_stressing(cue)
            }
        }
    }

    /// Whether words before a tag may be what was said: a clause, or words between marks.
    fn is_clause(&self, content: Range<usize>) -> bool {
        let analysis = self.analysis;
        analysis.quoted[content.clone()].contains(&true)
            || analysis.tags[content].iter().any(|tag| tag.is_finite())
    }

    pub(super) fn has_finite_verb(&self, content: Range<usize>) -> bool {
        let limit = content.end.min(content.start + 40);
        self.analysis.tags[(content.start + 1).min(limit)..limit].iter().any(|tag| tag.is_finite())
    }
}
