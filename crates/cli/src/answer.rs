//! Printing answers: as a table, as proto3 JSON, as comma-separated values.

use std::io::{self, IsTerminal as _, Write};

use comfy_table::{ContentArrangement, Table, presets};
use rapporteur::v1::{Date, Delegation, Evidence, Meeting, Participant, ParticipationRole, Quote};

use crate::{args::Format, exit::Failure, json, plain::one_line};

/// One line of an answer.
pub(crate) trait Answer: prost::Message {
    /// Full name of the message in the contract.
    const MESSAGE: &'static str;
    /// Heads of the table's columns.
    const TABLE: &'static [&'static str];
    /// Heads of the columns of comma-separated values.
    const CSV: &'static [&'static str];

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
            let mut writer = csv::Writer::from_writer(&mut *out);
            let rows = std::iter::once(A::CSV.iter().map(|&head| head.to_owned()).collect())
                .chain(answers.iter().map(Answer::csv));
            for row in rows {
                writer.write_record(&row).map_err(io::Error::from)?;
            }
            writer.flush()?;
        }
        Format::Table if answers.is_empty() => {}
        Format::Table => writeln!(out, "{}", table(answers))?,
    }
    Ok(())
}

/// The table, no wider than the terminal; as wide as `COLUMNS` says, or as it needs to be, where there is no terminal.
fn table<A: Answer>(answers: &[A]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    if !io::stdout().is_terminal() {
        if let Some(width) = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()) {
            table.set_width(width);
        } else {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    table.set_header(A::TABLE);
    for answer in answers {
        table.add_row(answer.table().iter().map(|cell| one_line(cell)));
    }
    table
}

impl Answer for Meeting {
    const MESSAGE: &'static str = "rapporteur.v1.Meeting";
    const TABLE: &'static [&'static str] = &["Meeting", "Date", "No.", "Title", "Place", "Status", "Reports"];
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
    ];

    fn table(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            period(self.start_date.as_ref(), self.end_date.as_ref()),
            number(self.ordinal),
            self.title.clone(),
            joined([&self.city, &self.country_code], ", "),
            word(self.status().as_str_name(), "MEETING_STATUS_"),
            self.report_count.to_string(),
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
        ]
    }
}

impl Answer for Participant {
    const MESSAGE: &'static str = "rapporteur.v1.Participant";
    const TABLE: &'static [&'static str] =
        &["Name", "Also written", "Office", "For", "Roles", "Attendance", "Person"];
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

    fn table(&self) -> Vec<String> {
        vec![
            joined([&self.honorific, &self.display_name], " "),
            joined(&self.other_names, "; "),
            joined(&self.offices, "; "),
            self.delegation.as_ref().map(for_whom).unwrap_or_default(),
            joined(&roles(self), ", "),
            word(self.attendance().as_str_name(), "ATTENDANCE_"),
            self.person.clone(),
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
    const TABLE: &'static [&'static str] = &["Speaker", "Date", "Words", "Kind", "Reports", "Quotation"];
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
    ];

    fn table(&self) -> Vec<String> {
        vec![
            joined([&self.speaker, &self.on_behalf_of], ", for "),
            date(self.say_date.as_ref()),
            self.text.clone(),
            word(self.kind().as_str_name(), "QUOTE_KIND_"),
            self.renderings.len().to_string(),
            self.name.clone(),
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
        ]
    }
}

/// A word of a vocabulary as this command line writes it; nothing where it is not known.
fn word(name: &str, prefix: &str) -> String {
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
fn date(date: Option<&Date>) -> String {
    match date {
        None => String::new(),
        Some(Date { year, month: 0, .. }) => format!("{year:04}"),
        Some(Date { year, month, day: 0 }) => format!("{year:04}-{month:02}"),
        Some(Date { year, month, day }) => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// From the first day to the last.
fn period(start: Option<&Date>, end: Option<&Date>) -> String {
    joined([&date(start), &date(end)], " to ")
}

/// The texts that are not empty.
fn joined<'a>(texts: impl IntoIterator<Item = &'a String>, between: &str) -> String {
    let texts: Vec<&str> = texts.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    texts.join(between)
}

fn for_whom(delegation: &Delegation) -> String {
    joined([&delegation.country_code, &delegation.organization], ", ")
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
    fn json_is_one_record_a_line_in_the_spelling_of_proto3() {
        let text = printed(&[meeting(), meeting()], Format::Json);
        assert_eq!(text.lines().count(), 2);
        let value: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(value["reportCount"], 2);
        assert_eq!(value["status"], "MEETING_STATUS_HELD");
    }
}
