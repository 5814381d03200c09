//! Reads what the statements of one message answer, one after the other.

use std::{
    future::poll_fn,
    task::{Context, Poll},
};

use rmig_engine::connection::{BatchDone, Value};
use sqlx::Either;

/// How an answer of a driver is read.
pub(crate) struct Reading<Q, R> {
    /// How many rows a statement changed.
    pub changed: fn(&Q) -> u64,
    /// The number of the row that it wrote, where the answer says it.
    pub last_inserted: fn(&Q) -> Option<i64>,
    /// The values of a row.
    pub row: fn(&R) -> Result<Vec<Value>, sqlx::Error>,
}

impl<Q, R> Reading<Q, R> {
    /// Reads to the end or to the first error; keeps the rows of the statement at `keep` and drops all
    /// others as they come.
    pub(crate) async fn all(
        &self,
        mut next: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Either<Q, R>, sqlx::Error>>>,
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> (BatchDone, Option<sqlx::Error>) {
        let mut answers = BatchDone::default();
        let failed = loop {
            match poll_fn(&mut next).await {
                None => break None,
                Some(Ok(Either::Left(result))) => {
                    if keep == Some(answers.changed.len()) {
                        answers.last_inserted = (self.last_inserted)(&result);
                    }
                    answers.changed.push((self.changed)(&result));
                    done(answers.changed.len());
                }
                Some(Ok(Either::Right(row))) if keep == Some(answers.changed.len()) => {
                    match (self.row)(&row) {
                        Ok(row) => answers.rows.push(row),
                        Err(error) => break Some(error),
                    }
                }
                Some(Ok(Either::Right(_))) => {}
                Some(Err(error)) => break Some(error),
            }
        };
        (answers, failed)
    }
}
