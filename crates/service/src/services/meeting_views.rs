//! The calls of `MeetingService` for which many meetings, or all reports of one, are read.

use std::{collections::BTreeSet, sync::Arc};

use rapporteur::v1::{
    self, GetRollCallRequest, GetRollCallResponse, ListOutcomesRequest, ListOutcomesResponse,
    ListSeriesRequest, ListSeriesResponse,
};
use rapporteur_model::{PartialDate, RecordId, ReportId, record::MeetingRecord};
use rapporteur_storage::{Lookup, MeetingQuery};
use tonic::{Response, Status};

use super::{
    answer::{blocking, recount_records},
    meeting::{DEFAULT_PAGE_SIZE, meeting},
};
use crate::{
    convert::{SpanUnit, common, name, span_unit, vocabulary},
    engine::Engine,
    list_page, participants_page,
    request::Violations,
    status,
    views::{
        outcome::{self, OutcomeFilter, OutcomeKey},
        page::Pager,
        roll_call::{self, Column},
        scan,
        series::{SeriesKey, SeriesView},
        text::stem_set,
    },
};

/// How many reports of one meeting a roll call shows.
const MAX_REPORTS: usize = 100;

/// `ListSeries`.
pub(super) async fn list_series(
    engine: &Arc<Engine>,
    request: ListSeriesRequest,
) -> Result<Response<ListSeriesResponse>, Status> {
    let mut violations = Violations::default();
    let filter = request.filter.clone().unwrap_or_default();
    let organization = violations.organization("filter.organization", &filter.organization);
    let text = violations.text("filter.text", &filter.text);
    let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
    let token = violations.page_token(&request.page_token);
    violations.finish()?;
    let engine = Arc::clone(engine);
    blocking(move || {
        let question = ("ListSeries", &organization, &text);
        let mut pager: Pager<SeriesKey, _> =
            Pager::new(&question, size, token.as_deref()).map_err(|error| status::store(&error))?;
        let mut view = SeriesView::new(text.as_deref());
        let query = MeetingQuery { organization: organization.clone(), ..MeetingQuery::default() };
        for meeting in scan::meetings(&engine, query) {
            view.add(&meeting?).map_err(|_| status::too_many())?;
        }
        for (key, series) in view.finish() {
            pager.put(key, series);
        }
        let (series, next_page_token) = pager.finish().map_err(|error| status::store(&error))?;
        let series = series.into_iter().map(|(_, series)| series()).collect();
        Ok(ListSeriesResponse { series, next_page_token })
    })
    .await
}

/// What is asked of `ListOutcomes`.
#[derive(Debug)]
struct OutcomesQuestion {
    organization: Option<String>,
    meeting: Option<RecordId>,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    filter: OutcomeFilter,
}

/// `ListOutcomes`.
pub(super) async fn list_outcomes(
    engine: &Arc<Engine>,
    request: ListOutcomesRequest,
) -> Result<Response<ListOutcomesResponse>, Status> {
    let mut violations = Violations::default();
    let filter = request.filter.unwrap_or_default();
    let (from, to) =
        violations.dates(("filter.from", filter.from.as_ref()), ("filter.to", filter.to.as_ref()));
    let question = OutcomesQuestion {
        organization: violations.organization("filter.organization", &filter.organization),
        meeting: violations.optional_name("filter.meeting", "meetings", &filter.meeting),
        from,
        to,
        filter: OutcomeFilter {
            kind: violations.word("filter.kind", filter.kind).and_then(vocabulary::outcome_kind_of),
            status: violations.word("filter.status", filter.status).and_then(vocabulary::outcome_status_of),
            text: stem_set(violations.text("filter.text", &filter.text).as_deref()),
        },
    };
    let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
    let token = violations.page_token(&request.page_token);
    let unit = violations.span_unit(request.encoding_type);
    violations.finish()?;
    let engine = Arc::clone(engine);
    let asked = filter.meeting;
    blocking(move || {
        let mut pager: Pager<OutcomeKey, v1::MeetingOutcome> =
            Pager::new(&question, size, token.as_deref()).map_err(|error| status::store(&error))?;
        let only = match question.meeting {
            Some(id) => Some(meeting(&engine, id, asked.trim())?),
            None => None,
        };
        let query = MeetingQuery {
            organization: question.organization.clone(),
            from: question.from,
            to: question.to,
            ..MeetingQuery::default()
        };
        for found in of_meetings(&engine, only, query) {
            let found = found?;
            for (key, outcome) in outcome::of_meeting(&question.filter, &found) {
                if pager.wants(&key) {
                    pager.put(key, outcome::told(&found, outcome));
                }
            }
        }
        let (outcomes, next_page_token) = pager.finish().map_err(|error| status::store(&error))?;
        let mut outcomes: Vec<v1::MeetingOutcome> =
            outcomes.into_iter().map(|(_, outcome)| outcome).collect();
        let mut spans = span_unit::SpansByReport::new();
        for outcome in outcomes.iter_mut().filter_map(|one| one.outcome.as_mut()) {
            span_unit::of_evidence(&mut outcome.evidence, &mut spans);
        }
        recount_records(&engine, unit, spans)?;
        Ok(ListOutcomesResponse { outcomes, next_page_token })
    })
    .await
}

/// The meetings that answer a query, or of these only the one that is given.
fn of_meetings(
    engine: &Engine,
    only: Option<MeetingRecord>,
    query: MeetingQuery,
) -> Box<dyn Iterator<Item = Result<MeetingRecord, Status>> + '_> {
    match only {
        // Nothing else is asked, so nothing else is read.
        Some(meeting) if query == MeetingQuery::default() => Box::new(std::iter::once(Ok(meeting))),
        Some(meeting) => Box::new(
            scan::meetings(engine, query)
                .filter(move |found| found.as_ref().map_or(true, |found| found.id == meeting.id)),
        ),
        None => Box::new(scan::meetings(engine, query)),
    }
}

/// `GetRollCall`.
pub(super) async fn get_roll_call(
    engine: &Arc<Engine>,
    request: GetRollCallRequest,
) -> Result<Response<GetRollCallResponse>, Status> {
    let mut violations = Violations::default();
    let id: Option<RecordId> = violations.name("meeting", "meetings", &request.meeting);
    let size = violations.page_size(request.page_size, DEFAULT_PAGE_SIZE);
    let token = violations.page_token(&request.page_token);
    let unit = violations.span_unit(request.encoding_type);
    let id = violations.finish_with(id)?;
    let engine = Arc::clone(engine);
    blocking(move || {
        let found = meeting(&engine, id, &request.meeting)?;
        let page =
            participants_page::page(&found, size, token.as_deref()).map_err(|error| status::store(&error))?;
        roll_call_of(&engine, &found, page, unit)
    })
    .await
}

fn roll_call_of(
    engine: &Engine,
    meeting: &MeetingRecord,
    page: list_page::ListPage,
    unit: SpanUnit,
) -> Result<GetRollCallResponse, Status> {
    let (reports, columns): (Vec<_>, Vec<_>) = columns(engine, meeting)?.into_iter().unzip();
    let rows = roll_call::rows(&meeting.participants, &columns);
    let shown = page.range;
    let mut rows: Vec<v1::RollCallRow> = rows.into_iter().skip(shown.start).take(shown.len()).collect();
    let mut spans = span_unit::SpansByReport::new();
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        span_unit::of_evidence(&mut cell.evidence, &mut spans);
    }
    recount_records(engine, unit, spans)?;
    let telling: BTreeSet<ReportId> = meeting.mentions.iter().map(|mention| mention.report).collect();
    Ok(GetRollCallResponse {
        meeting: name::meeting(meeting.id),
        reports,
        report_count: i32::try_from(telling.len()).unwrap_or(i32::MAX),
        rows,
        next_page_token: page.next_page_token,
    })
}

/// The reports that tell of a meeting with what they say of who was there, by date of publication.
fn columns(engine: &Engine, meeting: &MeetingRecord) -> Result<Vec<(v1::RollCallReport, Column)>, Status> {
    let telling: BTreeSet<ReportId> = meeting.mentions.iter().map(|mention| mention.report).collect();
    let mut columns = std::collections::BTreeMap::new();
    for id in telling {
        let stored = match engine.report(id).map_err(|error| status::store(&error))? {
            Lookup::Found(stored) => stored,
            // Deleted since the meeting was read.
            Lookup::Gone | Lookup::Unknown => continue,
        };
        let mentions = meeting.mentions.iter().filter(|mention| mention.report == id);
        let keys: BTreeSet<&str> = mentions.map(|mention| mention.key.as_str()).collect();
        let mut extraction = stored.extraction;
        extraction.participations.retain(|one| keys.contains(one.meeting.as_str()));
        let report = extraction.report;
        let place = (report.publish_date.is_none(), report.publish_date, id);
        let told = v1::RollCallReport {
            report: name::report(id),
            report_uri: report.uri,
            title: report.title.unwrap_or_default(),
            publisher: report.publisher.unwrap_or_default(),
            publish_date: report.publish_date.map(common::date),
        };
        columns.insert(place, (told, Column { report: id, participations: extraction.participations }));
        if columns.len() > MAX_REPORTS {
            columns.pop_last();
        }
    }
    Ok(columns.into_values().collect())
}
