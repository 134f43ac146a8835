//! [`serve_admin`]: what those who run the server ask it, over HTTP on a port of its own: `/metrics`, `/healthz`,
//! `/readyz`. It knows no tokens, so that port is for those who run the server alone.

use std::{io, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

use crate::{engine::Engine, instruments::Instruments, status};

/// What [`Instruments`] are written in.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is asked.
#[derive(Clone)]
struct Asked {
    engine: Arc<Engine>,
    instruments: Arc<Instruments>,
}

/// Answers for ever: also while the server loads reports, and while it drains.
///
/// # Errors
/// When the listener fails.
pub async fn serve_admin(
    listener: TcpListener,
    engine: Arc<Engine>,
    instruments: Arc<Instruments>,
) -> io::Result<()> {
    let router = Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(readiness))
        .with_state(Asked { engine, instruments });
    axum::serve(listener, router).await
}

async fn readiness(State(asked): State<Asked>) -> Response {
    if asked.instruments.is_ready() {
        (StatusCode::OK, "ready\n").into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready: loading, or draining\n").into_response()
    }
}

async fn metrics(State(asked): State<Asked>) -> Response {
    let Asked { engine, instruments } = asked;
    // The store is read on a thread for blocking work.
    let counts = tokio::task::spawn_blocking(move || engine.counts()).await;
    let text = match counts {
        Ok(Ok(counts)) => instruments.text(&counts).ok(),
        Ok(Err(error)) => {
            // Told in the log, as when a call fails so.
            let _ = status::store(&error);
            None
        }
        Err(_) => None,
    };
    match text {
        Some(text) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        None => (StatusCode::INTERNAL_SERVER_ERROR, "the server's log says why\n").into_response(),
    }
}
