//! The keys of the one tree. Each begins with a byte that names its family; parts after it have a fixed length or carry
//! their length, so that a key cut behind any part is a prefix of exactly the keys that share it.

use rapporteur_model::{JudgementId, RecordId, ReportId, mention::MentionKind};
use sha2::{Digest as _, Sha256};

use crate::{GoneName, StoreError, sort_date::SortDate};

/// Bytes of a report's or record's id.
pub(super) const ID_LENGTH: usize = 10;

/// Bytes of the number behind the key of a large value.
pub(super) const CHUNK_NUMBER_LENGTH: usize = 4;

/// What a key is of. The numbers are on disk: a new family takes a new one. (5 and 24 led to mentions, 25 was of them, 12 to
/// 14 were an index of quotations, 20 lists of records.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Family {
    /// Schema version and sequence number.
    Meta = 1,
    /// How many there are of something.
    Count = 2,
    /// Reports with their mentions (apart).
    Report = 3,
    /// Kind, mention: its report and, where that is not itself, its form.
    Mention = 4,
    /// Kind, block, form: nothing.
    Block = 6,
    /// Records without their lists, by kind and id (apart).
    Record = 7,
    /// Kind, form: the record that holds it.
    Alias = 8,
    /// Names that were given out and lead nowhere now.
    Gone = 9,
    /// Facet, value, date, meeting: the last day that the meeting may have been on.
    MeetingList = 10,
    /// Stem of a name, person: nothing.
    PersonName = 11,
    /// Judgements (large).
    Judgement = 15,
    /// Kind, mention, judgement that points at it: nothing.
    JudgementOfMention = 16,
    /// Office with for whom it is held, person: nothing.
    PersonPost = 17,
    /// Number of a commit: what it did to records (large).
    Feed = 18,
    /// Kind that has forms, record, form that it is made of: nothing.
    FormOfRecord = 21,
    /// Kind, form of several mentions: how many, and when they were published.
    Form = 22,
    /// Kind, form of several mentions, mention: what that one adds to the record (large). Each has a key of its own, so that
    /// a new one does not write the others again.
    MentionOfForm = 23,
    /// Family, number of a place, number of a chunk: values that lie apart from their keys.
    Apart = 26,
}

/// The families whose values lie apart.
const APART: [Family; 2] = [Family::Report, Family::Record];

/// What meetings are listed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum MeetingFacet {
    /// All meetings.
    All = 1,
    /// Name of the organization.
    Organization = 2,
    /// Country code.
    Country = 3,
    /// Name of the city.
    City = 4,
    /// A stem of titles, series, organization or city.
    Text = 5,
    /// Word of the status.
    Status = 6,
    /// Word of the kind.
    Kind = 7,
    /// A stem of a participant's name.
    Name = 8,
    /// A mention of a participant.
    Person = 9,
    /// Id of a topic.
    Topic = 10,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Counter {
    /// Reports.
    Reports = 1,
    /// Meetings.
    Meetings = 2,
    /// Persons.
    Persons = 3,
    /// Quotations.
    Quotes = 4,
}

pub(super) const SCHEMA: &[u8] = &[Family::Meta as u8, 1];
pub(super) const SEQUENCE: &[u8] = &[Family::Meta as u8, 2];
/// There while the records are to be made anew from the reports.
pub(super) const STALE: &[u8] = &[Family::Meta as u8, 3];
/// The number of the commit after which the feed begins, where that is not the first.
pub(super) const FEED_START: &[u8] = &[Family::Meta as u8, 4];
/// There while the store is being filled from a backup.
pub(super) const RESTORING: &[u8] = &[Family::Meta as u8, 5];

/// The number of the next place for a value that lies apart.
pub(super) const NEXT_PLACE: &[u8] = &[Family::Meta as u8, 6];

/// The families that are made from reports and judgements, and can be made again.
pub(super) fn derived() -> impl Iterator<Item = Vec<u8>> {
    let families = [
        Family::Mention,
        Family::Block,
        Family::Record,
        Family::FormOfRecord,
        Family::Form,
        Family::MentionOfForm,
        Family::MeetingList,
        Family::PersonName,
        Family::PersonPost,
    ];
    let apart = families.into_iter().filter(|family| APART.contains(family));
    let apart = apart.map(|family| key(Family::Apart, &[&[family as u8]]));
    families.into_iter().map(|family| key(family, &[])).chain(apart)
}

/// What older versions derived too: mentions and what led to them, an index of quotations with its count of words, lists of
/// records.
pub(super) fn derived_once() -> [Vec<u8>; 9] {
    let apart = key(Family::Apart, &[&[25]]);
    let count = vec![Family::Count as u8, 5];
    [vec![5], vec![24], vec![25], apart, vec![12], vec![13], vec![14], count, vec![20]]
}

/// Whether the value of a key lies apart, in a place whose name is what the key leads to.
pub(super) fn lies_apart(key: &[u8]) -> bool {
    APART.iter().any(|&family| key.first() == Some(&(family as u8)))
}

/// A chunk of a value that lies apart from its key.
pub(super) fn chunk_apart(owner: &[u8], place: u64, chunk: u32) -> Vec<u8> {
    let family = owner.get(..1).unwrap_or_default();
    key(Family::Apart, &[family, &place.to_be_bytes(), &chunk.to_be_bytes()])
}

/// Longest text that stands in a key as it is.
const LONGEST_TEXT: usize = 64;

fn kind_byte(kind: MentionKind) -> u8 {
    match kind {
        MentionKind::Meeting => 1,
        MentionKind::Person => 2,
        MentionKind::Quote => 3,
    }
}

/// The kind that a byte of a key tells.
pub(super) fn kind_of(byte: u8) -> Result<MentionKind, StoreError> {
    MentionKind::ALL
        .into_iter()
        .find(|&kind| kind_byte(kind) == byte)
        .ok_or_else(|| StoreError::Damaged { what: format!("{byte} stands where a kind of record should") })
}

fn key(family: Family, parts: &[&[u8]]) -> Vec<u8> {
    let mut key = vec![family as u8];
    for part in parts {
        key.extend_from_slice(part);
    }
    key
}

/// A text with its length. What a report says can be of any length, and keys should not be: longer ones are hashed.
fn text_part(text: &[u8]) -> Vec<u8> {
    match u8::try_from(text.len()) {
        Ok(length) if text.len() <= LONGEST_TEXT => [&[length], text].concat(),
        _ => [&[0xff], Sha256::digest(text).as_slice()].concat(),
    }
}

/// Bytes of a block that stand in its keys as they are: what begins alike lies together.
const BLOCK_START: usize = 7;
/// Bytes of the hash that tells blocks apart.
const BLOCK_HASH: usize = 8;

/// A block: how it begins, and a hash of it. A report lies in dozens of blocks, and each is long.
fn block_part(block: &[u8]) -> [u8; BLOCK_START + BLOCK_HASH] {
    let mut part = [0; BLOCK_START + BLOCK_HASH];
    for (place, byte) in part.iter_mut().zip(block.iter().take(BLOCK_START)) {
        *place = *byte;
    }
    for (place, byte) in part.iter_mut().skip(BLOCK_START).zip(Sha256::digest(block)) {
        *place = byte;
    }
    part
}

pub(super) fn count(counter: Counter) -> Vec<u8> {
    key(Family::Count, &[&[counter as u8]])
}

pub(super) fn reports() -> Vec<u8> {
    key(Family::Report, &[])
}

pub(super) fn report(id: ReportId) -> Vec<u8> {
    key(Family::Report, &[id.as_bytes()])
}

pub(super) fn mention(kind: MentionKind, id: RecordId) -> Vec<u8> {
    key(Family::Mention, &[&[kind_byte(kind)], id.as_bytes()])
}

pub(super) fn forms_in_block(kind: MentionKind, block: &str) -> Vec<u8> {
    key(Family::Block, &[&[kind_byte(kind)], &block_part(block.as_bytes())])
}

pub(super) fn form(kind: MentionKind, form: RecordId) -> Vec<u8> {
    key(Family::Form, &[&[kind_byte(kind)], form.as_bytes()])
}

pub(super) fn mentions_of_form(kind: MentionKind, form: RecordId) -> Vec<u8> {
    key(Family::MentionOfForm, &[&[kind_byte(kind)], form.as_bytes()])
}

pub(super) fn records(kind: MentionKind) -> Vec<u8> {
    key(Family::Record, &[&[kind_byte(kind)]])
}

pub(super) fn record(kind: MentionKind, id: RecordId) -> Vec<u8> {
    key(Family::Record, &[&[kind_byte(kind)], id.as_bytes()])
}

pub(super) fn forms_of_record(kind: MentionKind, id: RecordId) -> Vec<u8> {
    key(Family::FormOfRecord, &[&[kind_byte(kind)], id.as_bytes()])
}

pub(super) fn alias(kind: MentionKind, form: RecordId) -> Vec<u8> {
    key(Family::Alias, &[&[kind_byte(kind)], form.as_bytes()])
}

pub(super) fn gone_record(kind: MentionKind, name: RecordId) -> Vec<u8> {
    key(Family::Gone, &[&[kind_byte(kind)], name.as_bytes()])
}

pub(super) fn gone_report(id: ReportId) -> Vec<u8> {
    // No kind has this byte.
    key(Family::Gone, &[&[0], id.as_bytes()])
}

pub(super) fn gone_names() -> Vec<u8> {
    key(Family::Gone, &[])
}

pub(super) fn gone_name(name: GoneName) -> Vec<u8> {
    match name {
        GoneName::Report(id) => gone_report(id),
        GoneName::Record(kind, id) => gone_record(kind, id),
    }
}

/// The name in a key of [`gone_names`].
pub(super) fn gone_name_of(key: &[u8]) -> Result<GoneName, StoreError> {
    let id = id_at(key, 2)?;
    match key.get(1) {
        None | Some(0) => Ok(GoneName::Report(ReportId::from_bytes(id))),
        Some(&byte) => Ok(GoneName::Record(kind_of(byte)?, RecordId::from_bytes(id))),
    }
}

pub(super) fn meeting_list(facet: MeetingFacet, value: &[u8]) -> Vec<u8> {
    key(Family::MeetingList, &[&[facet as u8], &text_part(value)])
}

pub(super) fn persons_named(stem: &str) -> Vec<u8> {
    key(Family::PersonName, &[&text_part(stem.as_bytes())])
}

pub(super) fn persons_in_post(post: &str) -> Vec<u8> {
    key(Family::PersonPost, &[&text_part(post.as_bytes())])
}

pub(super) fn judgements() -> Vec<u8> {
    key(Family::Judgement, &[])
}

pub(super) fn judgement(id: JudgementId) -> Vec<u8> {
    key(Family::Judgement, &[id.as_bytes()])
}

pub(super) fn judgements_of(kind: MentionKind, mention: RecordId) -> Vec<u8> {
    key(Family::JudgementOfMention, &[&[kind_byte(kind)], mention.as_bytes()])
}

pub(super) fn judgement_of(kind: MentionKind, mention: RecordId, id: JudgementId) -> Vec<u8> {
    key(Family::JudgementOfMention, &[&[kind_byte(kind)], mention.as_bytes(), id.as_bytes()])
}

pub(super) fn feed() -> Vec<u8> {
    key(Family::Feed, &[])
}

pub(super) fn feed_of(sequence: u64) -> Vec<u8> {
    key(Family::Feed, &[&sequence.to_be_bytes()])
}

/// A prefix with an id behind it.
pub(super) fn with_id(mut prefix: Vec<u8>, id: RecordId) -> Vec<u8> {
    prefix.extend_from_slice(id.as_bytes());
    prefix
}

/// A list's prefix with a date and an id behind it.
pub(super) fn with_date_and_id(mut prefix: Vec<u8>, date: SortDate, id: RecordId) -> Vec<u8> {
    prefix.extend_from_slice(&date);
    prefix.extend_from_slice(id.as_bytes());
    prefix
}

/// The id that stands in a key at this place.
pub(super) fn id_at(key: &[u8], place: usize) -> Result<[u8; ID_LENGTH], StoreError> {
    key.get(place..place + ID_LENGTH)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| StoreError::Damaged { what: format!("the key {key:02x?} is too short") })
}

/// The record's id at the end of a key.
pub(super) fn last_id(key: &[u8]) -> Result<RecordId, StoreError> {
    id_at(key, key.len().saturating_sub(ID_LENGTH)).map(RecordId::from_bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blocks_of_one_month_lie_together_however_long_they_are() {
        let long = "word".repeat(99);
        let key = |month: &str, rest: &str| {
            let block = forms_in_block(MentionKind::Quote, &format!("{month}|{rest}"));
            with_id(block, RecordId::from_bytes([1; ID_LENGTH]))
        };
        let may: BTreeSet<Vec<u8>> = ["a", "z", &long].map(|rest| key("2031-05", rest)).into();
        let june: BTreeSet<Vec<u8>> = ["a", "z", &long].map(|rest| key("2031-06", rest)).into();
        assert_eq!((may.len(), june.len()), (3, 3));
        assert!(may.last() < june.first());
        assert!(may.iter().chain(&june).all(|key| key.len() == 27));
    }

    proptest! {
        #[test]
        fn a_block_s_prefix_is_no_prefix_of_another_block(a in "\\PC{0,20}", b in "\\PC{0,20}", id: [u8; 10]) {
            let entry = with_id(forms_in_block(MentionKind::Person, &a), RecordId::from_bytes(id));
            prop_assert_eq!(entry.starts_with(&forms_in_block(MentionKind::Person, &b)), a == b);
            prop_assert_eq!(last_id(&entry).unwrap(), RecordId::from_bytes(id));
        }

        #[test]
        fn a_list_s_prefix_is_no_prefix_of_another_list(
            a in "\\PC{0,80}",
            b in "\\PC{0,80}",
            id: [u8; 10],
        ) {
            let entry = with_id(persons_named(&a), RecordId::from_bytes(id));
            prop_assert_eq!(entry.starts_with(&persons_named(&b)), a == b);
            prop_assert_eq!(last_id(&entry).unwrap(), RecordId::from_bytes(id));
            prop_assert!(entry.len() <= 80);
        }
    }
}
