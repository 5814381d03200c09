//! `create_schema`.

use serde::{Deserialize, Serialize};

use super::{DropSchema, Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Creates a schema; on MySQL that is a database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateSchema {
    /// Its name.
    pub name: String,
    /// Whether it may be there already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_not_exists: bool,
}

impl CreateSchema {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        if self.if_not_exists {
            return Err(Irreversible {
                operation: "create_schema",
                why: format!("{} may have been there before", self.name),
                instead: "drop it in the downgrade if this is what created it",
            });
        }
        Ok(vec![Operation::DropSchema(DropSchema {
            name: self.name.clone(),
            ..DropSchema::default()
        })])
    }
}
