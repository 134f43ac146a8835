//! Pairing gold with what was found.

/// Pairs (gold, found), one to one: the best score first; among equals, the first in gold, then the first found. Pairs
/// that score below `least` are none. In the order in which they were made.
pub(crate) fn assign<G, P>(
    gold: &[G],
    found: &[P],
    least: f64,
    score: impl Fn(&G, &P) -> f64,
) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, wanted) in gold.iter().enumerate() {
        for (j, candidate) in found.iter().enumerate() {
            let score = score(wanted, candidate);
            if score >= least {
                candidates.push((score, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    one_to_one(candidates.into_iter().map(|(_, i, j)| (i, j)), gold.len(), found.len())
}

/// Those of the candidates, best first, whose sides no earlier one has taken.
pub(crate) fn one_to_one(
    candidates: impl Iterator<Item = (usize, usize)>,
    gold: usize,
    found: usize,
) -> Vec<(usize, usize)> {
    let (mut gold_taken, mut found_taken) = (vec![false; gold], vec![false; found]);
    candidates
        .filter(|&(i, j)| {
            let free = !gold_taken[i] && !found_taken[j];
            if free {
                gold_taken[i] = true;
                found_taken[j] = true;
            }
            free
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_is_made_first_and_nothing_is_paired_twice() {
        let close = |a: &f64, b: &f64| 1.0 - (a - b).abs();
        assert_eq!(assign(&[0.0, 0.5], &[0.4, 0.1, 9.0], 0.0, close), [(0, 1), (1, 0)]);
        assert_eq!(assign(&[0.0], &[0.9], 0.5, close), []);
    }

    #[test]
    fn among_equals_the_first_comes_first() {
        assert_eq!(assign(&[1, 1], &[1, 1], 1.0, |_, _| 1.0), [(0, 0), (1, 1)]);
    }
}
