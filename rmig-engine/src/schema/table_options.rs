//! What only some databases take of a table.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::json::{is_default, part};

/// What only some databases take of a table, each under its own dialect's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TableOptions {
    /// Whether a number that was taken once is never taken again.
    #[serde(skip_serializing_if = "is_default")]
    pub sqlite_autoincrement: bool,
    /// Whether values of other types are refused.
    #[serde(skip_serializing_if = "is_default")]
    pub sqlite_strict: bool,
    /// Whether rows have numbers of their own; they have unless this says `false`.
    #[serde(skip_serializing_if = "is_default")]
    pub sqlite_with_rowid: Option<bool>,
    /// How it is cut into partitions.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_partition_by: Option<String>,
    /// The tables that it inherits from.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "one_or_more")]
    pub postgresql_inherits: Vec<String>,
    /// What becomes of the rows of a temporary table at the end of a transaction.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_on_commit: Option<String>,
    /// The tablespace.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_tablespace: Option<String>,
    /// The access method.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_using: Option<String>,
    /// Storage parameters.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_with: serde_json::Map<String, Value>,
    /// The storage engine.
    #[serde(skip_serializing_if = "is_default")]
    pub mysql_engine: Option<String>,
    /// The character set.
    #[serde(skip_serializing_if = "is_default", alias = "mysql_default_charset")]
    pub mysql_charset: Option<String>,
    /// The collation.
    #[serde(skip_serializing_if = "is_default")]
    pub mysql_collate: Option<String>,
    /// The next number.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "number")]
    pub mysql_auto_increment: Option<u64>,
    /// How rows are kept.
    #[serde(skip_serializing_if = "is_default")]
    pub mysql_row_format: Option<String>,
    /// The size of a page, in KiB.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "number")]
    pub mysql_key_block_size: Option<u64>,
}

part!(TableOptions);

/// A name, or a list of them.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        More(Vec<String>),
    }
    Ok(match Written::deserialize(deserializer)? {
        Written::One(name) => vec![name],
        Written::More(names) => names,
    })
}

/// A number, also as a text.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    use serde::de::Error;

    let value = Value::deserialize(deserializer)?;
    let read = value
        .as_u64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    match (read, value) {
        (None, Value::Null) => Ok(None),
        (None, value) => Err(D::Error::custom(format!("{value} is no number"))),
        (read, _) => Ok(read),
    }
}
