//! The rule by which one value of a field is preferred to its rivals: the more precise; then the one that more
//! independent reports give; then the one that a report states rather than lets count; then the first in order of text.
//!
//! Reports that say it in the same sentences are copies of each other, and count once.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::record::{FieldValue, SourcedEvidence};

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
    /// The sentences; at least one.
    pub(crate) evidence: Vec<SourcedEvidence>,
}

/// A value with all that speaks for it.
#[derive(Debug, Clone)]
pub(crate) struct Rival<T> {
    /// The value in its most common spelling.
    pub(crate) value: T,
    precision: u32,
    reports: usize,
    distance: u8,
    evidence: BTreeSet<SourcedEvidence>,
}

/// The rivals for a field, the preferred first.
pub(crate) fn rivals<T: Ord + Clone>(claims: Vec<Claim<T>>) -> Vec<Rival<T>> {
    let mut groups: BTreeMap<String, Vec<Claim<T>>> = BTreeMap::new();
    for claim in claims {
        groups.entry(claim.key.clone()).or_default().push(claim);
    }
    let mut rivals: Vec<Rival<T>> = groups
        .into_values()
        .filter_map(|group| {
            let copies: BTreeSet<Vec<&str>> = group.iter().map(|claim| sentences(&claim.evidence)).collect();
            Some(Rival {
                reports: copies.len(),
                precision: group.iter().map(|claim| claim.precision).max()?,
                distance: group.iter().map(|claim| claim.distance).min()?,
                value: most_common(group.iter().map(|claim| claim.value.clone()))?,
                evidence: group.iter().flat_map(|claim| claim.evidence.iter().cloned()).collect(),
            })
        })
        .collect();
    rivals.sort_by(|one, two| {
        (two.precision, two.reports, one.distance, &one.value).cmp(&(
            one.precision,
            one.reports,
            two.distance,
            &two.value,
        ))
    });
    rivals
}

fn sentences(evidence: &[SourcedEvidence]) -> Vec<&str> {
    evidence.iter().map(|sourced| sourced.evidence.sentence.as_str()).collect()
}

/// Why the first of the rivals is first.
pub(crate) fn reason<T>(rivals: &[Rival<T>]) -> String {
    let (Some(first), Some(second)) = (rivals.first(), rivals.get(1)) else {
        return "no report gives another".to_owned();
    };
    if first.precision != second.precision {
        return "more precise".to_owned();
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
    });
    listed.collect()
}
