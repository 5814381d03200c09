//! `drop_table`.

use serde::{Deserialize, Serialize};

use super::{CreateTable, Irreversible, Operation, Reversed};
use crate::{json::is_default, schema::Table};

/// Drops a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropTable {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// The table as it was, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<Box<Table>>,
}

impl DropTable {
    /// Creates it as it was, without its rows.
    pub(super) fn reverse(&self) -> Reversed {
        let original = self.original.as_deref().ok_or_else(|| Irreversible {
            operation: "drop_table",
            why: format!("nothing says what {} was like", self.table),
            instead: "give the table as it was as `original`",
        })?;
        Ok(vec![Operation::CreateTable(CreateTable {
            table: Table {
                name: self.table.clone(),
                schema: self.schema.clone(),
                ..original.clone()
            },
            if_not_exists: false,
        })])
    }
}
