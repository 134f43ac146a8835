//! What meetings adopted or promised.

use rapporteur::v1;
use rapporteur_model::{
    PartialDate, RecordId,
    record::{MeetingRecord, OutcomeRecord},
    vocabulary::{OutcomeKind, OutcomeStatus},
};

use super::text::{StemSet, stem_set};
use crate::convert::{
    common::{self, count},
    name, record,
};

/// The place of an outcome in the list: by its meeting's day, those without one last, then as the meeting has it.
pub(crate) type OutcomeKey = (bool, Option<PartialDate>, RecordId, u32);

/// Which outcomes.
#[derive(Debug, Clone, Default)]
pub(crate) struct OutcomeFilter {
    /// What sort of document.
    pub(crate) kind: Option<OutcomeKind>,
    /// How far it has come.
    pub(crate) status: Option<OutcomeStatus>,
    /// Words of a title.
    pub(crate) text: StemSet,
}

impl OutcomeFilter {
    fn admits(&self, outcome: &OutcomeRecord) -> bool {
        let mut titles = std::iter::once(&outcome.title).chain(&outcome.other_titles);
        self.kind.is_none_or(|kind| outcome.kind == kind)
            && self.status.is_none_or(|status| outcome.status == Some(status))
            && (self.text.is_empty() || titles.any(|title| self.text.is_subset(&stem_set(Some(title)))))
    }
}

/// The outcomes of a meeting that are asked for, with their places.
pub(crate) fn of_meeting<'a>(
    filter: &'a OutcomeFilter,
    meeting: &'a MeetingRecord,
) -> impl Iterator<Item = (OutcomeKey, &'a OutcomeRecord)> {
    let outcomes = meeting.outcomes.iter().enumerate();
    outcomes.filter(|(_, outcome)| filter.admits(outcome)).map(|(index, outcome)| {
        ((meeting.start_date.is_none(), meeting.start_date, meeting.id, count(index)), outcome)
    })
}

/// `MeetingOutcome`.
pub(crate) fn told(meeting: &MeetingRecord, outcome: &OutcomeRecord) -> v1::MeetingOutcome {
    v1::MeetingOutcome {
        outcome: Some(record::outcome(outcome)),
        meeting: name::meeting(meeting.id),
        meeting_title: meeting.title.clone(),
        organization: common::text(meeting.organization.as_deref()),
        start_date: meeting.start_date.map(common::date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::{day, meeting, sourced};

    #[test]
    fn all_that_is_set_must_hold() {
        let outcome = |title: &str, kind, status| OutcomeRecord {
            title: title.to_owned(),
            other_titles: vec![format!("the {title} of all")],
            kind,
            status: Some(status),
            evidence: vec![sourced(1, "It was adopted.")],
        };
        let mut meeting = meeting(1, "a meeting", day("2024-05-15"), Vec::new());
        meeting.outcomes = vec![
            outcome("Suva Declaration", OutcomeKind::Declaration, OutcomeStatus::Adopted),
            outcome("Suva Plan", OutcomeKind::Plan, OutcomeStatus::Planned),
        ];
        let found = |filter: OutcomeFilter| -> Vec<String> {
            of_meeting(&filter, &meeting).map(|(_, outcome)| outcome.title.clone()).collect()
        };
        assert_eq!(found(OutcomeFilter::default()).len(), 2);
        let text = |words| OutcomeFilter { text: stem_set(Some(words)), ..OutcomeFilter::default() };
        assert_eq!(found(text("plans of all")), ["Suva Plan"]);
        assert_eq!(
            found(OutcomeFilter { status: Some(OutcomeStatus::Adopted), ..text("suva") }),
            ["Suva Declaration"]
        );
        assert_eq!(found(OutcomeFilter { kind: Some(OutcomeKind::Protocol), ..text("") }), [""; 0]);
    }
}
