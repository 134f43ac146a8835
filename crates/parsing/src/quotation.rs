//! Quotations: who said what. A verb of saying (the cue) is found with its subject; what it introduces, closes or
//! interrupts is the content. Stretches between quotation marks that no cue claims belong to whoever spoke last.
//!
//! # Layout
//! - `cue`: the verbs of saying of a sentence, each with its subject; `form`: the form of such a verb.
//! - `voice`: whom the words beside a cue mean; `spoken_of`: whom the pronouns of the next sentence mean.
//! - `content`: what a cue introduces, closes or interrupts.
//! - `speech`: what stands between quotation marks; `unclaimed`: whose it is where no cue claims it.
//! - `label`: speakers that stand apart from what they say, as in transcripts.
//! - `finish`: a quotation written out, with its medium and its meeting.

mod content;
mod cue;
mod finish;
mod form;
mod label;
mod speech;
mod spoken_of;
mod unclaimed;
mod voice;

use std::{collections::BTreeSet, ops::Range};

use rapporteur_model::vocabulary::SpeakerKind;

use crate::{
    analysis::Analysis,
    lexicon::{CueClass, Tag},
    word_class::WordClass,
};

pub use finish::{finish, meeting_of};

/// A quotation between quotation marks of fewer words is a title or a scare quote unless a cue claims it.
const SPEECH_WORDS: usize = 4;

/// The rule of a tag without a verb.
const ACCORDING_TO: &str = "according to";

/// The rule of a participle that has the subject of its clause.
const SHARED: &str = "participle shares a subject";

/// The most cues of one sentence that are looked at; each quotation keeps the whole sentence as its evidence. The most
/// seen in real reports is six.
const MAX_EVENTS: usize = 6;

/// The most tokens of who passes words on: ", the official Lakes news agency reported".
const MAX_REPORTER: usize = 9;

/// How many words make a quotation of the same words of the same speaker the same one, printed again.
const PRINTED_AGAIN_WORDS: usize = 5;

/// Who speaks, as found beside a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The fullest name.
    pub name: Option<String>,
    /// The person in the registry.
    pub person: Option<usize>,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// The words beside the cue.
    pub tokens: Option<Range<usize>>,
    /// For whom.
    pub on_behalf_of: Option<String>,
    /// The noun phrase by which the report calls a speaker who is no named person: "some diplomats".
    pub printed: Option<Range<usize>>,
}

impl Voice {
    /// Somebody of whom nothing is known.
    const fn unknown() -> Self {
        Self {
            name: None,
            person: None,
            kind: SpeakerKind::Unknown,
            tokens: None,
            on_behalf_of: None,
            printed: None,
        }
    }
}

/// A quotation before it is tied to a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who speaks.
    pub voice: Voice,
    /// The content, in order, as ranges of tokens.
    pub segments: Vec<Range<usize>>,
    /// The cue.
    pub cue: Option<Range<usize>>,
    /// To whom.
    pub audience: Option<Range<usize>>,
    /// The rule that says who speaks.
    pub rule: &'static str,
}

/// A cue with its subject.
#[derive(Debug, Clone)]
struct Event {
    cue: Range<usize>,
    class: CueClass,
    voice: Voice,
    /// Subject and cue, without what stands between quotation marks.
    tag: Range<usize>,
    /// The cue is a participle: "…, saying that …".
    participle: bool,
    /// Subject behind the cue.
    inverted: bool,
    /// The rule that found the subject.
    rule: &'static str,
}

/// Finds the quotations of a report, in order.
#[must_use]
pub fn find(analysis: &Analysis) -> Vec<Draft> {
    let mut finder = Finder {
        analysis,
        drafts: Vec::new(),
        last: None,
        last_plural: None,
        issuer: None,
        told_together: None,
        claimed: vec![false; analysis.stretches.len()],
        titles: Vec::new(),
    };
    finder.titles =
        analysis.stretches.iter().map(|stretch| finder.is_title(stretch.tokens.clone())).collect();
    let sentences: Vec<usize> = analysis.body_sentences().collect();
    let transcript = finder.transcript();
    for &sentence in &sentences {
        let paragraph = analysis.document.sentences[sentence].paragraph;
        if !transcript.contains_key(&paragraph) {
            finder.sentence(sentence);
        }
    }
    finder.drafts.extend(transcript.into_values());
    let mut drafts = finder.drafts;
    for draft in &mut drafts {
        put_in_order(&mut draft.segments);
        if let Some(last) = draft.segments.last_mut() {
            last.end = before_reporter(analysis, last.clone());
        }
    }
    drafts.retain(|draft| !draft.segments.is_empty());
    drafts.sort_by_key(|draft| draft.segments[0].start);
    // A page that prints its lead twice has one quotation there.
    let mut seen = BTreeSet::new();
    drafts.retain(|draft| {
        let tokens = || draft.segments.iter().cloned().flatten().filter(|&token| analysis.is_word(token));
        if tokens().count() < PRINTED_AGAIN_WORDS {
            return true;
        }
        let words: Vec<&str> = tokens().map(|token| analysis.document.low(token)).collect();
        let quoted = tokens().filter(|&token| analysis.quoted[token]).count();
        seen.insert((draft.voice.name.clone(), draft.voice.person, quoted, words.join(" ")))
    });
    drafts
}

/// Where what was said ends, before the agency that passes it on: "…, the official Lakes news agency reported".
fn before_reporter(analysis: &Analysis, segment: Range<usize>) -> usize {
    let is_outlet = |at: usize| analysis.tagged.find(at, |tag| matches!(tag, Tag::Outlet(_))).is_some();
    let Some(last) = segment.clone().rev().find(|&at| analysis.is_word(at)) else { return segment.end };
    if analysis.document.low(last) != "reported" || analysis.quoted[last] {
        return segment.end;
    }
    let comma =
        (segment.start + 1..last).rev().take(MAX_REPORTER).find(|&at| analysis.is(at, WordClass::ClauseMark));
    match comma {
        Some(comma) if (comma + 1..last).any(is_outlet) => comma,
        _ => segment.end,
    }
}

/// Sorts segments, and cuts off what an earlier one holds already: unbalanced marks can make them overlap.
fn put_in_order(segments: &mut Vec<Range<usize>>) {
    segments.sort_by_key(|segment| (segment.start, segment.end));
    let mut taken = 0;
    for segment in segments.iter_mut() {
        segment.start = segment.start.max(taken);
        taken = taken.max(segment.end);
    }
    segments.retain(|segment| !segment.is_empty());
}

struct Finder<'analysis> {
    analysis: &'analysis Analysis,
    drafts: Vec<Draft>,
    /// Who spoke last.
    last: Option<Voice>,
    /// The last that were named together.
    last_plural: Option<Voice>,
    /// Who last said something "in a statement".
    issuer: Option<Voice>,
    /// The subject of the last sentence, if it told of several and had no cue.
    told_together: Option<Voice>,
    /// Which stretches are part of a draft.
    claimed: Vec<bool>,
    /// Which stretches are the title of a work.
    titles: Vec<bool>,
}

impl Finder<'_> {
    /// A word of the text in small letters.
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    /// Whether a word belongs to a class.
    fn is(&self, token: usize, class: WordClass) -> bool {
        self.analysis.is(token, class)
    }

    /// Adds what a sentence quotes, cue by cue, and then the speech that no cue claimed.
    fn sentence(&mut self, sentence: usize) {
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let events = self.events(tokens.clone());
        let mut covered: Vec<Range<usize>> = Vec::new();
        for (at, event) in events.iter().enumerate().take(MAX_EVENTS) {
            let later = &events[(at + 1).min(events.len())..events.len().min(at + MAX_EVENTS)];
            // "X said A, the agency reported": told at second hand.
            let second_hand = at > 0
                && events[at - 1].voice.name != event.voice.name
                && matches!(event.voice.kind, SpeakerKind::Organization | SpeakerKind::Document)
                && !covered.is_empty()
                && self.closes(event, tokens.start)
                && self.is_adverbial_tail(event.tag.end..tokens.end);
            if second_hand {
                continue;
            }
            if covered.iter().any(|range| range.contains(&event.cue.start)) {
                continue;
            }
            if event.voice.name.is_some() {
                self.last = Some(event.voice.clone());
            }
            if event.voice.kind == SpeakerKind::Collective {
                self.last_plural = Some(event.voice.clone());
            }
            if event.voice.name.is_some()
                && (event.voice.kind != SpeakerKind::Document || self.is_issued(event))
                && tokens.clone().any(|at| !analysis.quoted[at] && self.is(at, WordClass::WrittenStatement))
            {
                self.issuer = Some(event.voice.clone());
            }
            if let Some(draft) = self.draft(event, later, tokens.clone()) {
                if self.corrects(&draft) {
                    covered.extend(draft.segments.iter().cloned());
                    continue;
                }
                covered.extend(draft.segments.iter().cloned());
                self.claim(&draft.segments);
                self.drafts.push(draft);
            }
        }
        self.unclaimed(tokens.clone(), &events);
        if events.is_empty() {
            self.remember_subject(tokens);
        } else {
            self.told_together = None;
        }
    }

    /// Whether the words for a speaker are a document, and its name that of whoever issued it.
    fn is_issued(&self, event: &Event) -> bool {
        let words = event.voice.tokens.clone().map(|tokens| self.analysis.document.clean(tokens));
        words != event.voice.name
    }

    /// A tag behind the last sentence of a speech names the speaker of all of it: "… One. Two," he said. Whether that was so.
    fn corrects(&mut self, draft: &Draft) -> bool {
        let Some(first) = draft.segments.first() else { return false };
        let known = self.drafts.iter_mut().rev().take(3).find(|known| {
            known.segments.iter().any(|segment| segment.start < first.end && first.start < segment.end)
        });
        let Some(known) = known else { return false };
        if known.cue.is_none() {
            known.voice = draft.voice.clone();
            known.cue.clone_from(&draft.cue);
        }
        known.segments.extend(draft.segments.iter().skip(1).cloned());
        true
    }
}
