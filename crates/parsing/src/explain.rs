//! Which rule, or which weights, made the values of an extraction.

use std::ops::Range;

use crate::{
    ParseError, analyse,
    analysis::Analysis,
    meeting::{self, Meetings},
    participation::{self, Because},
    quotation,
};

/// Why a value stands in an extraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Which value: `quotes[2].speaker`, as in the JSON of an extraction.
    pub path: String,
    /// The value, as people read it.
    pub value: String,
    /// The rule; "(model)" behind one that asks learned weights.
    pub rule: String,
    /// The words that it rests on; empty where it rests on the sentence as a whole.
    pub words: String,
    /// The sentence in which they stand.
    pub sentence: String,
}

/// Explains what a report is said to say, in the order of the extraction.
///
/// # Errors
/// [`ParseError`] for bytes that are no report.
pub fn explain(uri: &str, bytes: &[u8]) -> Result<Vec<Explanation>, ParseError> {
    let (analysis, report) = analyse(uri, bytes)?;
    let mut explanations = Vec::new();
    if let (Some(date), Some(basis)) = (report.publish_date, report.publish_date_basis) {
        explanations.push(Explanation {
            path: "report.publishDate".to_owned(),
            value: date.to_string(),
            rule: format!("the first of a page's dates by worth: {basis:?}").to_lowercase(),
            words: String::new(),
            sentence: String::new(),
        });
    }
    let meetings = meeting::find(&analysis);
    let drafts = quotation::find(&analysis);
    of_meetings(&analysis, &meetings, &mut explanations);
    let (participations, reasons) = participation::find(&analysis, &meetings, &drafts);
    for (number, (part, because)) in participations.iter().zip(reasons).enumerate() {
        let who = part.person.as_ref().map(|person| person.display_name.as_str());
        let country = part.delegation.country_code.map(|code| code.to_string());
        let value = [who.or(part.office.as_deref()), country.as_deref(), Some(part.meeting.as_str())];
        let (rule, tokens) = match because {
            Because::Rule(rule) => (rule, None),
            Because::Word(token) => ("a word tells of a part in the meeting", Some(token..token + 1)),
        };
        let sentence = part.evidence.first().map_or("", |evidence| &*evidence.sentence);
        explanations.push(Explanation {
            path: format!("participations[{number}]"),
            value: value.into_iter().flatten().collect::<Vec<_>>().join(", "),
            rule: rule.to_owned(),
            words: tokens.map_or_else(String::new, |tokens| analysis.document.clean(tokens)),
            sentence: sentence.to_owned(),
        });
    }
    for (number, draft) in drafts.iter().enumerate() {
        let words = draft.cue.clone().or_else(|| draft.voice.tokens.clone());
        let at = words.clone().unwrap_or_else(|| draft.segments[0].clone());
        explanations.push(Explanation {
            path: format!("quotes[{number}].speaker"),
            value: draft.voice.name.clone().unwrap_or_else(|| "nobody named".to_owned()),
            rule: draft.rule.to_owned(),
            words: words.map_or_else(String::new, |tokens| analysis.document.clean(tokens)),
            sentence: sentence_at(&analysis, &at),
        });
    }
    Ok(explanations)
}

fn of_meetings(analysis: &Analysis, meetings: &Meetings, explanations: &mut Vec<Explanation>) {
    for (number, draft) in meetings.drafts.iter().enumerate() {
        let place = draft.places.first().map(|(_, tokens)| tokens.clone()).unwrap_or_default();
        let mut push = |field: &str, value: String, rule: String| {
            explanations.push(Explanation {
                path: format!("meetings[{number}]{field}"),
                value,
                rule,
                words: analysis.document.clean(place.clone()),
                sentence: sentence_at(analysis, &place),
            });
        };
        push("", draft.title.clone(), draft.rule.to_owned());
        if let Some(date) = draft.date {
            push(".startDate", date.start.to_string(), format!("{:?} date", date.basis).to_lowercase());
        }
    }
}

fn sentence_at(analysis: &Analysis, tokens: &Range<usize>) -> String {
    let sentence = analysis.document.sentence_of(tokens.start);
    analysis
        .document
        .sentences
        .get(sentence)
        .map_or_else(String::new, |sentence| analysis.document.clean(sentence.tokens.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quotation_meeting_and_participation_has_its_rule() {
        let text = "VELMORA, June 4, 2025\n\nThe 4th summit of the Lakes Union opened in Vienna on June 3, 2025. \
                    President Ann Lee of Austria attended the summit. “We have agreed on everything,” she said.";
        let explanations = explain("a.txt", text.as_bytes()).expect("a report");
        let rule_of = |path: &str| {
            explanations
                .iter()
                .find(|found| found.path == path)
                .map(|found| (found.rule.as_str(), found.words.as_str()))
        };
        assert_eq!(
            rule_of("meetings[0]"),
            Some(("a noun phrase names it", "The 4th summit of the Lakes Union"))
        );
        assert_eq!(rule_of("participations[0]"), Some(("a word tells of a part in the meeting", "attended")));
        assert_eq!(rule_of("quotes[0].speaker").map(|(_, words)| words), Some("said"));
    }
}
