//! Classes of words: which words deny, which tell of attendance, which stand before a noun. The rules ask for the class, so that
//! a word is added to `lexicon/word_classes.tsv` and to nothing else.
//!
//! Every token is looked up once, when the text is cut up; to ask for its class is to look at one bit.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

include!(concat!(env!("OUT_DIR"), "/word_class.rs"));

/// How many classes there may be, a multiple of 64.
const MAX_CLASSES: usize = 256;

const _: () = assert!(WordClass::ALL.len() <= MAX_CLASSES, "more classes than MAX_CLASSES");

/// Which classes a word belongs to, a bit for each.
type Set = [u64; MAX_CLASSES / 64];

/// A word of the data file; zero for all other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordId(u16);

impl WordId {
    /// The word with this form in small letters.
    #[must_use]
    pub fn of(low: &str) -> Self {
        WORDS.ids.get(low).copied().unwrap_or_default()
    }

    /// Whether the word belongs to a class.
    #[must_use]
    pub fn is(self, class: WordClass) -> bool {
        let class = class as usize;
        WORDS.sets[usize::from(self.0)][class / 64] >> (class % 64) & 1 == 1
    }
}

struct Words {
    ids: HashMap<&'static str, WordId>,
    /// The classes of each word, by its number.
    sets: Vec<Set>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { ids: HashMap::default(), sets: vec![Set::default()] };
    let lines = include_str!("../lexicon/word_classes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    for (class, line) in lines.enumerate() {
        for word in line.split('\t').nth(2).unwrap_or_default().split_whitespace() {
            let id = words.ids.entry(word).or_insert_with(|| {
                words.sets.push(Set::default());
                WordId(u16::try_from(words.sets.len() - 1).unwrap_or_default())
            });
            words.sets[usize::from(id.0)][class / 64] |= 1 << (class % 64);
        }
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_belongs_to_the_classes_that_name_it() {
        assert!(WordId::of("never").is(WordClass::Denial));
        assert!(!WordId::of("never").is(WordClass::Article));
        assert!(!WordId::of("Never").is(WordClass::Denial));
        assert!(!WordId::of("harbour").is(WordClass::Denial));
        assert!(!WordId::of("").is(WordClass::Denial));
    }

    #[test]
    fn every_class_of_the_file_has_its_words() {
        let file = include_str!("../lexicon/word_classes.tsv");
        let lines = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        for (line, (class, name)) in lines.zip(WordClass::ALL) {
            let mut columns = line.split('\t');
            assert_eq!(columns.next(), Some(*name));
            for word in columns.nth(1).unwrap_or_default().split_whitespace() {
                assert_eq!(word, word.to_ascii_lowercase(), "{name}: words are given in small letters");
                assert!(WordId::of(word).is(*class), "{name}: {word}");
            }
        }
    }
}
