//! When a constraint is checked.

use serde::{Deserialize, Serialize};

use crate::json::{is_default, part};

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deferral {
    /// Whether it may be checked at the end of the transaction.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deferrable: Option<bool>,
    /// When it is, unless the transaction says otherwise.
    #[serde(default, skip_serializing_if = "is_default")]
    pub initially: Option<Initially>,
}

part!(Deferral);

/// When a constraint is checked, unless the transaction says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Initially {
    /// At the end of the transaction.
    #[serde(alias = "deferred")]
    Deferred,
    /// At the end of each statement.
    #[serde(alias = "immediate")]
    Immediate,
}

impl Initially {
    /// As SQL writes it.
    #[must_use]
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Deferred => "DEFERRED",
            Self::Immediate => "IMMEDIATE",
        }
    }
}
