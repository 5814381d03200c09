//! Columns that number the rows.

use serde::{Deserialize, Serialize};

use super::SequenceOptions;
use crate::json::{flat, is_default};

/// An identity: the database numbers the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Identity {
    /// Whether nobody else may give a number (`ALWAYS`), or only who wants to (`BY DEFAULT`).
    #[serde(default)]
    pub always: bool,
    /// Whether a row that says NULL gets a number, too (Oracle).
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_null: Option<bool>,
    /// How it counts.
    #[serde(skip)]
    pub options: SequenceOptions,
}

flat!(Identity {
    options: SequenceOptions
});
