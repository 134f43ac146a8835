//! Messages of `common.proto`, and those that several files share.

use rapporteur::v1;
use rapporteur_model::{
    CountryCode, PartialDate, ReportId, Span, extraction as model, record::SourcedEvidence,
};

use super::name;

/// `Date`.
#[must_use]
pub fn date(date: PartialDate) -> v1::Date {
    v1::Date { year: date.year().into(), month: date.month().into(), day: date.day().into() }
}

/// The date that a message says; none when it says none that exists.
#[must_use]
pub fn date_of(date: &v1::Date) -> Option<PartialDate> {
    let year = date.year.try_into().ok()?;
    let month = date.month.try_into().ok()?;
    let day = date.day.try_into().ok()?;
    PartialDate::new(year, month, day).ok()
}

/// `Span`, counting bytes.
#[must_use]
pub fn span(span: Span) -> v1::Span {
    v1::Span { start: span.start(), end: span.end() }
}

/// `Evidence` inside an Extraction, which names no report.
#[must_use]
pub fn evidence(evidence: &model::Evidence) -> v1::Evidence {
    v1::Evidence {
        sentence: evidence.sentence.as_ref().to_owned(),
        span: Some(span(evidence.span)),
        report: String::new(),
    }
}

/// `Evidence` of a record, which names the report.
#[must_use]
pub fn evidence_in(report: ReportId, evidence: &model::Evidence) -> v1::Evidence {
    v1::Evidence {
        sentence: evidence.sentence.as_ref().to_owned(),
        span: Some(span(evidence.span)),
        report: name::report(report),
    }
}

/// `Evidence` of a record.
#[must_use]
pub fn sourced_evidence(sourced: &SourcedEvidence) -> v1::Evidence {
    evidence_in(sourced.report, &sourced.evidence)
}

/// `Delegation`; absent where nothing of it is known.
#[must_use]
pub fn delegation(delegation: &model::Delegation) -> Option<v1::Delegation> {
    (*delegation != model::Delegation::default()).then(|| v1::Delegation {
        country_code: country(delegation.country_code),
        organization: text(delegation.organization.as_deref()),
    })
}

/// A country's code, or an empty text.
#[must_use]
pub fn country(code: Option<CountryCode>) -> String {
    code.map(String::from).unwrap_or_default()
}

/// A text, or an empty one.
#[must_use]
pub fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// A number as the contract counts, which is far more than fit in memory.
#[must_use]
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_exists_comes_back_and_another_is_none() {
        let date_in = |year, month, day| date_of(&v1::Date { year, month, day });
        let may = PartialDate::new(2018, 5, 0).unwrap();
        assert_eq!(date_of(&date(may)), Some(may));
        for (year, month, day) in
            [(0, 0, 0), (2018, 0, 5), (2018, 2, 30), (2018, 260, 1), (70_000, 1, 1), (-5, 0, 0)]
        {
            assert_eq!(date_in(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn a_delegation_of_nobody_is_absent() {
        assert_eq!(delegation(&model::Delegation::default()), None);
        let fiji = model::Delegation { country_code: CountryCode::new("FJ").ok(), organization: None };
        assert_eq!(delegation(&fiji).unwrap().country_code, "FJ");
    }
}
