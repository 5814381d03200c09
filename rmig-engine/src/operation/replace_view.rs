//! `replace_view`.

use serde::{Deserialize, Serialize};

use super::{Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Puts a view in the place of the one that has the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplaceView {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Whether its rows are kept (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub materialized: bool,
    /// The query.
    pub definition: String,
    /// The definition until now, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_definition: Option<String>,
}

impl ReplaceView {
    /// Puts the old one back.
    pub(super) fn reverse(&self) -> Reversed {
        let definition = self
            .existing_definition
            .clone()
            .ok_or_else(|| Irreversible {
                operation: "replace_view",
                why: format!("nothing says what {} was like", self.name),
                instead: "give it as `existing_definition`",
            })?;
        Ok(vec![Operation::ReplaceView(Self {
            name: self.name.clone(),
            schema: self.schema.clone(),
            materialized: self.materialized,
            definition,
            existing_definition: Some(self.definition.clone()),
        })])
    }
}
