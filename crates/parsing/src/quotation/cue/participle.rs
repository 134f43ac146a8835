//! Participles of saying, and whose words they tell: "…, saying that …".

use std::ops::Range;

use rapporteur_model::vocabulary::SpeakerKind;

use super::{
    super::{Event, Finder, SHARED, Voice, form::Form},
    saying::Saying,
};
use crate::{
    mention::{Kind, Pronoun},
    pos::Pos,
    text::TokenKind,
    word_class::WordClass,
};

/// How far before "as saying" the word "quoted" may stand: "was quoted by the agency as saying", in tokens.
const MAX_QUOTED_BY: usize = 9;

/// How far before a participle stands what carries the words, over adverbials of time, in tokens: "a letter on Friday saying".
const MAX_BEHIND_CARRIER: usize = 5;

/// How far before what carries the words the verb stands that tells who issued it, in tokens.
const MAX_BEFORE_CARRIER: usize = 12;

/// How far before a participle the verbs of its clause are looked for, in tokens.
const MAX_CLAUSE: usize = 60;

/// How many verbs before a participle are asked for a subject that can speak.
const MAX_VERBS_BACK: usize = 3;

impl Finder<'_> {
    /// The subject of a progressive form, which begins at its auxiliary: "X has been saying".
    pub(super) fn of_progressive(&self, saying: &Saying<'_>, auxiliary: usize) -> Option<Event> {
        let by_rules = self.subject(auxiliary, saying.tokens.clone(), saying.before, Form::Finite);
        let (voice, start) = by_rules.or_else(|| {
            let (voice, subject) = self.subject_by_model(saying.token)?;
            (subject.end <= auxiliary).then_some((voice, subject.start))
        })?;
        Some(saying.event(voice, start..saying.cue.end, "subject of a progressive form"))
    }

    /// Whose words a participle tells: of the one quoted "as saying", of the main clause behind, of what carries them, or of the
    /// clause before.
    pub(super) fn of_participle(&self, saying: &Saying<'_>) -> Option<Event> {
        let (token, tokens) = (saying.token, &saying.tokens);
        let quoted = || {
            (token.saturating_sub(MAX_QUOTED_BY)..token.saturating_sub(1))
                .any(|at| at >= tokens.start && matches!(self.low(at), "quoted" | "cited"))
        };
        if saying.is_inside() && self.low(token - 1) == "as" && quoted() {
            return self.quoted_as_saying(saying);
        }
        // "Pointing out that …, X urged …": the subject of the main clause behind.
        if !saying.is_inside()
            && self.low(saying.cue.end) == "that"
            && let Some(voice) = self.subject_behind(saying.cue.end, tokens.clone())
        {
            return Some(saying.participle(voice, token, "participle before its subject"));
        }
        let joined = saying.is_inside()
            && [WordClass::Joining, WordClass::ClosingQuote, WordClass::BeforeSaying]
                .into_iter()
                .any(|class| self.is(token - 1, class));
        if !joined {
            let (voice, start) = self.carried_by(token, tokens.clone())?;
            return Some(saying.participle(voice, start, "participle behind what carries the words"));
        }
        self.sharing(saying).map(|voice| saying.participle(voice, token, SHARED))
    }

    /// Whose subject a participle shares that is joined to its sentence: "…, saying that …".
    fn sharing(&self, saying: &Saying<'_>) -> Option<Voice> {
        let (token, tokens) = (saying.token, &saying.tokens);
        // "After saying that …, X left": the subject of the main clause behind.
        let behind = || {
            (token == tokens.start + 1 && self.is(token - 1, WordClass::BeforeSaying))
                .then(|| self.subject_behind(saying.cue.end, tokens.clone()))
                .flatten()
        };
        let can_speak = |voice: &Voice| voice.kind != SpeakerKind::Unknown;
        let shared = || saying.before.last().map(|event| event.voice.clone());
        // "Wrapping a two-day summit, the leaders issued a declaration, saying …"
        let behind_gerund = || {
            let opens = self.analysis.tags.get(tokens.start) == Some(&Pos::Gerund);
            opens.then(|| self.subject_behind(tokens.start, tokens.start..token)).flatten()
        };
        behind()
            .or_else(shared)
            .or_else(behind_gerund)
            .or_else(|| self.subject_by_model(token).map(|(voice, _)| voice).filter(can_speak))
            .or_else(|| self.speaker_of_clause(tokens.start..token))
            .or_else(|| self.main_subject(tokens.start..token))
            .or_else(|| self.subject_by_model(token).map(|(voice, _)| voice))
    }

    /// Where the auxiliaries of a progressive form begin: "is calling", "has been saying", "she's now asking".
    pub(super) fn progressive(&self, verb: usize, start: usize) -> Option<usize> {
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

    /// "X was quoted as saying".
    fn quoted_as_saying(&self, saying: &Saying<'_>) -> Option<Event> {
        let (token, tokens) = (saying.token, &saying.tokens);
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
        Some(saying.event(voice, start..saying.cue.end, "quoted as saying"))
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
}
