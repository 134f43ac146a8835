//! What is run beside the tests, because it takes long or wants a machine to itself: `cargo xtask --help`.

mod faults;
mod growth;
mod program;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What is run beside the tests.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Runs a real server under load, does it harm, and looks whether what it acknowledged is still there
    Faults(faults::FaultsArgs),
    /// Prints what a report costs as the record grows: time, disk, memory, start, answers
    Growth(growth::GrowthArgs),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Faults(args) => faults::run(&args),
        Task::Growth(args) => growth::run(&args),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
