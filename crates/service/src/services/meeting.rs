//! `MeetingService`.

use std::sync::Arc;

use rapporteur::v1::{
    self, GetMeetingRequest, GetMeetingResponse, GetParticipantsRequest, GetParticipantsResponse,
    GetRollCallRequest, GetRollCallResponse, ListMeetingsRequest, ListMeetingsResponse, ListOutcomesRequest,
    ListOutcomesResponse, ListSeriesRequest, ListSeriesResponse, MeetingView,
    meeting_service_server::MeetingService,
};
use rapporteur_model::{PartialDate, RecordId, record::MeetingRecord};
use rapporteur_storage::{MeetingOrder, MeetingQuery};
use tonic::{Request, Response, Status};

use super::{
    answer::{blocking, recount_records},
    meeting_views,
};
use crate::{
    convert::{SpanUnit, name, record, span_unit, vocabulary},
    engine::Engine,
    participants_page,
    request::Violations,
    status,
};

/// How many meetings or participants a page holds when the request does not say.
pub(super) const DEFAULT_PAGE_SIZE: usize = 50;

/// Answers the questions of `MeetingService`.
#[derive(Debug, Clone)]
pub struct MeetingHandlers {
    engine: Arc<Engine>,
}

impl MeetingHandlers {
    /// Handlers over an engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl MeetingService for MeetingHandlers {
    async fn list_meetings(
        &self,
        request: Request<ListMeetingsRequest>,
    ) -> Result<Response<ListMeetingsResponse>, Status> {
        let (query, view, day) = meeting_query(request.into_inner())?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let page = match day {
                None => engine.list_meetings(&query),
                Some(day) => engine.list_meetings_as_of(&query, day),
            };
            let page = page.map_err(|error| status::store(&error))?;
            let convert = |meeting: &MeetingRecord| match view {
                MeetingView::Full => record::meeting(meeting),
                MeetingView::Unspecified | MeetingView::Basic => record::meeting_basic(meeting),
            };
            Ok(ListMeetingsResponse {
                meetings: page.items.iter().map(convert).collect(),
                next_page_token: page.next_page_token.unwrap_or_default(),
            })
        })
        .await
    }

    async fn get_meeting(
        &self,
        request: Request<GetMeetingRequest>,
    ) -> Result<Response<GetMeetingResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let id: Option<RecordId> = violations.name("name", "meetings", &request.name);
        let view = violations.word::<MeetingView>("view", request.view).unwrap_or_default();
        let unit = violations.span_unit(request.encoding_type);
        let day = request.as_of.as_ref().and_then(|day| violations.date("as_of", day));
        let id = violations.finish_with(id)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let found = match day {
                None => meeting(&engine, id, &request.name)?,
                Some(day) => meeting_as_of(&engine, id, &request.name, day)?,
            };
            let mut meeting = match view {
                MeetingView::Basic => record::meeting_basic(&found),
                MeetingView::Unspecified | MeetingView::Full => record::meeting(&found),
            };
            let mut spans = span_unit::SpansByReport::new();
            span_unit::of_meeting(&mut meeting, &mut spans);
            recount_records(&engine, unit, spans)?;
            Ok(GetMeetingResponse { meeting: Some(meeting) })
        })
        .await
    }

    async fn get_participants(
        &self,
        request: Request<GetParticipantsRequest>,
    ) -> Result<Response<GetParticipantsResponse>, Status> {
        let request = request.into_inner();
        let mut violations = Violations::default();
        let id: Option<RecordId> = violations.name("meeting", "meetings", &request.meeting);
        let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
        let token = violations.page_token(&request.page_token);
        let unit = violations.span_unit(request.encoding_type);
        let id = violations.finish_with(id)?;
        let engine = Arc::clone(&self.engine);
        blocking(move || {
            let found = meeting(&engine, id, &request.meeting)?;
            participants(&engine, &found, size, token.as_deref(), unit)
        })
        .await
    }

    async fn list_series(
        &self,
        request: Request<ListSeriesRequest>,
    ) -> Result<Response<ListSeriesResponse>, Status> {
        meeting_views::list_series(&self.engine, request.into_inner()).await
    }

    async fn list_outcomes(
        &self,
        request: Request<ListOutcomesRequest>,
    ) -> Result<Response<ListOutcomesResponse>, Status> {
        meeting_views::list_outcomes(&self.engine, request.into_inner()).await
    }

    async fn get_roll_call(
        &self,
        request: Request<GetRollCallRequest>,
    ) -> Result<Response<GetRollCallResponse>, Status> {
        meeting_views::get_roll_call(&self.engine, request.into_inner()).await
    }
}

pub(super) fn meeting(engine: &Engine, id: RecordId, asked: &str) -> Result<MeetingRecord, Status> {
    status::found(engine.meeting(id).map_err(|error| status::store(&error))?, "Meeting", asked)
}

fn meeting_as_of(
    engine: &Engine,
    id: RecordId,
    asked: &str,
    day: PartialDate,
) -> Result<MeetingRecord, Status> {
    let found = engine.meeting_as_of(id, day).map_err(|error| status::store(&error))?;
    status::found(found, "Meeting", asked)?
        .ok_or_else(|| Status::not_found(format!("no report had told of `{asked}` by {day}")))
}

fn participants(
    engine: &Engine,
    meeting: &MeetingRecord,
    size: usize,
    token: Option<&str>,
    unit: SpanUnit,
) -> Result<GetParticipantsResponse, Status> {
    let page = participants_page::page(meeting, size, token).map_err(|error| status::store(&error))?;
    let shown = meeting.participants.get(page.range).unwrap_or_default();
    let mut participants: Vec<v1::Participant> = Vec::with_capacity(shown.len());
    for one in shown {
        let inferred = engine.holder_of(meeting, one).map_err(|error| status::store(&error))?;
        participants.push(v1::Participant {
            inferred_person: inferred.as_ref().map(record::inferred_person),
            ..record::participant(one)
        });
    }
    let mut spans = span_unit::SpansByReport::new();
    for participant in &mut participants {
        span_unit::of_participant(participant, &mut spans);
    }
    recount_records(engine, unit, spans)?;
    Ok(GetParticipantsResponse {
        meeting: name::meeting(meeting.id),
        participants,
        next_page_token: page.next_page_token,
    })
}

fn meeting_query(
    request: ListMeetingsRequest,
) -> Result<(MeetingQuery, MeetingView, Option<PartialDate>), Status> {
    let filter = request.filter.unwrap_or_default();
    let mut violations = Violations::default();
    let (from, to) =
        violations.dates(("filter.from", filter.from.as_ref()), ("filter.to", filter.to.as_ref()));
    let status = violations.word("filter.status", filter.status).and_then(vocabulary::meeting_status_of);
    let kind = violations.word("filter.kind", filter.kind).and_then(vocabulary::meeting_kind_of);
    let orders =
        [("start_date", MeetingOrder::StartDate), ("start_date desc", MeetingOrder::StartDateDescending)];
    let query = MeetingQuery {
        organization: violations.organization("filter.organization", &filter.organization),
        series: violations.text("filter.series", &filter.series),
        country: violations.country("filter.country_code", &filter.country_code),
        city: violations.text("filter.city", &filter.city),
        person: violations.person("filter.person", &filter.person),
        from,
        to,
        status,
        kind,
        text: violations.text("filter.text", &filter.text),
        topics: violations.topics("filter.topic", &filter.topic),
        order: violations.order(&request.order_by, &orders),
        page_size: violations.page_size(request.page_size, DEFAULT_PAGE_SIZE),
        page_token: violations.page_token(&request.page_token),
    };
    let view = violations.word::<MeetingView>("view", request.view).unwrap_or_default();
    let day = request.as_of.as_ref().and_then(|day| violations.date("as_of", day));
    violations.finish()?;
    Ok((query, view, day))
}
