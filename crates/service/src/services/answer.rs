//! What all handlers share.

use rapporteur_model::ReportId;
use rapporteur_storage::Lookup;
use tonic::{Response, Status};

use crate::{
    call,
    convert::{SpanUnit, name, recount, span_unit::SpansByReport},
    engine::Engine,
    status,
};

/// Does the work of a call on a thread for blocking work, unless its time is over before it begins. A panic there is a bug, which ends this call and no other.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Status> + Send + 'static,
) -> Result<Response<T>, Status> {
    match tokio::task::spawn_blocking(call::carried(work)).await {
        Ok(answer) => answer.map(Response::new),
        // What it panicked with may hold words of a report, so it is not logged here.
        Err(_) => {
            tracing::error!("a handler panicked");
            Err(status::panicked())
        }
    }
}

/// Makes the spans of records count `unit`, each in its report's text, which is read once for all of them.
pub(super) fn recount_records(
    engine: &Engine,
    unit: SpanUnit,
    spans: SpansByReport<'_>,
) -> Result<(), Status> {
    if unit == SpanUnit::Utf8 {
        return Ok(());
    }
    for (report, spans) in spans {
        let Some(id) = name::parse::<ReportId>("reports", &report) else { continue };
        match engine.report(id).map_err(|error| status::store(&error))? {
            Lookup::Found(stored) => recount(&stored.text, unit, spans),
            // Deleted since the record was read. Numbers that mean nothing are worse than a second try.
            Lookup::Gone | Lookup::Unknown => {
                return Err(Status::aborted("a report was deleted while this was answered; ask again"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tonic::Code;

    use super::*;

    #[tokio::test]
    async fn a_handler_that_panics_ends_its_call_and_tells_nothing_of_why() {
        let status = blocking::<()>(|| panic!("words of a report")).await.unwrap_err();
        assert_eq!(status.code(), Code::Internal);
        assert!(!status.message().contains("words"), "{status}");
    }
}
