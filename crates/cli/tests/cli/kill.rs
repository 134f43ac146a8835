//! kill -9: whatever was acknowledged is there afterwards, and nothing is half there.

use std::{collections::BTreeSet, ops::Range, path::Path, time::Duration};

use rapporteur::v1::{
    ExtractReportRequest, GetReportRequest, IngestReportRequest, ReportSource, ReportView,
    report_service_client::ReportServiceClient, report_source,
};
use tokio::sync::mpsc;
use tonic::{Code, transport::Channel};

use crate::support::{Server, exported, report};

/// How often the server is killed.
const ROUNDS: u64 = 5;
/// A round waits for fewer acknowledgements than this before it kills.
const MOST_ACKNOWLEDGED: u64 = 12;
/// How many reports a round would send if nobody killed the server.
const REPORTS_A_ROUND: usize = 120;

fn source(number: usize) -> ReportSource {
    ReportSource {
        uri: format!("wire/report-{number:03}.txt"),
        data: Some(report_source::Data::Text(report(number))),
    }
}

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// Ingests reports one at a time until a call fails, and tells of each that was acknowledged, with its name.
async fn ingest_until_killed(
    mut client: ReportServiceClient<Channel>,
    numbers: Range<usize>,
    acknowledged: mpsc::UnboundedSender<(usize, String)>,
) {
    for number in numbers {
        let request = IngestReportRequest { source: Some(source(number)) };
        let Ok(reply) = client.ingest_report(request).await else { break };
        acknowledged.send((number, reply.into_inner().report.unwrap().name)).unwrap();
    }
}

/// Which of the reports are there; each must be there as a whole.
async fn present(client: &mut ReportServiceClient<Channel>, numbers: Range<usize>) -> BTreeSet<usize> {
    let mut present = BTreeSet::new();
    for number in numbers {
        let request =
            ExtractReportRequest { source: Some(source(number)), ..ExtractReportRequest::default() };
        let extraction = client.extract_report(request).await.unwrap().into_inner().extraction.unwrap();
        let digest = &extraction.report.as_ref().unwrap().content_sha256;
        let name = format!("reports/{}", &digest[..20]);
        let request = GetReportRequest { name, view: ReportView::Full.into(), ..GetReportRequest::default() };
        match client.get_report(request).await {
            Ok(reply) => {
                let reply = reply.into_inner();
                let kept = reply.extraction.unwrap();
                assert_eq!(reply.text.trim(), report(number).trim());
                assert_eq!(kept.meetings, extraction.meetings);
                assert_eq!(kept.participations, extraction.participations);
                assert_eq!(kept.quotes, extraction.quotes);
                present.insert(number);
            }
            Err(status) => assert_eq!(status.code(), Code::NotFound, "{status}"),
        }
    }
    present
}

/// What a store gives that was never killed and holds just these reports.
async fn export_of(data: &Path, numbers: &BTreeSet<usize>) -> String {
    let mut server = Server::start(data, &[]);
    let mut client = ReportServiceClient::connect(server.url()).await.unwrap();
    for &number in numbers {
        client.ingest_report(IngestReportRequest { source: Some(source(number)) }).await.unwrap();
    }
    // The change is durable when it is acknowledged, so this end is as good as any.
    server.kill();
    exported(data)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_kill_9_and_nothing_is_half_there() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("killed");
    let mut dice = Dice(0x5eed_0002);
    let mut acknowledged = BTreeSet::new();
    let mut sent = 0;
    for round in 0..ROUNDS {
        let mut server = Server::start(&data, &[]);
        let mut client = ReportServiceClient::connect(server.url()).await.unwrap();
        let numbers = sent..sent + REPORTS_A_ROUND;
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let ingesting = tokio::spawn(ingest_until_killed(client.clone(), numbers.clone(), sender));
        // After so many acknowledgements, at any moment of the work on the next report.
        let mut of_this_round = Vec::new();
        for _ in 0..dice.roll(MOST_ACKNOWLEDGED) {
            of_this_round.push(receiver.recv().await.unwrap());
        }
        tokio::time::sleep(Duration::from_micros(dice.roll(60_000))).await;
        server.kill();
        ingesting.await.unwrap();
        while let Some(late) = receiver.recv().await {
            of_this_round.push(late);
        }
        assert!(client.get_report(GetReportRequest::default()).await.is_err(), "it still answers");
        // The one after the last acknowledged may have been under way.
        let under_way = sent + of_this_round.len();
        acknowledged.extend(of_this_round.iter().map(|(number, _)| *number));

        let mut server = Server::start(&data, &[]);
        let mut client = ReportServiceClient::connect(server.url()).await.unwrap();
        for (number, name) in &of_this_round {
            let reply = client
                .get_report(GetReportRequest { name: name.clone(), ..GetReportRequest::default() })
                .await;
            assert!(
                reply.is_ok(),
                "round {round}: report {number}, {name}, was acknowledged and is gone: {reply:?}"
            );
        }
        sent = (under_way + 1).min(numbers.end);
        let present = present(&mut client, 0..sent).await;
        assert!(present.is_superset(&acknowledged), "round {round}");
        server.kill();

        let clean = directory.path().join(format!("clean-{round}"));
        assert_eq!(exported(&data), export_of(&clean, &present).await, "round {round}: records differ");
        acknowledged = present;
    }
    assert!(acknowledged.len() >= 10, "only {} reports came through", acknowledged.len());
}
