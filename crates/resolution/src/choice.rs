//! The rule by which one value of a field is preferred to its rivals. A value that another one only makes more precise
//! (May 2018, 21 May 2018) comes behind that one. Of the rest: the one that weightier reports give (the organization's
//! own release, then a named agency, then others), then the more precise, then the one that more independent reports give,
//! then the one that a report states rather than lets count, then the first in order of text. What is no question of true
//! or false (a title) goes by precision before weight. A person's correction comes before all ([`crate::judgement`]).
//!
//! Reports that say it in the same sentences, or that are near copies ([`crate::copies`]), count once.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    ReportId,
    record::{FieldValue, SourcedEvidence},
};

use crate::text::most_common;

/// What one report says about a field.
#[derive(Debug, Clone)]
pub(crate) struct Claim<T> {
    /// The value.
    pub(crate) value: T,
    /// The same for values that differ in spelling alone.
    pub(crate) key: String,
    /// How much it says.
    pub(crate) precision: u32,
    /// How far it is from being stated: 0 for what is.
    pub(crate) distance: u8,
    /// Whose word it is.
    pub(crate) weight: Weight,
    /// The report that this one is a copy of, itself where it is none.
    pub(crate) original: ReportId,
    /// The sentences; at least one.
    pub(crate) evidence: Vec<SourcedEvidence>,
}

/// Whose word a report is, weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// The organization's own release.
    OwnRelease,
    /// A named agency's.
    Agency,
    /// Another one's.
    Other,
}

/// What counts first among rivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// Whose word it is.
    Weight,
    /// How much it says.
    Precision,
}

/// A value with all that speaks for it.
#[derive(Debug, Clone)]
pub(crate) struct Rival<T> {
    /// The value in its most common spelling.
    pub(crate) value: T,
    key: String,
    precision: u32,
    weight: Weight,
    reports: usize,
    distance: u8,
    /// Whether another one says the same more precisely.
    is_vague: bool,
    evidence: BTreeSet<SourcedEvidence>,
}

/// The rivals for a field, the preferred first.
pub(crate) fn rivals<T: Ord + Clone>(claims: Vec<Claim<T>>, first: First) -> Vec<Rival<T>> {
    let mut groups: BTreeMap<String, Vec<Claim<T>>> = BTreeMap::new();
    for claim in claims {
        groups.entry(claim.key.clone()).or_default().push(claim);
    }
    let mut rivals: Vec<Rival<T>> = groups
        .into_iter()
        .filter_map(|(key, group)| {
            Some(Rival {
                key,
                reports: independent(&group),
                precision: group.iter().map(|claim| claim.precision).max()?,
                weight: group.iter().map(|claim| claim.weight).min()?,
                distance: group.iter().map(|claim| claim.distance).min()?,
                is_vague: false,
                value: most_common(group.iter().map(|claim| claim.value.clone()))?,
                evidence: group.iter().flat_map(|claim| claim.evidence.iter().cloned()).collect(),
            })
        })
        .collect();
    // Keys are in order, so what begins like one comes right behind it.
    for place in 0..rivals.len().saturating_sub(1) {
        let rest = rivals[place + 1].key.strip_prefix(rivals[place].key.as_str());
        rivals[place].is_vague = rest.is_some_and(|rest| rest.starts_with(['-', ' ']));
    }
    rivals
        .sort_by(|one, two| one.order(first).cmp(&two.order(first)).then_with(|| one.value.cmp(&two.value)));
    rivals
}

impl<T> Rival<T> {
    fn order(&self, first: First) -> impl Ord + use<T> {
        let precision = u32::MAX - self.precision;
        (
            self.is_vague,
            if first == First::Precision { precision } else { 0 },
            self.weight,
            precision,
            usize::MAX - self.reports,
            self.distance,
        )
    }
}

/// How many of the claims are no copies of others: neither of near copies, nor in the same sentences.
fn independent<T>(group: &[Claim<T>]) -> usize {
    let mut seen: Vec<(ReportId, Vec<&str>)> = Vec::new();
    for claim in group {
        let said = sentences(&claim.evidence);
        let known = seen.iter().any(|(original, other)| *original == claim.original || *other == said);
        if !known {
            seen.push((claim.original, said));
        }
    }
    seen.len()
}

fn sentences(evidence: &[SourcedEvidence]) -> Vec<&str> {
    evidence.iter().map(|sourced| &*sourced.evidence.sentence).collect()
}

/// Why the first of the rivals is first.
pub(crate) fn reason<T>(rivals: &[Rival<T>]) -> String {
    let (Some(first), Some(second)) = (rivals.first(), rivals.get(1)) else {
        return "no report gives another".to_owned();
    };
    if second.is_vague || first.precision > second.precision && first.weight >= second.weight {
        return "more precise".to_owned();
    }
    if first.weight != second.weight {
        return match first.weight {
            Weight::OwnRelease => "the organization's own release".to_owned(),
            _ => "given by a named agency".to_owned(),
        };
    }
    if first.reports != second.reports {
        return format!("given by more independent reports ({} against {})", first.reports, second.reports);
    }
    if first.distance != second.distance {
        return "stated, where others are counted or inferred".to_owned();
    }
    "first in order of text; the reports do not decide".to_owned()
}

/// The rivals as a record lists them.
pub(crate) fn field_values<T>(
    field: &str,
    rivals: &[Rival<T>],
    reason: &str,
    text: impl Fn(&T) -> String,
) -> Vec<FieldValue> {
    let listed = rivals.iter().enumerate().map(|(place, rival)| FieldValue {
        field: field.to_owned(),
        value: text(&rival.value),
        preferred: place == 0,
        reason: if place == 0 { reason.to_owned() } else { String::new() },
        evidence: rival.evidence.iter().cloned().collect(),
        judgement: None,
    });
    listed.collect()
}
