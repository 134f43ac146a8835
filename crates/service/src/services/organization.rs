//! `OrganizationService`.

use std::sync::Arc;

use rapporteur::v1::{
    self, GetOrganizationRequest, GetOrganizationResponse, ListOrganizationsRequest,
    ListOrganizationsResponse, organization_service_server::OrganizationService,
};
use rapporteur_storage::{Lookup, MeetingQuery};
use tonic::{Request, Response, Status};

use super::answer::{blocking, recount_records};
use crate::{
    convert::{SpanUnit, span_unit},
    engine::Engine,
    request::Violations,
    status,
    views::{
        organization::{self, Directory, OrganizationFilter, OrganizationKey, Profile},
        page::Pager,
        scan,
    },
};

/// How many organizations a page holds when the request does not say.
const DEFAULT_PAGE_SIZE: usize = 50;

/// Answers the questions of `OrganizationService`.
#[derive(Debug, Clone)]
pub struct OrganizationHandlers {
    engine: Arc<Engine>,
}

impl OrganizationHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl OrganizationService for OrganizationHandlers {
    async fn list_organizations(
        &self,
        request: Request<ListOrganizationsRequest>,
    ) -> Result<Response<ListOrganizationsResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let filter = request.filter.unwrap_or_default();
        let filter = OrganizationFilter {
            name: violations.text("filter.name", &filter.name),
            member: violations.country("filter.member_code", &filter.member_code),
        };
        let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
        let token = violations.page_token(&request.page_token);
        violations.finish()?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let mut pager: Pager<OrganizationKey, v1::Organization> =
                Pager::new(&filter, size, token.as_deref()).map_err(|error| status::store(&error))?;
            let mut directory = Directory::default();
            for meeting in scan::meetings(&engine, MeetingQuery::default()) {
                directory.add_meeting(&meeting?).map_err(|_| status::too_many())?;
            }
            for report in scan::reports(&engine) {
                directory.add_report(&report?.1.extraction).map_err(|_| status::too_many())?;
            }
            for (key, organization) in directory.finish(&filter) {
                pager.put(key, organization);
            }
            let (organizations, next_page_token) = pager.finish().map_err(|error| status::store(&error))?;
            let organizations = organizations.into_iter().map(|(_, organization)| organization).collect();
            Ok(ListOrganizationsResponse { organizations, next_page_token })
        })
        .await
    }

    async fn get_organization(
        &self,
        request: Request<GetOrganizationRequest>,
    ) -> Result<Response<GetOrganizationResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let name = violations.text("name", &request.name);
        let words = name.as_deref().and_then(organization::words_of_name);
        if words.is_none() {
            let shown: String = request.name.chars().take(60).collect();
            let form = "organizations/ and words of small letters and digits with hyphens between them";
            violations.add("name", format!("`{shown}` is no name of this kind ({form})"));
        }
        let unit = violations.span_unit(request.encoding_type);
        let words = violations.finish_with(words)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || organization(&engine, &words, &request.name, unit)).await
    }
}

fn organization(
    engine: &Engine,
    words: &str,
    asked: &str,
    unit: SpanUnit,
) -> Result<GetOrganizationResponse, Status> {
    let mut profile = Profile::new(organization::key(words));
    for meeting in scan::meetings(engine, MeetingQuery::default()) {
        profile.add_meeting(&meeting?).map_err(|_| status::too_many())?;
    }
    for report in scan::reports(engine) {
        let (id, report) = report?;
        profile.add_report(id, &report.extraction).map_err(|_| status::too_many())?;
    }
    let found = profile.finish().map_or(Lookup::Unknown, Lookup::Found);
    let mut found = status::found(found, "Organization", asked)?;
    let mut spans = span_unit::SpansByReport::new();
    for event in &mut found.membership_events {
        span_unit::of_evidence(&mut event.evidence, &mut spans);
    }
    for seen in &mut found.delegations_seen {
        span_unit::of_evidence(&mut seen.evidence, &mut spans);
    }
    recount_records(engine, unit, spans)?;
    Ok(found)
}
