//! Tables of weights: the one format in which everything that was learned is shipped.
//!
//! A table has a row of small integers for each feature that counts. A feature is a hash; its row stands at its
//! [`place`], or beside it, in the same line of the processor's cache. The last two bytes of a row tell whose it is, so
//! that features which were never learned hardly ever meet another's weights.
//!
//! A file holds, little endian: [`MAGIC`], the number of lanes, the logarithm of the number of rows, the number of words
//! (u32 each); the words (hash and one byte each); the rows. Files stand in `weights/`, whose README tells their
//! licence; `crates/training` writes them.

/// Bytes that a file of weights begins with.
pub const MAGIC: [u8; 8] = *b"rappwgt1";

/// Bytes at the end of a row that tell whose it is.
pub const OWNER_LANES: usize = 2;

/// A feature: the hash of a template and of the two things that it looks at.
#[must_use]
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let mixed = (a ^ template.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b)
        ^ b.wrapping_mul(0xc2b2_ae35).rotate_left(13);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d);
    mixed ^ (mixed >> 13)
}

/// A hash of bytes: FNV-1a, mixed once more.
#[must_use]
pub fn hash(bytes: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for &byte in bytes {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^ (hash >> 15)
}

/// Where the row of a feature may stand in a table of `2^bits` rows (the other place is `slot ^ 1`), and its owner bytes.
#[must_use]
pub fn place(feature: u32, bits: u32) -> (usize, [u8; OWNER_LANES]) {
    let slot = feature & ((1 << bits) - 1);
    let [a, b, c, _] = feature.to_be_bytes();
    // The high bytes tell features of one slot apart, the lowest bit those of the slot beside; none is all zero.
    (slot as usize, [a ^ (c & 0xf0), (b & 0x7f) << 1 | u8::try_from(slot & 1).unwrap_or_default()])
}

/// Bytes of a line of the processor's cache.
const LINE: usize = 64;

/// One line of the cache. It holds several rows; the two places of a feature never lie in two lines.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Line([i8; LINE]);

/// A table whose rows have `LANES` bytes (a power of two, 4 to 32), the owner's two among them.
#[derive(Debug)]
pub struct Table<const LANES: usize> {
    bits: u32,
    lines: Vec<Line>,
}

impl<const LANES: usize> Table<LANES> {
    /// Reads a file of weights: the table, and the words with their bytes. None for a file that is none of this sort.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<(Self, Vec<(u32, u8)>)> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (header, rest) = rest.split_first_chunk::<12>()?;
        let number =
            |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let (lanes, bits, words) = (number(0), number(4), number(8));
        let (words, rest) = rest.split_at_checked(usize::try_from(words).ok()?.checked_mul(5)?)?;
        let words = words.as_chunks::<5>().0.iter();
        let words = words.map(|&[a, b, c, d, byte]| (u32::from_le_bytes([a, b, c, d]), byte)).collect();
        let (lines, tail) = rest.as_chunks::<LINE>();
        let lines: Vec<Line> = lines.iter().map(|line| Line(line.map(u8::cast_signed))).collect();
        let is_whole = lanes as usize == LANES
            && (8..30).contains(&bits)
            && tail.is_empty()
            && lines.len() * LINE == LANES << bits;
        is_whole.then_some((Self { bits, lines }, words))
    }

    /// A table that knows nothing.
    #[must_use]
    pub fn empty() -> Self {
        let bits = 8;
        Self { bits, lines: vec![Line([0; LINE]); (LANES << bits) / LINE] }
    }

    fn row(&self, slot: usize) -> &[i8; LANES] {
        let rows_a_line = LINE / LANES;
        &self.lines[slot / rows_a_line].0.as_chunks::<LANES>().0[slot % rows_a_line]
    }

    /// The row where the weights of a feature stand, and a mask for them: all ones, or zero for a feature that was not
    /// learned, whose row is another's.
    ///
    /// No branch depends on what was learned: the processor could not foresee it.
    #[must_use]
    pub fn get(&self, feature: u32) -> (&[i8; LANES], i8) {
        let (slot, owner) = place(feature, self.bits);
        let owner = owner.map(u8::cast_signed);
        let owns = |row: &[i8; LANES]| row[LANES - 2] == owner[0] && row[LANES - 1] == owner[1];
        let here = owns(self.row(slot));
        let beside = owns(self.row(slot ^ 1));
        (self.row(slot ^ usize::from(beside & !here)), -i8::from(here | beside))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rows: &[(u32, i8)]) -> Vec<u8> {
        let bits = 8;
        let mut table = vec![[0_u8; 4]; 1 << bits];
        for &(feature, weight) in rows {
            let (slot, [a, b]) = place(feature, bits);
            table[slot] = [weight.cast_unsigned(), 0, a, b];
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend([4, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0]);
        bytes.extend([7, 0, 0, 0, 9]);
        bytes.extend(table.into_iter().flatten());
        bytes
    }

    #[test]
    fn a_feature_finds_its_own_weights_and_a_strange_one_none() {
        let known = feature(1, 2, 3);
        let (table, words) = Table::<4>::read(&file(&[(known, -5)])).expect("a whole file");
        assert_eq!(words, [(7, 9)]);
        let weight = |feature| {
            let (row, mask) = table.get(feature);
            row[0] & mask
        };
        assert_eq!(weight(known), -5);
        let found = (0..10_000).filter(|&strange| weight(feature(2, strange, 0)) != 0).count();
        assert!(found <= 1, "{found} strange features met the weights of another");
    }

    #[test]
    fn what_is_cut_short_or_of_another_width_is_refused() {
        let whole = file(&[]);
        assert!(Table::<4>::read(&whole).is_some());
        assert!(Table::<4>::read(&whole[..whole.len() - 1]).is_none());
        assert!(Table::<8>::read(&whole).is_none());
        assert!(Table::<4>::read(b"").is_none());
    }
}
