//! What is searched, and that the index follows its store whatever happens.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test that calls them")]

mod agreement;
mod build;
mod contract;
mod directory;
