//! Words of texts, as they are compared.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::fold::stems;

/// Words that say little about what a text is about. Negations are none of them.
const STOP: [&str; 48] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
    "he", "her", "his", "in", "into", "is", "it", "its", "of", "on", "or", "our", "she", "that", "the",
    "their", "them", "they", "thi", "this", "those", "these", "to", "was", "we", "were", "which", "who",
    "will", "with", "would", "also", "said",
];

/// The stems of a text's words but for those that say little, in order.
pub(crate) fn content_stems(text: &str) -> Vec<String> {
    stems(text).into_iter().filter(|stem| !STOP.contains(&stem.as_str())).collect()
}

/// The same as a set.
pub(crate) fn content_set(text: &str) -> BTreeSet<String> {
    content_stems(text).into_iter().collect()
}

/// What two sets have in common, of all that they have: 0 to 100. Two empty sets have nothing in common.
pub(crate) fn overlap_percent(one: &BTreeSet<String>, two: &BTreeSet<String>) -> usize {
    let common = one.intersection(two).count();
    let all = one.len() + two.len() - common;
    (common * 100).checked_div(all).unwrap_or(0)
}

/// How often each word stands in a list.
pub(crate) fn counted(words: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word.clone()).or_default() += 1;
    }
    counts
}

/// Twice the words in common, of the words of both: 0 to 100.
pub(crate) fn dice_percent(one: &BTreeMap<String, usize>, two: &BTreeMap<String, usize>) -> usize {
    let common: usize = one.iter().map(|(word, count)| two.get(word).copied().unwrap_or(0).min(*count)).sum();
    let all: usize = one.values().sum::<usize>() + two.values().sum::<usize>();
    (200 * common).checked_div(all).unwrap_or(0)
}

/// The most common of several values, ties broken by their order.
pub(crate) fn most_common<T: Ord + Clone>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

/// FNV-1a: spreads texts evenly, and the same in every version of every program.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_by_what_they_are_about() {
        assert_eq!(
            content_stems("The ministers’ council of the river states"),
            ["minister", "council", "river", "state"]
        );
        assert_eq!(overlap_percent(&content_set("joint declaration"), &content_set("the declaration")), 50);
        assert_eq!(overlap_percent(&BTreeSet::new(), &BTreeSet::new()), 0);
        let counts = |text: &str| counted(&content_stems(text));
        assert_eq!(dice_percent(&counts("peace peace"), &counts("peace")), 66);
        assert_eq!(most_common(["b", "a", "b", "a"]), Some("a"));
    }
}
