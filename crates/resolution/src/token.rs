//! One word of a personal name, and how far two of them may be the same word in two transliterations.
//!
//! A word is taken apart into its consonants, spelt one way (`kh` = `h`, `x` = `ks`, `off` = `ov` …), and the vowels
//! in the gaps between them. Two words can be one name only if their consonants agree; then each gap costs something
//! where its vowels differ, and the sum must stay small.

use crate::pinyin;

/// Costs are quarters of "one vowel is another".
const NO_MATCH: u32 = u32::MAX;

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Folded.
    pub(crate) text: String,
    /// Its consonants in one spelling, `z` and `s` not told apart.
    pub(crate) skeleton: String,
    /// A single letter that stands for a word.
    pub(crate) is_initial: bool,
    /// Has the form of a patronymic; some surnames have it too.
    pub(crate) is_patronymic: bool,
    /// Can be written in pinyin, the one spelling of Chinese names.
    pub(crate) is_pinyin: bool,
    /// Consonants as in `skeleton`, `z` kept.
    consonants: Vec<char>,
    /// Vowels before, between and after the consonants; one more than those.
    gaps: Vec<String>,
}

impl Token {
    /// Takes a folded word without spaces.
    pub(crate) fn new(text: &str) -> Self {
        let sounds = Sounds::of(text);
        let skeleton = sounds.consonants.iter().map(|&consonant| coarse(consonant)).collect();
        Self {
            text: text.to_owned(),
            skeleton,
            is_initial: text.len() == 1,
            is_patronymic: is_patronymic(text),
            is_pinyin: pinyin::is_pinyin(text),
            consonants: sounds.consonants,
            gaps: sounds.gaps,
        }
    }

    /// What variants of this word share: its consonants, or for words of hardly any consonant its vowels too.
    pub(crate) fn key(&self) -> String {
        if self.skeleton.len() >= 2 { self.skeleton.clone() } else { self.sound() }
    }

    /// Consonants and vowels, vowels that transliterations confuse written alike.
    fn sound(&self) -> String {
        let mut sound = String::new();
        for (place, gap) in self.gaps.iter().enumerate() {
            sound.extend(gap.chars().map(|vowel| match vowel {
                'e' | 'i' => 'i',
                'o' | 'u' => 'o',
                other => other,
            }));
            sound.extend(self.consonants.get(place).map(|&consonant| coarse(consonant)));
        }
        sound
    }

    /// Whether it has one vowel group at most.
    pub(crate) fn is_monosyllable(&self) -> bool {
        self.gaps.iter().filter(|gap| !gap.is_empty()).count() <= 1
    }

    /// The letter that an initial of this word would be, letters that transliterations confuse written alike.
    pub(crate) fn initial(&self) -> char {
        match self.text.chars().next().unwrap_or('-') {
            'e' | 'y' | 'i' | 'j' => 'i',
            'c' | 'q' => 'k',
            other => other,
        }
    }

    /// How far both are from being spelt alike: 0 for the same word, none for words that are not one name.
    pub(crate) fn distance(&self, other: &Self) -> Option<u32> {
        if self.text == other.text {
            return Some(0);
        }
        if self.is_initial || other.is_initial || self.skeleton != other.skeleton {
            return None;
        }
        let allowed = match self.skeleton.len() {
            0 | 1 => 0,
            2 => 1,
            3 => 2,
            _ => 3,
        };
        let last = self.gaps.len() - 1;
        let gaps = self.gaps.iter().zip(&other.gaps).enumerate();
        let vowels: u32 =
            gaps.map(|(place, (one, two))| gap_cost(one, two, place == last)).fold(0, u32::saturating_add);
        let confused = self.consonants.iter().zip(&other.consonants).filter(|(one, two)| one != two).count();
        let total = vowels.saturating_add(3 * u32::try_from(confused).unwrap_or(NO_MATCH / 3));
        (total <= allowed).then_some(total.max(1))
    }
}

/// Writes `z` and `s` alike.
fn coarse(consonant: char) -> char {
    if consonant == 'z' { 's' } else { consonant }
}

/// What it costs that one spelling has these vowels in a gap, and another those.
fn gap_cost(one: &str, two: &str, is_last: bool) -> u32 {
    if one == two {
        return 0;
    }
    // A final `a` marks the feminine in many languages: Petrov and Petrova are two people.
    let feminine = one.ends_with('a') || two.ends_with('a');
    if is_last
        && feminine
        && one.chars().next_back() != two.chars().next_back()
        && !one.ends_with('e')
        && !two.ends_with('e')
    {
        return 8;
    }
    match (one.chars().next(), two.chars().next()) {
        (Some(first), Some(second)) => vowel_cost(first, second) + u32::from(one.len() != two.len()),
        // "Dmitri" and "Dimitri".
        _ => 2,
    }
}

/// What it costs that one spelling has this vowel, and another that.
fn vowel_cost(one: char, two: char) -> u32 {
    match (one.min(two), one.max(two)) {
        (first, second) if first == second => 0,
        ('e', 'i') | ('o', 'u') => 0,
        ('a', 'e' | 'o') => 2,
        _ => 4,
    }
}

/// Whether a folded word has the form of a patronymic.
fn is_patronymic(text: &str) -> bool {
    const ENDINGS: [&str; 10] =
        ["ovich", "evich", "ovych", "evych", "ovna", "evna", "ivna", "ogly", "kyzy", "kizi"];
    text.len() >= 7 && ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// A word's consonants and the vowels around them.
struct Sounds {
    consonants: Vec<char>,
    gaps: Vec<String>,
}

impl Sounds {
    fn of(text: &str) -> Self {
        let prepared = prepare(text);
        let mut sounds = Self { consonants: Vec::new(), gaps: vec![String::new()] };
        let mut rest = prepared.as_str();
        let mut previous = None;
        while let Some(first) = rest.chars().next() {
            let taken = sounds.take(rest, first, previous);
            previous = rest[..taken].chars().next_back();
            rest = &rest[taken..];
        }
        sounds
    }

    /// Reads the next sound of `rest`, which begins with `first`; gives how many bytes it took.
    fn take(&mut self, rest: &str, first: char, previous: Option<char>) -> usize {
        // Longest first.
        const GROUPS: [(&str, &str); 15] = [
            ("tsch", "c"),
            ("tch", "c"),
            ("sch", "x"),
            ("dzh", "j"),
            ("dj", "j"),
            ("zh", "j"),
            ("ch", "c"),
            ("sh", "x"),
            ("kh", "h"),
            ("gh", "g"),
            ("ph", "f"),
            ("th", "t"),
            ("dh", "d"),
            ("bh", "b"),
            ("ck", "k"),
        ];
        if let Some((group, sound)) = GROUPS.iter().find(|(group, _)| rest.starts_with(group)) {
            self.consonants(sound);
            return group.len();
        }
        let next = rest.chars().nth(1);
        let after_vowel = previous.is_some_and(is_vowel);
        match first {
            'y' if previous.is_none() && next == Some('e') => {}
            'y' if previous.is_none() && next.is_some_and(|next| "aou".contains(next)) => {
                self.consonants("j")
            }
            'j' if !(after_vowel && next.is_none_or(|next| next == 'e' || !is_vowel(next))) => {
                self.consonants("j");
            }
            'y' | 'j' if after_vowel && next.is_some_and(is_vowel) => {}
            'y' | 'j' => self.vowel('i'),
            _ if is_vowel(first) => self.vowel(first),
            // "Firdavs" and "Firdaus", "Evgeny" and "Eugene".
            'v' | 'w' if matches!(previous, Some('a' | 'e')) && next.is_some_and(|next| !is_vowel(next)) => {
                self.vowel('u');
            }
            'x' => self.consonants("ks"),
            'q' | 'c' => self.consonants("k"),
            'w' => self.consonants("v"),
            other => self.consonant(other),
        }
        first.len_utf8()
    }

    fn consonants(&mut self, sounds: &str) {
        sounds.chars().for_each(|sound| self.consonant(sound));
    }

    fn consonant(&mut self, sound: char) {
        let adjacent = self.gaps.last().is_some_and(String::is_empty);
        if adjacent && let Some(last) = self.consonants.last_mut() {
            if *last == sound {
                return;
            }
            // "Sagymbaev" and "Sagynbaev".
            if *last == 'm' && (sound == 'b' || sound == 'p') {
                *last = 'n';
            }
        }
        self.consonants.push(sound);
        self.gaps.push(String::new());
    }

    fn vowel(&mut self, sound: char) {
        if let Some(gap) = self.gaps.last_mut()
            && !gap.ends_with(sound)
        {
            gap.push(sound);
        }
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Endings and beginnings that are written in several ways.
fn prepare(text: &str) -> String {
    let mut word = text.to_owned();
    // The French way to spell: "Haddouchi" is "Haddushi", "Outchitel" is "Uchitel". In pinyin "ou" is another vowel.
    if word.contains("ou") && !pinyin::is_pinyin(text) {
        let parts: Vec<String> = word.split("tch").map(|part| part.replace("ch", "sh")).collect();
        word = parts.join("ch").replace("ou", "u");
    }
    // "Lakshmi" and "Laxmi".
    word = word.replace("ksh", "ks");
    // Further apart than vowels elsewhere may be.
    if matches!(word.as_str(), "yusef" | "yussef" | "yusif") {
        "yusuf".clone_into(&mut word);
    }
    for (ending, instead) in [("off", "ov"), ("eff", "ev")] {
        if let Some(body) = word.strip_suffix(ending).filter(|body| body.len() >= 2) {
            word = format!("{body}{instead}");
        }
    }
    // "Abdulla" and "Abdullah", but not "Shah" and "Sha", which are short.
    if word.len() >= 5
        && let Some(body) = word.strip_suffix('h').filter(|body| body.ends_with(['a', 'e', 'i', 'o', 'u']))
    {
        word = body.to_owned();
    }
    // "Abdulrahim", "Abdurrahim", "Abdurahim".
    if word.len() >= 7
        && let Some(rest) = word.strip_prefix("abd").and_then(|rest| rest.strip_prefix(['u', 'e', 'a', 'o']))
    {
        word = format!("abd{}", rest.strip_prefix('l').unwrap_or(rest));
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(one: &str, two: &str) -> Option<u32> {
        let (one, two) = (Token::new(one), Token::new(two));
        assert_eq!(one.distance(&two), two.distance(&one));
        one.distance(&two)
    }

    #[test]
    fn one_word_in_several_spellings() {
        for (one, two) in [
            ("naser", "nasser"),
            ("naser", "naseer"),
            ("ermekbaev", "yermekbayev"),
            ("yevgeniy", "evgeny"),
            ("sysoyev", "sysoev"),
            ("kahorov", "kahharov"),
            ("abdurahim", "abdulrahim"),
            ("abdurahim", "abdurrakhim"),
            ("abdulla", "abdullah"),
            ("victor", "viktor"),
            ("mohammed", "muhammad"),
            ("hussein", "husain"),
            ("alexander", "aleksandr"),
            ("dmitry", "dimitri"),
            ("japarov", "zhaparov"),
            ("japarov", "djaparoff"),
            ("lavrov", "lawrow"),
            ("sergei", "sergey"),
            ("qasim", "kasim"),
            ("firdavs", "firdaus"),
            ("enkhjargal", "enkhzhargal"),
            ("yusuf", "jusuf"),
            ("sagynbayev", "sagymbaev"),
            ("lakshmi", "laxmi"),
            ("youssef", "yusuf"),
            ("haddouchi", "haddushi"),
        ] {
            assert!(distance(one, two).is_some(), "{one} {two}");
            assert_eq!(Token::new(one).key(), Token::new(two).key(), "{one} {two}");
        }
    }

    #[test]
    fn different_words() {
        for (one, two) in [
            ("petrov", "petrova"),
            ("alexander", "alexandra"),
            ("marat", "murat"),
            ("kamal", "kamil"),
            ("hassan", "hussein"),
            ("mahmud", "mohammed"),
            ("ali", "eli"),
            ("khan", "khanna"),
            ("karimov", "rahimov"),
            ("mario", "maria"),
            ("li", "lu"),
            ("ahmed", "hamid"),
        ] {
            assert_eq!(distance(one, two), None, "{one} {two}");
        }
    }

    #[test]
    fn the_same_word_costs_nothing_and_a_variant_something() {
        assert_eq!(distance("naser", "naser"), Some(0));
        assert!(distance("naser", "nasir") > Some(0));
    }
}
