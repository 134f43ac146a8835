//! What a client is told when a call fails: a code, a readable message, and `google.rpc` details for programs.

use std::{collections::HashMap, error::Error};

use rapporteur_parsing::{MAX_REPORT_BYTES, ParseError};
use rapporteur_search::SearchError;
use rapporteur_storage::{Lookup, StoreError};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt as _};

/// Who gives the reasons of `google.rpc.ErrorInfo`.
pub(crate) const DOMAIN: &str = "rapporteur";

/// How many wrong fields are told of. A status travels in headers, of which clients take some kilobytes: a request with a
/// thousand wrong names would end in a broken connection instead of an answer.
const MOST_VIOLATIONS: usize = 16;

/// How much is told of a wrong field, and how much of a name is repeated, in bytes.
const MOST_TOLD_BYTES: usize = 160;

/// INVALID_ARGUMENT that names every field that is wrong, or of many the first.
pub(crate) fn invalid(mut violations: Vec<FieldViolation>) -> Status {
    let more = violations.len().saturating_sub(MOST_VIOLATIONS);
    violations.truncate(MOST_VIOLATIONS);
    for wrong in &mut violations {
        wrong.description = shortened(&wrong.description);
    }
    let described = violations.iter().map(|wrong| format!("{}: {}", wrong.field, wrong.description));
    let mut message = described.collect::<Vec<_>>().join("; ");
    if more > 0 {
        message.push_str(&format!("; and {more} more"));
    }
    Status::with_error_details(Code::InvalidArgument, message, ErrorDetails::with_bad_request(violations))
}

/// The beginning of a text that is longer than a status has room for.
fn shortened(text: &str) -> String {
    if text.len() <= MOST_TOLD_BYTES {
        return text.to_owned();
    }
    let end = (0..=MOST_TOLD_BYTES).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    format!("{}…", &text[..end])
}

/// INVALID_ARGUMENT for one field.
pub(crate) fn invalid_field(field: &str, description: impl Into<String>) -> Status {
    invalid(vec![FieldViolation::new(field, description)])
}

/// What is found, or NOT_FOUND: `kind` is the message's name (`Meeting`), `name` the one that was asked for.
pub(crate) fn found<T>(lookup: Lookup<T>, kind: &str, name: &str) -> Result<T, Status> {
    let (reason, description) = match lookup {
        Lookup::Found(found) => return Ok(found),
        Lookup::Gone => (
            "RECORD_GONE",
            format!("`{}` is gone: the reports that told of it were deleted", shortened(name)),
        ),
        Lookup::Unknown => ("RECORD_UNKNOWN", format!("there is no `{}`", shortened(name))),
    };
    let name = shortened(name);
    let metadata = HashMap::from([("name".to_owned(), name.clone())]);
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
        StoreError::Damaged { .. } => {
            Status::data_loss("what was asked for is damaged on disk; the server's log says what")
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
        assert_eq!(codes, [Code::Unavailable, Code::DataLoss, Code::Unavailable, Code::Unavailable]);
        assert!(statuses.iter().all(|status| !status.message().contains("secret")));
    }

    #[test]
    fn a_status_fits_into_headers_whatever_was_asked() {
        let wrong = |number| FieldViolation::new(format!("reports[{number}]"), "é".repeat(3000));
        let name = format!("organizations/{}", "é".repeat(2000));
        for status in [
            invalid((0..5000).map(wrong).collect()),
            found::<()>(Lookup::Unknown, "Organization", &name).unwrap_err(),
        ] {
            let response = status.into_http::<tonic::body::Body>();
            let bytes: usize = response.headers().values().map(http::HeaderValue::len).sum();
            assert!(bytes < 16_000, "{bytes} bytes");
        }
        let told = invalid((0..5000).map(wrong).collect());
        assert!(told.message().ends_with("; and 4984 more"), "{told}");
        assert_eq!(told.get_details_bad_request().unwrap().field_violations.len(), MOST_VIOLATIONS);
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
