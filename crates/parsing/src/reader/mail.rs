//! Messages: press releases and alerts as they come by email.

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};
use rapporteur_model::{PartialDate, vocabulary::PublishDateBasis};

use super::{
    page,
    reading::{Builder, Dated, Reading, Stated},
};

/// Names of headers, small, of which a message has two or more.
const HEADERS: [&str; 9] = [
    "from",
    "date",
    "subject",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "to",
    "content-type",
];

/// Of these a message has one where nothing else tells that it is one: people begin notes with "From:" and "Subject:".
const MACHINE_HEADERS: [&str; 4] = ["message-id", "mime-version", "received", "return-path"];

/// Whether bytes begin as a message does. `is_named` tells that the name of the file says so.
#[must_use]
pub fn is_mail(bytes: &[u8], is_named: bool) -> bool {
    let head = &bytes[..bytes.len().min(16 << 10)];
    let (mut usual, mut by_machine) = (0, false);
    for (at, line) in head.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let is_continued = at > 0 && line.starts_with(b" ") || line.starts_with(b"\t");
        if is_continued {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let name = line[..colon].to_ascii_lowercase();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        usual += usize::from(HEADERS.iter().any(|header| header.as_bytes() == name));
        by_machine |= MACHINE_HEADERS.iter().any(|header| header.as_bytes() == name);
    }
    usual >= 2 && (by_machine || is_named)
}

/// Reads a message; none where it holds no text.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Reading> {
    let message = MessageParser::default().parse(bytes)?;
    let reading = reading_of(&message);
    take_apart(message);
    reading
}

/// Drops a message, however deep messages are nested in it: one within the other, each would be dropped by a call of its
/// own, and ten thousand of them overflow the stack.
fn take_apart(message: Message<'_>) {
    let mut messages = vec![message];
    while let Some(mut message) = messages.pop() {
        for part in &mut message.parts {
            if let PartType::Message(inner) = std::mem::take(&mut part.body) {
                messages.push(inner);
            }
        }
    }
}

fn reading_of(message: &Message<'_>) -> Option<Reading> {
    let sender = message.from().and_then(|from| from.first());
    let mut stated = Stated {
        title: message.subject().map(page::text_of).filter(|subject| !subject.is_empty()),
        byline: sender.and_then(|sender| sender.name()).map(page::text_of),
        ..Stated::default()
    };
    let date = message.date().and_then(|date| {
        let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        PartialDate::new(i16::try_from(date.year).ok()?, month, day).ok()
    });
    stated.dates.extend(date.map(|date| Dated { basis: PublishDateBasis::Record, date }));
    let plain = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some((text.as_ref(), is_flowed(part))),
        _ => None,
    });
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    });
    if let (None, Some(html)) = (plain, html) {
        let reading = page::read(html);
        let body = reading.layout.as_ref().map_or(0, |layout| layout.body);
        let mut builder = Builder::default();
        if let Some(title) = &stated.title {
            builder.title(title);
        }
        reading.text[body..].lines().for_each(|line| builder.paragraph(line));
        return Some(builder.finish(stated.or(reading.stated)));
    }
    let (text, is_flowed) = plain?;
    let mut builder = Builder::default();
    if let Some(title) = &stated.title {
        builder.title(title);
    }
    // What follows is the sender's signature.
    let is_signature = |line: &&str| line.trim_end() == "--";
    let end: usize = text.split_inclusive('\n').take_while(|line| !is_signature(line)).map(str::len).sum();
    let text = &text[..end];
    if is_flowed {
        // A line that ends in a space goes on in the next (RFC 3676).
        builder.text(&text.replace(" \r\n", " ").replace(" \n", " "));
    } else {
        builder.text(text);
    }
    Some(builder.finish(stated))
}

fn is_flowed(part: &mail_parser::MessagePart<'_>) -> bool {
    part.content_type()
        .and_then(|content_type| content_type.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
}
