//! `create_index`.

use serde::{Deserialize, Serialize};

use super::{DropIndex, Irreversible, Operation, Reversed};
use crate::{
    json::{flat, is_default},
    schema::Index,
};

/// Creates an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreateIndex {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The index.
    #[serde(skip)]
    pub index: Index,
    /// Whether it may be there already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_not_exists: bool,
    /// Whether it is built while others write, outside of any transaction (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub postgresql_concurrently: bool,
}

flat!(CreateIndex { index: Index });

impl CreateIndex {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        if self.if_not_exists {
            return Err(Irreversible {
                operation: "create_index",
                why: "the index may have been there before".to_owned(),
                instead: "drop it in the downgrade if this is what created it",
            });
        }
        Ok(vec![Operation::DropIndex(DropIndex {
            name: self.index.name.clone(),
            table: Some(self.table.clone()),
            schema: self.schema.clone(),
            if_exists: false,
            postgresql_concurrently: self.postgresql_concurrently,
            original: Some(Box::new(self.index.clone())),
        })])
    }
}
