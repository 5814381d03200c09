//! Runs a section in one transaction with its version rows and its journal row.

use super::{RunError, RunObserver, Runner, Unit, write::Ran};
use crate::{
    connection::{Cancellation, Connection, DatabaseError, ErrorKind},
    journal::{Outcome, Position},
};

/// What has become of a transactional section that failed.
const ROLLED_BACK: &str = "the section was rolled back, nothing of it is in the database";

impl Runner<'_> {
    /// Runs a section in a transaction; on any error nothing of it stays.
    pub(super) async fn run_transactional(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        if unit.foreign_keys_off {
            let suspended = connection.suspend_foreign_keys().await;
            suspended.map_err(RunError::database("foreign keys can't be switched off"))?;
        }
        let result = self
            .transaction(connection, unit, position, observer, cancellation)
            .await;
        let ended = match &result {
            Ok(Ran::Done(_)) => Ok(()),
            Ok(Ran::Moved) | Err(_) => connection.rollback().await,
        };
        let resumed = match unit.foreign_keys_off {
            true => connection.resume_foreign_keys().await,
            false => Ok(()),
        };
        let ran = result?;
        ended.map_err(RunError::database("the transaction can't be rolled back"))?;
        resumed.map_err(RunError::database(
            "foreign keys can't be switched on again",
        ))?;
        Ok(ran)
    }

    async fn transaction(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        let started_at = self.timestamp();
        let start = self.clock.monotonic();
        connection
            .begin()
            .await
            .map_err(RunError::database("no transaction can be begun"))?;
        let planned = self
            .is_where_planned(connection, &unit.rows_before, position)
            .await;
        if !planned.map_err(RunError::database("the version rows can't be read"))? {
            return Ok(Ran::Moved);
        }
        let checked = "the foreign keys can't be checked";
        let violations_before = match unit.foreign_keys_off {
            true => connection.foreign_key_violations().await,
            false => Ok(Default::default()),
        }
        .map_err(RunError::database(checked))?;

        let canceller = connection.canceller();
        for (index, sql) in unit.sql().enumerate() {
            if cancellation.is_requested() {
                return Err(interrupted(unit));
            }
            let done = cancellation
                .watch(canceller.as_ref(), connection.execute(sql))
                .await;
            done.map_err(|error| RunError::statement(unit, index, error, ROLLED_BACK))?;
            observer.statement_done(unit, index + 1);
        }

        if unit.foreign_keys_off {
            let after = connection.foreign_key_violations().await;
            for ((child, parent), count) in after.map_err(RunError::database(checked))? {
                let known = violations_before.get(&(child.clone(), parent.clone()));
                let new = count.saturating_sub(known.copied().unwrap_or(0));
                if new > 0 {
                    let rows = if new == 1 { "row" } else { "rows" };
                    let message = format!(
                        "after this section {new} more {rows} of {child} would point to nothing in \
                         {parent}"
                    );
                    let help = format!("{ROLLED_BACK}; keep the rows that others point to");
                    return Err(RunError::unit(
                        unit,
                        "foreign-keys-broken",
                        message,
                        &help,
                        None,
                    ));
                }
            }
        }

        let wrote = self.write_end(connection, unit, started_at, start).await;
        let position = wrote.map_err(RunError::database("the version rows can't be written"))?;
        if cancellation.is_requested() {
            return Err(interrupted(unit));
        }
        connection
            .commit()
            .await
            .map_err(|error| commit_failed(unit, error))?;
        Ok(Ran::Done(position))
    }

    /// Writes the version rows and the journal row; gives how far the journal has come.
    async fn write_end(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        started_at: String,
        start: std::time::Duration,
    ) -> Result<Position, DatabaseError> {
        self.swap_rows(connection, unit).await?;
        let mut record = self.record(unit, Outcome::Done, started_at);
        record.statements_done = unit.statements.len();
        record.finished_at = Some(self.timestamp());
        record.duration_ms = Some(self.milliseconds_since(start));
        let journal = &self.options.journal;
        connection
            .execute(&journal.insert_sql(self.dialect, &record))
            .await?;
        journal.position(connection, self.dialect).await
    }
}

fn interrupted(unit: &Unit) -> RunError {
    RunError::Interrupted(format!("in {}; {ROLLED_BACK}", unit.describe()))
}

fn commit_failed(unit: &Unit, error: DatabaseError) -> RunError {
    let code = if error.kind == ErrorKind::Busy {
        "database-busy"
    } else {
        "commit-failed"
    };
    let message = format!("{} at the end of {}", error.message, unit.describe());
    RunError::unit(unit, code, message, ROLLED_BACK, error.code)
}
