//! Why two mentions are one record, or two.

use std::collections::BTreeSet;

use rapporteur_model::{
    RecordId,
    explanation::{Explanation, Feature},
    judgement::{Decision, Judgement},
    mention::{Mention, MentionKind},
};

use crate::{judgement::in_force, meeting_cluster, person_record, quote_cluster};

/// Two mentions compared as clustering compares them.
pub(crate) struct Compared {
    /// Feature by feature.
    pub(crate) features: Vec<Feature>,
    /// How well they agree, or why they are two.
    pub(crate) score: Result<u32, String>,
}

/// How two mentions compare; none for two of different kinds. What other mentions add (a third that joins them, a rival that
/// makes a short name open) is not told by two alone.
#[must_use]
pub fn explain(one: &Mention, two: &Mention, judgements: &[Judgement]) -> Option<Explanation> {
    let kind = one.kind();
    if kind != two.kind() {
        return None;
    }
    let compared = match kind {
        MentionKind::Meeting => meeting_cluster::explain(one, two),
        MentionKind::Person => person_record::explain(one, two),
        MentionKind::Quote => quote_cluster::explain(one, two),
    }?;
    let shares_block = !one.blocks.is_disjoint(&two.blocks);
    let summary = match &compared.score {
        Ok(_) if !shares_block => "they agree, but share no key by which they would be compared".to_owned(),
        Ok(score) => format!("they agree, with {score} points"),
        Err(why) => why.clone(),
    };
    let points_at_both = |judgement: &&Judgement| {
        let names = |ids: &[RecordId], mention: &Mention| ids.contains(&mention.id);
        match &judgement.decision {
            Decision::Merge { one: left, two: right } | Decision::Split { apart: left, from: right } => {
                names(left, one) && names(right, two) || names(left, two) && names(right, one)
            }
            Decision::Correct { .. } | Decision::Undo { .. } => false,
        }
    };
    let judged: BTreeSet<_> =
        in_force(judgements).into_iter().filter(points_at_both).map(|judgement| judgement.id).collect();
    Some(Explanation {
        kind,
        one: one.id,
        two: two.id,
        shares_block,
        would_join: compared.score.is_ok() && shares_block,
        score: compared.score.unwrap_or(0),
        features: compared.features,
        summary,
        judgements: judged.into_iter().collect(),
    })
}
