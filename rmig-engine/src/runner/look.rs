//! Looking at a database before anything is changed.

use std::{collections::BTreeSet, time::Duration};

use super::{Clock, RunError, Runner, unfinished::Unfinished};
use crate::{
    connection::{Cancellation, Connection, ErrorKind},
    diagnostic::Finding,
    journal::{Action, BEATING, Entry, EntryDetails, Outcome, Position},
};

/// How many characters an id has in a version table that Alembic made.
const ALEMBIC_WIDTH: usize = 32;

const UNREADABLE: &str = "the journal can't be read";

/// The version rows of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRows {
    /// The rows, sorted.
    pub rows: Vec<String>,
    /// Whether the database exists.
    pub database_exists: bool,
    /// Whether the version table exists.
    pub table_exists: bool,
}

/// All that the runner wants to know of a database.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub rows: BTreeSet<String>,
    pub has_version_table: bool,
    pub has_journal: bool,
    /// The rows of the journal, the oldest first.
    pub entries: Vec<Entry>,
    /// What else the rows of stamps say.
    pub stamps: Vec<EntryDetails>,
    /// A revision that another run is at, or left unfinished.
    pub unfinished: Option<Unfinished>,
    pub position: Position,
}

impl Look {
    /// The rows as planners want them.
    pub fn row_list(&self) -> Vec<String> {
        self.rows.iter().cloned().collect()
    }
}

impl Runner<'_> {
    /// Reads the version rows; changes nothing.
    ///
    /// # Errors
    ///
    /// [`RunError::Database`] if they can't be read.
    pub async fn version_rows(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<VersionRows, RunError> {
        let table = &self.options.version_table;
        let wrap = RunError::database;
        let doing = "the version rows can't be read";
        let exists = connection
            .table_exists(table.schema.as_deref(), &table.name)
            .await;
        let table_exists = exists.map_err(wrap(doing))?;
        let rows = if table_exists {
            table
                .rows(connection, self.dialect)
                .await
                .map_err(wrap(doing))?
        } else {
            BTreeSet::new()
        };
        let database_exists = connection.database_exists();
        Ok(VersionRows {
            rows: rows.into_iter().collect(),
            database_exists,
            table_exists,
        })
    }

    /// Says how far a revision came that a run is at, or left unfinished; changes nothing.
    ///
    /// # Errors
    ///
    /// [`RunError::Database`] if the journal can't be read.
    pub async fn unfinished(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<Option<Finding>, RunError> {
        let mut look = Look::default();
        self.look_at_journal(connection, &mut look).await?;
        match &look.unfinished {
            Some(unfinished) => self.refusal(connection, unfinished).await.map(Some),
            None => Ok(None),
        }
    }

    /// Reads version rows and journal.
    pub(super) async fn look(&self, connection: &mut dyn Connection) -> Result<Look, RunError> {
        let version = self.version_rows(connection).await?;
        let mut look = Look {
            rows: version.rows.into_iter().collect(),
            has_version_table: version.table_exists,
            ..Look::default()
        };
        self.look_at_journal(connection, &mut look).await?;
        Ok(look)
    }

    /// What else rows of the journal say.
    pub(super) async fn details(
        &self,
        connection: &mut dyn Connection,
        ids: &[i64],
    ) -> Result<Vec<EntryDetails>, RunError> {
        let journal = self.options.journal();
        let details = journal.details(connection, self.dialect, ids).await;
        details.map_err(RunError::database(UNREADABLE))
    }

    async fn look_at_journal(
        &self,
        connection: &mut dyn Connection,
        look: &mut Look,
    ) -> Result<(), RunError> {
        let journal = self.options.journal();
        let doing = UNREADABLE;
        let exists = connection
            .table_exists(journal.schema.as_deref(), journal.name())
            .await;
        look.has_journal = exists.map_err(RunError::database(doing))?;
        if look.has_journal {
            let entries = journal.entries(connection, self.dialect).await;
            look.entries = entries.map_err(RunError::database(doing))?;
            let is_stamp = |entry: &&Entry| entry.action == Action::Stamp;
            let stamps = look.entries.iter().filter(is_stamp);
            let stamps: Vec<i64> = stamps.map(|entry| entry.id).collect();
            look.stamps = self.details(connection, &stamps).await?;
            look.unfinished = self.find_unfinished(connection, &look.entries).await?;
            // Whatever is written after this was read, the next unit notices.
            look.position = Position {
                last_id: look.entries.last().map(|entry| entry.id),
                heartbeat: look.unfinished.as_ref().and_then(Unfinished::heartbeat),
            };
        }
        Ok(())
    }

    /// Refuses ids that are longer than the version table's column: one that Alembic made is
    /// narrower than ours.
    pub(super) async fn check_width<'i>(
        &self,
        connection: &mut dyn Connection,
        look: &Look,
        ids: impl Iterator<Item = &'i String>,
    ) -> Result<(), RunError> {
        let length = |id: &&String| id.chars().count();
        let Some(longest) = ids
            .max_by_key(length)
            .filter(|id| length(id) > ALEMBIC_WIDTH)
        else {
            return Ok(());
        };
        if !look.has_version_table {
            return Ok(());
        }
        let table = &self.options.version_table;
        let width = connection
            .text_width(table.schema.as_deref(), &table.name, "version_num")
            .await;
        let width = width.map_err(RunError::database("the version table can't be looked at"))?;
        let Some(width) = width.filter(|width| *width < length(&longest)) else {
            return Ok(());
        };
        let message = format!(
            "revision {longest} has {} characters, and the column version_num of {} holds {width}",
            length(&longest),
            table.name
        );
        let help = format!(
            "widen it: {}",
            self.dialect
                .widen_text(&table.quoted(self.dialect), "version_num", 255)
        );
        Err(Finding::new("version-column-too-narrow", message)
            .help(help)
            .into())
    }

    /// Looks before a run; a revision that is unfinished then is one that nobody is at work on.
    pub(super) async fn look_to_run(
        &self,
        connection: &mut dyn Connection,
        cancellation: &Cancellation,
    ) -> Result<Look, RunError> {
        let start = self.clock.monotonic();
        loop {
            let look = self.settled_look(connection, cancellation).await?;
            let Some(unfinished) = &look.unfinished else {
                return Ok(look);
            };
            // With the lock, nobody else is at work.
            if self.keeps_lock(connection)
                || self.position_behind_others(connection).await? == Some(look.position)
            {
                return Ok(look);
            }
            let waited = waited(self.clock, start);
            if waited >= self.options.wait_for_lock {
                let by = Some(at_work(unfinished));
                return Err(RunError::Locked { by, waited });
            }
        }
    }

    /// How far the journal has come once a section that is being written is committed: it writes
    /// nothing that others see until then, but keeps them from writing. None where it takes longer
    /// than one waits for a lock.
    async fn position_behind_others(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<Option<Position>, RunError> {
        let doing = "a revision is unfinished, and something is being written";
        let begun = connection.begin().await;
        begun.map_err(RunError::database(doing))?;
        let table = self.options.version_table.quoted(self.dialect);
        let locked = match self.dialect.lock_rows(&table) {
            Some(sql) => connection.execute(&sql).await.map(drop),
            None => Ok(()),
        };
        let position = match locked {
            Ok(()) => {
                let journal = self.options.journal();
                journal.position(connection, self.dialect).await.map(Some)
            }
            Err(error) if error.kind == ErrorKind::Busy => Ok(None),
            Err(error) => Err(error),
        };
        let ended = connection.rollback().await;
        let position = position.map_err(RunError::database(doing))?;
        ended.map_err(RunError::database(doing))?;
        Ok(position)
    }

    /// Looks; where a revision is unfinished, looks on until it either goes on or has stood still for
    /// so long that its run must be dead.
    pub(super) async fn settled_look(
        &self,
        connection: &mut dyn Connection,
        cancellation: &Cancellation,
    ) -> Result<Look, RunError> {
        let mut look = self.look(connection).await?;
        let start = self.clock.monotonic();
        let mut since = start;
        while let Some(unfinished) = &look.unfinished {
            let patience = self.patience_with(unfinished, connection);
            if waited(self.clock, since) >= patience {
                // One that has the lock is at work, though it shows nothing.
                let borrowed = self.options.lock && connection.borrowed().is_some();
                if !borrowed || !self.is_locked(connection).await {
                    break;
                }
                since = self.clock.monotonic();
            }
            let waited = waited(self.clock, start);
            if waited >= self.options.wait_for_lock.max(patience) {
                let by = Some(at_work(unfinished));
                return Err(RunError::Locked { by, waited });
            }
            if cancellation.is_requested() {
                let place = "while waiting for another run";
                return Err(RunError::Interrupted(place.to_owned()));
            }
            self.clock.sleep(self.options.settle / 20).await;
            let next = self.look(connection).await?;
            if (next.position, &next.rows) != (look.position, &look.rows) {
                since = self.clock.monotonic();
            }
            look = next;
        }
        Ok(look)
    }

    /// How long an unfinished revision has to stand still before its run counts as dead.
    fn patience_with(&self, unfinished: &Unfinished, connection: &dyn Connection) -> Duration {
        let Unfinished { last, details, .. } = unfinished;
        let shows = last.outcome == Outcome::Started && details.heartbeat >= BEATING;
        match (shows, self.keeps_lock(connection)) {
            // Nobody else is at work: what is unfinished, nobody is going to finish.
            (false, true) => Duration::ZERO,
            (false, false) if connection.borrowed().is_none() => self.options.settle,
            // It has to get at a second connection to show that it lives.
            _ => self.options.settle * 10,
        }
    }
}

/// What another run is at, as far as the journal tells.
fn at_work(unfinished: &Unfinished) -> String {
    let Unfinished { last, details, .. } = unfinished;
    let host = details.host.as_ref();
    format!(
        "the {} of revision {}, section {} of {}, since {}{}",
        last.action,
        last.revision,
        last.section,
        last.sections,
        details.started_at,
        host.map_or(String::new(), |host| format!(" on {host}"))
    )
}

fn waited(clock: &dyn Clock, since: Duration) -> Duration {
    clock.monotonic().saturating_sub(since)
}
