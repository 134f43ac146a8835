//! The binary `rapporteur`: reports in, the record out.
//!
//! # Layout
//! - `args`: the command line and its help; `exit`: how the program ends.
//! - `extract`, `ingest`, `delete`, `serve`, `ask`, `export`, `evaluate`: one command each (`ask` holds the
//!   questions).
//! - `configuration`: what a server is told by flags, environment and a file.
//! - `watch`: what happens to records.
//! - `judge`: what people decide, and why records are as they are.
//! - `backup`: what is needed to have the record again, and a store made of that.
//! - `token`: tokens for a server; `remote`: how a server is reached.
//! - `backend`: a server or a store, which answer alike; `wiring`: how store and services are joined.
//! - `place`: where exports and backups go.
//! - `reports`: finding and reading files; `answer`, `json`, `plain`: printing.

mod answer;
mod args;
mod ask;
mod backend;
mod backup;
mod configuration;
mod delete;
mod evaluate;
mod examine;
mod exit;
mod export;
mod extract;
mod ingest;
mod json;
mod judge;
mod place;
mod plain;
mod remote;
mod reports;
mod serve;
mod token;
mod watch;
mod wiring;

use std::{
    io::{self, BufWriter, IsTerminal as _, Write},
    process::ExitCode,
};

use clap::{CommandFactory as _, Parser as _};
use tracing_subscriber::EnvFilter;

use crate::{
    args::{Cli, Command},
    configuration::{Configuration, LogFormat},
    exit::{ExitStatus, Failure},
};

/// A server holds many small values for long. With a store of 30,000 reports, glibc's allocator takes more than a third of
/// the work of an ingest, and ever more; with this one, that does not grow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let ended = run(&cli.command, &mut out);
    match ended {
        Ok(status) => status.into(),
        // Whoever read the output has seen enough: `rapporteur meetings | head`.
        Err(failure) if is_broken_pipe(&failure) => {
            // What the buffer still holds has no reader either; dropping it would try to write once more.
            let _ = out.into_parts();
            ExitStatus::Ok.into()
        }
        Err(failure) => {
            let _ = out.flush();
            plain::tell(format_args!("rapporteur: {}", plain::one_line(&failure.to_string())));
            failure.status.into()
        }
    }
}

/// Writes the log to standard error, as much as `RAPPORTEUR_LOG` asks (`debug`, `rapporteur_service=trace`).
fn log(usual: &str, format: LogFormat) {
    let filter = EnvFilter::try_from_env("RAPPORTEUR_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => lines.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).init(),
    }
}

/// Does what the command line asks.
fn run(command: &Command, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    if !matches!(command, Command::Serve(_)) {
        log("warn", LogFormat::Text);
    }
    match command {
        Command::Extract(args) => extract::run(args, out),
        Command::Serve(args) => {
            let configuration = Configuration::read(args)?;
            if args.print_config {
                out.write_all(configuration.to_toml()?.as_bytes())?;
                out.flush()?;
                return Ok(ExitStatus::Ok);
            }
            log("info", configuration.log_format);
            block_on(serve::run(&configuration, out))
        }
        Command::Ingest(args) => block_on(ingest::run(args, out)),
        Command::Meetings(args) => block_on(ask::meetings(args, out)),
        Command::Participants(args) => block_on(ask::participants(args, out)),
        Command::Quotes(args) => block_on(ask::quotes(args, out)),
        Command::Merge(args) => block_on(judge::merge(args, out)),
        Command::Split(args) => block_on(judge::split(args, out)),
        Command::Correct(args) => block_on(judge::correct(args, out)),
        Command::Undo(args) => block_on(judge::undo(args, out)),
        Command::Judgements(args) => block_on(judge::judgements(args, out)),
        Command::Why(args) => block_on(judge::why(args, out)),
        Command::Statements(args) => block_on(judge::statements(args, out)),
        Command::Reports(args) => block_on(ask::reports(args, out)),
        Command::Delete(args) => block_on(delete::run(args, out)),
        Command::Persons(args) => block_on(ask::persons(args, out)),
        Command::Person(args) => block_on(ask::person(args, out)),
        Command::Organizations(args) => block_on(ask::organizations(args, out)),
        Command::Organization(args) => block_on(ask::organization(args, out)),
        Command::Series(args) => block_on(ask::series(args, out)),
        Command::Outcomes(args) => block_on(ask::outcomes(args, out)),
        Command::Met(args) => block_on(ask::met(args, out)),
        Command::RollCall(args) => block_on(ask::roll_call(args, out)),
        Command::Watch(args) => block_on(watch::run(args, out)),
        Command::Export(args) => block_on(export::run(args, out)),
        Command::Backup(args) => block_on(backup::backup(args, out)),
        Command::Restore(args) => backup::restore(args, out),
        Command::Check(args) => examine::check(args, out),
        Command::Repair(args) => examine::repair(args, out),
        Command::Evaluate(args) => evaluate::run(args, out),
        Command::Token(command) => token::run(command, out),
        Command::Completions(args) => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "rapporteur", &mut script);
            out.write_all(&script)?;
            out.flush()?;
            Ok(ExitStatus::Ok)
        }
    }
}

/// Runs an asynchronous command to its end.
fn block_on(command: impl Future<Output = Result<ExitStatus, Failure>>) -> Result<ExitStatus, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        let cause = anyhow::Error::new(error).context("cannot start");
        Failure { status: ExitStatus::Store, cause }
    })?;
    let ended = runtime.block_on(command);
    // Calls that were left behind at the end of their time must not hold the process.
    runtime.shutdown_background();
    ended
}

fn is_broken_pipe(failure: &Failure) -> bool {
    let mut causes = failure.cause.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
