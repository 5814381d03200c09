//! `create_sequence`.

use serde::{Deserialize, Serialize};

use super::{DropSequence, Irreversible, Operation, Reversed};
use crate::{
    json::{flat, is_default},
    schema::Sequence,
};

/// Creates a sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreateSequence {
    /// The sequence.
    #[serde(skip)]
    pub sequence: Sequence,
    /// Whether it may be there already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_not_exists: bool,
}

flat!(CreateSequence { sequence: Sequence });

impl CreateSequence {
    /// Drops it.
    pub(super) fn reverse(&self) -> Reversed {
        if self.if_not_exists {
            return Err(Irreversible {
                operation: "create_sequence",
                why: format!("{} may have been there before", self.sequence.name),
                instead: "drop it in the downgrade if this is what created it",
            });
        }
        Ok(vec![Operation::DropSequence(DropSequence {
            name: self.sequence.name.clone(),
            schema: self.sequence.schema.clone(),
            if_exists: false,
            original: Some(self.sequence.clone()),
        })])
    }
}
