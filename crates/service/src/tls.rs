//! [`Tls`]: the server's certificate, and whose clients' certificates it takes, read again when they are renewed.

use std::{fmt, path::PathBuf, sync::Arc};

use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
        server::{VerifierBuilderError, WebPkiClientVerifier},
    },
};

use crate::renewed::Renewed;

/// What is spoken inside: gRPC, or HTTP/1.1 for browsers and curl.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// Where certificates lie, in PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate, with those that lead from it to its root.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
    /// Roots of clients' certificates. With it, who has no such certificate is turned away.
    pub client_ca: Option<PathBuf>,
}

/// Why TLS cannot be had with these files.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A file is none, or cannot be read.
    #[error("{} cannot be read as {what}: {source}", path.display())]
    File {
        /// Where it lies.
        path: PathBuf,
        /// What it is to be.
        what: &'static str,
        /// What is wrong.
        source: rustls::pki_types::pem::Error,
    },
    /// A file holds no certificate.
    #[error("{} holds no certificate", path.display())]
    Empty {
        /// Where it lies.
        path: PathBuf,
    },
    /// Certificate and key do not fit each other, or are of no kind that is known here.
    #[error("certificate and key cannot be used: {0}")]
    Unusable(#[from] rustls::Error),
    /// The roots of clients' certificates are none.
    #[error("the roots of clients' certificates cannot be used: {0}")]
    ClientRoots(#[from] VerifierBuilderError),
}

/// TLS with the certificate that holds now. New files that cannot be used are told of in the log, and the old ones go on to
/// hold.
#[derive(Clone)]
pub struct Tls(pub(crate) Renewed<ServerConfig>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}

impl Tls {
    /// Reads certificates and key.
    ///
    /// # Errors
    /// [`TlsError`]
    pub fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let watched = [Some(&files.certificate), Some(&files.key), files.client_ca.as_ref()];
        let watched = watched.into_iter().flatten().cloned().collect();
        Ok(Self(Renewed::open("the certificates", watched, move |_| configure(&files))?))
    }

    /// Takes connections with the certificate that holds now.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.0.get())
    }
}

fn configure(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let provider = Arc::new(ring::default_provider());
    let chain = certificates(&files.certificate)?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|source| TlsError::File {
        path: files.key.clone(),
        what: "a key in PEM",
        source,
    })?;
    let builder =
        ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let builder = match &files.client_ca {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let mut roots = RootCertStore::empty();
            for root in certificates(path)? {
                roots.add(root)?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build()?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut config = builder.with_single_cert(chain, key)?;
    config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
    Ok(config)
}

fn certificates(path: &PathBuf) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let failed = |source| TlsError::File { path: path.clone(), what: "certificates in PEM", source };
    let read: Result<Vec<_>, _> = CertificateDer::pem_file_iter(path).map_err(failed)?.collect();
    let read = read.map_err(failed)?;
    if read.is_empty() { Err(TlsError::Empty { path: path.clone() }) } else { Ok(read) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn files(directory: &std::path::Path, name: &str) -> TlsFiles {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let files = TlsFiles {
            certificate: directory.join(format!("{name}.crt")),
            key: directory.join(format!("{name}.key")),
            client_ca: None,
        };
        fs::write(&files.certificate, made.cert.pem()).unwrap();
        fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
        files
    }

    #[test]
    fn files_that_are_no_certificates_are_named() {
        let directory = tempfile::tempdir().unwrap();
        let good = files(directory.path(), "good");
        let other = files(directory.path(), "other");
        let empty = directory.path().join("empty.pem");
        fs::write(&empty, "no PEM").unwrap();
        assert!(Tls::open(TlsFiles { client_ca: Some(other.certificate.clone()), ..good.clone() }).is_ok());
        for (files, words) in [
            (TlsFiles { certificate: empty.clone(), ..good.clone() }, "empty.pem holds no certificate"),
            (TlsFiles { key: good.certificate.clone(), ..good.clone() }, "good.crt cannot be read as a key"),
            (TlsFiles { key: "nowhere.key".into(), ..good.clone() }, "nowhere.key cannot be read"),
            (TlsFiles { key: other.key, ..good.clone() }, "certificate and key cannot be used"),
            (TlsFiles { client_ca: Some(empty), ..good }, "empty.pem holds no certificate"),
        ] {
            let error = Tls::open(files).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
