//! Columns that the database computes.

use serde::{Deserialize, Serialize};

use crate::json::{is_default, sql_text};

/// What a generated column is computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// The expression.
    #[serde(with = "sql_text")]
    pub sqltext: String,
    /// Whether its value is stored (`true`), computed when it is read (`false`), or as the database
    /// does it by itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub persisted: Option<bool>,
}
