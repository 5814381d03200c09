//! Stamp: sets version rows without running anything.

use std::collections::BTreeSet;

use super::{
    PlannedStamp, RunError, RunObserver, RunReport, Runner, StampPlanner, StepReport, look::Look,
};
use crate::{
    connection::{Cancellation, Connection, DatabaseError},
    journal::{Action, Moment, Outcome, Record},
    version_table::changes,
};

/// What a stamp does.
pub(super) struct Change {
    steps: Vec<PlannedStamp>,
    pub before: BTreeSet<String>,
    pub after: BTreeSet<String>,
}

/// Why a transaction ended before its commit.
enum Stopped {
    Database(DatabaseError),
    Run(RunError),
}

impl From<DatabaseError> for Stopped {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl Runner<'_> {
    /// Sets the version rows; with `purge`, whatever they were. Settles an unfinished revision.
    ///
    /// # Errors
    ///
    /// [`RunError`] if there is no plan or the rows can't be written; nothing is changed then.
    pub async fn stamp(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn StampPlanner,
        purge: bool,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<RunReport, RunError> {
        let options = self.settled(connection).await?;
        let runner = self.with(&options);
        // A stamp in the middle of a run would take the ground from under it.
        runner.lock(connection, observer, cancellation).await?;
        let stamped = runner
            .stamp_now(connection, planner, purge, observer, cancellation)
            .await;
        let unlocked = runner.unlock(connection).await;
        let report = stamped?;
        unlocked.map(|()| report)
    }

    async fn stamp_now(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn StampPlanner,
        purge: bool,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<RunReport, RunError> {
        let look = self.look_to_run(connection, cancellation).await?;
        let change = self.change(&look.rows, planner, purge)?;
        if self.is_nothing(&look, &change, purge) {
            return Ok(RunReport::default());
        }
        self.check_width(connection, &look, change.after.iter())
            .await?;
        self.create_tables(connection, &look).await?;
        let start = self.clock.monotonic();
        self.begin_alone(connection, observer, cancellation).await?;
        let written = self.write_stamp(connection, planner, purge).await;
        if written.is_err() {
            // The first error is the one to tell.
            let _ = connection.rollback().await;
        }
        let change = written.map_err(|stopped| match stopped {
            Stopped::Run(error) => error,
            Stopped::Database(source) => RunError::Database {
                doing: "the version rows can't be written",
                source,
            },
        })?;
        let duration = Some(self.milliseconds_since(start));
        Ok(RunReport {
            steps: change.steps(duration),
            warnings: Vec::new(),
        })
    }

    /// Plans a stamp and checks it as [`stamp`](Self::stamp) does, and touches nothing.
    ///
    /// # Errors
    ///
    /// [`RunError`] if there is no plan or the rows can't be read.
    pub async fn dry_stamp(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn StampPlanner,
        purge: bool,
    ) -> Result<RunReport, RunError> {
        let look = self.look(connection).await?;
        let change = self.change(&look.rows, planner, purge)?;
        let steps = if self.is_nothing(&look, &change, purge) {
            Vec::new()
        } else {
            change.steps(None)
        };
        Ok(RunReport {
            steps,
            warnings: Vec::new(),
        })
    }

    /// Plans from the rows.
    pub(super) fn change(
        &self,
        rows: &BTreeSet<String>,
        planner: &dyn StampPlanner,
        purge: bool,
    ) -> Result<Change, RunError> {
        let from = if purge { BTreeSet::new() } else { rows.clone() };
        let list: Vec<String> = from.iter().cloned().collect();
        let steps = planner.stamp(&list).map_err(RunError::Plan)?;
        let after = match steps.last() {
            Some(last) => last.rows_after.iter().cloned().collect(),
            None => from,
        };
        Ok(Change {
            steps,
            before: rows.clone(),
            after,
        })
    }

    /// Whether a stamp would leave everything as it is. A purge of rows never does: a table without
    /// a primary key may hold one of them twice.
    fn is_nothing(&self, look: &Look, change: &Change, purge: bool) -> bool {
        let is_purged = !purge || change.before.is_empty();
        is_purged && change.before == change.after && look.unfinished.is_none()
    }

    async fn write_stamp(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn StampPlanner,
        purge: bool,
    ) -> Result<Change, Stopped> {
        let (table, journal) = (&self.options.version_table, self.options.journal());
        let started_at = self.timestamp();
        if let Some(sql) = self.dialect.lock_rows(&table.quoted(self.dialect)) {
            connection.execute(&sql).await?;
        }
        // Planned again in the transaction: nobody can come in between now.
        let rows = table.rows(connection, self.dialect).await?;
        let change = self.change(&rows, planner, purge).map_err(Stopped::Run)?;
        let mut before = change.before.clone();
        if purge {
            let sql = format!("DELETE FROM {}", table.quoted(self.dialect));
            connection.execute(&sql).await?;
            before.clear();
        }
        for change in changes(&before, &change.after) {
            let changed = connection
                .execute(&table.change_sql(self.dialect, &change))
                .await?;
            if changed != 1 {
                return Err(table.miscounted(change.row(), changed).into());
            }
        }
        connection
            .execute(&journal.release_sql(self.dialect))
            .await?;
        let finished_at = Moment::At(self.timestamp());
        let record = self.stamp_record(&change, Moment::At(started_at), finished_at);
        connection
            .execute(&journal.insert_sql(self.dialect, &record))
            .await?;
        connection.commit().await?;
        Ok(change)
    }

    pub(super) fn stamp_record(
        &self,
        change: &Change,
        started_at: Moment,
        finished_at: Moment,
    ) -> Record {
        let options = self.options;
        Record {
            revision: change.revision(),
            action: Action::Stamp,
            section: 1,
            sections: 1,
            statements: 0,
            statements_done: 0,
            intent: None,
            outcome: Outcome::Done,
            checksum: String::new(),
            script: String::new(),
            rows_before: change.before.iter().cloned().collect(),
            rows_after: change.after.iter().cloned().collect(),
            finished_at: Some(finished_at),
            started_at,
            duration_ms: Some(0),
            actor: options.actor.clone(),
            host: options.host.clone(),
            tool: options.tool.clone(),
            note: options.note.clone(),
        }
    }
}

impl Change {
    /// The revision that the journal's row names: the last one stamped.
    pub fn revision(&self) -> String {
        let last = match self.steps.last() {
            Some(last) => last.revision.as_ref(),
            None => self.after.first(),
        };
        last.cloned().unwrap_or_else(|| "base".to_owned())
    }

    pub fn steps(&self, duration_ms: Option<u64>) -> Vec<StepReport> {
        let mut planned = self.steps.clone();
        if planned.is_empty() {
            // A purge that leaves nothing, or the settling of an unfinished revision.
            planned.push(PlannedStamp {
                revision: self.after.first().cloned(),
                rows_before: Vec::new(),
                rows_after: self.after.iter().cloned().collect(),
            });
        }
        if let Some(first) = planned.first_mut() {
            // With `purge` the plan knows nothing of the rows that were there.
            first.rows_before = self.before.iter().cloned().collect();
        }
        planned
            .into_iter()
            .map(|step| StepReport {
                revision: step.revision.unwrap_or_else(|| "base".to_owned()),
                direction: Action::Stamp,
                section: 1,
                sections: 1,
                version_rows_before: step.rows_before,
                version_rows_after: step.rows_after,
                statements: 0,
                duration_ms,
            })
            .collect()
    }
}
