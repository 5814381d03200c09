//! Cancelling a run from outside.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Poll, Waker},
};

use async_trait::async_trait;

/// Cancels the statement that a connection is at.
///
/// Dropping a future doesn't stop its statement: the server may still finish and commit it.
#[async_trait]
pub trait Canceller: Send + Sync {
    /// Asks the server to give up the statement at hand, which then fails.
    async fn cancel(&self);
}

/// A wish to stop, shared by whoever has it (a Ctrl-C handler) and the run.
///
/// The run then cancels its statement, rolls back or records how far it came, and fails.
///
/// ```
/// use rmig_engine::connection::Cancellation;
///
/// let cancellation = Cancellation::default();
/// let handler = cancellation.clone();
/// assert!(!cancellation.is_requested());
/// handler.request();
/// assert!(cancellation.is_requested());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<State>);

#[derive(Debug, Default)]
struct State {
    requested: AtomicBool,
    wakers: Mutex<Vec<Waker>>,
}

impl Cancellation {
    /// Asks the run to stop.
    pub fn request(&self) {
        self.0.requested.store(true, Ordering::SeqCst);
        let mut wakers = self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner);
        for waker in wakers.drain(..) {
            waker.wake();
        }
    }

    /// Whether the run was asked to stop.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.0.requested.load(Ordering::SeqCst)
    }

    /// Runs `work` to its end, cancelling the statement in it once that is asked for.
    pub(crate) async fn watch<T>(
        &self,
        canceller: &dyn Canceller,
        work: impl Future<Output = T>,
    ) -> T {
        let mut work = pin!(work);
        let done = poll_fn(|context| {
            if let Poll::Ready(value) = work.as_mut().poll(context) {
                return Poll::Ready(Some(value));
            }
            let mut wakers = self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner);
            if !wakers.iter().any(|known| known.will_wake(context.waker())) {
                wakers.push(context.waker().clone());
            }
            drop(wakers);
            if self.is_requested() {
                Poll::Ready(None)
            } else {
                Poll::Pending
            }
        })
        .await;
        match done {
            Some(value) => value,
            None => {
                canceller.cancel().await;
                work.await
            }
        }
    }
}
