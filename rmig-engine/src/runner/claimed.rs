//! Runs a section without a transaction: claimed first, then statement by statement.

use super::{RunError, RunObserver, Runner, Unit, write::Ran};
use crate::{
    connection::{Cancellation, Connection, DatabaseError, ErrorKind},
    diagnostic::Finding,
    journal::{Outcome, Position},
};

const JOURNAL: &str = "the journal can't be written";

impl Runner<'_> {
    /// Runs a section whose statements take effect one by one; the journal says after each of them
    /// how far it came.
    pub(super) async fn run_claimed(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        let start = self.clock.monotonic();
        let claimed = self.claim(connection, unit, position).await;
        if !matches!(claimed, Ok(true)) {
            connection
                .rollback()
                .await
                .map_err(RunError::database(JOURNAL))?;
        }
        if !claimed.map_err(RunError::database("the section can't be claimed"))? {
            return Ok(Ran::Moved);
        }
        let journal = &self.options.journal;
        let canceller = connection.canceller();
        let skip = unit.resume.map_or(0, |resume| resume.done);
        for (index, sql) in unit.sql().enumerate().skip(skip) {
            let result = match cancellation.is_requested() {
                true => Err(DatabaseError::new(
                    ErrorKind::Cancelled,
                    "cancelled before it began",
                )),
                false => {
                    cancellation
                        .watch(canceller.as_ref(), connection.execute(sql))
                        .await
                }
            };
            if let Err(error) = result {
                let way_on = match error.kind {
                    ErrorKind::Cancelled => "go on from there with --resume",
                    _ => "mend the script after them and run it again with --resume",
                };
                let count = unit.statements.len();
                let after = match self.fail_claimed(connection, start).await {
                    // Not always as many as ran: the script may have begun a transaction.
                    Ok(done) => format!("{done} of {count} statements are done and stay; {way_on}"),
                    // The statement's own error is the one to tell.
                    Err(journal) => format!(
                        "and {JOURNAL} ({journal}): it still says that the section runs, with what \
                         is done in it"
                    ),
                };
                return Err(RunError::statement(unit, index, error, &after));
            }
            let intent = unit.statement(index + 1);
            let progress = journal.progress_sql(self.dialect, index + 1, intent);
            let wrote = self.write_claimed(connection, &progress).await;
            wrote.map_err(RunError::database(JOURNAL))?;
            observer.statement_done(unit, index + 1);
        }
        match self.finish(connection, unit, start).await {
            Ok(Some(position)) => Ok(Ran::Done(position)),
            Ok(None) => {
                let failed = self.fail_claimed(connection, start).await;
                failed.map_err(RunError::database(JOURNAL))?;
                let message = "the version rows changed while the section ran";
                let help = "find out who changed them, then `stamp` what the database is at";
                Err(Finding::new("version-rows-changed", message)
                    .help(help)
                    .into())
            }
            Err(error) => {
                // Where this fails too, the journal still says that the section runs.
                let _ = self.fail_claimed(connection, start).await;
                Err(RunError::Database {
                    doing: "the end of a section without transaction can't be written",
                    source: error,
                })
            }
        }
    }

    /// Writes the section's row with the claim; `false` if another run came in between.
    async fn claim(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        position: Position,
    ) -> Result<bool, DatabaseError> {
        let journal = &self.options.journal;
        connection.begin().await?;
        if !self
            .is_where_planned(connection, &unit.rows_before, position)
            .await?
        {
            return Ok(false);
        }
        let done = unit.resume.map_or(0, |resume| resume.done);
        let mut record = self.record(unit, Outcome::Started, self.timestamp());
        record.intent = unit.statement(done).map(str::to_owned);
        let sql = match unit.resume {
            Some(at) => journal.reclaim_sql(self.dialect, at.id, at.heartbeat, &record),
            None => journal.insert_sql(self.dialect, &record),
        };
        if connection.execute(&sql).await? != 1 {
            return Ok(false);
        }
        connection.commit().await?;
        Ok(true)
    }

    /// Says in the journal that the section stopped where the last progress was noted; gives how
    /// many statements that is.
    async fn fail_claimed(
        &self,
        connection: &mut dyn Connection,
        start: std::time::Duration,
    ) -> Result<i64, DatabaseError> {
        // The script may have begun a transaction of its own.
        connection.rollback().await?;
        let journal = &self.options.journal;
        let done = journal.statements_done(connection, self.dialect).await?;
        let (now, duration) = (self.timestamp(), self.milliseconds_since(start));
        let sql = journal.finish_sql(self.dialect, Outcome::Failed, &now, duration);
        self.write_claimed(connection, &sql).await?;
        Ok(done.unwrap_or_default())
    }

    /// Writes the version rows and frees the claim; none if the rows aren't what they were.
    async fn finish(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        start: std::time::Duration,
    ) -> Result<Option<Position>, DatabaseError> {
        let journal = &self.options.journal;
        connection.begin().await?;
        let rows = self
            .options
            .version_table
            .rows(connection, self.dialect)
            .await?;
        if rows != unit.rows_before {
            return Ok(None);
        }
        self.swap_rows(connection, unit).await?;
        let (now, duration) = (self.timestamp(), self.milliseconds_since(start));
        let sql = journal.finish_sql(self.dialect, Outcome::Done, &now, duration);
        self.write_claimed(connection, &sql).await?;
        let position = journal.position(connection, self.dialect).await?;
        connection.commit().await?;
        Ok(Some(position))
    }
}
