//! The runner's clock: the command's time of day, the system's passing of time.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{Context, environment::Clock};

pub(super) struct RunClock {
    clock: Clock,
    started: Instant,
}

impl RunClock {
    pub(super) fn new(context: &Context) -> Self {
        Self {
            clock: context.clock(),
            started: Instant::now(),
        }
    }
}

#[async_trait]
impl rmig_engine::runner::Clock for RunClock {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn monotonic(&self) -> Duration {
        // With a stopped clock nothing takes time, so that output can be compared.
        match self.clock {
            Clock::System => self.started.elapsed(),
            Clock::Stopped(_) => Duration::ZERO,
        }
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}
