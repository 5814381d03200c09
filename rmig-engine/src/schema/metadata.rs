//! A whole schema.

use serde::{Deserialize, Serialize};

use super::{EnumType, NamingConvention, Sequence, Table, Trigger, View};
use crate::json::is_default;

/// The tables of a database, or of an application's models.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MetaData {
    /// The tables.
    pub tables: Vec<Table>,
    /// The sequences that belong to no column.
    #[serde(skip_serializing_if = "is_default")]
    pub sequences: Vec<Sequence>,
    /// The enumerations that are types of their own.
    #[serde(skip_serializing_if = "is_default")]
    pub enum_types: Vec<EnumType>,
    /// The views.
    #[serde(skip_serializing_if = "is_default")]
    pub views: Vec<View>,
    /// The triggers.
    #[serde(skip_serializing_if = "is_default")]
    pub triggers: Vec<Trigger>,
    /// How constraints without a name are called.
    #[serde(skip_serializing_if = "is_default")]
    pub naming_convention: NamingConvention,
}

impl MetaData {
    /// The table of that name in that schema.
    #[must_use]
    pub fn table(&self, schema: Option<&str>, name: &str) -> Option<&Table> {
        let matches = |table: &&Table| table.name == name && table.schema.as_deref() == schema;
        self.tables.iter().find(matches)
    }
}
