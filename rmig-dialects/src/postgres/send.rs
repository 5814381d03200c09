//! Sends statements as one message of the simple protocol, and reads the answers.

use std::{sync::atomic::Ordering, task::Context, time::Instant};

use rmig_engine::connection::{BatchDone, BatchError, DatabaseError, ErrorKind};
use sqlx::{AssertSqlSafe, Connection as _, postgres::PgQueryResult};

use super::{PostgresConnection, error::Failure, value};
use crate::{batch_answers::Reading, batch_text::BatchText};

/// The longest message that the server reads.
const LONGEST: usize = 0x3fff_ff00;

impl PostgresConnection {
    /// Sends a batch; keeps the rows of the statement at `keep` and drops all others as they come.
    pub(super) async fn send(
        &mut self,
        batch: &BatchText,
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError> {
        let refused = |index, error| Err(BatchError { index, error });
        if self.lost {
            return refused(0, lost());
        }
        let text = batch.text();
        if let Some(byte) = text.find('\0') {
            let (index, at) = batch.place(byte).unwrap_or_default();
            let mut error = DatabaseError::new(
                ErrorKind::Other,
                "there is a NUL character in the statement, which PostgreSQL can't take",
            )
            .with_help("write it as an escape where data needs it, or take it out");
            error.span = Some(at..at + 1);
            return refused(index, error);
        }
        if text.len() > LONGEST {
            let error = DatabaseError::new(
                ErrorKind::Other,
                "this is longer than PostgreSQL reads at once, which is a gigabyte",
            )
            .with_help("divide it into several sections");
            return refused(0, error);
        }

        if self.unread {
            // What the message before failed of isn't this one's error.
            let _ = self.inner.ping().await;
        }
        self.cancelled.store(false, Ordering::SeqCst);
        self.unread = true;
        self.fresh = false;
        let began = Instant::now();
        let mut stream = sqlx::raw_sql(AssertSqlSafe(text)).fetch_many(&mut self.inner);
        let reading = Reading {
            changed: PgQueryResult::rows_affected,
            last_inserted: |_| None,
            row: value::row,
        };
        let next = |context: &mut Context<'_>| stream.as_mut().poll_next(context);
        let (answers, failed) = reading.all(next, keep, done).await;
        drop(stream);
        self.unread = false;
        let Some(error) = failed else {
            return Ok(answers);
        };
        let failure = Failure {
            batch,
            completed: answers.changed.len(),
            counts_bytes: self.session.counts_bytes,
            statement_timeout: self.shape.statement_timeout,
            user: self.reach.user(),
            cancelled: self.cancelled.load(Ordering::SeqCst),
            ran: began.elapsed(),
        };
        let failed = failure.explain(error);
        self.lost = failed.error.kind == ErrorKind::Lost;
        Err(failed)
    }

    /// Sends one text, which may hold several statements.
    pub(super) async fn send_one(&mut self, sql: &str) -> Result<BatchDone, DatabaseError> {
        self.run(&[sql], Some(0), &mut |_| ())
            .await
            .map_err(|failed| failed.error)
    }
}

/// The answer of a connection that broke earlier.
fn lost() -> DatabaseError {
    DatabaseError::new(ErrorKind::Lost, "the connection to the server is broken")
}
