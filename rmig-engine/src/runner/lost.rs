//! What became of a section whose connection was lost.

use std::time::Duration;

use super::{
    RunError, RunObserver, Runner, Unit,
    look::Look,
    units::Turn,
    write::{Done, Ran},
};
use crate::{
    connection::{Cancellation, Connection},
    journal::{Action, Entry, Outcome},
};

/// How long the server is asked for a new connection.
const PATIENCE: Duration = Duration::from_secs(10);

const LOOK: &str = "the version rows can't be read";

/// The time between two attempts.
const PAUSE: Duration = Duration::from_millis(200);

impl Runner<'_> {
    /// Looks, over a new connection, whether a section was committed before the old one was lost;
    /// else the error says what it left.
    pub(super) async fn after_loss(
        &self,
        connection: &mut dyn Connection,
        turn: &Turn<'_>,
        error: RunError,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        let (unit, start) = (turn.unit, self.clock.monotonic());
        while let Err(again) = connection.reconnect().await {
            let waited = self.clock.monotonic().saturating_sub(start);
            if waited >= PATIENCE || cancellation.is_requested() {
                return Err(error.with_help(&format!(
                    "and there is no new one ({again}): whether it was committed, `current` will \
                     tell"
                )));
            }
            self.clock.sleep(PAUSE).await;
        }
        // Once the lock is ours, the server is done with what the old session was at.
        let settled = match self.lock(connection, observer, cancellation).await {
            Ok(()) => {
                self.look_behind_others(connection, observer, cancellation)
                    .await
            }
            Err(error) => Err(error),
        };
        let look = match settled {
            Ok(look) => look,
            Err(again) => {
                return Err(error.with_help(&format!(
                    "and it can't be looked at over a new one ({again}): whether it was \
                     committed, `current` will tell"
                )));
            }
        };
        let ours = look.entries.iter().rev().find(|entry| {
            is_of(entry, unit)
                && match unit.resume {
                    Some(at) => entry.id == at.id,
                    None => Some(entry.id) > turn.position.last_id,
                }
        });
        match ours.map(|entry| entry.outcome) {
            Some(Outcome::Done) => {
                let mut done = Done::from(look.position);
                let started = look.unfinished.as_ref().map(|unfinished| &unfinished.last);
                let claimed = turn
                    .next
                    .zip(started)
                    .filter(|(next, last)| is_of(last, next));
                if let Some((next, last)) = claimed {
                    done.next = Some(self.claim_again(connection, next, last.id).await?);
                    done.position.heartbeat = None;
                }
                Ok(Ran::Done(done))
            }
            None if unit.resume.is_none() => {
                Err(error.with_help("nothing of it is in the database: run the command again"))
            }
            _ => Err(error.with_help(
                "the journal says how far it came: run the command again with --resume",
            )),
        }
    }

    /// Looks once whatever is being committed is there: a session that died may not have ended yet
    /// on the server, and without the run lock nothing else waits for it.
    async fn look_behind_others(
        &self,
        connection: &mut dyn Connection,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Look, RunError> {
        let doing = RunError::database;
        let table = self.options.version_table.quoted(self.dialect);
        self.begin_alone(connection, observer, cancellation).await?;
        if let Some(sql) = self.dialect.lock_rows(&table) {
            connection.execute(&sql).await.map_err(doing(LOOK))?;
        }
        let look = self.look(connection).await?;
        connection.rollback().await.map_err(doing(LOOK))?;
        Ok(look)
    }
}

/// Whether a row of the journal tells of a unit.
fn is_of(entry: &Entry, unit: &Unit) -> bool {
    entry.revision == unit.revision
        && entry.action == Action::from(unit.direction)
        && entry.section == unit.section
}
