//! Reads files that users name: whole, and only if they are files.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

/// The bytes of a file. A pipe, a socket or a device is refused: to read it might never end.
///
/// # Errors
///
/// It isn't there, can't be read, or is something else; each names the path.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs_err::metadata(path)?.is_file() {
        return fs_err::read(path);
    }
    let what = if path.is_dir() {
        "a folder"
    } else {
        "a pipe, a socket or a device"
    };
    let message = format!("{} is {what}, not a file", path.display());
    Err(io::Error::new(ErrorKind::InvalidInput, message))
}
