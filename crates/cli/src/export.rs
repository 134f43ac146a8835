//! All records of a store, one a line.

use std::io::Write;

use crate::{
    args::{DEFAULT_CACHE_MIB, ExportArgs},
    backend,
    exit::{ExitStatus, Failure},
    json, wiring,
};

/// `rapporteur export`
///
/// # Errors
/// When the store cannot be read, or the output not be written.
pub(crate) fn run(args: &ExportArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let services = backend::open_store(&args.data, DEFAULT_CACHE_MIB, false)?;
    wiring::for_each_record(&services, |record| {
        writeln!(out, "{}", json::line_of("rapporteur.v1.Record", &record)?)?;
        Ok(())
    })?;
    out.flush()?;
    Ok(ExitStatus::Ok)
}
