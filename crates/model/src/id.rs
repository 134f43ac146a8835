//! Names of things, all made from content, so that the same reports give the same names in any order.

use std::{fmt, str::FromStr};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a report's bytes as received.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest's 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Length of an id in bytes; 80 bits keep the chance of two alike among ten million below one in ten thousand million.
const ID_BYTES: usize = 10;

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no id (20 hexadecimal digits in lower case)")]
pub struct IdError {
    /// The text that was given.
    pub given: String,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name([u8; ID_BYTES]);

        impl $name {
            /// The id's bytes, in the order of its text.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 10] {
                &self.0
            }

            /// The id of these bytes.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 10]) -> Self {
                Self(bytes)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let error = || IdError { given: text.to_owned() };
                let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| error())?;
                bytes.try_into().map(Self).map_err(|_| error())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

id! {
    /// Name of a report: the first 80 bits of its content hash, written as 20 hexadecimal digits.
    ReportId
}

id! {
    /// Name of a record (a meeting, a person, a quotation): the id of one of the mentions it is made of.
    RecordId
}

id! {
    /// Name of a judgement, made of all that it says.
    JudgementId
}

id! {
    /// Name of a statement, made of what it says of which mention.
    StatementId
}

impl JudgementId {
    /// The id that a digest of the content makes.
    pub(crate) fn of_digest(digest: &[u8; 32]) -> Self {
        let mut bytes = [0; ID_BYTES];
        bytes.copy_from_slice(&digest[..ID_BYTES]);
        Self(bytes)
    }
}

impl StatementId {
    /// The id of a statement: which mention, which field, which value, printed how.
    #[must_use]
    pub fn of(mention: RecordId, field: &str, value: &str, original: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(mention.0);
        for part in [field, value, original] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        let digest: [u8; 32] = hasher.finalize().into();
        let mut bytes = [0; ID_BYTES];
        bytes.copy_from_slice(&digest[..ID_BYTES]);
        Self(bytes)
    }
}

impl From<ContentHash> for ReportId {
    fn from(hash: ContentHash) -> Self {
        let mut bytes = [0; ID_BYTES];
        bytes.copy_from_slice(&hash.0[..ID_BYTES]);
        Self(bytes)
    }
}

impl RecordId {
    /// The id of one mention: what a report (by its content) calls `key` among its mentions of one `kind`
    /// (`meeting`, `person`, `quote`). A record bears the smallest of its mentions' ids and answers to all of them.
    #[must_use]
    pub fn of_mention(kind: &str, report: ReportId, key: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(kind.as_bytes());
        hasher.update([0]);
        hasher.update(report.0);
        hasher.update(key.as_bytes());
        let digest: [u8; 32] = hasher.finalize().into();
        let mut bytes = [0; ID_BYTES];
        bytes.copy_from_slice(&digest[..ID_BYTES]);
        Self(bytes)
    }

    /// The id of a [`crate::mention::Form`]: a hash of all that is alike in its mentions, told text by text. No mention has it.
    #[must_use]
    pub fn of_form<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"form");
        for text in texts {
            hasher.update(text.len().to_be_bytes());
            hasher.update(text.as_bytes());
        }
        let digest: [u8; 32] = hasher.finalize().into();
        let mut bytes = [0; ID_BYTES];
        bytes.copy_from_slice(&digest[..ID_BYTES]);
        Self(bytes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn content_hash_is_sha_256() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(ContentHash::of(b"abc").to_string(), known);
        assert_eq!(ReportId::from(ContentHash::of(b"abc")).to_string(), known[..20]);
    }

    proptest! {
        #[test]
        fn ids_read_what_they_print(bytes: [u8; 10]) {
            let id = RecordId::from_bytes(bytes);
            prop_assert_eq!(id.to_string().parse::<RecordId>().unwrap(), id);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9a-fA-F]{18,22}|.{0,20}") {
            if let Ok(id) = text.parse::<ReportId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }

        #[test]
        fn mentions_of_other_kinds_reports_or_keys_have_other_ids(
            a in ("meeting|person|quote", any::<[u8; 10]>(), "[a-z0-9]{0,4}"),
            b in ("meeting|person|quote", any::<[u8; 10]>(), "[a-z0-9]{0,4}"),
        ) {
            let id = |(kind, report, key): &(String, [u8; 10], String)| {
                RecordId::of_mention(kind, ReportId::from_bytes(*report), key)
            };
            prop_assert_eq!(id(&a) == id(&b), a == b);
        }
    }
}
