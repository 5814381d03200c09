//! Several statements in one message.

use super::{Connection, DatabaseError, Value};

/// What statements that ran together answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchDone {
    /// How many rows each statement changed.
    pub changed: Vec<u64>,
    /// The rows of the one query whose answer was asked for.
    pub rows: Vec<Vec<Value>>,
}

/// Which of several statements failed, and why.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{error}")]
pub struct BatchError {
    /// The statement's index; those before it were done.
    pub index: usize,
    /// Why it failed; its span counts from the beginning of that statement.
    pub error: DatabaseError,
}

/// Runs statements one after the other, for a driver to which several at once mean nothing.
///
/// # Errors
///
/// The first failure.
pub async fn one_by_one<C: Connection + ?Sized>(
    connection: &mut C,
    statements: &[&str],
    keep: Option<usize>,
    done: &mut (dyn FnMut(usize) + Send),
) -> Result<BatchDone, BatchError> {
    let mut answers = BatchDone::default();
    for (index, sql) in statements.iter().enumerate() {
        let failed = |error| BatchError { index, error };
        if keep == Some(index) {
            answers.rows = connection.query(sql).await.map_err(failed)?;
            answers.changed.push(0);
        } else {
            answers
                .changed
                .push(connection.execute(sql).await.map_err(failed)?);
        }
        done(index + 1);
    }
    Ok(answers)
}
