//! `drop_function`.

use serde::{Deserialize, Serialize};

use super::{CreateFunction, Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Drops a function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropFunction {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Its arguments as SQL writes them, without parentheses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arguments: String,
    /// Whether it is a procedure, which answers nothing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub procedure: bool,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Its definition, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<String>,
}

impl DropFunction {
    /// Creates it as it was.
    pub(super) fn reverse(&self) -> Reversed {
        let definition = self.original.clone().ok_or_else(|| Irreversible {
            operation: "drop_function",
            why: format!("nothing says what {} was like", self.name),
            instead: "give its definition as `original`",
        })?;
        Ok(vec![Operation::CreateFunction(CreateFunction {
            name: self.name.clone(),
            schema: self.schema.clone(),
            arguments: self.arguments.clone(),
            procedure: self.procedure,
            definition,
        })])
    }
}
