//! `create_foreign_key`.

use serde::{Deserialize, Serialize};

use super::{DropConstraint, Reversed};
use crate::{
    json::{flat, is_default},
    schema::{Constraint, ForeignKey},
};

/// Adds a foreign key to a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreateForeignKey {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default", rename = "source_schema")]
    pub schema: Option<String>,
    /// The constraint.
    #[serde(skip)]
    pub foreign_key: ForeignKey,
}

flat!(CreateForeignKey {
    foreign_key: ForeignKey
});

impl CreateForeignKey {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        let original = Constraint::ForeignKey(self.foreign_key.clone());
        Ok(DropConstraint::of(
            &self.table,
            self.schema.as_deref(),
            original,
        ))
    }
}
