//! Corpora of attributions in brat standoff, as PolNeAR has them: who says what, and by which cue.
//!
//! Of an annotation's lines, `T1<tab>Source 10 20<tab>the mayor` is a place in the text, in code points (`10 20;30 40`
//! where it is broken), and `E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1` joins places. Other lines are notes of
//! annotators, and are passed over, as is text of a place that spills over the following lines.

use std::{collections::BTreeMap, ops::Range};

use crate::passage::Passage;

/// Why an annotation cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BratError {
    /// A part of an `E` line that is no `Role:T1`.
    #[error("line {line}: `{part}` is no role and place such as `Source:T1`")]
    Part {
        /// Number of the line, from 1.
        line: usize,
        /// The part.
        part: String,
    },
    /// A place that the text does not have.
    #[error(
        "line {line}: the place {start} {end} is outside the text of {length} code points; is it the text that was annotated?"
    )]
    Outside {
        /// Number of the line, from 1.
        line: usize,
        /// First code point.
        start: usize,
        /// The code point after the last.
        end: usize,
        /// Length of the text.
        length: usize,
    },
}

/// A text and its attributions.
#[derive(Debug)]
pub struct Annotated {
    pub(crate) passage: Passage,
    pub(crate) attributions: Vec<Attribution>,
}

/// Somebody's words in a text, by their places in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// What is said, in order.
    pub(crate) content: Vec<Range<usize>>,
    /// By whom: from the first to the last of several places.
    pub(crate) source: Option<Range<usize>>,
    /// The word of saying.
    pub(crate) cue: Option<Range<usize>>,
}

impl Annotated {
    /// Joins a text and its annotation.
    ///
    /// # Errors
    /// [`BratError`] when the annotation has another form, or belongs to another text.
    pub fn new(text: String, annotation: &str) -> Result<Self, BratError> {
        // Where each code point starts, and where the text ends.
        let starts: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
        let mut places: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
        for (line, content) in (1..).zip(annotation.split('\n')) {
            let Some((name, ranges)) = place(content) else { continue };
            let in_bytes = ranges.into_iter().map(|range| {
                let bytes =
                    starts.get(range.start).zip(starts.get(range.end)).map(|(&start, &end)| start..end);
                bytes.filter(|bytes| bytes.start <= bytes.end).ok_or(BratError::Outside {
                    line,
                    start: range.start,
                    end: range.end,
                    length: starts.len() - 1,
                })
            });
            places.insert(name, in_bytes.collect::<Result<_, _>>()?);
        }
        let mut attributions = Vec::new();
        for (line, content) in (1..).zip(annotation.split('\n')) {
            let Some(parts) = relation(content) else { continue };
            attributions.push(attribution(parts, &places).map_err(|part| BratError::Part { line, part })?);
        }
        Ok(Self { passage: Passage::new(text), attributions })
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.passage.text()
    }
}

/// Name and ranges of a `T` line.
fn place(line: &str) -> Option<(&str, Vec<Range<usize>>)> {
    let mut columns = line.split('\t');
    let name = columns.next().filter(|name| is_numbered(name, 'T'))?;
    let (kind, ranges) = columns.next()?.split_once(' ')?;
    // The text of the place; without it, the line is something else.
    columns.next()?;
    if kind.is_empty() {
        return None;
    }
    let ranges = ranges.split(';').map(|range| {
        let (start, end) = range.split_once(' ')?;
        Some(start.parse().ok()?..end.parse().ok()?)
    });
    Some((name, ranges.collect::<Option<_>>()?))
}

/// The parts of an `E` line.
fn relation(line: &str) -> Option<&str> {
    let (name, parts) = line.split_once('\t')?;
    is_numbered(name, 'E').then_some(parts)
}

fn is_numbered(name: &str, letter: char) -> bool {
    name.strip_prefix(letter)
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Joins the places of a relation. Gives the part that cannot be read.
fn attribution(parts: &str, places: &BTreeMap<&str, Vec<Range<usize>>>) -> Result<Attribution, String> {
    let mut content = Vec::new();
    let mut source = Vec::new();
    let mut cue = Vec::new();
    for part in parts.split_whitespace() {
        let (role, place) = part.split_once(':').ok_or_else(|| part.to_owned())?;
        let of_role = match role.trim_end_matches(|character: char| character.is_ascii_digit()) {
            "Content" => &mut content,
            "Source" => &mut source,
            "Cue" => &mut cue,
            _ => continue,
        };
        of_role.extend(places.get(place).into_iter().flatten().cloned());
    }
    content.sort_by_key(|range: &Range<usize>| (range.start, range.end));
    Ok(Attribution { content, source: whole(&source), cue: whole(&cue) })
}

/// From the first to the last of several places.
fn whole(ranges: &[Range<usize>]) -> Option<Range<usize>> {
    let start = ranges.iter().map(|range| range.start).min()?;
    let end = ranges.iter().map(|range| range.end).max()?;
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“Été,” said the mayor, “comes.”";

    #[test]
    fn places_are_joined_and_counted_in_bytes() {
        let annotation = "T1\tContent 0 6;23 31\t“Été,” “comes.”\nT2\tCue 7 11\tsaid\nT3\tSource 12 21\tthe mayor\n\
                          A1\tDiscuss T1\nE1\tAttribution:T2 Content:T1 Cue:T2 Source:T3\n";
        let annotated = Annotated::new(TEXT.to_owned(), annotation).unwrap();
        let attribution = &annotated.attributions[0];
        let words = |range: &Range<usize>| annotated.text()[range.clone()].to_owned();
        assert_eq!(attribution.content.iter().map(words).collect::<Vec<_>>(), ["“Été,”", "“comes.”"]);
        assert_eq!(attribution.source.as_ref().map(words).as_deref(), Some("the mayor"));
        assert_eq!(attribution.cue.as_ref().map(words).as_deref(), Some("said"));
    }

    #[test]
    fn an_attribution_may_have_no_source() {
        let annotation = "T1\tContent 0 6\t“Été,”\nE1\tAttribution-no-source:T9 Content:T1";
        let annotated = Annotated::new(TEXT.to_owned(), annotation).unwrap();
        assert_eq!(annotated.attributions[0].source, None);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error = Annotated::new("short".to_owned(), "\nT1\tCue 3 9\tsaid").unwrap_err();
        assert_eq!(error, BratError::Outside { line: 2, start: 3, end: 9, length: 5 });
        let error = Annotated::new("short".to_owned(), "E1\tContent").unwrap_err();
        assert_eq!(error, BratError::Part { line: 1, part: "Content".to_owned() });
    }
}
