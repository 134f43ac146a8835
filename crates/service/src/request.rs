//! Checks what clients ask. Every check notes what is wrong and goes on, so that a client hears all of it at once.

use std::{collections::BTreeSet, fmt::Display};

use rapporteur::v1;
use rapporteur_model::{CountryCode, PartialDate, RecordId, mention::MentionKind};
use rapporteur_parsing::{organization_name, topic};
use rapporteur_storage::PersonFilter;
use tonic::Status;
use tonic_types::FieldViolation;

use crate::{
    call,
    convert::{SpanUnit, common, name},
    status,
};

/// The largest page, unless the server is configured otherwise. Who asks for more gets this many.
pub(crate) const MAX_PAGE_SIZE: usize = 1000;

/// The longest text of a filter, a query or a token, in bytes.
const MAX_TEXT_BYTES: usize = 4096;

/// What is wrong with a request.
///
/// A check that finds something wrong returns `None`, like one that finds nothing given; [`Violations::finish`] tells
/// them apart before anything is done.
#[derive(Debug, Default)]
pub(crate) struct Violations {
    found: Vec<FieldViolation>,
}

impl Violations {
    /// Notes that a field is wrong.
    pub(crate) fn add(&mut self, field: &str, description: impl Into<String>) {
        self.found.push(FieldViolation::new(field, description));
    }

    /// Ends the checks: INVALID_ARGUMENT if anything was wrong.
    pub(crate) fn finish(self) -> Result<(), Status> {
        if self.found.is_empty() { Ok(()) } else { Err(status::invalid(self.found)) }
    }

    /// Ends the checks with what must have been given for the call to go on.
    pub(crate) fn finish_with<T>(self, required: Option<T>) -> Result<T, Status> {
        self.finish()?;
        // A check that returns nothing required has noted why, so this is for a check that forgot to.
        required.ok_or_else(|| Status::invalid_argument("the request lacks what it must give"))
    }

    fn keep<T, E: Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.add(field, error.to_string())).ok()
    }

    /// A text, if there is one.
    pub(crate) fn text(&mut self, field: &str, text: &str) -> Option<String> {
        if text.len() > MAX_TEXT_BYTES {
            self.add(field, format!("has {} bytes; the most is {MAX_TEXT_BYTES}", text.len()));
            return None;
        }
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    }

    /// An organization's full name, from that or its acronym.
    pub(crate) fn organization(&mut self, field: &str, text: &str) -> Option<String> {
        let text = self.text(field, text)?;
        Some(organization_name(&text).map_or(text, str::to_owned))
    }

    /// A country's code.
    pub(crate) fn country(&mut self, field: &str, text: &str) -> Option<CountryCode> {
        let text = self.text(field, text)?;
        self.keep(field, CountryCode::new(&text))
    }

    /// The ids of a topic and of all that are narrower, from its id, name or alias.
    pub(crate) fn topics(&mut self, field: &str, text: &str) -> Option<BTreeSet<String>> {
        let text = self.text(field, text)?;
        let Some(ids) = topic::ids(&text) else {
            let shown: String = text.chars().take(60).collect();
            let alike = topic::alike(&text);
            let hint = match alike.as_slice() {
                [] => String::new(),
                _ => format!("; there are `{}`", alike.join("`, `")),
            };
            self.add(field, format!("`{shown}` is no topic of the vocabulary{hint}"));
            return None;
        };
        Some(ids.into_iter().map(str::to_owned).collect())
    }

    /// A person: a resource name, or else words of a name.
    pub(crate) fn person(&mut self, field: &str, text: &str) -> Option<PersonFilter> {
        let text = self.text(field, text)?;
        if !text.starts_with("persons/") {
            return Some(PersonFilter::Name(text));
        }
        self.name(field, "persons", &text).map(PersonFilter::Record)
    }

    /// A resource name, if there is one.
    pub(crate) fn optional_name<Id: std::str::FromStr>(
        &mut self,
        field: &str,
        collection: &str,
        text: &str,
    ) -> Option<Id> {
        let text = self.text(field, text)?;
        self.name(field, collection, &text)
    }

    /// A resource name, which must be there.
    pub(crate) fn name<Id: std::str::FromStr>(
        &mut self,
        field: &str,
        collection: &str,
        text: &str,
    ) -> Option<Id> {
        let id = name::parse(collection, text);
        if id.is_none() {
            let shown: String = text.chars().take(60).collect();
            let form = format!("{collection}/ and 20 hexadecimal digits in lower case");
            self.add(field, format!("`{shown}` is no name of this kind ({form})"));
        }
        id
    }

    /// The name of a record of any kind, which must be there.
    pub(crate) fn record(&mut self, field: &str, text: &str) -> Option<(MentionKind, RecordId)> {
        let found = name::parse_record(text);
        if found.is_none() {
            let shown: String = text.chars().take(60).collect();
            let form = "meetings/, persons/ or quotes/ and 20 hexadecimal digits in lower case";
            self.add(field, format!("`{shown}` is no name of a record ({form})"));
        }
        found
    }

    /// A text that must be there.
    pub(crate) fn required(&mut self, field: &str, text: &str) -> Option<String> {
        if text.trim().is_empty() {
            self.add(field, "is missing");
        }
        self.text(field, text)
    }

    /// Two dates between which something may lie.
    pub(crate) fn dates(
        &mut self,
        (from_field, from): (&str, Option<&v1::Date>),
        (to_field, to): (&str, Option<&v1::Date>),
    ) -> (Option<PartialDate>, Option<PartialDate>) {
        let from = from.and_then(|date| self.date(from_field, date));
        let to = to.and_then(|date| self.date(to_field, date));
        if let (Some(first), Some(last)) = (from, to)
            && first.earliest() > last.latest()
        {
            self.add(to_field, format!("{last} is before `{from_field}`, {first}"));
        }
        (from, to)
    }

    /// A date that exists.
    pub(crate) fn date(&mut self, field: &str, date: &v1::Date) -> Option<PartialDate> {
        let v1::Date { year, month, day } = *date;
        let found = common::date_of(date);
        if found.is_none() {
            self.add(
                field,
                match date {
                    _ if !(1..=9999).contains(&year) => format!("the year is {year}; it must be 1 to 9999"),
                    _ if !(0..=12).contains(&month) => {
                        format!("the month is {month}; it must be 1 to 12, or 0")
                    }
                    _ if month == 0 => format!("day {day} is given without a month"),
                    _ => format!("there is no day {day} in {year:04}-{month:02}"),
                },
            );
        }
        found
    }

    /// A word of an enum of the contract.
    pub(crate) fn word<E: TryFrom<i32>>(&mut self, field: &str, number: i32) -> Option<E> {
        let word = E::try_from(number).ok();
        if word.is_none() {
            self.add(field, format!("{number} is no value of this enum"));
        }
        word
    }

    /// The unit of spans.
    pub(crate) fn span_unit(&mut self, number: i32) -> SpanUnit {
        self.word::<v1::EncodingType>("encoding_type", number).map(SpanUnit::from).unwrap_or_default()
    }

    /// How many on a page; `default` when 0.
    pub(crate) fn page_size(&mut self, size: i32, default: usize) -> usize {
        match usize::try_from(size) {
            Ok(0) => default.min(call::max_page_size()),
            Ok(size) => size.min(call::max_page_size()),
            Err(_) => {
                self.add("page_size", format!("is {size}; it must be 0 (for {default}) or more"));
                default
            }
        }
    }

    /// A page token, if there is one. Whether it is good is the store's to say.
    pub(crate) fn page_token(&mut self, token: &str) -> Option<String> {
        self.text("page_token", token)
    }

    /// One of the orders there are, each with its text; the first one when nothing is given.
    pub(crate) fn order<T: Copy + Default>(&mut self, given: &str, orders: &[(&str, T)]) -> T {
        let given = given.split_whitespace().collect::<Vec<_>>().join(" ");
        if given.is_empty() {
            return orders.first().map(|&(_, order)| order).unwrap_or_default();
        }
        if let Some(&(_, order)) = orders.iter().find(|(text, _)| *text == given) {
            return order;
        }
        let allowed = orders.iter().map(|(text, _)| format!("`{text}`")).collect::<Vec<_>>().join(", ");
        let shown: String = given.chars().take(60).collect();
        self.add("order_by", format!("`{shown}` is none of {allowed}"));
        T::default()
    }
}

#[cfg(test)]
mod tests {
    use tonic::Code;
    use tonic_types::StatusExt as _;

    use super::*;

    fn fields(violations: Violations) -> Vec<String> {
        let status = violations.finish().unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status.get_details_bad_request().unwrap();
        details.field_violations.into_iter().map(|wrong| wrong.field).collect()
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let mut violations = Violations::default();
        violations.country("filter.country_code", "ZZ");
        violations.page_size(-1, 50);
        violations.order("city", &[("start_date", 1)]);
        violations.word::<v1::MeetingStatus>("filter.status", 77);
        violations.name::<rapporteur_model::RecordId>("name", "meetings", "quotes/1");
        violations.text("filter.text", &"x".repeat(5000));
        assert_eq!(
            fields(violations),
            ["filter.country_code", "page_size", "order_by", "filter.status", "name", "filter.text"]
        );
    }

    #[test]
    fn a_date_that_is_none_is_told_why() {
        let told = |year, month, day| {
            let mut violations = Violations::default();
            violations.date("from", &v1::Date { year, month, day });
            violations.finish().unwrap_err().message().to_owned()
        };
        assert_eq!(told(0, 5, 1), "from: the year is 0; it must be 1 to 9999");
        assert_eq!(told(2018, 13, 0), "from: the month is 13; it must be 1 to 12, or 0");
        assert_eq!(told(2018, 0, 5), "from: day 5 is given without a month");
        assert_eq!(told(2018, 2, 30), "from: there is no day 30 in 2018-02");
        assert_eq!(told(2018, 2, -1), "from: there is no day -1 in 2018-02");
    }

    #[test]
    fn dates_must_not_run_backwards_but_may_enclose_each_other() {
        let date = |year, month, day| v1::Date { year, month, day };
        let mut violations = Violations::default();
        let (year, day) = (date(2018, 0, 0), date(2018, 5, 21));
        violations.dates(("from", Some(&day)), ("to", Some(&year)));
        violations.dates(("from", Some(&year)), ("to", Some(&day)));
        assert!(violations.finish().is_ok());
        let mut violations = Violations::default();
        violations.dates(("from", Some(&day)), ("to", Some(&date(2018, 5, 20))));
        assert_eq!(fields(violations), ["to"]);
    }

    #[test]
    fn what_is_not_given_is_the_default() {
        let mut violations = Violations::default();
        assert_eq!(violations.text("text", "  "), None);
        assert_eq!(violations.country("country_code", ""), None);
        assert_eq!(violations.page_size(0, 50), 50);
        assert_eq!(violations.page_size(i32::MAX, 50), MAX_PAGE_SIZE);
        assert_eq!(violations.order("", &[("start_date", 3)]), 3);
        assert_eq!(violations.order("start_date  desc", &[("a", 1), ("start_date desc", 2)]), 2);
        assert!(violations.finish().is_ok());
    }

    #[test]
    fn a_topic_is_known_by_any_of_its_words_and_another_text_is_told_what_there_is() {
        let mut violations = Violations::default();
        let narrow = violations.topics("topic", "Three Evil Forces");
        assert_eq!(narrow, Some(BTreeSet::from(["three-evil-forces".to_owned()])));
        assert!(violations.topics("topic", "counter-terrorism").is_some_and(|ids| ids.len() == 2));
        assert_eq!(violations.topics("topic", " "), None);
        assert!(violations.finish().is_ok());
        let mut violations = Violations::default();
        assert_eq!(violations.topics("filter.topic", "trade in knitwear"), None);
        let status = violations.finish().unwrap_err();
        assert!(status.message().starts_with("filter.topic: `trade in knitwear` is no topic"), "{status}");
        assert!(status.message().contains("`free-trade`"), "{status}");
    }

    #[test]
    fn an_acronym_becomes_the_full_name_and_another_text_stays() {
        let mut violations = Violations::default();
        let full = violations.organization("organization", "SCO");
        assert_eq!(full.as_deref(), Some("Shanghai Cooperation Organization"));
        let unknown = violations.organization("organization", " Friends of the Reef ");
        assert_eq!(unknown.as_deref(), Some("Friends of the Reef"));
    }
}
