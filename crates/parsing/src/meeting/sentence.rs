//! A sentence and the phrases in it that name meetings: which of them stand for one, and which are taken.

use std::ops::Range;

use rapporteur_model::vocabulary::MeetingKind;

use super::{BODY_MEETS, Finder, MIN_ACRONYM, Phrase, merge::add_parties, take::Site};
use crate::{text::Case, word_class::WordClass};

/// In how many places of a meeting its acronym is looked for.
const MAX_PLACES_OF_NAME: usize = 4;

impl Finder<'_> {
    /// Finds the phrases and verbs of a sentence that tell of meetings, and takes each.
    pub(super) fn sentence(&mut self, sentence: usize, order: usize) {
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        // "Did you also meet the minister?"
        if self.low(tokens.end - 1) == "?" {
            return;
        }
        let mut phrases = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            let named = self.phrase(token, tokens.clone());
            let first = phrases.last().map_or(tokens.start, |last: &Phrase| last.tokens.end);
            let named = named.or_else(|| self.council(token, first..tokens.end));
            if let Some(phrase) = named.or_else(|| self.acronym(token, first..tokens.end)) {
                token = phrase.tokens.end.max(token + 1);
                phrases.push(phrase);
            } else {
                token += 1;
            }
        }
        let parties = self.verb_meeting(sentence, tokens.clone(), order, &phrases);
        for at in 0..phrases.len() {
            if phrases.get(at + 1).is_some_and(|next| self.is_meeting_of(&phrases[at], next)) {
                continue;
            }
            let opened =
                at.checked_sub(1).filter(|&before| self.is_meeting_of(&phrases[before], &phrases[at]));
            let previous = match opened.unwrap_or(at) {
                0 => tokens.start,
                first => phrases[first - 1].tokens.end,
            };
            let next = phrases.get(at + 1).map_or(tokens.end, |next| next.tokens.start);
            let mut phrase = phrases[at].clone();
            // "will host the leaders of the union in the first summit since …": who meets there tells which one.
            let of_those = parties.iter().any(|(phrase, hosts, others)| {
                *phrase == at
                    && [hosts, others].into_iter().flatten().any(|&index| self.party(index).person.is_some())
            });
            phrase.convened = opened.is_some() || of_those;
            if self.is_held_by_body(sentence, &phrase) {
                continue;
            }
            let site = Site { sentence, order, scope: previous..next, tokens: tokens.clone() };
            let named = self.meetings_of_bodies(&phrase);
            if named.len() >= 2 {
                for of_body in named {
                    self.take(&of_body, &site);
                }
                continue;
            }
            self.take(&phrase, &site);
            let Some((_, hosts, others)) = parties.iter().find(|(phrase, _, _)| *phrase == at) else {
                continue;
            };
            let place = phrases[at].tokens.clone();
            let taken = self.meetings.phrases.last().filter(|(_, tokens, _)| *tokens == place);
            if let Some(&(_, _, meeting)) = taken {
                let draft = &mut self.meetings.drafts[meeting];
                add_parties(&mut draft.hosts, hosts.clone());
                add_parties(&mut draft.others, others.clone());
            }
        }
    }

    /// "The third Lakes Ministers' Conference (LMC) … The first LMC was held in 2004": a gathering by the acronym that the report
    /// gave it.
    fn acronym(&self, token: usize, scope: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let word = document.str(token);
        let is_acronym = document.tokens[token].case == Case::Upper && word.len() >= MIN_ACRONYM;
        if !is_acronym || analysis.quoted[token] || analysis.tagged.entity(token).is_some() {
            return None;
        }
        let known = self.meetings.drafts.iter().find(|draft| {
            let of_it = |places: &(usize, Range<usize>)| {
                let phrase = places.1.clone();
                phrase.len() > 3
                    && document.str(phrase.end - 1) == ")"
                    && document.str(phrase.end - 2) == word
                    && document.str(phrase.end - 3) == "("
            };
            !draft.by_participants && draft.places.iter().take(MAX_PLACES_OF_NAME).any(of_it)
        })?;
        let numbered = token.checked_sub(1).filter(|&at| at >= scope.start);
        let ordinal = numbered.and_then(|at| self.ordinal(at));
        let start = if ordinal.is_some() { token - 1 } else { token };
        let definite = start > scope.start && self.low(start - 1) == "the";
        (definite || ordinal.is_some()).then(|| Phrase {
            tokens: start..token + 1,
            noun: token..token + 1,
            ordinal: ordinal.or(known.ordinal),
            organization: known.organization.clone(),
            series: known.series.clone(),
            kind: known.kind,
            city: None,
            plural: false,
            definite: true,
            with: Vec::new(),
            between: false,
            days: None,
            past: false,
            convened: true,
        })
    }

    /// "the meetings of the Council of Ministers and the Security Council": one of each body that meets.
    fn meetings_of_bodies(&self, phrase: &Phrase) -> Vec<Phrase> {
        if !phrase.plural || self.low(phrase.noun.end) != "of" {
            return Vec::new();
        }
        // "of the Peace and Security Council and the Council of Ministers"
        let joins = |at: &usize| {
            self.low(*at) == "and"
                && (self.is(at + 1, WordClass::Article) || self.analysis.tagged.entity_at(at + 1).is_some())
        };
        let Some(and) = (phrase.noun.end..phrase.tokens.end).find(joins) else { return Vec::new() };
        let bodies = [phrase.noun.end + 1..and, and + 1..phrase.tokens.end];
        bodies
            .into_iter()
            .filter(|body| !body.is_empty())
            .filter_map(|body| {
                let described = self.describe(body.clone(), body.start..body.start);
                let is_body = described.organization.is_some() && described.series.is_some();
                is_body.then(|| Phrase {
                    organization: described.organization,
                    series: described.series,
                    kind: described.kind,
                    ordinal: None,
                    noun: body.end - 1..body.end,
                    tokens: body,
                    plural: false,
                    ..phrase.clone()
                })
            })
            .collect()
    }

    /// "The ministers of A, B and C held a trilateral meeting": what they held is their meeting, found with them.
    fn is_held_by_body(&mut self, sentence: usize, phrase: &Phrase) -> bool {
        let Some(&(at, ref noun, meeting)) = self.meetings.phrases.last() else { return false };
        let same = at == sentence
            && self.meetings.drafts[meeting].rule == BODY_MEETS
            && phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && phrase.with.is_empty()
            && !phrase.past
            && phrase.tokens.contains(&noun.start);
        if same {
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), meeting));
            self.meetings.drafts[meeting].places.push((sentence, phrase.tokens.clone()));
        }
        same
    }

    /// "a meeting on Tuesday of an international working group": a bare noun, and the body that meets.
    fn is_meeting_of(&self, phrase: &Phrase, next: &Phrase) -> bool {
        let gap = phrase.tokens.end..next.tokens.start;
        let bare = phrase.organization.is_none() && phrase.ordinal.is_none() && phrase.with.is_empty();
        let of = gap.clone().rev().find(|&at| !self.is(at, WordClass::Article));
        bare && next.kind == Some(MeetingKind::WorkingGroup)
            && gap.len() <= 5
            && of.is_some_and(|of| self.low(of) == "of")
    }
}
