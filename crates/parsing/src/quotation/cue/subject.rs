//! Subjects before their verb, by rules: the nearest mention that may be one.

use std::ops::Range;

use super::super::{Event, Finder, Voice, form::Form};
use crate::{
    lexicon::Tag,
    mention::{Kind, Mention, Pronoun},
    word_class::WordClass,
};

impl Finder<'_> {
    /// The subject of the cue at `token`, and where the tag begins.
    pub(super) fn subject(
        &self,
        token: usize,
        tokens: Range<usize>,
        before: &[Event],
        form: Form,
    ) -> Option<(Voice, usize)> {
        let analysis = self.analysis;
        let mut at = token;
        let mut helper = false;
        let mut passive = false;
        while at > tokens.start {
            if self.makes_passive(at - 1) {
                passive = true;
            } else if self.is(at - 1, WordClass::BeforeVerb) || self.is(at - 1, WordClass::Denial) {
                helper = true;
            } else if !self.low(at - 1).ends_with("ly") || analysis.document.tokens[at - 1].is_capitalised() {
                break;
            }
            at -= 1;
        }
        if passive || (form == Form::Base && !helper) {
            return self.base_form_subject(at, tokens, form).filter(|_| !passive);
        }
        if let Some(apposed) = self.behind_apposition(at, tokens.start) {
            return Some(apposed);
        }
        let follows = |class| at > tokens.start && self.is(at - 1, class);
        if follows(WordClass::Conjunction)
            || at > tokens.start && self.low(at - 1) == "," && !before.is_empty()
        {
            // "X met Y and called for …": the subject of the clause before.
            let clause = before.last().map(|event| event.voice.clone());
            return clause.or_else(|| self.main_subject(tokens.start..at)).map(|voice| (voice, at));
        }
        if follows(WordClass::Relative) {
            let (index, mention) = analysis.mentions_in(tokens.start..at).next_back()?;
            return self.voice(index, mention).map(|voice| (voice, mention.tokens.start));
        }
        // The nearest mention that no preposition governs, over adverbials between it and the cue.
        let mut edge = at;
        for (index, mention) in analysis.mentions_in(tokens.start..at).rev().take(8) {
            if analysis.quoted[mention.tokens.start] && self.in_speech(mention.tokens.start) {
                break;
            }
            let gap = mention.tokens.end..edge;
            if !self.is_adverbial_gap(gap) {
                break;
            }
            if analysis.is_governed(mention.tokens.start) && !self.heads_sentence(mention, tokens.start) {
                edge = mention.tokens.start;
                // Over the preposition itself and its determiner.
                while edge > tokens.start
                    && analysis.is_governed(edge)
                    && !matches!(self.low(edge - 1), ",")
                    && edge + 3 > mention.tokens.start
                {
                    edge -= 1;
                    if analysis.mention_at(edge).is_some() {
                        edge += 1;
                        break;
                    }
                }
                continue;
            }
            if matches!(mention.kind, Kind::Country(_))
                && mention.tokens.end < at
                && !self.gap_is_empty(mention.tokens.end..at)
            {
                // "China, Xi said": far from the cue a country is not the speaker.
                break;
            }
            let index = self.apposed_to(index);
            return self.voice(index, &analysis.mentions[index]).map(|voice| (voice, self.extended(index).0));
        }
        None
    }

    /// "They say", "leaders call on": a base form directly behind a plural.
    fn base_form_subject(&self, at: usize, tokens: Range<usize>, form: Form) -> Option<(Voice, usize)> {
        if form != Form::Base {
            return None;
        }
        let (index, mention) = self.analysis.mentions_in(tokens.start..at).next_back()?;
        let plural = matches!(mention.kind, Kind::Group | Kind::Pronoun(Pronoun::Plural))
            || mention.office.as_ref().is_some_and(|office| office.plural && mention.person.is_none());
        if !plural || mention.tokens.end != at || self.analysis.is_governed(mention.tokens.start) {
            return None;
        }
        self.voice(index, mention).map(|voice| (voice, mention.tokens.start))
    }

    /// The first mention of a stretch of a sentence that no preposition governs.
    pub(super) fn main_subject(&self, tokens: Range<usize>) -> Option<Voice> {
        let analysis = self.analysis;
        analysis
            .mentions_in(tokens)
            .filter(|(_, mention)| !analysis.quoted[mention.tokens.start] && mention.can_speak())
            .find(|(_, mention)| {
                !analysis.is_governed(mention.tokens.start) && !matches!(mention.kind, Kind::Country(_))
            })
            .and_then(|(at, mention)| self.voice(at, mention))
    }

    /// Whether a mention opens its sentence.
    fn heads_sentence(&self, mention: &Mention, start: usize) -> bool {
        mention.tokens.start == start
    }

    /// Whether what stands between a subject and its cue may stand there: adverbials, appositions between commas, dates.
    fn is_adverbial_gap(&self, gap: Range<usize>) -> bool {
        if gap.is_empty() {
            return true;
        }
        if gap.start > gap.end || gap.len() > 30 {
            return false;
        }
        let analysis = self.analysis;
        let opens = self.low(gap.start);
        let last = self.low(gap.end - 1);
        let is_parenthesis =
            (opens == "," && (last == "," || gap.len() == 1)) || (opens == "(" && last == ")");
        if is_parenthesis || opens == "(" {
            return true;
        }
        if self.is(gap.start, WordClass::Relative) {
            return true;
        }
        let starts_adverbial = self.is(gap.start, WordClass::OpensAdverbial)
            || self.is(gap.start, WordClass::Day)
            || matches!(opens, "here" | "of")
            // "the minister last week told"
            || matches!(opens, "last" | "this" | "earlier") && self.is_time(gap.end - 1)
            || analysis
                .tagged
                .entity_at(gap.start)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)));
        // No further verb of the clause may stand between.
        starts_adverbial
            && !gap.into_iter().any(|token| {
                self.is(token, WordClass::Tensed)
                    || self.is(token, WordClass::EndsClause)
                    || (analysis.tagged.is_cue(token) && Form::of(self.low(token)) == Form::Finite)
            })
    }

    /// Whether nothing but commas and possessives stands in a range.
    fn gap_is_empty(&self, gap: Range<usize>) -> bool {
        gap.into_iter().all(|token| matches!(self.low(token), "," | "'s" | "’s"))
    }
}
