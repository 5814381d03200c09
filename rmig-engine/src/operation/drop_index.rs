//! `drop_index`.

use serde::{Deserialize, Serialize};

use super::{CreateIndex, Irreversible, Operation, Reversed};
use crate::{
    json::is_default,
    schema::{Index, Name},
};

/// Drops an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropIndex {
    /// Its name; one that a convention gave needs `original`.
    pub name: Name,
    /// The table, which only some databases want to know.
    #[serde(default, skip_serializing_if = "is_default")]
    pub table: Option<String>,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Whether it goes while others write, outside of any transaction (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub postgresql_concurrently: bool,
    /// The index as it was, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<Box<Index>>,
}

impl DropIndex {
    /// Creates it as it was.
    pub(super) fn reverse(&self) -> Reversed {
        let missing = |why: &str, instead| Irreversible {
            operation: "drop_index",
            why: format!(
                "nothing says {why} {}",
                self.name.written().unwrap_or("the index")
            ),
            instead,
        };
        let original = self
            .original
            .as_deref()
            .ok_or_else(|| missing("over what was", "give the index as it was as `original`"))?;
        let table = self
            .table
            .clone()
            .ok_or_else(|| missing("on which table was", "give the `table`"))?;
        Ok(vec![Operation::CreateIndex(CreateIndex {
            table,
            schema: self.schema.clone(),
            index: Index {
                name: self.name.clone(),
                ..original.clone()
            },
            if_not_exists: false,
            postgresql_concurrently: self.postgresql_concurrently,
        })])
    }
}
