//! Options of the questions for which many records are read.

use std::str::FromStr as _;

use clap::{Args, builder::TypedValueParser as _};
use rapporteur_model::{
    CountryCode, PartialDate,
    vocabulary::{OutcomeKind, OutcomeStatus},
};

use super::{AnswerArgs, PlaceArgs, words};

/// Which persons.
#[derive(Debug, Args)]
pub(crate) struct PersonsArgs {
    /// Words of the name, in any of its spellings.
    #[arg(value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Country for which an office is held, ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<CountryCode>,
    /// Name or acronym of the organization for which an office is held.
    #[arg(long, value_name = "NAME")]
    pub(crate) organization: Option<String>,
    /// Words of the office, such as "foreign minister".
    #[arg(long, value_name = "WORDS")]
    pub(crate) office: Option<String>,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which person.
#[derive(Debug, Args)]
pub(crate) struct PersonArgs {
    /// The person: a name, or `persons/…` as `rapporteur persons` prints it.
    #[arg(value_name = "NAME")]
    pub(crate) person: String,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which organizations.
#[derive(Debug, Args)]
pub(crate) struct OrganizationsArgs {
    /// Words of the name, or an acronym.
    #[arg(value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Only those of whose meetings, or changes of members, this country was a part. ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CODE")]
    pub(crate) member: Option<CountryCode>,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which organization.
#[derive(Debug, Args)]
pub(crate) struct OrganizationArgs {
    /// The organization: a name, an acronym, or `organizations/…` as `rapporteur organizations` prints it.
    #[arg(value_name = "NAME")]
    pub(crate) organization: String,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which series.
#[derive(Debug, Args)]
pub(crate) struct SeriesArgs {
    /// Words of the format or of the organization, or an acronym, such as "SCO foreign ministers".
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Name or acronym of the organization.
    #[arg(long, value_name = "NAME")]
    pub(crate) organization: Option<String>,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which reports.
#[derive(Debug, Args)]
pub(crate) struct ReportsArgs {
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which reports go.
#[derive(Debug, Args)]
pub(crate) struct DeleteArgs {
    /// The reports, `reports/…`.
    #[arg(required = true, value_name = "REPORT")]
    pub(crate) reports: Vec<String>,
    /// Where they are kept.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Which outcomes.
#[derive(Debug, Args)]
pub(crate) struct OutcomesArgs {
    /// Words of the title.
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Name or acronym of the organization whose meeting it was.
    #[arg(long, value_name = "NAME")]
    pub(crate) organization: Option<String>,
    /// The meeting, `meetings/…`.
    #[arg(long, value_name = "MEETING")]
    pub(crate) meeting: Option<String>,
    /// What sort of document.
    #[arg(long, value_parser = words(OutcomeKind::ALL.iter().map(|word| word.as_str()))
        .try_map(|word| OutcomeKind::from_str(&word)))]
    pub(crate) kind: Option<OutcomeKind>,
    /// How far it has come.
    #[arg(long, value_parser = words(OutcomeStatus::ALL.iter().map(|word| word.as_str()))
        .try_map(|word| OutcomeStatus::from_str(&word)))]
    pub(crate) status: Option<OutcomeStatus>,
    /// Only of meetings that may have been going on at or after this date: 2018, 2018-05 or 2018-05-21.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<PartialDate>,
    /// Only of meetings that may have been going on at or before this date.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<PartialDate>,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Who met whom.
#[derive(Debug, Args)]
pub(crate) struct MetArgs {
    /// A person (a name, or `persons/…`), or a country (its code in capitals, or its usual English name).
    #[arg(value_name = "PERSON|COUNTRY")]
    pub(crate) who: String,
    /// Only meetings that may have been going on at or after this date: 2018, 2018-05 or 2018-05-21.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<PartialDate>,
    /// Only meetings that may have been going on at or before this date.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<PartialDate>,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Which meeting's roll call.
#[derive(Debug, Args)]
pub(crate) struct RollCallArgs {
    /// Name of the meeting, `meetings/…`, as `rapporteur meetings` prints it.
    #[arg(value_name = "MEETING")]
    pub(crate) meeting: String,
    /// Whom to ask and how to print it.
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}
