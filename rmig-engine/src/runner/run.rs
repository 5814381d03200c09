//! Upgrade, downgrade, dry run and the version table.

use std::{collections::BTreeSet, time::Duration};

use super::{
    DryRun, EditedScripts, Planner, RunError, RunFailure, RunObserver, RunReport, Runner,
    StepReport, Unit, look::Look, one_transaction::Together, unfinished, write::Ran,
};
use crate::{
    connection::{Cancellation, Connection, DatabaseError, ErrorKind},
    journal::Position,
};

/// How often in a row another run may be faster before ours gives up.
const MOST_MISSES: usize = 100;

/// How long to wait before a transaction is tried for the second time; then twice as long.
const FIRST_BACK_OFF: Duration = Duration::from_millis(100);

const COMPARE: &str = "the version rows can't be compared with the plan";

/// Where a run was when another one came in between.
struct Missed {
    rows: BTreeSet<String>,
    position: Position,
    error: DatabaseError,
}

impl Missed {
    fn before(unit: &Unit, position: Position, error: DatabaseError) -> Self {
        Self {
            rows: unit.rows_before.clone(),
            position,
            error,
        }
    }
}

impl Runner<'_> {
    /// Runs a plan, section by section.
    ///
    /// # Errors
    ///
    /// [`RunFailure`] with the reason and what was committed before.
    pub async fn run(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<RunReport, RunFailure> {
        let mut report = RunReport::default();
        let options = match self.settled(connection).await {
            Ok(options) => options,
            Err(error) => {
                let error = Box::new(error);
                return Err(RunFailure { error, report });
            }
        };
        match self
            .with(&options)
            .run_into(&mut report, connection, planner, observer, cancellation)
            .await
        {
            Ok(()) => Ok(report),
            Err(error) => Err(RunFailure {
                error: Box::new(error),
                report,
            }),
        }
    }

    async fn run_into(
        &self,
        report: &mut RunReport,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        if self.has_nothing_to_do(connection, planner).await? {
            return Ok(());
        }
        self.lock(connection, observer, cancellation).await?;
        let ran = self
            .run_locked(report, connection, planner, observer, cancellation)
            .await;
        let lost = matches!(&ran, Err(error) if error.kind() == Some(ErrorKind::Lost));
        let unlocked = match lost {
            true => Ok(()),
            false => self.unlock(connection).await,
        };
        ran.and(unlocked)
    }

    /// Whether a look without the lock says that all is done. Whatever else it says, a look with
    /// the lock has to say again.
    async fn has_nothing_to_do(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
    ) -> Result<bool, RunError> {
        let look = self.look(connection).await?;
        if unfinished::find(&look.entries).is_some() {
            return Ok(false);
        }
        let mut warnings = Vec::new();
        let units = self.units(connection, &look, planner, &mut warnings).await;
        Ok(units.is_ok_and(|units| units.is_empty()) && warnings.is_empty())
    }

    async fn run_locked(
        &self,
        report: &mut RunReport,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        let mut misses = 0;
        let mut missed: Option<Missed> = None;
        loop {
            let look = self.look_to_run(connection).await?;
            if let Some(missed) = missed.take() {
                if (&missed.rows, missed.position) == (&look.rows, look.position) {
                    // Nobody came in between: the comparison itself failed.
                    return Err(RunError::database(COMPARE)(missed.error));
                }
                observer.plan_changed();
                misses += 1;
                if misses == MOST_MISSES {
                    return Err(RunError::Contended(misses));
                }
            }
            let mut warnings = Vec::new();
            let units = self
                .units(connection, &look, planner, &mut warnings)
                .await?;
            for warning in warnings {
                if !report.warnings.contains(&warning) {
                    observer.warning(&warning);
                    report.warnings.push(warning);
                }
            }
            if units.is_empty() {
                return Ok(());
            }
            self.create_tables(connection, &look).await?;
            let done_before = report.steps.len();
            let ended = match self.options.transaction_per_migration {
                true => {
                    self.run_units(
                        report,
                        connection,
                        &units,
                        look.position,
                        observer,
                        cancellation,
                    )
                    .await?
                }
                false => {
                    self.run_as_one(
                        report,
                        connection,
                        &units,
                        look.position,
                        observer,
                        cancellation,
                    )
                    .await?
                }
            };
            if ended.is_none() {
                return Ok(());
            }
            missed = ended;
            if report.steps.len() > done_before {
                misses = 0;
            }
        }
    }

    /// Runs units one by one; gives where another run came in between.
    async fn run_units(
        &self,
        report: &mut RunReport,
        connection: &mut dyn Connection,
        units: &[Unit],
        mut position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Option<Missed>, RunError> {
        let mut unsettled = true;
        for unit in units {
            if cancellation.is_requested() {
                return Err(RunError::Interrupted(format!("before {}", unit.describe())));
            }
            if unsettled {
                self.reset(connection).await?;
            }
            unsettled = self.unsettles(unit);
            observer.section_started(unit);
            let start = self.clock.monotonic();
            let ran = self
                .run_unit(connection, unit, position, observer, cancellation)
                .await;
            let ran = match ran {
                Err(error) if error.kind() == Some(ErrorKind::Lost) => {
                    self.after_loss(connection, unit, position, error, observer, cancellation)
                        .await?
                }
                ran => ran?,
            };
            match ran {
                Ran::Done(now) => position = now,
                Ran::Moved(error) => return Ok(Some(Missed::before(unit, position, error))),
            }
            let step = StepReport::of(unit, Some(self.milliseconds_since(start)));
            observer.section_finished(&step);
            report.steps.push(step);
        }
        Ok(None)
    }

    /// Runs one unit, again where another connection's lock was in its way.
    async fn run_unit(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        for attempt in 0.. {
            if !unit.transaction {
                break;
            }
            let ran = self
                .run_transactional(connection, unit, position, observer, cancellation)
                .await;
            match ran {
                Err(error)
                    if error.kind() == Some(ErrorKind::Busy) && attempt < self.options.retries =>
                {
                    observer.retrying(unit, &error.to_string());
                    self.back_off(attempt).await;
                }
                ran => return ran,
            }
        }
        self.run_claimed(connection, unit, position, observer, cancellation)
            .await
    }

    /// Waits before another attempt, each time twice as long.
    pub(super) async fn back_off(&self, attempt: u32) {
        let longer = 2_u32.saturating_pow(attempt.min(6));
        self.clock.sleep(FIRST_BACK_OFF * longer).await;
    }

    /// Runs units as one transaction; as [`run_units`](Self::run_units).
    async fn run_as_one(
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
                    if error.kind() == Some(ErrorKind::Busy) && attempt < self.options.retries =>
                {
                    observer.retrying(first, &error.to_string());
                    self.back_off(attempt).await;
                    attempt += 1;
                }
                (Err(error), _, Some(last)) if error.kind() == Some(ErrorKind::Lost) => {
                    self.after_loss(connection, last, position, error, observer, cancellation)
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
        }
    }

    /// Plans and checks everything as [`run`](Self::run) does, and touches nothing.
    ///
    /// # Errors
    ///
    /// Whatever would keep the run from beginning.
    pub async fn dry_run(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
    ) -> Result<DryRun, RunError> {
        let look = self.settled_look(connection).await?;
        let mut report = RunReport::default();
        let units = self
            .units(connection, &look, planner, &mut report.warnings)
            .await?;
        report.steps = units
            .iter()
            .map(|unit| StepReport::of(unit, None))
            .collect();
        let database_exists = connection.database_exists();
        if !database_exists {
            report
                .warnings
                .push("the database doesn't exist yet".to_owned());
        }
        Ok(DryRun {
            report,
            units,
            database_exists,
        })
    }

    /// Creates the version table and the journal, if they are missing; says whether they were.
    ///
    /// # Errors
    ///
    /// [`RunError::Database`] if they can't be created.
    pub async fn ensure_version(&self, connection: &mut dyn Connection) -> Result<bool, RunError> {
        let look = self.look(connection).await?;
        self.create_tables(connection, &look).await?;
        Ok(!look.has_version_table)
    }

    /// What is to run, after all that could refuse it.
    async fn units(
        &self,
        connection: &mut dyn Connection,
        look: &Look,
        planner: &dyn Planner,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<Unit>, RunError> {
        let unfinished = unfinished::find(&look.entries);
        if let Some(unfinished) = unfinished.filter(|_| !self.options.resume) {
            return Err(unfinished.refusal().into());
        }
        let plan = planner.plan(&look.row_list()).map_err(RunError::Plan)?;
        let edited = self.edited(look, planner)?;
        match self.options.edited_scripts {
            EditedScripts::Refuse if !edited.is_empty() => return Err(edited.into()),
            EditedScripts::Refuse => {}
            EditedScripts::Warn => warnings.extend(edited.0.iter().map(ToString::to_string)),
        }
        let mut units = self.prepare(plan)?;
        let ids = units.iter().flat_map(|unit| &unit.rows_after);
        self.check_width(connection, look, ids).await?;
        if let Some(unfinished) = unfinished {
            let done = self
                .statements_done(connection, &unfinished, &units)
                .await?;
            units = self.resume(&unfinished, done, units)?;
        }
        if !self.options.transaction_per_migration {
            self.check_together(&units)?;
        }
        Ok(units)
    }
}
