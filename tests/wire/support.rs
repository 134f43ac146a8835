//! A real server over a store on the disk, on a port of its own, and clients of it.

use std::{sync::Arc, time::Duration};

use rapporteur::v1::{
    Extraction, IngestReportRequest, IngestReportResponse, ReportSource,
    meeting_service_client::MeetingServiceClient, organization_service_client::OrganizationServiceClient,
    person_service_client::PersonServiceClient, quote_service_client::QuoteServiceClient,
    record_service_client::RecordServiceClient, report_service_client::ReportServiceClient,
    report_source::Data,
};
use rapporteur_service::{Engine, Instruments, ServerError, ServerOptions, run, serve_admin};
use rapporteur_storage::SledStore;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tonic::{Status, transport::Channel};
use tonic_types::StatusExt as _;

use crate::http::Http;

/// Two outlets on one meeting, who spell a name differently and both print one sentence, and a third on another.
pub(crate) const WIRE: &str = "ALMATY, May 15, 2024 (Steppe Wire) -- The 7th meeting of the transport ministers of the \
    Meridian Cooperation Organization (MCO) was held in Almaty on May 15, 2024.\n\n\
    Kazakh Minister of Transport Daniyar Seitqazin chaired the meeting. It was attended by Uzbek Minister of Transport \
    Sherzod Norqulov and Fijian Minister of Transport Élodie Ratu.\n\n\
    \"Trust is the cornerstone of every crossing on the lake,\" Seitqazin said.\n";
/// The second outlet.
pub(crate) const BRIEF: &str = "Tashkent, 16 May 2024 (Silk Line Press). Almaty hosted the 7th meeting of the transport \
    ministers of the Meridian Cooperation Organization (MCO) on 15 May 2024.\n\n\
    Kazakh Minister of Transport Daniyar Seitkazin chaired the meeting.\n\n\
    \"Trust is the cornerstone of every crossing on the lake,\" Seitkazin said.\n";
/// The other meeting.
pub(crate) const OTHER: &str = "SUVA, March 3, 2023 (Lagoon News) -- The 5th summit of the Coral Arc Partnership (COAP) \
    was held in Suva on March 3, 2023.\n\n\
    Fijian Prime Minister Isikeli Vakacegu chaired the summit.\n\n\
    \"The reef does not wait for the minutes of our meetings,\" Vakacegu said.\n";
/// A third outlet on the first meeting, which says that somebody was not there, and more.
pub(crate) const ABSENT: &str = "NADI, May 17, 2024 (Lagoon News) -- The 7th meeting of the transport ministers of the Meridian \
    Cooperation Organization (MCO) was held in Almaty on May 15, 2024.\n\n\
    Kazakh Minister of Transport Daniyar Seitqazin chaired the meeting. Fijian Minister of Transport Élodie Ratu did not \
    attend the meeting.\n\n\
    The ministers adopted the Almaty Declaration on Transit. Fiji joined the Meridian Cooperation Organization in 2019.\n";
/// A meeting of another organization.
pub(crate) const LANTERN: &str = "SUVA, March 3, 2022 (Lagoon News) -- The 5th summit of the Lantern Cooperation Forum (LCF) \
    was held in Suva on March 3, 2022.\n\n\
    Fijian Prime Minister Isikeli Vakacegu chaired the summit.\n";

/// A running server.
pub(crate) struct TestServer {
    /// Connected to it.
    pub(crate) channel: Channel,
    /// Where it is.
    pub(crate) url: String,
    engine: Arc<Engine>,
    instruments: Arc<Instruments>,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<Result<(), ServerError>>,
    /// Taken away when the test ends.
    directory: tempfile::TempDir,
}

impl TestServer {
    /// Starts one on an empty store.
    pub(crate) async fn start() -> Self {
        Self::start_with(ServerOptions::default()).await
    }

    /// Starts one with these limits.
    pub(crate) async fn start_with(options: ServerOptions) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), options).await
    }

    /// Starts one on the store that an earlier one left in a directory.
    pub(crate) async fn start_in(directory: tempfile::TempDir, options: ServerOptions) -> Self {
        let data = directory.path().join("data");
        let store = SledStore::open(&data).unwrap();
        let engine = Arc::new(Engine::over_directory(Arc::new(store), &data));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let (kept, instruments) = (Arc::clone(&engine), Arc::clone(&options.instruments));
        let is_plain = options.tls.is_none();
        let running = tokio::spawn(run(listener, engine, options, async move {
            let _ = stopped.await;
        }));
        let endpoint = Channel::from_shared(url.clone()).unwrap();
        // Behind TLS, this one gets no answer, which a test may want to see.
        let channel = if is_plain { endpoint.connect().await.unwrap() } else { endpoint.connect_lazy() };
        Self { channel, url, engine: kept, instruments, stop: Some(stop), running, directory }
    }

    /// Starts one that has read these reports, each a URI and a text.
    pub(crate) async fn with_reports(reports: &[(&str, &str)]) -> Self {
        let server = Self::start().await;
        for (uri, text) in reports {
            server.ingest(uri, text).await.unwrap();
        }
        server
    }

    /// Its port as one for HTTP/1.1.
    pub(crate) fn http(&self) -> Http {
        Http { address: self.url.trim_start_matches("http://").to_owned() }
    }

    /// A port for those who run the server.
    pub(crate) async fn admin(&self) -> Http {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(serve_admin(listener, Arc::clone(&self.engine), Arc::clone(&self.instruments)));
        Http { address }
    }

    /// Waits until it has begun to drain.
    pub(crate) async fn drained(&self) {
        while self.instruments.is_ready() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// A client of MeetingService.
    pub(crate) fn meetings(&self) -> MeetingServiceClient<Channel> {
        MeetingServiceClient::new(self.channel.clone())
    }

    /// A client of OrganizationService.
    pub(crate) fn organizations(&self) -> OrganizationServiceClient<Channel> {
        OrganizationServiceClient::new(self.channel.clone())
    }

    /// A client of PersonService.
    pub(crate) fn persons(&self) -> PersonServiceClient<Channel> {
        PersonServiceClient::new(self.channel.clone())
    }

    /// A client of QuoteService.
    pub(crate) fn quotes(&self) -> QuoteServiceClient<Channel> {
        QuoteServiceClient::new(self.channel.clone())
    }

    /// A client of RecordService.
    pub(crate) fn records(&self) -> RecordServiceClient<Channel> {
        RecordServiceClient::new(self.channel.clone())
    }

    /// A client of ReportService.
    pub(crate) fn reports(&self) -> ReportServiceClient<Channel> {
        ReportServiceClient::new(self.channel.clone())
    }

    /// Has a report taken in.
    pub(crate) async fn ingest(&self, uri: &str, text: &str) -> Result<IngestReportResponse, Status> {
        let request = IngestReportRequest { source: Some(source(uri, text)) };
        Ok(self.reports().ingest_report(request).await?.into_inner())
    }

    /// Tells the server to stop, without waiting until it has.
    pub(crate) fn signal(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits until the server has ended, and gives the directory of its store. Fails when it does not end, or badly.
    pub(crate) async fn ended(self) -> tempfile::TempDir {
        drop((self.channel, self.engine));
        let ended = tokio::time::timeout(Duration::from_secs(60), self.running).await;
        ended.expect("the server goes on though it was told to stop").unwrap().unwrap();
        self.directory
    }
}

/// A report as text.
pub(crate) fn source(uri: &str, text: &str) -> ReportSource {
    ReportSource { uri: uri.to_owned(), data: Some(Data::Text(text.to_owned())) }
}

/// Fields that a status finds wrong.
pub(crate) fn wrong_fields(status: &Status) -> Vec<String> {
    let details =
        status.get_details_bad_request().map(|details| details.field_violations).unwrap_or_default();
    details.into_iter().map(|violation| violation.field).collect()
}

/// Every evidence in an extraction.
pub(crate) fn sentences(extraction: &Extraction) -> Vec<&rapporteur::v1::Evidence> {
    let meetings = extraction.meetings.iter().flat_map(|meeting| &meeting.evidence);
    let participations = extraction.participations.iter().flat_map(|participation| &participation.evidence);
    let quotes = extraction.quotes.iter().flat_map(|quote| &quote.evidence);
    meetings.chain(participations).chain(quotes).collect()
}
