//! Memberships: countries that join, leave or come nearer to an organization.
//!
//! # Layout
//! - `change`: the words that tell of a change; `member`: whose it is, of which organization, and when.

mod change;
mod member;

use rapporteur_model::{extraction::Membership, vocabulary::MembershipChange};

use self::{
    change::change_at,
    member::{countries, date_of, organization},
};
use crate::{analysis::Analysis, meeting::Meetings, word_class::WordClass};

/// How far before a change of membership "whether" stands that asks for it, in tokens.
const MAX_ASKED: usize = 8;

/// How far before a change a word stands that puts it off, in tokens: "is expected to welcome A".
const MAX_EXPECTED: usize = 4;

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
                && (token.saturating_sub(MAX_EXPECTED).max(tokens.start)..token)
                    .any(|at| analysis.is(at, WordClass::Planned) || analysis.is(at, WordClass::ToCome));
            // "Asked whether Norland could become a member"
            let asked = (token.saturating_sub(MAX_ASKED).max(tokens.start)..token)
                .any(|at| matches!(analysis.document.low(at), "whether" | "if"));
            if expected || asked {
                continue;
            }
            let date = date_of(analysis, meetings, sentence, tokens.clone());
            for member_code in countries {
                add(
                    &mut memberships,
                    Membership {
                        member_code,
                        organization: organization.clone(),
                        change,
                        date,
                        evidence: vec![analysis.evidence(sentence)],
                    },
                );
            }
        }
    }
    memberships
}

/// Adds a change; one that was told before gets the sentence, and the date where it had none.
fn add(memberships: &mut Vec<Membership>, told: Membership) {
    let full = memberships.len() >= MAX_CHANGES;
    let known = memberships.iter_mut().find(|known| {
        known.member_code == told.member_code
            && known.organization == told.organization
            && known.change == told.change
    });
    match known {
        Some(known) => {
            known.date = known.date.or(told.date);
            for evidence in told.evidence {
                if !known.evidence.contains(&evidence) {
                    known.evidence.push(evidence);
                }
            }
        }
        None if full => {}
        None => memberships.push(told),
    }
}
