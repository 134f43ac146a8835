//! Names of persons: their words, which two names may be one person's, and the keys under which those meet.

use std::collections::BTreeSet;

use rapporteur_model::fold::fold;

use crate::token::Token;

/// Words between the parts of a name, left out as often as not.
const PARTICLES: [&str; 13] =
    ["al", "el", "ul", "bin", "ibn", "bint", "de", "del", "dos", "van", "von", "der", "den"];

/// Titles that may have stayed with a name.
const TITLES: [&str; 16] = [
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "gen",
    "general",
    "retd",
    "sir",
    "jr",
    "sr",
    "sheikh",
    "amb",
    "ambassador",
    "president",
];

/// Titles that stay with a single name, and tell nothing that another name of the same person must have.
const REGNAL: [&str; 8] = ["king", "queen", "emir", "sultan", "pope", "emperor", "empress", "patriarch"];

/// First half of Arabic names that are written in one word or two.
const SERVANT: [&str; 5] = ["abd", "abdul", "abdel", "abdal", "abdur"];

/// First part of surnames that are written in one word or two, as "Ben Salah" and "Bensalah".
const SON: &str = "ben";

/// Words of a name that are looked at; what has more is hardly a name.
const MAX_WORDS: usize = 8;

/// A person's name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its words in the order printed, without titles and particles.
    pub(crate) tokens: Vec<Token>,
    /// All words in one.
    joined: String,
}

/// How two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Agreement {
    /// On how much.
    pub(crate) grade: Grade,
    /// How far they are from being the same words: 0 for those.
    pub(crate) cost: u32,
}

/// On how much of them two names agree, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// Two words at least.
    Full,
    /// One word, and initials.
    Initials,
    /// One word, and there is no other in one of the names.
    Single,
}

impl Name {
    /// Takes a name as printed.
    pub(crate) fn new(name: &str) -> Self {
        let words: Vec<Vec<String>> = name.split([' ', '.', '\u{a0}', ',', '(', ')']).map(parts).collect();
        let mut words: Vec<String> = words.into_iter().flatten().collect();
        // "the ministry" of one report is "ministry" in another.
        if words.len() > 1 && words[0] == "the" {
            words.remove(0);
        }
        // "King Osric" is "Osric" of another report, and "Osric bin Velmar" of a third.
        if words.len() > 1 && REGNAL.contains(&words[0].as_str()) {
            words.remove(0);
        }
        drop_while_two_stay(&mut words, &TITLES);
        drop_while_two_stay(&mut words, &PARTICLES);
        let mut at = 0;
        while at + 1 < words.len() {
            let begins_surname = at > 0 && words[at] == SON;
            if (SERVANT.contains(&words[at].as_str()) || begins_surname) && words[at + 1].len() > 1 {
                let rest = words.remove(at + 1);
                words[at].push_str(&rest);
            }
            at += 1;
        }
        words.truncate(MAX_WORDS);
        let joined = words.concat();
        Self { tokens: words.iter().map(|word| Token::new(word)).collect(), joined }
    }

    /// Its words in alphabetical order: the same for names that differ in order alone.
    pub(crate) fn exact_key(&self) -> String {
        let mut words: Vec<&str> = self.tokens.iter().map(|token| token.text.as_str()).collect();
        words.sort_unstable();
        words.join(" ")
    }

    /// How many of its words are spelt out.
    pub(crate) fn full_words(&self) -> usize {
        self.tokens.iter().filter(|token| !token.is_initial).count()
    }

    /// The word by which the person is probably called: the first of a Chinese name and of one that ends in a
    /// patronymic, otherwise the last.
    pub(crate) fn surname(&self) -> Option<&Token> {
        let full: Vec<&Token> = self.tokens.iter().filter(|token| !token.is_initial).collect();
        let first_is = full.iter().all(|token| token.is_pinyin)
            || full.len() >= 3 && full.last().is_some_and(|token| token.is_patronymic);
        if first_is { full.first().copied() } else { full.last().copied() }
    }

    /// Blocks of a person of this name, for whom these countries are given, and these sides: countries or organizations.
    ///
    /// Names that agree are one person's only where their countries are the same or one of them has none, and initials
    /// only where their sides are the same. So a country stands in most keys; else all who are called "José Luis" would
    /// hang together. Who has no country meets those who have one by the words that a short form of a name keeps.
    pub(crate) fn blocks(&self, countries: &BTreeSet<String>, sides: &BTreeSet<String>) -> BTreeSet<String> {
        let mut blocks = BTreeSet::new();
        let full: Vec<&Token> = self.tokens.iter().filter(|token| !token.is_initial).collect();
        blocks.extend(self.joined_key(&full));
        for (key, is_short_form) in Self::pair_keys(&full) {
            blocks.extend(countries.iter().map(|country| format!("{key}|{country}")));
            if is_short_form || countries.is_empty() {
                blocks.insert(key);
            }
        }
        for key in self.initial_keys(&full) {
            blocks.extend(sides.iter().map(|side| format!("{key}|{side}")));
        }
        blocks
    }

    /// The words by one of which the person may be called alone: not the given name that comes first, but where the
    /// surname may stand there.
    pub(crate) fn called_by(&self) -> Vec<&Token> {
        let full: Vec<&Token> =
            self.tokens.iter().filter(|token| !token.is_initial && !token.is_patronymic).collect();
        let ends_in_patronymic = self.tokens.last().is_some_and(|token| token.is_patronymic);
        let surname_first = full.len() < 2 || ends_in_patronymic || self.has_one_spelling();
        full.into_iter().skip(usize::from(!surname_first)).collect()
    }

    /// Keys of which two names that agree in [`Grade::Full`] or [`Grade::Initials`] have one in common.
    pub(crate) fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let full: Vec<&Token> = self.tokens.iter().filter(|token| !token.is_initial).collect();
        keys.extend(self.joined_key(&full));
        keys.extend(Self::pair_keys(&full).into_iter().map(|(key, _)| key));
        keys.extend(self.initial_keys(&full));
        keys
    }

    /// A key of all words in one.
    fn joined_key(&self, full: &[&Token]) -> Option<String> {
        (full.len() >= 2).then(|| format!("w|{}", Token::new(&self.joined).key()))
    }

    /// A key of each two words, and whether a short form of the name may have kept these two: hardly two given names or
    /// two surnames.
    fn pair_keys(full: &[&Token]) -> Vec<(String, bool)> {
        let plain: Vec<&Token> = full.iter().copied().filter(|token| !token.is_patronymic).collect();
        // First name and patronymic alone say little; but a surname may look like a patronymic.
        let paired = if plain.len() >= 2 { plain.as_slice() } else { full };
        let mut keys = Vec::new();
        for (place, one) in paired.iter().enumerate() {
            for (other, two) in paired.iter().enumerate().skip(place + 1) {
                let are_given = paired.len() >= 3 && other == 1;
                let are_surnames = paired.len() >= 4 && place + 2 == paired.len();
                let (one, two) = (one.key(), two.key());
                let key = format!("n|{}|{}", one.as_str().min(&two), one.as_str().max(&two));
                keys.push((key, !are_given && !are_surnames));
            }
        }
        keys
    }

    /// Keys under which "A. Kahorov" and "Abdurahim Kahorov" meet.
    fn initial_keys(&self, full: &[&Token]) -> Vec<String> {
        let key = |initial: &Token, surname: &Token| {
            (surname.skeleton.len() >= 3).then(|| format!("i|{}|{}", initial.initial(), surname.skeleton))
        };
        // Chinese names are not abbreviated, and many begin alike.
        if full.iter().all(|token| token.is_pinyin) {
            return Vec::new();
        }
        let initial = self.tokens.iter().find(|token| token.is_initial);
        let (Some(first), Some(last)) = (full.first(), full.last()) else { return Vec::new() };
        match (initial, full.get(1)) {
            (Some(initial), None) => key(initial, first).into_iter().collect(),
            // "Makhmudov Victor Vladimirovich" begins with the surname.
            (None, Some(second)) if last.is_patronymic => key(second, first).into_iter().collect(),
            (None, Some(_)) => key(first, last).into_iter().collect(),
            (Some(initial), Some(_)) => {
                key(first, last).into_iter().chain(key(initial, last)).chain(key(initial, first)).collect()
            }
            (None, None) => Vec::new(),
        }
    }

    /// Whether both may be names of one person, in whatever order, with or without patronymic, with initials, in
    /// another transliteration.
    pub(crate) fn agreement(&self, other: &Self) -> Option<Agreement> {
        if self.tokens.is_empty() || other.tokens.is_empty() {
            return None;
        }
        if self.joined == other.joined && self.tokens.len().min(other.tokens.len()) >= 2 {
            return Some(Agreement { grade: Grade::Full, cost: 0 });
        }
        let (short, long) =
            if self.tokens.len() <= other.tokens.len() { (self, other) } else { (other, self) };
        let exact_only = short.has_one_spelling() && long.has_one_spelling();
        let pairing = pair(short, long, exact_only);
        if pairing.unmatched > 0 {
            return None;
        }
        let left_out = u32::try_from(long.tokens.len() - short.tokens.len()).unwrap_or(u32::MAX);
        let grade = match (pairing.words, pairing.initials) {
            (2.., _) => Grade::Full,
            (1, 1..) => Grade::Initials,
            (1, 0) => Grade::Single,
            _ => return None,
        };
        Some(Agreement { grade, cost: pairing.cost.saturating_add(left_out.saturating_mul(4)) })
    }

    /// Whether the name belongs to a system that spells it in one way, or is too short to allow for another.
    fn has_one_spelling(&self) -> bool {
        self.tokens.iter().all(|token| token.is_pinyin) || self.tokens.iter().all(Token::is_monosyllable)
    }
}

/// The parts of a word as printed: "Ki-moon" is one, "al-Sisi" loses its article.
fn parts(word: &str) -> Vec<String> {
    let folded = fold(word);
    let mut parts: Vec<&str> = folded.split(' ').filter(|part| !part.is_empty()).collect();
    if parts.len() >= 2 && PARTICLES.contains(&parts[0]) {
        parts.remove(0);
    }
    let joined = parts.concat();
    if joined.is_empty() { Vec::new() } else { vec![joined] }
}

fn drop_while_two_stay(words: &mut Vec<String>, droppable: &[&str]) {
    let mut stay = words.len();
    words.retain(|word| {
        let goes = stay > 2 && droppable.contains(&word.as_str());
        stay -= usize::from(goes);
        !goes
    });
}

/// What came of pairing the words of two names.
#[derive(Default)]
struct Pairing {
    words: usize,
    initials: usize,
    unmatched: usize,
    cost: u32,
}

/// Pairs every word of the shorter name with one of the longer: the cheapest pairs first, initials last.
fn pair(short: &Name, long: &Name, exact_only: bool) -> Pairing {
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (place, one) in short.tokens.iter().enumerate() {
        for (other_place, two) in long.tokens.iter().enumerate() {
            if one.is_initial || two.is_initial {
                if one.initial() == two.initial() {
                    pairs.push((INITIAL_COST, place, other_place));
                }
            } else if let Some(cost) = one.distance(two).filter(|&cost| cost == 0 || !exact_only) {
                pairs.push((cost, place, other_place));
            }
        }
    }
    pairs.sort_unstable();
    let (mut used, mut other_used) = (BTreeSet::new(), BTreeSet::new());
    let mut pairing = Pairing::default();
    for (cost, place, other_place) in pairs {
        if used.contains(&place) || other_used.contains(&other_place) {
            continue;
        }
        used.insert(place);
        other_used.insert(other_place);
        if cost == INITIAL_COST {
            pairing.initials += 1;
        } else {
            pairing.words += 1;
        }
        pairing.cost += cost;
    }
    pairing.unmatched = short.tokens.len() - used.len();
    pairing
}

/// Greater than any distance of words.
const INITIAL_COST: u32 = 6;

/// The name to show of several spellings, each given with how many reports have it: the fullest, then the most common,
/// then the first in order of text. The others follow in order of text.
pub(crate) fn preferred<'a>(
    names: impl IntoIterator<Item = (&'a str, u64)>,
) -> Option<(String, Vec<String>)> {
    let mut counts: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for (name, count) in names {
        *counts.entry(name).or_default() += count;
    }
    let best = counts
        .iter()
        .min_by_key(|(name, count)| {
            let parsed = Name::new(name);
            (usize::MAX - parsed.full_words(), u64::MAX - **count, **name)
        })
        .map(|(name, _)| *name)?;
    let others = counts.keys().filter(|name| **name != best).map(|name| (*name).to_owned()).collect();
    Some((best.to_owned(), others))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_agrees_with_others_both_ways_or_not(
            one in "[A-Za-z .-]{0,24}|\\PC{0,24}", two in "[A-Za-z .-]{0,24}|\\PC{0,24}",
        ) {
            let (one, two) = (Name::new(&one), Name::new(&two));
            prop_assert_eq!(one.agreement(&two), two.agreement(&one));
            if one.full_words() >= 2 {
                prop_assert_eq!(one.agreement(&one), Some(Agreement { grade: Grade::Full, cost: 0 }));
            }
        }

        #[test]
        fn full_names_that_agree_share_a_key(
            one in "[AEIJKY][aeiouy][kvrns]{1,2}[aeiou][vn]? [KZYV][aeiou]h?[rlm][aeio]v",
            two in "[AEIJKY][aeiouy][kvrns]{1,2}[aeiou][vn]? [KZYV][aeiou]h?[rlm][aeio]v",
        ) {
            let (one, two) = (Name::new(&one), Name::new(&two));
            if one.agreement(&two).is_some_and(|agreement| agreement.grade == Grade::Full) {
                prop_assert!(!one.keys().is_disjoint(&two.keys()), "{:?} {:?}", one.keys(), two.keys());
            }
        }
    }

    fn grade(one: &str, two: &str) -> Option<Grade> {
        let (one, two) = (Name::new(one), Name::new(two));
        assert_eq!(one.agreement(&two), two.agreement(&one));
        one.agreement(&two).map(|agreement| agreement.grade)
    }

    #[test]
    fn a_title_that_stays_with_a_single_name_is_no_part_of_it() {
        assert_eq!(grade("King Osric", "Osric"), Some(Grade::Single));
        assert_eq!(grade("King Osric", "Osric bin Velmar"), grade("Osric", "Osric bin Velmar"));
        assert_eq!(grade("King Osric", "King Velmar"), None);
    }

    #[test]
    fn names_of_one_person_agree_and_share_a_key() {
        for (one, two, expected) in [
            ("Naser Khan Janjua", "Nasser Khan Janjua", Grade::Full),
            ("Naser Khan Janjua", "Naseer Janjua", Grade::Full),
            ("Nurlan Ermekbaev", "Nurlan Yermekbayev", Grade::Full),
            ("Yevgeniy Sysoyev", "Evgeniy Sysoev", Grade::Full),
            ("Ferdinand Q. Quill Jr.", "Ferdinand Quill", Grade::Full),
            ("Abdurahim Kahorov", "A.A. Kahharov", Grade::Initials),
            ("Kahorov A. A.", "Abdurahim Kahorov", Grade::Initials),
            ("Makhmudov Victor Vladimirovich", "Viktor Makhmudov", Grade::Full),
            ("Makhmudov Victor Vladimirovich", "V. V. Makhmudov", Grade::Initials),
            ("Mohammed bin Salman", "Muhammad Salman", Grade::Full),
            ("Abdel Fattah el-Sisi", "Abdul Fatah Al Sisi", Grade::Full),
            ("Abd al-Rahman Ghani", "Abdulrahman Gani", Grade::Full),
            ("Noura Ben Salah", "Nora Bensalah", Grade::Full),
            ("Nora Tazi", "Noura Tazi", Grade::Full),
            ("Mohammed Haddouchi", "Mohamed Haddushi", Grade::Full),
            ("Ban Ki-moon", "Ban Ki Moon", Grade::Full),
            ("XI Jinping", "Xi Jinping", Grade::Full),
            ("Péter Szijjártó", "Szijjarto Peter", Grade::Full),
            ("Aleksandr Zubkoff", "Alexander Zubkov", Grade::Full),
            ("Dzhamshid Aliyev", "Jamshid Aliev", Grade::Full),
            ("Gen. (Retd) Tarun Velloor", "Tarun Veloor", Grade::Full),
            ("Roman Arkadyevich Belovich", "Roman Belovich", Grade::Full),
        ] {
            assert_eq!(grade(one, two), Some(expected), "{one} / {two}");
            let (one_keys, two_keys) = (Name::new(one).keys(), Name::new(two).keys());
            assert!(!one_keys.is_disjoint(&two_keys), "{one} / {two}: {one_keys:?} {two_keys:?}");
        }
    }

    #[test]
    fn names_of_two_persons_do_not_agree() {
        for (one, two) in [
            ("Alexander Petrov", "Alexandra Petrova"),
            ("Ivan Sergeyevich Petrov", "Ivan Nikolayevich Petrov"),
            ("Rajinder Khanna", "Rajinder Khan"),
            ("Kim Jong Un", "Kim Jong Nam"),
            ("Li Ping", "Li Peng"),
            ("Xi Jinping", "Xi Jianping"),
            ("Wang Yi", "Wang Yang"),
            ("Marat Akhmetov", "Murat Akhmetov"),
            ("Ivan P. Orlov", "Ivan Quentin Orlov"),
            ("B. Kahorov", "Abdurahim Kahorov"),
            ("Hassan Rahimi", "Hussein Rahimi"),
            ("Janjua", "Khanna"),
            ("", "Xi Jinping"),
            ("A.", "Abdurahim Kahorov"),
        ] {
            assert_eq!(grade(one, two), None, "{one} / {two}");
        }
    }

    #[test]
    fn one_word_agrees_with_a_name_that_holds_it_but_only_as_one_word() {
        assert_eq!(grade("Janjua", "Nasser Khan Janjua"), Some(Grade::Single));
        assert_eq!(grade("Xi", "Xi"), Some(Grade::Single));
    }

    #[test]
    fn different_people_of_a_common_name_share_no_key() {
        for (one, two) in [
            ("Mohammed Khan Abbasi", "Mohammed Tariq Salimov"),
            ("Ivan Ivanovich Orlov", "Ivan Ivanovich Petrov"),
            ("Wang Yi", "Wang Yang"),
        ] {
            assert!(Name::new(one).keys().is_disjoint(&Name::new(two).keys()), "{one} / {two}");
        }
    }

    #[test]
    fn the_fullest_and_then_the_most_common_spelling_is_shown() {
        let counted = [("Tarun Velloor", 1), ("Tarun Veloor", 2), ("T. Veloor", 3), ("Tarun M Veloor", 1)];
        let (name, others) = preferred(counted).unwrap();
        assert_eq!(name, "Tarun Veloor");
        assert_eq!(others, ["T. Veloor", "Tarun M Veloor", "Tarun Velloor"]);
    }
}
