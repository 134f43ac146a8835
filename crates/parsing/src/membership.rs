//! Memberships: countries that join, leave or come nearer to an organization.

use std::ops::Range;

use rapporteur_model::{CountryCode, PartialDate, extraction::Membership, vocabulary::MembershipChange};

use crate::{analysis::Analysis, lexicon::Tag, meeting::Meetings, text::TokenKind, word_class::WordClass};

/// How far before a change of membership "whether" stands that asks for it, in tokens.
const MAX_ASKED: usize = 8;

/// How far back the organization of a change is looked for, in tokens.
const MAX_TOKENS_BACK: usize = 2_000;

/// How far before "to include" it is looked for that a body was expanded, in tokens.
const MAX_EXPANDED: usize = 32;

/// How far before a verb of joining "became the latest" is looked for, in tokens.
const MAX_LATEST: usize = 10;

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
            let countries = countries(analysis, scope.clone());
            let Some(organization) = organization(analysis, token, tokens.clone(), sentence) else {
                continue;
            };
            // "is expected to welcome A as a member": nothing has changed yet.
            let expected = change == MembershipChange::Joined
                && (token.saturating_sub(4).max(tokens.start)..token)
                    .any(|at| analysis.is(at, WordClass::Planned) || analysis.is(at, WordClass::ToCome));
            // "Asked whether Norland could become a member"
            let asked = (token.saturating_sub(MAX_ASKED).max(tokens.start)..token)
                .any(|at| matches!(analysis.document.low(at), "whether" | "if"));
            if expected || asked {
                continue;
            }
            let date = date_of(analysis, meetings, sentence, tokens.clone());
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
        (from..tokens.end.min(from + 5)).any(|at| {
            analysis.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::Organization(_)))
                || document.is(at, WordClass::BodyNoun)
                || document.low(at) == "group"
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
        at >= tokens.start && matches!(document.low(at), "on" | "about" | "for" | "regarding")
    };
    if is(WordClass::MembershipNoun) && next == "of" && !only_told {
        let observer = (token.saturating_sub(3)..token).any(|at| document.low(at) == "observer");
        let change = if observer { MembershipChange::Observer } else { MembershipChange::Joined };
        return Some((change, behind.start..behind.end.min(token + 16)));
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
        return as_member.then_some((MembershipChange::Joined, if passive { near(before) } else { behind }));
    }
    if is(WordClass::Leaving) {
        return object(token + 1).then(|| (MembershipChange::Left, subject()));
    }
    if is(WordClass::Granting) {
        if behind_by(10).any(|at| document.low(at) == "status") {
            return Some((standing(behind_by(10))?, before.start..behind.end));
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
    for found in analysis.tagged.entities(tokens) {
        let Tag::Country(code) = found.tag else { continue };
        let possessive = analysis
            .document
            .tokens
            .get(found.tokens.end)
            .is_some_and(|next| next.kind == TokenKind::Possessive);
        // "granted observer status to X" names the receiver.
        let before = analysis.document.low(found.tokens.start.saturating_sub(1));
        let placed = matches!(before, "in" | "from");
        let member = possessive && analysis.is(found.tokens.end + 1, WordClass::MembershipNoun);
        if (!possessive || member) && !placed && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
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
    tokens: Range<usize>,
) -> Option<PartialDate> {
    let stated = crate::date::find(&analysis.document, &analysis.tagged, tokens)
        .into_iter()
        .find_map(|mention| mention.expression.resolve(analysis.base_date, false))
        .map(|date| date.start);
    let of_meeting = || {
        let date = meetings.drafts.get(meetings.in_sentence(sentence)?)?.date?.start;
        PartialDate::new(date.year(), date.month(), 0).ok()
    };
    stated.or_else(of_meeting)
}
