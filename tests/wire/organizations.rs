//! ListOrganizations, GetOrganization.

use rapporteur::v1::{
    Date, EncodingType, GetOrganizationRequest, ListOrganizationsRequest, MembershipChange,
    OrganizationFilter,
};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::{ABSENT, BRIEF, LANTERN, TestServer, WIRE, wrong_fields};

const MCO: &str = "organizations/meridian-cooperation-organization";

async fn all() -> TestServer {
    let reports =
        [("wire.txt", WIRE), ("brief.txt", BRIEF), ("absent.txt", ABSENT), ("lantern.txt", LANTERN)];
    TestServer::with_reports(&reports).await
}

#[tokio::test(flavor = "multi_thread")]
async fn organizations_are_listed_by_name_and_found_by_words_initials_and_members() {
    let server = all().await;
    let listed = |filter: OrganizationFilter| {
        let mut client = server.organizations();
        async move {
            let request =
                ListOrganizationsRequest { filter: Some(filter), ..ListOrganizationsRequest::default() };
            let reply = client.list_organizations(request).await.unwrap().into_inner();
            reply.organizations.into_iter().map(|organization| organization.name).collect::<Vec<_>>()
        }
    };
    let lantern = "organizations/lantern-cooperation-forum".to_owned();
    assert_eq!(listed(OrganizationFilter::default()).await, [lantern.clone(), MCO.to_owned()]);
    for name in ["meridian", "MCO", "Meridian Cooperation Organisation"] {
        let filter = OrganizationFilter { name: name.to_owned(), ..OrganizationFilter::default() };
        assert_eq!(listed(filter).await, [MCO], "{name}");
    }
    let member = |code: &str| OrganizationFilter { member_code: code.to_owned(), ..Default::default() };
    assert_eq!(listed(member("UZ")).await, [MCO]);
    assert_eq!(listed(member("FJ")).await, [lantern, MCO.to_owned()]);
    assert!(listed(member("IS")).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_tells_what_is_reported_of_members_from_who_was_seen() {
    let server = all().await;
    let request = GetOrganizationRequest { name: MCO.to_owned(), ..GetOrganizationRequest::default() };
    let reply = server.organizations().get_organization(request).await.unwrap().into_inner();
    let organization = reply.organization.unwrap();
    assert_eq!(organization.display_name, "Meridian Cooperation Organization");
    assert_eq!((organization.meeting_count, organization.membership_change_count), (1, 1));
    let event = &reply.membership_events[0];
    assert_eq!((event.member_code.as_str(), event.change()), ("FJ", MembershipChange::Joined));
    assert_eq!(event.first_reported, Some(Date { year: 2024, month: 5, day: 17 }));
    assert!(event.evidence[0].sentence.starts_with("Fiji joined"), "{event:?}");
    let seen: Vec<&str> = reply.delegations_seen.iter().map(|seen| seen.country_code.as_str()).collect();
    assert!(seen.contains(&"KZ") && seen.contains(&"UZ"), "{seen:?}");
    for seen in &reply.delegations_seen {
        assert_eq!(seen.meeting_count, 1);
        assert!(seen.evidence.iter().all(|evidence| evidence.report.starts_with("reports/")), "{seen:?}");
    }
    assert_eq!(reply.series.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn spans_count_what_was_asked_for() {
    let server = all().await;
    let get = |encoding_type: EncodingType| GetOrganizationRequest {
        name: MCO.to_owned(),
        encoding_type: encoding_type.into(),
    };
    let mut client = server.organizations();
    let bytes = client.get_organization(get(EncodingType::Utf8)).await.unwrap().into_inner();
    let points = client.get_organization(get(EncodingType::Utf32)).await.unwrap().into_inner();
    // An accent stands before the sentence.
    let start = |reply: &rapporteur::v1::GetOrganizationResponse| {
        reply.membership_events[0].evidence[0].span.unwrap().start
    };
    assert_eq!(start(&bytes), start(&points) + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_that_nothing_tells_of_is_not_found_and_a_name_that_is_none_is_wrong() {
    let server = all().await;
    let mut client = server.organizations();
    let get = |name: &str| GetOrganizationRequest { name: name.to_owned(), ..Default::default() };
    // The lexicon knows it, but no report tells of it.
    let status = client.get_organization(get("organizations/united-nations")).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.get_details_resource_info().unwrap().resource_type, "rapporteur.v1.Organization");
    for wrong in ["", "MCO", "organizations/", "organizations/MCO", "meetings/00000000000000000000"] {
        let status = client.get_organization(get(wrong)).await.unwrap_err();
        assert_eq!((status.code(), wrong_fields(&status)), (Code::InvalidArgument, vec!["name".to_owned()]));
    }
    let request = ListOrganizationsRequest { page_token: "x".into(), ..Default::default() };
    let status = client.list_organizations(request).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["page_token"]);
}
