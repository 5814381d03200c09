//! Reading and writing the journal's table.

use super::{Amendment, Moment, Outcome, Record, entry::join_rows};
use crate::{checksum::text_checksum, dialect::Dialect, version_table::qualified};

/// Where the journal is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// The schema of the table; none means the default one.
    pub schema: Option<String>,
    /// The version table whose changes it tells of; a journal may serve several of them.
    pub version_table: String,
}

/// The table's name.
pub(super) const NAME: &str = "rmig_journal";

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
    pub(super) fn ours(&self, dialect: &dyn Dialect) -> String {
        format!(
            "version_table = {}",
            dialect.quote_text(&self.version_table)
        )
    }

    /// The condition of the row that has the claim.
    pub(super) fn claimed(&self, dialect: &dyn Dialect) -> String {
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
             checksum = {}, script = {}, script_checksum = {}, rows_after = {} WHERE id = {id} AND \
             heartbeat = {heartbeat}",
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

    /// Says otherwise how a section went, and frees its claim; changes no row if a run went on with
    /// the section meanwhile.
    #[must_use]
    pub fn amend_sql(&self, dialect: &dyn Dialect, amendment: &Amendment) -> String {
        let Amendment {
            id,
            heartbeat,
            outcome,
            statements_done,
        } = amendment;
        format!(
            "UPDATE {} SET claim = NULL, heartbeat = heartbeat + 1, outcome = {}, \
             statements_done = {statements_done}, intent = NULL WHERE id = {id} AND \
             heartbeat = {heartbeat}",
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
