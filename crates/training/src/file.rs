//! Writes tables of weights.

use rapporteur_parsing::weights::{MAGIC, OWNER_LANES, place};

/// Those features that find a place in a table, of all by falling importance.
pub(crate) fn placed(features: impl Iterator<Item = u32>, bits: u32) -> Vec<u32> {
    let mut taken = vec![false; 1 << bits];
    features
        .filter(|&feature| {
            let (slot, _) = place(feature, bits);
            let free = [slot, slot ^ 1].into_iter().find(|&slot| !taken[slot]);
            free.inspect(|&slot| taken[slot] = true).is_some()
        })
        .collect()
}

/// The bytes of a file of weights: `rows` by falling importance, of which those are left out that find no place, and `words`.
pub(crate) fn bytes<const LANES: usize>(
    rows: Vec<(u32, [u8; LANES])>,
    words: Vec<(u32, u8)>,
    bits: u32,
) -> Vec<u8> {
    let count = rows.len();
    let mut left_out = 0;
    let mut table: Vec<Option<[u8; LANES]>> = vec![None; 1 << bits];
    for (feature, mut row) in rows {
        let (slot, owner) = place(feature, bits);
        row[LANES - OWNER_LANES..].copy_from_slice(&owner);
        match [slot, slot ^ 1].into_iter().find(|&slot| table[slot].is_none()) {
            Some(slot) => table[slot] = Some(row),
            None => left_out += 1,
        }
    }
    println!("{count} features, {left_out} of them left out");
    let mut bytes = MAGIC.to_vec();
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    bytes.extend(number(LANES));
    bytes.extend(bits.to_le_bytes());
    bytes.extend(number(words.len()));
    for (word, byte) in words {
        bytes.extend(word.to_le_bytes());
        bytes.push(byte);
    }
    bytes.extend(table.into_iter().flat_map(|row| row.unwrap_or([0; LANES])));
    bytes
}
