//! How answers are printed for which many records are read.

use std::{collections::BTreeSet, io::Write};

use rapporteur::v1::{
    Capacity, CommonMeeting, Date, DelegationSeen, Encounter, GetOrganizationResponse, GetPersonResponse,
    GetRollCallResponse, MeetingOutcome, MembershipEvent, OfficeHeld, OrdinalRange, Organ, Organization,
    ParticipationRole, Person, PersonMeeting, Report, RollCallState, Series, SeriesEntry,
};

use super::{Answer, date, for_whom, joined, matrix, number, period, print, reports_of, word, write_csv};
use crate::{args::Format, exit::Failure, json, plain::one_line};

/// How many meetings a table names in one cell.
const TABLE_MEETINGS: usize = 3;

/// How many places a table names.
const TABLE_PLACES: usize = 3;

impl Answer for Person {
    const MESSAGE: &'static str = "rapporteur.v1.Person";
    const TEXT_COLUMNS: &'static [usize] = &[0, 1];
    const TABLE: &'static [&'static str] = &["Name", "Offices"];
    const CSV: &'static [&'static str] =
        &["name", "display_name", "other_names", "offices", "country_codes", "organizations"];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        let others = joined(&self.other_names, ", ");
        let name = if others.is_empty() {
            self.display_name.clone()
        } else {
            format!("{} (also {others})", self.display_name)
        };
        vec![name, joined(&self.offices.iter().map(office).collect::<Vec<_>>(), "; ")]
    }

    fn csv(&self) -> Vec<String> {
        let delegations = || self.offices.iter().filter_map(|held| held.delegation.as_ref());
        let countries: BTreeSet<&String> = delegations().map(|side| &side.country_code).collect();
        let organizations: BTreeSet<&String> = delegations().map(|side| &side.organization).collect();
        vec![
            self.name.clone(),
            self.display_name.clone(),
            joined(&self.other_names, "; "),
            joined(self.offices.iter().map(|held| &held.office), "; "),
            joined(countries, "; "),
            joined(organizations, "; "),
        ]
    }
}

/// `Minister of Transport (KZ), 2024-05-15 to 2024-05-16`.
fn office(held: &OfficeHeld) -> String {
    let side = held.delegation.as_ref().map(for_whom).unwrap_or_default();
    let side = if side.is_empty() || held.office.is_empty() { side } else { format!("({side})") };
    let office = joined([&held.office, &side], " ");
    let (first, last) = (date(held.first_seen.as_ref()), date(held.last_seen.as_ref()));
    let seen = if first == last { first } else { joined([&first, &last], " to ") };
    joined([&office, &seen], ", ")
}

fn role_words(roles: impl Iterator<Item = ParticipationRole>) -> Vec<String> {
    roles.map(|role| word(role.as_str_name(), "PARTICIPATION_ROLE_")).collect()
}

impl Answer for Report {
    const MESSAGE: &'static str = "rapporteur.v1.Report";
    const TEXT_COLUMNS: &'static [usize] = &[1, 2, 3];
    const TABLE: &'static [&'static str] = &["Date", "Title", "Publisher", "URI"];
    const CSV: &'static [&'static str] =
        &["name", "uri", "title", "publisher", "agency", "publish_date", "language", "content_sha256"];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        vec![date(self.publish_date.as_ref()), self.title.clone(), self.publisher.clone(), self.uri.clone()]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.uri.clone(),
            self.title.clone(),
            self.publisher.clone(),
            self.agency.clone(),
            date(self.publish_date.as_ref()),
            self.language.clone(),
            self.content_sha256.clone(),
        ]
    }
}

impl Answer for PersonMeeting {
    const MESSAGE: &'static str = "rapporteur.v1.PersonMeeting";
    const TEXT_COLUMNS: &'static [usize] = &[1, 3, 4];
    const TABLE: &'static [&'static str] =
        &["Date", "Meeting", "Status", "Office", "For", "Roles", "Attendance"];
    const CSV: &'static [&'static str] = &[
        "meeting",
        "title",
        "start_date",
        "status",
        "offices",
        "country_code",
        "organization",
        "roles",
        "attendance",
    ];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        vec![
            date(self.start_date.as_ref()),
            self.title.clone(),
            word(self.status().as_str_name(), "MEETING_STATUS_"),
            joined(&self.offices, "; "),
            self.delegation.as_ref().map(for_whom).unwrap_or_default(),
            joined(&role_words(self.roles()), ", "),
            word(self.attendance().as_str_name(), "ATTENDANCE_"),
        ]
    }

    fn csv(&self) -> Vec<String> {
        let delegation = self.delegation.clone().unwrap_or_default();
        vec![
            self.name.clone(),
            self.title.clone(),
            date(self.start_date.as_ref()),
            word(self.status().as_str_name(), "MEETING_STATUS_"),
            joined(&self.offices, "; "),
            delegation.country_code,
            delegation.organization,
            joined(&role_words(self.roles()), "; "),
            word(self.attendance().as_str_name(), "ATTENDANCE_"),
        ]
    }
}

/// Prints one person: in a table themselves and their meetings, as CSV a row for each meeting.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn print_person(
    answer: &GetPersonResponse,
    format: Format,
    out: &mut impl Write,
) -> Result<(), Failure> {
    match format {
        Format::Json => writeln!(out, "{}", json::line_of("rapporteur.v1.GetPersonResponse", answer)?)?,
        Format::Csv => print(&answer.meetings, format, out)?,
        Format::Table => {
            print(answer.person.as_slice(), format, out)?;
            section("Meetings", &answer.meetings, out)?;
            let name = answer.person.as_ref().map(|person| person.name.as_str()).unwrap_or_default();
            writeln!(out, "\nQuotations: {}", answer.quote_count)?;
            if answer.quote_count > 0 {
                writeln!(out, "  rapporteur quotes --speaker {}", one_line(name))?;
            }
        }
    }
    Ok(())
}

/// A table with a line above it; nothing where there is nothing.
fn section<A: Answer>(title: &str, answers: &[A], out: &mut impl Write) -> Result<(), Failure> {
    if answers.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}:")?;
    print(answers, Format::Table, out)
}

impl Answer for Organization {
    const MESSAGE: &'static str = "rapporteur.v1.Organization";
    const TEXT_COLUMNS: &'static [usize] = &[0, 1];
    const TABLE: &'static [&'static str] =
        &["Organization", "Also", "Meetings", "Changes of members", "Sat at"];
    const CSV: &'static [&'static str] = &[
        "name",
        "display_name",
        "acronyms",
        "other_names",
        "parent",
        "meeting_count",
        "membership_change_count",
        "delegation_count",
    ];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        vec![
            self.display_name.clone(),
            joined(self.acronyms.iter().chain(&self.other_names), ", "),
            self.meeting_count.to_string(),
            self.membership_change_count.to_string(),
            self.delegation_count.to_string(),
        ]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.display_name.clone(),
            joined(&self.acronyms, "; "),
            joined(&self.other_names, "; "),
            self.parent.clone(),
            self.meeting_count.to_string(),
            self.membership_change_count.to_string(),
            self.delegation_count.to_string(),
        ]
    }
}

/// What a row of an organization's CSV is about.
const MEMBERS_CSV: [&str; 9] = [
    "organization",
    "basis",
    "country_code",
    "change",
    "date",
    "first_reported",
    "first_seen",
    "last_seen",
    "reports",
];

impl Answer for MembershipEvent {
    const MESSAGE: &'static str = "rapporteur.v1.MembershipEvent";
    const TEXT_COLUMNS: &'static [usize] = &[4];
    const TABLE: &'static [&'static str] = &["Date", "Country", "Change", "First reported", "Evidence"];
    const CSV: &'static [&'static str] = &["country_code", "change", "date", "first_reported", "reports"];

    fn name(&self) -> &str {
        ""
    }

    fn table(&self) -> Vec<String> {
        let sentence = self.evidence.first().map(|evidence| evidence.sentence.clone());
        vec![
            date(self.date.as_ref()),
            self.member_code.clone(),
            word(self.change().as_str_name(), "MEMBERSHIP_CHANGE_"),
            date(self.first_reported.as_ref()),
            sentence.unwrap_or_default(),
        ]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.member_code.clone(),
            word(self.change().as_str_name(), "MEMBERSHIP_CHANGE_"),
            date(self.date.as_ref()),
            date(self.first_reported.as_ref()),
            joined(&reports_of(&self.evidence), "; "),
        ]
    }
}

impl Answer for DelegationSeen {
    const MESSAGE: &'static str = "rapporteur.v1.DelegationSeen";
    const TEXT_COLUMNS: &'static [usize] = &[];
    const TABLE: &'static [&'static str] = &["Country", "Meetings", "First", "Last", "Reports"];
    const CSV: &'static [&'static str] =
        &["country_code", "meeting_count", "first_seen", "last_seen", "reports"];

    fn name(&self) -> &str {
        ""
    }

    fn table(&self) -> Vec<String> {
        vec![
            self.country_code.clone(),
            self.meeting_count.to_string(),
            date(self.first_seen.as_ref()),
            date(self.last_seen.as_ref()),
            reports_of(&self.evidence).len().to_string(),
        ]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.country_code.clone(),
            self.meeting_count.to_string(),
            date(self.first_seen.as_ref()),
            date(self.last_seen.as_ref()),
            joined(&reports_of(&self.evidence), "; "),
        ]
    }
}

impl Answer for Organ {
    const MESSAGE: &'static str = "rapporteur.v1.Organ";
    const TEXT_COLUMNS: &'static [usize] = &[0];
    const TABLE: &'static [&'static str] = &["Organ", "Meetings"];
    const CSV: &'static [&'static str] = &["name", "display_name", "meeting_count"];

    fn name(&self) -> &str {
        &self.name
    }

    fn table(&self) -> Vec<String> {
        vec![self.display_name.clone(), self.meeting_count.to_string()]
    }

    fn csv(&self) -> Vec<String> {
        vec![self.name.clone(), self.display_name.clone(), self.meeting_count.to_string()]
    }
}

impl Answer for SeriesEntry {
    const MESSAGE: &'static str = "rapporteur.v1.SeriesEntry";
    const TEXT_COLUMNS: &'static [usize] = &[0];
    const TABLE: &'static [&'static str] = &["Series", "Meetings"];
    const CSV: &'static [&'static str] = &["series", "meeting_count"];

    fn name(&self) -> &str {
        ""
    }

    fn table(&self) -> Vec<String> {
        vec![self.series.clone(), self.meeting_count.to_string()]
    }

    fn csv(&self) -> Vec<String> {
        self.table()
    }
}

/// Prints one organization: in tables, or as CSV a row for each change and each country that was seen.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn print_organization(
    answer: &GetOrganizationResponse,
    format: Format,
    out: &mut impl Write,
) -> Result<(), Failure> {
    match format {
        Format::Json => {
            writeln!(out, "{}", json::line_of("rapporteur.v1.GetOrganizationResponse", answer)?)?;
        }
        Format::Csv => write_csv(&MEMBERS_CSV, member_rows(answer), out)?,
        Format::Table => {
            print(answer.organization.as_slice(), format, out)?;
            section("Changes of members, as reported", &answer.membership_events, out)?;
            section("Countries seen at its meetings, which makes no member", &answer.delegations_seen, out)?;
            section("Organs", &answer.organs, out)?;
            section("Series", &answer.series, out)?;
        }
    }
    Ok(())
}

fn member_rows(answer: &GetOrganizationResponse) -> Vec<Vec<String>> {
    let name = answer.organization.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let none = String::new;
    let reported = answer.membership_events.iter().map(|event| {
        let [country, change, on, first, reports] = cells(event.csv());
        vec![name.clone(), "reported".to_owned(), country, change, on, first, none(), none(), reports]
    });
    let seen = answer.delegations_seen.iter().map(|seen| {
        let [country, _, first, last, reports] = cells(seen.csv());
        vec![name.clone(), "seen".to_owned(), country, none(), none(), none(), first, last, reports]
    });
    reported.chain(seen).collect()
}

/// As many cells as are wanted.
fn cells<const N: usize>(cells: Vec<String>) -> [String; N] {
    let mut cells = cells.into_iter();
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

impl Answer for Series {
    const MESSAGE: &'static str = "rapporteur.v1.Series";
    const TEXT_COLUMNS: &'static [usize] = &[0, 1, 6];
    const TABLE: &'static [&'static str] =
        &["Organization", "Series", "Meetings", "Numbers", "Missing", "Dates", "Places", "Median days"];
    const CSV: &'static [&'static str] = &[
        "organization_name",
        "organization",
        "series",
        "meeting_count",
        "ordinals",
        "missing_ordinals",
        "first_date",
        "last_date",
        "hosts",
        "median_days",
        "meetings",
    ];

    fn name(&self) -> &str {
        &self.organization_name
    }

    fn table(&self) -> Vec<String> {
        let shown = places(self).into_iter().take(TABLE_PLACES).collect::<Vec<_>>();
        let more = self.hosts.len().saturating_sub(TABLE_PLACES);
        let hosts = joined(&shown, "; ");
        vec![
            self.organization.clone(),
            self.series.clone(),
            self.meeting_count.to_string(),
            ranges(&self.ordinals),
            ranges(&self.missing_ordinals),
            dates(self.first_date.as_ref(), self.last_date.as_ref()),
            if more == 0 { hosts } else { format!("{hosts} and {more} more") },
            self.median_days.map(|days| days.to_string()).unwrap_or_default(),
        ]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.organization_name.clone(),
            self.organization.clone(),
            self.series.clone(),
            self.meeting_count.to_string(),
            ranges(&self.ordinals),
            ranges(&self.missing_ordinals),
            date(self.first_date.as_ref()),
            date(self.last_date.as_ref()),
            joined(&places(self), "; "),
            self.median_days.map(|days| days.to_string()).unwrap_or_default(),
            joined(self.meetings.iter().map(|meeting| &meeting.name), "; "),
        ]
    }
}

/// `Suva, FJ (3)`.
fn places(series: &Series) -> Vec<String> {
    let place = |host: &rapporteur::v1::SeriesHost| {
        let place = joined([&host.city, &host.country_code], ", ");
        if host.meeting_count > 1 { format!("{place} ({})", host.meeting_count) } else { place }
    };
    series.hosts.iter().map(place).collect()
}

/// `2–3, 5`.
fn ranges(ranges: &[OrdinalRange]) -> String {
    let range = |range: &OrdinalRange| {
        if range.first == range.last {
            number(range.first)
        } else {
            format!("{}–{}", range.first, range.last)
        }
    };
    joined(&ranges.iter().map(range).collect::<Vec<_>>(), ", ")
}

fn dates(first: Option<&Date>, last: Option<&Date>) -> String {
    if first == last { date(first) } else { period(first, last) }
}

impl Answer for MeetingOutcome {
    const MESSAGE: &'static str = "rapporteur.v1.MeetingOutcome";
    const TEXT_COLUMNS: &'static [usize] = &[4, 1];
    const TABLE: &'static [&'static str] = &["Date", "Outcome", "Kind", "Status", "Meeting", "Reports"];
    const CSV: &'static [&'static str] = &[
        "title",
        "other_titles",
        "kind",
        "status",
        "meeting",
        "meeting_title",
        "organization",
        "start_date",
        "reports",
    ];

    fn name(&self) -> &str {
        &self.meeting
    }

    fn table(&self) -> Vec<String> {
        let outcome = self.outcome.clone().unwrap_or_default();
        vec![
            date(self.start_date.as_ref()),
            outcome.title.clone(),
            word(outcome.kind().as_str_name(), "OUTCOME_KIND_"),
            word(outcome.status().as_str_name(), "OUTCOME_STATUS_"),
            self.meeting_title.clone(),
            reports_of(&outcome.evidence).len().to_string(),
        ]
    }

    fn csv(&self) -> Vec<String> {
        let outcome = self.outcome.clone().unwrap_or_default();
        vec![
            outcome.title.clone(),
            joined(&outcome.other_titles, "; "),
            word(outcome.kind().as_str_name(), "OUTCOME_KIND_"),
            word(outcome.status().as_str_name(), "OUTCOME_STATUS_"),
            self.meeting.clone(),
            self.meeting_title.clone(),
            self.organization.clone(),
            date(self.start_date.as_ref()),
            joined(&reports_of(&outcome.evidence), "; "),
        ]
    }
}

impl Answer for Encounter {
    const MESSAGE: &'static str = "rapporteur.v1.Encounter";
    const TEXT_COLUMNS: &'static [usize] = &[0, 2, 3, 4];
    const TABLE: &'static [&'static str] = &["Met", "Times", "Where", "As", "Then"];
    const CSV: &'static [&'static str] = &[
        "person",
        "display_name",
        "country_code",
        "meeting_count",
        "meetings",
        "own_capacities",
        "other_capacities",
    ];

    fn name(&self) -> &str {
        &self.person
    }

    fn table(&self) -> Vec<String> {
        let met = if self.person.is_empty() {
            self.country_code.clone()
        } else {
            joined([&self.display_name, &self.country_code], ", ")
        };
        let told: Vec<String> = self
            .meetings
            .iter()
            .take(TABLE_MEETINGS)
            .map(|meeting| joined([&date(meeting.start_date.as_ref()), &meeting.title], " "))
            .collect();
        let more = usize::try_from(self.meeting_count).unwrap_or(0).saturating_sub(told.len());
        let told = joined(&told, "; ");
        vec![
            met,
            self.meeting_count.to_string(),
            if more == 0 { told } else { format!("{told} and {more} more") },
            capacities(&self.meetings, |meeting| &meeting.own),
            capacities(&self.meetings, |meeting| &meeting.other),
        ]
    }

    fn csv(&self) -> Vec<String> {
        vec![
            self.person.clone(),
            self.display_name.clone(),
            self.country_code.clone(),
            self.meeting_count.to_string(),
            joined(self.meetings.iter().map(|meeting| &meeting.name), "; "),
            capacities(&self.meetings, |meeting| &meeting.own),
            capacities(&self.meetings, |meeting| &meeting.other),
        ]
    }
}

/// The capacities of all meetings, each once, as they come.
fn capacities(meetings: &[CommonMeeting], side: impl Fn(&CommonMeeting) -> &Vec<Capacity>) -> String {
    let mut told: Vec<String> = Vec::new();
    for capacity in meetings.iter().flat_map(side) {
        let office = capacity.offices.first().cloned().unwrap_or_default();
        let text = joined([&capacity.display_name, &office], ", ");
        let text = if text.is_empty() {
            capacity.delegation.as_ref().map(for_whom).unwrap_or_default()
        } else {
            text
        };
        if !told.contains(&text) {
            told.push(text);
        }
    }
    joined(&told, "; ")
}

/// Heads of the CSV of a roll call: a row for each participant and report.
const ROLL_CALL_CSV: [&str; 11] = [
    "person",
    "display_name",
    "offices",
    "country_code",
    "organization",
    "conflicting",
    "report",
    "report_uri",
    "state",
    "name_in_report",
    "offices_in_report",
];

/// Prints a roll call: in a table a row for each participant and a column for each report, which are told above it.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn print_roll_call(
    answer: &GetRollCallResponse,
    format: Format,
    out: &mut impl Write,
) -> Result<(), Failure> {
    match format {
        Format::Json => {
            writeln!(out, "{}", json::line_of("rapporteur.v1.GetRollCallResponse", answer)?)?;
        }
        Format::Csv => write_csv(&ROLL_CALL_CSV, roll_call_rows(answer), out)?,
        Format::Table if answer.rows.is_empty() => {}
        Format::Table => {
            for (number, report) in (1..).zip(&answer.reports) {
                let told = joined(
                    [
                        &date(report.publish_date.as_ref()),
                        &report.publisher,
                        &report.title,
                        &report.report_uri,
                    ],
                    ", ",
                );
                writeln!(out, "{number}: {}", one_line(&told))?;
            }
            let mut heads = vec!["Participant".to_owned(), "Office".to_owned(), "For".to_owned()];
            heads.extend((1..=answer.reports.len()).map(|number| number.to_string()));
            heads.push("Conflict".to_owned());
            let rows = answer.rows.iter().map(|row| {
                let side = row.delegation.as_ref().map(for_whom).unwrap_or_default();
                let mut cells = vec![row.display_name.clone(), joined(&row.offices, "; "), side];
                cells.extend(row.cells.iter().map(|cell| match cell.state() {
                    RollCallState::NotMentioned => "–".to_owned(),
                    state => state_word(state),
                }));
                cells.push(if row.conflicting { "yes".to_owned() } else { String::new() });
                cells
            });
            writeln!(out, "{}", matrix(heads, rows))?;
        }
    }
    Ok(())
}

fn state_word(state: RollCallState) -> String {
    word(state.as_str_name(), "ROLL_CALL_STATE_").replace('_', " ")
}

fn roll_call_rows(answer: &GetRollCallResponse) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for row in &answer.rows {
        let delegation = row.delegation.clone().unwrap_or_default();
        for (cell, report) in row.cells.iter().zip(&answer.reports) {
            rows.push(vec![
                row.person.clone(),
                row.display_name.clone(),
                joined(&row.offices, "; "),
                delegation.country_code.clone(),
                delegation.organization.clone(),
                row.conflicting.to_string(),
                cell.report.clone(),
                report.report_uri.clone(),
                word(cell.state().as_str_name(), "ROLL_CALL_STATE_"),
                cell.display_name.clone(),
                joined(&cell.offices, "; "),
            ]);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use rapporteur::v1::{RollCallCell, RollCallReport, RollCallRow, SeriesHost};

    use super::*;

    fn widths<A: Answer>(answer: &A) -> bool {
        answer.table().len() == A::TABLE.len() && answer.csv().len() == A::CSV.len()
    }

    #[test]
    fn rows_are_as_wide_as_their_heads() {
        assert!(widths(&Person::default()) && widths(&PersonMeeting::default()));
        assert!(widths(&Organization::default()) && widths(&MembershipEvent::default()));
        assert!(widths(&DelegationSeen::default()) && widths(&Organ::default()));
        assert!(widths(&SeriesEntry::default()) && widths(&Series::default()));
        assert!(widths(&MeetingOutcome::default()) && widths(&Encounter::default()));
    }

    #[test]
    fn ranges_and_places_are_short() {
        let range = |first, last| OrdinalRange { first, last };
        assert_eq!(ranges(&[range(2, 3), range(5, 5)]), "2–3, 5");
        let host = |city: &str, meeting_count| SeriesHost {
            city: city.to_owned(),
            country_code: "FJ".to_owned(),
            meeting_count,
        };
        let series = Series { hosts: vec![host("Suva", 3), host("", 1)], ..Series::default() };
        assert_eq!(series.table()[6], "Suva, FJ (3); FJ");
    }

    #[test]
    fn a_roll_call_is_a_matrix_and_its_csv_a_row_a_cell() {
        let report = |report: &str| RollCallReport { report: report.to_owned(), ..Default::default() };
        let cell = |report: &str, state: RollCallState| RollCallCell {
            report: report.to_owned(),
            state: state.into(),
            ..Default::default()
        };
        let row = RollCallRow {
            display_name: "Ada \u{1b}[2JBell".to_owned(),
            cells: vec![
                cell("reports/1", RollCallState::OfficeOnly),
                cell("reports/2", RollCallState::Absent),
            ],
            conflicting: true,
            ..Default::default()
        };
        let answer = GetRollCallResponse {
            reports: vec![report("reports/1"), report("reports/2")],
            rows: vec![row],
            ..Default::default()
        };
        let printed = |format| {
            let mut out = Vec::new();
            print_roll_call(&answer, format, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let table = printed(Format::Table);
        assert!(
            table.contains("office only") && table.contains("absent") && table.contains("yes"),
            "{table}"
        );
        assert!(table.contains(r"Ada \u{1b}[2JBell"), "{table}");
        let csv = printed(Format::Csv);
        assert_eq!(csv.lines().count(), 3, "{csv}");
        assert!(csv.lines().nth(2).is_some_and(|line| line.contains("reports/2,,absent")), "{csv}");
        let json: serde_json::Value = serde_json::from_str(&printed(Format::Json)).unwrap();
        assert_eq!(json["rows"][0]["cells"][1]["state"], "ROLL_CALL_STATE_ABSENT");
    }
}
