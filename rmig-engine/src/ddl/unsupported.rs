//! What a database can't do.

/// A database can't do what an operation says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{operation} isn't possible on {dialect}: {why}")]
#[diagnostic(code("unsupported-operation"), help("{instead}"))]
pub struct Unsupported {
    /// The operation.
    pub operation: String,
    /// The dialect.
    pub dialect: String,
    /// Why not.
    pub why: String,
    /// What to do instead.
    pub instead: String,
}

impl Unsupported {
    /// Something that can't be done in an operation which is named by [`within`](Self::within).
    pub fn new(dialect: &str, why: impl Into<String>, instead: impl Into<String>) -> Self {
        Self {
            operation: String::new(),
            dialect: dialect.to_owned(),
            why: why.into(),
            instead: instead.into(),
        }
    }

    /// Names the operation, unless one inside of it is named already.
    #[must_use]
    pub fn within(mut self, operation: &str) -> Self {
        if self.operation.is_empty() {
            operation.clone_into(&mut self.operation);
        }
        self
    }
}
