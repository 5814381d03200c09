//! `replace_function`.

use serde::{Deserialize, Serialize};

use super::{Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Puts a function in the place of the one that has the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplaceFunction {
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
    /// The definition until now, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_definition: Option<String>,
}

impl ReplaceFunction {
    /// Puts the old one back.
    pub(super) fn reverse(&self) -> Reversed {
        let definition = self
            .existing_definition
            .clone()
            .ok_or_else(|| Irreversible {
                operation: "replace_function",
                why: format!("nothing says what {} was like", self.name),
                instead: "give it as `existing_definition`",
            })?;
        Ok(vec![Operation::ReplaceFunction(Self {
            name: self.name.clone(),
            schema: self.schema.clone(),
            arguments: self.arguments.clone(),
            procedure: self.procedure,
            definition,
            existing_definition: Some(self.definition.clone()),
        })])
    }
}
