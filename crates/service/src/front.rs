//! What every call passes first: it gets an id, its bearer is checked, its time is limited, it is counted and logged (never
//! with the words of a report), and a message that is too large gets the status that the contract names.

mod trace;

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, header::HeaderName};
use http_body::{Frame, SizeHint};
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service, ServiceExt as _};
use tracing::Span;

use crate::{
    access::{self, Tokens},
    call::{Call, Waiting},
    instruments::{self, Instruments},
};

/// The header of a response that failed before its first message, and the trailer of others.
const GRPC_STATUS: HeaderName = HeaderName::from_static("grpc-status");

/// How much time the client gives.
pub(crate) const GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// What every call is allowed.
#[derive(Debug)]
pub(crate) struct Rules {
    /// How long a call may take until its response begins.
    pub(crate) timeout: Duration,
    /// The largest page.
    pub(crate) max_page_size: usize,
    /// How many calls are worked on at a time.
    pub(crate) turns: Semaphore,
    /// Who may call; without it, anybody.
    pub(crate) tokens: Option<Tokens>,
    /// What counts the calls.
    pub(crate) instruments: Arc<Instruments>,
}

/// Puts [`Front`] before a service.
#[derive(Debug, Clone)]
pub(crate) struct FrontLayer(pub(crate) Arc<Rules>);

impl<S> Layer<S> for FrontLayer {
    type Service = Front<S>;

    fn layer(&self, inner: S) -> Front<S> {
        Front { inner, rules: Arc::clone(&self.0) }
    }
}

/// A service behind the checks of this module.
#[derive(Debug, Clone)]
pub(crate) struct Front<S> {
    inner: S,
    rules: Arc<Rules>,
}

impl<S> Service<Request<Body>> for Front<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A call waits for its turn in its own time, of which there is an end.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let allowed = timeout(request.headers()).unwrap_or(Duration::MAX).min(self.rules.timeout);
        // Begun here and not when it is first polled, so that it ends before the transport ends it.
        let (call, waiting) = Call::begin(allowed, self.rules.max_page_size);
        let id = trace::request_id(request.headers());
        let span = trace::span(&request, &id);
        let ending = Ending::begin(&self.rules, &request, call.clone(), span.clone());
        let work = answer(self.inner.clone(), Arc::clone(&self.rules), request, call);
        let work = tracing::Instrument::instrument(work, span);
        Box::pin(async move { Ok(finish(work.await, ending, waiting, &id)) })
    }
}

/// Checks a call, and has it answered within its time.
async fn answer<S>(inner: S, rules: Arc<Rules>, request: Request<Body>, call: Call) -> Response<Body>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
{
    if let Some(tokens) = &rules.tokens {
        let path = request.uri().path();
        match tokens.0.get().check(path, request.headers(), Timestamp::now()) {
            // Whose call it is goes into the log.
            Ok(Some(bearer)) => {
                Span::current().record("bearer", bearer);
            }
            Ok(None) => {}
            Err(status) => return status.into_http(),
        }
    }
    let late = call.late();
    let ends = call.ends();
    let is_health = access::needed(request.uri().path()).is_none();
    let work = call.scope(async {
        // Whoever asks for health wants to know of the server and not of the queue before it.
        let _turn = if is_health { None } else { rules.turns.acquire().await.ok() };
        match inner.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    });
    let answered = tokio::time::timeout_at(ends.into(), work).await;
    answered.unwrap_or_else(|_| late.into_http())
}

/// Gives the response what every response has, and watches it to its end.
fn finish(
    mut response: Response<Body>,
    mut ending: Ending,
    waiting: Waiting,
    id: &HeaderValue,
) -> Response<Body> {
    name_too_large(&mut response);
    response.headers_mut().insert(trace::REQUEST_ID, id.clone());
    ending.has_begun = true;
    ending.code = code_in(response.headers());
    response.map(|inner| Body::new(Watched { inner, ending, _waiting: waiting }))
}

/// How long the client gives the call.
fn timeout(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(GRPC_TIMEOUT)?.to_str().ok()?;
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u64 = number.parse().ok().filter(|_| number.len() <= 8)?;
    Some(match unit {
        "H" => Duration::from_secs(number * 3600),
        "M" => Duration::from_secs(number * 60),
        "S" => Duration::from_secs(number),
        "m" => Duration::from_millis(number),
        "u" => Duration::from_micros(number),
        "n" => Duration::from_nanos(number),
        _ => return None,
    })
}

fn code_in(headers: &HeaderMap) -> Option<Code> {
    headers.get(GRPC_STATUS).map(|code| Code::from_bytes(code.as_bytes()))
}

/// tonic says OUT_OF_RANGE of a message that is too large, the contract and the other gRPC libraries
/// RESOURCE_EXHAUSTED. No handler of ours says OUT_OF_RANGE.
fn name_too_large(response: &mut Response<Body>) {
    if code_in(response.headers()) == Some(Code::OutOfRange) {
        let code = HeaderValue::from(Code::ResourceExhausted as i32);
        response.headers_mut().insert(GRPC_STATUS, code);
    }
}

/// What is to be told of a call when it ends, in whatever way that is.
struct Ending {
    rules: Arc<Rules>,
    path: String,
    started: Instant,
    call: Call,
    /// Whether the response has begun, which ends the time that it was given.
    has_begun: bool,
    /// Told by the response; of one that was left in the middle, nobody tells.
    code: Option<Code>,
    span: Span,
}

impl Ending {
    fn begin(rules: &Arc<Rules>, request: &Request<Body>, call: Call, span: Span) -> Self {
        rules.instruments.begin();
        let path = request.uri().path().to_owned();
        Self {
            rules: Arc::clone(rules),
            path,
            started: Instant::now(),
            call,
            has_begun: false,
            code: None,
            span,
        }
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let is_late = !self.has_begun && self.call.is_late();
        let code = self.code.unwrap_or(if is_late { Code::DeadlineExceeded } else { Code::Cancelled });
        let took = self.started.elapsed();
        self.rules.instruments.end(&self.path, code, took);
        let milliseconds = took.as_secs_f64() * 1000.0;
        self.span.in_scope(|| tracing::info!(code = instruments::name(code), milliseconds, "answered"));
    }
}

/// The body of a response, watched to its end.
struct Watched {
    inner: Body,
    ending: Ending,
    _waiting: Waiting,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(code) = frame.trailers_ref().and_then(code_in)
        {
            self.ending.code = Some(code);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use tower::service_fn;

    use super::*;

    fn rules(timeout: Duration) -> Arc<Rules> {
        let instruments = Arc::new(Instruments::default());
        Arc::new(Rules { timeout, max_page_size: 1, turns: Semaphore::new(1), tokens: None, instruments })
    }

    /// What comes of a call that fails so, or never ends.
    async fn answer(request: Request<Body>, timeout: Duration, failure: Option<Status>) -> Response<Body> {
        let inner = service_fn(move |_: Request<Body>| {
            let failure = failure.clone();
            async move {
                match failure {
                    Some(status) => Ok::<_, Infallible>(status.into_http()),
                    None => std::future::pending().await,
                }
            }
        });
        FrontLayer(rules(timeout)).layer(inner).oneshot(request).await.unwrap()
    }

    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn a_call_that_never_ends_is_ended_by_the_server_or_by_its_client() {
        let ours = answer(Request::default(), Duration::from_millis(1), None).await;
        assert_eq!(code_in(ours.headers()), Some(Code::DeadlineExceeded));
        let request = Request::builder().header(GRPC_TIMEOUT, "1m").body(Body::empty()).unwrap();
        let theirs = answer(request, LONG, None).await;
        assert_eq!(code_in(theirs.headers()), Some(Code::DeadlineExceeded));
    }

    #[tokio::test]
    async fn an_id_that_is_one_comes_back_and_else_one_is_made() {
        for (given, is_taken) in
            [("ab-12", true), ("", false), ("two words", false), (&"x".repeat(129), false)]
        {
            let request = Request::builder().header(trace::REQUEST_ID, given).body(Body::empty()).unwrap();
            let response = answer(request, LONG, Some(Status::not_found(""))).await;
            let id = response.headers()[trace::REQUEST_ID].to_str().unwrap();
            assert_eq!(id == given, is_taken, "{given}: {id}");
            assert!(is_taken || id.len() == 32, "{id}");
        }
    }

    #[test]
    fn timeouts_are_read_as_grpc_writes_them() {
        for (text, expected) in [
            ("2H", Some(Duration::from_secs(7200))),
            ("15S", Some(Duration::from_secs(15))),
            ("250m", Some(Duration::from_millis(250))),
            ("99999999u", Some(Duration::from_micros(99_999_999))),
            ("123456789S", None),
            ("S", None),
            ("", None),
            ("5", None),
            ("-1S", None),
            ("1é", None),
        ] {
            let headers =
                HeaderMap::from_iter([(GRPC_TIMEOUT, HeaderValue::from_bytes(text.as_bytes()).unwrap())]);
            assert_eq!(timeout(&headers), expected, "{text}");
        }
    }

    #[tokio::test]
    async fn only_a_message_that_is_too_large_gets_another_status() {
        let statuses = [
            (Status::out_of_range("decoded message length too large"), Code::ResourceExhausted),
            (Status::not_found("nothing"), Code::NotFound),
            (Status::ok(""), Code::Ok),
        ];
        for (status, expected) in statuses {
            let mut response = status.into_http::<Body>();
            name_too_large(&mut response);
            assert_eq!(code_in(response.headers()), Some(expected));
        }
    }
}
