//! How a call is found again in logs: its id, and the trace of which it is a part.

use data_encoding::HEXLOWER;
use http::{HeaderMap, HeaderValue, Request, header::HeaderName};
use tracing::{Span, field};

/// The id of a call, given by the client or made here; it stands in the response.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The trace of which the call is a part, as W3C Trace Context has it.
const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");

/// The longest id that is taken from a client.
const MAX_ID_BYTES: usize = 128;

/// The client's id, if it is one that a log can hold, or a new one.
pub(crate) fn request_id(headers: &HeaderMap) -> HeaderValue {
    let is_id = |id: &&HeaderValue| {
        (1..=MAX_ID_BYTES).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic)
    };
    if let Some(id) = headers.get(REQUEST_ID).filter(is_id) {
        return id.clone();
    }
    let mut bytes = [0; 16];
    // Without random bytes, calls share an id: worse for whoever reads the log, but no reason to fail.
    let _ = getrandom::fill(&mut bytes);
    HeaderValue::try_from(HEXLOWER.encode(&bytes)).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

/// What the log says of all that happens in a call.
pub(crate) fn span<B>(request: &Request<B>, id: &HeaderValue) -> Span {
    let span = tracing::info_span!(
        "call",
        method = request.uri().path(),
        request_id = id.to_str().unwrap_or_default(),
        bearer = field::Empty,
        trace_id = field::Empty,
        parent_id = field::Empty,
    );
    if let Some((trace, parent)) = request.headers().get(TRACE_PARENT).and_then(trace_parent) {
        span.record("trace_id", trace);
        span.record("parent_id", parent);
    }
    span
}

/// The ids of the trace and of the caller's part of it.
fn trace_parent(header: &HeaderValue) -> Option<(&str, &str)> {
    let mut parts = header.to_str().ok()?.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_id = |text: &str, length| is_hex(text, length) && text.bytes().any(|byte| byte != b'0');
    // A later version may say more; this one does not.
    let is_whole = match version {
        "00" => parts.next().is_none(),
        "ff" => false,
        _ => is_hex(version, 2),
    };
    (is_whole && is_id(trace, 32) && is_id(parent, 16) && is_hex(flags, 2)).then_some((trace, parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_one_or_is_left_alone() {
        let (trace, parent) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        for (text, is_one) in [
            (format!("00-{trace}-{parent}-01"), true),
            (format!("01-{trace}-{parent}-01-more"), true),
            (format!("00-{trace}-{parent}-01-more"), false),
            (format!("ff-{trace}-{parent}-01"), false),
            (format!("00-{}-{parent}-01", "0".repeat(32)), false),
            (format!("00-{}-{parent}-01", trace.to_uppercase()), false),
            (format!("00-{parent}-{trace}-01"), false),
            (String::new(), false),
        ] {
            let header = HeaderValue::try_from(&text).unwrap();
            assert_eq!(trace_parent(&header), is_one.then_some((trace, parent)), "{text}");
        }
    }
}
