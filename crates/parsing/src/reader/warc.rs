//! Records of web archives (WARC 1.0 and 1.1): a page as a server sent it, with its address and the day it was fetched.

use std::{
    borrow::Cow,
    io::{self, BufRead},
};

use rapporteur_model::vocabulary::PublishDateBasis;

use super::{charset, gzip, reading::Stated, timestamp};
use crate::{MAX_REPORT_BYTES, ParseError};

/// What every record begins with.
pub(super) const MAGIC: &[u8] = b"WARC/1.";

/// The longest header of a record. Those of crawlers have some hundred bytes.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// A page that was fetched.
#[derive(Debug)]
pub struct Fetched<'record> {
    /// The page.
    pub content: Cow<'record, [u8]>,
    /// The charset that the server declared.
    pub charset: Option<String>,
    /// Its type, as the server declared it: `text/html`.
    pub content_type: String,
    /// Address and dates.
    pub stated: Stated,
}

/// The value of a header in a block of header lines.
fn header<'block>(block: &'block [u8], name: &str) -> Option<&'block str> {
    block.split(|&byte| byte == b'\n').find_map(|line| {
        let colon = memchr::memchr(b':', line)?;
        let is_it = line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        is_it.then(|| std::str::from_utf8(line[colon + 1..].trim_ascii()).ok()).flatten()
    })
}

/// Header lines, and what follows the blank line behind them.
fn split_header(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', &bytes[at..]) {
        if bytes[at..at + end].trim_ascii().is_empty() {
            return (&bytes[..at], &bytes[at + end + 1..]);
        }
        at += end + 1;
    }
    (bytes, &[])
}

/// Whether a record holds a page that a report can be read from, by its header and the beginning of its content.
fn is_page(record: &[u8], content: &[u8]) -> bool {
    let is =
        |name: &str, value: &str| header(record, name).is_some_and(|found| found.eq_ignore_ascii_case(value));
    if !is("WARC-Type", "response") && !is("WARC-Type", "resource") && !is("WARC-Type", "conversion") {
        return false;
    }
    let declared = header(record, "Content-Type").unwrap_or_default().to_ascii_lowercase();
    if !declared.starts_with("application/http") {
        return is_text(&declared);
    }
    let (http, _) = split_header(content);
    let status = http.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let is_ok = status.split(|&byte| byte == b' ').nth(1).is_some_and(|code| code.starts_with(b"2"));
    is_ok
        && header(http, "Content-Type").is_none_or(|content_type| is_text(&content_type.to_ascii_lowercase()))
}

fn is_text(content_type: &str) -> bool {
    content_type.is_empty() || content_type.starts_with("text/") || content_type.contains("xhtml")
}

/// The address of the page in a record.
#[must_use]
pub fn url_of(record: &[u8]) -> Option<String> {
    let (head, _) = split_header(record);
    header(head, "WARC-Target-URI").map(|uri| uri.trim_matches(['<', '>']).to_owned())
}

/// Reads one record.
///
/// # Errors
/// [`ParseError`] where it holds no page, or more than is read.
pub fn read(record: &[u8]) -> Result<Fetched<'_>, ParseError> {
    let (head, rest) = split_header(record);
    let length = header(head, "Content-Length").and_then(|length| length.parse().ok()).unwrap_or(rest.len());
    let content = &rest[..rest.len().min(length)];
    if !is_page(head, content) {
        return Err(ParseError::NoText { format: "WARC record" });
    }
    let mut stated = Stated { url: url_of(record), ..Stated::default() };
    let is_http =
        header(head, "Content-Type").is_some_and(|declared| declared.starts_with("application/http"));
    let (http, body) = if is_http { split_header(content) } else { (head, content) };
    if is_http && let Some(changed) = header(http, "Last-Modified") {
        stated.date(PublishDateBasis::Archive, changed);
    }
    if let Some(fetched) = header(head, "WARC-Date") {
        stated.fetched = timestamp::read(fetched);
        stated.date(PublishDateBasis::Archive, fetched);
    }
    let content_type = header(http, "Content-Type").unwrap_or_default().to_ascii_lowercase();
    let charset = content_type
        .split_once("charset=")
        .map(|(_, name)| name.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let mut content = Cow::Borrowed(body);
    if header(http, "Transfer-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"))
        && let Some(whole) = unchunked(body)
    {
        content = Cow::Owned(whole);
    }
    // Crawlers often keep the header and store the content unpacked.
    let packed = header(http, "Content-Encoding").filter(|_| charset::other_kind(&content).is_none());
    if let Some(unpacked) = packed.and_then(|coding| gzip::unpack_content(coding, &content, MAX_REPORT_BYTES))
    {
        match unpacked {
            Ok(bytes) => content = Cow::Owned(bytes),
            Err(gzip::UnpackError::TooLarge) => return Err(ParseError::UnpacksTooLarge),
            Err(gzip::UnpackError::Damaged(reason)) => {
                if gzip::is_gzip(&content) {
                    return Err(ParseError::Damaged { format: "gzip", reason });
                }
            }
        }
    }
    Ok(Fetched { content, charset, content_type, stated })
}

/// Content that was sent in chunks; none where it is not in chunks after all.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    loop {
        let end = memchr::memchr(b'\n', bytes)?;
        let size = std::str::from_utf8(&bytes[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        bytes = &bytes[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        // The last chunk of a record that was cut off is kept as far as it goes.
        let taken = size.min(bytes.len());
        whole.extend_from_slice(&bytes[..taken]);
        bytes = &bytes[taken..];
        if bytes.is_empty() {
            return Some(whole);
        }
        bytes = bytes.strip_prefix(b"\r").unwrap_or(bytes);
        bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
    }
}

/// What came of the next record of an archive.
#[derive(Debug)]
pub(super) enum Next {
    /// A page, as a record of its own.
    Page(Vec<u8>),
    /// A record of another sort.
    Other,
    /// A record that cannot be read; the next one can.
    Bad(String),
    /// No more records.
    End,
}

/// Reads the next record of an archive.
pub(super) fn next(from: &mut impl BufRead) -> io::Result<Next> {
    // What stands before the header: blank lines, or what is left of a damaged record.
    let mut line = Vec::new();
    let mut skipped = 0_usize;
    loop {
        line.clear();
        if super::container::line(from, &mut line, MAX_HEADER_BYTES)? == 0 {
            return Ok(if skipped > 0 {
                Next::Bad(format!("{skipped} bytes before the end are no record"))
            } else {
                Next::End
            });
        }
        if line.starts_with(MAGIC) {
            break;
        }
        if !line.trim_ascii().is_empty() {
            skipped += line.len();
        }
    }
    let mut record = line.clone();
    loop {
        line.clear();
        if super::container::line(from, &mut line, MAX_HEADER_BYTES)? == 0 {
            return Ok(Next::Bad("the archive ends in the header of a record".to_owned()));
        }
        record.extend_from_slice(&line);
        if line.trim_ascii().is_empty() {
            break;
        }
        if record.len() > MAX_HEADER_BYTES {
            return Ok(Next::Bad(format!("its header has more than {MAX_HEADER_BYTES} bytes")));
        }
    }
    let head = record.len();
    let Some(length) = header(&record, "Content-Length").and_then(|length| length.parse::<u64>().ok()) else {
        return Ok(Next::Bad("its header states no length".to_owned()));
    };
    let is_wanted = header(&record, "WARC-Type").is_some_and(|sort| {
        ["response", "resource", "conversion"].iter().any(|wanted| sort.eq_ignore_ascii_case(wanted))
    });
    let limit = u64::try_from(MAX_REPORT_BYTES - MAX_HEADER_BYTES).unwrap_or(0);
    if !is_wanted || length > limit {
        let passed = io::copy(&mut io::Read::take(&mut *from, length), &mut io::sink())?;
        return Ok(match (is_wanted, passed == length) {
            (true, true) => Next::Bad(format!("it has {length} bytes; the largest that is read has {limit}")),
            (_, false) => Next::Bad("the archive ends in this record".to_owned()),
            (false, true) => Next::Other,
        });
    }
    let passed = io::Read::read_to_end(&mut io::Read::take(&mut *from, length), &mut record)?;
    if u64::try_from(passed).unwrap_or(0) < length {
        return Ok(Next::Bad("the archive ends in this record".to_owned()));
    }
    let (header, content) = record.split_at(head);
    if !is_page(header, content) {
        return Ok(Next::Other);
    }
    Ok(Next::Page(record))
}
