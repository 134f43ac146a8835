//! `rapporteur token`: tokens for a server.

use std::io::Write;

use clap::{Args, Subcommand, ValueEnum};
use rapporteur_service::{NewToken, Scope, access::Expiry};

use crate::{
    exit::{ExitStatus, Failure},
    plain::tell,
};

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Makes a token, and prints it with the line for the file that `serve --tokens` reads.
    ///
    /// The token is printed here and kept nowhere: the file has its SHA-256 alone.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur token new --name newsroom --scope read --expires 2027-01-01\n\n",
        "Prints the token on the first line, and the line for the file on the second."
    ))]
    New(NewTokenArgs),
}

/// Which token.
#[derive(Debug, Args)]
pub(crate) struct NewTokenArgs {
    /// Whose token it is, for logs: letters, digits, `-` and `_`.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// What it allows.
    #[arg(long, value_enum)]
    scope: ScopeName,
    /// From when on it is good no more: a day in UTC, or a time with its offset.
    #[arg(long, value_name = "TIME")]
    expires: Option<Expiry>,
}

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ScopeName {
    /// Calls that change nothing.
    Read,
    /// All calls.
    Write,
}

/// `rapporteur token`
///
/// # Errors
/// When the name is none, the system gives no random bytes, or the output cannot be written.
pub(crate) fn run(command: &TokenCommand, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let TokenCommand::New(args) = command;
    let scope = match args.scope {
        ScopeName::Read => Scope::Read,
        ScopeName::Write => Scope::Write,
    };
    let new = NewToken::make(&args.name, scope, args.expires)
        .map_err(|error| Failure::new(ExitStatus::Usage, error))?;
    writeln!(out, "{}\n{}", new.token, new.line)?;
    out.flush()?;
    tell("the first line is the token, shown this once; the second goes into the file of `serve --tokens`");
    Ok(ExitStatus::Ok)
}
