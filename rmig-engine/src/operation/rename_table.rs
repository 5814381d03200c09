//! `rename_table`.

use serde::{Deserialize, Serialize};

use super::{Operation, Reversed};
use crate::json::is_default;

/// Calls a table otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenameTable {
    /// The table.
    pub table: String,
    /// What it is called from now on.
    pub new_name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
}

impl RenameTable {
    /// Calls it as before.
    pub(super) fn reverse(&self) -> Reversed {
        Ok(vec![Operation::RenameTable(Self {
            table: self.new_name.clone(),
            new_name: self.table.clone(),
            schema: self.schema.clone(),
        })])
    }
}
