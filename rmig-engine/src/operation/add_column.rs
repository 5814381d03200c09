//! `add_column`.

use serde::{Deserialize, Serialize};

use super::{DropColumn, DropEnumType, Irreversible, Operation, Reversed};
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
        let mut original = self.column.clone();
        let mut types = Vec::new();
        let one = original.data_type.enumeration_mut();
        if let Some(one) = one.filter(|one| one.create_type == Some(true)) {
            types.extend(DropEnumType::of(one).map(Operation::DropEnumType));
            // Whoever takes this back creates the type by itself.
            one.create_type = Some(false);
        }
        let mut reversed = vec![Operation::DropColumn(DropColumn {
            table: self.table.clone(),
            schema: self.schema.clone(),
            column: original.name.clone(),
            existing_type: Some(original.data_type.clone()),
            // SQL Server drops no column that a constraint names.
            mssql_drop_default: original.server_default.is_some(),
            mssql_drop_check: original.check.is_some(),
            mssql_drop_foreign_key: original.foreign_key.is_some(),
            original: Some(Box::new(original)),
            ..DropColumn::default()
        })];
        reversed.extend(types);
        Ok(reversed)
    }
}
