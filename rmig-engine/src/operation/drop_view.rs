//! `drop_view`.

use serde::{Deserialize, Serialize};

use super::{CreateView, Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Drops a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropView {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Whether its rows are kept (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub materialized: bool,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Its definition, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<String>,
}

impl DropView {
    /// Creates it as it was.
    pub(super) fn reverse(&self) -> Reversed {
        let definition = self.original.clone().ok_or_else(|| Irreversible {
            operation: "drop_view",
            why: format!("nothing says what {} was like", self.name),
            instead: "give its definition as `original`",
        })?;
        Ok(vec![Operation::CreateView(CreateView {
            name: self.name.clone(),
            schema: self.schema.clone(),
            materialized: self.materialized,
            definition,
        })])
    }
}
