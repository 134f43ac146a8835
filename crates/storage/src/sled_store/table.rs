//! The sled tree with what sled lacks: large values, errors that name what is damaged, and scans by prefix.
//!
//! # Large values
//! sled moves a page of more than 128 KiB into a file of its own which it does not sync (sled 0.34 `write_blob`). A page
//! holds up to 20 entries, so no value may be longer than some kilobytes: larger ones lie in chunks, under keys that end
//! in the chunk's number.
//!
//! # Values that lie apart
//! Ids are hashes, so what comes new under them comes anywhere, and sled writes a page anew after some changes: with large
//! values on it, what is written grows with how many pages there are. So the values of reports (with their mentions) and
//! records lie apart, in numbered places ([`Place`]): what came together lies together, new ones come behind the last, and only the
//! place's number stands under the id.

use std::collections::BTreeSet;

use rapporteur_model::{RecordId, mention::MentionKind, record::Record};
use sled::IVec;

use super::keys::{self, CHUNK_NUMBER_LENGTH, Counter};
use crate::StoreError;

pub(super) use crate::value::{decode, decode_first, encode, pack};

/// Bytes of a chunk: 20 of them with their keys stay below sled's 128 KiB.
pub(super) const CHUNK_LENGTH: usize = 4096;

/// A record without what it lists of its mentions, and the forms that it is made of, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredRecord {
    pub(super) record: Record,
    pub(super) forms: Vec<RecordId>,
}

impl StoredRecord {
    /// Of a record, whatever it lists.
    pub(super) fn new(mut record: Record, forms: &[RecordId]) -> Self {
        if let Record::Person(person) = &mut record {
            person.list([]);
        }
        let forms: BTreeSet<RecordId> = forms.iter().copied().collect();
        Self { record, forms: forms.into_iter().collect() }
    }
}

/// Where a value lies that does not stand under its own key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Its number, which no other place of any family has.
    pub(super) number: u64,
    /// How many chunks the value has.
    pub(super) chunks: u32,
}

impl Place {
    /// For a value of such a length.
    pub(super) fn new(number: u64, length: usize) -> Self {
        let chunks = u32::try_from(length.div_ceil(CHUNK_LENGTH)).unwrap_or(u32::MAX);
        Self { number, chunks }
    }

    /// As it stands under the key.
    pub(super) fn to_bytes(self) -> Vec<u8> {
        [self.number.to_be_bytes().as_slice(), &self.chunks.to_be_bytes()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (number, chunks) = bytes.split_first_chunk()?;
        Some(Self {
            number: u64::from_be_bytes(*number),
            chunks: u32::from_be_bytes(chunks.try_into().ok()?),
        })
    }

    /// The keys of the chunks.
    pub(super) fn keys(self, owner: &[u8]) -> impl Iterator<Item = Vec<u8>> {
        (0..self.chunks).map(move |chunk| keys::chunk_apart(owner, self.number, chunk))
    }

    /// The chunks of the value, with their keys.
    pub(super) fn fill(self, owner: &[u8], value: &[u8]) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
        self.keys(owner).zip(value.chunks(CHUNK_LENGTH).map(<[u8]>::to_vec))
    }
}

/// Reads the tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'db> {
    db: &'db sled::Db,
}

impl<'db> Table<'db> {
    pub(super) fn new(db: &'db sled::Db) -> Self {
        Self { db }
    }

    /// A small value.
    pub(super) fn get(self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        self.db.get(key).map_err(sled_error)
    }

    /// Whether a key is there.
    pub(super) fn contains(self, key: &[u8]) -> Result<bool, StoreError> {
        self.db.contains_key(key).map_err(sled_error)
    }

    /// A large value. A missing chunk in the middle shows as a value that does not decode.
    pub(super) fn get_large(self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        // Most values are one chunk, which is found faster than a scan begins.
        let first_key = [key, &[0; CHUNK_NUMBER_LENGTH]].concat();
        let Some(first) = self.get(&first_key)? else { return Ok(None) };
        let mut value = first.to_vec();
        if value.len() >= CHUNK_LENGTH {
            for entry in self.scan_from(key, first_key).skip(1) {
                value.extend_from_slice(&entry?.1);
            }
        }
        Ok(Some(value))
    }

    /// Where the value of a key lies.
    pub(super) fn place(self, key: &[u8]) -> Result<Option<Place>, StoreError> {
        let Some(bytes) = self.get(key)? else { return Ok(None) };
        Place::from_bytes(&bytes)
            .map(Some)
            .ok_or_else(|| StoreError::Damaged { what: format!("no place stands under the key {key:02x?}") })
    }

    /// A value that lies apart.
    pub(super) fn get_apart(self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(place) = self.place(key)? else { return Ok(None) };
        let mut value = Vec::new();
        for chunk_key in place.keys(key) {
            let chunk = self.get(&chunk_key)?.ok_or_else(|| StoreError::Damaged {
                what: format!("a part of what belongs to the key {key:02x?} is not there"),
            })?;
            value.extend_from_slice(&chunk);
        }
        Ok(Some(value))
    }

    /// Keys and values under a prefix, in order.
    pub(super) fn scan(
        self,
        prefix: &[u8],
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> + use<'db> {
        self.db.scan_prefix(prefix).map(|entry| entry.map_err(sled_error))
    }

    /// Keys and values of `from` and behind it, under a prefix, in order.
    pub(super) fn scan_from(
        self,
        prefix: &[u8],
        from: Vec<u8>,
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> + use<'db> {
        let prefix = prefix.to_vec();
        self.db
            .range(from..)
            .map(|entry| entry.map_err(sled_error))
            .take_while(move |entry| entry.as_ref().map_or(true, |(key, _)| key.starts_with(&prefix)))
    }

    /// The last key before `end` under a prefix.
    pub(super) fn last_before(self, prefix: &[u8], end: &[u8]) -> Result<Option<IVec>, StoreError> {
        let Some((key, _)) = self.db.get_lt(end).map_err(sled_error)? else { return Ok(None) };
        Ok(key.starts_with(prefix).then_some(key))
    }

    /// Large values under a prefix, each with its key without the chunk's number, in order.
    pub(super) fn for_each_large(
        self,
        prefix: &[u8],
        mut visit: impl FnMut(&[u8], Vec<u8>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.for_each_large_from(prefix, prefix.to_vec(), |key, value| {
            visit(key, value)?;
            Ok(true)
        })
    }

    /// The same of the key `from` and those behind it, until `visit` wants no more.
    pub(super) fn for_each_large_from(
        self,
        prefix: &[u8],
        from: Vec<u8>,
        mut visit: impl FnMut(&[u8], Vec<u8>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut open: Option<(Vec<u8>, Vec<u8>)> = None;
        for entry in self.scan_from(prefix, from) {
            let (key, chunk) = entry?;
            let key = &key[..key.len().saturating_sub(CHUNK_NUMBER_LENGTH)];
            match &mut open {
                Some((open_key, value)) if open_key == key => value.extend_from_slice(&chunk),
                _ => {
                    if let Some((open_key, value)) = open.replace((key.to_vec(), chunk.to_vec()))
                        && !visit(&open_key, value)?
                    {
                        return Ok(());
                    }
                }
            }
        }
        if let Some((open_key, value)) = open {
            visit(&open_key, value)?;
        }
        Ok(())
    }

    /// A record by its own name, without what it lists of its mentions.
    pub(super) fn stored_record(
        self,
        kind: MentionKind,
        id: RecordId,
    ) -> Result<Option<StoredRecord>, StoreError> {
        let what = || format!("{} {id}", kind.as_str());
        let Some(bytes) = self.get_apart(&keys::record(kind, id))? else { return Ok(None) };
        let (forms, record): (Vec<RecordId>, Record) = decode(&bytes, what)?;
        if record.kind() != kind {
            return Err(StoreError::Damaged { what: format!("{} holds a record of another kind", what()) });
        }
        let forms = if kind.has_forms() { self.forms_of(kind, id)? } else { forms };
        Ok(Some(StoredRecord { record, forms }))
    }

    /// The forms that a record is made of, in order; none where there is no record of this name.
    pub(super) fn forms_of(self, kind: MentionKind, id: RecordId) -> Result<Vec<RecordId>, StoreError> {
        if kind.has_forms() {
            return self
                .scan(&keys::forms_of_record(kind, id))
                .map(|entry| keys::last_id(&entry?.0))
                .collect();
        }
        // A mention of the other kinds changes the record itself, so its forms are written with it, before it.
        let Some(bytes) = self.get_apart(&keys::record(kind, id))? else { return Ok(Vec::new()) };
        decode_first(&bytes, || format!("{} {id}", kind.as_str()))
    }

    /// The record that holds a form, which something else says is there.
    pub(super) fn alias(self, kind: MentionKind, form: RecordId) -> Result<Option<RecordId>, StoreError> {
        self.id(&keys::alias(kind, form))
    }

    /// The id that is the value of a key.
    pub(super) fn id(self, key: &[u8]) -> Result<Option<RecordId>, StoreError> {
        let Some(bytes) = self.get(key)? else { return Ok(None) };
        keys::id_at(&bytes, 0).map(|bytes| Some(RecordId::from_bytes(bytes)))
    }

    /// How many there are.
    pub(super) fn count(self, counter: Counter) -> Result<u64, StoreError> {
        self.number(&keys::count(counter))
    }

    /// A number; 0 where it was never written.
    pub(super) fn number(self, key: &[u8]) -> Result<u64, StoreError> {
        let Some(bytes) = self.get(key)? else { return Ok(0) };
        let bytes: [u8; 8] = bytes.as_ref().try_into().map_err(|_| StoreError::Damaged {
            what: format!("the number under {key:02x?} has no 8 bytes"),
        })?;
        Ok(u64::from_be_bytes(bytes))
    }
}

/// The key of a chunk of a large value.
pub(super) fn chunk_key(key: &[u8], number: u32) -> Vec<u8> {
    [key, &number.to_be_bytes()].concat()
}

/// The chunks of a large value, with their keys.
pub(super) fn chunks(key: &[u8], value: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let numbered = |(number, chunk): (u32, &[u8])| (chunk_key(key, number), chunk.to_vec());
    if value.is_empty() {
        return vec![numbered((0, value))];
    }
    (0_u32..).zip(value.chunks(CHUNK_LENGTH)).map(numbered).collect()
}

/// What sled says, in our words.
pub(super) fn sled_error(error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(error) => StoreError::Io(error),
        sled::Error::Corruption { at, .. } => StoreError::Damaged {
            what: match at {
                Some(at) => format!("its file holds wrong bytes at {at:?}"),
                None => "its file holds wrong bytes".to_owned(),
            },
        },
        other => StoreError::Damaged { what: other.to_string() },
    }
}
