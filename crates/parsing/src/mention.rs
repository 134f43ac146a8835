//! Mentions: where a report names persons, offices, organizations, countries, groups and documents.
//!
//! An office is parsed as a phrase around its head ("minister"): what stands before it (country, organization, words of
//! offices) and behind it ("of Foreign Affairs of …"); then a name may follow. A name is a run of capitalised words that
//! the lexicon does not know as anything else.
//!
//! # Layout
//! What begins at a token is asked of these rooms, in order:
//! - `office`: the words of an office; `complement`: what belongs to it behind its head; `singular`: "ministers" as one of them.
//! - `holder`: the names behind an office; `name`: the words of a name; `person`: what stands beside it.
//! - `other`: organizations, bodies, countries, groups, documents, pronouns.
//!
//! When a sentence is read, its mentions are completed: `counterpart` ("his Norlandic counterpart"),
//! `apart` ("Secretary General, Lakes League, A B"), `delegation`.

mod apart;
mod complement;
mod counterpart;
mod delegation;
mod holder;
mod name;
mod office;
mod other;
mod person;
mod singular;

use std::ops::Range;

use rapporteur_model::CountryCode;
use smol_str::SmolStr;

use self::counterpart::{join_counterparts, name_counterparts};
use crate::{
    lexicon::{EntryId, Rank, Tag},
    tag::Tagged,
    text::{Document, ParagraphRole},
    word_class::WordClass,
};

pub use name::has_article_prefix;
pub use singular::singular;

/// In how many mentions before its sentence the office of "his counterpart" is looked for.
const MAX_OFFICES_BACK: usize = 12;

/// An office as a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The whole phrase, a leading "the" included.
    pub tokens: Range<usize>,
    /// The office alone, without for whom: "Minister of Public Security".
    pub text: SmolStr,
    /// The head in small letters: "minister".
    pub head: SmolStr,
    /// Whether it names several holders.
    pub plural: bool,
    /// Its rank.
    pub rank: Rank,
    /// For which countries it is held.
    pub countries: Vec<CountryCode>,
    /// For which organization it is held, by its full name.
    pub organization: Option<String>,
    /// Whether nothing but "the" and the head is there, so that it may mean somebody named before.
    pub bare: bool,
    /// Whether "former" stands before it.
    pub former: bool,
}

/// The sort of pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    /// "he", "she"
    Singular,
    /// "they"
    Plural,
    /// "it"
    Neuter,
}

/// What is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A named person.
    Person {
        /// The name alone.
        name: Range<usize>,
        /// How many tokens of titles stand before the name.
        titles: u32,
        /// Whether an office, a title or an apposition says that it is a person.
        sure: bool,
    },
    /// An office without a name.
    Office,
    /// An organization, by its index in the lexicon.
    Organization(EntryId),
    /// An outlet, or another body, by the words that name it.
    Body,
    /// A country by name or adjective.
    Country(CountryCode),
    /// Several together: "the participants".
    Group,
    /// A document that can speak.
    Document,
    /// A pronoun.
    Pronoun(Pronoun),
}

/// One mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// All its words: office, name, apposition.
    pub tokens: Range<usize>,
    /// What is mentioned.
    pub kind: Kind,
    /// The office, for persons and offices; most mentions have none, so it stands apart.
    pub office: Option<Box<Office>>,
    /// The person in the registry, once coreference has found them.
    pub person: Option<usize>,
}

impl Mention {
    /// Whether it can be a subject that speaks.
    #[must_use]
    pub fn can_speak(&self) -> bool {
        !matches!(self.kind, Kind::Person { sure: false, .. }) || self.tokens.len() >= 2
    }
}

impl Office {
    /// No office, but a person "of Russia".
    #[must_use]
    pub fn of_countries(tokens: Range<usize>, countries: Vec<CountryCode>) -> Self {
        Self {
            tokens,
            text: SmolStr::default(),
            head: SmolStr::default(),
            plural: false,
            rank: Rank::Official,
            countries,
            organization: None,
            bare: false,
            former: false,
        }
    }
}

/// The document in which mentions are found, with the phrases of the lexicon in it.
struct Finder<'document> {
    document: &'document Document,
    tagged: &'document Tagged,
}

/// Finds the mentions of a document, in order, without overlap.
#[must_use]
pub fn find(document: &Document, tagged: &Tagged) -> Vec<Mention> {
    let finder = Finder { document, tagged };
    let mut mentions = Vec::new();
    for sentence in &document.sentences {
        let role = document.paragraphs[sentence.paragraph].role;
        if role == ParagraphRole::Furniture {
            continue;
        }
        let first = mentions.len();
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            token = finder.next(token, sentence.tokens.end, &mut mentions).max(token + 1);
        }
        let previous = mentions[..first]
            .iter()
            .rposition(|mention| mention.office.is_some())
            .map_or(0, |last| document.sentence_of(mentions[last].tokens.start));
        let start = document.sentences[previous].tokens.start;
        let previous = mentions[..first].partition_point(|mention| mention.tokens.start < start);
        name_counterparts(
            document,
            &mut mentions,
            previous.max(first.saturating_sub(MAX_OFFICES_BACK)),
            first,
        );
        join_counterparts(document, &mut mentions, first);
        finder.join_offices_apart(&mut mentions, first);
        finder.share_offices_behind(&mut mentions, first);
        finder.tell_aides(&mut mentions, first);
        finder.tell_heads_of_delegations(&mut mentions[first..]);
        if role == ParagraphRole::Title {
            // Headlines capitalise every word: only a short name behind a title counts.
            let kept: Vec<Mention> =
                mentions.drain(first..).filter(|mention| finder.is_sure_in_headline(mention)).collect();
            mentions.extend(kept);
        }
    }
    mentions.shrink_to_fit();
    mentions
}

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.document.low(token)
    }

    fn is(&self, token: usize, class: WordClass) -> bool {
        self.document.is(token, class)
    }

    /// Takes the mention that begins at `token`, if one does; returns where to go on.
    fn next(&self, token: usize, end: usize, mentions: &mut Vec<Mention>) -> usize {
        if let Some(office) = self.office(token, end) {
            return self.office_and_names(office, end, mentions);
        }
        let honorific = self.honorifics(token, end);
        if honorific > token
            && let Some(name) = self.name(honorific, end, true)
        {
            return self.named(token, token..honorific, name, None, true, end, mentions);
        }
        // One capitalised word speaks for itself before a verb of saying; of others coreference decides.
        if let Some(name) =
            self.name(token, end, false).filter(|name| name.len() == 1 && self.speaks(name.end))
        {
            return self.named(token, token..token, name, None, true, end, mentions);
        }
        if let Some(name) = self.name(token, end, false).filter(|name| name.len() >= 2) {
            return self.named(token, token..token, name, None, false, end, mentions);
        }
        if let Some(next) = self.name_behind_country(token, end, mentions) {
            return next;
        }
        if let Some((tokens, kind)) = self.other(token, end) {
            let next = tokens.end;
            mentions.push(Mention { tokens, kind, office: None, person: None });
            return next;
        }
        token + 1
    }

    /// Whether a verb of saying in the past or the third person stands here.
    fn speaks(&self, token: usize) -> bool {
        self.is(token, WordClass::Speaking)
            || (self.tagged.is_cue(token) && self.low(token).ends_with("ed") && self.low(token + 1) == "that")
    }
}

/// The country that an entity is, or is of.
fn country_of(tag: &Tag) -> Option<CountryCode> {
    match tag {
        Tag::Country(code) | Tag::Demonym(code) => Some(*code),
        _ => None,
    }
}

/// How many tokens a range has: documents have fewer of them than bytes, and those fit.
fn count(tokens: &Range<usize>) -> u32 {
    u32::try_from(tokens.len()).unwrap_or(u32::MAX)
}
