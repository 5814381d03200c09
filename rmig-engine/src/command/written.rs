//! What has come of a request for a new revision.

use crate::{
    graph::Position,
    script::{Script, ScriptDirectory},
};

/// A revision that is written, and the script directory with it.
#[derive(Clone, Debug)]
pub struct Written {
    /// The script directory as it is now.
    pub directory: ScriptDirectory,
    /// Where the new revision is in it.
    pub position: Position,
}

impl Written {
    /// The new revision's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        self.directory.map().id(self.position)
    }

    /// The new revision's file.
    #[must_use]
    pub fn script(&self) -> &Script {
        self.directory.script(self.position)
    }
}
