//! Forms: mentions that are alike, kept under one key in each block and led to their record together.
//!
//! A form of one mention has that mention's id and no entries of its own. What is said here of a form by another id holds for
//! kinds that have such forms ([`MentionKind::has_forms`]).

use rapporteur_model::{
    PartialDate, RecordId,
    mention::{Form, Mention, MentionKind, earliest},
    record::{PersonListing, Record},
};
use serde::{Deserialize, Serialize};

use super::{
    keys,
    mentions::{known_of_mention, mention},
    table::{StoredRecord, Table, decode},
};
use crate::StoreError;

/// What is kept of a form of several mentions beside its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredForm {
    pub(super) tally: Tally,
    /// [`Form::sample`].
    pub(super) sample: Mention,
}

/// How many mentions a form has, and when they were published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) first_published: Option<PartialDate>,
    pub(super) last_published: Option<PartialDate>,
}

impl Tally {
    /// With one mention more.
    pub(super) fn and(self, published: Option<PartialDate>) -> Self {
        Self {
            count: self.count + 1,
            first_published: earliest(self.first_published, published),
            last_published: self.last_published.max(published),
        }
    }
}

/// What a form keeps of each of its mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MentionOfForm {
    /// When its report was published.
    pub(super) published: Option<PartialDate>,
    /// What it adds to the record's lists.
    pub(super) listing: Option<PersonListing>,
}

impl MentionOfForm {
    pub(super) fn new(mention: &Mention) -> Self {
        Self { published: mention.publish_date, listing: PersonListing::of(mention) }
    }
}

impl Table<'_> {
    /// The form of a mention; what no report mentions is taken for a form itself.
    pub(super) fn form_of(self, kind: MentionKind, mention: RecordId) -> Result<RecordId, StoreError> {
        if !kind.has_forms() {
            return Ok(mention);
        }
        let known = known_of_mention(self, kind, mention)?;
        Ok(known.map_or(mention, |known| known.form))
    }

    /// What is kept of a form of several mentions; none where it has none.
    pub(super) fn stored_form(
        self,
        kind: MentionKind,
        form: RecordId,
    ) -> Result<Option<StoredForm>, StoreError> {
        if !kind.has_forms() {
            return Ok(None);
        }
        let bytes = self.get_large(&keys::form(kind, form))?;
        bytes.map(|bytes| decode(&bytes, || format!("form {form}"))).transpose()
    }

    /// A form, if a report has a mention of it.
    pub(super) fn form(self, kind: MentionKind, id: RecordId) -> Result<Option<Form>, StoreError> {
        let Some(StoredForm { tally, sample }) = self.stored_form(kind, id)? else {
            let alone = mention(self, kind, id)?.filter(|mention| mention.form == id);
            return Ok(alone.map(Form::of));
        };
        let Tally { count, first_published, last_published } = tally;
        Ok(Some(Form { id, sample, count, first_published, last_published }))
    }

    /// What a form of several mentions keeps of each, in order of their ids; nothing of a form of one.
    pub(super) fn for_each_mention_of_form(
        self,
        kind: MentionKind,
        form: RecordId,
        mut visit: impl FnMut(RecordId, MentionOfForm),
    ) -> Result<(), StoreError> {
        if !kind.has_forms() {
            return Ok(());
        }
        self.for_each_large(&keys::mentions_of_form(kind, form), |key, bytes| {
            visit(keys::last_id(key)?, decode(&bytes, || format!("a mention of form {form}"))?);
            Ok(())
        })
    }

    /// The mentions of a form; what no report mentions is taken for a mention itself.
    pub(super) fn ids_of_form(self, kind: MentionKind, form: RecordId) -> Result<Vec<RecordId>, StoreError> {
        let prefix = keys::mentions_of_form(kind, form);
        let mut found: Vec<RecordId> = Vec::new();
        if kind.has_forms() {
            for entry in self.scan(&prefix) {
                let id = RecordId::from_bytes(keys::id_at(&entry?.0, prefix.len())?);
                if found.last() != Some(&id) {
                    found.push(id);
                }
            }
        }
        if found.is_empty() {
            found.push(form);
        }
        Ok(found)
    }

    /// The mentions that a record is made of, in order; none where there is no record of this name.
    pub(super) fn members(self, kind: MentionKind, id: RecordId) -> Result<Vec<RecordId>, StoreError> {
        let mut members = Vec::new();
        for form in self.forms_of(kind, id)? {
            members.extend(self.ids_of_form(kind, form)?);
        }
        members.sort_unstable();
        Ok(members)
    }

    /// A record by its own name, whole.
    pub(super) fn record(self, kind: MentionKind, id: RecordId) -> Result<Option<Record>, StoreError> {
        let Some(StoredRecord { mut record, forms }) = self.stored_record(kind, id)? else { return Ok(None) };
        if let Record::Person(person) = &mut record {
            let mut listings = Vec::new();
            for form in forms {
                let before = listings.len();
                self.for_each_mention_of_form(kind, form, |_, kept| listings.extend(kept.listing))?;
                if listings.len() == before {
                    listings.extend(mention(self, kind, form)?.as_ref().and_then(PersonListing::of));
                }
            }
            person.list(listings);
        }
        Ok(Some(record))
    }
}
