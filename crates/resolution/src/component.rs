//! Forms of mentions that share no block, not even through others, have nothing to do with each other.

use std::collections::BTreeMap;

use rapporteur_model::mention::{Form, MentionKind};

/// Takes forms apart into those of one kind that share blocks, directly or through others. Within a part they keep their
/// order.
pub(crate) fn split<'a>(forms: &[&'a Form]) -> Vec<Vec<&'a Form>> {
    let mut parents: Vec<usize> = (0..forms.len()).collect();
    let mut first_of_block: BTreeMap<(MentionKind, &str), usize> = BTreeMap::new();
    for (place, form) in forms.iter().enumerate() {
        for block in &form.sample.blocks {
            let first = *first_of_block.entry((form.sample.kind(), block)).or_insert(place);
            let (one, two) = (root(&mut parents, first), root(&mut parents, place));
            parents[one.max(two)] = one.min(two);
        }
    }
    let mut parts: BTreeMap<usize, Vec<&Form>> = BTreeMap::new();
    for (place, form) in forms.iter().enumerate() {
        parts.entry(root(&mut parents, place)).or_default().push(form);
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
