//! What every unit writes and compares besides its statements.

use std::{collections::BTreeSet, time::Duration};

use super::{RunError, Runner, Unit, look::Look};
use crate::{
    connection::{Connection, DatabaseError, ErrorKind},
    journal::{Outcome, Position, Record},
};

/// What has become of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ran {
    /// It is committed; the journal has come this far.
    Done(Position),
    /// Another run came in between; nothing was changed.
    Moved,
}

impl Runner<'_> {
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
        let tables = [
            self.options.version_table.create_sql(self.dialect),
            self.options.journal.create_sql(self.dialect),
        ];
        let result = async {
            connection.begin().await?;
            for sql in &tables {
                connection.execute(sql).await?;
            }
            connection.commit().await
        }
        .await;
        if result.is_err() {
            // The first error is the one to tell.
            let _ = connection.rollback().await;
        }
        result.map_err(RunError::database("the version table can't be created"))
    }

    /// Whether the database is still where the plan began, seen from inside of the transaction.
    pub(super) async fn is_where_planned(
        &self,
        connection: &mut dyn Connection,
        rows: &BTreeSet<String>,
        position: Position,
    ) -> Result<bool, DatabaseError> {
        let now = self
            .options
            .version_table
            .rows(connection, self.dialect)
            .await?;
        Ok(now == *rows
            && self
                .options
                .journal
                .position(connection, self.dialect)
                .await?
                == position)
    }

    /// Turns the version rows before a unit into those after it.
    pub(super) async fn swap_rows(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
    ) -> Result<(), DatabaseError> {
        let table = &self.options.version_table;
        table
            .swap(
                connection,
                self.dialect,
                &unit.rows_before,
                &unit.rows_after,
            )
            .await
    }

    /// The journal's row for a unit.
    pub(super) fn record(&self, unit: &Unit, outcome: Outcome, started_at: String) -> Record {
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

    /// Runs a statement that changes the one row of the claimed section.
    pub(super) async fn write_claimed(
        &self,
        connection: &mut dyn Connection,
        sql: &str,
    ) -> Result<(), DatabaseError> {
        match connection.execute(sql).await? {
            1 => Ok(()),
            _ => {
                let message = "the section's row in the journal was taken over by another run";
                Err(DatabaseError::new(ErrorKind::Other, message)
                    .with_help("see what the other run did, then run the command again"))
            }
        }
    }
}
