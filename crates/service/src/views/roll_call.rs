//! Who is said to have been at a meeting, report by report.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur::v1::{self, RollCallState};
use rapporteur_model::{
    ReportId,
    extraction::{Evidence, Participation},
    record::Participant,
    vocabulary::Attendance,
};

use super::text::{StemSet, name_key, stem_set};
use crate::convert::{
    common::{self, evidence_in},
    name,
};

/// A report that tells of the meeting, and its word on who was there.
#[derive(Debug)]
pub(crate) struct Column {
    /// The report.
    pub(crate) report: ReportId,
    /// What it says of this meeting.
    pub(crate) participations: Vec<Participation>,
}

/// A participant in the form in which a report's word is held against them.
struct Known<'a> {
    participant: &'a Participant,
    names: BTreeSet<String>,
    offices: Vec<StemSet>,
    evidence: BTreeSet<(ReportId, &'a Evidence)>,
}

impl<'a> Known<'a> {
    fn new(participant: &'a Participant) -> Self {
        let names = participant.display_name.iter().chain(&participant.other_names);
        let evidence = participant.evidence.iter();
        Self {
            participant,
            names: names.map(|name| name_key(name)).collect(),
            offices: participant.offices.iter().map(|office| stem_set(Some(office))).collect(),
            evidence: evidence.map(|sourced| (sourced.report, &sourced.evidence)).collect(),
        }
    }

    /// How well a report's word fits the participant, in hundredths; none where it is about another.
    fn fit(&self, report: ReportId, said: &Participation) -> Option<usize> {
        // All that was merged into a participant stands in their evidence. What has no sentence of its own stood on
        // those of its meeting.
        if !said.evidence.is_empty()
            && !said.evidence.iter().any(|one| self.evidence.contains(&(report, one)))
        {
            return None;
        }
        if let Some(person) = &said.person {
            return self.names.contains(&name_key(&person.display_name)).then_some(100);
        }
        if said.delegation != self.participant.delegation {
            return None;
        }
        match said.office.as_deref().filter(|office| !office.trim().is_empty()) {
            Some(office) => {
                let words = stem_set(Some(office));
                let fits = self.offices.iter().map(|known| {
                    let common = known.intersection(&words).count();
                    100 * common / known.union(&words).count().max(1)
                });
                fits.max().filter(|&fit| fit > 0)
            }
            None => (self.names.is_empty() && self.offices.is_empty()).then_some(100),
        }
    }
}

/// The rows of a meeting, one for each participant, in their order.
pub(crate) fn rows(participants: &[Participant], columns: &[Column]) -> Vec<v1::RollCallRow> {
    let known: Vec<Known<'_>> = participants.iter().map(Known::new).collect();
    let mut said: Vec<Vec<Vec<&Participation>>> = vec![vec![Vec::new(); columns.len()]; known.len()];
    for (column, Column { report, participations }) in columns.iter().enumerate() {
        for participation in participations {
            let fits = known
                .iter()
                .enumerate()
                .filter_map(|(row, known)| Some((known.fit(*report, participation)?, usize::MAX - row)));
            // Of those whom it fits alike, the first.
            if let Some((_, from_end)) = fits.max() {
                said[usize::MAX - from_end][column].push(participation);
            }
        }
    }
    participants.iter().zip(said).map(|(participant, said)| row(participant, columns, &said)).collect()
}

fn row(participant: &Participant, columns: &[Column], said: &[Vec<&Participation>]) -> v1::RollCallRow {
    let cells: Vec<v1::RollCallCell> =
        columns.iter().zip(said).map(|(column, said)| cell(participant, column.report, said)).collect();
    let has = |wanted: &[RollCallState]| cells.iter().any(|cell| wanted.contains(&cell.state()));
    let conflicting = has(&[RollCallState::Conflicting])
        || has(&[RollCallState::Absent]) && has(&[RollCallState::Named, RollCallState::OfficeOnly]);
    v1::RollCallRow {
        person: participant.person.map(name::person).unwrap_or_default(),
        display_name: common::text(participant.display_name.as_deref()),
        offices: participant.offices.clone(),
        delegation: common::delegation(&participant.delegation),
        cells,
        conflicting,
    }
}

fn cell(participant: &Participant, report: ReportId, said: &[&Participation]) -> v1::RollCallCell {
    let names = said.iter().filter_map(|part| part.person.as_ref());
    let names: BTreeMap<usize, &str> =
        names.map(|person| (person.display_name.len(), person.display_name.as_str())).collect();
    let mut offices: Vec<String> = Vec::new();
    for office in said.iter().filter_map(|part| part.office.clone()) {
        if !office.trim().is_empty() && !offices.contains(&office) {
            offices.push(office);
        }
    }
    let evidence: BTreeSet<&Evidence> = said.iter().flat_map(|part| &part.evidence).collect();
    v1::RollCallCell {
        report: name::report(report),
        state: state(participant, said).into(),
        // The fullest name.
        display_name: names.last_key_value().map(|(_, name)| (*name).to_owned()).unwrap_or_default(),
        offices,
        evidence: evidence.into_iter().map(|evidence| evidence_in(report, evidence)).collect(),
    }
}

fn state(participant: &Participant, said: &[&Participation]) -> RollCallState {
    let is_said = |wanted: fn(Option<Attendance>) -> bool| said.iter().any(|part| wanted(part.attendance));
    let is_absent = is_said(|word| matches!(word, Some(Attendance::Absent | Attendance::Represented)));
    let is_there = is_said(|word| matches!(word, Some(Attendance::Attended) | None));
    let is_expected = is_said(|word| word == Some(Attendance::Expected));
    let is_delegation = participant.display_name.is_none() && participant.offices.is_empty();
    let is_named = said.iter().any(|part| part.person.is_some());
    match (is_there, is_absent, is_expected) {
        (true, true, _) => RollCallState::Conflicting,
        (true, false, _) if is_named || is_delegation => RollCallState::Named,
        (true, false, _) => RollCallState::OfficeOnly,
        (false, true, _) => RollCallState::Absent,
        (false, false, true) => RollCallState::Expected,
        (false, false, false) => RollCallState::NotMentioned,
    }
}

#[cfg(test)]
mod tests {
    use rapporteur_model::extraction::Person;

    use super::*;
    use crate::views::testing::{delegation, evidence, participant, report, sourced};

    const THERE: Option<Attendance> = Some(Attendance::Attended);

    fn said(
        name: &str,
        office: &str,
        code: &str,
        attendance: Option<Attendance>,
        sentence: &str,
    ) -> Participation {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Participation {
            meeting: "m1".to_owned(),
            person: given(name).map(|display_name| Person { display_name, honorific: None }),
            office: given(office),
            delegation: delegation(code),
            roles: Vec::new(),
            attendance,
            evidence: vec![evidence(sentence)],
        }
    }

    fn known(number: u8, name: &str, offices: &[&str], code: &str, sentences: &[(u8, &str)]) -> Participant {
        Participant {
            offices: offices.iter().map(|&office| office.to_owned()).collect(),
            evidence: sentences.iter().map(|&(report, sentence)| sourced(report, sentence)).collect(),
            ..participant(number, name, code, Attendance::Attended)
        }
    }

    fn states(row: &v1::RollCallRow) -> Vec<RollCallState> {
        row.cells.iter().map(v1::RollCallCell::state).collect()
    }

    #[test]
    fn each_cell_says_what_its_report_says() {
        use RollCallState::{Absent, Expected, Named, NotMentioned, OfficeOnly};
        let list = "The ministers of A and the deputy minister of B came.";
        let minister = known(
            1,
            "Daniyar Seitqazin",
            &["Minister of Transport"],
            "KZ",
            &[
                (1, "Seitqazin chaired."),
                (2, list),
                (3, "Seitqazin stayed away."),
                (4, "Seitqazin is to come."),
            ],
        );
        let deputy = known(0, "", &["Deputy Minister of Transport"], "KZ", &[(2, list)]);
        let fiji = known(0, "", &[], "FJ", &[(1, "Fiji came.")]);
        let columns = [
            (
                1,
                vec![
                    said("Daniyar Seitqazin", "Minister of Transport", "KZ", THERE, "Seitqazin chaired."),
                    said("", "", "FJ", THERE, "Fiji came."),
                ],
            ),
            (
                2,
                vec![
                    said("", "Minister of Transport", "KZ", THERE, list),
                    said("", "Deputy Minister of Transport", "KZ", THERE, list),
                ],
            ),
            (
                3,
                vec![said("Daniyar Seitqazin", "", "KZ", Some(Attendance::Absent), "Seitqazin stayed away.")],
            ),
            (
                4,
                vec![said(
                    "Daniyar Seitqazin",
                    "",
                    "KZ",
                    Some(Attendance::Expected),
                    "Seitqazin is to come.",
                )],
            ),
        ]
        .map(|(number, participations)| Column { report: report(number), participations });
        let rows = rows(&[minister, deputy, fiji], &columns);
        assert_eq!(states(&rows[0]), [Named, OfficeOnly, Absent, Expected]);
        assert_eq!(states(&rows[1]), [NotMentioned, OfficeOnly, NotMentioned, NotMentioned]);
        assert_eq!(states(&rows[2]), [Named, NotMentioned, NotMentioned, NotMentioned]);
        assert_eq!(rows.iter().map(|row| row.conflicting).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(rows[0].cells[1].evidence[0].sentence, list);
        assert_eq!(rows[0].cells[1].evidence[0].report, rows[0].cells[1].report);
        assert!(rows[1].cells[0].evidence.is_empty());
    }

    #[test]
    fn one_report_may_contradict_itself_and_a_plan_is_no_contradiction() {
        let minister = known(
            1,
            "Ada Bell",
            &[],
            "KZ",
            &[(1, "Bell came."), (1, "Bell did not come."), (2, "Bell will come.")],
        );
        let absent = Some(Attendance::Absent);
        let column = |number, participations| Column { report: report(number), participations };
        let both = column(
            1,
            vec![
                said("Ada Bell", "", "KZ", THERE, "Bell came."),
                said("Ada Bell", "", "KZ", absent, "Bell did not come."),
            ],
        );
        let found = rows(std::slice::from_ref(&minister), &[both]);
        assert_eq!((states(&found[0]), found[0].conflicting), (vec![RollCallState::Conflicting], true));
        let stayed = column(1, vec![said("Ada Bell", "", "KZ", absent, "Bell did not come.")]);
        let plan = column(2, vec![said("Ada Bell", "", "KZ", Some(Attendance::Expected), "Bell will come.")]);
        let found = rows(&[minister], &[stayed, plan]);
        assert!(!found[0].conflicting);
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_the_sentences() {
        let one = known(1, "Ada Bell", &[], "KZ", &[(1, "Ada Bell of KZ came.")]);
        let two = known(2, "Ada Bell", &[], "UZ", &[(2, "Ada Bell of UZ came.")]);
        let columns = [(1, "KZ", "Ada Bell of KZ came."), (2, "UZ", "Ada Bell of UZ came.")].map(
            |(number, code, sentence)| Column {
                report: report(number),
                participations: vec![said("Ada Bell", "", code, THERE, sentence)],
            },
        );
        let found = rows(&[one, two], &columns);
        assert_eq!(states(&found[0]), [RollCallState::Named, RollCallState::NotMentioned]);
        assert_eq!(states(&found[1]), [RollCallState::NotMentioned, RollCallState::Named]);
    }
}
