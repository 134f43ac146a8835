//! Mentions: where a report names persons, offices, organizations, countries, groups and documents.
//!
//! An office is parsed as a phrase around its head ("minister"): what stands before it (country, organization, words of
//! offices) and behind it ("of Foreign Affairs of …"); then a name may follow. A name is a run of capitalised words that
//! the lexicon does not know as anything else.

use std::ops::Range;

use rapporteur_model::CountryCode;
use smol_str::SmolStr;

use crate::{
    lexicon::{EntryId, Rank, Tag, lexicon},
    tag::Tagged,
    text::{Case, Document, ParagraphRole, TokenKind},
    word_class::WordClass,
};

/// The most particles in a row inside a name: "von der", "de la".
const MAX_PARTICLES: usize = 3;

/// The most tokens between brackets within an office.
const MAX_BRACKET: usize = 12;

/// How far before "in" the embassy stands that is there, in tokens.
const MAX_EMBASSY: usize = 9;

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

/// "His Rwandan counterpart" holds the office that the sentence named before.
///
/// `previous` is where the sentence before begins, `first` where its own does.
fn name_counterparts(document: &Document, mentions: &mut [Mention], previous: usize, first: usize) {
    let usable = |office: &Office| {
        !office.text.is_empty() && !office.plural && !office.head.starts_with("counterpart")
    };
    let told = |office: &Office| (office.text.clone(), office.head.clone(), office.rank);
    // "He will also meet his Rwandan counterpart": the office of a sentence before, of its subject first.
    let (before, mentions) = mentions.split_at_mut(first);
    let earlier = before[..previous].iter().rev().take(MAX_OFFICES_BACK);
    let mut last: Option<(SmolStr, SmolStr, Rank)> = before[previous..]
        .iter()
        .chain(earlier)
        .filter(|mention| matches!(mention.kind, Kind::Person { .. }))
        .find_map(|mention| mention.office.as_deref().filter(|office| usable(office)))
        .map(told);
    let surname = |mention: &Mention| match &mention.kind {
        Kind::Person { name, .. } => name.clone().next_back().map(|token| document.low(token)),
        _ => None,
    };
    // "Mr Banda met his Rwandan counterpart": the office that the report gave Banda, and nobody else's.
    let office_of = |word: &str| {
        let known = before.iter().rev().take(MAX_NAMES_BACK).find(|other| {
            let Kind::Person { name, .. } = &other.kind else { return false };
            other.office.as_deref().is_some_and(usable)
                && name.clone().any(|token| document.low(token) == word)
        });
        known.and_then(|known| known.office.as_deref())
    };
    let mut bare: Option<&str> = None;
    for mention in mentions {
        let word = surname(mention);
        let Some(office) = mention.office.as_mut() else {
            bare = word.or(bare);
            continue;
        };
        if office.head.starts_with("counterpart") {
            if let Some(word) = bare.take() {
                last = office_of(word).map(told);
            }
            if let Some((text, head, rank)) = &last {
                office.text.clone_from(text);
                office.head.clone_from(head);
                office.rank = *rank;
            }
        } else if !office.text.is_empty() && !office.plural {
            // "FM Banda": the office that was told in words, where it was.
            let short = office.text.chars().all(char::is_uppercase);
            let known = word.filter(|_| short).and_then(office_of).map(told);
            last = known.or(last.filter(|_| short)).or_else(|| Some(told(office)));
            bare = None;
        }
    }
}

/// "his Norlandic counterpart, the Minister for Law, A B": one mention, of a person whose country stands first.
fn join_counterparts(document: &Document, mentions: &mut Vec<Mention>, first: usize) {
    let mut at = first;
    while at + 1 < mentions.len() {
        let (one, two) = (&mentions[at], &mentions[at + 1]);
        let is_counterpart =
            one.kind == Kind::Office && document.low(one.tokens.end - 1).starts_with("counterpart");
        let apposed = two.tokens.start == one.tokens.end + 1
            && document.is_mark(one.tokens.end, ",")
            && matches!(two.kind, Kind::Person { .. })
            && two.office.as_ref().is_some_and(|office| office.tokens.start < office.tokens.end);
        if is_counterpart && apposed {
            let before = mentions.remove(at);
            let person = &mut mentions[at];
            person.tokens.start = before.tokens.start;
            if let (Some(own), Some(told)) = (&mut person.office, before.office)
                && own.countries.is_empty()
            {
                own.countries = told.countries;
            }
        }
        at += 1;
    }
}

/// In how many mentions before it somebody without an office is looked for with one.
const MAX_NAMES_BACK: usize = 200;

/// The length of the shortest word that is taken for a participle before a surname, where both begin a sentence.
const MIN_PARTICIPLE: usize = 6;

/// In how many mentions before its sentence the office of "his counterpart" is looked for.
const MAX_OFFICES_BACK: usize = 12;

/// Words that may stand before the name of an outlet: "the newspaper …".
const BODY_NOUNS: &[&str] = &[
    "newspaper",
    "newspapers",
    "daily",
    "agency",
    "broadcaster",
    "magazine",
    "channel",
    "outlet",
    "website",
    "portal",
    "tabloid",
];

/// Words that name a body when they end a capitalised run.
const BODY_ENDS: &[&str] = &[
    "ministry",
    "council",
    "commission",
    "committee",
    "government",
    "secretariat",
    "agency",
    "embassy",
    "parliament",
    "department",
    "office",
    "administration",
    "foundation",
    "institute",
    "bank",
    "university",
    "assembly",
    "kremlin",
    "palace",
    "house",
    "presidency",
    "cabinet",
    "senate",
    "bureau",
    "authority",
    "union",
    "association",
    "center",
    "centre",
    "division",
    "procuratorate",
];

/// How many of a list are looked at to tell whether its names stand before their offices.
const MAX_LISTED: usize = 12;

/// How far before "represented by" the country stands, in tokens.
const MAX_REPRESENTED: usize = 12;

/// The most words of the name of a national body behind an office, its country included.
const MAX_NATIONAL_BODY: usize = 14;

/// Initials for one letter of another alphabet: "Kh. Zarin".
const INITIALS_OF_TWO: &[&str] = &["kh", "yu", "ya", "zh", "sh", "dzh"];

/// The most words between a delegation and whoever leads it.
const MAX_LED: usize = 6;

/// The country that an entity is, or is of.
fn country_of(tag: &Tag) -> Option<CountryCode> {
    match tag {
        Tag::Country(code) | Tag::Demonym(code) => Some(*code),
        _ => None,
    }
}

struct Finder<'document> {
    document: &'document Document,
    tagged: &'document Tagged,
}

/// How many tokens a range has: documents have fewer of them than bytes, and those fit.
fn count(tokens: &Range<usize>) -> u32 {
    u32::try_from(tokens.len()).unwrap_or(u32::MAX)
}

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.document.low(token)
    }

    fn is(&self, token: usize, class: WordClass) -> bool {
        self.document.is(token, class)
    }

    fn is_sure_in_headline(&self, mention: &Mention) -> bool {
        let Kind::Person { name, sure: true, titles } = &mention.kind else { return false };
        let next = self.document.tokens.get(name.end);
        // "And", "Before", "To": small words that a headline capitalises.
        let ends = next.is_none_or(|next| !next.is_capitalised())
            || lexicon().common_words.contains(self.low(name.end));
        // "Statement by Ms A B, Minister of X": a title of courtesy, and a mark behind the name.
        let is_titled = *titles > 0 && self.document.is_mark(name.end, ",");
        let holds = mention
            .office
            .as_ref()
            .is_some_and(|office| office.tokens.start < name.start && !office.text.is_empty());
        name.len() <= 3 && ends && (holds || is_titled)
    }

    /// "the US President's adviser X": the adviser is of that country, and the president is not spoken of.
    fn tell_aides(&self, mentions: &mut Vec<Mention>, first: usize) {
        let mut at = first;
        while at + 1 < mentions.len() {
            let (owner, aide) = (&mentions[at], &mentions[at + 1]);
            let owned = aide.tokens.start == owner.tokens.end + 1
                && self.document.tokens[owner.tokens.end].kind == TokenKind::Possessive;
            let is_aide = matches!(aide.kind, Kind::Person { .. })
                && aide
                    .office
                    .as_ref()
                    .is_some_and(|office| !office.text.is_empty() && office.countries.is_empty());
            let countries = owner
                .office
                .as_ref()
                .filter(|office| !office.plural && !office.countries.is_empty())
                .map(|office| office.countries.clone());
            let is_office = owner.kind == Kind::Office;
            match countries.filter(|_| owned && is_aide && is_office) {
                Some(countries) => {
                    if let Some(office) = &mut mentions[at + 1].office {
                        office.countries = countries;
                    }
                    mentions.remove(at);
                }
                None => at += 1,
            }
        }
    }

    /// "the Norlandic team was led by Secretary X", "Secretary X is leading the Norlandic delegation": the secretary is of that
    /// country.
    fn tell_heads_of_delegations(&self, mentions: &mut [Mention]) {
        for mention in mentions {
            let Kind::Person { .. } = mention.kind else { continue };
            let Some(office) = &mut mention.office else { continue };
            if !office.countries.is_empty() || office.organization.is_some() {
                continue;
            }
            let tokens = &mention.tokens;
            office.countries =
                self.sent_under(tokens.start).or_else(|| self.sends(tokens.end)).into_iter().collect();
        }
    }

    /// The country of "the Norlandic team was led by" right before a token.
    fn sent_under(&self, token: usize) -> Option<CountryCode> {
        let mut at = token.checked_sub(1).filter(|&at| self.low(at) == "by")?;
        let first = token.saturating_sub(MAX_LED);
        while at > first && self.leads(at) {
            at -= 1;
        }
        // "Norland took part as an observer, represented by Secretary X"
        let before_by = token.checked_sub(2)?;
        if self.is(before_by, WordClass::StandingFor) {
            let first = token.saturating_sub(MAX_REPRESENTED);
            let mut before = (first..before_by).rev().filter_map(|at| self.tagged.entity_at(at));
            return before.find_map(|found| country_of(&found.tag));
        }
        if at + 1 >= token || !self.is(at, WordClass::DelegationNoun) {
            return None;
        }
        self.tagged.entity(at.checked_sub(1)?).and_then(|found| country_of(&found.tag))
    }

    /// The country of "is leading the Norlandic delegation" or "represented Norland" right behind a token.
    fn sends(&self, token: usize) -> Option<CountryCode> {
        let end = self.document.tokens.len().min(token + MAX_LED);
        let first = if self.document.is_mark(token, ",") { token + 1 } else { token };
        let verb =
            (first..end).take_while(|&at| self.leads(at) || self.is(at, WordClass::StandingFor)).last()?;
        let behind = if self.is(verb + 1, WordClass::Article) { verb + 2 } else { verb + 1 };
        let found = self.tagged.entity_at(behind).filter(|_| behind < end + 2)?;
        let represents = self.is(verb, WordClass::StandingFor);
        let leads = self.is(verb, WordClass::Heading) && self.is(found.tokens.end, WordClass::DelegationNoun);
        (represents || leads).then(|| country_of(&found.tag)).flatten()
    }

    /// Words between a delegation and whoever leads it.
    fn leads(&self, token: usize) -> bool {
        self.is(token, WordClass::Heading)
            || self.is(token, WordClass::ToBe)
            || matches!(self.low(token), "by" | "will")
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

    /// "Canada's A B": a person of a country, without an office.
    fn name_behind_country(&self, token: usize, end: usize, mentions: &mut Vec<Mention>) -> Option<usize> {
        let found = self.tagged.entity_at(token)?;
        let (Tag::Country(code) | Tag::Demonym(code)) = found.tag else { return None };
        let next = found.tokens.end;
        let possessive =
            self.document.tokens.get(next).is_some_and(|next| next.kind == TokenKind::Possessive);
        let at = if possessive { next + 1 } else { next };
        let honorific = self.honorifics(at, end);
        if !possessive && honorific == at {
            return None;
        }
        let name =
            self.name(honorific, end, honorific > at).filter(|name| name.len() >= 2 || honorific > at)?;
        let office = Office::of_countries(token..name.end, vec![code]);
        Some(self.named(token, at..honorific, name, Some(office), true, end, mentions))
    }

    /// An office without or with one or more names.
    fn office_and_names(&self, office: Office, end: usize, mentions: &mut Vec<Mention>) -> usize {
        let start = office.tokens.start;
        let mut at = office.tokens.end;
        let comma = self.document.is_mark(at, ",");
        // "the Treasurer (Mr. Lee)"
        let bracket = self.document.is_mark(at, "(");
        let name_at = if comma || bracket { at + 1 } else { at };
        let honorific_end = self.honorifics(name_at, end);
        let first = self.name(honorific_end, end, true).filter(|_| office.plural && !bracket);
        if let Some(next) = first
            .and_then(|name| self.holders_by_country(&office, name_at..honorific_end, name, end, mentions))
        {
            return next;
        }
        let name = self.name(honorific_end, end, true).filter(|name| {
            if bracket {
                return !office.plural && self.document.is_mark(name.end, ")");
            }
            // Behind a comma a name must be whole and be followed by a pause or a verb, lest it begin something else.
            !comma
                || (name.len() >= 2
                    && (!office.plural || office.countries.len() > 1)
                    && self.ends_apposition(name.end, end))
        });
        let Some(name) = name else {
            let next = at;
            mentions.push(Mention {
                tokens: office.tokens.clone(),
                kind: Kind::Office,
                office: Some(Box::new(office)),
                person: None,
            });
            return next;
        };
        let plural = office.plural;
        let countries = office.countries.clone();
        // Each of several countries is that of one holder, in order.
        let share = |number: usize| {
            let mut office = office.clone();
            if plural {
                office.text = singular(&office.text).into();
                office.head = singular(&office.head).into();
                office.plural = false;
            }
            if countries.len() > 1 {
                office.countries = countries.get(number).copied().into_iter().collect();
            }
            Some(office)
        };
        let mut number = 0;
        at = self.named(start, name_at..honorific_end, name, share(number), true, end, mentions);
        // "Presidents A B and C D": the office is everybody's.
        while plural && at < end {
            let separator = if matches!(self.low(at), "and" | "," | "&") { at + 1 } else { break };
            let separator = if self.low(separator) == "and" { separator + 1 } else { separator };
            let titles = self.honorifics(separator, end);
            let Some(name) = self.name(titles, end, true) else { break };
            number += 1;
            at = self.named(separator, separator..titles, name, share(number), true, end, mentions);
        }
        at
    }

    /// "the Presidents of A, X Y; B, Z W and C, U V", "the foreign ministers of A X Y and B Z W": each of his own country.
    /// Gives where the list ends, if it is one.
    fn holders_by_country(
        &self,
        office: &Office,
        honorific: Range<usize>,
        name: Range<usize>,
        end: usize,
        mentions: &mut Vec<Mention>,
    ) -> Option<usize> {
        let [first] = office.countries[..] else { return None };
        if !office.plural || name.len() < 2 {
            return None;
        }
        let mut found = vec![(first, honorific, name)];
        loop {
            let mut at = found.last()?.2.end;
            let is_place = |at: usize| {
                self.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
            };
            while at < end && matches!(self.low(at), ";" | "," | "and" | "the") && !is_place(at) {
                at += 1;
            }
            let Some(place) =
                self.tagged.entity_at(at).filter(|_| at > found[found.len() - 1].2.end && at < end)
            else {
                break;
            };
            let Tag::Country(code) = place.tag else { break };
            let behind =
                if self.low(place.tokens.end) == "," { place.tokens.end + 1 } else { place.tokens.end };
            let titles = self.honorifics(behind, end);
            let Some(name) = self.name(titles, end, true).filter(|name| name.len() >= 2) else { break };
            found.push((code, behind..titles, name));
        }
        if found.len() < 2 {
            return None;
        }
        let start = office.tokens.start;
        for (number, (country, honorific, name)) in found.iter().enumerate() {
            let own = Office {
                text: singular(&office.text).into(),
                head: singular(&office.head).into(),
                plural: false,
                countries: vec![*country],
                ..office.clone()
            };
            let begin = if number == 0 { start } else { honorific.start };
            mentions.push(Mention {
                tokens: begin..name.end,
                kind: Kind::Person { name: name.clone(), titles: count(honorific), sure: true },
                office: Some(Box::new(own)),
                person: None,
            });
        }
        found.last().map(|(_, _, name)| name.end)
    }

    fn ends_apposition(&self, token: usize, end: usize) -> bool {
        token >= end
            || self.is(token, WordClass::EndsApposition)
            || self.tagged.is_cue(token)
            || self.document.str(token).ends_with("ed")
    }

    /// Whether a list goes on, behind the office of the one named first, with a name before each office, and ends with an office:
    /// "A B, minister of X, C D, adviser of Y, and E F, secretary of Z". Where a name ends it, the offices stand before the names.
    fn names_come_first(&self, token: usize, end: usize) -> bool {
        let mut at = token;
        for listed in 0..MAX_LISTED {
            let joins = |at: usize| self.document.is_mark(at, ",") || self.low(at) == "and";
            let behind = (at..end.min(at + 2)).find(|&at| !joins(at)).unwrap_or(at + 2);
            let name = self.name(self.honorifics(behind, end), end, true).filter(|name| name.len() >= 2);
            let Some(name) = name.filter(|_| behind > at) else { return listed > 0 };
            if !self.document.is_mark(name.end, ",") {
                return false;
            }
            let Some(office) = self.office(name.end + 1, end).filter(|office| !office.plural) else {
                return false;
            };
            at = office.tokens.end;
        }
        true
    }

    /// Registers a named person: the name, an apposition behind it, "of" a country, "(country)".
    #[expect(clippy::too_many_arguments, reason = "the parts of one mention, each of another sort")]
    fn named(
        &self,
        start: usize,
        honorific: Range<usize>,
        name: Range<usize>,
        office: Option<Office>,
        sure: bool,
        end: usize,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        let mut at = name.end;
        let mut office = office;
        let mut sure = sure;
        if self.preceded_by_body_noun(start) && office.is_none() {
            mentions.push(Mention { tokens: start..name.end, kind: Kind::Body, office: None, person: None });
            return name.end;
        }
        // "the ambassador of Norland A B, the prime minister …": his office is told.
        let is_sent = office.as_ref().is_some_and(|office| !office.countries.is_empty());
        if office.as_ref().is_none_or(|office| office.countries.is_empty() && office.organization.is_none())
            && let Some((countries, next)) = self.country_behind(at, end)
        {
            at = next;
            sure = true;
            match &mut office {
                Some(office) => office.countries = countries,
                None => office = Some(Office::of_countries(start..next, countries)),
            }
        }
        // "(L)", "(C)" in captions; "(GCFR)" of an order.
        if self.document.is_mark(at, "(")
            && self.document.is_mark(at + 2, ")")
            && (self.document.str(at + 1).len() == 1 || self.document.tokens[at + 1].case == Case::Upper)
            && self.tagged.entity_at(at + 1).is_none()
        {
            at += 3;
        }
        // "Secretary A B, Secretary of National Defence": the second says more.
        let says_more = |behind: &Office| {
            office.as_ref().is_some_and(|office| {
                office.text.eq_ignore_ascii_case(&office.head)
                    && office.head == behind.head
                    && behind.text.len() > office.text.len()
                    && behind.text.to_lowercase().starts_with(office.head.as_str())
            })
        };
        // "Professor A B, Minister of Foreign Affairs": a title, and then the office.
        let is_title = office.as_ref().is_some_and(|office| {
            office.rank == Rank::Official
                && !is_sent
                && office.text.eq_ignore_ascii_case(&office.head)
                && self.tagged.find(office.tokens.start, |tag| tag == Tag::Honorific).is_some()
        });
        let has_office = office.as_ref().is_some_and(|office| !office.text.is_empty())
            && !is_title
            && !(self.document.is_mark(at, ",")
                && self.office(at + 1, end).is_some_and(|behind| says_more(&behind)));
        if !has_office
            && self.document.is_mark(at, ",")
            && let Some(mut behind) = self.office(at + 1, end)
            && !behind.plural
        {
            let after = behind.tokens.end;
            // "H.E. A B, President of X, Mr C D, …": each with a title before, so that what stands behind is his.
            let titled = !honorific.is_empty() && self.honorifics(after + 1, end) > after + 1;
            let stands_alone = self.name(self.honorifics(after, end), end, true).is_none()
                && (titled
                    || self.names_come_first(after, end)
                    || !(self.document.is_mark(after, ",")
                        && self.name(after + 1, end, true).is_some_and(|next| next.len() >= 2)
                        && !self.tagged.is_cue(after + 1)));
            if stands_alone {
                at = after;
                sure = true;
                // "Secretary, Ministry of Home Affairs of Norland"
                if behind.countries.is_empty()
                    && behind.organization.is_none()
                    && let Some((country, body, next)) = self.national_body(at, end)
                {
                    behind.text = format!("{}, {}", behind.text, self.document.clean(body)).into();
                    behind.countries.push(country);
                    at = next;
                }
                // "A B, Deputy Prime Minister and Minister of Foreign Affairs, received …"
                if self.low(at) == "and"
                    && let Some(second) = self.office(at + 1, end)
                    && !second.plural
                    && second.tokens.start == at + 1
                    && self.ends_apposition(second.tokens.end, end)
                    && (behind.countries.is_empty() || second.countries.is_empty())
                    && (behind.organization.is_none() || second.organization.is_none())
                {
                    at = second.tokens.end;
                    behind.text = format!("{} and {}", behind.text, second.text).into();
                    behind.countries.extend(second.countries);
                    behind.organization = behind.organization.or(second.organization);
                }
                if let Some(before) = &office
                    && behind.countries.is_empty()
                {
                    behind.countries.clone_from(&before.countries);
                }
                office = Some(behind);
            }
        }
        mentions.push(Mention {
            tokens: start..at,
            kind: Kind::Person { name, titles: count(&honorific), sure },
            office: office.map(Box::new),
            person: None,
        });
        at
    }

    /// ", Ministry of Home Affairs of Norland;" behind an office: the country, the name of its body, and where it ends.
    fn national_body(&self, token: usize, end: usize) -> Option<(CountryCode, Range<usize>, usize)> {
        if !self.document.is_mark(token, ",") {
            return None;
        }
        let last = end.min(token + MAX_NATIONAL_BODY);
        let of = (token + 2..last).find(|&at| {
            let behind = if self.low(at + 1) == "the" { at + 2 } else { at + 1 };
            self.low(at) == "of"
                && self.tagged.entity_at(behind).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
        })?;
        let is_name = |at: usize| {
            self.document.tokens[at].kind == TokenKind::Word
                && (self.document.tokens[at].is_capitalised()
                    || matches!(self.low(at), "of" | "and" | "the" | "for" | "on"))
                && self.tagged.entity(at).is_none()
        };
        let country = self.tagged.entity_at(if self.low(of + 1) == "the" { of + 2 } else { of + 1 })?;
        let ends = country.tokens.end >= end || self.ends_apposition(country.tokens.end, end);
        let is_body = self.document.tokens[token + 1].is_capitalised() && (token + 1..of).all(is_name);
        let code = country_of(&country.tag)?;
        (is_body && ends).then(|| (code, token + 1..of, country.tokens.end))
    }

    /// Whether a verb of saying in the past or the third person stands here.
    fn speaks(&self, token: usize) -> bool {
        self.is(token, WordClass::Speaking)
            || (self.tagged.is_cue(token) && self.low(token).ends_with("ed") && self.low(token + 1) == "that")
    }

    fn preceded_by_body_noun(&self, token: usize) -> bool {
        token > 0 && BODY_NOUNS.contains(&self.low(token - 1))
    }

    /// "of Russia", "from Russia", "(Russia)" behind a name.
    fn country_behind(&self, token: usize, end: usize) -> Option<(Vec<CountryCode>, usize)> {
        let (at, closing) = match self.low(token) {
            "of" | "from" => (token + 1, false),
            "(" => (token + 1, true),
            _ => return None,
        };
        // "The Bahamas" holds the article in the name.
        let at = if self.low(at) == "the" && self.tagged.entity_at(at).is_none() { at + 1 } else { at };
        let found = self.tagged.entity_at(at).filter(|_| at < end)?;
        let Tag::Country(code) = found.tag else { return None };
        let next = found.tokens.end;
        match closing {
            true if self.document.is_mark(next, ")") => Some((vec![code], next + 1)),
            true => None,
            false => Some((vec![code], next)),
        }
    }

    /// The end of the titles that begin at a token: "General (Retd)", "H.E. Mr.".
    fn honorifics(&self, token: usize, end: usize) -> usize {
        let mut at = token;
        while at < end {
            if let Some(found) = self.tagged.find(at, |tag| tag == Tag::Honorific) {
                at = found.tokens.end;
                if self.document.is_mark(at, ".") {
                    at += 1;
                }
            } else if at > token && self.is(at, WordClass::NameTitle) {
                // "HE sheikh Omar"
                at += 1;
            } else if self.low(at) == "the"
                && at + 1 < end
                && self.tagged.find(at + 1, |tag| tag == Tag::Honorific).is_some()
            {
                // "Dr. the Rt. Honourable"
                at += 1;
            } else if self.document.is_mark(at, "(") && self.is(at + 1, WordClass::Retired) && at > token {
                at += 2;
                while at < end && (self.document.is_mark(at, ")") || self.document.is_mark(at, ".")) {
                    at += 1;
                }
            } else {
                break;
            }
        }
        at.min(end)
    }

    /// Whether a word can be part of a person's name.
    fn is_name_word(&self, token: usize, first: bool) -> bool {
        let at = self.document.tokens[token];
        let low = self.low(token);
        if at.kind != TokenKind::Word || !at.is_capitalised() {
            return !first && has_article_prefix(low);
        }
        // What is left of an address on the web.
        if low.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        if self.document.str(token).ends_with('.') {
            // Initials are names; "Mr." and "Gen." are not.
            let letters = low.split('.').all(|part| part.len() <= 1);
            // "A.C.S. Hameed"
            let is_known = || self.tagged.entity(token).is_some();
            return letters && (low.len() <= 4 || low.len() <= 6 && !is_known())
                || INITIALS_OF_TWO.iter().any(|initial| low.strip_suffix('.') == Some(initial));
        }
        if let Some(entity) = self.tagged.entity(token) {
            // "Theresa May": a month's name behind a given name and before no number.
            let is_surname = !first
                && matches!(entity.tag, Tag::Month(_))
                && self.document.tokens.get(token + 1).is_none_or(|next| next.kind != TokenKind::Number);
            // A word that is also a city or an outlet may stand inside a name.
            let inside = !first && entity.tokens.len() == 1 && matches!(entity.tag, Tag::Outlet(_));
            // "Lan Thu Huong": a given name that also abbreviates a weekday.
            let is_given = !first
                && matches!(entity.tag, Tag::Weekday(_))
                && low.len() <= 4
                && self.document.tokens.get(token + 1).is_some_and(|next| next.case == Case::Title);
            return is_surname || inside || is_given;
        }
        let words = lexicon();
        let is_known = words.common_words.contains(low)
            || words.office_words.contains(low)
            || BODY_ENDS.contains(&low)
            || low.strip_suffix('s').is_some_and(|one| BODY_ENDS.contains(&one))
            || self
                .tagged
                .find(token, |tag| {
                    matches!(tag, Tag::Office { .. } | Tag::Meeting(_) | Tag::Group | Tag::Document(_))
                })
                .is_some();
        // "Tran Hoai An": an article with a capital letter in running text is none.
        let is_last = || {
            at.case == Case::Title
                && low == "an"
                && self.document.tokens.get(token + 1).is_none_or(|next| !next.is_capitalised())
        };
        if is_known {
            return !first && is_last();
        }
        if at.case == Case::Upper {
            // Acronyms are no names; surnames in capitals stand beside other names.
            let beside = |other: usize| {
                self.document.tokens.get(other).is_some_and(|token| token.case == Case::Title)
                    && other < self.document.tokens.len()
            };
            return low.len() != 3 && (beside(token + 1) || (!first && beside(token.saturating_sub(1))));
        }
        !low.split('-').any(|part| words.office_words.contains(part) && part.len() > 4)
    }

    /// “Joe” of "Joseph “Joe” Banda": between marks, before a word of the name.
    fn is_nickname(&self, token: usize, end: usize) -> bool {
        token + 3 < end
            && self.is(token, WordClass::OpeningQuote)
            && (self.is(token + 2, WordClass::ClosingQuote) || self.is(token + 2, WordClass::OpeningQuote))
            && self.document.tokens[token + 1].case == Case::Title
            && self.is_name_word(token + 1, false)
            && self.is_name_word(token + 3, false)
    }

    /// Behind an office and a first name, what is otherwise a city, a body, an office or a common word, and initials: "President
    /// Joao Lima", "Minister Abdel Fatah Okello", "Minister Hassan Amir Okello", "Secretary Amara Stone".
    fn is_homonym(&self, token: usize, end: usize, words: usize) -> bool {
        if self.document.tokens[token].case != Case::Title {
            return false;
        }
        let goes_on = token + 1 < end && self.is_name_word(token + 1, false);
        let next_is_name =
            self.document.tokens.get(token + 1).is_some_and(|next| token + 1 < end && next.is_capitalised());
        match self.tagged.entity_at(token).filter(|found| found.tokens.len() == 1).map(|found| found.tag) {
            Some(Tag::City(_)) => words == 1 && !next_is_name,
            Some(Tag::Organization(_)) => goes_on,
            Some(_) => false,
            // "Minister Amara A Banda"
            None if goes_on && self.low(token).len() == 1 => true,
            None if goes_on => self.is(token, WordClass::AlsoName),
            // "Secretary Amara Stone said": a common word as a surname, in running text.
            None => {
                let paragraph = self.document.sentences[self.document.sentence_of(token)].paragraph;
                words == 1
                    && !next_is_name
                    && self.document.paragraphs[paragraph].role == ParagraphRole::Body
                    && (lexicon().common_words.contains(self.low(token))
                        && !lexicon().office_words.contains(self.low(token))
                        // "Secretary Amara Tax said"
                        || self.speaks(token + 1))
                    && self.tagged.find(token, |tag| !matches!(tag, Tag::Cue(_))).is_none()
            }
        }
    }

    /// The person's name that begins at a token. `sure` tells that a title or an office stands before it, so that one
    /// word may be enough.
    fn name(&self, token: usize, end: usize, sure: bool) -> Option<Range<usize>> {
        // A given name that is also a city or a month, behind an office and before a surname.
        let shared =
            sure && self.tagged.entity_at(token).is_some_and(|found| {
                matches!(found.tag, Tag::City(_) | Tag::Month(_)) && found.tokens.len() == 1
            }) && token + 1 < end
                && self.is_name_word(token + 1, true);
        if token >= end || !(shared || self.is_name_word(token, true)) {
            return None;
        }
        // "Calling Lee a friend, Cho …": a participle at the start of a sentence.
        let opens = token + 1 < end
            && self.low(token).len() >= MIN_PARTICIPLE
            && self.low(token).ends_with("ing")
            && self.document.sentences[self.document.sentence_of(token)].tokens.start == token
            && self.is_name_word(token + 1, true)
            && !(token + 2 < end && self.is_name_word(token + 2, false));
        if opens {
            return None;
        }
        let mut at = token + 1;
        let mut words = 1;
        while at < end && words < 9 {
            // A mark or a possessive between them ends the name; initials carry their own points.
            if self.is_name_word(at, false) {
                at += 1;
                words += 1;
            } else if self.is_nickname(at, end) {
                at += 4;
                words += 2;
            } else if sure && self.is_homonym(at, end, words) {
                at += 1;
                words += 1;
            } else {
                // "von der", "de la": one or more, before a word of the name.
                let particles = (at..end.min(at + MAX_PARTICLES))
                    .take_while(|&at| {
                        lexicon().name_particles.contains(self.low(at))
                            && self.document.tokens[at].kind == TokenKind::Word
                    })
                    .count();
                let next = at + particles;
                let goes_on = particles > 0
                    && next < end
                    && self.document.tokens[next].is_capitalised()
                    && self.is_name_word(next, false);
                if !goes_on {
                    break;
                }
                at = next + 1;
                words += 1;
            }
        }
        // "Spokesperson Announces:", in a headline: the verb.
        let paragraph = self.document.sentences[self.document.sentence_of(token)].paragraph;
        let announces = words == 1
            && self.document.paragraphs[paragraph].role != ParagraphRole::Body
            && self.document.is_mark(at, ":")
            && self.tagged.is_cue(token);
        if announces {
            return None;
        }
        let only_initials = (token..at).all(|word| self.document.str(word).ends_with('.'));
        (!only_initials && (words >= 2 || sure))
            .then_some(token..at)
            .or_else(|| (words == 1 && !only_initials && !sure).then_some(token..at))
    }

    /// Whether "a" or "an" opens the phrase of an office: "a defence official", "an unnamed harbour official".
    fn is_indefinite(&self, token: usize) -> bool {
        let is_word = |at: usize| {
            self.document.tokens[at].kind == TokenKind::Word && self.document.tokens[at].case == Case::Lower
        };
        (token.saturating_sub(2)..token + 1)
            .rev()
            .take_while(|&at| is_word(at))
            .any(|at| matches!(self.low(at), "a" | "an"))
    }

    /// The office that begins at a token, stacked offices joined.
    fn office(&self, token: usize, end: usize) -> Option<Office> {
        let mut office = self.single_office(token, end)?;
        // "State Councilor and Minister of Public Security", "Deputy Prime Minister, Minister of Foreign Affairs": one
        // holder when a name follows the last and none the first.
        for _ in 0..3 {
            let at = office.tokens.end;
            let stacked = match self.low(at) {
                "and" | "," | "-" | "–" | "/" => at + 1,
                _ => break,
            };
            if office.plural || stacked >= end {
                break;
            }
            let Some(next) = self.single_office(stacked, end) else { break };
            // "Secretary of State and Minister of Foreign Affairs of Norland": the title is one country's where no other is told.
            let implied =
                self.tagged.entities(office.tokens.clone()).all(|found| country_of(&found.tag).is_none())
                    && lexicon().title_country(&office.text).is_some();
            // "Norland's deputy prime minister and union minister": what is said goes before what a title is usual for.
            let told = |office: &Office| {
                self.tagged.entities(office.tokens.clone()).any(|found| country_of(&found.tag).is_some())
            };
            let next_implied = told(&office) && !told(&next) && lexicon().title_country(&next.text).is_some();
            let same = implied
                || next_implied
                || office.countries.is_empty()
                || next.countries.is_empty()
                || office.countries == next.countries;
            // "the league's chairman and president of Norland, A B,"
            let comma = self.low(at) == "and" && self.document.is_mark(next.tokens.end, ",");
            let behind = if comma { next.tokens.end + 1 } else { next.tokens.end };
            let name = self
                .name(self.honorifics(behind, end), end, true)
                .filter(|name| !comma || name.len() >= 2 && self.ends_apposition(name.end, end));
            let further = matches!(self.low(next.tokens.end), "and" | ",")
                && self
                    .single_office(next.tokens.end + 1, end)
                    .is_some_and(|third| third.countries.is_empty());
            // "the director of X, President A B" and "the president and the minister" are two.
            let apart = self.low(stacked) == "the"
                // "According to a defence official, Secretary A B is to go": nobody calls him so.
                || self.low(at) == "," && self.is_indefinite(office.tokens.start)
                || self.low(at) == "," && (office.organization.is_some() || next.rank == Rank::State);
            if next.plural || apart || !same || (name.is_none() && !further) {
                break;
            }
            let text = format!("{} and {}", office.text, next.text);
            let joined = if self.low(at) == "," { format!("{}, {}", office.text, next.text) } else { text };
            office = Office {
                tokens: office.tokens.start..next.tokens.end,
                text: joined.into(),
                countries: if office.countries.is_empty() || implied && !next.countries.is_empty() {
                    next.countries
                } else {
                    office.countries
                },
                organization: office.organization.or(next.organization),
                bare: false,
                // "the league's chairman and prime minister of Norland": the higher of the two.
                rank: office.rank.min(next.rank),
                ..office
            };
        }
        Some(office)
    }

    fn single_office(&self, token: usize, end: usize) -> Option<Office> {
        let determiner =
            matches!(self.low(token), "the" | "his" | "her" | "their" | "its" | "a" | "an" | "another");
        let first = if determiner { token + 1 } else { token };
        let mut at = first;
        let mut countries = Vec::new();
        let mut organization: Option<String> = None;
        let mut former = false;
        // Where the office proper begins: behind countries and organizations.
        let mut title = first;
        // "will host the ministers": the verb.
        let is_verb =
            self.low(first) == "host" && !determiner && first > 0 && self.is(first - 1, WordClass::Modal);
        if is_verb {
            return None;
        }
        let mut head: Option<(Range<usize>, bool, Rank)> = None;
        while at < end && at < first + 14 {
            if let Some(found) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })) {
                let Tag::Office { plural, rank } = found.tag else { break };
                // "heads of delegations"
                let group = self.tagged.find(at, |tag| tag == Tag::Group);
                if head.is_none() && group.is_some_and(|group| group.tokens.end > found.tokens.end) {
                    return None;
                }
                // "member states", "Secretary Council": a head that another word of offices follows is a modifier,
                // unless it was the last.
                let keeps_first_rank = head.as_ref().map(|(_, _, rank)| *rank);
                let is_modifier = self.is(at, WordClass::LesserOffice);
                let best =
                    if is_modifier { rank } else { keeps_first_rank.map_or(rank, |before| before.min(rank)) };
                head = Some((found.tokens.clone(), plural, best));
                at = found.tokens.end;
                if plural {
                    break;
                }
                // "member states": no office.
                if matches!(self.low(found.tokens.start), "member" | "deputy" | "head")
                    && self.tagged.find(at, |tag| tag == Tag::Group).is_some()
                    && self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })).is_none()
                {
                    return None;
                }
                continue;
            }
            let known = self.tagged.entity_at(at);
            if let Some(found) = known {
                // Behind a head an entity begins something else: "President Russia".
                if head.is_some() {
                    break;
                }
                match found.tag {
                    Tag::Country(code) | Tag::Demonym(code) => countries.push(code),
                    Tag::Organization(index) => {
                        organization = Some(self.tagged.organization(index).name.clone())
                    }
                    Tag::City(_) | Tag::Region => {}
                    _ => break,
                }
                at = found.tokens.end;
                if self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Possessive) {
                    at += 1;
                }
                title = at;
                continue;
            }
            // "Kremlin spokesman", "Foreign Ministry spokesperson".
            if head.is_none()
                && let Some(body) = self.tagged.find(at, |tag| tag == Tag::Body)
            {
                at = body.tokens.end;
                continue;
            }
            let low = self.low(at);
            let words = lexicon();
            // "Greek, Cypriot and French": several countries before a plural.
            let is_place = |token: usize| {
                self.tagged
                    .entity_at(token)
                    .is_some_and(|found| matches!(found.tag, Tag::Demonym(_) | Tag::Country(_)))
            };
            let behind = if self.low(at + 1) == "and" { at + 2 } else { at + 1 };
            if matches!(low, "," | "and")
                && at == title
                && at > first
                && head.is_none()
                && is_place(behind)
                && self.leads_to_plural(behind, end)
            {
                at = behind;
                continue;
            }
            let capitalised = self.document.tokens[at].is_capitalised();
            let modifies = words.office_modifiers.contains(low)
                || (capitalised && words.office_words.contains(low))
                || (low.contains('-')
                    && low.split('-').all(|part| words.office_words.contains(part) || part.len() < 5)
                    && !low.ends_with("-day"));
            let joins = matches!(low, "and" | "&")
                && at > title
                && self.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised())
                && words.office_words.contains(self.low(at + 1))
                && head.is_none();
            // "the foreign and defence ministers"
            let is_word = |at: usize| {
                words.office_words.contains(self.low(at)) || words.office_modifiers.contains(self.low(at))
            };
            let joins = joins
                || low == "and"
                    && at > title
                    && head.is_none()
                    && is_word(at - 1)
                    && is_word(at + 1)
                    && self.leads_to_plural(at + 1, end);
            if !modifies && !joins {
                break;
            }
            former |= low == "former";
            at += 1;
        }
        let (head, plural, rank) = head?;
        // "a three-day official visit": the adjective.
        if self.low(head.start) == "official"
            && head.len() == 1
            && self.is(head.end, WordClass::OfficialThing)
        {
            return None;
        }
        // "… in Yemen British Prime Minister …": copy that lost its mark between two sentences.
        if !plural && countries.len() > 1 {
            countries.drain(..countries.len() - 1);
        }
        let mut office_end = head.end;
        let mut title_end = head.end;
        let mut at = head.end;
        // "Secretary, Security Division A B": the body behind a comma, before the name.
        if let Some(body) = self.body_behind_comma(at, end).filter(|_| !plural) {
            (at, office_end, title_end) = (body, body, body);
        }
        // Behind "of Norland", words are of another body: "Solicitor General of Norland at the Supreme Court".
        let mut told = false;
        // "of the Norlandic Security Council": whose it is stands within the words of the office.
        let mut within: Option<Range<usize>> = None;
        while at < end {
            let at_complement = self.behind_bracket(at, end).unwrap_or(at);
            let Some((next, kept, country, body)) = self.office_complement(at_complement, end) else { break };
            at = next;
            office_end = next;
            let goes_on = kept == next && !country.is_empty() && !self.is(next - 1, WordClass::Sent);
            if (goes_on || country.is_empty() && body.is_none()) && !told && at_complement <= kept {
                title_end = kept;
                if goes_on {
                    within = self.owner_in(at_complement..next);
                }
            }
            told |= !country.is_empty() && !goes_on;
            countries.extend(country);
            organization = organization.or(body);
        }
        // "Minister of Defense Norland A B": copy that lost its "of".
        if countries.is_empty()
            && organization.is_none()
            && let Some(found) = self.tagged.entity_at(at).filter(|_| at < end && at > head.start)
            && let Tag::Country(code) = found.tag
            && self
                .name(self.honorifics(found.tokens.end, end), end, true)
                .is_some_and(|name| name.len() >= 2)
        {
            countries.push(code);
            office_end = found.tokens.end;
        }
        countries.dedup();
        // "head of the Lao delegation": "head" alone would say nothing.
        if head.end < office_end && self.is(office_end - 1, WordClass::Sent) {
            title_end = office_end;
        }
        // "… – Prime Minister A B"
        while title < title_end && self.is(title, WordClass::Dash) {
            title += 1;
        }
        let text = match within {
            Some(owner) => {
                let (before, behind) = (title..owner.start, owner.end..title_end.max(head.end));
                format!("{} {}", self.document.clean(before), self.document.clean(behind))
            }
            None => self.document.clean(title..title_end.max(head.end)),
        };
        if countries.is_empty() && organization.is_none() {
            countries.extend(lexicon().title_country(&text));
        }
        let bare = determiner && title == first && head.start == first && office_end == head.end;
        Some(Office {
            tokens: token..office_end,
            text: text.into(),
            head: self.document.slice(head.clone()).to_lowercase().into(),
            plural,
            rank,
            countries,
            organization,
            bare,
            former,
        })
    }

    /// The country in a range, with a possessive ending behind it.
    fn owner_in(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let found = self.tagged.entities(tokens).find(|found| country_of(&found.tag).is_some())?;
        let end = found.tokens.end;
        let owns = self.document.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Possessive);
        Some(found.tokens.start..if owns { end + 1 } else { end })
    }

    /// "(First Deputy Secretary) of the Republic": where what belongs to an office goes on behind words between brackets.
    fn behind_bracket(&self, token: usize, end: usize) -> Option<usize> {
        if !self.document.is_mark(token, "(") {
            return None;
        }
        let close = (token + 1..end.min(token + MAX_BRACKET)).find(|&at| self.document.is_mark(at, ")"))?;
        matches!(self.low(close + 1), "of" | "for").then_some(close + 1)
    }

    /// Where the name of a body ends that stands behind an office and a comma, and before a name.
    fn body_behind_comma(&self, token: usize, end: usize) -> Option<usize> {
        if self.low(token) != "," {
            return None;
        }
        let run = self.office_run(token + 1, end)?;
        let words = token + 1..run;
        let is_body = BODY_ENDS.contains(&self.low(run - 1))
            && words.clone().all(|at| self.document.tokens[at].is_capitalised())
            && words
                .clone()
                .all(|at| self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })).is_none());
        let is_named = self.name(self.honorifics(run, end), end, true).is_some_and(|name| name.len() >= 2);
        (is_body && is_named).then_some(run)
    }

    /// Whether a list of countries leads to a plural head: "Cypriot and French foreign ministers".
    fn leads_to_plural(&self, token: usize, end: usize) -> bool {
        let mut at = token;
        while at < end && at < token + 24 {
            if let Some(found) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })) {
                if matches!(found.tag, Tag::Office { plural: true, .. }) {
                    return true;
                }
                at = found.tokens.end;
            } else if let Some(found) = self.tagged.entity_at(at) {
                at = found.tokens.end;
            } else if matches!(self.low(at), "," | "and")
                || lexicon().office_modifiers.contains(self.low(at))
                || lexicon().office_words.contains(self.low(at))
            {
                at += 1;
            } else {
                return false;
            }
        }
        false
    }

    /// "of Foreign Affairs", "of Russia", "for Defence", "to the United Nations" behind the head of an office. Gives where
    /// it ends, where the part ends that belongs to the office itself, countries, and an organization.
    fn office_complement(
        &self,
        token: usize,
        end: usize,
    ) -> Option<(usize, usize, Vec<CountryCode>, Option<String>)> {
        let preposition = self.low(token);
        // "Chargé d'Affaires of the Embassy of Norland in Southland"
        let in_country = if self.low(token + 1) == "the" { token + 2 } else { token + 1 };
        if preposition == "in"
            && (token.saturating_sub(MAX_EMBASSY)..token)
                .any(|at| matches!(self.low(at), "embassy" | "mission"))
            && let Some(found) = self.tagged.entity_at(in_country).filter(|_| in_country < end)
            && matches!(found.tag, Tag::Country(_))
        {
            return Some((found.tokens.end, token, Vec::new(), None));
        }
        // "Norland's Ambassador in Harbour City A B"
        if preposition == "in"
            && token.checked_sub(1).is_some_and(|head| self.is(head, WordClass::EnvoyHead))
            && let Some(found) = self.tagged.entity_at(in_country).filter(|_| in_country < end)
            && matches!(found.tag, Tag::Country(_) | Tag::City(_))
            && self.name(found.tokens.end, end, true).is_some_and(|name| name.len() >= 2)
        {
            return Some((found.tokens.end, token, Vec::new(), None));
        }
        if !matches!(preposition, "of" | "for" | "to" | "on" | "at" | "in" | "from" | "under") {
            return None;
        }
        let mut at = token + 1;
        if preposition == "in" {
            if self.low(at) != "charge" || self.low(at + 1) != "of" {
                return None;
            }
            at += 2;
        }
        // "of The Bahamas" may hold the article in the name.
        if self.low(at) == "the" && self.tagged.entity_at(at).is_none() {
            at += 1;
        }
        // "leaders of the 27-member union"
        let counts =
            ["-member", "-nation", "-country", "-state"].iter().any(|end| self.low(at).ends_with(end));
        if counts && self.tagged.entity_at(at + 1).is_some() {
            at += 1;
        }
        // "Deputy Chairman of the Cabinet of Ministers"
        if preposition == "of"
            && token.checked_sub(1).is_some_and(|before| self.is(before, WordClass::Collegium))
            && let Some(found) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: true, .. }))
        {
            let next = found.tokens.end;
            return Some((next, next, Vec::new(), None));
        }
        // "Chairman of Ministers' Cabinet"
        if preposition == "of"
            && let Some(found) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: true, .. }))
            && self
                .document
                .tokens
                .get(found.tokens.end)
                .is_some_and(|token| token.kind == TokenKind::Possessive)
            && let Some(run) = self.office_run(found.tokens.end + 1, end)
        {
            return Some((run, run, Vec::new(), None));
        }
        // "adviser to President A B", but "counselor to the president A B"
        let apart = !matches!(preposition, "to" | "under") || at == token + 1;
        if at >= end || apart && self.names_holder(at, end) {
            return None;
        }
        // "the special envoy of the President of Norland, A B": the envoy has the name.
        if preposition == "of"
            && token.checked_sub(1).is_some_and(|head| self.is(head, WordClass::EnvoyHead))
            && let Some(sender) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: false, .. }))
        {
            let next = sender.tokens.end;
            let country = (self.low(next) == "of").then(|| self.tagged.entity_at(next + 1)).flatten();
            let sent_by = country.and_then(|found| Some((found.tokens.end, country_of(&found.tag)?)));
            return match sent_by {
                // "the envoy of the President of Norland A B": the president has it.
                Some((last, _)) if self.name(last, end, true).is_some() => None,
                Some((last, code)) => Some((last, next, vec![code], None)),
                None => Some((next, next, Vec::new(), None)),
            };
        }
        if let Some(found) = self.tagged.entity_at(at) {
            let next = found.tokens.end;
            // "Secretary of Kyrgyzstan's Security Council": goes on as words of the office.
            let possessive =
                self.document.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Possessive);
            match found.tag {
                // "UN Special Envoy for Norland A B": where he is sent, and not whose he is.
                Tag::Country(_) | Tag::Region
                    if preposition == "for"
                        && !possessive
                        && token.checked_sub(1).is_some_and(|head| self.is(head, WordClass::EnvoyHead)) =>
                {
                    return Some((next, next, Vec::new(), None));
                }
                Tag::Country(code) if matches!(preposition, "of" | "from") => {
                    let (next, codes) = self.country_list(at, end, code);
                    if possessive && let Some(run) = self.office_run(next + 1, end) {
                        return Some((run, run, codes, None));
                    }
                    // "spokesperson of Norland's foreign ministry", "of Norland MoFA"
                    if let Some(body) = self.tagged.find(next, |tag| tag == Tag::Body) {
                        return Some((body.tokens.end, token, codes, None));
                    }
                    // "head of the DPRK delegation"
                    if next < end && self.is(next, WordClass::Sent) {
                        return Some((next + 1, next + 1, codes, None));
                    }
                    return Some((next, token, codes, None));
                }
                // "Adviser to the Norlandic Prime Minister for Security", "Aide to Norland's President"
                Tag::Country(code) | Tag::Demonym(code)
                    if matches!(preposition, "to" | "under")
                        && let behind = if possessive { next + 1 } else { next }
                        && let Some(office) = self
                            .tagged
                            .find(behind, |tag| matches!(tag, Tag::Office { plural: false, .. }))
                        && (!apart || self.name(office.tokens.end, end, true).is_none()) =>
                {
                    let next = office.tokens.end;
                    return Some((next, next, vec![code], None));
                }
                Tag::Country(_) if preposition == "to" => return Some((next, next, Vec::new(), None)),
                // "head of the Sudanese government's delegation"
                Tag::Demonym(code) | Tag::Country(code)
                    if preposition == "of"
                        && self.low(next) == "government"
                        && self.is(next + 2, WordClass::Sent) =>
                {
                    return Some((next + 3, next + 3, vec![code], None));
                }
                Tag::Demonym(code) if preposition == "of" => {
                    let run = self.office_run(next, end)?;
                    return Some((run, run, vec![code], None));
                }
                Tag::Organization(index) if preposition != "from" => {
                    let name = self.tagged.organization(index).name.clone();
                    let mut run = next;
                    // "(RATS)" behind the name.
                    if self.document.is_mark(run, "(") && self.document.is_mark(run + 2, ")") {
                        run += 3;
                    }
                    let body = (preposition != "to").then_some(name);
                    // "of the league's Regional Structure"
                    if possessive && let Some(further) = self.office_run(next + 1, end) {
                        return Some((further, further, Vec::new(), body));
                    }
                    if let Some(further) = self.office_run(run, end) {
                        return Some((further, further, Vec::new(), body));
                    }
                    return Some((run, token, Vec::new(), body));
                }
                Tag::City(_) if matches!(preposition, "of" | "to" | "in") => {
                    return Some((next, next, Vec::new(), None));
                }
                _ => return None,
            }
        }
        // "Head of the Office of the President of Norland"
        if preposition == "of"
            && matches!(self.low(at), "office" | "administration" | "secretariat")
            && self.document.tokens[at].is_capitalised()
            && self.low(at + 1) == "of"
            && let holder = if self.low(at + 2) == "the" { at + 3 } else { at + 2 }
            && let Some(of) = self.tagged.find(holder, |tag| matches!(tag, Tag::Office { plural: false, .. }))
        {
            return Some((of.tokens.end, of.tokens.end, Vec::new(), None));
        }
        // "Counselor to the President", "Secretary of the Council under the President"
        if matches!(preposition, "to" | "under")
            && let Some(office) = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: false, .. }))
        {
            let next = office.tokens.end;
            return Some((next, next, Vec::new(), None));
        }
        // "Secretary to the Ministry of Trade"
        let serves = preposition == "to" && self.is(at, WordClass::Ministry);
        if matches!(preposition, "to" | "from" | "under") && !serves {
            return None;
        }
        let run = self.office_run(at, end)?;
        Some((run, run, Vec::new(), None))
    }

    /// "a spokesman for President Ann Lee": an office with its holder begins here, who is somebody else.
    fn names_holder(&self, token: usize, end: usize) -> bool {
        let head = (token..end.min(token + 4)).find_map(|at| {
            let found = self.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: false, .. }))?;
            Some(found.tokens.end)
        });
        head.is_some_and(|at| {
            let words_before = (token..at).all(|word| self.document.tokens[word].kind == TokenKind::Word);
            words_before && self.name(self.honorifics(at, end), end, true).is_some()
        })
    }

    /// The end of a run of words of offices: "Foreign Affairs and International Cooperation", "public security".
    fn office_run(&self, token: usize, end: usize) -> Option<usize> {
        let words = lexicon();
        let mut at = token;
        let mut last = None;
        while at < end {
            let low = self.low(at);
            let is_office_word = words.office_words.contains(low)
                || (low.contains('-') && low.split('-').any(|part| words.office_words.contains(part)));
            if is_office_word && self.document.tokens[at].kind == TokenKind::Word {
                at += 1;
                last = Some(at);
                continue;
            }
            // An unknown capitalised word between words of offices.
            let bridge = self.document.tokens[at].is_capitalised()
                && self.tagged.entity(at).is_none()
                && words.office_words.contains(self.low(at + 1))
                && self.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised());
            if matches!(low, "and")
                && self.low(at + 1) == "the"
                && last.is_some()
                && words.office_words.contains(self.low(at + 2))
                && self.document.tokens.get(at + 2).is_some_and(|next| next.is_capitalised())
            {
                at += 2;
                continue;
            }
            // "Foreign and CARICOM Affairs"
            let through_body = low == "and"
                && last.is_some()
                && self.tagged.entity_at(at + 1).is_some_and(|found| {
                    matches!(found.tag, Tag::Organization(_))
                        && words.office_words.contains(self.low(found.tokens.end))
                        && self.document.tokens[found.tokens.end].is_capitalised()
                });
            if through_body && let Some(body) = self.tagged.entity_at(at + 1) {
                at = body.tokens.end;
                continue;
            }
            let joins = matches!(low, "and" | "&" | ",")
                && last.is_some()
                && words.office_words.contains(self.low(at + 1))
                && self.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised())
                && self.tagged.find(at + 1, |tag| matches!(tag, Tag::Office { .. })).is_none()
                && !self.begins_office(at + 1, end);
            if bridge || joins {
                at += 1;
                continue;
            }
            break;
        }
        last
    }

    /// Whether words of offices from here on lead to another head ("… and Prime Minister").
    fn begins_office(&self, token: usize, end: usize) -> bool {
        let words = lexicon();
        let mut at = token;
        while at < end && at < token + 6 {
            if self.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })).is_some() {
                return true;
            }
            if !words.office_words.contains(self.low(at)) {
                return false;
            }
            at += 1;
        }
        false
    }

    /// A list of countries: "Russia, Kazakhstan and the Kyrgyz Republic". Gives where it ends.
    fn country_list(&self, token: usize, end: usize, first: CountryCode) -> (usize, Vec<CountryCode>) {
        let mut codes = vec![first];
        let mut last = self.tagged.entity_at(token).map_or(token + 1, |found| found.tokens.end);
        loop {
            let mut at = last;
            let mut separated = false;
            while at < end && matches!(self.low(at), "," | "and" | "the" | "as" | "well" | "&") {
                separated |= self.low(at) != "the";
                at += 1;
            }
            let Some(found) = self.tagged.entity_at(at).filter(|_| separated && at < end) else { break };
            let Tag::Country(code) = found.tag else { break };
            // "… and the Kyrgyz Republic chief of staff", "…, Belarus' minister": the country begins another mention.
            let next = self.document.tokens.get(found.tokens.end);
            if next.is_some_and(|next| next.kind == TokenKind::Possessive)
                || self.single_office(at, end).is_some()
            {
                break;
            }
            codes.push(code);
            last = found.tokens.end;
        }
        (last, codes)
    }

    /// Organizations, countries, groups, documents, pronouns.
    fn other(&self, token: usize, end: usize) -> Option<(Range<usize>, Kind)> {
        let low = self.low(token);
        match low {
            // "HE the Minister": a title.
            "he" if self.document.tokens[token].case == Case::Upper => {}
            "he" | "she" => return Some((token..token + 1, Kind::Pronoun(Pronoun::Singular))),
            "they" => return Some((token..token + 1, Kind::Pronoun(Pronoun::Plural))),
            "it" => return Some((token..token + 1, Kind::Pronoun(Pronoun::Neuter))),
            _ => {}
        }
        // "His Excellency stressed": he did.
        if self.is(token, WordClass::PossessivePronoun)
            && let Some(title) = self.tagged.find(token, |tag| tag == Tag::Honorific)
            && title.tokens.len() == 2
            && self.document.tokens.get(title.tokens.end).is_some_and(|next| {
                next.kind == TokenKind::Word && !next.is_capitalised() && self.low(title.tokens.end) != "the"
            })
        {
            return Some((title.tokens, Kind::Pronoun(Pronoun::Singular)));
        }
        let determiner = matches!(
            low,
            "the" | "a" | "an" | "this" | "all" | "both" | "two" | "these" | "their" | "its" | "other"
        );
        if let Some(found) = self.tagged.entity_at(token) {
            let next = found.tokens.end;
            match found.tag {
                Tag::Organization(index) => {
                    // "SCO member states", "ASEAN foreign ministers" were offices; "SCO members" is a group.
                    if let Some(group) = self.group(next, end) {
                        return Some((token..group, Kind::Group));
                    }
                    return Some((token..next, Kind::Organization(index)));
                }
                Tag::Outlet(_) => return Some((token..self.outlet_end(next), Kind::Body)),
                Tag::Country(code) | Tag::Demonym(code) => {
                    let mut at = next;
                    if self.document.tokens.get(at).is_some_and(|next| next.kind == TokenKind::Possessive) {
                        at += 1;
                    }
                    if let Some(outlet) =
                        self.tagged.entity_at(at).filter(|found| matches!(found.tag, Tag::Outlet(_)))
                    {
                        return Some((token..self.outlet_end(outlet.tokens.end), Kind::Body));
                    }
                    if let Some(body) = self.body_end(at, end) {
                        return Some((token..body, Kind::Body));
                    }
                    if let Some(group) = self.group(at, end) {
                        return Some((token..group, Kind::Group));
                    }
                    if self.low(at) == "side" {
                        return Some((token..at + 1, Kind::Country(code)));
                    }
                    return Some((token..next, Kind::Country(code)));
                }
                _ => return None,
            }
        }
        if determiner {
            // "the two sides", "the participating ministers", "the joint statement"
            for at in token + 1..token + 4 {
                if let Some(group) = self.group(at, end) {
                    return Some((token..group, Kind::Group));
                }
                if let Some(next) = self.speaking_document(at) {
                    return Some((token..next, Kind::Document));
                }
                if let Some(body) = self.body_end(at, end) {
                    return Some((token..body, Kind::Body));
                }
                // Over adjectives only: no entity, no small word, no other noun that the lexicon knows.
                let is_adjective = at < end
                    && self.document.tokens[at].kind == TokenKind::Word
                    && self.tagged.entity_at(at).is_none()
                    && (!lexicon().common_words.contains(self.low(at))
                        || self.tagged.find(at, |_| true).is_none() && self.low(at).len() > 4)
                    && !matches!(
                        self.low(at),
                        "of" | "in"
                            | "on"
                            | "to"
                            | "with"
                            | "by"
                            | "and"
                            | "or"
                            | "is"
                            | "was"
                            | "were"
                            | "has"
                            | "at"
                            | "for"
                            | "from"
                    )
                    && self
                        .tagged
                        .find(at, |tag| matches!(tag, Tag::Meeting(_) | Tag::Cue(_) | Tag::Document(_)))
                        .is_none();
                if !is_adjective {
                    break;
                }
            }
            return None;
        }
        if let Some(group) = self.group(token, end) {
            return Some((token..group, Kind::Group));
        }
        if let Some(body) = self.body_end(token, end) {
            return Some((token..body, Kind::Body));
        }
        self.speaking_document(token).map(|next| (token..next, Kind::Document))
    }

    fn group(&self, token: usize, end: usize) -> Option<usize> {
        let skip = usize::from(self.is(token, WordClass::BeforeGroup));
        let found = self.tagged.find(token, |tag| tag == Tag::Group).or_else(|| {
            (skip > 0).then(|| self.tagged.find(token + skip, |tag| tag == Tag::Group)).flatten()
        })?;
        (found.tokens.end <= end).then_some(found.tokens.end)
    }

    /// Over "news agency" and the like behind an outlet's name.
    fn outlet_end(&self, token: usize) -> usize {
        let mut at = token;
        while self.is(at, WordClass::OutletNoun) {
            at += 1;
        }
        at
    }

    /// "Foreign Ministry", "Security Council": capitalised words of offices that end in the name of a body.
    fn body_end(&self, token: usize, end: usize) -> Option<usize> {
        let mut at = token;
        let mut last = self.tagged.find(token, |tag| tag == Tag::Body).map(|found| found.tokens.end);
        while at < end && at < token + 6 {
            let low = self.low(at);
            if BODY_ENDS.contains(&low) {
                last = Some(at + 1);
            }
            let goes_on = lexicon().office_words.contains(low) || BODY_ENDS.contains(&low);
            if !goes_on {
                break;
            }
            at += 1;
        }
        // "… of Foreign Affairs of Russia"
        let mut last = last?;
        while self.low(last) == "of" {
            let inner = if self.low(last + 1) == "the" { last + 2 } else { last + 1 };
            let place = self
                .tagged
                .entity_at(inner)
                .filter(|found| matches!(found.tag, Tag::Country(_) | Tag::Demonym(_)));
            if let Some(found) = place {
                let behind = found.tokens.end;
                // "of the Belarusian Foreign Ministry", "of the Armenian president"
                let office = self
                    .tagged
                    .find(behind, |tag| matches!(tag, Tag::Office { .. }))
                    .map(|office| office.tokens.end);
                last = self.office_run(behind, end).or(office).unwrap_or(behind);
            } else if let Some(run) = self.office_run(inner, end) {
                last = run;
            } else {
                break;
            }
        }
        Some(last)
    }

    fn speaking_document(&self, token: usize) -> Option<usize> {
        let found = self.tagged.find(
            token,
            |tag| matches!(tag, Tag::Document(index) if lexicon().documents[index.index()].speaks),
        )?;
        Some(found.tokens.end)
    }
}

/// "Defense ministers" as the office of one of them.
#[must_use]
pub fn singular(office: &str) -> String {
    let folded = office.to_ascii_lowercase();
    let is_edge = |at: usize| !folded.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    // The first head: "Secretaries of Security Councils", of several there the longest.
    let heads = lexicon().office_plurals.iter().filter_map(|(plural, singular)| {
        let at = folded.find(plural)?;
        let is_whole = (at == 0 || is_edge(at - 1)) && is_edge(at + plural.len());
        is_whole.then_some((at, at + plural.len(), *singular))
    });
    let Some((start, end, head)) = heads.min_by_key(|(start, end, _)| (*start, usize::MAX - end)) else {
        return singular_word(office);
    };
    let capitals: Vec<bool> =
        office[start..end].split([' ', '-']).map(|word| word.starts_with(char::is_uppercase)).collect();
    let mut words = capitals.into_iter();
    let mut capital = words.next().unwrap_or_default();
    let mut one = String::new();
    for character in head.chars() {
        if capital {
            one.extend(character.to_uppercase());
        } else {
            one.push(character);
        }
        capital = matches!(character, ' ' | '-') && words.next().unwrap_or_default();
    }
    // Each heads a body of his own.
    let behind = match office[end..].strip_prefix(" of ") {
        Some(bodies) => {
            let last = bodies.rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
            let is_body = last.strip_suffix('s').is_some_and(|body| BODY_ENDS.contains(&body));
            if is_body { format!(" of {}", &bodies[..bodies.len() - 1]) } else { format!(" of {bodies}") }
        }
        None => office[end..].to_owned(),
    };
    format!("{}{one}{behind}", &office[..start])
}

/// A word, or a phrase by its last word, without the ending of the plural.
fn singular_word(office: &str) -> String {
    let folded = office.to_ascii_lowercase();
    if let Some(body) = office.strip_suffix("men") {
        return format!("{body}man");
    }
    if let Some(body) = office.strip_suffix("ies") {
        return format!("{body}y");
    }
    match office.strip_suffix('s') {
        Some(body)
            if !folded.ends_with("ss") && !folded.ends_with("affairs") && !folded.ends_with("forces") =>
        {
            body.to_owned()
        }
        _ => office.to_owned(),
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

/// Names such as `al-Sudani`, written with a small article.
#[must_use]
pub fn has_article_prefix(low: &str) -> bool {
    ["al-", "el-", "as-", "ar-", "ad-", "an-", "at-", "az-", "ash-", "ul-"]
        .iter()
        .any(|prefix| low.starts_with(prefix))
}
