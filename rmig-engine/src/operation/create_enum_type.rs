//! `create_enum_type`.

use serde::{Deserialize, Serialize};

use super::{DropEnumType, Operation, Reversed};
use crate::json::is_default;

/// Creates an enumeration as a type of its own (PostgreSQL); nothing where columns hold theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateEnumType {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Its values in their order.
    pub values: Vec<String>,
}

impl CreateEnumType {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        Ok(vec![Operation::DropEnumType(DropEnumType {
            name: self.name.clone(),
            schema: self.schema.clone(),
            if_exists: false,
            original: Some(self.values.clone()),
        })])
    }
}
