//! References between records: kept as ids of mentions, given out as present names of records.

use rapporteur_model::{
    RecordId,
    mention::MentionKind,
    record::{MeetingRecord, PersonRecord, QuoteRecord},
};

use crate::{Lookup, StoreError};

/// Finds the record that holds a mention; none where the mention is gone.
pub(crate) trait Names {
    /// The present name of the record that holds a mention.
    ///
    /// # Errors
    /// [`StoreError`]
    fn record_name(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError>;

    /// The present name, or none.
    ///
    /// # Errors
    /// [`StoreError`]
    fn present(&self, kind: MentionKind, mention: Option<RecordId>) -> Result<Option<RecordId>, StoreError> {
        let Some(mention) = mention else { return Ok(None) };
        match self.record_name(kind, mention)? {
            Lookup::Found(name) => Ok(Some(name)),
            Lookup::Gone | Lookup::Unknown => Ok(None),
        }
    }
}

/// Replaces the references of a meeting.
pub(crate) fn resolve_meeting(names: &impl Names, meeting: &mut MeetingRecord) -> Result<(), StoreError> {
    for participant in &mut meeting.participants {
        participant.person = names.present(MentionKind::Person, participant.person)?;
    }
    Ok(())
}

/// Replaces the references of a person.
pub(crate) fn resolve_person(names: &impl Names, person: &mut PersonRecord) -> Result<(), StoreError> {
    let mut meetings = Vec::with_capacity(person.meetings.len());
    for &mention in &person.meetings {
        meetings.extend(names.present(MentionKind::Meeting, Some(mention))?);
    }
    // Several mentions may have become one record.
    meetings.sort_unstable();
    meetings.dedup();
    person.meetings = meetings;
    Ok(())
}

/// Replaces the references of a quotation.
pub(crate) fn resolve_quote(names: &impl Names, quote: &mut QuoteRecord) -> Result<(), StoreError> {
    quote.person = names.present(MentionKind::Person, quote.person)?;
    quote.meeting = names.present(MentionKind::Meeting, quote.meeting)?;
    Ok(())
}
