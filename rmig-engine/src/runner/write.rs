//! What every unit writes and compares besides its statements.

use std::time::Duration;

use super::{RunError, RunOptions, Runner, Unit, claim::Claim, look::Look};
use crate::{
    connection::{Connection, DatabaseError, ErrorKind},
    journal::{Moment, Outcome, Position, Record},
};

/// What has become of a unit.
#[derive(Clone, Debug)]
pub(super) enum Ran {
    /// It is committed.
    Done(Done),
    /// Another run came in between, or the database says otherwise that it isn't where the plan
    /// began; nothing was changed.
    Moved(DatabaseError),
    /// Another run has the lock; nothing was changed.
    Held,
}

/// A unit that is committed.
#[derive(Clone, Debug)]
pub(super) struct Done {
    /// How far the journal has come.
    pub position: Position,
    /// The claim of the next unit, where it was taken with what ended this one.
    pub next: Option<Claim>,
}

impl From<Position> for Done {
    fn from(position: Position) -> Self {
        Self {
            position,
            next: None,
        }
    }
}

impl Runner<'_> {
    /// Brings the session into the shape that it had at first, whatever an earlier run left; gives
    /// the options for it.
    pub(super) async fn settled(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<RunOptions, RunError> {
        if !connection.is_fresh() {
            // A run whose future was dropped may have left its transaction open.
            let rolled_back = connection.rollback().await;
            rolled_back.map_err(RunError::database("the session isn't usable"))?;
            self.reset(connection).await?;
        }
        self.qualified(connection).await
    }

    /// The options with the tables' schema spelt out, so that a script which changes where names
    /// lead doesn't lead us astray.
    pub(super) async fn qualified(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<RunOptions, RunError> {
        let mut options = self.options.clone();
        if options.version_table.schema.is_none() {
            // The table may be in a later schema of the search path than a new one would be.
            let schema = connection.schema_of(&options.version_table.name).await;
            options.version_table.schema =
                schema.map_err(RunError::database("the version table can't be looked for"))?;
        }
        Ok(options)
    }

    /// The same runner with other options.
    pub(super) fn with<'a>(&'a self, options: &'a RunOptions) -> Runner<'a> {
        Runner { options, ..*self }
    }

    /// The time of day for the journal.
    pub(super) fn timestamp(&self) -> String {
        // Milliseconds: the journal's column has 32 characters.
        format!("{:.3}", self.clock.now())
    }

    /// The milliseconds since `start` of the monotonic clock.
    pub(super) fn milliseconds_since(&self, start: Duration) -> u64 {
        let passed = self.clock.monotonic().saturating_sub(start);
        u64::try_from(passed.as_millis()).unwrap_or(u64::MAX)
    }

    /// Creates the version table and the journal, if they are missing.
    pub(super) async fn create_tables(
        &self,
        connection: &mut dyn Connection,
        look: &Look,
    ) -> Result<(), RunError> {
        if look.has_version_table && look.has_journal {
            return Ok(());
        }
        let tables = self.create_sql();
        let begin = std::iter::once(self.dialect.begin());
        let message: Vec<&str> = begin
            .chain(tables.iter().map(String::as_str))
            .chain(["COMMIT"])
            .collect();
        let Err(failed) = connection.run_batch(&message, None, &mut |_| {}).await else {
            return Ok(());
        };
        if failed.error.kind != ErrorKind::Lost {
            // The first error is the one to tell.
            let _ = connection.rollback().await;
            // `IF NOT EXISTS` doesn't keep two from creating a table at once.
            let look = self.look(connection).await;
            if look.is_ok_and(|look| look.has_version_table && look.has_journal) {
                return Ok(());
            }
        }
        Err(RunError::Database {
            doing: "the version table can't be created",
            source: failed.error,
        })
    }

    /// The statements that create the version table and the journal where they are missing.
    pub(super) fn create_sql(&self) -> [String; 2] {
        [
            self.options.version_table.create_sql(self.dialect),
            self.options.journal().create_sql(self.dialect),
        ]
    }

    /// The journal's row for a unit.
    pub(super) fn record(&self, unit: &Unit, outcome: Outcome, started_at: Moment) -> Record {
        let options = self.options;
        Record {
            revision: unit.revision.clone(),
            action: unit.direction.into(),
            section: unit.section,
            sections: unit.sections,
            statements: unit.statements.len(),
            statements_done: 0,
            intent: None,
            outcome,
            checksum: unit.checksum.clone(),
            script: unit.source.text().to_owned(),
            rows_before: unit.rows_before.iter().cloned().collect(),
            rows_after: unit.rows_after.iter().cloned().collect(),
            started_at,
            finished_at: None,
            duration_ms: None,
            actor: options.actor.clone(),
            host: options.host.clone(),
            tool: options.tool.clone(),
            note: options.note.clone(),
        }
    }
}
