//! Values as they are kept: postcard, and where that is worth it, packed with LZ4.
//!
//! What is read here may have been damaged on disk: it is refused, in memory that the length of the value bounds.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::StoreError;

/// The first byte of a value: as it is, or packed with LZ4 behind its length.
const PLAIN: u8 = 0;
const PACKED: u8 = 1;

/// Values shorter than this are kept as they are: there is little to win.
const LEAST_PACKED: usize = 256;

/// No value unpacks to more than so many times its length: LZ4 can do no better than 255.
const MOST_UNPACKED: usize = 256;

/// A value as it is kept. Most of them repeat sentences of one report, so that packing halves what is written and read.
#[must_use]
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    if bytes.len() >= LEAST_PACKED {
        let packed = lz4_flex::compress_prepend_size(bytes);
        if packed.len() < bytes.len() {
            return [&[PACKED], packed.as_slice()].concat();
        }
    }
    [&[PLAIN], bytes].concat()
}

/// The value that is kept so; none where it was not packed by [`pack`].
#[must_use]
pub fn unpack(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    match bytes.split_first()? {
        (&PLAIN, plain) => Some(Cow::Borrowed(plain)),
        (&PACKED, packed) => {
            let (length, block) = lz4_flex::block::uncompressed_size(packed).ok()?;
            // A damaged length must not take memory.
            let fits = length <= block.len().saturating_mul(MOST_UNPACKED);
            fits.then(|| lz4_flex::decompress(block, length).ok()).flatten().map(Cow::Owned)
        }
        _ => None,
    }
}

/// The bytes of a value; `what` names it where they cannot be had.
///
/// # Errors
/// [`StoreError::Damaged`]
pub fn unpack_named(bytes: &[u8], what: impl Fn() -> String) -> Result<Cow<'_, [u8]>, StoreError> {
    unpack(bytes).ok_or_else(|| StoreError::Damaged {
        what: format!("{} cannot be read: it is not packed as values are", what()),
    })
}

/// Reads a value; `what` names it where it cannot be read.
///
/// # Errors
/// [`StoreError::Damaged`]
pub fn decode<T: DeserializeOwned>(bytes: &[u8], what: impl Fn() -> String) -> Result<T, StoreError> {
    decode_plain(&unpack_named(bytes, &what)?, what)
}

/// Reads what a value begins with, whatever follows; `what` names it where it cannot be read.
///
/// # Errors
/// [`StoreError::Damaged`]
pub fn decode_first<T: DeserializeOwned>(bytes: &[u8], what: impl Fn() -> String) -> Result<T, StoreError> {
    let (first, _) = postcard::take_from_bytes(&unpack_named(bytes, &what)?)
        .map_err(|error| StoreError::Damaged { what: format!("{} cannot be read: {error}", what()) })?;
    Ok(first)
}

/// Reads a value that is not packed; `what` names it where it cannot be read.
///
/// # Errors
/// [`StoreError::Damaged`]
pub fn decode_plain<'value, T: Deserialize<'value>>(
    bytes: &'value [u8],
    what: impl Fn() -> String,
) -> Result<T, StoreError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok((_, rest)) => {
            Err(StoreError::Damaged { what: format!("{} has {} bytes too many", what(), rest.len()) })
        }
        Err(error) => Err(StoreError::Damaged { what: format!("{} cannot be read: {error}", what()) }),
    }
}

/// Writes a value; `what` names it should it ever have no form as bytes.
///
/// # Errors
/// [`StoreError::Damaged`]
pub fn encode(value: &impl Serialize, what: impl Fn() -> String) -> Result<Vec<u8>, StoreError> {
    postcard::to_stdvec(value)
        .map(|bytes| pack(&bytes))
        .map_err(|error| StoreError::Damaged { what: format!("{} cannot be written: {error}", what()) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_length_that_lies_takes_no_memory() {
        let lie: Vec<u8> = [PACKED].into_iter().chain(u32::MAX.to_le_bytes()).chain([0; 16]).collect();
        assert_eq!(unpack(&lie), None);
    }

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked_the_same(piece: Vec<u8>, times in 1..40_usize) {
            let bytes = piece.repeat(times);
            let packed = pack(&bytes);
            prop_assert!(packed.len() <= bytes.len() + 1);
            let unpacked = unpack(&packed);
            prop_assert_eq!(unpacked.as_deref(), Some(bytes.as_slice()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let read = decode::<(u32, Vec<String>)>(&bytes, || "a value".to_owned());
            let is_either = matches!(read, Ok(_) | Err(StoreError::Damaged { .. }));
            prop_assert!(is_either);
        }
    }
}
