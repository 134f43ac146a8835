//! How a server is reached: its URL, whom this program trusts, and how it tells who it is.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use tonic::{
    Request, Status,
    metadata::{Ascii, MetadataValue},
    service::{Interceptor, interceptor::InterceptedService},
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity},
};

use crate::{
    exit::{ExitStatus, Failure},
    plain::one_line,
};

/// The variable that holds a token.
const TOKEN: &str = "RAPPORTEUR_TOKEN";

/// How long it may take until a server is reached.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How to be known to a server, and how to know it.
#[derive(Debug, Default, Args)]
pub(crate) struct RemoteArgs {
    /// File with the token for the server; without it, the variable RAPPORTEUR_TOKEN may hold one.
    #[arg(long, value_name = "FILE", requires = "server")]
    token_file: Option<PathBuf>,
    /// File with the certificates, in PEM, that the server's must come from; without it, those of the system.
    #[arg(long, value_name = "FILE", requires = "server")]
    ca: Option<PathBuf>,
    /// File with the certificate, in PEM, to show to the server.
    #[arg(long, value_name = "FILE", requires_all = ["server", "client_key"])]
    client_cert: Option<PathBuf>,
    /// File with the key of that certificate.
    #[arg(long, value_name = "FILE", requires = "client_cert")]
    client_key: Option<PathBuf>,
}

/// A connection over which every call bears the token.
pub(crate) type Line = InterceptedService<Channel, Bearer>;

/// Puts the token to every call, if there is one.
#[derive(Debug, Clone)]
pub(crate) struct Bearer(Option<MetadataValue<Ascii>>);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(token) = &self.0 {
            request.metadata_mut().insert("authorization", token.clone());
        }
        Ok(request)
    }
}

impl RemoteArgs {
    /// Connects to a server; gives its URL as it was understood, too.
    ///
    /// # Errors
    /// [`ExitStatus::Configuration`] for a URL or a file that cannot be used, [`ExitStatus::Unavailable`] when the server
    /// does not answer.
    pub(crate) async fn connect(&self, url: &str) -> Result<(String, Line), Failure> {
        let url = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
        let endpoint = Endpoint::from_shared(url.clone()).ok().filter(|endpoint| {
            matches!(endpoint.uri().scheme_str(), Some("http" | "https")) && endpoint.uri().host().is_some()
        });
        let Some(mut endpoint) = endpoint else {
            return Err(Failure::configuration(format!(
                "`{url}` is no URL of a server (such as http://127.0.0.1:50051)"
            )));
        };
        if endpoint.uri().scheme_str() == Some("https") {
            endpoint = endpoint.tls_config(self.tls()?).map_err(|error| Failure {
                status: ExitStatus::Configuration,
                cause: anyhow::Error::new(error).context("the certificates cannot be used"),
            })?;
        } else if self.ca.is_some() || self.client_cert.is_some() {
            return Err(Failure::configuration(format!(
                "certificates are for https:// alone, and `{url}` is not"
            )));
        }
        let bearer = Bearer(self.authorization()?);
        let channel = endpoint.connect_timeout(CONNECT_TIMEOUT).connect().await.map_err(|error| {
            let cause = anyhow::Error::new(error).context(format!("cannot reach a server at {url}"));
            Failure { status: ExitStatus::Unavailable, cause }
        })?;
        Ok((url, InterceptedService::new(channel, bearer)))
    }

    fn tls(&self) -> Result<ClientTlsConfig, Failure> {
        let mut tls = match &self.ca {
            Some(path) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(read(path)?)),
            None => ClientTlsConfig::new().with_native_roots(),
        };
        if let (Some(certificate), Some(key)) = (&self.client_cert, &self.client_key) {
            tls = tls.identity(Identity::from_pem(read(certificate)?, read(key)?));
        }
        Ok(tls)
    }

    /// The token as it is sent, if there is one.
    fn authorization(&self) -> Result<Option<MetadataValue<Ascii>>, Failure> {
        let (text, place) = match &self.token_file {
            Some(path) => (read(path)?, one_line(&path.to_string_lossy())),
            None => match env::var(TOKEN) {
                Ok(token) => (token, TOKEN.to_owned()),
                Err(env::VarError::NotPresent) => return Ok(None),
                Err(error) => return Err(Failure::configuration(format!("{TOKEN}: {error}"))),
            },
        };
        // What may stand behind it, such as the line for the server's file, is no part of the token.
        let token = text.split_whitespace().next().unwrap_or_default();
        if token.is_empty() {
            return Err(Failure::configuration(format!("{place} holds no token")));
        }
        let value = format!("Bearer {token}").parse::<MetadataValue<Ascii>>();
        let mut value =
            value.map_err(|_| Failure::configuration(format!("{place} holds what is no token")))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        Failure::configuration(format!("{} cannot be read: {error}", one_line(&path.to_string_lossy())))
    })
}
