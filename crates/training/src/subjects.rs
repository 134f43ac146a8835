//! Training of the model of subjects.

use std::collections::BTreeMap;

use rapporteur_parsing::{
    chunk::{self, Chunk},
    pos,
    subject::{Clauses, LANES, weigh},
    weights::Table,
};

use crate::{
    file,
    treebank::{Subject, Tree},
};

/// A verb to learn from: the features of each candidate, those of "none" last, and which one is right.
pub(crate) struct Choice {
    candidates: Vec<Vec<u32>>,
    right: usize,
}

/// The verbs of treebanks whose subject is known, or known to be none.
pub(crate) fn choices(trees: &[Tree]) -> Vec<Choice> {
    trees.iter().flat_map(choices_of).collect()
}

fn choices_of(tree: &Tree) -> Vec<Choice> {
    let Some((document, covered)) = tree.aligned() else { return Vec::new() };
    let tags = pos::tag(&document);
    let mut choices = Vec::new();
    for sentence in &document.sentences {
        let tokens = sentence.tokens.clone();
        let chunks = chunk::find(&document, &tags, tokens.clone());
        let clauses =
            Clauses { document: &document, tags: &tags, tokens: (tokens.start, tokens.end), chunks: &chunks };
        for token in tokens.filter(|&token| clauses.is_verb(token)) {
            // The word that carries the token's place in the tree.
            let subject = covered[token].clone().map(|word| tree.words[word].subject);
            let candidates = clauses.candidates(token);
            let right = match subject.into_iter().find(|&subject| subject != Subject::Unknown) {
                None | Some(Subject::Unknown) => continue,
                Some(Subject::Nobody) => candidates.len(),
                Some(Subject::Word(subject)) => {
                    let holds =
                        |chunk: &Chunk| chunk.tokens.clone().any(|token| covered[token].contains(&subject));
                    match candidates.clone().find(|&index| holds(&chunks[index])) {
                        Some(index) => index - candidates.start,
                        // Not found by chunks: nothing to learn.
                        None => continue,
                    }
                }
            };
            choices.push(Choice { candidates: clauses.all_features(token), right });
        }
    }
    choices
}

#[derive(Default, Clone, Copy)]
struct Weight {
    value: i64,
    drift: i64,
}

/// Learns the weights: the bytes of a file that [`rapporteur_parsing::weights::Table::read`] reads.
pub(crate) fn train(choices: &[Choice], epochs: usize, bits: u32) -> Vec<u8> {
    let mut weights: BTreeMap<u32, Weight> = BTreeMap::new();
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for feature in choices.iter().flat_map(|choice| &choice.candidates).flatten() {
        *counts.entry(*feature).or_default() += 1;
    }
    weights.extend(
        counts.into_iter().filter(|&(_, count)| count >= 3).map(|(feature, _)| (feature, Weight::default())),
    );
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut step = 1_i64;
    for epoch in 1..=epochs {
        crate::perceptron::shuffle(&mut order, &mut seed);
        let mut wrong = 0_u32;
        for &index in &order {
            let choice = &choices[index];
            let score = |features: &[u32]| -> i64 {
                features.iter().filter_map(|feature| weights.get(feature)).map(|weight| weight.value).sum()
            };
            let guess = (0..choice.candidates.len())
                .max_by_key(|&at| score(&choice.candidates[at]))
                .unwrap_or_default();
            step += 1;
            if guess != choice.right {
                wrong += 1;
                for (at, by) in [(choice.right, 1), (guess, -1)] {
                    for feature in &choice.candidates[at] {
                        if let Some(weight) = weights.get_mut(feature) {
                            weight.value += by;
                            weight.drift += by * step;
                        }
                    }
                }
            }
        }
        println!(
            "pass {epoch}: {:.2} % of subjects wrong",
            100.0 * f64::from(wrong) / choices.len().max(1) as f64
        );
    }
    let average = |weight: &Weight| weight.value as f64 - weight.drift as f64 / step as f64;
    let mut rows: Vec<(u32, f64)> = weights
        .iter()
        .map(|(&feature, weight)| (feature, average(weight)))
        .filter(|(_, weight)| *weight != 0.0)
        .collect();
    rows.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let top = rows.get(rows.len() / 1000).map_or(1.0, |(_, weight)| weight.abs()).max(1e-9);
    let scaled = |weight: f64| {
        let mut row = [0_u8; LANES];
        row[0] = ((weight / top * 127.0).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
        row
    };
    let rows = rows.into_iter().map(|(feature, weight)| (feature, scaled(weight))).collect();
    file::bytes(rows, Vec::new(), bits)
}

/// How many choices the weights make right.
pub(crate) fn measure(bytes: &[u8], choices: &[Choice]) -> (u32, u32) {
    let table = Table::<LANES>::read(bytes).map(|(table, _)| table);
    let Some(table) = table else { return (0, 0) };
    let score = |features: &[u32]| weigh(&table, features);
    let right = choices.iter().filter(|choice| {
        let best = (0..choice.candidates.len()).max_by_key(|&at| score(&choice.candidates[at]));
        best == Some(choice.right)
    });
    (right.count() as u32, choices.len() as u32)
}
