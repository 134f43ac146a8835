//! Noun phrases that name a meeting: where they begin and end, and what their words tell.

use std::ops::Range;

use rapporteur_model::vocabulary::MeetingKind;

use super::{
    Finder, Phrase,
    words::{MEETING_WORDS, ORDINALS, days_before, days_of, level_of, roman},
};
use crate::{
    analysis::Analysis,
    lexicon::{Rank, Tag, lexicon},
    mention::Kind,
    pos::Pos,
    text::{Case, TokenKind},
    word_class::WordClass,
};

/// Whether a character joins the parts of a word; the second one never ends a line.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2011}')
}

/// Whether a word is in small letters.
fn document_low(analysis: &Analysis, token: usize) -> bool {
    analysis.document.tokens[token].case == Case::Lower
}

/// Whether a token is a possessive ending.
fn document_kind(analysis: &Analysis, token: usize) -> bool {
    analysis.document.tokens[token].kind == TokenKind::Possessive
}

/// How far behind the name of a meeting "with" or "between" is looked for, in tokens.
const MAX_COMPANY: usize = 6;

/// The most tokens before "delegation": "high-level military".
const MAX_DELEGATION: usize = 5;

/// The most auxiliaries before "held": "will have been held".
const MAX_AUXILIARIES: usize = 4;

/// The most tokens of an acronym or a number between brackets.
const MAX_AGAIN: usize = 4;

/// The most words of the name, in small letters, of a body of an organization.
const MAX_OWN_BODY: usize = 6;

/// The most words from "making up" to the organization.
const MAX_MAKING_UP: usize = 4;

/// The most words between quotation marks that only hold a name at a distance: their "informal summit".
const MAX_SCARE: usize = 3;

/// The most words of an office before a noun of meetings: "heads of state and government summit".
const MAX_OFFICE_BEFORE: usize = 6;

impl Finder<'_> {
    /// The noun phrase of a meeting whose noun is at `token`.
    pub(super) fn phrase(&self, token: usize, sentence: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let found = analysis.tagged.find(token, |tag| matches!(tag, Tag::Meeting(_)))?;
        let Tag::Meeting(noun_kind) = found.tag else { return None };
        let noun = found.tokens.clone();
        if noun.end > sentence.end {
            return None;
        }
        // "a call with allies", "the leaders' call"; not "calls for", "to call".
        if matches!(self.low(token), "call" | "calls") {
            let before_it = token.checked_sub(1).filter(|&at| at >= sentence.start);
            let of_group = before_it.is_some_and(|at| {
                document_kind(analysis, at)
                    || analysis.mention_at(at).is_some_and(|(_, mention)| {
                        mention.office.as_ref().is_some_and(|office| office.plural)
                    })
            });
            if !analysis.tags[token].is_noun() || !(self.is(noun.end, WordClass::Bringing) || of_group) {
                return None;
            }
        }
        // "at the league's harbour ministers' meet"; not "the ministers meet".
        if matches!(self.low(token), "meet" | "meets") {
            let first = self.left_edge(token, sentence.start);
            let follows_body = token > first
                && (document_kind(analysis, token - 1)
                    || analysis
                        .tagged
                        .entity(token - 1)
                        .is_some_and(|found| matches!(found.tag, Tag::Organization(_))));
            let at = if self.is(first, WordClass::Article) { first.checked_sub(1) } else { Some(first) };
            let governed = at.is_some_and(|at| at >= sentence.start && analysis.is_governed(at + 1));
            if !follows_body || !governed {
                return None;
            }
        }
        // "the joint ministerial meeting": the last noun names it. "via videoconference": how, and not what.
        let another = analysis.tagged.is_meeting(noun.end);
        let before = |back: usize| if token >= sentence.start + back { self.low(token - back) } else { "" };
        let by_video = self.low(token).starts_with("video")
            && (matches!(before(1), "via" | "by" | "through" | "over")
                // "in the format of a videoconference"
                || matches!(before(3), "format" | "form" | "mode") && before(2) == "of"
                || matches!(before(2), "format" | "form" | "mode") && before(1) == "of");
        if self.low(token) == "ministerial" && another || by_video {
            return None;
        }
        // "an interaction with the press"; not "military interaction between the members".
        if matches!(self.low(token), "interaction" | "interactions") {
            let first = self.left_edge(token, sentence.start);
            let is_one = self.is(first, WordClass::Article) && self.low(first) != "the"
                || first > sentence.start && self.is(first - 1, WordClass::PossessivePronoun);
            if !is_one {
                return None;
            }
        }
        // "are meeting", "was meeting with": the verb.
        let previous = if token > sentence.start { self.low(token - 1) } else { "" };
        if self.low(token) == "meeting"
            && (self.is(token.saturating_sub(1), WordClass::ToBe)
                || self.is(token.saturating_sub(1), WordClass::BeforeGerund)
                || matches!(previous, "to"))
        {
            return None;
        }
        // "establish a Harbour Security Dialogue Forum": a body of that name.
        let within_name = noun.end < sentence.end
            && analysis.document.tokens[noun.end].is_capitalised()
            && self.is(noun.end, WordClass::StandingBody);
        if within_name {
            return None;
        }
        // "the summit nations", "the meeting room": what it qualifies is no meeting.
        let qualifies = matches!(analysis.tags.get(noun.end), Some(Pos::Noun | Pos::Nouns))
            && analysis.document.tokens[noun.end].case == Case::Lower
            && noun.end < sentence.end
            && !analysis.tagged.is_meeting(noun.end)
            && analysis.tagged.entity(noun.end).is_none()
            && !MEETING_WORDS.contains_key(self.low(noun.end))
            && !self.is(noun.end, WordClass::Day);
        if qualifies {
            return None;
        }
        // "Lakes Forum leaders ended a retreat": those of a body of that name.
        let of_body = analysis
            .tagged
            .entity(noun.start)
            .is_some_and(|found| matches!(found.tag, Tag::Organization(_)) && found.tokens.end == noun.end);
        let leads_to_them = analysis.mention_at(noun.end).is_some_and(|(_, mention)| {
            mention.office.as_ref().is_some_and(|office| office.plural) && mention.person.is_none()
        });
        let behind = (noun.end..sentence.end.min(noun.end + 5))
            .take_while(|&at| !analysis.tags[at].is_verb())
            .any(|at| analysis.tagged.is_meeting(at));
        if of_body && leads_to_them && !behind {
            return None;
        }
        let plural = self.is(noun.end - 1, WordClass::MeetingPlural);
        let start = self.left_edge(token, sentence.start);
        let end = self.right_edge(noun.end, sentence.end);
        let document = &analysis.document;
        // "the Harbour Summit (HS) nations"
        let qualifies = end > noun.end
            && self.low(end - 1) == ")"
            && end < sentence.end
            && matches!(analysis.tags.get(end), Some(Pos::Noun | Pos::Nouns))
            && document.tokens[end].case == Case::Lower
            && !self.is(end, WordClass::Day)
            && !analysis.tagged.is_meeting(end);
        if qualifies {
            return None;
        }
        // "the Harbour Summit (HS) Senior Officials' Meeting": the last noun names it.
        let mut ahead = end;
        while ahead < sentence.end
            && ahead < end + 4
            && (document.tokens[ahead].is_capitalised()
                || document.tokens[ahead].kind == TokenKind::Possessive)
        {
            let another = analysis.tagged.is_meeting(ahead);
            // "the 10th Lakes Summit Foreign Ministers' Meeting": of the ministers of what is called so.
            let in_name = analysis.tagged.entity(noun.start).is_some_and(|found| {
                matches!(found.tag, Tag::Organization(_)) && found.tokens.end == noun.end
            });
            // "the 9th Reef Forum Leaders' Summit": of the leaders, whatever has no other name.
            // "the Reef Forum Leaders Meeting"
            let of_some = (noun.end..ahead).any(|at| {
                document.tokens[at].kind == TokenKind::Possessive
                    || analysis
                        .tagged
                        .find(at, |tag| matches!(tag, Tag::Office { plural: true, .. }))
                        .is_some()
            });
            if another && (end > noun.end || (in_name || of_some) && ahead > noun.end) {
                return None;
            }
            ahead += 1;
        }
        let mut phrase = self.describe(start..end, noun.clone());
        // "the preparatory meeting for the 19th summit": the number is that of the summit.
        let behind = (noun.end..end).find(|&at| self.low(at) == "for");
        if let Some(behind) = behind
            && (start..noun.end).any(|at| matches!(self.low(at), "preparatory" | "preparation"))
        {
            let own = self.describe(start..behind, noun.clone());
            phrase.ordinal = own.ordinal;
            phrase.kind = own.kind;
        }
        // "… the initiative to hold a pan-European summit”": what somebody speaks of in general.
        let named = phrase.definite || phrase.ordinal.is_some() || phrase.organization.is_some();
        let in_speech = analysis
            .stretches_in(token..token + 1)
            .any(|(_, stretch)| stretch.words > MAX_SCARE && stretch.tokens.contains(&token));
        if in_speech && analysis.quoted[token] && !named && document.tokens[token].case == Case::Lower {
            return None;
        }
        // "«On Monday the 29th meeting of the council was held …», the ministry said": not "our meeting".
        // "They will attend “the Second Trilateral Meeting of …”": by its name.
        let by_name = document.tokens[token].is_capitalised()
            || token > start && document.tokens[token - 1].is_capitalised();
        let numbered = phrase.ordinal.is_some()
            && (phrase.organization.is_some() || self.is_of_named_body(&phrase) || by_name);
        if analysis.quoted[token] && noun_kind.is_none() && !numbered {
            return None;
        }
        phrase.kind = noun_kind.or(phrase.kind);
        // "opened two days of talks"
        let of_days = noun.start > sentence.start && self.low(noun.start - 1) == "of";
        phrase.days = phrase.days.or_else(|| days_before(analysis, noun.start).filter(|_| of_days));
        phrase.plural = plural;
        // "since the Harbour Summit": one that is over.
        phrase.past |= start > sentence.start && self.low(start - 1) == "since";
        let year = analysis.base_date.map(|date| date.year());
        phrase.past |= (start..end).any(|at| {
            let named: Option<i16> =
                document.str(at).parse().ok().filter(|named| (1900..=2100).contains(named));
            named.is_some_and(|named| year.is_some_and(|year| named < year))
        });
        let clause = (end..sentence.end.min(end + 9)).take_while(|&at| !self.is(at, WordClass::ClauseMark));
        phrase.past |= clause.into_iter().any(|at| {
            self.low(at) == "last" && matches!(self.low(at + 1), "year" | "month")
                || self.low(at) == "earlier" && self.low(at + 1) == "this"
        });
        phrase.with = self.companions(end, sentence.end);
        phrase.between =
            (end..sentence.end.min(end + 2)).any(|at| matches!(self.low(at), "between" | "among"));
        if phrase.kind == Some(MeetingKind::Ministerial)
            && phrase.organization.is_none()
            && phrase.series.is_none()
        {
            phrase.kind = None;
        }
        Some(phrase)
    }

    /// The name of a council of ministers or leaders that stands for its meeting: "attended the league's Ministerial Council".
    pub(super) fn council(&self, token: usize, sentence: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let is_body = MEETING_WORDS.get(self.low(token)).is_some_and(|class| *class == "body");
        if !is_body || !analysis.document.tokens[token].is_capitalised() || analysis.quoted[token] {
            return None;
        }
        let start = self.left_edge(token, sentence.start);
        let end = self.right_edge(token + 1, sentence.end).max(token + 1);
        let text = analysis.document.slice(start..end).to_lowercase();
        let kind = level_of(&text)?;
        // "the Council of Ministers meeting": the noun behind it names it.
        let named = (end..sentence.end.min(end + 2)).any(|at| analysis.tagged.is_meeting(at));
        if named || !(self.is_attended(start, sentence.start) || self.takes_place(end, sentence.end)) {
            return None;
        }
        let mut phrase = self.describe(start..end, token..token + 1);
        phrase.kind = Some(kind);
        phrase.organization.is_some().then_some(phrase)
    }

    /// "the 16th meeting" behind "and".
    fn numbers_another(&self, token: usize, limit: usize) -> bool {
        let first = if self.is(token, WordClass::Article) { token + 1 } else { token };
        self.ordinal(first).is_some()
            && (first + 1..limit.min(first + MAX_OFFICE_BEFORE))
                .take_while(|&at| !self.is(at, WordClass::ClauseMark))
                .any(|at| self.analysis.tagged.is_meeting(at))
    }

    /// Whether what begins at a token is attended, held or chaired: "at the", "took part in the", "on the sidelines of the".
    fn is_attended(&self, token: usize, limit: usize) -> bool {
        let Some(before) = token.checked_sub(1).filter(|&before| before >= limit) else { return false };
        let second = before.checked_sub(1).filter(|&second| second >= limit);
        let is_second = |class| second.is_some_and(|second| self.is(second, class));
        match self.low(before) {
            "at" | "during" => true,
            "in" => is_second(WordClass::Participating) || second.is_some_and(|at| self.low(at) == "part"),
            "of" => is_second(WordClass::Sidelines) || second.is_some_and(|at| self.low(at) == "ahead"),
            _ => {
                self.is(before, WordClass::Attending)
                    || self.is(before, WordClass::ToAttend)
                    || self.is(before, WordClass::Chairing)
                    || self.is(before, WordClass::ToChair)
                    || self.is(before, WordClass::Host)
                    || self.is(before, WordClass::Addressing)
            }
        }
    }

    /// "was held", "will take place" right behind a name.
    pub(super) fn takes_place(&self, token: usize, limit: usize) -> bool {
        let first = (token..limit.min(token + MAX_AUXILIARIES))
            .find(|&at| !self.is(at, WordClass::Tensed) && !self.is(at, WordClass::ToBe));
        first.is_some_and(|at| {
            at > token && self.is(at, WordClass::Convened)
                || self.is(at, WordClass::Beginning)
                || self.is(at, WordClass::Ending)
                || matches!(self.low(at), "took" | "take" | "taken") && self.low(at + 1) == "place"
        })
    }

    /// The words of an organ's name that are not those of its organization.
    pub(super) fn organ_words(&self, tokens: Range<usize>) -> Vec<usize> {
        let mut kept = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            let inner = self.analysis.tagged.find(at, |tag| matches!(tag, Tag::Organization(index) if self.analysis.tagged.organization(index).kind != "organ"));
            match inner.filter(|inner| inner.tokens.end < tokens.end) {
                Some(inner) => at = inner.tokens.end,
                None => {
                    kept.push(at);
                    at += 1;
                }
            }
        }
        kept
    }

    /// What the words of a phrase tell: ordinal, organization, level, format, place.
    pub(super) fn describe(&self, tokens: Range<usize>, noun: Range<usize>) -> Phrase {
        let analysis = self.analysis;
        let document = &analysis.document;
        let (start, end) = (tokens.start, tokens.end);
        let mut phrase = Phrase {
            tokens: start..end,
            noun: noun.clone(),
            ordinal: None,
            organization: None,
            series: None,
            kind: None,
            city: None,
            plural: false,
            definite: matches!(self.low(start), "the" | "this" | "that"),
            with: Vec::new(),
            between: false,
            days: None,
            past: false,
            convened: false,
        };
        let mut kept: Vec<usize> = Vec::new();
        // "Members of the Council of Foreign Ministers met": the council.
        let of_members = self.low(start + 1) == "of"
            && (self.is(start, WordClass::MemberStates) || self.is(start, WordClass::Participants));
        let mut at = if of_members && start + 2 < end { start + 2 } else { start };
        let mut level: Option<MeetingKind> = None;
        while at < end {
            let low = self.low(at);
            // "(ABC)", "(65th)": the same again.
            if low == "("
                && at > start
                && let Some(close) = (at + 1..end.min(at + MAX_AGAIN)).find(|&at| self.low(at) == ")")
                && (at..close).all(|at| analysis.tagged.entity(at).is_none())
            {
                at = close + 1;
                continue;
            }
            if let Some(number) = self.ordinal(at) {
                phrase.ordinal = phrase.ordinal.or(Some(number));
                at += 1;
                continue;
            }
            if let Some(days) = days_of(low) {
                phrase.days = Some(days);
            }
            if let Some(entity) = analysis.tagged.entity_at(at) {
                match entity.tag {
                    Tag::Organization(index) => {
                        let organization = &self.analysis.tagged.organization(index);
                        let parent = organization.parent.clone().filter(|_| organization.kind == "organ");
                        if parent.is_some() {
                            // The organ is the format, without the name of its organization: "Council of Foreign Ministers".
                            kept.extend(self.organ_words(entity.tokens.clone()));
                            let text = document.slice(entity.tokens.clone()).to_lowercase();
                            let told = organization.level.as_deref().and_then(|level| level.parse().ok());
                            level = told.or(level).or_else(|| level_of(&text));
                        }
                        if phrase.organization.is_none() {
                            phrase.organization = parent.or_else(|| Some(organization.name.clone()));
                        }
                        at = entity.tokens.end;
                        continue;
                    }
                    // "the Doha round": the name of negotiations, not their place.
                    Tag::City(_) if self.low(entity.tokens.end) == "round" => {
                        kept.extend(entity.tokens.clone());
                        at = entity.tokens.end;
                        continue;
                    }
                    Tag::City(index) if at < noun.start => {
                        let city = &lexicon().cities[index.index()];
                        phrase.city = Some((city.name.clone(), city.country));
                        at = entity.tokens.end;
                        continue;
                    }
                    Tag::Month(_) | Tag::Weekday(_) => {
                        at = entity.tokens.end;
                        continue;
                    }
                    _ => {
                        kept.extend(entity.tokens.clone());
                        at = entity.tokens.end;
                        continue;
                    }
                }
            }
            if noun.contains(&at) {
                kept.push(at);
                at += 1;
                continue;
            }
            if let Some(office) = analysis.tagged.find(at, |tag| matches!(tag, Tag::Office { .. })) {
                if let Tag::Office { rank, .. } = office.tag {
                    let of_rank = match rank {
                        Rank::State | Rank::Government => MeetingKind::Summit,
                        Rank::Minister => MeetingKind::Ministerial,
                        Rank::Official if matches!(self.low(at), "officials" | "experts") => {
                            MeetingKind::WorkingGroup
                        }
                        Rank::Official => MeetingKind::Ministerial,
                    };
                    level = level.or(Some(of_rank));
                }
                kept.extend(office.tokens.clone());
                at = office.tokens.end;
                continue;
            }
            // "the group's 10th meeting"; not "a group meeting"
            let of_group = low == "group"
                && document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Possessive);
            if phrase.organization.is_none()
                && (self.is(at, WordClass::BodyNoun) || of_group)
                && !document.tokens[at].is_capitalised()
            {
                phrase.organization = self.context.clone();
                at += 1;
                continue;
            }
            // "the GCC-Russia dialogue"
            if phrase.organization.is_none() && low.contains('-') {
                let parts = document.str(at).split('-').filter(|part| part.len() > 2);
                let mut bodies = parts.filter(|part| part.chars().all(char::is_uppercase));
                let body = bodies.find_map(|part| lexicon().organization(part));
                phrase.organization = body.map(|body| body.name.clone());
            }
            match MEETING_WORDS.get(low).copied() {
                Some("drop") => {
                    phrase.past |= matches!(low, "last" | "previous");
                }
                // "the Collective Security Council": a part of its name.
                Some("group") if at > start && low != "group" && document.tokens[at].is_capitalised() => {
                    kept.push(at);
                }
                Some("group") => {
                    level = Some(MeetingKind::GroupMeeting);
                    kept.push(at);
                }
                Some("bilateral") => {
                    level = Some(MeetingKind::Bilateral);
                    kept.push(at);
                }
                Some("working") => {
                    level = level.or(Some(MeetingKind::WorkingGroup));
                    kept.push(at);
                }
                Some("ministerial") => {
                    level = level.or(Some(MeetingKind::Ministerial));
                    kept.push(at);
                }
                Some("summit") => {
                    level = level.or(Some(MeetingKind::Summit));
                    kept.push(at);
                }
                _ if self.is_period(at) => {}
                _ => {
                    let at_kind = document.tokens[at].kind;
                    if !self.is(at, WordClass::OutsideFormat) && at_kind != TokenKind::Number {
                        kept.push(at);
                    }
                }
            }
            at += 1;
        }
        phrase.kind = level;
        phrase.series = self.series(&kept, &noun);
        // "Council of Heads of the League's member states"
        let series = phrase.series.as_deref().unwrap_or_default().to_lowercase();
        if series.contains("heads of member") {
            phrase.kind = Some(MeetingKind::Summit);
        }
        phrase
    }

    /// The format: the words kept, without the general noun where others are there.
    pub(super) fn series(&self, kept: &[usize], noun: &Range<usize>) -> Option<String> {
        let document = &self.analysis.document;
        let general = self.is(noun.start, WordClass::PlainMeeting);
        let mut words: Vec<usize> = kept.to_vec();
        let others = words
            .iter()
            .filter(|&&token| {
                !noun.contains(&token)
                    && document.tokens[token].kind == TokenKind::Word
                    && !matches!(self.low(token), "of" | "and" | "for" | "in")
            })
            .count();
        // "Consultative Meeting of the heads of state": what stands before it would say nothing without it.
        let qualified = words.first().is_some_and(|&first| first < noun.start)
            && words.last().is_some_and(|&last| last >= noun.end)
            && words
                .iter()
                .filter(|&&word| word < noun.start)
                .all(|&word| MEETING_WORDS.get(self.low(word)).is_some_and(|class| *class == "keep"));
        if general && others > 0 && !qualified {
            words.retain(|token| !noun.contains(token));
        }
        // "of the League's member states": the ending of what is left out.
        let all = words.clone();
        words.retain(|&token| {
            document.tokens[token].kind != TokenKind::Possessive
                || token.checked_sub(1).is_some_and(|before| all.contains(&before))
        });
        while words.first().is_some_and(|&token| self.is(token, WordClass::TrimsFormat)) {
            words.remove(0);
        }
        while words.last().is_some_and(|&token| self.is(token, WordClass::TrimsFormat)) {
            words.pop();
        }
        let mut text = String::new();
        for token in words {
            let glued = document.tokens[token].kind == TokenKind::Possessive || document.is_mark(token, ",");
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            text.push_str(document.str(token));
        }
        let text = text.trim_end_matches(['’', '\'']).to_owned();
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn ordinal(&self, token: usize) -> Option<u32> {
        let low = self.low(token);
        // "for the first time"
        if self.low(token + 1) == "time" {
            return None;
        }
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| low.strip_suffix(ending));
        if let Some(number) = digits.and_then(|digits| digits.parse().ok()) {
            return Some(number);
        }
        if let Some(&number) = ORDINALS.get(low) {
            return Some(number);
        }
        let text = self.analysis.document.str(token);
        (text.len() > 1).then(|| roman(text)).flatten()
    }

    /// ")" of "APEC (Asia-Pacific Economic Cooperation)": behind an organization's name between brackets.
    fn closes_full_name(&self, token: usize, limit: usize) -> bool {
        let analysis = self.analysis;
        let inside = token.checked_sub(1).filter(|&inside| inside > limit && self.low(token) == ")");
        inside.and_then(|inside| analysis.tagged.entity(inside)).is_some_and(|found| {
            matches!(found.tag, Tag::Organization(_))
                && found.tokens.start > limit
                && self.low(found.tokens.start - 1) == "("
        })
    }

    /// "year" of "last year's summit".
    fn is_period(&self, token: usize) -> bool {
        self.is(token, WordClass::Period)
            && self
                .analysis
                .document
                .tokens
                .get(token + 1)
                .is_some_and(|next| next.kind == TokenKind::Possessive)
    }

    /// Where the noun phrase of the noun at a token begins.
    pub(super) fn left_edge(&self, token: usize, limit: usize) -> usize {
        let analysis = self.analysis;
        let document = &analysis.document;
        let mut start = token;
        while start > limit && token - start < 16 {
            let at = start - 1;
            let low = self.low(at);
            let kind = document.tokens[at].kind;
            let capitalised = document.tokens[at].is_capitalised();
            // "last year's summit"
            if kind == TokenKind::Possessive && at > limit && self.is_period(at - 1) {
                let which = at.saturating_sub(2).max(limit);
                start = if self.is(which, WordClass::Which) { which } else { at - 1 };
                continue;
            }
            if let Some(entity) = analysis.tagged.entity(at) {
                // "their December 9 meeting"
                let usable = matches!(
                    entity.tag,
                    Tag::Month(_)
                        | Tag::Organization(_)
                        | Tag::Country(_)
                        | Tag::Demonym(_)
                        | Tag::Region
                        | Tag::City(_)
                );
                if !usable {
                    break;
                }
                start = entity.tokens.start;
                continue;
            }
            let office_start = (1..=MAX_OFFICE_BEFORE).find(|&back| {
                at + 1 >= back
                    && analysis
                        .tagged
                        .find(at + 1 - back, |tag| {
                            matches!(tag, Tag::Office { plural: true, .. } | Tag::Group)
                        })
                        .is_some_and(|found| found.tokens.end == at + 1)
            });
            if let Some(back) = office_start {
                start = (at + 1).saturating_sub(back).max(limit);
                continue;
            }
            // "That meeting", at the beginning: elsewhere it opens a clause.
            if matches!(low, "the" | "a" | "an" | "this" | "another") || low == "that" && at == limit {
                return at;
            }
            let is_word = MEETING_WORDS.contains_key(low)
                || lexicon().office_words.contains(low)
                || (lexicon().office_modifiers.contains(low))
                || self.ordinal(at).is_some()
                || days_of(low).is_some();
            let is_month = |at: usize| {
                analysis.tagged.entity(at).is_some_and(|found| matches!(found.tag, Tag::Month(_)))
            };
            let fits = kind == TokenKind::Possessive
                || kind == TokenKind::Number && at > limit && is_month(at - 1)
                || is_word
                || (capitalised
                    && kind == TokenKind::Word
                    // "the fifth Lakeside Summit": a common word within a name.
                    && (!lexicon().common_words.contains(low)
                        || start == token
                            && at > limit
                            && document.tokens[token].is_capitalised()
                            && self.ordinal(at - 1).is_some())
                    && analysis.mention_at(at).is_none_or(|(_, mention)| {
                        // "the Lakeside Platform summit": what looks like a name and is never told of as a person.
                        !matches!(mention.kind, Kind::Person { .. })
                            || mention.person.is_some_and(|at| !analysis.registry.persons[at].sure)
                            || start < token && mention.tokens.end == token
                    }))
                || (low == "of"
                    && start < token
                    && analysis.tagged.entity(start).is_none()
                    && at > limit
                    && document.tokens[at - 1].is_capitalised())
                || (low == "of" && at > limit && self.is(at - 1, WordClass::Instalment))
                || (matches!(low, "round" | "edition") && start < token && self.low(start) == "of")
                || (low.ends_with("-party") || low.ends_with("-way") || low.ends_with("-sided"))
                // "intra-Norlandic talks"
                || document.str(at).rsplit(is_hyphen).next().is_some_and(|last| {
                    last.len() < low.len() && last.starts_with(char::is_uppercase)
                })
                || (matches!(low, "and" | "on" | "for" | "&")
                    && start < token
                    && at > limit
                    && document.tokens[start].is_capitalised()
                    && document.tokens[at - 1].is_capitalised()
                    && (lexicon().office_words.contains(self.low(at - 1))
                        || analysis
                            .tagged
                            .find(at - 1, |tag| matches!(tag, Tag::Office { plural: true, .. }))
                            .is_some()))
                || (low == ")" && at > limit + 1 && document.str(at - 2) == "(")
                // "Sixty-Fifth (65 TH) Session"
                || (low == ")"
                    && at > limit + 2
                    && document.str(at - 3) == "("
                    && document.tokens[at - 2].kind == TokenKind::Number)
                || (kind == TokenKind::Number && at > limit && document.str(at - 1) == "(" && start < token)
                || (matches!(low, "st" | "nd" | "rd" | "th") && document.tokens[at - 1].kind == TokenKind::Number)
                || self.closes_full_name(at, limit)
                || (low == "(" && start < token && analysis.tagged.entity_at(start).is_some())
                || (low == "(" && start < token && document.str(start + 1) == ")")
                || (low == "(" && start < token && document.str(start + 2) == ")")
                || (matches!(low, "&" | "+"));
            if !fits {
                break;
            }
            start = at;
        }
        start
    }

    /// Where the complement behind the noun ends: "of the SCO Heads of State", "(AMM)", "on Security Affairs".
    pub(super) fn right_edge(&self, token: usize, limit: usize) -> usize {
        let analysis = self.analysis;
        let document = &analysis.document;
        let mut end = token;
        let mut at = token;
        if self.low(at) == "(" && document.str(at + 2) == ")" {
            at += 3;
            end = at;
        }
        // "attends the meeting for the first time"
        if !matches!(self.low(at), "of" | "for") || self.low(at + 3) == "time" {
            return end;
        }
        let mut of = true;
        while at < limit && at - token < 30 {
            let low = self.low(at);
            if of && matches!(low, "the" | "its") {
                at += 1;
                continue;
            }
            // "of the Norland–Westmark Joint Commission"
            let country = |at: usize| {
                analysis.tagged.entity(at).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
            };
            let between = matches!(low, "–" | "—") && at > token && country(at - 1) && country(at + 1);
            // "the 28th meeting of the league and the 16th meeting of the union": another one.
            if low == "and" && self.numbers_another(at + 1, limit) {
                break;
            }
            if (between || matches!(low, "of" | "for" | "and" | "&" | "on" | "-"))
                && !(low == "on" && end == token)
            {
                // What joins must be followed by something that belongs.
                if low == "on"
                    && analysis
                        .tagged
                        .entity_at(at + 1)
                        .is_some_and(|found| matches!(found.tag, Tag::Weekday(_) | Tag::Month(_)))
                {
                    break;
                }
                if low == "on" && !document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised()) {
                    break;
                }
                of = true;
                at += 1;
                continue;
            }
            if low == "(" && document.str(at + 2) == ")" {
                at += 3;
                end = at;
                continue;
            }
            // "of the Heads of Government (Prime Ministers) Council"
            if low == "("
                && end == at
                && end > token
                && let Some(office) =
                    analysis.tagged.find(at + 1, |tag| matches!(tag, Tag::Office { plural: true, .. }))
                && self.low(office.tokens.end) == ")"
            {
                at = office.tokens.end + 1;
                end = at;
                continue;
            }
            // "of foreign ministers of the countries making up the league"
            let behind =
                (at..limit.min(at + MAX_MAKING_UP)).find(|&at| analysis.tagged.entity_at(at).is_some());
            let made_up = behind.and_then(|behind| {
                let body = analysis.tagged.entity_at(behind)?;
                let joins = end == at
                    && end > token
                    && analysis.tags[at] == Pos::Gerund
                    && self.is(at - 1, WordClass::MemberStates)
                    && matches!(body.tag, Tag::Organization(_));
                joins.then_some(body.tokens.end)
            });
            if let Some(body_end) = made_up {
                (at, end) = (body_end, body_end);
                continue;
            }
            // "of foreign ministers from the league"
            let from = if low == "from" { at + 1 + usize::from(self.low(at + 1) == "the") } else { limit };
            let of_body = analysis
                .tagged
                .entity_at(from)
                .filter(|found| from < limit && end == at && matches!(found.tag, Tag::Organization(_)));
            if let Some(body) = of_body {
                at = body.tokens.end;
                end = at;
                continue;
            }
            if let Some(entity) = analysis.tagged.entity_at(at) {
                // "of the Harbour City Forum": a city within a name.
                let within_name = matches!(entity.tag, Tag::City(_))
                    && document
                        .tokens
                        .get(entity.tokens.end)
                        .is_some_and(|next| next.is_capitalised() && entity.tokens.end < limit)
                    && analysis.tagged.entity(entity.tokens.end).is_none();
                if !within_name
                    && !matches!(
                        entity.tag,
                        Tag::Organization(_) | Tag::Country(_) | Tag::Demonym(_) | Tag::Region
                    )
                {
                    break;
                }
                at = entity.tokens.end;
                end = at;
                of = false;
                continue;
            }
            if document.tokens[at].kind == TokenKind::Possessive {
                at += 1;
                end = at;
                continue;
            }
            // "of the bloc's council"
            if of
                && document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Possessive)
                && analysis
                    .mention_at(at)
                    .is_none_or(|(_, mention)| !matches!(mention.kind, Kind::Person { .. }))
            {
                at += 1;
                continue;
            }
            if let Some(found) =
                analysis.tagged.find(at, |tag| matches!(tag, Tag::Office { plural: true, .. } | Tag::Group))
            {
                at = found.tokens.end;
                end = at;
                of = false;
                continue;
            }
            // "the 10th summit of the organization"
            let of_bloc = of
                && end == token
                && document.tokens[at].case == Case::Lower
                && self.is(at, WordClass::BodyNoun)
                && self.context.is_some();
            if of_bloc {
                // "of alliance foreign ministers" goes on.
                at += 1;
                end = at;
                of = false;
                continue;
            }
            // "of the League's regional anti-smuggling agency council": a body of it, in small letters.
            let own_body = document.tokens[at - 1].kind == TokenKind::Possessive
                && (at..limit.min(at + MAX_OWN_BODY))
                    .take_while(|&at| {
                        document.tokens[at].kind == TokenKind::Word
                            && document.tokens[at].case == Case::Lower
                            && !analysis.tags[at].is_verb()
                            && !self.is(at, WordClass::Locative)
                    })
                    .filter(|&at| MEETING_WORDS.get(self.low(at)).is_some_and(|class| *class == "body"))
                    .last()
                    .is_some_and(|body| {
                        end = body + 1;
                        true
                    });
            if own_body {
                at = end;
                of = false;
                continue;
            }
            let belongs = (document.tokens[at].is_capitalised()
                && document.tokens[at].kind == TokenKind::Word
                && analysis
                    .mention_at(at)
                    .is_none_or(|(_, mention)| !matches!(mention.kind, Kind::Person { .. })))
                || lexicon().office_words.contains(low)
                || lexicon().office_modifiers.contains(low)
                || self.ordinal(at).is_some()
                || low == "member";
            // "of the strategic dialogue"
            let names_forum = end == at
                && at > token + 1
                && document.tokens[at].case == Case::Lower
                && analysis.tagged.is_meeting(at);
            if !belongs && !names_forum {
                break;
            }
            at += 1;
            end = at;
            of = false;
        }
        end
    }

    /// The mentions behind "with" or "between": those whom the phrase brings together.
    pub(super) fn companions(&self, token: usize, limit: usize) -> Vec<usize> {
        let opens = (token..limit.min(token + MAX_COMPANY)).find(|&at| self.is(at, WordClass::Bringing));
        let Some(opens) = opens else { return Vec::new() };
        // "to attend the ministers' meeting has met with": with whom somebody met, and not the ministers.
        let ends = |at: usize| matches!(self.low(at), "," | ";" | "held") || self.is(at, WordClass::Met);
        if (token..opens).any(|at| ends(at) && !(at == token && opens == token + 1)) {
            return Vec::new();
        }
        let found = self.list_from(opens + 1, limit);
        // "… talks, with the minister stressing that …": a clause of its own.
        let clause = self.low(opens - 1) == ","
            && found.last().is_some_and(|&last| {
                let behind = self.analysis.mentions[last].tokens.end;
                self.analysis.tags.get(behind) == Some(&Pos::Gerund)
            });
        if clause { Vec::new() } else { found }
    }

    /// The mentions of a list that begins at a token: up to a verb, a preposition of place or time, or a full stop.
    pub(super) fn list_from(&self, token: usize, limit: usize) -> Vec<usize> {
        let analysis = self.analysis;
        let mut found = Vec::new();
        let mut at = token;
        while at < limit {
            if let Some((index, mention)) = analysis.mention_at(at) {
                if matches!(mention.kind, Kind::Pronoun(_) | Kind::Document) {
                    break;
                }
                // "…, President A B said": the subject of the clause, no part of the list.
                let speaks = analysis.tagged.is_cue(mention.tokens.end);
                if speaks && !found.is_empty() && self.low(mention.tokens.start - 1) == "," {
                    break;
                }
                // "a delegation of Norland": whose it is.
                let owns = matches!(mention.kind, Kind::Country(_))
                    && at > token
                    && matches!(self.low(at - 1), "of" | "from")
                    && found.last().is_some_and(|&last: &usize| {
                        analysis.mentions[last].kind == Kind::Group
                            && self.is(analysis.mentions[last].tokens.end - 1, WordClass::DelegationNoun)
                    });
                if owns {
                    at = mention.tokens.end;
                    continue;
                }
                found.push(index);
                at = mention.tokens.end;
                continue;
            }
            // "His Highness the Crown Prince Sheikh A B"
            if let Some(title) = analysis.tagged.find(at, |tag| tag == Tag::Honorific) {
                at = title.tokens.end;
                continue;
            }
            let low = self.low(at);
            // "…, as Norland works to …": a clause, and not "as well as".
            if low == "as" && self.low(at + 1) != "well" && self.low(at.saturating_sub(1)) != "well" {
                break;
            }
            // "a high-level military delegation of Norland led by its minister"
            let of_delegation = matches!(analysis.tags[at], Pos::Adjective | Pos::Noun)
                && document_low(analysis, at)
                && (at + 1..limit.min(at + MAX_DELEGATION)).any(|at| self.is(at, WordClass::DelegationNoun));
            let led = self.is(at, WordClass::Heading) && self.low(at + 1) == "by"
                || low == "by" && at > token && self.is(at - 1, WordClass::Heading)
                || low == "," && self.is(at + 1, WordClass::Heading) && self.low(at + 2) == "by";
            // "met bin Farhan"
            let particle = lexicon().name_particles.contains(low) && analysis.mention_at(at + 1).is_some();
            // "met leaders of the union, including A B and C D"
            let includes = low == "including" && at > token && self.low(at - 1) == ",";
            let joins = self.is(at, WordClass::JoinsParties)
                || includes
                || particle
                || of_delegation
                || led
                || self.is(at, WordClass::DelegationNoun)
                || MEETING_WORDS.contains_key(low)
                || lexicon().office_words.contains(low);
            if !joins {
                break;
            }
            at += 1;
        }
        found
    }
}
