//! `drop_trigger`.

use serde::{Deserialize, Serialize};

use super::{CreateTrigger, Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Drops a trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropTrigger {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The table that it watches.
    pub table: String,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Its definition, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<String>,
}

impl DropTrigger {
    /// Creates it as it was.
    pub(super) fn reverse(&self) -> Reversed {
        let definition = self.original.clone().ok_or_else(|| Irreversible {
            operation: "drop_trigger",
            why: format!("nothing says what {} was like", self.name),
            instead: "give its definition as `original`",
        })?;
        Ok(vec![Operation::CreateTrigger(CreateTrigger {
            name: self.name.clone(),
            schema: self.schema.clone(),
            table: self.table.clone(),
            definition,
        })])
    }
}
