//! What only some databases take of a table.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::MysqlTableOptions;
use crate::json::{flat, is_default};

/// What only some databases take of a table, each under its own dialect's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
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
    /// Whether rows have numbers; servers of today take only `false`.
    #[serde(skip_serializing_if = "is_default")]
    pub postgresql_with_oids: Option<bool>,
    /// What MySQL takes; MariaDB takes it too, where nothing is said for it alone.
    #[serde(skip)]
    pub mysql: MysqlTableOptions,
    /// What MariaDB takes.
    #[serde(skip)]
    pub mariadb: MysqlTableOptions,
}

flat!(TableOptions {
    mysql: MysqlTableOptions = "mysql_",
    mariadb: MysqlTableOptions = "mariadb_",
});

impl TableOptions {
    /// These, and those of `base` that aren't said here.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let object = |options: &Self| match serde_json::to_value(options) {
            Ok(Value::Object(object)) => object,
            _ => serde_json::Map::new(),
        };
        let mut all = object(base);
        all.extend(object(self));
        // What was just written can be read.
        serde_json::from_value(Value::Object(all)).unwrap_or_else(|_| self.clone())
    }
}

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
