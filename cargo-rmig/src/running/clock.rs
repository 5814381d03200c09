//! The runner's clock: the command's time of day, the system's passing of time.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{Context, environment::Clock};

pub(super) struct RunClock {
    clock: Clock,
    started: Instant,
    /// How long the runner has slept, in milliseconds.
    slept: AtomicU64,
}

impl RunClock {
    pub(super) fn new(context: &Context) -> Self {
        Self {
            clock: context.clock(),
            started: Instant::now(),
            slept: AtomicU64::new(0),
        }
    }
}

#[async_trait]
impl rmig_engine::runner::Clock for RunClock {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn monotonic(&self) -> Duration {
        // With a stopped clock nothing but waiting takes time, so that output can be compared and
        // whoever waits comes to an end.
        match self.clock {
            Clock::System => self.started.elapsed(),
            Clock::Stopped(_) => Duration::from_millis(self.slept.load(Ordering::Relaxed)),
        }
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
        let slept = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        self.slept.fetch_add(slept, Ordering::Relaxed);
    }
}
