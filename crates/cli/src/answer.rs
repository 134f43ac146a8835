//! Printing answers: as a table, as proto3 JSON, as comma-separated values.

mod views;

use std::io::{self, IsTerminal as _, Write};

use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width, presets};
use rapporteur::v1::{Date, Delegation, Evidence, Meeting, Participant, ParticipationRole, Quote, Topic};

use crate::{args::Format, exit::Failure, json, plain::one_line};

pub(crate) use views::{print_organization, print_person, print_roll_call};

/// One line of an answer.
pub(crate) trait Answer: prost::Message {
    /// Full name of the message in the contract.
    const MESSAGE: &'static str;
    /// Heads of the table's columns.
    const TABLE: &'static [&'static str];
    /// The table's columns of running text, which get what room there is. Below the first of them stands the name.
    const TEXT_COLUMNS: &'static [usize];
    /// Heads of the columns of comma-separated values.
    const CSV: &'static [&'static str];

    /// The resource name, which other questions take; empty where there is none.
    fn name(&self) -> &str;

    /// The table's cells.
    fn table(&self) -> Vec<String>;

    /// The cells of comma-separated values.
    fn csv(&self) -> Vec<String>;
}

/// Prints the answers. A table of none is nothing at all.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn print<A: Answer>(answers: &[A], format: Format, out: &mut impl Write) -> Result<(), Failure> {
    match format {
        Format::Json => {
            for answer in answers {
                writeln!(out, "{}", json::line(answer)?)?;
            }
        }
        Format::Csv => {
            write_csv(A::CSV, answers.iter().map(Answer::csv), out)?;
        }
        Format::Table if answers.is_empty() => {}
        Format::Table => writeln!(out, "{}", table(answers))?,
    }
    Ok(())
}

/// Writes comma-separated values with a header.
fn write_csv(
    heads: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(&mut *out);
    writer.write_record(heads).map_err(io::Error::from)?;
    for row in rows {
        writer.write_record(&row).map_err(io::Error::from)?;
    }
    writer.flush()?;
    Ok(())
}

/// Lines around the table and below its head, none between its rows.
const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// The width of a column in which a resource name is not broken, with its padding.
const NAME_WIDTH: u16 = 31;

/// How many topics a table names.
const TABLE_TOPICS: usize = 3;

/// The least width of another column of running text; where there is less room, all columns are broken.
const LEAST_TEXT_WIDTH: u16 = 16;

/// The table, no wider than the terminal; as wide as `COLUMNS` says, or as it needs to be, where there is no terminal.
fn table<A: Answer>(answers: &[A]) -> Table {
    let mut table = empty_table();
    table.set_header(A::TABLE);
    for answer in answers {
        let mut cells: Vec<String> = answer.table().iter().map(|cell| one_line(cell)).collect();
        if let Some(cell) = A::TEXT_COLUMNS.first().and_then(|&column| cells.get_mut(column)) {
            let between = if cell.is_empty() || answer.name().is_empty() { "" } else { "\n" };
            *cell = format!("{cell}{between}{}", one_line(answer.name()));
        }
        table.add_row(cells);
    }
    keep_short_columns_whole::<A>(&mut table);
    table
}

/// A table of which the heads are not known beforehand.
fn matrix(heads: Vec<String>, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = empty_table();
    table.set_header(heads);
    for row in rows {
        table.add_row(row.iter().map(|cell| one_line(cell)).collect::<Vec<_>>());
    }
    table
}

fn empty_table() -> Table {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    if !io::stdout().is_terminal() {
        if let Some(width) = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()) {
            table.set_width(width);
        } else {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    table
}

/// Breaks words and dates only where the table is too narrow for anything else.
fn keep_short_columns_whole<A: Answer>(table: &mut Table) {
    let short: Vec<(usize, u16)> = table
        .column_max_content_widths()
        .into_iter()
        .enumerate()
        .filter(|(column, _)| !A::TEXT_COLUMNS.contains(column))
        .collect();
    let padding = 3_usize.saturating_mul(A::TABLE.len());
    let taken: usize = short.iter().map(|&(_, width)| usize::from(width)).sum::<usize>() + padding;
    let more_text = A::TEXT_COLUMNS.len().saturating_sub(1);
    let wanted = taken + usize::from(NAME_WIDTH) + usize::from(LEAST_TEXT_WIDTH) * more_text;
    if table.width().is_some_and(|width| usize::from(width) < wanted) {
        return;
    }
    if let Some(column) = A::TEXT_COLUMNS.first().and_then(|&column| table.column_mut(column)) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(NAME_WIDTH)));
    }
    for (column, _) in short {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

impl Answer for Meeting {
    const MESSAGE: &'static str = "rapporteur.v1.Meeting";
    const TEXT_COLUMNS: &'static [usize] = &[2, 6];
    const TABLE: &'static [&'static str] =
        &["Date", "No.", "Meeting", "Place", "Status", "Reports", "Topics"];
    const CSV: &'static [&'static str] = &[
        "name",
        "title",
        "series",
        "organization",
        "ordinal",
        "kind",
        "start_date",
        "end_date",
        "date_basis",
        "city",
        "country_code",
        "venue",
        "status",
        "report_count",
        "topics",
    ];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        vec![
            period(self.start_date.as_ref(), self.end_date.as_ref()),
            number(self.ordinal),
            self.title.clone(),
            joined([&self.city, &self.country_code], ", "),
            word(self.status().as_str_name(), "MEETING_STATUS_"),
            self.report_count.to_string(),
            topics(&self.topics),
        ]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.title.clone(),
            self.series.clone(),
            self.organization.clone(),
            number(self.ordinal),
            word(self.kind().as_str_name(), "MEETING_KIND_"),
            date(self.start_date.as_ref()),
            date(self.end_date.as_ref()),
            word(self.date_basis().as_str_name(), "DATE_BASIS_"),
            self.city.clone(),
            self.country_code.clone(),
            self.venue.clone(),
            word(self.status().as_str_name(), "MEETING_STATUS_"),
            self.report_count.to_string(),
            joined(self.topics.iter().map(|topic| &topic.id), "; "),
        ]
    }
}

impl Answer for Participant {
    const MESSAGE: &'static str = "rapporteur.v1.Participant";
    const TEXT_COLUMNS: &'static [usize] = &[0, 1, 2];
    const TABLE: &'static [&'static str] = &["Name", "Office", "For", "Roles", "Attendance"];
    const CSV: &'static [&'static str] = &[
        "person",
        "display_name",
        "other_names",
        "honorific",
        "offices",
        "country_code",
        "organization",
        "roles",
        "attendance",
        "reports",
    ];

    fn name(&self) -> &str {
        &self.person
    }

    fn table(&self) -> Vec<String> {
        vec![
            names(self),
            joined(&self.offices, "; "),
            self.delegation.as_ref().map(for_whom).unwrap_or_default(),
            joined(&roles(self), ", "),
            word(self.attendance().as_str_name(), "ATTENDANCE_"),
        ]
    }

    fn csv(&self) -> Vec<String> {
        let delegation = self.delegation.clone().unwrap_or_default();
        vec![
            self.person.clone(),
            self.display_name.clone(),
            joined(&self.other_names, "; "),
            self.honorific.clone(),
            joined(&self.offices, "; "),
            delegation.country_code,
            delegation.organization,
            joined(&roles(self), "; "),
            word(self.attendance().as_str_name(), "ATTENDANCE_"),
            joined(&reports_of(&self.evidence), "; "),
        ]
    }
}

impl Answer for Quote {
    const MESSAGE: &'static str = "rapporteur.v1.Quote";
    const TEXT_COLUMNS: &'static [usize] = &[2, 5];
    const TABLE: &'static [&'static str] = &["Speaker", "Date", "Words", "Kind", "Reports", "Topics"];
    const CSV: &'static [&'static str] = &[
        "name",
        "speaker",
        "person",
        "speaker_kind",
        "on_behalf_of",
        "kind",
        "text",
        "audience",
        "medium",
        "meeting",
        "say_date",
        "reports",
        "topics",
    ];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        vec![
            joined([&self.speaker, &self.on_behalf_of], ", for "),
            date(self.say_date.as_ref()),
            self.text.clone(),
            word(self.kind().as_str_name(), "QUOTE_KIND_"),
            self.renderings.len().to_string(),
            topics(&self.topics),
        ]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.speaker.clone(),
            self.person.clone(),
            word(self.speaker_kind().as_str_name(), "SPEAKER_KIND_"),
            self.on_behalf_of.clone(),
            word(self.kind().as_str_name(), "QUOTE_KIND_"),
            self.text.clone(),
            self.audience.clone(),
            word(self.medium().as_str_name(), "MEDIUM_"),
            self.meeting.clone(),
            date(self.say_date.as_ref()),
            joined(self.renderings.iter().map(|rendering| &rendering.report), "; "),
            joined(self.topics.iter().map(|topic| &topic.id), "; "),
        ]
    }
}

/// A word of a vocabulary as this command line writes it; nothing where it is not known.
pub(crate) fn word(name: &str, prefix: &str) -> String {
    match name.strip_prefix(prefix) {
        None | Some("UNSPECIFIED") => String::new(),
        Some(word) => word.to_ascii_lowercase(),
    }
}

/// A number of which 0 stands for none.
fn number(number: u32) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

/// `2018-05-21`, as far as it is known.
pub(crate) fn date(date: Option<&Date>) -> String {
    match date {
        None => String::new(),
        Some(Date { year, month: 0, .. }) => format!("{year:04}"),
        Some(Date { year, month, day: 0 }) => format!("{year:04}-{month:02}"),
        Some(Date { year, month, day }) => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// From the first day to the last: `2018-05-21–22` within a month.
fn period(start: Option<&Date>, end: Option<&Date>) -> String {
    match (start, end) {
        (Some(first), Some(last))
            if (first.year, first.month) == (last.year, last.month) && last.day != 0 =>
        {
            format!("{}–{:02}", date(start), last.day)
        }
        _ => joined([&date(start), &date(end)], " to "),
    }
}

/// The texts that are not empty.
fn joined<'a>(texts: impl IntoIterator<Item = &'a String>, between: &str) -> String {
    let texts: Vec<&str> = texts.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    texts.join(between)
}

/// Topics by name, as many as a table has room for.
fn topics(topics: &[Topic]) -> String {
    let names = joined(topics.iter().take(TABLE_TOPICS).map(|topic| &topic.name), ", ");
    let more = topics.len().saturating_sub(TABLE_TOPICS);
    if more == 0 { names } else { format!("{names} and {more} more") }
}

fn for_whom(delegation: &Delegation) -> String {
    joined([&delegation.country_code, &delegation.organization], ", ")
}

/// The name, and how else it is written.
fn names(participant: &Participant) -> String {
    let name = joined([&participant.honorific, &participant.display_name], " ");
    let others = joined(&participant.other_names, ", ");
    if others.is_empty() { name } else { format!("{name} (also {others})") }
}

fn roles(participant: &Participant) -> Vec<String> {
    let names = participant.roles().map(|role: ParticipationRole| role.as_str_name());
    names.map(|name| word(name, "PARTICIPATION_ROLE_")).collect()
}

/// The reports in which the evidence stands, each once, in order.
fn reports_of(evidence: &[Evidence]) -> Vec<String> {
    let reports: std::collections::BTreeSet<&String> =
        evidence.iter().map(|sentence| &sentence.report).collect();
    reports.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use rapporteur::v1::{MeetingStatus, SpeakerKind};

    use super::*;

    fn printed<A: Answer>(answers: &[A], format: Format) -> String {
        let mut out = Vec::new();
        print(answers, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn meeting() -> Meeting {
        Meeting {
            name: "meetings/00".to_owned(),
            title: "Lake \u{1b}[2JForum, \"first\"\nday".to_owned(),
            ordinal: 3,
            start_date: Some(Date { year: 2031, month: 4, day: 0 }),
            status: MeetingStatus::Held.into(),
            report_count: 2,
            ..Meeting::default()
        }
    }

    #[test]
    fn csv_has_a_header_and_as_many_cells_in_every_row() {
        let text = printed(&[meeting(), Meeting::default()], Format::Csv);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().len(), Meeting::CSV.len());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(&rows[0][1], "Lake \u{1b}[2JForum, \"first\"\nday");
        assert_eq!((&rows[0][4], &rows[0][6], &rows[0][12]), ("3", "2031-04", "held"));
        assert_eq!((&rows[1][4], &rows[1][6], &rows[1][12]), ("", "", ""));
    }

    #[test]
    fn csv_of_nothing_is_its_header() {
        assert_eq!(printed::<Quote>(&[], Format::Csv).trim(), Quote::CSV.join(","));
    }

    #[test]
    fn a_table_escapes_what_a_report_smuggles_in() {
        let text = printed(&[meeting()], Format::Table);
        assert!(text.contains(r#"Lake \u{1b}[2JForum, "first" day"#), "{text}");
        assert!(text.contains("held") && text.contains("2031-04"), "{text}");
    }

    #[test]
    fn rows_are_as_wide_as_their_heads() {
        assert_eq!(Meeting::default().table().len(), Meeting::TABLE.len());
        let participant = Participant { roles: vec![2, 5], ..Participant::default() };
        assert_eq!(participant.table().len(), Participant::TABLE.len());
        assert_eq!(participant.csv().len(), Participant::CSV.len());
        assert_eq!(participant.csv()[7], "chair; speaker");
        let quote = Quote { speaker_kind: SpeakerKind::Office.into(), ..Quote::default() };
        assert_eq!(quote.table().len(), Quote::TABLE.len());
        assert_eq!(quote.csv().len(), Quote::CSV.len());
        assert_eq!(quote.csv()[3], "office");
    }

    #[test]
    fn a_table_names_some_topics_and_csv_all() {
        let topic = |number: u32| Topic {
            id: format!("topic-{number}"),
            name: format!("Topic {number}"),
            ..Topic::default()
        };
        let quote = Quote { topics: (1..=5).map(topic).collect(), ..Quote::default() };
        assert_eq!(quote.table()[5], "Topic 1, Topic 2, Topic 3 and 2 more");
        assert_eq!(quote.csv()[12], "topic-1; topic-2; topic-3; topic-4; topic-5");
        assert_eq!(topics(&quote.topics[..3]), "Topic 1, Topic 2, Topic 3");
    }

    #[test]
    fn a_period_within_a_month_is_short() {
        let day = |month, day| Date { year: 2031, month, day };
        assert_eq!(period(Some(&day(5, 21)), Some(&day(5, 22))), "2031-05-21–22");
        assert_eq!(period(Some(&day(5, 31)), Some(&day(6, 2))), "2031-05-31 to 2031-06-02");
        assert_eq!(period(Some(&day(5, 0)), None), "2031-05");
        assert_eq!(period(None, None), "");
    }

    #[test]
    fn json_is_one_record_a_line_in_the_spelling_of_proto3() {
        let text = printed(&[meeting(), meeting()], Format::Json);
        assert_eq!(text.lines().count(), 2);
        let value: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(value["reportCount"], 2);
        assert_eq!(value["status"], "MEETING_STATUS_HELD");
    }
}
