//! `replace_trigger`.

use serde::{Deserialize, Serialize};

use super::{Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Puts a trigger in the place of the one that has the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplaceTrigger {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The table that it watches.
    pub table: String,
    /// What follows its name: `BEFORE INSERT ON account FOR EACH ROW …`.
    pub definition: String,
    /// The definition until now, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_definition: Option<String>,
}

impl ReplaceTrigger {
    /// Puts the old one back.
    pub(super) fn reverse(&self) -> Reversed {
        let definition = self
            .existing_definition
            .clone()
            .ok_or_else(|| Irreversible {
                operation: "replace_trigger",
                why: format!("nothing says what {} was like", self.name),
                instead: "give it as `existing_definition`",
            })?;
        Ok(vec![Operation::ReplaceTrigger(Self {
            name: self.name.clone(),
            schema: self.schema.clone(),
            table: self.table.clone(),
            definition,
            existing_definition: Some(self.definition.clone()),
        })])
    }
}
