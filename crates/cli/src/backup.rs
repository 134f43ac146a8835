//! Backups of a store or a running server, and stores made of them.

use std::{
    fs::File,
    io::{BufReader, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use rapporteur::v1::{
    CreateBackupRequest, CreateBackupResponse, backup_service_client::BackupServiceClient,
    backup_service_server::BackupService,
};
use rapporteur_service::backup::{self, Contents, RestoreError};
use tokio_stream::{Stream, StreamExt as _};
use tonic::{Request, Status};

use crate::{
    args::{DEFAULT_CACHE_MIB, DEFAULT_DATA, PlaceArgs},
    backend::Backend,
    exit::{ExitStatus, Failure},
    place::{Output as _, WholeFile, empty_directory},
    plain::one_line,
    wiring,
};

/// What to back up.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The file to write. What was under its name before stays there until the backup is whole.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Whose store.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// What to restore, and where.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Directory for the store, empty or not there yet.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_DATA)]
    pub(crate) data: PathBuf,
    /// Mebibytes of the store that are kept in memory, as they are on disk; in memory they take two to three times that.
    #[arg(long, value_name = "MIB", default_value_t = DEFAULT_CACHE_MIB)]
    pub(crate) cache_mib: u64,
}

/// `rapporteur backup`
///
/// # Errors
/// When the store cannot be read to the end, or the file not be written.
pub(crate) async fn backup(args: &BackupArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.place, false).await?;
    let mut file = WholeFile::create(&args.output)?;
    let failed = |status: Status| backend.failure(&status);
    let request = CreateBackupRequest {};
    match &backend {
        Backend::Server { channel, .. } => {
            let parts = BackupServiceClient::new(channel.clone()).create_backup(request).await;
            write(&backend, parts.map_err(failed)?.into_inner(), &mut file).await?;
        }
        Backend::Store(services) => {
            let parts = services.backups.create_backup(Request::new(request)).await;
            write(&backend, parts.map_err(failed)?.into_inner(), &mut file).await?;
        }
    }
    let contents = file.check(|written| {
        backup::verify(BufReader::new(written)).map_err(|error| not_whole("what was written", error))
    })?;
    file.finish()?;
    tell_of(contents, "backed up", &args.output, out)
}

async fn write(
    backend: &Backend,
    mut parts: impl Stream<Item = Result<CreateBackupResponse, Status>> + Unpin,
    file: &mut WholeFile,
) -> Result<(), Failure> {
    while let Some(part) = parts.next().await {
        file.write_all(&part.map_err(|status| backend.failure(&status))?.data)?;
    }
    Ok(())
}

/// `rapporteur restore`
///
/// # Errors
/// When the backup is not whole, the directory is not empty, or the store cannot be written.
pub(crate) fn restore(args: &RestoreArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let shown = one_line(&args.file.to_string_lossy());
    let open = || File::open(&args.file).map(BufReader::new).map_err(RestoreError::Read);
    let failed = |error: RestoreError| not_whole(&shown, error);
    // Read twice, so that nothing is made of one that is not whole.
    backup::verify(open().map_err(failed)?).map_err(failed)?;
    empty_directory(&args.data)?;
    let contents = wiring::restore(open().map_err(failed)?, &args.data, args.cache_mib).map_err(failed)?;
    tell_of(contents, "restored", &args.data, out)
}

fn not_whole(shown: &str, error: RestoreError) -> Failure {
    match error {
        RestoreError::Store(error) => error.into(),
        other => Failure::new(ExitStatus::Store, format!("{shown}: {other}")),
    }
}

fn tell_of(
    contents: Contents,
    done: &str,
    place: &Path,
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    let Contents { reports, judgements, gone } = contents;
    let place = one_line(&place.to_string_lossy());
    writeln!(out, "{done}: {reports} reports, {judgements} judgements, {gone} names that are gone; {place}")?;
    out.flush()?;
    Ok(ExitStatus::Ok)
}
