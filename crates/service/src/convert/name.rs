//! Resource names: a collection, a slash, an id.

use rapporteur_model::{JudgementId, RecordId, ReportId, mention::MentionKind};

use crate::views::organization;

/// `reports/{report}`.
#[must_use]
pub fn report(id: ReportId) -> String {
    format!("reports/{id}")
}

/// `meetings/{meeting}`.
#[must_use]
pub fn meeting(id: RecordId) -> String {
    format!("meetings/{id}")
}

/// `persons/{person}`.
#[must_use]
pub fn person(id: RecordId) -> String {
    format!("persons/{id}")
}

/// `quotes/{quote}`.
#[must_use]
pub fn quote(id: RecordId) -> String {
    format!("quotes/{id}")
}

/// `judgements/{judgement}`.
#[must_use]
pub fn judgement(id: JudgementId) -> String {
    format!("judgements/{id}")
}

/// `organizations/{organization}` of an organization's name, be it the usual one or another that the lexicon knows.
#[must_use]
pub fn organization(name: &str) -> String {
    organization::resource_name_of(name)
}

/// A record or mention of any kind.
#[must_use]
pub fn record(kind: MentionKind, id: RecordId) -> String {
    match kind {
        MentionKind::Meeting => meeting(id),
        MentionKind::Person => person(id),
        MentionKind::Quote => quote(id),
    }
}

/// The kind and id in the name of a record, whatever its kind.
#[must_use]
pub fn parse_record(name: &str) -> Option<(MentionKind, RecordId)> {
    let collections = [
        ("meetings", MentionKind::Meeting),
        ("persons", MentionKind::Person),
        ("quotes", MentionKind::Quote),
    ];
    collections.into_iter().find_map(|(collection, kind)| Some((kind, parse(collection, name)?)))
}

/// The id in a name of this collection (`meetings`), where it is one.
#[must_use]
pub fn parse<Id: std::str::FromStr>(collection: &str, name: &str) -> Option<Id> {
    name.strip_prefix(collection)?.strip_prefix('/')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let id = RecordId::from_bytes([7; 10]);
        assert_eq!(parse("meetings", &meeting(id)), Some(id));
        for wrong in
            ["", "meetings", "meetings/", "meetings/x", "quotes/07070707070707070707", "07070707070707070707"]
        {
            assert_eq!(parse::<RecordId>("meetings", wrong), None, "{wrong}");
        }
    }
}
