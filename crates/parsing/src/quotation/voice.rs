//! Voices: whom the words beside a cue mean.
//!
//! # Layout
//! - `office`: whoever holds an office that is named alone; `body`: bodies and groups without a name of the lexicon.
//! - `document`: whoever speaks by a statement.
//! - `pronoun`: whom "he" and "it" mean; `phrase`: noun phrases that no mention is.

mod body;
mod document;
mod office;
mod phrase;
mod pronoun;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{Finder, Voice};
use crate::{
    mention::{Kind, Mention},
    word_class::WordClass,
};

impl Finder<'_> {
    /// A mention as a speaker.
    pub(super) fn voice(&self, at: usize, mention: &Mention) -> Option<Voice> {
        let (start, end) = self.extended(at);
        let tokens = start..end;
        let on_behalf_of = self.on_behalf_of(at);
        // "A and B said": together.
        if start < mention.tokens.start {
            return Some(Voice {
                name: Some(self.analysis.document.clean(tokens.clone())),
                person: None,
                kind: SpeakerKind::Collective,
                tokens: Some(tokens),
                on_behalf_of,
                printed: None,
            });
        }
        let voice = self.voice_alone(mention)?;
        Some(Voice { on_behalf_of: on_behalf_of.or(voice.on_behalf_of), ..voice })
    }

    /// A mention as a speaker, without those it is coordinated with; for whom it speaks is told of a pronoun alone.
    fn voice_alone(&self, mention: &Mention) -> Option<Voice> {
        let shown = || Some(self.analysis.display_name(mention));
        match &mention.kind {
            Kind::Person { .. } => Some(self.named_person(mention, mention.person?)),
            Kind::Office => self.voice_of_office(mention),
            Kind::Body => Some(self.voice_of_body(mention)),
            Kind::Organization(_) | Kind::Country(_) => {
                Some(self.mentioned(mention, shown(), None, SpeakerKind::Organization))
            }
            Kind::Group => Some(self.voice_of_group(mention)),
            Kind::Document => self.voice_of_document(mention),
            Kind::Pronoun(pronoun) => Some(self.voice_of_pronoun(mention, *pronoun)),
        }
    }

    /// The words of a mention as a speaker of some name.
    fn mentioned(
        &self,
        mention: &Mention,
        name: Option<String>,
        person: Option<usize>,
        kind: SpeakerKind,
    ) -> Voice {
        Voice {
            name,
            person,
            kind,
            tokens: Some(mention.tokens.clone()),
            on_behalf_of: None,
            printed: person.is_none().then(|| self.noun_phrase(mention)),
        }
    }

    /// The words of a mention as a person of the registry.
    fn named_person(&self, mention: &Mention, person: usize) -> Voice {
        let name = self.analysis.registry.persons[person].name.clone();
        self.mentioned(mention, Some(name), Some(person), SpeakerKind::Person)
    }

    /// The mentions coordinated with one ("A and B"): where the first begins and the last ends.
    pub(super) fn extended(&self, at: usize) -> (usize, usize) {
        let mentions = &self.analysis.mentions;
        let joins = |left: &Mention, right: &Mention| {
            let gap = left.tokens.end..right.tokens.start;
            gap.len() <= 2
                && !gap.is_empty()
                && gap.clone().all(|token| self.is(token, WordClass::Joining) || self.low(token) == "the")
                && gap.into_iter().any(|token| matches!(self.low(token), "and" | "&"))
        };
        let speaks = |mention: &Mention| {
            matches!(
                mention.kind,
                Kind::Person { .. } | Kind::Office | Kind::Country(_) | Kind::Organization(_) | Kind::Body
            )
        };
        let mut first = at;
        while first > 0
            && speaks(&mentions[first])
            && speaks(&mentions[first - 1])
            && joins(&mentions[first - 1], &mentions[first])
            && !self.analysis.is_governed(mentions[first - 1].tokens.start)
            && self.analysis.document.sentence_of(mentions[first - 1].tokens.start)
                == self.analysis.document.sentence_of(mentions[first].tokens.start)
        {
            first -= 1;
        }
        (mentions[first].tokens.start, mentions[at].tokens.end)
    }

    /// "On behalf of …" in the sentence of a mention.
    fn on_behalf_of(&self, at: usize) -> Option<String> {
        let analysis = self.analysis;
        let mention = &analysis.mentions[at];
        let sentence = &analysis.document.sentences[analysis.document.sentence_of(mention.tokens.start)];
        let start = sentence.tokens.clone().find(|&token| {
            self.low(token) == "behalf" && self.low(token + 1) == "of" && !analysis.quoted[token]
        })? + 2;
        let end = (start..sentence.tokens.end.min(start + 16))
            .find(|&token| self.is(token, WordClass::ClauseMark) || matches!(self.low(token), "and" | "said"))
            .unwrap_or(sentence.tokens.end);
        let start = if self.low(start) == "the" { start + 1 } else { start };
        (start < end).then(|| analysis.document.clean(start..end))
    }
}
