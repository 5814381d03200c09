//! `add_column`.

use serde::{Deserialize, Serialize};

use super::{DropColumn, Irreversible, Operation, Reversed};
use crate::{json::is_default, schema::Column};

/// Adds a column to a table, with the constraints and the index that it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddColumn {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The column.
    pub column: Column,
    /// Whether it may be there already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_not_exists: bool,
    /// Whether what it refers to is written with it, and not as a constraint of the table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inline_references: bool,
    /// Whether the primary key is written with it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inline_primary_key: bool,
    /// The column before which it stands; only where the table is rebuilt, as in all other places.
    #[serde(default, skip_serializing_if = "is_default")]
    pub insert_before: Option<String>,
    /// The column behind which it stands.
    #[serde(default, skip_serializing_if = "is_default")]
    pub insert_after: Option<String>,
}

impl AddColumn {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        if self.if_not_exists {
            return Err(Irreversible {
                operation: "add_column",
                why: format!("{} may have been there before", self.column.name),
                instead: "drop it in the downgrade if this is what added it",
            });
        }
        Ok(vec![Operation::DropColumn(DropColumn {
            table: self.table.clone(),
            schema: self.schema.clone(),
            column: self.column.name.clone(),
            existing_type: Some(self.column.data_type.clone()),
            original: Some(Box::new(self.column.clone())),
            // SQL Server drops no column that a constraint names.
            mssql_drop_default: self.column.server_default.is_some(),
            mssql_drop_check: self.column.check.is_some(),
            mssql_drop_foreign_key: self.column.foreign_key.is_some(),
            ..DropColumn::default()
        })])
    }
}
