//! Which blocks of a page are the report.
//!
//! The way of Mozilla's Readability, on one pass: each block of running text gives its score to the elements around it,
//! less to those further out; the element with the best score, less its share of links, holds the report; siblings that
//! are like it are added, and what is marked as no part of a report is left out.

use std::collections::BTreeMap;

use super::tree::{Block, ElementId, Kind, Tree};

/// How many elements around a block get a share of its score.
const LEVELS: u32 = 4;

/// A block with less text says nothing of where the report is.
const LEAST_SCORED: usize = 25;

/// A report is longer; where less was found, all blocks are looked at.
const LEAST_REPORT: usize = 140;

/// The parts of a page.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Index of the headline's block.
    pub(super) headline: Option<usize>,
    /// Indices of short blocks about the headline: date, byline.
    pub(super) header: Vec<usize>,
    /// Indices of the report's blocks, in order.
    pub(super) body: Vec<usize>,
    /// Indices of short blocks right behind the report.
    pub(super) trailer: Vec<usize>,
}

/// Finds the parts of a page.
pub(super) fn find(tree: &Tree) -> Parts {
    let scores = scores(tree);
    let best = scores
        .iter()
        .map(|(&id, &score)| (id, weighed(tree, id, score)))
        // Of those that are alike the outermost, which comes first.
        .fold(None, |best: Option<(ElementId, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
    let best = best.map(|(id, score)| (around_rivals(tree, &scores, id, score), score));
    let mut body = best.map_or_else(Vec::new, |(id, score)| body(tree, &scores, id, score));
    drop_repeated(tree, &mut body);
    if body.iter().map(|&at| tree.blocks[at].length).sum::<usize>() < LEAST_REPORT {
        let all = (0..tree.blocks.len())
            .filter(|&at| is_running(&tree.blocks[at]) && !tree.blocks[at].region.never);
        let all: Vec<usize> = all.collect();
        if all.len() > body.len() {
            body = all;
        }
    }
    let headline = headline(tree, &body);
    body.retain(|&at| Some(at) != headline);
    let (header, trailer) = around(tree, headline, &body);
    body.retain(|at| !header.contains(at));
    Parts { headline, header, body, trailer }
}

/// How far out an element is looked for that holds the best one and its rivals.
const RIVAL_LEVELS: usize = 6;

/// The element that holds the best one and others nearly as good: pages put each paragraph, with advertisements between,
/// into an element of its own.
fn around_rivals(tree: &Tree, scores: &BTreeMap<ElementId, f64>, best: ElementId, score: f64) -> ElementId {
    let is_rival =
        |&(&id, &rival): &(&ElementId, &f64)| id != best && weighed(tree, id, rival) >= score * 0.5;
    let mut rivals: Vec<ElementId> = scores.iter().filter(is_rival).map(|(&id, _)| id).collect();
    // Elements around the best one are no rivals of it.
    rivals.retain(|&id| !(id < best && best < tree.elements[id as usize].end));
    let mut around = best;
    let mut found = best;
    for _ in 0..RIVAL_LEVELS {
        let parent = tree.elements[around as usize].parent;
        if parent == around || parent == 0 {
            break;
        }
        around = parent;
        let end = tree.elements[around as usize].end;
        let inside = |&&id: &&ElementId| (around..end).contains(&id);
        let outside = tree.elements[found as usize].end;
        let new = rivals.iter().filter(inside).filter(|&&id| id < found || id >= outside).count();
        if new >= 2 {
            found = around;
        }
    }
    found
}

/// Drops short blocks that stand in the report three times or more: "Story continues below".
fn drop_repeated(tree: &Tree, body: &mut Vec<usize>) {
    let line = |at: usize| tree.text[tree.blocks[at].text.clone()].trim();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &at in body.iter().filter(|&&at| tree.blocks[at].length < 60) {
        *counts.entry(line(at)).or_default() += 1;
    }
    body.retain(|&at| counts.get(line(at)).is_none_or(|&count| count < 3));
}

/// The weight that class and kind of an element give it.
fn weight(tree: &Tree, id: ElementId) -> f64 {
    let element = tree.elements[id as usize];
    let kind = match element.kind {
        Kind::Article => 15.0,
        Kind::Block => 5.0,
        Kind::Preformatted | Kind::Cell | Kind::Quote => 3.0,
        Kind::List | Kind::Item => -3.0,
        Kind::Heading | Kind::Headline => -5.0,
        _ => 0.0,
    };
    let mut weight = kind;
    if element.region.marked {
        weight += 25.0;
    }
    if element.region.body {
        weight += 15.0;
    }
    if element.region.unlikely && !element.region.body {
        weight -= 25.0;
    }
    weight
}

/// The score of each element that has running text in it.
fn scores(tree: &Tree) -> BTreeMap<ElementId, f64> {
    let mut scores: BTreeMap<ElementId, f64> = BTreeMap::new();
    for block in &tree.blocks {
        if block.length < LEAST_SCORED || block.region.never {
            continue;
        }
        let text = &tree.text[block.text.clone()];
        let commas = text.matches([',', '，', '、', '،']).count().min(20);
        let density = block.linked as f64 / block.length as f64;
        let score = (1.0 + commas as f64 + (block.length / 100).min(3) as f64) * (1.0 - density);
        let kind = tree.elements[block.element as usize].kind;
        // The text of a `div` or a cell is its own; that of a paragraph is its parent's.
        let holds_itself = matches!(kind, Kind::Block | Kind::Cell | Kind::Article | Kind::Preformatted);
        let mut at = if holds_itself { block.element } else { tree.elements[block.element as usize].parent };
        for level in 0..LEVELS {
            let share = match level {
                0 => 1.0,
                1 => 0.5,
                level => 1.0 / (f64::from(level) * 3.0),
            };
            *scores.entry(at).or_insert_with(|| weight(tree, at)) += score * share;
            let parent = tree.elements[at as usize].parent;
            if parent == at {
                break;
            }
            at = parent;
        }
    }
    scores
}

/// The blocks of an element, as a range: blocks are in order of their elements' ends, not of their beginnings, so this
/// covers all blocks of the element's descendants.
fn inside(tree: &Tree, id: ElementId, block: &Block) -> bool {
    (id..tree.elements[id as usize].end).contains(&block.element)
}

/// The first and the last block of an element. Blocks are in order of appearance, and so are the elements.
fn blocks_of(tree: &Tree, id: ElementId) -> std::ops::Range<usize> {
    let end = tree.elements[id as usize].end;
    // The blocks before an element, within it, behind it: a block behind it may belong to an element before it (the rest
    // of the element around it), so the ends are looked for among the blocks that are within.
    let first = tree.order.partition_point(|&(element, _)| element < id);
    let last = tree.order.partition_point(|&(element, _)| element < end);
    let within = &tree.order[first..last];
    match (within.iter().map(|&(_, at)| at).min(), within.iter().map(|&(_, at)| at).max()) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..0,
    }
}

/// A score, less the share of links.
fn weighed(tree: &Tree, id: ElementId, score: f64) -> f64 {
    let (length, linked) = tree.sums(id);
    let density = if length == 0 { 1.0 } else { linked as f64 / length as f64 };
    score * (1.0 - density)
}

fn is_running(block: &Block) -> bool {
    block.length >= LEAST_SCORED && block.linked * 2 < block.length
}

/// The blocks of the best element, and of what stands beside it and is like it.
fn body(tree: &Tree, scores: &BTreeMap<ElementId, f64>, best: ElementId, score: f64) -> Vec<usize> {
    let least = (score * 0.2).max(10.0);
    let parent = tree.elements[best as usize].parent;
    let range = blocks_of(tree, parent);
    range
        .filter(|&at| {
            let block = &tree.blocks[at];
            if block.region.never || block.region.byline && block.length < 200 {
                return false;
            }
            if inside(tree, best, block) {
                return is_part(tree, block);
            }
            if best == parent {
                return false;
            }
            // The element beside the best one in which the block lies.
            let mut sibling = block.element;
            let mut steps = 0;
            while tree.elements[sibling as usize].parent != parent && steps < 12 {
                sibling = tree.elements[sibling as usize].parent;
                steps += 1;
            }
            let element = tree.elements[sibling as usize];
            let is_alike = scores.get(&sibling).is_some_and(|&score| weighed(tree, sibling, score) >= least);
            let is_paragraph =
                element.kind == Kind::Paragraph && block.length > 80 && block.linked * 4 < block.length;
            (is_alike && !element.region.unlikely || is_paragraph) && is_part(tree, block)
        })
        .collect()
}

/// Whether a block within the report's element is part of the report: not a list of links.
fn is_part(tree: &Tree, block: &Block) -> bool {
    let kind = tree.elements[block.element as usize].kind;
    let is_linked = block.linked * 2 > block.length;
    match kind {
        Kind::Item | Kind::Cell | Kind::Block => !(is_linked || block.region.date && block.length < 60),
        Kind::Heading | Kind::Headline => block.linked < block.length,
        _ => block.linked * 10 < block.length * 9 || block.length > 80,
    }
}

/// The block of the `<h1>` that stands nearest before the report, or inside of it.
fn headline(tree: &Tree, body: &[usize]) -> Option<usize> {
    let first = body.first().copied().unwrap_or(tree.blocks.len());
    let is_headline = |&at: &usize| {
        let block = &tree.blocks[at];
        let mut id = block.element;
        for _ in 0..3 {
            if tree.elements[id as usize].kind == Kind::Headline {
                return !block.region.never || block.length > 20;
            }
            id = tree.elements[id as usize].parent;
        }
        false
    };
    (0..first).rev().find(is_headline).or_else(|| body.iter().copied().find(is_headline))
}

/// How many short blocks are looked at before and behind the report.
const LINES: usize = 8;

/// Short blocks about the headline and right behind the report, where they hold a year or are marked as byline or date.
fn around(tree: &Tree, headline: Option<usize>, body: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let (Some(&first), Some(&last)) = (body.first(), body.last()) else { return (Vec::new(), Vec::new()) };
    let tells = |&at: &usize| {
        let block = &tree.blocks[at];
        let text = tree.text[block.text.clone()].trim();
        let has_year = text.as_bytes().windows(4).any(|four| {
            (four.starts_with(b"19") || four.starts_with(b"20")) && four.iter().all(u8::is_ascii_digit)
        });
        let is_short = text.len() <= 160 && text.split_whitespace().count() <= 16;
        let begins_as_byline = text.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
        is_short
            && !block.region.never
            && Some(at) != headline
            && (has_year && block.linked * 2 <= block.length
                || block.region.byline
                || block.region.date
                || begins_as_byline)
    };
    let begin = match headline {
        Some(headline) if headline < first => headline.saturating_sub(2).max(first.saturating_sub(4 * LINES)),
        _ => first.saturating_sub(LINES),
    };
    let header = (begin..first).filter(tells).take(LINES).collect();
    let end = tree.blocks.len().min(last + 1 + LINES / 2);
    let trailer = (last + 1..end).filter(tells).collect();
    (header, trailer)
}
