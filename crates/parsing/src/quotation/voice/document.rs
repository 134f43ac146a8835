//! Statements and reports that speak, and those who issued them.

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{Finder, Voice};
use crate::{
    mention::{Kind, Mention},
    word_class::WordClass,
};

impl Finder<'_> {
    /// A document as a speaker: whoever issued it, else the document itself.
    pub(super) fn voice_of_document(&self, mention: &Mention) -> Option<Voice> {
        if self.told_again(mention) {
            let last = self.last.clone()?;
            return Some(Voice { tokens: Some(mention.tokens.clone()), on_behalf_of: None, ..last });
        }
        let Some(issuer) = self.issuer_of(mention) else {
            let shown = self.analysis.display_name(mention);
            return Some(self.mentioned(mention, Some(shown), None, SpeakerKind::Document));
        };
        let named = self.mentioned(mention, issuer.name, issuer.person, issuer.kind);
        Some(Voice { printed: issuer.printed, ..named })
    }

    /// "The report added", behind what "the Foreign Ministry report" said: the same.
    fn told_again(&self, mention: &Mention) -> bool {
        let analysis = self.analysis;
        let is_bare = mention.tokens.len() == 2 && self.low(mention.tokens.start) == "the";
        let head = self.low(mention.tokens.end - 1);
        is_bare
            && self.last.as_ref().is_some_and(|last| {
                last.person.is_none()
                    && last.printed.as_ref().is_some_and(|printed| {
                        printed.len() > 2 && analysis.document.low(printed.end - 1) == head
                    })
            })
    }

    /// Who speaks by a statement: "a statement issued by the ministry", "the statement" of whoever said something in one. A
    /// joint one speaks for itself.
    fn issuer_of(&self, mention: &Mention) -> Option<Voice> {
        let analysis = self.analysis;
        let head = mention.tokens.end - 1;
        let mut words = mention.tokens.clone();
        if !self.is(head, WordClass::WrittenStatement) || words.any(|at| self.low(at) == "joint") {
            return None;
        }
        let behind = mention.tokens.end;
        let by = match (self.low(behind), self.low(behind + 1)) {
            ("by" | "from", _) => Some(behind + 1),
            ("issued" | "released" | "published", "by") => Some(behind + 2),
            _ => None,
        };
        if let Some(by) = by {
            let first = if self.is(by, WordClass::Article) { by + 1 } else { by };
            let (at, issuer) = analysis.mention_at(by).or_else(|| analysis.mention_at(first))?;
            return if issuer.kind == Kind::Document { None } else { self.voice(at, issuer) };
        }
        let definite = self.low(mention.tokens.start) == "the" && mention.tokens.len() == 2;
        self.issuer.clone().filter(|_| definite)
    }
}
