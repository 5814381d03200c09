//! Hands SQLite statements as one text, and reads the answers.
//!
//! The driver keeps SQLite in a thread of its own, and every text costs a way there and back.

use std::future::poll_fn;

use rmig_engine::connection::{BatchDone, BatchError, DatabaseError, ErrorKind};
use sqlx::{AssertSqlSafe, Either};

use super::{connection::SqliteConnection, error::from_sqlx, value};
use crate::batch_text::BatchText;

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
        let mut answers = BatchDone::default();
        let mut stream = sqlx::raw_sql(AssertSqlSafe(text)).fetch_many(self.inner());
        let failed = loop {
            match poll_fn(|context| stream.as_mut().poll_next(context)).await {
                None => break None,
                Some(Ok(Either::Left(result))) => {
                    answers.changed.push(result.rows_affected());
                    done(answers.changed.len());
                }
                Some(Ok(Either::Right(row))) if keep == Some(answers.changed.len()) => {
                    match value::row(&row) {
                        Ok(row) => answers.rows.push(row),
                        Err(error) => break Some(error),
                    }
                }
                Some(Ok(Either::Right(_))) => {}
                Some(Err(error)) => break Some(error),
            }
        };
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
