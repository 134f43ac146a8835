//! Verbs that tell of a meeting: "X met Y", "Y was received by X", "the council met".

use std::ops::Range;

use jiff::ToSpan as _;
use rapporteur_model::{
    PartialDate,
    vocabulary::{DateBasis, MeetingKind, MeetingStatus},
};

use super::{BODY_MEETS, Finder, Phrase, Verb, draft::Draft, words::days_before};
use crate::{
    date::Resolved,
    lexicon::{Rank, Tag},
    mention::{Kind, Mention, Pronoun},
    pos::Pos,
    text::ParagraphRole,
    word_class::WordClass,
};

/// How many words stand between "received" and whom: "here this afternoon".
const MAX_ADVERBIAL: usize = 6;

/// How far behind "discussed" stands with whom, in tokens.
const MAX_DISCUSSED: usize = 18;

/// How far behind "met" stands what for, in tokens.
const MAX_CALLED: usize = 14;

/// How far behind "met at" stands with whom, in tokens.
const MAX_PLACE_OF_MEETING: usize = 14;

/// How far before a verb of meeting "the two" is looked for, in tokens: "the two officials, who have met five times, last met".
const MAX_PAIR: usize = 5;

/// In how many sentences before it those are looked for whom "the two" means.
const MAX_SENTENCES_BACK: usize = 3;

/// In how many sentences before it the two are looked for whom "the ministers" means.
const MAX_SENTENCES_TO_PAIR: usize = 8;

/// How many sentences before it tells that somebody met several, a report may speak of meetings on the sidelines.
const MAX_SENTENCES_OF_SIDELINES: usize = 20;

/// In how many tokens that open a sentence it tells that it is about the same day.
const MAX_LATER: usize = 4;

/// How far behind "eve" the meeting is named whose eve it is, in tokens.
const MAX_EVE: usize = 8;

/// How far before a noun of meetings "have" stands, in tokens: "will have their first talks".
const MAX_HAD: usize = 4;

/// How far behind a verb of meeting "again" stands, in tokens.
const MAX_AGAIN: usize = 4;

/// How far before a noun of meetings the verb stands that tells that it takes place, in tokens.
const MAX_HOLDING: usize = 8;

/// How far behind "granted" the audience stands, in tokens: "granted the visiting Norlandic envoy an audience".
const MAX_GRANTED: usize = 10;

/// How far before a verb of meeting a word that denies it is looked for, in tokens.
const MAX_DENIAL: usize = 7;

/// How far behind "They" the verb of meeting stands, in tokens: "They later also met".
const MAX_THEY: usize = 4;

impl Finder<'_> {
    /// "X met Y", "X received Y", "Y was received by X", "X held talks with Y", "X and Y met", "the council met". Gives the
    /// parties of meetings that a phrase names: "X met Y for the summit" (index of the phrase, one side, the other).
    pub(super) fn verb_meeting(
        &mut self,
        sentence: usize,
        tokens: Range<usize>,
        order: usize,
        phrases: &[Phrase],
    ) -> Vec<(usize, Vec<usize>, Vec<usize>)> {
        let analysis = self.analysis;
        let mut parties = Vec::new();
        for token in tokens.clone() {
            if analysis.quoted[token] || analysis.mention_at(token).is_some() {
                continue;
            }
            let low = self.low(token);
            let next = self.low(token + 1);
            let previous = if token > tokens.start { self.low(token - 1) } else { "" };
            // "convened the 14th meeting of the council": what it is, the phrase tells.
            let names_it = low == "convened" && phrases.iter().any(|phrase| phrase.tokens.start == token + 1);
            if names_it {
                continue;
            }
            // "Ministers A, B and C gathered for the event": for the gathering that was told of.
            let for_gathering = low == "gathered"
                && next == "for"
                && !self.meetings.drafts.is_empty()
                && (token + 2..token + 4).any(|at| self.is(at, WordClass::Gathering));
            if for_gathering {
                continue;
            }
            let verb = match low {
                "met" | "meets" | "gathered" | "convened" | "assembled" => Verb::Meet,
                "meet" | "gather" | "convene" if self.is_expected(token, tokens.start) => Verb::Meet,
                // "EU leaders meet Friday", however the verb is tagged.
                "meet" | "gather" | "convene" if self.has_plural_subject(token) => Verb::Meet,
                // "Foreign ministers meet in Brussels on Monday."
                "meet" | "gather" | "convene" if analysis.tags[token] == Pos::Present => Verb::Meet,
                "meeting" | "gathering" if self.is(token.saturating_sub(1), WordClass::ToBe) => Verb::Meet,
                // "after meeting with X"
                "meeting"
                    if self.is(token.saturating_sub(1), WordClass::BeforeGerund)
                        && (next == "with"
                            || analysis.mention_at(token + 1).is_some()
                            || self.leads_to_person(token + 1)) =>
                {
                    Verb::Meet
                }
                // "the summit hosted by X" is no meeting with X.
                "received" | "welcomed" | "hosted" | "greeted"
                    if next == "by"
                        // "Hosted by X, the meeting …", "the events hosted by X"
                        && token > tokens.start
                        && (low != "hosted"
                            || (token.saturating_sub(3).max(tokens.start)..token)
                                .any(|at| self.is(at, WordClass::ToBe)))
                        && !phrases.iter().any(|phrase| {
                            phrase.tokens.end <= token
                                && token - phrase.tokens.end <= 4
                                && analysis.mentions_in(phrase.tokens.end..token).next().is_none()
                        }) =>
                {
                    Verb::Passive
                }
                "host" | "hosts" | "hosted" if self.hosts_people(token, next) => Verb::Receive,
                "received" | "receives" => Verb::Receive,
                // "granted an audience to the envoy"
                _ if self.is(token, WordClass::GivesAudience)
                    && (token + 1..tokens.end.min(token + MAX_GRANTED))
                        .any(|at| self.is(at, WordClass::Audience)) =>
                {
                    Verb::Receive
                }
                // "The minister conferred with the envoy": not "was conferred with an order".
                _ if self.is(token, WordClass::Conferring)
                    && next == "with"
                    && !self.is(token.saturating_sub(1), WordClass::ToBe) =>
                {
                    Verb::Meet
                }
                // "On the sidelines of the meeting, he told his counterpart …"
                "told"
                    if (tokens.start..token).any(|at| self.is(at, WordClass::Sidelines))
                        && !(tokens.start..token).any(|at| self.is(at, WordClass::Met)) =>
                {
                    Verb::Meet
                }
                // "The president told heads of delegations attending the session that …": he receives them.
                "told" if self.tells_delegations(token) => Verb::Receive,
                _ if self.is_call(token, tokens.clone()) => Verb::Call,
                // "The ambassador called on the foreign minister", "paid a courtesy call on the president"
                "called" | "calls" | "call" if next == "on" && self.calls_on(token, tokens.clone()) => {
                    Verb::CallOn
                }
                // "The prime minister paid a visit to the president": to a person.
                "visit" if next == "to" && self.pays_visit(token, tokens.clone()) => Verb::CallOn,
                // "the plan was discussed with A B": nobody who met him.
                "discussed"
                    if !self.is(token.saturating_sub(1), WordClass::ToBe)
                        && self.discussed_with(token, tokens.end).is_some() =>
                {
                    Verb::Hold
                }
                "discussed" if phrases.iter().all(|phrase| phrase.tokens.start > token && phrase.past) => {
                    Verb::Discuss
                }
                // "The security advisers of the league on Thursday reviewed …": that they met goes without saying.
                _ if order < 2
                    && self.is(token, WordClass::DoneTogether)
                    && self.meetings.drafts.is_empty() =>
                {
                    Verb::Act
                }
                "talk" | "talks" | "meeting" | "consultations" | "negotiations" | "conversation" | "call"
                | "discussions" | "discussion" | "session"
                    if self.has_holding_verb(tokens.start, token) =>
                {
                    Verb::Hold
                }
                // "will hold the next round of dialogue with A"
                "dialogue" if next == "with" && self.has_holding_verb(tokens.start, token) => Verb::Hold,
                _ => continue,
            };
            // "will be received by A" tells of a meeting, "to be received" of none.
            let follows_be = previous == "be" && verb != Verb::Passive;
            if (self.is(token.saturating_sub(1), WordClass::Article) || follows_be)
                && !matches!(verb, Verb::Hold | Verb::CallOn)
            {
                continue;
            }
            if self.is_denied_verb(token, tokens.start) || self.is_habit(token, tokens.end) {
                continue;
            }
            if verb == Verb::Act || verb == Verb::Discuss && order < 2 && self.meetings.drafts.is_empty() {
                self.body_acts(sentence, order, token, tokens.clone(), phrases);
            }
            if verb == Verb::Act {
                continue;
            }
            if verb == Verb::Discuss {
                // "Presidents A of X and B of Y discussed …": they met, or spoke.
                if let Some(pair) = self.coordinated_leaders(tokens.start..token) {
                    let parties = (pair, Vec::new());
                    self.encounter(sentence, order, token, tokens.clone(), token + 1, parties, phrases);
                }
                continue;
            }
            let acting = (tokens.start.max(token.saturating_sub(MAX_HOLDING))..token)
                .rev()
                .find(|&at| verb == Verb::Hold && self.is(at, WordClass::Holding))
                .unwrap_or(token);
            let goes_on = self.goes_on(acting, tokens.start);
            let mut before = match goes_on.then(|| self.subject_of_first(acting, tokens.start)).flatten() {
                Some(subject) => vec![subject],
                None => self.subject_mentions(tokens.start..token),
            };
            if before.is_empty() && verb != Verb::Passive {
                before.extend(self.subject_of_verb(token));
            }
            // "They also met with A": the two who were told of.
            if before.is_empty()
                && verb == Verb::Meet
                && self.low(tokens.start) == "they"
                && token <= tokens.start + MAX_THEY
            {
                before = self.two_told_of(sentence, tokens.start);
            }
            // "In Harbour City, the ministers will meet A": the two who were told of.
            if let &[group] = &before[..]
                && let Some(pair) = self.pair_meant_by(group, sentence)
            {
                before = pair;
            }
            let object = self.object_of(verb, token, tokens.end);
            let meant = object.and_then(|at| self.meant_by_object(at, sentence, &before));
            let listed: Vec<usize> = object
                .map(|at| meant.map_or_else(|| self.list_from(at, tokens.end), |meant| vec![meant]))
                .unwrap_or_default()
                .into_iter()
                .filter(|index| self.is_party(*index))
                // "A and B met with both leaders agreeing": those named already.
                .filter(|index| before.len() < 2 || !self.means_all(*index))
                .collect();
            // "There was no word from A when he met B", in a report on B: A met him.
            let person = |index: usize| analysis.mentions[index].person;
            if let (&[one], &[other]) = (&before[..], &listed[..])
                && person(one).is_some()
                && person(one) == person(other)
                && let Some((index, _)) =
                    analysis.mentions_in(tokens.start..token).rev().find(|(_, mention)| {
                        mention.person.is_some()
                            && mention.person != person(other)
                            && !analysis.quoted[mention.tokens.start]
                    })
            {
                before = vec![index];
            }
            // "A, who met with the two leaders separately": with each of those two.
            let apart = tokens.clone().any(|at| matches!(self.low(at), "separately" | "individually"));
            let pair = match &listed[..] {
                &[group] if apart && before.len() == 1 && self.means_all(group) => {
                    let person = |index: usize| analysis.mentions[index].person;
                    let mut pair = self.two_before(tokens.start..analysis.mentions[before[0]].tokens.start);
                    if pair.is_empty() {
                        pair = self.two_told_of(sentence, tokens.start);
                    }
                    pair.retain(|&index| person(index) != person(before[0]));
                    pair
                }
                _ => Vec::new(),
            };
            let each = pair.len() == 2;
            // "spoke by phone with both leaders": nobody knows with whom.
            if verb == Verb::Call && !each && listed.len() == 1 && self.means_all(listed[0]) {
                continue;
            }
            let listed = if each { pair } else { listed };
            // "The two leaders last met in Harbour City in June."
            if listed.is_empty()
                && verb == Verb::Meet
                && self.is(token, WordClass::Met)
                && (before.iter().all(|&index| self.means_all(index)) && self.means_two(tokens.start..token)
                    // "They last met in Harbour City in June."
                    || self.low(tokens.start) == "they" && self.is(token - 1, WordClass::LastTime))
            {
                let pair = self.two_told_of(sentence, tokens.start);
                let told = self.place_near(tokens.clone(), token) != (None, None)
                    || self.date_near(tokens.clone(), token, false).is_some();
                if pair.len() == 2 && told {
                    let sides = (pair, Vec::new());
                    self.encounter(sentence, order, token, tokens.clone(), token + 1, sides, phrases);
                }
                continue;
            }
            if listed.is_empty() {
                // "convened the 14th meeting of the council": the phrase names it.
                let is_named = verb == Verb::Hold
                    && phrases.iter().any(|phrase| {
                        phrase.tokens.contains(&token)
                            && phrase.ordinal.is_some()
                            && phrase.organization.is_some()
                    });
                // "A, B and C held a trilateral meeting": that is what the phrase names.
                let of_three = phrases.iter().position(|phrase| {
                    verb == Verb::Hold
                        && before.len() > 2
                        && phrase.tokens.contains(&token)
                        && phrase.tokens.clone().any(|at| self.is(at, WordClass::OfThree))
                });
                if let Some(phrase) = of_three {
                    parties.push((phrase, before, Vec::new()));
                    continue;
                }
                if matches!(verb, Verb::Meet | Verb::Hold) && !is_named {
                    let met_at =
                        self.meeting_of_subject(sentence, order, token, tokens.clone(), &before, phrases);
                    parties.extend(met_at.map(|phrase| (phrase, before, Vec::new())));
                }
                continue;
            }
            let (hosts, others) = if verb == Verb::CallOn {
                (listed, before)
            } else if verb == Verb::Passive {
                let groups = analysis
                    .mentions_in(tokens.start..token)
                    .filter(|(_, mention)| mention.kind == Kind::Group)
                    .map(|(index, _)| index);
                (listed, if before.is_empty() { groups.collect() } else { before })
            } else {
                (before, listed)
            };
            let people =
                |index: &usize| matches!(analysis.mentions[*index].kind, Kind::Person { .. } | Kind::Office);
            let known = others.iter().any(people)
                || others.iter().any(|&index| self.is_received_group(index))
                || verb == Verb::Passive;
            if hosts.is_empty() || !known || (verb == Verb::Passive && !hosts.iter().any(people)) {
                continue;
            }
            let last = hosts
                .iter()
                .chain(&others)
                .map(|&index| analysis.mentions[index].tokens.end)
                .max()
                .unwrap_or(token);
            // "met them for the summit": the summit is what they met at.
            let occasion = phrases.iter().position(|phrase| {
                phrase.tokens.start >= last
                    && phrase.tokens.start <= last + 8
                    && (phrase.organization.is_some()
                        || phrase.ordinal.is_some()
                        || matches!(phrase.kind, Some(MeetingKind::Summit | MeetingKind::Ministerial)))
                    && !phrase.past
                    && !phrase.plural
                    // "received those who came for the meeting", "received the heads of delegations participating in the
                    // meeting": that is another one.
                    && !(last..phrase.tokens.start).any(|at| {
                        analysis.tags[at].is_finite()
                            || self.is(at, WordClass::Participating)
                            || self.is(at, WordClass::Attending)
                    })
                    && phrase.tokens.start.checked_sub(1).is_some_and(|at| {
                        let at = if self.is(at, WordClass::Article) { at.saturating_sub(1) } else { at };
                        matches!(self.low(at), "for" | "in")
                            // "would meet with A and B at a summit": all of them, there
                            || self.low(at) == "at" && others.len() > 1 && self.low(at + 1) != "the"
                            // "met officials of the league during the meeting": those who gather there.
                            || self.low(at) == "during" && others.iter().any(|&index| self.is_plural(index))
                    })
            });
            // "will hold the 16th round of strategic consultations with A"
            let numbered = phrases.iter().position(|phrase| {
                verb == Verb::Hold
                    && phrase.tokens.contains(&token)
                    && phrase.ordinal.is_some_and(|number| number > 1)
                    && self.is_named(phrase)
            });
            match (occasion, numbered) {
                (Some(phrase), _) => parties.push((phrase, hosts, others)),
                (None, Some(phrase)) => parties.push((phrase, Vec::new(), [hosts, others].concat())),
                // "held separate talks with A and B", "on the sidelines of the summit, X met with A and B"
                (None, None)
                    if each
                        || token > tokens.start && self.low(token - 1) == "separate"
                        || self.meets_one_by_one(sentence, &hosts, &others, tokens.clone()) =>
                {
                    for other in others {
                        let pair = (hosts.clone(), vec![other]);
                        self.encounter(sentence, order, token, tokens.clone(), last, pair, phrases);
                    }
                }
                // "paid courtesy calls on A and B", "will be received by President A, Prime Minister B and Speaker C"
                (None, None)
                    if hosts.len() > 1
                        && (verb == Verb::CallOn && self.low(token) == "calls"
                            || verb == Verb::Passive && self.are_of_ranks(&hosts)) =>
                {
                    for host in hosts {
                        let pair = (vec![host], others.clone());
                        self.encounter(sentence, order, token, tokens.clone(), last, pair, phrases);
                    }
                }
                (None, None) => {
                    let pair = (hosts.clone(), others);
                    self.encounter(sentence, order, token, tokens.clone(), last, pair, phrases);
                    if verb == Verb::Meet {
                        self.meets_another(sentence, last..tokens.end, &hosts);
                    }
                }
            }
        }
        parties
    }

    /// "will meet A in Harbour City on Monday, and B on Tuesday": a second meeting, whose verb is left out.
    fn meets_another(&mut self, sentence: usize, tail: Range<usize>, hosts: &[usize]) {
        let analysis = self.analysis;
        // "met A in Harbour City and later with B in Norland"
        let with = |and: usize| {
            let adverb = analysis.tags.get(and + 1) == Some(&Pos::Adverb);
            let with = if adverb { and + 2 } else { and + 1 };
            (self.low(with) == "with").then_some(with + 1)
        };
        let and = tail
            .clone()
            .take_while(|&at| !analysis.tags[at].is_verb() && !self.is(at, WordClass::EndsClause))
            .find(|&at| {
                self.low(at) == "and" && at > tail.start && (self.low(at - 1) == "," || with(at).is_some())
            });
        let Some(and) = and else { return };
        // Each of them has a day, or a city.
        let dated = |tokens: Range<usize>| {
            tokens.clone().any(|at| {
                let found = analysis.tagged.entity_at(at);
                found.is_some_and(|found| {
                    matches!(found.tag, Tag::Month(_) | Tag::Weekday(_))
                        || matches!(found.tag, Tag::City(_)) && self.is(at - 1, WordClass::Locative)
                })
            })
        };
        let others: Vec<usize> = self
            .list_from(with(and).unwrap_or(and + 1), tail.end)
            .into_iter()
            .filter(|&index| matches!(analysis.mentions[index].kind, Kind::Person { .. } | Kind::Office))
            .collect();
        let Some(last) = others.last().map(|&index| analysis.mentions[index].tokens.end) else { return };
        if !dated(tail.start..and) || !dated(last..tail.end) {
            return;
        }
        let Some(&(found_in, _, at)) = self.meetings.phrases.last() else { return };
        let met = &self.meetings.drafts[at];
        // Where nothing was kept of the first, there is nothing to go on from.
        if found_in != sentence || !met.by_participants {
            return;
        }
        let future = met.status == Some(MeetingStatus::Planned);
        let (city, country) = match self.place_near(last..tail.end, last) {
            (None, None) => (met.city.clone(), met.country),
            place => place,
        };
        let plural = others.len() > 1 || others.iter().any(|&index| self.is_plural(index));
        let draft = Draft {
            title: self.verb_title(hosts, &others),
            kind: Some(if plural { MeetingKind::GroupMeeting } else { MeetingKind::Bilateral }),
            city,
            country,
            date: self.date_near(last..tail.end, last, future),
            places: vec![(sentence, and..last)],
            hosts: hosts.to_vec(),
            others,
            ..met.clone()
        };
        self.add_by_participants(sentence, and..last, draft);
    }

    /// "The security advisers of the league on Thursday discussed …": a meeting of those who are the subject, on a day that the
    /// sentence names.
    fn body_acts(
        &mut self,
        sentence: usize,
        order: usize,
        token: usize,
        tokens: Range<usize>,
        phrases: &[Phrase],
    ) {
        let analysis = self.analysis;
        let group = analysis.mentions_in(tokens.start..token).find(|(_, mention)| {
            !analysis.is_governed(mention.tokens.start)
                && mention.office.as_ref().is_some_and(|office| {
                    office.plural
                        && mention.person.is_none()
                        // "Lakeland economy ministers today analysed …": whatever they are of, first of all.
                        && (office.organization.is_some() || order == 0 && office.countries.is_empty())
                })
        });
        let named = phrases.iter().any(|phrase| phrase.tokens.start < token);
        let dated = self.date_near(tokens.start..token + 1, token, false).is_some();
        if group.is_some() && dated && !named {
            self.meeting_of_subject(sentence, order, token, tokens, &[], &[]);
        }
    }

    /// Whether "call on" is a visit to somebody: not "called on Norland to act", nor "called on the minister to resign".
    fn calls_on(&self, token: usize, tokens: Range<usize>) -> bool {
        let analysis = self.analysis;
        let noun = self.low(token) == "call";
        // "paid a courtesy call on"
        let paid = self.is_paid(token, tokens.start);
        let expected = self.is_expected(token, tokens.start);
        // "during a joint call on the president"
        let joint = token > tokens.start && self.low(token - 1) == "joint";
        if noun && !(paid || expected || joint) {
            return false;
        }
        // "was talking to the ambassador, who called on him"
        if matches!(self.low(token + 2), "him" | "her") && self.low(token.saturating_sub(1)) == "who" {
            return true;
        }
        let object = self.list_from(token + 2, tokens.end);
        let is_person = |&index: &usize| {
            let mention = &analysis.mentions[index];
            matches!(mention.kind, Kind::Person { .. })
                || mention.kind == Kind::Office
                    && mention.office.as_ref().is_some_and(|office| !office.plural)
        };
        let Some(&last) = object.last() else { return false };
        let behind = analysis.mentions[last].tokens.end;
        let urges = (behind..tokens.end.min(behind + 3)).any(|at| {
            self.low(at) == "to" && analysis.tags.get(at + 1).is_some_and(|tag| *tag == Pos::Base)
                || self.low(at) == "for"
        });
        // "paid a call on the minister to discuss trade" urges nobody.
        object.first().is_some_and(is_person) && (!urges || paid)
    }

    /// "paid a visit to President A B": not to his country.
    fn pays_visit(&self, token: usize, tokens: Range<usize>) -> bool {
        let host = self.list_from(token + 2, tokens.end).into_iter().next();
        let is_person = host.is_some_and(|index| {
            let mention = &self.analysis.mentions[index];
            matches!(mention.kind, Kind::Person { sure: true, .. })
        });
        is_person && self.is_paid(token, tokens.start)
    }

    /// "paid a courtesy call", "made a visit", "after the courtesy call on the president".
    fn is_paid(&self, token: usize, start: usize) -> bool {
        (token.saturating_sub(4).max(start)..token)
            .any(|at| matches!(self.low(at), "paid" | "pays" | "paying" | "pay" | "made"))
            || token > start && self.low(token - 1) == "courtesy"
    }

    /// Whether the heads of delegations are told something, and no journalists or parliament.
    fn tells_delegations(&self, verb: usize) -> bool {
        let heard = (verb + 1..verb + 3).find_map(|at| self.analysis.mention_at(at));
        heard.is_some_and(|(index, mention)| {
            let text = self.analysis.document.slice(mention.tokens.clone()).to_lowercase();
            self.is_heads_group(index) && text.contains("delegation")
        })
    }

    /// Whether officials in the plural, or a group, stand right before a verb.
    fn has_plural_subject(&self, verb: usize) -> bool {
        let before = verb.checked_sub(1).and_then(|at| self.analysis.mention_at(at));
        before.is_some_and(|(_, mention)| {
            mention.tokens.end == verb
                && (mention.kind == Kind::Group
                    || mention
                        .office
                        .as_ref()
                        .is_some_and(|office| office.plural && mention.person.is_none()))
        })
    }

    /// Whether a mention is of several officials, or of a group.
    fn is_plural(&self, index: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        mention.kind == Kind::Group
            || mention.person.is_none() && mention.office.as_ref().is_some_and(|office| office.plural)
    }

    /// "both leaders", "the two sides": who they are was told before.
    pub(super) fn means_all(&self, index: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        let unnamed = mention.person.is_none()
            && mention.office.as_ref().is_none_or(|office| office.plural && office.countries.is_empty());
        let first = mention.tokens.start;
        // "between the three leaders"
        let counts = |at: usize| {
            matches!(self.low(at), "both" | "two")
                || self.is(at, WordClass::CountOfAll) && at > 0 && self.low(at - 1) == "the"
        };
        unnamed && (counts(first) || counts(first + 1) || first > 0 && counts(first - 1))
    }

    /// Whether one who met several named persons of as many countries did so one by one: on the sidelines of a gathering, "also",
    /// or where the report tells of meetings.
    pub(super) fn meets_one_by_one(
        &self,
        sentence: usize,
        hosts: &[usize],
        others: &[usize],
        tokens: Range<usize>,
    ) -> bool {
        let [host] = hosts else { return false };
        let analysis = self.analysis;
        let mut countries: Vec<_> = others
            .iter()
            .filter(|&&index| analysis.mentions[index].person.is_some())
            .filter_map(|&index| self.party(index).country)
            .collect();
        countries.sort_unstable();
        countries.dedup();
        // "will also meet with Foreign Minister A, as well as Minister B": a visitor sees them one by one.
        let one_after_another = others.len() >= 2
            && self.are_of_ranks(others)
            && tokens.clone().any(|at| self.low(at) == "as" && self.low(at + 1) == "well")
            && self.analysis.is_future(tokens.clone());
        let several = one_after_another || others.len() >= 2 && countries.len() == others.len();
        // "would meet with A and B at a summit": all of them.
        let at_summit = |at: usize| {
            self.low(at) == "at"
                && self.is(at + 1, WordClass::Article)
                && self.low(at + 1) != "the"
                && (at + 2..at + 5).any(|at| self.analysis.tagged.is_meeting(at))
        };
        let together = tokens.clone().any(|at| self.is(at, WordClass::Together) || at_summit(at));
        analysis.mentions[*host].person.is_some()
            && several
            && !together
            && (tokens.into_iter().any(|at| self.is(at, WordClass::Sidelines) || self.low(at) == "also")
                // "is to meet the presidents A and B": heads of countries, each by himself.
                || others.iter().all(|&index| {
                    analysis.mentions[index].office.as_ref().is_some_and(|office| office.rank <= Rank::Government)
                })
                || self.tells_of_several_meetings(sentence))
    }

    /// Whether persons hold each another office, as a visitor sees them one after the other.
    fn are_of_ranks(&self, indices: &[usize]) -> bool {
        let mut offices: Vec<&str> = indices
            .iter()
            .filter_map(|&index| {
                let mention = &self.analysis.mentions[index];
                mention.person.and(mention.office.as_ref()).map(|office| office.text.as_str())
            })
            .collect();
        offices.sort_unstable();
        offices.dedup();
        offices.len() == indices.len()
    }

    /// Whether a few sentences before speak of meetings on the sidelines: "held a series of bilateral meetings".
    fn tells_of_several_meetings(&self, sentence: usize) -> bool {
        let document = &self.analysis.document;
        let body =
            |at: &usize| document.paragraphs[document.sentences[*at].paragraph].role == ParagraphRole::Body;
        (0..sentence).rev().filter(body).take(MAX_SENTENCES_OF_SIDELINES).any(|at| {
            let tokens = document.sentences[at].tokens.clone();
            tokens.clone().any(|at| self.is(at, WordClass::Sidelines))
                && tokens.clone().any(|at| self.is(at, WordClass::MeetingPlural))
        })
    }

    /// "The foreign minister received him": whom a sentence before was about, and who is not the subject.
    fn meant_by_object(&self, token: usize, sentence: usize, subject: &[usize]) -> Option<usize> {
        let analysis = self.analysis;
        let ends =
            |at: usize| !analysis.tags.get(at).is_some_and(|tag| tag.is_noun() || *tag == Pos::Adjective);
        let is_pronoun = matches!(self.low(token), "him" | "her") && ends(token + 1);
        let person = |index: usize| analysis.mentions[index].person;
        let [subject] = subject else { return None };
        let own = person(*subject).filter(|_| is_pronoun)?;
        // "The premier was talking to the ambassador who called on him."
        let here =
            analysis.document.sentences[sentence].tokens.start..analysis.mentions[*subject].tokens.start;
        if let Some(index) = analysis.subject_person(here) {
            return Some(index).filter(|&index| person(index).is_some_and(|other| other != own));
        }
        (sentence.saturating_sub(MAX_SENTENCES_BACK)..sentence)
            .rev()
            .find_map(|before| analysis.subject_person(analysis.document.sentences[before].tokens.clone()))
            .filter(|&index| person(index).is_some_and(|other| other != own))
    }

    /// "The two", "the pair", "both leaders" before a verb.
    pub(super) fn means_two(&self, tokens: Range<usize>) -> bool {
        let first = tokens.end.saturating_sub(MAX_PAIR).max(tokens.start);
        (first..tokens.end).rev().take_while(|&at| !self.is(at, WordClass::ClauseMark)).any(|at| {
            matches!(self.low(at), "two" | "pair") && at > 0 && self.low(at - 1) == "the"
                || self.low(at) == "both" && !self.is(at + 1, WordClass::Article)
        })
    }

    /// Whom "the two" means: the parties of the meeting of two that was told of last, else the last two persons.
    pub(super) fn two_told_of(&self, sentence: usize, before: usize) -> Vec<usize> {
        let analysis = self.analysis;
        let known = self.meetings.drafts.iter().rev().find_map(|draft| {
            let parties = [&draft.hosts[..], &draft.others[..]].concat();
            let named = parties.iter().all(|&index| analysis.mentions[index].person.is_some());
            (draft.by_participants && named && parties.len() == 2).then_some(parties)
        });
        known.unwrap_or_else(|| {
            let first = analysis.document.sentences[sentence.saturating_sub(MAX_SENTENCES_BACK)].tokens.start;
            self.two_before(first..before)
        })
    }

    /// "did not hold any talks with", "refused to meet": whether the clause denies the meeting before its verb or noun.
    fn is_denied_verb(&self, token: usize, start: usize) -> bool {
        (start.max(token.saturating_sub(MAX_DENIAL))..token)
            .rev()
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| self.is(at, WordClass::Denial) || self.is(at, WordClass::Refusing))
    }

    /// "has met him repeatedly", "met several times": no one meeting.
    fn is_habit(&self, token: usize, end: usize) -> bool {
        (token + 1..end.min(token + MAX_DENIAL))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| self.is(at, WordClass::Habitual))
    }

    /// Whether those who meet do it at the meeting that a phrase names: "during the summit", "on the sidelines of".
    fn is_occasion(&self, phrase: &Phrase, start: usize) -> bool {
        let specific = phrase.organization.is_some()
            || phrase.ordinal.is_some()
            || phrase.kind == Some(MeetingKind::Summit);
        specific
            && (start.max(phrase.tokens.start.saturating_sub(4))..phrase.tokens.start)
                .any(|at| self.is(at, WordClass::Sidelines) || matches!(self.low(at), "during" | "at"))
    }

    /// "spoke by phone with", "spoke with X on the phone".
    fn is_call(&self, token: usize, tokens: Range<usize>) -> bool {
        let analysis = self.analysis;
        analysis.is(token, WordClass::Conversing)
            && analysis.tags[token].is_verb()
            && (token + 1..tokens.end)
                .any(|at| analysis.is(at, WordClass::Telephony) && self.is(at - 1, WordClass::Via))
    }

    /// Whether who is hosted are persons or their offices: "will host the foreign ministers of …".
    fn hosts_people(&self, token: usize, next: &str) -> bool {
        let analysis = self.analysis;
        next != "by"
            && analysis.mentions_in(token + 1..token + 4).next().is_some_and(|(_, mention)| {
                matches!(mention.kind, Kind::Person { sure: true, .. }) || mention.kind == Kind::Office
            })
    }

    /// "will hold talks with A and also meet B": whether a verb follows another one of the same subject.
    pub(super) fn goes_on(&self, verb: usize, start: usize) -> bool {
        let analysis = self.analysis;
        let joins = (start..verb)
            .rev()
            .find(|&at| !(analysis.tags[at] == Pos::Adverb || self.is(at, WordClass::BeforeVerb)));
        joins.is_some_and(|at| self.low(at) == "and" && analysis.tags[verb].is_verb())
    }

    /// Who is the subject of the first verb of a clause whose verbs are joined.
    pub(super) fn subject_of_first(&self, verb: usize, start: usize) -> Option<usize> {
        let analysis = self.analysis;
        let first = (start..verb).rev().find(|&at| {
            analysis.tags[at].is_finite() && !analysis.quoted[at] && analysis.mention_at(at).is_none()
        })?;
        let subject = self.subject_mentions(start..first);
        match subject[..] {
            [subject] => Some(subject),
            [] => self.subject_of_verb(first),
            _ => None,
        }
    }

    /// Who is the subject of the verb at a token, as the linear model tells it.
    fn subject_of_verb(&self, verb: usize) -> Option<usize> {
        let analysis = self.analysis;
        let chunk = analysis.subject(verb, |chunk| !analysis.quoted[chunk.head()])?;
        let (index, mention) = analysis.mention_at(chunk.head())?;
        match mention.kind {
            Kind::Person { .. } | Kind::Office => Some(index),
            Kind::Pronoun(Pronoun::Singular) => analysis.antecedent(mention.tokens.start),
            _ => None,
        }
    }

    /// Where the other side begins behind a verb of meeting.
    pub(super) fn object_of(&self, verb: Verb, token: usize, end: usize) -> Option<usize> {
        if verb == Verb::Passive {
            return Some(token + 2);
        }
        if verb == Verb::Receive && self.is(token, WordClass::GivesAudience) {
            // "granted audiences this Monday to the envoy", "granted the envoy an audience"
            let audience =
                (token + 1..end.min(token + MAX_GRANTED)).find(|&at| self.is(at, WordClass::Audience))?;
            let to = (audience + 1..end.min(audience + MAX_ADVERBIAL)).find(|&at| self.low(at) == "to");
            return Some(to.map_or(token + 1, |to| to + 1));
        }
        if verb == Verb::Receive {
            // "received here this afternoon President A B"
            let over = (token + 1..end.min(token + MAX_ADVERBIAL)).take_while(|&at| {
                self.is(at, WordClass::Day)
                    || self.is(at, WordClass::DayPart)
                    || matches!(self.low(at), "this" | "on" | "earlier" | "later")
            });
            let object = token + 1 + over.count();
            // "received at the State House on Monday Foreign Minister A B": over a place.
            let behind_place = (self.is(object, WordClass::Locative)).then(|| {
                let reach = object..end.min(object + MAX_PLACE_OF_MEETING);
                let ends =
                    |at: &usize| self.is(*at, WordClass::ClauseMark) || self.analysis.tags[*at].is_finite();
                let limit = reach.clone().find(ends).unwrap_or(reach.end);
                let mut persons = self.analysis.mentions_in(object..limit).filter(|(_, mention)| {
                    matches!(mention.kind, Kind::Person { sure: true, .. } | Kind::Office)
                        && !self.analysis.is_governed(mention.tokens.start)
                });
                persons.next().map(|(_, mention)| mention.tokens.start)
            });
            return Some(behind_place.flatten().unwrap_or(object));
        }
        if verb == Verb::CallOn {
            return Some(token + 2);
        }
        if self.low(token) == "discussed" {
            return self.discussed_with(token, end);
        }
        if verb == Verb::Call {
            let with = |&at: &usize| matches!(self.low(at), "with" | "to");
            return (token + 1..end.min(token + 9)).find(with).map(|at| at + 1);
        }
        // "met briefly on Monday with", "met for ninety minutes with": over an adverbial.
        // "held talks on October 3, 2015 with": the comma of a date does not end it.
        let in_date = |at: usize| {
            let number = |at: usize| self.analysis.document.str(at).parse::<u32>().is_ok();
            self.low(at) == "," && at > 0 && number(at - 1) && number(at + 1)
        };
        let with = (token + 1..end.min(token + 9)).find(|&at| {
            self.low(at) == "with" || matches!(self.low(at), "," | ";" | "." | "that" | "and") && !in_date(at)
        });
        if let Some(at) = with.filter(|&at| self.low(at) == "with") {
            return Some(at + 1);
        }
        // "met today at the headquarters of the secretariat with": over a place.
        let first = token + 1..end.min(token + 5);
        let placed = first.clone().find(|&at| matches!(self.low(at), "at" | "in"));
        let behind = placed.filter(|_| verb == Verb::Meet).and_then(|placed| {
            (placed + 1..end.min(placed + MAX_PLACE_OF_MEETING))
                .take_while(|&at| !self.is(at, WordClass::ClauseMark) && !self.analysis.tags[at].is_finite())
                .find(|&at| self.low(at) == "with")
        });
        let person = |at: usize| {
            self.analysis
                .mentions_in(at..end.min(at + 3))
                .next()
                .is_some_and(|(_, mention)| matches!(mention.kind, Kind::Person { .. } | Kind::Office))
        };
        if let Some(at) = behind.filter(|&at| person(at + 1)) {
            return Some(at + 1);
        }
        let direct = !self.is(token + 1, WordClass::NoObject);
        let begins =
            self.analysis.mention_at(token + 1).is_some_and(|(_, mention)| mention.tokens.start == token + 1)
                || self.is(token + 1, WordClass::BeforeTitle)
                || self.leads_to_person(token + 1);
        (verb == Verb::Meet && direct && begins).then_some(token + 1)
    }

    /// "discussed peace in the region with the sultan": where the other side begins.
    fn discussed_with(&self, token: usize, end: usize) -> Option<usize> {
        let analysis = self.analysis;
        let with = (token + 1..end.min(token + MAX_DISCUSSED))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .find(|&at| self.low(at) == "with")?;
        let leads = analysis.mentions_in(with + 1..end.min(with + 4)).next().is_some_and(|(_, mention)| {
            matches!(mention.kind, Kind::Person { .. } | Kind::Office)
                && !analysis.quoted[mention.tokens.start]
        });
        leads.then_some(with + 1)
    }

    /// "meeting the country's president Ann Lee": an article, and a person behind a few nouns.
    fn leads_to_person(&self, token: usize) -> bool {
        let analysis = self.analysis;
        self.is(token, WordClass::Article)
            && analysis.mentions_in(token..token + 5).next().is_some_and(|(_, mention)| {
                matches!(mention.kind, Kind::Person { .. })
                    && (token + 1..mention.tokens.start)
                        .all(|at| analysis.tags[at].is_noun() || analysis.tags[at] == Pos::Genitive)
            })
    }

    /// "had the opportunity to" before a verb: it was taken.
    fn had_occasion(&self, verb: usize, start: usize) -> bool {
        verb >= start + 4
            && self.low(verb - 1) == "to"
            && self.analysis.tags[verb - 2].is_noun()
            && (start.max(verb.saturating_sub(6))..verb - 2).any(|at| self.low(at) == "had")
    }

    pub(super) fn is_expected(&self, token: usize, start: usize) -> bool {
        let goes_on = self.goes_on(token, start);
        let first = if goes_on { start } else { start.max(token.saturating_sub(5)) };
        (first..token).any(|at| self.is(at, WordClass::Intending))
    }

    /// A meeting told apart by those who took part in it.
    #[expect(clippy::too_many_arguments, reason = "where it stands, and the two sides")]
    pub(super) fn encounter(
        &mut self,
        sentence: usize,
        order: usize,
        token: usize,
        tokens: Range<usize>,
        last: usize,
        (hosts, others): (Vec<usize>, Vec<usize>),
        phrases: &[Phrase],
    ) {
        let analysis = self.analysis;
        // "The delegation leaders met the president": he receives them.
        let (hosts, others) = match (&hosts[..], &others[..]) {
            ([group], [host]) if self.is_plural(*group) && analysis.mentions[*host].person.is_some() => {
                (others, hosts)
            }
            _ => (hosts, others),
        };
        let parties = hosts.len() + others.len();
        let plural = parties > 2 && others.len() != 1
            || others.iter().any(|&index| {
                self.is_received_group(index)
                    || analysis.mentions[index].office.as_ref().is_some_and(|office| office.plural)
            });
        // "A and B held a trilateral meeting with C"
        let of_three = parties > 2
            && (token.saturating_sub(3).max(tokens.start)..tokens.end.min(token + 3))
                .any(|at| self.is(at, WordClass::OfThree));
        let kind = if plural && !others.is_empty() || of_three || parties > 2 && others.is_empty() {
            MeetingKind::GroupMeeting
        } else {
            MeetingKind::Bilateral
        };
        let reach = phrases
            .iter()
            .find(|phrase| {
                phrase.tokens.start >= last && (phrase.organization.is_some() || phrase.ordinal.is_some())
            })
            .map_or(tokens.end, |phrase| phrase.tokens.start);
        // "met the leaders for talks ahead of a summit in Harbour City in May": what comes is another meeting.
        let ahead = (last..reach).find(|&at| self.low(at) == "ahead" && self.low(at + 1) == "of");
        let reach = ahead.unwrap_or(reach);
        let title = self.verb_title(&hosts, &others);
        let to_come = self.is_expected(token, tokens.start)
            && (!matches!(self.low(token), "met" | "received" | "called")
                || token > tokens.start && self.low(token - 1) == "be")
            && analysis.tags[token] != Pos::Past
            || self.low(token) == "meet"
            // "He will meet A, and hold talks with B": as the verb before.
            || (token.saturating_sub(MAX_HOLDING).max(tokens.start)..token).any(|at| self.low(at) == "hold")
                && analysis.is_future(tokens.start..token);
        let future = to_come && !self.had_occasion(token, tokens.start);
        // "A and B meet in Harbour City on Thursday", under a picture of that day.
        let shown = future && self.low(token) == "meet" && !analysis.is_future(tokens.start..token) && {
            let told = self.date_near(tokens.start..reach.max(last), token, false);
            told.is_some_and(|told| Some(told.start) == analysis.base_date)
        };
        let future = future && !shown;
        // "landed on Monday for a visit during which he will meet A": that is the day on which he landed.
        let visit = (tokens.start + 1..token)
            .rev()
            .find(|&at| future && self.low(at) == "which" && self.low(at - 1) == "during")
            .unwrap_or(tokens.start);
        let date = self.date_near(visit..reach.max(last), token, future);
        let organization =
            others.iter().chain(&hosts).find_map(|&index| self.organization_of(index)).or_else(|| {
                phrases
                    .iter()
                    .find_map(|phrase| phrase.organization.clone())
                    .filter(|_| kind == MeetingKind::GroupMeeting)
            });
        // "held talks with Pakistani officials", "met CEOs of tech companies": no meeting of the body.
        let of_many = others.is_empty()
            || others.iter().any(|&index| {
                let office = self.analysis.mentions[index].office.as_ref();
                self.is_heads_group(index) || office.is_some_and(|office| office.countries.len() > 1)
            });
        let organization = organization
            .or_else(|| self.context.clone().filter(|_| kind == MeetingKind::GroupMeeting && of_many));
        // "The two last met in …": one before that of which the report tells.
        let earlier = token > tokens.start && self.is(token - 1, WordClass::LastTime);
        let date = date.or_else(|| self.year_near(token..reach, token).filter(|_| earlier));
        // "In the afternoon, the minister met with A": on the day of what was told before.
        let date = date.or_else(|| self.later_that_day(tokens.clone()));
        // "had phone talks with"
        let by_phone = (token + 1..tokens.end.min(token + MAX_ADVERBIAL))
            .take_while(|&at| self.low(at) != "with")
            .any(|at| self.is(at, WordClass::Telephony) && self.names_call(at + 1));
        let remote = by_phone || self.is_call(token, tokens.clone()) || self.names_call(token);
        let (city, country) = if remote { (None, None) } else { self.place_near(tokens.start..reach, token) };
        // "met at the summit in Harbour City on Friday": what is told of the occasion holds for those who met there.
        let occasion = phrases.iter().find(|phrase| self.is_occasion(phrase, tokens.start));
        let (mut date, mut city, mut country) = (date, city, country);
        if let Some(occasion) = occasion.filter(|occasion| occasion.tokens.start >= last && !remote) {
            let scope = occasion.tokens.end..tokens.end;
            date = date.or_else(|| self.date_near(scope.clone(), occasion.tokens.end, future));
            if city.is_none() && country.is_none() {
                (city, country) = match &occasion.city {
                    Some((city, country)) => (Some(city.clone()), Some(*country)),
                    None => self.place_near(scope, occasion.tokens.end),
                };
            }
        }
        // "On the sidelines of the meeting, …": of the one told of before.
        let beside = tokens.clone().any(|at| self.is(at, WordClass::Sidelines));
        if let Some(around) = self
            .meetings
            .drafts
            .iter()
            .rev()
            .find(|other| !other.by_participants && other.city.is_some() && beside)
            && city.is_none()
            && country.is_none()
        {
            (city, country) = (around.city.clone(), around.country);
        }
        // Nobody is host of a call.
        let (hosts, others) = if remote { (Vec::new(), [hosts, others].concat()) } else { (hosts, others) };
        // "The league's leaders – A, B and C – convened"
        let named = others.is_empty().then(|| self.named_group(&hosts)).flatten();
        let series = (kind == MeetingKind::GroupMeeting)
            .then(|| others.iter().find_map(|&index| self.group_text(index)))
            .flatten()
            .or_else(|| named.as_ref().map(|(_, text, _)| text.clone()));
        let organization = organization.or_else(|| named.as_ref().and_then(|(_, _, body)| body.clone()));
        let title = match &named {
            Some((words, _, _)) if hosts.len() > 2 => format!("meeting of {words}"),
            _ => title,
        };
        let draft = Draft {
            rule: "a verb of meeting with its parties",
            title,
            series,
            organization,
            ordinal: None,
            kind: Some(kind),
            date,
            days: None,
            city,
            country,
            venue: if remote { None } else { self.venue_near(tokens.start..reach) },
            status: Some(if future { MeetingStatus::Planned } else { MeetingStatus::Held }),
            focal: order < 3 && !earlier,
            next: false,
            earlier,
            remote,
            by_participants: true,
            places: vec![(sentence, token..last)],
            hosts,
            others,
        };
        self.add_by_participants(sentence, token..token + 1, draft);
    }

    /// "In the afternoon", "Later in the day", at the head of a sentence: the day of the meeting told of last.
    fn later_that_day(&self, tokens: Range<usize>) -> Option<Resolved> {
        let opening = tokens.start..tokens.end.min(tokens.start + MAX_LATER);
        let same = opening.clone().any(|at| self.is(at, WordClass::DayPart) && self.low(at) != "here")
            && self.low(tokens.start) == "in"
            || matches!(self.low(tokens.start), "later" | "earlier")
                && opening.into_iter().any(|at| self.low(at) == "day");
        self.last_date.filter(|date| same && date.start.precision() == 3 && date.end.is_none())
    }

    /// "On the eve of the summit, A and B met": the day before the gathering that was told of.
    pub(super) fn day_before(&self, tokens: Range<usize>) -> Option<Resolved> {
        let eve = tokens.clone().find(|&at| self.low(at) == "eve" && self.low(at + 1) == "of")?;
        let names_it = (eve + 2..tokens.end.min(eve + MAX_EVE)).any(|at| self.analysis.tagged.is_meeting(at));
        let gathering =
            self.meetings.drafts.iter().find(|draft| names_it && draft.focal && !draft.by_participants)?;
        let first = gathering.date?.start.to_civil()?;
        let start = PartialDate::from_civil(first.checked_sub(1.days()).ok()?);
        Some(Resolved { start, end: None, basis: DateBasis::Relative })
    }

    /// "the ministers", "the leaders": the two who were told of together in the sentences before, and hold such offices.
    fn pair_meant_by(&self, group: usize, sentence: usize) -> Option<Vec<usize>> {
        let analysis = self.analysis;
        let mention = &analysis.mentions[group];
        let office = mention.office.as_ref().filter(|office| {
            office.plural
                && mention.person.is_none()
                && office.countries.is_empty()
                && office.organization.is_none()
                && self.low(mention.tokens.start) == "the"
                && mention.tokens.len() == 2
        })?;
        let holds = |index: usize| {
            let other = analysis.mentions[index].office.as_ref();
            analysis.mentions[index].person.is_some() && other.is_some_and(|other| other.rank <= office.rank)
        };
        (sentence.saturating_sub(MAX_SENTENCES_TO_PAIR)..sentence).rev().find_map(|at| {
            let found: Vec<usize> = analysis
                .mentions_in(analysis.document.sentences[at].tokens.clone())
                .map(|(index, _)| index)
                .filter(|&index| holds(index))
                .collect();
            let &[first, second] = &found[..] else { return None };
            let gap = analysis.mentions[first].tokens.end..analysis.mentions[second].tokens.start;
            (gap.len() <= 2 && gap.into_iter().any(|at| self.low(at) == "and")).then_some(found)
        })
    }

    /// "The Council of … met", "Foreign ministers of the league ended two days of talks", "X and Y met". Gives the index of the
    /// phrase for the meeting at which the subjects met, where there is one: "X and Y met for the summit".
    pub(super) fn meeting_of_subject(
        &mut self,
        sentence: usize,
        order: usize,
        token: usize,
        tokens: Range<usize>,
        before: &[usize],
        phrases: &[Phrase],
    ) -> Option<usize> {
        let analysis = self.analysis;
        let single = before.iter().filter(|&&index| {
            let mention = &analysis.mentions[index];
            matches!(mention.kind, Kind::Person { .. })
                || mention
                    .office
                    .as_ref()
                    .is_some_and(|office| !office.plural && mention.kind == Kind::Office)
        });
        // "The foreign ministers of A, B and C gathered in Harbour City."
        let of_several = before.iter().any(|&index| {
            let office = analysis.mentions[index].office.as_ref();
            office.is_some_and(|office| {
                office.plural && office.countries.len() >= 2 && office.organization.is_none()
            })
        });
        if single.count() >= 2 {
            // "met at the summit": the summit is the meeting; "met on the sidelines of the summit": it is not.
            let named = phrases.iter().position(|phrase| {
                phrase.tokens.start > token
                    && (phrase.organization.is_some() || phrase.ordinal.is_some())
                    && (self.is(phrase.tokens.start - 1, WordClass::Occasion)
                        || matches!(self.low(phrase.tokens.start - 1), "at"))
            });
            if named.is_none() {
                self.encounter(
                    sentence,
                    order,
                    token,
                    tokens,
                    token + 1,
                    (before.to_vec(), Vec::new()),
                    phrases,
                );
            }
            return named;
        }
        // "The league's chief said that it would hold a session": one man is no body.
        let speaker = before.first().map(|&index| &analysis.mentions[index]).filter(|mention| {
            mention.kind == Kind::Office && mention.office.as_ref().is_some_and(|office| !office.plural)
        });
        let says = |mention: &Mention| (mention.tokens.end..token).any(|at| analysis.tagged.is_cue(at));
        if before.len() == 1 && speaker.is_some_and(says) {
            return None;
        }
        // "…, which is due to meet in …": the body before the relative.
        let relative =
            (tokens.start.max(token.saturating_sub(6))..token).find(|&at| matches!(self.low(at), "which"));
        let antecedent = relative.and_then(|which| {
            let before = which.checked_sub(1)?;
            let at = if self.low(before) == "," { before.checked_sub(1)? } else { before };
            analysis.mention_at(at).map(|(_, mention)| mention.tokens.start)
        });
        // The subject as a body: from the first mention of the clause to the verb; behind what opens the sentence.
        let opens = self.is(tokens.start, WordClass::OpensAdverbial) || self.low(tokens.start) == "as";
        let comma = (tokens.start..token).rev().find(|&at| opens && self.low(at) == ",");
        // "arrived in the capital where the ministers will hold a meeting"
        // "before July, when the ministers are due to meet"
        let place = (tokens.start..token).rev().find(|&at| matches!(self.low(at), "where" | "when"));
        let clause = place.or(comma).map_or(tokens.start, |before| before + 1);
        let start = antecedent.or_else(|| {
            analysis
                .mentions_in(clause..token)
                .find(|(_, mention)| !analysis.is_governed(mention.tokens.start))
                .map(|(_, mention)| mention.tokens.start)
        })?;
        let end = (start..token)
            .find(|&at| {
                analysis.tags[at].is_finite() && analysis.mention_at(at).is_none()
                    || self.is(at, WordClass::EndsBody)
            })
            .unwrap_or(token);
        // "… of A, B and C": a list does not end the words.
        let listed = analysis.mention_at(start).filter(|_| of_several).map(|(_, mention)| mention.tokens.end);
        let end = listed.map_or(end, |listed| end.max(listed));
        // "The ministerial meeting is held before …": a meeting does not meet.
        let names_meeting = (start..end).any(|at| analysis.tagged.is_meeting(at));
        if names_meeting {
            return None;
        }
        // "The ministers met on Monday for the Joint Ministerial Meeting": that is what it is called.
        let called = phrases.iter().any(|phrase| {
            phrase.tokens.start > token
                && phrase.tokens.start <= token + MAX_CALLED
                && !phrase.past
                && !phrase.plural
                && (phrase.organization.is_some() || phrase.ordinal.is_some() || self.is_named(phrase))
                && phrase.tokens.start.checked_sub(1).is_some_and(|at| {
                    let at = if self.is(at, WordClass::Article) { at.saturating_sub(1) } else { at };
                    self.low(at) == "for"
                })
        });
        if called {
            return None;
        }
        // "Harbour City 10.11.2005 - Foreign ministers of …"
        let start = if self.is(start, WordClass::Dash) { start + 1 } else { start };
        // "The league's chief A B has opened a meeting of its ministers": one man is no body.
        let is_one = analysis.mention_at(start).is_some_and(|(_, mention)| {
            mention.tokens.start <= start
                && mention.person.is_some()
                && analysis.mentions_in(mention.tokens.end..end).next().is_none()
        });
        if is_one {
            return None;
        }
        let mut described = self.describe(start..end, start..start);
        // "Farm ministers will meet again in May": those of the body whose meeting was told of.
        let again = (token + 1..tokens.end.min(token + MAX_AGAIN)).any(|at| self.low(at) == "again");
        if described.organization.is_none() && again && described.series.is_some() {
            let same = |draft: &&Draft| draft.focal && !draft.by_participants && draft.kind == described.kind;
            let known = self.meetings.drafts.iter().rev().find(same);
            described.organization = known.and_then(|known| known.organization.clone());
        }
        // "The Lakes League met in Nairobi on Friday": the body itself, where the sentence places it.
        let whole = described.organization.is_some()
            && self.is(token, WordClass::Met)
            && self.place_near(tokens.clone(), token) != (None, None);
        // They are told of by what they did, and nothing else is told of first.
        let acts = before.is_empty()
            && phrases.is_empty()
            && order == 0
            && (self.is(token, WordClass::DoneTogether) || self.low(token) == "discussed");
        let of_region = analysis.tagged.entities(start..end).any(|found| found.tag == Tag::Region)
            && analysis.mentions_in(start..end).any(|(index, _)| self.is_plural(index));
        // "Arab foreign ministers met at the headquarters of the Arab League": in its name.
        if of_region && described.organization.is_none() {
            described.organization =
                analysis.tagged.entities(tokens.clone()).find_map(|found| match found.tag {
                    Tag::Organization(entry) => {
                        let body = analysis.tagged.organization(entry);
                        (body.kind == "bloc").then(|| body.name.clone())
                    }
                    _ => None,
                });
        }
        let named = described.organization.is_some() || of_several || of_region;
        let is_body = described.series.is_some() && (named || acts) || whole;
        // "The Harbour Reform Committee convened in Harbour City on Wednesday": where place and day are told.
        let proper = self.proper_body(tokens.start, start..end).filter(|_| {
            !is_body
                && (self.is(token, WordClass::Met) || self.is(token, WordClass::Convened))
                && self.place_near(tokens.clone(), token) != (None, None)
                && self.date_near(tokens.clone(), token, false).is_some()
        });
        if !is_body && proper.is_none() {
            return None;
        }
        described.series = proper.clone().or(described.series);
        // "met here on Thursday ahead of next month's summit": what comes is another meeting.
        let ahead = (token..tokens.end).find(|&at| self.low(at) == "ahead" && self.low(at + 1) == "of");
        // "today discussed what the summit held in Harbour City last year had left": that is told of the summit.
        let another = (token..tokens.end).find(|&at| acts && analysis.tagged.is_meeting(at));
        let scope = tokens.start..ahead.or(another).unwrap_or(tokens.end);
        let future = analysis.is_future(scope.clone()) && !acts;
        let (city, country) = self.place_near(scope.clone(), token);
        let words = proper.clone().unwrap_or_else(|| analysis.document.clean(start..end));
        let title = format!(
            "meeting of {}",
            words.strip_prefix("The ").or_else(|| words.strip_prefix("the ")).unwrap_or(&words)
        );
        let draft = Draft {
            rule: BODY_MEETS,
            title,
            series: described.series,
            organization: described.organization,
            ordinal: described.ordinal,
            kind: described.kind,
            date: self.date_near(scope.clone(), token, future),
            days: days_before(analysis, token),
            city,
            country,
            venue: self.venue_near(scope.clone()),
            status: self.status(scope.clone(), future, scope),
            focal: order < 2,
            next: false,
            earlier: false,
            remote: false,
            by_participants: false,
            places: vec![(sentence, token..token + 1)],
            hosts: Vec::new(),
            others: Vec::new(),
        };
        self.add(sentence, token..token + 1, draft);
        None
    }

    /// The plural office that stands before a list of its holders: its words, its text, its organization.
    fn named_group(&self, hosts: &[usize]) -> Option<(String, String, Option<String>)> {
        let analysis = self.analysis;
        let first = *hosts.first()?;
        let before = first.checked_sub(1)?;
        let (group, person) = (&analysis.mentions[before], &analysis.mentions[first]);
        let office = group.office.as_ref().filter(|office| office.plural)?;
        let gap = group.tokens.end..person.tokens.start;
        let apposed = gap.len() == 1 && matches!(self.low(gap.start), "–" | "—" | "-" | ":" | "," | "(");
        apposed.then(|| {
            let words = analysis.document.clean(group.tokens.clone());
            let words = words
                .strip_prefix("the ")
                .or_else(|| words.strip_prefix("The "))
                .unwrap_or(&words)
                .to_owned();
            (words, office.text.to_string(), office.organization.clone())
        })
    }

    pub(super) fn has_holding_verb(&self, start: usize, token: usize) -> bool {
        // "will have talks with"
        let has = |at: usize| {
            matches!(self.low(at), "have" | "has")
                && !(at + 1..token).any(|at| self.analysis.tags[at].is_verb())
        };
        (start.max(token.saturating_sub(MAX_HOLDING))..token)
            .any(|at| self.is(at, WordClass::Holding) || token - at <= MAX_HAD && has(at))
    }

    /// How a side is called in the title of a meeting.
    pub(super) fn party_name(&self, index: usize) -> String {
        let mention = &self.analysis.mentions[index];
        // "his counterparts from Norland and Westmark"
        let last = mention.tokens.end - 1;
        let counterparts = mention.person.is_none()
            && mention.tokens.clone().any(|at| self.low(at).starts_with("counterparts"));
        if counterparts {
            let own = |at: &usize| self.is(*at, WordClass::PossessivePronoun);
            let first = mention.tokens.start;
            return self
                .analysis
                .document
                .clean(if own(&first) && first < last { first + 1 } else { first }..last + 1);
        }
        // Officials of many countries by their office alone: "defense ministers".
        match mention.office.as_ref().filter(|office| office.plural && mention.person.is_none()) {
            Some(office) if !office.text.is_empty() => office.text.to_string(),
            // "the minister" by his name, where the report gives it.
            _ => match self.party(index).person {
                Some(person) => self.analysis.registry.persons[person].name.clone(),
                None => self.analysis.display_name(mention),
            },
        }
    }

    pub(super) fn verb_title(&self, hosts: &[usize], others: &[usize]) -> String {
        let left: Vec<String> = hosts.iter().take(2).map(|&index| self.party_name(index)).collect();
        let right: Vec<String> = others.iter().take(3).map(|&index| self.party_name(index)).collect();
        if right.is_empty() {
            return match left.as_slice() {
                [first, second] if hosts.len() == 2 => format!("{first} meets {second}"),
                _ => format!("{} meet", left.join(" and ")),
            };
        }
        let verb = if left.len() > 1 { "meet" } else { "meets" };
        format!("{} {verb} {}", left.join(" and "), right.join(", "))
    }

    /// "A and B – the two leaders of the bloc – met": what stands before an insertion between dashes.
    fn before_insertion(&self, tokens: Range<usize>) -> Range<usize> {
        let closes = tokens.len() > 2 && self.is(tokens.end - 1, WordClass::Dash);
        let opening = (tokens.start + 1..tokens.end.max(1) - 1)
            .rev()
            .find(|&at| closes && self.is(at, WordClass::Dash))
            // "The league's leaders – A, B and C – met": there they are named.
            .filter(|&at| {
                self.analysis.mention_at(at - 1).is_some_and(|(_, before)| before.person.is_some())
            });
        tokens.start..opening.unwrap_or(tokens.end)
    }

    /// The persons and offices that are the subject before a verb.
    pub(super) fn subject_mentions(&self, tokens: Range<usize>) -> Vec<usize> {
        let analysis = self.analysis;
        let tokens = self.before_insertion(tokens);
        let mut found = Vec::new();
        // "…, who is expected to meet": whoever stands before the pronoun.
        let relative = tokens.clone().rev().find(|&at| self.low(at) == "who");
        if let Some(who) = relative.filter(|&who| analysis.mentions_in(who..tokens.end).next().is_none())
            && let Some(at) = who.checked_sub(1 + usize::from(who > 0 && self.low(who - 1) == ","))
            && let Some((index, _)) = analysis.mention_at(at).filter(|(_, mention)| {
                at >= tokens.start && matches!(mention.kind, Kind::Person { .. } | Kind::Office)
            })
        {
            return vec![index];
        }
        for (index, mention) in analysis.mentions_in(tokens.clone()) {
            // "After the president cancelled a meeting with …": the subject of a clause, for all that stands before it.
            let opens_clause = mention.tokens.start > tokens.start
                && !matches!(mention.kind, Kind::Pronoun(_))
                && self.is(mention.tokens.start - 1, WordClass::Subordinator)
                && analysis.tags.get(mention.tokens.end).is_some_and(|tag| tag.is_finite());
            if analysis.quoted[mention.tokens.start]
                || analysis.is_governed(mention.tokens.start) && !opens_clause
            {
                continue;
            }
            // "was meeting the president and holding talks with …": an object is no subject.
            let is_object =
                mention.tokens.start > tokens.start && analysis.tags[mention.tokens.start - 1] == Pos::Gerund;
            if is_object {
                continue;
            }
            match mention.kind {
                Kind::Person { sure: true, .. } | Kind::Office => found.push(index),
                Kind::Person { .. }
                    if mention.person.is_some_and(|person| analysis.registry.persons[person].sure) =>
                {
                    found.push(index)
                }
                Kind::Person { .. } if mention.tokens.len() >= 2 => found.push(index),
                Kind::Pronoun(Pronoun::Singular) => found.extend(analysis.antecedent(mention.tokens.start)),
                Kind::Group
                    if analysis.document.slice(mention.tokens.clone()).ends_with("delegation")
                        || self.is_heads_group(index) && self.is_plural(index) =>
                {
                    found.push(index)
                }
                _ => {}
            }
        }
        // The subject is what stands nearest to the verb, with what is coordinated with it.
        let Some(&last) = found.last() else { return found };
        let mut kept = vec![last];
        for &index in found.iter().rev().skip(1) {
            let first = kept.first().copied().unwrap_or(last);
            let gap = analysis.mentions[index].tokens.end..analysis.mentions[first].tokens.start;
            // "A (left) and B", "A, left, and B"
            let words = gap.clone().filter(|&at| !self.is(at, WordClass::InPicture)).count();
            if words <= 2 && gap.clone().any(|token| matches!(self.low(token), "and" | ",")) {
                kept.insert(0, index);
            } else {
                break;
            }
        }
        kept
    }

    pub(super) fn is_party(&self, index: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        // "the sides": those who were told of before.
        let means_all = mention.kind == Kind::Group
            && matches!(self.low(mention.tokens.end - 1), "sides" | "parties" | "duo" | "pair");
        matches!(mention.kind, Kind::Person { .. } | Kind::Office | Kind::Group | Kind::Country(_))
            && !means_all
    }

    pub(super) fn is_heads_group(&self, index: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        let text = self.analysis.document.slice(mention.tokens.clone()).to_lowercase();
        matches!(mention.kind, Kind::Group | Kind::Office)
            && (text.contains("heads")
                || text.contains("delegat")
                || text.contains("ministers")
                || text.contains("leaders")
                || text.contains("secretaries")
                || text.contains("chiefs"))
    }

    /// "received the heads of delegations", "received the participants of the meeting".
    pub(super) fn is_received_group(&self, index: usize) -> bool {
        let mention = &self.analysis.mentions[index];
        self.is_heads_group(index)
            || mention.kind == Kind::Group && self.is(mention.tokens.end - 1, WordClass::Participants)
    }

    pub(super) fn group_text(&self, index: usize) -> Option<String> {
        let mention = &self.analysis.mentions[index];
        if let Some(office) = mention.office.as_ref().filter(|office| office.plural) {
            return Some(office.text.to_string());
        }
        self.is_received_group(index).then(|| self.analysis.document.clean(mention.tokens.clone()))
    }

    pub(super) fn organization_of(&self, index: usize) -> Option<String> {
        self.analysis.mentions[index].office.as_ref()?.organization.clone()
    }
}
