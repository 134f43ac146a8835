//! What the measures say of extractions that are right, wrong and missing. All people and bodies are invented.

mod attribution;
mod report;
