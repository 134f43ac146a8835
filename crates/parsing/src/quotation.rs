//! Quotations: who said what. A verb of saying (the cue) is found with its subject; what it introduces, closes or
//! interrupts is the content. Stretches between quotation marks that no cue claims belong to whoever spoke last.

use std::ops::Range;

use rapporteur_model::{
    Span,
    extraction::{Quote, Speaker},
    vocabulary::{Medium, QuoteKind, SpeakerKind},
};

use crate::{
    analysis::Analysis,
    date,
    lexicon::{CueClass, Tag},
    meeting::Meetings,
    mention::{Kind, Mention, Pronoun},
    text::TokenKind,
};

/// A quotation between quotation marks of fewer words is a title or a scare quote unless a cue claims it.
const SPEECH_WORDS: usize = 4;

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
}

/// Finds the quotations of a report, in order.
#[must_use]
pub fn find(analysis: &Analysis) -> Vec<Draft> {
    let mut finder = Finder {
        analysis,
        drafts: Vec::new(),
        last: None,
        last_plural: None,
        claimed: vec![false; analysis.stretches.len()],
    };
    let sentences: Vec<usize> = analysis.body_sentences().collect();
    for &sentence in &sentences {
        finder.sentence(sentence);
    }
    let mut drafts = finder.drafts;
    drafts.retain(|draft| !draft.segments.is_empty());
    drafts.sort_by_key(|draft| draft.segments[0].start);
    drafts
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
    let kind = if quoted * 10 >= words.len() * 9 {
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
            display_name: draft.voice.name.clone(),
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
    sentence.filter(|&token| !inside(token)).find_map(|token| match document.low(token) {
        "press" | "news" | "media"
            if matches!(document.low(token + 1), "conference" | "briefing" | "conferences" | "stakeout") =>
        {
            Some(Medium::PressConference)
        }
        "briefing" | "reporters" | "journalists" => Some(Medium::PressConference),
        "article" | "op-ed" => Some(Medium::Article),
        "interview" => Some(Medium::Interview),
        "tweet" | "tweeted" | "twitter" | "facebook" | "telegram" => Some(Medium::Social),
        "statement" | "communique" | "communiqué" | "letter" | "message"
            if matches!(document.low(token - token.min(1)), "a" | "the" | "joint" | "written" | "press") =>
        {
            Some(Medium::Statement)
        }
        "speech" | "address" | "remarks" | "addressing" => Some(Medium::Speech),
        _ => None,
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
    /// Which stretches are part of a draft.
    claimed: Vec<bool>,
}

impl Finder<'_> {
    fn low(&self, token: usize) -> &str {
        self.analysis.document.low(token)
    }

    fn sentence(&mut self, sentence: usize) {
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let events = self.events(tokens.clone());
        let mut covered: Vec<Range<usize>> = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let next = events.get(at + 1);
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
            self.last = Some(event.voice.clone());
            if event.voice.kind == SpeakerKind::Collective {
                self.last_plural = Some(event.voice.clone());
            }
            if let Some(draft) = self.draft(event, next, tokens.clone()) {
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
        }
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
        let Some((first, _)) = subject else { return };
        // The last of those that are coordinated with it.
        let at = (first..analysis.mentions.len())
            .take_while(|&at| self.extended(at).0 == analysis.mentions[first].tokens.start)
            .last();
        let at = at.unwrap_or(first);
        if let Some(voice) = self.voice(at, &analysis.mentions[at]) {
            let mention = &analysis.mentions[at];
            match voice.kind {
                SpeakerKind::Collective => self.last_plural = Some(voice),
                SpeakerKind::Person if !matches!(mention.kind, Kind::Pronoun(_)) => self.last = Some(voice),
                _ => {}
            }
        }
    }

    /// The cues of a sentence that have a speaker, in order.
    fn events(&self, tokens: Range<usize>) -> Vec<Event> {
        let analysis = self.analysis;
        let mut events: Vec<Event> = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            let event = if analysis.quoted[token] && self.in_speech(token) {
                None
            } else if self.low(token) == "according" && self.low(token + 1) == "to" {
                self.according_to(token, tokens.clone())
            } else {
                self.cue_at(token, tokens.clone(), &events)
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
    fn keep_final_tag(&self, events: &mut Vec<Event>, tokens: Range<usize>) {
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

    fn in_speech(&self, token: usize) -> bool {
        let stretches = &self.analysis.stretches;
        let after = stretches.partition_point(|stretch| stretch.tokens.start <= token);
        after
            .checked_sub(1)
            .is_some_and(|at| stretches[at].tokens.contains(&token) && stretches[at].words >= SPEECH_WORDS)
    }

    fn according_to(&self, token: usize, tokens: Range<usize>) -> Option<Event> {
        let (at, mention) = self.analysis.mentions_in(token + 2..(token + 6).min(tokens.end)).next()?;
        let voice = self.voice(at, mention)?;
        let tag = token..mention.tokens.end;
        Some(Event {
            cue: token..token + 2,
            class: CueClass::Say,
            voice,
            tag,
            participle: false,
            inverted: true,
        })
    }

    fn cue_at(&self, token: usize, tokens: Range<usize>, before: &[Event]) -> Option<Event> {
        let analysis = self.analysis;
        let found = analysis.tagged.find(token, |tag| matches!(tag, Tag::Cue(_)))?;
        let Tag::Cue(class) = found.tag else { return None };
        let cue = found.tokens.clone();
        if cue.end > tokens.end
            || analysis.mention_at(token).is_some()
            || analysis.document.tokens[token].is_capitalised() && token != tokens.start
        {
            return None;
        }
        let low = self.low(token).to_owned();
        let verb_end = low.as_str();
        let form = Form::of(verb_end);
        let previous = if token == tokens.start { "" } else { self.low(token - 1) };
        if matches!(
            previous,
            "the" | "a" | "an" | "this" | "its" | "his" | "her" | "their" | "of" | "joint" | "no" | "any"
        ) {
            return None;
        }
        // "…," said Name: the subject stands behind.
        if token > tokens.start
            && form == Form::Finite
            && (matches!(previous, "," | "”" | "\"" | "''" | "’" | "'"))
            && class == CueClass::Say
            && let Some((at, mention)) = analysis.mentions_in(cue.end..(cue.end + 2).min(tokens.end)).next()
            && (mention.tokens.start == cue.end || self.low(cue.end) == "the")
            && mention.can_speak()
            && let Some(voice) = self.voice(at, mention)
            && self.is_tag_behind(mention.tokens.end, tokens.clone())
        {
            let end = self.extended(at).1;
            return Some(Event { tag: token..end, cue, class, voice, participle: false, inverted: true });
        }
        if form == Form::Participle {
            if previous == "as" && self.low(token.saturating_sub(2)) == "quoted" {
                return self.quoted_as_saying(token, tokens, cue, class);
            }
            let joined = matches!(previous, "," | "and" | "while" | "”" | "\"") || token == tokens.start;
            if !joined || token == tokens.start {
                return None;
            }
            let voice = before
                .last()
                .map(|event| event.voice.clone())
                .or_else(|| self.main_subject(tokens.start..token))?;
            return Some(Event { tag: token..cue.end, cue, class, voice, participle: true, inverted: false });
        }
        let (subject, start) = self.subject(token, tokens.clone(), before, form)?;
        Some(Event { tag: start..cue.end, cue, class, voice: subject, participle: false, inverted: false })
    }

    /// "X was quoted as saying".
    fn quoted_as_saying(
        &self,
        token: usize,
        tokens: Range<usize>,
        cue: Range<usize>,
        class: CueClass,
    ) -> Option<Event> {
        let (at, mention) =
            self.analysis.mentions_in(tokens.start..token - 2).rev().find(|(_, mention)| {
                !self.analysis.is_governed(mention.tokens.start) && !self.in_speech(mention.tokens.start)
            })?;
        let voice = self.voice(at, mention)?;
        Some(Event {
            tag: mention.tokens.start..cue.end,
            cue,
            class,
            voice,
            participle: false,
            inverted: false,
        })
    }

    /// Whether a speech tag whose subject ends here is a tag: the sentence, or the clause, ends soon.
    fn is_tag_behind(&self, token: usize, tokens: Range<usize>) -> bool {
        token >= tokens.end
            || matches!(
                self.low(token),
                "," | "."
                    | ";"
                    | ":"
                    | "in"
                    | "on"
                    | "at"
                    | "during"
                    | "after"
                    | "following"
                    | "while"
                    | "who"
                    | "("
                    | "as"
                    | "when"
                    | "and"
                    | "to"
                    | "told"
                    | "of"
                    | "from"
                    | "with"
                    | "“"
                    | "\""
            )
    }

    /// The subject of the cue at `token`, and where the tag begins.
    fn subject(
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
            let low = self.low(at - 1);
            match low {
                "is" | "are" | "was" | "were" | "be" | "been" | "being" | "get" | "got" => passive = true,
                "has" | "have" | "had" | "will" | "would" | "also" | "then" | "further" | "again"
                | "once" | "did" | "not" | "could" | "may" | "might" | "should" | "later" | "earlier"
                | "however" | "therefore" | "thus" | "both" | "jointly" | "too" | "reportedly" | "n't" => {
                    helper = true
                }
                _ if low.ends_with("ly") && !analysis.document.tokens[at - 1].is_capitalised() => {}
                _ => break,
            }
            at -= 1;
        }
        if passive || (form == Form::Base && !helper) {
            return self.base_form_subject(at, tokens, form).filter(|_| !passive);
        }
        let previous = if at == tokens.start { "" } else { self.low(at - 1) };
        if matches!(previous, "and" | "but" | "or") || (previous == "," && !before.is_empty()) {
            // "X met Y and called for …": the subject of the clause before.
            let clause = before.last().map(|event| event.voice.clone());
            return clause.or_else(|| self.main_subject(tokens.start..at)).map(|voice| (voice, at));
        }
        if matches!(previous, "who" | "which") {
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
            return self.voice(index, mention).map(|voice| (voice, self.extended(index).0));
        }
        None
    }

    fn heads_sentence(&self, mention: &Mention, start: usize) -> bool {
        mention.tokens.start == start
    }

    /// "They say", "leaders call on": a base form directly behind a plural.
    fn base_form_subject(&self, at: usize, tokens: Range<usize>, form: Form) -> Option<(Voice, usize)> {
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

    fn gap_is_empty(&self, gap: Range<usize>) -> bool {
        gap.into_iter().all(|token| matches!(self.low(token), "," | "'s" | "’s"))
    }

    /// Whether what stands between a subject and its cue may stand there: adverbials, appositions between commas, dates.
    fn is_adverbial_gap(&self, gap: Range<usize>) -> bool {
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
        if matches!(opens, "who" | "which") {
            return true;
        }
        let starts_adverbial = matches!(
            opens,
            "on" | "in"
                | "at"
                | "during"
                | "after"
                | "before"
                | "for"
                | "from"
                | "while"
                | "later"
                | "earlier"
                | "yesterday"
                | "today"
                | "speaking"
                | "addressing"
                | "here"
                | "who"
                | "of"
                | "to"
                | "with"
                | "through"
                | "via"
                | "by"
                | "following"
                | "as"
        ) || analysis
            .tagged
            .entity_at(gap.start)
            .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)));
        // No further verb of the clause may stand between.
        starts_adverbial
            && !gap.into_iter().any(|token| {
                matches!(
                    self.low(token),
                    "is" | "are"
                        | "was"
                        | "were"
                        | "has"
                        | "have"
                        | "had"
                        | "will"
                        | "would"
                        | "that"
                        | "met"
                        | ";"
                ) || (analysis.tagged.find(token, |tag| matches!(tag, Tag::Cue(_))).is_some()
                    && Form::of(self.low(token)) == Form::Finite)
            })
    }

    /// The first mention of a stretch of a sentence that no preposition governs.
    fn main_subject(&self, tokens: Range<usize>) -> Option<Voice> {
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
    fn extended(&self, at: usize) -> (usize, usize) {
        let mentions = &self.analysis.mentions;
        let joins = |left: &Mention, right: &Mention| {
            let gap = left.tokens.end..right.tokens.start;
            gap.len() <= 2
                && !gap.is_empty()
                && gap.clone().all(|token| matches!(self.low(token), "and" | "," | "the" | "&"))
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

    /// A mention as a speaker.
    fn voice(&self, at: usize, mention: &Mention) -> Option<Voice> {
        let analysis = self.analysis;
        let (start, end) = self.extended(at);
        let tokens = start..end;
        let on_behalf_of = self.on_behalf_of(at);
        if start < mention.tokens.start {
            let name = analysis.document.clean(tokens.clone());
            return Some(Voice {
                name: Some(name),
                person: None,
                kind: SpeakerKind::Collective,
                tokens: Some(tokens),
                on_behalf_of,
            });
        }
        let voice = |name: Option<String>, person: Option<usize>, kind: SpeakerKind| {
            Some(Voice {
                name,
                person,
                kind,
                tokens: Some(mention.tokens.clone()),
                on_behalf_of: on_behalf_of.clone(),
            })
        };
        let shown = || Some(analysis.display_name(mention));
        match &mention.kind {
            Kind::Person { .. } => {
                let person = mention.person?;
                voice(Some(analysis.registry.persons[person].name.clone()), Some(person), SpeakerKind::Person)
            }
            Kind::Office => {
                let office = mention.office.as_ref()?;
                if let Some(person) =
                    analysis.registry.holder(office, &analysis.mentions, mention.tokens.start)
                {
                    return voice(
                        Some(analysis.registry.persons[person].name.clone()),
                        Some(person),
                        SpeakerKind::Person,
                    );
                }
                if office.plural {
                    return voice(shown(), None, SpeakerKind::Collective);
                }
                // "the official", "the leader": whoever spoke last, where nobody is known to hold such an office.
                if is_vague_head(&office.head)
                    && (office.bare || office.text.eq_ignore_ascii_case(&office.head))
                    && let Some(last) = self.last.as_ref().filter(|last| {
                        let country =
                            last.person.and_then(|person| analysis.registry.persons[person].country());
                        last.person.is_some()
                            && (office.countries.is_empty()
                                || country.is_none_or(|code| office.countries.contains(&code)))
                    })
                {
                    return voice(last.name.clone(), last.person, SpeakerKind::Person);
                }
                voice(shown(), None, SpeakerKind::Office)
            }
            Kind::Organization(_) | Kind::Country(_) | Kind::Body => {
                voice(shown(), None, SpeakerKind::Organization)
            }
            Kind::Group => {
                // "banking sources", "diplomatic observers"
                let before = mention.tokens.start.checked_sub(1).filter(|&before| {
                    let low = self.low(before);
                    analysis.document.sentence_of(before)
                        == analysis.document.sentence_of(mention.tokens.start)
                        && ["ing", "ic", "al", "ish", "an"]
                            .iter()
                            .any(|ending| low.len() > 5 && low.ends_with(ending))
                        && analysis.tagged.find(before, |_| true).is_none()
                });
                let name = before
                    .map_or_else(shown, |before| Some(analysis.document.clean(before..mention.tokens.end)));
                voice(name, None, SpeakerKind::Collective)
            }
            Kind::Document => voice(shown(), None, SpeakerKind::Document),
            Kind::Pronoun(pronoun) => {
                let meant = match pronoun {
                    Pronoun::Singular => {
                        self.person_before(mention.tokens.start).or_else(|| self.last.clone())
                    }
                    Pronoun::Plural => self.last_plural.clone().or_else(|| self.last.clone()),
                    Pronoun::Neuter => self.last.clone().filter(|last| last.person.is_none()),
                };
                let meant = meant?;
                let on_behalf_of = on_behalf_of.clone().or(meant.on_behalf_of);
                Some(Voice { tokens: Some(mention.tokens.clone()), on_behalf_of, ..meant })
            }
        }
    }

    /// Whom "he" or "she" means: the subject of the sentence before, else the one who spoke last.
    fn person_before(&self, token: usize) -> Option<Voice> {
        let analysis = self.analysis;
        let sentence = analysis.document.sentence_of(token);
        let own = analysis.document.sentences[sentence].tokens.start..token;
        // Within the sentence: "Xi, before he …": the first person that is no object.
        let subject = |tokens: Range<usize>| {
            analysis
                .mentions_in(tokens)
                .find(|(_, mention)| {
                    mention.person.is_some_and(|person| analysis.registry.persons[person].sure)
                        && !analysis.quoted[mention.tokens.start]
                        && !analysis.is_governed(mention.tokens.start)
                })
                .and_then(|(_, mention)| mention.person)
        };
        let person = subject(own);
        let person = person.or_else(|| {
            if self.last.as_ref().is_some_and(|last| last.person.is_some()) {
                return None;
            }
            (sentence.saturating_sub(3)..sentence)
                .rev()
                .find_map(|before| subject(analysis.document.sentences[before].tokens.clone()))
        });
        let person = person?;
        Some(Voice {
            name: Some(analysis.registry.persons[person].name.clone()),
            person: Some(person),
            kind: SpeakerKind::Person,
            tokens: None,
            on_behalf_of: None,
        })
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
            .find(|&token| matches!(self.low(token), "," | "." | ";" | "and" | "said"))
            .unwrap_or(sentence.tokens.end);
        let start = if self.low(start) == "the" { start + 1 } else { start };
        (start < end).then(|| analysis.document.clean(start..end))
    }

    /// The quotation that an event introduces or closes.
    fn draft(&self, event: &Event, next: Option<&Event>, tokens: Range<usize>) -> Option<Draft> {
        let analysis = self.analysis;
        let before = self.trim(tokens.start..event.tag.start);
        let after_start = event.tag.end.max(event.cue.end);
        let closes = self.closes(event, tokens.start);
        let told = event.class == CueClass::Tell
            && tokens.end - after_start <= 20
            && !(after_start..tokens.end).any(|token| self.low(token) == "that" || analysis.quoted[token]);
        // "…," said X, a lawyer who …: the rest tells of X.
        let tail_is_empty =
            told || event.inverted && closes || self.is_adverbial_tail(after_start..tokens.end);
        let before_words = before.clone().filter(|&token| analysis.is_word(token)).count();
        let behind_adverbial = self.begins_adverbial(before.start)
            && !analysis.quoted.get(before.start).copied().unwrap_or_default();
        let mid = matches!(self.low(after_start), "," | "“" | "\"")
            && closes
            && !behind_adverbial
            && !event.participle
            && before_words >= 3
            && matches!(event.class, CueClass::Say)
            && !(self.low(after_start) == "," && self.follows_participle(after_start + 1, tokens.end));
        let mut segments = Vec::new();
        let mut audience = None;
        if closes
            && !event.participle
            && (tail_is_empty || mid || self.trails(after_start, tokens.end))
            && before_words >= 2
            && matches!(event.class, CueClass::Say | CueClass::Tell | CueClass::Agree)
        {
            segments.push(self.without_conjunctions(before));
            if mid && !tail_is_empty {
                let rest = self.trim(after_start..self.content_end(after_start, next, tokens.end));
                if rest.clone().filter(|&token| analysis.is_word(token)).count() >= 2 {
                    segments.push(rest);
                }
            }
        } else {
            let (start, heard) = self.content_start(event, after_start, tokens.end)?;
            audience = heard;
            let end = self.content_end(start, next, tokens.end);
            let content = self.trim(start..end);
            let words = content.clone().filter(|&token| analysis.is_word(token)).count();
            if words < 3 || !self.is_reported(event, &content) {
                return None;
            }
            segments.push(content);
        }
        // A stretch that begins in the content belongs to it wholly, within its paragraph.
        for segment in &mut segments {
            for (_, stretch) in analysis.stretches_in(segment.clone()) {
                if stretch.words >= SPEECH_WORDS
                    && segment.contains(&stretch.tokens.start)
                    && stretch.tokens.end > segment.end
                {
                    segment.end = stretch.tokens.end;
                }
                if stretch.tokens.contains(&segment.start)
                    && stretch.words >= SPEECH_WORDS
                    && stretch.tokens.start < segment.start
                {
                    segment.start = stretch.tokens.start;
                }
            }
            *segment = self.trim(segment.clone());
        }
        segments.retain(|segment| !segment.is_empty());
        if segments.is_empty() {
            return None;
        }
        Some(Draft { voice: event.voice.clone(), segments, cue: Some(event.cue.clone()), audience })
    }

    /// Whether a mark that ends a content stands before a tag: "…, he said".
    fn closes(&self, event: &Event, start: usize) -> bool {
        event.tag.start > start
            && matches!(
                self.low(event.tag.start - 1),
                "," | "”" | "\"" | "''" | "’" | "'" | "?" | "!" | "–" | "—" | "-"
            )
    }

    /// Takes away what joins a content to the sentence before: "But", "And that".
    fn without_conjunctions(&self, content: Range<usize>) -> Range<usize> {
        let mut content = content;
        while matches!(self.low(content.start), "but" | "and" | "that" | "also" | ",") && content.len() > 1 {
            content.start += 1;
        }
        content
    }

    /// Whether the rest of a sentence behind a tag is adverbial only: "on Tuesday.", "in a statement.", "after the meeting."
    fn is_adverbial_tail(&self, tail: Range<usize>) -> bool {
        let tail = self.trim(tail);
        if tail.is_empty() {
            return true;
        }
        let analysis = self.analysis;
        if analysis.quoted[tail.start] {
            return false;
        }
        let begins = self.begins_adverbial(tail.start)
            || analysis
                .tagged
                .entity_at(tail.start)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)))
            || matches!(
                self.low(tail.start),
                "reporters"
                    | "journalists"
                    | "here"
                    | "today"
                    | "yesterday"
                    | "of"
                    | "earlier"
                    | "later"
                    | "who"
                    | "as"
                    | "when"
                    | "("
            );
        let short = tail.len() <= 30;
        let clause = tail.clone().any(|token| self.low(token) == "that" || analysis.quoted[token]);
        begins && short && !clause
    }

    /// ", adding that …", ", according to …", ", who …" behind a tag: the content stands before it all the same.
    fn trails(&self, token: usize, end: usize) -> bool {
        self.low(token) == ","
            && (self.follows_participle(token + 1, end)
                || matches!(self.low(token + 1), "who" | "according" | "which"))
    }

    fn follows_participle(&self, token: usize, end: usize) -> bool {
        token < end
            && (self.low(token).ends_with("ing")
                || (matches!(self.low(token), "while" | "and") && self.low(token + 1).ends_with("ing")))
    }

    fn begins_adverbial(&self, token: usize) -> bool {
        matches!(
            self.low(token),
            "in" | "on"
                | "at"
                | "during"
                | "after"
                | "before"
                | "while"
                | "following"
                | "speaking"
                | "addressing"
                | "according"
                | "meanwhile"
                | "however"
                | "earlier"
                | "later"
                | "for"
                | "as"
                | "from"
                | "under"
                | "amid"
                | "with"
                | "when"
                | "also"
                | "moreover"
                | "furthermore"
                | "besides"
                | "despite"
                | "through"
                | "via"
                | "to"
                | "by"
                | "responding"
                | "asked"
                | "commenting"
                | "referring"
                | "turning"
                | "touching"
        )
    }

    /// Where the content behind a cue begins, and whom the cue addresses.
    fn content_start(
        &self,
        event: &Event,
        token: usize,
        end: usize,
    ) -> Option<(usize, Option<Range<usize>>)> {
        let analysis = self.analysis;
        let limit = end.min(token + 40);
        // A "that" or a colon that only an adverbial or an audience separates from the cue.
        let mut at = token;
        if self.low(at) == "that" || self.low(at) == "whether" || self.low(at) == "how" {
            return Some((if self.low(at) == "that" { at + 1 } else { at }, None));
        }
        match event.class {
            CueClass::Urge => {
                if self.low(at) == "not" || self.low(at) == "to" {
                    return None;
                }
                let to = (at..limit)
                    .find(|&token| self.low(token) == "to" && !analysis.quoted[token] && token > at)?;
                return Some((to, Some(at..to)));
            }
            CueClass::Call | CueClass::Voice => return Some((at, None)),
            CueClass::Brief => return None,
            CueClass::Tell => {
                let Some(heard_end) = self.audience_end(at, limit) else {
                    return Some((self.after_adverbial(at, limit).unwrap_or(at), None));
                };
                let heard = Some(at..heard_end);
                at = heard_end;
                if self.low(at) == "that" {
                    return Some((at + 1, heard));
                }
                let colon = self.after_adverbial(at, limit);
                return Some((colon.unwrap_or(at), heard));
            }
            CueClass::Agree => return None,
            CueClass::Say => {}
        }
        if let Some(start) = self.after_adverbial(at, limit) {
            let heard = (self.low(at) == "to").then(|| at + 1..start.saturating_sub(1));
            return Some((start, heard));
        }
        Some((at, None))
    }

    /// Behind an adverbial: "in a statement that …", "on Tuesday: …", ", “…", "in the article that …".
    fn after_adverbial(&self, token: usize, limit: usize) -> Option<usize> {
        let analysis = self.analysis;
        let adverbial = self.begins_adverbial(token)
            || matches!(self.low(token), "," | ":" | "(" | "here" | "today" | "yesterday" | "there")
            || analysis
                .tagged
                .entity_at(token)
                .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)));
        if !adverbial {
            return None;
        }
        let mut at = token;
        while at < limit {
            let low = self.low(at);
            if (low == "that" && !matches!(self.low(at + 1), "is" | "was" | "has")) || low == ":" {
                return Some(at + 1);
            }
            if analysis.quoted[at] && at > token {
                return Some(at);
            }
            if low == "," && self.low(at + 1) == "that" {
                return Some(at + 2);
            }
            if matches!(low, ";" | ".") {
                break;
            }
            at += 1;
        }
        // "said on Tuesday China will …": behind a weekday or a date.
        let dates = date::find(&analysis.document, &analysis.tagged, token..limit);
        let first = dates.first().filter(|found| found.tokens.start <= token + 2)?;
        Some(first.tokens.end + usize::from(self.low(first.tokens.end) == ","))
    }

    /// The end of the audience that follows "told": a mention, or a few words before "that".
    fn audience_end(&self, token: usize, limit: usize) -> Option<usize> {
        let analysis = self.analysis;
        if let Some((_, mention)) = analysis.mentions_in(token..(token + 2).min(limit)).next() {
            let mut end = mention.tokens.end;
            // "told the foreign ministers of the bloc that": up to the "that", where it is near.
            if let Some(that) = (end..limit.min(end + 12)).find(|&token| self.low(token) == "that")
                && !(end..that).any(|token| self.low(token) == ",")
            {
                end = that;
            }
            return Some(end);
        }
        if matches!(
            self.low(token),
            "reporters"
                | "journalists"
                | "media"
                | "xinhua"
                | "tass"
                | "parliament"
                | "lawmakers"
                | "a"
                | "the"
                | "them"
                | "him"
                | "her"
                | "us"
        ) {
            let that = (token..limit)
                .find(|&token| self.low(token) == "that" || matches!(self.low(token), "," | ":"));
            return that.or(Some(token + 1));
        }
        (token..limit.min(token + 12)).find(|&token| self.low(token) == "that")
    }

    /// Where a content that begins at a token ends: with the sentence, before the next cue that goes on with the same
    /// subject, before a tag of second hand.
    fn content_end(&self, token: usize, next: Option<&Event>, end: usize) -> usize {
        let mut content_end = end;
        if let Some(next) = next
            && next.tag.start > token
        {
            // ", adding that …" belongs to the content before; "and called on …" does not.
            let tag = next.tag.start;
            if next.participle {
                if matches!(next.class, CueClass::Urge | CueClass::Voice | CueClass::Call) {
                    return content_end;
                }
                return content_end;
            }
            let previous = self.low(tag - 1);
            let second_hand = previous == "," && self.is_adverbial_tail(next.tag.end..end);
            if second_hand
                || matches!(previous, "and" | "," | ";" | "but")
                || (matches!(self.low(tag), "and" | "but"))
            {
                content_end = tag;
            }
        }
        content_end
    }

    /// A range without white marks, conjunctions and final points at its ends.
    fn trim(&self, tokens: Range<usize>) -> Range<usize> {
        let mut tokens = tokens;
        let analysis = self.analysis;
        while !tokens.is_empty() {
            let last = tokens.end - 1;
            let is_final = analysis.document.tokens[last].kind == TokenKind::Punctuation
                && !matches!(self.low(last), ")" | "]" | "%" | "?" | "!" | "…")
                || matches!(self.low(last), "and" | "but");
            if !is_final {
                break;
            }
            tokens.end = last;
        }
        while !tokens.is_empty() {
            let first = self.low(tokens.start);
            let is_opening = analysis.document.tokens[tokens.start].kind == TokenKind::Punctuation
                && !matches!(first, "(" | "[" | "$" | "€" | "£" | "#");
            if !is_opening {
                break;
            }
            tokens.start += 1;
        }
        tokens
    }

    /// Whether a content behind a cue is reported speech: a clause, an infinitive, or words between marks; a bare noun
    /// phrase is only for verbs that stress or call for something.
    fn is_reported(&self, event: &Event, content: &Range<usize>) -> bool {
        let analysis = self.analysis;
        if self.low(content.start.saturating_sub(1)) == "that" || analysis.quoted[content.start] {
            return true;
        }
        match event.class {
            CueClass::Urge | CueClass::Call | CueClass::Tell => true,
            // "praised …", "thanked …": an attitude, no report of words.
            CueClass::Voice => analysis.quoted[content.clone()].iter().any(|&quoted| quoted),
            CueClass::Brief | CueClass::Agree => false,
            CueClass::Say => {
                let first = self.low(content.start);
                let cue = self.low(event.cue.start);
                // A clause tells by its verb of saying, its subject or its verb; else it is a noun phrase.
                let says_nothing = event.voice.kind == SpeakerKind::Organization
                    && (cue.ends_with('s') || !self.has_finite_verb(content.clone()))
                    && !matches!(cue, "says" | "said");
                if says_nothing {
                    return false;
                }
                is_clausal(cue)
                    || matches!(first, "he" | "she" | "they" | "we" | "it" | "there" | "i")
                    || self.has_finite_verb(content.clone())
                    || is_stressing(self.low(event.cue.start))
            }
        }
    }

    fn has_finite_verb(&self, content: Range<usize>) -> bool {
        let limit = content.end.min(content.start + 40);
        (content.start + 1..limit).any(|token| {
            matches!(
                self.low(token),
                "is" | "are"
                    | "was"
                    | "were"
                    | "has"
                    | "have"
                    | "had"
                    | "will"
                    | "would"
                    | "can"
                    | "could"
                    | "should"
                    | "must"
                    | "may"
                    | "might"
                    | "shall"
                    | "needs"
                    | "need"
                    | "does"
                    | "do"
                    | "did"
                    | "remains"
                    | "remain"
                    | "wants"
                    | "want"
                    | "stands"
                    | "stand"
                    | "became"
                    | "agreed"
                    | "played"
                    | "plays"
                    | "supports"
                    | "attaches"
                    | "seeks"
                    | "believes"
                    | "hopes"
                    | "continues"
                    | "wishes"
            )
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
            if stretch.words < SPEECH_WORDS || !self.is_speech(stretch.tokens.clone(), stretch.continues) {
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
            let behind = near.is_none().then(|| self.tag_behind(stretch.tokens.end)).flatten();
            let (voice, cue) = match near.or(behind) {
                Some(event) => {
                    self.last = Some(event.voice.clone());
                    (Some(event.voice), Some(event.cue))
                }
                None => (self.last.clone(), None),
            };
            // "“A,” he said. “B.”": B goes on with A.
            if let Some(previous) = self.drafts.last_mut()
                && cue.is_none()
                && previous.cue.is_some()
                && Some(&previous.voice) == voice.as_ref()
                && previous.segments.iter().all(|segment| {
                    segment
                        .clone()
                        .filter(|&token| analysis.is_word(token))
                        .all(|token| analysis.quoted[token])
                })
                && analysis.document.sentences[analysis.document.sentence_of(previous.segments[0].start)]
                    .paragraph
                    == stretch.paragraph
                && !stretch.continues
            {
                previous.segments.push(segment);
                continue;
            }
            let unknown = Voice {
                name: None,
                person: None,
                kind: SpeakerKind::Unknown,
                tokens: None,
                on_behalf_of: None,
            };
            // Only a tag has the words beside it.
            let voice = voice.map_or(unknown, |voice| {
                let tokens = voice.tokens.clone().filter(|_| cue.is_some());
                Voice { tokens, ..voice }
            });
            self.drafts.push(Draft { voice, segments: vec![segment], cue, audience: None });
        }
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
        let is_tag = event.inverted
            || self.is_adverbial_tail(event.tag.end..tokens.end)
            || (self.low(event.tag.end) == "," && !(event.tag.end..tokens.end).any(|at| analysis.quoted[at]));
        (event.tag.start <= token + 3 && is_tag).then_some(event)
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
            matches!(self.low(last + 1), "." | "," | "?" | "!" | "…")
                || analysis.document.token_at(usize::MAX) == last
        });
        continues || !(long > 0 && capitals * 3 >= long * 2) && (words.len() >= 8 || ends)
    }

    fn trim_speech(&self, tokens: Range<usize>) -> Range<usize> {
        let mut tokens = tokens;
        while tokens.len() > 1 && matches!(self.low(tokens.end - 1), "," | "." | "”" | "\"" | "…") {
            tokens.end -= 1;
        }
        while tokens.len() > 1 && matches!(self.low(tokens.start), "…" | "\"" | "“") {
            tokens.start += 1;
        }
        tokens
    }
}

/// Heads that mean whoever was spoken of, of whatever office.
fn is_vague_head(head: &str) -> bool {
    matches!(
        head,
        "official"
            | "diplomat"
            | "politician"
            | "leader"
            | "chief"
            | "head"
            | "spokesman"
            | "spokesperson"
            | "spokeswoman"
            | "envoy"
            | "representative"
            | "minister"
            | "president"
            | "secretary"
            | "ambassador"
    )
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

/// Verbs that take no noun phrase: what follows is what was said.
fn is_clausal(cue: &str) -> bool {
    matches!(
        cue,
        "said"
            | "says"
            | "saying"
            | "added"
            | "adds"
            | "argued"
            | "insisted"
            | "warned"
            | "claimed"
            | "concluded"
            | "believed"
            | "believes"
            | "hoped"
            | "hopes"
            | "remarked"
    )
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
        let irregular = matches!(word, "said" | "told" | "wrote" | "says" | "written" | "went");
        if irregular || word.ends_with("ed") {
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
