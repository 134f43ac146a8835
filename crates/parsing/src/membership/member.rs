//! Whose membership changes, of what, and when.

use std::ops::Range;

use rapporteur_model::{CountryCode, PartialDate};

use crate::{
    analysis::Analysis, date, lexicon::Tag, meeting::Meetings, text::TokenKind, word_class::WordClass,
};

/// How far back the organization of a change is looked for, in tokens.
const MAX_TOKENS_BACK: usize = 2_000;

/// Countries named in a range by name, as members and not as places.
pub(super) fn countries(analysis: &Analysis, tokens: Range<usize>) -> Vec<CountryCode> {
    let mut codes = Vec::new();
    for found in analysis.tagged.entities(tokens) {
        let Tag::Country(code) = found.tag else { continue };
        let possessive = analysis
            .document
            .tokens
            .get(found.tokens.end)
            .is_some_and(|next| next.kind == TokenKind::Possessive);
        // "granted observer status to X" names the receiver.
        let before = analysis.document.low(found.tokens.start.saturating_sub(1));
        let placed = matches!(before, "in" | "from");
        let member = possessive && analysis.is(found.tokens.end + 1, WordClass::MembershipNoun);
        if (!possessive || member) && !placed && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The organization that a change is about: the nearest of the sentence, else the one the report speaks of most.
pub(super) fn organization(
    analysis: &Analysis,
    token: usize,
    tokens: Range<usize>,
    sentence: usize,
) -> Option<String> {
    let blocs = |tokens: Range<usize>| {
        analysis
            .tagged
            .entities(tokens)
            .filter_map(|found| match found.tag {
                Tag::Organization(index)
                    if matches!(analysis.tagged.organization(index).kind.as_str(), "bloc" | "agency") =>
                {
                    Some((found.tokens.start, index))
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let nearest = blocs(tokens).into_iter().min_by_key(|(at, _)| at.abs_diff(token)).map(|(_, index)| index);
    let index = nearest.or_else(|| {
        // As far back as a report is long; a longer text is no report.
        let end = analysis.document.sentences[sentence].tokens.end;
        let all = blocs(end.saturating_sub(MAX_TOKENS_BACK)..end);
        all.iter()
            .max_by_key(|(at, index)| (all.iter().filter(|(_, other)| other == index).count(), *at))
            .map(|(_, index)| *index)
    })?;
    Some(analysis.tagged.organization(index).name.clone())
}

/// When: at the meeting that the sentence names, to the month.
pub(super) fn date_of(
    analysis: &Analysis,
    meetings: &Meetings,
    sentence: usize,
    tokens: Range<usize>,
) -> Option<PartialDate> {
    let stated = date::find(&analysis.document, &analysis.tagged, tokens)
        .into_iter()
        .find_map(|mention| mention.expression.resolve(analysis.base_date, false))
        .map(|date| date.start);
    let of_meeting = || {
        let date = meetings.drafts.get(meetings.in_sentence(sentence)?)?.date?.start;
        PartialDate::new(date.year(), date.month(), 0).ok()
    };
    stated.or_else(of_meeting)
}
