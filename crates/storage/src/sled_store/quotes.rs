//! Searching quotations in the word index. Filters are answered by lists, or by the summary that every candidate's rank
//! needs anyway; only the quotations of the page are read.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    RecordId,
    mention::MentionKind,
    record::{QuoteRecord, Record},
};

use super::{
    entries::QuoteSummary,
    keys::{self, Counter, QuoteFacet},
    people::{ids_under, ids_under_all, members, person_match},
    read::present_record,
    table::{Table, decode},
};
use crate::{
    QuoteHit, QuotePage, QuoteQuery, StoreError,
    expression::{self, Expression, Phrase},
    filter::{PersonMatch, QuoteFilter},
    page,
    resolve_references::resolve_quote,
    search::{Place, QuoteCursor, Statistics, matches, score, stand_side_by_side},
    sort_date::{say_days, sort_date},
};

/// Where a stem stands, quotation by quotation.
type Posting = BTreeMap<RecordId, Vec<u32>>;

/// A page of quotations.
pub(super) fn search(table: Table<'_>, query: &QuoteQuery) -> Result<QuotePage, StoreError> {
    let expression = expression::parse(&query.words)?;
    let question = page::quote_question(query);
    let cursor: Option<QuoteCursor> = page::decode(question, query.page_token.as_deref())?;
    let speaker = person_match(table, query.speaker.as_ref())?;
    let meeting = query.meeting.map(|name| members(table, MentionKind::Meeting, name)).transpose()?;
    let filter = QuoteFilter::new(query, speaker, meeting);

    let postings = expression.as_ref().map(|expression| Postings::load(table, expression)).transpose()?;
    let (after, statistics) = match cursor {
        Some(cursor) => (Some(cursor.last), cursor.statistics),
        None => (None, statistics(table, postings.as_ref())?),
    };
    let mut candidates = postings.as_ref().map(Postings::answers);
    for list in listed(table, &filter)? {
        candidates = Some(match candidates {
            Some(candidates) => candidates.intersection(&list).copied().collect(),
            None => list,
        });
    }

    let size = query.page_size.max(1);
    let mut total = 0;
    let mut best: BTreeMap<Place, f32> = BTreeMap::new();
    let mut consider = |id: RecordId, summary: QuoteSummary| {
        let is_of_kind = filter.kind.is_none_or(|kind| summary.kind == kind);
        if !is_of_kind || !filter.dates.admits(say_days(summary.say_date)) {
            return;
        }
        total += 1;
        let score = match &postings {
            Some(postings) => score(&statistics, summary.length, &postings.counts(id)),
            None => 0.0,
        };
        let place = Place::new(query.order, score, sort_date(summary.say_date), id);
        if after.is_none_or(|after| place > after) {
            best.insert(place, score);
            // One more than the page tells whether there is another.
            if best.len() > size + 1 {
                best.pop_last();
            }
        }
    };
    match candidates {
        Some(candidates) => {
            for id in candidates {
                consider(id, summary(table, id)?);
            }
        }
        None => {
            for entry in table.scan(&keys::quote_summaries()) {
                let (key, value) = entry?;
                let id = keys::last_id(&key)?;
                consider(id, read_summary(id, &value)?);
            }
        }
    }

    let has_more = best.len() > size;
    let mut hits = Vec::new();
    let mut last = None;
    for (place, score) in best.into_iter().take(size) {
        let mut quote = read_quote(table, place.id)?;
        resolve_quote(&table, &mut quote)?;
        let matches =
            expression.as_ref().map(|expression| matches(expression, &quote.text)).unwrap_or_default();
        hits.push(QuoteHit { quote, score, matches });
        last = Some(place);
    }
    let next_page_token = last
        .filter(|_| has_more)
        .map(|last| page::encode(question, QuoteCursor { last, statistics }))
        .transpose()?;
    Ok(QuotePage { hits, next_page_token, total })
}

fn statistics(table: Table<'_>, postings: Option<&Postings<'_>>) -> Result<Statistics, StoreError> {
    Ok(Statistics {
        quotes: table.count(Counter::Quotes)?,
        words: table.count(Counter::QuoteWords)?,
        holding: postings.map(Postings::holding).unwrap_or_default(),
    })
}

/// For each filter that has a list: the quotations that pass it.
fn listed(table: Table<'_>, filter: &QuoteFilter) -> Result<Vec<BTreeSet<RecordId>>, StoreError> {
    let under = |facet, value: &[u8]| ids_under(table, &keys::quote_list(facet, value));
    let mut lists = Vec::new();
    if let Some(speaker) = &filter.speaker {
        lists.push(spoken_by(table, speaker)?);
    }
    if let Some(mentions) = &filter.meeting {
        let mut said_there = BTreeSet::new();
        for mention in mentions {
            said_there.append(&mut under(QuoteFacet::Meeting, mention.as_bytes())?);
        }
        lists.push(said_there);
    }
    if let Some(topics) = &filter.topics {
        let mut speaking_of_it = BTreeSet::new();
        for topic in topics {
            speaking_of_it.append(&mut under(QuoteFacet::Topic, topic.as_bytes())?);
        }
        lists.push(speaking_of_it);
    }
    if let Some(country) = filter.country {
        lists.push(under(QuoteFacet::Country, country.as_str().as_bytes())?);
    }
    if let Some(organization) = &filter.organization {
        lists.push(under(QuoteFacet::Organization, organization.as_bytes())?);
    }
    Ok(lists)
}

fn spoken_by(table: Table<'_>, speaker: &PersonMatch) -> Result<BTreeSet<RecordId>, StoreError> {
    let mut spoken = match &speaker.name {
        Some(stems) => {
            let list = |stem: &str| keys::quote_list(QuoteFacet::Name, stem.as_bytes());
            ids_under_all(table, stems, list)?
        }
        None => BTreeSet::new(),
    };
    for mention in &speaker.mentions {
        let list = keys::quote_list(QuoteFacet::Person, mention.as_bytes());
        spoken.append(&mut ids_under(table, &list)?);
    }
    Ok(spoken)
}

fn summary(table: Table<'_>, id: RecordId) -> Result<QuoteSummary, StoreError> {
    let bytes = table
        .get(&keys::quote_summary(id))?
        .ok_or_else(|| StoreError::Damaged { what: format!("quote {id} is indexed and has no summary") })?;
    read_summary(id, &bytes)
}

fn read_summary(id: RecordId, bytes: &[u8]) -> Result<QuoteSummary, StoreError> {
    decode(bytes, || format!("the summary of quote {id}"))
}

fn read_quote(table: Table<'_>, id: RecordId) -> Result<QuoteRecord, StoreError> {
    match present_record(table, MentionKind::Quote, id)? {
        Record::Quote(quote) => Ok(quote),
        _ => Err(StoreError::Damaged { what: format!("quote {id} holds a record of another kind") }),
    }
}

/// The postings of all stems of an expression.
struct Postings<'expression> {
    expression: &'expression Expression,
    by_stem: BTreeMap<&'expression str, Posting>,
}

impl<'expression> Postings<'expression> {
    fn load(table: Table<'_>, expression: &'expression Expression) -> Result<Self, StoreError> {
        let excluded = expression.excluded.iter().flatten().map(String::as_str);
        let stems: BTreeSet<&str> = expression.wanted_stems().into_iter().chain(excluded).collect();
        let mut by_stem = BTreeMap::new();
        for stem in stems {
            let mut posting = Posting::new();
            table.for_each_large(&keys::quotes_holding(stem), |key, value| {
                let id = keys::last_id(key)?;
                posting.insert(id, decode(&value, || format!("the places of `{stem}` in quote {id}"))?);
                Ok(())
            })?;
            by_stem.insert(stem, posting);
        }
        Ok(Self { expression, by_stem })
    }

    /// How many quotations hold each wanted stem.
    fn holding(&self) -> Vec<u64> {
        let wanted = self.expression.wanted_stems();
        wanted.iter().map(|stem| self.by_stem.get(stem).map_or(0, |posting| posting.len() as u64)).collect()
    }

    /// How often a quotation holds each wanted stem.
    fn counts(&self, id: RecordId) -> Vec<usize> {
        let count =
            |stem: &&str| self.by_stem.get(stem).and_then(|posting| posting.get(&id)).map_or(0, Vec::len);
        self.expression.wanted_stems().iter().map(count).collect()
    }

    /// The quotations that hold what is asked for.
    fn answers(&self) -> BTreeSet<RecordId> {
        let mut answers: Option<BTreeSet<RecordId>> = None;
        for alternatives in &self.expression.required {
            let mut of_group = BTreeSet::new();
            for phrase in alternatives {
                of_group.append(&mut self.holding_phrase(phrase));
            }
            answers = Some(match answers {
                Some(answers) => answers.intersection(&of_group).copied().collect(),
                None => of_group,
            });
        }
        let mut answers = answers.unwrap_or_default();
        for phrase in &self.expression.excluded {
            for id in self.holding_phrase(phrase) {
                answers.remove(&id);
            }
        }
        answers
    }

    fn holding_phrase(&self, phrase: &Phrase) -> BTreeSet<RecordId> {
        let postings: Option<Vec<&Posting>> =
            phrase.iter().map(|stem| self.by_stem.get(stem.as_str())).collect();
        let Some(postings) = postings else { return BTreeSet::new() };
        let Some(rarest) = postings.iter().min_by_key(|posting| posting.len()) else {
            return BTreeSet::new();
        };
        let holds = |id: &RecordId| {
            let positions: Option<Vec<&[u32]>> =
                postings.iter().map(|posting| posting.get(id).map(Vec::as_slice)).collect();
            positions.is_some_and(|positions| stand_side_by_side(&positions))
        };
        rarest.keys().copied().filter(holds).collect()
    }
}
