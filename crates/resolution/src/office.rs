//! Offices as printed, and which of them are the same.

use std::collections::BTreeSet;

use crate::text::{content_set, overlap_percent};

/// Words that set an office apart from the one it serves.
const RANKS: [&str; 15] = [
    "deputy",
    "vice",
    "assistant",
    "acting",
    "former",
    "first",
    "executive",
    "aide",
    "adviser",
    "advisor",
    "special",
    "designate",
    "elect",
    "spokesman",
    "spokesperson",
];

/// Words that name the same office with and without.
const FILLERS: [&str; 8] =
    ["country", "republic", "national", "affair", "federal", "union", "state", "member"];

/// An office taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Office {
    ranks: BTreeSet<String>,
    core: BTreeSet<String>,
}

impl Office {
    /// Takes an office as printed.
    pub(crate) fn new(office: &str) -> Self {
        let words = content_set(office).into_iter().map(|word| match word.as_str() {
            "ministry" | "ministerial" => "minister".to_owned(),
            "advisor" => "adviser".to_owned(),
            "secretariat" => "secretary".to_owned(),
            _ => word,
        });
        let (ranks, rest): (BTreeSet<String>, BTreeSet<String>) =
            words.partition(|word| RANKS.contains(&word.as_str()));
        let core: BTreeSet<String> =
            rest.iter().filter(|word| !FILLERS.contains(&word.as_str())).cloned().collect();
        Self { ranks, core: if core.is_empty() { rest } else { core } }
    }

    /// Its words in one order: the same for offices that differ in order and fillers alone.
    pub(crate) fn key(&self) -> String {
        let words: Vec<&str> = self.ranks.iter().chain(&self.core).map(String::as_str).collect();
        words.join(" ")
    }

    /// Whether both name the same office: neither is the other's deputy, and one says no more than the other, or both
    /// much the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        if self.ranks != other.ranks {
            return false;
        }
        if self.core == other.core {
            return true;
        }
        let (short, long) = if self.core.len() <= other.core.len() { (self, other) } else { (other, self) };
        short.core.len() >= 2 && short.core.is_subset(&long.core)
            || overlap_percent(&short.core, &long.core) >= 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, two: &str) -> bool {
        let (one, two) = (Office::new(one), Office::new(two));
        assert_eq!(one.is_same(&two), two.is_same(&one));
        one.is_same(&two)
    }

    #[test]
    fn one_office_in_other_words() {
        for (one, two) in [
            ("Foreign Minister", "Minister of Foreign Affairs"),
            ("defence minister", "State Councilor and Minister of National Defense"),
            ("Secretary of the Security Council", "Secretary of the National Security Council"),
            ("President", "President of the Republic"),
            ("National Security Adviser", "National Security Advisor"),
        ] {
            assert!(same(one, two), "{one} / {two}");
        }
    }

    #[test]
    fn other_offices() {
        for (one, two) in [
            ("Foreign Minister", "Deputy Foreign Minister"),
            ("Foreign Minister", "Defence Minister"),
            ("Minister", "Minister of Transport"),
            ("ambassador", "foreign minister"),
            ("President", "Prime Minister"),
            ("Minister of Trade and Energy", "Minister of Trade and Tourism"),
        ] {
            assert!(!same(one, two), "{one} / {two}");
        }
    }
}
