//! Page tokens: where a list goes on, sealed to the question that it answers.
//!
//! A token names the last thing that was given (a keyset), not a number of things to skip, so that it stays good while
//! others write.

use std::fmt::Debug;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

use crate::{MeetingQuery, StoreError};

/// The question that a token belongs to: a hash of all of it except page size and token.
pub type Question = [u8; 8];

#[derive(Serialize, Deserialize)]
struct Token<C> {
    question: Question,
    cursor: C,
}

/// The hash of a question for meetings.
pub(crate) fn meeting_question(query: &MeetingQuery) -> Question {
    hash(&MeetingQuery { page_size: 0, page_token: None, ..query.clone() })
}

/// The hash of a question of any kind.
#[must_use]
pub fn hash(query: &impl Debug) -> Question {
    // The debug form names the type and every field, which is all that telling two questions apart needs. Should it
    // change with a release, old tokens are refused, as they may be.
    let digest = Sha256::digest(format!("{query:?}"));
    let mut question = Question::default();
    question.copy_from_slice(&digest[..8]);
    question
}

/// Writes a token.
///
/// # Errors
/// [`StoreError::Damaged`] should a cursor ever have no form as bytes.
pub fn encode<C: Serialize>(question: Question, cursor: C) -> Result<String, StoreError> {
    let bytes = postcard::to_stdvec(&Token { question, cursor })
        .map_err(|error| StoreError::Damaged { what: format!("a page token cannot be written: {error}") })?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

/// Reads a token.
///
/// # Errors
/// [`StoreError::BadPageToken`] for a text that is none, and for one of another question.
pub fn decode<C: DeserializeOwned>(question: Question, token: Option<&str>) -> Result<Option<C>, StoreError> {
    let Some(token) = token else { return Ok(None) };
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| StoreError::BadPageToken)?;
    match postcard::take_from_bytes::<Token<C>>(&bytes) {
        Ok((token, [])) if token.question == question => Ok(Some(token.cursor)),
        _ => Err(StoreError::BadPageToken),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_a_token_or_refused(text in "[A-Za-z0-9_-]{0,40}|\\PC{0,20}") {
            let cursor = decode::<(u32, String)>([0; 8], Some(&text));
            prop_assert!(matches!(cursor, Ok(Some(_)) | Err(StoreError::BadPageToken)));
        }

        #[test]
        fn a_token_serves_its_own_question_alone(cursor: (u32, String), question: [u8; 8], other: [u8; 8]) {
            let token = encode(question, &cursor).unwrap();
            prop_assert_eq!(decode(question, Some(&token)).unwrap(), Some(cursor));
            prop_assert_eq!(decode::<(u32, String)>(other, Some(&token)).is_ok(), question == other);
        }
    }
}
