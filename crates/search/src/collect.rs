//! Collects a page of places, how many answers there are, and how many of them have each value of a facet.

use std::{
    collections::{BTreeMap, BTreeSet, BinaryHeap},
    sync::Arc,
};

use rapporteur_storage::{filter::name_key, sort_date::UNKNOWN};
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::{Column, ColumnValues, StrColumn},
};

use crate::{
    Facet, FacetCounts, FacetValue, QuoteOrder,
    document::{column, join, number_date, number_kind},
    place::{Place, sort_key},
};

/// More than there are kinds.
const MOST_KINDS: usize = 16;

/// Years have four digits.
const MOST_YEARS: usize = 10_000;

/// What is collected.
pub(crate) struct Answers {
    pub(crate) order: QuoteOrder,
    /// Whether words are asked for, by which there is a rank.
    pub(crate) is_ranked: bool,
    /// The last place of the page before.
    pub(crate) after: Option<Place>,
    /// How many places to give.
    pub(crate) size: usize,
    pub(crate) facets: BTreeSet<Facet>,
}

/// What was collected.
pub(crate) struct Collected {
    /// How many answers there are.
    pub(crate) total: usize,
    /// The best places behind `after`, in order, each with its score.
    pub(crate) best: Vec<(Place, f32)>,
    /// How many have each value.
    pub(crate) facets: BTreeMap<Facet, BTreeMap<String, u64>>,
}

impl Collected {
    /// The values of each facet, those that most have first.
    pub(crate) fn facet_counts(self) -> Vec<FacetCounts> {
        self.facets.into_iter().map(|(facet, counts)| facet_counts(facet, counts)).collect()
    }
}

fn facet_counts(facet: Facet, counts: BTreeMap<String, u64>) -> FacetCounts {
    // Under each form by which names are compared: how many have it, and the spelling that most have.
    let mut folded: BTreeMap<String, (u64, u64, String)> = BTreeMap::new();
    for (value, count) in counts {
        let key = match facet {
            Facet::Speaker | Facet::Organization | Facet::Series => name_key(&value),
            Facet::Country | Facet::Kind | Facet::Year => value.clone(),
        };
        let (all, most, spelling) = folded.entry(key).or_default();
        *all += count;
        if count > *most {
            (*most, *spelling) = (count, value);
        }
    }
    let distinct = folded.len();
    let mut values: Vec<FacetValue> =
        folded.into_values().map(|(count, _, value)| FacetValue { value, count }).collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values.truncate(FacetCounts::MOST_VALUES);
    FacetCounts { facet, values, distinct }
}

/// A place and its score, ordered by the place alone.
struct Ranked(Place, f32);

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

/// Keeps the best places it is shown.
struct Best {
    size: usize,
    /// The worst on top.
    heap: BinaryHeap<Ranked>,
}

impl Best {
    fn new(size: usize) -> Self {
        Self { size, heap: BinaryHeap::new() }
    }

    /// Whether there is no room for anything with this key.
    fn surely_refuses(&self, key: [u8; 4]) -> bool {
        self.heap.len() >= self.size && self.heap.peek().is_none_or(|worst| key > worst.0.key)
    }

    fn show(&mut self, one: Ranked) {
        if self.heap.len() < self.size {
            self.heap.push(one);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && one < *worst
        {
            *worst = one;
        }
    }
}

/// Counts the values of one facet in a segment.
enum Tally {
    /// By the number of a text in the segment's dictionary.
    Texts(Facet, StrColumn, Vec<u64>),
    /// By a small number.
    Numbers(Facet, Arc<dyn ColumnValues<u64>>, Vec<u64>),
}

impl Tally {
    /// None where no quotation of the segment has a value.
    fn new(facet: Facet, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let columns = reader.fast_fields();
        let texts = |name: &str| -> tantivy::Result<Option<Self>> {
            Ok(columns.str(name)?.map(|column| {
                let counts = vec![0; column.num_terms()];
                Self::Texts(facet, column, counts)
            }))
        };
        match facet {
            Facet::Speaker => texts(column::SPEAKER),
            Facet::Country => texts(column::COUNTRY),
            Facet::Organization => texts(column::ORGANIZATION_NAME),
            Facet::Series => texts(column::SERIES),
            Facet::Kind => {
                Ok(Some(Self::Numbers(facet, number_column(reader, column::KIND)?, vec![0; MOST_KINDS])))
            }
            Facet::Year => {
                Ok(Some(Self::Numbers(facet, number_column(reader, column::SAY_DATE)?, vec![0; MOST_YEARS])))
            }
        }
    }

    fn count(&mut self, doc: DocId) {
        match self {
            Self::Texts(_, column, counts) => {
                for number in column.term_ords(doc) {
                    if let Some(count) = usize::try_from(number).ok().and_then(|at| counts.get_mut(at)) {
                        *count += 1;
                    }
                }
            }
            Self::Numbers(facet, column, counts) => {
                let number = column.get_val(doc);
                // Dates are counted by their year, the first half.
                let number = if *facet == Facet::Year { number >> 16 } else { number };
                // What is unknown is a number far beyond.
                if let Some(count) = usize::try_from(number).ok().and_then(|at| counts.get_mut(at)) {
                    *count += 1;
                }
            }
        }
    }

    fn add_to(self, sums: &mut BTreeMap<Facet, BTreeMap<String, u64>>) -> tantivy::Result<()> {
        match self {
            Self::Texts(facet, column, counts) => {
                let sums = sums.entry(facet).or_default();
                let numbers = (0..).zip(&counts).filter(|&(_, &count)| count > 0).map(|(number, _)| number);
                let mut counts = counts.iter().filter(|&&count| count > 0);
                // The dictionary is read once, in order.
                column.dictionary().sorted_ords_to_term_cb(numbers, |text| {
                    let count = counts.next().copied().unwrap_or_default();
                    *sums.entry(String::from_utf8_lossy(text).into_owned()).or_default() += count;
                    Ok(())
                })?;
            }
            Self::Numbers(facet, _, counts) => {
                let sums = sums.entry(facet).or_default();
                for (number, count) in (0..).zip(counts).filter(|&(_, count)| count > 0) {
                    let value = match facet {
                        Facet::Year => Some(format!("{number:04}")),
                        _ => number_kind(number).map(|kind| kind.as_str().to_owned()),
                    };
                    if let Some(value) = value {
                        *sums.entry(value).or_default() += count;
                    }
                }
            }
        }
        Ok(())
    }
}

fn number_column(reader: &SegmentReader, name: &str) -> tantivy::Result<Arc<dyn ColumnValues<u64>>> {
    let column: Column<u64> = reader.fast_fields().u64(name)?;
    Ok(column.first_or_default_col(u64::MAX))
}

/// Collects in one segment.
pub(crate) struct OfSegment {
    order: QuoteOrder,
    after: Option<Place>,
    say_date: Arc<dyn ColumnValues<u64>>,
    id_high: Arc<dyn ColumnValues<u64>>,
    id_low: Arc<dyn ColumnValues<u64>>,
    total: usize,
    best: Best,
    tallies: Vec<Tally>,
}

impl SegmentCollector for OfSegment {
    type Fruit = tantivy::Result<Collected>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        for tally in &mut self.tallies {
            tally.count(doc);
        }
        let say_date = match self.order {
            QuoteOrder::Relevance => UNKNOWN,
            QuoteOrder::SayDate | QuoteOrder::SayDateDescending => number_date(self.say_date.get_val(doc)),
        };
        let key = sort_key(self.order, score, say_date);
        let is_before = self.after.is_some_and(|after| key < after.key);
        if is_before || self.best.surely_refuses(key) {
            return;
        }
        let place = Place { key, id: join(self.id_high.get_val(doc), self.id_low.get_val(doc)) };
        if self.after.is_none_or(|after| place > after) {
            self.best.show(Ranked(place, score));
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut facets = BTreeMap::new();
        for tally in self.tallies {
            tally.add_to(&mut facets)?;
        }
        let best = self.best.heap.into_iter().map(|Ranked(place, score)| (place, score)).collect();
        Ok(Collected { total: self.total, best, facets })
    }
}

impl Collector for Answers {
    type Fruit = Collected;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<OfSegment> {
        let tallies: tantivy::Result<Vec<Option<Tally>>> =
            self.facets.iter().map(|&facet| Tally::new(facet, reader)).collect();
        Ok(OfSegment {
            order: self.order,
            after: self.after,
            say_date: number_column(reader, column::SAY_DATE)?,
            id_high: number_column(reader, column::ID_HIGH)?,
            id_low: number_column(reader, column::ID_LOW)?,
            total: 0,
            best: Best::new(self.size),
            tallies: tallies?.into_iter().flatten().collect(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.is_ranked
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Collected>>) -> tantivy::Result<Collected> {
        let mut total = 0;
        let mut best = Vec::new();
        // A facet that was asked for is told of even if nothing has a value.
        let mut facets: BTreeMap<Facet, BTreeMap<String, u64>> =
            self.facets.iter().map(|&facet| (facet, BTreeMap::new())).collect();
        for fruit in fruits {
            let fruit = fruit?;
            total += fruit.total;
            best.extend(fruit.best);
            for (facet, counts) in fruit.facets {
                let sums = facets.entry(facet).or_default();
                for (value, count) in counts {
                    *sums.entry(value).or_default() += count;
                }
            }
        }
        best.sort_unstable_by_key(|(place, _)| *place);
        best.truncate(self.size);
        Ok(Collected { total, best, facets })
    }
}
