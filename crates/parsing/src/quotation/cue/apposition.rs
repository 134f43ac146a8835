//! Subjects over an apposition between them and the verb: "Ann Lee, a lecturer at a college, said".

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{Finder, Voice};
use crate::{mention::Kind, pos::Pos, word_class::WordClass};

/// The longest apposition between a speaker and the verb, in tokens: "Ann Lee, a lecturer at the College of X, said".
const MAX_APPOSITION: usize = 40;

/// The longest addition in brackets behind a name, in tokens: "(Workers’ Union, Coast)".
const MAX_IN_BRACKETS: usize = 8;

impl Finder<'_> {
    /// "Ann Lee (Coast), a lecturer at a college and once an envoy to Velmora, said": the name before the apposition that ends at
    /// a verb, and where it begins.
    pub(super) fn behind_apposition(&self, verb: usize, start: usize) -> Option<(Voice, usize)> {
        let analysis = self.analysis;
        let last = verb.checked_sub(1).filter(|&at| at > start && self.low(at) == ",")?;
        let mut tells_more = false;
        for comma in (start + 1..last).rev().take(MAX_APPOSITION) {
            if analysis.quoted[comma] {
                return None;
            }
            if self.low(comma) != "," {
                tells_more |= analysis.tags[comma].is_finite();
                continue;
            }
            // A clause is part of an apposition behind "who" only.
            if tells_more && !self.is(comma + 1, WordClass::Relative) {
                return None;
            }
            let mut end = comma;
            if self.low(end - 1) == ")" {
                end = (start + 1..end).rev().take(MAX_IN_BRACKETS).find(|&at| self.low(at) == "(")?;
            }
            // "the official, briefing reporters on the plan, said"
            let acts = self.is(comma + 1, WordClass::Relative)
                // Tagged a noun at times.
                || self.low(comma + 1).ends_with("ing")
                    && matches!(analysis.tags.get(comma + 1), Some(Pos::Gerund | Pos::Noun));
            let office = analysis.mention_at(end - 1).filter(|(_, mention)| {
                acts && mention.kind == Kind::Office
                    && mention.tokens.end == end
                    && (mention.tokens.start == start || !analysis.is_governed(mention.tokens.start))
            });
            if let Some((index, mention)) = office {
                return self.voice(index, mention).map(|voice| (voice, mention.tokens.start));
            }
            let sentence = analysis.document.sentence_of(comma);
            let chunks = analysis.clauses(sentence).chunks;
            let at = chunks.partition_point(|chunk| chunk.tokens.end < end);
            let Some(chunk) = chunks.get(at).filter(|chunk| chunk.tokens.end == end) else { continue };
            let is_name = analysis.tags[chunk.head()] == Pos::Name
                && (chunk.tokens.start == start || !analysis.is_governed(chunk.tokens.start));
            let tells = self.is(comma + 1, WordClass::Article)
                || self.is(comma + 1, WordClass::TellsMore)
                || self.is(comma + 1, WordClass::Relative)
                || self.is(comma + 1, WordClass::PossessivePronoun)
                || matches!(analysis.tags[comma + 1], Pos::Noun | Pos::Nouns | Pos::Adjective | Pos::Number);
            if !is_name || !tells {
                continue;
            }
            let voice = self.voice_of(chunk)?;
            // "Ann Lee, of Lakeside, Coast, who voted, said": places between commas.
            if voice.kind != SpeakerKind::Person
                && chunk.tokens.start > start
                && self.low(chunk.tokens.start - 1) == ","
            {
                continue;
            }
            return Some((voice, chunk.tokens.start));
        }
        None
    }

    /// "Ann Lee, the minister of X, a member of its council, said": the person whom an office between commas tells more of.
    pub(super) fn apposed_to(&self, index: usize) -> usize {
        let mentions = &self.analysis.mentions;
        let is_office = mentions[index].kind == Kind::Office
            && mentions[index].person.is_none()
            && self.low(mentions[index].tokens.end) == ","
            && self.is(mentions[index].tokens.start, WordClass::Article);
        let before = index.checked_sub(1).filter(|&before| {
            is_office
                && matches!(mentions[before].kind, Kind::Person { .. })
                && mentions[before].tokens.end + 1 == mentions[index].tokens.start
                && self.low(mentions[before].tokens.end) == ","
        });
        before.unwrap_or(index)
    }
}
