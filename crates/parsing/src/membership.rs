//! Memberships: countries that join, leave or come nearer to an organization.

use std::ops::Range;

use rapporteur_model::{CountryCode, PartialDate, extraction::Membership, vocabulary::MembershipChange};

use crate::{analysis::Analysis, lexicon::Tag, meeting::Meetings, text::TokenKind};

/// How far back the organization of a change is looked for, in tokens.
const MAX_TOKENS_BACK: usize = 2_000;

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
    let low = document.low(token);
    let before = tokens.start..token;
    let behind = token + 1..tokens.end;
    let object = |from: usize| {
        // What is joined is an organization: "joined the bloc", not "joined the talks".
        (from..tokens.end.min(from + 5)).any(|at| {
            analysis.tagged.entity_at(at).is_some_and(|found| matches!(found.tag, Tag::Organization(_)))
                || matches!(
                    document.low(at),
                    "organization" | "organisation" | "bloc" | "union" | "grouping" | "alliance" | "group"
                )
                || (document.low(at) == "full" || document.low(at) == "new")
                    && document.low(at + 1).starts_with("member")
        })
    };
    match low {
        "joining" | "joined" | "join" | "joins" | "rejoined" | "rejoin" | "rejoins" | "rejoining"
            if object(token + 1) && !matches!(document.low(token + 1), "hands" | "forces" | "by") =>
        {
            let wants = (token.saturating_sub(6).max(tokens.start)..token).any(|at| {
                matches!(
                    document.low(at),
                    "wants"
                        | "applied"
                        | "application"
                        | "seeks"
                        | "seeking"
                        | "hopes"
                        | "interest"
                        | "bid"
                        | "desire"
                        | "wish"
                        | "wishes"
                )
            });
            // "joined the league as a partner country"
            let as_what = (token..tokens.end.min(token + 10)).find_map(|at| match document.low(at) {
                "partner" | "partners" => Some(MembershipChange::Partner),
                "observer" | "observers" => Some(MembershipChange::Observer),
                _ => None,
            });
            let joined = as_what.unwrap_or(MembershipChange::Joined);
            Some((
                if wants { MembershipChange::Applied } else { joined },
                near(document_clause(analysis, before)),
            ))
        }
        "became" | "become" | "becoming" | "becomes" if is_member_phrase(analysis, token + 1) => {
            let wants = (token.saturating_sub(4).max(tokens.start)..token).any(|at| {
                matches!(
                    document.low(at),
                    "asked" | "applied" | "seeks" | "wants" | "requested" | "hopes" | "wishes" | "bid"
                )
            });
            if wants {
                return Some((MembershipChange::Applied, near(document_clause(analysis, before))));
            }
            let observer = (token..token + 6).any(|at| document.low(at).starts_with("observer"));
            let partner = (token..token + 6).any(|at| document.low(at).starts_with("partner"));
            let change = if observer {
                MembershipChange::Observer
            } else if partner {
                MembershipChange::Partner
            } else {
                MembershipChange::Joined
            };
            Some((change, listed(analysis, document_clause(analysis, before))))
        }
        "membership" | "accession" | "admission" | "inclusion" | "entry"
            if document.low(token + 1) == "of" =>
        {
            let full = (token.saturating_sub(3)..token).any(|at| document.low(at) == "observer");
            let change = if full { MembershipChange::Observer } else { MembershipChange::Joined };
            Some((change, behind.start..behind.end.min(token + 16)))
        }
        "admitted" | "admitting" | "admits" | "welcomed" | "accepted" | "embraced" | "welcoming" => {
            let as_member = (token..tokens.end.min(token + 20)).any(|at| {
                matches!(document.low(at), "member" | "members" | "membership")
                    && matches!(
                        document.low(at - 1),
                        "new" | "full" | "as" | "two" | "full-fledged" | "permanent"
                    )
            });
            let passive = matches!(document.low(token.saturating_sub(1)), "was" | "were" | "been");
            as_member.then_some((MembershipChange::Joined, if passive { near(before) } else { behind }))
        }
        "acceded" if document.low(token + 1) == "to" => {
            Some((MembershipChange::Joined, near(document_clause(analysis, before))))
        }
        "withdrew" | "withdraw" | "withdrawal" | "left" | "quit" if object(token + 1) => {
            Some((MembershipChange::Left, near(document_clause(analysis, before))))
        }
        "applied"
            if matches!(document.low(token + 1), "for" | "to")
                && (token..tokens.end.min(token + 8)).any(|at| {
                    matches!(
                        document.low(at),
                        "membership" | "join" | "member" | "observer" | "status" | "partner"
                    )
                }) =>
        {
            Some((MembershipChange::Applied, near(document_clause(analysis, before))))
        }
        "granted" | "grant" | "granting" | "obtained" | "received"
            if (token..tokens.end.min(token + 10)).any(|at| document.low(at) == "status") =>
        {
            let observer =
                (token..tokens.end.min(token + 10)).any(|at| document.low(at).starts_with("observer"));
            let partner =
                (token..tokens.end.min(token + 10)).any(|at| document.low(at).starts_with("partner"));
            let change = if observer {
                MembershipChange::Observer
            } else if partner {
                MembershipChange::Partner
            } else {
                return None;
            };
            Some((change, before.start..behind.end))
        }
        "granted" | "gained" | "obtained"
            if (token..tokens.end.min(token + 5)).any(|at| document.low(at) == "membership")
                && !(token..tokens.end.min(token + 5)).any(|at| document.low(at) == "observer") =>
        {
            Some((MembershipChange::Joined, near(document_clause(analysis, before))))
        }
        _ => None,
    }
}

fn is_member_phrase(analysis: &Analysis, token: usize) -> bool {
    (token..token + 8).any(|at| {
        let low = analysis.document.low(at);
        low.starts_with("member")
            || low.starts_with("observer")
            || (low.starts_with("partner") && low != "partnership")
    })
}

/// The clause that ends with a range: behind its last "that", semicolon or "after".
fn document_clause(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let start = tokens
        .clone()
        .rev()
        .find(|&at| {
            matches!(
                analysis.document.low(at),
                "that" | ";" | "after" | "with" | "since" | "when" | "as" | ":"
            )
        })
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
        if !is_country && !matches!(analysis.document.low(before), "," | "and" | "the") {
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
        let member = possessive
            && matches!(analysis.document.low(found.tokens.end + 1), "membership" | "accession" | "entry");
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
