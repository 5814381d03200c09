//! A column of which only the type is known.

use serde::{Deserialize, Serialize};

use crate::schema::DataType;

/// A column by its name and type, as far as rows are concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypedColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub data_type: DataType,
}
