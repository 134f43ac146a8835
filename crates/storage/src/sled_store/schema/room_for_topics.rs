//! From version 1 to 2: extractions, meetings and quotations got a list of topics, each as its last field. Those that are
//! there get an empty one; topics come when a report is read anew. Reports got the basis of their publication date.
//!
//! A list without items is one zero byte, so all that is needed is the place where the old value's fields end. The types here
//! say what fields those were; as a field of a struct is written like one of a tuple, tuples do.

use std::collections::BTreeSet;

use rapporteur_model::{
    CountryCode, PartialDate, RecordId,
    extraction::{Delegation, Meeting, Membership, Outcome, Participation, Quote, Report},
    mention::MentionKind,
    record::{FieldValue, MeetingMention, OutcomeRecord, Participant, Rendering},
    vocabulary::{DateBasis, Medium, MeetingKind, MeetingStatus, QuoteKind, SpeakerKind},
};
use serde::de::DeserializeOwned;

use super::super::{
    keys,
    table::{Table, chunks},
};
use crate::StoreError;

/// An empty list.
const EMPTY: u8 = 0;

/// A value that is not there.
const NONE: u8 = 0;

/// A stored report up to the end of its extraction; notices follow.
type ReportHead = (
    (BTreeSet<String>, String),
    (Report, Vec<Meeting>, Vec<Participation>, Vec<Quote>, Vec<Outcome>, Vec<Membership>, String),
);

/// A meeting's record behind the number that says what record it is; the ids of its mentions follow.
type MeetingHead = (
    u32,
    (RecordId, String, Vec<String>, Option<String>, Option<String>, Option<u32>, Option<MeetingKind>),
    (Option<PartialDate>, Option<PartialDate>, Option<DateBasis>),
    (Option<String>, Option<CountryCode>, Option<String>, Option<MeetingStatus>),
    (Vec<MeetingMention>, Vec<FieldValue>, Vec<Participant>, Vec<OutcomeRecord>),
);

/// A quotation's record, likewise.
type QuoteHead = (
    u32,
    (RecordId, String, QuoteKind, Option<String>, Option<RecordId>, SpeakerKind, Option<String>),
    (Vec<Delegation>, Option<String>, Option<Medium>, Option<RecordId>, Option<String>),
    (Option<PartialDate>, Vec<Rendering>),
);

/// The writes that make room for topics.
///
/// # Errors
/// [`StoreError`], for a value that is none of version 1 too.
pub(super) fn batch(db: &sled::Db) -> Result<sled::Batch, StoreError> {
    let table = Table::new(db);
    let mut batch = sled::Batch::default();
    let mut rewrite = |prefix: &[u8], change: fn(Vec<u8>) -> Option<Vec<u8>>| {
        table.for_each_large(prefix, |key, value| {
            let value = change(value).ok_or_else(|| StoreError::Damaged {
                what: format!("the value under {key:02x?} is none of schema version 1"),
            })?;
            for (key, chunk) in chunks(key, &value) {
                batch.insert(key, chunk);
            }
            Ok(())
        })
    };
    rewrite(&keys::reports(), |value| with_list_behind::<ReportHead>(with_date_basis(value)?))?;
    rewrite(&keys::records(MentionKind::Meeting), with_list_behind::<MeetingHead>)?;
    rewrite(&keys::records(MentionKind::Quote), with_list_behind::<QuoteHead>)?;
    // Of a mention, what it says comes last.
    rewrite(&keys::mentions(MentionKind::Meeting), with_list_at_end)?;
    rewrite(&keys::mentions(MentionKind::Quote), with_list_at_end)?;
    Ok(batch)
}

/// What stands in a stored report before the basis of its publication date, which version 1 did not keep.
type BeforeDateBasis = (
    (BTreeSet<String>, String),
    (String, Option<String>, Option<String>, Option<String>, Option<String>, Option<PartialDate>),
);

/// The value with no basis behind the publication date.
fn with_date_basis(mut value: Vec<u8>) -> Option<Vec<u8>> {
    let (_, rest) = postcard::take_from_bytes::<BeforeDateBasis>(&value).ok()?;
    let end = value.len() - rest.len();
    value.insert(end, NONE);
    Some(value)
}

/// The value with an empty list behind what reads as `Head`.
fn with_list_behind<Head: DeserializeOwned>(mut value: Vec<u8>) -> Option<Vec<u8>> {
    let (_, rest) = postcard::take_from_bytes::<Head>(&value).ok()?;
    let end = value.len() - rest.len();
    value.insert(end, EMPTY);
    Some(value)
}

fn with_list_at_end(mut value: Vec<u8>) -> Option<Vec<u8>> {
    value.push(EMPTY);
    Some(value)
}
