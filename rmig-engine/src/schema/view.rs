//! Views.

use serde::{Deserialize, Serialize};

use crate::json::is_default;

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The statement that creates it, as the database has it.
    pub definition: String,
}
