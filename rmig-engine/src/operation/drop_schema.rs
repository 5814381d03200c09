//! `drop_schema`.

use serde::{Deserialize, Serialize};

use super::{CreateSchema, Operation, Reversed};
use crate::json::is_default;

/// Drops a schema; on MySQL that is a database with all its tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropSchema {
    /// Its name.
    pub name: String,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Whether everything in it goes too.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cascade: bool,
}

impl DropSchema {
    /// Creates it, empty.
    pub(super) fn reverse(&self) -> Reversed {
        Ok(vec![Operation::CreateSchema(CreateSchema {
            name: self.name.clone(),
            if_not_exists: false,
        })])
    }
}
