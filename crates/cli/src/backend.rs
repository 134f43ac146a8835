//! Whom a command asks: a server over gRPC, or a store on this machine. Both answer with the messages of the contract,
//! and a store answers through the same services that a server runs, so that the answers are the same.

mod views;

use std::path::Path;

use rapporteur::v1::{
    DeleteReportRequest, DeleteReportResponse, GetParticipantsRequest, GetParticipantsResponse,
    IngestReportResponse, IngestReportsRequest, ListMeetingsRequest, ListMeetingsResponse,
    ListReportsRequest, ListReportsResponse, ReportSource, SearchQuotesRequest, SearchQuotesResponse,
    ingest_reports_response::Outcome, meeting_service_client::MeetingServiceClient,
    meeting_service_server::MeetingService, quote_service_client::QuoteServiceClient,
    quote_service_server::QuoteService, report_service_client::ReportServiceClient,
    report_service_server::ReportService, report_source,
};
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt as _;

use crate::{
    args::{DEFAULT_DATA, PlaceArgs},
    exit::{ExitStatus, Failure},
    plain::one_line,
    remote::Line,
    wiring::{self, Services},
};

/// The largest reply that is read: a page of a thousand meetings with all their evidence stays far below it.
pub(crate) const MAX_REPLY_BYTES: usize = 256 << 20;

/// A server or a store.
pub(crate) enum Backend {
    /// A server, with its URL.
    Server {
        /// Where it is, for messages.
        url: String,
        /// The connection.
        channel: Line,
    },
    /// A store in this process.
    Store(Services),
}

impl Backend {
    /// Connects to the server, or opens the store; makes the store where there is none and `create` says so.
    ///
    /// # Errors
    /// [`ExitStatus::Configuration`] for a URL or a directory that cannot be used, [`ExitStatus::Unavailable`] when the
    /// server does not answer, [`ExitStatus::Store`] when the store cannot be opened.
    pub(crate) async fn open(place: &PlaceArgs, create: bool) -> Result<Self, Failure> {
        match &place.server {
            Some(url) => {
                let (url, channel) = place.remote.connect(url).await?;
                Ok(Self::Server { url, channel })
            }
            None => Ok(Self::Store(open_store(&place.data, place.cache_mib, create)?)),
        }
    }

    /// `ListMeetings`.
    pub(crate) async fn list_meetings(
        &self,
        request: ListMeetingsRequest,
    ) -> Result<ListMeetingsResponse, Failure> {
        let reply = match self {
            Self::Server { channel, .. } => {
                let client = MeetingServiceClient::new(channel.clone());
                client.max_decoding_message_size(MAX_REPLY_BYTES).list_meetings(request).await
            }
            Self::Store(services) => services.meetings.list_meetings(Request::new(request)).await,
        };
        self.answer(reply)
    }

    /// `GetParticipants`.
    pub(crate) async fn get_participants(
        &self,
        request: GetParticipantsRequest,
    ) -> Result<GetParticipantsResponse, Failure> {
        let reply = match self {
            Self::Server { channel, .. } => {
                let client = MeetingServiceClient::new(channel.clone());
                client.max_decoding_message_size(MAX_REPLY_BYTES).get_participants(request).await
            }
            Self::Store(services) => services.meetings.get_participants(Request::new(request)).await,
        };
        self.answer(reply)
    }

    /// `SearchQuotes`.
    pub(crate) async fn search_quotes(
        &self,
        request: SearchQuotesRequest,
    ) -> Result<SearchQuotesResponse, Failure> {
        let reply = match self {
            Self::Server { channel, .. } => {
                let client = QuoteServiceClient::new(channel.clone());
                client.max_decoding_message_size(MAX_REPLY_BYTES).search_quotes(request).await
            }
            Self::Store(services) => services.quotes.search_quotes(Request::new(request)).await,
        };
        self.answer(reply)
    }

    /// `IngestReport` for several reports, each a URI and bytes. A store keeps them as one change. The statuses themselves
    /// are returned, because a report that is refused does not end an ingest.
    pub(crate) async fn ingest_reports(
        &self,
        reports: Vec<(String, Vec<u8>)>,
    ) -> Vec<Result<IngestReportResponse, Status>> {
        let count = reports.len();
        if let Self::Store(services) = self {
            return match services.reports.ingest_batch(reports).await {
                Ok(answers) => answers,
                Err(status) => vec![Err(status); count],
            };
        }
        let requests = reports.into_iter().map(|(uri, content)| {
            let source = ReportSource { uri, data: Some(report_source::Data::Content(content)) };
            IngestReportsRequest { source: Some(source), tag: String::new() }
        });
        let requests: Vec<IngestReportsRequest> = requests.collect();
        let mut answers = Vec::with_capacity(count);
        while answers.len() < count {
            let rest = requests.get(answers.len()..).unwrap_or_default().to_vec();
            if let Err(status) = self.stream_reports(rest, &mut answers).await {
                // A report that is too large for a message ends the stream; those behind it go on in another.
                let is_of_report = matches!(status.code(), Code::OutOfRange | Code::ResourceExhausted);
                let of_as_many = if is_of_report { answers.len() + 1 } else { count };
                answers.resize_with(of_as_many, || Err(status.clone()));
            }
        }
        answers
    }

    /// `IngestReports`, on a server; an answer a report, as far as the stream goes.
    async fn stream_reports(
        &self,
        requests: Vec<IngestReportsRequest>,
        answers: &mut Vec<Result<IngestReportResponse, Status>>,
    ) -> Result<(), Status> {
        let Self::Server { channel, .. } = self else {
            return Err(Status::internal("only a server takes streams"));
        };
        let enough = answers.len() + requests.len();
        let mut client = ReportServiceClient::new(channel.clone());
        let mut replies = client.ingest_reports(tokio_stream::iter(requests)).await?.into_inner();
        while let Some(reply) = replies.message().await? {
            answers.push(match reply.outcome {
                Some(Outcome::Kept(kept)) => Ok(kept),
                Some(Outcome::Refused(refused)) => Err(Status::new(refused.code.into(), refused.message)),
                None => Err(Status::internal("the server says nothing of a report")),
            });
        }
        if answers.len() < enough {
            return Err(Status::unavailable("the server ended the stream before it had answered"));
        }
        Ok(())
    }

    /// `ListReports`.
    pub(crate) async fn list_reports(
        &self,
        request: ListReportsRequest,
    ) -> Result<ListReportsResponse, Failure> {
        let reply = match self {
            Self::Server { channel, .. } => {
                let client = ReportServiceClient::new(channel.clone());
                client.max_decoding_message_size(MAX_REPLY_BYTES).list_reports(request).await
            }
            Self::Store(services) => services.reports.list_reports(Request::new(request)).await,
        };
        self.answer(reply)
    }

    /// `DeleteReport`. The status itself is returned, because a name that is not there ends nothing.
    pub(crate) async fn delete_report(
        &self,
        request: DeleteReportRequest,
    ) -> Result<DeleteReportResponse, Status> {
        let reply = match self {
            Self::Server { channel, .. } => {
                ReportServiceClient::new(channel.clone()).delete_report(request).await
            }
            Self::Store(services) => services.reports.delete_report(Request::new(request)).await,
        };
        reply.map(Response::into_inner)
    }

    /// The failure with which a command ends when a call fails so.
    pub(crate) fn failure(&self, status: &Status) -> Failure {
        let (exit, of_whom) = match (status.code(), self) {
            (Code::InvalidArgument | Code::OutOfRange, _) => (ExitStatus::Usage, String::new()),
            (Code::NotFound, _) => (ExitStatus::SomeFailed, String::new()),
            (Code::Unauthenticated | Code::PermissionDenied, Self::Server { url, .. }) => {
                (ExitStatus::Configuration, format!("the server at {url}: "))
            }
            (_, Self::Server { url, .. }) => (ExitStatus::Unavailable, format!("the server at {url}: ")),
            (_, Self::Store(_)) => (ExitStatus::Store, String::new()),
        };
        Failure::new(exit, format!("{of_whom}{}", reason(status)))
    }

    fn answer<T>(&self, reply: Result<Response<T>, Status>) -> Result<T, Failure> {
        reply.map(Response::into_inner).map_err(|status| self.failure(&status))
    }
}

/// What a status says to a person: the fields that it finds wrong, or else its message.
pub(crate) fn reason(status: &Status) -> String {
    let violations =
        status.get_details_bad_request().map(|details| details.field_violations).unwrap_or_default();
    let described: Vec<String> = violations
        .iter()
        .filter(|violation| !violation.description.is_empty())
        .map(|violation| match violation.field.split('.').next() {
            // Of a report, the file's name is said already.
            Some("source") => violation.description.clone(),
            _ => format!("{}: {}", violation.field, violation.description),
        })
        .collect();
    let text = if !described.is_empty() {
        described.join("; ")
    } else if status.message().is_empty() {
        status.code().description().to_owned()
    } else {
        status.message().to_owned()
    };
    one_line(&text)
}

/// Opens the store in a directory.
///
/// # Errors
/// As [`Backend::open`].
pub(crate) fn open_store(directory: &Path, cache_mib: u64, create: bool) -> Result<Services, Failure> {
    let shown = one_line(&directory.to_string_lossy());
    if directory.exists() && !directory.is_dir() {
        return Err(Failure::configuration(format!("{shown} is no directory")));
    }
    // Opening makes a store; a question asked of the wrong place should say so instead.
    if !create && !directory.exists() {
        let hint = if directory == Path::new(DEFAULT_DATA) { " or --server URL" } else { "" };
        return Err(Failure::configuration(format!(
            "there is no store in {shown}; `rapporteur ingest` makes one, or give another with --data DIR{hint}"
        )));
    }
    wiring::open(directory, cache_mib)
}

#[cfg(test)]
mod tests {
    use tonic_types::ErrorDetails;

    use super::*;
    use crate::remote::RemoteArgs;

    #[test]
    fn a_reason_names_the_fields_or_gives_the_message() {
        let details = ErrorDetails::with_bad_request_violation("filter.city", "is \u{1b} odd");
        let status = Status::with_error_details(Code::InvalidArgument, "bad request", details);
        assert_eq!(reason(&status), r"filter.city: is \u{1b} odd");
        assert_eq!(reason(&Status::not_found("no such meeting")), "no such meeting");
        assert_eq!(reason(&Status::new(Code::Unavailable, "")), Code::Unavailable.description());
    }

    #[tokio::test]
    async fn a_url_that_is_none_is_bad_configuration_and_nobody_there_is_unavailable() {
        for url in ["ftp://x", "http://", "not a url", ""] {
            let failure = RemoteArgs::default().connect(url).await.err().unwrap();
            assert_eq!(failure.status, ExitStatus::Configuration, "{url}: {failure}");
        }
        // Port 1 of this machine: nobody listens there.
        let failure = RemoteArgs::default().connect("127.0.0.1:1").await.err().unwrap();
        assert_eq!(failure.status, ExitStatus::Unavailable);
        assert!(failure.to_string().contains("http://127.0.0.1:1"), "{failure}");
    }
}
