//! The questions for which many records are read, as commands.

use std::io::Write;

use rapporteur::v1::{
    Encounter, GetOrganizationRequest, GetPersonRequest, GetRollCallRequest, ListEncountersRequest,
    ListOrganizationsRequest, ListOutcomesRequest, ListPersonsRequest, ListReportsRequest, ListSeriesRequest,
    MeetingOutcome, Organization, OrganizationFilter, OutcomeFilter, OutcomeKind, OutcomeStatus, Person,
    PersonFilter, PersonView, Report, Series, SeriesFilter,
};
use rapporteur_model::{CountryCode, fold::fold};
use rapporteur_parsing::lexicon::lexicon;

use super::{Found, date, named, print, text};
use crate::{
    answer,
    args::{
        Format, MetArgs, OrganizationArgs, OrganizationsArgs, OutcomesArgs, PersonArgs, PersonsArgs,
        ReportsArgs, RollCallArgs, SeriesArgs,
    },
    backend::Backend,
    exit::{ExitStatus, Failure},
    plain::{one_line, tell},
};

/// How many persons or organizations are looked at to find the one that a name means.
const CANDIDATES: i32 = 50;

/// How many of several that a name may mean are told.
const MAX_TOLD: usize = 10;

/// `rapporteur persons`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn persons(args: &PersonsArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let view = if args.answer.format == Format::Json { PersonView::Full } else { PersonView::Basic };
    let mut request = ListPersonsRequest {
        filter: Some(PersonFilter {
            name: args.name.join(" "),
            country_code: args.country.map(|code| code.to_string()).unwrap_or_default(),
            organization: text(args.organization.as_deref()),
            office: text(args.office.as_deref()),
        }),
        view: view.into(),
        ..ListPersonsRequest::default()
    };
    let mut found = Found::<Person>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.list_persons(request.clone()).await?;
        if !found.take(page.persons, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "person", out)
}

/// `rapporteur person`
///
/// # Errors
/// When the question cannot be asked, nobody or several are called so, or the answer cannot be written.
pub(crate) async fn person(args: &PersonArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let name = person_named(&backend, &args.person).await?;
    let answer = backend.get_person(GetPersonRequest { name, ..GetPersonRequest::default() }).await?;
    answer::print_person(&answer, args.answer.format, out)?;
    out.flush()?;
    Ok(ExitStatus::Ok)
}

/// The resource name of the person that is meant.
async fn person_named(backend: &Backend, name: &str) -> Result<String, Failure> {
    if name.starts_with("persons/") {
        return Ok(name.to_owned());
    }
    let request = ListPersonsRequest {
        filter: Some(PersonFilter { name: name.to_owned(), ..PersonFilter::default() }),
        page_size: CANDIDATES,
        ..ListPersonsRequest::default()
    };
    let page = backend.list_persons(request).await?;
    let candidates = page.persons.into_iter().map(|person| Candidate {
        is_exact: std::iter::once(&person.display_name)
            .chain(&person.other_names)
            .any(|known| fold(known) == fold(name)),
        told: format!("{} ({})", person.name, person.display_name),
        name: person.name,
    });
    the_one_meant(candidates.collect(), "person", name)
}

/// One whom a name may mean.
struct Candidate {
    name: String,
    /// Whether the name is the whole name.
    is_exact: bool,
    told: String,
}

/// The only one, or the only one whose whole name it is.
fn the_one_meant(candidates: Vec<Candidate>, what: &str, asked: &str) -> Result<String, Failure> {
    let asked = one_line(asked);
    if asked.is_empty() {
        return Err(Failure::new(ExitStatus::Usage, format!("an empty text is no name of a {what}")));
    }
    let exact: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.is_exact).collect();
    match (candidates.as_slice(), exact.as_slice()) {
        ([only], _) => Ok(only.name.clone()),
        (_, [only]) => Ok(only.name.clone()),
        ([], _) => Err(Failure::new(ExitStatus::SomeFailed, format!("no {what} is called `{asked}`"))),
        _ => {
            let told: Vec<&str> =
                candidates.iter().take(MAX_TOLD).map(|candidate| candidate.told.as_str()).collect();
            Err(Failure::new(
                ExitStatus::Usage,
                format!("several may be meant by `{asked}`; name one: {}", one_line(&told.join(", "))),
            ))
        }
    }
}

/// `rapporteur organizations`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn organizations(
    args: &OrganizationsArgs,
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let mut request = ListOrganizationsRequest {
        filter: Some(OrganizationFilter {
            name: args.name.join(" "),
            member_code: args.member.map(|code| code.to_string()).unwrap_or_default(),
        }),
        ..ListOrganizationsRequest::default()
    };
    let mut found = Found::<Organization>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.list_organizations(request.clone()).await?;
        if !found.take(page.organizations, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "organization", out)
}

/// `rapporteur organization`
///
/// # Errors
/// When the question cannot be asked, none or several are called so, or the answer cannot be written.
pub(crate) async fn organization(
    args: &OrganizationArgs,
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let name = organization_named(&backend, &args.organization).await?;
    let request = GetOrganizationRequest { name, ..GetOrganizationRequest::default() };
    let answer = backend.get_organization(request).await?;
    answer::print_organization(&answer, args.answer.format, out)?;
    out.flush()?;
    Ok(ExitStatus::Ok)
}

async fn organization_named(backend: &Backend, name: &str) -> Result<String, Failure> {
    if name.starts_with("organizations/") {
        return Ok(name.to_owned());
    }
    let request = ListOrganizationsRequest {
        filter: Some(OrganizationFilter { name: name.to_owned(), ..OrganizationFilter::default() }),
        page_size: CANDIDATES,
        ..ListOrganizationsRequest::default()
    };
    let page = backend.list_organizations(request).await?;
    let candidates = page.organizations.into_iter().map(|organization| Candidate {
        is_exact: std::iter::once(&organization.display_name)
            .chain(&organization.acronyms)
            .chain(&organization.other_names)
            .any(|known| fold(known) == fold(name)),
        told: organization.name.clone(),
        name: organization.name,
    });
    the_one_meant(candidates.collect(), "organization", name)
}

/// `rapporteur series`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn series(args: &SeriesArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let mut request = ListSeriesRequest {
        filter: Some(SeriesFilter {
            organization: text(args.organization.as_deref()),
            text: args.words.join(" "),
        }),
        ..ListSeriesRequest::default()
    };
    let mut found = Found::<Series>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.list_series(request.clone()).await?;
        if !found.take(page.series, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "series", out)
}

/// `rapporteur reports`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn reports(args: &ReportsArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let mut request = ListReportsRequest::default();
    let mut found = Found::<Report>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.list_reports(request.clone()).await?;
        if !found.take(page.reports, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "report", out)
}

/// `rapporteur outcomes`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn outcomes(args: &OutcomesArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let kind = args.kind.map_or(OutcomeKind::Unspecified, |kind| {
        named(kind.as_str(), "OUTCOME_KIND_", OutcomeKind::from_str_name)
    });
    let status = args.status.map_or(OutcomeStatus::Unspecified, |status| {
        named(status.as_str(), "OUTCOME_STATUS_", OutcomeStatus::from_str_name)
    });
    let mut request = ListOutcomesRequest {
        filter: Some(OutcomeFilter {
            organization: text(args.organization.as_deref()),
            meeting: text(args.meeting.as_deref()),
            kind: kind.into(),
            status: status.into(),
            text: args.words.join(" "),
            from: args.from.map(date),
            to: args.to.map(date),
        }),
        ..ListOutcomesRequest::default()
    };
    let mut found = Found::<MeetingOutcome>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.list_outcomes(request.clone()).await?;
        if !found.take(page.outcomes, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "outcome", out)
}

/// `rapporteur met`
///
/// # Errors
/// When the question cannot be asked, nobody or several are called so, or the answer cannot be written.
pub(crate) async fn met(args: &MetArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let mut request = ListEncountersRequest {
        from: args.from.map(date),
        to: args.to.map(date),
        ..ListEncountersRequest::default()
    };
    match country_named(&args.who) {
        Some(code) => request.country_code = code.to_string(),
        None => request.person = person_named(&backend, &args.who).await?,
    }
    let mut found = Found::<Encounter>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.list_encounters(request.clone()).await?;
        if !found.take(page.encounters, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "encounter", out)
}

/// The country of this code, in capitals so that names such as "Li" stay names, or of this usual English name.
fn country_named(text: &str) -> Option<CountryCode> {
    let folded = fold(text);
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code && let Ok(code) = CountryCode::new(text) {
        return Some(code);
    }
    let mut names = lexicon().country_names.iter();
    names.find(|(_, name)| !folded.is_empty() && fold(name) == folded).map(|(&code, _)| code)
}

/// `rapporteur roll-call`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn roll_call(args: &RollCallArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let mut request = GetRollCallRequest { meeting: args.meeting.clone(), ..GetRollCallRequest::default() };
    let mut found = Found::new();
    let mut answer;
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        answer = backend.get_roll_call(request.clone()).await?;
        let rows = std::mem::take(&mut answer.rows);
        if !found.take(rows, &answer.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = std::mem::take(&mut answer.next_page_token);
    }
    answer.rows = found.answers;
    answer::print_roll_call(&answer, args.answer.format, out)?;
    out.flush()?;
    if answer.rows.is_empty() {
        tell("no participant was found");
    } else if found.is_cut {
        tell(format_args!("there are more; --limit {} was reached", args.answer.limit));
    }
    Ok(ExitStatus::Ok)
}

#[cfg(test)]
mod tests {
    use rapporteur_model::vocabulary;

    use super::*;

    #[test]
    fn every_word_of_an_option_is_in_the_contract() {
        for word in vocabulary::OutcomeKind::ALL {
            let kind = named(word.as_str(), "OUTCOME_KIND_", OutcomeKind::from_str_name);
            assert_ne!(kind, OutcomeKind::Unspecified, "{word}");
        }
        for word in vocabulary::OutcomeStatus::ALL {
            let status = named(word.as_str(), "OUTCOME_STATUS_", OutcomeStatus::from_str_name);
            assert_ne!(status, OutcomeStatus::Unspecified, "{word}");
        }
    }

    #[test]
    fn a_country_is_told_from_a_name() {
        let code = |text| country_named(text).map(|code| code.to_string());
        assert_eq!(code("KZ").as_deref(), Some("KZ"));
        assert_eq!(code("kazakhstan").as_deref(), Some("KZ"));
        for name in ["Li", "ma", "", "Daniyar Seitqazin", "ZZ"] {
            assert_eq!(code(name), None, "{name}");
        }
    }

    #[test]
    fn of_several_the_one_whose_whole_name_it_is_is_meant() {
        let candidate =
            |name: &str, is_exact| Candidate { name: name.to_owned(), is_exact, told: name.to_owned() };
        let meant = |candidates| the_one_meant(candidates, "person", "x").map_err(|failure| failure.status);
        assert_eq!(meant(vec![candidate("a", false)]), Ok("a".to_owned()));
        assert_eq!(meant(vec![candidate("a", false), candidate("b", true)]), Ok("b".to_owned()));
        assert_eq!(meant(vec![candidate("a", true), candidate("b", true)]), Err(ExitStatus::Usage));
        assert_eq!(meant(Vec::new()), Err(ExitStatus::SomeFailed));
    }
}
