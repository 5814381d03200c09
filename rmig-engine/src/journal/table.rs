//! Reading and writing the journal's table.

use super::{Entry, EntryDetails, Moment, Outcome, Record, entry::join_rows};
use crate::{
    checksum::text_checksum,
    connection::{Connection, DatabaseError, ErrorKind, Value},
    dialect::Dialect,
    version_table::qualified,
};

/// Where the journal is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// The schema of the table; none means the default one.
    pub schema: Option<String>,
    /// The version table whose changes it tells of; a journal may serve several of them.
    pub version_table: String,
}

/// The table's name.
const NAME: &str = "rmig_journal";

/// What the heartbeat of a section counts from whose run shows over a second connection that it
/// lives: no lock tells of it.
pub(crate) const BEATING: i64 = 1 << 40;

impl Journal {
    /// The table's name in SQL.
    #[must_use]
    pub fn quoted(&self, dialect: &dyn Dialect) -> String {
        qualified(dialect, self.schema.as_deref(), NAME)
    }

    /// The table's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        NAME
    }

    /// The condition of the rows that belong to the version table.
    fn ours(&self, dialect: &dyn Dialect) -> String {
        format!(
            "version_table = {}",
            dialect.quote_text(&self.version_table)
        )
    }

    /// The condition of the row that has the claim.
    fn claimed(&self, dialect: &dyn Dialect) -> String {
        format!("claim = 1 AND {}", self.ours(dialect))
    }

    /// `CREATE TABLE`, if there is none yet.
    #[must_use]
    pub fn create_sql(&self, dialect: &dyn Dialect) -> String {
        format!(
            "CREATE TABLE IF NOT EXISTS {} (id {}, version_table VARCHAR(255) NOT NULL, \
             claim SMALLINT, heartbeat BIGINT NOT NULL DEFAULT 0, revision VARCHAR(255) NOT NULL, \
             direction VARCHAR(9) NOT NULL, section INT NOT NULL, sections INT NOT NULL, \
             statements INT NOT NULL, statements_done INT NOT NULL, intent {text}, \
             outcome VARCHAR(8) NOT NULL, checksum VARCHAR(96) NOT NULL, script {text} NOT NULL, \
             script_checksum VARCHAR(96) NOT NULL, \
             rows_before {text} NOT NULL, rows_after {text} NOT NULL, started_at VARCHAR(32) NOT NULL, \
             finished_at VARCHAR(32), duration_ms BIGINT, actor VARCHAR(255), host VARCHAR(255), \
             tool VARCHAR(64), note {text}, UNIQUE (version_table, claim)){}",
            self.quoted(dialect),
            dialect.identity_column(),
            dialect.table_options(),
            text = dialect.long_text(),
        )
    }

    /// Writes a row; a section that has only started gets the claim.
    #[must_use]
    pub fn insert_sql(&self, dialect: &dyn Dialect, record: &Record) -> String {
        let text = |text: &str| dialect.quote_text(text);
        let maybe = |text: Option<&str>| maybe_text(dialect, text);
        let moment = |moment: &Moment| moment_sql(dialect, moment);
        let claim = if record.outcome == Outcome::Started {
            "1"
        } else {
            "NULL"
        };
        format!(
            "INSERT INTO {} (version_table, claim, revision, direction, section, sections, statements, \
             statements_done, intent, outcome, checksum, script, script_checksum, rows_before, rows_after, \
             started_at, finished_at, duration_ms, actor, host, tool, note) VALUES ({}, {claim}, {}, \
             {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
            self.quoted(dialect),
            text(&self.version_table),
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
            text(&script_checksum(record)),
            text(&join_rows(&record.rows_before)),
            text(&join_rows(&record.rows_after)),
            moment(&record.started_at),
            record
                .finished_at
                .as_ref()
                .map_or("NULL".to_owned(), moment),
            record
                .duration_ms
                .map_or("NULL".to_owned(), |ms| ms.to_string()),
            maybe(record.actor.as_deref().map(|actor| first(actor, 255))),
            maybe(record.host.as_deref().map(|host| first(host, 255))),
            maybe(record.tool.as_deref().map(|tool| first(tool, 64))),
            maybe(record.note.as_deref()),
        )
    }

    /// Notes that the claimed section is `done` statements further, and what comes next.
    #[must_use]
    pub fn progress_sql(&self, dialect: &dyn Dialect, done: usize, intent: Option<&str>) -> String {
        format!(
            "UPDATE {} SET statements_done = {done}, heartbeat = heartbeat + 1, intent = {} \
             WHERE {}",
            self.quoted(dialect),
            maybe_text(dialect, intent),
            self.claimed(dialect),
        )
    }

    /// Shows that the run of the claimed section lives.
    pub(crate) fn beat_sql(&self, dialect: &dyn Dialect) -> String {
        self.heartbeat_by(dialect, 1)
    }

    /// Says that the run of the claimed section is going to [beat](Self::beat_sql).
    pub(crate) fn beating_sql(&self, dialect: &dyn Dialect) -> String {
        self.heartbeat_by(dialect, BEATING)
    }

    fn heartbeat_by(&self, dialect: &dyn Dialect, count: i64) -> String {
        let (table, claimed) = (self.quoted(dialect), self.claimed(dialect));
        format!("UPDATE {table} SET heartbeat = heartbeat + {count} WHERE {claimed}")
    }

    /// How many statements of the claimed section are done; none if there is no such section.
    pub(crate) async fn statements_done(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Option<i64>, DatabaseError> {
        let table = self.quoted(dialect);
        let claimed = self.claimed(dialect);
        let sql = format!("SELECT statements_done FROM {table} WHERE {claimed}");
        let rows = connection.query(&sql).await?;
        Ok(rows.first().and_then(|row| row.first()?.as_integer()))
    }

    /// Ends the claimed section and frees the claim.
    #[must_use]
    pub fn finish_sql(
        &self,
        dialect: &dyn Dialect,
        outcome: Outcome,
        finished_at: &Moment,
        duration_ms: Option<u64>,
    ) -> String {
        let all = match outcome {
            Outcome::Done => ", statements_done = statements, intent = NULL",
            _ => "",
        };
        format!(
            "UPDATE {} SET claim = NULL, heartbeat = heartbeat + 1, outcome = {}, \
             finished_at = {}, duration_ms = {}{all} WHERE {}",
            self.quoted(dialect),
            dialect.quote_text(outcome.as_str()),
            moment_sql(dialect, finished_at),
            duration_ms.map_or("NULL".to_owned(), |ms| ms.to_string()),
            self.claimed(dialect),
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
             duration_ms = NULL, sections = {}, statements = {}, statements_done = {}, intent = {}, \
             checksum = {}, script = {}, script_checksum = {}, rows_after = {} WHERE id = {id} AND heartbeat = {heartbeat}",
            self.quoted(dialect),
            dialect.quote_text(Outcome::Started.as_str()),
            record.sections,
            record.statements,
            record.statements_done,
            maybe_text(dialect, record.intent.as_deref()),
            dialect.quote_text(&record.checksum),
            dialect.quote_text(&record.script),
            dialect.quote_text(&script_checksum(record)),
            dialect.quote_text(&join_rows(&record.rows_after)),
        )
    }

    /// Says otherwise how a section went, and frees its claim.
    #[must_use]
    pub fn amend_sql(
        &self,
        dialect: &dyn Dialect,
        id: i64,
        outcome: Outcome,
        statements_done: usize,
    ) -> String {
        format!(
            "UPDATE {} SET claim = NULL, heartbeat = heartbeat + 1, outcome = {}, \
             statements_done = {statements_done}, intent = NULL WHERE id = {id}",
            self.quoted(dialect),
            dialect.quote_text(outcome.as_str()),
        )
    }

    /// Takes the claim away from a run that is no more.
    #[must_use]
    pub fn release_sql(&self, dialect: &dyn Dialect) -> String {
        format!(
            "UPDATE {} SET claim = NULL, heartbeat = heartbeat + 1, outcome = {} WHERE {}",
            self.quoted(dialect),
            dialect.quote_text(Outcome::Failed.as_str()),
            self.claimed(dialect),
        )
    }

    /// All rows, the oldest first.
    pub(crate) async fn entries(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Vec<Entry>, DatabaseError> {
        let table = self.quoted(dialect);
        let from = format!("{table} WHERE {}", self.ours(dialect));
        let rows = connection.query_many(Entry::COLUMNS, &from).await?;
        let mut entries = read(&rows, Entry::read)?;
        entries.sort_unstable_by_key(|entry| entry.id);
        Ok(entries)
    }

    /// What else the rows with these numbers say, the oldest first.
    pub(crate) async fn details(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
        ids: &[i64],
    ) -> Result<Vec<EntryDetails>, DatabaseError> {
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (table, columns) = (self.quoted(dialect), EntryDetails::COLUMNS);
        let ids = ids.join(", ");
        let sql = format!("SELECT {columns} FROM {table} WHERE id IN ({ids}) ORDER BY id");
        read(&connection.query(&sql).await?, EntryDetails::read)
    }

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
        let claim = match position.heartbeat {
            Some(heartbeat) => format!("{claimed} AND heartbeat = {heartbeat}) = 1"),
            None => format!("{claimed}) = 0"),
        };
        // Not a plain comparison: SQLite would look through all rows of the version table instead of
        // those behind the last one.
        format!(
            "NOT EXISTS (SELECT 1 FROM {table} WHERE id > {last_id} AND COALESCE(version_table, '') \
             = {of_ours}) AND (SELECT COUNT(*) FROM {table} WHERE {claim}"
        )
    }

    /// The condition that a section has the claim.
    pub(crate) fn is_claimed(&self, dialect: &dyn Dialect) -> String {
        let (table, claimed) = (self.quoted(dialect), self.claimed(dialect));
        format!("(SELECT COUNT(*) FROM {table} WHERE {claimed}) = 1")
    }
}

impl Position {
    /// The position behind a row that was just written, read by
    /// [`Dialect::last_inserted`], while no section has the claim.
    pub(crate) fn behind(rows: &[Vec<Value>]) -> Self {
        Self {
            last_id: rows.first().and_then(|row| row.first()?.as_integer()),
            heartbeat: None,
        }
    }
}

/// Reads rows that begin with their number.
fn read<T>(
    rows: &[Vec<Value>],
    read_one: impl Fn(&[Value]) -> Option<T>,
) -> Result<Vec<T>, DatabaseError> {
    let read = rows.iter().map(|row| {
        read_one(row).ok_or_else(|| {
            let id = row.first().and_then(Value::as_integer).unwrap_or_default();
            let message = format!("row {id} of {NAME} can't be read");
            DatabaseError::new(ErrorKind::Other, message)
                .with_help("a newer version of the tool may have written it; update yours")
        })
    });
    read.collect()
}

/// The checksum of the text that ran; none of a stamp, say, which has no text.
fn script_checksum(record: &Record) -> String {
    match record.script.as_str() {
        "" => String::new(),
        script => text_checksum(script),
    }
}

fn moment_sql(dialect: &dyn Dialect, moment: &Moment) -> String {
    match moment {
        Moment::At(text) => dialect.quote_text(text),
        Moment::Now => dialect.now().to_owned(),
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

/// The first characters of a text from outside, as many as its column holds.
fn first(text: &str, most: usize) -> &str {
    let end = text
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// A text as a literal, or `NULL`.
fn maybe_text(dialect: &dyn Dialect, text: Option<&str>) -> String {
    text.map_or_else(|| "NULL".to_owned(), |text| dialect.quote_text(text))
}
