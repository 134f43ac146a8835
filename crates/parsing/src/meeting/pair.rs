//! The two who meet, where a phrase names neither: "their summit", "the leaders held talks".

use std::ops::Range;

use super::{Finder, LEAD_SENTENCES, MAX_HELD_BEFORE, Phrase};
use crate::{lexicon::Rank, mention::Kind, pos::Pos, word_class::WordClass};

/// The most tokens between two who stand in a picture: ", left, and".
const MAX_CAPTION: usize = 5;

impl Finder<'_> {
    /// Two persons of high office for two countries, joined by "and".
    pub(super) fn coordinated_leaders(&self, tokens: Range<usize>) -> Option<Vec<usize>> {
        let analysis = self.analysis;
        let verb = tokens.end;
        let leader = |index: usize| {
            let person = &analysis.registry.persons[analysis.mentions[index].person?];
            let holds = person.offices.iter().any(|office| office.rank <= Rank::Minister);
            person.country().filter(|_| holds)
        };
        let mentions: Vec<usize> = analysis.mentions_in(tokens).map(|(index, _)| index).collect();
        mentions.windows(2).find_map(|pair| {
            let (left, right) = (&analysis.mentions[pair[0]], &analysis.mentions[pair[1]]);
            let gap = left.tokens.end..right.tokens.start;
            let joined = gap.len() <= 2 && gap.clone().any(|token| self.low(token) == "and");
            // "discussed bilateral relations": each is one side's.
            let of_sides = self.is(verb + 1, WordClass::OfTwoSides)
                && pair.iter().all(|&index| analysis.mentions[index].office.is_some());
            let differ = of_sides || leader(pair[0])? != leader(pair[1])?;
            (joined && differ && !analysis.quoted[left.tokens.start]).then(|| pair.to_vec())
        })
    }

    /// The persons of a sentence, where they are two: "In remarks after an hour with A at their summit, B said …".
    pub(super) fn two_of(&self, tokens: Range<usize>) -> Option<Vec<usize>> {
        let analysis = self.analysis;
        let mut found: Vec<usize> = Vec::new();
        for (index, mention) in analysis.mentions_in(tokens) {
            let known = |&known: &usize| analysis.mentions[known].person == mention.person;
            if mention.person.is_some() && !analysis.quoted[mention.tokens.start] && !found.iter().any(known)
            {
                found.push(index);
            }
        }
        (found.len() == 2).then_some(found)
    }

    /// "Following their meeting, A said": A, and who was told of last among the leaders of other countries, unless a meeting
    /// of A has been told of.
    pub(super) fn with_partner(
        &self,
        sentence: usize,
        tokens: Range<usize>,
        known: Vec<usize>,
    ) -> Vec<usize> {
        let analysis = self.analysis;
        let person = |index: usize| analysis.mentions[index].person;
        let own = known.first().copied().or_else(|| {
            let mut named = analysis
                .mentions_in(tokens.clone())
                .filter(|(_, mention)| mention.person.is_some() && !analysis.quoted[mention.tokens.start]);
            named.next().map(|(index, _)| index)
        });
        let Some(own) = own else { return known };
        let told =
            self.meetings.drafts.iter().any(|draft| {
                draft.hosts.iter().chain(&draft.others).any(|&index| person(index) == person(own))
            });
        let country = self.party(own).country;
        if told || country.is_none() || self.meetings.drafts.iter().any(|draft| draft.focal) {
            return known;
        }
        let first = analysis.document.sentences[sentence.saturating_sub(LEAD_SENTENCES)].tokens.start;
        let partner = analysis.mentions_in(first..tokens.start).rev().find(|(index, mention)| {
            let leads = mention.person.is_some_and(|person| {
                analysis.registry.persons[person].offices.iter().any(|office| office.rank <= Rank::Minister)
            });
            let other = self.party(*index).country;
            leads
                && other.is_some()
                && other != country
                && !analysis.quoted[mention.tokens.start]
                && !analysis.is_governed(mention.tokens.start)
        });
        partner.map_or(known, |(index, _)| vec![index, own])
    }

    /// The two persons of a sentence whom "the leaders" mean before "held a meeting".
    pub(super) fn pair_that_held(&self, start: usize, phrase: &Phrase) -> Vec<usize> {
        let analysis = self.analysis;
        let none = Vec::new();
        if !phrase.with.is_empty() || phrase.tokens.start < start + MAX_HELD_BEFORE {
            return none;
        }
        // Over "a friendly inaugural".
        let modifies = |at: usize| self.is(at, WordClass::Article) || analysis.tags[at] == Pos::Adjective;
        let first = start.max(phrase.tokens.start.saturating_sub(MAX_HELD_BEFORE));
        let Some(verb) = (first..phrase.tokens.start).rev().find(|&at| !modifies(at)) else { return none };
        let group = verb.checked_sub(1).and_then(|before| analysis.mention_at(before));
        let Some((_, group)) = group.filter(|_| matches!(self.low(verb), "held" | "hold" | "had")) else {
            return none;
        };
        let is_plural = matches!(group.kind, Kind::Group)
            || group.office.as_ref().is_some_and(|office| office.plural && office.countries.is_empty());
        if !is_plural || group.tokens.end != verb || group.tokens.start <= start {
            return none;
        }
        self.two_before(start..group.tokens.start)
    }

    /// The last two persons of a range, where they are two.
    pub(super) fn two_before(&self, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let mut found: Vec<usize> = Vec::new();
        for (index, mention) in analysis.mentions_in(tokens).rev() {
            let known = |&known: &usize| analysis.mentions[known].person == mention.person;
            if mention.person.is_some() && !analysis.quoted[mention.tokens.start] && !found.iter().any(known)
            {
                found.insert(0, index);
            }
            if found.len() == 2 {
                return found;
            }
        }
        Vec::new()
    }

    /// Two persons joined by "and", whatever governs them: "Remarks by A and B before their meeting". Else what is known.
    pub(super) fn pair_in(&self, tokens: Range<usize>, known: Vec<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let people: Vec<usize> = analysis
            .mentions_in(tokens)
            .filter(|(_, mention)| mention.person.is_some() && !analysis.quoted[mention.tokens.start])
            .map(|(index, _)| index)
            .collect();
        let pair = people.windows(2).next_back().filter(|pair| {
            let gap = analysis.mentions[pair[0]].tokens.end..analysis.mentions[pair[1]].tokens.start;
            // "A, left, and B"
            let aside = gap.clone().any(|token| self.low(token) == ",") && gap.len() <= MAX_CAPTION;
            (gap.len() <= 2 || aside) && gap.clone().any(|token| self.low(token) == "and")
        });
        pair.map_or(known, <[usize]>::to_vec)
    }
}
