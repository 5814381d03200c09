//! The builder of operations: what a revision in Rust says.

/// Records an operation and answers with it.
macro_rules! record {
    ($self:ident, $variant:ident, $operation:expr) => {{
        $self.operations.push(Operation::$variant($operation));
        match $self.operations.last_mut() {
            Some(Operation::$variant(operation)) => operation,
            _ => unreachable!("it was just recorded"),
        }
    }};
}

mod chain;
mod chain_column;
mod chain_table;
mod columns;
mod constraints;
mod namespaces;
mod objects;
mod rows;
mod tables;

use super::Operation;

/// Records operations in the order in which they are said.
///
/// Each method answers with the operation that it recorded, so that more can be said of it.
///
/// ```
/// use rmig_engine::{
///     operation::Operations,
///     schema::build::{big_integer, column, string},
/// };
///
/// let mut op = Operations::new();
/// op.create_table("users")
///     .column(column("id", big_integer()).primary_key())
///     .column(column("email", string(255)).not_null())
///     .unique("uq_users_email", ["email"]);
/// op.create_index("ix_users_email", "users", ["email"]).unique();
/// op.drop_table("accounts").if_exists();
/// assert_eq!(op.operations().len(), 3);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operations {
    operations: Vec<Operation>,
}

fn owned<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

impl Operations {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was recorded.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// What was recorded, to be kept.
    #[must_use]
    pub fn into_operations(self) -> Vec<Operation> {
        self.operations
    }

    /// Records any operation.
    pub fn push(&mut self, operation: impl Into<Operation>) -> &mut Self {
        self.operations.push(operation.into());
        self
    }
}
