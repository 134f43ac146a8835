//! The bytes of one report, whatever their format, to a [`Reading`].

use std::borrow::Cow;

use rapporteur_model::vocabulary::PublishDateBasis;
use serde_json::Value;

use super::{
    article::{self, FieldMap},
    charset,
    container::{self, Container},
    feed, gzip, mail, mend, page,
    reading::{Reading, Stated},
    warc,
};
use crate::{MAX_REPORT_BYTES, ParseError};

/// Formats of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown, mended ([`mend`]), without its front matter.
    Text,
    /// A page.
    Html,
    /// An article in JSON; also what an item of a feed becomes.
    Article,
    /// A message.
    Mail,
    /// A record of a web archive.
    Warc,
}

/// Elements that a page, or a piece of one, begins with.
const FIRST_ELEMENTS: [&str; 30] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "div",
    "p",
    "article",
    "section",
    "main",
    "header",
    "h1",
    "h2",
    "h3",
    "table",
    "center",
    "font",
    "span",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "figure",
    "img",
    "br",
    "strong",
    "base",
];

/// The format of a text that is no file of many reports.
#[must_use]
pub fn sniff(bytes: &[u8], uri: &str) -> Format {
    if bytes.starts_with(warc::MAGIC) {
        return Format::Warc;
    }
    let name = uri.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match start.first() {
        Some(b'{') => {
            let object = serde_json::from_slice::<Value>(start);
            if object.is_ok_and(|value| article::is_article(&value)) {
                return Format::Article;
            }
        }
        Some(b'<') if begins_as_page(start, ends(&[".md", ".markdown", ".txt", ".text"])) => {
            return Format::Html;
        }
        _ => {}
    }
    if mail::is_mail(start, ends(&[".eml"])) {
        return Format::Mail;
    }
    if ends(&[".html", ".htm", ".xhtml", ".shtml"]) && memchr::memchr(b'<', start).is_some() {
        return Format::Html;
    }
    Format::Text
}

fn begins_as_page(start: &[u8], is_named_text: bool) -> bool {
    let head = &start[..start.len().min(4096)];
    let head = String::from_utf8_lossy(head);
    let is_doctype = |text: &str| text.get(..9).is_some_and(|begin| begin.eq_ignore_ascii_case("<!doctype"));
    if is_doctype(&head) {
        return true;
    }
    let Some(root) = feed::root(&head) else { return head.starts_with("<!--") && !is_named_text };
    // Markdown may begin with a piece of HTML; a whole page in a file that is called a text is a page.
    if is_named_text {
        matches!(root.as_str(), "html" | "head" | "body")
    } else {
        FIRST_ELEMENTS.contains(&root.as_str())
    }
}

/// Reads the bytes of one report. A file of many reports that holds only one is read too.
///
/// # Errors
/// [`ParseError`]: nothing, too much, several reports, no text, or damaged.
pub fn read(uri: &str, bytes: &[u8]) -> Result<Reading, ParseError> {
    if bytes.len() > MAX_REPORT_BYTES {
        return Err(ParseError::TooLarge { bytes: bytes.len() });
    }
    let bytes = unpack(bytes)?;
    if let Some(kind) = charset::other_kind(&bytes) {
        return Err(ParseError::OtherKind { kind });
    }
    let bytes = only_report(uri, bytes)?;
    let reading = read_single(uri, &bytes)?;
    if is_blank(&reading.text) {
        return Err(ParseError::Empty);
    }
    Ok(reading)
}

fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ParseError> {
    if !gzip::is_gzip(bytes) {
        return Ok(Cow::Borrowed(bytes));
    }
    match gzip::unpack(bytes, MAX_REPORT_BYTES) {
        Ok(unpacked) => Ok(Cow::Owned(unpacked)),
        Err(gzip::UnpackError::TooLarge) => Err(ParseError::UnpacksTooLarge),
        Err(gzip::UnpackError::Damaged(reason)) => Err(ParseError::Damaged { format: "gzip", reason }),
    }
}

/// The one report in a file that could hold many.
fn only_report<'bytes>(uri: &str, bytes: Cow<'bytes, [u8]>) -> Result<Cow<'bytes, [u8]>, ParseError> {
    let head = &bytes[..bytes.len().min(16 << 10)];
    let name = uri.split(['?', '#']).next().unwrap_or_default();
    let container = container::sniff(head, name.strip_suffix(".gz").unwrap_or(name));
    let format = match container {
        Container::Single => return Ok(bytes),
        Container::Json if sniff(&bytes, uri) == Format::Article => return Ok(bytes),
        Container::Gzip => {
            return Err(ParseError::Damaged { format: "gzip", reason: "it is packed twice".to_owned() });
        }
        Container::Warc => "WARC file",
        Container::JsonArray => "JSON array",
        Container::Json => "JSON file",
        Container::Mbox => "mailbox",
        Container::Feed => "feed",
    };
    let mut found = None;
    let mut problem = None;
    for record in container::records(&bytes[..], uri, &FieldMap::default()) {
        match record {
            Ok(_) if found.is_some() => return Err(ParseError::SeveralReports { format }),
            Ok(record) => found = Some(record.bytes),
            Err(error) => problem = problem.or(Some(error)),
        }
    }
    match (found, problem) {
        (Some(found), _) => Ok(Cow::Owned(found)),
        (None, Some(problem)) if problem.reason == ParseError::NoArticle.to_string() => {
            Err(ParseError::NoArticle)
        }
        (None, Some(problem)) => Err(ParseError::Damaged { format, reason: problem.to_string() }),
        (None, None) => Err(ParseError::NoText { format }),
    }
}

fn read_single(uri: &str, bytes: &[u8]) -> Result<Reading, ParseError> {
    match sniff(bytes, uri) {
        Format::Text => {
            let text = charset::decode(bytes, None)?;
            // UTF-16 is known to be a page only now.
            if matches!(text, Cow::Owned(_)) && sniff(text.as_bytes(), uri) == Format::Html {
                return read_page(&text);
            }
            if feed::is_xml(&text) {
                return Err(ParseError::NoText { format: "XML document (neither a feed nor a page)" });
            }
            let (stated, body) = front_matter(&text).unwrap_or((Stated::default(), &text));
            Ok(Reading { text: mend::mend(body).into_owned(), stated, ..Reading::default() })
        }
        Format::Html => read_page(&charset::decode(bytes, charset::declared_in_page(bytes).as_deref())?),
        Format::Article => {
            let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let value = serde_json::from_slice::<Value>(start);
            let value =
                value.map_err(|error| ParseError::Damaged { format: "JSON", reason: error.to_string() })?;
            with_body(article::read(&value).ok_or(ParseError::NoArticle)?, "article")
        }
        Format::Mail => {
            with_body(mail::read(bytes).ok_or(ParseError::NoText { format: "message" })?, "message")
        }
        Format::Warc => {
            let fetched = warc::read(bytes)?;
            let charset = fetched.charset.or_else(|| charset::declared_in_page(&fetched.content));
            let text = charset::decode(&fetched.content, charset.as_deref())?;
            let is_page = fetched.content_type.contains("html") || sniff(text.as_bytes(), "") == Format::Html;
            if !is_page {
                return Ok(Reading { text: text.into_owned(), layout: None, stated: fetched.stated });
            }
            let reading = read_page(&text)?;
            let Stated { url, fetched: day, dates, .. } = fetched.stated;
            let mut stated = reading.stated;
            stated.url = url.or(stated.url);
            stated.fetched = day;
            stated.dates.extend(dates);
            Ok(Reading { stated, ..reading })
        }
    }
}

/// What Markdown says of itself before its text, between two lines of three hyphens, and the text behind it.
fn front_matter(text: &str) -> Option<(Stated, &str)> {
    let rest = text.trim_start_matches('\u{feff}').trim_start().strip_prefix("---")?;
    let (first, rest) = rest.split_once('\n')?;
    let end = rest.match_indices("\n---").map(|(at, _)| at).next().filter(|&end| end <= MAX_FRONT_MATTER)?;
    let (matter, behind) = rest.split_at(end);
    let body = behind.get("\n---".len()..)?.split_once('\n').map_or("", |(_, body)| body);
    let lines =
        || matter.lines().filter(|line| !line.trim().is_empty() && !line.starts_with([' ', '-', '#']));
    let is_matter = first.trim().is_empty() && lines().all(|line| line.contains(':')) && !is_blank(body);
    let mut stated = Stated::default();
    for line in lines().filter(|_| is_matter) {
        let (key, value) = line.split_once(':')?;
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim().to_ascii_lowercase().as_str() {
            "title" if !value.is_empty() => stated.title = Some(value.to_owned()),
            "date" | "published" | "pubdate" => stated.date(PublishDateBasis::Record, value),
            "author" if !value.is_empty() => stated.byline = Some(value.to_owned()),
            _ => {}
        }
    }
    is_matter.then_some((stated, body))
}

/// The longest front matter of a report, in bytes.
const MAX_FRONT_MATTER: usize = 8192;

fn read_page(text: &str) -> Result<Reading, ParseError> {
    with_body(page::read(text), "page")
}

/// Refuses a reading that is a header alone.
fn with_body(reading: Reading, format: &'static str) -> Result<Reading, ParseError> {
    let body = reading.layout.as_ref().map_or(0, |layout| layout.body);
    if is_blank(&reading.text[body..]) { Err(ParseError::NoText { format }) } else { Ok(reading) }
}

fn is_blank(text: &str) -> bool {
    text.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}').is_empty()
}
