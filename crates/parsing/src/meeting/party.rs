//! Those who meet: whom a mention means, who hosts, whose meeting a phrase names.

use std::ops::Range;

use rapporteur_model::{CountryCode, vocabulary::MeetingKind};

use super::{Finder, MAX_HELD_BEFORE, MAX_TO_VERB, Phrase, draft::Draft, words::is_general};
use crate::{
    lexicon::{Rank, Tag},
    mention::Kind,
    word_class::WordClass,
};

/// One of those who meet, as far as that tells them from others.
#[derive(Debug)]
pub(super) struct Party {
    /// The person, by index in the registry: whatever words name one, the person is the same.
    pub(super) person: Option<usize>,
    /// The country of the person, or of the office that stands for one.
    pub(super) country: Option<CountryCode>,
    /// What the report calls a party that is no known person: "the heads of delegations".
    words: String,
}

impl Party {
    /// Whether two mentions may mean one party: the same person, or an office of their country.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self.person, other.person) {
            (Some(person), Some(other)) => person == other,
            (None, None) => self.words == other.words,
            _ => self.country.is_some() && self.country == other.country,
        }
    }
}

impl Finder<'_> {
    /// Whom a mention means: the person, be it by an office alone that one person of the report holds.
    pub(super) fn party(&self, index: usize) -> Party {
        let analysis = self.analysis;
        let mention = &analysis.mentions[index];
        let office = mention.office.as_deref().filter(|office| !office.plural);
        let person = mention.person.or_else(|| {
            let mut holders = self.holders.borrow_mut();
            *holders.entry(index).or_insert_with(|| {
                analysis.registry.holder(office?, &analysis.mentions, mention.tokens.start)
            })
        });
        let country = match person {
            Some(person) => analysis.registry.persons[person].country(),
            None => office.and_then(|office| office.countries.first().copied()),
        };
        Party { person, country, words: analysis.display_name(mention) }
    }

    /// The name of a meeting with those who take part: "informal summit of A and B".
    pub(super) fn title_with(&self, draft: &Draft, name: &str) -> String {
        let mut names: Vec<String> = draft
            .hosts
            .iter()
            .take(2)
            .chain(draft.others.iter().take(3))
            .map(|&index| self.party_name(index))
            .collect();
        // "between Norland and Westmark (WM)"
        names.dedup();
        let core = ["their ", "his ", "her ", "its "]
            .iter()
            .find_map(|word| name.strip_prefix(word))
            .unwrap_or(name);
        // "meeting", "bilateral talks" say no more than that they met.
        let plain = core.split(' ').all(|word| is_general(word) || word.eq_ignore_ascii_case("bilateral"));
        match names.split_last() {
            Some((last, rest)) if plain && !rest.is_empty() => {
                let (left, right) = match draft.hosts.len().min(2) {
                    0 => (rest.join(", "), last.clone()),
                    hosts if hosts < names.len() => (names[..hosts].join(" and "), names[hosts..].join(", ")),
                    _ => (rest.join(", "), last.clone()),
                };
                let verb = if left.contains(" and ") || left.contains(", ") { "meet" } else { "meets" };
                format!("{left} {verb} {right}")
            }
            None => core.to_owned(),
            Some((last, [])) => format!("{core} with {last}"),
            Some((last, rest)) => format!("{core} of {} and {last}", rest.join(", ")),
        }
    }

    /// Who hosts, or is the one side: the subject before a phrase, or behind the parties that it names.
    pub(super) fn hosts_of(&self, phrase: &Phrase, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        // "visited Norland to attend a meeting of ministers and held talks with A": who visited.
        let verb = (phrase.tokens.start.saturating_sub(MAX_HELD_BEFORE).max(tokens.start)
            ..phrase.tokens.start)
            .find(|&at| self.is(at, WordClass::Holding) && self.goes_on(at, tokens.start));
        if let Some(host) = verb.and_then(|verb| self.subject_of_first(verb, tokens.start)) {
            return vec![host];
        }
        let before = self.subject_mentions(tokens.start..phrase.tokens.start);
        if !before.is_empty() {
            return before;
        }
        // "At the meeting of A B with Minister C D": between the noun and those with whom.
        let first_with = phrase.with.iter().map(|&index| analysis.mentions[index].tokens.start).min();
        let of = first_with.filter(|_| self.low(phrase.noun.end) == "of").and_then(|first| {
            analysis
                .mentions_in(phrase.noun.end..first)
                .find(|(_, mention)| mention.person.is_some() && !analysis.quoted[mention.tokens.start])
        });
        if let Some((host, _)) = of {
            return vec![host];
        }
        // "Meeting with Minister A B", as a heading: of whom the report tells before.
        let is_heading = phrase.tokens.start == tokens.start
            && !tokens.clone().any(|at| analysis.tags[at].is_finite() && analysis.mention_at(at).is_none());
        if is_heading && let Some(host) = analysis.antecedent(phrase.tokens.start) {
            return vec![host];
        }
        let last = phrase
            .with
            .iter()
            .map(|&index| analysis.mentions[index].tokens.end)
            .max()
            .unwrap_or(phrase.tokens.end);
        // "Their next stop is Harbour City for talks with A": of the two who were told of.
        if self.low(tokens.start) == "their" {
            let met = self.meetings.drafts.iter().rev().find(|draft| draft.by_participants);
            if let Some(met) = met.filter(|met| met.hosts.len() == 2) {
                return met.hosts.clone();
            }
            return self.two_told_of(analysis.document.sentence_of(tokens.start), tokens.start);
        }
        // "…, at a meeting with Y, X said": the subject stands behind.
        analysis
            .mentions_in(last..tokens.end)
            .find(|(index, mention)| {
                let acts = (mention.tokens.end..tokens.end.min(mention.tokens.end + MAX_TO_VERB))
                    .any(|at| analysis.tags[at].is_finite());
                let is_named = matches!(mention.kind, Kind::Person { .. })
                    || mention.kind == Kind::Office && self.party(*index).person.is_some();
                is_named
                    && acts
                    && !analysis.quoted[mention.tokens.start]
                    && !analysis.is_governed(mention.tokens.start)
            })
            .map(|(index, _)| index)
            .or_else(|| self.met_before(phrase))
            .into_iter()
            .collect()
    }

    /// "The meeting with A and B focused on …": whom the sentence before told of.
    fn met_before(&self, phrase: &Phrase) -> Option<usize> {
        let analysis = self.analysis;
        if !phrase.definite || phrase.between {
            return None;
        }
        let index = analysis.antecedent(phrase.tokens.start)?;
        let person = analysis.mentions[index].person;
        (!phrase.with.iter().any(|&other| analysis.mentions[other].person == person)).then_some(index)
    }

    /// A meeting with each of several persons: "will hold bilateral meetings with A and B".
    pub(super) fn meet_each(
        &mut self,
        sentence: usize,
        phrase: &Phrase,
        tokens: Range<usize>,
        draft: &Draft,
        each: &[usize],
    ) {
        let person = |index: usize| self.analysis.mentions[index].person;
        let hosts = self.hosts_of(phrase, tokens);
        // Of several with several nobody knows who met whom.
        let told = hosts.len() == 1 || each.len() == 1;
        if phrase.kind == Some(MeetingKind::PressConference)
            || !told
            || hosts.iter().any(|&host| each.iter().any(|&other| person(other) == person(host)))
        {
            return;
        }
        for (&host, &other) in hosts.iter().flat_map(|host| each.iter().map(move |other| (host, other))) {
            let mut draft = Draft {
                rule: "meetings with each of those named",
                title: String::new(),
                organization: None,
                kind: Some(MeetingKind::Bilateral),
                by_participants: true,
                hosts: vec![host],
                others: vec![other],
                ..draft.clone()
            };
            draft.title = self.verb_title(&draft.hosts, &draft.others);
            self.add_by_participants(sentence, phrase.tokens.clone(), draft);
        }
    }

    /// The countries whose meeting a phrase names: "talks between A and B", "A, B and C held their first meeting".
    pub(super) fn countries_that_meet(&self, phrase: &Phrase, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let is_country = |index: usize| matches!(analysis.mentions[index].kind, Kind::Country(_));
        let is_noun = |index: usize| {
            let found = analysis.tagged.entity_at(analysis.mentions[index].tokens.start);
            found.is_some_and(|found| matches!(found.tag, Tag::Country(_)))
        };
        if phrase.between && phrase.with.len() >= 2 && phrase.with.iter().all(|&index| is_country(index)) {
            return phrase.with.clone();
        }
        let theirs =
            (phrase.tokens.start.saturating_sub(1)..phrase.noun.start).any(|at| self.low(at) == "their");
        // "Norland and Westmark held a third round of talks"
        let of_talks = phrase.organization.is_none()
            && phrase.with.is_empty()
            && !phrase.definite
            && (self.is(phrase.noun.start, WordClass::Talks)
                || phrase.tokens.clone().any(|at| self.is(at, WordClass::Instalment)));
        if !(theirs || of_talks) || !self.has_holding_verb(tokens.start, phrase.noun.start) {
            return Vec::new();
        }
        let free = |at: usize| !analysis.quoted[at] && (at == tokens.start || !analysis.is_governed(at));
        // "a league consisting of Norland, Westmark and Velmora": what is joined to a governed country is governed, too.
        let mut governed: Option<usize> = None;
        let subjects: Vec<usize> = analysis
            .mentions_in(tokens.start..phrase.tokens.start)
            .filter(|(index, mention)| {
                let goes_on = governed.is_some_and(|end| {
                    end <= mention.tokens.start
                        && (end..mention.tokens.start).all(|at| self.is(at, WordClass::Joining))
                });
                let is_subject = !goes_on && free(mention.tokens.start);
                governed = (!is_subject).then_some(mention.tokens.end);
                is_subject && is_country(*index) && is_noun(*index)
            })
            .map(|(index, _)| index)
            .collect();
        if subjects.len() >= 2 { subjects } else { Vec::new() }
    }

    /// The officials of several countries who are the subject before a phrase.
    pub(super) fn group_before(&self, tokens: Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let (index, mention) = analysis.mentions_in(tokens).find(|(_, mention)| {
            !analysis.is_governed(mention.tokens.start) && !analysis.quoted[mention.tokens.start]
        })?;
        let office = mention.office.as_ref().filter(|office| office.plural && mention.person.is_none())?;
        (office.countries.len() >= 2 && office.organization.is_none()).then_some(index)
    }

    /// Whether all parties that are known by name lead their countries.
    pub(super) fn is_of_heads(&self, draft: &Draft) -> bool {
        let leads = |index: usize| {
            let person = self.analysis.mentions[index].person?;
            let offices = &self.analysis.registry.persons[person].offices;
            Some(offices.iter().any(|office| office.rank <= Rank::Government))
        };
        let known: Vec<bool> =
            draft.hosts.iter().chain(&draft.others).filter_map(|&index| leads(index)).collect();
        known.len() >= 2 && known.into_iter().all(|leads| leads)
    }

    /// Where the parties behind the noun of a phrase end.
    pub(super) fn list_end(&self, phrase: &Phrase) -> usize {
        let ends = phrase.with.iter().map(|&index| self.analysis.mentions[index].tokens.end);
        ends.max().unwrap_or(phrase.tokens.end).max(phrase.tokens.end)
    }
}
