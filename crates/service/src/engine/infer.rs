//! Who an unnamed office holder at a meeting probably was.

use rapporteur_model::{
    RecordId,
    mention::{MentionBody, MentionKind},
    record::{MeetingRecord, Participant, SourcedEvidence},
};
use rapporteur_resolution::inference::holder;
use rapporteur_storage::StoreError;

use super::{Engine, found};

/// How many persons of one office are looked at.
const MAX_PERSONS: usize = 200;
/// How many sentences are shown as evidence.
const MAX_EVIDENCE: usize = 3;

/// A person whom no report names at a meeting, and who probably was the one in that office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// The person's record.
    pub person: RecordId,
    /// The preferred spelling of the name.
    pub display_name: String,
    /// What it rests on.
    pub reason: String,
    /// Sentences that name the person.
    pub evidence: Vec<SourcedEvidence>,
}

impl Engine {
    /// Who an unnamed participant probably was; none for who is named, and where it cannot be told.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn holder_of(
        &self,
        meeting: &MeetingRecord,
        participant: &Participant,
    ) -> Result<Option<Inferred>, StoreError> {
        if participant.display_name.is_some() {
            return Ok(None);
        }
        let mut persons = Vec::new();
        for post in &participant.posts {
            for person in self.store.persons_in_post(post, MAX_PERSONS)? {
                if !persons.iter().any(|known: &rapporteur_model::record::PersonRecord| known.id == person.id)
                {
                    persons.push(person);
                }
            }
        }
        let Some((person, held)) = holder(&participant.posts, meeting.start_date, &persons) else {
            return Ok(None);
        };
        // Who is there under the own name is not also there without it.
        if meeting.participants.iter().any(|other| other.person == Some(person.id)) {
            return Ok(None);
        }
        let mut evidence = Vec::new();
        for mention in found(self.store.members(MentionKind::Person, person.id)?).unwrap_or_default() {
            let MentionBody::Person { offices, evidence: told, .. } = &mention.body else { continue };
            if offices.iter().any(|(office, of)| *office == held.office && *of == held.delegation) {
                evidence.extend(
                    told.iter().map(|evidence| SourcedEvidence {
                        report: mention.report,
                        evidence: evidence.clone(),
                    }),
                );
            }
        }
        evidence.sort();
        evidence.truncate(MAX_EVIDENCE);
        let seen = [held.first_seen, held.last_seen].map(|date| date.map(|date| date.to_string()));
        let when = match seen {
            [Some(first), Some(last)] if first != last => format!(" from {first} to {last}"),
            [Some(first), _] => format!(" on {first}"),
            _ => String::new(),
        };
        Ok(Some(Inferred {
            person: person.id,
            display_name: person.display_name.clone(),
            reason: format!("named as {}{when}", held.office),
            evidence,
        }))
    }
}
