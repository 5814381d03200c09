//! What only some databases take of an index.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Expression, MysqlIndexOptions};
use crate::json::{flat, is_default};

/// What only some databases take of an index, each under its own dialect's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct IndexOptions {
    /// Which rows are in it.
    #[serde(skip_serializing_if = "is_default")]
    pub sqlite_where: Option<Expression>,
    /// The index method.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_using: Option<String>,
    /// The operator classes, by column.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_ops: BTreeMap<String, String>,
    /// Which rows are in it.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_where: Option<Expression>,
    /// Columns that it holds beside its own.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_include: Vec<String>,
    /// Storage parameters.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_with: serde_json::Map<String, Value>,
    /// The tablespace.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_tablespace: Option<String>,
    /// Whether it is built while others write, outside of any transaction.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_concurrently: bool,
    /// Whether two NULLs count as the same value; left to the database if it isn't said.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_nulls_not_distinct: Option<bool>,
    /// Whether it is the table itself, if that isn't left to the database.
    #[serde(skip_serializing_if = "is_default")]
    pub mssql_clustered: Option<bool>,
    /// Columns that it holds beside its own.
    #[serde(skip_serializing_if = "is_default")]
    pub mssql_include: Vec<String>,
    /// Which rows are in it.
    #[serde(skip_serializing_if = "is_default")]
    pub mssql_where: Option<Expression>,
    /// Whether it is kept by columns.
    #[serde(skip_serializing_if = "is_default")]
    pub mssql_columnstore: bool,
    /// What MySQL takes; MariaDB takes it too, where nothing is said for it alone.
    #[serde(skip)]
    pub mysql: MysqlIndexOptions,
    /// What MariaDB takes.
    #[serde(skip)]
    pub mariadb: MysqlIndexOptions,
}

flat!(IndexOptions {
    mysql: MysqlIndexOptions = "mysql_",
    mariadb: MysqlIndexOptions = "mariadb_",
});
