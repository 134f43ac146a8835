//! [`Origin`]: whose pages browsers may let call this server, over gRPC-Web or in JSON.

use std::{str::FromStr, time::Duration};

use http::{
    HeaderName, HeaderValue, Method,
    header::{AUTHORIZATION, CONTENT_TYPE},
    uri::Uri,
};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long a browser may remember what it was allowed.
const MAX_AGE: Duration = Duration::from_secs(3600);

/// What pages may send beside the message.
const SENT: [&str; 6] =
    ["x-grpc-web", "x-user-agent", "grpc-timeout", "connect-timeout-ms", "x-request-id", "traceparent"];

/// What pages may see of an answer beside the message.
const SEEN: [&str; 4] = ["grpc-status", "grpc-message", "grpc-status-details-bin", "x-request-id"];

/// One origin of pages, `https://records.example`, or `*` for any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// What is no origin.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no origin of pages, such as https://records.example (or `*` for any)")]
pub struct OriginError(String);

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let wrong = || OriginError(text.to_owned());
        if text != "*" {
            let uri: Uri = text.parse().map_err(|_| wrong())?;
            let is_origin = matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.authority().is_some()
                // A path is no part of an origin: a browser would never send it, and nothing would match.
                && text.matches('/').count() == 2;
            if !is_origin {
                return Err(wrong());
            }
        }
        HeaderValue::from_str(text).map(Self).map_err(|_| wrong())
    }
}

/// What lets browsers call from these pages; `None` when from none.
pub(crate) fn layer(origins: &[Origin]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let is_any = origins.iter().any(|origin| origin.0 == "*");
    let allowed = if is_any {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().map(|origin| origin.0.clone()))
    };
    let sent = SENT.map(HeaderName::from_static).into_iter().chain([AUTHORIZATION, CONTENT_TYPE]);
    Some(
        CorsLayer::new()
            .allow_origin(allowed)
            .allow_methods([Method::POST])
            .allow_headers(sent.collect::<Vec<_>>())
            .expose_headers(SEEN.map(HeaderName::from_static))
            .max_age(MAX_AGE),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_a_scheme_and_a_host_and_no_path() {
        for good in ["*", "https://records.example", "http://localhost:8080"] {
            assert!(good.parse::<Origin>().is_ok(), "{good}");
        }
        for wrong in ["", "records.example", "https://records.example/", "ftp://x", "https://", "null", "a b"]
        {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}
