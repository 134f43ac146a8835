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
