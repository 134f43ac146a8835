//! Whom a pronoun means.

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{Finder, Voice};
use crate::mention::{Kind, Mention, Pronoun};

impl Finder<'_> {
    /// A pronoun as a speaker: whoever it means, by the words of the pronoun.
    pub(super) fn voice_of_pronoun(&self, mention: &Mention, pronoun: Pronoun) -> Voice {
        let meant = match pronoun {
            Pronoun::Singular => self.person_before(mention.tokens.start).or_else(|| self.last.clone()),
            Pronoun::Plural => self.last_plural.clone().or_else(|| self.last.clone()),
            Pronoun::Neuter => self
                .last
                .clone()
                .filter(|last| last.person.is_none())
                .or_else(|| self.body_before(mention.tokens.start)),
        };
        // Somebody spoke, if nobody knows who.
        let meant = meant.unwrap_or_else(Voice::unknown);
        Voice { tokens: Some(mention.tokens.clone()), ..meant }
    }

    /// Whom "he" or "she" means: the subject of the sentence before, else the one who spoke last.
    pub(in crate::quotation) fn person_before(&self, token: usize) -> Option<Voice> {
        let analysis = self.analysis;
        // Whoever spoke last is meant, unless the sentence has a subject of its own: "Xi, before he …".
        let mention = if self.last.as_ref().is_some_and(|last| last.person.is_some()) {
            let sentence = analysis.document.sentence_of(token);
            analysis.subject_person(analysis.document.sentences[sentence].tokens.start..token)
        } else {
            analysis.antecedent(token)
        };
        let person = analysis.mentions[mention?].person?;
        Some(Voice {
            name: Some(analysis.registry.persons[person].name.clone()),
            person: Some(person),
            kind: SpeakerKind::Person,
            tokens: None,
            on_behalf_of: None,
            printed: None,
        })
    }

    /// "The council decided to act. It called for …": the body that the sentence before is about.
    fn body_before(&self, token: usize) -> Option<Voice> {
        let analysis = self.analysis;
        let before = analysis.document.sentence_of(token).checked_sub(1)?;
        let tokens = analysis.document.sentences[before].tokens.clone();
        let (index, mention) = analysis.mentions_in(tokens.clone()).next()?;
        let is_subject = mention.tokens.start <= tokens.start + 1
            && matches!(mention.kind, Kind::Organization(_) | Kind::Body)
            && !analysis.quoted[mention.tokens.start];
        if is_subject { self.voice(index, mention) } else { None }
    }
}
