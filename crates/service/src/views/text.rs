//! How names and words are compared: as the store compares them.

use std::collections::BTreeSet;

use rapporteur_model::{
    ContentHash,
    fold::{fold, stems},
};

/// The longest name by which a list is ordered, in bytes: a page token holds it.
const MAX_SORT_NAME: usize = 200;

/// Words of which order and number do not count.
pub(crate) type StemSet = BTreeSet<String>;

/// The words of a text; none of a text that is not given.
pub(crate) fn stem_set(text: Option<&str>) -> StemSet {
    text.map(stems).unwrap_or_default().into_iter().collect()
}

/// The form in which whole names are one.
pub(crate) fn name_key(name: &str) -> String {
    stems(name).join(" ")
}

/// The form by which a list of names is ordered.
pub(crate) fn sort_name(name: &str) -> String {
    let mut folded = fold(name);
    // Folded text is ASCII, so that any length is the end of a character.
    folded.truncate(MAX_SORT_NAME);
    folded
}

/// [`sort_name`] with a part of a hash that tells names apart of which only the end differs.
pub(crate) type SortKey = (String, [u8; 8]);

/// The place of a name among others that are each there once.
pub(crate) fn sort_key(name: &str) -> SortKey {
    let mut end = [0; 8];
    end.copy_from_slice(&ContentHash::of(name.as_bytes()).as_bytes()[..8]);
    (sort_name(name), end)
}

/// Small words that do not tell one format or name from another.
const SMALL_WORDS: [&str; 7] = ["a", "an", "and", "for", "of", "on", "the"];

/// The words of a format, in one order, without small words.
pub(crate) fn format_key(series: &str) -> String {
    let words = stem_set(Some(series));
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !SMALL_WORDS.contains(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_the_same_in_other_words_of_the_same_kind() {
        assert_eq!(format_key("Council of Foreign Ministers"), format_key("the foreign ministers' council"));
        assert_ne!(format_key("Council of Foreign Ministers"), format_key("Council of Defence Ministers"));
        assert_eq!(format_key("of the"), "");
    }

    #[test]
    fn a_name_to_sort_by_is_bounded() {
        assert_eq!(sort_name("Élodie Ratu"), "elodie ratu");
        assert_eq!(sort_name(&"é".repeat(5000)).len(), MAX_SORT_NAME);
        let long = "é".repeat(5000);
        assert_ne!(sort_key(&long), sort_key(&format!("{long}!")));
    }
}
