//! `PersonService`.

use std::sync::Arc;

use rapporteur::v1::{
    self, GetPersonRequest, GetPersonResponse, ListEncountersRequest, ListEncountersResponse,
    ListPersonsRequest, ListPersonsResponse, PersonView, person_service_server::PersonService,
};
use rapporteur_model::{
    PartialDate, RecordId,
    record::{MeetingRecord, PersonRecord},
    vocabulary::MeetingStatus,
};
use rapporteur_search::{QuoteOrder, QuoteQuery};
use rapporteur_storage::{MeetingQuery, PersonFilter as PersonOf};
use tonic::{Request, Response, Status};

use super::answer::blocking;
use crate::{
    convert::{name, record},
    engine::Engine,
    request::Violations,
    status,
    views::{
        encounter::{Details, EncounterKey, Party, Tally},
        page::Pager,
        person::{self, PersonFilter, PersonKey, PersonMeetings},
        scan,
        text::{name_key, stem_set},
    },
};

/// How many persons or encounters a page holds when the request does not say.
const DEFAULT_PAGE_SIZE: usize = 50;

/// How many quotations of a person are named.
const MAX_QUOTES: usize = 20;

/// Answers the questions of `PersonService`.
#[derive(Debug, Clone)]
pub struct PersonHandlers {
    engine: Arc<Engine>,
}

impl PersonHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl PersonService for PersonHandlers {
    async fn list_persons(
        &self,
        request: Request<ListPersonsRequest>,
    ) -> Result<Response<ListPersonsResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let filter = request.filter.unwrap_or_default();
        let organization = violations.organization("filter.organization", &filter.organization);
        let filter = PersonFilter {
            name: stem_set(violations.text("filter.name", &filter.name).as_deref()),
            country: violations.country("filter.country_code", &filter.country_code),
            organization: organization.as_deref().map(name_key).filter(|name| !name.is_empty()),
            office: stem_set(violations.text("filter.office", &filter.office).as_deref()),
        };
        let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
        let token = violations.page_token(&request.page_token);
        let view = violations.word::<PersonView>("view", request.view).unwrap_or_default();
        violations.finish()?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let mut pager: Pager<PersonKey, v1::Person> =
                Pager::new(&filter, size, token.as_deref()).map_err(|error| status::store(&error))?;
            for found in scan::persons(&engine) {
                let found = found?;
                let key = person::key(&found);
                if pager.wants(&key) && filter.admits(&found) {
                    pager.put(key, shown(&found, view, PersonView::Basic));
                }
            }
            let (persons, next_page_token) = pager.finish().map_err(|error| status::store(&error))?;
            let persons = persons.into_iter().map(|(_, person)| person).collect();
            Ok(ListPersonsResponse { persons, next_page_token })
        })
        .await
    }

    async fn get_person(
        &self,
        request: Request<GetPersonRequest>,
    ) -> Result<Response<GetPersonResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let id: Option<RecordId> = violations.name("name", "persons", &request.name);
        let view = violations.word::<PersonView>("view", request.view).unwrap_or_default();
        let id = violations.finish_with(id)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let found = person(&engine, id, &request.name)?;
            let mut meetings = PersonMeetings::new(found.id);
            let theirs = MeetingQuery { person: Some(PersonOf::Record(found.id)), ..MeetingQuery::default() };
            for meeting in scan::meetings(&engine, theirs) {
                meetings.add(&meeting?);
            }
            let said = QuoteQuery {
                speaker: Some(PersonOf::Record(found.id)),
                order: QuoteOrder::SayDate,
                page_size: MAX_QUOTES,
                ..QuoteQuery::default()
            };
            let quotes = engine.search_quotes(&said).map_err(|error| status::search(&error))?;
            Ok(GetPersonResponse {
                person: Some(shown(&found, view, PersonView::Full)),
                meetings: meetings.finish(),
                quote_count: i32::try_from(quotes.total).unwrap_or(i32::MAX),
                quotes: quotes.hits.iter().map(|hit| name::quote(hit.quote.id)).collect(),
            })
        })
        .await
    }

    async fn list_encounters(
        &self,
        request: Request<ListEncountersRequest>,
    ) -> Result<Response<ListEncountersResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let id: Option<RecordId> = violations.optional_name("person", "persons", &request.person);
        let country = violations.country("country_code", &request.country_code);
        match (request.person.trim().is_empty(), request.country_code.trim().is_empty()) {
            (true, true) => violations.add("person", "must be given, or else `country_code`"),
            (false, false) => violations.add("country_code", "must not be given beside `person`"),
            _ => {}
        }
        let (from, to) = violations.dates(("from", request.from.as_ref()), ("to", request.to.as_ref()));
        let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
        let token = violations.page_token(&request.page_token);
        let asked = id.map(Party::Person).or(country.map(Party::Country));
        let asked = violations.finish_with(asked)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let own = match asked {
                Party::Person(id) => Party::Person(person(&engine, id, request.person.trim())?.id),
                Party::Country(_) => asked,
            };
            encounters(&engine, own, (from, to), size, token.as_deref())
        })
        .await
    }
}

fn person(engine: &Engine, id: RecordId, asked: &str) -> Result<PersonRecord, Status> {
    status::found(engine.person(id).map_err(|error| status::store(&error))?, "Person", asked)
}

fn shown(person: &PersonRecord, view: PersonView, usual: PersonView) -> v1::Person {
    match if view == PersonView::Unspecified { usual } else { view } {
        PersonView::Full => record::person(person),
        PersonView::Unspecified | PersonView::Basic => person::basic(person),
    }
}

fn encounters(
    engine: &Engine,
    own: Party,
    (from, to): (Option<PartialDate>, Option<PartialDate>),
    size: usize,
    token: Option<&str>,
) -> Result<ListEncountersResponse, Status> {
    let query = MeetingQuery {
        person: match own {
            Party::Person(id) => Some(PersonOf::Record(id)),
            Party::Country(_) => None,
        },
        from,
        to,
        status: Some(MeetingStatus::Held),
        ..MeetingQuery::default()
    };
    let mut pager: Pager<EncounterKey, u32> =
        Pager::new(&("ListEncounters", own, from, to), size, token).map_err(|error| status::store(&error))?;
    let mut tally = Tally::new(own);
    let meetings = || -> Box<dyn Iterator<Item = Result<MeetingRecord, Status>>> {
        Box::new(scan::meetings(engine, query.clone()))
    };
    for meeting in meetings() {
        tally.add(&meeting?).map_err(|_| status::too_many())?;
    }
    for (key, count) in tally.finish() {
        pager.put(key, count);
    }
    let (met, next_page_token) = pager.finish().map_err(|error| status::store(&error))?;
    let mut details = Details::new(own, met.iter().map(|((_, _, other), _)| *other));
    for meeting in meetings() {
        details.add(&meeting?);
    }
    let mut encounters = Vec::with_capacity(met.len());
    for ((_, _, other), count) in met {
        let mut encounter = details.encounter(other, count);
        if let Party::Person(id) = other
            && let rapporteur_storage::Lookup::Found(record) =
                engine.person(id).map_err(|error| status::store(&error))?
        {
            encounter.display_name = record.display_name;
        }
        encounters.push(encounter);
    }
    let person = match own {
        Party::Person(id) => name::person(id),
        Party::Country(_) => String::new(),
    };
    Ok(ListEncountersResponse { person, encounters, next_page_token })
}
