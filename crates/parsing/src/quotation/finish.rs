//! Quotations written out: the name shown, how much stands between quotation marks, the medium, the day and the meeting.

use std::ops::Range;

use rapporteur_model::{
    Span,
    extraction::{Quote, Speaker},
    vocabulary::{Medium, QuoteKind},
};

use super::{Draft, Voice, label::TRANSCRIPT};
use crate::{analysis::Analysis, date, meeting::Meetings, word_class::WordClass};

/// The name under which a report shows a speaker: the fullest of a person, the words that it prints of anybody else.
fn shown_name(analysis: &Analysis, voice: &Voice) -> Option<String> {
    let Some(printed) = voice.printed.clone().filter(|printed| voice.person.is_none() && !printed.is_empty())
    else {
        return voice.name.clone();
    };
    let words = analysis.document.clean(printed.clone());
    // At the beginning of a sentence an article has a capital.
    let is_article = printed.len() > 1
        && (analysis.is(printed.start, WordClass::Article)
            || analysis.is(printed.start, WordClass::PossessivePronoun));
    Some(match words.split_once(' ') {
        Some((article, rest)) if is_article => format!("{} {rest}", article.to_lowercase()),
        _ => words,
    })
}

/// Turns drafts into the quotations of an extraction, without their meetings.
#[must_use]
pub fn finish(analysis: &Analysis, draft: &Draft) -> Quote {
    let document = &analysis.document;
    let span = |tokens: &Range<usize>| Span::from_range(document.bytes(tokens.clone()));
    let segments: Vec<Span> = draft.segments.iter().map(span).collect();
    let text = segments.iter().filter_map(|segment| segment.of(&document.text)).collect::<Vec<_>>().join(" ");
    let words: Vec<usize> =
        draft.segments.iter().cloned().flatten().filter(|&token| analysis.is_word(token)).collect();
    let quoted = words.iter().filter(|&&token| analysis.quoted[token]).count();
    let kind = if draft.rule == TRANSCRIPT || quoted * 10 >= words.len() * 9 {
        QuoteKind::Direct
    } else if quoted == 0 {
        QuoteKind::Indirect
    } else {
        QuoteKind::Mixed
    };
    let mut sentences: Vec<usize> = draft
        .segments
        .iter()
        .flat_map(|segment| document.sentence_of(segment.start)..=document.sentence_of(segment.end - 1))
        .collect();
    sentences.extend(draft.cue.iter().map(|cue| document.sentence_of(cue.start)));
    let cue_sentence = draft.cue.as_ref().map_or(draft.segments[0].start, |cue| cue.start);
    let tag_sentence = document.sentences[document.sentence_of(cue_sentence)].tokens.clone();
    let inside = |token: usize| draft.segments.iter().any(|segment| segment.contains(&token));
    let say_date = date::find(document, &analysis.tagged, tag_sentence.clone())
        .into_iter()
        .filter(|mention| !inside(mention.tokens.start))
        .find_map(|mention| mention.expression.resolve(analysis.base_date, false))
        .map(|date| date.start);
    Quote {
        speaker: Speaker {
            display_name: shown_name(analysis, &draft.voice),
            kind: draft.voice.kind,
            mention: draft.voice.tokens.as_ref().map(span),
            on_behalf_of: draft.voice.on_behalf_of.clone(),
        },
        kind,
        text,
        segments,
        cue: draft.cue.clone().map(|cue| document.clean(cue)),
        cue_span: draft.cue.as_ref().map(span),
        audience: draft.audience.clone().map(|audience| document.clean(audience)),
        medium: medium(analysis, tag_sentence, &inside),
        meeting: None,
        say_date,
        evidence: analysis.evidence_of(sentences),
    }
}

/// Where something was said, by the words around its cue.
fn medium(analysis: &Analysis, sentence: Range<usize>, inside: &dyn Fn(usize) -> bool) -> Option<Medium> {
    let document = &analysis.document;
    sentence.filter(|&token| !inside(token)).find_map(|token| {
        let is = |class| document.is(token, class);
        let before = token.saturating_sub(1);
        let of_press = is(WordClass::Press) && document.is(token + 1, WordClass::PressEvent);
        if of_press || is(WordClass::Journalists) {
            return Some(Medium::PressConference);
        }
        if is(WordClass::SocialMedia) {
            return Some(Medium::Social);
        }
        if is(WordClass::WrittenStatement) {
            let is_named =
                document.is(before, WordClass::OpensPhrase) || document.is(before, WordClass::StatementSort);
            return is_named.then_some(Medium::Statement);
        }
        if is(WordClass::Speech) {
            return Some(Medium::Speech);
        }
        match document.low(token) {
            "briefing" => Some(Medium::PressConference),
            "article" | "op-ed" => Some(Medium::Article),
            "interview" => Some(Medium::Interview),
            _ => None,
        }
    })
}

/// The meeting at which something was said: the one that its sentence names, else the focal meeting that its speaker took
/// part in; none for articles, interviews and press conferences.
#[must_use]
pub fn meeting_of(analysis: &Analysis, meetings: &Meetings, draft: &Draft, quote: &Quote) -> Option<usize> {
    if matches!(quote.medium, Some(Medium::Article | Medium::Interview | Medium::Social)) {
        return None;
    }
    let at = draft.cue.as_ref().map_or(draft.segments[0].start, |cue| cue.start);
    let sentence = analysis.document.sentence_of(at);
    let inside = |token: usize| draft.segments.iter().any(|segment| segment.contains(&token));
    let named = meetings
        .phrases_of(sentence)
        .iter()
        .find(|(_, tokens, _)| !inside(tokens.start))
        .map(|(_, _, meeting)| *meeting);
    let person = draft.voice.person;
    let takes_part = |meeting: usize| {
        let draft = &meetings.drafts[meeting];
        draft
            .hosts
            .iter()
            .chain(&draft.others)
            .any(|&mention| person.is_some() && analysis.mentions[mention].person == person)
    };
    named
        .or_else(|| (0..meetings.drafts.len()).find(|&meeting| takes_part(meeting)))
        .or_else(|| meetings.focal().filter(|_| quote.medium != Some(Medium::PressConference)))
}
