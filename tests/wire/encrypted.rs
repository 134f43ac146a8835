//! TLS: whom the server shows itself as, whose certificates it takes, and their renewal.

use std::{fs, path::Path, time::Duration};

use rapporteur::v1::{ListMeetingsRequest, meeting_service_client::MeetingServiceClient};
use rapporteur_service::{ServerOptions, Tls, TlsFiles};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Identity};

use crate::support::TestServer;

/// A root that certifies.
struct Root(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key, in PEM.
struct Certified {
    certificate: String,
    key: String,
}

impl Root {
    fn new(name: &str) -> Self {
        let mut about = CertificateParams::new(Vec::new()).unwrap();
        about.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        about.distinguished_name.push(DnType::CommonName, name);
        Self(CertifiedIssuer::self_signed(about, KeyPair::generate().unwrap()).unwrap())
    }

    fn certify(&self, name: &str) -> Certified {
        let key = KeyPair::generate().unwrap();
        let about = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = about.signed_by(&key, &self.0).unwrap();
        Certified { certificate: certificate.pem(), key: key.serialize_pem() }
    }

    fn trust(&self) -> ClientTlsConfig {
        ClientTlsConfig::new().ca_certificate(Certificate::from_pem(self.0.pem())).domain_name("localhost")
    }
}

/// Writes what a server shows, and gives where it lies.
fn write(directory: &Path, shown: &Certified) -> TlsFiles {
    let files = TlsFiles {
        certificate: directory.join("server.crt"),
        key: directory.join("server.key"),
        client_ca: None,
    };
    fs::write(&files.key, &shown.key).unwrap();
    fs::write(&files.certificate, &shown.certificate).unwrap();
    files
}

async fn serve(files: TlsFiles) -> TestServer {
    let mut options = ServerOptions::default();
    options.tls = Some(Tls::open(files).unwrap());
    TestServer::start_with(options).await
}

/// Whether a call over a new connection is answered.
async fn is_answered(server: &TestServer, tls: ClientTlsConfig) -> bool {
    let url = server.url.replace("http://", "https://");
    let endpoint = Channel::from_shared(url).unwrap().tls_config(tls).unwrap();
    let Ok(channel) = endpoint.connect().await else { return false };
    MeetingServiceClient::new(channel).list_meetings(ListMeetingsRequest::default()).await.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_trusts_its_root_is_answered_and_nobody_else() {
    let directory = tempfile::tempdir().unwrap();
    let (root, other) = (Root::new("ours"), Root::new("another"));
    let server = serve(write(directory.path(), &root.certify("localhost"))).await;
    assert!(is_answered(&server, root.trust()).await);
    assert!(!is_answered(&server, other.trust()).await);
    assert!(!is_answered(&server, root.trust().domain_name("elsewhere.example")).await);
    // Nor who speaks without TLS; and a connection that says nothing keeps nobody waiting.
    let _silent = tokio::net::TcpStream::connect(server.url.trim_start_matches("http://")).await.unwrap();
    assert!(server.meetings().list_meetings(ListMeetingsRequest::default()).await.is_err());
    assert!(is_answered(&server, root.trust()).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_clients_show_certificates_who_has_none_is_turned_away() {
    let directory = tempfile::tempdir().unwrap();
    let (root, clients, strangers) = (Root::new("ours"), Root::new("clients"), Root::new("strangers"));
    let mut files = write(directory.path(), &root.certify("localhost"));
    let client_ca = directory.path().join("clients.crt");
    fs::write(&client_ca, clients.0.pem()).unwrap();
    files.client_ca = Some(client_ca);
    let server = serve(files).await;
    let with = |shown: Certified| root.trust().identity(Identity::from_pem(shown.certificate, shown.key));
    assert!(is_answered(&server, with(clients.certify("newsroom"))).await);
    assert!(!is_answered(&server, root.trust()).await);
    assert!(!is_answered(&server, with(strangers.certify("newsroom"))).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_shown_and_a_bad_one_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let (before, after) = (Root::new("before"), Root::new("after"));
    let files = write(directory.path(), &before.certify("localhost"));
    let server = serve(files.clone()).await;
    assert!(is_answered(&server, before.trust()).await);
    fs::write(&files.certificate, "no certificate").unwrap();
    // Long enough for the server to look at it.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(is_answered(&server, before.trust()).await);
    write(directory.path(), &after.certify("localhost"));
    while !is_answered(&server, after.trust()).await {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(!is_answered(&server, before.trust()).await);
}
