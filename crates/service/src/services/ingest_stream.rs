//! `IngestReports`: a stream of reports in, a stream of acknowledgements out.
//!
//! Two things hold for any client. Reports that wait are taken in together, as one change of the store, so that a fast
//! producer does not pay one commit a report. And nothing is read while acknowledgements wait to be read, so that memory is
//! bounded by one batch, one message more, and [`WAITING`] acknowledgements.

use rapporteur::v1::{
    IngestReportsRequest, IngestReportsResponse, ReportRefusal, ingest_reports_response::Outcome,
};
use tokio::sync::{mpsc, watch};
use tokio_stream::{Stream, StreamExt as _};
use tonic::Status;
use tonic_types::StatusExt as _;

use super::report::{ReportHandlers, Source};
use crate::{
    engine::{Acknowledged, Engine},
    request::Violations,
};

/// Reports of a batch, at most.
const MAX_BATCH_REPORTS: usize = 64;
/// Bytes of a batch, but for one report that is larger.
const MAX_BATCH_BYTES: usize = 8 << 20;
/// Acknowledgements that wait to be read.
const WAITING: usize = 2 * MAX_BATCH_REPORTS;
/// Bytes of a tag, at most.
const MAX_TAG_BYTES: usize = 256;

/// What a client receives.
pub(super) type Replies = mpsc::Receiver<Result<IngestReportsResponse, Status>>;

/// Begins to take a stream in, until it ends, the client goes, or the server stops.
pub(super) fn begin<S>(handlers: ReportHandlers, engine: &Engine, reports: S) -> Replies
where
    S: Stream<Item = Result<IngestReportsRequest, Status>> + Send + Unpin + 'static,
{
    let (replies, receiver) = mpsc::channel(WAITING);
    let ingest = IngestStream { handlers, acknowledged: engine.acknowledged(), replies, next: 0 };
    tokio::spawn(ingest.run(reports));
    receiver
}

struct IngestStream {
    handlers: ReportHandlers,
    acknowledged: watch::Receiver<Acknowledged>,
    replies: mpsc::Sender<Result<IngestReportsResponse, Status>>,
    /// Number of the next report.
    next: u64,
}

/// A report of a batch, with its place in the stream; a status where the request itself is wrong.
struct Waiting {
    index: u64,
    tag: String,
    source: Result<Source, Status>,
}

/// Why no more is read.
enum End {
    /// The client has sent all.
    Finished,
    /// The stream broke, or the server stops.
    Failed(Status),
}

impl IngestStream {
    async fn run<S>(mut self, mut reports: S)
    where
        S: Stream<Item = Result<IngestReportsRequest, Status>> + Send + Unpin,
    {
        loop {
            let (batch, end) = self.collect(&mut reports).await;
            // What was read is taken in also where the stream broke behind it: the client may have seen it sent.
            if let Err(status) = self.take_in(batch).await {
                // A client that went needs not to be told.
                let _ = self.replies.send(Err(status)).await;
                return;
            }
            match end {
                None => {}
                Some(End::Finished) => return,
                Some(End::Failed(status)) => {
                    let _ = self.replies.send(Err(status)).await;
                    return;
                }
            }
            if self.replies.is_closed() {
                return;
            }
        }
    }

    /// Waits for a report, and takes with it those that are there already.
    async fn collect<S>(&mut self, reports: &mut S) -> (Vec<Waiting>, Option<End>)
    where
        S: Stream<Item = Result<IngestReportsRequest, Status>> + Send + Unpin,
    {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < MAX_BATCH_REPORTS && bytes < MAX_BATCH_BYTES {
            let is_first = batch.is_empty();
            let next = tokio::select! {
                biased;
                stopped = self.acknowledged.wait_for(|acknowledged| acknowledged.is_closing) => {
                    drop(stopped);
                    let status = "the server is stopping; send again from the first report without a reply";
                    return (batch, Some(End::Failed(Status::unavailable(status))));
                }
                next = reports.next() => next,
                // Whoever waits for an acknowledgement before the next report must not wait for the batch to be full.
                () = std::future::ready(()), if !is_first => break,
            };
            match next {
                None => return (batch, Some(End::Finished)),
                Some(Err(status)) => return (batch, Some(End::Failed(status))),
                Some(Ok(request)) => {
                    let waiting = self.check(request);
                    bytes += waiting.source.as_ref().map_or(0, |source| source.bytes.len());
                    batch.push(waiting);
                }
            }
        }
        (batch, None)
    }

    fn check(&mut self, request: IngestReportsRequest) -> Waiting {
        let index = self.next;
        self.next += 1;
        let mut violations = Violations::default();
        let mut tag = request.tag;
        if tag.len() > MAX_TAG_BYTES {
            violations.add("tag", format!("has {} bytes; the most is {MAX_TAG_BYTES}", tag.len()));
            tag = String::new();
        }
        let source = Source::to_keep(request.source, &mut violations);
        Waiting { index, tag, source: violations.finish_with(source) }
    }

    /// Takes a batch in and acknowledges each of its reports.
    async fn take_in(&self, batch: Vec<Waiting>) -> Result<(), Status> {
        let mut reports = Vec::with_capacity(batch.len());
        let mut places = Vec::with_capacity(batch.len());
        for Waiting { index, tag, source } in batch {
            match source {
                Ok(Source { uri, bytes, .. }) => {
                    reports.push((uri, bytes));
                    places.push((index, tag, None));
                }
                Err(status) => places.push((index, tag, Some(status))),
            }
        }
        let mut answers = if reports.is_empty() {
            Vec::new().into_iter()
        } else {
            self.handlers.ingest_batch(reports).await?.into_iter()
        };
        for (index, tag, refused) in places {
            let answer = match refused {
                Some(status) => Err(status),
                // One answer a report.
                None => answers.next().unwrap_or_else(|| Err(Status::internal("a report has no answer"))),
            };
            let outcome = match answer {
                Ok(kept) => Outcome::Kept(kept),
                Err(status) => Outcome::Refused(refusal(&status)),
            };
            let reply = IngestReportsResponse { index, tag, outcome: Some(outcome) };
            if self.replies.send(Ok(reply)).await.is_err() {
                // The client went; what was kept stays kept.
                return Ok(());
            }
        }
        Ok(())
    }
}

/// A status as a reply of the stream says it, with the fields that it finds wrong.
fn refusal(status: &Status) -> ReportRefusal {
    let code = status.code() as i32;
    let violations =
        status.get_details_bad_request().map(|details| details.field_violations).unwrap_or_default();
    let described: Vec<String> = violations
        .iter()
        .map(|violation| format!("{}: {}", violation.field, violation.description))
        .collect();
    let message = if described.is_empty() { status.message().to_owned() } else { described.join("; ") };
    ReportRefusal { code, message }
}
