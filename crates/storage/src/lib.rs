//! Keeps reports, what they say, and the records made from them.
//!
//! # Layout
//! - [`Store`]: what a store must do; its contract is the documentation of its methods.
//! - [`query`]: what can be asked of it, and pages of answers.
//! - [`error`] holds [`StoreError`]; [`feed`] what each commit did to records.
//! - [`sled_store`] holds [`SledStore`], which keeps everything in a directory.
//! - [`memory`] holds [`MemoryStore`], the plainest store, for tests.
//! - for those who build an index of their own over it: [`words`] (the tokeniser), [`filter`] (what each filter means),
//!   [`sort_date`], [`page`] (page tokens).
//! - [`value`]: values as they are kept.
//! - inside: `resolve_references`.
//!
//! Invariant: a store knows no rule of extraction or resolution; it keeps, indexes and finds.

pub mod error;
pub mod feed;
pub mod filter;
pub mod memory;
pub mod page;
pub mod query;
mod resolve_references;
pub mod sled_store;
pub mod sort_date;
pub mod value;
pub mod words;

use std::collections::BTreeSet;

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    extraction::Extraction,
    judgement::Judgement,
    mention::{Form, Mention, MentionKind},
    record::{MeetingRecord, PersonRecord, QuoteRecord, Record},
};
use serde::{Deserialize, Serialize};

pub use error::StoreError;
pub use feed::{CommitChanges, RecordChange, RecordEvent};
pub use memory::MemoryStore;
pub use query::{MeetingOrder, MeetingQuery, Page, PersonFilter};
pub use sled_store::SledStore;

/// A report as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReport {
    /// Every URI under which these bytes came; never empty. The extraction's `report.uri` is the first.
    pub uris: BTreeSet<String>,
    /// The text in which spans count.
    pub text: String,
    /// What it says.
    pub extraction: Extraction,
    /// What a person should know of it.
    pub notices: Vec<String>,
}

/// What one ingest or deletion changes, all of it or nothing. What is taken away goes first, so that a name that is both
/// taken away and written is there afterwards.
///
/// The caller keeps reports and records together: taking a report away takes its mentions away, not the records made of
/// them. A mention that moves to another form comes with its report again, and so do the records of both forms. A record of which nothing changed may be written again; that costs a comparison and writes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Reports to write, with the mentions they make; what the report had before is replaced.
    pub put_reports: Vec<(ReportId, StoredReport, Vec<Mention>)>,
    /// Reports to take away, with all their mentions.
    pub delete_reports: Vec<ReportId>,
    /// Names of records that cease to be.
    pub delete_records: Vec<(MentionKind, RecordId)>,
    /// Records to write, each once, with the ids of the forms it is made of; its own name is that of a mention of one of
    /// them. What persons list is not looked at: the store has it from the mentions ([`PersonRecord::list`]).
    pub put_records: Vec<(Record, Vec<RecordId>)>,
    /// Judgements to add; one that is there already stays as it is.
    pub put_judgements: Vec<Judgement>,
    /// Whether with this change all records have been made anew, so that the store is not stale any more.
    pub is_rebuilt: bool,
    /// Names that were given out elsewhere and lead nowhere. One that leads somewhere here stays as it is.
    pub put_gone: Vec<GoneName>,
    /// Where the store is being filled from a backup: that this begins, or that it is done.
    pub restoring: Option<Restoring>,
}

/// A name that was given out and leads nowhere now. In the order in which a store lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoneName {
    /// Of a report.
    Report(ReportId),
    /// Of a record or mention.
    Record(MentionKind, RecordId),
}

/// How far a store is that is being filled from a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restoring {
    /// It begins. Until it is done, the store is not to be opened again.
    Begins {
        /// The commit has at least this number, and the feed begins behind it, so that no place in the feed of the store that
        /// was backed up is taken for one in this.
        feed_after: u64,
    },
    /// It is done.
    Ends,
}

/// The answer to a question for one thing by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup<T> {
    /// It is there.
    Found(T),
    /// The name was given out once, and what bore it has been deleted.
    Gone,
    /// The name was never given out.
    Unknown,
}

/// How much a store holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Reports.
    pub reports: u64,
    /// Meetings.
    pub meetings: u64,
    /// Persons.
    pub persons: u64,
    /// Quotations.
    pub quotes: u64,
}

/// Keeps reports, mentions and records. One writer at a time is the caller's to see to; readers may run beside it.
pub trait Store: Send + Sync + 'static {
    /// Applies a change atomically. When it returns, the change is durable; readers may see it, whole, a moment before.
    ///
    /// # Errors
    /// [`StoreError`]. Nothing of the change is there then, unless the write itself failed: after that the store answers
    /// nothing but [`StoreError::Stopped`], and the change is there whole or not at all when it is opened again.
    fn commit(&self, change: &Change) -> Result<(), StoreError>;

    /// The number of the last commit: how many have changed something since the store was made.
    ///
    /// # Errors
    /// [`StoreError`]
    fn sequence(&self) -> Result<u64, StoreError>;

    /// The number of the commit after which the feed begins: 0, unless an older program wrote the store, which kept none.
    ///
    /// # Errors
    /// [`StoreError`]
    fn feed_start(&self) -> Result<u64, StoreError>;

    /// What commits after number `sequence` did to records, in order. Commits come whole, and no more of them once there
    /// are `limit` changes of records; those that touched no record are left out.
    ///
    /// # Errors
    /// [`StoreError`]
    fn changes_after(&self, sequence: u64, limit: usize) -> Result<Vec<CommitChanges>, StoreError>;

    /// A report by name.
    ///
    /// # Errors
    /// [`StoreError`]
    fn report(&self, id: ReportId) -> Result<Lookup<StoredReport>, StoreError>;

    /// Names of all reports, in order, after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`]
    fn reports(&self, after: Option<ReportId>, limit: usize) -> Result<Vec<ReportId>, StoreError>;

    /// The mentions that a report makes, of all kinds, in order of id.
    ///
    /// # Errors
    /// [`StoreError`]
    fn mentions_of(&self, report: ReportId) -> Result<Vec<Mention>, StoreError>;

    /// Ids of the forms of a kind that lie in a block, in order.
    ///
    /// # Errors
    /// [`StoreError`]
    fn forms_in(&self, kind: MentionKind, block: &str) -> Result<Vec<RecordId>, StoreError>;

    /// A form by its id; none where no report has a mention of it.
    ///
    /// # Errors
    /// [`StoreError`]
    fn form(&self, kind: MentionKind, id: RecordId) -> Result<Option<Form>, StoreError>;

    /// The mentions of a form, in order of id.
    ///
    /// # Errors
    /// [`StoreError`]
    fn mentions_of_form(&self, kind: MentionKind, form: RecordId) -> Result<Vec<Mention>, StoreError>;

    /// The name of the record that holds a mention now. A mention of which no record has been made yet is unknown.
    ///
    /// # Errors
    /// [`StoreError`]
    fn record_of(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError>;

    /// A mention by its id; none where no report makes it.
    ///
    /// # Errors
    /// [`StoreError`]
    fn mention(&self, kind: MentionKind, id: RecordId) -> Result<Option<Mention>, StoreError>;

    /// The record that holds a form now, and the ids of all its forms, in order; none where no record holds it.
    ///
    /// # Errors
    /// [`StoreError`]
    fn record_of_form(
        &self,
        kind: MentionKind,
        form: RecordId,
    ) -> Result<Option<(RecordId, Vec<RecordId>)>, StoreError>;

    /// The mentions of which the record of this name is made, in order of id.
    ///
    /// # Errors
    /// [`StoreError`]
    fn members(&self, kind: MentionKind, name: RecordId) -> Result<Lookup<Vec<Mention>>, StoreError>;

    /// The persons who are reported in an office, as [`PersonRecord::posts`] writes it, in order of name, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`]
    fn persons_in_post(&self, post: &str, limit: usize) -> Result<Vec<PersonRecord>, StoreError>;

    /// A judgement by its id.
    ///
    /// # Errors
    /// [`StoreError`]
    fn judgement(&self, id: JudgementId) -> Result<Option<Judgement>, StoreError>;

    /// All judgements, in order of id, after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`]
    fn judgements(&self, after: Option<JudgementId>, limit: usize) -> Result<Vec<Judgement>, StoreError>;

    /// The judgements that point at a mention, be it there or not, in order of id.
    ///
    /// # Errors
    /// [`StoreError`]
    fn judgements_of(&self, kind: MentionKind, mention: RecordId) -> Result<Vec<Judgement>, StoreError>;

    /// Whether the records are to be made anew from the reports: an older program kept them in another form.
    ///
    /// # Errors
    /// [`StoreError`]
    fn is_stale(&self) -> Result<bool, StoreError>;

    /// The meeting that holds this mention, its references to other records resolved to their present names.
    ///
    /// # Errors
    /// [`StoreError`]
    fn meeting(&self, name: RecordId) -> Result<Lookup<MeetingRecord>, StoreError>;

    /// The person that holds this mention.
    ///
    /// # Errors
    /// [`StoreError`]
    fn person(&self, name: RecordId) -> Result<Lookup<PersonRecord>, StoreError>;

    /// The quotation that holds this mention.
    ///
    /// # Errors
    /// [`StoreError`]
    fn quote(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError>;

    /// The quotation that holds this mention, its references as they are kept: names of mentions.
    ///
    /// # Errors
    /// [`StoreError`]
    fn quote_as_kept(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError>;

    /// The ids of the mentions of which the record of this name is made; none where the name leads nowhere.
    ///
    /// # Errors
    /// [`StoreError`]
    fn mention_ids(&self, kind: MentionKind, name: RecordId) -> Result<BTreeSet<RecordId>, StoreError>;

    /// The ids of the mentions of all persons in whose names the words of a text are. None for a text without a word.
    ///
    /// # Errors
    /// [`StoreError`]
    fn persons_named(&self, name: &str) -> Result<BTreeSet<RecordId>, StoreError>;

    /// A page of meetings.
    ///
    /// # Errors
    /// [`StoreError`], [`StoreError::BadPageToken`] among them.
    fn list_meetings(&self, query: &MeetingQuery) -> Result<Page<MeetingRecord>, StoreError>;

    /// Names of all records of a kind, in order, after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`]
    fn records(
        &self,
        kind: MentionKind,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>, StoreError>;

    /// Names that were given out and lead nowhere, in order, after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`]
    fn gone(&self, after: Option<GoneName>, limit: usize) -> Result<Vec<GoneName>, StoreError>;

    /// How much there is.
    ///
    /// # Errors
    /// [`StoreError`]
    fn counts(&self) -> Result<Counts, StoreError>;
}
