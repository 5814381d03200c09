//! `bulk_insert`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Irreversible, Reversed, TypedColumn};
use crate::json::is_default;

/// Inserts rows, each with its own columns.
///
/// A value is a number, a text, `true`, `false`, `null`, `{"date": "2024-02-03"}`,
/// `{"datetime": "2024-02-03T04:05:06"}`, or `{"inline_literal": …}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulkInsert {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The columns in their order, with their types.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: Vec<TypedColumn>,
    /// The rows: values by column.
    pub rows: Vec<Map<String, Value>>,
    /// Whether one message may hold several rows.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub multiinsert: bool,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_yes(value: &bool) -> bool {
    *value
}

impl BulkInsert {
    /// Nobody knows which rows were there before.
    pub(super) fn reverse(&self) -> Reversed {
        Err(Irreversible {
            operation: "bulk_insert",
            why: "rows like these may have been there before".to_owned(),
            instead: "delete them by hand in the downgrade",
        })
    }
}
