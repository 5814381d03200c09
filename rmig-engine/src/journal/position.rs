//! How far a journal has come.

use super::Journal;
use crate::{
    connection::{BatchDone, Connection, DatabaseError},
    dialect::Dialect,
};

/// How far the journal has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    /// The number of the last row.
    pub last_id: Option<i64>,
    /// The heartbeat of the section that runs without a transaction.
    pub heartbeat: Option<i64>,
}

impl Position {
    /// The position behind a row that was just written, whose number is in the `answer`, while no
    /// section has the claim.
    pub(crate) fn behind(answer: &BatchDone) -> Self {
        let returned = answer
            .rows
            .first()
            .and_then(|row| row.first()?.as_integer());
        Self {
            last_id: returned.or(answer.last_inserted),
            heartbeat: None,
        }
    }
}

impl Journal {
    /// How far the journal has come: changes with everything that any run writes into it.
    pub(crate) async fn position(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Position, DatabaseError> {
        let (table, ours, claimed) = (
            self.quoted(dialect),
            self.ours(dialect),
            self.claimed(dialect),
        );
        let sql = format!(
            "SELECT (SELECT MAX(id) FROM {table} WHERE {ours}), (SELECT heartbeat FROM {table} WHERE \
             {claimed})"
        );
        let rows = connection.query(&sql).await?;
        let number = |at: usize| rows.first()?.get(at)?.as_integer();
        Ok(Position {
            last_id: number(0),
            heartbeat: number(1),
        })
    }

    /// The condition that the journal has come as far as `position` and no further.
    pub(crate) fn is_at(&self, dialect: &dyn Dialect, position: Position) -> String {
        let (table, claimed) = (self.quoted(dialect), self.claimed(dialect));
        let last_id = position.last_id.unwrap_or(0);
        let of_ours = dialect.quote_text(&self.version_table);
        // Not a plain comparison, and not `id > …`: whatever a database believes to know of the
        // rows, it looks at the last ones only.
        let last = format!(
            "COALESCE((SELECT id FROM {table} WHERE COALESCE(version_table, '') = {of_ours} \
             ORDER BY id DESC LIMIT 1), 0) = {last_id}"
        );
        match position.heartbeat {
            // A claim comes with a row of its own, or with one that was left unfinished: no run goes
            // on behind that one, and a repair compares its heartbeat.
            None => last,
            Some(heartbeat) => format!(
                "{last} AND EXISTS (SELECT 1 FROM {table} WHERE {claimed} AND heartbeat = {heartbeat})"
            ),
        }
    }

    /// The condition that a section has the claim.
    pub(crate) fn is_claimed(&self, dialect: &dyn Dialect) -> String {
        let (table, claimed) = (self.quoted(dialect), self.claimed(dialect));
        format!("(SELECT COUNT(*) FROM {table} WHERE {claimed}) = 1")
    }
}
