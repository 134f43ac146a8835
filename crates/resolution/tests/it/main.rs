//! What resolution promises, told by small reports about invented bodies and people.

#[cfg(test)]
mod build;
mod meetings;
mod persons;
mod properties;
mod quotes;
