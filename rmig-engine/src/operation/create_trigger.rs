//! `create_trigger`.

use serde::{Deserialize, Serialize};

use super::{DropTrigger, Operation, Reversed};
use crate::json::is_default;

/// Creates a trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateTrigger {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The table that it watches.
    pub table: String,
    /// What follows its name: `BEFORE INSERT ON account FOR EACH ROW …`.
    pub definition: String,
}

impl CreateTrigger {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        Ok(vec![Operation::DropTrigger(DropTrigger {
            name: self.name.clone(),
            schema: self.schema.clone(),
            table: self.table.clone(),
            if_exists: false,
            original: Some(self.definition.clone()),
        })])
    }
}
