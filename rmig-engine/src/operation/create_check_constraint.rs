//! `create_check_constraint`.

use serde::{Deserialize, Serialize};

use super::{DropConstraint, Reversed};
use crate::{
    json::{flat, is_default},
    schema::{Check, Constraint},
};

/// Adds a check constraint to a table; its text is the `condition` in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreateCheckConstraint {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The constraint.
    #[serde(skip)]
    pub check: Check,
}

flat!(CreateCheckConstraint { check: Check } renamed { "condition": "sqltext" });

impl CreateCheckConstraint {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        let original = Constraint::Check(self.check.clone());
        Ok(DropConstraint::of(
            &self.table,
            self.schema.as_deref(),
            original,
        ))
    }
}
