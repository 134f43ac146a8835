//! All records, of a server or a store, as lines or as tables.
//!
//! # Layout
//! - `table`: what a table is; `tables`: which there are, and how records and reports become their rows.
//! - `comma`: tables as files of comma-separated values, with a description of their columns.
//! - `linked`: a document of JSON-LD.

mod comma;
mod linked;
mod table;
mod tables;

use std::{io::Write, path::PathBuf};

use clap::{Args, ValueEnum};
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
    place::{Output, WholeFile},
    plain::tell,
    watch::Kind,
};
use comma::CommaTables;
use linked::LinkedDocument;
use tables::Tables;

/// An address that is nobody's, and never will be (RFC 2606).
const DEFAULT_BASE: &str = "https://rapporteur.invalid/";

/// What to export.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// What to write.
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    pub(crate) format: Format,
    /// Where to write: a file, standard output when nothing is said; for tables, a directory that is empty or not there yet.
    #[arg(long, value_name = "PATH", required_if_eq("format", "csv"))]
    pub(crate) output: Option<PathBuf>,
    /// Puts an apostrophe before text that a spreadsheet would take for a formula: what begins with = + - @, a tab or a
    /// carriage return. Without it, tables hold the words as they were printed.
    #[arg(long)]
    pub(crate) spreadsheet_safe: bool,
    /// The address from which on resource names are told in JSON-LD, such as that under which you publish them.
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    pub(crate) base: String,
    /// Only records of this kind. May be given several times.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) kind: Vec<Kind>,
    /// Whose records.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Records as proto3 JSON, one a line.
    Ndjson,
    /// Tables as comma-separated values, with `tables.csv` and `columns.csv` to describe them.
    Csv,
    /// One document of JSON-LD in terms of schema.org and Popolo.
    Jsonld,
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
    if args.spreadsheet_safe && args.format != Format::Csv {
        return Err(Failure::new(ExitStatus::Usage, "--spreadsheet-safe is for --format csv"));
    }
    if !is_base(&args.base) {
        let what = "--base wants an address that ends with `/`, such as https://example.org/record/";
        return Err(Failure::new(ExitStatus::Usage, what));
    }
    let backend = Backend::open(&args.place, false).await?;
    match (args.format, &args.output) {
        (Format::Ndjson, None) => give(&backend, args, Lines(out)).await,
        (Format::Ndjson, Some(path)) => give(&backend, args, Lines(WholeFile::create(path)?)).await,
        (Format::Jsonld, None) => give(&backend, args, LinkedDocument::new(out, &args.base)).await,
        (Format::Jsonld, Some(path)) => {
            give(&backend, args, LinkedDocument::new(WholeFile::create(path)?, &args.base)).await
        }
        (Format::Csv, Some(path)) => {
            let rows = CommaTables::create(path, args.spreadsheet_safe)?;
            give(&backend, args, Tables::new(rows)).await
        }
        (Format::Csv, None) => Err(Failure::new(ExitStatus::Usage, "tables want --output DIR")),
    }
}

/// Whether names can be told from an address on: with a scheme, without anything that no address holds, up to a slash.
fn is_base(base: &str) -> bool {
    let is_of_address = |character: char| {
        !character.is_whitespace() && !character.is_control() && !"<>\"{}|\\^`".contains(character)
    };
    base.split_once("://").is_some_and(|(scheme, rest)| !scheme.is_empty() && rest.len() > 1)
        && base.ends_with('/')
        && base.chars().all(is_of_address)
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

impl<W: Output> Sink for Lines<W> {
    const WITH_REPORTS: bool = false;

    fn record(&mut self, record: &Record) -> Result<(), Failure> {
        Ok(writeln!(self.0, "{}", json::line_of("rapporteur.v1.Record", record)?)?)
    }

    fn report(&mut self, _: &ExportedReport) -> Result<(), Failure> {
        Ok(())
    }

    fn end(self) -> Result<(), Failure> {
        self.0.finish()
    }
}
