//! What happens to records, one line each.

use std::io::Write;

use clap::{Args, ValueEnum};
use rapporteur::v1::{
    RecordKind, RecordView, WatchEvent, WatchRecordsRequest, WatchRecordsResponse,
    record_service_client::RecordServiceClient, record_service_server::RecordService,
};
use tokio_stream::{Stream, StreamExt as _};
use tonic::{Request, Status};

use crate::{
    args::PlaceArgs,
    backend::Backend,
    exit::{ExitStatus, Failure},
    json,
};

/// What to watch.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// The `resumeToken` of the last line that was dealt with; without one, what happens from now on is printed.
    #[arg(long, value_name = "TOKEN")]
    pub(crate) resume_token: Option<String>,
    /// Begin with the oldest change that the store keeps.
    #[arg(long, conflicts_with = "resume_token")]
    pub(crate) from_start: bool,
    /// Only records of this kind. May be given several times.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) kind: Vec<Kind>,
    /// Print the records that were created or changed, too.
    #[arg(long)]
    pub(crate) records: bool,
    /// End once all that has happened so far is printed. Of a store in a directory, that is always so: as long as this reads
    /// it, nobody else can write it.
    #[arg(long)]
    pub(crate) until_now: bool,
    /// Whom to watch.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// What a record is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Meetings.
    Meeting,
    /// Persons.
    Person,
    /// Quotations.
    Quote,
}

impl From<Kind> for RecordKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Meeting => Self::Meeting,
            Kind::Person => Self::Person,
            Kind::Quote => Self::Quote,
        }
    }
}

/// `rapporteur watch`
///
/// # Errors
/// When the watch cannot begin or is ended by the server, or the output not be written.
pub(crate) async fn run(args: &WatchArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.place, false).await?;
    let view = if args.records { RecordView::Full } else { RecordView::Name };
    let request = WatchRecordsRequest {
        resume_token: args.resume_token.clone().unwrap_or_default(),
        from_start: args.from_start,
        kinds: args.kind.iter().map(|&kind| RecordKind::from(kind).into()).collect(),
        view: view.into(),
    };
    let failed = |status: Status| backend.failure(&status);
    match &backend {
        Backend::Server { channel, .. } => {
            let stream = RecordServiceClient::new(channel.clone()).watch_records(request).await;
            print(&backend, stream.map_err(failed)?.into_inner(), args.until_now, out).await
        }
        Backend::Store(services) => {
            let stream = services.records.watch_records(Request::new(request)).await;
            print(&backend, stream.map_err(failed)?.into_inner(), true, out).await
        }
    }
}

async fn print(
    backend: &Backend,
    mut messages: impl Stream<Item = Result<WatchRecordsResponse, Status>> + Unpin,
    until_now: bool,
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    while let Some(message) = messages.next().await {
        let message = message.map_err(|status| backend.failure(&status))?;
        writeln!(out, "{}", json::line_of("rapporteur.v1.WatchRecordsResponse", &message)?)?;
        // Whoever reads the lines acts on each as it comes.
        out.flush()?;
        if until_now && message.event() == WatchEvent::Heartbeat {
            return Ok(ExitStatus::Ok);
        }
    }
    Err(backend.failure(&Status::unavailable("the watch was ended; go on with the last resume token")))
}
