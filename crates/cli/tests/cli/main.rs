//! The real program, as a shell sees it: its output, its exit status, its store on the disk.
//!
//! The reports are invented, and no test asks what is extracted from them: that is the matter of other crates. What is
//! asked is that nothing is lost, nothing is there twice, and every failure says what is wrong.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

mod backup;
mod bad_input;
mod commands;
mod configuration;
mod evaluate;
mod examine;
mod export;
mod formats;
mod help;
mod hostile;
mod judge;
mod kill;
mod remote;
mod serving;
mod support;
mod views;
mod watch;
