//! `execute_update`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Irreversible, Reversed, TypedColumn};
use crate::json::is_default;

/// Changes the rows in which some columns have some values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExecuteUpdate {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The types of columns, where their values need them to be written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: Vec<TypedColumn>,
    /// The new values, by column.
    pub values: Map<String, Value>,
    /// The values of the rows that change, by column; all rows if there are none.
    #[serde(default, skip_serializing_if = "is_default", rename = "where")]
    pub condition: Map<String, Value>,
}

impl ExecuteUpdate {
    /// Nobody knows the old values.
    pub(super) fn reverse(&self) -> Reversed {
        Err(Irreversible {
            operation: "execute_update",
            why: "nothing says which values the rows had".to_owned(),
            instead: "write the way back by hand",
        })
    }
}
