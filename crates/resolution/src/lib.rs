//! Many extractions in, one record out: pure, deterministic, independent of the order in which reports came.
//!
//! # Layout
//! - [`mentions`]: what one report mentions, each mention with the blocks (module `blocks`) in which it can meet others.
//! - [`resolve`]: mentions to records. `component` takes apart what shares no block; then one module a kind decides
//!   which mentions are one (`meeting_cluster`, `people`, `quote_cluster`), and one makes the record (`meeting_record`
//!   with `participant` and `outcome`, `person_record`, `quote_record`; `topic` for both).
//! - What they compare: `name` (with `token` and `pinyin`), `office`, `organization`, `format` (the series of a meeting), `window`
//!   (when it may have been), `text`.
//! - `choice`: the one rule by which a value is preferred to its rivals.
//!
//! Invariants: a record depends on its own mentions alone; nothing depends on the order of the input; no module here
//! knows a text but as the mentions give it.

mod blocks;
mod choice;
mod component;
mod format;
mod meeting_cluster;
mod meeting_record;
mod mention;
mod name;
mod office;
mod organization;
mod outcome;
mod participant;
mod people;
mod person_record;
mod pinyin;
mod quote_cluster;
mod quote_record;
mod text;
mod token;
mod topic;
mod window;

use std::collections::BTreeMap;

use rapporteur_model::{
    RecordId, ReportId,
    extraction::Extraction,
    mention::{Mention, MentionKind},
    record::Record,
};

/// The mentions that one report makes, in order of id.
#[must_use]
pub fn mentions(report: ReportId, extraction: &Extraction) -> Vec<Mention> {
    mention::mentions(report, extraction)
}

/// Makes records of mentions: each mention enters exactly one record, of its own kind. Returns each record with the
/// ids of its mentions, in order of the records' ids.
///
/// `mentions` must be closed under shared blocks: whoever shares a block with one of them is among them. Then the
/// records are the same however many other mentions there are, and in whatever order these are given. A mention that
/// is given twice counts once.
#[must_use]
pub fn resolve(mentions: &[Mention]) -> Vec<(Record, Vec<RecordId>)> {
    let by_id: BTreeMap<(MentionKind, RecordId), &Mention> =
        mentions.iter().map(|mention| ((mention.kind(), mention.id), mention)).collect();
    let sorted: Vec<&Mention> = by_id.into_values().collect();
    let mut records: Vec<(Record, Vec<RecordId>)> = Vec::new();
    for component in component::split(&sorted) {
        let Some(kind) = component.first().map(|mention| mention.kind()) else { continue };
        let clusters = match kind {
            MentionKind::Meeting => meeting_cluster::clusters(&component),
            MentionKind::Person => person_record::clusters(&component),
            MentionKind::Quote => quote_cluster::clusters(&component),
        };
        for mut cluster in clusters {
            cluster.sort_by_key(|mention| mention.id);
            let ids = cluster.iter().map(|mention| mention.id).collect();
            let record = match kind {
                MentionKind::Meeting => meeting_record::record(&cluster).map(Record::Meeting),
                MentionKind::Person => person_record::record(&cluster).map(Record::Person),
                MentionKind::Quote => quote_record::record(&cluster).map(Record::Quote),
            };
            records.extend(record.map(|record| (record, ids)));
        }
    }
    records.sort_by_key(|(record, _)| (record.id(), record.kind()));
    records
}
