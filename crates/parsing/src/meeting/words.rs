//! Words of meetings: numbers, levels, durations, nouns.

use std::{ops::Range, sync::LazyLock};

use rapporteur_model::vocabulary::MeetingKind;
use rustc_hash::FxHashMap as HashMap;

use super::Finder;
use crate::{
    analysis::Analysis,
    text::TokenKind,
    word_class::{WordClass, WordId},
};

/// Ordinals in words, by their number: "thirteenth" is 13.
pub(super) static ORDINALS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    include_str!("../../lexicon/ordinals.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(word, number)| Some((word, number.parse().ok()?)))
        .collect()
});

/// Nouns of meetings, with the class of each: "summit", "body" for what meets itself.
pub(super) static MEETING_WORDS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/meeting_words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

impl Finder<'_> {
    /// Whether the noun of meetings at a token means a call.
    pub(super) fn names_call(&self, token: usize) -> bool {
        // "paid a courtesy call on the president": a visit.
        let visits = token > 0 && self.low(token - 1) == "courtesy" || self.low(token + 1) == "on";
        matches!(self.low(token), "call" | "calls") && !visits
            || self.analysis.is(token, WordClass::Telephony)
            // "phone talks"
            || token > 0
                && self.analysis.is(token - 1, WordClass::Telephony)
                && self.analysis.tags.get(token).is_some_and(|tag| tag.is_noun())
    }

    /// The last word of the name of a body that meets.
    /// The name of a body that no organization of the lexicon tells: "Harbour Reform Committee", "Joint Commission on Trade".
    /// It may begin before the tokens that are given, but not before `limit`: the mention of "Arab Harbour Committee" is its noun.
    pub(super) fn proper_body(&self, limit: usize, tokens: Range<usize>) -> Option<String> {
        let document = &self.analysis.document;
        let capital = |at: &usize| {
            document.tokens[*at].kind == TokenKind::Word && document.tokens[*at].is_capitalised()
        };
        let is_article = |at: usize| self.is(at, WordClass::Article);
        let first = if is_article(tokens.start) { tokens.start + 1 } else { tokens.start };
        let before = (limit..first).rev().take_while(|at| capital(at) && !is_article(*at)).count();
        let first = first - before;
        let named = (first..tokens.end).filter(capital).count() > 1
            && (first..tokens.end).any(|at| capital(&at) && self.is_body_noun(at))
            && capital(&first);
        named.then(|| document.clean(first..tokens.end))
    }

    /// Whether a noun is one of bodies that meet: "council", "committee".
    pub(super) fn is_body_noun(&self, token: usize) -> bool {
        MEETING_WORDS.get(self.low(token)).is_some_and(|class| *class == "body")
    }
}

/// The level that the name of an organ tells.
pub(super) fn level_of(text: &str) -> Option<MeetingKind> {
    if text.contains("heads of") || text.contains("leaders") {
        Some(MeetingKind::Summit)
    } else if text.contains("minister") || text.contains("secretaries") {
        Some(MeetingKind::Ministerial)
    } else {
        None
    }
}

/// A format that says no more than the noun.
pub(super) fn is_general(series: &str) -> bool {
    WordId::of(series.to_lowercase().as_str()).is(WordClass::GeneralMeeting)
}

/// "two days of talks", "a two-day meeting" before a noun.
pub(super) fn days_before(analysis: &Analysis, token: usize) -> Option<i64> {
    (token.saturating_sub(5)..token).find_map(|at| {
        let low = analysis.document.low(at);
        let next = analysis.document.low(at + 1);
        days_of(low).or_else(|| (next == "days").then(|| days_of(&format!("{low}-day"))).flatten())
    })
}

/// "two-day" is 2.
pub(super) fn days_of(word: &str) -> Option<i64> {
    let (number, unit) = word.split_once('-')?;
    if !unit.starts_with("day") {
        return None;
    }
    match number {
        "one" | "1" => Some(1),
        "two" | "2" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        "five" | "5" => Some(5),
        "six" | "6" => Some(6),
        _ => None,
    }
}

/// A Roman numeral up to 89, as printed before the names of meetings; `I`, `V`, `X` alone are left to initials.
pub(super) fn roman(text: &str) -> Option<u32> {
    let value = |character| match character {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let total = digits.iter().enumerate().fold(0_i64, |total, (at, &digit)| {
        let subtract = digits.get(at + 1).is_some_and(|&next| next > digit);
        total + if subtract { -i64::from(digit) } else { i64::from(digit) }
    });
    u32::try_from(total).ok().filter(|&number| number > 0)
}
