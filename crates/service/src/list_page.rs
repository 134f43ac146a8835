//! Pages of a list that is made anew for every call. A token holds how many were given, sealed with a hash of the list, so
//! that no page follows on one of another list.

use data_encoding::BASE64URL_NOPAD;
use rapporteur_model::ContentHash;
use rapporteur_storage::StoreError;

/// Length of the seal in bytes.
const SEAL_BYTES: usize = 8;

/// Where a page stands in the list, and the token of the next one, empty for the last.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ListPage {
    /// The places of the page.
    pub(crate) range: std::ops::Range<usize>,
    /// The token.
    pub(crate) next_page_token: String,
}

/// The page behind `token` of a list of `total`, which `list` tells from all other lists.
///
/// # Errors
/// [`StoreError::BadPageToken`] for a token that was not given for this list.
pub(crate) fn page(
    list: &str,
    total: usize,
    size: usize,
    token: Option<&str>,
) -> Result<ListPage, StoreError> {
    let seal = seal(list);
    let start = match token {
        None => 0,
        Some(token) => decode(token, seal).filter(|&start| start < total).ok_or(StoreError::BadPageToken)?,
    };
    let end = start.saturating_add(size).min(total);
    let next_page_token = if end < total { encode(end, seal) } else { String::new() };
    Ok(ListPage { range: start..end, next_page_token })
}

fn seal(list: &str) -> [u8; SEAL_BYTES] {
    let hash = ContentHash::of(list.as_bytes());
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

    use super::*;

    #[test]
    fn pages_follow_one_another_to_the_end_and_serve_no_other_list() {
        let first = page("a list", 5, 2, None).unwrap();
        assert_eq!(first.range, 0..2);
        let second = page("a list", 5, 2, Some(&first.next_page_token)).unwrap();
        assert_eq!(second.range, 2..4);
        let last = page("a list", 5, 2, Some(&second.next_page_token)).unwrap();
        assert_eq!((last.range, last.next_page_token), (4..5, String::new()));
        assert!(page("another list", 5, 2, Some(&first.next_page_token)).is_err());
        assert!(page("a list", 1, 2, Some(&first.next_page_token)).is_err());
        assert_eq!(page("no list", 0, 2, None).unwrap().range, 0..0);
    }

    proptest! {
        #[test]
        fn any_token_is_read_or_refused(token in ".{0,40}") {
            prop_assert!(page("a list", 5, 2, Some(&token)).is_err());
        }
    }
}
