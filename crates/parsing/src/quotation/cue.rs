//! Cues: verbs of saying in a sentence, each with its subject.

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{ACCORDING_TO, Event, Finder, Form, SHARED, SPEECH_WORDS, Voice};
use crate::{
    chunk::Chunk,
    lexicon::{CueClass, Tag},
    mention::{Kind, Mention, Pronoun},
    pos::Pos,
    text::TokenKind,
    word_class::WordClass,
};

/// How far what describes a speaker may reach behind him, in tokens.
const MAX_DESCRIBED: usize = 10;

/// How far before "as saying" the word "quoted" may stand: "was quoted by the agency as saying", in tokens.
const MAX_QUOTED_BY: usize = 9;

/// How far before a participle stands what carries the words, over adverbials of time, in tokens: "a letter on Friday saying".
const MAX_BEHIND_CARRIER: usize = 5;

/// How far before what carries the words the verb stands that tells who issued it, in tokens.
const MAX_BEFORE_CARRIER: usize = 12;

/// How many noun phrases before a verb, each governed by a preposition, may belong to its subject.
const MAX_GOVERNED: usize = 4;

/// How far before a participle the verbs of its clause are looked for, in tokens.
const MAX_CLAUSE: usize = 60;

/// How many verbs before a participle are asked for a subject that can speak.
const MAX_VERBS_BACK: usize = 3;

/// The most tokens from "expressed" to what is expressed: "his deep and sincere hope".
const MAX_ATTITUDE: usize = 5;

/// The longest apposition between a speaker and the verb, in tokens: "Ann Lee, a lecturer at the College of X, said".
const MAX_APPOSITION: usize = 40;

/// The longest addition in brackets behind a name, in tokens: "(Workers’ Union, Coast)".
const MAX_IN_BRACKETS: usize = 8;

/// The longest phrase behind "according to" that opens a sentence, in tokens.
const MAX_ACCORDING: usize = 25;

/// How far behind a verb of saying the marks of its words open, in tokens: "said in his opening remarks, “".
const MAX_TO_OPENING: usize = 8;

impl Finder<'_> {
    /// The cues of a sentence that have a speaker, in order.
    pub(super) fn events(&self, tokens: Range<usize>) -> Vec<Event> {
        let analysis = self.analysis;
        let mut events: Vec<Event> = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            let event = if analysis.quoted[token] && self.in_speech(token) {
                None
            } else if self.low(token) == "according" && self.low(token + 1) == "to" {
                self.according_to(token, 2, tokens.clone())
            } else if token == tokens.start && self.low(token) == "in" && self.low(token + 2) == "words" {
                // "In his words, the lake is clean."
                self.in_own_words(token, tokens.clone())
            } else if let Some(event) = self.in_view_of(token, tokens.clone()) {
                Some(event)
            } else {
                self.cue_at(token, tokens.clone(), &events)
                    .or_else(|| self.verb_beside_marks(token, tokens.clone()))
                    .or_else(|| self.noun_of_saying(token, tokens.clone()))
            };
            match event {
                Some(event) => {
                    token = event.cue.end.max(if event.inverted { event.tag.end } else { 0 });
                    events.push(event);
                }
                None => token += 1,
            }
        }
        self.keep_final_tag(&mut events, tokens);
        events
    }

    /// "The invitation reflects its standing, the envoy said": what a tag at the end attributes holds no cues of its own,
    /// unless a person speaks in it and the tag names who reported that.
    pub(super) fn keep_final_tag(&self, events: &mut Vec<Event>, tokens: Range<usize>) {
        let Some(last) = events.last().cloned() else { return };
        let is_final = self.closes(&last, tokens.start)
            && !last.participle
            && matches!(last.class, CueClass::Say)
            && self.is_adverbial_tail(last.tag.end.max(last.cue.end)..tokens.end);
        let is_person = |kind: SpeakerKind| {
            matches!(kind, SpeakerKind::Person | SpeakerKind::Office | SpeakerKind::Collective)
        };
        if is_final && is_person(last.voice.kind) {
            events.retain(|event| {
                event.cue == last.cue
                    || (event.voice.name == last.voice.name
                        && event.class == CueClass::Say
                        && !event.participle)
            });
        }
    }

    pub(super) fn in_speech(&self, token: usize) -> bool {
        let stretches = &self.analysis.stretches;
        let after = stretches.partition_point(|stretch| stretch.tokens.start <= token);
        after.checked_sub(1).is_some_and(|at| {
            stretches[at].tokens.contains(&token)
                && stretches[at].words >= SPEECH_WORDS
                && !self.titles.get(at).copied().unwrap_or_default()
        })
    }

    /// "according to X", whose first words are so many, with its speaker.
    pub(super) fn according_to(&self, token: usize, words: usize, tokens: Range<usize>) -> Option<Event> {
        let pronoun = matches!(self.low(token + words), "him" | "her") && token + words < tokens.end;
        let (voice, end) = if pronoun {
            let meant = self.person_before(token + words).or_else(|| self.last.clone())?;
            (Voice { tokens: Some(token + words..token + words + 1), ..meant }, token + words + 1)
        } else {
            let sentence = self.analysis.document.sentence_of(token);
            let chunk = self
                .analysis
                .clauses(sentence)
                .chunks
                .iter()
                .find(|chunk| chunk.tokens.start == token + words);
            let mention =
                self.analysis.mentions_in(token + words..(token + words + 4).min(tokens.end)).next();
            // "according to a leader of the workers of Velmora": not Velmora; "according to a study by Lee": Lee.
            let is_apart = |start: usize| {
                chunk.is_some_and(|chunk| start >= chunk.tokens.end) && self.low(start - 1) != "by"
            };
            let mention = mention.filter(|(_, mention)| !is_apart(mention.tokens.start));
            let owned = mention.and_then(|(_, mention)| self.owned_by(mention.tokens.clone(), tokens.end));
            match (owned, mention) {
                (None, None) => {
                    let voice = self.voice_of(chunk?)?;
                    let end = voice.tokens.as_ref().map_or(token + words, |tokens| tokens.end);
                    (voice, end)
                }
                (Some(owned), Some((_, mention))) => {
                    // "according to the minister's spokesman A B": not the minister.
                    let mut inside = self.analysis.mentions_in(mention.tokens.end..owned.end);
                    let inner = inside.find(|(_, inner)| inner.tokens.end >= owned.end);
                    let voice = match inner {
                        Some((at, inner)) => self.voice(at, inner)?,
                        None => Voice {
                            name: Some(self.analysis.document.clean(owned.clone())),
                            person: None,
                            kind: SpeakerKind::Organization,
                            tokens: Some(owned.clone()),
                            on_behalf_of: None,
                            printed: None,
                        },
                    };
                    (voice, owned.end)
                }
                (_, Some((at, mention))) => (self.voice(at, mention)?, mention.tokens.end),
                (Some(_), None) => return None,
            }
        };
        // "According to a petition filed by the fishers of the coast, …": up to the comma.
        let opens = token == tokens.start && self.low(end) != ",";
        let comma = (end..tokens.end.min(end + MAX_ACCORDING)).find(|&at| self.low(at) == ",");
        // "According to the agency, X said, “We agree.”": X speaks.
        let another_speaks = comma.filter(|_| token == tokens.start).is_some_and(|comma| {
            let is_said = |at: usize| {
                self.analysis.tagged.find(at, |tag| matches!(tag, Tag::Cue(CueClass::Say))).is_some()
                    && !self.analysis.quoted[at]
                    && (self.low(at + 1) == "that"
                        && voice.kind == SpeakerKind::Organization
                        && self.analysis.tags[at] == Pos::Past
                        || (at + 1..tokens.end.min(at + MAX_TO_OPENING))
                            .any(|at| self.is(at, WordClass::OpeningQuote)))
            };
            (comma + 1..tokens.end).any(is_said)
        });
        if another_speaks {
            return None;
        }
        let tag = token..comma.filter(|_| opens).unwrap_or(end);
        Some(Event {
            cue: token..token + words,
            class: CueClass::Say,
            voice,
            tag,
            participle: false,
            inverted: true,
            rule: ACCORDING_TO,
        })
    }

    /// "In his words, the lake is clean.": of whoever "he" means.
    fn in_own_words(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        if self.low(token + 1) == "the" && self.low(token + 3) == "of" {
            return self.according_to(token, 4, tokens);
        }
        let end = token + 3;
        if !matches!(self.low(token + 1), "his" | "her") || self.low(end) != "," {
            return None;
        }
        let meant = self.person_before(token + 1).or_else(|| self.last.clone())?;
        Some(Event {
            cue: token..end,
            class: CueClass::Say,
            voice: Voice { tokens: Some(token + 1..token + 2), ..meant },
            tag: token..end,
            participle: false,
            inverted: true,
            rule: ACCORDING_TO,
        })
    }

    /// "Those who pay must answer for it, in Lee's view.", "In the minister's opinion, …"
    fn in_view_of(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        if self.low(token) != "in" {
            return None;
        }
        let analysis = self.analysis;
        let (index, mention) = analysis.mentions_in(token + 1..token + 2).next()?;
        let owns = analysis.document.tokens.get(mention.tokens.end)?.kind == TokenKind::Possessive;
        let end = mention.tokens.end + 2;
        if end > tokens.end {
            return None;
        }
        let opens = token == tokens.start && self.low(end) == ",";
        let closes = token > tokens.start
            && self.low(token - 1) == ","
            && (end == tokens.end || self.is(end, WordClass::ClauseMark));
        if !owns || !self.is(end - 1, WordClass::Opinion) || !(opens || closes) {
            return None;
        }
        Some(Event {
            cue: token..end,
            class: CueClass::Say,
            voice: self.voice(index, mention)?,
            tag: token..end,
            participle: false,
            inverted: true,
            rule: ACCORDING_TO,
        })
    }

    /// "the president's official website": the words for what somebody or something has, where that stands before.
    fn owned_by(&self, owner: Range<usize>, limit: usize) -> Option<Range<usize>> {
        let analysis = self.analysis;
        let owns =
            analysis.document.tokens.get(owner.end).is_some_and(|token| token.kind == TokenKind::Possessive);
        if !owns {
            return None;
        }
        let words = (owner.end + 1..limit)
            .take_while(|&at| matches!(analysis.tags[at], Pos::Adjective) || analysis.tags[at].is_noun());
        let last = words.filter(|&at| analysis.tags[at].is_noun()).last()?;
        Some(owner.start..last + 1)
    }

    /// "expressed his deep concern that …": what is hoped or feared is told as words are.
    fn attitude(&self, cue: Range<usize>, class: CueClass, end: usize) -> Option<(Range<usize>, CueClass)> {
        if class != CueClass::Voice {
            return None;
        }
        let noun = (cue.end..end.min(cue.end + MAX_ATTITUDE)).find(|&at| self.is(at, WordClass::Attitude))?;
        let modifies = |at: usize| {
            self.is(at, WordClass::Article)
                || matches!(self.analysis.tags[at], Pos::Possessive | Pos::Adjective | Pos::Determiner)
                || self.is(at, WordClass::PossessivePronoun)
        };
        let is_told = self.low(noun + 1) == "that" && (cue.end..noun).all(modifies);
        is_told.then_some((cue.start..noun + 1, CueClass::Say))
    }

    pub(super) fn cue_at(&self, token: usize, tokens: Range<usize>, before: &[Event]) -> Option<Event> {
        let analysis = self.analysis;
        let found = analysis.tagged.find(token, |tag| matches!(tag, Tag::Cue(_)))?;
        let Tag::Cue(class) = found.tag else { return None };
        let cue = found.tokens.clone();
        let (cue, class) = self.attitude(cue.clone(), class, tokens.end).unwrap_or((cue, class));
        // "Norland could not agree with the union": nothing that was said.
        let denied =
            (token.saturating_sub(2).max(tokens.start)..token).any(|at| self.is(at, WordClass::Denial));
        if class == CueClass::Agree && denied {
            return None;
        }
        // "…, he continued, …": no journey that goes on.
        let goes_on = self.is(token, WordClass::Continuing);
        if goes_on && self.low(cue.end) != "," && !self.is(cue.end, WordClass::ClauseMark) {
            return None;
        }
        if cue.end > tokens.end
            || analysis.mention_at(token).is_some()
            || analysis.document.tokens[token].is_capitalised() && token != tokens.start
        {
            return None;
        }
        // "the declaration reads": documents alone say by being read.
        let by_document =
            |at: Range<usize>| analysis.mentions_in(at).any(|(_, mention)| mention.kind == Kind::Document);
        let by_it = token > tokens.start && self.low(token - 1) == "it";
        let is_read = self.is(token, WordClass::Reading);
        let ahead = token.saturating_sub(3).max(tokens.start)..token;
        if is_read && !by_it && !by_document(ahead) && !by_document(token + 1..tokens.end.min(token + 4)) {
            return None;
        }
        // "a book written by Lee": a participle without its auxiliary.
        if analysis.tags[token] == Pos::PastParticiple
            && self.low(cue.end) == "by"
            && !(token > tokens.start && self.is(token - 1, WordClass::Auxiliary))
        {
            return None;
        }
        let low = self.low(token).to_owned();
        let verb_end = low.as_str();
        let form = Form::of(verb_end);
        let previous = if token == tokens.start { "" } else { self.low(token - 1) };
        // "In remarks after the talks, …", "the minister's claim that …": a noun.
        let owned = token > tokens.start
            && form == Form::Base
            && analysis.document.tokens[token - 1].kind == TokenKind::Possessive;
        // "raised cautious hopes for", "in his opening remarks"
        let modified = token > tokens.start
            && analysis.tags[token].is_noun()
            && (analysis.tags[token - 1] == Pos::Adjective
                || self.is(token - 1, WordClass::PossessivePronoun)
                || self.low(token - 1) == "opening");
        // "As reported, X also came."
        let as_told = previous == "as" && form == Form::Finite && self.low(cue.end) == ",";
        // "X said it while speaking at the forum": what the sentence before told.
        let back = class == CueClass::Say
            && self.low(cue.end) == "it"
            && (matches!(analysis.tags.get(cue.end + 1), Some(Pos::Gerund | Pos::Subordinator))
                || matches!(self.low(cue.end + 1), "while" | "at" | "during" | "when"));
        if owned
            || modified
            || as_told
            || back
            || matches!(previous, "of" | "in" | "joint")
            || token > tokens.start && self.is(token - 1, WordClass::OpensPhrase)
        {
            return None;
        }
        // "…," said Name: the subject stands behind.
        if token > tokens.start
            && form == Form::Finite
            && (previous == "," || self.is(token - 1, WordClass::ClosingQuote))
            && class == CueClass::Say
            && let Some((at, mention)) = analysis.mentions_in(cue.end..(cue.end + 2).min(tokens.end)).next()
            && (mention.tokens.start == cue.end
                || self.low(cue.end) == "the"
                || self.is(cue.end, WordClass::OneOfMany))
            && mention.can_speak()
            && let Some(voice) = self.voice(at, mention)
            && (self.is_tag_behind(mention.tokens.end, tokens.clone())
                || previous == "," && self.is_described_to(mention.tokens.end..tokens.end))
        {
            let end = self.extended(at).1;
            return Some(Event {
                tag: token..end,
                cue,
                class,
                voice,
                participle: false,
                inverted: true,
                rule: "name behind the cue",
            });
        }
        if form == Form::Finite
            && class == CueClass::Say
            && let Some(voice) = self.phrase_behind(token, cue.end, tokens.clone())
        {
            let end = voice.tokens.as_ref().map_or(cue.end, |tokens| tokens.end);
            return Some(Event {
                tag: token..end,
                cue,
                class,
                voice,
                participle: false,
                inverted: true,
                rule: "phrase behind the cue",
            });
        }
        if form == Form::Participle
            && let Some(auxiliary) = self.progressive(token, tokens.start)
        {
            let by_rules = self.subject(auxiliary, tokens.clone(), before, Form::Finite);
            let (voice, start) = by_rules.or_else(|| {
                let (voice, subject) = self.subject_by_model(token)?;
                (subject.end <= auxiliary).then_some((voice, subject.start))
            })?;
            return Some(Event {
                tag: start..cue.end,
                cue,
                class,
                voice,
                participle: false,
                inverted: false,
                rule: "subject of a progressive form",
            });
        }
        if form == Form::Participle {
            let quoted = (token.saturating_sub(MAX_QUOTED_BY)..token.saturating_sub(1))
                .any(|at| at >= tokens.start && matches!(self.low(at), "quoted" | "cited"));
            if previous == "as" && quoted {
                return self.quoted_as_saying(token, tokens, cue, class);
            }
            // "Pointing out that …, X urged …": the subject of the main clause behind.
            if token == tokens.start
                && self.low(cue.end) == "that"
                && let Some(voice) = self.subject_behind(cue.end, tokens.clone())
            {
                return Some(Event {
                    tag: token..cue.end,
                    cue,
                    class,
                    voice,
                    participle: true,
                    inverted: false,
                    rule: "participle before its subject",
                });
            }
            let joined = token > tokens.start
                && [WordClass::Joining, WordClass::ClosingQuote, WordClass::BeforeSaying]
                    .into_iter()
                    .any(|class| self.is(token - 1, class));
            if !joined {
                let (voice, start) = self.carried_by(token, tokens)?;
                return Some(Event {
                    tag: start..cue.end,
                    cue,
                    class,
                    voice,
                    participle: true,
                    inverted: false,
                    rule: "participle behind what carries the words",
                });
            }
            // "After saying that …, X left": the subject of the main clause behind.
            let behind = || {
                (token == tokens.start + 1 && self.is(token - 1, WordClass::BeforeSaying))
                    .then(|| self.subject_behind(cue.end, tokens.clone()))
                    .flatten()
            };
            let can_speak = |voice: &Voice| voice.kind != SpeakerKind::Unknown;
            let shared = || before.last().map(|event| event.voice.clone());
            // "Wrapping a two-day summit, the leaders issued a declaration, saying …"
            let behind_gerund = || {
                let opens = analysis.tags.get(tokens.start) == Some(&Pos::Gerund);
                opens.then(|| self.subject_behind(tokens.start, tokens.start..token)).flatten()
            };
            let voice = behind()
                .or_else(shared)
                .or_else(behind_gerund)
                .or_else(|| self.subject_by_model(token).map(|(voice, _)| voice).filter(can_speak))
                .or_else(|| self.speaker_of_clause(tokens.start..token))
                .or_else(|| self.main_subject(tokens.start..token))
                .or_else(|| self.subject_by_model(token).map(|(voice, _)| voice))?;
            return Some(Event {
                tag: token..cue.end,
                cue,
                class,
                voice,
                participle: true,
                inverted: false,
                rule: SHARED,
            });
        }
        let has_tense = form == Form::Finite
            || analysis.tags[token] == Pos::Present
            || previous == "to" && matches!(self.low(token.saturating_sub(2)), "used" | "on");
        let by_model = || {
            // "…, something Norland denies": what was told is what is denied.
            let (voice, subject) = self
                .subject_by_model(token)
                .filter(|(_, subject)| has_tense && self.low(subject.start) != "something")?;
            let inverted = subject.start > token;
            let shares = !inverted && before.last().is_some_and(|last| subject.start < last.cue.start);
            let start = if shares { self.verb_start(token, tokens.start) } else { subject.start.min(token) };
            let tag = start..if inverted { subject.end } else { cue.end };
            Some(Event {
                tag,
                cue: cue.clone(),
                class,
                voice,
                participle: false,
                inverted,
                rule: "subject of the cue (model)",
            })
        };
        let by_rules = || {
            let (voice, start) = self.subject(token, tokens.clone(), before, form)?;
            Some(Event {
                tag: start..cue.end,
                cue: cue.clone(),
                class,
                voice,
                participle: false,
                inverted: false,
                rule: "nearest mention before the cue",
            })
        };
        if self.is_passive(token, tokens.start) {
            return None;
        }
        by_rules().or_else(by_model)
    }

    /// "…,” said one official on the panel", "Said Lee: “…": the phrase right behind a verb that no subject can precede.
    fn phrase_behind(&self, token: usize, behind: usize, tokens: Range<usize>) -> Option<Voice> {
        let analysis = self.analysis;
        let sentence = analysis.document.sentence_of(token);
        let chunk = analysis.clauses(sentence).chunks.iter().find(|chunk| chunk.tokens.start == behind)?;
        // "said one well-connected fisher": the noun behind the numeral.
        let noun = analysis.clauses(sentence).chunks.iter().find(|next| {
            self.low(chunk.head()) == "one"
                && (chunk.tokens.end..chunk.tokens.end + 2).contains(&next.tokens.start)
        });
        let counted = noun.map(|noun| Chunk { tokens: chunk.tokens.start..noun.tokens.end });
        let chunk = counted.as_ref().unwrap_or(chunk);
        let closes = token >= tokens.start + 2
            && self.is(token - 1, WordClass::ClosingQuote)
            && analysis.quoted[token - 2]
            && analysis.tags[chunk.head()] != Pos::Pronoun;
        // "The sides exchanged views, said a statement of the ministry.": nothing but the tag is left.
        let ends = token > tokens.start + 3
            && self.low(token - 1) == ","
            && analysis.tags[chunk.head()].is_noun()
            && self.low(token) == "said"
            && !analysis.quoted[token]
            && self.is_adverbial_tail(chunk.tokens.end..tokens.end);
        let opens = token == tokens.start
            && analysis.document.tokens[token].is_capitalised()
            && analysis.tags[chunk.head()] == Pos::Name
            && self.low(chunk.tokens.end) == ":";
        (closes || ends || opens).then(|| self.voice_of(chunk)).flatten()
    }

    /// "…, said one official familiar with the plan.": an adjective and what belongs to it, to the end of the sentence.
    fn is_described_to(&self, tail: Range<usize>) -> bool {
        let tags = &self.analysis.tags;
        tail.len() <= MAX_DESCRIBED
            && tail.clone().next().is_some_and(|first| tags[first] == Pos::Adjective)
            && !tail.into_iter().any(|at| tags[at].is_finite() || self.low(at) == ",")
    }

    /// The person or office behind a comma that a verb with tense follows: the subject of the main clause.
    fn subject_behind(&self, token: usize, tokens: Range<usize>) -> Option<Voice> {
        let analysis = self.analysis;
        let found = analysis.mentions_in(token..tokens.end).find(|(_, mention)| {
            let behind = mention.tokens.end..tokens.end.min(mention.tokens.end + 3);
            let before = mention.tokens.start.saturating_sub(1);
            // The comma stands within the marks, or alone.
            let comma =
                if self.is(before, WordClass::ClosingQuote) { before.saturating_sub(1) } else { before };
            self.low(comma) == ","
                && !self.in_speech(mention.tokens.start)
                && matches!(
                    mention.kind,
                    Kind::Person { .. } | Kind::Office | Kind::Pronoun(Pronoun::Singular) | Kind::Body
                )
                && behind.into_iter().any(|at| analysis.tags[at].is_finite())
        });
        let (at, mention) = found?;
        self.voice(at, mention)
    }

    /// The subject of the verb at a token as the linear model tells it, and its words.
    pub(super) fn subject_by_model(&self, verb: usize) -> Option<(Voice, Range<usize>)> {
        let analysis = self.analysis;
        // Outside a speech nobody inside it speaks.
        // "In a message posted on Friday, …": what a preposition governs is the subject of no verb right behind.
        let governed = |chunk: &Chunk| {
            let before = chunk.tokens.start.checked_sub(1);
            // "a statement released after the talks said"
            let of_participle = before.and_then(|at| at.checked_sub(1)).is_some_and(|at| {
                analysis.tags[at] == Pos::PastParticiple || self.is(at, WordClass::Issuing)
            });
            let opens_clause = !of_participle
                && before.is_some_and(|at| self.is(at, WordClass::Subordinator) || self.low(at) == "than");
            analysis.is_governed(chunk.tokens.start)
                && !opens_clause
                && analysis.tags[chunk.tokens.start] != Pos::Number
        };
        let may_be =
            |chunk: &Chunk| !(self.in_speech(chunk.head()) || chunk.tokens.end == verb && governed(chunk));
        // "Fishers told of the plan said": the phrase to which what is governed belongs.
        let head_of_phrase = || {
            let sentence = analysis.document.sentence_of(verb);
            let chunks = analysis.clauses(sentence).chunks;
            let behind = chunks.partition_point(|chunk| chunk.tokens.end <= verb);
            let beside = chunks[..behind].last().filter(|chunk| chunk.tokens.end == verb)?;
            let head = chunks[..behind].iter().rev().take(MAX_GOVERNED).find(|chunk| !governed(chunk))?;
            let gap = head.tokens.end..beside.tokens.start.max(head.tokens.end);
            let clear =
                !gap.clone().any(|at| analysis.tags[at].is_finite() || self.is(at, WordClass::ClauseMark));
            (clear && !self.in_speech(head.head())).then_some(head)
        };
        let chunk = analysis.subject(verb, may_be).or_else(head_of_phrase)?;
        let voice = self.voice_of(chunk)?;
        let tokens = voice.tokens.clone().unwrap_or_else(|| chunk.tokens.clone());
        Some((voice, tokens))
    }

    /// Where a verb's own words begin: over its auxiliaries and adverbs.
    fn verb_start(&self, verb: usize, start: usize) -> usize {
        let mut at = verb;
        while at > start
            && (matches!(self.analysis.tags[at - 1], Pos::Adverb | Pos::Modal)
                || self.is(at - 1, WordClass::Auxiliary))
        {
            at -= 1;
        }
        at
    }

    /// Who speaks among the subjects of the last verbs of a clause: "Lee set out the plan as a way to jobs, noting that …".
    fn speaker_of_clause(&self, tokens: Range<usize>) -> Option<Voice> {
        let analysis = self.analysis;
        tokens
            .rev()
            .take(MAX_CLAUSE)
            .filter(|&at| {
                analysis.tags[at].is_finite() && analysis.tags[at] != Pos::Modal && !analysis.quoted[at]
            })
            .take(MAX_VERBS_BACK)
            .filter_map(|verb| self.subject_by_model(verb))
            .map(|(voice, _)| voice)
            .find(|voice| voice.kind != SpeakerKind::Unknown)
    }

    /// Where the auxiliaries of a progressive form begin: "is calling", "has been saying", "she's now asking".
    fn progressive(&self, verb: usize, start: usize) -> Option<usize> {
        let first = self.verb_start(verb, start);
        let mut last = verb;
        while last > first && self.analysis.tags[last - 1] == Pos::Adverb {
            last -= 1;
        }
        let auxiliary = last.checked_sub(1).filter(|&at| at >= first && at > start)?;
        let contracted = self.analysis.document.tokens[auxiliary].kind == TokenKind::Possessive
            && self.is(auxiliary - 1, WordClass::SubjectPronoun);
        (contracted || self.is(auxiliary, WordClass::ToBe)).then_some(first)
    }

    /// "footage of the minister asking …", "issued a statement saying that …": who speaks by what stands before a participle,
    /// and where the tag begins.
    fn carried_by(&self, token: usize, tokens: Range<usize>) -> Option<(Voice, usize)> {
        let analysis = self.analysis;
        let before = token.checked_sub(1).filter(|&before| before > tokens.start)?;
        // "with Lee reportedly shouting"
        let adverb = analysis.tags[before] == Pos::Adverb && before > tokens.start + 1;
        let beside = if adverb { before - 1 } else { before };
        if let Some((at, mention)) = analysis.mention_at(beside)
            && mention.tokens.end == beside + 1
            && mention.tokens.start > tokens.start
            && matches!(mention.kind, Kind::Person { .. } | Kind::Office | Kind::Group)
        {
            let governed = self.is(mention.tokens.start - 1, WordClass::OfSpeaker);
            return governed.then(|| self.voice(at, mention)).flatten().map(|voice| (voice, token));
        }
        // Over "on Friday", "early today".
        let carrier =
            (tokens.start.max(token.saturating_sub(MAX_BEHIND_CARRIER))..token).rev().find(|&at| {
                !self.is_time(at)
                    && !matches!(analysis.tags[at], Pos::Adverb | Pos::Preposition | Pos::Adjective)
            })?;
        if !self.is(carrier, WordClass::CarryingWords) || analysis.quoted[carrier] {
            return None;
        }
        // "The council issued a statement saying …": whoever issued it, else the statement itself.
        let issuer = (tokens.start.max(carrier.saturating_sub(MAX_BEFORE_CARRIER))..carrier)
            .rev()
            .find(|&at| analysis.tags[at].is_finite() && analysis.tags[at] != Pos::Modal)
            .filter(|&verb| !self.is(verb, WordClass::ToBe))
            .and_then(|verb| self.subject_by_model(verb).filter(|(_, subject)| subject.end <= verb))
            .filter(|(voice, _)| voice.kind != SpeakerKind::Unknown);
        if let Some((voice, _)) = issuer {
            return Some((voice, token));
        }
        let sentence = analysis.document.sentence_of(carrier);
        let chunk = analysis.clauses(sentence).chunks.iter().find(|chunk| chunk.head() == carrier)?;
        Some((self.voice_of(chunk)?, token))
    }

    /// Whether the verb at a token is passive: "was told".
    pub(super) fn is_passive(&self, verb: usize, start: usize) -> bool {
        let mut at = verb;
        while at > start {
            if self.makes_passive(at - 1) {
                return true;
            }
            if self.analysis.tags[at - 1] != Pos::Adverb {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// A verb beside quotation marks that the lexicon does not know as one of saying: "…,” fumed X", "X put it: “…".
    fn verb_beside_marks(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        let analysis = self.analysis;
        let tag = analysis.tags[token];
        let is_verb = (matches!(tag, Pos::Past | Pos::PresentThird | Pos::Present)
            || tag == Pos::PastParticiple && !self.is_passive(token, tokens.start))
            && !self.is(token, WordClass::Auxiliary)
            && analysis.mention_at(token).is_none();
        // "the ministry quoted X as saying": X speaks.
        let passes_on = matches!(self.low(token), "quoted" | "quotes" | "quote" | "cited");
        let names = passes_on || self.is(token, WordClass::Slogan);
        if !is_verb || names || analysis.tagged.is_cue(token) {
            return None;
        }
        let speech_at = |token: usize| {
            analysis
                .stretches_in(token..token + 1)
                .find(|(_, stretch)| stretch.words >= SPEECH_WORDS)
                .map(|(_, stretch)| stretch.tokens.clone())
        };
        let introduces = (token + 1..(token + 4).min(tokens.end))
            .find(|&at| analysis.quoted[at])
            .and_then(speech_at)
            .is_some_and(|speech| {
                (token + 1..speech.start).all(|at| !self.analysis.is_word(at) || self.low(at) == "that")
            });
        let apposed = || {
            let sentence = tokens.start;
            let (voice, start) = self.behind_apposition(self.verb_start(token, sentence), sentence)?;
            Some((voice, start..token))
        };
        let (voice, subject) = apposed().or_else(|| self.subject_by_model(token))?;
        let inverted = subject.start > token;
        let behind = subject.end.max(token + 1);
        let first = subject.start.min(token);
        let ends = behind >= tokens.end
            || self.is(behind, WordClass::ClauseMark)
            || self.is(behind, WordClass::Locative)
            || self.low(behind) == "of";
        let closes = ends
            && first.checked_sub(1).is_some_and(|mark| {
                // "“Why so late?” Lee wondered.": the tag may be a sentence of its own.
                let paragraph =
                    |at: usize| analysis.document.sentences[analysis.document.sentence_of(at)].paragraph;
                let asks = mark + 1 == tokens.start
                    && mark > 0
                    && self.is(mark, WordClass::ClosingQuote)
                    && paragraph(mark) == paragraph(tokens.start);
                (mark > tokens.start || asks)
                    && !analysis.is_word(mark)
                    && (analysis.quoted[mark - 1] || analysis.quoted[mark])
                    && speech_at(mark - 1).is_some()
            });
        (introduces || closes).then(|| Event {
            cue: token..token + 1,
            class: CueClass::Say,
            voice,
            tag: first..behind,
            participle: false,
            inverted,
            rule: "verb beside quotation marks, its subject (model)",
        })
    }

    /// "the minister's claim that …", "his repeated promise that …": a noun of saying with whose words they are.
    fn noun_of_saying(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        let analysis = self.analysis;
        let introduces = self.is(token, WordClass::SayingNoun)
            && self.low(token + 1) == "that"
            && token + 3 < tokens.end
            && !self.is(token + 2, WordClass::Tensed);
        if !introduces {
            return None;
        }
        let adjective = token > tokens.start && analysis.tags[token - 1] == Pos::Adjective;
        let whose = token.checked_sub(1 + usize::from(adjective)).filter(|&at| at >= tokens.start)?;
        let (voice, start) = if self.is(whose, WordClass::PossessivePronoun) {
            (Voice { tokens: Some(whose..whose + 1), ..self.last.clone()? }, whose)
        } else if analysis.document.tokens[whose].kind == TokenKind::Possessive {
            let (index, mention) = analysis.mention_at(whose.checked_sub(1)?)?;
            (self.voice(index, mention)?, mention.tokens.start)
        } else {
            return None;
        };
        Some(Event {
            cue: token..token + 1,
            class: CueClass::Say,
            voice,
            tag: start..token + 1,
            participle: true,
            inverted: false,
            rule: "noun of saying",
        })
    }

    /// "X was quoted as saying".
    pub(super) fn quoted_as_saying(
        &self,
        token: usize,
        tokens: Range<usize>,
        cue: Range<usize>,
        class: CueClass,
    ) -> Option<Event> {
        let (at, mention) =
            self.analysis.mentions_in(tokens.start..token - 1).rev().find(|(_, mention)| {
                !self.analysis.is_governed(mention.tokens.start) && !self.in_speech(mention.tokens.start)
            })?;
        let voice = self.voice(at, mention)?;
        // "“…,” the ministry quoted X as saying": the tag begins with whoever quotes.
        let verb = (tokens.start..mention.tokens.start)
            .rev()
            .take(MAX_QUOTED_BY)
            .find(|&at| matches!(self.low(at), "quoted" | "cited" | "quotes"));
        let begins = |at: &usize| self.is(at - 1, WordClass::ClosingQuote) || self.low(at - 1) == ",";
        let start = verb
            .and_then(|verb| (tokens.start + 1..verb).rev().take(MAX_QUOTED_BY).find(begins))
            .unwrap_or(mention.tokens.start);
        Some(Event {
            tag: start..cue.end,
            cue,
            class,
            voice,
            participle: false,
            inverted: false,
            rule: "quoted as saying",
        })
    }

    /// Whether a speech tag whose subject ends here is a tag: the sentence, or the clause, ends soon.
    pub(super) fn is_tag_behind(&self, token: usize, tokens: Range<usize>) -> bool {
        token >= tokens.end
            || self.is(token, WordClass::ClauseMark)
            || self.is(token, WordClass::OpensAdverbial)
            || self.is(token, WordClass::Relative)
            || self.is(token, WordClass::Conjunction)
            || matches!(self.low(token), "told" | "of")
            || self.low(token) == "("
            || self.is(token, WordClass::OpeningQuote)
            // "said the minister today."
            || self.is_time(token) && self.is_tag_behind(token + 1, tokens)
    }

    /// The subject of the cue at `token`, and where the tag begins.
    pub(super) fn subject(
        &self,
        token: usize,
        tokens: Range<usize>,
        before: &[Event],
        form: Form,
    ) -> Option<(Voice, usize)> {
        let analysis = self.analysis;
        let mut at = token;
        let mut helper = false;
        let mut passive = false;
        while at > tokens.start {
            if self.makes_passive(at - 1) {
                passive = true;
            } else if self.is(at - 1, WordClass::BeforeVerb) || self.is(at - 1, WordClass::Denial) {
                helper = true;
            } else if !self.low(at - 1).ends_with("ly") || analysis.document.tokens[at - 1].is_capitalised() {
                break;
            }
            at -= 1;
        }
        if passive || (form == Form::Base && !helper) {
            return self.base_form_subject(at, tokens, form).filter(|_| !passive);
        }
        if let Some(apposed) = self.behind_apposition(at, tokens.start) {
            return Some(apposed);
        }
        let follows = |class| at > tokens.start && self.is(at - 1, class);
        if follows(WordClass::Conjunction)
            || at > tokens.start && self.low(at - 1) == "," && !before.is_empty()
        {
            // "X met Y and called for …": the subject of the clause before.
            let clause = before.last().map(|event| event.voice.clone());
            return clause.or_else(|| self.main_subject(tokens.start..at)).map(|voice| (voice, at));
        }
        if follows(WordClass::Relative) {
            let (index, mention) = analysis.mentions_in(tokens.start..at).next_back()?;
            return self.voice(index, mention).map(|voice| (voice, mention.tokens.start));
        }
        // The nearest mention that no preposition governs, over adverbials between it and the cue.
        let mut edge = at;
        for (index, mention) in analysis.mentions_in(tokens.start..at).rev().take(8) {
            if analysis.quoted[mention.tokens.start] && self.in_speech(mention.tokens.start) {
                break;
            }
            let gap = mention.tokens.end..edge;
            if !self.is_adverbial_gap(gap) {
                break;
            }
            if analysis.is_governed(mention.tokens.start) && !self.heads_sentence(mention, tokens.start) {
                edge = mention.tokens.start;
                // Over the preposition itself and its determiner.
                while edge > tokens.start
                    && analysis.is_governed(edge)
                    && !matches!(self.low(edge - 1), ",")
                    && edge + 3 > mention.tokens.start
                {
                    edge -= 1;
                    if analysis.mention_at(edge).is_some() {
                        edge += 1;
                        break;
                    }
                }
                continue;
            }
            if matches!(mention.kind, Kind::Country(_))
                && mention.tokens.end < at
                && !self.gap_is_empty(mention.tokens.end..at)
            {
                // "China, Xi said": far from the cue a country is not the speaker.
                break;
            }
            let index = self.apposed_to(index);
            return self.voice(index, &analysis.mentions[index]).map(|voice| (voice, self.extended(index).0));
        }
        None
    }

    /// "Ann Lee (Coast), a lecturer at a college and once an envoy to Velmora, said": the name before the apposition that ends at
    /// a verb, and where it begins.
    fn behind_apposition(&self, verb: usize, start: usize) -> Option<(Voice, usize)> {
        let analysis = self.analysis;
        let last = verb.checked_sub(1).filter(|&at| at > start && self.low(at) == ",")?;
        let mut tells_more = false;
        for comma in (start + 1..last).rev().take(MAX_APPOSITION) {
            if analysis.quoted[comma] {
                return None;
            }
            if self.low(comma) != "," {
                tells_more |= analysis.tags[comma].is_finite();
                continue;
            }
            // A clause is part of an apposition behind "who" only.
            if tells_more && !self.is(comma + 1, WordClass::Relative) {
                return None;
            }
            let mut end = comma;
            if self.low(end - 1) == ")" {
                end = (start + 1..end).rev().take(MAX_IN_BRACKETS).find(|&at| self.low(at) == "(")?;
            }
            // "the official, briefing reporters on the plan, said"
            let acts = self.is(comma + 1, WordClass::Relative)
                // Tagged a noun at times.
                || self.low(comma + 1).ends_with("ing")
                    && matches!(analysis.tags.get(comma + 1), Some(Pos::Gerund | Pos::Noun));
            let office = analysis.mention_at(end - 1).filter(|(_, mention)| {
                acts && mention.kind == Kind::Office
                    && mention.tokens.end == end
                    && (mention.tokens.start == start || !analysis.is_governed(mention.tokens.start))
            });
            if let Some((index, mention)) = office {
                return self.voice(index, mention).map(|voice| (voice, mention.tokens.start));
            }
            let sentence = analysis.document.sentence_of(comma);
            let chunks = analysis.clauses(sentence).chunks;
            let at = chunks.partition_point(|chunk| chunk.tokens.end < end);
            let Some(chunk) = chunks.get(at).filter(|chunk| chunk.tokens.end == end) else { continue };
            let is_name = analysis.tags[chunk.head()] == Pos::Name
                && (chunk.tokens.start == start || !analysis.is_governed(chunk.tokens.start));
            let tells = self.is(comma + 1, WordClass::Article)
                || matches!(self.low(comma + 1), "also" | "himself" | "herself" | "currently" | "then")
                || self.is(comma + 1, WordClass::Relative)
                || self.is(comma + 1, WordClass::PossessivePronoun)
                || matches!(analysis.tags[comma + 1], Pos::Noun | Pos::Nouns | Pos::Adjective | Pos::Number);
            if !is_name || !tells {
                continue;
            }
            let voice = self.voice_of(chunk)?;
            // "Ann Lee, of Lakeside, Coast, who voted, said": places between commas.
            if voice.kind != SpeakerKind::Person
                && chunk.tokens.start > start
                && self.low(chunk.tokens.start - 1) == ","
            {
                continue;
            }
            return Some((voice, chunk.tokens.start));
        }
        None
    }

    /// "Ann Lee, the minister of X, a member of its council, said": the person whom an office between commas tells more of.
    fn apposed_to(&self, index: usize) -> usize {
        let mentions = &self.analysis.mentions;
        let is_office = mentions[index].kind == Kind::Office
            && mentions[index].person.is_none()
            && self.low(mentions[index].tokens.end) == ","
            && self.is(mentions[index].tokens.start, WordClass::Article);
        let before = index.checked_sub(1).filter(|&before| {
            is_office
                && matches!(mentions[before].kind, Kind::Person { .. })
                && mentions[before].tokens.end + 1 == mentions[index].tokens.start
                && self.low(mentions[before].tokens.end) == ","
        });
        before.unwrap_or(index)
    }

    /// Whether a word makes the verb behind it passive: "was told", "got told".
    fn makes_passive(&self, token: usize) -> bool {
        self.is(token, WordClass::ToBe) || matches!(self.low(token), "get" | "got")
    }

    pub(super) fn heads_sentence(&self, mention: &Mention, start: usize) -> bool {
        mention.tokens.start == start
    }

    /// "They say", "leaders call on": a base form directly behind a plural.
    pub(super) fn base_form_subject(
        &self,
        at: usize,
        tokens: Range<usize>,
        form: Form,
    ) -> Option<(Voice, usize)> {
        if form != Form::Base {
            return None;
        }
        let (index, mention) = self.analysis.mentions_in(tokens.start..at).next_back()?;
        let plural = matches!(mention.kind, Kind::Group | Kind::Pronoun(Pronoun::Plural))
            || mention.office.as_ref().is_some_and(|office| office.plural && mention.person.is_none());
        if !plural || mention.tokens.end != at || self.analysis.is_governed(mention.tokens.start) {
            return None;
        }
        self.voice(index, mention).map(|voice| (voice, mention.tokens.start))
    }

    pub(super) fn gap_is_empty(&self, gap: Range<usize>) -> bool {
        gap.into_iter().all(|token| matches!(self.low(token), "," | "'s" | "’s"))
    }

    /// Whether what stands between a subject and its cue may stand there: adverbials, appositions between commas, dates.
    pub(super) fn is_adverbial_gap(&self, gap: Range<usize>) -> bool {
        if gap.is_empty() {
            return true;
        }
        if gap.start > gap.end || gap.len() > 30 {
            return false;
        }
        let analysis = self.analysis;
        let opens = self.low(gap.start);
        let last = self.low(gap.end - 1);
        let is_parenthesis =
            (opens == "," && (last == "," || gap.len() == 1)) || (opens == "(" && last == ")");
        if is_parenthesis || opens == "(" {
            return true;
        }
        if self.is(gap.start, WordClass::Relative) {
            return true;
        }
        let starts_adverbial = self.is(gap.start, WordClass::OpensAdverbial)
            || self.is(gap.start, WordClass::Day)
            || matches!(opens, "here" | "of")
            // "the minister last week told"
            || matches!(opens, "last" | "this" | "earlier") && self.is_time(gap.end - 1)
            || analysis
                .tagged
                .entity_at(gap.start)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)));
        // No further verb of the clause may stand between.
        starts_adverbial
            && !gap.into_iter().any(|token| {
                self.is(token, WordClass::Tensed)
                    || self.is(token, WordClass::EndsClause)
                    || (analysis.tagged.is_cue(token) && Form::of(self.low(token)) == Form::Finite)
            })
    }

    /// The first mention of a stretch of a sentence that no preposition governs.
    pub(super) fn main_subject(&self, tokens: Range<usize>) -> Option<Voice> {
        let analysis = self.analysis;
        analysis
            .mentions_in(tokens)
            .filter(|(_, mention)| !analysis.quoted[mention.tokens.start] && mention.can_speak())
            .find(|(_, mention)| {
                !analysis.is_governed(mention.tokens.start) && !matches!(mention.kind, Kind::Country(_))
            })
            .and_then(|(at, mention)| self.voice(at, mention))
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
}
