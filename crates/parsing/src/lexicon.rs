//! The lexicon: what the extractor knows of the world. All of it stands in data files under `lexicon/`; this module
//! reads them once and finds their phrases in tokens.

use std::{ops::Range, sync::LazyLock};

use rapporteur_model::{
    CountryCode,
    fold::fold,
    vocabulary::{MeetingKind, OutcomeKind},
};

// Looked up for every word, and all keys are our own: no hash that defends itself against chosen keys is needed.
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::text::{Document, TokenKind};

/// What a phrase of the lexicon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A country by name.
    Country(CountryCode),
    /// A country by demonym or adjective.
    Demonym(CountryCode),
    /// A region of several countries, by name or adjective: "Latin American".
    Region,
    /// A city: its index in [`Lexicon::cities`].
    City(EntryId),
    /// An organization: its index in [`Lexicon::organizations`].
    Organization(EntryId),
    /// A news outlet: its index in [`Lexicon::outlets`].
    Outlet(EntryId),
    /// The head of an office.
    Office {
        /// Whether it names several.
        plural: bool,
        /// Its rank.
        rank: Rank,
    },
    /// A title before a name.
    Honorific,
    /// A collective noun: "participants".
    Group,
    /// A body that speaks: "state media".
    Body,
    /// A verb of saying.
    Cue(CueClass),
    /// A noun of documents: its index in [`Lexicon::documents`].
    Document(EntryId),
    /// A noun that stands for a document as part of its name alone: its index in [`Lexicon::documents`].
    NamedDocument(EntryId),
    /// A noun of meetings; the kind where the noun alone decides it.
    Meeting(Option<MeetingKind>),
    /// A month, 1 to 12.
    Month(i8),
    /// A day of the week, 1 (Monday) to 7.
    Weekday(i8),
}

/// Where an entry stands in a list of the lexicon. Long texts hold many of these, so it is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

impl EntryId {
    /// The entry at an index. Lists, those of the data files and of what one report defines, are far shorter than `u32` counts.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The index in the list.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The rank of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Head of state.
    State,
    /// Head of government.
    Government,
    /// Minister, or of like rank.
    Minister,
    /// Any other.
    Official,
}

/// What a verb of saying takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueClass {
    /// A clause or a quotation.
    Say,
    /// An audience, then a clause.
    Tell,
    /// A clause introduced by "that", said of several together.
    Agree,
    /// An audience, then "on".
    Brief,
    /// An audience, then an infinitive.
    Urge,
    /// A noun phrase.
    Call,
    /// A noun phrase that is reported speech only in part.
    Voice,
}

/// A city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Its usual name.
    pub name: String,
    /// Its country.
    pub country: CountryCode,
    /// Whether it is the capital, and so may stand for the country.
    pub capital: bool,
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its full usual name.
    pub name: String,
    /// Its acronyms.
    pub acronyms: Vec<String>,
    /// Other names and spellings.
    pub other_names: Vec<String>,
    /// The organization whose organ it is.
    pub parent: Option<String>,
    /// `bloc`, `organ`, `agency` or `bank`.
    pub kind: String,
    /// `summit` or `ministerial`: who sits in it, where its name does not tell.
    pub level: Option<String>,
}

/// A news agency, newspaper, broadcaster or site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its usual name.
    pub name: String,
    /// Whether others print its copy.
    pub agency: bool,
    /// Its country; none for one that writes of all countries alike.
    pub country: Option<CountryCode>,
}

/// A noun of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentNoun {
    /// What sort of outcome such a document is.
    pub kind: OutcomeKind,
    /// Whether it can speak: "the statement said".
    pub speaks: bool,
}

/// How a phrase must be written to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// Any way.
    Free,
    /// Its first word capitalised.
    Capitalised,
    /// To the letter: acronyms.
    Exact,
}

#[derive(Debug)]
struct Phrase {
    /// Its words in small letters.
    words: Vec<String>,
    /// Its text, for those that must be written exactly so.
    exact: String,
    writing: Writing,
    tag: Tag,
}

/// All that the data files say.
#[derive(Debug)]
pub struct Lexicon {
    /// Cities, capitals among them.
    pub cities: Vec<City>,
    /// Organizations.
    pub organizations: Vec<Organization>,
    /// News outlets.
    pub outlets: Vec<Outlet>,
    /// Nouns of documents.
    pub documents: Vec<DocumentNoun>,
    /// Names and adjectives of countries that are one word, folded, with their forms before a hyphen.
    pub country_words: HashMap<String, CountryCode>,
    /// Usual English name of each country.
    pub country_names: HashMap<CountryCode, String>,
    /// Plurals of heads of offices with their singulars, the longest first.
    pub office_plurals: Vec<(&'static str, &'static str)>,
    /// The rank of each head of an office, by its singular.
    pub office_ranks: HashMap<&'static str, Rank>,
    /// Words inside the names of offices and institutions.
    pub office_words: HashSet<String>,
    /// Nouns of those who can speak.
    pub speaker_nouns: HashSet<String>,
    /// Words before the head of an office, in small letters too.
    pub office_modifiers: HashSet<String>,
    /// Small words inside names of persons.
    pub name_particles: HashSet<String>,
    /// Words that are no names though capitalised.
    pub common_words: HashSet<String>,
    /// Titles that tell a country by themselves: the title, whether an office only begins with it, the country.
    title_countries: Vec<(&'static str, bool, CountryCode)>,
    /// Phrases by their first word, the longest first.
    phrases: HashMap<String, Vec<Phrase>>,
    /// Organizations by folded name and acronym.
    organization_index: HashMap<String, usize>,
}

/// A phrase of the lexicon found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Where.
    pub tokens: Range<usize>,
    /// What.
    pub tag: Tag,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    /// The two countries that a hyphen joins: "Sino-Portuguese", "DPRK-U.S.".
    #[must_use]
    pub fn countries_joined(&self, word: &str) -> Option<[CountryCode; 2]> {
        let (first, second) = word.split_once(['-', '–', '‑'])?;
        let country = |word: &str| self.country_words.get(&fold(word)).copied();
        country(first).zip(country(second)).map(|(first, second)| [first, second])
    }

    /// The country that the name of an office tells by itself: "Kremlin spokesman", "Secretary of State".
    #[must_use]
    pub fn title_country(&self, office: &str) -> Option<CountryCode> {
        let office = fold(office);
        let told = |(title, begins, country): &(&'static str, bool, CountryCode)| {
            let rest = office.strip_prefix(title)?;
            (rest.is_empty() || *begins && rest.starts_with(' ')).then_some(*country)
        };
        self.title_countries.iter().find_map(told)
    }
}

/// The lexicon.
#[must_use]
pub fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// The lines of a data file that hold data, as columns.
fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// A column of such a row; empty where the row is short.
fn column<'row>(row: &[&'row str], index: usize) -> &'row str {
    row.get(index).copied().unwrap_or_default()
}

/// The items of a list column.
fn list(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// A file of one word a line.
fn words(file: &'static str) -> HashSet<String> {
    rows(file).map(|row| column(&row, 0).to_lowercase()).collect()
}

fn is_acronym(name: &str) -> bool {
    !name.contains(' ') && name.chars().filter(|character| character.is_uppercase()).count() >= 2
}

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Self {
            cities: Vec::new(),
            organizations: Vec::new(),
            outlets: Vec::new(),
            documents: Vec::new(),
            country_words: HashMap::default(),
            country_names: HashMap::default(),
            office_words: words(include_str!("../lexicon/office_words.txt")),
            speaker_nouns: words(include_str!("../lexicon/speaker_nouns.txt")),
            office_modifiers: words(include_str!("../lexicon/office_modifiers.txt")),
            name_particles: words(include_str!("../lexicon/name_particles.txt")),
            common_words: words(include_str!("../lexicon/common_words.txt")),
            title_countries: Vec::new(),
            office_plurals: Vec::new(),
            office_ranks: HashMap::default(),
            phrases: HashMap::default(),
            organization_index: HashMap::default(),
        };
        lexicon.read_places();
        lexicon.read_organizations();
        lexicon.read_words();
        lexicon.office_plurals.sort_by_key(|(plural, _)| std::cmp::Reverse(plural.len()));
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        lexicon
    }

    fn read_places(&mut self) {
        for row in rows(include_str!("../lexicon/countries.tsv")) {
            let Ok(code) = CountryCode::new(column(&row, 0)) else { continue };
            self.country_names.insert(code, column(&row, 1).to_owned());
            for name in std::iter::once(column(&row, 1)).chain(list(column(&row, 2))) {
                let writing = if is_acronym(name) { Writing::Exact } else { Writing::Capitalised };
                self.add(name, writing, Tag::Country(code));
                // Copy that lost its apostrophes: "Chinas", "Kyrgyzstans".
                if writing == Writing::Capitalised && !name.contains(' ') && !name.ends_with('s') {
                    self.add(&format!("{name}s"), writing, Tag::Country(code));
                }
            }
            for demonym in list(column(&row, 3)) {
                self.add(demonym, Writing::Capitalised, Tag::Demonym(code));
                if !demonym.ends_with(['s', 'h', 'e']) {
                    self.add(&format!("{demonym}s"), Writing::Capitalised, Tag::Demonym(code));
                }
            }
            self.add_city(column(&row, 4), code, true);
            let names = std::iter::once(column(&row, 1)).chain(list(column(&row, 2)));
            for word in names.chain(list(column(&row, 3))).filter(|name| !name.contains(' ')) {
                self.country_words.entry(fold(word)).or_insert(code);
            }
        }
        for row in rows(include_str!("../lexicon/combining_forms.tsv")) {
            if let Ok(code) = CountryCode::new(column(&row, 1)) {
                self.country_words.insert(fold(column(&row, 0)), code);
            }
        }
        for row in rows(include_str!("../lexicon/title_countries.tsv")) {
            let title = column(&row, 0);
            if let Ok(code) = CountryCode::new(column(&row, 1)) {
                let begins = title.ends_with('*');
                self.title_countries.push((title.trim_end_matches('*'), begins, code));
            }
        }
        for row in rows(include_str!("../lexicon/cities.tsv")) {
            if let Ok(code) = CountryCode::new(column(&row, 1)) {
                self.add_city(column(&row, 0), code, false);
            }
        }
    }

    fn add_city(&mut self, names: &str, country: CountryCode, capital: bool) {
        for name in list(names) {
            let index = self.cities.len();
            self.cities.push(City { name: name.to_owned(), country, capital });
            self.add(name, Writing::Capitalised, Tag::City(EntryId::new(index)));
        }
    }

    fn read_organizations(&mut self) {
        for row in rows(include_str!("../lexicon/organizations.tsv")) {
            let index = self.organizations.len();
            let tag = Tag::Organization(EntryId::new(index));
            let name = column(&row, 0);
            let acronyms: Vec<String> = list(column(&row, 1)).map(str::to_owned).collect();
            for text in std::iter::once(name).chain(list(column(&row, 2))) {
                let writing = if is_acronym(text) { Writing::Exact } else { Writing::Capitalised };
                self.add(text, writing, tag);
                self.organization_index.entry(fold(text)).or_insert(index);
            }
            for acronym in &acronyms {
                self.add(acronym, Writing::Exact, tag);
                self.organization_index.entry(fold(acronym)).or_insert(index);
            }
            let parent = Some(column(&row, 4)).filter(|parent| !parent.is_empty()).map(str::to_owned);
            let kind = column(&row, 3).to_owned();
            let level = Some(column(&row, 5)).filter(|level| !level.is_empty()).map(str::to_owned);
            let other_names = list(column(&row, 2)).map(str::to_owned).collect();
            self.organizations.push(Organization {
                name: name.to_owned(),
                acronyms,
                other_names,
                parent,
                kind,
                level,
            });
        }
        for row in rows(include_str!("../lexicon/outlets.tsv")) {
            let index = self.outlets.len();
            let name = column(&row, 0);
            for text in std::iter::once(name).chain(list(column(&row, 1))) {
                let writing = if is_acronym(text) { Writing::Exact } else { Writing::Capitalised };
                self.add(text, writing, Tag::Outlet(EntryId::new(index)));
            }
            self.outlets.push(Outlet {
                name: name.to_owned(),
                agency: column(&row, 2) == "agency",
                country: CountryCode::new(column(&row, 3)).ok().filter(|_| column(&row, 4) != "world"),
            });
        }
    }

    fn read_words(&mut self) {
        for row in rows(include_str!("../lexicon/offices.tsv")) {
            let rank = match column(&row, 2) {
                "state" => Rank::State,
                "government" => Rank::Government,
                "minister" => Rank::Minister,
                _ => Rank::Official,
            };
            self.add(column(&row, 0), Writing::Free, Tag::Office { plural: false, rank });
            self.add(column(&row, 1), Writing::Free, Tag::Office { plural: true, rank });
            self.office_plurals.push((column(&row, 1), column(&row, 0)));
            self.office_ranks.insert(column(&row, 0), rank);
        }
        for row in rows(include_str!("../lexicon/honorifics.txt")) {
            let title = column(&row, 0);
            self.add(title, Writing::Capitalised, Tag::Honorific);
            // "Mr" and "Mr.", which is one word to the text layer; "Lieut. Gen" and "Lieut. Gen."
            self.add(&format!("{title}."), Writing::Capitalised, Tag::Honorific);
            // "H.E." and "H. E.": capitals, as small letters with points are read otherwise.
            if title.contains('.') && !title.contains(' ') {
                let capitals = title.to_uppercase();
                self.add(&format!("{capitals}."), Writing::Capitalised, Tag::Honorific);
                self.add(&format!("{}.", capitals.replace('.', ". ")), Writing::Capitalised, Tag::Honorific);
            }
        }
        for row in rows(include_str!("../lexicon/regions.txt")) {
            self.add(column(&row, 0), Writing::Capitalised, Tag::Region);
        }
        for row in rows(include_str!("../lexicon/groups.txt")) {
            self.add(column(&row, 0), Writing::Free, Tag::Group);
        }
        for row in rows(include_str!("../lexicon/bodies.txt")) {
            self.add(column(&row, 0), Writing::Free, Tag::Body);
        }
        for row in rows(include_str!("../lexicon/cues.tsv")) {
            let class = match column(&row, 1) {
                "tell" => CueClass::Tell,
                "agree" => CueClass::Agree,
                "brief" => CueClass::Brief,
                "urge" => CueClass::Urge,
                "call" => CueClass::Call,
                "voice" => CueClass::Voice,
                _ => CueClass::Say,
            };
            for form in list(column(&row, 0)) {
                self.add(form, Writing::Free, Tag::Cue(class));
            }
        }
        for row in rows(include_str!("../lexicon/documents.tsv")) {
            let tag = Tag::Document(EntryId::new(self.documents.len()));
            let kind = column(&row, 2).parse().unwrap_or(OutcomeKind::Other);
            self.documents.push(DocumentNoun { kind, speaks: column(&row, 3) == "yes" });
            self.add(column(&row, 0), Writing::Free, tag);
            self.add(column(&row, 1), Writing::Free, tag);
        }
        for row in rows(include_str!("../lexicon/named_documents.tsv")) {
            let tag = Tag::NamedDocument(EntryId::new(self.documents.len()));
            let kind = column(&row, 2).parse().unwrap_or(OutcomeKind::Other);
            self.documents.push(DocumentNoun { kind, speaks: false });
            let writing = if column(&row, 3) == "any" { Writing::Free } else { Writing::Capitalised };
            for noun in [column(&row, 0), column(&row, 1)].into_iter().filter(|noun| *noun != "-") {
                self.add(noun, writing, tag);
            }
        }
        for row in rows(include_str!("../lexicon/meetings.tsv")) {
            let kind = column(&row, 2).parse().ok();
            self.add(column(&row, 0), Writing::Free, Tag::Meeting(kind));
            self.add(column(&row, 1), Writing::Free, Tag::Meeting(kind));
        }
        for row in rows(include_str!("../lexicon/calendar.tsv")) {
            let number = column(&row, 3).parse().unwrap_or(0);
            let tag = if column(&row, 2) == "month" { Tag::Month(number) } else { Tag::Weekday(number) };
            for word in std::iter::once(column(&row, 0)).chain(list(column(&row, 1))) {
                self.add(word, Writing::Capitalised, tag);
            }
        }
    }

    fn add(&mut self, text: &str, writing: Writing, tag: Tag) {
        if text.contains('\'') {
            // As printed with a typographic apostrophe.
            self.add(&text.replace('\'', "’"), writing, tag);
        }
        let document = Document::new(text.to_owned());
        let words: Vec<String> =
            (0..document.tokens.len()).map(|token| document.low(token).to_owned()).collect();
        let Some(first) = words.first() else { return };
        let phrases = self.phrases.entry(first.clone()).or_default();
        let known = phrases.iter().any(|phrase| {
            phrase.words == words && std::mem::discriminant(&phrase.tag) == std::mem::discriminant(&tag)
        });
        if !known {
            phrases.push(Phrase { words, exact: text.to_owned(), writing, tag });
        }
    }

    /// All phrases that begin at a token, the longest first.
    pub fn matches_at<'document>(
        &'document self,
        document: &'document Document,
        token: usize,
    ) -> impl Iterator<Item = Match> + 'document {
        self.phrases.get(document.low(token)).into_iter().flatten().filter_map(move |phrase| {
            let end = token + phrase.words.len();
            let same = (token..end).zip(&phrase.words).all(|(at, word)| document.low(at) == word);
            let written = match phrase.writing {
                Writing::Free => true,
                Writing::Capitalised => {
                    let at = document.tokens.get(token)?;
                    at.is_capitalised() || at.kind != TokenKind::Word
                }
                Writing::Exact => document.slice(token..end.min(document.tokens.len())) == phrase.exact,
            };
            (same && written).then_some(Match { tokens: token..end, tag: phrase.tag })
        })
    }

    /// The number of the month with this name or abbreviation in small letters.
    #[must_use]
    pub fn month(&self, name: &str) -> Option<i8> {
        self.phrases.get(name)?.iter().find_map(|phrase| match phrase.tag {
            Tag::Month(number) if phrase.words.len() == 1 => Some(number),
            _ => None,
        })
    }

    /// The organization with this name or acronym, however it is capitalised.
    #[must_use]
    pub fn organization(&self, name: &str) -> Option<&Organization> {
        let folded = fold(name);
        let plain = folded.strip_prefix("the ").unwrap_or(&folded);
        self.organization_index.get(plain).map(|&index| &self.organizations[index])
    }
}
