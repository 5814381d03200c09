//! `drop_sequence`.

use serde::{Deserialize, Serialize};

use super::{CreateSequence, Irreversible, Operation, Reversed};
use crate::{json::is_default, schema::Sequence};

/// Drops a sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropSequence {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// The sequence as it was, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<Sequence>,
}

impl DropSequence {
    /// Creates it as it was.
    pub(super) fn reverse(&self) -> Reversed {
        let original = self.original.clone().ok_or_else(|| Irreversible {
            operation: "drop_sequence",
            why: format!("nothing says how {} counted", self.name),
            instead: "give the sequence as it was as `original`",
        })?;
        Ok(vec![Operation::CreateSequence(CreateSequence {
            sequence: Sequence {
                name: self.name.clone(),
                schema: self.schema.clone(),
                ..original
            },
            if_not_exists: false,
        })])
    }
}
