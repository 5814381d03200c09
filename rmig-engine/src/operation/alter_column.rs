//! `alter_column`.

use serde::{Deserialize, Serialize};

use super::{Irreversible, Operation, Reversed};
use crate::{
    json::{is_default, tri_state},
    schema::{DataType, ServerDefault},
};

/// Changes a column. What is not said stays; the `existing_…` fields say what is there, for
/// databases that restate the whole column, and for the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlterColumn {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The column.
    pub column: String,
    /// Whether it may be NULL from now on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nullable: Option<bool>,
    /// What is said about it from now on; `Some(None)` is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "tri_state")]
    pub comment: Option<Option<String>>,
    /// What the database puts where a row says nothing, from now on; `Some(None)` is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "tri_state")]
    pub server_default: Option<Option<ServerDefault>>,
    /// What it is called from now on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub new_column_name: Option<String>,
    /// Its type from now on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub type_: Option<DataType>,
    /// Its type until now.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_type: Option<DataType>,
    /// What the database put until now; `Some(None)` is nothing, `None` isn't known.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "tri_state")]
    pub existing_server_default: Option<Option<ServerDefault>>,
    /// Whether it could be NULL until now.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_nullable: Option<bool>,
    /// What was said about it until now.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_comment: Option<String>,
    /// Whether the database numbers the rows in it from now on (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub autoincrement: Option<bool>,
    /// Whether the database numbered the rows in it until now (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_autoincrement: Option<bool>,
    /// How old values become new ones (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub postgresql_using: Option<String>,
    /// The column before which it stands from now on; only where the table is rebuilt.
    #[serde(default, skip_serializing_if = "is_default")]
    pub insert_before: Option<String>,
    /// The column behind which it stands from now on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub insert_after: Option<String>,
}

impl AlterColumn {
    /// Whether anything changes.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        self.nullable.is_some()
            || self.comment.is_some()
            || self.server_default.is_some()
            || self.new_column_name.is_some()
            || self.type_.is_some()
            || self.autoincrement.is_some()
    }

    /// Makes it as it was, name included.
    pub(super) fn reverse(&self) -> Reversed {
        let missing = |what: &str, field: &'static str| Irreversible {
            operation: "alter_column",
            why: format!(
                "nothing says what the {what} of {}.{} was",
                self.table, self.column
            ),
            instead: field,
        };
        if self.type_.is_some() && self.existing_type.is_none() {
            return Err(missing("type", "give it as `existing_type`"));
        }
        if self.nullable.is_some() && self.existing_nullable.is_none() {
            return Err(missing("nullability", "give it as `existing_nullable`"));
        }
        if self.server_default.is_some() && self.existing_server_default.is_none() {
            return Err(missing(
                "default",
                "give it as `existing_server_default`, which is null where there was none",
            ));
        }
        if self.postgresql_using.is_some() {
            return Err(missing(
                "USING expression of the way back",
                "write the way back by hand",
            ));
        }
        let renamed = self.new_column_name.clone();
        // Both stand in a description of the column, whether they change or not.
        let known_type = self.type_.clone().or_else(|| self.existing_type.clone());
        let comment = self.comment.as_ref();
        Ok(vec![Operation::AlterColumn(Self {
            table: self.table.clone(),
            schema: self.schema.clone(),
            column: renamed.clone().unwrap_or_else(|| self.column.clone()),
            new_column_name: renamed.map(|_| self.column.clone()),
            type_: self.type_.as_ref().and(self.existing_type.clone()),
            existing_type: known_type,
            nullable: self.nullable.and(self.existing_nullable),
            existing_nullable: self.nullable.or(self.existing_nullable),
            server_default: self
                .server_default
                .as_ref()
                .and(self.existing_server_default.clone()),
            existing_server_default: self
                .server_default
                .clone()
                .or_else(|| self.existing_server_default.clone()),
            comment: comment.map(|_| self.existing_comment.clone()),
            existing_comment: comment.map_or_else(|| self.existing_comment.clone(), Clone::clone),
            autoincrement: self
                .autoincrement
                .map(|_| self.existing_autoincrement == Some(true)),
            existing_autoincrement: self.autoincrement.or(self.existing_autoincrement),
            postgresql_using: None,
            insert_before: None,
            insert_after: None,
        })])
    }
}
