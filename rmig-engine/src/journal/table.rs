//! Reading and writing the journal's table.

use super::{Entry, Outcome, Record, entry::join_rows};
use crate::{
    connection::{Connection, DatabaseError, ErrorKind, Value},
    dialect::Dialect,
    version_table::qualified,
};

/// Where the journal is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// The schema of the table; none means the default one.
    pub schema: Option<String>,
    /// The table's name.
    pub name: String,
}

impl Default for Journal {
    fn default() -> Self {
        Self {
            schema: None,
            name: "rmig_journal".to_owned(),
        }
    }
}

impl Journal {
    /// The table's name in SQL.
    #[must_use]
    pub fn quoted(&self, dialect: &dyn Dialect) -> String {
        qualified(dialect, self.schema.as_deref(), &self.name)
    }

    /// `CREATE TABLE`, if there is none yet.
    #[must_use]
    pub fn create_sql(&self, dialect: &dyn Dialect) -> String {
        format!(
            "CREATE TABLE IF NOT EXISTS {} (id {}, claim SMALLINT UNIQUE, \
             heartbeat BIGINT NOT NULL DEFAULT 0, revision VARCHAR(255) NOT NULL, \
             direction VARCHAR(9) NOT NULL, section INT NOT NULL, sections INT NOT NULL, \
             statements INT NOT NULL, statements_done INT NOT NULL, intent TEXT, \
             outcome VARCHAR(8) NOT NULL, checksum VARCHAR(96) NOT NULL, script TEXT NOT NULL, \
             rows_before TEXT NOT NULL, rows_after TEXT NOT NULL, started_at VARCHAR(32) NOT NULL, \
             finished_at VARCHAR(32), duration_ms BIGINT, actor VARCHAR(255), host VARCHAR(255), \
             tool VARCHAR(64), note TEXT)",
            self.quoted(dialect),
            dialect.identity_column()
        )
    }

    /// Writes a row; a section that has only started gets the claim.
    #[must_use]
    pub fn insert_sql(&self, dialect: &dyn Dialect, record: &Record) -> String {
        let text = |text: &str| dialect.quote_text(text);
        let maybe = |text: Option<&str>| maybe_text(dialect, text);
        let claim = if record.outcome == Outcome::Started {
            "1"
        } else {
            "NULL"
        };
        format!(
            "INSERT INTO {} (claim, revision, direction, section, sections, statements, \
             statements_done, intent, outcome, checksum, script, rows_before, rows_after, \
             started_at, finished_at, duration_ms, actor, host, tool, note) VALUES ({claim}, {}, \
             {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
            self.quoted(dialect),
            text(&record.revision),
            text(record.action.as_str()),
            record.section,
            record.sections,
            record.statements,
            record.statements_done,
            maybe(record.intent.as_deref()),
            text(record.outcome.as_str()),
            text(&record.checksum),
            text(&record.script),
            text(&join_rows(&record.rows_before)),
            text(&join_rows(&record.rows_after)),
            text(&record.started_at),
            maybe(record.finished_at.as_deref()),
            record
                .duration_ms
                .map_or("NULL".to_owned(), |ms| ms.to_string()),
            maybe(record.actor.as_deref()),
            maybe(record.host.as_deref()),
            maybe(record.tool.as_deref()),
            maybe(record.note.as_deref()),
        )
    }

    /// Notes that the claimed section is `done` statements further, and what comes next.
    #[must_use]
    pub fn progress_sql(&self, dialect: &dyn Dialect, done: usize, intent: Option<&str>) -> String {
        format!(
            "UPDATE {} SET statements_done = {done}, heartbeat = heartbeat + 1, intent = {} \
             WHERE claim = 1",
            self.quoted(dialect),
            maybe_text(dialect, intent),
        )
    }

    /// How many statements of the claimed section are done; none if there is no such section.
    pub(crate) async fn statements_done(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Option<i64>, DatabaseError> {
        let table = self.quoted(dialect);
        let sql = format!("SELECT statements_done FROM {table} WHERE claim = 1");
        let rows = connection.query(&sql).await?;
        Ok(rows.first().and_then(|row| row.first()?.as_integer()))
    }

    /// Ends the claimed section and frees the claim.
    #[must_use]
    pub fn finish_sql(
        &self,
        dialect: &dyn Dialect,
        outcome: Outcome,
        finished_at: &str,
        duration_ms: u64,
    ) -> String {
        format!(
            "UPDATE {} SET claim = NULL, heartbeat = heartbeat + 1, outcome = {}, \
             finished_at = {}, duration_ms = {duration_ms} WHERE claim = 1",
            self.quoted(dialect),
            dialect.quote_text(outcome.as_str()),
            dialect.quote_text(finished_at),
        )
    }

    /// Takes the claim over from a run that is no more, to go on with its section, whose text after
    /// the statements that are done may be another by now; changes no row if another run was faster.
    #[must_use]
    pub fn reclaim_sql(
        &self,
        dialect: &dyn Dialect,
        id: i64,
        heartbeat: i64,
        record: &Record,
    ) -> String {
        format!(
            "UPDATE {} SET claim = 1, heartbeat = heartbeat + 1, outcome = {}, finished_at = NULL, \
             duration_ms = NULL, sections = {}, statements = {}, intent = {}, checksum = {}, \
             script = {}, rows_after = {} WHERE id = {id} AND heartbeat = {heartbeat} AND outcome = {}",
            self.quoted(dialect),
            dialect.quote_text(Outcome::Started.as_str()),
            record.sections,
            record.statements,
            maybe_text(dialect, record.intent.as_deref()),
            dialect.quote_text(&record.checksum),
            dialect.quote_text(&record.script),
            dialect.quote_text(&join_rows(&record.rows_after)),
            dialect.quote_text(Outcome::Failed.as_str()),
        )
    }

    /// Takes the claim away from a run that is no more.
    #[must_use]
    pub fn release_sql(&self, dialect: &dyn Dialect) -> String {
        format!(
            "UPDATE {} SET claim = NULL, heartbeat = heartbeat + 1, outcome = {} WHERE claim = 1",
            self.quoted(dialect),
            dialect.quote_text(Outcome::Failed.as_str()),
        )
    }

    /// All rows, the oldest first.
    pub(crate) async fn entries(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Vec<Entry>, DatabaseError> {
        let table = self.quoted(dialect);
        let sql = format!("SELECT {} FROM {table} ORDER BY id", Entry::COLUMNS);
        let rows = connection.query(&sql).await?;
        rows.iter()
            .map(|row| {
                Entry::read(row).ok_or_else(|| {
                    let id = row.first().and_then(Value::as_integer).unwrap_or_default();
                    let message = format!("row {id} of {} can't be read", self.name);
                    DatabaseError::new(ErrorKind::Other, message)
                        .with_help("a newer version of the tool may have written it; update yours")
                })
            })
            .collect()
    }

    /// How far the journal has come: changes with everything that any run writes into it.
    pub(crate) async fn position(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Position, DatabaseError> {
        let table = self.quoted(dialect);
        let sql = format!(
            "SELECT (SELECT MAX(id) FROM {table}), (SELECT heartbeat FROM {table} WHERE claim = 1)"
        );
        let rows = connection.query(&sql).await?;
        let number = |at: usize| rows.first()?.get(at)?.as_integer();
        Ok(Position {
            last_id: number(0),
            heartbeat: number(1),
        })
    }
}

/// How far the journal has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    /// The number of the last row.
    pub last_id: Option<i64>,
    /// The heartbeat of the section that runs without a transaction.
    pub heartbeat: Option<i64>,
}

/// A text as a literal, or `NULL`.
fn maybe_text(dialect: &dyn Dialect, text: Option<&str>) -> String {
    text.map_or_else(|| "NULL".to_owned(), |text| dialect.quote_text(text))
}
