//! How well reports are read: scores against gold, so that whoever changes the extractor can see what the change does.

mod attributions;
mod records;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rapporteur_evaluation::rates::Rates;
use rapporteur_parsing::{Parsed, reader::article::FieldMap};

use crate::{
    args::EvaluateArgs,
    exit::{ExitStatus, Failure},
    plain::{one_line, tell},
    reports::{self, Found, Report},
};

/// `rapporteur evaluate`
///
/// # Errors
/// When there is no gold to be read, or the output cannot be written.
pub(crate) fn run(args: &EvaluateArgs, out: &mut impl io::Write) -> Result<ExitStatus, Failure> {
    let status = match &args.brat {
        Some(corpus) => attributions::run(corpus, args, out)?,
        None => records::run(args, out)?,
    };
    out.flush()?;
    Ok(status)
}

/// The files in a directory whose names end so, in order of their names.
fn files_in(directory: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let unusable = |error: &dyn std::fmt::Display| {
        Failure::configuration(format_args!("{}: {error}", directory.to_string_lossy()))
    };
    let entries = fs::read_dir(directory).map_err(|error| unusable(&error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unusable(&error))?.path();
        if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(unusable(&format_args!("no file there ends in .{ending}")));
    }
    files.sort();
    Ok(files)
}

/// Reads a report and what it says, as `extract` does; of a file that holds several reports, the first.
fn read_report(path: &Path) -> Result<(Report, Parsed), String> {
    let mut reports = reports::read(&Found::File(path.to_owned()), "", &FieldMap::default());
    let report = reports.next().ok_or("there is no report in it")?.map_err(|problem| problem.reason)?;
    let parsed = rapporteur_parsing::parse(&report.uri, &report.bytes).map_err(|error| error.to_string())?;
    Ok((report, parsed))
}

/// Reads a file of text.
fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.to_string())
}

/// Says on standard error what is wrong with a file.
fn tell_of(path: &Path, what: impl std::fmt::Display) {
    tell(format_args!("{}: {}", one_line(&path.to_string_lossy()), one_line(&what.to_string())));
}

/// `  97.0  88.1  92.3`
fn percent(rates: Rates) -> String {
    let three = [rates.precision, rates.recall, rates.f1];
    three.map(|rate| format!("{:6.1}", 100.0 * rate)).concat()
}
