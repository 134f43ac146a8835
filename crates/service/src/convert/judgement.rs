//! Messages of `judgement_service.proto` and `record_service.proto`, both ways where requests bring them.

use prost_types::Timestamp;
use rapporteur::v1;
use rapporteur_model::{
    JudgementId, RecordId,
    explanation::{Comparison, Feature},
    judgement::{Decision, Judgement},
    mention::MentionKind,
    statement::Statement,
};

use super::{common::evidence_in, name};

/// Milliseconds in a second.
const MILLIS: i64 = 1000;
/// Nanoseconds in a millisecond.
const NANOS_IN_MILLI: i64 = 1_000_000;

/// `Judgement`.
#[must_use]
pub fn judgement(judgement: &Judgement, in_force: bool) -> v1::Judgement {
    use v1::judgement::Decision as Shown;
    let names = |ids: &[RecordId]| ids.iter().map(|&id| name::record(judgement.kind, id)).collect();
    let decision = match &judgement.decision {
        Decision::Merge { one, two } => Shown::Merge(v1::MergeDecision { one: names(one), two: names(two) }),
        Decision::Split { apart, from } => {
            Shown::Split(v1::SplitDecision { apart: names(apart), from: names(from) })
        }
        Decision::Correct { record, field, value } => Shown::Correct(v1::CorrectDecision {
            record: names(record),
            field: field.clone(),
            value: value.clone(),
        }),
        Decision::Undo { judgement, anchors } => {
            Shown::Undo(v1::UndoDecision { judgement: name::judgement(*judgement), anchors: names(anchors) })
        }
    };
    v1::Judgement {
        name: name::judgement(judgement.id),
        author: judgement.author.clone(),
        reason: judgement.reason.clone(),
        decide_time: Some(timestamp(judgement.decided_at)),
        decision: Some(decision),
        in_force,
    }
}

/// A time in milliseconds as `google.protobuf.Timestamp`.
#[must_use]
pub fn timestamp(millis: i64) -> Timestamp {
    let nanos = i32::try_from(millis.rem_euclid(MILLIS) * NANOS_IN_MILLI).unwrap_or_default();
    Timestamp { seconds: millis.div_euclid(MILLIS), nanos }
}

/// The judgement that a message brings, or what is wrong with it.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn judgement_of(message: &v1::Judgement) -> Result<Judgement, String> {
    use v1::judgement::Decision as Shown;
    let time = message.decide_time.as_ref().ok_or("has no `decide_time`")?;
    let decided_at = time
        .seconds
        .checked_mul(MILLIS)
        .and_then(|millis| millis.checked_add(i64::from(time.nanos) / NANOS_IN_MILLI))
        .ok_or("has a `decide_time` that is none")?;
    let mut kinds: Vec<MentionKind> = Vec::new();
    let mut ids = |names: &[String]| -> Result<Vec<RecordId>, String> {
        let read = names.iter().map(|text| {
            let (kind, id) = name::parse_record(text).ok_or(format!("names `{text}`, which is no record"))?;
            kinds.push(kind);
            Ok(id)
        });
        read.collect()
    };
    let decision = match message.decision.as_ref().ok_or("says nothing that was decided")? {
        Shown::Merge(merge) => Decision::Merge { one: ids(&merge.one)?, two: ids(&merge.two)? },
        Shown::Split(split) => Decision::Split { apart: ids(&split.apart)?, from: ids(&split.from)? },
        Shown::Correct(correct) => Decision::Correct {
            record: ids(&correct.record)?,
            field: correct.field.clone(),
            value: correct.value.clone(),
        },
        Shown::Undo(undo) => Decision::Undo {
            judgement: name::parse("judgements", &undo.judgement)
                .ok_or_else(|| format!("undoes `{}`, which is no judgement", undo.judgement))?,
            anchors: ids(&undo.anchors)?,
        },
    };
    let kind = *kinds.first().ok_or("points at nothing")?;
    if kinds.iter().any(|other| *other != kind) {
        return Err("points at records of different kinds".to_owned());
    }
    let judgement =
        Judgement::new(message.author.clone(), message.reason.clone(), decided_at, kind, decision);
    let named: Option<JudgementId> = name::parse("judgements", &message.name);
    if named != Some(judgement.id) {
        return Err(format!(
            "is named `{}`, but says what makes `{}`",
            message.name,
            name::judgement(judgement.id)
        ));
    }
    Ok(judgement)
}

/// `Statement`.
#[must_use]
pub fn statement(statement: &Statement) -> v1::Statement {
    v1::Statement {
        name: format!("statements/{}", statement.id),
        subject: name::record(statement.kind, statement.mention),
        field: statement.field.clone(),
        value: statement.value.clone(),
        original_text: statement.original.clone(),
        evidence: statement.evidence.iter().map(|evidence| evidence_in(statement.report, evidence)).collect(),
        report: name::report(statement.report),
        extractor_version: statement.extractor_version.clone(),
    }
}

/// `MatchFeature`.
#[must_use]
pub fn feature(feature: &Feature) -> v1::MatchFeature {
    let comparison = match feature.comparison {
        Comparison::Agrees => v1::MatchComparison::Agrees,
        Comparison::Open => v1::MatchComparison::Open,
        Comparison::Differs => v1::MatchComparison::Differs,
        Comparison::Contradicts => v1::MatchComparison::Contradicts,
    };
    v1::MatchFeature {
        name: feature.name.to_owned(),
        one: feature.one.clone(),
        two: feature.two.clone(),
        comparison: comparison.into(),
        points: feature.points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_can_be_brought_back_unless_it_was_changed() {
        let id = |byte| RecordId::from_bytes([byte; 10]);
        let decisions = [
            Decision::Merge { one: vec![id(1), id(2)], two: vec![id(3)] },
            Decision::Split { apart: vec![id(1)], from: vec![id(3)] },
            Decision::Correct { record: vec![id(1)], field: "city".to_owned(), value: "Suva".to_owned() },
            Decision::Undo { judgement: "07070707070707070707".parse().unwrap(), anchors: vec![id(4)] },
        ];
        for decision in decisions {
            let made =
                Judgement::new("ann".to_owned(), "why".to_owned(), -1_234_567, MentionKind::Person, decision);
            let mut shown = judgement(&made, true);
            assert_eq!(judgement_of(&shown), Ok(made));
            shown.reason.push('!');
            assert!(judgement_of(&shown).unwrap_err().contains("but says what makes"));
        }
    }
}
