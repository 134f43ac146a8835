//! Folding: the form in which names and words are compared.

use std::borrow::Cow;

/// Text without case, accents, punctuation and doubled space: `Péter Szijjártó’s` becomes `peter szijjartos`.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: Cow<'_, str> =
        if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(deunicode::deunicode(text)) };
    let mut folded = String::with_capacity(plain.len());
    for character in plain.chars() {
        match character {
            '\'' | '`' | '.' => {}
            _ if character.is_ascii_alphanumeric() => folded.push(character.to_ascii_lowercase()),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A folded word as search compares it: spelling variants (`-isation`, `-ise`, `defence`, `-our`) and plural endings
/// are one.
#[must_use]
pub fn stem(word: &str) -> String {
    let mut stem =
        word.replace("isation", "ization").replace("defence", "defense").replace("labour", "labor");
    for (ending, instead) in [("ising", "izing"), ("ised", "ized"), ("ises", "izes"), ("ise", "ize")] {
        // Words of less than eight letters ("promise", "raise", "rise") are spelt so on both sides.
        if stem.len() >= 8
            && let Some(body) = stem.strip_suffix(ending)
        {
            stem = format!("{body}{instead}");
            break;
        }
    }
    if stem.len() > 3 && !stem.ends_with("ss") && !stem.ends_with("us") {
        if let Some(body) = stem.strip_suffix("ies") {
            return format!("{body}y");
        }
        if let Some(body) = stem.strip_suffix('s') {
            return body.to_owned();
        }
    }
    stem
}

/// The stems of a text's words, in order.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(stem).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_form_for_what_readers_take_as_one() {
        assert_eq!(fold("  Péter  Szijjártó’s "), "peter szijjartos");
        assert_eq!(fold("U.N. — Türkiye"), "un turkiye");
        assert_eq!(stems("Organisation's countries"), stems("organization’s country"));
        assert_eq!(stems("Defence Ministers"), stems("defense minister"));
        assert_eq!(stem("promise"), "promise");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.clone());
            prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        }
    }
}
