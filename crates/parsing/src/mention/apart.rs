//! An office, for whom it is held and who holds it, set apart by commas.

use super::{Finder, Kind, Mention, Office, singular};
use crate::word_class::WordClass;

/// The most tokens of an acronym between brackets: "(LCL)".
const ACRONYM: usize = 3;

impl Finder<'_> {
    /// "Secretary General, Lakes Cooperation League (LCL), A B has said": one mention, of a person whose office stands first.
    pub(super) fn join_offices_apart(&self, mentions: &mut Vec<Mention>, first: usize) {
        let mut at = first;
        while at + 2 < mentions.len() {
            // The acronym between brackets is a mention, too.
            let bracket = self.low(mentions[at + 2].tokens.start.saturating_sub(1)) == "(";
            let holder = if bracket && at + 3 < mentions.len() { at + 3 } else { at + 2 };
            let found = self.office_apart(&mentions[at], &mentions[at + 1], &mentions[holder]);
            if let Some(organization) = found {
                let office = mentions.remove(at);
                mentions.drain(at..holder - 1);
                let person = &mut mentions[at];
                person.tokens.start = office.tokens.start;
                if let Kind::Person { sure, .. } = &mut person.kind {
                    *sure = true;
                }
                person.office = office.office.map(|mut office| {
                    office.organization = Some(organization);
                    office
                });
            }
            at += 1;
        }
    }

    /// "A B, C D and E F, the foreign ministers of Norland, Westmark and Velmora": to each the office of his country, where there are
    /// as many of both.
    pub(super) fn share_offices_behind(&self, mentions: &mut [Mention], first: usize) {
        for at in first + 1..mentions.len() {
            let group = &mentions[at];
            let Some(office) =
                group.office.clone().filter(|office| group.kind == Kind::Office && office.plural)
            else {
                continue;
            };
            let count = office.countries.len();
            let Some(begin) = at.checked_sub(count).filter(|&begin| count > 1 && begin >= first) else {
                continue;
            };
            if !self.are_apposed(&mentions[begin..=at]) {
                continue;
            }
            let (text, head) = (singular(&office.text), singular(&office.head));
            for (person, &country) in mentions[begin..at].iter_mut().zip(&office.countries) {
                if let Kind::Person { sure, .. } = &mut person.kind {
                    *sure = true;
                }
                let tokens = person.tokens.start..person.tokens.start;
                person.office = Some(Box::new(Office {
                    tokens,
                    text: text.as_str().into(),
                    head: head.as_str().into(),
                    plural: false,
                    countries: vec![country],
                    ..(*office).clone()
                }));
            }
        }
    }

    /// Whether mentions are names without an office, one behind the other, and an office behind a comma.
    fn are_apposed(&self, mentions: &[Mention]) -> bool {
        let Some((group, names)) = mentions.split_last() else { return false };
        let joins = |one: &Mention, two: &Mention| {
            let gap = one.tokens.end..two.tokens.start;
            gap.len() < 3 && gap.clone().all(|at| self.is(at, WordClass::Joining))
        };
        let is_name = |name: &Mention| {
            matches!(name.kind, Kind::Person { .. }) && name.office.is_none() && name.tokens.len() > 1
        };
        names.iter().all(is_name)
            && names.windows(2).all(|pair| joins(&pair[0], &pair[1]))
            && names.last().is_some_and(|last| {
                last.tokens.end + 1 == group.tokens.start && self.low(last.tokens.end) == ","
            })
    }

    /// The organization for which an office is held that stands before it and the name of its holder.
    fn office_apart(&self, office: &Mention, body: &Mention, person: &Mention) -> Option<String> {
        let Kind::Organization(index) = body.kind else { return None };
        let held = office.office.as_ref().filter(|held| {
            office.kind == Kind::Office
                && !held.plural
                && held.organization.is_none()
                && held.countries.is_empty()
        });
        let bracket = self.low(body.tokens.end) == "(" && self.low(body.tokens.end + ACRONYM - 1) == ")";
        let end = if bracket { body.tokens.end + ACRONYM } else { body.tokens.end };
        let commas = office.tokens.end + 1 == body.tokens.start
            && self.low(office.tokens.end) == ","
            && self.low(end) == ","
            && person.tokens.start == end + 1;
        let named =
            matches!(person.kind, Kind::Person { .. }) && person.office.is_none() && person.tokens.len() > 1;
        (held.is_some() && commas && named).then(|| self.tagged.organization(index).name.clone())
    }
}
