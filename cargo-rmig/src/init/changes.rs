//! The changes that `init` makes, all or none.

use std::path::PathBuf;

use rmig_engine::diagnostic::Finding;
use rmig_templates::TemplateFile;

use super::{io, manifest::Manifest, undo::Undo};

/// Where the revisions go to, below the script location.
const VERSIONS: &str = "versions";

/// Everything that is to be made and written.
#[derive(Debug)]
pub(super) struct Changes {
    /// The script location.
    pub location: PathBuf,
    /// What is copied into it.
    pub files: &'static [TemplateFile],
    /// The manifest as it was read.
    pub manifest: Manifest,
    /// The manifest as it is to be.
    pub manifest_text: String,
}

impl Changes {
    /// Makes them and says what was made, or takes everything back.
    pub(super) fn make(&self) -> Result<Vec<PathBuf>, Finding> {
        let mut undo = Undo::default();
        self.fill(&mut undo).map_err(|error| io(&error))?;
        self.manifest.replace(&self.manifest_text)?;
        Ok(undo.keep())
    }

    fn fill(&self, undo: &mut Undo) -> std::io::Result<()> {
        undo.folder(&self.location)?;
        undo.folder(&self.location.join(VERSIONS))?;
        for file in self.files {
            undo.file(self.location.join(file.path), file.text)?;
        }
        Ok(())
    }
}
