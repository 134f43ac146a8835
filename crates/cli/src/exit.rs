//! How the program ends: exit statuses, and failures that carry one.

use std::{fmt, process::ExitCode};

use rapporteur_storage::StoreError;

/// How the program ended, as its caller sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// All that was asked for was done.
    Ok = 0,
    /// Some of the input could not be read, or what was asked for does not exist; the rest was done.
    SomeFailed = 1,
    /// The command line cannot be understood.
    Usage = 2,
    /// The command line is understood, but the configuration, an address, a token or a directory cannot be used.
    Configuration = 64,
    /// The server cannot be reached, or went away.
    Unavailable = 69,
    /// The store, a file or a stream cannot be opened, read or written.
    Store = 74,
}

/// The statuses as the end of every long help prints them.
pub(crate) const EXIT_STATUS_HELP: &str = "\
Exit status:
   0  all that was asked for was done
   1  some of the input could not be read, or what was asked for does not exist;
      the rest was done, and each failure stands on standard error
   2  the command line, or a question in it, cannot be understood
  64  the configuration, an address, a token or a directory cannot be used
  69  the server cannot be reached, or went away
  74  the store or an output cannot be opened, read or written; the store may be in
      use by another process";

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}

/// What ended a command before its work was done.
#[derive(Debug)]
pub(crate) struct Failure {
    /// How the program ends.
    pub(crate) status: ExitStatus,
    /// What happened, for a person.
    pub(crate) cause: anyhow::Error,
}

impl Failure {
    /// A failure with this status and message.
    pub(crate) fn new(status: ExitStatus, message: impl fmt::Display) -> Self {
        Self { status, cause: anyhow::anyhow!("{message}") }
    }

    /// An address or a directory that cannot be used.
    pub(crate) fn configuration(message: impl fmt::Display) -> Self {
        Self::new(ExitStatus::Configuration, message)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.cause)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let status = match error {
            StoreError::NotAStore { .. } => ExitStatus::Configuration,
            _ => ExitStatus::Store,
        };
        Self { status, cause: error.into() }
    }
}

/// Writing to standard output failed.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self {
            status: ExitStatus::Store,
            cause: anyhow::Error::new(error).context("cannot write the output"),
        }
    }
}
