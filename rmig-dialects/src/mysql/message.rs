//! One message to the server and its answers.

use std::{future::poll_fn, sync::Arc, time::Duration};

use rmig_engine::connection::{Canceller as _, Value};
use sqlx::{AssertSqlSafe, Either};
use tokio::time::{Instant, timeout_at};

use super::{cancel::KillQuery, value::values};

/// Which rows of the answers are wanted; the others are dropped as they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// None.
    Nothing,
    /// Those of one answer, counted from 0.
    Answer(usize),
    /// All.
    Everything,
}

/// What the server answered to a message.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// How many rows each answer says were changed.
    pub changed: Vec<u64>,
    /// The rows that were to be kept.
    pub rows: Vec<Vec<Value>>,
    /// The number of the row that the answer wrote which was to be kept.
    pub last_inserted: Option<i64>,
}

impl Answers {
    /// How many rows the last answer says were changed.
    pub(super) fn last_changed(&self) -> u64 {
        self.changed.last().copied().unwrap_or_default()
    }
}

/// Why a message failed, and how many answers had come before.
#[derive(Debug)]
pub(super) struct Failure {
    /// How many statements were done.
    pub done: usize,
    /// The driver's error.
    pub error: sqlx::Error,
    /// Whether the statement ran for too long, and was therefore given up by us.
    pub overdue: bool,
}

/// Who gives up a statement that runs for too long, and when.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    /// How long each statement may run.
    pub limit: Duration,
    /// Who gives it up.
    pub canceller: &'a KillQuery,
}

/// Sends `sql`, one statement or several, and reads all the answers.
///
/// `done` is told how many there are. The stream is always read to its end, so that nothing of one
/// message's answers is left for the next.
pub(super) async fn send(
    connection: &mut sqlx::MySqlConnection,
    sql: Arc<str>,
    keep: Keep,
    watch: Option<Watch<'_>>,
    done: &mut (dyn FnMut(usize) + Send),
) -> Result<Answers, Failure> {
    let mut answers = Answers::default();
    let mut overdue = false;
    let mut deadline = watch.as_ref().map(|watch| Instant::now() + watch.limit);
    let mut stream = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_many(connection);
    loop {
        let mut next = poll_fn(|context| stream.as_mut().poll_next(context));
        let answer = match (&watch, deadline) {
            (Some(watch), Some(at)) if !overdue => match timeout_at(at, &mut next).await {
                Ok(answer) => answer,
                Err(_) => {
                    overdue = true;
                    watch.canceller.cancel().await;
                    next.await
                }
            },
            _ => next.await,
        };
        let here = answers.changed.len();
        match answer {
            Some(Ok(Either::Left(end))) => {
                if keep == Keep::Everything || keep == Keep::Answer(here) {
                    // What a trigger writes is forgotten at its end.
                    answers.last_inserted = i64::try_from(end.last_insert_id()).ok();
                }
                answers.changed.push(end.rows_affected());
                deadline = watch.as_ref().map(|watch| Instant::now() + watch.limit);
                done(here + 1);
            }
            Some(Ok(Either::Right(row))) => {
                if keep == Keep::Everything || keep == Keep::Answer(here) {
                    let values = values(&row).map_err(|error| Failure {
                        done: here,
                        error,
                        overdue,
                    })?;
                    answers.rows.push(values);
                }
            }
            None => return Ok(answers),
            Some(Err(error)) => {
                return Err(Failure {
                    done: here,
                    error,
                    overdue,
                });
            }
        }
    }
}
