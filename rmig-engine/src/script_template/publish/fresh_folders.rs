//! Folders made on the way to a new file, which vanish again unless the file comes to be.

use std::{
    io,
    path::{Path, PathBuf},
};

use fs_err as fs;

/// The folders that were not there before, outermost first; dropped, they are removed if empty.
#[derive(Debug)]
pub(super) struct FreshFolders(Vec<PathBuf>);

impl FreshFolders {
    /// Makes `folder` and what is missing above it.
    pub(super) fn make(folder: &Path) -> io::Result<Self> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        let mut made = Self(Vec::new());
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => made.0.push(folder.to_owned()),
                // Another run was faster, so it isn't ours to remove.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(made)
    }

    /// Lets the folders stay.
    pub(super) fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for FreshFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // Fails, as it should, where somebody else has put something in.
            let _ = fs::remove_dir(folder);
        }
    }
}
