//! A row of the journal.

use std::fmt;

use serde::Serialize;

use crate::{connection::Value, plan::Direction};

/// What a row of the journal, or a step of a report, tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// An `upgrade` section ran.
    Upgrade,
    /// A `downgrade` section ran.
    Downgrade,
    /// Version rows were set without running anything.
    Stamp,
    /// A row was set right by hand.
    Repair,
}

impl Action {
    /// The word in the column `direction`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
            Self::Stamp => "stamp",
            Self::Repair => "repair",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Upgrade, Self::Downgrade, Self::Stamp, Self::Repair]
            .into_iter()
            .find(|action| action.as_str() == word)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Direction> for Action {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Upgrade => Self::Upgrade,
            Direction::Downgrade => Self::Downgrade,
        }
    }
}

/// How a section went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It runs, or the run was killed.
    Started,
    /// It ran.
    Done,
    /// A statement of it failed.
    Failed,
    /// Nothing of it is in the database, although it was begun.
    Undone,
}

/// A time that is written into the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// RFC 3339, UTC.
    At(String),
    /// When the database gets to it.
    Now,
}

impl Outcome {
    /// The word in the column `outcome`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undone => "undone",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Started, Self::Done, Self::Failed, Self::Undone]
            .into_iter()
            .find(|one| one.as_str() == word)
    }
}

/// A row that is to be written.
#[derive(Clone, Debug)]
pub struct Record {
    /// The revision.
    pub revision: String,
    /// What is done with it.
    pub action: Action,
    /// Which of its sections, counted from 1.
    pub section: usize,
    /// How many sections the revision has in this direction on this database.
    pub sections: usize,
    /// How many statements the section has.
    pub statements: usize,
    /// How many of them are done.
    pub statements_done: usize,
    /// What the statement in flight should change.
    pub intent: Option<String>,
    /// How it went.
    pub outcome: Outcome,
    /// The section's checksum.
    pub checksum: String,
    /// The revision's text.
    pub script: String,
    /// The version rows before the section.
    pub rows_before: Vec<String>,
    /// The version rows after the section.
    pub rows_after: Vec<String>,
    /// When it began.
    pub started_at: Moment,
    /// When it ended; none while it runs.
    pub finished_at: Option<Moment>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// Who ran it.
    pub actor: Option<String>,
    /// Where it was run.
    pub host: Option<String>,
    /// With which version of which tool.
    pub tool: Option<String>,
    /// Why, where somebody said so.
    pub note: Option<String>,
}

/// A row that was read, as far as a look at all of them needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row's number.
    pub id: i64,
    /// The revision.
    pub revision: String,
    /// What was done with it.
    pub action: Action,
    /// Which of its sections, counted from 1.
    pub section: usize,
    /// How many sections there were.
    pub sections: usize,
    /// How it went.
    pub outcome: Outcome,
    /// The checksum of the revision's text as it ran.
    pub script_checksum: String,
}

impl Entry {
    /// The columns that [`read`](Self::read) wants, in its order.
    pub(super) const COLUMNS: &'static str =
        "id, revision, direction, section, sections, outcome, script_checksum";

    /// Reads a row of [`COLUMNS`](Self::COLUMNS); none if a value makes no sense.
    pub(super) fn read(row: &[Value]) -> Option<Self> {
        let count = |at: usize| usize::try_from(row.get(at)?.as_integer()?).ok();
        let text = |at: usize| row.get(at)?.as_text();
        Some(Self {
            id: row.first()?.as_integer()?,
            revision: text(1)?.to_owned(),
            action: Action::parse(text(2)?)?,
            section: count(3).filter(|section| *section > 0)?,
            sections: count(4)?,
            outcome: Outcome::parse(text(5)?)?,
            script_checksum: text(6)?.to_owned(),
        })
    }
}

/// What else a row says, read where it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryDetails {
    /// The row's number.
    pub id: i64,
    /// How it went; it may have gone on since the row was looked at.
    pub outcome: Outcome,
    /// Counts up while a section without a transaction runs.
    pub heartbeat: i64,
    /// How many statements the section had.
    pub statements: usize,
    /// How many of them were done.
    pub statements_done: usize,
    /// What the statement in flight should change.
    pub intent: Option<String>,
    /// The section's checksum.
    pub checksum: String,
    /// The revision's text as it ran.
    pub script: String,
    /// The version rows before.
    pub rows_before: Vec<String>,
    /// The version rows after.
    pub rows_after: Vec<String>,
    /// When it began.
    pub started_at: String,
    /// Where it was run.
    pub host: Option<String>,
}

impl EntryDetails {
    /// The columns that [`read`](Self::read) wants, in its order.
    pub(super) const COLUMNS: &'static str = "id, outcome, heartbeat, statements, \
        statements_done, intent, checksum, script, rows_before, rows_after, started_at, host";

    /// Reads a row of [`COLUMNS`](Self::COLUMNS); none if a value makes no sense.
    pub(super) fn read(row: &[Value]) -> Option<Self> {
        let number = |at: usize| row.get(at)?.as_integer();
        let count = |at: usize| usize::try_from(number(at)?).ok();
        let text = |at: usize| Some(row.get(at)?.as_text()?.to_owned());
        let rows = |at: usize| Some(split_rows(row.get(at)?.as_text()?));
        Some(Self {
            id: number(0)?,
            outcome: Outcome::parse(row.get(1)?.as_text()?)?,
            heartbeat: number(2)?,
            statements: count(3)?,
            statements_done: count(4)?,
            intent: text(5),
            checksum: text(6)?,
            script: text(7)?,
            rows_before: rows(8)?,
            rows_after: rows(9)?,
            started_at: text(10)?,
            host: text(11),
        })
    }
}

/// What a repair says otherwise of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The row's number.
    pub id: i64,
    /// Its heartbeat when it was looked at.
    pub heartbeat: i64,
    /// How the section went.
    pub outcome: Outcome,
    /// How many of its statements are done.
    pub statements_done: usize,
}

/// Version rows as the journal keeps them: one a line.
pub(super) fn join_rows(rows: &[String]) -> String {
    rows.join("\n")
}

fn split_rows(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
