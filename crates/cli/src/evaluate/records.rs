//! Extractions against gold reports.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use rapporteur_evaluation::{
    gold::GoldReport,
    rates::Counts,
    report::{Evaluation, Section},
};

use super::{files_in, percent, read_report, read_text, tell_of};
use crate::{
    args::EvaluateArgs,
    exit::{ExitStatus, Failure},
    json,
    plain::one_line,
};

/// Endings that the report of a gold may have, the first that is there.
const REPORT_ENDINGS: [&str; 3] = ["txt", "md", "html"];

/// Scores all gold in the directories, and prints it.
pub(super) fn run(args: &EvaluateArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let mut status = ExitStatus::Ok;
    let mut evaluation = Evaluation::default();
    for directory in &args.gold {
        for path in files_in(directory, "json")? {
            let read = read_text(&path)
                .and_then(|json| GoldReport::from_json(&json).map_err(|error| error.to_string()));
            let gold = match read {
                Ok(gold) => gold,
                Err(reason) => {
                    tell_of(&path, reason);
                    status = ExitStatus::SomeFailed;
                    continue;
                }
            };
            let Some(report) = report_of(&gold, &args.text) else {
                tell_of(&path, format_args!("no report `{}` in the directories given with --text", gold.id));
                status = ExitStatus::SomeFailed;
                continue;
            };
            let parsed = read_report(&report).map(|(read, parsed)| {
                if !gold.is_for(&read.bytes) {
                    tell_of(&report, "this is not the text for which its gold was made (other sha256)");
                }
                parsed
            });
            if let Err(reason) = &parsed {
                tell_of(&report, reason);
                status = ExitStatus::SomeFailed;
            }
            let parsed = parsed.ok();
            let text = parsed.as_ref().map_or("", |parsed| parsed.text.as_str());
            let remarks = evaluation.add(&gold, text, parsed.as_ref().map(|parsed| &parsed.extraction));
            if args.verbose {
                writeln!(out, "{}", one_line(&gold.id))?;
                for remark in remarks {
                    writeln!(out, "  {}", one_line(&remark.to_string()))?;
                }
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

/// The report for which a gold was made.
fn report_of(gold: &GoldReport, directories: &[PathBuf]) -> Option<PathBuf> {
    let names = REPORT_ENDINGS.map(|ending| format!("{}.{ending}", gold.id));
    let mut paths =
        directories.iter().flat_map(|directory| names.iter().map(|name| Path::new(directory).join(name)));
    paths.find(|path| path.is_file())
}

fn print(evaluation: &Evaluation, out: &mut impl Write) -> Result<(), Failure> {
    let unread = evaluation.unread().len();
    let unread = if unread == 0 { String::new() } else { format!(", {unread} of them not read") };
    writeln!(out, "reports: {}{unread}; percentages", evaluation.documents())?;
    writeln!(
        out,
        "{:24}{:>7}{:>10}{:>8} |{:>6}{:>6}{:>6}",
        "", "found", "invented", "missed", "P", "R", "F1"
    )?;
    let mut row = |name: &str, counts: Counts| {
        let Counts { found, invented, missed } = counts;
        writeln!(out, "{name:24}{found:7}{invented:10}{missed:8} |{}", percent(counts.rates()))
    };
    for section in Section::ALL {
        row(section.as_str(), evaluation.counts(section))?;
    }
    row("floor: quotes by marks", evaluation.floor())?;
    let fields = evaluation.fields().iter();
    let fields: Vec<String> =
        fields.map(|(name, field)| format!("{name} {}/{}", field.right, field.asked)).collect();
    writeln!(out, "fields  {}", fields.join("  "))?;
    writeln!(out, "record F1 {:.3}", evaluation.record().rates().f1)?;
    Ok(())
}
