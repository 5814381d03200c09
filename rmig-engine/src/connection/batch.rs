//! Several statements in one message.

use super::{DatabaseError, Value};

/// What statements that ran together answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchDone {
    /// How many rows each statement changed.
    pub changed: Vec<u64>,
    /// The rows of the one query whose answer was asked for.
    pub rows: Vec<Vec<Value>>,
    /// The number of the row that this statement wrote, where the driver learns it without asking.
    pub last_inserted: Option<i64>,
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
