//! All records, of a server or a store.

use std::io::Write;

use clap::Args;
use rapporteur::v1::{
    ExportEnd, ExportRecordsRequest, ExportRecordsResponse, ExportedReport, Record, RecordKind,
    export_records_response::Item, record_service_client::RecordServiceClient,
    record_service_server::RecordService,
};
use tokio_stream::{Stream, StreamExt as _};
use tonic::{Request, Status};

use crate::{
    args::PlaceArgs,
    backend::{Backend, MAX_REPLY_BYTES},
    exit::{ExitStatus, Failure},
    json,
    plain::tell,
    watch::Kind,
};

/// What to export.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Only records of this kind. May be given several times.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) kind: Vec<Kind>,
    /// Whose records.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Takes what an export gives.
trait Sink {
    /// Whether reports are wanted.
    const WITH_REPORTS: bool;

    /// Takes a record.
    fn record(&mut self, record: &Record) -> Result<(), Failure>;

    /// Takes a report.
    fn report(&mut self, report: &ExportedReport) -> Result<(), Failure>;

    /// Takes the end.
    fn end(self) -> Result<(), Failure>;
}

/// `rapporteur export`
///
/// # Errors
/// When the records cannot be read, or the output not be written.
pub(crate) async fn run(args: &ExportArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.place, false).await?;
    give(&backend, args, Lines(out)).await
}

async fn give<S: Sink>(backend: &Backend, args: &ExportArgs, sink: S) -> Result<ExitStatus, Failure> {
    let request = ExportRecordsRequest {
        kinds: args.kind.iter().map(|&kind| RecordKind::from(kind).into()).collect(),
        with_reports: S::WITH_REPORTS,
    };
    let failed = |status: Status| backend.failure(&status);
    let end = match backend {
        Backend::Server { channel, .. } => {
            let client = RecordServiceClient::new(channel.clone());
            let stream = client.max_decoding_message_size(MAX_REPLY_BYTES).export_records(request).await;
            take(backend, stream.map_err(failed)?.into_inner(), sink).await?
        }
        Backend::Store(services) => {
            let stream = services.records.export_records(Request::new(request)).await;
            take(backend, stream.map_err(failed)?.into_inner(), sink).await?
        }
    };
    if !end.unchanged {
        tell(format_args!(
            "rapporteur: reports or judgements came while this was exported, so not all of it is of one moment; what \
             happened to records since the beginning is told by `rapporteur watch --resume-token {}`",
            end.resume_token
        ));
    }
    Ok(ExitStatus::Ok)
}

async fn take<S: Sink>(
    backend: &Backend,
    mut messages: impl Stream<Item = Result<ExportRecordsResponse, Status>> + Unpin,
    mut sink: S,
) -> Result<ExportEnd, Failure> {
    while let Some(message) = messages.next().await {
        match message.map_err(|status| backend.failure(&status))?.item {
            Some(Item::Record(record)) => sink.record(&record)?,
            Some(Item::Report(report)) => sink.report(&report)?,
            Some(Item::End(end)) => {
                sink.end()?;
                return Ok(end);
            }
            // Something that a newer server gives.
            None => {}
        }
    }
    Err(backend.failure(&Status::unavailable("the export was cut before its end; begin it anew")))
}

/// Records as proto3 JSON, one a line.
struct Lines<W>(W);

impl<W: Write> Sink for Lines<W> {
    const WITH_REPORTS: bool = false;

    fn record(&mut self, record: &Record) -> Result<(), Failure> {
        Ok(writeln!(self.0, "{}", json::line_of("rapporteur.v1.Record", record)?)?)
    }

    fn report(&mut self, _: &ExportedReport) -> Result<(), Failure> {
        Ok(())
    }

    fn end(mut self) -> Result<(), Failure> {
        Ok(self.0.flush()?)
    }
}
