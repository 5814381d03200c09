//! What was made so far, to be taken back unless all goes well.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use fs_err as fs;

/// Folders and files in the order of their making; dropped, they are removed again.
#[derive(Debug, Default)]
pub(super) struct Undo {
    made: Vec<PathBuf>,
}

impl Undo {
    /// Makes a folder, with what is missing above it.
    pub(super) fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            // "a/../b" names folders that may be there once those before it are.
            if !folder.exists() {
                fs::create_dir(folder)?;
                self.made.push(folder.to_owned());
            }
        }
        Ok(())
    }

    /// Writes a new file.
    pub(super) fn file(&mut self, path: PathBuf, text: &str) -> io::Result<()> {
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)?;
        self.made.push(path);
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    /// Lets everything stay, and says what it is.
    pub(super) fn keep(mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.made)
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for path in self.made.iter().rev() {
            // A folder that somebody else has put something into stays.
            let _ = if path.is_dir() {
                fs::remove_dir(path)
            } else {
                fs::remove_file(path)
            };
        }
    }
}
