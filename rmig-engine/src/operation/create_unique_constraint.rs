//! `create_unique_constraint`.

use serde::{Deserialize, Serialize};

use super::{DropConstraint, Reversed};
use crate::{
    json::{flat, is_default},
    schema::{Constraint, Unique},
};

/// Adds a unique constraint to a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreateUniqueConstraint {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The constraint.
    #[serde(skip)]
    pub unique: Unique,
}

flat!(CreateUniqueConstraint { unique: Unique });

impl CreateUniqueConstraint {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        let original = Constraint::Unique(self.unique.clone());
        Ok(DropConstraint::of(
            &self.table,
            self.schema.as_deref(),
            original,
        ))
    }
}
