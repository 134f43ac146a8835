//! What people decided, applied to what resolution found: merges and splits of records in the order in which they were
//! decided, then corrections of fields.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    CountryCode, JudgementId, PartialDate, RecordId,
    judgement::{Decision, Judgement},
    mention::{Mention, MentionKind},
    record::{FieldValue, MeetingRecord, Record},
};

/// Why a correction cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CorrectionError {
    /// There is no such field, or it is not one that can be corrected.
    #[error("`{field}` is no field that can be corrected; those of a {kind} are {allowed}")]
    Field {
        /// The field that was given.
        field: String,
        /// The kind of record.
        kind: &'static str,
        /// The fields there are, separated by commas.
        allowed: String,
    },
    /// The value is none for this field.
    #[error("`{value}` is no value for `{field}`: {reason}")]
    Value {
        /// The field.
        field: String,
        /// The value that was given.
        value: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl CorrectionError {
    /// Whether the field is wrong, and not the value.
    #[must_use]
    pub fn is_of_field(&self) -> bool {
        matches!(self, Self::Field { .. })
    }
}

/// Fields of a meeting that can be corrected.
const MEETING_FIELDS: [&str; 11] = [
    "title",
    "series",
    "organization",
    "ordinal",
    "kind",
    "start_date",
    "end_date",
    "city",
    "country_code",
    "venue",
    "status",
];
/// Fields of a person that can be corrected.
const PERSON_FIELDS: [&str; 1] = ["display_name"];
/// Fields of a quotation that can be corrected.
const QUOTE_FIELDS: [&str; 2] = ["speaker", "say_date"];

/// The judgements that hold, each once, in the order in which they were decided: those that no judgement in force undoes.
#[must_use]
pub fn in_force(judgements: &[Judgement]) -> Vec<&Judgement> {
    let by_id: BTreeMap<JudgementId, &Judgement> =
        judgements.iter().map(|judgement| (judgement.id, judgement)).collect();
    let mut undoing: BTreeMap<JudgementId, Vec<JudgementId>> = BTreeMap::new();
    for judgement in by_id.values() {
        if let Decision::Undo { judgement: target, .. } = judgement.decision {
            undoing.entry(target).or_default().push(judgement.id);
        }
    }
    // An id is made of what it undoes, so no chain of undoing comes back to where it began. From its ends inwards:
    let mut holds: BTreeMap<JudgementId, bool> = BTreeMap::new();
    for &start in by_id.keys() {
        let mut open = vec![start];
        while let Some(&id) = open.last() {
            let undoes = undoing.get(&id).map(Vec::as_slice).unwrap_or_default();
            let waiting: Vec<JudgementId> =
                undoes.iter().copied().filter(|undo| !holds.contains_key(undo)).collect();
            if waiting.is_empty() || open.len() > by_id.len() {
                let is_undone = undoes.iter().any(|undo| holds.get(undo) == Some(&true));
                holds.insert(id, !is_undone);
                open.pop();
            } else {
                open.extend(waiting);
            }
        }
    }
    let mut all: Vec<&Judgement> =
        by_id.into_values().filter(|judgement| holds.get(&judgement.id) == Some(&true)).collect();
    all.sort_by_key(|judgement| (judgement.decided_at, judgement.id));
    all
}

/// Clusters of mentions of one kind, as people want them.
pub(crate) fn apply<'a>(
    kind: MentionKind,
    mut clusters: Vec<Vec<&'a Mention>>,
    in_force: &[&Judgement],
) -> Vec<Vec<&'a Mention>> {
    let mut place: BTreeMap<RecordId, usize> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        place.extend(cluster.iter().map(|mention| (mention.id, at)));
    }
    let first = |place: &BTreeMap<RecordId, usize>, anchors: &[RecordId]| {
        anchors.iter().find_map(|anchor| place.get(anchor).copied())
    };
    for judgement in in_force.iter().filter(|judgement| judgement.kind == kind) {
        match &judgement.decision {
            Decision::Merge { one, two } => {
                let (Some(one), Some(two)) = (first(&place, one), first(&place, two)) else { continue };
                if one != two {
                    let moved = std::mem::take(&mut clusters[two]);
                    place.extend(moved.iter().map(|mention| (mention.id, one)));
                    clusters[one].extend(moved);
                }
            }
            Decision::Split { apart, from } => {
                let Some(at) = first(&place, from) else { continue };
                let apart: BTreeSet<RecordId> = apart.iter().copied().collect();
                let (moved, kept): (Vec<&Mention>, Vec<&Mention>) = std::mem::take(&mut clusters[at])
                    .into_iter()
                    .partition(|mention| apart.contains(&mention.id));
                clusters[at] = kept;
                if !moved.is_empty() {
                    place.extend(moved.iter().map(|mention| (mention.id, clusters.len())));
                    clusters.push(moved);
                }
            }
            Decision::Correct { .. } | Decision::Undo { .. } => {}
        }
    }
    clusters.retain(|cluster| !cluster.is_empty());
    clusters
}

/// Corrects a record made of these mentions. `all` tells which mentions there are: of those that a correction points at,
/// the first that is there says which record is meant.
pub(crate) fn correct_all(
    record: &mut Record,
    members: &[RecordId],
    all: &BTreeSet<RecordId>,
    in_force: &[&Judgement],
) {
    let kind = record.kind();
    for judgement in in_force.iter().filter(|judgement| judgement.kind == kind) {
        let Decision::Correct { record: anchors, field, value } = &judgement.decision else { continue };
        let meant = anchors.iter().find(|anchor| all.contains(anchor));
        if meant.is_some_and(|meant| members.contains(meant)) {
            // One that an older program took and this one does not know is listed and does nothing.
            let _ = correct(record, field, value, Some(judgement));
        }
    }
}

/// Gives a field of a record a value. Without a judgement it is tried only.
///
/// # Errors
/// [`CorrectionError`]; the record is as it was then.
pub fn correct(
    record: &mut Record,
    field: &str,
    value: &str,
    judgement: Option<&Judgement>,
) -> Result<(), CorrectionError> {
    match record {
        Record::Meeting(meeting) => {
            correct_meeting(meeting, field, value)?;
            if let Some(judgement) = judgement {
                list_correction(&mut meeting.values, field, value, judgement);
            }
        }
        Record::Person(person) => {
            if field != "display_name" {
                return Err(no_field(field, MentionKind::Person, &PERSON_FIELDS));
            }
            let name = text(field, value)?;
            let other = std::mem::replace(&mut person.display_name, name);
            person.other_names.push(other);
            person.other_names.retain(|other| *other != person.display_name);
            person.other_names.sort();
            person.other_names.dedup();
        }
        Record::Quote(quote) => match field {
            "speaker" => quote.speaker = Some(text(field, value)?),
            "say_date" => quote.say_date = Some(parsed::<PartialDate>(field, value)?),
            _ => return Err(no_field(field, MentionKind::Quote, &QUOTE_FIELDS)),
        },
    }
    Ok(())
}

fn correct_meeting(meeting: &mut MeetingRecord, field: &str, value: &str) -> Result<(), CorrectionError> {
    match field {
        "title" => {
            let other = std::mem::replace(&mut meeting.title, text(field, value)?);
            meeting.other_titles.push(other);
            meeting.other_titles.retain(|other| *other != meeting.title);
            meeting.other_titles.sort();
            meeting.other_titles.dedup();
        }
        "series" => meeting.series = Some(text(field, value)?),
        "organization" => meeting.organization = Some(text(field, value)?),
        "city" => meeting.city = Some(text(field, value)?),
        "venue" => meeting.venue = Some(text(field, value)?),
        "ordinal" => meeting.ordinal = Some(parsed(field, value)?),
        "kind" => meeting.kind = Some(parsed(field, value)?),
        "status" => meeting.status = Some(parsed(field, value)?),
        "country_code" => meeting.country_code = Some(parsed::<CountryCode>(field, value)?),
        "start_date" => {
            meeting.start_date = Some(parsed(field, value)?);
            // An end before the start is no longer one.
            meeting.end_date = meeting
                .end_date
                .filter(|end| meeting.start_date.is_none_or(|start| end.latest() >= start.earliest()));
        }
        "end_date" => meeting.end_date = Some(parsed(field, value)?),
        _ => return Err(no_field(field, MentionKind::Meeting, &MEETING_FIELDS)),
    }
    Ok(())
}

/// Puts a correction before the values that reports give.
fn list_correction(values: &mut Vec<FieldValue>, field: &str, value: &str, judgement: &Judgement) {
    for rival in values.iter_mut().filter(|rival| rival.field == field) {
        rival.preferred = false;
        rival.reason.clear();
    }
    let place = values.iter().position(|rival| rival.field == field).unwrap_or(values.len());
    let why = if judgement.reason.is_empty() { String::new() } else { format!(": {}", judgement.reason) };
    let correction = FieldValue {
        field: field.to_owned(),
        value: value.to_owned(),
        preferred: true,
        reason: format!("corrected by {}{why}", judgement.author),
        evidence: Vec::new(),
        judgement: Some(judgement.id),
    };
    values.insert(place, correction);
}

fn no_field(field: &str, kind: MentionKind, allowed: &[&str]) -> CorrectionError {
    CorrectionError::Field { field: field.to_owned(), kind: kind.as_str(), allowed: allowed.join(", ") }
}

fn text(field: &str, value: &str) -> Result<String, CorrectionError> {
    let value = value.trim();
    if value.is_empty() {
        return Err(CorrectionError::Value {
            field: field.to_owned(),
            value: value.to_owned(),
            reason: "it is empty".to_owned(),
        });
    }
    Ok(value.to_owned())
}

fn parsed<T>(field: &str, value: &str) -> Result<T, CorrectionError>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    value.trim().parse().map_err(|error: T::Err| CorrectionError::Value {
        field: field.to_owned(),
        value: value.to_owned(),
        reason: error.to_string(),
    })
}
