//! What was known on a day: records made of the reports that had been published by then.

use std::collections::BTreeSet;

use rapporteur_model::{
    PartialDate, RecordId,
    mention::{Mention, MentionKind},
    record::{MeetingRecord, Record},
};
use rapporteur_resolution::as_of;
use rapporteur_storage::{Lookup, MeetingQuery, Page, PersonFilter, StoreError};

use super::{Engine, found};

impl Engine {
    /// A meeting as it stood on a day; `Found(None)` where no report had told of it by then.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn meeting_as_of(
        &self,
        name: RecordId,
        day: PartialDate,
    ) -> Result<Lookup<Option<MeetingRecord>>, StoreError> {
        Ok(match self.store.members(MentionKind::Meeting, name)? {
            Lookup::Found(members) => Lookup::Found(self.meeting_of(&members, day)?),
            Lookup::Gone => Lookup::Gone,
            Lookup::Unknown => Lookup::Unknown,
        })
    }

    /// A page of meetings as they stood on a day. All meetings are read for it, in the order that their dates of today give
    /// them; a page may hold fewer than asked for before the last one.
    ///
    /// # Errors
    /// [`StoreError`], [`StoreError::BadPageToken`] among them.
    pub fn list_meetings_as_of(
        &self,
        query: &MeetingQuery,
        day: PartialDate,
    ) -> Result<Page<MeetingRecord>, StoreError> {
        let person: BTreeSet<RecordId> = match &query.person {
            Some(PersonFilter::Record(name)) => {
                found(self.store.record_of(MentionKind::Person, *name)?).into_iter().collect()
            }
            Some(PersonFilter::Name(_)) | None => BTreeSet::new(),
        };
        let mut all = MeetingQuery {
            order: query.order,
            page_size: query.page_size,
            page_token: query.page_token.clone(),
            ..MeetingQuery::default()
        };
        loop {
            let page = self.store.list_meetings(&all)?;
            let mut items = Vec::new();
            for meeting in page.items {
                let members =
                    found(self.store.members(MentionKind::Meeting, meeting.id)?).unwrap_or_default();
                let stood = self.meeting_of(&members, day)?;
                items.extend(stood.filter(|meeting| query.admits(meeting, &person)));
            }
            if !items.is_empty() || page.next_page_token.is_none() {
                return Ok(Page { items, next_page_token: page.next_page_token });
            }
            all.page_token = page.next_page_token;
        }
    }

    fn meeting_of(&self, members: &[Mention], day: PartialDate) -> Result<Option<MeetingRecord>, StoreError> {
        let judgements = self.judgements_of(members)?;
        let Some(Record::Meeting(mut meeting)) = as_of(members, &judgements, day) else { return Ok(None) };
        // The name of today, under which the record answers.
        meeting.id = members.iter().map(|mention| mention.id).min().unwrap_or(meeting.id);
        for participant in &mut meeting.participants {
            if let Some(mention) = participant.person {
                participant.person = found(self.store.record_of(MentionKind::Person, mention)?);
            }
        }
        Ok(Some(meeting))
    }
}
