//! `create_view`.

use serde::{Deserialize, Serialize};

use super::{DropView, Operation, Reversed};
use crate::json::is_default;

/// Creates a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateView {
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
}

impl CreateView {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        Ok(vec![Operation::DropView(DropView {
            name: self.name.clone(),
            schema: self.schema.clone(),
            materialized: self.materialized,
            if_exists: false,
            original: Some(self.definition.clone()),
        })])
    }
}
