//! The run lock.

/// What came of an attempt to take the run lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockAttempt {
    /// The lock is ours.
    Taken,
    /// Somebody else has it.
    Held {
        /// Who, as far as the server tells: `"cargo-rmig" from 10.0.0.7, connected since 15:04 (process 4711)`.
        by: Option<String>,
    },
}
