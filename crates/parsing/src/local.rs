//! Organizations that the lexicon does not know, but the report defines: "the Meridian Cooperation Organization (MCO)", or
//! names by its last word: "the Lakes Union". They hold within the report.

use std::ops::Range;

use crate::{
    lexicon::{Organization, Rank, Tag, lexicon},
    text::{Case, Document, ParagraphRole, TokenKind},
};

/// Last words of names of organizations.
const ENDINGS: &[&str] = &[
    "organization",
    "organisation",
    "union",
    "league",
    "alliance",
    "association",
    "community",
    "commonwealth",
    "compact",
    "pact",
    "bloc",
    "cooperation",
    "partnership",
    "forum",
    "secretariat",
    "initiative",
];

/// No report defines more organizations: further ones are left out.
const MAX_LOCAL: usize = 64;

/// An organization that a report defines, and how it is written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// The organization; its kind is `bloc`.
    pub organization: Organization,
    /// Words of its name, in small letters.
    pub words: Vec<String>,
}

/// Finds the organizations that a report defines. `is_known` tells tokens that the lexicon covers already.
#[must_use]
pub fn find(document: &Document, is_known: &dyn Fn(usize) -> Option<Tag>) -> Vec<Local> {
    let mut found: Vec<Local> = Vec::new();
    let mut misnamed: Vec<Vec<String>> = Vec::new();
    for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.role != ParagraphRole::Furniture)
    {
        for token in paragraph.tokens.clone() {
            if found.len() + misnamed.len() >= MAX_LOCAL {
                return found;
            }
            // "Harbour Cooperating Organization (HCO)", of an HCO that the lexicon knows by a name near that.
            let is_misnamed = ENDINGS.contains(&document.low(token))
                && token > paragraph.tokens.start
                && is_known(token).is_none()
                && document.is_mark(token + 1, "(")
                && matches!(is_known(token + 2), Some(Tag::Organization(_)))
                && document.is_mark(token + 3, ")");
            if is_misnamed {
                let tail: Vec<String> =
                    (token - 1..=token).map(|token| document.low(token).to_owned()).collect();
                found.retain(|local| !local.words.ends_with(&tail));
                misnamed.push(tail);
                continue;
            }
            if let Some(alias) = another_acronym(document, token, is_known)
                && !found.iter().any(|local| local.organization.acronyms == alias.organization.acronyms)
            {
                found.push(alias);
                continue;
            }
            let definition = acronym_behind(document, token, paragraph.tokens.clone(), is_known)
                .or_else(|| by_ending(document, token, paragraph.tokens.clone(), is_known))
                .or_else(|| by_beginning(document, token, paragraph.tokens.clone(), is_known));
            let Some((name, acronym)) = definition else { continue };
            // "Senior Minister of State (SMS)": an office.
            let ranks = &lexicon().office_ranks;
            let is_office = acronym.is_some()
                && name
                    .clone()
                    .take(3)
                    .any(|at| ranks.get(document.low(at)).is_some_and(|rank| *rank <= Rank::Minister));
            // "Council of Foreign Ministers (CFM)": an organ, of whatever it is told of.
            let is_organ = acronym.is_some()
                && name
                    .clone()
                    .any(|at| lexicon().office_plurals.iter().any(|(plural, _)| *plural == document.low(at)));
            if is_office || is_organ {
                continue;
            }
            let words: Vec<String> = name.clone().map(|token| document.low(token).to_owned()).collect();
            if misnamed.iter().any(|tail| words.ends_with(tail))
                || found.iter().any(|local| {
                    local.words == words
                        || (acronym.is_some() && local.organization.acronyms.first() == acronym.as_ref())
                })
            {
                continue;
            }
            found.push(Local {
                organization: Organization {
                    name: document.clean(name),
                    acronyms: acronym.into_iter().collect(),
                    other_names: Vec::new(),
                    parent: None,
                    level: None,
                    kind: "bloc".to_owned(),
                },
                words,
            });
        }
    }
    found
}

/// "Andean Community of Nations (CAN)": an acronym of its own for an organization that the lexicon knows under others.
fn another_acronym(
    document: &Document,
    token: usize,
    is_known: &dyn Fn(usize) -> Option<Tag>,
) -> Option<Local> {
    let name = token.checked_sub(2)?;
    let Some(Tag::Organization(index)) = is_known(name) else { return None };
    let acronym = document.str(token);
    let is_acronym = document.tokens[token].case == Case::Upper
        && acronym.chars().count() >= 2
        && acronym.chars().all(char::is_alphabetic)
        && document.str(token - 1) == "("
        && document.str(token + 1) == ")"
        && is_known(token).is_none();
    let known = lexicon().organizations.get(index.index()).filter(|_| is_acronym)?;
    Some(Local {
        organization: Organization { acronyms: vec![acronym.to_owned()], ..known.clone() },
        words: vec![document.low(token).to_owned()],
    })
}

/// "the Community of Lakeland Nations": a capitalised noun of organizations with a capitalised complement in the plural.
fn by_beginning(
    document: &Document,
    token: usize,
    paragraph: Range<usize>,
    is_known: &dyn Fn(usize) -> Option<Tag>,
) -> Option<(Range<usize>, Option<String>)> {
    let begins = ENDINGS.contains(&document.low(token))
        && document.tokens[token].case == Case::Title
        && is_known(token).is_none()
        && matches!(document.low(token + 1), "of" | "for");
    if !begins {
        return None;
    }
    let limit = paragraph.end.min(token + 9);
    let is_name =
        |at: usize| document.tokens[at].kind == TokenKind::Word && document.tokens[at].is_capitalised();
    let is_place =
        |at: usize| matches!(is_known(at), Some(Tag::Country(_) | Tag::City(_) | Tag::Organization(_)));
    let last = (token + 2..limit)
        .take_while(|&at| is_name(at) || matches!(document.low(at), "the" | "and" | "of" | "in" | "for"))
        .filter(|&at| is_name(at) && document.low(at).ends_with('s') && !is_place(at))
        .last()?;
    let is_whole = (token + 2..last + 1).filter(|&at| is_name(at)).count() >= 2;
    is_whole.then(|| (token..last + 1, None))
}

/// "Full Name (ACRONYM)": the words whose initials are the acronym's letters.
fn acronym_behind(
    document: &Document,
    token: usize,
    paragraph: Range<usize>,
    is_known: &dyn Fn(usize) -> Option<Tag>,
) -> Option<(Range<usize>, Option<String>)> {
    let at = document.tokens[token];
    let in_brackets =
        token > paragraph.start && document.str(token - 1) == "(" && document.str(token + 1) == ")";
    if at.case != Case::Upper
        || !in_brackets
        || document.str(token).contains(|character: char| character.is_ascii_digit())
        || is_known(token).is_some()
    {
        return None;
    }
    let acronym = document.str(token);
    let letters: Vec<char> =
        acronym.to_lowercase().chars().filter(|character| character.is_alphabetic()).collect();
    let mut left = letters.len();
    let mut start = token - 1;
    while left > 0 && start > paragraph.start && token - start < 14 {
        let word = document.low(start - 1);
        let small = matches!(word, "of" | "the" | "and" | "for" | "on" | "in" | "to");
        if document.tokens[start - 1].kind != TokenKind::Word
            || (!small && !document.tokens[start - 1].is_capitalised())
        {
            break;
        }
        // One word may give several letters ("Asia-Pacific"), small words none.
        if !small {
            let parts = word.split('-').count().max(1);
            let fits = word.chars().next() == letters.get(left - 1).copied() || parts > 1 && left >= parts;
            if !fits {
                break;
            }
            left -= parts.min(left);
        }
        start -= 1;
    }
    let covered = (start..token - 1).any(|at| matches!(is_known(at), Some(Tag::Organization(_))));
    (left == 0 && start + 1 < token - 1 && !covered).then(|| (start..token - 1, Some(acronym.to_owned())))
}

/// Where a name ends that a complement may follow: "the Red Hills Association of Lake States"; behind a place it does not go on.
fn with_complement(
    document: &Document,
    end: usize,
    limit: usize,
    is_known: &dyn Fn(usize) -> Option<Tag>,
) -> usize {
    let is_name = |at: usize| {
        at < limit
            && document.tokens[at].case == Case::Title
            && document.tokens[at].kind == TokenKind::Word
            && !matches!(
                is_known(at),
                Some(Tag::Country(_) | Tag::City(_) | Tag::Organization(_) | Tag::Month(_))
            )
    };
    if end >= limit || document.low(end) != "of" || !is_name(end + 1) {
        return end;
    }
    // Persons are led and represented, states are associated: only a plural goes on.
    let last = (end + 1..limit.min(end + 5)).take_while(|&at| is_name(at)).last();
    last.filter(|&last| document.low(last).ends_with('s')).map_or(end, |last| last + 1)
}

/// "the Lakes Cooperation Union": capitalised words that end as names of organizations do, in running text.
fn by_ending(
    document: &Document,
    token: usize,
    paragraph: Range<usize>,
    is_known: &dyn Fn(usize) -> Option<Tag>,
) -> Option<(Range<usize>, Option<String>)> {
    let ends = ENDINGS.contains(&document.low(token))
        && document.tokens[token].case == Case::Title
        && is_known(token).is_none();
    if !ends {
        return None;
    }
    let end = with_complement(document, token + 1, paragraph.end, is_known);
    let goes_on = document.tokens.get(end).is_some_and(|next| next.is_capitalised() && end < paragraph.end)
        // "(MCO)": its acronym decides, or tells which known one is meant.
        || (document.str(end) == "("
            && document.tokens.get(end + 1).is_some_and(|next| next.case == Case::Upper));
    if goes_on {
        return None;
    }
    let mut start = token;
    while start > paragraph.start && token - start < 6 {
        let before = document.tokens[start - 1];
        let joins = document.low(start - 1) == "and"
            && start >= 2
            && document.tokens[start - 2].is_capitalised()
            && start < token;
        let fits = before.kind == TokenKind::Word
            && (before.is_capitalised() && !lexicon().common_words.contains(document.low(start - 1))
                || joins)
            && !matches!(is_known(start - 1), Some(Tag::Country(_) | Tag::Organization(_) | Tag::City(_)));
        if !fits {
            break;
        }
        start -= 1;
    }
    let first_of_sentence = document.sentences[document.sentence_of(start)].tokens.start == start;
    (start < token && !(first_of_sentence && token - start < 2)).then_some((start..end, None))
}
