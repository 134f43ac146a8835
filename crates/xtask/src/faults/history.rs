//! What was asked, what was acknowledged, and whether it is so: a model that is a set of numbers.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use data_encoding::HEXLOWER;
use rapporteur::v1::{
    GetReportRequest, ReportView, SearchQuotesRequest, quote_service_client::QuoteServiceClient,
    report_service_client::ReportServiceClient,
};
use rapporteur_world::World;
use sha2::{Digest as _, Sha256};
use tonic::{Code, transport::Channel};

/// Digits of a report's hash that its name has.
const DIGITS: usize = 20;
/// Quotations asked for at a time.
const PAGE: i32 = 200;

/// What is known of a report by what was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Its ingest was acknowledged.
    Kept,
    /// Its deletion was.
    Deleted,
    /// An operation was under way when the server went: either is right.
    Uncertain,
}

/// Acknowledged and unacknowledged operations, by number of report.
#[derive(Debug, Default)]
pub(super) struct History {
    states: BTreeMap<usize, State>,
    acknowledged: usize,
}

/// What a server has of the reports that were ever sent.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Those that are there, word for word.
    pub(super) present: BTreeSet<usize>,
    /// Those that are there with other words.
    altered: BTreeSet<usize>,
    /// What the server says that it cannot read.
    pub(super) damaged: Vec<String>,
    unreadable: BTreeSet<usize>,
}

impl History {
    /// How many operations were acknowledged.
    pub(super) fn acknowledged(&self) -> usize {
        self.acknowledged
    }

    /// A report is being sent, or its deletion asked for.
    pub(super) fn sent(&mut self, number: usize) {
        self.states.insert(number, State::Uncertain);
    }

    /// A report was acknowledged.
    pub(super) fn kept(&mut self, number: usize) {
        self.states.insert(number, State::Kept);
        self.acknowledged += 1;
    }

    /// The deletion of a report was acknowledged.
    pub(super) fn deleted(&mut self, number: usize) {
        self.states.insert(number, State::Deleted);
        self.acknowledged += 1;
    }

    /// Reports that are there for certain.
    pub(super) fn certain(&self) -> Vec<usize> {
        let kept = self.states.iter().filter(|(_, state)| **state == State::Kept);
        kept.map(|(number, _)| *number).collect()
    }

    /// What of the acknowledged is not as it was acknowledged.
    pub(super) fn missing(&self, found: &Found) -> Vec<String> {
        let mut missing: Vec<String> =
            found.altered.iter().map(|number| format!("report {number} has other words")).collect();
        for (number, state) in &self.states {
            let is_there = found.present.contains(number);
            match state {
                _ if found.unreadable.contains(number) || found.altered.contains(number) => {}
                State::Kept if !is_there => missing.push(format!("report {number} was acknowledged")),
                State::Deleted if is_there => missing.push(format!("report {number} was deleted")),
                State::Kept | State::Deleted | State::Uncertain => {}
            }
        }
        missing
    }

    /// Takes what is there for what is true from now on.
    pub(super) fn settle(&mut self, found: &Found) {
        for (number, state) in &mut self.states {
            *state = if found.present.contains(number) { State::Kept } else { State::Deleted };
        }
    }
}

/// The name that a report has by its bytes.
pub(super) fn name(text: &str) -> String {
    let digest = HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    format!("reports/{}", &digest[..DIGITS])
}

/// Asks for the reports below a number, one by one.
///
/// # Errors
/// When the server answers what it may not.
pub(super) async fn ask(channel: Channel, world: &World, end: usize) -> anyhow::Result<Found> {
    let mut client = ReportServiceClient::new(channel);
    let mut found = Found::default();
    for number in 0..end {
        let (_, text) = world.report(number);
        let request = GetReportRequest {
            name: name(&text),
            view: ReportView::Full.into(),
            ..GetReportRequest::default()
        };
        match client.get_report(request).await {
            Ok(reply) if reply.get_ref().text == text => {
                found.present.insert(number);
            }
            Ok(_) => {
                found.altered.insert(number);
            }
            Err(status) if status.code() == Code::NotFound => {}
            Err(status) if status.code() == Code::DataLoss => {
                found.damaged.push(status.message().to_owned());
                found.unreadable.insert(number);
            }
            Err(status) => bail!("report {number}: {status}"),
        }
    }
    Ok(found)
}

/// How many quotations a search without words finds, page by page.
///
/// # Errors
/// When a page cannot be had, or one quotation comes twice.
pub(super) async fn search(channel: Channel) -> anyhow::Result<usize> {
    let mut client = QuoteServiceClient::new(channel);
    let mut names = BTreeSet::new();
    let mut request = SearchQuotesRequest { page_size: PAGE, ..SearchQuotesRequest::default() };
    loop {
        let reply = client.search_quotes(request.clone()).await?.into_inner();
        for result in reply.results {
            let name = result.quote.unwrap_or_default().name;
            if !names.insert(name.clone()) {
                bail!("{name} comes twice");
            }
        }
        if reply.next_page_token.is_empty() {
            return Ok(names.len());
        }
        request.page_token = reply.next_page_token;
    }
}
