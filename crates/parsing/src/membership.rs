//! Memberships: countries that join, leave or come nearer to an organization.

use std::ops::Range;

use rapporteur_model::{CountryCode, PartialDate, extraction::Membership, vocabulary::MembershipChange};

use crate::{
    analysis::Analysis, lexicon::Tag, meeting::Meetings, pos::Pos, text::TokenKind, word_class::WordClass,
};

/// How far before a change of membership "whether" stands that asks for it, in tokens.
const MAX_ASKED: usize = 8;

/// How far back the organization of a change is looked for, in tokens.
const MAX_TOKENS_BACK: usize = 2_000;

/// How far before "to include" it is looked for that a body was expanded, in tokens.
const MAX_EXPANDED: usize = 32;

/// How far before a verb of joining "became the latest" is looked for, in tokens.
const MAX_LATEST: usize = 10;

/// How far before a change of membership a word denies it, in tokens: "has no plans to leave".
const MAX_DENIED: usize = 6;

/// How far behind a change of membership its year stands, in tokens: "left the league of lake states in 2031".
const MAX_TO_YEAR: usize = 14;

/// How many sentences back the countries are looked for that "the three countries" are.
const MAX_SENTENCES_BACK: usize = 3;

/// The most words between an article and its noun: "the three landlocked countries".
const MAX_ADJECTIVES: usize = 4;

/// No report tells of more changes: further ones are left out.
const MAX_CHANGES: usize = 500;

/// Finds the membership changes that a report tells, in order, each once.
#[must_use]
pub fn find(analysis: &Analysis, meetings: &Meetings) -> Vec<Membership> {
    let mut memberships: Vec<Membership> = Vec::new();
    for sentence in analysis.body_sentences() {
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        for token in tokens.clone() {
            let Some((change, scope)) = change_at(analysis, token, tokens.clone()) else { continue };
            let mut countries = countries(analysis, scope.clone());
            if countries.is_empty() {
                countries = named_before(analysis, scope.clone(), sentence);
            }
            let told = || organization(analysis, token, tokens.clone(), sentence);
            let Some(organization) = pointed_at(analysis, token, tokens.end).or_else(told) else {
                continue;
            };
            // "is expected to welcome A as a member": nothing has changed yet.
            let expected = change == MembershipChange::Joined
                && (token.saturating_sub(4).max(tokens.start)..token)
                    .any(|at| analysis.is(at, WordClass::Planned) || analysis.is(at, WordClass::ToCome));
            // "should grant A observer status"
            let unreal = change != MembershipChange::Applied
                && (token.saturating_sub(3).max(tokens.start)..token)
                    .any(|at| analysis.is(at, WordClass::Unreal));
            // "Asked whether Norland could become a member"
            let asked = (token.saturating_sub(MAX_ASKED).max(tokens.start)..token)
                .any(|at| matches!(analysis.document.low(at), "whether" | "if"));
            // "has no plans to leave", "refused to join"; "agreed to leave": nothing was left yet.
            let denied = (token.saturating_sub(MAX_DENIED).max(tokens.start)..token)
                .rev()
                .take_while(|&at| !analysis.is(at, WordClass::ClauseMark))
                .any(|at| analysis.is(at, WordClass::Denial) || analysis.is(at, WordClass::Refusing));
            let may_leave = change == MembershipChange::Left
                && token > tokens.start
                && (analysis.tags[token] == Pos::Base
                    || matches!(analysis.document.low(token - 1), "to" | "would" | "will" | "could" | "may"));
            if expected || unreal || asked || denied || may_leave {
                continue;
            }
            let date = date_of(analysis, meetings, sentence, token, tokens.clone());
            for member_code in countries {
                let evidence = analysis.evidence(sentence);
                let full = memberships.len() >= MAX_CHANGES;
                let known = memberships.iter_mut().find(|known| {
                    known.member_code == member_code
                        && known.organization == organization
                        && known.change == change
                });
                match known {
                    Some(known) => {
                        known.date = known.date.or(date);
                        if !known.evidence.contains(&evidence) {
                            known.evidence.push(evidence);
                        }
                    }
                    None if full => {}
                    None => memberships.push(Membership {
                        member_code,
                        organization: organization.clone(),
                        change,
                        date,
                        evidence: vec![evidence],
                    }),
                }
            }
        }
    }
    memberships
}

/// A word that tells of a change, and where the countries stand.
fn change_at(
    analysis: &Analysis,
    token: usize,
    tokens: Range<usize>,
) -> Option<(MembershipChange, Range<usize>)> {
    let document = &analysis.document;
    let is = |class| document.is(token, class);
    let near_is = |at: Range<usize>, class| at.into_iter().any(|at| document.is(at, class));
    let before = tokens.start..token;
    let behind = token + 1..tokens.end;
    let object = |from: usize| {
        // What is joined is an organization: "joined the bloc", not "joined the talks".
        let end = tokens.end.min(from + 5);
        // "left the meeting of the league"
        let is_of_meeting =
            |at: &usize| analysis.tagged.is_meeting(*at) && document.is(at + 1, WordClass::Attaching);
        let end = (from..end).find(is_of_meeting).unwrap_or(end);
        (from..end).any(|at| {
            is_whole_body(analysis, at)
                || document.is(at, WordClass::BodyNoun) && analysis.tagged.entity(at).is_none()
                || document.low(at) == "group"
                    && !document.is(at - 1, WordClass::TaskGroup)
                    && !matches!(document.low(at + 1), "of" | "photo")
                || (document.low(at) == "full" || document.low(at) == "new")
                    && document.low(at + 1).starts_with("member")
        })
    };
    let near_organization = |words: Range<usize>| {
        words.into_iter().any(|at| {
            analysis.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::Organization(_)))
        })
    };
    let standing = |words: Range<usize>| {
        let has = |stem: &str| words.clone().any(|at| document.low(at).starts_with(stem));
        if has("observer") {
            Some(MembershipChange::Observer)
        } else if has("partner") {
            Some(MembershipChange::Partner)
        } else {
            None
        }
    };
    let behind_by = |words: usize| token..tokens.end.min(token + words);
    let subject = || {
        // "A became the latest state to join": the subject of the verb that tells of it.
        let latest = before.clone().rev().take(MAX_LATEST).find(|&at| document.is(at, WordClass::Becoming));
        let before = before.start..latest.filter(|_| document.low(token - 1) == "to").unwrap_or(before.end);
        match before_apposition(analysis, before.clone()) {
            Some(subject) => near(document_clause(analysis, subject)),
            None => near(document_clause(analysis, before)),
        }
    };
    let next = document.low(token + 1);
    // "the league, which A joined in 2031"
    if is(WordClass::JoiningBody) || is(WordClass::Leaving) {
        let relative =
            before.clone().rev().take(MAX_LATEST).find(|&at| matches!(document.low(at), "which" | "that"));
        let is_of_body = |at: usize| {
            let end = at - usize::from(at > tokens.start && document.is_mark(at - 1, ","));
            end > tokens.start
                && analysis
                    .tagged
                    .entity(end - 1)
                    .is_some_and(|found| matches!(found.tag, Tag::Organization(_)))
        };
        if let Some(at) = relative.filter(|&at| is_of_body(at))
            && !object(token + 1)
            && analysis.tagged.entities(at + 1..token).any(|found| matches!(found.tag, Tag::Country(_)))
        {
            let change =
                if is(WordClass::Leaving) { MembershipChange::Left } else { MembershipChange::Joined };
            return Some((change, at + 1..token));
        }
    }
    if is(WordClass::JoiningBody) {
        if !object(token + 1) || matches!(next, "hands" | "forces" | "by") {
            return None;
        }
        let wants = near_is(token.saturating_sub(6).max(tokens.start)..token, WordClass::Wishing)
            // "a report on the process of Norland to join the league"
            || document.low(token - usize::from(token > 0)) == "to"
                && near_is(token.saturating_sub(8).max(tokens.start)..token, WordClass::Accession);
        // "joined the league as a partner country"
        let as_what = behind_by(10).find_map(|at| match document.low(at) {
            "partner" | "partners" => Some(MembershipChange::Partner),
            "observer" | "observers" => Some(MembershipChange::Observer),
            _ => None,
        });
        let joined = as_what.unwrap_or(MembershipChange::Joined);
        return Some((if wants { MembershipChange::Applied } else { joined }, subject()));
    }
    if is(WordClass::Becoming) {
        if !is_member_phrase(analysis, token + 1) {
            return None;
        }
        if near_is(token.saturating_sub(4).max(tokens.start)..token, WordClass::Wishing) {
            return Some((MembershipChange::Applied, subject()));
        }
        let change = standing(token..token + 6).unwrap_or(MembershipChange::Joined);
        let subject = before_apposition(analysis, before.clone()).unwrap_or(before);
        return Some((change, listed(analysis, document_clause(analysis, subject))));
    }
    // "a report on the admission of A", "the application for membership": nothing that is done.
    let only_told = {
        let article = usize::from(document.is(token.saturating_sub(1), WordClass::Article));
        let at = token.saturating_sub(1 + article);
        at >= tokens.start && matches!(document.low(at), "on" | "about" | "for" | "regarding" | "of")
    };
    if is(WordClass::MembershipNoun) && next == "of" && !only_told {
        let observer = (token.saturating_sub(3)..token).any(|at| document.low(at) == "observer");
        let change = if observer { MembershipChange::Observer } else { MembershipChange::Joined };
        return Some((change, behind.start..behind.end.min(token + 16)));
    }
    // "A's accession to the league was approved"
    let owner =
        token.checked_sub(2).filter(|&at| at >= tokens.start).and_then(|at| analysis.tagged.entity(at));
    let is_owned = analysis.document.tokens[token.saturating_sub(1)].kind == TokenKind::Possessive;
    let comes_about = || {
        near_is(token.saturating_sub(6).max(tokens.start)..token, WordClass::Accepting)
            || near_is(token..tokens.end.min(token + 12), WordClass::Accepting)
    };
    if is(WordClass::MembershipNoun)
        && let Some(owner) = owner.filter(|owner| is_owned && matches!(owner.tag, Tag::Country(_)))
        && matches!(next, "to" | "into")
        && comes_about()
    {
        return Some((MembershipChange::Joined, owner.tokens));
    }
    // "the application of A for membership", "A's request for observer status"
    if is(WordClass::AskedMembership)
        && (near_is(token + 1..tokens.end.min(token + 9), WordClass::MembershipNoun)
            || (token + 1..tokens.end.min(token + 6)).any(|at| document.low(at) == "status"))
    {
        if let Some(owner) = is_owned.then(|| analysis.tagged.entity(token - 2)).flatten() {
            return Some((MembershipChange::Applied, owner.tokens));
        }
        let of = (next == "of").then(|| token + 2..tokens.end.min(token + 6));
        let of = of.map(|words| {
            words.start..words.clone().find(|&at| document.low(at) == "for").unwrap_or(words.end)
        });
        return Some((MembershipChange::Applied, of?));
    }
    // "They have expanded the league, a club founded in 2001, to include A and B."
    // "The alliance has expanded to embrace A and B", "expanding the league, which now includes A and B"
    let wide = token.saturating_sub(MAX_EXPANDED).max(tokens.start)..token;
    let so_far = is(WordClass::Comprising) && document.low(token.saturating_sub(1)) == "to"
        || document.low(token) == "includes" && document.low(token.saturating_sub(1)) == "now";
    let includes = so_far
        && near_is(wide.clone(), WordClass::Expanding)
        && (near_organization(wide) || near_is(before.clone(), WordClass::BodyNoun));
    if includes {
        let end = behind.clone().find(|&at| document.is(at, WordClass::OpensPhrase)).unwrap_or(behind.end);
        return Some((MembershipChange::Joined, behind.start..end));
    }
    if is(WordClass::Admitting) {
        // "admitted A as a full member", "as the fifth member"
        let as_member = behind_by(20).any(|at| {
            document.low(at).starts_with("member")
                && (document.is(at - 1, WordClass::NewMember)
                    || (at.saturating_sub(3)..at).any(|at| document.low(at) == "as"))
        });
        // "its expansion to welcome A and B"
        let expands = document.low(token.saturating_sub(1)) == "to"
            && near_is(token.saturating_sub(MAX_LATEST).max(tokens.start)..token, WordClass::Expanding);
        if expands {
            return Some((MembershipChange::Joined, behind));
        }
        let passive = document.is(token.saturating_sub(1), WordClass::ToBe);
        // "were admitted as observers"
        let as_what = behind_by(6).find(|&at| document.low(at) == "as");
        if let Some(change) = as_what.and_then(|at| standing(at..tokens.end.min(at + 4))) {
            return Some((change, if passive { near(before) } else { token..as_what.unwrap_or(token) }));
        }
        return as_member.then_some((MembershipChange::Joined, if passive { near(before) } else { behind }));
    }
    if is(WordClass::Leaving) {
        // "the withdrawal of A from the league"
        if next == "of" && !only_told {
            let from = behind_by(12).find(|&at| document.low(at) == "from")?;
            return object(from + 1).then_some((MembershipChange::Left, token + 2..from));
        }
        return object(token + 1).then(|| (MembershipChange::Left, subject()));
    }
    if is(WordClass::Granting) {
        if behind_by(10).any(|at| document.low(at) == "status") {
            // "while B obtained the status of observer"
            let goes_on = before.clone().rev().find(|&at| document.is(at, WordClass::ReportGoesOn));
            let start = goes_on.unwrap_or(before.start);
            return Some((standing(behind_by(10))?, start..behind.end));
        }
        // "Observer status was granted to A and B"
        let head = token.saturating_sub(8).max(tokens.start)..token;
        if next == "to" && head.clone().any(|at| document.low(at) == "status") {
            return Some((standing(head)?, token + 2..behind.end));
        }
        // "The league granted A full membership"
        let membership = behind_by(8).find(|&at| document.low(at) == "membership");
        if let Some(membership) =
            membership.filter(|_| !document.is(token.saturating_sub(1), WordClass::ToBe))
            && analysis.tagged.entity_at(token + 1).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
            && !behind_by(8).any(|at| document.low(at) == "observer")
        {
            return Some((MembershipChange::Joined, token + 1..membership));
        }
        let is_membership = behind_by(5).any(|at| document.low(at) == "membership")
            && !behind_by(5).any(|at| document.low(at) == "observer");
        return is_membership.then(|| (MembershipChange::Joined, subject()));
    }
    match (document.low(token), next) {
        ("acceded", "to") => Some((MembershipChange::Joined, subject())),
        ("applied", "for" | "to") if near_is(behind_by(8), WordClass::Standing) => {
            Some((MembershipChange::Applied, subject()))
        }
        _ => None,
    }
}

fn is_member_phrase(analysis: &Analysis, token: usize) -> bool {
    (token..token + 8).any(|at| {
        let low = analysis.document.low(at);
        low.starts_with("member")
            || low.starts_with("observer")
            || (low.starts_with("partner")
                && low != "partnership"
                && !analysis.is(at - 1, WordClass::PartnerSort))
    })
}

/// What stands before an apposition at the end of a range: "A, an ally of B that helped C," of "A, …, became a member".
fn before_apposition(analysis: &Analysis, tokens: Range<usize>) -> Option<Range<usize>> {
    let low = |at: usize| analysis.document.low(at);
    let last = tokens.clone().rev().find(|&at| !analysis.is(at, WordClass::Auxiliary))?;
    if low(last) != "," {
        return None;
    }
    let opening = (tokens.start + 1..last).find(|&at| {
        low(at) == ","
            && (analysis.is(at + 1, WordClass::Article) || analysis.is(at + 1, WordClass::Relative))
            && analysis.tagged.entity_at(at - 1).is_some_and(|found| matches!(found.tag, Tag::Country(_)))
    })?;
    Some(tokens.start..opening)
}

/// The clause that ends with a range: behind its last "that", semicolon or "after".
fn document_clause(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let start = tokens
        .clone()
        .rev()
        .find(|&at| analysis.is(at, WordClass::OpensClause))
        .map_or(tokens.start, |at| at + 1);
    start..tokens.end
}

/// No more than the last words of a range: the subject stands near its verb.
fn near(tokens: Range<usize>) -> Range<usize> {
    tokens.start.max(tokens.end.saturating_sub(14))..tokens.end
}

/// The countries of a list may stand far before the verb: "A, B, C, D, E, F, G and H have … become partners".
fn listed(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let near = near(tokens.clone());
    let mut start = near.start;
    // On to the left while countries, commas and "and" go on.
    while start > tokens.start {
        let before = start - 1;
        let is_country =
            analysis.tagged.entity(before).is_some_and(|found| matches!(found.tag, Tag::Country(_)));
        if !is_country && !analysis.is(before, WordClass::Joining) && analysis.document.low(before) != "the" {
            break;
        }
        start = before;
    }
    start..near.end
}

/// Countries named in a range by name, as members and not as places.
fn countries(analysis: &Analysis, tokens: Range<usize>) -> Vec<CountryCode> {
    let mut codes = Vec::new();
    for found in analysis.tagged.entities(tokens.clone()) {
        let Tag::Country(code) = found.tag else { continue };
        let possessive = analysis
            .document
            .tokens
            .get(found.tokens.end)
            .is_some_and(|next| next.kind == TokenKind::Possessive);
        // "granted observer status to X" names the receiver.
        let before = analysis.document.low(found.tokens.start.saturating_sub(1));
        let placed = matches!(before, "in" | "from");
        let member = possessive
            && (analysis.is(found.tokens.end + 1, WordClass::MembershipNoun)
                || analysis.is(found.tokens.end + 1, WordClass::AskedMembership)
                || found.tokens.end == tokens.end);
        if (!possessive || member) && !placed && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// Whether an organization begins at a token, and not what is of it: "left the league", not "left the league summit".
fn is_whole_body(analysis: &Analysis, token: usize) -> bool {
    let Some(found) = analysis.tagged.entity_at(token) else { return false };
    let next = found.tokens.end;
    // "the African Union (AU) summit"
    let next = if analysis.document.is_mark(next, "(") && analysis.document.is_mark(next + 2, ")") {
        next + 3
    } else {
        next
    };
    let is_day = analysis.is(next, WordClass::Day) || analysis.tagged.entity(next).is_some();
    let Tag::Organization(index) = found.tag else { return false };
    let is_of_it = analysis.tagged.is_meeting(next)
        || analysis.tags.get(next).is_some_and(|tag| tag.is_noun())
        || analysis.document.tokens.get(next).is_some_and(|at| at.kind == TokenKind::Possessive);
    matches!(analysis.tagged.organization(index).kind.as_str(), "bloc" | "agency") && (is_day || !is_of_it)
}

/// The countries that "the three countries", "both states" stands for: those last named, where they are as many.
fn named_before(analysis: &Analysis, scope: Range<usize>, sentence: usize) -> Vec<CountryCode> {
    let document = &analysis.document;
    let opens = scope.start..scope.end.min(scope.start + MAX_ADJECTIVES + 1);
    let noun = opens.clone().find(|&at| matches!(document.low(at), "countries" | "states" | "nations"));
    let Some(noun) = noun.filter(|_| matches!(document.low(scope.start), "the" | "these" | "all" | "both"))
    else {
        return Vec::new();
    };
    let count = (scope.start..noun).find_map(|at| match document.low(at) {
        "both" | "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        _ => None,
    });
    let back = (sentence.saturating_sub(MAX_SENTENCES_BACK)..sentence).rev();
    let mut lists = back.map(|at| countries(analysis, document.sentences[at].tokens.clone()));
    let last = lists.find(|list| !list.is_empty()).unwrap_or_default();
    if count == Some(last.len()) { last } else { Vec::new() }
}

/// The organization that "the bloc" stands for behind a verb of joining or leaving: the one last named before it.
fn pointed_at(analysis: &Analysis, token: usize, end: usize) -> Option<String> {
    let document = &analysis.document;
    let object = token + 1..end.min(token + 1 + MAX_ADJECTIVES);
    let is_common = |at: usize| document.is(at, WordClass::BodyNoun) && analysis.tagged.entity(at).is_none();
    let noun = object.clone().find(|&at| is_common(at))?;
    let is_definite = matches!(document.low(token + 1), "the" | "this" | "that");
    let names = |at: usize| match analysis.tagged.entity_at(at)?.tag {
        Tag::Organization(index) => {
            let found = analysis.tagged.organization(index);
            (found.kind == "bloc").then(|| found.name.clone())
        }
        _ => None,
    };
    // "the bloc, the Lakes League": told right behind.
    if !is_definite || (token + 1..end.min(noun + MAX_ADJECTIVES)).any(|at| names(at).is_some()) {
        return None;
    }
    (token.saturating_sub(MAX_TOKENS_BACK)..token).rev().find_map(names)
}

/// The organization that a change is about: the nearest of the sentence, else the one the report speaks of most.
fn organization(analysis: &Analysis, token: usize, tokens: Range<usize>, sentence: usize) -> Option<String> {
    let blocs = |tokens: Range<usize>| {
        analysis
            .tagged
            .entities(tokens)
            .filter_map(|found| match found.tag {
                Tag::Organization(index)
                    if matches!(analysis.tagged.organization(index).kind.as_str(), "bloc" | "agency") =>
                {
                    Some((found.tokens.start, index))
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let nearest = blocs(tokens).into_iter().min_by_key(|(at, _)| at.abs_diff(token)).map(|(_, index)| index);
    let index = nearest.or_else(|| {
        // As far back as a report is long; a longer text is no report.
        let end = analysis.document.sentences[sentence].tokens.end;
        let all = blocs(end.saturating_sub(MAX_TOKENS_BACK)..end);
        all.iter()
            .max_by_key(|(at, index)| (all.iter().filter(|(_, other)| other == index).count(), *at))
            .map(|(_, index)| *index)
    })?;
    Some(analysis.tagged.organization(index).name.clone())
}

/// When: at the meeting that the sentence names, to the month.
fn date_of(
    analysis: &Analysis,
    meetings: &Meetings,
    sentence: usize,
    token: usize,
    tokens: Range<usize>,
) -> Option<PartialDate> {
    let in_year = || {
        let end = tokens.end.min(token + MAX_TO_YEAR);
        (token + 1..end).find_map(|at| {
            let year =
                analysis.document.str(at + 1).parse().ok().filter(|year| (1900..2100).contains(year))?;
            (analysis.document.low(at) == "in").then(|| PartialDate::new(year, 0, 0).ok()).flatten()
        })
    };
    let stated = crate::date::find(&analysis.document, &analysis.tagged, tokens.clone())
        .into_iter()
        .find_map(|mention| mention.expression.resolve(analysis.base_date, false))
        .map(|date| date.start);
    let of_meeting = || {
        let date = meetings.drafts.get(meetings.in_sentence(sentence)?)?.date?.start;
        PartialDate::new(date.year(), date.month(), 0).ok()
    };
    stated.or_else(in_year).or_else(of_meeting)
}
