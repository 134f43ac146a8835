//! Subjects behind their verb: "…," said X.

use std::ops::Range;

use super::{
    super::{Event, Finder, Voice, form::Form},
    saying::Saying,
};
use crate::{chunk::Chunk, lexicon::CueClass, pos::Pos, word_class::WordClass};

/// How far what describes a speaker may reach behind him, in tokens.
const MAX_DESCRIBED: usize = 10;

impl Finder<'_> {
    /// "…,” said Name: the mention behind a verb, where the tag ends with it.
    pub(super) fn name_behind(&self, saying: &Saying<'_>) -> Option<Event> {
        let (token, behind, end) = (saying.token, saying.cue.end, saying.tokens.end);
        if !saying.is_inside() || saying.form != Form::Finite || saying.class != CueClass::Say {
            return None;
        }
        let after_comma = self.low(token - 1) == ",";
        if !after_comma && !self.is(token - 1, WordClass::ClosingQuote) {
            return None;
        }
        let (at, mention) = self.analysis.mentions_in(behind..(behind + 2).min(end)).next()?;
        let is_next = mention.tokens.start == behind
            || self.low(behind) == "the"
            || self.is(behind, WordClass::OneOfMany);
        if !is_next || !mention.can_speak() {
            return None;
        }
        let voice = self.voice(at, mention)?;
        let ends = self.is_tag_behind(mention.tokens.end, saying.tokens.clone())
            || after_comma && self.is_described_to(mention.tokens.end..end);
        ends.then(|| saying.inverted(voice, self.extended(at).1, "name behind the cue"))
    }

    /// The noun phrase behind a verb that no subject can precede, as its subject.
    pub(super) fn speaking_phrase_behind(&self, saying: &Saying<'_>) -> Option<Event> {
        if saying.form != Form::Finite || saying.class != CueClass::Say {
            return None;
        }
        let voice = self.phrase_behind(saying.token, saying.cue.end, saying.tokens.clone())?;
        let end = voice.tokens.as_ref().map_or(saying.cue.end, |tokens| tokens.end);
        Some(saying.inverted(voice, end, "phrase behind the cue"))
    }

    /// "…,” said one official on the panel", "Said Lee: “…": the phrase right behind a verb that no subject can precede.
    fn phrase_behind(&self, token: usize, behind: usize, tokens: Range<usize>) -> Option<Voice> {
        let analysis = self.analysis;
        let sentence = analysis.document.sentence_of(token);
        let chunk = analysis.clauses(sentence).chunks.iter().find(|chunk| chunk.tokens.start == behind)?;
        // "said one well-connected fisher": the noun behind the numeral.
        let noun = analysis.clauses(sentence).chunks.iter().find(|next| {
            self.low(chunk.head()) == "one"
                && (chunk.tokens.end..chunk.tokens.end + 2).contains(&next.tokens.start)
        });
        let counted = noun.map(|noun| Chunk { tokens: chunk.tokens.start..noun.tokens.end });
        let chunk = counted.as_ref().unwrap_or(chunk);
        let closes = token >= tokens.start + 2
            && self.is(token - 1, WordClass::ClosingQuote)
            && analysis.quoted[token - 2]
            && analysis.tags[chunk.head()] != Pos::Pronoun;
        // "The sides exchanged views, said a statement of the ministry.": nothing but the tag is left.
        let ends = token > tokens.start + 3
            && self.low(token - 1) == ","
            && analysis.tags[chunk.head()].is_noun()
            && self.low(token) == "said"
            && !analysis.quoted[token]
            && self.is_adverbial_tail(chunk.tokens.end..tokens.end);
        let opens = token == tokens.start
            && analysis.document.tokens[token].is_capitalised()
            && analysis.tags[chunk.head()] == Pos::Name
            && self.low(chunk.tokens.end) == ":";
        (closes || ends || opens).then(|| self.voice_of(chunk)).flatten()
    }

    /// "…, said one official familiar with the plan.": an adjective and what belongs to it, to the end of the sentence.
    fn is_described_to(&self, tail: Range<usize>) -> bool {
        let tags = &self.analysis.tags;
        tail.len() <= MAX_DESCRIBED
            && tail.clone().next().is_some_and(|first| tags[first] == Pos::Adjective)
            && !tail.into_iter().any(|at| tags[at].is_finite() || self.low(at) == ",")
    }

    /// Whether a speech tag whose subject ends here is a tag: the sentence, or the clause, ends soon.
    fn is_tag_behind(&self, token: usize, tokens: Range<usize>) -> bool {
        token >= tokens.end
            || self.is(token, WordClass::ClauseMark)
            || self.is(token, WordClass::OpensAdverbial)
            || self.is(token, WordClass::Relative)
            || self.is(token, WordClass::Conjunction)
            || matches!(self.low(token), "told" | "of")
            || self.low(token) == "("
            || self.is(token, WordClass::OpeningQuote)
            // "said the minister today."
            || self.is_time(token) && self.is_tag_behind(token + 1, tokens)
    }
}
