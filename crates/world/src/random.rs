//! Numbers that look random and are a function of a seed: splitmix64.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The stream of a seed and of what it is for, so that streams of different things have nothing in common.
    pub(crate) fn of(seed: u64, purpose: &str, parts: &[u64]) -> Self {
        let mut random = Self { state: seed };
        for number in purpose.bytes().map(u64::from).chain(parts.iter().copied()) {
            random.state ^= number.wrapping_mul(0xff51_afd7_ed55_8ccd);
            random.state = random.next();
        }
        random
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// Whether something happens that does so in so many of a hundred cases.
    pub(crate) fn percent(&mut self, cases: u64) -> bool {
        self.next() % 100 < cases
    }

    /// One of them; none of none.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// One of them, or nothing said.
    pub(crate) fn word<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.pick(from).copied().unwrap_or_default()
    }

    /// Puts them in another order.
    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for place in (1..all.len()).rev() {
            all.swap(place, self.below(place + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_seed_purpose_and_parts_alone() {
        let first = |seed, purpose, parts: &[u64]| Random::of(seed, purpose, parts).next();
        assert_eq!(first(1, "name", &[2]), first(1, "name", &[2]));
        assert_ne!(first(1, "name", &[2]), first(1, "name", &[3]));
        assert_ne!(first(1, "name", &[2]), first(1, "city", &[2]));
        assert_ne!(first(1, "name", &[2]), first(2, "name", &[2]));
    }
}
