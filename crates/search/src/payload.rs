//! What a commit of the index says of the store that it was made from.

use std::{fmt, str::FromStr};

use rapporteur_storage::{Store, StoreError, page};

/// The version of the index. It changes when a field, or what is put into one, does; an index of another is made anew.
pub(crate) const VERSION: u32 = 1;

/// Written with each commit of the index: up to which commit of the store it is true, and what that commit was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Payload {
    /// The number of the store's commit.
    pub(crate) sequence: u64,
    /// What tells that commit from one of the same number in another store, such as one that was put back from a copy.
    fingerprint: page::Question,
}

impl Payload {
    /// Of a commit of a store.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn of(store: &dyn Store, sequence: u64) -> Result<Self, StoreError> {
        let before = sequence.checked_sub(1);
        let commits = before.map(|before| store.changes_after(before, 1)).transpose()?.unwrap_or_default();
        let commit = commits.first().filter(|commit| commit.sequence == sequence);
        Ok(Self { sequence, fingerprint: page::hash(&commit) })
    }

    /// Whether the feed of a store leads on from here.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn belongs_to(&self, store: &dyn Store) -> Result<bool, StoreError> {
        let is_within = self.sequence >= store.feed_start()? && self.sequence <= store.sequence()?;
        Ok(is_within && *self == Self::of(store, self.sequence)?)
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION} {} {}", self.sequence, u64::from_be_bytes(self.fingerprint))
    }
}

/// A text that is no payload of this version.
pub(crate) struct NoPayload;

impl FromStr for Payload {
    type Err = NoPayload;

    fn from_str(text: &str) -> Result<Self, NoPayload> {
        let mut parts = text.split(' ');
        let mut next = || parts.next().and_then(|part| part.parse::<u64>().ok()).ok_or(NoPayload);
        let (version, sequence, fingerprint) = (next()?, next()?, next()?);
        if version != u64::from(VERSION) || parts.next().is_some() {
            return Err(NoPayload);
        }
        Ok(Self { sequence, fingerprint: fingerprint.to_be_bytes() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_reads_what_it_prints(sequence: u64, fingerprint: [u8; 8]) {
            let payload = Payload { sequence, fingerprint };
            prop_assert_eq!(payload.to_string().parse::<Payload>().ok(), Some(payload));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9 ]{0,20}|\\PC{0,10}") {
            if let Ok(payload) = text.parse::<Payload>() {
                prop_assert!(text.starts_with("1 ") && payload.to_string().len() <= text.len());
            }
        }
    }
}
