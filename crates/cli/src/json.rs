//! Messages as proto3 JSON, one a line; and what is no message as plain JSON.

use prost::Message;
use rapporteur_service::json;

use crate::{
    answer::Answer,
    exit::{ExitStatus, Failure},
};

/// An answer on one line.
///
/// # Errors
/// As [`line_of`].
pub(crate) fn line<A: Answer>(answer: &A) -> Result<String, Failure> {
    line_of(A::MESSAGE, answer)
}

/// A message on one line; `name` is its full name in the contract.
///
/// # Errors
/// When the message is not the one that is named, which is a bug.
pub(crate) fn line_of(name: &str, message: &impl Message) -> Result<String, Failure> {
    json::line(name, message).map_err(|error| Failure { status: ExitStatus::Store, cause: error.into() })
}

/// Something that is no message of the contract, over several lines.
///
/// # Errors
/// When it cannot be written as JSON, which is a bug.
pub(crate) fn plain(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map_err(|error| Failure { status: ExitStatus::Store, cause: error.into() })
}
