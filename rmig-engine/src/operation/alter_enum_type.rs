//! `alter_enum_type`.

use serde::{Deserialize, Serialize};

use super::{Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Changes an enumeration that is a type of its own (PostgreSQL).
///
/// A value that was added can't be used before the transaction has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlterEnumType {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The values that come, each behind those before it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub add_values: Vec<EnumValue>,
    /// The values that are called otherwise: the old name and the new one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rename_values: Vec<(String, String)>,
    /// What the type is called from now on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub new_name: Option<String>,
}

/// A value that comes into an enumeration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnumValue {
    /// The value.
    pub value: String,
    /// The value before which it stands.
    #[serde(default, skip_serializing_if = "is_default")]
    pub before: Option<String>,
    /// The value behind which it stands; without both, it is the last one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: Option<String>,
    /// Whether it may be there already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_not_exists: bool,
}

impl AlterEnumType {
    /// Calls everything as before; values that came can't go.
    pub(super) fn reverse(&self) -> Reversed {
        if !self.add_values.is_empty() {
            return Err(Irreversible {
                operation: "alter_enum_type",
                why: "PostgreSQL can't take a value out of an enumeration".to_owned(),
                instead: "create the type anew under another name, and change the columns to it",
            });
        }
        let back = |(old, new): &(String, String)| (new.clone(), old.clone());
        Ok(vec![Operation::AlterEnumType(Self {
            name: self.new_name.clone().unwrap_or_else(|| self.name.clone()),
            schema: self.schema.clone(),
            add_values: Vec::new(),
            rename_values: self.rename_values.iter().rev().map(back).collect(),
            new_name: self.new_name.as_ref().map(|_| self.name.clone()),
        })])
    }
}
