//! The manifest that a command starts from.

use std::path::{Component, Path, PathBuf};

use super::Selector;
use crate::CommandError;

impl Selector<'_> {
    /// The manifest of `--manifest-path`, or the nearest one upwards.
    pub(super) fn nearest_manifest(&self) -> Result<PathBuf, CommandError> {
        if let Some(given) = &self.args.manifest_path {
            let path = self.current_dir.join(given);
            if path.file_name().is_none_or(|name| name != "Cargo.toml") {
                let message = format!("--manifest-path {} is no Cargo.toml", given.display());
                let help = format!("write {}", given.join("Cargo.toml").display());
                return Err(CommandError::usage(message, help));
            }
            if !path.is_file() {
                let message = format!("--manifest-path {} does not exist", given.display());
                let help = "relative paths start at the current directory";
                return Err(CommandError::new("no-manifest", message, help));
            }
            return Ok(normal(&path));
        }
        let mut candidates = self.current_dir.ancestors().map(|at| at.join("Cargo.toml"));
        candidates.find(|path| path.is_file()).ok_or_else(|| {
            let here = self.current_dir.display();
            let message = format!("there is no Cargo.toml in {here} or any directory above");
            CommandError::new(
                "no-manifest",
                message,
                "go into a package, or give --manifest-path",
            )
        })
    }
}

/// The path without `.` and `..`, by its text alone as in Cargo: what is above a manifest is looked
/// for in the ancestors of its path.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        if component == Component::ParentDir {
            normal.pop();
        } else {
            normal.push(component);
        }
    }
    normal
}
