//! Why nothing takes an operation back.

use super::Operation;

/// What takes an operation back, in the order in which it runs.
pub type Reversed = Result<Vec<Operation>, Irreversible>;

/// Nothing takes an operation back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{operation} can't be taken back: {why}")]
#[diagnostic(code("irreversible-operation"), help("{instead}"))]
pub struct Irreversible {
    /// The operation.
    pub operation: &'static str,
    /// Why not.
    pub why: String,
    /// What to do instead.
    pub instead: &'static str,
}
