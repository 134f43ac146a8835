//! "His Rwandan counterpart": an office that was named before.

use smol_str::SmolStr;

use super::{Kind, MAX_OFFICES_BACK, Mention, Office};
use crate::{lexicon::Rank, text::Document};

/// In how many mentions before it somebody without an office is looked for with one.
const MAX_NAMES_BACK: usize = 200;

/// "His Rwandan counterpart" holds the office that the sentence named before.
///
/// `previous` is where the sentence before begins, `first` where its own does.
pub(super) fn name_counterparts(
    document: &Document,
    mentions: &mut [Mention],
    previous: usize,
    first: usize,
) {
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
    // Whether the sentence itself has told an office.
    let mut is_told = false;
    for mention in mentions {
        let word = surname(mention);
        let Some(office) = mention.office.as_mut() else {
            bare = word.or(bare);
            continue;
        };
        if office.head.starts_with("counterpart") {
            // "Banda will meet his Rwandan counterpart": a surname alone is no mention yet.
            let first = document.sentences[document.sentence_of(mention.tokens.start)].tokens.start;
            let named = || {
                let capital = |at: &usize| document.tokens[*at].is_capitalised();
                (first..mention.tokens.start).filter(capital).find_map(|at| office_of(document.low(at)))
            };
            if let Some(word) = bare.take() {
                last = office_of(word).map(told);
            } else if !is_told {
                last = named().map(told).or(last);
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
            (bare, is_told) = (None, true);
        }
    }
}

/// "his Norlandic counterpart, the Minister for Law, A B": one mention, of a person whose country stands first.
pub(super) fn join_counterparts(document: &Document, mentions: &mut Vec<Mention>, first: usize) {
    let mut at = first;
    while at + 1 < mentions.len() {
        let (one, two) = (&mentions[at], &mentions[at + 1]);
        let is_counterpart =
            one.kind == Kind::Office && document.low(one.tokens.end - 1).starts_with("counterpart");
        // "met with counterpart Norlandic Prime Minister A B"
        let follows = two.tokens.start == one.tokens.end
            || two.tokens.start == one.tokens.end + 1 && document.is_mark(one.tokens.end, ",");
        let apposed = follows
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
    tell_offices(document, mentions, first);
}

/// "his counterpart A B, Norland's secretary of foreign affairs,": one mention, of a person whose own office stands behind.
fn tell_offices(document: &Document, mentions: &mut Vec<Mention>, first: usize) {
    let mut at = first;
    while at + 1 < mentions.len() {
        let (one, two) = (&mentions[at], &mentions[at + 1]);
        let is_counterpart = matches!(one.kind, Kind::Person { .. })
            && one.office.as_ref().is_some_and(|office| {
                office.tokens.start < office.tokens.end
                    && document.low(office.tokens.end - 1).starts_with("counterpart")
            });
        let apposed = two.tokens.start == one.tokens.end + 1
            && document.is_mark(one.tokens.end, ",")
            && two.kind == Kind::Office
            && two.office.as_ref().is_some_and(|office| !office.plural && !office.countries.is_empty())
            && (document.is_mark(two.tokens.end, ",") || document.is_mark(two.tokens.end, "."));
        if is_counterpart && apposed {
            let told = mentions.remove(at + 1);
            mentions[at].tokens.end = told.tokens.end;
            mentions[at].office = told.office;
        }
        at += 1;
    }
}
