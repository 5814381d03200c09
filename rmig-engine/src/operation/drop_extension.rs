//! `drop_extension`.

use serde::{Deserialize, Serialize};

use super::{CreateExtension, Operation, Reversed};
use crate::json::is_default;

/// Drops an extension (PostgreSQL).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropExtension {
    /// Its name.
    pub name: String,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Whether what depends on it goes too.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cascade: bool,
    /// The schema that its objects were in, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original_schema: Option<String>,
}

impl DropExtension {
    /// Creates it.
    pub(super) fn reverse(&self) -> Reversed {
        Ok(vec![Operation::CreateExtension(CreateExtension {
            name: self.name.clone(),
            schema: self.original_schema.clone(),
            ..CreateExtension::default()
        })])
    }
}
