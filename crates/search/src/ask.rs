//! From a question to a query of the index.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Bound,
};

use rapporteur_model::mention::MentionKind;
use rapporteur_storage::{
    PersonFilter, Store,
    filter::{name_key, stem_set},
    sort_date::DateFilter,
};
use tantivy::{
    Searcher, Term,
    query::{
        AllQuery, Bm25StatisticsProvider, BooleanQuery, ConstScoreQuery, FuzzyTermQuery, Occur, PhraseQuery,
        Query, RangeQuery, TermQuery, TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};

use crate::{
    QuoteQuery, SearchError,
    document::{Fields, date_number},
    expression::{Expression, Phrase, Requirement},
    place::Statistics,
    rounded::Rounded,
};

/// What a topic adds to the rank of a quotation that was asked for by the topic's name; as [`Rounded`] scores are.
const SCORE_OF_TOPIC: f32 = 1.0;

/// A part of a query.
type Part = Box<dyn Query>;

/// Makes queries.
pub(crate) struct Asker<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) store: &'a dyn Store,
    pub(crate) searcher: &'a Searcher,
    /// Whether the scores of words are to be rounded.
    pub(crate) rounds: bool,
}

/// Whether the scores of an expression's parts must be rounded: the sum of two is the same in any order, and costs less.
pub(crate) fn must_round(expression: &Expression) -> bool {
    let topics = expression.required.iter().map(|required| required.topics.len());
    expression.wanted_phrases().count() + topics.sum::<usize>() > 2
}

impl Asker<'_> {
    /// The query of a question. `misspelt` are the words of the speaker's name that nobody bears, where an earlier page
    /// found them; they are given back for the next one.
    ///
    /// # Errors
    /// [`SearchError`]
    pub(crate) fn query(
        &self,
        query: &QuoteQuery,
        expression: Option<&Expression>,
        misspelt: Option<Vec<String>>,
    ) -> Result<(Part, Vec<String>), SearchError> {
        let mut parts: Vec<(Occur, Part)> = Vec::new();
        if let Some(expression) = expression {
            parts.extend(expression.required.iter().map(|required| (Occur::Must, self.required(required))));
            parts.extend(expression.excluded.iter().map(|phrase| (Occur::MustNot, self.phrase(phrase))));
        }
        let mut misspelt_now = Vec::new();
        let mut filter =
            |part: Part| parts.push((Occur::Must, Box::new(ConstScoreQuery::new(part, 0.0)) as Part));
        match &query.speaker {
            Some(PersonFilter::Record(name)) => {
                let mentions = self.store.mention_ids(MentionKind::Person, *name)?;
                filter(any_of(mentions.into_iter().map(|mention| self.fields.by_person(mention))));
            }
            Some(PersonFilter::Name(name)) => {
                let stems = stem_set(name);
                if !stems.is_empty() {
                    let mentions = self.store.persons_named(name)?;
                    misspelt_now = match misspelt {
                        Some(misspelt) => misspelt,
                        None if mentions.is_empty() => self.unknown(&stems)?,
                        None => Vec::new(),
                    };
                    let words =
                        stems.iter().map(|stem| (Occur::Must, self.speaker_word(stem, &misspelt_now)));
                    let named: Part = Box::new(BooleanQuery::new(words.collect()));
                    let meant = any_of(mentions.into_iter().map(|mention| self.fields.by_person(mention)));
                    filter(either(vec![named, meant]));
                }
            }
            None => {}
        }
        if let Some(name) = query.meeting {
            let mentions = self.store.mention_ids(MentionKind::Meeting, name)?;
            filter(any_of(mentions.into_iter().map(|mention| self.fields.at_meeting(mention))));
        }
        if let Some(country) = query.country {
            filter(term(self.fields.for_country(country.as_str())));
        }
        if let Some(key) = query.organization.as_deref().map(name_key).filter(|key| !key.is_empty()) {
            filter(term(self.fields.of_organization(&key)));
        }
        if let Some(topics) = &query.topics {
            filter(any_of(topics.iter().map(|topic| self.fields.on_topic(topic))));
        }
        if let Some(kind) = query.kind {
            filter(term(self.fields.of_kind(kind)));
        }
        let dates = DateFilter::new(query.from, query.to);
        let bound = |field, date| Bound::Included(Term::from_field_u64(field, date_number(date)));
        if let Some(from) = dates.from {
            filter(Box::new(RangeQuery::new(bound(self.fields.latest, from), Bound::Unbounded)));
        }
        if let Some(to) = dates.to {
            filter(Box::new(RangeQuery::new(Bound::Unbounded, bound(self.fields.earliest, to))));
        }
        let whole: Part = match (parts.pop(), parts.is_empty()) {
            (None, _) => Box::new(AllQuery),
            // Of one part alone, what tells parts apart is not needed, and costs.
            (Some((Occur::Must, only)), true) => only,
            (last, _) => Box::new(BooleanQuery::new(parts.into_iter().chain(last).collect())),
        };
        Ok((whole, misspelt_now))
    }

    /// What ranking knows of all quotations together.
    ///
    /// # Errors
    /// [`SearchError`]
    pub(crate) fn statistics(&self, expression: &Expression) -> Result<Statistics, SearchError> {
        let holding: Result<Vec<u64>, tantivy::TantivyError> = expression
            .wanted_stems()
            .into_iter()
            .map(|stem| self.searcher.doc_freq(&self.fields.word(stem)))
            .collect();
        Ok(Statistics {
            quotes: self.searcher.total_num_docs()?,
            words: self.searcher.total_num_tokens(self.fields.words)?,
            holding: holding?,
        })
    }

    fn required(&self, required: &Requirement) -> Part {
        let mut ways: Vec<Part> = Vec::new();
        for phrases in &required.any_of {
            let mut phrases: Vec<Part> = phrases.iter().map(|phrase| self.phrase(phrase)).collect();
            ways.push(match (phrases.pop(), phrases.is_empty()) {
                (Some(one), true) => one,
                (last, _) => {
                    let all = phrases.into_iter().chain(last).map(|phrase| (Occur::Must, phrase));
                    Box::new(BooleanQuery::new(all.collect()))
                }
            });
        }
        for topic in &required.topics {
            ways.push(Box::new(ConstScoreQuery::new(term(self.fields.on_topic(topic)), SCORE_OF_TOPIC)));
        }
        either(ways)
    }

    fn phrase(&self, phrase: &Phrase) -> Part {
        let mut terms: Vec<Term> = phrase.iter().map(|stem| self.fields.word(stem)).collect();
        match (terms.pop(), terms.is_empty()) {
            (Some(one), true) => {
                let word: Part = Box::new(TermQuery::new(one, IndexRecordOption::WithFreqs));
                if self.rounds { Box::new(Rounded(word)) } else { word }
            }
            // Always, as the other thing that it does is needed too: it asks phrases for a quotation by `seek` alone.
            (last, _) => {
                Box::new(Rounded(Box::new(PhraseQuery::new(terms.into_iter().chain(last).collect()))))
            }
        }
    }

    /// The words that no speaker bears.
    fn unknown(&self, stems: &BTreeSet<String>) -> Result<Vec<String>, SearchError> {
        let mut unknown = Vec::new();
        for stem in stems {
            if self.searcher.doc_freq(&self.fields.speaker_word(stem))? == 0 {
                unknown.push(stem.clone());
            }
        }
        Ok(unknown)
    }

    fn speaker_word(&self, stem: &str, misspelt: &[String]) -> Part {
        let word = self.fields.speaker_word(stem);
        match letters_apart(stem) {
            0 => term(word),
            _ if !misspelt.iter().any(|other| other == stem) => term(word),
            apart => Box::new(FuzzyTermQuery::new(word, apart, true)),
        }
    }
}

/// By how many letters a name may differ from one that is spelt otherwise.
fn letters_apart(stem: &str) -> u8 {
    match stem.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn term(term: Term) -> Part {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn any_of(terms: impl Iterator<Item = Term>) -> Part {
    Box::new(TermSetQuery::new(terms))
}

fn either(mut ways: Vec<Part>) -> Part {
    match (ways.pop(), ways.is_empty()) {
        (Some(one), true) => one,
        (last, _) => Box::new(BooleanQuery::new(
            ways.into_iter().chain(last).map(|way| (Occur::Should, way)).collect(),
        )),
    }
}

/// The statistics of the first page, for all pages.
pub(crate) struct Fixed {
    words_field: Field,
    quotes: u64,
    words: u64,
    holding: HashMap<Term, u64>,
}

impl Fixed {
    /// For a query's wanted stems. What a page token says is made such that scores are finite numbers.
    pub(crate) fn new(fields: &Fields, expression: Option<&Expression>, statistics: &Statistics) -> Self {
        let quotes = statistics.quotes.max(1);
        let stems = expression.map(Expression::wanted_stems).unwrap_or_default();
        let holding = stems.into_iter().map(|stem| fields.word(stem)).zip(&statistics.holding);
        Self {
            words_field: fields.words,
            quotes,
            words: statistics.words.max(1),
            holding: holding.map(|(term, &count)| (term, count.min(quotes))).collect(),
        }
    }
}

impl Bm25StatisticsProvider for Fixed {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        // Of other fields no score is used.
        Ok(if field == self.words_field { self.words } else { 1 })
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.quotes)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Ok(self.holding.get(term).copied().unwrap_or_default())
    }
}
