//! What only some databases take of an index.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Expression;
use crate::json::{is_default, part};

/// What only some databases take of an index, each under its own dialect's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
    /// Whether two NULLs count as the same value; left to the database if it isn't said.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_nulls_not_distinct: Option<bool>,
    /// How many characters of a column are in it.
    #[serde(skip_serializing_if = "is_default")]
    pub mysql_length: Option<PrefixLengths>,
    /// `FULLTEXT`, `SPATIAL` or `UNIQUE`.
    #[serde(skip_serializing_if = "is_default")]
    pub mysql_prefix: Option<String>,
    /// The index method.
    #[serde(skip_serializing_if = "is_default")]
    pub mysql_using: Option<String>,
    /// The parser of a full-text index.
    #[serde(skip_serializing_if = "is_default")]
    pub mysql_with_parser: Option<String>,
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
}

part!(IndexOptions);

/// How many characters of the columns are in an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PrefixLengths {
    /// As many of every column.
    All(u32),
    /// As many, by column.
    ByColumn(BTreeMap<String, u32>),
}

impl PrefixLengths {
    /// How many characters of a column.
    #[must_use]
    pub fn of(&self, column: &str) -> Option<u32> {
        match self {
            Self::All(length) => Some(*length),
            Self::ByColumn(lengths) => lengths.get(column).copied(),
        }
    }
}
