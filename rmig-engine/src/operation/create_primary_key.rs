//! `create_primary_key`.

use serde::{Deserialize, Serialize};

use super::{DropConstraint, Reversed};
use crate::{
    json::{flat, is_default},
    schema::{Constraint, PrimaryKey},
};

/// Adds a primary key to a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreatePrimaryKey {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The constraint.
    #[serde(skip)]
    pub primary_key: PrimaryKey,
}

flat!(CreatePrimaryKey {
    primary_key: PrimaryKey
});

impl CreatePrimaryKey {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        let original = Constraint::PrimaryKey(self.primary_key.clone());
        Ok(DropConstraint::of(
            &self.table,
            self.schema.as_deref(),
            original,
        ))
    }
}
