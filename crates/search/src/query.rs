//! What can be asked of quotations, and pages of answers.

use std::{collections::BTreeSet, ops::Range};

use rapporteur_model::{CountryCode, PartialDate, RecordId, record::QuoteRecord, vocabulary::QuoteKind};
use rapporteur_storage::PersonFilter;

/// In which order quotations come. Ties are broken by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum QuoteOrder {
    /// Best first.
    #[default]
    Relevance,
    /// Earliest first; those without a date last.
    SayDate,
    /// Latest first; those without a date last.
    SayDateDescending,
}

/// Which quotations; all that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuoteQuery {
    /// Words that must all be there, `"phrases"`, `OR`, `-word`; all quotations when empty. Words that together name a topic
    /// find what speaks of it too.
    pub words: String,
    /// The speaker. Of a name that nobody bears, the words are taken for others that are spelt nearly so.
    pub speaker: Option<PersonFilter>,
    /// Country for which the speaker holds office.
    pub country: Option<CountryCode>,
    /// Full name of the organization of the speaker or of the meeting.
    pub organization: Option<String>,
    /// The meeting.
    pub meeting: Option<RecordId>,
    /// Ids of topics, of which it speaks of one at least.
    pub topics: Option<BTreeSet<String>>,
    /// Direct, indirect or mixed.
    pub kind: Option<QuoteKind>,
    /// May have been said at or after this date.
    pub from: Option<PartialDate>,
    /// May have been said at or before this date.
    pub to: Option<PartialDate>,
    /// The order.
    pub order: QuoteOrder,
    /// What to count the answers by.
    pub facets: BTreeSet<Facet>,
    /// How many at the most; at least 1.
    pub page_size: usize,
    /// Where to go on.
    pub page_token: Option<String>,
}

/// By what quotations are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Name of the speaker.
    Speaker,
    /// Country for which the speaker holds office.
    Country,
    /// Organization of the speaker or of the meeting.
    Organization,
    /// Series of the meeting.
    Series,
    /// Direct, indirect or mixed.
    Kind,
    /// Year in which it was said.
    Year,
}

impl Facet {
    /// All there are.
    pub const ALL: [Self; 6] =
        [Self::Speaker, Self::Country, Self::Organization, Self::Series, Self::Kind, Self::Year];
}

/// How many quotations have each value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// The facet.
    pub facet: Facet,
    /// The values that most have, [`FacetCounts::MOST_VALUES`] at the most: most first, then in order of value.
    pub values: Vec<FacetValue>,
    /// How many values there are.
    pub distinct: usize,
}

impl FacetCounts {
    /// How many values are told at the most.
    pub const MOST_VALUES: usize = 100;
}

/// A value, and how many quotations have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value: a name, a country's code, a word of a vocabulary, a year. Spellings that search takes as one are one
    /// value, under the spelling that most have.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// A quotation that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteHit {
    /// The quotation.
    pub quote: QuoteRecord,
    /// Rank; greater is better. Comparable within one answer only.
    pub score: f32,
    /// Where the query's words stand in `quote.text`, in bytes, in order.
    pub matches: Vec<Range<usize>>,
}

/// A page of quotations.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotePage {
    /// What was found.
    pub hits: Vec<QuoteHit>,
    /// Where to go on; none on the last page.
    pub next_page_token: Option<String>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many there are on all pages by each facet that was asked for.
    pub facets: Vec<FacetCounts>,
}
