//! What every store must do, held against each of them; and what only the store in a directory can do wrong.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test that calls them")]

mod agreement;
mod build;
mod contract;
mod damage;
mod directory;
mod killed;
