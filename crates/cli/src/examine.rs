//! Whether a store is whole, and what can be saved of one that is not.

use std::{io::Write, path::PathBuf};

use clap::Args;
use rapporteur_service::examine::Examined;

use crate::{
    args::{DEFAULT_CACHE_MIB, DEFAULT_DATA},
    exit::{ExitStatus, Failure},
    place::empty_directory,
    plain::{one_line, tell},
    wiring,
};

/// Which store to read.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Directory of the store.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_DATA)]
    pub(crate) data: PathBuf,
    /// Mebibytes of the store that are kept in memory, as they are on disk; in memory they take two to three times that.
    #[arg(long, value_name = "MIB", default_value_t = DEFAULT_CACHE_MIB)]
    pub(crate) cache_mib: u64,
}

/// Which store to save, and where to.
#[derive(Debug, Args)]
pub(crate) struct RepairArgs {
    /// The damaged store, of which nothing is taken away.
    #[command(flatten)]
    pub(crate) from: CheckArgs,
    /// Directory for the new store, empty or not there yet.
    #[arg(long, value_name = "DIR")]
    pub(crate) output: PathBuf,
}

/// `rapporteur check`
///
/// # Errors
/// When the store cannot be opened.
pub(crate) fn check(args: &CheckArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    there_is(args)?;
    let examined = wiring::check(&args.data, args.cache_mib, told)?;
    let shown = one_line(&args.data.to_string_lossy());
    let verdict = if examined.damaged == 0 { "whole" } else { "damaged" };
    tell_of(&format!("{shown} is {verdict}"), examined, out)
}

/// `rapporteur repair`
///
/// # Errors
/// When the store cannot be opened at all, or the new one not be written.
pub(crate) fn repair(args: &RepairArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    there_is(&args.from)?;
    empty_directory(&args.output)?;
    let examined = wiring::repair(&args.from.data, &args.output, args.from.cache_mib, told)?;
    tell_of(&format!("saved into {}", one_line(&args.output.to_string_lossy())), examined, out)
}

/// Opening would make a store where there is none.
fn there_is(args: &CheckArgs) -> Result<(), Failure> {
    if args.data.is_dir() {
        return Ok(());
    }
    Err(Failure::configuration(format!("{} is no directory", one_line(&args.data.to_string_lossy()))))
}

fn told(problem: &str) {
    tell(format_args!("{}", one_line(problem)));
}

fn tell_of(what: &str, examined: Examined, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let Examined { counts, judgements, damaged } = examined;
    writeln!(
        out,
        "{what}: {} reports, {} meetings, {} persons, {} quotations, {judgements} judgements; {damaged} cannot be read",
        counts.reports, counts.meetings, counts.persons, counts.quotes
    )?;
    out.flush()?;
    Ok(if damaged == 0 { ExitStatus::Ok } else { ExitStatus::SomeFailed })
}
