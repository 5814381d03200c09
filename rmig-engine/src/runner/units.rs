//! Runs the units of a plan, one after the other or as one.

use std::{collections::BTreeSet, time::Duration};

use super::{
    RunError, RunObserver, RunReport, Runner, StepReport, Unit, claim::Claim, lock::Wait,
    one_transaction::Together, session::Leaves, write::Ran,
};
use crate::{
    connection::{Cancellation, Connection, DatabaseError, ErrorKind},
    journal::Position,
};

/// How long to wait before a transaction is tried for the second time; then twice as long.
const FIRST_BACK_OFF: Duration = Duration::from_millis(100);

/// Where a run was when another one came in between.
pub(super) enum Missed {
    /// It has changed what the next unit was to begin from.
    Moved {
        rows: BTreeSet<String>,
        position: Position,
        error: DatabaseError,
    },
    /// It has the lock.
    Held,
}

impl Missed {
    fn before(unit: &Unit, position: Position, error: DatabaseError) -> Self {
        Self::Moved {
            rows: unit.rows_before.clone(),
            position,
            error,
        }
    }
}

/// A unit whose turn it is.
#[derive(Clone, Debug)]
pub(super) struct Turn<'u> {
    pub unit: &'u Unit,
    /// The unit after it.
    pub next: Option<&'u Unit>,
    /// How far the journal has come.
    pub position: Position,
    /// Its claim, where that is ours already.
    pub claim: Option<Claim>,
}

impl Runner<'_> {
    /// Runs units one by one; gives where another run came in between.
    pub(super) async fn run_units(
        &self,
        report: &mut RunReport,
        connection: &mut dyn Connection,
        units: &[Unit],
        mut position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Option<Missed>, RunError> {
        let mut left = Leaves::Settings;
        let mut claim = None;
        for (index, unit) in units.iter().enumerate() {
            // A section that is claimed already ends as one that was begun.
            if cancellation.is_requested() && claim.is_none() {
                return Err(RunError::Interrupted(format!("before {}", unit.describe())));
            }
            match left {
                Leaves::Nothing => {}
                Leaves::Settings => self.reset(connection).await?,
                Leaves::Session => self.renew(connection, observer, cancellation).await?,
            }
            left = self.leaves(unit);
            observer.section_started(unit);
            let start = self.clock.monotonic();
            let turn = Turn {
                unit,
                next: units.get(index + 1),
                position,
                claim: claim.take(),
            };
            let ran = self
                .run_in_turn(connection, &turn, observer, cancellation)
                .await;
            let ran = match ran {
                Err(error) if error.kind() == Some(ErrorKind::Lost) => {
                    self.after_loss(connection, &turn, error, observer, cancellation)
                        .await?
                }
                ran => ran?,
            };
            match ran {
                Ran::Done(done) => (position, claim) = (done.position, done.next),
                Ran::Moved(error) => return Ok(Some(Missed::before(unit, position, error))),
                Ran::Held => return Ok(Some(Missed::Held)),
            }
            let step = StepReport::of(unit, Some(self.milliseconds_since(start)));
            observer.section_finished(&step);
            report.steps.push(step);
        }
        Ok(None)
    }

    /// Runs one unit once the lock is free: a revision that is half done is nothing to leave for a
    /// look, to which it would seem left behind.
    async fn run_in_turn(
        &self,
        connection: &mut dyn Connection,
        turn: &Turn<'_>,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        let mut wait = Wait::default();
        loop {
            let ran = self
                .run_unit(connection, turn.clone(), observer, cancellation)
                .await?;
            if !matches!(ran, Ran::Held) || turn.unit.section == 1 {
                return Ok(ran);
            }
            self.wait_for_transaction(connection, &mut wait, observer, cancellation)
                .await?;
        }
    }

    /// Runs one unit, again where another connection's lock was in its way.
    async fn run_unit(
        &self,
        connection: &mut dyn Connection,
        turn: Turn<'_>,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        let unit = turn.unit;
        for attempt in 0.. {
            if !unit.transaction {
                break;
            }
            let ran = self
                .run_transactional(connection, unit, turn.position, observer, cancellation)
                .await;
            match ran {
                Err(error)
                    if error.kind() == Some(ErrorKind::Busy)
                        && attempt < self.options.retries
                        && !connection.kept_changes() =>
                {
                    observer.retrying(unit, &error.to_string());
                    self.back_off(attempt).await;
                    if self.leaves(unit) == Leaves::Session {
                        self.renew(connection, observer, cancellation).await?;
                    }
                }
                ran => return ran,
            }
        }
        self.run_claimed(connection, turn, observer, cancellation)
            .await
    }

    /// Waits before another attempt, each time twice as long.
    pub(super) async fn back_off(&self, attempt: u32) {
        let longer = 2_u32.saturating_pow(attempt.min(6));
        self.clock.sleep(FIRST_BACK_OFF * longer).await;
    }

    /// Runs units as one transaction; as [`run_units`](Self::run_units).
    pub(super) async fn run_as_one(
        &self,
        report: &mut RunReport,
        connection: &mut dyn Connection,
        units: &[Unit],
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Option<Missed>, RunError> {
        let mut attempt = 0;
        let together = loop {
            let ran = self
                .run_together(connection, units, position, observer, cancellation)
                .await;
            match (ran, units.first(), units.last()) {
                (Err(error), Some(first), _)
                    if error.kind() == Some(ErrorKind::Busy)
                        && attempt < self.options.retries
                        && !connection.kept_changes() =>
                {
                    observer.retrying(first, &error.to_string());
                    self.back_off(attempt).await;
                    attempt += 1;
                    if units
                        .iter()
                        .any(|unit| self.leaves(unit) == Leaves::Session)
                    {
                        self.renew(connection, observer, cancellation).await?;
                    }
                }
                (Err(error), _, Some(last)) if error.kind() == Some(ErrorKind::Lost) => {
                    let turn = Turn {
                        unit: last,
                        next: None,
                        position,
                        claim: None,
                    };
                    self.after_loss(connection, &turn, error, observer, cancellation)
                        .await?;
                    let steps = units.iter().map(|unit| StepReport::of(unit, None));
                    break Together::Done(steps.collect());
                }
                (ran, ..) => break ran?,
            }
        };
        match together {
            Together::Done(steps) => {
                for step in steps {
                    observer.section_finished(&step);
                    report.steps.push(step);
                }
                Ok(None)
            }
            Together::Moved(error) => Ok(units
                .first()
                .map(|first| Missed::before(first, position, error))),
            Together::Held => Ok(Some(Missed::Held)),
        }
    }
}
