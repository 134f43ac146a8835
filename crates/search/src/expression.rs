//! The query language of quotations: words that must all be there, `"phrases"`, `OR`, `-word` or `NOT word`, `(parentheses)`.
//!
//! `OR` binds tighter than the space: `trade security OR defence` asks for "trade", and for one of the other two. Parentheses
//! say otherwise: `(trade security) OR defence`.
//!
//! Several words that together are a name of a topic, in quotation marks or without, are answered by the topic too: who asks
//! for `three evil forces` is told of "separatism, extremism and terrorism". Of one word that would be too much: `trade`
//! asks for the word.

use std::{collections::BTreeSet, iter::Peekable, vec::IntoIter};

use rapporteur_storage::words;

use crate::SearchError;

/// How deep parentheses may stand in one another.
const MOST_NESTED: usize = 16;

/// More words than a person types; a longer query is a mistake that would cost every reader time.
const MOST_WORDS: usize = 128;

/// The most words of a topic's name.
const MOST_TOPIC_WORDS: usize = 8;

/// Stems that must stand side by side; never empty. A single word is a phrase of one.
pub type Phrase = Vec<String>;

/// A query that asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// Each of these must be there; never empty.
    pub required: Vec<Requirement>,
    /// None of these may be there.
    pub excluded: Vec<Phrase>,
}

/// One thing that must be there: one of these, or one of the topics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Phrases that must all be there. Neither level is empty.
    pub any_of: Vec<Vec<Phrase>>,
    /// Ids of topics.
    pub topics: BTreeSet<&'static str>,
}

impl Expression {
    /// The phrases that are looked for.
    pub fn wanted_phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.required.iter().flat_map(|required| required.any_of.iter().flatten())
    }

    /// The stems that are looked for, each once, in order.
    #[must_use]
    pub fn wanted_stems(&self) -> BTreeSet<&str> {
        self.wanted_phrases().flatten().map(String::as_str).collect()
    }
}

/// Reads a query. None for one without a sign: it asks for everything. `topics` gives the id of the topic that a text names.
///
/// # Errors
/// [`SearchError::BadQuery`] for an open quotation mark, an `OR` without a side, and a query that looks for no word.
pub fn parse(
    query: &str,
    topics: impl Fn(&str) -> Option<&'static str>,
) -> Result<Option<Expression>, SearchError> {
    let tokens = tokens(query)?;
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut reader = Reader { tokens: tokens.into_iter().peekable(), excluded: Vec::new(), depth: 0 };
    let groups = reader.factors()?;
    if reader.tokens.next().is_some() {
        return Err(bad("a parenthesis is closed that was not opened"));
    }
    let excluded = reader.excluded;
    if groups.is_empty() {
        let reason = if excluded.is_empty() {
            "the query holds no word to look for"
        } else {
            "the query only says which words must not be there; add one to look for"
        };
        return Err(bad(reason));
    }
    let count = groups.iter().flatten().flatten().chain(&excluded).flatten().count();
    if count > MOST_WORDS {
        return Err(bad(&format!("the query has {count} words; {MOST_WORDS} are the most")));
    }
    Ok(Some(Expression { required: requirements(groups, topics), excluded }))
}

/// Phrases that must all be there.
type Conjunction = Vec<Phrase>;

/// One of these must be there.
type Alternatives = Vec<Conjunction>;

/// Reads tokens from left to right.
struct Reader {
    tokens: Peekable<IntoIter<Token>>,
    excluded: Vec<Phrase>,
    depth: usize,
}

impl Reader {
    /// What must all be there, up to the end or a closing parenthesis.
    fn factors(&mut self) -> Result<Vec<Alternatives>, SearchError> {
        let mut factors = Vec::new();
        while let Some(token) = self.tokens.next_if(|token| !matches!(token, Token::Close)) {
            match token {
                Token::Or => return Err(or_without_side()),
                Token::Excluded(phrase) if self.depth == 0 => {
                    if matches!(self.tokens.peek(), Some(Token::Or)) {
                        return Err(or_without_side());
                    }
                    self.excluded.push(phrase);
                }
                Token::Excluded(_) => return Err(bad("`-word` cannot stand within parentheses")),
                token => factors.extend(self.alternatives(token)?),
            }
        }
        Ok(factors)
    }

    /// A term and those that `OR` joins to it. What parentheses hold several of where nothing is joined to them stays apart.
    fn alternatives(&mut self, first: Token) -> Result<Vec<Alternatives>, SearchError> {
        let first = self.term(first)?;
        if !matches!(self.tokens.peek(), Some(Token::Or)) {
            return Ok(first);
        }
        let mut alternatives = either_way(first)?;
        while self.tokens.next_if(|token| matches!(token, Token::Or)).is_some() {
            match self.tokens.next() {
                Some(Token::Excluded(_)) => return Err(bad("`-word` cannot stand beside `OR`")),
                None | Some(Token::Or | Token::Close) => return Err(or_without_side()),
                Some(token) => {
                    let next = self.term(token)?;
                    alternatives.extend(either_way(next)?);
                }
            }
        }
        Ok(vec![alternatives])
    }

    /// A phrase, or what parentheses hold.
    fn term(&mut self, token: Token) -> Result<Vec<Alternatives>, SearchError> {
        match token {
            Token::Wanted(phrase) => Ok(vec![vec![vec![phrase]]]),
            _ => {
                self.depth += 1;
                if self.depth > MOST_NESTED {
                    return Err(bad(&format!("parentheses stand more than {MOST_NESTED} deep")));
                }
                let inside = self.factors()?;
                if self.tokens.next().is_none() {
                    return Err(bad("a parenthesis is not closed"));
                }
                if inside.is_empty() {
                    return Err(bad("there is no word between the parentheses"));
                }
                self.depth -= 1;
                Ok(inside)
            }
        }
    }
}

/// Factors that must all hold as alternatives of which one must: each choice of one alternative a factor.
fn either_way(factors: Vec<Alternatives>) -> Result<Alternatives, SearchError> {
    let mut ways: Alternatives = vec![Vec::new()];
    for alternatives in factors {
        let longer = ways.iter().flat_map(|way| {
            alternatives.iter().map(move |next| way.iter().chain(next).cloned().collect::<Conjunction>())
        });
        ways = longer.take(MOST_WORDS + 1).collect();
        if ways.len() > MOST_WORDS {
            return Err(bad(
                "the parentheses stand for too many combinations of words; ask in several queries",
            ));
        }
    }
    Ok(ways)
}

/// What groups of alternatives ask for, with the topics that they name.
fn requirements(
    groups: Vec<Alternatives>,
    topics: impl Fn(&str) -> Option<&'static str>,
) -> Vec<Requirement> {
    let named = |stems: &[&str]| {
        let is_name = (2..=MOST_TOPIC_WORDS).contains(&stems.len());
        if is_name { topics(&stems.join(" ")) } else { None }
    };
    let mut requirements = Vec::new();
    let mut rest = groups.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        // The longest run of words that together name a topic.
        let mut stems: Vec<&str> = Vec::new();
        let mut longest = None;
        for (length, group) in (1..).zip(rest) {
            let [conjunction] = group.as_slice() else { break };
            let [phrase] = conjunction.as_slice() else { break };
            stems.extend(phrase.iter().map(String::as_str));
            if stems.len() > MOST_TOPIC_WORDS {
                break;
            }
            if length > 1
                && let Some(topic) = named(&stems)
            {
                longest = Some((length, topic));
            }
        }
        if let Some((length, topic)) = longest {
            let (run, behind) = rest.split_at(length);
            let phrases = run.iter().flatten().flatten().cloned().collect();
            requirements.push(Requirement { any_of: vec![phrases], topics: BTreeSet::from([topic]) });
            rest = behind;
            continue;
        }
        let of_words = |conjunction: &Conjunction| {
            named(&conjunction.iter().flatten().map(String::as_str).collect::<Vec<_>>())
        };
        requirements
            .push(Requirement { any_of: first.clone(), topics: first.iter().filter_map(of_words).collect() });
        rest = behind;
    }
    requirements
}

enum Token {
    Wanted(Phrase),
    Excluded(Phrase),
    Or,
    Open,
    Close,
}

/// Whether a character opens or closes a phrase, as keyboards and word processors write it.
fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn tokens(query: &str) -> Result<Vec<Token>, SearchError> {
    let mut tokens = Vec::new();
    let mut rest = query.trim_start();
    let mut has_signs_only = !rest.is_empty();
    // Whether "NOT" stands before.
    let mut is_denied = false;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix(['(', ')']) {
            if is_denied {
                return Err(bad("`NOT` needs a word or a phrase behind it"));
            }
            tokens.push(if rest.starts_with('(') { Token::Open } else { Token::Close });
            rest = behind.trim_start();
            continue;
        }
        let bare = rest.trim_start_matches('-');
        let is_excluded = bare.len() < rest.len() || is_denied;
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
            let ends =
                |sign: char| sign.is_whitespace() || is_quotation_mark(sign) || matches!(sign, '(' | ')');
            let length = bare.find(ends).unwrap_or(bare.len());
            rest = bare[length..].trim_start();
            match &bare[..length] {
                "OR" if !is_excluded => {
                    tokens.push(Token::Or);
                    continue;
                }
                // What a space says already.
                "AND" if !is_excluded => continue,
                "NOT" if !is_excluded => {
                    is_denied = true;
                    continue;
                }
                term => term,
            }
        };
        // A hyphenated word is found as its parts side by side; a sign alone asks for nothing.
        let phrase = words::stems(term);
        is_denied = false;
        if !phrase.is_empty() {
            has_signs_only = false;
            tokens.push(if is_excluded { Token::Excluded(phrase) } else { Token::Wanted(phrase) });
        }
    }
    if is_denied {
        return Err(bad("`NOT` needs a word or a phrase behind it"));
    }
    if has_signs_only && !tokens.iter().any(|token| matches!(token, Token::Wanted(_) | Token::Excluded(_))) {
        return Err(bad("the query holds no word to look for"));
    }
    Ok(tokens)
}

fn or_without_side() -> SearchError {
    bad("`OR` needs a word or a phrase on either side")
}

fn bad(reason: &str) -> SearchError {
    SearchError::BadQuery { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn print(expression: &Expression) -> String {
        let phrase = |phrase: &Phrase| phrase.join("+");
        let all = |phrases: &Vec<Phrase>| phrases.iter().map(phrase).collect::<Vec<_>>().join("&");
        let required = expression.required.iter().map(|one| {
            let topics = one.topics.iter().map(|topic| format!("#{topic}"));
            one.any_of.iter().map(all).chain(topics).collect::<Vec<_>>().join("|")
        });
        let excluded = expression.excluded.iter().map(|one| format!("-{}", phrase(one)));
        required.chain(excluded).collect::<Vec<_>>().join(" ")
    }

    fn check(query: &str, expected: &str) {
        let topics = |name: &str| match name {
            "three evil force" | "evil force" => Some("evil"),
            "counter terrorism" | "terrorism" => Some("terror"),
            _ => None,
        };
        let found = match parse(query, topics) {
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
        check("trade AND peace", "trade peace");
        check("either or both", "either or both");
        check("trade — peace", "trade peace");
        check("trade NOT war NOT \"cold war\"", "trade -war -cold+war");
        check("not trade", "not trade");
    }

    #[test]
    fn parentheses() {
        check("(trade OR peace) lake", "trade|peace lake");
        check("(trade security) OR defence", "trade&security|defense");
        check("(trade (peace OR war)) OR lake -boat", "trade&peace|trade&war|lake -boat");
        check("((trade)) (peace lake)", "trade peace lake");
        check("(three evil forces) OR trade", "three&evil&force|trade|#evil");
        check("security(trade)", "security trade");
    }

    #[test]
    fn several_words_that_name_a_topic_are_answered_by_it_too() {
        check("three evil forces", "three&evil&force|#evil");
        check("trade \"Three Evil Forces\" -war", "trade three+evil+force|#evil -war");
        check("the evil forces rise", "the evil&force|#evil rise");
        check("counter-terrorism OR trade", "counter+terrorism|trade|#terror");
        check("terrorism", "terrorism");
        check("evil OR force", "evil|force");
        check("evil -\"evil forces\"", "evil -evil+force");
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
        check("-war OR trade", "`OR` needs a word or a phrase on either side");
        check("trade NOT", "`NOT` needs a word or a phrase behind it");
        check("trade NOT (war peace)", "`NOT` needs a word or a phrase behind it");
        check("(trade", "a parenthesis is not closed");
        check("trade)", "a parenthesis is closed that was not opened");
        check("trade ()", "there is no word between the parentheses");
        check("(trade -war)", "`-word` cannot stand within parentheses");
        check(&"(".repeat(40), "the query holds no word to look for");
        check(&format!("{}trade{}", "(".repeat(17), ")".repeat(17)), "parentheses stand more than 16 deep");
        let pairs = "(a OR b) ".repeat(8);
        check(
            &format!("({pairs}) OR c"),
            "the parentheses stand for too many combinations of words; ask in several queries",
        );
        check("\"\"", "the query holds no word to look for");
        check("!?", "the query holds no word to look for");
        check(&"word ".repeat(129), "the query has 129 words; 128 are the most");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(query in "(\\PC|[ \"()-]|OR |NOT |a ){0,20}") {
            if let Ok(Some(expression)) = parse(&query, |name| (name == "a a").then_some("topic")) {
                prop_assert!(!expression.required.is_empty());
                prop_assert!(expression.required.iter().all(|required| !required.any_of.is_empty()));
                let mut phrases = expression.wanted_phrases().chain(&expression.excluded);
                prop_assert!(phrases.all(|phrase| !phrase.is_empty()));
            }
        }
    }
}
