//! Pages of a meeting's participants.

use rapporteur_model::record::MeetingRecord;
use rapporteur_storage::StoreError;

use crate::list_page::{self, ListPage};

/// The page behind `token`.
///
/// # Errors
/// [`StoreError::BadPageToken`] for a token that was not given for this meeting, or for other participants of it.
pub(crate) fn page(
    meeting: &MeetingRecord,
    size: usize,
    token: Option<&str>,
) -> Result<ListPage, StoreError> {
    let list = format!("{} {:?}", meeting.id, meeting.participants);
    list_page::page(&list, meeting.participants.len(), size, token)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rapporteur_model::{RecordId, extraction::Delegation, record::Participant};

    use super::*;

    fn meeting(participants: usize) -> MeetingRecord {
        let participant = |number: usize| Participant {
            person: None,
            display_name: Some(format!("Participant {number}")),
            other_names: Vec::new(),
            honorific: None,
            offices: Vec::new(),
            posts: Vec::new(),
            delegation: Delegation::default(),
            roles: Vec::new(),
            attendance: None,
            evidence: Vec::new(),
        };
        MeetingRecord {
            id: RecordId::from_bytes([1; 10]),
            title: "a meeting".to_owned(),
            other_titles: Vec::new(),
            series: None,
            organization: None,
            ordinal: None,
            kind: None,
            start_date: None,
            end_date: None,
            date_basis: None,
            city: None,
            country_code: None,
            venue: None,
            status: None,
            mentions: Vec::new(),
            values: Vec::new(),
            participants: (0..participants).map(participant).collect(),
            outcomes: Vec::new(),
            topics: Vec::new(),
        }
    }

    #[test]
    fn a_token_of_another_list_is_refused() {
        let token = page(&meeting(3), 1, None).unwrap().next_page_token;
        assert!(page(&meeting(3), 1, Some(&token)).is_ok());
        assert!(matches!(page(&meeting(4), 1, Some(&token)), Err(StoreError::BadPageToken)));
        let other = MeetingRecord { id: RecordId::from_bytes([2; 10]), ..meeting(3) };
        assert!(matches!(page(&other, 1, Some(&token)), Err(StoreError::BadPageToken)));
    }

    proptest! {
        #[test]
        fn pages_give_each_participant_once_and_in_order(total in 0..40_usize, size in 1..50_usize) {
            let meeting = meeting(total);
            let mut given = Vec::new();
            let mut token: Option<String> = None;
            loop {
                let page = page(&meeting, size, token.as_deref()).unwrap();
                prop_assert!(page.range.len() <= size);
                given.extend(page.range);
                if page.next_page_token.is_empty() {
                    break;
                }
                token = Some(page.next_page_token);
            }
            prop_assert_eq!(given, (0..total).collect::<Vec<_>>());
        }

        #[test]
        fn any_text_is_refused(text in "[A-Za-z0-9_-]{0,24}|\\PC{0,20}") {
            prop_assert!(matches!(page(&meeting(3), 1, Some(&text)), Err(StoreError::BadPageToken)));
        }
    }
}
