//! Quotations against a corpus of attributions in brat standoff.

use std::{collections::BTreeSet, io::Write, path::Path};

use rapporteur_evaluation::{
    attribution::{Evaluation, Row, RowScores},
    brat::Annotated,
};

use super::{files_in, percent, read_report, read_text, tell_of};
use crate::{
    args::EvaluateArgs,
    exit::{ExitStatus, Failure},
    json,
    plain::one_line,
};

/// Scores the quotations of every text that has an annotation, and prints it. Where several annotators read a text, the
/// first in order of the files' names is taken.
pub(super) fn run(corpus: &Path, args: &EvaluateArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let mut status = ExitStatus::Ok;
    let mut evaluation = Evaluation::default();
    let mut seen = BTreeSet::new();
    for path in files_in(&corpus.join("attributions"), "ann")? {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some((stem, _annotator)) = name.rsplit_once('_') else {
            tell_of(&path, "the name is to be that of a text, `_`, and that of the annotator");
            status = ExitStatus::SomeFailed;
            continue;
        };
        if !seen.insert(stem.to_owned()) {
            continue;
        }
        let text = corpus.join("text").join(format!("{stem}.txt"));
        let parsed = match read_report(&text) {
            Ok((_, parsed)) => parsed,
            Err(reason) => {
                tell_of(&text, reason);
                status = ExitStatus::SomeFailed;
                continue;
            }
        };
        let annotated = read_text(&path).and_then(|annotation| {
            Annotated::new(parsed.text, &annotation).map_err(|error| error.to_string())
        });
        match annotated {
            Ok(annotated) => {
                let remarks = evaluation.add(&annotated, &parsed.extraction.quotes);
                if args.verbose {
                    writeln!(out, "{}", one_line(stem))?;
                    for remark in remarks {
                        writeln!(out, "  {}", one_line(&remark.to_string()))?;
                    }
                }
            }
            Err(reason) => {
                tell_of(&path, reason);
                status = ExitStatus::SomeFailed;
            }
        }
    }
    if args.json {
        writeln!(out, "{}", json::plain(&evaluation)?)?;
    } else {
        print(&evaluation, out)?;
    }
    Ok(status)
}

fn print(evaluation: &Evaluation, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "texts: {}; percentages", evaluation.documents())?;
    writeln!(
        out,
        "{:24}{:>6}{:>6} |{:>8}{:>4}{:>6} |{:>9}{:>3}{:>6} |{:>11}{:>8} |{:>6}{:>6}{:>6}",
        "",
        "gold",
        "found",
        "exact P",
        "R",
        "F1",
        "partial P",
        "R",
        "F1",
        "spk strict",
        "lenient",
        "e2e P",
        "R",
        "F1"
    )?;
    for row in Row::ALL {
        print_row(row.as_str(), evaluation.row(row), out)?;
    }
    if let Some(floor) = evaluation.floor() {
        print_row("floor: all by marks", floor.row(Row::All), out)?;
    }
    let stretches = evaluation.stretches();
    writeln!(
        out,
        "stretches of 4 words or more in marks: gold {}, found {}; found P R F1{}; attributed{}",
        stretches.gold,
        stretches.found_count,
        percent(stretches.found),
        percent(stretches.attributed)
    )?;
    writeln!(out, "kind right among matched {:.1}", 100.0 * evaluation.kind_label())?;
    Ok(())
}

fn print_row(name: &str, row: RowScores, out: &mut impl Write) -> Result<(), Failure> {
    let RowScores { gold, found, exact, partial, end_to_end, speaker } = row;
    writeln!(
        out,
        "{name:24}{gold:6}{found:6} |{} |{} |{:11.1}{:8.1} |{}",
        percent(exact),
        percent(partial),
        100.0 * speaker.strict,
        100.0 * speaker.lenient,
        percent(end_to_end)
    )?;
    Ok(())
}
