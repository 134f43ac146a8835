//! ListPersons, GetPerson, ListEncounters.

use rapporteur::v1::{
    Date, GetPersonRequest, ListEncountersRequest, ListPersonsRequest, ParticipationRole, Person,
    PersonFilter, PersonView,
};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::{ABSENT, BRIEF, OTHER, TestServer, WIRE, wrong_fields};

async fn all() -> TestServer {
    TestServer::with_reports(&[("wire.txt", WIRE), ("brief.txt", BRIEF), ("other.txt", OTHER)]).await
}

async fn listed(server: &TestServer, filter: PersonFilter) -> Vec<Person> {
    let request = ListPersonsRequest { filter: Some(filter), ..ListPersonsRequest::default() };
    server.persons().list_persons(request).await.unwrap().into_inner().persons
}

async fn named(server: &TestServer, name: &str) -> Person {
    let filter = PersonFilter { name: name.to_owned(), ..PersonFilter::default() };
    listed(server, filter).await.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_of_two_spellings_is_listed_once_and_by_name() {
    let server = all().await;
    let persons = listed(&server, PersonFilter::default()).await;
    let mut names: Vec<&str> = persons.iter().map(|person| person.display_name.as_str()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names[0].starts_with("Daniyar Seit"), "{names:?}");
    let given = names.clone();
    names.sort_by_key(|name| name.replace('É', "E"));
    assert_eq!(given, names);
    assert!(persons.iter().all(|person| person.mentions.is_empty()), "a list is BASIC");
    let full = ListPersonsRequest { view: PersonView::Full.into(), ..ListPersonsRequest::default() };
    let full = server.persons().list_persons(full).await.unwrap().into_inner().persons;
    assert!(full.iter().all(|person| !person.mentions.is_empty()));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_of_persons_holds_alone() {
    let server = all().await;
    let filters = [
        PersonFilter { name: "elodie".into(), ..Default::default() },
        PersonFilter { country_code: "fj".into(), office: "transport".into(), ..Default::default() },
    ];
    for filter in filters {
        let found = listed(&server, filter.clone()).await;
        assert_eq!(found.len(), 1, "{filter:?}: {found:?}");
        assert_eq!(found[0].display_name, "Élodie Ratu");
    }
    assert_eq!(
        listed(&server, PersonFilter { country_code: "FJ".into(), ..Default::default() }).await.len(),
        2
    );
    let nobody = PersonFilter { organization: "MCO".into(), ..Default::default() };
    assert!(listed(&server, nobody).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_persons_give_each_once_while_others_write() {
    let server = all().await;
    let mut request = ListPersonsRequest { page_size: 1, ..ListPersonsRequest::default() };
    let mut found = Vec::new();
    loop {
        let reply = server.persons().list_persons(request.clone()).await.unwrap().into_inner();
        found.extend(reply.persons.into_iter().map(|person| person.name));
        server.ingest(&format!("{}.txt", found.len()), WIRE).await.unwrap();
        if reply.next_page_token.is_empty() {
            break;
        }
        request.page_token = reply.next_page_token;
    }
    let all: Vec<String> =
        listed(&server, PersonFilter::default()).await.into_iter().map(|person| person.name).collect();
    assert_eq!(found, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_offices_meetings_and_quotations_and_answers_to_every_name_given_out() {
    let server = TestServer::with_reports(&[("wire.txt", WIRE)]).await;
    let before = named(&server, "Seitqazin").await.name;
    server.ingest("brief.txt", BRIEF).await.unwrap();
    let mut client = server.persons();
    let get = |name: String| GetPersonRequest { name, ..GetPersonRequest::default() };
    let reply = client.get_person(get(before)).await.unwrap().into_inner();
    let person = reply.person.unwrap();
    assert_eq!(person.name, named(&server, "Seitkazin").await.name);
    assert_eq!(person.mentions.len(), 2);
    let office = &person.offices[0];
    assert_eq!(office.first_seen, Some(Date { year: 2024, month: 5, day: 15 }), "{office:?}");
    assert_eq!(office.last_seen, Some(Date { year: 2024, month: 5, day: 16 }), "{office:?}");
    assert_eq!(reply.meetings.len(), 1);
    let meeting = &reply.meetings[0];
    assert!(person.meetings.contains(&meeting.name), "{meeting:?}");
    assert!(meeting.roles.contains(&ParticipationRole::Chair.into()), "{meeting:?}");
    // The sentence that both outlets print is one utterance.
    assert_eq!((reply.quote_count, reply.quotes.len()), (1, 1));
    assert!(reply.quotes[0].starts_with("quotes/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_were_there_have_met() {
    let server = all().await;
    let chair = named(&server, "Seitqazin").await.name;
    let met = |person: &str, country_code: &str| ListEncountersRequest {
        person: person.to_owned(),
        country_code: country_code.to_owned(),
        ..ListEncountersRequest::default()
    };
    let reply = server.persons().list_encounters(met(&chair, "")).await.unwrap().into_inner();
    assert_eq!(reply.person, chair);
    let names: Vec<(&str, i32)> = reply
        .encounters
        .iter()
        .map(|encounter| (encounter.display_name.as_str(), encounter.meeting_count))
        .collect();
    assert_eq!(names, [("Élodie Ratu", 1), ("Sherzod Norqulov", 1)]);
    let common = &reply.encounters[0].meetings[0];
    assert_eq!(common.own[0].offices, ["Minister of Transport"]);
    assert_eq!(common.other[0].delegation.as_ref().unwrap().country_code, "FJ");
    let reply = server.persons().list_encounters(met("", "KZ")).await.unwrap().into_inner();
    let codes: Vec<&str> = reply.encounters.iter().map(|encounter| encounter.country_code.as_str()).collect();
    assert_eq!((codes, reply.person.as_str()), (vec!["FJ", "UZ"], ""));
    let earlier = ListEncountersRequest { to: Some(Date { year: 2023, month: 0, day: 0 }), ..met("", "KZ") };
    assert!(server.persons().list_encounters(earlier).await.unwrap().into_inner().encounters.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_absent_met_nobody() {
    let server = TestServer::with_reports(&[("absent.txt", ABSENT)]).await;
    let absent = named(&server, "Ratu").await.name;
    let request = ListEncountersRequest { person: absent, ..ListEncountersRequest::default() };
    assert!(server.persons().list_encounters(request).await.unwrap().into_inner().encounters.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_question_for_persons_is_told() {
    let server = TestServer::start().await;
    let nobody = "persons/00000000000000000000".to_owned();
    let mut client = server.persons();
    let missing = [
        client.get_person(GetPersonRequest { name: nobody.clone(), ..Default::default() }).await.unwrap_err(),
        client
            .list_encounters(ListEncountersRequest { person: nobody.clone(), ..Default::default() })
            .await
            .unwrap_err(),
    ];
    for status in missing {
        assert_eq!(status.code(), Code::NotFound);
        assert_eq!(status.get_details_resource_info().unwrap().resource_type, "rapporteur.v1.Person");
    }
    let encounters = |person: &str, country_code: &str| ListEncountersRequest {
        person: person.to_owned(),
        country_code: country_code.to_owned(),
        ..ListEncountersRequest::default()
    };
    for (request, field) in [
        (encounters("", ""), "person"),
        (encounters(&nobody, "KZ"), "country_code"),
        (encounters("Daniyar", ""), "person"),
        (encounters("", "Kazakhstan"), "country_code"),
        (ListEncountersRequest { page_token: "x".into(), ..encounters("", "KZ") }, "page_token"),
    ] {
        let status = client.list_encounters(request).await.unwrap_err();
        assert_eq!((status.code(), wrong_fields(&status)), (Code::InvalidArgument, vec![field.to_owned()]));
    }
    let request = ListPersonsRequest {
        filter: Some(PersonFilter { country_code: "ZZ".into(), ..PersonFilter::default() }),
        page_size: -1,
        view: 9,
        ..ListPersonsRequest::default()
    };
    let status = client.list_persons(request).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["filter.country_code", "page_size", "view"]);
}
