//! Who may call what: bearer tokens with a scope, kept as hashes in a file.
//!
//! The file is TOML, one line a token, as [`NewToken::line`] makes it:
//!
//! ```toml
//! analysts = { scope = "read", sha256 = "…", expires = 2027-01-01 }
//! ```

use std::{collections::HashMap, fmt, path::PathBuf, str::FromStr};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE};
use http::{HeaderMap, header::AUTHORIZATION};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use toml::value::Datetime;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::{renewed::Renewed, status::DOMAIN};

/// With what a token begins, so that it is known for one where it should not be.
const MARK: &str = "rapporteur_";

/// How many random bytes a token has.
const SECRET_BYTES: usize = 32;

/// The calls that change nothing. Whatever does not stand here needs [`Scope::Write`].
const READING: [&str; 23] = [
    "/rapporteur.v1.JudgementService/ListJudgements",
    "/rapporteur.v1.MeetingService/GetMeeting",
    "/rapporteur.v1.MeetingService/GetParticipants",
    "/rapporteur.v1.MeetingService/GetRollCall",
    "/rapporteur.v1.MeetingService/ListMeetings",
    "/rapporteur.v1.MeetingService/ListOutcomes",
    "/rapporteur.v1.MeetingService/ListSeries",
    "/rapporteur.v1.OrganizationService/GetOrganization",
    "/rapporteur.v1.OrganizationService/ListOrganizations",
    "/rapporteur.v1.PersonService/GetPerson",
    "/rapporteur.v1.PersonService/ListEncounters",
    "/rapporteur.v1.PersonService/ListPersons",
    "/rapporteur.v1.QuoteService/GetQuote",
    "/rapporteur.v1.QuoteService/SearchQuotes",
    "/rapporteur.v1.RecordService/ExplainMatch",
    "/rapporteur.v1.RecordService/ExportRecords",
    "/rapporteur.v1.RecordService/ListStatements",
    "/rapporteur.v1.RecordService/WatchRecords",
    "/rapporteur.v1.ReportService/ExtractReport",
    "/rapporteur.v1.ReportService/GetReport",
    "/rapporteur.v1.ReportService/ListReports",
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
];

/// Health is anybody's to ask: who starts and stops the server has no token.
const OPEN: [&str; 3] =
    ["/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/List", "/grpc.health.v1.Health/Watch"];

/// The calls of services that are not ours.
pub(crate) fn of_others() -> impl Iterator<Item = &'static str> {
    READING.into_iter().chain(OPEN).filter(|call| call.starts_with("/grpc."))
}

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Calls that change nothing.
    Read,
    /// All calls.
    Write,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Write => "write",
        })
    }
}

/// What a call needs; `None` is nothing at all.
pub(crate) fn needed(method: &str) -> Option<Scope> {
    if OPEN.contains(&method) {
        None
    } else if READING.contains(&method) {
        Some(Scope::Read)
    } else {
        Some(Scope::Write)
    }
}

/// Why a tokens file is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokensError {
    /// It cannot be read.
    #[error("the tokens in {} cannot be read: {source}", path.display())]
    Read {
        /// Where it lies.
        path: PathBuf,
        /// What failed.
        source: std::io::Error,
    },
    /// A line of it is wrong.
    #[error("the tokens in {}, line {line}: {reason}", path.display())]
    Line {
        /// Where it lies.
        path: PathBuf,
        /// Which line.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// No token could be made.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
    /// The name of a new token is none.
    #[error("`{0}` is no name of a token: 1 to 64 letters, digits, `-` and `_`")]
    Name(String),
}

/// A token as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    scope: Scope,
    #[serde(rename = "sha256")]
    hash: Hash,
    expires: Option<Expiry>,
}

/// The SHA-256 of a token. Of so many random bytes, nothing slower is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Hash([u8; 32]);

impl Hash {
    fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }
}

impl TryFrom<String> for Hash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or("`sha256` is to have 64 hexadecimal digits")
    }
}

/// From when on a token is good no more: a time, or the beginning of a day in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Datetime")]
pub struct Expiry(Timestamp);

impl Expiry {
    /// As it is written in the file.
    fn text(self) -> String {
        self.0.to_string()
    }
}

impl FromStr for Expiry {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let day = || text.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC));
        let time = text.parse().or_else(|_| day().map(|day| day.timestamp()));
        time.map(Self)
            .map_err(|_| "it is a day (2027-01-01) or a time with its offset (2027-01-01T12:00:00Z)")
    }
}

impl TryFrom<Datetime> for Expiry {
    type Error = &'static str;

    fn try_from(time: Datetime) -> Result<Self, Self::Error> {
        time.to_string().parse()
    }
}

/// The tokens of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TokenList(Vec<(String, Token)>);

impl TokenList {
    fn read(path: &PathBuf) -> Result<Self, TokensError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| TokensError::Read { path: path.clone(), source })?;
        Self::parse(&text).map_err(|(line, reason)| TokensError::Line { path: path.clone(), line, reason })
    }

    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let tokens: HashMap<String, Token> = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            (line, error.message().to_owned())
        })?;
        Ok(Self(tokens.into_iter().collect()))
    }

    /// Whose token this is. Takes as long for one that is known as for one that is not.
    fn find(&self, token: &str) -> Option<&(String, Token)> {
        let given = Hash::of(token);
        let mut index = u32::MAX;
        for (at, (_, token)) in (0_u32..).zip(&self.0) {
            let is_it: Choice = token.hash.0.ct_eq(&given.0);
            index.conditional_assign(&at, is_it);
        }
        usize::try_from(index).ok().and_then(|index| self.0.get(index))
    }

    /// Whether a call may go on, and in whose name.
    pub(crate) fn check(
        &self,
        method: &str,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Option<&str>, Status> {
        let Some(needed) = needed(method) else { return Ok(None) };
        let Some(header) = headers.get(AUTHORIZATION) else {
            return Err(refused(
                "TOKEN_MISSING",
                "this server wants a token: send the metadata `authorization: Bearer TOKEN`",
            ));
        };
        let token = header.to_str().ok().and_then(bearer);
        let Some(token) = token else {
            return Err(refused("TOKEN_MALFORMED", "`authorization` is to be `Bearer TOKEN`"));
        };
        let Some((name, token)) = self.find(token) else {
            return Err(refused("TOKEN_UNKNOWN", "this server does not know the token"));
        };
        if token.expires.is_some_and(|expires| expires.0 <= now) {
            return Err(refused("TOKEN_EXPIRED", "the token has expired"));
        }
        if token.scope < needed {
            let metadata = HashMap::from([("needed".to_owned(), needed.to_string())]);
            let details = ErrorDetails::with_error_info("TOKEN_SCOPE", DOMAIN, metadata);
            let message = format!(
                "the token `{name}` has the scope `{}`; this call needs the scope `{needed}`",
                token.scope
            );
            return Err(Status::with_error_details(Code::PermissionDenied, message, details));
        }
        Ok(Some(name))
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

fn refused(reason: &str, message: &str) -> Status {
    let details = ErrorDetails::with_error_info(reason, DOMAIN, HashMap::new());
    Status::with_error_details(Code::Unauthenticated, message, details)
}

/// The tokens of a file, read again when it changes. A file that has become wrong is told of in the log, and what it said
/// before goes on to hold.
#[derive(Debug, Clone)]
pub struct Tokens(pub(crate) Renewed<TokenList>);

impl Tokens {
    /// Reads a file of tokens.
    ///
    /// # Errors
    /// [`TokensError`] with the line that is wrong.
    pub fn open(path: PathBuf) -> Result<Self, TokensError> {
        let read = move |paths: &[PathBuf]| match paths {
            [path] => TokenList::read(path),
            _ => Ok(TokenList::default()),
        };
        Ok(Self(Renewed::open("the tokens", vec![path], read)?))
    }

    /// How many tokens the text of a file holds.
    ///
    /// # Errors
    /// The line that is wrong, and what is wrong with it.
    pub fn count_in(text: &str) -> Result<usize, (usize, String)> {
        Ok(TokenList::parse(text)?.0.len())
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.get().0.len()
    }
}

/// A token that has just been made.
pub struct NewToken {
    /// What its bearer sends. It is kept nowhere.
    pub token: String,
    /// The line for the file of tokens.
    pub line: String,
}

impl fmt::Debug for NewToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewToken").field("line", &self.line).finish_non_exhaustive()
    }
}

impl NewToken {
    /// Makes a token.
    ///
    /// # Errors
    /// [`TokensError::Name`], or [`TokensError::Random`].
    pub fn make(name: &str, scope: Scope, expires: Option<Expiry>) -> Result<Self, TokensError> {
        let is_name = (1..=64).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !is_name {
            return Err(TokensError::Name(name.to_owned()));
        }
        let mut secret = [0; SECRET_BYTES];
        getrandom::fill(&mut secret).map_err(TokensError::Random)?;
        let token = format!("{MARK}{}", BASE64URL_NOPAD.encode(&secret));
        let hash = HEXLOWER.encode(&Hash::of(&token).0);
        let expires = expires.map(|expires| format!(", expires = {}", expires.text())).unwrap_or_default();
        let line = format!("{name} = {{ scope = \"{scope}\", sha256 = \"{hash}\"{expires} }}");
        Ok(Self { token, line })
    }
}

/// All calls of the contract, by path.
#[cfg(test)]
fn calls() -> Vec<String> {
    let pool = prost_reflect::DescriptorPool::decode(rapporteur::FILE_DESCRIPTOR_SET).unwrap();
    let methods = pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
    methods.map(|method| format!("/{}/{}", method.parent_service().full_name(), method.name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-06-01T00:00:00Z".parse().unwrap()
    }

    fn headers(token: &str) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, format!("Bearer {token}").parse().unwrap())])
    }

    #[test]
    fn a_call_needs_write_unless_its_name_says_that_it_only_reads() {
        for call in calls() {
            let name = call.rsplit('/').next().unwrap();
            let reads =
                ["Get", "List", "Search", "Extract", "Explain", "Export", "Watch", "Suggest", "Count"]
                    .iter()
                    .any(|verb| name.starts_with(verb));
            let expected = if reads { Scope::Read } else { Scope::Write };
            assert_eq!(needed(&call), Some(expected), "{call}");
        }
        assert_eq!(needed("/rapporteur.v1.MeetingService/NotThere"), Some(Scope::Write));
        assert_eq!(needed("/grpc.health.v1.Health/Check"), None);
    }

    #[test]
    fn a_token_that_was_made_opens_what_its_scope_allows() {
        let reader = NewToken::make("reader", Scope::Read, None).unwrap();
        let writer = NewToken::make("writer", Scope::Write, Some("2026-06-02".parse().unwrap())).unwrap();
        let tokens = TokenList::parse(&format!("{}\n{}\n", reader.line, writer.line)).unwrap();
        let read = "/rapporteur.v1.MeetingService/ListMeetings";
        let write = "/rapporteur.v1.ReportService/IngestReport";
        assert_eq!(tokens.check(read, &headers(&reader.token), now()).unwrap(), Some("reader"));
        assert_eq!(tokens.check(write, &headers(&writer.token), now()).unwrap(), Some("writer"));
        let refused = |method, headers: &HeaderMap, now| tokens.check(method, headers, now).unwrap_err();
        let code_and_reason =
            |status: Status| (status.code(), status.get_details_error_info().unwrap().reason);
        let later = "2026-06-02T00:00:00Z".parse().unwrap();
        for (status, code, reason) in [
            (refused(write, &headers(&reader.token), now()), Code::PermissionDenied, "TOKEN_SCOPE"),
            (refused(read, &headers(&writer.token), later), Code::Unauthenticated, "TOKEN_EXPIRED"),
            (refused(read, &headers("rapporteur_x"), now()), Code::Unauthenticated, "TOKEN_UNKNOWN"),
            (refused(read, &headers(""), now()), Code::Unauthenticated, "TOKEN_MALFORMED"),
            (refused(read, &HeaderMap::new(), now()), Code::Unauthenticated, "TOKEN_MISSING"),
        ] {
            assert_eq!(code_and_reason(status), (code, reason.to_owned()));
        }
    }

    #[test]
    fn a_file_that_is_wrong_is_refused_with_its_line() {
        let good = NewToken::make("good", Scope::Read, None).unwrap().line;
        for (line, words) in [
            ("bad = { scope = \"admin\", sha256 = \"00\" }", "admin"),
            ("bad = { scope = \"read\", sha256 = \"00\" }", "64 hexadecimal digits"),
            ("bad = { scope = \"read\", token = \"secret\" }", "unknown field `token`"),
            ("bad = { scope = \"read\" }", "missing field `sha256`"),
            (&good, "duplicate key"),
        ] {
            let (number, reason) = TokenList::parse(&format!("# ours\n{good}\n{line}\n")).unwrap_err();
            assert!(number == 3 && reason.contains(words), "line {number}: {reason}");
        }
    }

    #[test]
    fn a_name_is_a_key_of_toml_and_a_token_is_not_shown() {
        for name in ["", "two words", "a.b", "\"", &"x".repeat(65)] {
            assert!(matches!(NewToken::make(name, Scope::Read, None), Err(TokensError::Name(_))), "{name}");
        }
        let new = NewToken::make("x", Scope::Read, None).unwrap();
        assert!(!format!("{new:?}{}", new.line).contains(&new.token));
    }

    #[test]
    fn expiry_is_a_day_or_a_time() {
        let day: Expiry = "2027-01-01".parse().unwrap();
        assert_eq!(day, "2027-01-01T01:00:00+01:00".parse().unwrap());
        assert!("soon".parse::<Expiry>().is_err());
    }
}
