//! The life of the server: bind, open, load, greet, serve, drain.

use std::{io::Write, net::SocketAddr};

use rapporteur_model::mention::MentionKind;
use rapporteur_storage::{Lookup, MeetingQuery, Store, StoreError};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    backend::{self, Backend},
    configuration::Configuration,
    exit::{ExitStatus, Failure},
    ingest::{self, Summary},
    plain::{one_line, tell},
    reports, wiring,
};

/// How many meetings are looked at for one to show: the greeting must not take long on a large store.
const MEETINGS_LOOKED_AT: usize = 200;

/// `rapporteur serve`
///
/// # Errors
/// When the address cannot be listened on, or the store not be opened or written.
pub(crate) async fn run(configuration: &Configuration, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let stop = stop_signal()?;
    let options = configuration.server_options()?;
    // Bound first: an address that is taken should be told before an hour of loading, not after.
    let listener = bind(configuration.listen).await?;
    let address = listener.local_addr()?;
    let admin = match configuration.admin_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let services = backend::open_store(&configuration.data, configuration.cache_mib, true)?;
    let store = services.store.clone();
    if let Some(admin) = admin {
        let address = admin.local_addr()?;
        writeln!(out, "metrics and readiness on http://{address}")?;
        // Before anything is loaded: that takes long, and who waits for it asks whether it is done.
        out.flush()?;
        tokio::spawn(wiring::serve_admin(&services, admin, &options));
    }
    let backend = Backend::Store(services);

    if !configuration.load.is_empty() {
        let mut summary = Summary::default();
        let files = reports::find(&configuration.load);
        ingest::ingest(&backend, files, &configuration.fields()?, &mut summary, || *stop.borrow()).await?;
        writeln!(out, "read {summary}")?;
    }
    let counts = store.counts()?;
    writeln!(
        out,
        "the store in {} holds {} reports, {} meetings, {} persons, {} quotations",
        one_line(&configuration.data.to_string_lossy()),
        counts.reports,
        counts.meetings,
        counts.persons,
        counts.quotes
    )?;
    let scheme = configuration.scheme();
    let plain = if options.tls.is_none() { " -plaintext" } else { "" };
    let token =
        if options.tokens.is_some() { r#" -H "authorization: Bearer $RAPPORTEUR_TOKEN""# } else { "" };
    let how = format!("{plain}{token}");
    writeln!(out, "listening on {scheme}://{address}")?;
    for call in calls_to_try(store.as_ref(), address, &how)? {
        writeln!(out, "  {call}")?;
    }
    out.flush()?;

    let Backend::Store(services) = backend else { return Ok(ExitStatus::Ok) };
    wiring::serve(services, listener, stopped(stop), options).await?;
    Ok(ExitStatus::Ok)
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let cause = anyhow::Error::new(error).context(format!("cannot listen on {address}"));
        Failure { status: ExitStatus::Configuration, cause }
    })
}

/// Becomes true at the first SIGTERM or SIGINT; the second ends the program at once.
fn stop_signal() -> Result<watch::Receiver<bool>, Failure> {
    let (sender, receiver) = watch::channel(false);
    let mut signals = Signals::new()?;
    tokio::spawn(async move {
        signals.next().await;
        tell("stopping: calls under way may end; a second signal ends them");
        // Nobody may be listening any more: then the program is ending already.
        let _ = sender.send(true);
        signals.next().await;
        std::process::exit(ExitStatus::Ok as i32);
    });
    Ok(receiver)
}

/// Ends when the stop signal has come.
async fn stopped(mut stop: watch::Receiver<bool>) {
    // The sender lives as long as the program.
    let _ = stop.wait_for(|&is_stopping| is_stopping).await;
}

/// The signals that ask a server to end.
#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// The signals that ask a server to end.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Result<Self, Failure> {
        Ok(Self)
    }

    async fn next(&mut self) {
        // Without a console there is nobody to press Ctrl-C.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Three calls that a person can paste, with names that this store holds; `how` the server is to be reached.
fn calls_to_try(store: &dyn Store, address: SocketAddr, how: &str) -> Result<[String; 3], StoreError> {
    let query = MeetingQuery { page_size: MEETINGS_LOOKED_AT, ..MeetingQuery::default() };
    let meetings = store.list_meetings(&query)?.items;
    // Of several that are alike, the first, so that the same store greets alike.
    let fullest = meetings.iter().rev().max_by_key(|meeting| meeting.participants.len());
    let organization = fullest.and_then(|meeting| meeting.organization.as_deref());
    let list = match organization {
        Some(name) => format!(r#"{{"filter": {{"organization": {}}}}}"#, json_string(name)),
        None => "{}".to_owned(),
    };
    let name = fullest.map_or_else(|| "0".repeat(20), |meeting| meeting.id.to_string());
    let participants = format!(r#"{{"meeting": "meetings/{name}"}}"#);
    let first_quote = match store.records(MentionKind::Quote, None, 1)?.first() {
        Some(&name) => store.quote(name)?,
        None => Lookup::Unknown,
    };
    let word = match &first_quote {
        Lookup::Found(quote) => longest_word(&quote.text),
        Lookup::Gone | Lookup::Unknown => None,
    };
    let word = word.unwrap_or("security");
    let search = format!(r#"{{"query": {}}}"#, json_string(word));
    let port_of_this_machine = if address.ip().is_unspecified() {
        format!("127.0.0.1:{}", address.port())
    } else {
        address.to_string()
    };
    let call = |request: &str, rpc: &str| {
        format!("grpcurl{how} -d {} {port_of_this_machine} rapporteur.v1.{rpc}", shell_word(request))
    };
    Ok([
        call(&list, "MeetingService/ListMeetings"),
        call(&participants, "MeetingService/GetParticipants"),
        call(&search, "QuoteService/SearchQuotes"),
    ])
}

/// The first of the longest words.
fn longest_word(text: &str) -> Option<&str> {
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    words.rev().max_by_key(|word| word.chars().count())
}

/// A text as a JSON string, with nothing in it that a terminal would obey.
fn json_string(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text as one word of a shell.
fn shell_word(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use rapporteur_storage::MemoryStore;

    use super::*;

    #[test]
    fn an_empty_store_has_calls_to_try_too() {
        let address = "[::]:7".parse().unwrap();
        let calls = calls_to_try(&MemoryStore::default(), address, " -plaintext").unwrap();
        assert_eq!(
            calls[0],
            "grpcurl -plaintext -d '{}' 127.0.0.1:7 rapporteur.v1.MeetingService/ListMeetings"
        );
        assert!(calls[1].contains(r#"'{"meeting": "meetings/00000000000000000000"}'"#), "{}", calls[1]);
    }

    #[test]
    fn a_shell_and_grpcurl_read_back_what_was_meant() {
        assert_eq!(
            shell_word(&json_string("the \"Friends' Forum\"")),
            r#"'"the \"Friends'\''  Forum\""'"#.replace("  ", " ")
        );
        assert_eq!(longest_word("a keel, our harbour; another"), Some("harbour"));
        assert_eq!(longest_word("—"), None);
    }
}
