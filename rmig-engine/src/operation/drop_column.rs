//! `drop_column`.

use serde::{Deserialize, Serialize};

use super::{AddColumn, Irreversible, Operation, Reversed};
use crate::{
    json::is_default,
    schema::{Column, DataType},
};

/// Drops a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropColumn {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The column.
    pub column: String,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Whether the constraint of its default is looked up and dropped first (SQL Server).
    #[serde(default, skip_serializing_if = "is_default")]
    pub mssql_drop_default: bool,
    /// Whether its check is looked up and dropped first (SQL Server).
    #[serde(default, skip_serializing_if = "is_default")]
    pub mssql_drop_check: bool,
    /// Whether its foreign key is looked up and dropped first (SQL Server).
    #[serde(default, skip_serializing_if = "is_default")]
    pub mssql_drop_foreign_key: bool,
    /// Its type, whose check goes with it where the table is rebuilt.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_type: Option<DataType>,
    /// The column as it was, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<Box<Column>>,
}

impl DropColumn {
    /// Adds it as it was, without its values.
    pub(super) fn reverse(&self) -> Reversed {
        let original = self.original.as_deref().ok_or_else(|| Irreversible {
            operation: "drop_column",
            why: format!("nothing says what {}.{} was like", self.table, self.column),
            instead: "give the column as it was as `original`",
        })?;
        Ok(vec![Operation::AddColumn(AddColumn {
            table: self.table.clone(),
            schema: self.schema.clone(),
            column: Column {
                name: self.column.clone(),
                ..original.clone()
            },
            if_not_exists: false,
            inline_references: false,
            inline_primary_key: false,
            insert_before: None,
            insert_after: None,
        })])
    }
}
