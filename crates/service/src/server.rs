//! [`run`]: serves everything over gRPC until it is told to stop.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use rapporteur::v1::{
    backup_service_server::BackupServiceServer, judgement_service_server::JudgementServiceServer,
    meeting_service_server::MeetingServiceServer, organization_service_server::OrganizationServiceServer,
    person_service_server::PersonServiceServer, quote_service_server::QuoteServiceServer,
    record_service_server::RecordServiceServer, report_service_server::ReportServiceServer,
};
use rapporteur_parsing::MAX_REPORT_BYTES;
use tokio::{
    net::TcpListener,
    sync::{Semaphore, oneshot},
    task::JoinSet,
};
use tonic::{server::NamedService, service::Routes, transport::Server};
use tonic_health::{ServingStatus, server::HealthReporter};
use tonic_web::GrpcWebLayer;
use tower::util::option_layer;

use crate::{
    access::Tokens,
    engine::Engine,
    front::{FrontLayer, Rules},
    incoming::connections,
    instruments::Instruments,
    origins::{self, Origin},
    request::MAX_PAGE_SIZE,
    services::{
        BackupHandlers, JudgementHandlers, MeetingHandlers, OrganizationHandlers, PersonHandlers,
        QuoteHandlers, RecordHandlers, ReportHandlers,
    },
    tls::Tls,
    transcode::TranscodeLayer,
    watch::DEFAULT_HEARTBEAT,
};

/// What a message may hold beside a report.
const MESSAGE_OVERHEAD_BYTES: usize = 1 << 20;

/// The services of the contract, by their full names.
const SERVICES: [&str; 8] = [
    BackupServiceServer::<BackupHandlers>::NAME,
    JudgementServiceServer::<JudgementHandlers>::NAME,
    RecordServiceServer::<RecordHandlers>::NAME,
    MeetingServiceServer::<MeetingHandlers>::NAME,
    OrganizationServiceServer::<OrganizationHandlers>::NAME,
    PersonServiceServer::<PersonHandlers>::NAME,
    QuoteServiceServer::<QuoteHandlers>::NAME,
    ReportServiceServer::<ReportHandlers>::NAME,
];

/// Limits of a server, and who may call it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ServerOptions {
    /// How long calls under way may take to end once the server is told to stop.
    pub drain_timeout: Duration,
    /// How long a call may take until its response begins.
    pub request_timeout: Duration,
    /// How many calls are worked on at a time; more wait.
    pub max_concurrent_requests: usize,
    /// How many calls one connection may have under way.
    pub max_concurrent_streams: u32,
    /// How large a message may be, in bytes.
    pub max_message_bytes: usize,
    /// How many things a page may show; who asks for more gets this many.
    pub max_page_size: usize,
    /// Who may call; without it, anybody who reaches the port.
    pub tokens: Option<Tokens>,
    /// From whose pages browsers may call; from nobody's if there are none.
    pub origins: Vec<Origin>,
    /// The certificates; without them, the port is plain.
    pub tls: Option<Tls>,
    /// What counts and measures.
    pub instruments: Arc<Instruments>,
    /// How long a connection may be silent before it is asked whether it is still there.
    pub keepalive_interval: Duration,
    /// How long it may take to answer that.
    pub keepalive_timeout: Duration,
    /// How often a watch that has nothing to tell says so.
    pub watch_heartbeat: Duration,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            drain_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            max_concurrent_requests: 256,
            max_concurrent_streams: 128,
            max_message_bytes: MAX_REPORT_BYTES + MESSAGE_OVERHEAD_BYTES,
            max_page_size: MAX_PAGE_SIZE,
            tokens: None,
            origins: Vec::new(),
            tls: None,
            instruments: Arc::default(),
            keepalive_interval: Duration::from_secs(60),
            keepalive_timeout: Duration::from_secs(20),
            watch_heartbeat: DEFAULT_HEARTBEAT,
        }
    }
}

impl ServerOptions {
    /// These options with another [`ServerOptions::drain_timeout`].
    #[must_use]
    pub fn with_drain_timeout(self, drain_timeout: Duration) -> Self {
        Self { drain_timeout, ..self }
    }

    /// These options with another [`ServerOptions::watch_heartbeat`].
    #[must_use]
    pub fn with_watch_heartbeat(self, watch_heartbeat: Duration) -> Self {
        Self { watch_heartbeat, ..self }
    }

    /// These options with another [`ServerOptions::request_timeout`].
    #[must_use]
    pub fn with_request_timeout(self, request_timeout: Duration) -> Self {
        Self { request_timeout, ..self }
    }
}

/// Why a server ended, or did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// The transport failed.
    #[error("the server at {address} failed")]
    Transport {
        /// Where it listened.
        address: SocketAddr,
        /// What failed.
        source: tonic::transport::Error,
    },
    /// The listener has no address.
    #[error("the listener has no address")]
    Listener(#[source] std::io::Error),
    /// The contract's own description cannot be read, which is a bug of the build.
    #[error("the descriptors for server reflection cannot be read")]
    Reflection(#[from] tonic_reflection::server::Error),
}

/// Serves the services of the contract, health and reflection (v1 and v1alpha) on `listener` until `shutdown` is ready. Then says
/// NOT_SERVING to those who watch its health, takes no new connections, lets calls under way end, and returns; those
/// that have not ended after [`ServerOptions::drain_timeout`] are left behind, and end with the runtime.
///
/// # Errors
/// [`ServerError`]
pub async fn run(
    listener: TcpListener,
    engine: Arc<Engine>,
    options: ServerOptions,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<(), ServerError> {
    let address = listener.local_addr().map_err(ServerError::Listener)?;
    let (health, health_service) = tonic_health::server::health_reporter();
    set_health(&health, ServingStatus::Serving).await;
    let routes = routes(&engine, &options)?.add_service(health_service);
    let rules = Rules {
        timeout: options.request_timeout,
        max_page_size: options.max_page_size,
        turns: Semaphore::new(options.max_concurrent_requests.min(Semaphore::MAX_PERMITS)),
        tokens: options.tokens.clone(),
        instruments: Arc::clone(&options.instruments),
    };
    let mut serving = Server::builder()
        .max_concurrent_streams(options.max_concurrent_streams)
        .http2_keepalive_interval(Some(options.keepalive_interval))
        .http2_keepalive_timeout(Some(options.keepalive_timeout))
        // Browsers and curl speak HTTP/1.1, too.
        .accept_http1(true)
        .layer(option_layer(origins::layer(&options.origins)))
        .layer(TranscodeLayer { max_message_bytes: options.max_message_bytes })
        .layer(GrpcWebLayer::new())
        .layer(FrontLayer(Arc::new(rules)));
    let incoming = connections(listener, options.tls.clone());
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = serving.add_routes(routes).serve_with_incoming_shutdown(incoming, async {
        // Dropped or sent, either way it is to stop.
        let _ = stopped.await;
    });
    tokio::pin!(serving);
    // Ends with this function.
    let mut keepers = JoinSet::new();
    if let Some(tokens) = options.tokens {
        keepers.spawn(tokens.0.keep());
    }
    if let Some(tls) = options.tls {
        keepers.spawn(tls.0.keep());
    }
    options.instruments.set_ready(true);
    let failed = |source| ServerError::Transport { address, source };
    tokio::select! {
        ended = &mut serving => return ended.map_err(failed),
        () = shutdown => {}
    }
    tracing::info!(%address, "draining");
    options.instruments.set_ready(false);
    set_health(&health, ServingStatus::NotServing).await;
    engine.end_watches();
    drop(stop);
    match tokio::time::timeout(options.drain_timeout, serving).await {
        Ok(ended) => ended.map_err(failed),
        Err(_) => {
            tracing::warn!(%address, after = ?options.drain_timeout, "calls were left behind");
            Ok(())
        }
    }
}

fn routes(engine: &Arc<Engine>, options: &ServerOptions) -> Result<Routes, ServerError> {
    let most = options.max_message_bytes;
    let meetings = MeetingServiceServer::new(MeetingHandlers::new(Arc::clone(engine)));
    let backups = BackupServiceServer::new(BackupHandlers::new(Arc::clone(engine)));
    let judgements = JudgementServiceServer::new(JudgementHandlers::new(Arc::clone(engine)));
    let records = RecordHandlers::new(Arc::clone(engine)).with_heartbeat(options.watch_heartbeat);
    let records = RecordServiceServer::new(records);
    let organizations = OrganizationServiceServer::new(OrganizationHandlers::new(Arc::clone(engine)));
    let persons = PersonServiceServer::new(PersonHandlers::new(Arc::clone(engine)));
    let quotes = QuoteServiceServer::new(QuoteHandlers::new(Arc::clone(engine)));
    let reports = ReportServiceServer::new(ReportHandlers::new(Arc::clone(engine)));
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(rapporteur::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            // So that grpcurl can show the details of an error.
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
    };
    Ok(Routes::new(meetings.max_decoding_message_size(most))
        .add_service(backups.max_decoding_message_size(most))
        .add_service(judgements.max_decoding_message_size(most))
        .add_service(records.max_decoding_message_size(most))
        .add_service(organizations.max_decoding_message_size(most))
        .add_service(persons.max_decoding_message_size(most))
        .add_service(quotes.max_decoding_message_size(most))
        .add_service(reports.max_decoding_message_size(most))
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?))
}

async fn set_health(health: &HealthReporter, status: ServingStatus) {
    for service in SERVICES.into_iter().chain([""]) {
        health.set_service_status(service, status).await;
    }
}
