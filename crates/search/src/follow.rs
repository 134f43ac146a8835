//! Brings the index to where the store is.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{RecordId, mention::MentionKind, record::QuoteRecord};
use rapporteur_storage::{Lookup, RecordEvent, Store, StoreError};
use tantivy::{DocSet as _, Searcher, TERMINATED, schema::IndexRecordOption};

use crate::{
    SearchError,
    document::{Fields, column, join},
    files::Opened,
    payload::Payload,
};

/// How many names of records are asked for at a time.
const NAMES_AT_A_TIME: usize = 1000;

/// How many changes of records one commit of the index takes in, about.
const CHANGES_AT_A_TIME: usize = 20_000;

/// Fills an empty index with all quotations of a store.
///
/// # Errors
/// [`SearchError`]
pub(crate) fn fill(opened: &mut Opened, fields: &Fields, store: &dyn Store) -> Result<(), SearchError> {
    // What changes while this runs is taken in again by following the feed from here.
    let sequence = store.sequence()?;
    let mut series = SeriesOf::new(store);
    let mut after = None;
    loop {
        let names = store.records(MentionKind::Quote, after, NAMES_AT_A_TIME)?;
        let Some(&last) = names.last() else { break };
        after = Some(last);
        for name in names {
            if let Some(quote) = present(store, name)? {
                opened.writer.add_document(fields.document(&quote, series.of(quote.meeting)?.as_deref()))?;
            }
        }
    }
    commit(opened, store, sequence)
}

/// Takes in what commits of the store after the index's last one did to records, to commit number `until` at least. While
/// others write there may be more, which is for the next time.
///
/// # Errors
/// [`SearchError`]
pub(crate) fn follow(
    opened: &mut Opened,
    fields: &Fields,
    store: &dyn Store,
    until: u64,
) -> Result<(), SearchError> {
    loop {
        let indexed = opened.payload.map_or(0, |payload| payload.sequence);
        if indexed >= until {
            return Ok(());
        }
        let sequence = store.sequence()?;
        let commits = store.changes_after(indexed, CHANGES_AT_A_TIME)?;
        let Some(last) = commits.last() else {
            // The commits in between did nothing to records. Those that came since are not known to be among them.
            return if sequence > indexed { commit(opened, store, sequence) } else { Ok(()) };
        };
        let last = last.sequence;
        let mut touched: BTreeSet<RecordId> = BTreeSet::new();
        let mut series = SeriesOf::new(store);
        let searcher = opened.reader.searcher();
        for change in commits.iter().flat_map(|commit| &commit.records) {
            match (change.kind, change.event) {
                (MentionKind::Quote, _) => {
                    touched.insert(change.name);
                }
                // Its quotations are told by its series. Of one that is gone, the quotations changed too, or another
                // meeting has its mentions.
                (MentionKind::Meeting, RecordEvent::Created | RecordEvent::Changed) => {
                    for mention in store.mention_ids(MentionKind::Meeting, change.name)? {
                        let series = series.of(Some(mention))?;
                        add_of_other_series(&searcher, fields, mention, series.as_deref(), &mut touched)?;
                    }
                }
                _ => {}
            }
        }
        for name in touched {
            opened.writer.delete_term(fields.of_id(name));
            if let Some(quote) = present(store, name)? {
                opened.writer.add_document(fields.document(&quote, series.of(quote.meeting)?.as_deref()))?;
            }
        }
        commit(opened, store, last)?;
    }
}

fn commit(opened: &mut Opened, store: &dyn Store, sequence: u64) -> Result<(), SearchError> {
    let payload = Payload::of(store, sequence)?;
    let mut prepared = opened.writer.prepare_commit()?;
    prepared.set_payload(&payload.to_string());
    prepared.commit()?;
    opened.reader.reload()?;
    opened.payload = Some(payload);
    Ok(())
}

/// The quotation of this very name; none where the name leads to another, or nowhere.
fn present(store: &dyn Store, name: RecordId) -> Result<Option<QuoteRecord>, StoreError> {
    Ok(match store.quote_as_kept(name)? {
        Lookup::Found(quote) => Some(quote).filter(|quote| quote.id == name),
        Lookup::Gone | Lookup::Unknown => None,
    })
}

/// Adds the quotations of a meeting that are indexed under another series than this.
fn add_of_other_series(
    searcher: &Searcher,
    fields: &Fields,
    meeting: RecordId,
    series: Option<&str>,
    names: &mut BTreeSet<RecordId>,
) -> Result<(), SearchError> {
    let term = fields.at_meeting(meeting);
    for reader in searcher.segment_readers() {
        let index = reader.inverted_index(term.field())?;
        let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
        let columns = reader.fast_fields();
        let (high, low) = (columns.u64(column::ID_HIGH)?, columns.u64(column::ID_LOW)?);
        let texts = columns.str(column::SERIES)?;
        let mut indexed = String::new();
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            indexed.clear();
            if let Some(texts) = &texts
                && let Some(number) = texts.term_ords(doc).next()
            {
                texts.ord_to_str(number, &mut indexed)?;
            }
            if indexed != series.unwrap_or_default()
                && let (Some(high), Some(low)) = (high.first(doc), low.first(doc))
            {
                names.insert(join(high, low));
            }
            postings.advance();
        }
    }
    Ok(())
}

/// The series of meetings, each read once.
struct SeriesOf<'a> {
    store: &'a dyn Store,
    by_meeting: BTreeMap<RecordId, Option<String>>,
}

impl<'a> SeriesOf<'a> {
    fn new(store: &'a dyn Store) -> Self {
        Self { store, by_meeting: BTreeMap::new() }
    }

    /// The series of the meeting that holds a mention.
    fn of(&mut self, mention: Option<RecordId>) -> Result<Option<String>, StoreError> {
        let Some(mention) = mention else { return Ok(None) };
        let Lookup::Found(name) = self.store.record_of(MentionKind::Meeting, mention)? else {
            return Ok(None);
        };
        if let Some(series) = self.by_meeting.get(&name) {
            return Ok(series.clone());
        }
        let series = match self.store.meeting(name)? {
            Lookup::Found(meeting) => meeting.series,
            Lookup::Gone | Lookup::Unknown => None,
        };
        self.by_meeting.insert(name, series.clone());
        Ok(series)
    }
}
