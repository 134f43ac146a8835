//! Files that hold many reports: web archives, lists of articles, mailboxes, feeds; and any of them packed.
//!
//! [`records`] gives the reports one by one, each as bytes that [`crate::parse`] reads, and holds no more than one of them
//! in memory (of a feed, and of an object that holds a list of articles, the whole file, up to [`MAX_HELD_BYTES`]). It
//! reads from what it is given and opens nothing. A record that cannot be read is told with its place, and the next one
//! follows.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use serde_json::Value;

use super::{
    article::{self, FieldMap},
    charset, feed, gzip, mail, warc,
};
use crate::{MAX_REPORT_BYTES, ParseError};

/// The largest file that is read as a whole because its parts cannot be told before its end, in bytes.
pub const MAX_HELD_BYTES: usize = 64 << 20;

/// How many bytes are looked at to tell what a file is.
const LOOKED_AT: usize = 16 << 10;

/// One report of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where it stands in the file: `record 3`, `line 17`; none where it is the file.
    pub place: Option<String>,
    /// The address that it gives for itself.
    pub url: Option<String>,
    /// The report, in a form that [`crate::parse`] reads.
    pub bytes: Vec<u8>,
}

/// A part of a file that is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default())]
pub struct RecordError {
    /// Where it stands in the file; none for the whole file.
    pub place: Option<String>,
    /// What is wrong.
    pub reason: String,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// One report.
    Single,
    /// Packed with gzip.
    Gzip,
    /// A web archive.
    Warc,
    /// An array of articles.
    JsonArray,
    /// An article a line, or one object.
    Json,
    /// A mailbox.
    Mbox,
    /// A feed.
    Feed,
}

/// The reports of a file, or why there is none in a part of it.
pub type Records<'from> = Box<dyn Iterator<Item = Result<Record, RecordError>> + 'from>;

/// What a file is, by how it begins and, where that does not tell, by its name.
#[must_use]
pub fn sniff(head: &[u8], name: &str) -> Container {
    if gzip::is_gzip(head) {
        return Container::Gzip;
    }
    if head.starts_with(warc::MAGIC) {
        return Container::Warc;
    }
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match start.first() {
        Some(b'{') if begins_as_object(start) => return Container::Json,
        Some(b'[') if begins_as_array(start) => return Container::JsonArray,
        Some(b'<')
            if charset::decode(head, charset::declared_in_page(head).as_deref())
                .is_ok_and(|text| feed::is_feed(&text)) =>
        {
            return Container::Feed;
        }
        Some(b'F') if is_mbox(start) => return Container::Mbox,
        _ => {}
    }
    if ends(&[".ndjson", ".jsonl"]) { Container::Json } else { Container::Single }
}

/// `{"`, `{}`: what begins otherwise is a text in braces.
fn begins_as_object(start: &[u8]) -> bool {
    matches!(start[1..].trim_ascii_start().first(), None | Some(b'"' | b'}'))
}

/// `[{`, `[]`: what begins otherwise is a text in brackets.
fn begins_as_array(start: &[u8]) -> bool {
    matches!(start[1..].trim_ascii_start().first(), Some(b'{' | b']'))
}

/// `From somebody Tue May 22 10:30:00 2018`, and a header line.
fn is_mbox(start: &[u8]) -> bool {
    let mut lines = start.split(|&byte| byte == b'\n');
    let is_separator = lines.next().is_some_and(is_separator);
    is_separator
        && lines.next().is_some_and(|line| {
            memchr::memchr(b':', line).is_some_and(|colon| colon > 0 && !line[..colon].contains(&b' '))
        })
}

/// Whether a line separates messages: `From `, an address, a date with a time and a year.
fn is_separator(line: &[u8]) -> bool {
    line.starts_with(b"From ")
        && line.len() < 200
        && line
            .windows(3)
            .any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit())
        && line.split(|byte| !byte.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// The reports of a file. `name` is its name or address, which counts where its content does not tell what it is.
pub fn records<'from>(from: impl Read + 'from, name: &str, fields: &FieldMap) -> Records<'from> {
    unpacked_records(Box::new(BufReader::with_capacity(1 << 16, from)), name, fields, 0)
}

fn unpacked_records<'from>(
    mut from: Box<dyn BufRead + 'from>,
    name: &str,
    fields: &FieldMap,
    depth: usize,
) -> Records<'from> {
    let (head, error) = peek(&mut from);
    let from: Box<dyn BufRead + 'from> =
        Box::new(Cursor::new(head.clone()).chain(Failing(error)).chain(from));
    match sniff(&head, name) {
        Container::Gzip if depth < 2 => {
            let inner =
                name.strip_suffix(".gz").or_else(|| name.strip_suffix(".gzip")).unwrap_or(name).to_owned();
            let members = BufReader::with_capacity(1 << 16, gzip::Members::new(from));
            unpacked_records(Box::new(members), &inner, fields, depth + 1)
        }
        Container::Gzip => Box::new(std::iter::once(Err(RecordError {
            place: None,
            reason: "it is packed more than twice".to_owned(),
        }))),
        Container::Warc => Box::new(WarcRecords { from, count: 0, is_over: false }),
        Container::JsonArray => {
            Box::new(ArrayRecords { from, count: 0, is_open: false, is_over: false, fields: fields.clone() })
        }
        Container::Json => json_records(from, name, fields),
        Container::Mbox => Box::new(MboxRecords { from, count: 0, line: Vec::new(), is_over: false }),
        Container::Feed => feed_records(from),
        Container::Single => Box::new(std::iter::once(single(from, depth > 0))),
    }
}

/// The beginning of a file, and what went wrong before as much of it was read as is looked at.
fn peek(from: &mut impl Read) -> (Vec<u8>, Option<io::Error>) {
    let mut head = Vec::with_capacity(LOOKED_AT);
    let read = from.take(LOOKED_AT as u64).read_to_end(&mut head);
    (head, read.err())
}

/// Fails once, where a reader failed that was looked into before.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failing {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

fn failed<'from>(place: Option<String>, error: &io::Error) -> Records<'from> {
    Box::new(std::iter::once(Err(RecordError { place, reason: reason_of(error) })))
}

/// What went wrong with reading, in words.
fn reason_of(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the file ends too early".to_owned(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            format!("the gzip data are damaged: {error}")
        }
        _ => error.to_string(),
    }
}

/// Reads all, at most `limit` bytes.
fn read_all(from: impl Read, limit: usize, is_packed: bool) -> Result<Vec<u8>, RecordError> {
    let mut bytes = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = from.take(bound).read_to_end(&mut bytes);
    read.map_err(|error| RecordError { place: None, reason: reason_of(&error) })?;
    if bytes.len() > limit {
        let when = if is_packed { " when unpacked" } else { "" };
        let reason = format!("the report has more than {limit} bytes{when}, the most that is read");
        return Err(RecordError { place: None, reason });
    }
    Ok(bytes)
}

fn single(from: impl Read, is_packed: bool) -> Result<Record, RecordError> {
    Ok(Record { place: None, url: None, bytes: read_all(from, MAX_REPORT_BYTES, is_packed)? })
}

/// Reads a line with its end, or as much of it as `limit` allows; the rest of a longer one is passed over. Gives how many
/// bytes were passed in all; 0 at the end.
pub(super) fn line(from: &mut impl BufRead, into: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
    let mut passed = 0;
    loop {
        let bytes = from.fill_buf()?;
        if bytes.is_empty() {
            return Ok(passed);
        }
        let end = memchr::memchr(b'\n', bytes);
        let count = end.map_or(bytes.len(), |end| end + 1);
        let room = limit.saturating_sub(into.len());
        into.extend_from_slice(&bytes[..count.min(room)]);
        from.consume(count);
        passed += count;
        if end.is_some() {
            return Ok(passed);
        }
    }
}

struct WarcRecords<'from> {
    from: Box<dyn BufRead + 'from>,
    count: usize,
    is_over: bool,
}

impl Iterator for WarcRecords<'_> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            self.count += 1;
            let place = Some(format!("record {}", self.count));
            match warc::next(&mut self.from) {
                Ok(warc::Next::Page(bytes)) => {
                    return Some(Ok(Record { place, url: warc::url_of(&bytes), bytes }));
                }
                Ok(warc::Next::Other) => {}
                Ok(warc::Next::Bad(reason)) => return Some(Err(RecordError { place, reason })),
                Ok(warc::Next::End) => self.is_over = true,
                Err(error) => {
                    // A damaged member of gzip is passed over; what cannot be read at all is not tried again.
                    self.is_over = !matches!(
                        error.kind(),
                        io::ErrorKind::InvalidData
                            | io::ErrorKind::InvalidInput
                            | io::ErrorKind::UnexpectedEof
                    );
                    return Some(Err(RecordError { place, reason: reason_of(&error) }));
                }
            }
        }
        None
    }
}

/// The articles of an array, one value after the other.
struct ArrayRecords<'from> {
    from: Box<dyn BufRead + 'from>,
    count: usize,
    is_open: bool,
    is_over: bool,
    fields: FieldMap,
}

/// What came of the next value.
enum NextValue {
    Value(Vec<u8>),
    TooLarge(usize),
    End,
    /// The array is not closed.
    CutOff,
}

impl ArrayRecords<'_> {
    fn next_value(&mut self) -> io::Result<NextValue> {
        let mut value = Vec::new();
        let mut length = 0_usize;
        let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
        loop {
            let bytes = self.from.fill_buf()?;
            if bytes.is_empty() {
                return Ok(NextValue::CutOff);
            }
            let mut count = 0;
            let mut ends = None;
            for &byte in bytes {
                if length == 0 {
                    // Between values.
                    count += 1;
                    match byte {
                        b'[' if !self.is_open => {
                            self.is_open = true;
                            continue;
                        }
                        b']' => {
                            ends = Some(NextValue::End);
                            break;
                        }
                        byte if byte.is_ascii_whitespace() || byte == b',' || !byte.is_ascii() => continue,
                        _ => count -= 1,
                    }
                }
                // A value that is no object, list or text ends before the next comma.
                if depth == 0 && !in_string && length > 0 && matches!(byte, b',' | b']') {
                    ends = Some(NextValue::Value(Vec::new()));
                    break;
                }
                count += 1;
                length += 1;
                if value.len() < MAX_REPORT_BYTES {
                    value.push(byte);
                }
                if in_string {
                    match byte {
                        _ if is_escaped => is_escaped = false,
                        b'\\' => is_escaped = true,
                        b'"' => in_string = false,
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => in_string = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
                if depth == 0 && !in_string && matches!(byte, b'}' | b']' | b'"') {
                    ends = Some(NextValue::Value(Vec::new()));
                    break;
                }
            }
            self.from.consume(count);
            match ends {
                Some(NextValue::Value(_)) if length > MAX_REPORT_BYTES => {
                    return Ok(NextValue::TooLarge(length));
                }
                Some(NextValue::Value(_)) => return Ok(NextValue::Value(value)),
                Some(end) => return Ok(end),
                None => {}
            }
        }
    }
}

impl Iterator for ArrayRecords<'_> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        self.count += 1;
        let place = Some(format!("article {}", self.count));
        match self.next_value() {
            Ok(NextValue::Value(bytes)) => Some(article_record(place, bytes, &self.fields)),
            Ok(NextValue::TooLarge(bytes)) => {
                Some(Err(RecordError { place, reason: ParseError::TooLarge { bytes }.to_string() }))
            }
            Ok(NextValue::End) => {
                self.is_over = true;
                None
            }
            Ok(NextValue::CutOff) => {
                self.is_over = true;
                Some(Err(RecordError { place, reason: "the file ends within the array".to_owned() }))
            }
            Err(error) => {
                self.is_over = true;
                Some(Err(RecordError { place, reason: reason_of(&error) }))
            }
        }
    }
}

/// An article of a file; its bytes as they are, unless its fields are mapped.
fn article_record(place: Option<String>, bytes: Vec<u8>, fields: &FieldMap) -> Result<Record, RecordError> {
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(value) => value_record(place, &value, Some(bytes), fields),
        Err(error) => Err(RecordError { place, reason: format!("it is not JSON: {error}") }),
    }
}

fn value_record(
    place: Option<String>,
    value: &Value,
    bytes: Option<Vec<u8>>,
    fields: &FieldMap,
) -> Result<Record, RecordError> {
    let renamed = (!fields.is_empty()).then(|| fields.rename(value));
    let article = renamed.as_ref().unwrap_or(value);
    if !article::is_article(article) {
        let reason = ParseError::NoArticle.to_string();
        return Err(RecordError { place, reason });
    }
    let bytes = match bytes {
        Some(bytes) if renamed.is_none() => bytes,
        _ => article.to_string().into_bytes(),
    };
    Ok(Record { place, url: article::url_of(article), bytes })
}

/// An article a line, or one object: an article, or a list of them.
fn json_records<'from>(mut from: Box<dyn BufRead + 'from>, name: &str, fields: &FieldMap) -> Records<'from> {
    let name = name.to_ascii_lowercase();
    let mut first = Vec::new();
    let passed = match line(&mut from, &mut first, MAX_HELD_BYTES + 1) {
        Ok(passed) => passed,
        Err(error) => return failed(None, &error),
    };
    let start = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
    let is_whole = passed <= MAX_HELD_BYTES
        && serde_json::from_slice::<Value>(start).is_ok_and(|value| value.is_object());
    let more = match from.fill_buf() {
        Ok(bytes) => !bytes.is_empty(),
        Err(error) => return failed(None, &error),
    };
    if name.ends_with(".ndjson") || name.ends_with(".jsonl") || (is_whole && more) {
        let from: Box<dyn BufRead + 'from> = Box::new(Cursor::new(first).chain(from));
        return Box::new(LineRecords { from, count: 0, is_over: false, fields: fields.clone() });
    }
    let rest = read_all(from, MAX_HELD_BYTES.saturating_sub(first.len()), false);
    let whole = match rest {
        Ok(rest) => [first, rest].concat(),
        Err(error) => return Box::new(std::iter::once(Err(error))),
    };
    let start = whole.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&whole);
    let value = match serde_json::from_slice::<Value>(start) {
        Ok(value) => value,
        // Lines of which the first is damaged; a line is told from an object that is laid out on many by where it ends.
        Err(_)
            if start
                .split(|&byte| byte == b'\n')
                .filter(|line| line.trim_ascii_end().ends_with(b"}") && line.starts_with(b"{"))
                .count()
                > 1 =>
        {
            let from: Box<dyn BufRead + 'from> = Box::new(Cursor::new(whole));
            return Box::new(LineRecords { from, count: 0, is_over: false, fields: fields.clone() });
        }
        Err(error) => {
            // A text in braces, after all.
            if !name.ends_with(".json") && whole.len() <= MAX_REPORT_BYTES {
                return Box::new(std::iter::once(Ok(Record { place: None, url: None, bytes: whole })));
            }
            let reason = format!("it is not JSON: {error}");
            return Box::new(std::iter::once(Err(RecordError { place: None, reason })));
        }
    };
    if let Ok(record) = value_record(None, &value, Some(whole), fields) {
        return Box::new(std::iter::once(Ok(record)));
    }
    let fields = fields.clone();
    match article::list_in(value) {
        Some(articles) => Box::new(articles.into_iter().enumerate().map(move |(at, article)| {
            value_record(Some(format!("article {}", at + 1)), &article, None, &fields)
        })),
        None => Box::new(std::iter::once(Err(RecordError {
            place: None,
            reason: ParseError::NoArticle.to_string(),
        }))),
    }
}

/// An article a line.
struct LineRecords<'from> {
    from: Box<dyn BufRead + 'from>,
    count: usize,
    is_over: bool,
    fields: FieldMap,
}

impl Iterator for LineRecords<'_> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            self.count += 1;
            let place = Some(format!("line {}", self.count));
            let mut bytes = Vec::new();
            match line(&mut self.from, &mut bytes, MAX_REPORT_BYTES + 2) {
                Ok(0) => self.is_over = true,
                Ok(passed) if passed > MAX_REPORT_BYTES => {
                    let reason = ParseError::TooLarge { bytes: passed }.to_string();
                    return Some(Err(RecordError { place, reason }));
                }
                Ok(_) => {
                    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
                    if !text.is_empty() {
                        return Some(article_record(place, text.to_vec(), &self.fields));
                    }
                }
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(RecordError { place, reason: reason_of(&error) }));
                }
            }
        }
        None
    }
}

/// The messages of a mailbox.
struct MboxRecords<'from> {
    from: Box<dyn BufRead + 'from>,
    count: usize,
    /// The line that has been read beyond the message before.
    line: Vec<u8>,
    is_over: bool,
}

impl Iterator for MboxRecords<'_> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        self.count += 1;
        let place = Some(format!("message {}", self.count));
        let mut message = Vec::new();
        let mut length = 0_usize;
        let mut after_blank = false;
        // Lines of messages are short; one that is not is cut, and its message is too large.
        loop {
            self.line.clear();
            let passed = match line(&mut self.from, &mut self.line, MAX_REPORT_BYTES + 1) {
                Ok(passed) => passed,
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(RecordError { place, reason: reason_of(&error) }));
                }
            };
            if passed == 0 {
                self.is_over = true;
                break;
            }
            let is_first = self.count == 1 && length == 0;
            if is_separator(self.line.trim_ascii_end()) && (after_blank || is_first) {
                if is_first {
                    after_blank = false;
                    length = 1;
                    continue;
                }
                break;
            }
            after_blank = self.line.trim_ascii().is_empty();
            length += passed;
            if length <= MAX_REPORT_BYTES {
                // `>From` in a message stands for `From`, which would have separated it.
                let quoted = self.line.iter().take_while(|&&byte| byte == b'>').count();
                let is_quoted = quoted > 0 && self.line[quoted..].starts_with(b"From ");
                message.extend_from_slice(&self.line[usize::from(is_quoted)..]);
            }
        }
        if length > MAX_REPORT_BYTES {
            return Some(Err(RecordError {
                place,
                reason: ParseError::TooLarge { bytes: length }.to_string(),
            }));
        }
        if message.trim_ascii().is_empty() {
            return (!self.is_over)
                .then(|| Err(RecordError { place, reason: ParseError::Empty.to_string() }));
        }
        if !mail::is_mail(&message, true) {
            let reason = "it is no message: it has no header".to_owned();
            return Some(Err(RecordError { place, reason }));
        }
        Some(Ok(Record { place, url: None, bytes: message }))
    }
}

fn feed_records<'from>(from: Box<dyn BufRead + 'from>) -> Records<'from> {
    let bytes = match read_all(from, MAX_HELD_BYTES, false) {
        Ok(bytes) => bytes,
        Err(error) => return Box::new(std::iter::once(Err(error))),
    };
    let text = match charset::decode(&bytes, charset::declared_in_page(&bytes).as_deref()) {
        Ok(text) => text.into_owned(),
        Err(error) => {
            return Box::new(std::iter::once(Err(RecordError { place: None, reason: error.to_string() })));
        }
    };
    let items: Vec<_> = feed::Items::new(&text).collect();
    if items.is_empty() {
        let reason = "the feed has no items".to_owned();
        return Box::new(std::iter::once(Err(RecordError { place: None, reason })));
    }
    Box::new(items.into_iter().enumerate().map(|(at, item)| {
        let place = Some(format!("item {}", at + 1));
        match item {
            Ok(article) => value_record(place, &article, None, &FieldMap::default()),
            Err(error) => Err(RecordError { place, reason: error.to_string() }),
        }
    }))
}
