//! Whether a content behind its cue is reported speech.

use std::{ops::Range, sync::LazyLock};

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{ACCORDING_TO, Event, Finder};
use crate::{lexicon::CueClass, pos::Pos, word_class::WordClass};

/// What verbs begin with that report even a bare noun phrase.
static STRESSING_STEMS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../../lexicon/stressing_stems.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// How far behind "informed" it stands of what, in tokens.
const MAX_HEARD: usize = 5;

impl Finder<'_> {
    /// Whether a content behind a cue is reported speech: a clause, an infinitive, or words between marks; a bare noun
    /// phrase is only for verbs that stress or call for something.
    pub(super) fn is_reported(&self, event: &Event, content: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let according = event.rule == ACCORDING_TO && self.has_finite_verb(content.clone());
        if self.low(content.start.saturating_sub(1)) == "that" || analysis.quoted[content.start] || according
        {
            return true;
        }
        // "informed the colleagues about the reforms": of what, and not what.
        let about = (content.start..content.end.min(content.start + MAX_HEARD))
            .take_while(|&at| !analysis.tags[at].is_finite())
            .any(|at| self.low(at) == "about");
        if about && self.is(event.cue.start, WordClass::Informing) {
            return false;
        }
        match event.class {
            CueClass::Urge | CueClass::Tell => true,
            // "praised …", "called for …": an attitude, no report of words unless some stand between marks.
            CueClass::Voice | CueClass::Call => analysis.quoted[content.clone()].iter().any(|&quoted| quoted),
            CueClass::Brief | CueClass::Agree => false,
            // "said of the plan": to be followed by what was said.
            CueClass::Say if matches!(self.low(content.start), "of" | "about") => false,
            // "The union added two members": a thing counted.
            CueClass::Say
                if matches!(self.low(event.cue.start), "added" | "adds")
                    && analysis.tags[content.start] == Pos::Number
                    && content.start + 2 < content.end
                    && (content.start + 1..content.start + 3)
                        .any(|at| self.low(at).starts_with("member")) =>
            {
                false
            }
            // "said this while receiving the envoy": when, and what was told before.
            CueClass::Say
                if self.low(content.start) == "this"
                    && (self.is(content.start + 1, WordClass::Subordinator)
                        || self.is(content.start + 1, WordClass::Occasion)
                        || matches!(self.low(content.start + 1), "while" | "when" | "at" | "on")) =>
            {
                false
            }
            CueClass::Say => {
                let cue = self.low(event.cue.start);
                let is_clausal = self.is(event.cue.start, WordClass::ClausalSaying);
                // A clause tells by its verb of saying, its subject or its verb; else it is a noun phrase.
                // A thing does not speak: "the trip underscored the importance of …".
                if event.voice.kind == SpeakerKind::Unknown && event.voice.name.is_some() && !is_clausal {
                    return false;
                }
                let says_nothing =
                    matches!(event.voice.kind, SpeakerKind::Organization | SpeakerKind::Document)
                        && (cue.ends_with('s') || !self.has_finite_verb(content.clone()))
                        && !matches!(cue, "says" | "said");
                if says_nothing {
                    return false;
                }
                is_clausal
                    || self.is(content.start, WordClass::SubjectPronoun)
                    || self.low(content.start) == "there"
                    || self.has_finite_verb(content.clone())
                    || is_stressing(cue)
            }
        }
    }

    /// Whether a verb with tense stands in a content, behind its first word.
    fn has_finite_verb(&self, content: Range<usize>) -> bool {
        let limit = content.end.min(content.start + 40);
        self.analysis.tags[(content.start + 1).min(limit)..limit].iter().any(|tag| tag.is_finite())
    }
}

/// Verbs that report even a bare noun phrase: "stressed the importance of …".
fn is_stressing(cue: &str) -> bool {
    STRESSING_STEMS.iter().any(|stem| cue.starts_with(stem))
}
