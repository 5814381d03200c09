//! Paths as they are shown: from where the user stands.

use std::path::Path;

use crate::Context;

/// `path` relative to the current directory where it lies below it, else as it is.
pub(crate) fn shown_path(context: &Context, path: &Path) -> String {
    let below = path.strip_prefix(context.current_dir());
    below.unwrap_or(path).display().to_string()
}
