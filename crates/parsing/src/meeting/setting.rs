//! When and where a meeting is, and how far it has come: the dates, places and verbs around its name.
//!
//! # Layout
//! - `date`: the day or the year; `place`: city and country; `venue`: the building.

mod date;
mod place;
mod venue;

use std::ops::Range;

use rapporteur_model::vocabulary::MeetingStatus;

use super::Finder;

impl Finder<'_> {
    /// How far a meeting has come, by the words of its scope, or of its sentence where it is put off.
    pub(super) fn status(
        &self,
        scope: Range<usize>,
        future: bool,
        sentence: Range<usize>,
    ) -> Option<MeetingStatus> {
        // What is called off beside another gathering is not that gathering.
        let own = if sentence.len() > scope.len() { scope.clone() } else { sentence };
        for token in own {
            match self.low(token) {
                "postponed" | "postpone" | "rescheduled" => return Some(MeetingStatus::Postponed),
                "cancelled" | "canceled" => return Some(MeetingStatus::Cancelled),
                _ => {}
            }
        }
        if future {
            return Some(MeetingStatus::Planned);
        }
        scope.into_iter().find_map(|token| match self.low(token) {
            "held" | "wrapped" | "concluded" | "ended" | "attended" | "took" | "chaired" | "met"
            | "discussed" | "gathered" | "convened" | "hosted" | "addressed" | "participated" | "made"
            | "said" | "underway" | "kicked" | "opened" | "started" | "began" => Some(MeetingStatus::Held),
            "taking" if self.low(token + 1) == "place" => Some(MeetingStatus::Held),
            "under" if self.low(token + 1) == "way" => Some(MeetingStatus::Held),
            _ => None,
        })
    }
}
