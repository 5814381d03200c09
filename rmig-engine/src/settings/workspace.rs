//! Finds the workspace of a package by reading manifests, in the way that Cargo does.

use std::path::{Path, PathBuf};

use toml::de::DeValue;

use super::{manifest::Manifest, raw::Raw};
use crate::{diagnostic::Findings, regular_file};

/// A `[workspace]` table, as far as it says who belongs to it.
#[derive(Clone, Debug)]
pub struct WorkspaceTable {
    members: Vec<String>,
    exclude: Vec<String>,
    pub(super) settings: Option<Raw>,
}

impl WorkspaceTable {
    pub(super) fn read(table: &DeValue<'_>, settings: Option<Raw>) -> Self {
        let list = |key: &str| {
            let items = table.get(key).and_then(|list| list.get_ref().as_array());
            items
                .into_iter()
                .flat_map(|items| items.iter())
                .filter_map(|item| item.get_ref().as_str().map(ToOwned::to_owned))
                .collect()
        };
        Self {
            members: list("members"),
            exclude: list("exclude"),
            settings,
        }
    }

    /// Whether the workspace at `root` turns the manifest at `path` away: excluded paths are, unless
    /// they are members by name.
    fn excludes(&self, root: &Path, path: &Path) -> bool {
        let inside = |parts: &[String]| parts.iter().any(|part| path.starts_with(root.join(part)));
        inside(&self.exclude) && !inside(&self.members)
    }
}

/// The manifest of the workspace that `package` belongs to, other than its own.
///
/// # Errors
///
/// Findings about a manifest on the way that can't be read.
pub fn workspace_of(package: &Manifest) -> Result<Option<Manifest>, Findings> {
    if package.workspace.is_some() {
        return Ok(None);
    }
    if let Some(root) = &package.package_workspace {
        return Manifest::read(&package.directory().join(root).join("Cargo.toml")).map(Some);
    }
    // Ancestors of a relative path end where it begins.
    let path = std::path::absolute(&package.path).unwrap_or_else(|_| package.path.clone());
    for directory in path.ancestors().skip(2) {
        if directory.ends_with("target/package") {
            break;
        }
        let candidate: PathBuf = directory.join("Cargo.toml");
        let bytes = regular_file::read(&candidate);
        let Some(text) = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        if !text.contains("workspace") {
            continue;
        }
        let manifest = Manifest::parse(&candidate, &text)?;
        match (&manifest.workspace, &manifest.package_workspace) {
            (Some(workspace), _) if !workspace.excludes(directory, &path) => {
                return Ok(Some(manifest));
            }
            (None, Some(root)) => {
                return Manifest::read(&directory.join(root).join("Cargo.toml")).map(Some);
            }
            _ => {}
        }
    }
    Ok(None)
}
