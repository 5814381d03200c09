//! The folder that holds everything and goes away.

use std::{
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process,
    sync::Arc,
};

use super::owner::Owner;
use crate::shell::{Failure, Result, say};

/// A folder for temporary files. It isn't below `target`, which other users may be unable to reach, and whose
/// path may be too long for a socket. It goes away with the last of its values.
#[derive(Clone)]
pub struct Folder(Arc<Removed>);

struct Removed(PathBuf);

impl Folder {
    /// Makes it in another folder.
    ///
    /// # Errors
    ///
    /// It can't be made.
    pub fn below(parent: &Path) -> Result<Self> {
        for number in 0..1000 {
            let name = format!("rmig-servers-{}-{number}", process::id());
            let path = parent.join(name);
            match std::fs::create_dir(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Failure(format!("{}: {error}", path.display()))),
                Ok(()) => {
                    let folder = Self(Arc::new(Removed(path)));
                    fs_err::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))?;
                    return Ok(folder);
                }
            }
        }
        Err(Failure(format!(
            "remove the rmig-servers-* folders from {}",
            parent.display()
        )))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0.0
    }

    /// A folder in it that belongs to the one who will run a server.
    ///
    /// # Errors
    ///
    /// It can't be made.
    pub fn of(&self, owner: &Owner, name: &str) -> Result<PathBuf> {
        let path = self.path().join(name);
        fs_err::create_dir(&path)?;
        fs_err::set_permissions(&path, PermissionsExt::from_mode(0o700))?;
        owner.give(&path)?;
        Ok(path)
    }
}

impl Owner {
    /// Gives a file to this user.
    ///
    /// # Errors
    ///
    /// The system refuses.
    pub fn give(&self, path: &Path) -> Result<()> {
        match self.ids() {
            Some((user, group)) => Ok(chown(path, Some(user), Some(group))?),
            None => Ok(()),
        }
    }
}

impl Drop for Removed {
    fn drop(&mut self) {
        if let Err(error) = fs_err::remove_dir_all(&self.0) {
            say(&format!("warning: {error}"));
        }
    }
}
