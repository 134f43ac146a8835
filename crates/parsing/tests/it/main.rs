//! What the extractor gives for whole reports: by example, and for any text. All people and bodies are invented.

mod chains;
mod corpora;
mod documents;
mod hostile;
mod pages;
mod places;
mod quotes;
mod receptions;
mod reports;
