//! Pages of a meeting's participants. A token holds how many were given, sealed with a hash of the list, so that no page
//! follows on one of another list.

use data_encoding::BASE64URL_NOPAD;
use rapporteur_model::{ContentHash, record::MeetingRecord};
use rapporteur_storage::StoreError;

/// Length of the seal in bytes.
const SEAL_BYTES: usize = 8;

/// Where a page stands in the list, and the token of the next one, empty for the last.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ParticipantsPage {
    /// The participants.
    pub(crate) range: std::ops::Range<usize>,
    /// The token.
    pub(crate) next_page_token: String,
}

/// The page behind `token`.
///
/// # Errors
/// [`StoreError::BadPageToken`] for a token that was not given for this meeting, or for other participants of it.
pub(crate) fn page(
    meeting: &MeetingRecord,
    size: usize,
    token: Option<&str>,
) -> Result<ParticipantsPage, StoreError> {
    let seal = seal(meeting);
    let total = meeting.participants.len();
    let start = match token {
        None => 0,
        Some(token) => decode(token, seal).filter(|&start| start < total).ok_or(StoreError::BadPageToken)?,
    };
    let end = start.saturating_add(size).min(total);
    let next_page_token = if end < total { encode(end, seal) } else { String::new() };
    Ok(ParticipantsPage { range: start..end, next_page_token })
}

fn seal(meeting: &MeetingRecord) -> [u8; SEAL_BYTES] {
    let hash = ContentHash::of(format!("{} {:?}", meeting.id, meeting.participants).as_bytes());
    let mut seal = [0; SEAL_BYTES];
    seal.copy_from_slice(&hash.as_bytes()[..SEAL_BYTES]);
    seal
}

fn encode(start: usize, seal: [u8; SEAL_BYTES]) -> String {
    let mut bytes = seal.to_vec();
    bytes.extend((start as u64).to_be_bytes());
    BASE64URL_NOPAD.encode(&bytes)
}

fn decode(token: &str, seal: [u8; SEAL_BYTES]) -> Option<usize> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    let start: [u8; 8] = bytes.strip_prefix(&seal)?.try_into().ok()?;
    usize::try_from(u64::from_be_bytes(start)).ok()
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
