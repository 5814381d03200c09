//! Columns.

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

use super::{Check, DataType, ForeignKey, Name, ServerDefault};
use crate::json::is_default;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub data_type: DataType,
    /// Whether it may be NULL; if it isn't said, it may unless it belongs to the primary key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nullable: Option<bool>,
    /// What the constraint is called that keeps NULL out, if it has a name of its own.
    #[serde(default, skip_serializing_if = "Name::is_unnamed")]
    pub not_null_name: Name,
    /// What the database puts where a row says nothing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub server_default: Option<ServerDefault>,
    /// Whether it belongs to the primary key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub primary_key: bool,
    /// Whether the database numbers the rows in it; if it isn't said, it does so in the only column
    /// of a primary key, where that is a whole number without a default or a foreign key.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "read_auto"
    )]
    pub autoincrement: Option<bool>,
    /// Whether its values differ; a unique constraint of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unique: bool,
    /// Whether it has an index of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub index: bool,
    /// What it refers to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub foreign_key: Option<ForeignKey>,
    /// A check that is written with it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub check: Option<Check>,
    /// What is said about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub comment: Option<String>,
    /// How its texts compare, whatever its type; the collation of a type that has one goes first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub collation: Option<String>,
    /// What becomes of a row with NULL in it: `IGNORE`, `REPLACE` … (SQLite).
    #[serde(default, skip_serializing_if = "is_default")]
    pub sqlite_on_conflict_not_null: Option<String>,
    /// What becomes of a row that breaks the primary key which this column says (SQLite).
    #[serde(default, skip_serializing_if = "is_default")]
    pub sqlite_on_conflict_primary_key: Option<String>,
    /// What becomes of a row that breaks the unique constraint which this column says (SQLite).
    #[serde(default, skip_serializing_if = "is_default")]
    pub sqlite_on_conflict_unique: Option<String>,
    /// The first number of a column that numbers the rows (SQL Server).
    #[serde(default, skip_serializing_if = "is_default")]
    pub mssql_identity_start: Option<i64>,
    /// The distance from one number to the next (SQL Server).
    #[serde(default, skip_serializing_if = "is_default")]
    pub mssql_identity_increment: Option<i64>,
}

impl Column {
    /// A column that may be NULL.
    ///
    /// ```
    /// use rmig_engine::schema::{Column, DataType};
    ///
    /// let column = Column::new("age", DataType::Integer);
    /// assert_eq!(serde_json::to_string(&column)?, r#"{"name":"age","type":{"type":"integer"}}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(name: &str, data_type: DataType) -> Self {
        Self {
            name: name.to_owned(),
            data_type,
            nullable: None,
            not_null_name: Name::Unnamed,
            server_default: None,
            primary_key: false,
            autoincrement: None,
            unique: false,
            index: false,
            foreign_key: None,
            check: None,
            comment: None,
            collation: None,
            sqlite_on_conflict_not_null: None,
            sqlite_on_conflict_primary_key: None,
            sqlite_on_conflict_unique: None,
            mssql_identity_start: None,
            mssql_identity_increment: None,
        }
    }
}

/// `true`, `false`, or `"auto"`, which is the same as nothing.
fn read_auto<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Bool(says) => Ok(Some(says)),
        Value::String(text) if text == "auto" => Ok(None),
        value => Err(D::Error::custom(format!(
            "{value} isn't true, false or \"auto\""
        ))),
    }
}
