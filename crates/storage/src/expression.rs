//! The query language of quotations: words that must all be there, `"phrases"`, `OR`, `-word`.
//!
//! `OR` binds tighter than the space: `trade security OR defence` asks for "trade", and for one of the other two.

use std::collections::BTreeSet;

use crate::{StoreError, words};

/// More words than a person types; a longer query is a mistake that would cost every reader time.
const MOST_WORDS: usize = 128;

/// Stems that must stand side by side; never empty. A single word is a phrase of one.
pub(crate) type Phrase = Vec<String>;

/// A query that asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expression {
    /// Of each of these, one phrase must be there. Neither level is empty.
    pub(crate) required: Vec<Vec<Phrase>>,
    /// None of these may be there.
    pub(crate) excluded: Vec<Phrase>,
}

impl Expression {
    /// The stems that are looked for, each once, in order.
    pub(crate) fn wanted_stems(&self) -> BTreeSet<&str> {
        self.required.iter().flatten().flatten().map(String::as_str).collect()
    }
}

/// Reads a query. None for one without a sign: it asks for everything.
///
/// # Errors
/// [`StoreError::BadQuery`] for an open quotation mark, an `OR` without a side, and a query that looks for no word.
pub(crate) fn parse(query: &str) -> Result<Option<Expression>, StoreError> {
    let tokens = tokens(query)?;
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut expression = Expression { required: Vec::new(), excluded: Vec::new() };
    let mut state = State::Between;
    for token in tokens {
        state = match (token, state) {
            (Token::Or, State::AfterTerm) => State::AfterOr,
            (Token::Or, _) => return Err(or_without_side()),
            (Token::Excluded(_), State::AfterOr) => {
                return Err(bad("`-word` cannot stand beside `OR`"));
            }
            (Token::Excluded(phrase), _) => {
                expression.excluded.push(phrase);
                State::Between
            }
            (Token::Wanted(phrase), State::AfterOr) => {
                if let Some(alternatives) = expression.required.last_mut() {
                    alternatives.push(phrase);
                }
                State::AfterTerm
            }
            (Token::Wanted(phrase), _) => {
                expression.required.push(vec![phrase]);
                State::AfterTerm
            }
        };
    }
    if state == State::AfterOr {
        return Err(or_without_side());
    }
    if expression.required.is_empty() {
        let reason = if expression.excluded.is_empty() {
            "the query holds no word to look for"
        } else {
            "the query only says which words must not be there; add one to look for"
        };
        return Err(bad(reason));
    }
    let count = expression.required.iter().flatten().chain(&expression.excluded).flatten().count();
    if count > MOST_WORDS {
        return Err(bad(&format!("the query has {count} words; {MOST_WORDS} are the most")));
    }
    Ok(Some(expression))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    AfterTerm,
    AfterOr,
}

enum Token {
    Wanted(Phrase),
    Excluded(Phrase),
    Or,
}

/// Whether a character opens or closes a phrase, as keyboards and word processors write it.
fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn tokens(query: &str) -> Result<Vec<Token>, StoreError> {
    let mut tokens = Vec::new();
    let mut rest = query.trim_start();
    let mut has_signs_only = !rest.is_empty();
    while !rest.is_empty() {
        let bare = rest.trim_start_matches('-');
        let is_excluded = bare.len() < rest.len();
        let term = if bare.starts_with(is_quotation_mark) {
            let open = bare.chars().next().map_or(0, char::len_utf8);
            let inside = &bare[open..];
            let Some(length) = inside.find(is_quotation_mark) else {
                return Err(bad("a quotation mark has no partner; close the phrase or leave the mark out"));
            };
            let close = inside[length..].chars().next().map_or(0, char::len_utf8);
            rest = inside[length + close..].trim_start();
            &inside[..length]
        } else {
            let length =
                bare.find(|sign: char| sign.is_whitespace() || is_quotation_mark(sign)).unwrap_or(bare.len());
            rest = bare[length..].trim_start();
            match &bare[..length] {
                "OR" if !is_excluded => {
                    tokens.push(Token::Or);
                    continue;
                }
                // What a space says already.
                "AND" if !is_excluded => continue,
                term => term,
            }
        };
        // A hyphenated word is found as its parts side by side; a sign alone asks for nothing.
        let phrase = words::stems(term);
        if !phrase.is_empty() {
            has_signs_only = false;
            tokens.push(if is_excluded { Token::Excluded(phrase) } else { Token::Wanted(phrase) });
        }
    }
    if has_signs_only && tokens.is_empty() {
        return Err(bad("the query holds no word to look for"));
    }
    Ok(tokens)
}

fn or_without_side() -> StoreError {
    bad("`OR` needs a word or a phrase on either side")
}

fn bad(reason: &str) -> StoreError {
    StoreError::BadQuery { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn print(expression: &Expression) -> String {
        let phrase = |phrase: &Phrase| phrase.join("+");
        let required =
            expression.required.iter().map(|one| one.iter().map(phrase).collect::<Vec<_>>().join("|"));
        let excluded = expression.excluded.iter().map(|one| format!("-{}", phrase(one)));
        required.chain(excluded).collect::<Vec<_>>().join(" ")
    }

    fn check(query: &str, expected: &str) {
        let found = match parse(query) {
            Ok(Some(expression)) => print(&expression),
            Ok(None) => "everything".to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn words_phrases_or_and_not() {
        check("", "everything");
        check("  \t ", "everything");
        check("Cornerstones trade", "cornerstone trade");
        check("\"joint statement\" trade", "joint+statement trade");
        check("“joint statement” «peace»", "joint+statement peace");
        check("trade security OR defence peace", "trade security|defense peace");
        check("a OR b OR \"c d\"", "a|b|c+d");
        check("trade -war -\"cold war\"", "trade -war -cold+war");
        check("counter-terrorism", "counter+terrorism");
        check("trade AND peace", "trade peace");
        check("either or both", "either or both");
        check("trade — peace", "trade peace");
    }

    #[test]
    fn says_what_is_wrong() {
        let open = "a quotation mark has no partner; close the phrase or leave the mark out";
        check("\"joint statement", open);
        check("joint\" statement", open);
        check("-war", "the query only says which words must not be there; add one to look for");
        check("OR trade", "`OR` needs a word or a phrase on either side");
        check("trade OR", "`OR` needs a word or a phrase on either side");
        check("trade OR OR peace", "`OR` needs a word or a phrase on either side");
        check("trade OR -war", "`-word` cannot stand beside `OR`");
        check("\"\"", "the query holds no word to look for");
        check("!?", "the query holds no word to look for");
        check(&"word ".repeat(129), "the query has 129 words; 128 are the most");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(query in "(\\PC|[ \"-]|OR |a ){0,20}") {
            if let Ok(Some(expression)) = parse(&query) {
                prop_assert!(!expression.required.is_empty());
                let phrases = || expression.required.iter().flatten().chain(&expression.excluded);
                prop_assert!(phrases().all(|phrase| !phrase.is_empty()));
            }
        }
    }
}
