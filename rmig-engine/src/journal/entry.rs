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

/// A row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row's number.
    pub id: i64,
    /// Counts up while a section without a transaction runs.
    pub heartbeat: i64,
    /// The revision.
    pub revision: String,
    /// What was done with it.
    pub action: Action,
    /// Which of its sections, counted from 1.
    pub section: usize,
    /// How many sections there were.
    pub sections: usize,
    /// How many statements the section had.
    pub statements: usize,
    /// How many of them were done.
    pub statements_done: usize,
    /// What the statement in flight should change.
    pub intent: Option<String>,
    /// How it went.
    pub outcome: Outcome,
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

impl Entry {
    /// The columns that [`read`](Self::read) wants, in its order.
    pub(super) const COLUMNS: &'static str = "id, heartbeat, revision, direction, section, \
        sections, statements, statements_done, outcome, checksum, script, rows_before, rows_after, \
        started_at, host, intent";

    /// Reads a row of [`COLUMNS`](Self::COLUMNS); none if a value makes no sense.
    pub(super) fn read(row: &[Value]) -> Option<Self> {
        let number = |at: usize| row.get(at)?.as_integer();
        let count = |at: usize| usize::try_from(number(at)?).ok();
        let text = |at: usize| Some(row.get(at)?.as_text()?.to_owned());
        let rows = |at: usize| Some(split_rows(row.get(at)?.as_text()?));
        Some(Self {
            id: number(0)?,
            heartbeat: number(1)?,
            revision: text(2)?,
            action: Action::parse(row.get(3)?.as_text()?)?,
            section: count(4).filter(|section| *section > 0)?,
            sections: count(5)?,
            statements: count(6)?,
            statements_done: count(7)?,
            outcome: Outcome::parse(row.get(8)?.as_text()?)?,
            checksum: text(9)?,
            script: text(10)?,
            rows_before: rows(11)?,
            rows_after: rows(12)?,
            started_at: text(13)?,
            host: text(14),
            intent: text(15),
        })
    }
}

/// Version rows as the journal keeps them: one a line.
pub(super) fn join_rows(rows: &[String]) -> String {
    rows.join("\n")
}

fn split_rows(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
