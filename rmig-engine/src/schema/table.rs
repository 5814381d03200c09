//! Tables.

use serde::{Deserialize, Serialize};

use super::{Column, Constraint, Index, PrimaryKey, TableOptions};
use crate::json::{flat, is_default};

/// A table with everything that belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Table {
    /// Its name.
    #[serde(rename = "table", default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Its columns in their order.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Its constraints, beside those that columns say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub constraints: Vec<Constraint>,
    /// Its indexes, beside those that columns say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub indexes: Vec<Index>,
    /// What is said about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub comment: Option<String>,
    /// Words before `TABLE`, as `TEMPORARY`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefixes: Vec<String>,
    /// What only some databases take.
    #[serde(skip)]
    pub options: TableOptions,
}

flat!(Table {
    options: TableOptions
});

impl Table {
    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The primary key that stands among the constraints.
    #[must_use]
    pub fn primary_key(&self) -> Option<&PrimaryKey> {
        self.constraints.iter().find_map(|one| match one {
            Constraint::PrimaryKey(key) => Some(key),
            _ => None,
        })
    }

    /// The names of the columns of the primary key, however it is said.
    #[must_use]
    pub fn key_columns(&self) -> Vec<&str> {
        match self.primary_key() {
            Some(key) if !key.columns.is_empty() => {
                key.columns.iter().map(String::as_str).collect()
            }
            _ => {
                let own = self.columns.iter().filter(|column| column.primary_key);
                own.map(|column| column.name.as_str()).collect()
            }
        }
    }

    /// Whether a column may be NULL.
    #[must_use]
    pub fn is_nullable(&self, column: &Column) -> bool {
        let in_key = || self.key_columns().contains(&column.name.as_str());
        column.nullable.unwrap_or_else(|| !in_key())
    }
}
