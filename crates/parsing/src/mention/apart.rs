//! An office, for whom it is held and who holds it, set apart by commas.

use super::{Finder, Kind, Mention};

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
