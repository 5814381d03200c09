//! The manifest's replacement by its new text, at once and only if nobody changed it meanwhile.

use std::io::{self, Write};

use fs_err as fs;
use rmig_engine::diagnostic::Finding;

use super::Manifest;

impl Manifest {
    /// Writes `text` in the place of what was read.
    pub(in crate::init) fn replace(&self, text: &str) -> Result<(), Finding> {
        self.try_replace(text).map_err(|error| {
            super::io(&error).help("nothing was changed; mend the cause and run it again")
        })
    }

    fn try_replace(&self, text: &str) -> io::Result<()> {
        // Behind a symbolic link stands the file that is meant.
        let path = fs::canonicalize(&self.path)?;
        let folder = path
            .parent()
            .ok_or_else(|| io::Error::other("the manifest has no folder"))?;
        let hidden = folder.join(format!(".Cargo.toml.rmig-{}.tmp", std::process::id()));
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&hidden)?;
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| fs::set_permissions(&hidden, fs::metadata(&path)?.permissions()))
            .and_then(|()| file.sync_all())
            .and_then(|()| {
                if fs::read_to_string(&path)? != self.source.text() {
                    let shown = self.path.display();
                    return Err(io::Error::other(format!(
                        "{shown} was changed in the meantime"
                    )));
                }
                fs::rename(&hidden, &path)
            });
        if written.is_err() {
            let _ = fs::remove_file(&hidden);
        }
        written
    }
}
