//! Messages of the contract as canonical proto3 JSON: `lowerCamelCase` names, enums by name, what has its default value
//! left out.

use std::sync::LazyLock;

use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage};

/// Why a message has no JSON.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The contract has no message of this name.
    #[error("the contract has no message `{name}` (a full name, such as `rapporteur.v1.Extraction`)")]
    UnknownMessage {
        /// The name.
        name: String,
    },
    /// The message is not of the type that was named.
    #[error("the message is no `{name}`")]
    WrongMessage {
        /// The name.
        name: String,
        /// What did not fit.
        source: prost::DecodeError,
    },
    /// The text is no such message.
    #[error("it is no `{name}`: {source}")]
    Read {
        /// The name.
        name: String,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
    /// The message could not be written.
    #[error("the message cannot be written as JSON")]
    Write(#[from] serde_json::Error),
}

/// The contract, health, and the details of errors.
static POOL: LazyLock<Result<DescriptorPool, prost_reflect::DescriptorError>> = LazyLock::new(|| {
    let mut pool = DescriptorPool::decode(rapporteur::FILE_DESCRIPTOR_SET)?;
    pool.decode_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)?;
    pool.decode_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)?;
    Ok(pool)
});

/// All that the contract describes; `None` should it be unreadable, which is a bug of the build.
pub(crate) fn pool() -> Option<&'static DescriptorPool> {
    POOL.as_ref().ok()
}

/// A message on one line. `name` is its full name in the contract: `rapporteur.v1.Extraction`.
///
/// # Errors
/// [`JsonError`] when the contract has no such message, or this is another one.
pub fn line(name: &str, message: &impl Message) -> Result<String, JsonError> {
    Ok(serde_json::to_string(&reflected(name, message)?)?)
}

/// A message over several lines, indented.
///
/// # Errors
/// As [`line()`].
pub fn indented(name: &str, message: &impl Message) -> Result<String, JsonError> {
    Ok(serde_json::to_string_pretty(&reflected(name, message)?)?)
}

/// Reads a message of this name from JSON.
///
/// # Errors
/// [`JsonError`] when the contract has no such message, or the text is none.
pub fn read<M: Message + Default>(name: &str, text: &str) -> Result<M, JsonError> {
    let descriptor = pool().and_then(|pool| pool.get_message_by_name(name));
    let descriptor = descriptor.ok_or_else(|| JsonError::UnknownMessage { name: name.to_owned() })?;
    let failed = |source| JsonError::Read { name: name.to_owned(), source };
    let mut reader = serde_json::Deserializer::from_str(text);
    let message = DynamicMessage::deserialize(descriptor, &mut reader).map_err(failed)?;
    reader.end().map_err(failed)?;
    message.transcode_to().map_err(|source| JsonError::WrongMessage { name: name.to_owned(), source })
}

fn reflected(name: &str, message: &impl Message) -> Result<DynamicMessage, JsonError> {
    // The set is made with the program; should it ever be unreadable, no message is known.
    let descriptor = pool().and_then(|pool| pool.get_message_by_name(name));
    let descriptor = descriptor.ok_or_else(|| JsonError::UnknownMessage { name: name.to_owned() })?;
    let mut reflected = DynamicMessage::new(descriptor);
    reflected
        .transcode_from(message)
        .map_err(|source| JsonError::WrongMessage { name: name.to_owned(), source })?;
    Ok(reflected)
}

#[cfg(test)]
mod tests {
    use rapporteur::v1;

    use super::*;

    #[test]
    fn names_are_camel_case_enums_are_words_and_defaults_are_left_out() {
        let meeting = v1::ExtractedMeeting {
            key: "m1".to_owned(),
            start_date: Some(v1::Date { year: 2018, month: 5, day: 0 }),
            status: v1::MeetingStatus::Held.into(),
            focal: true,
            ..v1::ExtractedMeeting::default()
        };
        assert_eq!(
            line("rapporteur.v1.ExtractedMeeting", &meeting).unwrap(),
            r#"{"key":"m1","startDate":{"year":2018,"month":5},"status":"MEETING_STATUS_HELD","focal":true}"#
        );
        assert!(
            indented("rapporteur.v1.ExtractedMeeting", &meeting).unwrap().contains("\n  \"startDate\": {\n")
        );
    }

    #[test]
    fn what_was_written_is_read_again_and_other_text_is_refused() {
        let judgement = v1::Judgement {
            author: "ann".to_owned(),
            decide_time: Some(crate::convert::judgement::timestamp(1_500)),
            ..v1::Judgement::default()
        };
        let written = line("rapporteur.v1.Judgement", &judgement).unwrap();
        assert_eq!(written, r#"{"author":"ann","decideTime":"1970-01-01T00:00:01.500Z"}"#);
        assert_eq!(read::<v1::Judgement>("rapporteur.v1.Judgement", &written).unwrap(), judgement);
        for wrong in ["", "{", r#"{"autor":"ann"}"#, r#"{} {}"#] {
            assert!(read::<v1::Judgement>("rapporteur.v1.Judgement", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        let error = line("Meeting", &v1::Meeting::default()).unwrap_err();
        assert!(error.to_string().starts_with("the contract has no message `Meeting`"), "{error}");
    }
}
