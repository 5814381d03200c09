//! The run lock: spares two runs the work of one. What keeps them from doing it twice is that every
//! section compares the version rows.

use std::time::Duration;

use super::{RunError, RunObserver, Runner};
use crate::connection::{Cancellation, Connection, ErrorKind, LockAttempt};

/// The time between the first attempts; it doubles up to the longest one.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

impl Runner<'_> {
    /// The lock's name: one for each version table.
    fn lock_name(&self) -> String {
        let table = &self.options.version_table;
        match &table.schema {
            Some(schema) => format!("rmig:{schema}.{}", table.name),
            None => format!("rmig:{}", table.name),
        }
    }

    /// Takes the run lock, waiting for another run as long as the options say.
    pub(super) async fn lock(
        &self,
        connection: &mut dyn Connection,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        if !self.options.lock {
            return Ok(());
        }
        let (name, start) = (self.lock_name(), self.clock.monotonic());
        let mut pause = FIRST_PAUSE;
        let mut told = false;
        loop {
            let attempt = connection.try_lock(&name).await;
            let attempt = attempt.map_err(RunError::database("the run lock can't be taken"))?;
            let LockAttempt::Held { by } = attempt else {
                return Ok(());
            };
            let waited = self.clock.monotonic().saturating_sub(start);
            if waited >= self.options.wait_for_lock {
                return Err(RunError::Locked { by, waited });
            }
            if !told && pause > FIRST_PAUSE * 8 {
                observer.waiting_for_lock(by.as_deref());
                told = true;
            }
            if cancellation.is_requested() {
                return Err(RunError::Interrupted(
                    "while waiting for another run".into(),
                ));
            }
            self.clock
                .sleep(pause.min(self.options.wait_for_lock.saturating_sub(waited)))
                .await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Gives the run lock back; the session's end would do so too.
    pub(super) async fn unlock(&self, connection: &mut dyn Connection) -> Result<(), RunError> {
        if !self.options.lock {
            return Ok(());
        }
        let freed = connection.unlock(&self.lock_name()).await;
        if freed
            .as_ref()
            .is_err_and(|error| error.kind == ErrorKind::Lost)
        {
            return Ok(());
        }
        freed.map_err(RunError::database("the run lock can't be given back"))
    }
}
