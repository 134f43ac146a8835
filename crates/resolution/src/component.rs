//! Mentions that share no block, not even through others, have nothing to do with each other.

use std::collections::BTreeMap;

use rapporteur_model::mention::{Mention, MentionKind};

/// Takes mentions apart into those of one kind that share blocks, directly or through others. Within a part they keep
/// their order.
pub(crate) fn split<'a>(mentions: &[&'a Mention]) -> Vec<Vec<&'a Mention>> {
    let mut parents: Vec<usize> = (0..mentions.len()).collect();
    let mut first_of_block: BTreeMap<(MentionKind, &str), usize> = BTreeMap::new();
    for (place, mention) in mentions.iter().enumerate() {
        for block in &mention.blocks {
            let first = *first_of_block.entry((mention.kind(), block)).or_insert(place);
            let (one, two) = (root(&mut parents, first), root(&mut parents, place));
            parents[one.max(two)] = one.min(two);
        }
    }
    let mut parts: BTreeMap<usize, Vec<&Mention>> = BTreeMap::new();
    for (place, mention) in mentions.iter().enumerate() {
        parts.entry(root(&mut parents, place)).or_default().push(mention);
    }
    parts.into_values().collect()
}

fn root(parents: &mut [usize], mut place: usize) -> usize {
    while parents[place] != place {
        parents[place] = parents[parents[place]];
        place = parents[place];
    }
    place
}
