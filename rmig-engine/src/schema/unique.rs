//! Unique constraints.

use serde::{Deserialize, Serialize};

use super::{Deferral, IndexColumn, Name};
use crate::json::{flat, is_default};

/// A unique constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Unique {
    /// Its name.
    #[serde(default, skip_serializing_if = "Name::is_unnamed")]
    pub name: Name,
    /// Its columns in their order.
    pub columns: Vec<String>,
    /// Whether two NULLs count as the same value; left to the database if it isn't said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub postgresql_nulls_not_distinct: Option<bool>,
    /// Columns that its index holds beside its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub postgresql_include: Vec<String>,
    /// Whether its index is the table itself (SQL Server), if that isn't left to the database.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mssql_clustered: Option<bool>,
    /// What becomes of a row that breaks it: `IGNORE`, `REPLACE` …
    #[serde(default, skip_serializing_if = "is_default")]
    pub sqlite_on_conflict: Option<String>,
    /// Its columns once more, each with its order and collation, where one of them has such
    /// (SQLite); else empty.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sqlite_key: Vec<IndexColumn>,
    /// When it is checked.
    #[serde(skip)]
    pub deferral: Deferral,
}

flat!(Unique { deferral: Deferral });
