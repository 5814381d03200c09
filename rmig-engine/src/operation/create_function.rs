//! `create_function`.

use serde::{Deserialize, Serialize};

use super::{DropFunction, Operation, Reversed};
use crate::json::is_default;

/// Creates a function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateFunction {
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
    /// What follows the arguments: what it returns, its language, its body.
    pub definition: String,
}

impl CreateFunction {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        Ok(vec![Operation::DropFunction(DropFunction {
            name: self.name.clone(),
            schema: self.schema.clone(),
            arguments: self.arguments.clone(),
            procedure: self.procedure,
            if_exists: false,
            original: Some(self.definition.clone()),
        })])
    }
}
