//! How parsing, storage and services are joined into one program. No other module knows how they are made.

use std::{future::Future, io::BufRead, path::Path, sync::Arc};

use rapporteur::v1::Extraction;
use rapporteur_parsing::Parsed;
use rapporteur_service::{
    BackupHandlers, Engine, JudgementHandlers, MeetingHandlers, OrganizationHandlers, PersonHandlers,
    QuoteHandlers, RecordHandlers, ReportHandlers, ServerError, ServerOptions,
    backup::{self, Contents, RestoreError},
    convert::{self, SpanUnit},
    examine::{self, Examined},
};
use rapporteur_storage::{SledStore, Store};
use tokio::net::TcpListener;

use crate::exit::{ExitStatus, Failure};

/// Where a repair copies the damaged store to; within the new one's directory, whose names with a dot the store leaves alone.
const SCRATCH: &str = ".damaged";

/// The services over one store.
pub(crate) struct Services {
    /// The store itself.
    pub(crate) store: Arc<dyn Store>,
    engine: Arc<Engine>,
    /// Meetings and participants.
    pub(crate) meetings: MeetingHandlers,
    /// Organizations.
    pub(crate) organizations: OrganizationHandlers,
    /// Persons.
    pub(crate) persons: PersonHandlers,
    /// Quotations.
    pub(crate) quotes: QuoteHandlers,
    /// Reports.
    pub(crate) reports: ReportHandlers,
    /// Judgements.
    pub(crate) judgements: JudgementHandlers,
    /// Records of any kind.
    pub(crate) records: RecordHandlers,
    /// Backups.
    pub(crate) backups: BackupHandlers,
}

/// Opens the store in a directory, which is made where there is none, and puts the services over it.
///
/// # Errors
/// When the store cannot be opened.
pub(crate) fn open(directory: &Path, cache_mib: u64) -> Result<Services, Failure> {
    let store: Arc<dyn Store> =
        Arc::new(SledStore::open_with_cache(directory, cache_mib.saturating_mul(1 << 20))?);
    let engine = Arc::new(Engine::over_directory(Arc::clone(&store), directory));
    engine.bring_up_to_date()?;
    Ok(Services {
        store,
        meetings: MeetingHandlers::new(Arc::clone(&engine)),
        organizations: OrganizationHandlers::new(Arc::clone(&engine)),
        persons: PersonHandlers::new(Arc::clone(&engine)),
        quotes: QuoteHandlers::new(Arc::clone(&engine)),
        reports: ReportHandlers::new(Arc::clone(&engine)),
        judgements: JudgementHandlers::new(Arc::clone(&engine)),
        records: RecordHandlers::new(Arc::clone(&engine)),
        backups: BackupHandlers::new(Arc::clone(&engine)),
        engine,
    })
}

/// Makes a store of an archive in a directory, which is empty.
///
/// # Errors
/// [`RestoreError`]; the directory is to be emptied then.
pub(crate) fn restore(
    archive: impl BufRead,
    directory: &Path,
    cache_mib: u64,
) -> Result<Contents, RestoreError> {
    let store = SledStore::open_with_cache(directory, cache_mib.saturating_mul(1 << 20))?;
    let engine = Engine::over_directory(Arc::new(store), directory);
    backup::restore(archive, &engine)
}

/// Reads all that the store in a directory holds; `told` gets what cannot be read.
///
/// # Errors
/// When the store cannot be opened.
pub(crate) fn check(directory: &Path, cache_mib: u64, told: impl FnMut(&str)) -> Result<Examined, Failure> {
    let store = SledStore::open_with_cache(directory, cache_mib.saturating_mul(1 << 20))?;
    Ok(examine::check(&store, told))
}

/// Makes a store in an empty directory of what can be read of another one; `told` gets what cannot.
///
/// # Errors
/// When the one cannot be opened, or the other not be written.
pub(crate) fn repair(
    directory: &Path,
    output: &Path,
    cache_mib: u64,
    told: impl FnMut(&str),
) -> Result<Examined, Failure> {
    let bytes = cache_mib.saturating_mul(1 << 20);
    let scratch = output.join(SCRATCH);
    let store = SledStore::open_what_is_left(directory, &scratch, bytes)?;
    let engine = Engine::over_directory(Arc::new(SledStore::open_with_cache(output, bytes)?), output);
    let saved = examine::salvage(&store, &engine, told)?;
    drop(store);
    std::fs::remove_dir_all(&scratch)?;
    Ok(saved)
}

/// Serves over gRPC until `shutdown` ends and calls under way have ended, or the time to drain is over.
///
/// # Errors
/// When the transport fails.
pub(crate) async fn serve(
    services: Services,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send,
    options: ServerOptions,
) -> Result<(), Failure> {
    rapporteur_service::run(listener, services.engine, options, shutdown)
        .await
        .map_err(|error: ServerError| Failure { status: ExitStatus::Unavailable, cause: error.into() })
}

/// Answers those who run the server, for ever.
pub(crate) fn serve_admin(
    services: &Services,
    listener: TcpListener,
    options: &ServerOptions,
) -> impl Future<Output = ()> + use<> {
    let engine = Arc::clone(&services.engine);
    let answering = rapporteur_service::serve_admin(listener, engine, Arc::clone(&options.instruments));
    async {
        if let Err(error) = answering.await {
            tracing::error!(%error, "the port of those who run the server has failed");
        }
    }
}

/// What a report says, as the contract has it.
pub(crate) fn extraction(parsed: &Parsed, unit: SpanUnit) -> Extraction {
    let mut extraction = convert::extraction(&parsed.extraction);
    convert::recount_extraction(&mut extraction, &parsed.text, unit);
    extraction
}
