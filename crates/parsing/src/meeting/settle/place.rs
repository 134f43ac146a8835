//! Places that other meetings and well-known buildings tell.

use std::sync::LazyLock;

use rapporteur_model::{CountryCode, vocabulary::MeetingKind};
use rustc_hash::FxHashMap as HashMap;

use super::super::{Finder, draft::Draft};
use crate::word_class::WordClass;

/// Buildings that stand for their city, by their names in small letters.
static RESIDENCES: LazyLock<HashMap<String, (&'static str, CountryCode)>> = LazyLock::new(|| {
    let rows = include_str!("../../../lexicon/residences.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let (name, city, country) = (columns.next()?, columns.next()?, columns.next()?);
        Some((name.to_lowercase(), (city, country.parse().ok()?)))
    })
    .collect()
});

impl Finder<'_> {
    /// "A met B on the sidelines of the council in Harbour City": there too.
    pub(super) fn place_beside(&mut self) {
        let placed: Vec<(usize, Option<String>, Option<CountryCode>)> = self
            .meetings
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| draft.by_participants && draft.city.is_none() && draft.country.is_none())
            .filter_map(|(at, draft)| {
                let &(sentence, _) = draft.places.first()?;
                let tokens = self.analysis.document.sentences[sentence].tokens.clone();
                let beside = tokens.into_iter().any(|token| self.is(token, WordClass::Sidelines));
                let gatherings = || {
                    self.meetings.drafts.iter().filter(|other| !other.by_participants && other.city.is_some())
                };
                let told_here = |other: &&Draft| other.places.iter().any(|(place, _)| *place == sentence);
                // "On the sidelines, he met A": of the gathering that the report is about.
                let other = gatherings()
                    .find(told_here)
                    .or_else(|| gatherings().find(|other| other.focal && !other.earlier))?;
                // "Later the heads of delegations called on the president": in the city of their session.
                let of_its_delegations = draft.kind == Some(MeetingKind::GroupMeeting)
                    && draft.organization.is_some()
                    && draft.organization == other.organization
                    && draft.status == other.status;
                ((beside || of_its_delegations) && !draft.remote)
                    .then(|| (at, other.city.clone(), other.country))
            })
            .collect();
        for (at, city, country) in placed {
            let draft = &mut self.meetings.drafts[at];
            (draft.city, draft.country) = (city, country);
        }
    }

    /// "convened a meeting at the White House": a building that everybody knows tells the city.
    pub(in crate::meeting) fn place_by_venue(&mut self) {
        for draft in &mut self.meetings.drafts {
            let Some(venue) = draft.venue.as_deref().filter(|_| draft.city.is_none()) else { continue };
            let name = venue.strip_prefix("the ").unwrap_or(venue).to_lowercase();
            let Some((city, country)) = RESIDENCES.get(name.as_str()) else { continue };
            if draft.country.is_none_or(|known| known == *country) {
                (draft.city, draft.country) = (Some((*city).to_owned()), Some(*country));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word_class::WordId;

    #[test]
    fn every_residence_is_read_and_named_as_buildings_are() {
        let rows =
            include_str!("../../../lexicon/residences.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(RESIDENCES.len(), rows.count());
        for name in RESIDENCES.keys() {
            let is_building = |word: &str| WordId::of(word).is(WordClass::Building);
            assert!(name.split(' ').any(is_building), "{name}: no venue is called so");
        }
    }
}
