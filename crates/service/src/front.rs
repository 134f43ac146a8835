//! What every call passes first: its time is limited, it is logged (never with the words of a report), and a message
//! that is too large gets the status that the contract names.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use http::{HeaderValue, Request, Response, header::HeaderName};
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service};

/// The header of a response that failed before its first message.
const GRPC_STATUS: HeaderName = HeaderName::from_static("grpc-status");

/// Puts [`Front`] before a service.
#[derive(Debug, Clone)]
pub(crate) struct FrontLayer {
    /// How long a call may take until its response begins.
    pub(crate) timeout: Duration,
}

impl<S> Layer<S> for FrontLayer {
    type Service = Front<S>;

    fn layer(&self, inner: S) -> Front<S> {
        Front { inner, timeout: self.timeout }
    }
}

/// A service behind the checks of this module.
#[derive(Debug, Clone)]
pub(crate) struct Front<S> {
    inner: S,
    timeout: Duration,
}

impl<S> Service<Request<Body>> for Front<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let started = Instant::now();
        let method = request.uri().path().to_owned();
        let timeout = self.timeout;
        let answer = self.inner.call(request);
        Box::pin(async move {
            let mut response = match tokio::time::timeout(timeout, answer).await {
                Ok(Ok(response)) => response,
                Ok(Err(never)) => match never {},
                Err(_) => Status::deadline_exceeded(format!(
                    "the call took longer than the {} s that this server allows",
                    timeout.as_secs()
                ))
                .into_http(),
            };
            name_too_large(&mut response);
            let code = code_of(&response);
            tracing::info!(%method, ?code, duration = ?started.elapsed(), "answered");
            Ok(response)
        })
    }
}

/// A response that begins well may still end badly; of a unary call it does not.
fn code_of(response: &Response<Body>) -> Code {
    response.headers().get(GRPC_STATUS).map_or(Code::Ok, |code| Code::from_bytes(code.as_bytes()))
}

/// tonic says OUT_OF_RANGE of a message that is too large, the contract and the other gRPC libraries
/// RESOURCE_EXHAUSTED. No handler of ours says OUT_OF_RANGE.
fn name_too_large(response: &mut Response<Body>) {
    if code_of(response) == Code::OutOfRange {
        let code = HeaderValue::from(Code::ResourceExhausted as i32);
        response.headers_mut().insert(GRPC_STATUS, code);
    }
}

#[cfg(test)]
mod tests {
    use tower::{ServiceExt as _, service_fn};

    use super::*;

    async fn answer<F>(timeout: Duration, work: F) -> Code
    where
        F: Future<Output = Response<Body>> + Send + Clone + 'static,
    {
        let inner = service_fn(move |_: Request<Body>| {
            let work = work.clone();
            async move { Ok::<_, Infallible>(work.await) }
        });
        let front = FrontLayer { timeout }.layer(inner);
        code_of(&front.oneshot(Request::new(Body::empty())).await.unwrap())
    }

    #[tokio::test]
    async fn a_call_that_never_ends_is_ended() {
        let code = answer(Duration::from_millis(1), std::future::pending()).await;
        assert_eq!(code, Code::DeadlineExceeded);
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
            assert_eq!(code_of(&response), expected);
        }
    }
}
