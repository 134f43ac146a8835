//! A client that streams reports in, and deletes some of those that are there.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Context as _;
use rapporteur::v1::{
    DeleteReportRequest, IngestReportsRequest, IngestReportsResponse, ReportSource,
    ingest_reports_response::Outcome as Reply, report_service_client::ReportServiceClient, report_source,
};
use tokio::{sync::mpsc, task::JoinHandle, time::timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Streaming, transport::Channel};

use super::{Stage, dice::Dice, history};
use crate::program::Server;

/// Reports that are on their way at a time.
const IN_FLIGHT: usize = 8;
/// Of so many rounds, reports are deleted in one.
const ROUNDS_WITH_DELETIONS: u64 = 2;
/// Reports that are asked to be deleted in such a round, at most.
const DELETIONS: u64 = 5;
/// An acknowledgement that has not come after this will not come.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is being asked of a server.
pub(super) struct Load {
    /// Ends when the stream ends, on either side.
    sender: JoinHandle<()>,
    replies: Streaming<IngestReportsResponse>,
    deletions: Option<JoinHandle<Vec<(usize, bool)>>>,
    /// Numbers of reports by their place in the stream.
    numbers: BTreeMap<u64, usize>,
}

impl Load {
    /// Begins to stream so many reports that were never sent.
    ///
    /// # Errors
    /// When the server does not take the call.
    pub(super) async fn begin(
        server: &Server,
        stage: &mut Stage,
        reports: usize,
        dice: &mut Dice,
    ) -> anyhow::Result<Self> {
        let channel = server.connect().await?;
        let range = stage.next..stage.next + reports;
        stage.next = range.end;
        let deletions = delete_some(channel.clone(), stage, dice);
        let mut numbers = BTreeMap::new();
        for (index, number) in range.clone().enumerate() {
            // All may reach the server before the first is acknowledged.
            stage.history.sent(number);
            numbers.insert(index as u64, number);
        }
        let (feed, requests) = mpsc::channel(IN_FLIGHT);
        let world = stage.world;
        let sender = tokio::spawn(async move {
            for number in range {
                let (uri, text) = world.report(number);
                let source = ReportSource { uri, data: Some(report_source::Data::Text(text)) };
                let request = IngestReportsRequest { source: Some(source), tag: number.to_string() };
                if feed.send(request).await.is_err() {
                    break;
                }
            }
        });
        let mut client = ReportServiceClient::new(channel);
        let replies = client.ingest_reports(ReceiverStream::new(requests)).await?.into_inner();
        Ok(Self { sender, replies, deletions, numbers })
    }

    /// Waits for acknowledgements, at most so many; how many came before the stream ended.
    ///
    /// # Errors
    /// When one comes for a report that was never sent, or none comes for long.
    pub(super) async fn acknowledgements(&mut self, stage: &mut Stage, most: usize) -> anyhow::Result<usize> {
        let mut count = 0;
        while count < most {
            let Ok(reply) = timeout(PATIENCE, self.replies.message()).await else {
                anyhow::bail!("the server acknowledges nothing for {} s", PATIENCE.as_secs());
            };
            let Ok(Some(reply)) = reply else { break };
            let number = self.numbers.get(&reply.index).context("an acknowledgement of nothing")?;
            anyhow::ensure!(reply.tag == number.to_string(), "an acknowledgement with another's tag");
            // One that was refused, as on a full disk, may not be there, and may be.
            if let Some(Reply::Kept(_)) = reply.outcome {
                stage.history.kept(*number);
                count += 1;
            }
        }
        Ok(count)
    }

    /// Lets go of the stream, and hears what came of the deletions.
    ///
    /// # Errors
    /// When the client itself failed.
    pub(super) async fn end(self, stage: &mut Stage) -> anyhow::Result<()> {
        drop(self.replies);
        self.sender.await?;
        if let Some(deletions) = self.deletions {
            for (number, acknowledged) in deletions.await? {
                if acknowledged {
                    stage.history.deleted(number);
                }
            }
        }
        Ok(())
    }
}

/// In some rounds, asks one by one for deletions of reports that are there, until one fails.
fn delete_some(
    channel: Channel,
    stage: &mut Stage,
    dice: &mut Dice,
) -> Option<JoinHandle<Vec<(usize, bool)>>> {
    let mut kept = stage.history.certain();
    if kept.is_empty() || dice.below(ROUNDS_WITH_DELETIONS) != 0 {
        return None;
    }
    let mut wanted = Vec::new();
    for _ in 0..=dice.below(DELETIONS) {
        if kept.is_empty() {
            break;
        }
        let number = kept.swap_remove(dice.place(kept.len()));
        stage.history.sent(number);
        let (_, text) = stage.world.report(number);
        wanted.push((number, history::name(&text)));
    }
    Some(tokio::spawn(async move {
        let mut client = ReportServiceClient::new(channel);
        let mut done = Vec::new();
        for (number, name) in wanted {
            let is_acknowledged = client.delete_report(DeleteReportRequest { name }).await.is_ok();
            done.push((number, is_acknowledged));
        }
        done
    }))
}
