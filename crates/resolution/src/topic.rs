//! What was spoken of, as all reports have it: every topic that one of them has, with all its sentences.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    ReportId,
    extraction::Topic,
    record::{SourcedEvidence, TopicRecord},
};

/// Merges the topics that reports give, in order of id.
pub(crate) fn merge<'a>(all: impl Iterator<Item = (ReportId, &'a Topic)>) -> Vec<TopicRecord> {
    // Reports read by different versions of a vocabulary may name a topic differently; the first name in order counts.
    let mut merged: BTreeMap<&str, (&str, BTreeSet<SourcedEvidence>)> = BTreeMap::new();
    for (report, topic) in all {
        let (name, evidence) = merged.entry(&topic.id).or_insert((&topic.name, BTreeSet::new()));
        *name = (*name).min(&topic.name);
        evidence.extend(
            topic.evidence.iter().map(|evidence| SourcedEvidence { report, evidence: evidence.clone() }),
        );
    }
    let record = |(id, (name, evidence)): (&str, (&str, BTreeSet<SourcedEvidence>))| TopicRecord {
        id: id.to_owned(),
        name: name.to_owned(),
        evidence: evidence.into_iter().collect(),
    };
    merged.into_iter().map(record).collect()
}
