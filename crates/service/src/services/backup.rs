//! `BackupService`.

use std::sync::Arc;

use rapporteur::v1::{CreateBackupRequest, CreateBackupResponse, backup_service_server::BackupService};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use crate::{
    backup::{Backup, BackupError},
    engine::{Engine, SnapshotError},
    status,
};

/// Bytes of a message.
const PART_BYTES: usize = 256 << 10;

/// How many messages wait for whoever reads them.
const WAITING: usize = 4;

/// Makes backups.
#[derive(Debug, Clone)]
pub struct BackupHandlers {
    engine: Arc<Engine>,
}

impl BackupHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
}

fn failed(error: &BackupError) -> Status {
    match error {
        BackupError::Snapshot(SnapshotError::Store(error)) => status::store(error),
        BackupError::Snapshot(outrun) => Status::aborted(outrun.to_string()),
        BackupError::Write(error) => {
            tracing::error!(error = error as &dyn std::error::Error, "a backup cannot be written");
            Status::internal("a part of the store cannot be written; the server's log says why")
        }
    }
}

/// Work on a thread for blocking work.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, Status> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(|error| failed(&error)),
        Err(_) => Err(status::panicked()),
    }
}

/// Gives an archive part by part, as fast as it is read.
async fn give(
    mut backup: Backup,
    messages: &mpsc::Sender<Result<CreateBackupResponse, Status>>,
) -> Result<(), Status> {
    loop {
        let (rest, lines) = blocking(move || {
            let lines = backup.lines()?;
            Ok((backup, lines))
        })
        .await?;
        backup = rest;
        let Some(lines) = lines else { return Ok(()) };
        for part in lines.chunks(PART_BYTES) {
            if messages.send(Ok(CreateBackupResponse { data: part.to_vec() })).await.is_err() {
                // Nobody reads it any more.
                return Ok(());
            }
        }
    }
}

#[tonic::async_trait]
impl BackupService for BackupHandlers {
    type CreateBackupStream = ReceiverStream<Result<CreateBackupResponse, Status>>;

    async fn create_backup(
        &self,
        _: Request<CreateBackupRequest>,
    ) -> Result<Response<Self::CreateBackupStream>, Status> {
        let engine = Arc::clone(&self.engine);
        let backup = blocking(move || Ok(Backup::begin(engine)?)).await?;
        let (messages, receiver) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            if let Err(status) = give(backup, &messages).await {
                // One that went meanwhile needs not to be told.
                drop(messages.send(Err(status)).await);
            }
        });
        Ok(Response::new(ReceiverStream::new(receiver)))
    }
}
