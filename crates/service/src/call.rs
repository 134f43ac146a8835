//! [`Call`]: what the work of a call may know of it, in the handler and on the thread for blocking work: how long it may
//! take, whether anybody still waits for it, and how large a page may be.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tonic::Status;

use crate::request::MAX_PAGE_SIZE;

tokio::task_local! {
    static CALL: Call;
}

/// A call that is being worked on.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// How long it may take, for messages.
    allowed: Duration,
    ends: Instant,
    /// Whether nobody waits for the answer any more.
    is_left: Arc<AtomicBool>,
    max_page_size: usize,
}

/// Says that a call is left when it is dropped.
#[derive(Debug)]
pub(crate) struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Call {
    /// A call that has just begun, and who waits for it.
    pub(crate) fn begin(allowed: Duration, max_page_size: usize) -> (Self, Waiting) {
        let is_left = Arc::new(AtomicBool::new(false));
        let waiting = Waiting(Arc::clone(&is_left));
        let now = Instant::now();
        // A time that cannot be told is as good as none.
        let ends = now.checked_add(allowed).unwrap_or(now + Duration::from_secs(1 << 30));
        (Self { allowed, ends, is_left, max_page_size }, waiting)
    }

    /// When it has to end.
    pub(crate) fn ends(&self) -> Instant {
        self.ends
    }

    /// Whether its time is over.
    pub(crate) fn is_late(&self) -> bool {
        Instant::now() >= self.ends
    }

    /// What a client hears whose call took too long.
    pub(crate) fn late(&self) -> Status {
        Status::deadline_exceeded(format!(
            "the call took longer than the {} s that it was given; narrow it with a filter, or give it more time",
            self.allowed.as_secs_f64()
        ))
    }

    /// The handler's work, which knows this call.
    pub(crate) fn scope<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        CALL.scope(self, work)
    }

    /// Fails when the work is for nothing: the time is over, or nobody waits.
    fn check(&self) -> Result<(), Status> {
        if self.is_left.load(Ordering::Relaxed) {
            return Err(Status::cancelled("nobody waits for the answer"));
        }
        if self.is_late() { Err(self.late()) } else { Ok(()) }
    }
}

/// The call that is being worked on here, if it is one: a command on a store of this machine is none.
fn current() -> Option<Call> {
    CALL.try_with(Call::clone).ok()
}

/// Makes work that knows the call, on whatever thread it is done.
pub(crate) fn carried<T>(work: impl FnOnce() -> Result<T, Status>) -> impl FnOnce() -> Result<T, Status> {
    let call = current();
    let span = tracing::Span::current();
    move || {
        let _entered = span.enter();
        match call {
            // It may have waited for its thread longer than anybody waits for it.
            Some(call) => CALL.sync_scope(call.clone(), || call.check().and_then(|()| work())),
            None => work(),
        }
    }
}

/// Fails when the call has no time left, or nobody waits for it. `None` outside of calls.
pub(crate) fn check() -> Option<Result<(), Status>> {
    CALL.try_with(Call::check).ok()
}

/// The largest page that may be asked for.
pub(crate) fn max_page_size() -> usize {
    CALL.try_with(|call| call.max_page_size).unwrap_or(MAX_PAGE_SIZE)
}

#[cfg(test)]
mod tests {
    use tonic::Code;

    use super::*;

    async fn code_of_work(allowed: Duration, is_left: bool) -> Code {
        let (call, waiting) = Call::begin(allowed, 7);
        if is_left {
            drop(waiting);
        }
        let work = call.scope(async { carried(|| Ok(max_page_size())) }).await;
        let done = tokio::task::spawn_blocking(work).await.unwrap();
        done.map_or_else(|status| status.code(), |size| if size == 7 { Code::Ok } else { Code::Unknown })
    }

    #[tokio::test]
    async fn work_that_is_for_nothing_is_not_begun() {
        let long = Duration::from_secs(3600);
        assert_eq!(code_of_work(long, false).await, Code::Ok);
        assert_eq!(code_of_work(Duration::ZERO, false).await, Code::DeadlineExceeded);
        assert_eq!(code_of_work(long, true).await, Code::Cancelled);
        assert_eq!(code_of_work(Duration::MAX, false).await, Code::Ok);
    }

    #[test]
    fn outside_of_calls_there_is_no_deadline() {
        assert!(check().is_none());
        assert_eq!(max_page_size(), MAX_PAGE_SIZE);
    }
}
