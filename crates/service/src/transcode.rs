//! Calls in JSON, as the Connect protocol has unary ones: `POST /rapporteur.v1.MeetingService/ListMeetings` with the content type
//! `application/json`, proto3 JSON in and out, errors as `{"code", "message", "details"}`. Each becomes a gRPC call to
//! the service behind, so that all that holds for those (tokens, deadlines, ids, limits) holds for it.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{BufMut as _, Bytes, BytesMut};
use data_encoding::BASE64_NOPAD;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Version,
    header::{self, CONTENT_TYPE},
    request::Parts,
};
use http_body::Frame;
use http_body_util::{BodyExt as _, LengthLimitError, Limited, StreamBody};
use prost::Message as _;
use prost_reflect::{DynamicMessage, MessageDescriptor, MethodDescriptor};
use serde::Serialize;
use tokio_stream::StreamExt as _;
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service, ServiceExt as _};

use crate::{front::GRPC_TIMEOUT, json, status};

/// What the requests and responses hold.
const JSON: &str = "application/json";

/// What the service behind speaks.
const GRPC: HeaderValue = HeaderValue::from_static("application/grpc");

/// How much time the client gives, in milliseconds.
const CONNECT_TIMEOUT: HeaderName = HeaderName::from_static("connect-timeout-ms");

/// How much longer a message is in JSON, at the most: bytes become base64, and names are written out.
const GROWTH: usize = 2;

/// Bytes before a message of gRPC: whether it is compressed, and its length.
const PREFIX_BYTES: usize = 5;

/// Puts [`Transcode`] before a service.
#[derive(Debug, Clone)]
pub(crate) struct TranscodeLayer {
    /// How large a message may be.
    pub(crate) max_message_bytes: usize,
}

impl<S> Layer<S> for TranscodeLayer {
    type Service = Transcode<S>;

    fn layer(&self, inner: S) -> Transcode<S> {
        Transcode { inner, most: self.max_message_bytes.saturating_mul(GROWTH) }
    }
}

/// A gRPC service that takes calls in JSON, too.
#[derive(Debug, Clone)]
pub(crate) struct Transcode<S> {
    inner: S,
    most: usize,
}

impl<S> Service<Request<Body>> for Transcode<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        if !is_json(&request) {
            return Box::pin(self.inner.call(request));
        }
        let Some(method) = method(request.uri().path()) else {
            let unknown = Status::unimplemented(format!(
                "no call `{}` can be made in JSON; streams want gRPC",
                request.uri().path()
            ));
            return Box::pin(async move { Ok(failure(&unknown, &HeaderMap::new())) });
        };
        let output = method.output();
        let (inner, most) = (self.inner.clone(), self.most);
        Box::pin(async move {
            match inner.oneshot(grpc(request, method.input(), most)).await {
                Ok(response) => Ok(answer(response, output).await),
                Err(never) => match never {},
            }
        })
    }
}

fn is_json(request: &Request<Body>) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    request.method() == Method::POST && kind.eq_ignore_ascii_case(JSON)
}

/// The unary call of this path.
fn method(path: &str) -> Option<MethodDescriptor> {
    let (service, name) = path.strip_prefix('/')?.split_once('/')?;
    let service = json::pool()?.get_service_by_name(service)?;
    service.methods().find(|method| {
        method.name() == name && !method.is_client_streaming() && !method.is_server_streaming()
    })
}

/// The call in gRPC. Its body is read and understood only when the handler asks for it: after the bearer was checked, and
/// within the time of the call.
fn grpc(request: Request<Body>, input: MessageDescriptor, most: usize) -> Request<Body> {
    let (mut parts, body) = request.into_parts();
    parts.version = Version::HTTP_2;
    translate_headers(&mut parts);
    let frames = tokio_stream::once(Limited::new(body, most)).then(move |body| {
        let input = input.clone();
        async move { Ok::<_, Status>(Frame::data(read(body, input).await?)) }
    });
    Request::from_parts(parts, Body::new(StreamBody::new(Box::pin(frames))))
}

fn translate_headers(parts: &mut Parts) {
    let headers = &mut parts.headers;
    headers.insert(CONTENT_TYPE, GRPC);
    // They are about the JSON, or about the connection.
    for name in [header::CONTENT_LENGTH, header::ACCEPT, header::ACCEPT_ENCODING, header::CONNECTION] {
        headers.remove(name);
    }
    if let Some(milliseconds) = headers.remove(CONNECT_TIMEOUT)
        && let Ok(text) = milliseconds.to_str()
        && let Ok(timeout) = HeaderValue::try_from(format!("{text}m"))
    {
        headers.insert(GRPC_TIMEOUT, timeout);
    }
}

/// The message that a body says in JSON, as gRPC has it.
async fn read(body: Limited<Body>, input: MessageDescriptor) -> Result<Bytes, Status> {
    let collected = body.collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() {
            Status::resource_exhausted("the message is larger than this server takes")
        } else {
            Status::cancelled("the request ended before its message did")
        }
    })?;
    let bytes = collected.to_bytes();
    let wrong = |error: serde_json::Error| status::invalid_field("body", error.to_string());
    let mut reader = serde_json::Deserializer::from_slice(&bytes);
    // A request that says nothing may be empty, as curl sends it without data.
    let message = if bytes.is_empty() {
        DynamicMessage::new(input)
    } else {
        let message = DynamicMessage::deserialize(input, &mut reader).map_err(wrong)?;
        reader.end().map_err(wrong)?;
        message
    };
    let length = message.encoded_len();
    let too_large = || Status::resource_exhausted("the message is larger than gRPC can say");
    let mut framed = BytesMut::with_capacity(PREFIX_BYTES + length);
    framed.put_u8(0);
    framed.put_u32(u32::try_from(length).map_err(|_| too_large())?);
    message.encode(&mut framed).map_err(|_| too_large())?;
    Ok(framed.freeze())
}

/// The answer in JSON.
async fn answer(response: Response<Body>, output: MessageDescriptor) -> Response<Body> {
    let (parts, body) = response.into_parts();
    if let Some(status) = failed(&parts.headers) {
        return failure(&status, &parts.headers);
    }
    let collected = match body.collect().await {
        Ok(collected) => collected,
        Err(status) => return failure(&status, &parts.headers),
    };
    if let Some(status) = collected.trailers().and_then(failed) {
        return failure(&status, &parts.headers);
    }
    match write(&collected.to_bytes(), output) {
        Some(text) => reply(StatusCode::OK, text, &parts.headers),
        None => failure(&Status::internal("the answer cannot be said in JSON"), &parts.headers),
    }
}

fn failed(headers: &HeaderMap) -> Option<Status> {
    Status::from_header_map(headers).filter(|status| status.code() != Code::Ok)
}

fn write(framed: &[u8], output: MessageDescriptor) -> Option<Vec<u8>> {
    let message = DynamicMessage::decode(output, framed.get(PREFIX_BYTES..)?).ok()?;
    serde_json::to_vec(&message).ok()
}

fn reply(code: StatusCode, text: Vec<u8>, of_the_call: &HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::new(http_body_util::Full::new(Bytes::from(text))));
    *response.status_mut() = code;
    for (name, value) in of_the_call {
        if name != CONTENT_TYPE && !name.as_str().starts_with("grpc-") {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    response
}

/// What went wrong, as Connect says it.
#[derive(Serialize)]
struct Failure<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<Detail>,
}

/// A detail of what went wrong.
#[derive(Serialize)]
struct Detail {
    /// Full name of the message.
    #[serde(rename = "type")]
    kind: String,
    /// The message in base64.
    value: String,
    /// The message in JSON, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    debug: Option<DynamicMessage>,
}

fn failure(status: &Status, of_the_call: &HeaderMap) -> Response<Body> {
    let (http, code) = names(status.code());
    let details =
        tonic_types::pb::Status::decode(status.details()).map(|all| all.details).unwrap_or_default();
    let details = details.into_iter().map(|any| {
        let kind = any.type_url.rsplit('/').next().unwrap_or_default().to_owned();
        let known = json::pool().and_then(|pool| pool.get_message_by_name(&kind));
        let debug = known.and_then(|known| DynamicMessage::decode(known, any.value.as_slice()).ok());
        Detail { kind, value: BASE64_NOPAD.encode(&any.value), debug }
    });
    let said = Failure { code, message: status.message(), details: details.collect() };
    let text = serde_json::to_vec(&said).unwrap_or_else(|_| format!(r#"{{"code":"{code}"}}"#).into_bytes());
    reply(http, text, of_the_call)
}

/// HTTP's and Connect's names of a code.
fn names(code: Code) -> (StatusCode, &'static str) {
    match code {
        Code::Ok => (StatusCode::OK, "ok"),
        // 499 has no name: the client went away.
        Code::Cancelled => (StatusCode::from_u16(499).unwrap_or(StatusCode::BAD_REQUEST), "canceled"),
        Code::Unknown => (StatusCode::INTERNAL_SERVER_ERROR, "unknown"),
        Code::InvalidArgument => (StatusCode::BAD_REQUEST, "invalid_argument"),
        Code::DeadlineExceeded => (StatusCode::GATEWAY_TIMEOUT, "deadline_exceeded"),
        Code::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        Code::AlreadyExists => (StatusCode::CONFLICT, "already_exists"),
        Code::PermissionDenied => (StatusCode::FORBIDDEN, "permission_denied"),
        Code::ResourceExhausted => (StatusCode::TOO_MANY_REQUESTS, "resource_exhausted"),
        Code::FailedPrecondition => (StatusCode::BAD_REQUEST, "failed_precondition"),
        Code::Aborted => (StatusCode::CONFLICT, "aborted"),
        Code::OutOfRange => (StatusCode::BAD_REQUEST, "out_of_range"),
        Code::Unimplemented => (StatusCode::NOT_IMPLEMENTED, "unimplemented"),
        Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        Code::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Code::DataLoss => (StatusCode::INTERNAL_SERVER_ERROR, "data_loss"),
        Code::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated"),
    }
}
