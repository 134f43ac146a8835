//! Pages of an answer that is worked out anew for each of them. A token names the last thing that was given and is sealed
//! with a hash of the question, so that it stays good while others write, and serves no other question.

use std::{collections::BTreeMap, fmt::Debug};

use data_encoding::BASE64URL_NOPAD;
use rapporteur_model::ContentHash;
use rapporteur_storage::StoreError;
use serde::{Serialize, de::DeserializeOwned};

/// Length of the seal in bytes.
const SEAL_BYTES: usize = 8;

/// Takes the things of an answer in any order, and keeps those that the page shows, in the order of their keys.
///
/// Invariant: holds one more than the page shows at the most.
#[derive(Debug)]
pub(crate) struct Pager<K, V> {
    seal: [u8; SEAL_BYTES],
    after: Option<K>,
    size: usize,
    kept: BTreeMap<K, V>,
}

impl<K: Ord + Clone + Serialize + DeserializeOwned, V> Pager<K, V> {
    /// A page of the answer to `question`, which must not hold page size and token, behind `token`.
    ///
    /// # Errors
    /// [`StoreError::BadPageToken`] for a token that was not given for this question.
    pub(crate) fn new(question: &impl Debug, size: usize, token: Option<&str>) -> Result<Self, StoreError> {
        let seal = seal(question);
        let after = token.map(|token| decode(token, seal).ok_or(StoreError::BadPageToken)).transpose()?;
        Ok(Self { seal, after, size: size.max(1), kept: BTreeMap::new() })
    }

    /// Whether what has this key may be on the page.
    pub(crate) fn wants(&self, key: &K) -> bool {
        self.after.as_ref().is_none_or(|after| key > after)
            && (self.kept.len() <= self.size
                || self.kept.last_key_value().is_some_and(|(last, _)| key < last))
    }

    /// Takes a thing.
    pub(crate) fn put(&mut self, key: K, value: V) {
        if self.wants(&key) {
            self.kept.insert(key, value);
            if self.kept.len() > self.size + 1 {
                self.kept.pop_last();
            }
        }
    }

    /// The page, and the token of the next one, empty for the last.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] should a key ever have no form as bytes.
    pub(crate) fn finish(mut self) -> Result<(Vec<(K, V)>, String), StoreError> {
        let has_more = self.kept.len() > self.size;
        if has_more {
            self.kept.pop_last();
        }
        let next_page_token = match self.kept.last_key_value() {
            Some((last, _)) if has_more => encode(last, self.seal)?,
            _ => String::new(),
        };
        Ok((self.kept.into_iter().collect(), next_page_token))
    }
}

fn seal(question: &impl Debug) -> [u8; SEAL_BYTES] {
    // The debug form names the type and every field, which is all that telling two questions apart needs.
    let hash = ContentHash::of(format!("{question:?}").as_bytes());
    let mut seal = [0; SEAL_BYTES];
    seal.copy_from_slice(&hash.as_bytes()[..SEAL_BYTES]);
    seal
}

fn encode(key: &impl Serialize, seal: [u8; SEAL_BYTES]) -> Result<String, StoreError> {
    let mut bytes = seal.to_vec();
    let key = postcard::to_stdvec(key)
        .map_err(|error| StoreError::Damaged { what: format!("a page token cannot be written: {error}") })?;
    bytes.extend(key);
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

fn decode<K: DeserializeOwned>(token: &str, seal: [u8; SEAL_BYTES]) -> Option<K> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    match postcard::take_from_bytes(bytes.strip_prefix(&seal)?) {
        Ok((key, [])) => Some(key),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pages_give_each_thing_once_and_in_order(
            things in prop::collection::btree_set(0..1000_u32, 0..60),
            shuffled in any::<u64>(),
            size in 1..20_usize,
        ) {
            let mut arriving: Vec<u32> = things.iter().copied().collect();
            arriving.sort_by_key(|thing| u64::from(*thing).wrapping_mul(shuffled | 1));
            let mut given = Vec::new();
            let mut token: Option<String> = None;
            loop {
                let mut pager = Pager::new(&"question", size, token.as_deref()).unwrap();
                for &thing in &arriving {
                    pager.put((thing, String::new()), thing);
                    prop_assert!(pager.kept.len() <= size + 1);
                }
                let (page, next) = pager.finish().unwrap();
                prop_assert!(page.len() <= size);
                given.extend(page.into_iter().map(|(_, thing)| thing));
                if next.is_empty() {
                    break;
                }
                token = Some(next);
            }
            prop_assert_eq!(given, things.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn a_token_serves_its_own_question_alone(question in "[a-c]", other in "[a-c]") {
            let mut pager = Pager::new(&question, 1, None).unwrap();
            pager.put(1_u32, ());
            pager.put(2_u32, ());
            let (_, token) = pager.finish().unwrap();
            let again = Pager::<u32, ()>::new(&other, 1, Some(&token));
            prop_assert_eq!(again.is_ok(), question == other);
        }

        #[test]
        fn any_text_is_refused(text in "[A-Za-z0-9_-]{0,24}|\\PC{0,20}") {
            let pager = Pager::<u32, ()>::new(&"question", 1, Some(&text));
            prop_assert!(matches!(pager, Err(StoreError::BadPageToken)));
        }
    }
}
