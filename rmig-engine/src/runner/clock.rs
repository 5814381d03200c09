//! Time, as an argument.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

/// Tells and passes the time for the runner.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The time of day, for the journal.
    fn now(&self) -> Timestamp;

    /// The time since some fixed moment; it never goes back. For durations.
    fn monotonic(&self) -> Duration;

    /// Waits.
    async fn sleep(&self, duration: Duration);
}
