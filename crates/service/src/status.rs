//! What a client is told when a call fails: a code, a readable message, and `google.rpc` details for programs.

use std::{collections::HashMap, error::Error};

use rapporteur_parsing::{MAX_REPORT_BYTES, ParseError};
use rapporteur_search::SearchError;
use rapporteur_storage::{Lookup, StoreError};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt as _};

/// Who gives the reasons of `google.rpc.ErrorInfo`.
pub(crate) const DOMAIN: &str = "rapporteur";

/// INVALID_ARGUMENT that names every field that is wrong.
pub(crate) fn invalid(violations: Vec<FieldViolation>) -> Status {
    let described = violations.iter().map(|wrong| format!("{}: {}", wrong.field, wrong.description));
    let message = described.collect::<Vec<_>>().join("; ");
    Status::with_error_details(Code::InvalidArgument, message, ErrorDetails::with_bad_request(violations))
}

/// INVALID_ARGUMENT for one field.
pub(crate) fn invalid_field(field: &str, description: impl Into<String>) -> Status {
    invalid(vec![FieldViolation::new(field, description)])
}

/// What is found, or NOT_FOUND: `kind` is the message's name (`Meeting`), `name` the one that was asked for.
pub(crate) fn found<T>(lookup: Lookup<T>, kind: &str, name: &str) -> Result<T, Status> {
    let (reason, description) = match lookup {
        Lookup::Found(found) => return Ok(found),
        Lookup::Gone => {
            ("RECORD_GONE", format!("`{name}` is gone: the reports that told of it were deleted"))
        }
        Lookup::Unknown => ("RECORD_UNKNOWN", format!("there is no `{name}`")),
    };
    let metadata = HashMap::from([("name".to_owned(), name.to_owned())]);
    let mut details = ErrorDetails::with_error_info(reason, DOMAIN, metadata);
    details.set_resource_info(format!("rapporteur.v1.{kind}"), name, "", description.as_str());
    Err(Status::with_error_details(Code::NotFound, description, details))
}

/// For bytes that are no report; `field` is where they stood in the request.
pub(crate) fn parse(error: &ParseError, field: &str) -> Status {
    let ParseError::TooLarge { bytes } = error else { return invalid_field(field, error.to_string()) };
    let metadata = HashMap::from([
        ("bytes".to_owned(), bytes.to_string()),
        ("max_bytes".to_owned(), MAX_REPORT_BYTES.to_string()),
    ]);
    let details = ErrorDetails::with_error_info("REPORT_TOO_LARGE", DOMAIN, metadata);
    Status::with_error_details(Code::ResourceExhausted, error.to_string(), details)
}

/// For a store that failed. What it says of files is for the operator's log and not for clients.
pub(crate) fn store(error: &StoreError) -> Status {
    if matches!(error, StoreError::BadPageToken) {
        return invalid_field(
            "page_token",
            "was not given for this question; ask for the first page, with the same filter and order",
        );
    }
    tracing::error!(error = error as &dyn Error, "the store failed");
    match error {
        StoreError::Io(_) | StoreError::Stopped | StoreError::InUse { .. } => {
            Status::unavailable("the store cannot be read or written now; the server's log says why")
        }
        _ => Status::internal("the store failed; the server's log says why"),
    }
}

/// For a search that failed.
pub(crate) fn search(error: &SearchError) -> Status {
    match error {
        SearchError::BadQuery { reason } => return invalid_field("query", reason.as_str()),
        SearchError::Store(error) => return store(error),
        _ => {}
    }
    tracing::error!(error = error as &dyn Error, "the index of quotations failed");
    Status::unavailable("quotations cannot be searched now; the server's log says why")
}

/// For a question of which the answer is too large to be held.
pub(crate) fn too_many() -> Status {
    let details = ErrorDetails::with_error_info("ANSWER_TOO_LARGE", DOMAIN, HashMap::new());
    Status::with_error_details(
        Code::ResourceExhausted,
        "too much answers this question at once; narrow it with a filter",
        details,
    )
}

/// For a bug: a handler that panicked.
pub(crate) fn panicked() -> Status {
    Status::internal("the server failed on this request; please report it")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn what_the_store_says_of_files_stays_in_the_log() {
        let errors = [
            StoreError::InUse { path: PathBuf::from("/secret/place") },
            StoreError::Damaged { what: "tree /secret/place".to_owned() },
            StoreError::Io(std::io::Error::other("/secret/place is full")),
            StoreError::Stopped,
        ];
        let statuses: Vec<Status> = errors.iter().map(store).collect();
        let codes: Vec<Code> = statuses.iter().map(Status::code).collect();
        assert_eq!(codes, [Code::Unavailable, Code::Internal, Code::Unavailable, Code::Unavailable]);
        assert!(statuses.iter().all(|status| !status.message().contains("secret")));
    }

    #[test]
    fn what_is_gone_is_told_from_what_never_was() {
        let gone = found::<()>(Lookup::Gone, "Meeting", "meetings/1").unwrap_err();
        let unknown = found::<()>(Lookup::Unknown, "Meeting", "meetings/1").unwrap_err();
        assert_eq!((gone.code(), unknown.code()), (Code::NotFound, Code::NotFound));
        assert_eq!(gone.get_details_error_info().unwrap().reason, "RECORD_GONE");
        assert_eq!(unknown.get_details_error_info().unwrap().reason, "RECORD_UNKNOWN");
        let resource = gone.get_details_resource_info().unwrap();
        assert_eq!(
            (resource.resource_type.as_str(), resource.resource_name.as_str()),
            ("rapporteur.v1.Meeting", "meetings/1")
        );
        assert!(gone.message().contains("is gone"), "{gone}");
    }

    #[test]
    fn a_report_that_is_too_large_is_no_wrong_argument() {
        let status = parse(&ParseError::TooLarge { bytes: 99 }, "source.content");
        assert_eq!(status.code(), Code::ResourceExhausted);
        assert_eq!(status.get_details_error_info().unwrap().metadata["bytes"], "99");
        assert_eq!(parse(&ParseError::Empty, "source.content").code(), Code::InvalidArgument);
    }
}
