//! Persons: who holds an office in a year, and how reports print their names.

use crate::{data::Data, random::Random};

/// One person of a world. The number stands for the country, the office that made them known, and the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u64);

/// The year from which terms are counted.
const FIRST_YEAR: i16 = 2005;
/// Of a hundred ministers, so many were the deputy before.
const PROMOTED: u64 = 45;
/// Of a hundred persons, so many share a surname with another of their country.
const NAMESAKES: u64 = 12;

/// How a report prints somebody's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Printed {
    /// At the first naming.
    pub(crate) full: String,
    /// Afterwards.
    pub(crate) short: String,
    /// Printed before the name at the first naming.
    pub(crate) honorific: &'static str,
    pub(crate) is_woman: bool,
}

impl PersonId {
    fn new(country: usize, office: usize, term: u64) -> Self {
        Self((country as u64) << 16 | (office as u64) << 8 | term & 0xff)
    }

    fn country(self) -> usize {
        usize::try_from(self.0 >> 16).unwrap_or_default()
    }

    fn office(self) -> u64 {
        self.0 >> 8 & 0xff
    }

    fn term(self) -> u64 {
        self.0 & 0xff
    }
}

/// Who holds an office of a country in a year.
pub(crate) fn holder(seed: u64, country: usize, office: usize, year: i16) -> PersonId {
    let data = Data::get();
    let term = term(seed, country, office, year);
    let deputy = data.office("deputy");
    if office == data.office("foreign") {
        // A minister who was the deputy until the term began.
        let (length, phase) = terms(seed, country, office);
        let begin =
            FIRST_YEAR.saturating_add(i16::try_from((term * length).saturating_sub(phase)).unwrap_or(0));
        let (before, after) =
            (self::term(seed, country, deputy, begin - 1), self::term(seed, country, deputy, begin));
        let mut random = Random::of(seed, "promoted", &[country as u64, term]);
        if before != after && random.percent(PROMOTED) {
            return PersonId::new(country, deputy, before);
        }
    }
    PersonId::new(country, office, term)
}

/// Length of a term in years, and by how much the first one was shorter.
fn terms(seed: u64, country: usize, office: usize) -> (u64, u64) {
    let mut random = Random::of(seed, "terms", &[country as u64, office as u64]);
    let length = 2 + random.next() % 4;
    (length, random.next() % length)
}

fn term(seed: u64, country: usize, office: usize, year: i16) -> u64 {
    let (length, phase) = terms(seed, country, office);
    (u64::try_from(year - FIRST_YEAR).unwrap_or_default() + phase) / length
}

/// A person's name as one report prints it; `noise` decides about order, initials and transliteration.
pub(crate) fn print(seed: u64, person: PersonId, noise: &mut Random) -> Printed {
    let data = Data::get();
    let Some(country) = data.countries.get(person.country()) else { return Printed::nobody() };
    let Some(names) = data.names(country.tradition) else { return Printed::nobody() };
    let mut random = Random::of(seed, "name", &[person.0]);
    // Within a country, each pair of surname and given name comes once.
    let offset = Random::of(seed, "names", &[person.country() as u64]).next() % 10_000;
    let index = person.term() * data.offices.len() as u64 + person.office() + offset;
    let is_namesake = random.percent(NAMESAKES);
    let index = index - u64::from(is_namesake);
    let surnames = names.surnames.len().max(1) as u64;
    let given_place = index / surnames + 3 * (index % surnames) + if is_namesake { 5 } else { 0 };
    let surname = at(&names.surnames, index);
    let Some((is_woman, given)) = names.given.get(place(given_place, names.given.len())) else {
        return Printed::nobody();
    };
    let father = random.pick(&names.fathers).map(|[man, woman]| if *is_woman { woman } else { man });
    let second = random.pick(&names.surnames).map(|second| spelt(second, &mut random.clone()));
    let surname = spelt(surname, noise);
    let surname = match second {
        Some(second) if country.tradition == "spanish" => format!("{surname} {second}"),
        _ => surname,
    };
    let surname = if *is_woman { feminine(country.tradition, &surname) } else { surname };
    let given = spelt(given, noise);
    let initial = |word: &str| word.chars().next().map(|first| format!("{first}.")).unwrap_or_default();
    let style = noise.below(100);
    let (full, short) = match country.tradition {
        "chinese" => (format!("{surname} {given}"), surname),
        "spanish" => {
            let first = surname.split(' ').next().unwrap_or_default().to_owned();
            match style {
                0..15 => (format!("{given} {first}"), first),
                _ => (format!("{given} {surname}"), if style < 60 { first } else { surname }),
            }
        }
        "slavic" => {
            let father = father.map(|father| spelt(father, noise)).unwrap_or_default();
            match style {
                0..12 => (format!("{given} {father} {surname}"), surname),
                12..17 => (format!("{surname} {given} {father}"), surname),
                17..22 => (format!("{}{} {surname}", initial(&given), initial(&father)), surname),
                22..26 => (format!("{} {surname}", initial(&given)), surname),
                _ => (format!("{given} {surname}"), surname),
            }
        }
        "turkic" => match style {
            0..5 => (format!("{surname} {given}"), surname),
            5..10 => (format!("{} {surname}", initial(&given)), surname),
            _ => (format!("{given} {surname}"), surname),
        },
        "african" | "southasian" if style < 4 => (format!("{} {surname}", initial(&given)), surname),
        _ => (format!("{given} {surname}"), surname),
    };
    let office = data.offices.get(place(person.office(), data.offices.len())).map_or("", |office| office.key);
    let is_general = matches!(office, "security" | "defense") && !is_woman && random.percent(35);
    let honorific =
        if is_general { noise.word(&["General", "Gen (Retd)", "General (Retd)", ""]) } else { "" };
    Printed { full, short, honorific, is_woman: *is_woman }
}

impl Printed {
    fn nobody() -> Self {
        Self { full: String::new(), short: String::new(), honorific: "", is_woman: false }
    }
}

fn place(index: u64, length: usize) -> usize {
    usize::try_from(index % length.max(1) as u64).unwrap_or_default()
}

fn at(words: &'static [Vec<&'static str>], index: u64) -> &'static [&'static str] {
    words.get(place(index, words.len())).map(Vec::as_slice).unwrap_or_default()
}

/// A word in its usual spelling, or now and then in another.
fn spelt(word: &[&'static str], noise: &mut Random) -> String {
    let other = noise.percent(25);
    let usual = word.first().copied().unwrap_or_default();
    let spelling = if other { noise.word(word) } else { usual };
    spelling.to_owned()
}

/// A surname as a woman bears it.
fn feminine(tradition: &str, surname: &str) -> String {
    if !matches!(tradition, "slavic" | "turkic") {
        return surname.to_owned();
    }
    for ending in ["skiy", "sky"] {
        if let Some(stem) = surname.strip_suffix(ending) {
            return format!("{stem}skaya");
        }
    }
    let takes_a = ["ov", "ev", "in", "yov"].iter().any(|ending| surname.ends_with(ending));
    if takes_a { format!("{surname}a") } else { surname.to_owned() }
}
