//! Who was spoken of in a sentence without a cue, for the pronouns of the next one.

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{Finder, Voice};
use crate::{mention::Kind, word_class::WordClass};

/// How far behind a subject the verb stands that tells of a meeting, and behind that its noun, in tokens.
const MAX_TO_MEETING: usize = 6;

impl Finder<'_> {
    /// Remembers who was spoken of, for the pronouns of the next sentence.
    pub(super) fn remember_subject(&mut self, tokens: Range<usize>) {
        let analysis = self.analysis;
        let subject = analysis.mentions_in(tokens.clone()).find(|(_, mention)| {
            !analysis.quoted[mention.tokens.start] && !analysis.is_governed(mention.tokens.start)
        });
        self.told_together = None;
        let Some((first, _)) = subject else { return };
        if let Some(pair) = self.pair_that_met(first, tokens) {
            self.last_plural = Some(pair);
        }
        // The last of those that are coordinated with it.
        let at = (first..analysis.mentions.len())
            .take_while(|&at| self.extended(at).0 == analysis.mentions[first].tokens.start)
            .last();
        let at = at.unwrap_or(first);
        if let Some(voice) = self.voice(at, &analysis.mentions[at]) {
            let mention = &analysis.mentions[at];
            match voice.kind {
                SpeakerKind::Collective => {
                    self.last_plural = Some(voice.clone());
                    self.told_together = Some(voice);
                }
                SpeakerKind::Person if !matches!(mention.kind, Kind::Pronoun(_)) => self.last = Some(voice),
                _ => {}
            }
        }
    }

    /// "A met B in Harbour City": those two, whom "they" means behind it.
    fn pair_that_met(&self, subject: usize, tokens: Range<usize>) -> Option<Voice> {
        let analysis = self.analysis;
        let persons: Vec<usize> = analysis
            .mentions_in(tokens.clone())
            .filter(|(_, mention)| !analysis.quoted[mention.tokens.start])
            .filter_map(|(_, mention)| mention.person)
            .collect();
        let &[one, two] = &persons[..] else { return None };
        let end = analysis.mentions[subject].tokens.end;
        let holds = |person: usize| !analysis.registry.persons[person].offices.is_empty();
        let meets = analysis.mentions[subject].person == Some(one)
            && one != two
            && holds(one)
            && holds(two)
            && (end..tokens.end).take(MAX_TO_MEETING).any(|at| {
                analysis.is(at, WordClass::Met)
                    || analysis.is(at, WordClass::Holding)
                        && (at..tokens.end).take(MAX_TO_MEETING).any(|at| analysis.tagged.is_meeting(at))
            });
        let name = |person: usize| analysis.registry.persons[person].name.as_str();
        meets.then(|| Voice {
            name: Some(format!("{} and {}", name(one), name(two))),
            person: None,
            kind: SpeakerKind::Collective,
            tokens: None,
            on_behalf_of: None,
            printed: None,
        })
    }
}
