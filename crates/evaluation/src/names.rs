//! When two names, titles or sayings are taken for the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use unicode_normalization::{UnicodeNormalization as _, char::canonical_combining_class};

/// Words that carry no meaning of their own; they do not count in comparisons.
const EMPTY_WORDS: [&str; 17] = [
    "the", "a", "an", "of", "and", "in", "on", "at", "for", "to", "s", "by", "with", "its", "their", "his",
    "her",
];

/// The least likeness of two parts of names that are spellings of one: "Sergey" and "Sergei", not "Ivan" and "Iwo".
const LIKE: f64 = 0.7;

/// Words of more letters are compared whole: nobody has such a name, and likeness takes quadratic time.
const LONGEST_NAME_PART: usize = 100;

/// Names of organizations, folded, and their acronyms.
static ACRONYMS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../data/acronyms.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Small letters and digits without accents, one space between words. Other scripts leave nothing.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(letter);
        } else {
            gap = true;
        }
    };
    for letter in text.nfkd().filter(|&letter| canonical_combining_class(letter) == 0) {
        // The one letter that folds to two of ASCII, and that normalization leaves alone.
        if matches!(letter, 'ß' | 'ẞ') {
            push('s');
            push('s');
        } else {
            letter.to_lowercase().for_each(&mut push);
        }
    }
    folded
}

/// The words that count, without the plural's ending.
fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split_whitespace().filter(|word| !is_empty_word(word));
    words
        .map(|word| match word.strip_suffix('s') {
            Some(stem) if word.len() > 3 => stem.to_owned(),
            _ => word.to_owned(),
        })
        .collect()
}

fn is_empty_word(word: &str) -> bool {
    EMPTY_WORDS.contains(&word)
}

/// Overlap of the words of two texts, each word as often as it stands there: from 0 to 1.
pub(crate) fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (tokens(a), tokens(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &b {
        *rest.entry(word).or_default() += 1;
    }
    let mut common = 0_usize;
    for word in &a {
        if let Some(left) = rest.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    (2 * common) as f64 / (a.len() + b.len()) as f64
}

/// Whether both are names of one person: every part of the shorter has a like part in the longer, in either order, with
/// variants of transliteration and initials allowed. One part is enough only where gold has no more.
pub(crate) fn same_name(gold: &str, found: &str) -> bool {
    let (gold, found) = (fold(gold), fold(found));
    let (gold, found): (Vec<&str>, Vec<&str>) =
        (gold.split_whitespace().collect(), found.split_whitespace().collect());
    if gold.is_empty() || found.is_empty() {
        return false;
    }
    let is_single = gold.len() == 1;
    let (short, mut long) = if gold.len() <= found.len() { (gold, found) } else { (found, gold) };
    for part in &short {
        let mut best: Option<(usize, f64)> = None;
        for (at, other) in long.iter().enumerate() {
            let likeness = likeness(part, other);
            if best.is_none_or(|(_, most)| likeness > most) {
                best = Some((at, likeness));
            }
        }
        let Some((at, likeness)) = best else { return false };
        if likeness < LIKE && !(part.len() == 1 && long[at].starts_with(part)) {
            return false;
        }
        long.remove(at);
    }
    short.len() >= 2 || is_single
}

/// Whether both name one organization: by acronym, by initials, by their words.
pub(crate) fn same_organization(a: &str, b: &str) -> bool {
    let short = |name: &str| {
        let folded = fold(name);
        ACRONYMS.get(folded.as_str()).map_or(folded, |&acronym| acronym.to_owned())
    };
    let (a, b) = (short(a), short(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let initials = |name: &str| -> String {
        let words = name.split_whitespace().filter(|word| !is_empty_word(word));
        words.filter_map(|word| word.chars().next()).collect()
    };
    let words = |name: &str| -> BTreeSet<String> { name.split_whitespace().map(str::to_owned).collect() };
    a == b
        || initials(&a) == b
        || a == initials(&b)
        || overlap(&a, &b) >= 0.6
        || (a.contains(' ') != b.contains(' ') && !words(&a).is_disjoint(&words(&b)))
}

/// How much of two words is alike, by Ratcliff and Obershelp: twice the letters in common blocks, over all letters. The
/// longest common block is taken first, then those to its left and to its right.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > LONGEST_NAME_PART || b.len() > LONGEST_NAME_PART {
        return if a == b { 1.0 } else { 0.0 };
    }
    let mut common = 0_usize;
    let mut open = vec![(a, b)];
    while let Some((a, b)) = open.pop() {
        let (at, there, length) = longest_common_block(a, b);
        if length > 0 {
            common += length;
            open.push((&a[..at], &b[..there]));
            open.push((&a[at + length..], &b[there + length..]));
        }
    }
    (2 * common) as f64 / (a.len() + b.len()).max(1) as f64
}

/// Where the longest block starts in each, and its length; the first in `a`, and of those the first in `b`.
fn longest_common_block(a: &[u8], b: &[u8]) -> (usize, usize, usize) {
    let mut longest = (0, 0, 0);
    // How long the block is that ends before each letter of `b` and before the letter of `a` looked at.
    let mut before = vec![0_usize; b.len() + 1];
    for (i, letter) in a.iter().enumerate() {
        let mut here = vec![0_usize; b.len() + 1];
        for (j, other) in b.iter().enumerate() {
            if letter == other {
                let length = before[j] + 1;
                here[j + 1] = length;
                if length > longest.2 {
                    longest = (i + 1 - length, j + 1 - length, length);
                }
            }
        }
        before = here;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_small_letters_and_digits() {
        assert_eq!(fold("  Türkiye’s 7th Straße—Ñandú, İzmir "), "turkiye s 7th strasse nandu izmir");
        assert_eq!(fold("北京"), "");
    }

    #[test]
    fn overlap_counts_each_word_as_often_as_it_stands() {
        assert_eq!(overlap("the lake of lakes", "Lake"), 2.0 / 3.0);
        assert_eq!(overlap("of the", "of the"), 0.0);
        assert_eq!(overlap("gas, bus", "gas and bus"), 1.0);
    }

    #[test]
    fn a_name_may_be_spelled_otherwise_and_turned_around() {
        for (gold, found) in [
            ("Sergei Tumwinev", "Sergey Tumwineff"),
            ("Wanjala Oburu", "Oburu Wanjala"),
            ("Aline Uwase Mugisha", "Aline Mugisha"),
            ("A. Mugisha", "Aline Mugisha"),
            ("Wanjala", "Oburu Wanjala"),
        ] {
            assert!(same_name(gold, found), "{gold} / {found}");
        }
        for (gold, found) in [("Oburu Wanjala", "Wanjala"), ("Oburu Wanjala", "Moses Tumwine"), ("", "Moses")]
        {
            assert!(!same_name(gold, found), "{gold} / {found}");
        }
    }

    #[test]
    fn likeness_is_that_of_ratcliff_and_obershelp() {
        // Values of difflib.SequenceMatcher(None, a, b).ratio() of Python.
        assert_eq!(likeness("sergey", "sergei"), 10.0 / 12.0);
        assert_eq!(likeness("abxcd", "abcd"), 8.0 / 9.0);
        assert_eq!(likeness("tide", "diet"), 0.25);
        assert_eq!(likeness("diet", "tide"), 0.5);
    }

    #[test]
    fn an_organization_goes_by_acronym_initials_or_words() {
        assert!(same_organization("SCO", "Shanghai Cooperation Organisation"));
        assert!(same_organization("Lakes Cooperation League", "LCL"));
        assert!(same_organization("League of Lakes Cooperation", "Lakes Cooperation League"));
        assert!(same_organization("Meridian", "Meridian Cooperation Organization"));
        assert!(!same_organization("Lakes League", "Harbour League Forum Council"));
        assert!(!same_organization("", ""));
    }
}
