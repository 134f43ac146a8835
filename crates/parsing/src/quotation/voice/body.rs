//! Bodies and groups that no name of the lexicon tells: "Norland's prime minister's office", "banking sources".

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{Finder, Voice};
use crate::{mention::Mention, text::TokenKind};

/// How an adjective before a group may end: "diplomatic observers".
const ADJECTIVE_ENDINGS: [&str; 5] = ["ing", "ic", "al", "ish", "an"];

/// The longest word, in bytes, that is too short for an adjective with such an ending.
const MAX_SHORT: usize = 5;

impl Finder<'_> {
    /// A body as a speaker: by the name of whose it is, or by its own, told of before.
    pub(super) fn voice_of_body(&self, mention: &Mention) -> Voice {
        let analysis = self.analysis;
        // "Norland's prime minister's office"
        let owner = mention
            .tokens
            .start
            .checked_sub(2)
            .filter(|_| analysis.document.tokens[mention.tokens.start - 1].kind == TokenKind::Possessive);
        let owner = owner.and_then(|at| analysis.mention_at(at));
        let owned = owner.map(|(_, owner)| analysis.document.clean(owner.tokens.start..mention.tokens.end));
        let named = if owned.is_none() { self.named_before(&mention.tokens) } else { None };
        let is_named = named.is_some();
        let name = owned.or(named).or_else(|| Some(analysis.display_name(mention)));
        let body = self.mentioned(mention, name, None, SpeakerKind::Organization);
        let printed = body.printed.clone().filter(|_| !is_named);
        Voice { printed, ..body }
    }

    /// A group as a speaker, with the adjective before it: "banking sources", "diplomatic observers".
    pub(super) fn voice_of_group(&self, mention: &Mention) -> Voice {
        let analysis = self.analysis;
        let before = mention.tokens.start.checked_sub(1).filter(|&before| {
            let low = self.low(before);
            analysis.document.sentence_of(before) == analysis.document.sentence_of(mention.tokens.start)
                && ADJECTIVE_ENDINGS.iter().any(|ending| low.len() > MAX_SHORT && low.ends_with(ending))
                && analysis.tagged.find(before, |_| true).is_none()
        });
        let name = before.map_or_else(
            || analysis.display_name(mention),
            |before| analysis.document.clean(before..mention.tokens.end),
        );
        self.mentioned(mention, Some(name), None, SpeakerKind::Collective)
    }
}
