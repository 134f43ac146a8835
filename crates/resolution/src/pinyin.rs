//! Pinyin: Chinese names have one spelling in it, so a vowel that differs there makes another name.

const INITIALS: [&str; 24] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "y", "w", "",
];

const FINALS: [&str; 32] = [
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "iao", "ian", "uai", "uan", "ai", "ei", "ao", "ou",
    "an", "en", "er", "ia", "ie", "iu", "in", "ua", "uo", "ui", "un", "ue", "a", "o", "e", "i", "u",
];

/// Whether a folded word can be read as syllables of pinyin.
pub(crate) fn is_pinyin(word: &str) -> bool {
    if word.is_empty() || !word.is_ascii() || word.len() > 24 {
        return false;
    }
    let mut reachable = vec![false; word.len() + 1];
    reachable[0] = true;
    for start in 0..word.len() {
        if !reachable[start] {
            continue;
        }
        for initial in INITIALS {
            let Some(rest) = word[start..].strip_prefix(initial) else { continue };
            for last in FINALS.iter().filter(|last| rest.starts_with(*last) && exists(initial, last)) {
                reachable[start + initial.len() + last.len()] = true;
            }
        }
    }
    reachable[word.len()]
}

/// Whether there is such a syllable: "ra" and "no" are none, which tells "Nora" from a Chinese name.
fn exists(initial: &str, last: &str) -> bool {
    match initial {
        "j" | "q" | "x" => last.starts_with(['i', 'u']),
        "g" | "k" | "h" => !last.starts_with('i') && last != "o",
        "r" => !matches!(last, "a" | "ai" | "ei" | "o") && (last == "i" || !last.starts_with('i')),
        "b" | "p" | "m" | "f" | "w" | "" => true,
        _ => last != "o",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_chinese_syllables_from_others() {
        for word in ["xi", "jinping", "zhao", "kezhi", "fenghe", "huilai", "wang"] {
            assert!(is_pinyin(word), "{word}");
        }
        for word in ["", "nora", "patrushev", "khan", "smith", "alimov", "kim", "7th"] {
            assert!(!is_pinyin(word), "{word}");
        }
    }
}
