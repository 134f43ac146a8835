//! Many extractions in, one record out: pure, deterministic, independent of the order in which reports came.

use rapporteur_model::{RecordId, ReportId, extraction::Extraction, mention::Mention, record::Record};

/// The mentions that one report makes, in order of id.
#[must_use]
pub fn mentions(report: ReportId, extraction: &Extraction) -> Vec<Mention> {
    let _ = (report, extraction);
    Vec::new()
}

/// Makes records of mentions of one kind: each mention enters exactly one record. Returns each record with the ids of
/// its mentions, in order of the records' ids.
///
/// `mentions` must be closed under shared blocks: whoever shares a block with one of them is among them. Then the
/// records are the same however many other mentions there are, and in whatever order these are given.
#[must_use]
pub fn resolve(mentions: &[Mention]) -> Vec<(Record, Vec<RecordId>)> {
    let _ = mentions;
    Vec::new()
}
