//! Triggers.

use serde::{Deserialize, Serialize};

use crate::json::is_default;

/// A trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The table or view that it watches.
    pub table: String,
    /// The statement that creates it, as the database has it.
    pub definition: String,
}
