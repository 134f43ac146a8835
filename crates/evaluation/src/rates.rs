//! Precision, recall and F1.

use serde::Serialize;

/// Shares between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Rates {
    /// Of what was found, how much is right; 0 where nothing was found.
    #[serde(rename = "p")]
    pub precision: f64,
    /// Of what is to be found, how much was; 0 where there is nothing to be found.
    #[serde(rename = "r")]
    pub recall: f64,
    /// Harmonic mean of the two; 0 where both are.
    pub f1: f64,
}

impl Rates {
    /// From what is right among the found, and what is found of the wanted. The two need not be one number: part of a
    /// long quotation may be covered by several.
    #[must_use]
    pub(crate) fn new(right_of_found: f64, found: usize, right_of_wanted: f64, wanted: usize) -> Self {
        let share = |right: f64, all: usize| if all == 0 { 0.0 } else { right / all as f64 };
        let (precision, recall) = (share(right_of_found, found), share(right_of_wanted, wanted));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

/// What was found, missed and invented.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found, and in gold.
    pub found: usize,
    /// Found, but not in gold.
    pub invented: usize,
    /// In gold, but not found.
    pub missed: usize,
}

impl Counts {
    /// Precision, recall and F1 of these counts.
    #[must_use]
    pub fn rates(self) -> Rates {
        let found = self.found as f64;
        Rates::new(found, self.found + self.invented, found, self.found + self.missed)
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.found += more.found;
        self.invented += more.invented;
        self.missed += more.missed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_nothing_are_zero() {
        assert_eq!(Counts::default().rates(), Rates { precision: 0.0, recall: 0.0, f1: 0.0 });
    }

    #[test]
    fn rates_are_shares_of_what_was_found_and_of_what_was_to_be_found() {
        let rates = Counts { found: 3, invented: 1, missed: 3 }.rates();
        assert_eq!((rates.precision, rates.recall), (0.75, 0.5));
        assert!((rates.f1 - 0.6).abs() < 1e-12);
    }
}
