//! How a server is configured: by flags, by the environment, by a file, in this order of precedence, or else as is usual.
//!
//! One name serves all: `--drain-timeout 5` is `RAPPORTEUR_DRAIN_TIMEOUT=5` in the environment and `drain-timeout = 5`
//! in the file.

mod seconds;

use std::{
    env, fmt,
    net::{Ipv4Addr, SocketAddr},
    num::{NonZeroU32, NonZeroUsize},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use rapporteur_parsing::reader::article::FieldMap;
use rapporteur_service::{Origin, OriginError, ServerOptions, Tls, TlsFiles, Tokens};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor, value::SeqAccessDeserializer},
};
use toml::{Table, Value};

use crate::{
    args::{DEFAULT_CACHE_MIB, DEFAULT_DATA, ServeArgs},
    exit::{ExitStatus, Failure},
    plain::one_line,
};

pub(crate) use seconds::Seconds;

/// What stands before the names of variables.
const PREFIX: &str = "RAPPORTEUR_";

/// What the flags say. Fields that are not given are left to the environment, the file and the defaults.
#[derive(Debug, Default, Args, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Flags {
    /// Directory of the store; made where there is none [default: ./rapporteur-data].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Mebibytes of the store that are kept in memory, as they are on disk; in memory they take two to three times that.
    #[arg(long, value_name = "MIB")]
    cache_mib: Option<u64>,
    /// Address and port to listen on; port 0 takes a free one, which is printed [default: 127.0.0.1:50051].
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Reports, or directories of reports, to read before serving.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    load: Option<Vec<PathBuf>>,
    /// Which fields of their articles in JSON hold what, as for `rapporteur ingest`.
    #[arg(long, value_name = "WHAT=NAME,…", value_parser = field_map)]
    json_field: Option<Vec<String>>,
    /// How long calls under way may take to end after a signal, in seconds [default: 10].
    #[arg(long, value_name = "SECONDS")]
    drain_timeout: Option<Seconds>,
    /// How long a call may take until its response begins, in seconds; a client may ask for less [default: 60].
    #[arg(long, value_name = "SECONDS")]
    request_timeout: Option<Seconds>,
    /// How many calls are worked on at a time; more wait [default: 256].
    #[arg(long, value_name = "N")]
    max_concurrent_requests: Option<NonZeroUsize>,
    /// How many calls one connection may have under way [default: 128].
    #[arg(long, value_name = "N")]
    max_concurrent_streams: Option<NonZeroU32>,
    /// How large a message may be, in bytes [default: what holds the largest report].
    #[arg(long, value_name = "BYTES")]
    max_message_bytes: Option<NonZeroUsize>,
    /// How many things a page may show; who asks for more gets this many [default: 1000].
    #[arg(long, value_name = "N")]
    max_page_size: Option<NonZeroUsize>,
    /// File of the tokens that calls must bear, as `rapporteur token new` makes them; read again when it changes.
    #[arg(long, value_name = "FILE")]
    tokens: Option<PathBuf>,
    /// Lets anybody call who reaches an address that is not this machine's alone.
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    insecure_no_tokens: Option<bool>,
    /// File of the server's certificate, in PEM, with those that lead to its root; read again when it changes.
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// File of the key of that certificate.
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// File of the certificates that clients' must come from; without it, clients need none.
    #[arg(long, value_name = "FILE")]
    tls_client_ca: Option<PathBuf>,
    /// Address and port for /metrics, /healthz and /readyz over plain HTTP, which ask for no token [default: none].
    #[arg(long, value_name = "ADDR")]
    admin_listen: Option<SocketAddr>,
    /// From whose pages browsers may call, over gRPC-Web or in JSON: `https://records.example`, or `*` [default: nobody's].
    #[arg(long, value_name = "ORIGIN")]
    web_origin: Option<Vec<String>>,
    /// How the log is written [default: text].
    #[arg(long, value_enum)]
    log_format: Option<LogFormat>,
}

/// How a server is to run, with nothing left open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Configuration {
    /// Directory of the store.
    pub(crate) data: PathBuf,
    /// Mebibytes of the store that are kept in memory.
    pub(crate) cache_mib: u64,
    /// Address and port to listen on.
    pub(crate) listen: SocketAddr,
    /// Reports to read before serving.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) load: Vec<PathBuf>,
    /// Which fields of articles in JSON hold what.
    #[serde(deserialize_with = "one_or_many")]
    json_field: Vec<String>,
    drain_timeout: Seconds,
    request_timeout: Seconds,
    max_concurrent_requests: NonZeroUsize,
    max_concurrent_streams: NonZeroU32,
    max_message_bytes: NonZeroUsize,
    max_page_size: NonZeroUsize,
    tokens: Option<PathBuf>,
    insecure_no_tokens: bool,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    tls_client_ca: Option<PathBuf>,
    /// Address and port for those who run the server.
    pub(crate) admin_listen: Option<SocketAddr>,
    #[serde(deserialize_with = "one_or_many")]
    web_origin: Vec<String>,
    /// How the log is written.
    pub(crate) log_format: LogFormat,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogFormat {
    /// A line an event, for people.
    #[default]
    Text,
    /// A JSON object a line, for programs.
    Json,
}

impl Default for Configuration {
    fn default() -> Self {
        let usual = ServerOptions::default();
        Self {
            data: PathBuf::from(DEFAULT_DATA),
            cache_mib: DEFAULT_CACHE_MIB,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 50051)),
            load: Vec::new(),
            json_field: Vec::new(),
            drain_timeout: Seconds(usual.drain_timeout),
            request_timeout: Seconds(usual.request_timeout),
            max_concurrent_requests: NonZeroUsize::new(usual.max_concurrent_requests)
                .unwrap_or(NonZeroUsize::MIN),
            max_concurrent_streams: NonZeroU32::new(usual.max_concurrent_streams).unwrap_or(NonZeroU32::MIN),
            max_message_bytes: NonZeroUsize::new(usual.max_message_bytes).unwrap_or(NonZeroUsize::MIN),
            max_page_size: NonZeroUsize::new(usual.max_page_size).unwrap_or(NonZeroUsize::MIN),
            tokens: None,
            insecure_no_tokens: false,
            tls_cert: None,
            tls_key: None,
            tls_client_ca: None,
            admin_listen: None,
            web_origin: Vec::new(),
            log_format: LogFormat::default(),
        }
    }
}

impl Configuration {
    /// What the flags say, or else the environment, or else the file, or else is usual.
    ///
    /// # Errors
    /// [`ExitStatus::Configuration`] with the place of what is wrong.
    pub(crate) fn read(args: &ServeArgs) -> Result<Self, Failure> {
        Self::read_with(args, |name| env::var_os(name).map(|value| value.into_string()))
    }

    fn read_with(
        args: &ServeArgs,
        variable: impl Fn(&str) -> Option<Result<String, std::ffi::OsString>>,
    ) -> Result<Self, Failure> {
        let mut table = Table::new();
        if let Some(path) = &args.config {
            table.extend(of_file(path)?);
        }
        for key in keys()? {
            let name = format!("{PREFIX}{}", key.to_uppercase().replace('-', "_"));
            match variable(&name) {
                None => {}
                Some(Ok(text)) => {
                    let value = of_variable(&key, &text)
                        .map_err(|reason| wrong(format_args!("{name} in the environment: {reason}")))?;
                    table.insert(key, value);
                }
                Some(Err(_)) => return Err(wrong(format_args!("{name} in the environment is not UTF-8"))),
            }
        }
        table.extend(
            Table::try_from(&args.flags)
                .map_err(|error| wrong(format_args!("on the command line: {error}")))?,
        );
        let configuration: Self = table.try_into().map_err(wrong)?;
        configuration.check()?;
        Ok(configuration)
    }

    /// All of it as TOML, which read as a file gives it again. There are no secrets in it, only where they lie.
    ///
    /// # Errors
    /// When a path in it is not UTF-8.
    pub(crate) fn to_toml(&self) -> Result<String, Failure> {
        toml::to_string(self).map_err(wrong)
    }

    /// The mapping of the fields of articles in JSON.
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn fields(&self) -> Result<FieldMap, Failure> {
        let mut fields = FieldMap::default();
        for mapping in &self.json_field {
            fields.extend(mapping.parse().map_err(|error| wrong(format_args!("json-field: {error}")))?);
        }
        Ok(fields)
    }

    /// What can be told to be wrong without looking into other files.
    fn check(&self) -> Result<(), Failure> {
        self.fields()?;
        self.origins()?;
        if self.tls_cert.is_some() != self.tls_key.is_some() {
            return Err(wrong("tls-cert and tls-key are given together or not at all"));
        }
        if self.tls_client_ca.is_some() && self.tls_cert.is_none() {
            return Err(wrong("tls-client-ca asks for tls-cert and tls-key"));
        }
        if self.tokens.is_none() && !self.insecure_no_tokens && !self.listen.ip().is_loopback() {
            return Err(wrong(format_args!(
                "{} is more than this machine, and without tokens anybody who reaches it may read and write: give \
                 tokens (`rapporteur token new` makes them), or say insecure-no-tokens",
                self.listen
            )));
        }
        Ok(())
    }

    fn origins(&self) -> Result<Vec<Origin>, Failure> {
        let origins = self.web_origin.iter().map(|origin| origin.parse());
        origins
            .collect::<Result<_, _>>()
            .map_err(|error: OriginError| wrong(format_args!("web-origin: {error}")))
    }

    /// The scheme of the server's URL.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.tls_cert.is_some() { "https" } else { "http" }
    }

    /// The limits of the server, and who may call it, from the files that say so.
    ///
    /// # Errors
    /// [`ExitStatus::Configuration`] when a file cannot be used.
    pub(crate) fn server_options(&self) -> Result<ServerOptions, Failure> {
        let mut options = ServerOptions::default();
        options.drain_timeout = self.drain_timeout.0;
        options.request_timeout = self.request_timeout.0;
        options.max_concurrent_requests = self.max_concurrent_requests.get();
        options.max_concurrent_streams = self.max_concurrent_streams.get();
        options.max_message_bytes = self.max_message_bytes.get();
        options.max_page_size = self.max_page_size.get();
        options.origins = self.origins()?;
        options.tokens = self.tokens.clone().map(Tokens::open).transpose().map_err(wrong)?;
        if let (Some(certificate), Some(key)) = (self.tls_cert.clone(), self.tls_key.clone()) {
            let files = TlsFiles { certificate, key, client_ca: self.tls_client_ca.clone() };
            options.tls = Some(Tls::open(files).map_err(wrong)?);
        }
        Ok(options)
    }
}

/// The names of all that can be configured.
fn keys() -> Result<Vec<String>, Failure> {
    let all = Table::try_from(Configuration::default()).map_err(wrong)?;
    // Of what has no usual value, only the flag tells that it is there.
    let flags = Flags::augment_args(clap::Command::new("serve"));
    let flags = flags.get_arguments().filter_map(|flag| flag.get_long());
    let mut keys: Vec<String> = all.keys().cloned().chain(flags.map(str::to_owned)).collect();
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

fn of_file(path: &Path) -> Result<Table, Failure> {
    let shown = one_line(&path.to_string_lossy());
    let text = std::fs::read_to_string(path)
        .map_err(|error| wrong(format_args!("the configuration {shown} cannot be read: {error}")))?;
    // Once as what it means, which finds what is wrong with its place, and once as what it says.
    let read = toml::from_str::<Configuration>(&text).and_then(|_| toml::from_str(&text));
    read.map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        wrong(format_args!("{shown}, line {line}: {}", error.message()))
    })
}

/// The value of a variable: a text, or where the key wants no text, what TOML makes of it.
fn of_variable(key: &str, text: &str) -> Result<Value, String> {
    let fits = |value: &Value| {
        Table::from_iter([(key.to_owned(), value.clone())]).try_into::<Configuration>().map(|_| ())
    };
    let as_text = Value::String(text.to_owned());
    let as_toml = text.trim().parse::<Value>().ok().filter(|value| fits(value).is_ok());
    match (fits(&as_text), as_toml) {
        // A list of texts, where one text would do too.
        (Ok(()), Some(list @ Value::Array(_))) => Ok(list),
        (Ok(()), _) => Ok(as_text),
        (Err(_), Some(value)) => Ok(value),
        (Err(reason), None) => Err(reason.message().to_owned()),
    }
}

/// A list, or the one thing in it.
fn one_or_many<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct OneOrMany<T>(std::marker::PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text or a list of texts")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<T>, E> {
            T::deserialize(serde::de::value::StrDeserializer::new(text)).map(|one| vec![one])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }

    deserializer.deserialize_any(OneOrMany(std::marker::PhantomData))
}

/// A text that is a mapping of fields.
fn field_map(text: &str) -> Result<String, String> {
    text.parse::<FieldMap>().map_err(|error| error.to_string())?;
    Ok(text.to_owned())
}

fn wrong(message: impl fmt::Display) -> Failure {
    Failure::new(ExitStatus::Configuration, one_line(message.to_string().trim()))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::args::{Cli, Command};

    fn args(flags: &[&str]) -> ServeArgs {
        let words = ["rapporteur", "serve"].iter().chain(flags);
        match Cli::try_parse_from(words).unwrap().command {
            Command::Serve(args) => args,
            other => panic!("{other:?}"),
        }
    }

    fn read(flags: &[&str], variables: &[(&str, &str)]) -> Result<Configuration, Failure> {
        Configuration::read_with(&args(flags), |name| {
            variables.iter().find(|(given, _)| *given == name).map(|(_, value)| Ok((*value).to_owned()))
        })
    }

    #[test]
    fn every_flag_is_a_key_and_every_key_a_flag() {
        let flags = Flags::augment_args(clap::Command::new("serve"));
        let mut flags: Vec<&str> = flags.get_arguments().filter_map(|flag| flag.get_long()).collect();
        flags.sort_unstable();
        assert_eq!(keys().unwrap(), flags);
        for key in flags {
            // No key of the file is unknown: whatever is wrong with this value, it is not the name.
            let table = Table::from_iter([(key.to_owned(), Value::Table(Table::new()))]);
            let error = table.try_into::<Configuration>().unwrap_err();
            assert!(!error.message().contains("unknown field"), "{key}: {error}");
        }
    }

    #[test]
    fn a_variable_is_a_text_a_number_or_a_list() {
        let variables = [
            ("RAPPORTEUR_LISTEN", "[::1]:7"),
            ("RAPPORTEUR_DRAIN_TIMEOUT", "2.5"),
            ("RAPPORTEUR_LOAD", r#"["a", "b"]"#),
            ("RAPPORTEUR_JSON_FIELD", "title=headline"),
        ];
        let configuration = read(&[], &variables).unwrap();
        assert_eq!(configuration.listen, "[::1]:7".parse().unwrap());
        assert_eq!(configuration.drain_timeout, "2.5".parse().unwrap());
        assert_eq!(configuration.load, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(configuration.json_field, ["title=headline"]);
    }

    #[test]
    fn what_is_printed_reads_as_what_it_was() {
        let configuration = read(&["--listen", "[::1]:1", "--load", "a", "b"], &[]).unwrap();
        assert_eq!(
            toml::from_str::<Configuration>(&configuration.to_toml().unwrap()).unwrap(),
            configuration
        );
    }

    #[test]
    fn a_variable_that_is_wrong_is_named() {
        for (name, value, words) in [
            ("RAPPORTEUR_LISTEN", "everywhere", "socket address"),
            ("RAPPORTEUR_CACHE_MIB", "much", "expected u64"),
            ("RAPPORTEUR_MAX_CONCURRENT_REQUESTS", "0", "nonzero"),
            ("RAPPORTEUR_DRAIN_TIMEOUT", "-1", "seconds from 0 to 3600"),
            ("RAPPORTEUR_JSON_FIELD", "x", "json-field"),
        ] {
            let failure = read(&[], &[(name, value)]).unwrap_err();
            assert_eq!(failure.status, ExitStatus::Configuration);
            assert!(failure.to_string().contains(words), "{name}: {failure}");
        }
    }
}
