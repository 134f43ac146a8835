//! What a meeting adopted or promised, as all reports have it.

use std::collections::BTreeSet;

use rapporteur_model::{
    extraction::Outcome,
    record::{OutcomeRecord, SourcedEvidence},
    vocabulary::OutcomeKind,
};

use crate::text::{content_set, most_common, overlap_percent};

/// Words that tell no document from another of its kind.
const PLAIN: [&str; 24] = [
    "joint",
    "press",
    "final",
    "draft",
    "document",
    "new",
    "summit",
    "meeting",
    "council",
    "anti",
    "countering",
    "combating",
    "counteracting",
    "against",
    "head",
    "state",
    "member",
    "outcome",
    "on",
    "signed",
    "adopted",
    "landmark",
    "comprehensive",
    "important",
];

struct Titled<'a> {
    outcome: &'a Outcome,
    evidence: Vec<SourcedEvidence>,
    words: BTreeSet<String>,
}

/// Merges the outcomes that reports give, each with its evidence.
pub(crate) fn merge(all: Vec<(&Outcome, Vec<SourcedEvidence>)>) -> Vec<OutcomeRecord> {
    let mut titled: Vec<Titled<'_>> = all
        .into_iter()
        .map(|(outcome, evidence)| Titled { outcome, evidence, words: words(&outcome.title) })
        .collect();
    // Those that say most first; a bare "communique" goes to the one communique there is.
    titled.sort_by_cached_key(|titled| {
        (
            titled.outcome.kind,
            usize::MAX - titled.words.len(),
            titled.outcome.title.clone(),
            titled.evidence.clone(),
        )
    });
    let mut groups: Vec<Vec<Titled<'_>>> = Vec::new();
    for titled in titled {
        let same = |group: &Vec<Titled<'_>>| group.first().is_some_and(|leader| leader.is_same(&titled));
        let exact = |group: &Vec<Titled<'_>>| group.iter().any(|member| member.is_equal(&titled));
        let fitting: Vec<usize> = (0..groups.len()).filter(|&place| same(&groups[place])).collect();
        let place = (0..groups.len()).find(|&place| exact(&groups[place])).or(match fitting.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        match place.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.push(titled),
            None => groups.push(vec![titled]),
        }
    }
    let mut records: Vec<OutcomeRecord> = groups.iter().filter_map(|group| record(group)).collect();
    records.sort_by(|one, two| (one.kind, &one.title).cmp(&(two.kind, &two.title)));
    records
}

fn words(title: &str) -> BTreeSet<String> {
    let kinds: Vec<&str> = OutcomeKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let says_more = |word: &String| !PLAIN.contains(&word.as_str()) && !kinds.contains(&word.as_str());
    content_set(title).into_iter().filter(says_more).collect()
}

impl Titled<'_> {
    fn is_equal(&self, other: &Self) -> bool {
        self.outcome.kind == other.outcome.kind && self.words == other.words
    }

    fn is_same(&self, other: &Self) -> bool {
        self.outcome.kind == other.outcome.kind
            && (self.words.is_subset(&other.words)
                || other.words.is_subset(&self.words)
                || overlap_percent(&self.words, &other.words) >= 60)
    }
}

fn record(group: &[Titled<'_>]) -> Option<OutcomeRecord> {
    let leader = group.first()?;
    let fullest = group.iter().filter(|titled| titled.words == leader.words);
    let title = most_common(fullest.map(|titled| titled.outcome.title.clone()))?;
    let mut other_titles: BTreeSet<String> =
        group.iter().map(|titled| titled.outcome.title.clone()).collect();
    other_titles.remove(&title);
    let evidence: BTreeSet<SourcedEvidence> =
        group.iter().flat_map(|titled| titled.evidence.iter().cloned()).collect();
    Some(OutcomeRecord {
        title,
        other_titles: other_titles.into_iter().collect(),
        kind: leader.outcome.kind,
        status: group.iter().filter_map(|titled| titled.outcome.status).max(),
        evidence: evidence.into_iter().collect(),
    })
}
