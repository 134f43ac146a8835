//! Speakers that stand apart from what they say: `NAME: words` in transcripts, `“Words.” — Name` below a quotation.

use std::{collections::BTreeMap, ops::Range};

use rapporteur_model::{fold::fold, vocabulary::SpeakerKind};

use super::{Draft, Event, Finder, Voice};
use crate::{
    chunk::Chunk,
    lexicon::CueClass,
    pos::Pos,
    text::{Case, ParagraphRole, TokenKind},
    word_class::WordClass,
};

/// A transcript has at least so many paragraphs with a label.
const MIN_LABELS: usize = 3;

/// The most words of a line that only greets those who listen.
const MAX_SALUTATION: usize = 12;

/// In how many sentences before the one that announces a speech the speaker is looked for.
const MAX_SENTENCES_TO_ORATOR: usize = 2;

/// The longest label, in tokens: "SPECIAL ENVOY ANN B. LEE".
const MAX_LABEL: usize = 6;

/// The longest signature, in tokens.
const MAX_SIGNATURE: usize = 16;

/// The rule of what a transcript gives: all of it was said in these words, marks or not.
pub(super) const TRANSCRIPT: &str = "label of a transcript";

impl Finder<'_> {
    /// The paragraphs of a transcript as quotations, by their index: those that a label in capitals begins, and those that
    /// go on without one. Empty where the document is no transcript.
    pub(super) fn transcript(&self) -> BTreeMap<usize, Draft> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let labels: BTreeMap<usize, Range<usize>> = (0..document.paragraphs.len())
            .filter_map(|paragraph| Some((paragraph, self.label(paragraph)?)))
            .collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for label in labels.values() {
            *counts.entry(document.slice(label.clone())).or_default() += 1;
        }
        if labels.len() < MIN_LABELS || counts.values().all(|&count| count < 2) {
            return self.address();
        }
        let (Some(&first), Some(&last)) = (labels.keys().next(), labels.keys().next_back()) else {
            return BTreeMap::new();
        };
        let mut drafts = BTreeMap::new();
        let mut speaker: Option<Voice> = None;
        for paragraph in first..=last {
            let tokens = document.paragraphs[paragraph].tokens.clone();
            let mut content = tokens;
            if let Some(label) = labels.get(&paragraph) {
                content.start = label.end + 1;
                speaker = Some(self.voice_of_label(label.clone()));
            } else if document.paragraphs[paragraph].role != ParagraphRole::Body {
                continue;
            }
            let Some(voice) = speaker.clone() else { continue };
            let content = self.trim(content);
            if content.clone().any(|token| analysis.is_word(token)) {
                drafts.insert(
                    paragraph,
                    Draft { voice, segments: vec![content], cue: None, audience: None, rule: TRANSCRIPT },
                );
            }
        }
        drafts
    }

    /// The paragraphs of a speech that is printed without marks, behind a sentence that announces it: "The speech by A B at the
    /// 5th meeting is given in its entirety:".
    fn address(&self) -> BTreeMap<usize, Draft> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let announced = analysis.body_sentences().find_map(|sentence| {
            let tokens = document.sentences[sentence].tokens.clone();
            let is_last =
                document.paragraphs[document.sentences[sentence].paragraph].tokens.end == tokens.end;
            let closes = is_last && document.is_mark(tokens.end - 1, ":");
            let of_speech =
                tokens.clone().any(|at| self.is(at, WordClass::OwnWords) || self.low(at) == "text");
            let whole = tokens.clone().any(|at| self.is(at, WordClass::Entire));
            if !(closes && of_speech && whole) {
                return None;
            }
            Some((document.sentences[sentence].paragraph, self.orator(sentence)?))
        });
        let Some((announcement, voice)) = announced else { return BTreeMap::new() };
        let mut drafts = BTreeMap::new();
        for (at, paragraph) in document.paragraphs.iter().enumerate().skip(announcement + 1) {
            if paragraph.role != ParagraphRole::Body {
                break;
            }
            let content = self.trim(paragraph.tokens.clone());
            let words = content.clone().filter(|&token| analysis.is_word(token)).count();
            // "Dear colleagues,"
            let salutes = words <= MAX_SALUTATION && !document.is_mark(paragraph.tokens.end - 1, ".");
            if words > 0 && !salutes {
                let voice = voice.clone();
                drafts.insert(
                    at,
                    Draft { voice, segments: vec![content], cue: None, audience: None, rule: TRANSCRIPT },
                );
            }
        }
        drafts
    }

    /// Whose speech a sentence announces: the last person that it names, or that one before it does.
    fn orator(&self, sentence: usize) -> Option<Voice> {
        let analysis = self.analysis;
        let first = sentence.saturating_sub(MAX_SENTENCES_TO_ORATOR);
        (first..=sentence).rev().find_map(|sentence| {
            let tokens = analysis.document.sentences[sentence].tokens.clone();
            let (at, mention) = analysis.mentions_in(tokens).rfind(|(_, mention)| {
                mention.person.is_some_and(|person| analysis.registry.persons[person].sure)
            })?;
            self.voice(at, mention)
        })
    }

    /// The label that begins a paragraph: a few words in capitals before a colon.
    fn label(&self, paragraph: usize) -> Option<Range<usize>> {
        let document = &self.analysis.document;
        let mut tokens = document.paragraphs[paragraph].tokens.clone();
        while tokens.len() > 1 && !self.analysis.is_word(tokens.start) {
            tokens.start += 1;
        }
        let colon = tokens.clone().take(MAX_LABEL + 1).find(|&token| document.str(token) == ":")?;
        let is_label = colon > tokens.start
            && (tokens.start..colon).all(|token| {
                let at = document.tokens[token];
                at.case == Case::Upper
                    || at.kind == TokenKind::Punctuation && document.str(token) == "."
                    || document.str(token).len() <= 2 && at.is_capitalised()
                    || self.is(token, WordClass::CourtesyTitle)
            });
        is_label.then_some(tokens.start..colon)
    }

    /// Whom a label means: the person of that name, where the report tells of one.
    fn voice_of_label(&self, label: Range<usize>) -> Voice {
        let analysis = self.analysis;
        let name = analysis.document.clean(label.clone());
        let last = fold(analysis.document.str(label.end - 1));
        let person = analysis.registry.persons.iter().position(|person| person.words.last() == Some(&last));
        let kind = if person.is_some() { SpeakerKind::Person } else { SpeakerKind::Unknown };
        let name = person.map_or(name, |person| analysis.registry.persons[person].name.clone());
        Voice { name: Some(name), person, kind, tokens: Some(label), on_behalf_of: None, printed: None }
    }

    /// Whoever stands alone before the colon at a token, at the start of a sentence or behind a dash: "Lee: “…”".
    pub(super) fn name_before_colon(&self, colon: usize, start: usize) -> Option<Event> {
        let analysis = self.analysis;
        let chunks = analysis.clauses(analysis.document.sentence_of(colon)).chunks;
        let chunk = chunks.iter().find(|chunk| chunk.tokens.end == colon)?;
        let voice = self.voice_of(chunk)?;
        let speaks = matches!(voice.kind, SpeakerKind::Person | SpeakerKind::Office | SpeakerKind::Document)
            || analysis.tags[chunk.head()] == Pos::Name;
        let first = voice.tokens.as_ref().map_or(chunk.tokens.start, |tokens| tokens.start);
        let alone =
            first <= start + 1 || self.is(first - 1, WordClass::Dash) || self.low(first - 1) == "from";
        (speaks && alone && first < colon).then(|| Event {
            cue: colon..colon + 1,
            class: CueClass::Say,
            tag: first..colon + 1,
            voice,
            participle: false,
            inverted: false,
            rule: "name before a colon",
        })
    }

    /// Who signs a speech that ends at a token: "“…” — Ann Lee", in the same paragraph or in one below.
    pub(super) fn signature(&self, end: usize) -> Option<Event> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let mut dash = end;
        while dash < document.tokens.len() && dash < end + 4 && !self.is(dash, WordClass::Dash) {
            if analysis.is_word(dash) {
                return None;
            }
            dash += 1;
        }
        if dash >= document.tokens.len() || !self.is(dash, WordClass::Dash) {
            return None;
        }
        let sentence = document.sentence_of(dash);
        let limit = document.paragraphs[document.sentences[sentence].paragraph].tokens.end;
        let chunk = analysis.clauses(sentence).chunks.iter().find(|chunk| chunk.tokens.start > dash);
        // A name that is a line of its own is not always told for one: at least two words with capital letters.
        let run = (dash + 1..limit).take_while(|&token| document.tokens[token].is_capitalised()).count();
        let name = (run >= 2).then(|| Chunk { tokens: dash + 1..dash + 1 + run });
        let chunk = chunk.or(name.as_ref())?;
        let is_signature = chunk.tokens.start == dash + 1
            && limit - dash <= MAX_SIGNATURE
            && (analysis.tags[chunk.head()] == Pos::Name || document.tokens[chunk.head()].is_capitalised())
            && !(dash + 1..limit)
                .any(|token| analysis.tags[token].is_finite() && !document.tokens[token].is_capitalised());
        if !is_signature {
            return None;
        }
        Some(Event {
            cue: dash..dash + 1,
            class: CueClass::Say,
            voice: self.voice_of(chunk)?,
            tag: dash..chunk.tokens.end,
            participle: false,
            inverted: true,
            rule: "signature below the words",
        })
    }
}
