//! What each room found in a report, in lines for people: how a wrong answer is traced to the room that gave it.

use std::fmt::Write as _;

use crate::{ParseError, analyse, analysis::Analysis, date, meeting, mention::Kind, quotation};

/// A room whose findings can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Paragraphs with their roles, and sentences.
    Text,
    /// Parts of speech, noun phrases, and the subject of each verb.
    Tag,
    /// Mentions, and whom they mean; dates.
    Mention,
    /// Quotations before they are tied to a meeting.
    Quotation,
    /// Meetings, and the phrases that mean each.
    Meeting,
}

/// Shows what a room found in a report.
///
/// # Errors
/// [`ParseError`] for bytes that are no report.
pub fn show(uri: &str, bytes: &[u8], stage: Stage) -> Result<String, ParseError> {
    let (analysis, report) = analyse(uri, bytes)?;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match stage {
        Stage::Text => text(&analysis, &report, &mut out),
        Stage::Tag => tags(&analysis, &mut out),
        Stage::Mention => mentions(&analysis, &mut out),
        Stage::Quotation => quotations(&analysis, &mut out),
        Stage::Meeting => meetings(&analysis, &mut out),
    };
    Ok(out)
}

fn text(
    analysis: &Analysis,
    report: &rapporteur_model::extraction::Report,
    out: &mut String,
) -> std::fmt::Result {
    writeln!(out, "title      {}", report.title.as_deref().unwrap_or("-"))?;
    writeln!(out, "publisher  {}", report.publisher.as_deref().unwrap_or("-"))?;
    writeln!(out, "agency     {}", report.agency.as_deref().unwrap_or("-"))?;
    let published = report.publish_date.map_or_else(|| "-".to_owned(), |date| date.to_string());
    writeln!(out, "published  {published}")?;
    writeln!(out, "dateline   {}", report.dateline.as_deref().unwrap_or("-"))?;
    for (number, sentence) in analysis.document.sentences.iter().enumerate() {
        let role = analysis.document.paragraphs[sentence.paragraph].role;
        let detached = if sentence.detached { " detached" } else { "" };
        let text = analysis.document.slice(sentence.tokens.clone());
        writeln!(out, "{number:4} {role:?}{detached}  {text}")?;
    }
    Ok(())
}

fn tags(analysis: &Analysis, out: &mut String) -> std::fmt::Result {
    for number in 0..analysis.document.sentences.len() {
        let clauses = analysis.clauses(number);
        let tokens = clauses.tokens.0..clauses.tokens.1;
        for token in tokens.clone() {
            write!(out, "{}/{:?} ", analysis.document.str(token), analysis.tags[token])?;
        }
        write!(out, "\n   ")?;
        for chunk in clauses.chunks {
            write!(out, " [{}]", analysis.document.slice(chunk.tokens.clone()))?;
        }
        writeln!(out)?;
        for verb in tokens.filter(|&token| clauses.is_verb(token)) {
            let subject = clauses.subject(verb, |_| true);
            let words =
                subject.map_or("none", |at| analysis.document.slice(clauses.chunks[at].tokens.clone()));
            writeln!(out, "    {} <- {words}", analysis.document.str(verb))?;
        }
    }
    Ok(())
}

fn mentions(analysis: &Analysis, out: &mut String) -> std::fmt::Result {
    for sentence in &analysis.document.sentences {
        writeln!(out, "{}", analysis.document.slice(sentence.tokens.clone()))?;
        for (_, mention) in analysis.mentions_in(sentence.tokens.clone()) {
            let kind = match &mention.kind {
                Kind::Person { sure, .. } => {
                    format!("Person, {}", if *sure { "sure" } else { "by its form" })
                }
                kind => format!("{kind:?}"),
            };
            write!(out, "    «{}» {kind}", analysis.document.slice(mention.tokens.clone()))?;
            if let Some(person) = mention.person {
                write!(out, " = {}", analysis.registry.persons[person].name)?;
            }
            if let Some(office) = &mention.office {
                let countries: Vec<&str> = office.countries.iter().map(|code| code.as_str()).collect();
                write!(out, "; office «{}» of {}", office.text, countries.join(", "))?;
                if let Some(organization) = &office.organization {
                    write!(out, " {organization}")?;
                }
            }
            writeln!(out)?;
        }
        for found in date::find(&analysis.document, &analysis.tagged, sentence.tokens.clone()) {
            let resolved = found.expression.resolve(analysis.base_date, false);
            let date = resolved.map_or_else(|| "unresolved".to_owned(), |date| date.start.to_string());
            writeln!(out, "    «{}» date {date}", analysis.document.slice(found.tokens))?;
        }
    }
    Ok(())
}

fn quotations(analysis: &Analysis, out: &mut String) -> std::fmt::Result {
    for draft in quotation::find(analysis) {
        let cue = draft.cue.clone().map_or_else(|| "-".to_owned(), |cue| analysis.document.clean(cue));
        let name = draft.voice.name.as_deref().unwrap_or("-");
        writeln!(out, "{name} ({:?}) {cue}", draft.voice.kind)?;
        for segment in &draft.segments {
            writeln!(out, "    {}", analysis.document.slice(segment.clone()))?;
        }
    }
    Ok(())
}

fn meetings(analysis: &Analysis, out: &mut String) -> std::fmt::Result {
    let found = meeting::find(analysis);
    for (number, draft) in found.drafts.iter().enumerate() {
        let date = draft
            .date
            .map_or_else(|| "no date".to_owned(), |date| format!("{} ({:?})", date.start, date.basis));
        let place = draft.city.as_deref().unwrap_or("no place");
        writeln!(
            out,
            "m{} {}: {date}, {place}, {:?}, {:?}",
            number + 1,
            draft.title,
            draft.kind,
            draft.status
        )?;
        for &index in draft.hosts.iter().chain(&draft.others) {
            writeln!(out, "    with «{}»", analysis.document.slice(analysis.mentions[index].tokens.clone()))?;
        }
        for (sentence, tokens, meeting) in &found.phrases {
            if *meeting == number {
                writeln!(out, "    sentence {sentence}: «{}»", analysis.document.slice(tokens.clone()))?;
            }
        }
    }
    Ok(())
}
