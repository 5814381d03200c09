//! Runs a section in one transaction with its version rows and its journal row.

use std::time::Duration;

use super::{
    RunError, RunObserver, Runner, Unit,
    message::{Message, Part, PartError},
    session::Leaves,
    write::Ran,
};
use crate::{
    connection::{Cancellation, Connection, DatabaseError, ErrorKind},
    journal::{Moment, Outcome, Position},
};

/// What has become of a transactional section that failed.
const ROLLED_BACK: &str = "the section was rolled back, nothing of it is in the database";

/// What has become of a section whose whole run failed.
const ALL_ROLLED_BACK: &str =
    "the whole run was one transaction and was rolled back, nothing of it is in the database";

/// What has become of a section that changed tables without transactions.
const STAYED: &str = "it was rolled back, but for what it changed in tables that know no \
                      transactions (MyISAM, Aria …): look at them before you run it again, and make \
                      them InnoDB tables";

/// The error of a section that was rolled back, which may not have taken everything back.
pub(super) fn rolled_back(error: RunError, connection: &dyn Connection) -> RunError {
    if connection.kept_changes() {
        error.with_help(STAYED)
    } else {
        error
    }
}

/// Whose transaction a section runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Its own, begun where the journal has come this far.
    Own(Position),
    /// That of the whole run.
    Shared,
}

impl Scope {
    fn rolled_back(self) -> &'static str {
        match self {
            Self::Own(_) => ROLLED_BACK,
            Self::Shared => ALL_ROLLED_BACK,
        }
    }
}

impl Runner<'_> {
    /// Runs a section in a transaction; on any error nothing of it stays.
    pub(super) async fn run_transactional(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        if unit.foreign_keys_off {
            let suspended = connection.suspend_foreign_keys().await;
            suspended.map_err(RunError::database("foreign keys can't be switched off"))?;
        }
        let scope = Scope::Own(position);
        let result = self
            .run_in(scope, connection, unit, observer, cancellation)
            .await;
        let ended = match &result {
            Ok(Ran::Done(_)) => Ok(()),
            Err(error) if error.kind() == Some(ErrorKind::Lost) => Ok(()),
            Ok(Ran::Moved(_) | Ran::Held) | Err(_) => connection.rollback().await,
        };
        let resumed = match unit.foreign_keys_off {
            true => connection.resume_foreign_keys().await,
            false => Ok(()),
        };
        let ran = result.map_err(|error| rolled_back(error, connection))?;
        ended.map_err(RunError::database("the transaction can't be rolled back"))?;
        resumed.map_err(RunError::database(
            "foreign keys can't be switched on again",
        ))?;
        Ok(ran)
    }

    /// Runs the statements, swaps the version rows and writes the journal, in two messages: what
    /// the second one says of the time is known only after the first one.
    pub(super) async fn run_in(
        &self,
        scope: Scope,
        connection: &mut dyn Connection,
        unit: &Unit,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        let started_at = self.timestamp();
        let start = self.clock.monotonic();
        let mut message = Message::to(connection);
        if let Scope::Own(position) = scope {
            self.open(&mut message, &unit.rows_before, Some(position));
        }
        let sent = match unit.foreign_keys_off {
            false => {
                self.add_statements(&mut message, unit);
                self.add_swap(&mut message, &unit.rows_before, &unit.rows_after);
                self.send(connection, &message, cancellation, |done| {
                    observer.statement_done(unit, done);
                })
                .await
                .map(drop)
            }
            true => {
                let sent = self.send(connection, &message, cancellation, |_| {}).await;
                match sent {
                    Ok(_) => {
                        self.run_without_foreign_keys(connection, unit, observer, cancellation)
                            .await?
                    }
                    Err(failed) => Err(failed),
                }
            }
        };
        if let Err(failed) = sent {
            return part_failed(unit, failed, scope);
        }
        if cancellation.is_requested() {
            return Err(interrupted(unit, scope));
        }
        let mut end = Message::to(connection);
        self.closing(&mut end, unit, started_at, start, scope);
        let to_the_end = Cancellation::default();
        let sent = self.send(connection, &end, &to_the_end, |_| {});
        match sent.await {
            Ok(answer) => Ok(Ran::Done(Position::behind(&answer).into())),
            Err(failed) if failed.part == Part::Commit => {
                Err(commit_failed(unit, failed.error, scope))
            }
            Err(failed) => part_failed(unit, failed, scope),
        }
    }

    /// Statements that run while foreign keys are off, between two looks at which are broken.
    async fn run_without_foreign_keys(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Result<(), PartError>, RunError> {
        let checked = "the foreign keys can't be checked";
        let before = connection.foreign_key_violations().await;
        let before = before.map_err(RunError::database(checked))?;
        let mut message = Message::to(connection);
        self.add_statements(&mut message, unit);
        let sent = self.send(connection, &message, cancellation, |done| {
            observer.statement_done(unit, done);
        });
        if let Err(failed) = sent.await {
            return Ok(Err(failed));
        }
        let after = connection.foreign_key_violations().await;
        for ((child, parent), count) in after.map_err(RunError::database(checked))? {
            let known = before.get(&(child.clone(), parent.clone()));
            let new = count.saturating_sub(known.copied().unwrap_or(0));
            if new > 0 {
                let rows = if new == 1 { "row" } else { "rows" };
                let message = format!(
                    "after this section {new} more {rows} of {child} would point to nothing in \
                     {parent}"
                );
                let help = format!("{ROLLED_BACK}; keep the rows that others point to");
                let error = DatabaseError::new(ErrorKind::Other, message);
                return Err(RunError::unit(unit, "foreign-keys-broken", error, &help));
            }
        }
        let mut message = Message::to(connection);
        self.add_swap(&mut message, &unit.rows_before, &unit.rows_after);
        let sent = self.send(connection, &message, cancellation, |_| {}).await;
        Ok(sent.map(drop))
    }

    /// The journal's row and the commit.
    fn closing(
        &self,
        message: &mut Message<'_>,
        unit: &Unit,
        started_at: String,
        start: Duration,
        scope: Scope,
    ) {
        let mut record = self.record(unit, Outcome::Done, Moment::At(started_at));
        record.statements_done = unit.statements.len();
        record.finished_at = Some(Moment::At(self.timestamp()));
        record.duration_ms = Some(self.milliseconds_since(start));
        self.add_record(message, &record);
        if let Scope::Own(_) = scope {
            message.commit(self.leaves(unit) != Leaves::Nothing);
        }
    }
}

fn part_failed(unit: &Unit, failed: PartError, scope: Scope) -> Result<Ran, RunError> {
    let PartError { part, error } = failed;
    if error.kind == ErrorKind::Cancelled {
        return Err(interrupted(unit, scope));
    }
    let doing = match part {
        Part::Guard if error.kind == ErrorKind::Other => return Ok(Ran::Moved(error)),
        Part::Lock if error.kind == ErrorKind::Other => return Ok(Ran::Held),
        Part::Statement(index) => {
            return Err(RunError::statement(unit, index, error, scope.rolled_back()));
        }
        Part::Begin => "no transaction can be begun",
        Part::Lock => "the run lock can't be taken",
        Part::Forget => "the section is committed, but what it left in its session stays there",
        Part::LockRows | Part::Guard => "the version rows can't be read",
        Part::Names | Part::Purge | Part::Swap(_) | Part::Commit => {
            "the version rows can't be written"
        }
        Part::Journal | Part::Record => "the journal can't be written",
    };
    Err(RunError::Database {
        doing,
        source: error,
    })
}

fn interrupted(unit: &Unit, scope: Scope) -> RunError {
    RunError::Interrupted(format!("in {}; {}", unit.describe(), scope.rolled_back()))
}

pub(super) fn commit_failed(unit: &Unit, mut error: DatabaseError, scope: Scope) -> RunError {
    let code = match error.kind {
        ErrorKind::Busy => "database-busy",
        ErrorKind::Lost => "connection-lost",
        _ => "commit-failed",
    };
    error.message = format!("{} at the end of {}", error.message, unit.describe());
    RunError::unit(unit, code, error, scope.rolled_back())
}
