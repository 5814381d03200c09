//! Several statements in one message.

use super::{Connection, DatabaseError, Value};

/// What statements that ran together answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchDone {
    /// How many rows each statement changed.
    pub changed: Vec<u64>,
    /// The rows of the last statement, if it was a query.
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
    done: &mut (dyn FnMut(usize) + Send),
) -> Result<BatchDone, BatchError> {
    let mut answers = BatchDone::default();
    for (index, sql) in statements.iter().enumerate() {
        let failed = |error| BatchError { index, error };
        if index + 1 == statements.len() && is_query(sql) {
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

fn is_query(sql: &str) -> bool {
    sql.get(..6)
        .is_some_and(|word| word.eq_ignore_ascii_case("select"))
}
