//! The run lock: spares two runs the work of one. What keeps them from doing it twice is that every
//! section compares the version rows.

use std::time::Duration;

use super::{RunError, RunObserver, Runner};
use crate::connection::{Cancellation, Connection, ErrorKind, LockAttempt, Value};

/// The time between the first attempts; it doubles up to the longest one.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

const NOT_TAKEN: &str = "the run lock can't be taken";

/// How long another run has been waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    since: Option<Duration>,
    pause: Duration,
    told: bool,
}

impl Default for Wait {
    fn default() -> Self {
        Self {
            since: None,
            pause: FIRST_PAUSE,
            told: false,
        }
    }
}

impl Runner<'_> {
    /// The lock's name: one for each version table.
    fn lock_name(&self) -> String {
        let table = &self.options.version_table;
        match &table.schema {
            Some(schema) => format!("rmig:{schema}.{}", table.name),
            None => format!("rmig:{}", table.name),
        }
    }

    /// Whether the session that a connection has keeps the run lock between transactions.
    pub(super) fn keeps_lock(&self, connection: &dyn Connection) -> bool {
        self.options.lock && self.dialect.capabilities().run_lock && connection.borrowed().is_none()
    }

    /// The condition that takes the run lock for a transaction, where no session can keep it.
    pub(super) fn transaction_lock(&self, is_borrowed: bool) -> Option<String> {
        match self.options.lock && is_borrowed {
            true => self.dialect.transaction_lock(&self.lock_name()),
            false => None,
        }
    }

    /// Takes the run lock, waiting for another run as long as the options say. Where sessions are
    /// borrowed, each transaction takes it for itself.
    pub(super) async fn lock(
        &self,
        connection: &mut dyn Connection,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        if !self.options.lock || connection.borrowed().is_some() {
            return Ok(());
        }
        let (name, mut wait) = (self.lock_name(), Wait::default());
        loop {
            let attempt = connection.try_lock(&name).await;
            let attempt = attempt.map_err(RunError::database(NOT_TAKEN))?;
            let LockAttempt::Held { by } = attempt else {
                return Ok(());
            };
            self.wait(&mut wait, by, observer, cancellation).await?;
        }
    }

    /// Begins a transaction; where sessions are borrowed, with the run lock.
    pub(super) async fn begin_alone(
        &self,
        connection: &mut dyn Connection,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        let begun = "no transaction can be begun";
        let mut wait = Wait::default();
        loop {
            connection
                .begin()
                .await
                .map_err(RunError::database(begun))?;
            let Some(condition) = self.transaction_lock(connection.borrowed().is_some()) else {
                return Ok(());
            };
            let taken = connection.query(&format!("SELECT {condition}")).await;
            let taken = taken.map_err(RunError::database(NOT_TAKEN))?;
            if taken.first().and_then(|row| row.first()) == Some(&Value::Integer(1)) {
                return Ok(());
            }
            let ended = connection.rollback().await;
            ended.map_err(RunError::database(NOT_TAKEN))?;
            self.wait_for_transaction(connection, &mut wait, observer, cancellation)
                .await?;
        }
    }

    /// Waits a while after the run lock was another transaction's.
    pub(super) async fn wait_for_transaction(
        &self,
        connection: &mut dyn Connection,
        wait: &mut Wait,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        // Who has it is good to know, and no reason to fail.
        let by = connection.lock_holder(&self.lock_name()).await;
        self.wait(wait, by.unwrap_or_default(), observer, cancellation)
            .await
    }

    /// Whether a session, or another transaction, has the run lock.
    pub(super) async fn is_locked(&self, connection: &mut dyn Connection) -> bool {
        let holder = connection.lock_holder(&self.lock_name()).await;
        holder.is_ok_and(|holder| holder.is_some())
    }

    /// Waits a while before the next attempt, if the options say so.
    async fn wait(
        &self,
        wait: &mut Wait,
        by: Option<String>,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        let now = self.clock.monotonic();
        let start = *wait.since.get_or_insert(now);
        let waited = now.saturating_sub(start);
        if waited >= self.options.wait_for_lock {
            return Err(RunError::Locked { by, waited });
        }
        if !wait.told && wait.pause > FIRST_PAUSE * 8 {
            observer.waiting_for_lock(by.as_deref());
            wait.told = true;
        }
        if cancellation.is_requested() {
            return Err(RunError::Interrupted(
                "while waiting for another run".into(),
            ));
        }
        let left = self.options.wait_for_lock.saturating_sub(waited);
        self.clock.sleep(wait.pause.min(left)).await;
        wait.pause = (wait.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }

    /// Gives the run lock back; the session's end would do so too.
    pub(super) async fn unlock(&self, connection: &mut dyn Connection) -> Result<(), RunError> {
        if !self.options.lock || connection.borrowed().is_some() {
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
