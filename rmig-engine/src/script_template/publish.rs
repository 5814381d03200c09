//! The writing of a new file: whole and under a free name, or not at all.

mod fresh_folders;

use std::{
    io::{self, Write},
    path::{Component, Path, PathBuf},
};

use fs_err as fs;
use miette::Diagnostic;

use self::fresh_folders::FreshFolders;

/// Why a file was not written. Nothing of it is left behind.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[non_exhaustive]
pub enum PublishError {
    /// There is such a file already; it is untouched.
    #[error("{} exists already", path.display())]
    #[diagnostic(
        code("file-exists"),
        help(
            "rmig never overwrites a file: choose another revision id or message, or move the file away"
        )
    )]
    Exists {
        /// The file that is there.
        path: PathBuf,
    },
    /// The path leads out of the folder.
    #[error("{} leads out of the version location", path.display())]
    #[diagnostic(code("file-template"), help("choose another file_template"))]
    Outside {
        /// The path as given.
        path: PathBuf,
    },
    /// The system refused.
    #[error("the file could not be written")]
    #[diagnostic(
        code("io"),
        help("nothing was left behind; mend the cause and run it again")
    )]
    Io(#[from] io::Error),
}

/// Writes `text` into a new file at `relative` below `root` and answers with its path.
///
/// The file appears at once and complete: it is written under a hidden name in the same folder and
/// then linked to its own, which never takes another file's place. Folders on the way are made; on
/// failure the hidden file and the folders made are removed again.
///
/// # Errors
///
/// When a file of that name exists, when `relative` leads out of `root`, or when the system refuses.
pub fn publish(root: &Path, relative: &Path, text: &str) -> Result<PathBuf, PublishError> {
    let normal = |component: Component<'_>| matches!(component, Component::Normal(_));
    if relative.file_name().is_none() || !relative.components().all(normal) {
        return Err(PublishError::Outside {
            path: relative.to_owned(),
        });
    }
    let path = root.join(relative);
    let folder = path.parent().unwrap_or(root);
    if path.symlink_metadata().is_ok() {
        return Err(PublishError::Exists { path });
    }
    if leads_out(root, folder) {
        return Err(PublishError::Outside { path });
    }
    let folders = FreshFolders::make(folder)?;
    match write(folder, &path, text) {
        Ok(()) => {
            folders.keep();
            Ok(path)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(PublishError::Exists { path })
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a link on the way from `root` to `folder` leads out of `root`.
fn leads_out(root: &Path, folder: &Path) -> bool {
    let below = folder.ancestors().take_while(|at| at.starts_with(root));
    let nearest = below.filter_map(|at| fs::canonicalize(at).ok()).next();
    match (nearest, fs::canonicalize(root)) {
        (Some(nearest), Ok(root)) => !nearest.starts_with(root),
        _ => false,
    }
}

fn write(folder: &Path, path: &Path, text: &str) -> io::Result<()> {
    let (mut file, hidden) = hidden_file(folder)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| link(&hidden, path, text));
    drop(file);
    let removed = fs::remove_file(&hidden);
    written?;
    sync_folder(folder);
    // A hidden file that stays is no reason to call the written one a failure.
    let _ = removed;
    Ok(())
}

/// A new file under a name that nobody else reads.
fn hidden_file(folder: &Path) -> io::Result<(fs::File, PathBuf)> {
    let mut number = 0_u32;
    loop {
        let path = folder.join(format!(".rmig-{number}.tmp"));
        match fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
        {
            Ok(file) => return Ok((file, path)),
            // Another run's, or left by one that was killed.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

fn link(hidden: &Path, path: &Path, text: &str) -> io::Result<()> {
    match fs::hard_link(hidden, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems know no links: still never over another file, if not at once.
        Err(_) => write_directly(path, text),
    }
}

fn write_directly(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    drop(file);
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// Makes the new name survive a power cut where the system offers that.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests;
