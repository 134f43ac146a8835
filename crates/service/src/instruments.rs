//! [`Instruments`]: what a server counts and measures of itself, for `/metrics` and `/readyz`. Labels come from the
//! contract alone, so that no client can make series without end.

use std::{
    collections::HashSet,
    fmt,
    sync::{
        LazyLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};
use rapporteur_storage::Counts;
use tonic::Code;

use crate::{access, json};

/// Upper bounds of the times that calls take, in seconds.
const BUCKETS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0];

/// What stands for a call that nothing answers to.
const UNKNOWN: &str = "unknown";

/// All calls that are answered, by path.
static CALLS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let services = json::pool().into_iter().flat_map(prost_reflect::DescriptorPool::services);
    let ours = services.flat_map(|service| {
        let name = service.full_name().to_owned();
        service.methods().map(move |method| format!("/{name}/{}", method.name())).collect::<Vec<_>>()
    });
    ours.chain(access::of_others().map(str::to_owned)).collect()
});

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Rpc {
    service: String,
    method: String,
}

impl Rpc {
    fn of(path: &str) -> Self {
        let known = CALLS.get(path).and_then(|path| path.strip_prefix('/')?.split_once('/'));
        let (service, method) = known.unwrap_or((UNKNOWN, UNKNOWN));
        Self { service: service.to_owned(), method: method.to_owned() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    service: String,
    method: String,
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

/// Counts and measures.
pub struct Instruments {
    registry: Registry,
    calls: Family<Ended, Counter>,
    durations: Family<Rpc, Histogram, fn() -> Histogram>,
    in_flight: Gauge<i64, AtomicI64>,
    reports: Gauge<i64, AtomicI64>,
    records: Family<Kind, Gauge<i64, AtomicI64>>,
    is_ready: AtomicBool,
}

impl fmt::Debug for Instruments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instruments").finish_non_exhaustive()
    }
}

impl Default for Instruments {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("rapporteur");
        let calls = Family::default();
        registry.register("calls", "Calls that ended, by RPC and gRPC status", calls.clone());
        let make: fn() -> Histogram = || Histogram::new(BUCKETS);
        let durations = Family::new_with_constructor(make);
        registry.register("call_duration_seconds", "How long calls took, in seconds", durations.clone());
        let in_flight = Gauge::default();
        registry.register("calls_in_flight", "Calls under way, waiting ones included", in_flight.clone());
        let reports = Gauge::default();
        registry.register("reports", "Reports in the store", reports.clone());
        let records = Family::default();
        registry.register("records", "Records in the store, by kind", records.clone());
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program's version", version);
        Self { registry, calls, durations, in_flight, reports, records, is_ready: AtomicBool::new(false) }
    }
}

impl Instruments {
    /// Whether calls are answered: not before all is loaded, and not while the server drains.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.is_ready.load(Ordering::Relaxed)
    }

    /// Says whether calls are answered.
    pub(crate) fn set_ready(&self, is_ready: bool) {
        self.is_ready.store(is_ready, Ordering::Relaxed);
    }

    /// A call has begun.
    pub(crate) fn begin(&self) {
        self.in_flight.inc();
    }

    /// A call has ended.
    pub(crate) fn end(&self, path: &str, code: Code, took: Duration) {
        self.in_flight.dec();
        let rpc = Rpc::of(path);
        self.durations.get_or_create(&rpc).observe(took.as_secs_f64());
        let Rpc { service, method } = rpc;
        self.calls.get_or_create(&Ended { service, method, code: name(code) }).inc();
    }

    /// All of it in the text format of OpenMetrics, with how much the store holds now.
    ///
    /// # Errors
    /// When a metric cannot be written, which is a bug.
    pub(crate) fn text(&self, counts: &Counts) -> Result<String, fmt::Error> {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.reports.set(number(counts.reports));
        for (kind, count) in
            [("meeting", counts.meetings), ("person", counts.persons), ("quote", counts.quotes)]
        {
            self.records.get_or_create(&Kind { kind }).set(number(count));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// A code by the name that the gRPC documentation gives it.
pub(crate) fn name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_counted_under_its_name_and_its_end() {
        let instruments = Instruments::default();
        for path in
            ["/rapporteur.v1.MeetingService/ListMeetings", "/grpc.health.v1.Health/Check", "/evil/\"name"]
        {
            instruments.begin();
            instruments.end(path, Code::NotFound, Duration::from_millis(3));
        }
        instruments.begin();
        let text = instruments.text(&Counts { reports: 7, meetings: 5, ..Counts::default() }).unwrap();
        for line in [
            r#"rapporteur_calls_total{service="rapporteur.v1.MeetingService",method="ListMeetings",code="NOT_FOUND"} 1"#,
            r#"rapporteur_calls_total{service="grpc.health.v1.Health",method="Check",code="NOT_FOUND"} 1"#,
            r#"rapporteur_calls_total{service="unknown",method="unknown",code="NOT_FOUND"} 1"#,
            r#"rapporteur_call_duration_seconds_bucket{le="0.005",service="rapporteur.v1.MeetingService",method="ListMeetings"} 1"#,
            "rapporteur_calls_in_flight 1",
            "rapporteur_reports 7",
            r#"rapporteur_records{kind="meeting"} 5"#,
            concat!(r#"rapporteur_build_info{version=""#, env!("CARGO_PKG_VERSION"), r#""} 1"#),
        ] {
            assert!(text.lines().any(|other| other == line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("evil"), "{text}");
    }
}
