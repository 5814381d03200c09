//! Upgrade, downgrade, dry run and the version table.

use super::{
    DryRun, EditedScripts, Planner, RunError, RunFailure, RunObserver, RunReport, Runner,
    StepReport, Unit, lock::Wait, look::Look, units::Missed,
};
use crate::connection::{Cancellation, Connection, ErrorKind};

/// How often in a row another run may be faster before ours gives up.
const MOST_MISSES: usize = 100;

const BEGIN: &str = "the section can't be begun";

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
        // What there is to run is planned with the lock.
        if look.unfinished.is_some() || planner.has_steps(&look.row_list()).unwrap_or(true) {
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
        let mut wait = Wait::default();
        loop {
            // Where each transaction takes the lock for itself, others get their turn.
            if missed.is_some() && connection.borrowed().is_some() && self.options.lock {
                self.wait_for_transaction(connection, &mut wait, observer, cancellation)
                    .await?;
            }
            let look = self.look_to_run(connection, cancellation).await?;
            if let Some(Missed::Moved {
                rows,
                position,
                error,
            }) = missed.take()
            {
                if (&rows, position) == (&look.rows, look.position) {
                    // Nobody came in between: the comparison itself failed.
                    return Err(RunError::database(BEGIN)(error));
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
                wait = Wait::default();
            }
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
        let look = self
            .settled_look(connection, &Cancellation::default())
            .await?;
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
        let unfinished = look.unfinished.as_ref();
        if let Some(unfinished) = unfinished.filter(|_| !self.options.resume) {
            return Err(self.refusal(connection, unfinished).await?.into());
        }
        let plan = planner.plan(&look.row_list()).map_err(RunError::Plan)?;
        let edited = self.edited(connection, look, planner).await?;
        match self.options.edited_scripts {
            EditedScripts::Refuse if !edited.is_empty() => return Err(edited.into()),
            EditedScripts::Refuse => {}
            EditedScripts::Warn => warnings.extend(edited.0.iter().map(ToString::to_string)),
        }
        let mut units = self.prepare(plan)?;
        if connection.borrowed().is_some() {
            self.check_borrowed(&units)?;
        }
        let ids = units.iter().flat_map(|unit| &unit.rows_after);
        self.check_width(connection, look, ids).await?;
        if let Some(unfinished) = unfinished {
            let done = self.statements_done(connection, unfinished, &units).await?;
            units = self.resume(unfinished, done, units)?;
        }
        if !self.options.transaction_per_migration {
            self.check_together(&units)?;
        }
        Ok(units)
    }
}
