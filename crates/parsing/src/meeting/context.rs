//! The organization that a report is about.

use std::collections::BTreeMap;

use crate::{
    analysis::Analysis,
    lexicon::{EntryId, Tag},
    word_class::WordClass,
};

/// The bloc that a report names most often: in its headline or its first sentences, or several times.
pub(super) fn main_organization(analysis: &Analysis) -> Option<String> {
    let lead = analysis
        .body_sentences()
        .nth(2)
        .map_or(analysis.document.tokens.len(), |sentence| analysis.document.sentences[sentence].tokens.end);
    let mut counts: BTreeMap<EntryId, usize> = BTreeMap::new();
    for entity in analysis.tagged.entities(0..analysis.document.tokens.len()) {
        if let Tag::Organization(index) = entity.tag
            && analysis.tagged.organization(index).kind == "bloc"
        {
            // "as members of the bloc": whom it is about, not whose meeting.
            let aside = (entity.tokens.start.saturating_sub(4)..entity.tokens.start)
                .any(|at| analysis.is(at, WordClass::MemberStates));
            *counts.entry(index).or_default() += if entity.tokens.start < lead && !aside { 3 } else { 1 };
        }
    }
    counts.retain(|_, count| *count >= 3);
    // Of several named as often, the first of the lexicon.
    let best = counts.iter().max_by_key(|(index, count)| (**count, std::cmp::Reverse(**index)))?;
    Some(analysis.tagged.organization(*best.0).name.clone())
}
