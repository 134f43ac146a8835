//! HTML pages: the report in them, and what they say of it.
//!
//! The tokens come from `html5gum`, which follows the HTML standard and never recurs. The readability crates there are
//! build a browser's tree, whose cost is quadratic in the depth of a hostile page, and bring code under a licence that
//! the program does not accept (MPL-2.0, by `selectors`).

mod content;
mod metadata;
mod tree;

use std::fmt::Write as _;

use super::reading::{Builder, Reading, Stated};
use tree::{Block, Kind, Tree};

/// Reads a page. Without running text in it, the reading has no body.
#[must_use]
pub fn read(page: &str) -> Reading {
    let (mut stated, tree, parts, article_body) = take_apart(page);
    let mut builder = Builder::default();
    if let Some(title) = &stated.title {
        builder.title(title);
    }
    for &at in &parts.header {
        let line = line_of(&tree, &tree.blocks[at]);
        builder.header(&line);
        if stated.byline.is_none() && tree.blocks[at].region.byline {
            stated.byline = byline_of(&line);
        }
    }
    let found: usize = parts.body.iter().map(|&at| tree.blocks[at].length).sum();
    // A page that shows a teaser may still hold the whole text for search engines.
    if let Some(article) =
        article_body.filter(|article| article.len() > found * 3 / 2 && article.len() >= 140)
    {
        for paragraph in article.split('\n') {
            builder.paragraph(paragraph);
        }
        return builder.finish(stated);
    }
    let title = stated.title.clone().unwrap_or_default();
    for &at in &parts.body {
        let block = &tree.blocks[at];
        let line = line_of(&tree, block);
        if line == title {
            continue;
        }
        if block.region.caption {
            builder.caption(&line);
        } else if tree.elements[block.element as usize].kind == Kind::Preformatted {
            paragraphs_of(&tree.text[block.text.clone()], &mut builder);
        } else {
            builder.paragraph(&line);
        }
    }
    for &at in &parts.trailer {
        builder.paragraph(&line_of(&tree, &tree.blocks[at]));
    }
    builder.finish(stated)
}

/// Reads a piece of HTML that is known to be the report, such as a field of an article: all blocks of it.
pub(super) fn read_fragment(html: &str, builder: &mut Builder) {
    let mut metadata = metadata::Metadata::default();
    let tree = tree::build(html, &mut metadata);
    for block in tree.blocks.iter().filter(|block| !block.region.never) {
        if block.region.caption {
            builder.caption(&line_of(&tree, block));
        } else if tree.elements[block.element as usize].kind == Kind::Preformatted {
            paragraphs_of(&tree.text[block.text.clone()], builder);
        } else {
            builder.paragraph(&line_of(&tree, block));
        }
    }
}

/// The text of a piece of HTML on one line: titles of feeds hold tags and entities.
#[must_use]
pub fn text_of(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut metadata = metadata::Metadata::default();
    let tree = tree::build(html, &mut metadata);
    tree.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a page was taken apart, for a person who asks why a report was not found in it: one line a block, with what it was
/// taken for.
#[must_use]
pub fn explain(page: &str) -> String {
    let (_, tree, parts, _) = take_apart(page);
    let mut shown = String::new();
    for (at, block) in tree.blocks.iter().enumerate() {
        let part = match at {
            at if parts.headline == Some(at) => "headline",
            at if parts.header.contains(&at) => "header",
            at if parts.body.binary_search(&at).is_ok() => "body",
            at if parts.trailer.contains(&at) => "trailer",
            _ => "-",
        };
        let kind = tree.elements[block.element as usize].kind;
        // Writing to a string does not fail.
        let _ = writeln!(shown, "{part}\t{kind:?}\t{}", line_of(&tree, block));
    }
    shown
}

fn take_apart(page: &str) -> (Stated, Tree, content::Parts, Option<String>) {
    let mut metadata = metadata::Metadata::default();
    let tree = tree::build(page, &mut metadata);
    let parts = content::find(&tree);
    let headline = parts.headline.map(|at| line_of(&tree, &tree.blocks[at]));
    let (stated, article_body) = metadata.finish(headline.as_deref());
    (stated, tree, parts, article_body)
}

fn line_of(tree: &Tree, block: &Block) -> String {
    tree.text[block.text.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paragraphs of preformatted text: blank lines stand between them.
fn paragraphs_of(text: &str, builder: &mut Builder) {
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            builder.paragraph(&paragraph);
            paragraph.clear();
        } else {
            paragraph.push(' ');
            paragraph.push_str(line);
        }
    }
}

/// The name in a line that is marked as the author's.
fn byline_of(line: &str) -> Option<String> {
    let name = match line.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => &line[3..],
        _ => line,
    };
    let name = name.split(['|', '•', '·']).next().unwrap_or_default().trim();
    let words = name.split_whitespace().count();
    ((1..=8).contains(&words) && !name.contains(|character: char| character.is_ascii_digit()))
        .then(|| name.to_owned())
}
