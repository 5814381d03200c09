//! `drop_enum_type`.

use serde::{Deserialize, Serialize};

use super::{CreateEnumType, Irreversible, Operation, Reversed};
use crate::{json::is_default, schema::EnumType};

/// Drops an enumeration that is a type of its own (PostgreSQL).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropEnumType {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// Its values as they were, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<Vec<String>>,
}

impl DropEnumType {
    /// Drops the type of an enumeration, if it has one of its own.
    pub(super) fn of(one: &EnumType) -> Option<Self> {
        let name = one.name.written().filter(|_| one.is_native())?;
        Some(Self {
            name: name.to_owned(),
            schema: one.schema.clone(),
            if_exists: false,
            original: Some(one.values.clone()),
        })
    }

    /// Creates it as it was.
    pub(super) fn reverse(&self) -> Reversed {
        let values = self.original.clone().ok_or_else(|| Irreversible {
            operation: "drop_enum_type",
            why: format!("nothing says which values {} had", self.name),
            instead: "give them as `original`",
        })?;
        Ok(vec![Operation::CreateEnumType(CreateEnumType {
            name: self.name.clone(),
            schema: self.schema.clone(),
            values,
        })])
    }
}
