//! Quotations: who said what. A verb of saying (the cue) is found with its subject; what it introduces, closes or
//! interrupts is the content. Stretches between quotation marks that no cue claims belong to whoever spoke last.

mod content;
mod cue;
mod label;
mod voice;

use std::{collections::BTreeSet, ops::Range};

use rapporteur_model::{
    Span,
    extraction::{Quote, Speaker},
    vocabulary::{Medium, QuoteKind, SpeakerKind},
};

use crate::{
    analysis::Analysis,
    date,
    lexicon::{CueClass, Tag},
    marks::Stretch,
    meeting::Meetings,
    mention::Kind,
    pos::Pos,
    text::ParagraphRole,
    word_class::{WordClass, WordId},
};

/// How far behind a subject the verb stands that tells of a meeting, and behind that its noun, in tokens.
const MAX_TO_MEETING: usize = 6;

/// A quotation between quotation marks of fewer words is a title or a scare quote unless a cue claims it.
const SPEECH_WORDS: usize = 4;

/// The most tokens of a title between a speech and the mention in its tag.
const MAX_TITLE: usize = 12;

/// The rule of a tag without a verb.
const ACCORDING_TO: &str = "according to";

/// The rule of a participle that has the subject of its clause.
const SHARED: &str = "participle shares a subject";

/// The name under which a report shows a speaker: the fullest of a person, the words that it prints of anybody else.
fn shown_name(analysis: &Analysis, voice: &Voice) -> Option<String> {
    let Some(printed) = voice.printed.clone().filter(|printed| voice.person.is_none() && !printed.is_empty())
    else {
        return voice.name.clone();
    };
    let words = analysis.document.clean(printed.clone());
    // At the beginning of a sentence an article has a capital.
    let is_article = printed.len() > 1
        && (analysis.is(printed.start, WordClass::Article)
            || analysis.is(printed.start, WordClass::PossessivePronoun));
    Some(match words.split_once(' ') {
        Some((article, rest)) if is_article => format!("{} {rest}", article.to_lowercase()),
        _ => words,
    })
}

/// The most cues of one sentence that are looked at; each quotation keeps the whole sentence as its evidence. The most
/// seen in real reports is six.
const MAX_EVENTS: usize = 6;

/// How far before a speech its verb is looked for, over marks, in tokens: "asked, “".
const MAX_TO_CUE: usize = 4;

/// The most tokens of who passes words on: ", the official Lakes news agency reported".
const MAX_REPORTER: usize = 9;

/// How many words make a quotation of the same words of the same speaker the same one, printed again.
const PRINTED_AGAIN_WORDS: usize = 5;

/// How far before a slogan it is said to be one, in tokens: "the theme of the forum is “".
const MAX_FROM_SLOGAN: usize = 8;

/// How many of the last quotations are looked through for the one that a speech without a tag goes on with.
const MAX_TOLD_BESIDES: usize = 4;

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

/// Turns drafts into the quotations of an extraction, without their meetings.
#[must_use]
pub fn finish(analysis: &Analysis, draft: &Draft) -> Quote {
    let document = &analysis.document;
    let span = |tokens: &Range<usize>| Span::from_range(document.bytes(tokens.clone()));
    let segments: Vec<Span> = draft.segments.iter().map(span).collect();
    let text = segments.iter().filter_map(|segment| segment.of(&document.text)).collect::<Vec<_>>().join(" ");
    let words: Vec<usize> =
        draft.segments.iter().cloned().flatten().filter(|&token| analysis.is_word(token)).collect();
    let quoted = words.iter().filter(|&&token| analysis.quoted[token]).count();
    let kind = if draft.rule == label::TRANSCRIPT || quoted * 10 >= words.len() * 9 {
        QuoteKind::Direct
    } else if quoted == 0 {
        QuoteKind::Indirect
    } else {
        QuoteKind::Mixed
    };
    let mut sentences: Vec<usize> = draft
        .segments
        .iter()
        .flat_map(|segment| document.sentence_of(segment.start)..=document.sentence_of(segment.end - 1))
        .collect();
    sentences.extend(draft.cue.iter().map(|cue| document.sentence_of(cue.start)));
    let cue_sentence = draft.cue.as_ref().map_or(draft.segments[0].start, |cue| cue.start);
    let tag_sentence = document.sentences[document.sentence_of(cue_sentence)].tokens.clone();
    let inside = |token: usize| draft.segments.iter().any(|segment| segment.contains(&token));
    let say_date = date::find(document, &analysis.tagged, tag_sentence.clone())
        .into_iter()
        .filter(|mention| !inside(mention.tokens.start))
        .find_map(|mention| mention.expression.resolve(analysis.base_date, false))
        .map(|date| date.start);
    Quote {
        speaker: Speaker {
            display_name: shown_name(analysis, &draft.voice),
            kind: draft.voice.kind,
            mention: draft.voice.tokens.as_ref().map(span),
            on_behalf_of: draft.voice.on_behalf_of.clone(),
        },
        kind,
        text,
        segments,
        cue: draft.cue.clone().map(|cue| document.clean(cue)),
        cue_span: draft.cue.as_ref().map(span),
        audience: draft.audience.clone().map(|audience| document.clean(audience)),
        medium: medium(analysis, tag_sentence, &inside),
        meeting: None,
        say_date,
        evidence: analysis.evidence_of(sentences),
    }
}

/// Where something was said, by the words around its cue.
fn medium(analysis: &Analysis, sentence: Range<usize>, inside: &dyn Fn(usize) -> bool) -> Option<Medium> {
    let document = &analysis.document;
    sentence.filter(|&token| !inside(token)).find_map(|token| {
        let is = |class| document.is(token, class);
        let before = token.saturating_sub(1);
        let of_press = is(WordClass::Press) && document.is(token + 1, WordClass::PressEvent);
        if of_press || is(WordClass::Journalists) {
            return Some(Medium::PressConference);
        }
        if is(WordClass::SocialMedia) {
            return Some(Medium::Social);
        }
        if is(WordClass::WrittenStatement) {
            let is_named =
                document.is(before, WordClass::OpensPhrase) || document.is(before, WordClass::StatementSort);
            return is_named.then_some(Medium::Statement);
        }
        if is(WordClass::Speech) {
            return Some(Medium::Speech);
        }
        match document.low(token) {
            "briefing" => Some(Medium::PressConference),
            "article" | "op-ed" => Some(Medium::Article),
            "interview" => Some(Medium::Interview),
            _ => None,
        }
    })
}

/// The meeting at which something was said: the one that its sentence names, else the focal meeting that its speaker took
/// part in; none for articles, interviews and press conferences.
#[must_use]
pub fn meeting_of(analysis: &Analysis, meetings: &Meetings, draft: &Draft, quote: &Quote) -> Option<usize> {
    if matches!(quote.medium, Some(Medium::Article | Medium::Interview | Medium::Social)) {
        return None;
    }
    let at = draft.cue.as_ref().map_or(draft.segments[0].start, |cue| cue.start);
    let sentence = analysis.document.sentence_of(at);
    let inside = |token: usize| draft.segments.iter().any(|segment| segment.contains(&token));
    let named = meetings
        .phrases_of(sentence)
        .iter()
        .find(|(_, tokens, _)| !inside(tokens.start))
        .map(|(_, _, meeting)| *meeting);
    let person = draft.voice.person;
    let takes_part = |meeting: usize| {
        let draft = &meetings.drafts[meeting];
        draft
            .hosts
            .iter()
            .chain(&draft.others)
            .any(|&mention| person.is_some() && analysis.mentions[mention].person == person)
    };
    named
        .or_else(|| (0..meetings.drafts.len()).find(|&meeting| takes_part(meeting)))
        .or_else(|| meetings.focal().filter(|_| quote.medium != Some(Medium::PressConference)))
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
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    fn is(&self, token: usize, class: WordClass) -> bool {
        self.analysis.is(token, class)
    }

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

    /// Remembers who was spoken of, for the pronouns of the next sentence.
    fn remember_subject(&mut self, tokens: Range<usize>) {
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

    fn claim(&mut self, segments: &[Range<usize>]) {
        for segment in segments {
            for (at, stretch) in self.analysis.stretches_in(segment.clone()) {
                if segment.contains(&stretch.tokens.start) {
                    self.claimed[at] = true;
                }
            }
        }
    }

    /// Gives stretches that begin in a sentence and that no cue claimed to whoever speaks.
    fn unclaimed(&mut self, tokens: Range<usize>, events: &[Event]) {
        let analysis = self.analysis;
        for (at, stretch) in analysis.stretches_in(tokens.clone()) {
            if self.claimed[at] || !tokens.contains(&stretch.tokens.start) {
                continue;
            }
            self.claimed[at] = true;
            // "“Here it is,” she said. “My boat.”": short, and a sentence all the same.
            if stretch.words < SPEECH_WORDS
                && self.is_sentence(stretch)
                && let Some(draft) = self.goes_on(stretch)
            {
                let segment = self.trim_speech(stretch.tokens.clone());
                self.drafts[draft].segments.push(segment);
                continue;
            }
            if stretch.words < SPEECH_WORDS || !self.is_speech(stretch.tokens.clone(), stretch.continues) {
                continue;
            }
            // "under the motto “Lakes for everyone”": what something is called is said by nobody.
            let motto = (stretch.tokens.start.saturating_sub(MAX_FROM_SLOGAN).max(tokens.start)
                ..stretch.tokens.start)
                .any(|at| self.is(at, WordClass::Slogan));
            if motto {
                continue;
            }
            let segment = self.trim_speech(stretch.tokens.clone());
            // A tag that follows in a sentence of its own, or stands before in this one.
            let near = events
                .iter()
                .filter(|event| {
                    event.tag.end <= stretch.tokens.start || event.tag.start >= stretch.tokens.end
                })
                .min_by_key(|event| {
                    if event.tag.end <= stretch.tokens.start {
                        stretch.tokens.start - event.tag.end
                    } else {
                        event.tag.start - stretch.tokens.end
                    }
                })
                .cloned();
            let event = self
                .signature(stretch.tokens.end)
                .or(near)
                .or_else(|| self.tag_behind(stretch.tokens.end))
                .or_else(|| self.introduction(stretch.tokens.start));
            let (voice, cue, rule) = match event {
                Some(event) => {
                    if event.voice.name.is_some() {
                        self.last = Some(event.voice.clone());
                    }
                    (Some(event.voice), Some(event.cue), event.rule)
                }
                // "The leaders issued a communique. “We oppose …”": those of the sentence before.
                None if self.low(stretch.tokens.start) == "we" && self.told_together.is_some() => {
                    (self.told_together.clone(), None, "those told of together")
                }
                // "Lee was asked, “…?”": whoever asked is not told, and it was not Lee.
                None if self.is_heard(stretch.tokens.start) => (None, None, "said to whoever spoke last"),
                None => (self.last.clone(), None, "who spoke last"),
            };
            // "“A,” he told the host, “B.”": one tag for both.
            let follows_tag = (stretch.tokens.start.saturating_sub(3)..stretch.tokens.start)
                .any(|at| self.is(at, WordClass::Dash) || self.is(at, WordClass::ClauseMark));
            let same_tag = cue.as_ref().and_then(|cue| {
                let before = self
                    .drafts
                    .iter_mut()
                    .rev()
                    .take(MAX_TOLD_BESIDES)
                    .find(|draft| draft.cue.as_ref() == Some(cue))?;
                let last = before.segments.last().is_some_and(|last| last.end <= cue.start);
                (last && follows_tag && cue.end <= segment.start).then_some(before)
            });
            if let Some(before) = same_tag {
                before.segments.push(segment);
                continue;
            }
            // "“A,” he said, who …. “B.”": B goes on with A.
            if cue.is_none()
                && let Some(at) = self.goes_on(stretch)
            {
                self.last = Some(self.drafts[at].voice.clone());
                self.drafts[at].segments.push(segment);
                continue;
            }
            let unknown = Voice {
                name: None,
                person: None,
                kind: SpeakerKind::Unknown,
                tokens: None,
                on_behalf_of: None,
                printed: None,
            };
            let voice = voice.unwrap_or(unknown);
            self.drafts.push(Draft { voice, segments: vec![segment], cue, audience: None, rule });
        }
    }

    /// The quotation that a speech without a tag goes on with: the last one of its paragraph that has a tag and stands wholly
    /// between marks, unless one of mixed words came after it.
    fn goes_on(&self, stretch: &Stretch) -> Option<usize> {
        let analysis = self.analysis;
        let document = &analysis.document;
        let is_speech = |draft: &Draft| {
            let words =
                |segment: &Range<usize>| segment.clone().filter(|&token| analysis.is_word(token)).count();
            let quoted = |segment: &Range<usize>| {
                segment.clone().filter(|&token| analysis.is_word(token)).all(|token| analysis.quoted[token])
            };
            // What was added behind the first two is speech, or it would not have been.
            draft.segments.iter().take(2).all(|segment| quoted(segment) && words(segment) >= 2)
        };
        // What stands before the tag ends between marks.
        let is_closed = |draft: &Draft| {
            let first = draft.segments.first();
            let closed = |cue: &Range<usize>| {
                first.is_some_and(|first| first.end <= cue.start && analysis.quoted[first.end - 1])
            };
            draft.cue.as_ref().is_some_and(closed)
        };
        // "“A,” he said, noting that …. “B.”": over what the sentence of the tag tells besides.
        let sentence_of = |draft: &Draft| {
            let at = draft
                .cue
                .as_ref()
                .map_or_else(|| draft.segments.last().map(|last| last.start), |cue| Some(cue.start));
            at.map(|at| document.sentence_of(at))
        };
        let tag_sentence = self.drafts.last().and_then(sentence_of);
        let (at, draft) = self
            .drafts
            .iter()
            .enumerate()
            .rev()
            .take(MAX_TOLD_BESIDES)
            .take_while(|(_, draft)| sentence_of(draft) == tag_sentence)
            .find(|(_, draft)| is_closed(draft) || is_speech(draft))?;
        let paragraph_of = |token: usize| document.sentences[document.sentence_of(token)].paragraph;
        let last = draft.segments.last()?;
        let same = paragraph_of(last.start) == stretch.paragraph;
        // Each paragraph of a long speech is a quotation of its own.
        (same && !stretch.continues && draft.cue.is_some()).then_some(at)
    }

    /// Whether a stretch is a sentence of its own: it begins one, and ends with its mark.
    fn is_sentence(&self, stretch: &Stretch) -> bool {
        let document = &self.analysis.document;
        let first = document.sentences[document.sentence_of(stretch.tokens.start)].tokens.start;
        (first == stretch.tokens.start || first + 1 == stretch.tokens.start)
            && matches!(self.low(stretch.tokens.end - 1), "." | "!" | "?" | "…")
    }

    /// Whether a passive of saying stands before a speech: "was asked, “…”".
    fn is_heard(&self, start: usize) -> bool {
        let analysis = self.analysis;
        let verb = (start.saturating_sub(MAX_TO_CUE)..start).rev().find(|&at| analysis.is_word(at));
        verb.is_some_and(|verb| {
            let sentence = analysis.document.sentence_of(verb);
            analysis.tagged.is_cue(verb)
                && self.is_passive(verb, analysis.document.sentences[sentence].tokens.start)
        })
    }

    /// What introduces a speech without a verb of saying: "… lists three aims: “…”", also at the end of the paragraph before;
    /// "… called the moment “…”".
    fn introduction(&self, start: usize) -> Option<Event> {
        let analysis = self.analysis;
        let mut before = start.checked_sub(2)?;
        while !analysis.is_word(before) && self.low(before) != ":" && before > 0 {
            before -= 1;
        }
        let sentence = analysis.document.sentence_of(before);
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let is_colon = self.low(before) == ":";
        let same_sentence = sentence == analysis.document.sentence_of(start);
        let body = analysis.document.paragraphs[analysis.document.sentences[sentence].paragraph].role
            == ParagraphRole::Body;
        if !body || !is_colon && (!same_sentence || start - before > 2) {
            return None;
        }
        if is_colon
            && !same_sentence
            && let Some(event) = self.events(tokens.clone()).pop()
        {
            return Some(event);
        }
        // "From the report: “…”", "Ann Lee: “…”": a name or a document, and no verb.
        if is_colon
            && same_sentence
            && let Some(event) = self.name_before_colon(before, tokens.start)
        {
            return Some(event);
        }
        // The verb that governs it: the nearest whose subject can speak.
        let reach = if is_colon { 40 } else { 8 };
        (tokens.start.max(before.saturating_sub(reach))..before + 1).rev().find_map(|verb| {
            let tag = analysis.tags[verb];
            if !tag.is_finite()
                || tag == Pos::Modal
                || analysis.quoted[verb]
                || self.is(verb, WordClass::Auxiliary)
            {
                return None;
            }
            let (mut voice, subject) = self.subject_by_model(verb)?;
            // "Such formats help to “…”": a thing says nothing; whoever speaks of it does.
            let thing =
                voice.kind == SpeakerKind::Unknown && self.is(subject.start, WordClass::Demonstrative);
            if thing && let Some(last) = &self.last {
                voice = last.clone();
            }
            (subject.start < verb).then(|| Event {
                cue: verb..verb + 1,
                class: CueClass::Say,
                voice,
                tag: subject.start..verb + 1,
                participle: false,
                inverted: false,
                rule: "subject of the verb that governs the marks (model)",
            })
        })
    }

    /// A tag directly behind a stretch that ran over a sentence's end: "… two.” he said."
    fn tag_behind(&self, token: usize) -> Option<Event> {
        let analysis = self.analysis;
        if token + 1 >= analysis.document.tokens.len() {
            return None;
        }
        let sentence = analysis.document.sentence_of(token + 1);
        let last = analysis.document.sentence_of(token);
        let mut tokens = analysis.document.sentences[sentence].tokens.clone();
        if sentence == last {
            tokens.start = token + 1;
        }
        let paragraph = |sentence: usize| analysis.document.sentences[sentence].paragraph;
        if paragraph(sentence) != paragraph(last) {
            return None;
        }
        let event = self.events(tokens.clone()).into_iter().next()?;
        // A speech that ends with a comma goes on with its tag.
        let is_tag = event.inverted
            || self.is(token.saturating_sub(1), WordClass::EndsSpeech)
            || self.is_adverbial_tail(event.tag.end..tokens.end)
            || (self.low(event.tag.end) == "," && !(event.tag.end..tokens.end).any(|at| analysis.quoted[at]));
        // "…,” European Commission President Ann Lee said": what stands between belongs to the speaker's title.
        let title = event.tag.start <= token + MAX_TITLE
            && (token + 1..event.tag.start)
                .all(|at| !analysis.tags[at].is_finite() && !self.is(at, WordClass::ClauseMark));
        ((event.tag.start <= token + 3 || title) && is_tag).then_some(event)
    }

    /// A speech and no title: it does not consist of capitalised words only.
    fn is_speech(&self, tokens: Range<usize>, continues: bool) -> bool {
        let analysis = self.analysis;
        let words: Vec<usize> = tokens.filter(|&token| analysis.is_word(token)).collect();
        let long = words.iter().filter(|&&token| self.low(token).len() > 3).count();
        let capitals = words
            .iter()
            .filter(|&&token| self.low(token).len() > 3 && analysis.document.tokens[token].is_capitalised())
            .count();
        let ends = words.last().is_some_and(|&last| {
            self.is(last + 1, WordClass::EndsSpeech)
                || matches!(self.low(last + 1), "." | "…")
                || analysis.document.token_at(usize::MAX) == last
        });
        continues || !(long > 0 && capitals * 3 >= long * 2) && (words.len() >= 8 || ends)
    }

    /// "The Long Way Home,": all its longer words have capital letters, and no mark but a comma ends it.
    fn is_title(&self, tokens: Range<usize>) -> bool {
        let analysis = self.analysis;
        let ends = matches!(self.low(tokens.end - 1), "." | "!" | "?");
        let mut words =
            tokens.filter(|&token| analysis.is_word(token) && self.low(token).len() > 3).peekable();
        !ends && words.peek().is_some() && words.all(|token| analysis.document.tokens[token].is_capitalised())
    }

    fn trim_speech(&self, tokens: Range<usize>) -> Range<usize> {
        let mut tokens = tokens;
        while tokens.len() > 1 && self.is(tokens.end - 1, WordClass::AroundSpeech) {
            tokens.end -= 1;
        }
        while tokens.len() > 1 && self.is(tokens.start, WordClass::AroundSpeech) {
            tokens.start += 1;
        }
        tokens
    }
}

/// Verbs that report even a bare noun phrase: "stressed the importance of …".
fn is_stressing(cue: &str) -> bool {
    [
        "stress",
        "emphasi",
        "underlin",
        "underscor",
        "highlight",
        "reaffirm",
        "reiterat",
        "not",
        "point",
        "propos",
        "suggest",
        "pledg",
        "vow",
        "promis",
    ]
    .iter()
    .any(|stem| cue.starts_with(stem))
}

/// The form of a verb of saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Past or third person: needs a subject.
    Finite,
    /// "saying"
    Participle,
    /// "say": infinitive, plural or noun.
    Base,
}

impl Form {
    fn of(word: &str) -> Self {
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
