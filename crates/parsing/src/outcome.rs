//! Outcomes: documents that a meeting signs, adopts, issues, or is to.

use std::ops::Range;

use rapporteur_model::{
    extraction::Outcome,
    fold::stems,
    vocabulary::{MeetingStatus, OutcomeKind, OutcomeStatus},
};

use crate::{
    analysis::Analysis,
    lexicon::{Tag, lexicon},
    meeting::Meetings,
    pos::Pos,
    text::{Case, Document, TokenKind},
    word_class::WordClass,
};

/// No report tells of more outcomes: further ones are left out.
const MAX_OUTCOMES: usize = 500;

/// How far before "signing" stands what is remembered of it, in tokens: "60 years since the".
const MAX_REMEMBERED: usize = 3;

/// How far before the verb that makes a document a word denies it, in tokens: "failed to quickly adopt".
const MAX_DENIED: usize = 5;

/// How far before the verb that makes a document a word of wishing stands, in tokens: "called on all sides to sign".
const MAX_WISHED: usize = 7;

/// Finds the outcomes of a report, in order, each once.
#[must_use]
pub fn find(analysis: &Analysis, meetings: &Meetings) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for sentence in analysis.body_sentences() {
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        if let Some(outcome) = spoken(analysis, meetings, sentence) {
            keep(&mut outcomes, outcome);
        }
        let verbs = verbs(analysis, tokens.clone());
        if verbs.is_empty() {
            continue;
        }
        let future = analysis.is_future(tokens.clone());
        // "The declaration was signed in 2001 by six states": long before the meeting that is told of.
        if !future && tells_of_past(analysis, tokens.clone()) {
            continue;
        }
        let mut token = tokens.start;
        while token < tokens.end {
            let Some((mut noun, mut kind)) = noun_at(analysis, token, tokens.end) else {
                token += 1;
                continue;
            };
            // "Framework Agreement": the last of them tells what it is.
            while let Some((next, of_next)) = noun_at(analysis, noun.end, tokens.end) {
                (noun, kind) = (next, of_next);
            }
            // "Action Plan (Road Map)": told already.
            if noun.start > tokens.start + 1 && analysis.document.is_mark(token - 1, "(") {
                token = noun.end;
                continue;
            }
            token = noun.end;
            // "Four documents were signed:", and then each in a line of its own.
            // "the documents signed include:"
            let opens_list = analysis.document.is_mark(tokens.end - 1, ":");
            let behind = || verbs.iter().find(|(verb, _)| opens_list && *verb == noun.end).copied();
            let listed = match governing(analysis, &verbs, noun.clone()).or_else(behind) {
                Some(_) if !opens_list => Vec::new(),
                Some((_, status)) => {
                    let status = if future { OutcomeStatus::Planned } else { status };
                    listed_below(analysis, sentence, status, meeting_of(meetings, sentence))
                }
                None => Vec::new(),
            };
            if !listed.is_empty() {
                for outcome in listed {
                    let known = outcomes.iter().any(|known| same_title(&known.title, &outcome.title));
                    if !known && outcomes.len() < MAX_OUTCOMES {
                        outcomes.push(outcome);
                    }
                }
                break;
            }
            let Some(title) = title(analysis, noun.clone(), tokens.clone()) else { continue };
            let made = governing(analysis, &verbs, title.clone())
                .or_else(|| made_behind(analysis, &verbs, title.clone(), kind));
            let Some((verb, status)) = made else { continue };
            // "confirmed the agreement": only a document with a name is made so.
            let is_named = title
                .clone()
                .any(|at| analysis.document.tokens[at].is_capitalised() && analysis.mention_at(at).is_none());
            if analysis.is(verb, WordClass::Confirming) && !is_named {
                token = token.max(title.end);
                continue;
            }
            // "did not issue a statement", "failed to adopt a declaration": there is none.
            let denied = (verb.saturating_sub(MAX_DENIED).max(tokens.start)..verb)
                .rev()
                .take_while(|&at| !analysis.is(at, WordClass::ClauseMark))
                .any(|at| analysis.is(at, WordClass::Denial) || analysis.is(at, WordClass::Refusing));
            // "60 years since the signing of the treaty": it is remembered.
            let remembered = !analysis.tags[verb].is_finite()
                && (verb.saturating_sub(MAX_REMEMBERED).max(tokens.start)..verb)
                    .any(|at| analysis.is(at, WordClass::Remembering));
            if denied || remembered || wished_for(analysis, verb, tokens.start) {
                token = token.max(title.end);
                continue;
            }
            // "approved programs": of what sort, and no document.
            let is_plain = analysis.document.low(noun.end - 1).ends_with('s')
                && status == OutcomeStatus::Adopted
                && !title.clone().any(|token| {
                    let at = analysis.document.tokens[token];
                    at.is_capitalised() || at.kind == TokenKind::Number
                })
                && !noun_of_number(analysis, title.start);
            // "signed 23 documents, including agreements on trade": told of with them.
            let is_instance = noun.start > tokens.start
                && analysis.document.low(noun.end - 1).ends_with('s')
                && analysis.is(noun.start - 1, WordClass::Include)
                && noun.start >= tokens.start + 2
                && (noun_at_end(analysis, noun.start - 1, tokens.start)
                    || noun_at_end(analysis, noun.start - 2, tokens.start));
            if is_plain || is_instance {
                continue;
            }
            // "agreed to sign": nothing is signed yet.
            let intended = verb > tokens.start
                && analysis.document.low(verb - 1) == "to"
                && analysis.tags[verb] == Pos::Base;
            // "a draft agreement", "is to be signed"
            let is_drafted = title.clone().any(|at| analysis.is(at, WordClass::Drafted));
            let is_to_be = verb > tokens.start + 1
                && analysis.document.low(verb - 1) == "be"
                && analysis.document.low(verb - 2) == "to";
            // "are being prepared for signing"
            let intended = intended
                || is_drafted
                || is_to_be
                || verb > tokens.start + 1
                    && analysis.document.low(verb - 1) == "for"
                    && analysis.is(verb - 2, WordClass::Readied);
            let planned = intended || future && is_future_verb(analysis, verb, tokens.start);
            let status = if planned { OutcomeStatus::Planned } else { status };
            token = token.max(title.end);
            let outcome = Outcome {
                title: clean_title(analysis, title),
                kind,
                status: Some(status),
                meeting: meeting_of(meetings, sentence),
                evidence: vec![analysis.evidence(sentence)],
            };
            keep(&mut outcomes, outcome);
        }
    }
    outcomes
}

/// Adds an outcome, or what it tells to the one of its kind and name that is known.
fn keep(outcomes: &mut Vec<Outcome>, outcome: Outcome) {
    let known = outcomes
        .iter_mut()
        .find(|known| known.kind == outcome.kind && same_title(&known.title, &outcome.title));
    let Some(known) = known else {
        if outcomes.len() < MAX_OUTCOMES {
            outcomes.push(outcome);
        }
        return;
    };
    known.status = known.status.max(outcome.status);
    if outcome.title.len() > known.title.len() {
        known.title = outcome.title;
    }
    for evidence in outcome.evidence {
        if !known.evidence.contains(&evidence) {
            known.evidence.push(evidence);
        }
    }
}

/// "a joint statement said", "according to the final communique": a document of the meeting that the report is about, told of by
/// what it says.
fn spoken(analysis: &Analysis, meetings: &Meetings, sentence: usize) -> Option<Outcome> {
    let document = &analysis.document;
    let tokens = document.sentences[sentence].tokens.clone();
    let joint =
        tokens.clone().find(|&at| analysis.is(at, WordClass::JointDocument) && !analysis.quoted[at])?;
    let focal = meetings.focal()?;
    let is_held = meetings.drafts[focal].status == Some(MeetingStatus::Held);
    if !is_held || analysis.is_future(tokens.clone()) || tells_of_past(analysis, tokens.clone()) {
        return None;
    }
    let (noun, kind) =
        (joint + 1..tokens.end.min(joint + 4)).find_map(|at| noun_at(analysis, at, tokens.end))?;
    let by_all =
        (joint + 1..noun.start).all(|at| analysis.tags[at].is_noun() || analysis.tags[at] == Pos::Adjective);
    let speaks = lexicon().documents.iter().any(|known| known.kind == kind && known.speaks);
    let opens = (tokens.start..joint).rev().find(|&at| !analysis.is(at, WordClass::Article));
    let within = opens.is_some_and(|at| {
        document.low(at) == "in"
            || document.low(at) == "to" && at > tokens.start && document.low(at - 1) == "according"
    });
    let is_cue = |at: usize| analysis.tagged.is_cue(at);
    let says = (noun.end..tokens.end.min(noun.end + MAX_TO_CUE)).any(is_cue)
        || opens.is_some_and(|at| is_cue(at) && at > tokens.start);
    if !by_all || !speaks || !(within || says) || document.low(noun.end - 1).ends_with('s') {
        return None;
    }
    let title = title(analysis, noun, tokens)?;
    Some(Outcome {
        title: clean_title(analysis, title),
        kind,
        status: Some(OutcomeStatus::Issued),
        meeting: meeting_of(meetings, sentence),
        evidence: vec![analysis.evidence(sentence)],
    })
}

/// How far behind a document its verb of saying stands: "the joint statement, read by A B, said".
const MAX_TO_CUE: usize = 3;

/// The most documents of a list, and the most tokens of the name of one.
const MAX_LISTED: usize = 40;
const MAX_LISTED_TOKENS: usize = 60;

/// How far behind a comma within the name of a document the words of its list are looked at, in tokens.
const MAX_NAME_LIST: usize = 8;

/// The most tokens of the name of a document between marks.
const MAX_QUOTED_NAME: usize = 26;

/// The most tokens for what a document is about.
const MAX_SUBJECT: usize = 11;

/// How many words into its name a document says what it is: "Memorandum", "Joint Press Communiqué".
const NOUN_WITHIN: usize = 5;

/// The key of the meeting that a sentence tells of, else of the one that the report is about.
fn meeting_of(meetings: &Meetings, sentence: usize) -> Option<String> {
    // "The contact group met on Friday. It adopted a communique.": of the gathering that the sentence before tells of.
    let before = meetings.phrases_before(sentence).last().filter(|(at, _, _)| at + 1 == sentence);
    let just_told = before.map(|(_, _, meeting)| *meeting).filter(|&meeting| {
        let draft = &meetings.drafts[meeting];
        !draft.by_participants && !draft.earlier && draft.status == Some(MeetingStatus::Held)
    });
    let meeting = meetings.in_sentence(sentence).or(just_told).or_else(|| meetings.focal());
    meeting.map(|at| format!("m{}", at + 1))
}

/// The documents of the lines behind a sentence that ends in a colon.
fn listed_below(
    analysis: &Analysis,
    sentence: usize,
    status: OutcomeStatus,
    meeting: Option<String>,
) -> Vec<Outcome> {
    let document = &analysis.document;
    let first = document.sentences[sentence].paragraph + 1;
    let lines = document.paragraphs.iter().skip(first).take(MAX_LISTED).map(|paragraph| {
        let tokens = paragraph.tokens.clone();
        let word = tokens.clone().take(3).find(|&at| document.tokens[at].kind == TokenKind::Word)?;
        let noun =
            (word..tokens.end.min(word + NOUN_WITHIN)).find_map(|at| noun_at(analysis, at, tokens.end));
        // "The following documents were adopted": the report goes on.
        let is_sentence = tokens.clone().any(|at| document.is(at, WordClass::Tensed));
        let is_name =
            document.tokens[word].is_capitalised() && tokens.len() <= MAX_LISTED_TOKENS && !is_sentence;
        let (_, kind) = noun.filter(|_| is_name)?;
        let ends = |at: &usize| !matches!(document.str(*at), ";" | "." | ",");
        let last = (word..tokens.end).rev().find(ends)?;
        Some(Outcome {
            title: clean_title(analysis, word..last + 1),
            kind,
            status: Some(status),
            meeting: meeting.clone(),
            evidence: vec![analysis.evidence(paragraph.sentences.start)],
        })
    });
    lines.map_while(|line| line).collect()
}

/// Whether a sentence names a year before that of the report.
fn tells_of_past(analysis: &Analysis, tokens: Range<usize>) -> bool {
    let Some(now) = analysis.base_date.map(|date| date.year()) else { return false };
    tokens.into_iter().any(|token| {
        let year: Option<i16> = analysis.document.str(token).parse().ok();
        let before = token.checked_sub(1);
        let timed = before.is_some_and(|before| {
            analysis.is(before, WordClass::MonthBefore)
                || analysis.tagged.entity(before).is_some_and(|found| matches!(found.tag, Tag::Month(_)))
        });
        year.is_some_and(|year| (1900..now).contains(&year) && timed && !analysis.quoted[token])
    })
}

/// Whether a number stands before a title: "three agreements".
fn noun_of_number(analysis: &Analysis, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| analysis.tags[before] == Pos::Number)
}

/// Verbs that make a document: where, and what they make of it.
fn verbs(analysis: &Analysis, tokens: Range<usize>) -> Vec<(usize, OutcomeStatus)> {
    tokens
        .filter(|&token| !analysis.quoted[token])
        .filter_map(|token| {
            let status = if analysis.is(token, WordClass::Signing) {
                OutcomeStatus::Signed
            } else if analysis.is(token, WordClass::Adopting) {
                OutcomeStatus::Adopted
            // "The issues covered included the treaty": the noun.
            } else if analysis.is(token, WordClass::Issuing) && analysis.tags[token] != Pos::Nouns {
                OutcomeStatus::Issued
            // "agreed on the Lake Principles": of a document with a name.
            } else if analysis.is(token, WordClass::Confirming) {
                OutcomeStatus::Adopted
            } else {
                return None;
            };
            Some((token, status))
        })
        .collect()
}

/// Whether a noun of documents ends before a token.
fn noun_at_end(analysis: &Analysis, token: usize, start: usize) -> bool {
    token > start && noun_at(analysis, token - 1, token).is_some()
}

fn noun_at(analysis: &Analysis, token: usize, end: usize) -> Option<(Range<usize>, OutcomeKind)> {
    let wanted = |tag| matches!(tag, Tag::Document(_) | Tag::NamedDocument(_));
    let found = analysis.tagged.find(token, wanted)?;
    let index = match found.tag {
        Tag::Document(index) => index,
        // At the beginning of a sentence any word has a capital.
        Tag::NamedDocument(index) => {
            let opens =
                analysis.document.sentences[analysis.document.sentence_of(token)].tokens.start == token;
            let goes_on = matches!(analysis.document.low(found.tokens.end), "of" | "on" | "for");
            if opens && found.tokens.len() == 1 && !goes_on {
                return None;
            }
            index
        }
        _ => return None,
    };
    if found.tokens.end > end || analysis.document.low(token) == "report" {
        return None;
    }
    Some((found.tokens.clone(), lexicon().documents[index.index()].kind))
}

/// The phrase around a noun of documents: "the Lake Declaration", "a press communiqué", "an agreement on trade".
fn title(analysis: &Analysis, noun: Range<usize>, tokens: Range<usize>) -> Option<Range<usize>> {
    let document = &analysis.document;
    let mut start = noun.start;
    while start > tokens.start && noun.start - start < 10 {
        let at = start - 1;
        let low = document.low(at);
        let token = document.tokens[at];
        let is_word = token.kind == TokenKind::Word
            || token.kind == TokenKind::Number
            || token.kind == TokenKind::Possessive;
        let stops = [
            WordClass::OpensPhrase,
            WordClass::NoTitle,
            WordClass::Signing,
            WordClass::Adopting,
            WordClass::Issuing,
            WordClass::ToBe,
            WordClass::Tensed,
        ]
        .into_iter()
        .any(|class| document.is(at, class));
        let is_verb = analysis.tags[at].is_finite() && low.ends_with("ed");
        if !is_word || is_verb || stops || analysis.tagged.is_meeting(at) && !token.is_capitalised() {
            break;
        }
        start = at;
    }
    // "amendments to the Rules of Procedure"
    let article = usize::from(start > tokens.start && document.is(start - 1, WordClass::Article));
    if start >= tokens.start + 2 + article
        && document.low(start - 1 - article) == "to"
        && document.is(start - 2 - article, WordClass::Amending)
    {
        start -= 2 + article;
    }
    let mut end = noun.end;
    // "Convention on Countering …", "Plan for 2018-2022", "Declaration of …": a capitalised name goes on.
    let named = document.tokens[noun.start].is_capitalised();
    let mut at = end;
    // "the Declaration “On Clean Lakes”", "the Declaration entitled “Clean Lakes”": its name stands between marks.
    let opening = end + usize::from(document.is(end, WordClass::Entitled));
    if document.is(opening, WordClass::OpeningQuote)
        && document.tokens.get(opening + 1).is_some_and(|token| token.is_capitalised())
        && let Some(closing) = (opening + 2..tokens.end.min(opening + MAX_QUOTED_NAME))
            .find(|&at| document.is(at, WordClass::ClosingQuote) || document.is(at, WordClass::OpeningQuote))
    {
        return Some(start..closing + 1);
    }
    while at < tokens.end && at - noun.end < 24 {
        let low = document.low(at);
        let token = document.tokens[at];
        // "the Code of Conduct and the Roadmap on Ports": another document.
        let is_next = low == "and"
            && document.is(at + 1, WordClass::Article)
            && (at + 2..tokens.end.min(at + 2 + NOUN_WITHIN))
                .take_while(|&next| document.tokens[next].is_capitalised())
                .any(|next| noun_at(analysis, next, tokens.end).is_some());
        if is_next {
            break;
        }
        // "the Agreement in Harbour City on Tuesday": where and when it was made.
        let next_tag = analysis.tagged.entity_at(at + 1).map(|found| found.tag);
        let is_setting = match low {
            "in" => matches!(next_tag, Some(Tag::City(_) | Tag::Month(_))),
            "on" => matches!(next_tag, Some(Tag::Weekday(_) | Tag::Month(_))),
            _ => false,
        };
        if is_setting {
            break;
        }
        let joins = document.is(at, WordClass::InsideName) || document.is(at, WordClass::InsideTitle);
        let fits = (token.is_capitalised() || token.kind == TokenKind::Number) && named
            || (!named && token.kind == TokenKind::Word && at > end && !joins && end > noun.end);
        if fits && token.kind != TokenKind::Punctuation {
            at += 1;
            end = at;
            if !named && end - noun.end >= 8 {
                break;
            }
        } else if joins && (named || at == noun.end && (matches!(low, "on" | "for") || of_what(analysis, at)))
        {
            // "a Protocol on cooperation was signed", "the Rules of Procedure of the forum"
            let behind = at + 1 + usize::from(document.is(at + 1, WordClass::Article));
            let plain = (matches!(low, "on" | "for") || named && matches!(low, "of" | "between"))
                && analysis.tags.get(behind).is_some_and(|tag| tag.is_noun() || *tag == Pos::Adjective)
                && document.tokens[behind].case == Case::Lower
                && behind < tokens.end;
            if !named || plain {
                // "an agreement on visa-free travel": a few words of what it is about.
                let stop = (at + 1..tokens.end.min(at + MAX_SUBJECT)).find(|&token| {
                    document.tokens[token].kind == TokenKind::Punctuation
                        || document.is(token, WordClass::Tensed)
                        || named && analysis.tags[token].is_finite()
                        || document.is(token, WordClass::Which) && document.is(token + 1, WordClass::Period)
                        || document.is(token, WordClass::EndsTitle) && !joins_nouns(analysis, token)
                });
                end = stop.unwrap_or(tokens.end.min(at + MAX_SUBJECT));
                break;
            }
            at += 1;
        } else if named && lists_names(document, at, tokens.end) {
            at += 1;
        } else {
            break;
        }
    }
    // "a 12-point plan"
    let is_word = |&token: &usize| {
        let at = document.tokens[token];
        at.kind == TokenKind::Word
            || at.kind == TokenKind::Number
                && document.low(token).contains('-')
                && token < noun.start
                && document.low(token).ends_with(|letter: char| letter.is_ascii_alphabetic())
    };
    let words = (start..end).filter(is_word).count();
    let is_bare_name = analysis.tagged.find(noun.start, |tag| matches!(tag, Tag::NamedDocument(_))).is_some();
    if is_bare_name && words == 1 {
        return None;
    }
    let general = words == 1 && document.is(noun.start, WordClass::BareDocument);
    (!general && words >= 1).then_some(start..end)
}

/// "Treaty on Friendship, Good-Neighbourliness and Cooperation": whether a comma stands within a list in a name.
fn lists_names(document: &Document, comma: usize, end: usize) -> bool {
    let is_name = |at: usize| {
        document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised())
    };
    let listed = comma + 1..end.min(comma + MAX_NAME_LIST);
    let last = listed.take_while(|&at| is_name(at) || document.low(at) == ",").last();
    document.low(comma) == ","
        && is_name(comma + 1)
        && last.is_some_and(|last| document.low(last + 1) == "and" && is_name(last + 2))
}

/// "a plan of cooperation": what a document without a name is of, if that is no owner of it.
fn of_what(analysis: &Analysis, token: usize) -> bool {
    analysis.document.low(token) == "of"
        && analysis.tags.get(token + 1).is_some_and(|tag| tag.is_noun())
        && analysis.document.tokens[token + 1].case == Case::Lower
        && analysis.mention_at(token + 1).is_none()
}

/// "on the study and preservation of heritage": "and" between nouns.
fn joins_nouns(analysis: &Analysis, token: usize) -> bool {
    analysis.document.low(token) == "and"
        && token.checked_sub(1).is_some_and(|before| analysis.tags[before].is_noun())
        && analysis.tags.get(token + 1).is_some_and(|tag| tag.is_noun() || *tag == Pos::Adjective)
        && analysis.document.tokens[token + 1].case == Case::Lower
        && noun_at(analysis, token + 1, analysis.document.tokens.len()).is_none()
}

fn clean_title(analysis: &Analysis, title: Range<usize>) -> String {
    const MARKS: [char; 8] = ['“', '”', '"', '\'', '‘', '’', '«', '»'];
    let words = analysis.document.clean(title);
    let inner = words.trim_start_matches(MARKS).trim_matches(',');
    // A mark that closes what was opened within the title belongs to it.
    let bare = inner.trim_end_matches(MARKS);
    if bare.contains(['“', '"', '«']) && bare.len() < inner.len() { inner } else { bare }
        .trim_matches(',')
        .to_owned()
}

/// The verb that makes a document: the nearest before it in its clause, or behind it in the passive.
fn governing(
    analysis: &Analysis,
    verbs: &[(usize, OutcomeStatus)],
    title: Range<usize>,
) -> Option<(usize, OutcomeStatus)> {
    let document = &analysis.document;
    let before = verbs.iter().rev().find(|(verb, _)| *verb < title.start && title.start - verb < 40);
    let behind = verbs.iter().find(|(verb, _)| {
        // "the declaration: “For a Clean Lake” was adopted": the quoted name belongs to the title.
        // "the Plan of Action and the Initiative on Trade were released": the other names do not count.
        let is_name = |token: usize| {
            document.tokens[token].is_capitalised()
                || document.is(token, WordClass::InsideName)
                || document.is(token, WordClass::InsideTitle)
        };
        let between = (title.end..*verb).filter(|&token| !analysis.quoted[token] && !is_name(token));
        let close = between.count() < 8;
        *verb >= title.end
            && verb - title.end < 40
            && close
            && (title.end..*verb).any(|token| document.is(token, WordClass::ToBe))
    });
    let clear = |verb: usize| {
        // "signed documents: an agreement on fish; a protocol on ferries"
        let is_listed = (verb + 1..title.start).any(|at| document.is_mark(at, ":"));
        !(verb + 1..title.start).any(|token| {
            document.is(token, WordClass::EndsClause) && !(is_listed && document.low(token) == ";")
                || document.is(token, WordClass::Relative)
                || document.is(token, WordClass::Tensed)
                || (document.low(token) == "," && title.start - token > 24)
                || (document.is(token, WordClass::AsideTitle) && title.start - token <= 3)
                // "issued a statement calling for a treaty"
                || analysis.tags[token] == Pos::Gerund
                    && !analysis.is(token, WordClass::Include)
                    && noun_at_end(analysis, token, verb)
        })
    };
    before.filter(|(verb, _)| clear(*verb)).or(behind).copied()
}

/// "a joint communiqué signed by the leaders at the end of the talks": the participle right behind. A mere statement that
/// somebody published is no outcome.
fn made_behind(
    analysis: &Analysis,
    verbs: &[(usize, OutcomeStatus)],
    title: Range<usize>,
    kind: OutcomeKind,
) -> Option<(usize, OutcomeStatus)> {
    let made = verbs.iter().find(|(verb, _)| *verb == title.end)?;
    let participle = analysis.document.low(made.0).ends_with("ed");
    let joint = title.clone().any(|at| analysis.document.low(at) == "joint");
    let lasting = match kind {
        OutcomeKind::Statement => joint,
        OutcomeKind::Plan | OutcomeKind::Other | OutcomeKind::Decision => false,
        _ => true,
    };
    (participle && lasting).then_some(*made)
}

/// "called for the adoption of a treaty", "the need to sign it", "recommended that it be adopted": whether the making of a document
/// is only wished for.
fn wished_for(analysis: &Analysis, verb: usize, start: usize) -> bool {
    let is_open = !analysis.tags[verb].is_finite();
    let past = verb.saturating_sub(MAX_WISHED).max(start)..verb;
    is_open
        && past
            .rev()
            .take_while(|&at| {
                !analysis.is(at, WordClass::ClauseMark)
                    && (at + 1 == verb
                        || !analysis.tags[at + 1].is_finite()
                        || !analysis.is(at, WordClass::Conjunction))
            })
            .any(|at| analysis.is(at, WordClass::WishedFor) && !analysis.is(at + 1, WordClass::Joining))
}

fn is_future_verb(analysis: &Analysis, verb: usize, start: usize) -> bool {
    let to_come = |token: usize| {
        analysis.is(token, WordClass::ToCome)
            || analysis.is(token, WordClass::Planned)
            || matches!(analysis.document.low(token), "be" | "to")
    };
    analysis.is(verb, WordClass::ToMake) || (verb.saturating_sub(4).max(start)..verb).any(to_come)
}

fn same_title(a: &str, b: &str) -> bool {
    let (a, b) = (stems(a), stems(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    short.iter().all(|word| long.contains(word))
}
