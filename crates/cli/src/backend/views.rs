//! The calls for which many records are read.

use rapporteur::v1::{
    GetOrganizationRequest, GetOrganizationResponse, GetPersonRequest, GetPersonResponse, GetRollCallRequest,
    GetRollCallResponse, ListEncountersRequest, ListEncountersResponse, ListOrganizationsRequest,
    ListOrganizationsResponse, ListOutcomesRequest, ListOutcomesResponse, ListPersonsRequest,
    ListPersonsResponse, ListSeriesRequest, ListSeriesResponse, meeting_service_client::MeetingServiceClient,
    meeting_service_server::MeetingService, organization_service_client::OrganizationServiceClient,
    organization_service_server::OrganizationService, person_service_client::PersonServiceClient,
    person_service_server::PersonService,
};
use tonic::Request;

use super::{Backend, MAX_REPLY_BYTES};
use crate::exit::Failure;

macro_rules! call {
    ($rpc:literal: $name:ident($request:ident) -> $response:ident, $client:ident, $service:ident) => {
        impl Backend {
            #[doc = concat!("`", $rpc, "`.")]
            pub(crate) async fn $name(&self, request: $request) -> Result<$response, Failure> {
                let reply = match self {
                    Self::Server { channel, .. } => {
                        let client = $client::new(channel.clone());
                        client.max_decoding_message_size(MAX_REPLY_BYTES).$name(request).await
                    }
                    Self::Store(services) => services.$service.$name(Request::new(request)).await,
                };
                self.answer(reply)
            }
        }
    };
}

call!("ListSeries": list_series(ListSeriesRequest) -> ListSeriesResponse, MeetingServiceClient, meetings);
call!("ListOutcomes": list_outcomes(ListOutcomesRequest) -> ListOutcomesResponse, MeetingServiceClient, meetings);
call!("GetRollCall": get_roll_call(GetRollCallRequest) -> GetRollCallResponse, MeetingServiceClient, meetings);
call!("ListPersons": list_persons(ListPersonsRequest) -> ListPersonsResponse, PersonServiceClient, persons);
call!("GetPerson": get_person(GetPersonRequest) -> GetPersonResponse, PersonServiceClient, persons);
call!("ListEncounters": list_encounters(ListEncountersRequest) -> ListEncountersResponse,
    PersonServiceClient, persons);
call!("ListOrganizations": list_organizations(ListOrganizationsRequest) -> ListOrganizationsResponse,
    OrganizationServiceClient, organizations);
call!("GetOrganization": get_organization(GetOrganizationRequest) -> GetOrganizationResponse,
    OrganizationServiceClient, organizations);
