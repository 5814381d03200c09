//! Operations of one's own.

use serde_json::{Map, Value};

use super::{Irreversible, Reversed};

/// An operation that rmig doesn't bring: a name, and what it takes.
///
/// In JSON its name is the `op`, and what it takes stands beside it. What implements it stands in the
/// registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custom {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub arguments: Map<String, Value>,
}

impl Custom {
    /// Only what implements it could know.
    pub(super) fn reverse(&self) -> Reversed {
        Err(Irreversible {
            operation: "custom",
            why: format!("nothing says what takes {} back", self.name),
            instead: "write the way back by hand",
        })
    }
}
