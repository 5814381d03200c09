//! `create_exclude_constraint`.

use serde::{Deserialize, Serialize};

use super::{DropConstraint, Reversed};
use crate::{
    json::{flat, is_default},
    schema::{Constraint, Exclude},
};

/// Adds an exclusion constraint to a table (PostgreSQL).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreateExcludeConstraint {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The constraint.
    #[serde(skip)]
    pub exclude: Exclude,
}

flat!(CreateExcludeConstraint { exclude: Exclude });

impl CreateExcludeConstraint {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        let original = Constraint::Exclude(self.exclude.clone());
        Ok(DropConstraint::of(
            &self.table,
            self.schema.as_deref(),
            original,
        ))
    }
}
