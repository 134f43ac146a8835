//! `cargo xtask growth`: what a report costs as the record grows.

use anyhow::Context as _;
use clap::Args;

use crate::program::cargo;

/// How far to grow.
#[derive(Debug, Args)]
pub(crate) struct GrowthArgs {
    /// Reports in the largest store; it is measured at a thousand, then at every factor of about three.
    #[arg(long, value_name = "N", default_value_t = 30_000)]
    max: usize,
    /// Mebibytes of the store that are kept in memory.
    #[arg(long, value_name = "MIB", default_value_t = 128)]
    cache_mib: u64,
}

/// Runs the measurement, in a release build.
///
/// # Errors
/// When cargo cannot be run.
pub(crate) fn run(args: &GrowthArgs) -> anyhow::Result<bool> {
    let status = cargo()
        .args(["run", "--release", "--package", "rapporteur-world", "--example", "growth", "--"])
        .args([args.max.to_string(), args.cache_mib.to_string()])
        .status()
        .context("cargo cannot be run")?;
    Ok(status.success())
}
