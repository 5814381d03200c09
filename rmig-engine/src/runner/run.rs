//! Upgrade, downgrade, dry run and the version table.

use super::{
    DryRun, EditedScripts, Planner, RunError, RunFailure, RunObserver, RunReport, Runner,
    StepReport, Unit, look::Look, unfinished, write::Ran,
};
use crate::{
    connection::{Cancellation, Connection},
    diagnostic::Finding,
};

/// How often in a row another run may be faster before ours gives up.
const MOST_MISSES: usize = 100;

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
        match self
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
        // A run whose future was dropped may have left its transaction open.
        connection
            .rollback()
            .await
            .map_err(RunError::database("the session isn't usable"))?;
        let mut misses = 0;
        loop {
            let look = self.look_to_run(connection).await?;
            let mut warnings = Vec::new();
            let units = self.units(&look, planner, &mut warnings)?;
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
            let mut position = look.position;
            let mut moved = false;
            for unit in &units {
                if cancellation.is_requested() {
                    return Err(RunError::Interrupted(format!("before {}", unit.describe())));
                }
                observer.section_started(unit);
                let reset = connection.reset_session().await;
                reset.map_err(RunError::database("the session can't be reset"))?;
                let start = self.clock.monotonic();
                let ran = if unit.transaction {
                    self.run_transactional(connection, unit, position, observer, cancellation)
                        .await
                } else {
                    self.run_claimed(connection, unit, position, observer, cancellation)
                        .await
                };
                match ran? {
                    Ran::Done(now) => position = now,
                    Ran::Moved => {
                        moved = true;
                        break;
                    }
                }
                misses = 0;
                let step = StepReport::of(unit, Some(self.milliseconds_since(start)));
                observer.section_finished(&step);
                report.steps.push(step);
            }
            if !moved {
                return Ok(());
            }
            observer.plan_changed();
            misses += 1;
            if misses == MOST_MISSES {
                return Err(RunError::Contended(misses));
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
        let look = self.settled_look(connection).await?;
        let mut report = RunReport::default();
        let units = self.units(&look, planner, &mut report.warnings)?;
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
    fn units(
        &self,
        look: &Look,
        planner: &dyn Planner,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<Unit>, RunError> {
        if !self.options.transaction_per_migration {
            let message = "`transaction_per_migration = false` isn't supported yet";
            let help = "leave the setting out: every section is a transaction of its own";
            return Err(Finding::new("unsupported-setting", message)
                .help(help)
                .into());
        }
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
        let units = self.prepare(plan)?;
        match unfinished {
            Some(unfinished) => self.resume(&unfinished, units),
            None => Ok(units),
        }
    }
}
