//! Statements: what one report says of one thing it mentions, value by value. Records are views over them.

use serde::{Deserialize, Serialize};

use crate::{RecordId, ReportId, StatementId, extraction::Evidence, mention::MentionKind};

/// One value, said by one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Made of mention, field, value and original text.
    pub id: StatementId,
    /// What sort of thing it is about.
    pub kind: MentionKind,
    /// The mention that it is about; the store knows the record that holds it.
    pub mention: RecordId,
    /// What it says something of, in the contract's spelling: `start_date`, `participants[0].office`.
    pub field: String,
    /// The value as text: a date as `2018-05-21`, a word of a vocabulary, a name.
    pub value: String,
    /// The words of the report, where they are kept as printed; empty where the value was worked out.
    pub original: String,
    /// The sentences that say it.
    pub evidence: Vec<Evidence>,
    /// The report.
    pub report: ReportId,
    /// The extractor that read it.
    pub extractor_version: String,
}
