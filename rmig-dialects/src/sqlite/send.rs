//! Hands SQLite statements as one text, and reads the answers.
//!
//! The driver keeps SQLite in a thread of its own, and every text costs a way there and back.

use std::{task::Context, thread};

use rmig_engine::connection::{BatchDone, BatchError, DatabaseError, ErrorKind};
use sqlx::{AssertSqlSafe, sqlite::SqliteQueryResult};

use super::{connection::SqliteConnection, error::from_sqlx, value};
use crate::{batch_answers::Reading, batch_text::BatchText};

/// How often to look for an answer before going to sleep: most take microseconds, less than being
/// woken up does.
const LOOKS: usize = 20;

impl SqliteConnection {
    /// Runs a batch; keeps the rows of the statement at `keep` and drops all others as they come.
    pub(super) async fn send(
        &mut self,
        batch: &BatchText,
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError> {
        let text = batch.text();
        if let Some(byte) = text.find('\0') {
            let (index, at) = batch.place(byte).unwrap_or_default();
            let mut error = DatabaseError::new(
                ErrorKind::Other,
                "there is a NUL character in the statement, at which SQLite stops reading",
            )
            .with_help("write data as a blob, x'00', or take it out");
            error.span = Some(at..at + 1);
            return Err(BatchError { index, error });
        }
        let mut stream = sqlx::raw_sql(AssertSqlSafe(text)).fetch_many(self.inner());
        let reading = Reading {
            changed: SqliteQueryResult::rows_affected,
            // What a trigger writes is forgotten at its end.
            last_inserted: |done| Some(done.last_insert_rowid()),
            row: value::row,
        };
        let next = |context: &mut Context<'_>| {
            let mut looks = LOOKS;
            loop {
                let answer = stream.as_mut().poll_next(context);
                if answer.is_ready() || looks == 0 {
                    return answer;
                }
                looks -= 1;
                thread::yield_now();
            }
        };
        let (answers, failed) = reading.all(next, keep, done).await;
        let index = answers.changed.len();
        match failed {
            None if index == batch.len() => Ok(answers),
            None => {
                // SQLite reads the text otherwise than it was cut.
                let count = batch.len();
                let message = format!("SQLite ran {index} statements, and {count} were sent");
                let error = DatabaseError::new(ErrorKind::Other, message).with_help(
                    "look for a statement that is empty, or that has a semicolon inside",
                );
                Err(BatchError {
                    index: count.saturating_sub(1),
                    error,
                })
            }
            Some(error) => Err(BatchError {
                index,
                error: from_sqlx(error, batch.statement(index)),
            }),
        }
    }

    /// Runs one statement.
    pub(super) async fn send_one(&mut self, sql: &str) -> Result<BatchDone, DatabaseError> {
        self.send(&BatchText::join(&[sql]), Some(0), &mut |_| ())
            .await
            .map_err(|failed| failed.error)
    }
}
