//! What stands in `deploy/` fits the server.

use std::collections::BTreeSet;

use rapporteur::v1::ListMeetingsRequest;

use crate::support::TestServer;

/// The metrics that a text names.
fn metrics(text: &str) -> BTreeSet<&str> {
    let is_of_a_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    text.split(|character| !is_of_a_name(character)).filter(|word| word.starts_with("rapporteur_")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_asks_for_metrics_that_there_are() {
    let server = TestServer::start().await;
    server.meetings().list_meetings(ListMeetingsRequest::default()).await.unwrap();
    let told = server.admin().await.get("/metrics").await.body;
    let asked = metrics(include_str!("../../deploy/grafana/rapporteur.json"));
    assert!(asked.len() >= 5, "{asked:?}");
    let missing: Vec<_> = asked.difference(&metrics(&told)).copied().collect();
    assert!(missing.is_empty(), "{missing:?} are not in\n{told}");
}
