//! What people decide about records, as commands, and why records are as they are: `merge`, `split`, `correct`, `undo`,
//! `judgements`, `why`, `statements`.

use std::{fs, io::Write, path::PathBuf};

use clap::Args;
use rapporteur::v1::{
    CorrectFieldRequest, ExplainMatchRequest, ExplainMatchResponse, ImportJudgementsRequest, Judgement,
    ListJudgementsRequest, ListStatementsRequest, MatchFeature, MergeRecordsRequest, SplitRecordRequest,
    Statement, UndoJudgementRequest, judgement::Decision, judgement_service_client::JudgementServiceClient,
    judgement_service_server::JudgementService, record_service_client::RecordServiceClient,
    record_service_server::RecordService,
};
use tonic::Request;

use crate::{
    answer::{self, Answer},
    args::{AnswerArgs, Format, PlaceArgs},
    backend::Backend,
    exit::{ExitStatus, Failure},
    json,
    plain::{one_line, tell},
};

/// The largest page that the service gives.
const PAGE: i32 = 1000;
/// How many judgements are brought in at a time.
const IMPORTED_AT_A_TIME: usize = 10_000;

/// Who decides, and why.
#[derive(Debug, Args)]
pub(crate) struct AuthorArgs {
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    pub(crate) author: String,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) reason: String,
    /// Where the record is.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Which records are one.
#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// A record: `meetings/…`, `persons/…` or `quotes/…`.
    #[arg(value_name = "ONE")]
    pub(crate) one: String,
    /// Another one of the same kind.
    #[arg(value_name = "TWO")]
    pub(crate) two: String,
    /// Who decides.
    #[command(flatten)]
    pub(crate) by: AuthorArgs,
}

/// Which record is two.
#[derive(Debug, Args)]
pub(crate) struct SplitArgs {
    /// The record: `meetings/…`, `persons/…` or `quotes/…`.
    #[arg(value_name = "RECORD")]
    pub(crate) record: String,
    /// The reports, `reports/…`, that tell of another one.
    #[arg(value_name = "REPORT", required = true)]
    pub(crate) reports: Vec<String>,
    /// Who decides.
    #[command(flatten)]
    pub(crate) by: AuthorArgs,
}

/// Which field has which value.
#[derive(Debug, Args)]
pub(crate) struct CorrectArgs {
    /// The record: `meetings/…`, `persons/…` or `quotes/…`.
    #[arg(value_name = "RECORD")]
    pub(crate) record: String,
    /// The field, such as `start_date`, `city` or `status`.
    #[arg(value_name = "FIELD")]
    pub(crate) field: String,
    /// The value: a date as 2018-05-21, a word of a vocabulary in lower case.
    #[arg(value_name = "VALUE")]
    pub(crate) value: String,
    /// Who decides.
    #[command(flatten)]
    pub(crate) by: AuthorArgs,
}

/// Which judgement does not hold.
#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// The judgement, `judgements/…`.
    #[arg(value_name = "JUDGEMENT")]
    pub(crate) judgement: String,
    /// Who decides.
    #[command(flatten)]
    pub(crate) by: AuthorArgs,
}

/// Which judgements.
#[derive(Debug, Args)]
pub(crate) struct JudgementsArgs {
    /// Takes in the judgements of this file, one a line, as `--format json` prints them. Those that are there already change
    /// nothing.
    #[arg(long, value_name = "FILE")]
    pub(crate) import: Option<PathBuf>,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which two.
#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// A record, or a mention of one: `meetings/…`, `persons/…` or `quotes/…`.
    #[arg(value_name = "ONE")]
    pub(crate) one: String,
    /// Another one of the same kind.
    #[arg(value_name = "TWO")]
    pub(crate) two: String,
    /// Prints the answer as proto3 JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Whom to ask.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Of which record.
#[derive(Debug, Args)]
pub(crate) struct StatementsArgs {
    /// The record: `meetings/…`, `persons/…` or `quotes/…`.
    #[arg(value_name = "RECORD")]
    pub(crate) record: String,
    /// Only what is said of this field, such as `start_date`.
    #[arg(long, value_name = "FIELD")]
    pub(crate) field: Option<String>,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Calls a method of a service, wherever it is.
macro_rules! call {
    ($backend:expr, $client:ident, $services:ident, $method:ident, $request:expr) => {{
        let reply = match &$backend {
            Backend::Server { channel, .. } => $client::new(channel.clone()).$method($request).await,
            Backend::Store(services) => services.$services.$method(Request::new($request)).await,
        };
        reply.map(tonic::Response::into_inner).map_err(|status| $backend.failure(&status))
    }};
}

/// `rapporteur merge`
///
/// # Errors
/// When the judgement is refused, or the answer cannot be written.
pub(crate) async fn merge(args: &MergeArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.by.place, false).await?;
    let request = MergeRecordsRequest {
        one: args.one.clone(),
        two: args.two.clone(),
        author: args.by.author.clone(),
        reason: args.by.reason.clone(),
    };
    let reply = call!(backend, JudgementServiceClient, judgements, merge_records, request)?;
    taken(reply.judgement, &[reply.record], out)
}

/// `rapporteur split`
///
/// # Errors
/// When the judgement is refused, or the answer cannot be written.
pub(crate) async fn split(args: &SplitArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.by.place, false).await?;
    let request = SplitRecordRequest {
        name: args.record.clone(),
        reports: args.reports.clone(),
        author: args.by.author.clone(),
        reason: args.by.reason.clone(),
    };
    let reply = call!(backend, JudgementServiceClient, judgements, split_record, request)?;
    taken(reply.judgement, &[reply.record, reply.apart], out)
}

/// `rapporteur correct`
///
/// # Errors
/// When the judgement is refused, or the answer cannot be written.
pub(crate) async fn correct(args: &CorrectArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.by.place, false).await?;
    let request = CorrectFieldRequest {
        name: args.record.clone(),
        field: args.field.clone(),
        value: args.value.clone(),
        author: args.by.author.clone(),
        reason: args.by.reason.clone(),
    };
    let reply = call!(backend, JudgementServiceClient, judgements, correct_field, request)?;
    taken(reply.judgement, &[reply.record], out)
}

/// `rapporteur undo`
///
/// # Errors
/// When the judgement is refused, or the answer cannot be written.
pub(crate) async fn undo(args: &UndoArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.by.place, false).await?;
    let request = UndoJudgementRequest {
        name: args.judgement.clone(),
        author: args.by.author.clone(),
        reason: args.by.reason.clone(),
    };
    let reply = call!(backend, JudgementServiceClient, judgements, undo_judgement, request)?;
    taken(reply.judgement, &[], out)
}

/// Prints the name of a judgement, and of the records that it leaves.
fn taken(
    judgement: Option<Judgement>,
    records: &[String],
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    writeln!(out, "{}", one_line(&judgement.unwrap_or_default().name))?;
    for record in records {
        writeln!(out, "  {}", one_line(record))?;
    }
    out.flush()?;
    Ok(ExitStatus::Ok)
}

/// `rapporteur judgements`
///
/// # Errors
/// When they cannot be asked for, or the file holds something else, or the answer cannot be written.
pub(crate) async fn judgements(args: &JudgementsArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, args.import.is_some()).await?;
    if let Some(path) = &args.import {
        return import(&backend, path, out).await;
    }
    let mut all: Vec<Judgement> = Vec::new();
    let mut request = ListJudgementsRequest { page_size: PAGE, ..ListJudgementsRequest::default() };
    loop {
        let page = call!(backend, JudgementServiceClient, judgements, list_judgements, request.clone())?;
        all.extend(page.judgements);
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    // A file of judgements is to be whole.
    if args.answer.format == Format::Table {
        all.truncate(args.answer.limit as usize);
    }
    print(&all, &args.answer, "judgement", out)
}

async fn import(backend: &Backend, path: &PathBuf, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let shown = one_line(&path.to_string_lossy());
    let unreadable = |what: String| Failure::configuration(format!("{shown}: {what}"));
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read: Result<Vec<Judgement>, Failure> = lines
        .map(|(at, line)| {
            rapporteur_service::json::read("rapporteur.v1.Judgement", line)
                .map_err(|error| unreadable(format!("line {}: {error}", at + 1)))
        })
        .collect();
    let read = read?;
    let mut new = 0;
    for judgements in read.chunks(IMPORTED_AT_A_TIME) {
        let request = ImportJudgementsRequest { judgements: judgements.to_vec() };
        new += call!(backend, JudgementServiceClient, judgements, import_judgements, request)?.new_count;
    }
    writeln!(out, "{} judgements: {new} new", read.len())?;
    out.flush()?;
    Ok(ExitStatus::Ok)
}

/// `rapporteur why`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn why(args: &WhyArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.place, false).await?;
    let request = ExplainMatchRequest { one: args.one.clone(), two: args.two.clone() };
    let reply = call!(backend, RecordServiceClient, records, explain_match, request)?;
    if args.json {
        writeln!(out, "{}", json::line_of("rapporteur.v1.ExplainMatchResponse", &reply)?)?;
    } else {
        explain(&reply, out)?;
    }
    out.flush()?;
    Ok(ExitStatus::Ok)
}

fn explain(reply: &ExplainMatchResponse, out: &mut impl Write) -> Result<(), Failure> {
    let verdict = if reply.same_record { "one record" } else { "two records" };
    writeln!(out, "{} and {}: {verdict}", one_line(&reply.one), one_line(&reply.two))?;
    writeln!(out, "by themselves {}", one_line(&reply.summary))?;
    if !reply.judgements.is_empty() {
        writeln!(out, "decided by {}", one_line(&reply.judgements.join(", ")))?;
    }
    answer::print(&reply.features, Format::Table, out)
}

/// `rapporteur statements`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn statements(args: &StatementsArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let limit = args.answer.limit as usize;
    let mut all: Vec<Statement> = Vec::new();
    let mut request = ListStatementsRequest {
        name: args.record.clone(),
        field: args.field.clone().unwrap_or_default(),
        page_size: PAGE,
        ..ListStatementsRequest::default()
    };
    loop {
        let page = call!(backend, RecordServiceClient, records, list_statements, request.clone())?;
        all.extend(page.statements);
        if page.next_page_token.is_empty() || all.len() >= limit {
            break;
        }
        request.page_token = page.next_page_token;
    }
    let is_cut = all.len() > limit;
    all.truncate(limit);
    let status = print(&all, &args.answer, "statement", out)?;
    if is_cut {
        tell(format_args!("there are more; --limit {limit} was reached"));
    }
    Ok(status)
}

fn print<A: Answer>(
    all: &[A],
    args: &AnswerArgs,
    what: &str,
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    answer::print(all, args.format, out)?;
    out.flush()?;
    if all.is_empty() {
        tell(format_args!("no {what} was found"));
    }
    Ok(ExitStatus::Ok)
}

/// What was decided, in words.
fn decision(judgement: &Judgement) -> String {
    let first = |names: &[String]| names.first().cloned().unwrap_or_default();
    match &judgement.decision {
        Some(Decision::Merge(merge)) => format!("{} is {}", first(&merge.one), first(&merge.two)),
        Some(Decision::Split(split)) => format!("{} is not {}", first(&split.apart), first(&split.from)),
        Some(Decision::Correct(correct)) => {
            format!("{}: {} is {}", first(&correct.record), correct.field, correct.value)
        }
        Some(Decision::Undo(undo)) => format!("{} does not hold", undo.judgement),
        None => String::new(),
    }
}

/// When something was decided, to the second, in UTC.
fn time(judgement: &Judgement) -> String {
    judgement.decide_time.as_ref().map(ToString::to_string).unwrap_or_default()
}

impl Answer for Judgement {
    const MESSAGE: &'static str = "rapporteur.v1.Judgement";
    const TEXT_COLUMNS: &'static [usize] = &[1, 3];
    const TABLE: &'static [&'static str] = &["Time", "Decision", "Author", "Reason", "Holds"];
    const CSV: &'static [&'static str] = &["name", "decide_time", "author", "reason", "decision", "in_force"];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        let holds = if self.in_force { "yes" } else { "no" };
        vec![time(self), decision(self), self.author.clone(), self.reason.clone(), holds.to_owned()]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            time(self),
            self.author.clone(),
            self.reason.clone(),
            decision(self),
            self.in_force.to_string(),
        ]
    }
}

impl Answer for Statement {
    const MESSAGE: &'static str = "rapporteur.v1.Statement";
    const TEXT_COLUMNS: &'static [usize] = &[1, 2];
    const TABLE: &'static [&'static str] = &["Field", "Value", "Sentence", "Report"];
    const CSV: &'static [&'static str] =
        &["name", "subject", "field", "value", "original_text", "report", "extractor_version", "sentences"];

    fn name(&self) -> &str {
        ""
    }

    fn table(&self) -> Vec<String> {
        let sentence = self.evidence.first().map(|evidence| evidence.sentence.clone());
        vec![self.field.clone(), self.value.clone(), sentence.unwrap_or_default(), self.report.clone()]
    }

    fn csv(&self) -> Vec<String> {
        let sentences: Vec<&str> = self.evidence.iter().map(|evidence| evidence.sentence.as_str()).collect();
        vec![
            self.name.clone(),
            self.subject.clone(),
            self.field.clone(),
            self.value.clone(),
            self.original_text.clone(),
            self.report.clone(),
            self.extractor_version.clone(),
            sentences.join(" | "),
        ]
    }
}

impl Answer for MatchFeature {
    const MESSAGE: &'static str = "rapporteur.v1.MatchFeature";
    const TEXT_COLUMNS: &'static [usize] = &[1, 2];
    const TABLE: &'static [&'static str] = &["Feature", "One", "Two", "Comparison", "Points"];
    const CSV: &'static [&'static str] = &["feature", "one", "two", "comparison", "points"];

    fn name(&self) -> &str {
        ""
    }

    fn table(&self) -> Vec<String> {
        let comparison = self.comparison().as_str_name().trim_start_matches("MATCH_COMPARISON_");
        vec![
            self.name.clone(),
            self.one.clone(),
            self.two.clone(),
            comparison.to_ascii_lowercase(),
            self.points.to_string(),
        ]
    }

    fn csv(&self) -> Vec<String> {
        self.table()
    }
}
