//! Primary keys.

use serde::{Deserialize, Serialize};

use super::{Deferral, IndexColumn, Name};
use crate::json::{flat, is_default};

/// A primary key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PrimaryKey {
    /// Its name.
    #[serde(default, skip_serializing_if = "Name::is_unnamed")]
    pub name: Name,
    /// Its columns in their order.
    pub columns: Vec<String>,
    /// Columns that its index holds beside those of the key.
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
    /// Whether its one column, an `INTEGER`, isn't the number of the row as it would be otherwise
    /// (SQLite): it is written `INTEGER PRIMARY KEY DESC`, all of it with the column, and means
    /// something else in any other place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sqlite_not_rowid: bool,
    /// The method of its index on MySQL; on MariaDB too, where nothing is said for it alone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mysql_using: Option<String>,
    /// The method of its index on MariaDB.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mariadb_using: Option<String>,
    /// When it is checked.
    #[serde(skip)]
    pub deferral: Deferral,
}

flat!(PrimaryKey { deferral: Deferral });
