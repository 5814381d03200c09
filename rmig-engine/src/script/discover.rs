//! Finds revision files, in load order.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use super::ScriptFormat;

/// The revision files below `location`: by file name, those of a folder before those of its
/// folders. Hidden files and everything that is no revision file are passed over, and so are folders
/// in `seen`, by their real paths: a folder in two locations belongs to the first one, and a link
/// that leads back up ends the walk.
///
/// # Errors
///
/// A folder that can't be read, or something that is no file but called like a revision.
pub(super) fn revision_files(
    location: &Path,
    recursive: bool,
    seen: &mut BTreeSet<PathBuf>,
) -> io::Result<Vec<(PathBuf, ScriptFormat)>> {
    let mut found = Vec::new();
    let mut folders = vec![location.to_owned()];
    while let Some(folder) = folders.pop() {
        if !seen.insert(fs_err::canonicalize(&folder)?) {
            continue;
        }
        let mut files = Vec::new();
        let mut below = Vec::new();
        for entry in fs_err::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let kind = entry.file_type()?;
            let path = || folder.join(&name);
            if kind.is_dir() || (kind.is_symlink() && path().is_dir()) {
                below.push(path());
            } else if let Some(format) = ScriptFormat::of(Path::new(&name)) {
                if !kind.is_file() {
                    check_file(&path())?;
                }
                files.push((name, format));
            }
        }
        // By bare names: taking paths apart would cost more than reading the headers.
        files.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        found.extend(
            files
                .into_iter()
                .map(|(name, format)| (folder.join(name), format)),
        );
        if recursive {
            // The last one is taken first.
            below.sort_unstable_by(|one, other| other.cmp(one));
            folders.append(&mut below);
        }
    }
    Ok(found)
}

/// Refuses a path that leads to no file but to a pipe, a device or the like: reading it might never end.
/// A link to nowhere counts as a file, so that whoever reads it says so.
fn check_file(path: &Path) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        let message = format!(
            "{} is a pipe, a socket or a device, not a file",
            path.display()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(())
}
