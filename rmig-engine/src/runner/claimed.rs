//! Runs a section without a transaction: claimed first, then statement by statement.

use std::time::Duration;

use super::{
    RunError, RunObserver, Runner, Unit,
    claim::{Claim, JOURNAL, NO_DEFINITION},
    intent::{InFlight, Intent},
    message::{Message, Part, ours},
    units::Turn,
    write::{Done, Ran},
};
use crate::{
    connection::{Cancellation, Connection, DatabaseError, ErrorKind},
    diagnostic::Finding,
    dialect::Recovery,
    journal::{Moment, Outcome, Position},
};

/// What to do where the journal couldn't even be told that the section stopped.
const STILL_RUNS: &str = "it still says that the section runs: once it can be written again, run the \
                          command with --resume, which finds out how far it came";

impl Runner<'_> {
    /// Runs a section whose statements take effect one by one; the journal says before and after
    /// each of them how far it came.
    pub(super) async fn run_claimed(
        &self,
        connection: &mut dyn Connection,
        mut turn: Turn<'_>,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Ran, RunError> {
        let (unit, start) = (turn.unit, self.clock.monotonic());
        let skip = unit.resume.map_or(0, |resume| resume.done);
        let Claim {
            last_id,
            mut intent,
        } = match turn.claim.take() {
            Some(claim) => claim,
            None => {
                let done: Vec<&str> = unit.sql().take(skip).collect();
                self.replay(connection, &done).await?;
                let intent = self.next_intent(connection, unit, skip).await?;
                let mut claim = Message::to(connection);
                let beats = self.heart(connection).is_some();
                self.claim(&mut claim, unit, turn.position, intent.as_ref(), beats);
                let claimed = self.send(connection, &claim, cancellation, |_| {}).await;
                let last_id = match claimed {
                    Ok(answer) if unit.resume.is_none() => Position::behind(&answer).last_id,
                    Ok(_) => turn.position.last_id,
                    Err(failed) => return self.not_claimed(connection, unit, failed).await,
                };
                Claim { last_id, intent }
            }
        };
        for (index, sql) in unit.sql().enumerate().skip(skip) {
            let now = intent.take().unwrap_or(Intent::Unknown);
            if let Recovery::Object(object) = self.recovery_behind(&turn, index) {
                connection.foresee(&object);
            }
            let result = self
                .run_one_patiently(connection, unit, (index, sql), &now, observer, cancellation)
                .await;
            if let Err(error) = result {
                return Err(self
                    .stopped(connection, unit, index, &now, error, start)
                    .await);
            }
            observer.statement_done(unit, index + 1);
            // What is done is noted at once, and for the last one by what ends the section; unless
            // that may be rolled back with a transaction of the script's own.
            if index + 1 < unit.statements.len() || self.controls_transactions(unit) {
                intent = self.next_intent(connection, unit, index + 1).await?;
                let note = self.note(unit, index + 1, intent.as_ref());
                let wrote = connection.execute(&note).await.and_then(ours);
                wrote.map_err(|error| RunError::Database {
                    doing: JOURNAL,
                    source: error.with_help(STILL_RUNS),
                })?;
            }
        }
        let next = turn.next.filter(|_| !cancellation.is_requested());
        self.finish(connection, unit, last_id, next, start).await
    }

    /// How to know whether the statement behind that at `index` took effect, of the same section or
    /// of the next one.
    fn recovery_behind(&self, turn: &Turn<'_>, index: usize) -> Recovery {
        match turn.next {
            Some(next) if index + 1 == turn.unit.statements.len() => self.recovery_of(next, 0),
            _ => self.recovery_of(turn.unit, index + 1),
        }
    }

    async fn next_intent(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        index: usize,
    ) -> Result<Option<Intent>, RunError> {
        if index >= unit.statements.len() {
            return Ok(None);
        }
        let intent = self.intent(connection, unit, index).await;
        intent.map(Some).map_err(RunError::database(NO_DEFINITION))
    }

    /// Runs one statement, again where another connection's lock was in its way and it left nothing.
    async fn run_one_patiently(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        (index, sql): (usize, &str),
        intent: &Intent,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), DatabaseError> {
        for attempt in 0.. {
            if cancellation.is_requested() {
                return Err(cancelled());
            }
            let ran = self
                .run_one(connection, (index, sql), intent, cancellation)
                .await;
            let Err(error) = ran else {
                return Ok(());
            };
            // A transaction of the script's own would have to begin anew.
            if error.kind != ErrorKind::Busy
                || attempt >= self.options.retries
                || self.controls_transactions(unit)
            {
                return Err(error);
            }
            connection.rollback().await?;
            match self.in_flight(connection, intent).await {
                Ok(InFlight::NotDone) if !connection.kept_changes() => {}
                _ => return Err(error),
            }
            observer.retrying(unit, &error.message);
            self.back_off(attempt).await;
        }
        Ok(())
    }

    /// Runs one statement; one that changes rows only is committed with the note that it is done.
    async fn run_one(
        &self,
        connection: &mut dyn Connection,
        (index, sql): (usize, &str),
        intent: &Intent,
        cancellation: &Cancellation,
    ) -> Result<(), DatabaseError> {
        let (canceller, heart) = (connection.canceller(), self.heart(connection));
        if *intent != Intent::WithNote {
            let run = cancellation.watch(canceller.as_ref(), connection.execute_alone(sql));
            return self.beating(heart, run).await;
        }
        let journal = self.options.journal();
        let mut message = Message::to(connection);
        message.push(Part::Begin, self.dialect.begin());
        let ours = journal.is_claimed(self.dialect);
        let guard = self.dialect.guard(&ours, "rmig: another run took over");
        message.push(Part::Guard, guard);
        message.push(Part::Statement(index), sql);
        let note = journal.progress_sql(self.dialect, index + 1, None);
        message.push(Part::Journal, note);
        message.commit(false);
        let sent = self.send(connection, &message, cancellation, |_| {});
        let sent = self.beating(heart, sent).await;
        sent.map(drop).map_err(|failed| failed.error)
    }

    /// Notes that `done` statements are done, and what comes next.
    pub(super) fn note(&self, unit: &Unit, done: usize, intent: Option<&Intent>) -> String {
        let text = intent_text(unit, done, intent);
        let journal = self.options.journal();
        journal.progress_sql(self.dialect, done, text.as_deref())
    }

    /// Writes the version rows and frees the claim.
    async fn finish(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        last_id: Option<i64>,
        next: Option<&Unit>,
        start: Duration,
    ) -> Result<Ran, RunError> {
        let (now, duration) = (self.timestamp(), self.milliseconds_since(start));
        let next = self.next_to_claim(connection, unit, next).await;
        let mut message = Message::to(connection);
        self.ending(&mut message, unit, &Moment::At(now), Some(duration));
        if let Some((next, intent)) = &next {
            self.add_claim(&mut message, next, Some(intent));
        }
        message.commit(false);
        let to_the_end = Cancellation::default();
        let sent = self.send(connection, &message, &to_the_end, |_| {});
        let failed = match sent.await {
            Ok(answer) => {
                let position = Position {
                    last_id,
                    heartbeat: None,
                };
                let next = next.map(|(_, intent)| Claim {
                    last_id: Position::behind(&answer).last_id,
                    intent: Some(intent),
                });
                return Ok(Ran::Done(Done { position, next }));
            }
            Err(failed) => failed,
        };
        let last = unit.statements.len();
        if failed.error.kind != ErrorKind::Lost {
            // Where this fails too, the journal still says that the section runs.
            let _ = self.fail_at_the_end(connection, unit, last, start).await;
        }
        if failed.part == Part::Guard && failed.error.kind == ErrorKind::Other {
            let message = "the version rows changed while the section ran";
            let help = "find out who changed them, then `stamp` what the database is at";
            return Err(Finding::new("version-rows-changed", message)
                .help(help)
                .into());
        }
        Err(RunError::Database {
            doing: "the end of a section without transaction can't be written",
            source: failed.error,
        })
    }

    /// What ends a claimed section, but for the commit.
    pub(super) fn ending(
        &self,
        message: &mut Message<'_>,
        unit: &Unit,
        finished_at: &Moment,
        duration_ms: Option<u64>,
    ) {
        let journal = self.options.journal();
        if !message.is_borrowed() {
            self.restore_names(message, unit);
        }
        message.push(Part::Begin, self.dialect.begin());
        // Whoever reads the answers learns from the rows that are changed whether another run came
        // in between.
        let claimed = (!message.is_sent()).then(|| {
            self.lock_rows(message);
            journal.is_claimed(self.dialect)
        });
        self.compare(message, &unit.rows_before, claimed);
        self.add_swap(message, &unit.rows_before, &unit.rows_after);
        let sql = journal.finish_sql(self.dialect, Outcome::Done, finished_at, duration_ms);
        message.push(Part::Journal, sql);
    }
}

fn intent_text(unit: &Unit, index: usize, intent: Option<&Intent>) -> Option<String> {
    Some(intent?.text(unit.statement(index)?))
}

fn cancelled() -> DatabaseError {
    DatabaseError::new(ErrorKind::Cancelled, "cancelled before it began")
}
