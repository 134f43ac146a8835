//! CreateBackup.

use rapporteur::v1::{
    CreateBackupRequest, DeleteReportRequest, ListReportsRequest, backup_service_client::BackupServiceClient,
};
use rapporteur_service::backup;
use tonic::transport::Channel;

use crate::support::{BRIEF, LANTERN, OTHER, TestServer, WIRE};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_of_the_moment_at_which_it_began_however_slowly_it_is_read() {
    let server = TestServer::start().await;
    for round in 0..40 {
        let text = OTHER.replace("The reef does", &format!("The reef {round} {} does", "very ".repeat(2000)));
        server.ingest(&format!("{round}.txt"), &text).await.unwrap();
    }
    // On a connection of its own, of which what is not read fills the window.
    let channel = Channel::from_shared(server.url.clone()).unwrap().connect().await.unwrap();
    let mut client = BackupServiceClient::new(channel);
    let mut parts = client.create_backup(CreateBackupRequest {}).await.unwrap().into_inner();
    let mut archive = parts.message().await.unwrap().unwrap().data;
    // Nobody who writes waits for it.
    for (uri, text) in [("wire.txt", WIRE), ("brief.txt", BRIEF), ("lantern.txt", LANTERN)] {
        server.ingest(uri, text).await.unwrap();
    }
    let request = ListReportsRequest { page_size: 1000, ..ListReportsRequest::default() };
    let all = server.reports().list_reports(request).await.unwrap().into_inner().reports;
    assert_eq!(all.len(), 43);
    for report in all {
        server.reports().delete_report(DeleteReportRequest { name: report.name }).await.unwrap();
    }
    while let Some(part) = parts.message().await.unwrap() {
        archive.extend(part.data);
    }
    let contents = backup::verify(archive.as_slice()).unwrap();
    assert_eq!((contents.reports, contents.judgements), (40, 0));
    let text = String::from_utf8(archive).unwrap();
    assert!(!text.contains("Seitqazin"), "what came later is not in it");
}
