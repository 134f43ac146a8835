//! Training of the averaged perceptron.

use std::collections::{BTreeMap, HashMap};

use rapporteur_parsing::pos::{Form, LANES, Model, Pos, RARE, TEMPLATES, features};

use crate::{file, treebank::Sentence};

/// A word is frequent when it stands at least so often.
const FREQUENT: u32 = 4;

/// A word is not tagged but looked up when it stands at least so often, nearly always with one tag.
const FIXED_COUNT: u32 = 20;

/// Share of the usual tag among a looked-up word's, in thousandths.
const FIXED_SHARE: u32 = 997;

/// A feature is learned when it stands at least so often.
const LEARNED: u32 = 4;

/// Weights of a feature while they are learned.
#[derive(Clone)]
struct Row {
    weights: [i32; LANES],
    /// For each weight, the sum of (change × step), from which the average follows.
    drift: [i64; LANES],
}

impl Row {
    const EMPTY: Self = Self { weights: [0; LANES], drift: [0; LANES] };
}

/// All features that are learned.
struct Learner {
    rows: HashMap<u32, Row>,
    step: i64,
}

impl Learner {
    fn best(&self, features: &[u32; TEMPLATES]) -> usize {
        let mut scores = [0_i32; LANES];
        for row in features.iter().filter_map(|feature| self.rows.get(feature)) {
            for (score, weight) in scores.iter_mut().zip(&row.weights) {
                *score += weight;
            }
        }
        // The first of the best, as the tagger does.
        (0..Pos::ALL.len()).rev().max_by_key(|&tag| scores[tag]).unwrap_or_default()
    }

    /// The averages of all weights that count, the features that weigh most first.
    fn ranked(&self) -> Vec<(u32, [f64; LANES])> {
        let average = |row: &Row| -> [f64; LANES] {
            std::array::from_fn(|tag| f64::from(row.weights[tag]) - row.drift[tag] as f64 / self.step as f64)
        };
        let weigh = |row: &[f64; LANES]| row.iter().map(|weight| weight.abs()).sum::<f64>();
        let rows = self.rows.iter().map(|(&feature, row)| (feature, average(row)));
        let mut rows: Vec<_> = rows.filter(|(_, row)| weigh(row) > 0.0).collect();
        rows.sort_by(|a, b| weigh(&b.1).total_cmp(&weigh(&a.1)).then(a.0.cmp(&b.0)));
        rows
    }

    fn change(&mut self, features: &[u32; TEMPLATES], tag: usize, by: i32) {
        for feature in features {
            if let Some(row) = self.rows.get_mut(feature) {
                row.weights[tag] += by;
                row.drift[tag] += i64::from(by) * self.step;
            }
        }
    }
}

/// Learns the weights: the bytes of a file that [`Model::read`] reads.
///
/// They are learned twice: from all features, and again from those alone that the table has room for, which so learn to do
/// without the others.
pub(crate) fn train(mut sentences: Vec<Sentence>, epochs: usize, bits: u32) -> Vec<u8> {
    let words = frequent_words(&sentences);
    for form in sentences.iter_mut().flat_map(|sentence| &mut sentence.forms) {
        form.usual = words.get(&form.word).map_or(RARE, |&(tag, _)| tag as u32);
    }
    let all = learn(&sentences, &words, learned_features(&sentences), epochs);
    let room = file::placed(all.ranked().into_iter().map(|(feature, _)| feature), bits);
    println!("{} features, {} of them have room", all.rows.len(), room.len());
    let kept = room.into_iter().map(|feature| (feature, Row::EMPTY)).collect();
    write(&learn(&sentences, &words, kept, epochs), &words, bits)
}

/// Learns the weights of `rows`.
fn learn(
    sentences: &[Sentence],
    words: &BTreeMap<u32, (Pos, bool)>,
    rows: HashMap<u32, Row>,
    epochs: usize,
) -> Learner {
    let mut learner = Learner { rows, step: 1 };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for epoch in 1..=epochs {
        shuffle(&mut order, &mut seed);
        let (mut wrong, mut total) = (0_u32, 0_u32);
        for &index in &order {
            let sentence = &sentences[index];
            let mut last = NO_TAGS;
            for at in 0..sentence.forms.len() {
                let gold = sentence.tags[at];
                let tag = match words.get(&sentence.forms[at].word) {
                    Some(&(tag, true)) => tag,
                    _ => {
                        let features = features(window(&sentence.forms, at), last);
                        let guess = learner.best(&features);
                        learner.step += 1;
                        if guess != gold as usize {
                            learner.change(&features, gold as usize, 1);
                            learner.change(&features, guess, -1);
                        }
                        Pos::from_index(guess)
                    }
                };
                total += 1;
                wrong += u32::from(tag != gold);
                // The tagger sees its own tags, so it learns from them.
                last = [last[1], tag as u8];
            }
        }
        println!("pass {epoch}: {:.2} % of words wrong", 100.0 * f64::from(wrong) / f64::from(total.max(1)));
    }
    learner
}

/// The tags before a sentence.
const NO_TAGS: [u8; 2] = [u8::MAX - 1; 2];

fn window(forms: &[Form], at: usize) -> [Form; 5] {
    let form = |offset: usize| (at + offset).checked_sub(2).and_then(|index| forms.get(index)).copied();
    [0, 1, 2, 3, 4].map(|offset| form(offset).unwrap_or(Form::OUTSIDE))
}

/// The features that stand often enough beside the right tags.
fn learned_features(sentences: &[Sentence]) -> HashMap<u32, Row> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for sentence in sentences {
        let mut last = NO_TAGS;
        for at in 0..sentence.forms.len() {
            for feature in features(window(&sentence.forms, at), last) {
                *counts.entry(feature).or_default() += 1;
            }
            last = [last[1], sentence.tags[at] as u8];
        }
    }
    counts
        .into_iter()
        .filter(|&(_, count)| count >= LEARNED)
        .map(|(feature, _)| (feature, Row::EMPTY))
        .collect()
}

/// Frequent words: the usual tag of each, and whether it is as good as the only one.
fn frequent_words(sentences: &[Sentence]) -> BTreeMap<u32, (Pos, bool)> {
    let mut counts: BTreeMap<u32, BTreeMap<Pos, u32>> = BTreeMap::new();
    for sentence in sentences {
        for (form, &tag) in sentence.forms.iter().zip(&sentence.tags) {
            *counts.entry(form.word).or_default().entry(tag).or_default() += 1;
        }
    }
    let usual = |tags: BTreeMap<Pos, u32>| {
        let total: u32 = tags.values().sum();
        let (tag, count) = tags.into_iter().max_by_key(|&(_, count)| count)?;
        let is_only = total >= FIXED_COUNT && count * 1000 >= total * FIXED_SHARE;
        (total >= FREQUENT).then_some((tag, is_only))
    };
    counts.into_iter().filter_map(|(word, tags)| Some((word, usual(tags)?))).collect()
}

/// Fisher and Yates's shuffle with a xorshift generator.
pub(crate) fn shuffle(order: &mut [usize], seed: &mut u64) {
    for last in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        let other = usize::try_from(*seed % (last as u64 + 1)).unwrap_or_default();
        order.swap(last, other);
    }
}

/// Averages the weights, scales them to bytes, and writes all as [`Model::read`] wants it. Where the table is too small the
/// features that weigh least are left out.
fn write(learner: &Learner, words: &BTreeMap<u32, (Pos, bool)>, bits: u32) -> Vec<u8> {
    let rows = learner.ranked();
    let mut sizes: Vec<f64> =
        rows.iter().flat_map(|(_, row)| row.map(f64::abs)).filter(|&size| size > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    // A few weights are far greater than the rest: they are cut off, so that the rest keeps its precision.
    let top = sizes.get(sizes.len() * 9995 / 10000).copied().unwrap_or(1.0).max(1e-9);
    let scaled = |weight: f64| ((weight / top * 127.0).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    let rows = rows.iter().map(|(feature, row)| (*feature, row.map(scaled))).collect();
    let words =
        words.iter().map(|(&word, &(tag, is_only))| (word, tag as u8 | if is_only { 0x80 } else { 0 }));
    file::bytes(rows, words.collect(), bits)
}

/// How many words of a treebank the weights tag right, and how many there are. Punctuation counts for none.
pub(crate) fn measure(weights: &[u8], sentences: &[Sentence]) -> (u32, u32) {
    let model = Model::read(weights);
    let (mut right, mut total) = (0, 0);
    for sentence in sentences {
        let mut tags = Vec::new();
        model.tag_forms(&mut sentence.forms.clone(), &mut tags);
        for (tag, gold) in tags.iter().zip(&sentence.tags) {
            if *gold != Pos::Punctuation {
                total += 1;
                right += u32::from(tag == gold);
            }
        }
    }
    (right, total)
}

/// The confusions of tags that are made most often: right tag, given tag, count.
pub(crate) fn confusions(weights: &[u8], sentences: &[Sentence]) -> Vec<(Pos, Pos, u32)> {
    let model = Model::read(weights);
    let mut counts: BTreeMap<(Pos, Pos), u32> = BTreeMap::new();
    for sentence in sentences {
        let mut tags = Vec::new();
        model.tag_forms(&mut sentence.forms.clone(), &mut tags);
        for (&tag, &gold) in tags.iter().zip(&sentence.tags).filter(|(tag, gold)| tag != gold) {
            *counts.entry((gold, tag)).or_default() += 1;
        }
    }
    let mut counts: Vec<(Pos, Pos, u32)> =
        counts.into_iter().map(|((gold, tag), count)| (gold, tag, count)).collect();
    counts.sort_by_key(|&(gold, tag, count)| (std::cmp::Reverse(count), gold, tag));
    counts
}
