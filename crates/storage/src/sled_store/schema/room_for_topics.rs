//! From version 1 to 2: extractions got a list of topics as their last field. Those that are there get an empty one; topics
//! come when a report is read anew. Reports got the basis of their publication date. (Records changed too; the next step
//! takes them away.)
//!
//! A list without items is one zero byte, so all that is needed is the place where the old value's fields end. The types here
//! say what fields those were; as a field of a struct is written like one of a tuple, tuples do.

use std::collections::BTreeSet;

use rapporteur_model::{
    PartialDate,
    extraction::{Meeting, Membership, Outcome, Participation, Quote, Report},
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
