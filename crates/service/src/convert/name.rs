//! Resource names: a collection, a slash, an id.

use rapporteur_model::{RecordId, ReportId};

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
