//! What of a quotation is in the index, field by field.

use rapporteur_model::{RecordId, record::QuoteRecord, vocabulary::QuoteKind};
use rapporteur_storage::{
    filter::{name_key, quote_countries, quote_organizations, speaker_stems},
    sort_date::{SortDate, say_days, sort_date},
    words::words,
};
use tantivy::{
    TantivyDocument, Term,
    schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};

/// Longest name that is counted as a facet, in bytes.
const LONGEST_NAME: usize = 512;

/// Names of the fields that are read as columns.
pub(crate) mod column {
    pub(crate) const ID_HIGH: &str = "id_high";
    pub(crate) const ID_LOW: &str = "id_low";
    pub(crate) const SAY_DATE: &str = "say_date";
    pub(crate) const KIND: &str = "kind";
    pub(crate) const COUNTRY: &str = "country";
    pub(crate) const SPEAKER: &str = "speaker";
    pub(crate) const ORGANIZATION_NAME: &str = "organization_name";
    pub(crate) const SERIES: &str = "series";
}

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The record's name.
    id: Field,
    /// The first eight bytes of the name, and the last two: what ties are broken by.
    id_high: Field,
    id_low: Field,
    /// Stems of the words of all renderings.
    pub(crate) words: Field,
    /// Stems of the speaker's name.
    pub(crate) speaker_words: Field,
    /// The mention of the speaker, and of the meeting.
    person: Field,
    meeting: Field,
    /// Country codes.
    country: Field,
    /// Names of organizations in the form in which they are compared.
    organization: Field,
    /// Ids of topics.
    topic: Field,
    kind: Field,
    /// What it is sorted by, and the days between which it may have been said, where they are known.
    say_date: Field,
    pub(crate) earliest: Field,
    pub(crate) latest: Field,
    /// Names as they are shown, to be counted.
    speaker: Field,
    organization_name: Field,
    series: Field,
}

impl Fields {
    /// The fields, and the schema that they make.
    pub(crate) fn new() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let indexed = |option, norms| {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw");
            let indexing = indexing.set_index_option(option).set_fieldnorms(norms);
            TextOptions::default().set_indexing_options(indexing)
        };
        let stems = indexed(IndexRecordOption::Basic, false);
        let shown = TextOptions::default().set_fast(None);
        let fields = Self {
            id: schema.add_bytes_field("id", INDEXED),
            id_high: schema.add_u64_field(column::ID_HIGH, FAST),
            id_low: schema.add_u64_field(column::ID_LOW, FAST),
            words: schema.add_text_field("words", indexed(IndexRecordOption::WithFreqsAndPositions, true)),
            speaker_words: schema.add_text_field("speaker_words", stems),
            person: schema.add_bytes_field("person", INDEXED),
            meeting: schema.add_bytes_field("meeting", INDEXED),
            country: schema.add_text_field(column::COUNTRY, STRING | FAST),
            organization: schema.add_text_field("organization", STRING),
            topic: schema.add_text_field("topic", STRING),
            kind: schema.add_u64_field(column::KIND, INDEXED | FAST),
            say_date: schema.add_u64_field(column::SAY_DATE, FAST),
            earliest: schema.add_u64_field("earliest", FAST),
            latest: schema.add_u64_field("latest", FAST),
            speaker: schema.add_text_field(column::SPEAKER, shown.clone()),
            organization_name: schema.add_text_field(column::ORGANIZATION_NAME, shown.clone()),
            series: schema.add_text_field(column::SERIES, shown),
        };
        (fields, schema.build())
    }

    /// The document of a quotation, its references as they are kept. `series` is that of its meeting.
    pub(crate) fn document(&self, quote: &QuoteRecord, series: Option<&str>) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_bytes(self.id, quote.id.as_bytes());
        let (high, low) = split(quote.id);
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        // Between two values a place is left free, so that no phrase runs over it.
        for text in renderings(quote) {
            document
                .add_pre_tokenized_text(self.words, tokens(words(text).into_iter().map(|word| word.stem)));
        }
        document.add_pre_tokenized_text(self.speaker_words, tokens(speaker_stems(quote)));
        if let Some(mention) = quote.person {
            document.add_bytes(self.person, mention.as_bytes());
        }
        if let Some(mention) = quote.meeting {
            document.add_bytes(self.meeting, mention.as_bytes());
        }
        for country in quote_countries(quote) {
            document.add_text(self.country, country.as_str());
        }
        for name in quote_organizations(quote) {
            document.add_text(self.organization, name);
        }
        for topic in &quote.topics {
            document.add_text(self.topic, &topic.id);
        }
        document.add_u64(self.kind, kind_number(quote.kind));
        document.add_u64(self.say_date, date_number(sort_date(quote.say_date)));
        if let Some(days) = say_days(quote.say_date) {
            document.add_u64(self.earliest, date_number(days.earliest));
            document.add_u64(self.latest, date_number(days.latest));
        }
        let shown = |name: &&str| !name.is_empty() && name.len() <= LONGEST_NAME;
        if let Some(name) = quote.speaker.as_deref().filter(shown) {
            document.add_text(self.speaker, name);
        }
        for name in organization_names(quote).into_iter().filter(shown) {
            document.add_text(self.organization_name, name);
        }
        if let Some(name) = series.filter(shown) {
            document.add_text(self.series, name);
        }
        document
    }

    /// The term of the quotation of this name.
    pub(crate) fn of_id(&self, id: RecordId) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }

    /// The term of what a mention of a person says.
    pub(crate) fn by_person(&self, mention: RecordId) -> Term {
        Term::from_field_bytes(self.person, mention.as_bytes())
    }

    /// The term of what was said at a mention of a meeting.
    pub(crate) fn at_meeting(&self, mention: RecordId) -> Term {
        Term::from_field_bytes(self.meeting, mention.as_bytes())
    }

    /// The term of a stem.
    pub(crate) fn word(&self, stem: &str) -> Term {
        Term::from_field_text(self.words, stem)
    }

    /// The term of a word of a speaker's name.
    pub(crate) fn speaker_word(&self, stem: &str) -> Term {
        Term::from_field_text(self.speaker_words, stem)
    }

    /// The term of a country.
    pub(crate) fn for_country(&self, code: &str) -> Term {
        Term::from_field_text(self.country, code)
    }

    /// The term of an organization, by its name as names are compared.
    pub(crate) fn of_organization(&self, key: &str) -> Term {
        Term::from_field_text(self.organization, key)
    }

    /// The term of a topic.
    pub(crate) fn on_topic(&self, id: &str) -> Term {
        Term::from_field_text(self.topic, id)
    }

    /// The term of a kind.
    pub(crate) fn of_kind(&self, kind: QuoteKind) -> Term {
        Term::from_field_u64(self.kind, kind_number(kind))
    }
}

/// The texts of a quotation; renderings in the same words count once.
fn renderings(quote: &QuoteRecord) -> Vec<&str> {
    let mut texts = vec![quote.text.as_str()];
    for rendering in &quote.renderings {
        if !texts.contains(&rendering.text.as_str()) {
            texts.push(&rendering.text);
        }
    }
    texts
}

/// The organizations that a quotation is filed under, each in one spelling.
fn organization_names(quote: &QuoteRecord) -> Vec<&str> {
    let of_speaker =
        quote.speaker_delegations.iter().filter_map(|delegation| delegation.organization.as_deref());
    let mut names: Vec<&str> = Vec::new();
    for name in of_speaker.chain(quote.meeting_organization.as_deref()) {
        if !names.iter().any(|other| name_key(other) == name_key(name)) {
            names.push(name);
        }
    }
    names
}

fn tokens(stems: impl IntoIterator<Item = String>) -> PreTokenizedString {
    let token = |(position, text): (usize, String)| Token { position, text, ..Token::default() };
    let tokens = stems.into_iter().enumerate().map(token).collect();
    PreTokenizedString { text: String::new(), tokens }
}

/// The two numbers of a name, which sort as the name does.
fn split(id: RecordId) -> (u64, u64) {
    let [a, b, c, d, e, f, g, h, i, j] = *id.as_bytes();
    (u64::from_be_bytes([a, b, c, d, e, f, g, h]), u64::from(u16::from_be_bytes([i, j])))
}

/// The name of two numbers.
pub(crate) fn join(high: u64, low: u64) -> RecordId {
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&high.to_be_bytes());
    bytes[8..].copy_from_slice(&low.to_be_bytes()[6..]);
    RecordId::from_bytes(bytes)
}

/// A date as a number that sorts as it does.
pub(crate) fn date_number(date: SortDate) -> u64 {
    u64::from(u32::from_be_bytes(date))
}

/// The date of a number.
pub(crate) fn number_date(number: u64) -> SortDate {
    let [_, _, _, _, date @ ..] = number.to_be_bytes();
    date
}

/// The number of a kind, which is on disk.
fn kind_number(kind: QuoteKind) -> u64 {
    match kind {
        QuoteKind::Direct => 1,
        QuoteKind::Indirect => 2,
        QuoteKind::Mixed => 3,
    }
}

/// The kind of a number.
pub(crate) fn number_kind(number: u64) -> Option<QuoteKind> {
    QuoteKind::ALL.iter().copied().find(|&kind| kind_number(kind) == number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_and_dates_read_back_and_sort_as_their_numbers(a: [u8; 10], b: [u8; 10], date: [u8; 4]) {
            let (one, two) = (RecordId::from_bytes(a), RecordId::from_bytes(b));
            let ((high, low), other) = (split(one), split(two));
            prop_assert_eq!(join(high, low), one);
            prop_assert_eq!((high, low).cmp(&other), one.cmp(&two));
            prop_assert_eq!(number_date(date_number(date)), date);
        }
    }
}
