//! What is sent to the database in one go, and what each statement in it is for.

use std::{borrow::Cow, collections::BTreeSet, ops::Range, sync::Arc};

use super::{Runner, Unit};
use crate::{
    connection::{BatchDone, Borrowed, Cancellation, Connection, DatabaseError, ErrorKind},
    journal::{Position, Record},
    scanner::leading_words,
    version_table::changes,
};

/// What a statement is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Begins a transaction.
    Begin,
    /// Fails unless the run lock is the transaction's.
    Lock,
    /// Keeps other runs from changing the version rows.
    LockRows,
    /// Fails unless the database is where the plan began.
    Guard,
    /// The script's statement at this index.
    Statement(usize),
    /// Brings names and the user back to what they were before the script.
    Names,
    /// Deletes all version rows.
    Purge,
    /// Changes this version row.
    Swap(String),
    /// Writes into the journal.
    Journal,
    /// Writes the row into the journal whose number is asked for.
    Record,
    /// Commits.
    Commit,
    /// Takes what the script left out of a session that is another one's from now on.
    Forget,
}

/// Statements that are sent together, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Message<'a> {
    parts: Vec<(Part, Cow<'a, str>)>,
    /// Whether anybody reads the answers.
    is_sent: bool,
    /// How to do with the session that it is sent to, where that is borrowed.
    borrowed: Option<Arc<Borrowed>>,
}

/// The part of a message that failed, and why.
#[derive(Clone, Debug)]
pub(super) struct PartError {
    pub part: Part,
    pub error: DatabaseError,
}

impl<'a> Message<'a> {
    /// An empty one, for that connection.
    pub fn to(connection: &dyn Connection) -> Self {
        Self {
            parts: Vec::new(),
            is_sent: true,
            borrowed: connection.borrowed(),
        }
    }

    /// Whether it is sent, and not written into a script.
    pub fn is_sent(&self) -> bool {
        self.is_sent
    }

    /// Whether the session that it is sent to is borrowed.
    pub fn is_borrowed(&self) -> bool {
        self.borrowed.is_some()
    }

    /// Adds the commit; `leaves` is whether the session isn't as it was.
    pub fn commit(&mut self, leaves: bool) {
        self.push(Part::Commit, "COMMIT");
        if let (Some(borrowed), true) = (self.borrowed.clone(), leaves) {
            for sql in &borrowed.forget {
                self.push(Part::Forget, sql.clone());
            }
        }
    }

    /// Adds a statement.
    pub fn push(&mut self, part: Part, sql: impl Into<Cow<'a, str>>) {
        self.parts.push((part, sql.into()));
    }

    /// The statements with what they are for.
    pub fn parts(&self) -> &[(Part, Cow<'a, str>)] {
        &self.parts
    }

    fn at(&self, wanted: &Part) -> Option<usize> {
        self.parts.iter().position(|(part, _)| part == wanted)
    }

    /// Where the script's statements stand.
    fn statements(&self) -> Range<usize> {
        let is_statement = |(part, _): &(Part, _)| matches!(part, Part::Statement(_));
        let start = self.parts.iter().position(is_statement).unwrap_or(0);
        let count = self.parts.iter().filter(|part| is_statement(part)).count();
        start..start + count
    }
}

impl<'a> Runner<'a> {
    /// Begins a transaction that goes on only where `rows` stand and the journal has come as far as
    /// `position`, where that is known; and only with the run lock, where no session keeps it.
    pub(super) fn open(
        &self,
        message: &mut Message<'_>,
        rows: &BTreeSet<String>,
        position: Option<Position>,
    ) {
        let dialect = self.dialect;
        message.push(Part::Begin, dialect.begin());
        if let Some(condition) = self.transaction_lock(message.is_borrowed()) {
            let guard = dialect.guard(&condition, "rmig: another run has the lock");
            message.push(Part::Lock, guard);
        }
        self.lock_rows(message);
        let at = position.map(|at| self.options.journal().is_at(dialect, at));
        self.compare(message, rows, at);
    }

    /// Keeps other runs from changing the version rows.
    pub(super) fn lock_rows(&self, message: &mut Message<'_>) {
        let table = self.options.version_table.quoted(self.dialect);
        if let Some(sql) = self.dialect.lock_rows(&table) {
            message.push(Part::LockRows, sql);
        }
    }

    /// Fails unless `rows` stand and `condition` holds.
    pub(super) fn compare(
        &self,
        message: &mut Message<'_>,
        rows: &BTreeSet<String>,
        condition: Option<String>,
    ) {
        let (dialect, table) = (self.dialect, &self.options.version_table);
        let mut all = table.holds(dialect, rows);
        if let Some(condition) = condition {
            all = format!("{all} AND {condition}");
        }
        let list: Vec<&str> = rows.iter().map(String::as_str).collect();
        let expected = match list.len() {
            0 => format!("no row in {}", table.name),
            1..=3 => format!("{} in {}", list.join(", "), table.name),
            count => format!("{count} rows in {}", table.name),
        };
        let text = format!("rmig: this needs {expected}").replace(['\'', '"', '\\'], "");
        message.push(Part::Guard, dialect.guard(&all, &text));
    }

    /// Adds the statements of a unit.
    pub(super) fn add_statements<'u>(&self, message: &mut Message<'u>, unit: &'u Unit) {
        for (index, sql) in unit.sql().enumerate() {
            message.push(Part::Statement(index), sql);
        }
        self.restore_names(message, unit);
    }

    /// Brings the session back to where statements of our own mean what they say.
    pub(super) fn restore_names(&self, message: &mut Message<'_>, unit: &Unit) {
        for sql in self.restore_user(unit) {
            message.push(Part::Names, *sql);
        }
        let names: Option<Cow<'static, str>> = match &message.borrowed {
            Some(borrowed) => Some(borrowed.names.clone().into()),
            None => self.dialect.restore_names().map(Into::into),
        };
        let kept = unit.sql().all(|sql| self.dialect.keeps_names(sql));
        if let (Some(sql), false) = (names, kept) {
            message.push(Part::Names, sql);
        }
    }

    /// What makes us again the user who began, where a script took another one's place.
    fn restore_user(&self, unit: &Unit) -> &'static [&'static str] {
        let (text, rules) = (unit.source.text(), self.dialect.scan_rules());
        let mut statements = unit.statements.iter().map(|span| {
            let words = leading_words(text, span.clone(), rules);
            self.dialect.restore_user(&words)
        });
        statements.find(|list| !list.is_empty()).unwrap_or_default()
    }

    /// Adds the change of the version rows.
    pub(super) fn add_swap(
        &self,
        message: &mut Message<'_>,
        before: &BTreeSet<String>,
        after: &BTreeSet<String>,
    ) {
        let table = &self.options.version_table;
        for change in changes(before, after) {
            let part = Part::Swap(change.row().to_owned());
            message.push(part, table.change_sql(self.dialect, &change));
        }
    }

    /// Adds a new row of the journal.
    pub(super) fn add_record(&self, message: &mut Message<'_>, record: &Record) {
        let mut sql = self.options.journal().insert_sql(self.dialect, record);
        if message.is_sent() {
            sql.push_str(&self.dialect.returning("id"));
        }
        message.push(Part::Record, sql);
    }

    /// Sends a message and looks whether every row of ours in it was one; the answer is that to
    /// [`Part::Record`]. `done` is told how many of the script's statements are done.
    pub(super) async fn send(
        &self,
        connection: &mut dyn Connection,
        message: &Message<'_>,
        cancellation: &Cancellation,
        mut done: impl FnMut(usize) + Send,
    ) -> Result<BatchDone, PartError> {
        if message.parts.is_empty() {
            return Ok(BatchDone::default());
        }
        let sql: Vec<&str> = message.parts.iter().map(|(_, sql)| sql.as_ref()).collect();
        let (keep, statements) = (message.at(&Part::Record), message.statements());
        let mut told = 0;
        let mut progress = |count: usize| {
            let now = count.min(statements.end).saturating_sub(statements.start);
            while told < now {
                told += 1;
                done(told);
            }
        };
        let canceller = connection.canceller();
        let run = connection.run_batch(&sql, keep, &mut progress);
        let answer = cancellation.watch(canceller.as_ref(), run).await;
        let part_of = |index: usize| match message.parts.get(index) {
            Some((part, _)) => part.clone(),
            None => Part::Commit,
        };
        let answer = answer.map_err(|failed| PartError {
            part: part_of(failed.index),
            error: failed.error,
        })?;
        for ((part, _), changed) in message.parts.iter().zip(&answer.changed) {
            let error = match part {
                Part::Swap(row) => one_row(*changed, || {
                    self.options.version_table.miscounted(row, *changed)
                }),
                Part::Journal | Part::Record => one_row(*changed, taken_over),
                _ => Ok(()),
            };
            let part = part.clone();
            error.map_err(|error| PartError { part, error })?;
        }
        Ok(answer)
    }
}

/// Whether exactly one row was changed.
pub(super) fn one_row(
    changed: u64,
    otherwise: impl FnOnce() -> DatabaseError,
) -> Result<(), DatabaseError> {
    match changed {
        1 => Ok(()),
        _ => Err(otherwise()),
    }
}

/// The row of a claimed section isn't there to be changed.
pub(super) fn taken_over() -> DatabaseError {
    let message = "the section's row in the journal was taken over by another run";
    DatabaseError::new(ErrorKind::Other, message)
        .with_help("see what the other run did, then run the command again")
}

/// One row was changed, that of the claimed section; else somebody else has it.
pub(super) fn ours(changed: u64) -> Result<(), DatabaseError> {
    one_row(changed, taken_over)
}
