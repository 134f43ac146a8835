//! An office in the plural as that of one.

use crate::{
    lexicon::lexicon,
    word_class::{WordClass, WordId},
};

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
            let is_body = last.strip_suffix('s').is_some_and(|body| WordId::of(body).is(WordClass::BodyEnd));
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
