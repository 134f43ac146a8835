//! A page as a tree of elements and the blocks of text in them.
//!
//! Not the tree that a browser builds: tables are not repaired, and what is nested deeper than [`MAX_DEPTH`] is
//! flattened, so that time and memory stay linear in any page. For finding a report in a page, that is enough.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use super::metadata::Metadata;

/// No element is nested deeper; what would be belongs to the element at this depth. Real pages stay below 100.
const MAX_DEPTH: usize = 160;

/// What is longer, in bytes without white space, is no caption.
const MAX_CAPTION: usize = 1500;

/// What is longer is no byline and no date.
const MAX_BYLINE: usize = 300;

/// Index of an element in [`Tree::elements`].
pub(super) type ElementId = u32;

/// One element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    /// The element that it lies in; its own index for the root.
    pub(super) parent: ElementId,
    /// The element after its last descendant.
    pub(super) end: ElementId,
    /// What sort of element.
    pub(super) kind: Kind,
    /// What its class and id say of it.
    pub(super) region: Region,
}

/// What class and id say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Region {
    /// The report is likely inside.
    pub(super) body: bool,
    /// The report is likely not inside.
    pub(super) unlikely: bool,
    /// No part of the report; of a block: this or an element around it.
    pub(super) never: bool,
    /// The words below a picture.
    pub(super) caption: bool,
    /// Who wrote it.
    pub(super) byline: bool,
    /// When it was published.
    pub(super) date: bool,
    /// Marked as the text of the article (`itemprop`, `role`, `<article>`).
    pub(super) marked: bool,
    /// Within a link.
    pub(super) link: bool,
}

/// Sorts of elements that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Does not break a line.
    Inline,
    /// `<p>`
    Paragraph,
    /// `<pre>`
    Preformatted,
    /// `<h1>`.
    Headline,
    /// `<h2>` to `<h6>`.
    Heading,
    /// `<li>`, `<dd>`, `<dt>`, `<option>`
    Item,
    /// `<ul>`, `<ol>`, `<dl>`
    List,
    /// `<td>`, `<th>`
    Cell,
    /// `<tr>` and the like.
    Row,
    /// `<table>`
    Table,
    /// `<article>`, `<main>`
    Article,
    /// `<figcaption>`
    Caption,
    /// `<blockquote>`
    Quote,
    /// Any other block.
    Block,
}

/// A run of text that no block interrupts.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// The nearest element that is no inline one.
    pub(super) element: ElementId,
    /// Its text, in [`Tree::text`]; white space is not folded yet.
    pub(super) text: Range<usize>,
    /// Bytes of its text, without white space.
    pub(super) length: usize,
    /// Of these, within links.
    pub(super) linked: usize,
    /// What the elements around all of it say: byline, date, caption, no part.
    pub(super) region: Region,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// In order of appearance.
    pub(super) elements: Vec<Element>,
    /// In order of appearance.
    pub(super) blocks: Vec<Block>,
    /// The texts of all blocks.
    pub(super) text: String,
    /// Element and index of each block, in order of the elements.
    pub(super) order: Vec<(ElementId, usize)>,
    /// Sums of the lengths, and of the linked lengths, of the blocks before each place of `order`.
    sums: Vec<(usize, usize)>,
}

impl Tree {
    /// Length of the text within an element, and of the linked text.
    pub(super) fn sums(&self, id: ElementId) -> (usize, usize) {
        let first = self.order.partition_point(|&(element, _)| element < id);
        let last = self.order.partition_point(|&(element, _)| element < self.elements[id as usize].end);
        let (before, until) = (self.sums[first], self.sums[last]);
        (until.0 - before.0, until.1 - before.1)
    }

    /// Marks the blocks with what the elements around them say. What holds much of the page's running text is part of the
    /// report whatever its class says (pages call the whole of their text "print" or "comment"), and what is long is
    /// neither byline nor date nor caption (WordPress writes `author-name` on the whole of an article).
    fn mark_blocks(&mut self, holders: &[ElementId]) {
        let running = |block: &Block| {
            if block.length >= 80 && block.linked * 3 < block.length { block.length } else { 0 }
        };
        let mut until = vec![0_usize];
        for &(_, at) in &self.order {
            until.push(until[until.len() - 1] + running(&self.blocks[at]));
        }
        let total = until[until.len() - 1];
        let mut around: Vec<Region> = Vec::with_capacity(self.elements.len());
        for (id, element) in (0..).zip(&self.elements) {
            let own = element.region;
            let mut region = around.get(element.parent as usize).copied().unwrap_or_default();
            if own.never || own.caption || own.byline || own.date {
                let first = self.order.partition_point(|&(other, _)| other < id);
                let last = self.order.partition_point(|&(other, _)| other < element.end);
                let is_bulk = (until[last] - until[first]) * 5 >= total * 2 && total > 0;
                let length = self.sums[last].0 - self.sums[first].0;
                region.never |= own.never && !is_bulk;
                region.caption |= own.caption && length <= MAX_CAPTION;
                region.byline |= own.byline && length <= MAX_BYLINE;
                region.date |= own.date && length <= MAX_BYLINE;
            }
            around.push(region);
        }
        for (block, &holder) in self.blocks.iter_mut().zip(holders) {
            block.region = around[holder as usize];
        }
    }

    fn index(&mut self) {
        self.order = self.blocks.iter().enumerate().map(|(at, block)| (block.element, at)).collect();
        self.order.sort_unstable();
        self.sums = vec![(0, 0)];
        let (mut length, mut linked) = (0, 0);
        for &(_, at) in &self.order {
            length += self.blocks[at].length;
            linked += self.blocks[at].linked;
            self.sums.push((length, linked));
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Body,
    Unlikely,
    Never,
    Caption,
    Byline,
    Date,
}

static REGION_WORDS: LazyLock<HashMap<&'static str, Vec<Word>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<Word>> = HashMap::new();
    for line in
        include_str!("../../../lexicon/page_regions.tsv").lines().filter(|line| !line.starts_with('#'))
    {
        let Some((what, word)) = line.split_once('\t') else { continue };
        let what = match what {
            "body" => Word::Body,
            "unlikely" => Word::Unlikely,
            "never" => Word::Never,
            "caption" => Word::Caption,
            "byline" => Word::Byline,
            _ => Word::Date,
        };
        words.entry(word).or_default().push(what);
    }
    words
});

/// Elements whose content no reader sees as text of the page.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "button",
    "textarea", "nav", "footer", "canvas", "audio", "video", "map", "dialog", "datalist", "noframes",
    "noembed", "xmp", "applet", "embed",
];

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "basefont", "bgsound", "frame", "keygen",
];

fn kind_of(name: &str) -> Kind {
    match name {
        "p" => Kind::Paragraph,
        "pre" | "listing" | "plaintext" => Kind::Preformatted,
        "h1" => Kind::Headline,
        "h2" | "h3" | "h4" | "h5" | "h6" | "legend" => Kind::Heading,
        "li" | "dd" | "dt" => Kind::Item,
        "ul" | "ol" | "dl" | "menu" | "dir" => Kind::List,
        "td" | "th" => Kind::Cell,
        "tr" | "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => Kind::Row,
        "table" => Kind::Table,
        "article" | "main" => Kind::Article,
        "figcaption" => Kind::Caption,
        "blockquote" => Kind::Quote,
        "html" | "body" | "div" | "section" | "aside" | "header" | "hgroup" | "figure" | "form"
        | "fieldset" | "address" | "details" | "summary" | "center" | "frameset" | "nav" | "footer"
        | "noscript" | "search" | "article-body" => Kind::Block,
        _ => Kind::Inline,
    }
}

/// The words of a class or an id.
fn words_of(names: &str) -> impl Iterator<Item = String> + '_ {
    // A page may not spend the reader's time on a megabyte of class names.
    let end = names.char_indices().nth(400).map_or(names.len(), |(at, _)| at);
    names[..end].split(|character: char| !character.is_ascii_alphanumeric()).flat_map(|name| {
        let cuts: Vec<usize> = name
            .bytes()
            .enumerate()
            .filter(|&(at, byte)| {
                at > 0 && byte.is_ascii_uppercase() && !name.as_bytes()[at - 1].is_ascii_uppercase()
            })
            .map(|(at, _)| at)
            .collect();
        let mut words = Vec::with_capacity(cuts.len() + 2);
        let mut start = 0;
        for cut in cuts {
            words.push(name[start..cut].to_ascii_lowercase());
            start = cut;
        }
        words.push(name[start..].to_ascii_lowercase());
        if words.len() > 1 {
            words.push(name.to_ascii_lowercase());
        }
        words
    })
}

fn text_of(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

/// An attribute of a tag; empty where it has none of this name.
pub(super) fn attribute(tag: &StartTag<()>, name: &str) -> String {
    let key = HtmlString::from(name.as_bytes().to_vec());
    tag.attributes.get(&key).map(|value| text_of(value)).unwrap_or_default()
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    id: ElementId,
    name: HtmlString,
    kind: Kind,
    region: Region,
    /// Its content is not text of the page.
    unseen: bool,
    /// The nearest block: itself, or an element around it.
    block: ElementId,
}

/// Builds the tree, and hands what the page says of itself to `metadata`.
pub(super) fn build(page: &str, metadata: &mut Metadata) -> Tree {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut builder = Builder::new();
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => builder.open(&tag, metadata),
            Token::EndTag(tag) => builder.close(&tag.name, metadata),
            Token::String(text) => builder.text(&text_of(&text), metadata),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while builder.stack.len() > 1 {
        builder.pop();
    }
    builder.end_block();
    builder.tree.elements[0].end = next_id(&builder.tree);
    builder.tree.index();
    builder.tree.mark_blocks(&builder.holders);
    builder.tree
}

fn next_id(tree: &Tree) -> ElementId {
    ElementId::try_from(tree.elements.len()).unwrap_or(ElementId::MAX)
}

struct Builder {
    tree: Tree,
    stack: Vec<Open>,
    /// Where the text of the block that is being filled begins, and what of it is linked.
    start: usize,
    length: usize,
    linked: usize,
    /// The element of the block's text, where there is only one.
    only: Option<ElementId>,
    /// For each block, the innermost element that holds all of its text.
    holders: Vec<ElementId>,
    /// Elements that are open and not kept, because they are nested too deep.
    too_deep: usize,
}

impl Builder {
    fn new() -> Self {
        let root = Element { parent: 0, end: 0, kind: Kind::Block, region: Region::default() };
        let open = Open {
            id: 0,
            name: HtmlString::default(),
            kind: Kind::Block,
            region: Region::default(),
            unseen: false,
            block: 0,
        };
        Self {
            tree: Tree { elements: vec![root], ..Tree::default() },
            stack: vec![open],
            start: 0,
            length: 0,
            linked: 0,
            only: None,
            holders: Vec::new(),
            too_deep: 0,
        }
    }

    fn top(&self) -> &Open {
        // The root is never popped.
        &self.stack[self.stack.len() - 1]
    }

    fn open(&mut self, tag: &StartTag<()>, metadata: &mut Metadata) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        metadata.open(&name, tag);
        let kind = kind_of(&name);
        if kind != Kind::Inline || name == "br" || name == "hr" {
            self.end_block();
        }
        if VOID.contains(&name.as_str()) {
            return;
        }
        self.close_implied(&name, kind);
        if tag.self_closing && self.top().unseen {
            return;
        }
        if self.stack.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let region = self.region(&name, kind, tag);
        let id = next_id(&self.tree);
        let (parent, parent_block) = (self.top().id, self.top().block);
        let unseen = self.top().unseen || UNSEEN.contains(&name.as_str());
        self.tree.elements.push(Element { parent, end: id + 1, kind, region });
        let block = if kind == Kind::Inline { parent_block } else { id };
        self.stack.push(Open { id, name: tag.name.clone(), kind, region, unseen, block });
    }

    fn region(&self, name: &str, kind: Kind, tag: &StartTag<()>) -> Region {
        let around = self.top().region;
        let mut region = Region {
            never: name == "aside",
            caption: kind == Kind::Caption,
            date: name == "time",
            link: around.link || name == "a",
            marked: kind == Kind::Article,
            ..Region::default()
        };
        // The body of a page says much of the page and nothing of its parts.
        let is_page = matches!(name, "body" | "html");
        for words in [attribute(tag, "class"), attribute(tag, "id")].into_iter().filter(|_| !is_page) {
            for word in words_of(&words) {
                for found in REGION_WORDS.get(word.as_str()).into_iter().flatten() {
                    match found {
                        Word::Body => region.body = true,
                        Word::Unlikely => region.unlikely = true,
                        Word::Never => region.never = true,
                        Word::Caption => region.caption = true,
                        Word::Byline => region.byline = true,
                        Word::Date => region.date = true,
                    }
                }
            }
        }
        let itemprop = attribute(tag, "itemprop").to_ascii_lowercase();
        region.marked |= itemprop == "articlebody" || attribute(tag, "role").eq_ignore_ascii_case("main");
        region.date |= itemprop == "datepublished";
        region.byline |= itemprop == "author" || attribute(tag, "rel").eq_ignore_ascii_case("author");
        region.never |= tag.attributes.contains_key(b"hidden".as_slice())
            || attribute(tag, "aria-hidden").eq_ignore_ascii_case("true");
        // A page that calls the whole of its text "print" or "comment" still has a text.
        region.never &= !region.marked;
        region
    }

    /// Closes what an opening tag closes without saying so.
    fn close_implied(&mut self, name: &str, kind: Kind) {
        let stop = |open: &Open, kinds: &[Kind]| kinds.contains(&open.kind);
        let (closes, within): (&[Kind], &[Kind]) = match kind {
            Kind::Inline => return,
            Kind::Item => (&[Kind::Item, Kind::Paragraph], &[Kind::List]),
            Kind::Cell => (&[Kind::Cell, Kind::Paragraph], &[Kind::Table, Kind::Row]),
            Kind::Row if name == "tr" => (&[Kind::Cell, Kind::Row, Kind::Paragraph], &[Kind::Table]),
            Kind::Row => (&[Kind::Cell, Kind::Row, Kind::Paragraph], &[Kind::Table]),
            _ => (
                &[Kind::Paragraph, Kind::Heading, Kind::Headline],
                &[
                    Kind::Block,
                    Kind::Cell,
                    Kind::Item,
                    Kind::Article,
                    Kind::Quote,
                    Kind::List,
                    Kind::Table,
                    Kind::Caption,
                ],
            ),
        };
        let mut found = None;
        for (at, open) in self.stack.iter().enumerate().skip(1).rev() {
            if stop(open, closes) {
                found = Some(at);
                // A row also closes the cell's row; anything else closes the innermost only.
                if kind != Kind::Row {
                    break;
                }
            } else if stop(open, within) {
                break;
            }
        }
        if let Some(at) = found {
            // `<tbody><tr>`: a row group stays open around its rows.
            let keep = usize::from(
                name == "tr"
                    && self.stack[at].name.starts_with(b"t")
                    && *self.stack[at].name != b"tr"[..]
                    && self.stack[at].kind == Kind::Row,
            );
            while self.stack.len() > at + keep {
                self.pop();
            }
        }
    }

    fn close(&mut self, name: &HtmlString, metadata: &mut Metadata) {
        let text = String::from_utf8_lossy(name);
        metadata.close(&text);
        let kind = kind_of(&text);
        if kind != Kind::Inline {
            self.end_block();
        }
        if self.too_deep > 0 && !VOID.contains(&&*text) {
            self.too_deep -= 1;
            return;
        }
        let found = self.stack.iter().enumerate().skip(1).rev().find(|(_, open)| open.name == *name);
        let Some((at, _)) = found else { return };
        // An end tag inside of a cell does not close what stands around its table.
        let crosses_table = kind != Kind::Table
            && kind != Kind::Row
            && kind != Kind::Cell
            && !matches!(&*text, "body" | "html")
            && self.stack[at + 1..].iter().any(|open| open.kind == Kind::Cell);
        if crosses_table {
            return;
        }
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if self.top().kind != Kind::Inline {
            self.end_block();
        }
        if let Some(open) = self.stack.pop() {
            self.tree.elements[open.id as usize].end = next_id(&self.tree);
        }
    }

    fn text(&mut self, text: &str, metadata: &mut Metadata) {
        if metadata.text(text) || self.top().unseen {
            return;
        }
        let length = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        let (region, id, block) = (self.top().region, self.top().id, self.top().block);
        if length > 0 {
            self.only = match self.only {
                Some(only) if only != id => Some(block),
                _ => Some(id),
            };
            self.length += length;
            self.linked += if region.link { length } else { 0 };
        }
        self.tree.text.push_str(text);
    }

    fn end_block(&mut self) {
        let end = self.tree.text.len();
        let only = self.only.take();
        if self.length > 0 {
            let element = self.top().block;
            self.holders.push(only.unwrap_or(element));
            self.tree.blocks.push(Block {
                element,
                text: self.start..end,
                length: self.length,
                linked: self.linked,
                region: Region::default(),
            });
        }
        (self.start, self.length, self.linked) = (end, 0, 0);
    }
}
