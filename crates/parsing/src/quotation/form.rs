//! The form of a verb of saying.

use crate::word_class::{WordClass, WordId};

/// The form of a verb of saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Past or third person: needs a subject.
    Finite,
    /// "saying"
    Participle,
    /// "say": infinitive, plural or noun.
    Base,
}

impl Form {
    /// The form of a word, by its ending.
    pub(super) fn of(word: &str) -> Self {
        if WordId::of(word).is(WordClass::IrregularSaying) || word.ends_with("ed") {
            Self::Finite
        } else if word.ends_with("ing") {
            Self::Participle
        } else if word.ends_with('s') && !word.ends_with("ss") {
            Self::Finite
        } else {
            Self::Base
        }
    }
}
