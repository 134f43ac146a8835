//! Reading many reports into a store or a server, one after the other.

use std::{fmt, io::Write};

use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::v1::IngestReportResponse;
use rapporteur_parsing::reader::article::FieldMap;
use tonic::Code;

use crate::{
    args::IngestArgs,
    backend::{Backend, reason},
    exit::{ExitStatus, Failure},
    plain::{self, one_line},
    reports::{self, Found, Report},
};

/// What became of the reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Reports that are kept now and were not before.
    pub(crate) new: usize,
    /// Reports whose bytes were kept already.
    pub(crate) known: usize,
    /// Files, or records of files, that are no report.
    pub(crate) failed: usize,
    /// What the new reports say.
    found: Findings,
}

/// How much was found in reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Findings {
    meetings: u64,
    participations: u64,
    quotes: u64,
    outcomes: u64,
    memberships: u64,
}

impl Summary {
    fn count(&mut self, reply: &IngestReportResponse) {
        if reply.already_known {
            self.known += 1;
            return;
        }
        self.new += 1;
        self.found.meetings += u64::from(reply.meeting_count);
        self.found.participations += u64::from(reply.participation_count);
        self.found.quotes += u64::from(reply.quote_count);
        self.found.outcomes += u64::from(reply.outcome_count);
        self.found.memberships += u64::from(reply.membership_count);
    }

    /// How the program ends after this.
    pub(crate) fn exit_status(&self) -> ExitStatus {
        if self.failed == 0 { ExitStatus::Ok } else { ExitStatus::SomeFailed }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { new, known, failed, found } = self;
        let all = new + known + failed;
        let reports = if all == 1 { "report" } else { "reports" };
        write!(f, "{all} {reports}: {new} new, {known} known, {failed} failed; the new ones name ")?;
        let Findings { meetings, participations, quotes, outcomes, memberships } = found;
        write!(
            f,
            "{meetings} meetings, {participations} participations, {quotes} quotations, {outcomes} outcomes, \
             {memberships} membership changes"
        )
    }
}

/// `rapporteur ingest`
///
/// # Errors
/// When the store or the server cannot be used; what was counted before is kept.
pub(crate) async fn run(args: &IngestArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.place, true).await?;
    let mut summary = Summary::default();
    let files = reports::find(&args.paths);
    let ended = ingest(&backend, files, &args.input.fields(), &mut summary, || false).await;
    writeln!(out, "{summary}")?;
    out.flush()?;
    ended.map(|()| summary.exit_status())
}

/// Ingests files one after the other, and names on standard error those that are no report and what should be known of
/// the others. Stops early when `is_stopping`.
///
/// # Errors
/// When the store or the server cannot be used.
pub(crate) async fn ingest(
    backend: &Backend,
    files: Vec<Found>,
    fields: &FieldMap,
    summary: &mut Summary,
    is_stopping: impl Fn() -> bool,
) -> Result<(), Failure> {
    // Draws on standard error, and nothing where that is no terminal.
    let bar = ProgressBar::new(files.len() as u64).with_style(style());
    let mut batch = Batch::default();
    'files: for file in files {
        if let Found::File(path) = &file {
            bar.set_message(one_line(&path.to_string_lossy()));
        }
        for read in reports::read(&file, "-", fields) {
            if is_stopping() {
                break 'files;
            }
            match read {
                Ok(report) => batch.push(report),
                Err(problem) => {
                    summary.failed += 1;
                    tell(&bar, &problem.shown, &problem.reason);
                }
            }
            if batch.is_full() {
                batch.ingest(backend, summary, &bar).await?;
            }
        }
        bar.inc(1);
    }
    batch.ingest(backend, summary, &bar).await?;
    bar.finish_and_clear();
    Ok(())
}

/// No batch has more reports, so that little is lost when the program is stopped.
const MAX_BATCH_REPORTS: usize = 64;

/// No batch holds more bytes, but for one report that is larger.
const MAX_BATCH_BYTES: usize = 8 << 20;

/// Reports that are taken in together.
#[derive(Debug, Default)]
struct Batch {
    shown: Vec<String>,
    reports: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, report: Report) {
        self.bytes += report.bytes.len();
        self.reports.push((report.uri, report.bytes));
        self.shown.push(report.shown);
    }

    fn is_full(&self) -> bool {
        self.reports.len() >= MAX_BATCH_REPORTS || self.bytes >= MAX_BATCH_BYTES
    }

    /// Takes the reports in and begins anew.
    async fn ingest(
        &mut self,
        backend: &Backend,
        summary: &mut Summary,
        bar: &ProgressBar,
    ) -> Result<(), Failure> {
        let Self { shown, reports, .. } = std::mem::take(self);
        if reports.is_empty() {
            return Ok(());
        }
        let answers = backend.ingest_reports(reports).await;
        for (place, answer) in shown.iter().zip(answers) {
            match answer {
                Ok(reply) => {
                    for notice in &reply.notices {
                        tell(bar, place, notice);
                    }
                    summary.count(&reply);
                }
                // The report is at fault; the others go on.
                Err(status) if is_of_report(status.code()) => {
                    summary.failed += 1;
                    tell(bar, place, &reason(&status));
                }
                Err(status) => return Err(backend.failure(&status)),
            }
        }
        Ok(())
    }
}

/// Whether a report was refused for what it is.
fn is_of_report(code: Code) -> bool {
    matches!(code, Code::InvalidArgument | Code::ResourceExhausted | Code::OutOfRange)
}

/// Says something of a file, or a place in it, on standard error, above the bar where there is one.
fn tell(bar: &ProgressBar, place: &str, what: &str) {
    bar.suspend(|| plain::tell(format_args!("{place}: {}", one_line(what))));
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_adds_up() {
        let mut summary = Summary { failed: 1, ..Summary::default() };
        assert_eq!(summary.exit_status(), ExitStatus::SomeFailed);
        summary.count(&IngestReportResponse {
            meeting_count: 2,
            quote_count: 3,
            ..IngestReportResponse::default()
        });
        summary.count(&IngestReportResponse {
            already_known: true,
            meeting_count: 2,
            ..IngestReportResponse::default()
        });
        assert_eq!(
            summary.to_string(),
            "3 reports: 1 new, 1 known, 1 failed; the new ones name 2 meetings, 0 participations, 3 quotations, \
             0 outcomes, 0 membership changes"
        );
    }
}
