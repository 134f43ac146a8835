//! Spans that count something else than bytes.
//!
//! Messages are made with spans in bytes. Where another unit is asked for, all spans of a message are collected, by the
//! report whose text they count in, and each text is walked once.

use std::collections::BTreeMap;

use rapporteur::v1;

/// What a span counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SpanUnit {
    /// Bytes of UTF-8.
    #[default]
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Code points.
    Utf32,
}

impl SpanUnit {
    fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }
}

impl From<v1::EncodingType> for SpanUnit {
    fn from(encoding: v1::EncodingType) -> Self {
        match encoding {
            v1::EncodingType::Unspecified | v1::EncodingType::Utf8 => Self::Utf8,
            v1::EncodingType::Utf16 => Self::Utf16,
            v1::EncodingType::Utf32 => Self::Utf32,
        }
    }
}

/// Spans by the resource name of the report in whose text they count.
pub(crate) type SpansByReport<'a> = BTreeMap<String, Vec<&'a mut v1::Span>>;

/// Makes spans that count bytes of `text` count another unit. A position inside a character counts as its start, one
/// beyond the end as the end.
pub fn recount(text: &str, unit: SpanUnit, spans: Vec<&mut v1::Span>) {
    if unit == SpanUnit::Utf8 {
        return;
    }
    let mut positions: Vec<&mut u32> = Vec::with_capacity(spans.len() * 2);
    for v1::Span { start, end } in spans {
        positions.extend([start, end]);
    }
    positions.sort_unstable();
    let (mut byte, mut units) = (0, 0);
    for position in positions {
        let mut to = (*position as usize).min(text.len());
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        units += unit.length(text.get(byte..to).unwrap_or_default());
        byte = to;
        *position = super::common::count(units);
    }
}

/// Makes all spans of an extraction count another unit than bytes of its report's text.
pub fn recount_extraction(extraction: &mut v1::Extraction, text: &str, unit: SpanUnit) {
    let mut spans = Vec::new();
    let mut evidence = Vec::new();
    for meeting in &mut extraction.meetings {
        evidence.push(&mut meeting.evidence);
    }
    for participation in &mut extraction.participations {
        evidence.push(&mut participation.evidence);
    }
    for quote in &mut extraction.quotes {
        spans.extend(quote.speaker.as_mut().and_then(|speaker| speaker.mention.as_mut()));
        spans.extend(&mut quote.segments);
        spans.extend(quote.cue_span.as_mut());
        evidence.push(&mut quote.evidence);
    }
    for outcome in &mut extraction.outcomes {
        evidence.push(&mut outcome.evidence);
    }
    for membership in &mut extraction.memberships {
        evidence.push(&mut membership.evidence);
    }
    for topic in &mut extraction.topics {
        spans.extend(&mut topic.words);
        evidence.push(&mut topic.evidence);
    }
    spans.extend(evidence.into_iter().flatten().filter_map(|evidence| evidence.span.as_mut()));
    recount(text, unit, spans);
}

/// Collects the spans of a meeting.
pub(crate) fn of_meeting<'a>(meeting: &'a mut v1::Meeting, spans: &mut SpansByReport<'a>) {
    for value in &mut meeting.values {
        of_evidence(&mut value.evidence, spans);
    }
    for outcome in &mut meeting.outcomes {
        of_evidence(&mut outcome.evidence, spans);
    }
    for topic in &mut meeting.topics {
        of_evidence(&mut topic.evidence, spans);
    }
}

/// Collects the spans of a participant.
pub(crate) fn of_participant<'a>(participant: &'a mut v1::Participant, spans: &mut SpansByReport<'a>) {
    of_evidence(&mut participant.evidence, spans);
    if let Some(inferred) = &mut participant.inferred_person {
        of_evidence(&mut inferred.evidence, spans);
    }
}

/// Collects the spans of a quotation.
pub(crate) fn of_quote<'a>(quote: &'a mut v1::Quote, spans: &mut SpansByReport<'a>) {
    for rendering in &mut quote.renderings {
        spans.entry(rendering.report.clone()).or_default().extend(&mut rendering.segments);
        of_evidence(&mut rendering.evidence, spans);
    }
    for topic in &mut quote.topics {
        of_evidence(&mut topic.evidence, spans);
    }
}

/// Collects the spans of a statement.
pub(crate) fn of_statement<'a>(statement: &'a mut v1::Statement, spans: &mut SpansByReport<'a>) {
    of_evidence(&mut statement.evidence, spans);
}

pub(crate) fn of_evidence<'a>(evidence: &'a mut [v1::Evidence], spans: &mut SpansByReport<'a>) {
    for evidence in evidence {
        if let Some(span) = &mut evidence.span {
            spans.entry(evidence.report.clone()).or_default().push(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn recounted(text: &str, unit: SpanUnit, start: u32, end: u32) -> (u32, u32) {
        let mut span = v1::Span { start, end };
        recount(text, unit, vec![&mut span]);
        (span.start, span.end)
    }

    #[test]
    fn counts_as_java_and_python_do() {
        // "é" is 2 bytes and 1 UTF-16 unit; "𝄞" is 4 bytes, 2 units, 1 code point.
        let text = "é𝄞x";
        assert_eq!(recounted(text, SpanUnit::Utf8, 2, 7), (2, 7));
        assert_eq!(recounted(text, SpanUnit::Utf16, 2, 7), (1, 4));
        assert_eq!(recounted(text, SpanUnit::Utf32, 2, 7), (1, 3));
    }

    #[test]
    fn a_position_inside_a_character_or_beyond_the_end_is_moved_back() {
        assert_eq!(recounted("é𝄞x", SpanUnit::Utf32, 3, 900), (1, 3));
        assert_eq!(recounted("", SpanUnit::Utf16, 1, 2), (0, 0));
    }

    proptest! {
        #[test]
        fn the_same_part_is_found_again(text in "\\PC{0,30}", cuts: [prop::sample::Index; 6]) {
            let boundaries: Vec<usize> =
                (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let mut at: Vec<usize> = cuts.iter().map(|cut| *cut.get(&boundaries)).collect();
            at.sort_unstable();
            // Given out of order, as those of a message are.
            let pairs = [(at[2], at[4]), (at[0], at[1]), (at[3], at[5])];
            for unit in [SpanUnit::Utf8, SpanUnit::Utf16, SpanUnit::Utf32] {
                let mut spans = pairs.map(|(start, end)| v1::Span { start: start as u32, end: end as u32 });
                recount(&text, unit, spans.iter_mut().collect());
                for ((start, end), span) in pairs.into_iter().zip(spans) {
                    let range = span.start as usize..span.end as usize;
                    let found = match unit {
                        SpanUnit::Utf8 => text[range].to_owned(),
                        SpanUnit::Utf16 => {
                            let units: Vec<u16> = text.encode_utf16().collect();
                            String::from_utf16(&units[range]).unwrap()
                        }
                        SpanUnit::Utf32 => text.chars().collect::<Vec<_>>()[range].iter().collect(),
                    };
                    prop_assert_eq!(&found, &text[start..end]);
                }
            }
        }
    }
}
