//! `create_extension`.

use serde::{Deserialize, Serialize};

use super::{DropExtension, Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Creates an extension (PostgreSQL).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateExtension {
    /// Its name.
    pub name: String,
    /// The schema that its objects come into.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Its version, if not the newest that is installed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version: Option<String>,
    /// Whether it may be there already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_not_exists: bool,
    /// Whether the extensions that it needs come too.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cascade: bool,
}

impl CreateExtension {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        if self.if_not_exists {
            return Err(Irreversible {
                operation: "create_extension",
                why: format!("{} may have been there before", self.name),
                instead: "drop it in the downgrade if this is what created it",
            });
        }
        Ok(vec![Operation::DropExtension(DropExtension {
            name: self.name.clone(),
            original_schema: self.schema.clone(),
            ..DropExtension::default()
        })])
    }
}
