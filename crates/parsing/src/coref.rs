//! Coreference: who "Xi", "he" or "the minister" is. A registry of the persons of a report, the fullest name of each.

use std::{collections::BTreeSet, ops::Range};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use rapporteur_model::{
    CountryCode,
    fold::{fold, stems},
};

use crate::{
    lexicon::{Rank, Tag, lexicon},
    mention::{Kind, Mention, Office, has_article_prefix},
    tag::Tagged,
    text::{Document, TokenKind},
    word_class::{WordClass, WordId},
};

/// A person of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The fullest name.
    pub name: String,
    /// Its words, folded.
    pub words: Vec<String>,
    /// The longest title before the name: "General (Retd)".
    pub honorific: Option<String>,
    /// Offices, in order of appearance, each text once.
    pub offices: Vec<Office>,
    /// Whether an office, a title or an apposition says that it is a person.
    pub sure: bool,
}

impl Person {
    /// For which country they hold office, where the report says so.
    #[must_use]
    pub fn country(&self) -> Option<CountryCode> {
        self.offices.iter().find_map(|office| office.countries.first().copied())
    }

    /// For which organization they hold office, where the report says so.
    #[must_use]
    pub fn organization(&self) -> Option<&str> {
        self.offices.iter().find_map(|office| office.organization.as_deref())
    }

    /// Adds an office, in the order of the report, unless it is known.
    fn add_office(&mut self, office: &Office) {
        let known = self.offices.iter().any(|other| {
            other.text == office.text
                && other.countries == office.countries
                && other.organization == office.organization
        });
        if !known {
            self.offices.push(office.clone());
            self.offices.sort_by_key(|office| office.tokens.start);
        }
    }

    /// Their office: the longest that the report gives, the first of those.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        let named = self.offices.iter().filter(|office| !office.text.is_empty() && !office.former);
        named.rev().max_by_key(|office| office.text.split(' ').count()).map(|office| office.text.as_str())
    }

    /// Whether one of their offices has this head.
    #[must_use]
    pub fn holds(&self, head: &str) -> bool {
        self.offices.iter().any(|office| office.head == head || office.head.ends_with(&format!(" {head}")))
    }
}

/// The persons of a report.
#[derive(Debug, Default)]
pub struct Registry {
    /// In order of appearance, the longer names first.
    pub persons: Vec<Person>,
    /// Persons by each word of their names.
    by_word: HashMap<String, Vec<usize>>,
    /// Persons by the first letters of their surnames, for misspelt ones.
    by_surname: HashMap<String, Vec<usize>>,
}

/// Gives every named mention its person, and finds mentions by surname alone.
#[must_use]
pub fn resolve(document: &Document, tagged: &Tagged, mentions: &mut Vec<Mention>) -> Registry {
    let mut registry = Registry::default();
    // Longer names first, so that a short one finds its long one wherever it stands.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_cached_key(|&at| std::cmp::Reverse(name_words(document, &mentions[at]).len()));
    for at in order {
        let words = name_words(document, &mentions[at]);
        if words.is_empty() {
            continue;
        }
        let person = registry.find_or_add(document, &mentions[at], &words);
        mentions[at].person = Some(person);
    }
    name_speakers(document, tagged, mentions, &mut registry);
    join_stacked_offices(document, mentions, &registry);
    hold_in_capacity(document, mentions, &mut registry);
    hold_told_offices(document, tagged, mentions, &mut registry);
    tell_represented(document, tagged, mentions, &mut registry);
    join_offices(document, mentions, &mut registry);
    add_surnames(document, tagged, mentions, &registry);
    name_with_titles(&mut registry);
    registry
}

/// "Sheikh Amina", "King Abdullah", "Pope Osric IX", of whom no report tells another name: the title is a part of it.
fn name_with_titles(registry: &mut Registry) {
    let is = |word: &str, class| WordId::of(word.to_lowercase().as_str()).is(class);
    for person in &mut registry.persons {
        let is_counted = person.words.len() == 2
            && person
                .name
                .rsplit(' ')
                .next()
                .is_some_and(|last| last.bytes().all(|byte| b"IVX".contains(&byte)));
        if person.words.len() != 1 && !is_counted {
            continue;
        }
        let honorific = person.honorific.as_deref().unwrap_or_default();
        let last = honorific.rsplit(' ').next().unwrap_or_default();
        let held = || {
            let mut offices = person.offices.iter().filter(|office| !office.former);
            offices
                .find(|office| is(&office.head, WordClass::Monarch))
                .map(|office| capitalised(&office.head))
        };
        let title = if is(honorific, WordClass::NameTitle) && !is_counted {
            Some(honorific.to_owned())
        } else if is(last, WordClass::Monarch) {
            Some(last.to_owned())
        } else {
            held()
        };
        let Some(title) = title.filter(|title| !person.name.starts_with(title.as_str())) else { continue };
        person.name = format!("{title} {}", person.name);
    }
}

/// A word with a capital letter.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Armenia was represented by Deputy Prime Minister X, Turkmenistan – by Minister Y": the country behind each office.
fn tell_represented(document: &Document, tagged: &Tagged, mentions: &[Mention], registry: &mut Registry) {
    for mention in mentions {
        let told = represented(document, mentions, mention)
            .or_else(|| led(document, tagged, mention))
            .or_else(|| on_side(document, tagged, mention));
        let Some((person, code)) = mention.person.zip(told) else { continue };
        // "Norland was represented by Lieutenant General A B"
        if registry.persons[person].offices.is_empty() {
            let office = Office::of_countries(mention.tokens.clone(), vec![code]);
            registry.persons[person].offices.push(office);
        }
        for office in registry.persons[person].offices.iter_mut().filter(|office| office.countries.is_empty())
        {
            office.countries.push(code);
        }
    }
    for pair in mentions.windows(2) {
        let (Kind::Country(code), Some(person)) = (&pair[0].kind, pair[1].person) else { continue };
        let gap = pair[0].tokens.end..pair[1].tokens.start;
        let represents = (1..=6).contains(&gap.len())
            && gap.clone().any(|token| document.low(token) == "by")
            && gap.clone().all(|token| document.is(token, WordClass::Representing));
        // "Ruritania – President X", as a line of a list.
        let first = document.sentences[document.sentence_of(pair[0].tokens.start)].tokens.start;
        let is_line = gap.len() == 1
            && document.is(gap.start, WordClass::Dash)
            && pair[0].tokens.start == first
            && pair[1].office.is_some();
        if represents || is_line {
            for office in
                registry.persons[person].offices.iter_mut().filter(|office| office.countries.is_empty())
            {
                office.countries.push(*code);
            }
        }
    }
}

/// "A B, deputy chairman of the council; head of the bureau, and C D, minister": an office behind a semicolon, and no name
/// with it, is the second one of whoever stands before.
fn join_offices(document: &Document, mentions: &mut [Mention], registry: &mut Registry) {
    for at in 1..mentions.len() {
        let (before, mention) = (&mentions[at - 1], &mentions[at]);
        let Some(person) = before.person.filter(|_| before.office.is_some()) else { continue };
        let gap = before.tokens.end..mention.tokens.start;
        let second = mention.kind == Kind::Office && mention.person.is_none();
        let Some(office) = mention.office.as_deref().filter(|office| second && !office.plural) else {
            continue;
        };
        let apposed = before.office.as_ref().is_some_and(|office| office.tokens.end == before.tokens.end);
        if !(apposed && gap.len() == 1 && document.is_mark(gap.start, ";")) {
            continue;
        }
        registry.persons[person].offices.push(office.clone());
        mentions[at].person = Some(person);
    }
}

/// The most tokens from "represented" to "by": "Norland was represented at the 12th council of the league by".
const MAX_REPRESENTED: usize = 16;

/// "On the Norlandic side, negotiator A B": the country of whoever is mentioned.
fn on_side(document: &Document, tagged: &Tagged, mention: &Mention) -> Option<CountryCode> {
    let comma = mention.tokens.start.checked_sub(1).filter(|&at| document.low(at) == ",")?;
    let side = comma.checked_sub(1).filter(|&at| document.low(at) == "side")?;
    let found = tagged.entity(side.checked_sub(1)?)?;
    let on = found.tokens.start.checked_sub(2).filter(|&at| document.low(at) == "on")?;
    let begins = document.sentences[document.sentence_of(on)].tokens.start == on;
    match found.tag {
        Tag::Country(code) | Tag::Demonym(code) if begins => Some(code),
        _ => None,
    }
}

/// The most tokens from a country to "delegation", and from there to "led by".
const MAX_DELEGATION: usize = 6;

/// "Norland's delegation, led by Minister A B", "a Norlandic delegation headed by": the country of whoever is mentioned.
fn led(document: &Document, tagged: &Tagged, mention: &Mention) -> Option<CountryCode> {
    let by = mention.tokens.start.checked_sub(1)?;
    if document.low(by) != "by" || !document.is(by.checked_sub(1)?, WordClass::Heading) {
        return None;
    }
    let first = document.sentences[document.sentence_of(by)].tokens.start;
    let noun = (first.max(by.saturating_sub(MAX_DELEGATION))..by)
        .rev()
        .find(|&at| document.is(at, WordClass::DelegationNoun))?;
    let country = |at: usize| match tagged.entity(at)?.tag {
        Tag::Country(code) | Tag::Demonym(code) => Some(code),
        _ => None,
    };
    let before = (first.max(noun.saturating_sub(MAX_DELEGATION))..noun).rev().find_map(country);
    // "the delegation of Norland, led by"
    let behind = || (document.low(noun + 1) == "of").then(|| (noun + 2..by).find_map(country)).flatten();
    behind().or(before)
}

/// The country that was represented at a meeting by whoever is mentioned.
fn represented(document: &Document, mentions: &[Mention], mention: &Mention) -> Option<CountryCode> {
    let by = mention.tokens.start.checked_sub(1)?;
    let by = if document.is(by, WordClass::PossessivePronoun) { by.checked_sub(1)? } else { by };
    if document.low(by) != "by" {
        return None;
    }
    let verb = (by.saturating_sub(MAX_REPRESENTED)..by)
        .rev()
        .take_while(|&at| !document.is(at, WordClass::ClauseMark))
        .find(|&at| document.low(at) == "represented")?;
    // "Norland was represented by A and Westmark by B"
    let before = mentions.partition_point(|other| other.tokens.end <= by);
    if let Some(other) = before.checked_sub(1).and_then(|at| mentions.get(at))
        && other.tokens.end == by
        && by > verb + 1
        && let Kind::Country(code) = other.kind
    {
        return Some(code);
    }
    let mut was = verb.checked_sub(1).filter(|&was| document.is(was, WordClass::ToBe))?;
    // "Norland is being represented by", "will be"
    while was > 0 && (document.is(was - 1, WordClass::ToBe) || document.is(was - 1, WordClass::Tensed)) {
        was -= 1;
    }
    let after = mentions.partition_point(|other| other.tokens.end <= was);
    let whose = mentions.get(after.checked_sub(1)?).filter(|whose| whose.tokens.end == was)?;
    match whose.kind {
        Kind::Country(code) => Some(code),
        _ => None,
    }
}

/// "…, the energy minister of Velmora said. “…,” Ana Soto told reporters.": who speaks next under a name without an office, and
/// never with one, is the official whose words the sentence before gave.
fn name_speakers(document: &Document, tagged: &Tagged, mentions: &mut [Mention], registry: &mut Registry) {
    let speaks = |tokens: &Range<usize>| {
        tagged.is_cue(tokens.end) || tokens.start.checked_sub(1).is_some_and(|at| tagged.is_cue(at))
    };
    let mut seen = vec![false; registry.persons.len()];
    let mut office_before: Option<usize> = None;
    for at in 0..mentions.len() {
        let mention = &mentions[at];
        match (&mention.kind, mention.person, &mention.office) {
            (Kind::Office, None, Some(office)) => {
                let whose = !office.countries.is_empty() || office.organization.is_some();
                let is_one = whose && !office.plural && !office.former && speaks(&mention.tokens);
                let is_open = is_one && registry.holder(office, mentions, mention.tokens.start).is_none();
                office_before = is_open.then_some(at);
            }
            (Kind::Person { name, .. }, Some(person), _) => {
                let first = !std::mem::replace(&mut seen[person], true);
                let Some(before) = office_before.take() else { continue };
                let gap = document.sentence_of(mention.tokens.start)
                    - document.sentence_of(mentions[before].tokens.start);
                let is_new = first && name.len() >= 2 && registry.persons[person].offices.is_empty();
                if is_new && (1..=2).contains(&gap) && speaks(&mention.tokens) {
                    let office = mentions[before].office.as_deref().cloned();
                    registry.persons[person].offices.extend(office);
                    registry.persons[person].sure = true;
                    mentions[before].person = Some(person);
                }
            }
            _ => {}
        }
    }
}

/// "The Deputy Prime Minister and Foreign Minister said": the one person who is named with both offices.
fn join_stacked_offices(document: &Document, mentions: &mut Vec<Mention>, registry: &Registry) {
    let mut stacked: HashMap<String, Vec<(usize, &Office)>> = HashMap::default();
    for (person, office) in registry.persons.iter().enumerate().flat_map(|(person, held)| {
        held.offices.iter().filter(|office| !office.former).map(move |office| (person, office))
    }) {
        if let Some((first, _)) = office.text.to_lowercase().rsplit_once(" and ") {
            stacked.entry(first.to_owned()).or_default().push((person, office));
        }
    }
    if stacked.is_empty() {
        return;
    }
    let unnamed = |mention: &Mention| -> Option<String> {
        let office = mention.office.as_ref().filter(|office| !office.plural && !office.former)?;
        let is_open = mention.kind == Kind::Office && mention.person.is_none();
        is_open.then(|| office.text.to_lowercase())
    };
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions.drain(..) {
        let holder = kept.last().and_then(|before| {
            let end = before.tokens.end;
            let joined = document.low(end) == "and" && mention.tokens.start == end + 1;
            let (first, second) = unnamed(before).filter(|_| joined).zip(unnamed(&mention))?;
            stacked.get(&first)?.iter().take(MAX_CANDIDATES).find(|(_, office)| {
                let text = office.text.to_lowercase();
                let over = domain(&second);
                text.rsplit_once(" and ")
                    .is_some_and(|(_, told)| told == second || !over.is_empty() && domain(told) == over)
            })
        });
        match (holder, kept.last_mut()) {
            (Some(&(person, office)), Some(before)) => {
                before.tokens.end = mention.tokens.end;
                before.office = Some(Box::new(office.clone()));
                before.person = Some(person);
            }
            _ => kept.push(mention),
        }
    }
    *mentions = kept;
}

/// "He made the pledge in his capacity as the Chairman of the league": an office of whoever is named first in the sentence, or in
/// the one before.
fn hold_in_capacity(document: &Document, mentions: &mut [Mention], registry: &mut Registry) {
    for at in 0..mentions.len() {
        let mention = &mentions[at];
        let is_one = |office: &&Office| mention.kind == Kind::Office && !office.plural && !office.former;
        let Some(office) = mention.office.as_deref().filter(is_one) else { continue };
        let start = mention.tokens.start;
        let in_capacity = start
            .checked_sub(2)
            .is_some_and(|at| document.low(at) == "capacity" && document.low(at + 1) == "as");
        if !in_capacity {
            continue;
        }
        let sentence = document.sentence_of(start);
        let first_named = |from: usize| {
            let before = mentions[..at].iter().rev().take_while(|other| other.tokens.start >= from);
            before.filter_map(|other| other.person).last()
        };
        let person = [sentence, sentence.saturating_sub(1)]
            .into_iter()
            .find_map(|sentence| first_named(document.sentences[sentence].tokens.start));
        if let Some(person) = person {
            registry.persons[person].add_office(office);
            mentions[at].person = Some(person);
        }
    }
}

/// "…, Ann Lee has announced. The Foreign Secretary said …": an office that nobody is named with, at the head of a sentence, is
/// that of the one person whom the sentence before names, and who has none.
fn hold_told_offices(
    document: &Document,
    tagged: &Tagged,
    mentions: &mut [Mention],
    registry: &mut Registry,
) {
    for at in 0..mentions.len() {
        let mention = &mentions[at];
        let Some(office) = mention.office.as_deref().filter(|_| mention.kind == Kind::Office) else {
            continue;
        };
        let sentence = document.sentence_of(mention.tokens.start);
        let opens = document.sentences[sentence].tokens.start == mention.tokens.start
            && document.low(mention.tokens.start) == "the";
        let told = !office.plural
            && !office.former
            && (office.text.contains(' ') || office.rank <= Rank::Government)
            && (tagged.is_cue(mention.tokens.end) || tagged.is_cue(mention.tokens.end + 1));
        let Some(before) = sentence.checked_sub(1).filter(|_| opens && told) else { continue };
        let start = document.sentences[before].tokens.start;
        let mut persons: Vec<usize> = mentions[..at]
            .iter()
            .rev()
            .take_while(|other| other.tokens.start >= start)
            .filter_map(|other| other.person)
            .collect();
        persons.sort_unstable();
        persons.dedup();
        let &[person] = &persons[..] else { continue };
        // A surname alone is no mention yet: "Okello met Ann Lee on Monday" names two.
        let others =
            (start..mention.tokens.start).filter(|&at| document.tokens[at].is_capitalised()).any(|at| {
                let known = registry.by_word.get(&fold(document.str(at)));
                known.is_some_and(|persons| !persons.contains(&person))
            });
        if others {
            continue;
        }
        let is_open =
            registry.persons[person].offices.is_empty() && registry.persons[person].words.len() >= 2;
        if is_open && registry.holder(office, mentions, mention.tokens.start).is_none() {
            registry.persons[person].add_office(office);
            registry.persons[person].sure = true;
            mentions[at].person = Some(person);
        }
    }
}

fn name_words(document: &Document, mention: &Mention) -> Vec<String> {
    match &mention.kind {
        Kind::Person { name, .. } => name
            .clone()
            .flat_map(|token| fold(document.str(token)).split(' ').map(str::to_owned).collect::<Vec<_>>())
            // "al-Tayer" is Tayer too.
            .filter(|word| !word.is_empty() && !WordId::of(word.as_str()).is(WordClass::NameArticle))
            .collect(),
        _ => Vec::new(),
    }
}

/// A name without the nickname that it holds between marks: "Joseph “Joe” Banda".
fn full_name(document: &Document, name: Range<usize>) -> String {
    let is_mark = |at: &usize| document.tokens[*at].kind == TokenKind::Punctuation;
    let marks: Vec<usize> = name.clone().filter(is_mark).collect();
    match marks[..] {
        [opens, closes] if closes == opens + 2 && opens > name.start && closes + 1 < name.end => {
            format!("{} {}", document.clean(name.start..opens), document.clean(closes + 1..name.end))
        }
        _ => document.clean(name),
    }
}

impl Registry {
    fn find_or_add(&mut self, document: &Document, mention: &Mention, words: &[String]) -> usize {
        let Kind::Person { name, titles, sure } = &mention.kind else { return 0 };
        let mut candidates: Vec<usize> = words
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
            .copied()
            .take(MAX_CANDIDATES)
            .collect();
        // One word may be a surname misspelt.
        if let [word] = words {
            let close =
                self.by_surname.get(&surname_key(word)).into_iter().flatten().copied().take(MAX_CANDIDATES);
            candidates.extend(close.filter(|&at| {
                word.len() >= 7 && self.persons[at].words.last().is_some_and(|last| alike(last, word))
            }));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let known = candidates.into_iter().find(|&at| {
            let person = &self.persons[at];
            let misspelt = words.len() == 1 && person.words.len() > 1 && !person.words.contains(&words[0]);
            (misspelt || same_person(&person.words, words))
                // A spokesman who shares a minister's surname is another person.
                && (words.len() > 1 || !contradicts(person, mention.office.as_deref()))
        });
        let at = known.unwrap_or_else(|| {
            for word in words {
                self.by_word.entry(word.clone()).or_default().push(self.persons.len());
            }
            if let Some(last) = words.last() {
                self.by_surname.entry(surname_key(last)).or_default().push(self.persons.len());
            }
            self.persons.push(Person {
                name: full_name(document, name.clone()),
                words: words.to_vec(),
                honorific: None,
                offices: Vec::new(),
                sure: false,
            });
            self.persons.len() - 1
        });
        let person = &mut self.persons[at];
        person.sure |= *sure;
        // "Ferdinand Q. Quill, Jr.": no word of the name by which he is found again.
        let generation = name.end + usize::from(document.is_mark(name.end, ","));
        if words.len() > 1
            && document.is(generation, WordClass::Generation)
            && generation < mention.tokens.end
            && !person.name.ends_with(document.str(generation))
        {
            person.name = format!("{} {}", person.name, document.str(generation));
        }
        if *titles > 0 {
            let title = document.clean(name.start - *titles as usize..name.start);
            if person.honorific.as_ref().is_none_or(|known| known.len() < title.len()) {
                person.honorific = Some(title);
            }
        }
        if let Some(office) = &mention.office {
            person.add_office(office);
        } else if *titles > 0 && document.is(name.start - 1, WordClass::Monarch) {
            // "His Majesty King Velmar": so that "the King" is he.
            person.add_office(&Office {
                text: document.str(name.start - 1).into(),
                head: document.low(name.start - 1).into(),
                rank: Rank::State,
                bare: true,
                ..Office::of_countries(name.start - 1..name.start, Vec::new())
            });
        }
        at
    }

    /// The person whom this office without a name means: one named with the same head, for the same country or
    /// organization where it says one; the nearest before `token`, else the first behind it.
    #[must_use]
    pub fn holder(&self, office: &Office, mentions: &[Mention], token: usize) -> Option<usize> {
        if office.plural {
            return None;
        }
        let wanted = office.text.to_lowercase();
        let head = usual_head(&office.head);
        let is_head = office.text.eq_ignore_ascii_case(&office.head);
        let holds = |held: &Office| {
            let same_side = office.countries.is_empty()
                || held.countries.iter().any(|code| office.countries.contains(code));
            let same_body = office.organization.is_none()
                || held.organization.is_none()
                || office.organization == held.organization;
            if !same_side || !same_body {
                return false;
            }
            let usual = usual_head(&held.head) == head;
            let text = held.text.to_lowercase();
            // "the Head of State", "the Norland leader": whoever leads it.
            let leads = match head {
                "head of state" => held.rank == Rank::State,
                "head of government" => held.rank == Rank::Government,
                // "the league's chief": whoever is named with an office of it.
                "chief" => {
                    is_head && office.organization.is_some() && held.organization == office.organization
                }
                "leader" => !office.countries.is_empty() && held.rank <= Rank::Government,
                // "Norland's top diplomat"
                "diplomat" => wanted != "diplomat" && text.contains("foreign") && held.rank == Rank::Minister,
                _ => false,
            };
            if leads {
                return true;
            }
            // "the Norlandic minister": hardly its prime minister.
            if is_head && office.head == "minister" && held.rank <= Rank::Government {
                return false;
            }
            let same_head = usual
                || held.head.strip_suffix(office.head.as_str()).is_some_and(|before| before.ends_with(' '))
                || text.ends_with(&wanted);
            // "Foreign Minister", of the "Minister of Foreign Affairs"
            let same_domain = || usual && !is_head && domain(&wanted) == domain(&text);
            same_head && (office.bare || is_head && usual || text.contains(&wanted) || same_domain())
        };
        // Many mentions are of few persons: each is looked at once.
        let mut refused: HashSet<usize> = HashSet::default();
        let mut fits = |at: usize| {
            !refused.contains(&at) && (self.persons[at].offices.iter().any(holds) || !refused.insert(at))
        };
        // The nearest before, else the first behind, among so many mentions.
        let place = mentions.partition_point(|mention| mention.tokens.start < token);
        let mut holder = |mention: &Mention| mention.person.filter(|&at| fits(at));
        mentions[..place].iter().rev().take(MAX_MENTIONS_BACK).find_map(&mut holder).or_else(|| {
            // Whoever is named only behind: not for "the minister", who must have been named.
            (!office.bare)
                .then(|| mentions[place..].iter().take(MAX_MENTIONS_BACK).find_map(&mut holder))
                .flatten()
        })
    }
}

/// What an office is over, in any order: "foreign", of "minister of foreign affairs".
#[must_use]
pub fn domain(office: &str) -> BTreeSet<String> {
    let words = stems(office).into_iter();
    words
        .filter(|word| {
            !lexicon().office_ranks.contains_key(word.as_str())
                && !WordId::of(word.as_str()).is(WordClass::InsideName)
                && word != "affair"
        })
        .collect()
}

/// How many mentions are looked through for the holder of an office.
const MAX_MENTIONS_BACK: usize = 400;

/// How many bearers of one word of a name are compared.
const MAX_CANDIDATES: usize = 64;

/// The first letters of a surname.
fn surname_key(word: &str) -> String {
    word.chars().take(3).collect()
}

/// Whether two names may be one person's: the words of the shorter all stand in the longer, initials standing for words.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut left: Vec<&String> = long.iter().collect();
    short.iter().all(|word| {
        let found = left.iter().position(|other| {
            let initial = word.len() == 1 && other.starts_with(word.as_str())
                || other.len() == 1 && word.starts_with(other.as_str());
            *other == word || (initial && short.len() > 1)
        });
        let found = found.or_else(|| {
            (short.len() >= 2).then(|| left.iter().position(|other| alike(word, other))).flatten()
        });
        found.map(|at| left.remove(at)).is_some()
    })
}

/// One word in two spellings: equal but for one letter in six.
fn alike(a: &str, b: &str) -> bool {
    let longest = a.len().max(b.len());
    longest >= 5 && a.as_bytes().first() == b.as_bytes().first() && strsim::levenshtein(a, b) * 6 <= longest
}

/// Heads that mean the same office: "premier" and "prime minister".
fn usual_head(head: &str) -> &str {
    match head {
        "premier" | "pm" => "prime minister",
        "fm" => "minister",
        "advisor" => "adviser",
        "secretary general" => "secretary-general",
        _ => head,
    }
}

fn contradicts(person: &Person, office: Option<&Office>) -> bool {
    let Some(office) = office else { return false };
    let is_voice = |head: &str| head.starts_with("spokes");
    !person.offices.is_empty()
        && !office.head.is_empty()
        && (person.offices.iter().all(|held| is_voice(&held.head)) != is_voice(&office.head)
            || (!office.countries.is_empty()
                && person.offices.iter().any(|held| !held.countries.is_empty())
                && person
                    .offices
                    .iter()
                    .all(|held| !held.countries.iter().any(|code| office.countries.contains(code)))))
}

/// Adds mentions of persons by one word of their name: "Xi", "Alimov".
fn add_surnames(document: &Document, tagged: &Tagged, mentions: &mut Vec<Mention>, registry: &Registry) {
    let mut taken = vec![false; document.tokens.len()];
    for mention in mentions.iter() {
        taken[mention.tokens.clone()].fill(true);
    }
    let mut last_named: Vec<usize> = vec![0; registry.persons.len()];
    let mut named =
        mentions.iter().filter_map(|mention| Some((mention.tokens.start, mention.person?))).peekable();
    let mut found = Vec::new();
    for (token, &inside_name) in taken.iter().enumerate() {
        while let Some(&(start, person)) = named.peek() {
            if start > token {
                break;
            }
            last_named[person] = start + 1;
            named.next();
        }
        let at = document.tokens[token];
        // "al-Tayer said": written small.
        let has_article = has_article_prefix(document.low(token));
        let is_name = at.is_capitalised() || has_article;
        if inside_name || at.kind != TokenKind::Word || !is_name {
            continue;
        }
        if tagged
            .entity(token)
            .is_some_and(|entity| entity.tokens.len() > 1 || matches!(entity.tag, Tag::Country(_)))
        {
            continue;
        }
        let word = fold(document.str(token));
        let word = if has_article { word.rsplit(' ').next().unwrap_or_default().to_owned() } else { word };
        // Of several who bear the name, the one named last; of those not named yet, none.
        let exact = registry.by_word.get(&word).into_iter().flatten();
        let close = registry.by_surname.get(&surname_key(&word)).into_iter().flatten();
        let person = exact
            .chain(close)
            .copied()
            .take(MAX_CANDIDATES)
            .filter(|&person| {
                let words = &registry.persons[person].words;
                // A surname misspelt by one letter beside its right spelling is the same.
                words.contains(&word) && word.len() > 1
                    || word.len() >= 7 && words.last().is_some_and(|last| alike(last, &word))
            })
            .max_by_key(|&person| (last_named[person], std::cmp::Reverse(person)));
        if let Some(person) = person {
            let kind = Kind::Person { name: token..token + 1, titles: 0, sure: true };
            found.push(Mention { tokens: token..token + 1, kind, office: None, person: Some(person) });
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.tokens.start);
}
