//! Feeds: RSS 0.9 to 2.0, RDF, Atom. Each item becomes an article.
//!
//! Entities that a document defines for itself are not known, so that none can grow beyond all bounds.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use serde_json::{Map, Value};

use super::page;

/// Whether text begins as a feed does: its first element is one of a feed.
#[must_use]
pub fn is_feed(text: &str) -> bool {
    matches!(root(text).as_deref(), Some("rss" | "feed" | "rdf" | "channel" | "item" | "entry"))
}

/// Whether text begins as XML does.
#[must_use]
pub fn is_xml(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml")
}

/// The local name, small, of the first element of an XML document.
pub(super) fn root(text: &str) -> Option<String> {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("<?") {
            rest = &after[after.find("?>")? + 2..];
        } else if let Some(after) = rest.strip_prefix("<!--") {
            rest = &after[after.find("-->")? + 3..];
        } else if let Some(after) = rest.strip_prefix("<!") {
            // A document type may hold definitions in brackets.
            let end = after.find('>')?;
            let end = match after.find('[').filter(|&open| open < end) {
                Some(_) => after.find("]>")? + 1,
                None => end,
            };
            rest = &after[end + 1..];
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            let name = &name[..end];
            return Some(name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase());
        }
    }
}

/// The items of a feed, as articles in JSON, one after the other.
pub struct Items<'feed> {
    text: &'feed str,
    /// Where the reader began.
    start: usize,
    reader: Reader<&'feed [u8]>,
    channel: Option<String>,
    language: Option<String>,
}

/// A place where a feed is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the feed is damaged at offset {offset}: {reason}")]
pub struct FeedError {
    /// Where, in bytes.
    pub offset: usize,
    /// What is wrong.
    pub reason: String,
}

/// What an item is made of.
#[derive(Debug, Default)]
struct Item {
    title: String,
    link: String,
    id: String,
    /// Dates by rank.
    dates: Vec<(usize, String)>,
    /// Texts; the longest is the report.
    texts: Vec<String>,
    author: String,
    source: String,
}

fn reader_of(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Feeds are written by programs of every sort.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

impl<'feed> Items<'feed> {
    /// The items of this feed.
    #[must_use]
    pub fn new(text: &'feed str) -> Self {
        Self { text, start: 0, reader: reader_of(text), channel: None, language: None }
    }

    fn offset(&self) -> usize {
        self.start + usize::try_from(self.reader.buffer_position()).unwrap_or(0)
    }

    /// Goes on with the next item behind a damaged place.
    fn recover(&mut self) {
        let mut at = (self.offset().max(self.start) + 1).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        let begins = |&at: &usize| {
            ["<item", "<entry"].iter().any(|tag| self.text.as_bytes()[at..].starts_with(tag.as_bytes()))
        };
        let next =
            memchr::memchr_iter(b'<', &self.text.as_bytes()[at..]).map(|offset| at + offset).find(begins);
        self.start = next.unwrap_or(self.text.len());
        self.reader = reader_of(&self.text[self.start..]);
    }

    /// The content of the element that was just opened; elements within stay as tags.
    fn content(&mut self, opened: &str) -> Result<String, quick_xml::Error> {
        let mut content = String::new();
        let mut depth = 0_usize;
        loop {
            match self.reader.read_event()? {
                Event::Start(tag) => {
                    depth += 1;
                    content.push('<');
                    content.push_str(&local(tag.name()));
                    content.push('>');
                }
                Event::End(tag) => {
                    let name = local(tag.name());
                    if depth == 0 || name == opened {
                        return Ok(content);
                    }
                    depth -= 1;
                    content.push_str("</");
                    content.push_str(&name);
                    content.push('>');
                }
                Event::Empty(tag) => {
                    content.push('<');
                    content.push_str(&local(tag.name()));
                    content.push_str("/>");
                }
                event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) => {
                    push(&mut content, &event)
                }
                Event::Eof => return Ok(content),
                _ => {}
            }
        }
    }

    fn item(&mut self, opened: &str) -> Result<Item, quick_xml::Error> {
        let mut item = Item::default();
        loop {
            match self.reader.read_event()? {
                Event::Start(tag) => {
                    let name = local(tag.name());
                    let href = href(&tag);
                    let content = self.content(&name)?;
                    item.add(&name, content, href);
                }
                Event::Empty(tag) => {
                    let name = local(tag.name());
                    item.add(&name, String::new(), href(&tag));
                }
                Event::End(tag) if local(tag.name()) == opened => return Ok(item),
                Event::Eof => return Ok(item),
                _ => {}
            }
        }
    }
}

/// The local name of an element, small.
fn local(name: impl AsRef<str>) -> String {
    name.as_ref().rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// The address of a `<link>` of Atom, where it leads to the article.
fn href(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = |wanted: &str| {
        tag.attributes()
            .flatten()
            .find(|attribute| local(attribute.key) == wanted)
            .map(|attribute| attribute.value.replace("&amp;", "&"))
    };
    let is_article = attribute("rel").is_none_or(|rel| rel == "alternate");
    attribute("href").filter(|_| is_article)
}

fn push(content: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => content.push_str(text.as_ref()),
        Event::CData(text) => content.push_str(text.as_ref()),
        Event::GeneralRef(reference) => match reference.as_ref() {
            "lt" => content.push('<'),
            "gt" => content.push('>'),
            "amp" => content.push('&'),
            "quot" => content.push('"'),
            "apos" => content.push('\''),
            // What HTML knows and XML does not is resolved with the HTML.
            other => {
                content.push('&');
                content.push_str(other);
                content.push(';');
            }
        },
        _ => {}
    }
}

impl Item {
    fn add(&mut self, name: &str, content: String, href: Option<String>) {
        let set = |slot: &mut String, value: String| {
            if slot.is_empty() {
                *slot = value;
            }
        };
        match name {
            "title" => set(&mut self.title, page::text_of(&content)),
            "link" => set(&mut self.link, href.unwrap_or(content).trim().to_owned()),
            "guid" | "id" => set(&mut self.id, content.trim().to_owned()),
            "pubdate" | "published" | "issued" => self.dates.push((0, content)),
            "date" | "created" => self.dates.push((1, content)),
            "updated" | "modified" => self.dates.push((2, content)),
            "description" | "summary" | "content" | "encoded" | "body" | "full-text" | "fulltext" => {
                self.texts.push(content);
            }
            "author" | "creator" => {
                // Atom names the person in an element of its own.
                let name = content.split_once("<name>").and_then(|(_, rest)| rest.split_once("</name>"));
                set(&mut self.author, page::text_of(name.map_or(content.as_str(), |(name, _)| name)));
            }
            "source" => {
                let title = content.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
                set(&mut self.source, page::text_of(title.map_or(content.as_str(), |(title, _)| title)));
            }
            _ => {}
        }
    }

    fn article(mut self, channel: Option<&str>, language: Option<&str>) -> Value {
        let text = self.texts.into_iter().max_by_key(String::len).unwrap_or_default();
        self.dates.sort_by_key(|&(rank, _)| rank);
        let date = self.dates.into_iter().map(|(_, date)| date).next().unwrap_or_default();
        let link = if self.link.is_empty() { self.id } else { self.link };
        let publisher =
            if self.source.is_empty() { channel.unwrap_or_default().to_owned() } else { self.source };
        let mut article = Map::new();
        for (name, value) in [
            ("title", self.title),
            ("html", text),
            ("date", date.trim().to_owned()),
            ("url", link),
            ("author", self.author),
            ("publisher", publisher),
            ("language", language.unwrap_or_default().to_owned()),
        ] {
            if !value.is_empty() {
                article.insert(name.to_owned(), Value::String(value));
            }
        }
        Value::Object(article)
    }
}

impl Iterator for Items<'_> {
    type Item = Result<Value, FeedError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let event = match self.reader.read_event() {
                Ok(Event::Eof) => return None,
                Ok(Event::Start(tag)) => Ok(local(tag.name())),
                Ok(_) => continue,
                Err(error) => Err(error),
            };
            let read = event.and_then(|name| match name.as_str() {
                "item" | "entry" => self.item(&name).map(Some),
                "title" if self.channel.is_none() => {
                    self.channel = Some(page::text_of(&self.content("title")?));
                    Ok(None)
                }
                "language" if self.language.is_none() => {
                    self.language = Some(self.content("language")?.trim().to_owned());
                    Ok(None)
                }
                _ => Ok(None),
            });
            match read {
                Ok(None) => {}
                Ok(Some(item)) => {
                    return Some(Ok(item.article(self.channel.as_deref(), self.language.as_deref())));
                }
                Err(error) => {
                    let offset = self.offset();
                    self.recover();
                    return Some(Err(FeedError { offset, reason: error.to_string() }));
                }
            }
        }
    }
}
