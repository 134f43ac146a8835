//! Those who are told, between the cue and the content.

use super::super::Finder;
use crate::word_class::WordClass;

/// How far behind "told" the "that" stands behind which the words begin, in tokens.
const MAX_AUDIENCE: usize = 16;

impl Finder<'_> {
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
        let is_heard = [
            WordClass::Journalists,
            WordClass::Press,
            WordClass::Article,
            WordClass::ObjectPronoun,
            WordClass::Assembled,
        ]
        .into_iter()
        .any(|class| self.is(token, class));
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
}
