//! The command line: what can be asked, and the help that says so.

mod views;

use std::{path::PathBuf, str::FromStr as _};

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser as _},
};
use rapporteur_model::{
    CountryCode, PartialDate,
    vocabulary::{MeetingKind, MeetingStatus, QuoteKind},
};

use rapporteur_parsing::reader::article::FieldMap;

use rapporteur_storage::sled_store::DEFAULT_CACHE_BYTES;

use crate::{
    backup::{BackupArgs, RestoreArgs},
    configuration::Flags,
    examine::{CheckArgs, RepairArgs},
    exit::EXIT_STATUS_HELP,
    export::ExportArgs,
    judge::{CorrectArgs, JudgementsArgs, MergeArgs, SplitArgs, StatementsArgs, UndoArgs, WhyArgs},
    remote::RemoteArgs,
    token::TokenCommand,
    watch::WatchArgs,
};

pub(crate) use views::{
    DeleteArgs, MetArgs, OrganizationArgs, OrganizationsArgs, OutcomesArgs, PersonArgs, PersonsArgs,
    ReportsArgs, RollCallArgs, SeriesArgs,
};

/// Where the store is when nothing else is said.
pub(crate) const DEFAULT_DATA: &str = "./rapporteur-data";

/// Mebibytes of the store that are kept in memory when nothing else is said.
pub(crate) const DEFAULT_CACHE_MIB: u64 = DEFAULT_CACHE_BYTES >> 20;

/// Reads news reports of diplomatic meetings and keeps the record: who met whom, who said what, what was adopted.
///
/// Reports go in as text, HTML pages, JSON, email, feeds or web archives. What many reports say of one meeting, person or quotation becomes one
/// record, and every value leads back to the sentence that says it. The record answers over gRPC (`serve`) and on this
/// command line (`meetings`, `participants`, `quotes`, `persons`, `met`, `organizations`, `series`, `outcomes`, `roll-call`).
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, propagate_version = true, max_term_width = 100)]
#[command(after_long_help = EXIT_STATUS_HELP)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints what each report says, one Extraction a line, and stores nothing.
    ///
    /// Each line is the message `rapporteur.v1.Extraction` as proto3 JSON. What is no report (empty, binary,
    /// too large) is named on standard error and skipped.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur extract report.txt\n  rapporteur extract reports/ > extractions.ndjson\n",
        "  rapporteur extract --uri https://example.org/report - < report.html\n",
        "  rapporteur extract --json-field title=headline,text=body.main articles.ndjson.gz\n\n",
        "Ends with 1 when a file could not be read; `rapporteur --help` lists all statuses."
    ))]
    Extract(ExtractArgs),
    /// Serves the record over gRPC until SIGTERM or SIGINT.
    ///
    /// Reads the reports given with `--load` first, prints what the store holds, where it listens, and calls to try.
    /// On SIGTERM or SIGINT it takes no new calls, lets those under way end, and exits with 0. Each option can be given
    /// as a flag (`--drain-timeout 5`), in the environment (`RAPPORTEUR_DRAIN_TIMEOUT=5`) and in a file
    /// (`drain-timeout = 5`): the flag outranks the environment, and that the file.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur serve --load examples/reports\n",
        "  rapporteur serve --data /var/lib/rapporteur --listen 0.0.0.0:50051\n",
        "  rapporteur serve --config /etc/rapporteur.toml --print-config\n\n",
        "Ends with 64 when it cannot listen there, with 74 when the store cannot be opened, for example because\n",
        "another process has it open. A file that cannot be read is named and does not keep it from serving."
    ))]
    Serve(ServeArgs),
    /// Reads reports into a store or a server.
    ///
    /// Each report is kept as a whole or not at all, and is durable when it is counted. The same bytes twice change
    /// nothing. A file that is no report is named on standard error and skipped.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur ingest examples/reports\n",
        "  rapporteur ingest --data /var/lib/rapporteur reports/ more/report.txt news.warc.gz\n",
        "  rapporteur ingest --server http://127.0.0.1:50051 reports/\n\n",
        "Ends with 1 when a file could not be read; `rapporteur --help` lists all statuses."
    ))]
    Ingest(IngestArgs),
    /// Which meetings took place, or will.
    ///
    /// Options that are given must all hold. Text is compared without case and accents.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur meetings\n  rapporteur meetings --country CN --from 2018-05 --to 2018-06\n",
        "  rapporteur meetings --server http://127.0.0.1:50051 --status planned --format json"
    ))]
    Meetings(MeetingsArgs),
    /// Who was at a meeting: offices, delegations, roles.
    #[command(after_long_help = concat!(
        "Example, with a name that `rapporteur meetings` prints:\n",
        "  rapporteur participants meetings/0a1b2c3d4e5f60718293\n\n",
        "Ends with 1 when there is no such meeting."
    ))]
    Participants(ParticipantsArgs),
    /// Who said what.
    ///
    /// All words must be in a quotation; quotation marks make a phrase, OR stands between words of which one is
    /// enough, parentheses hold together what belongs together, and a word after a minus or NOT must not be there. Case,
    /// accents and plural endings do not count. Without words, all quotations are given.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur quotes cornerstone\n  rapporteur quotes '\"mutual trust\" OR partnership'\n",
        "  rapporteur quotes --topic terrorism\n",
        "  rapporteur quotes --kind direct --format csv -- security -terrorism"
    ))]
    Quotes(QuotesArgs),
    /// What reports say of a record, value by value, each with its sentence.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur statements meetings/0a1b2c3d4e5f60718293 --field start_date"
    ))]
    Statements(StatementsArgs),
    /// Why two records, or two mentions, are one or two: feature by feature.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur why meetings/0a1b2c3d4e5f60718293 meetings/1a1b2c3d4e5f60718293"
    ))]
    Why(WhyArgs),
    /// Says that two records are one. Holds whatever reports come, until it is undone.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur merge meetings/0a1b2c3d4e5f60718293 meetings/1a1b2c3d4e5f60718293 --author ann\n\n",
        "Prints the name of the judgement, and that of the record."
    ))]
    Merge(MergeArgs),
    /// Says that what some reports tell of a record is of another one.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur split meetings/0a1b2c3d4e5f60718293 reports/2a1b2c3d4e5f60718293 --author ann\n\n",
        "Prints the name of the judgement, that of what stays, and that of what was taken apart."
    ))]
    Split(SplitArgs),
    /// Gives a field of a record another value, which outranks all reports.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur correct meetings/0a1b2c3d4e5f60718293 city Samarkand --author ann --reason minutes"
    ))]
    Correct(CorrectArgs),
    /// Says that a judgement does not hold.
    #[command(after_long_help = "Example:\n  rapporteur undo judgements/0a1b2c3d4e5f60718293 --author ann")]
    Undo(UndoArgs),
    /// What people decided, in order; takes in what was decided elsewhere.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur judgements --format json > judgements.ndjson\n",
        "  rapporteur judgements --import judgements.ndjson --data ./other"
    ))]
    Judgements(JudgementsArgs),
    /// Which reports are kept, in order of their names.
    #[command(
        after_long_help = "Examples:\n  rapporteur reports\n  rapporteur reports --limit 100000 --format csv"
    )]
    Reports(ReportsArgs),
    /// Take reports away, and all that follows from them alone.
    ///
    /// Records are as if the reports had never come; judgements stay.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur delete reports/0a1b2c3d4e5f60718293\n\n",
        "Ends with 1 when one of them is not kept; the others are taken away."
    ))]
    Delete(DeleteArgs),
    /// Which persons there are, by name.
    ///
    /// Options that are given must all hold; country, organization and office of one office together.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur persons\n  rapporteur persons --country KZ --office minister\n",
        "  rapporteur persons norqulov --format json"
    ))]
    Persons(PersonsArgs),
    /// One person: names, offices over time, meetings, number of quotations.
    ///
    /// As CSV, the meetings are printed; as JSON, the message `rapporteur.v1.GetPersonResponse`.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur person norqulov\n  rapporteur person persons/0a1b2c3d4e5f60718293\n\n",
        "Ends with 1 when nobody is called so, with 2 when several are."
    ))]
    Person(PersonArgs),
    /// Which organizations meet, or are told to change their members.
    #[command(
        after_long_help = "Examples:\n  rapporteur organizations\n  rapporteur organizations --member KZ"
    )]
    Organizations(OrganizationsArgs),
    /// One organization: who joined or left, who was seen at its meetings, its organs and series.
    ///
    /// As CSV, a row is printed for each change that is reported and for each country that was seen; as JSON, the message
    /// `rapporteur.v1.GetOrganizationResponse`.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur organization SCO\n  rapporteur organization organizations/shanghai-cooperation-organization\n\n",
        "Ends with 1 when none is called so, with 2 when several are."
    ))]
    Organization(OrganizationArgs),
    /// The series of meetings: numbers seen and missing, places, days between meetings.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur series\n  rapporteur series --organization SCO foreign ministers"
    ))]
    Series(SeriesArgs),
    /// What meetings adopted or promised.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur outcomes\n  rapporteur outcomes declaration --status adopted --from 2023"
    ))]
    Outcomes(OutcomesArgs),
    /// Who met whom, how often, and in which capacity.
    ///
    /// Counts meetings that were held and at which both are said to have been.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur met norqulov\n  rapporteur met KZ --from 2023\n  rapporteur met Kazakhstan\n\n",
        "Ends with 1 when nobody is called so, with 2 when several are."
    ))]
    Met(MetArgs),
    /// Who is said to have been at a meeting, report by report.
    #[command(after_long_help = concat!(
        "Example, with a name that `rapporteur meetings` prints:\n",
        "  rapporteur roll-call meetings/0a1b2c3d4e5f60718293\n\n",
        "Ends with 1 when there is no such meeting."
    ))]
    RollCall(RollCallArgs),
    /// Prints what happens to records, one line each, as it happens.
    ///
    /// Each line is the message `rapporteur.v1.WatchRecordsResponse` as proto3 JSON: a record was created, changed, merged into
    /// another or deleted. A heartbeat comes when all that has happened is printed, and then every half a minute. After any
    /// line one can go on where it stands with its `resumeToken`.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur watch --server http://127.0.0.1:50051 --kind meeting --records\n",
        "  rapporteur watch --from-start --until-now > changes.ndjson\n\n",
        "Ends with 69 when the server stops."
    ))]
    Watch(WatchArgs),
    /// Prints all records, one a line, or writes them as tables.
    ///
    /// Each line is the message `rapporteur.v1.Record` as proto3 JSON: `{"meeting": …}`, `{"person": …}` or
    /// `{"quote": …}`, the meetings first, each kind in order of its names. The same reports give the same lines, from a server
    /// or from its store. `--format csv` writes a directory of tables: `columns.csv` says what each column holds.
    /// `--format jsonld` writes one document of linked data.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur export --data ./rapporteur-data > records.ndjson\n",
        "  rapporteur export --format csv --output tables\n",
        "  rapporteur export --format jsonld --base https://example.org/record/ > record.jsonld\n",
        "  rapporteur export --server http://127.0.0.1:50051 --kind meeting > meetings.ndjson\n\n",
        "Ends with 69 when the server stops before all is given."
    ))]
    Export(ExportArgs),
    /// Writes a backup of a store, or of a running server.
    ///
    /// It holds what cannot be worked out anew: reports with their texts and what they say, judgements with authors and times, and
    /// names that are gone; all of one moment, while others go on to write. The file is there under its name when it is whole
    /// and its checksum was found right. A server asks for the scope `write`.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur backup --server http://127.0.0.1:50051 --output rapporteur.backup\n",
        "  rapporteur backup --data ./rapporteur-data --output rapporteur.backup\n\n",
        "Ends with 69 when the server stops before all is given."
    ))]
    Backup(BackupArgs),
    /// Makes a store from a backup, in an empty directory.
    ///
    /// The record is what it was, names included; who watched it begins anew. A file that was cut or altered is refused before
    /// anything is written.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur restore rapporteur.backup --data ./restored\n\n",
        "Ends with 64 when the directory is not empty, with 74 when the backup is not whole."
    ))]
    Restore(RestoreArgs),
    /// Reads a store from end to end, and tells what of it cannot be read.
    ///
    /// No server may have it open. What is told stands on standard error, a line each.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur check --data ./rapporteur-data\n\n",
        "Ends with 1 when something cannot be read, with 74 when the store cannot be opened, or has lost what it acknowledged."
    ))]
    Check(CheckArgs),
    /// Makes a new store of what can be read of a damaged one.
    ///
    /// Reports, judgements and names that are gone are taken over as far as they can be read, and the record is made of them anew. The damaged
    /// store stays as it is. A backup, where there is one, may hold more.
    #[command(after_long_help = concat!(
        "Example:\n  rapporteur repair --data ./rapporteur-data --output ./repaired\n\n",
        "Ends with 1 when something could not be read, with 64 when the directory for the new store is not empty, with 74 when the damaged\n",
        "one cannot be opened at all."
    ))]
    Repair(RepairArgs),
    /// Measures how well reports are read: precision, recall and F1 against gold.
    ///
    /// Gold is what a careful reader finds in a report, one JSON file a report; examples/gold/README.md says how it is
    /// written. With `--brat`, quotations are measured against a corpus of attributions in brat standoff, such as PolNeAR.
    /// The floor is what is reached by copying all that stands between quotation marks.
    #[command(after_long_help = concat!(
        "Examples:\n  rapporteur evaluate\n  rapporteur evaluate --verbose | less\n",
        "  rapporteur evaluate --gold my/gold --text my/reports --json\n",
        "  rapporteur evaluate --brat polnear/dev\n\n",
        "Ends with 1 when a report or a gold could not be read, with 64 when there is no gold in a directory."
    ))]
    Evaluate(EvaluateArgs),
    /// Makes tokens for a server that asks for them.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Prints a script that lets a shell complete this program's commands and options.
    #[command(after_long_help = "Example:\n  source <(rapporteur completions bash)")]
    Completions(CompletionsArgs),
}

/// What to extract.
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Reports, directories of reports, or `-` for standard input.
    ///
    /// A file holds one report (text, Markdown, an HTML page, an article in JSON, an email) or many (a JSON array, NDJSON,
    /// a mailbox, an RSS or Atom feed, a WARC archive), in any charset, packed with gzip or not. Directories are read
    /// with all below them: files ending in .txt, .text, .md, .markdown, .html, .htm, .xhtml, .shtml, .json, .ndjson,
    /// .jsonl, .eml, .mbox, .xml, .rss, .atom, .rdf, .feed or .warc, also with .gz behind that, but neither README.md nor
    /// what is hidden. A file that is named itself is read whatever its name; what it is is told by its content.
    #[arg(required = true, value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    /// Where standard input came from. Its ending tells what it is where its content does not.
    #[arg(long, default_value = "-")]
    pub(crate) uri: String,
    /// What the spans count.
    #[arg(long, value_enum, default_value_t = SpanEncoding::Utf8)]
    pub(crate) encoding: SpanEncoding,
    /// Prints for each meeting, participation and quotation which rule or weights made it, in place of the extraction.
    #[arg(long, conflicts_with = "stage")]
    pub(crate) explain: bool,
    /// Prints what one room of the extractor found, in place of the extraction: how a wrong answer is traced.
    #[arg(long, value_enum, value_name = "ROOM")]
    pub(crate) stage: Option<StageName>,
    /// How to read it.
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// A room of the extractor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum StageName {
    /// Headline, publisher, dates; paragraphs with their roles, and sentences.
    Text,
    /// Parts of speech, noun phrases, and the subject of each verb.
    Tag,
    /// Mentions of persons, offices, organizations and countries, whom they mean, and dates.
    Mention,
    /// Quotations.
    Quotation,
    /// Meetings, and the phrases that mean each.
    Meeting,
}

/// How to read files.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Which fields of articles in JSON hold what, where their names do not tell: `title=headline,text=body.main`.
    ///
    /// On the left: title, text, html, date, url, author, publisher, agency, language, caption or fetched. On the right: the
    /// name of a field, or names with points between for a field within a field. Usual names need no mapping. May be
    /// given several times.
    #[arg(long = "json-field", value_name = "WHAT=NAME,…")]
    pub(crate) json_fields: Vec<FieldMap>,
}

impl InputArgs {
    /// All mappings in one.
    pub(crate) fn fields(&self) -> FieldMap {
        let mut fields = FieldMap::default();
        self.json_fields.iter().cloned().for_each(|mapping| fields.extend(mapping));
        fields
    }
}

/// What spans count; clients in other languages index their texts in other units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SpanEncoding {
    /// Bytes of UTF-8, as Rust and Go count.
    Utf8,
    /// UTF-16 code units, as Java and JavaScript count.
    Utf16,
    /// Code points, as Python counts.
    Utf32,
}

/// How to serve.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// A configuration in TOML: the names of the options below as keys, `listen = "127.0.0.1:50051"`.
    #[arg(long, value_name = "FILE", env = "RAPPORTEUR_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Prints the configuration that flags, environment and file give together, as TOML, and ends.
    #[arg(long)]
    pub(crate) print_config: bool,
    /// All that the environment and the file can say too.
    #[command(flatten)]
    pub(crate) flags: Flags,
}

/// What to read, and where to keep it.
#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    /// Reports, or directories of reports.
    ///
    /// A file holds one report (text, Markdown, an HTML page, an article in JSON, an email) or many (a JSON array, NDJSON,
    /// a mailbox, an RSS or Atom feed, a WARC archive), in any charset, packed with gzip or not. Directories are read
    /// with all below them: files ending in .txt, .text, .md, .markdown, .html, .htm, .xhtml, .shtml, .json, .ndjson,
    /// .jsonl, .eml, .mbox, .xml, .rss, .atom, .rdf, .feed or .warc, also with .gz behind that, but neither README.md nor
    /// what is hidden. A file that is named itself is read whatever its name; what it is is told by its content.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Where to keep them.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// A server, or a store on this machine.
#[derive(Debug, Args)]
pub(crate) struct PlaceArgs {
    /// URL of a running server, such as http://127.0.0.1:50051.
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    pub(crate) server: Option<String>,
    /// Directory of a store that no server has open.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_DATA)]
    pub(crate) data: PathBuf,
    /// Mebibytes of the store that are kept in memory, as they are on disk; in memory they take two to three times that.
    #[arg(long, value_name = "MIB", default_value_t = DEFAULT_CACHE_MIB, conflicts_with = "server")]
    pub(crate) cache_mib: u64,
    /// How to reach the server.
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}

/// How to print an answer.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// Whom to ask.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// How many to print at the most.
    #[arg(long, value_name = "N", default_value = "100", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table as wide as the terminal; control characters are escaped.
    Table,
    /// The record as proto3 JSON, one a line.
    Json,
    /// Comma-separated values with a header; lists are joined by "; ".
    Csv,
}

/// Which meetings.
#[derive(Debug, Args)]
pub(crate) struct MeetingsArgs {
    /// Name or acronym of the organization.
    #[arg(long, value_name = "NAME")]
    pub(crate) organization: Option<String>,
    /// Words of the series, such as "Security Council Secretaries".
    #[arg(long, value_name = "WORDS")]
    pub(crate) series: Option<String>,
    /// Country of the venue, ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<CountryCode>,
    /// City of the venue.
    #[arg(long, value_name = "NAME")]
    pub(crate) city: Option<String>,
    /// A participant: a name, or `persons/…`.
    #[arg(long, value_name = "NAME")]
    pub(crate) person: Option<String>,
    /// Only what may have been going on at or after this date: 2018, 2018-05 or 2018-05-21.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<PartialDate>,
    /// Only what may have been going on at or before this date.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<PartialDate>,
    /// How far the meeting has come.
    #[arg(long, value_parser = words(MeetingStatus::ALL.iter().map(|word| word.as_str()))
        .try_map(|word| MeetingStatus::from_str(&word)))]
    pub(crate) status: Option<MeetingStatus>,
    /// What sort of gathering.
    #[arg(long, value_parser = words(MeetingKind::ALL.iter().map(|word| word.as_str()))
        .try_map(|word| MeetingKind::from_str(&word)))]
    pub(crate) kind: Option<MeetingKind>,
    /// Words that the meeting's titles, series, organization or city must hold.
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// A topic that was spoken of there, or a narrower one: such as trade, "three evil forces" or counter-terrorism.
    #[arg(long, value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
    /// What was known on this day: only what had been published by then counts.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<PartialDate>,
    /// Latest first.
    #[arg(long)]
    pub(crate) newest: bool,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which meeting.
#[derive(Debug, Args)]
pub(crate) struct ParticipantsArgs {
    /// Name of the meeting, `meetings/…`, as `rapporteur meetings` prints it.
    #[arg(value_name = "MEETING")]
    pub(crate) meeting: String,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which quotations.
#[derive(Debug, Args)]
pub(crate) struct QuotesArgs {
    /// Words to look for.
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// The speaker: a name or a part of one, or `persons/…`.
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// Country for which the speaker holds office, ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<CountryCode>,
    /// Name or acronym of the organization of the speaker or of the meeting.
    #[arg(long, value_name = "NAME")]
    pub(crate) organization: Option<String>,
    /// The meeting at which it was said, `meetings/…`.
    #[arg(long, value_name = "MEETING")]
    pub(crate) meeting: Option<String>,
    /// A topic that it speaks of, or a narrower one: such as trade, "three evil forces" or counter-terrorism.
    #[arg(long, value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
    /// How the words are given.
    #[arg(long, value_parser = words(QuoteKind::ALL.iter().map(|word| word.as_str()))
        .try_map(|word| QuoteKind::from_str(&word)))]
    pub(crate) kind: Option<QuoteKind>,
    /// Only what may have been said at or after this date: 2018, 2018-05 or 2018-05-21.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<PartialDate>,
    /// Only what may have been said at or before this date.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<PartialDate>,
    /// Latest first, instead of the best match first.
    #[arg(long)]
    pub(crate) newest: bool,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// What to measure against.
#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    /// Directory of gold: one .json file a report. May be given several times.
    #[arg(long, value_name = "DIR", default_value = "examples/gold")]
    pub(crate) gold: Vec<PathBuf>,
    /// Directory of the reports, each named by the `id` of its gold. May be given several times.
    #[arg(long, value_name = "DIR", default_value = "examples/reports")]
    pub(crate) text: Vec<PathBuf>,
    /// Corpus of attributions: text/STEM.txt and attributions/STEM_ANNOTATOR.ann.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["gold", "text"])]
    pub(crate) brat: Option<PathBuf>,
    /// Prints first what is missed, invented or wrong, report by report.
    #[arg(long, conflicts_with = "json")]
    pub(crate) verbose: bool,
    /// Prints the scores as one JSON object; shares are from 0 to 1.
    #[arg(long)]
    pub(crate) json: bool,
}

/// For which shell.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

/// The words of a vocabulary as the values of an option.
fn words(all: impl Iterator<Item = &'static str>) -> PossibleValuesParser {
    PossibleValuesParser::new(all)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_status_is_in_the_help() {
        let help = Cli::command().render_long_help().to_string();
        for status in ["0  ", "1  ", "2  ", "64  ", "69  ", "74  "] {
            assert!(help.lines().any(|line| line.trim_start().starts_with(status)), "{status}\n{help}");
        }
    }

    #[test]
    fn every_example_in_a_help_text_is_understood() {
        let mut tried = 0;
        for command in Cli::command().get_subcommands() {
            let examples = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            for line in examples.lines().filter_map(|line| line.trim().strip_prefix("rapporteur ")) {
                let words = line
                    .split(['<', '>', '|'])
                    .next()
                    .unwrap_or_default()
                    .replace("'\"mutual trust\" OR partnership'", "x");
                let arguments = std::iter::once("rapporteur").chain(words.split_whitespace());
                assert!(Cli::try_parse_from(arguments).is_ok(), "{line}");
                tried += 1;
            }
        }
        assert!(tried >= 12, "only {tried} examples");
    }
}
