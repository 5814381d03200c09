//! The members of a workspace, asked of Cargo itself.

use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;

use super::Selector;
use crate::CommandError;

/// A member of the workspace.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) manifest_path: PathBuf,
    /// Whether it has `[package.metadata.rmig]`.
    pub(super) has_settings: bool,
    pub(super) is_default: bool,
}

/// A workspace as `cargo metadata --no-deps` knows it.
pub(super) struct Workspace {
    pub(super) root: PathBuf,
    /// By name.
    pub(super) members: Vec<Member>,
}

impl Selector<'_> {
    /// Asks Cargo, which costs some 15 ms: only for what can't be known otherwise.
    pub(super) fn workspace(&self, manifest: &Path) -> Result<Workspace, CommandError> {
        let cargo = (self.variables)("CARGO").unwrap_or_else(|| "cargo".to_owned());
        let metadata = MetadataCommand::new()
            .cargo_path(cargo)
            .manifest_path(manifest)
            .current_dir(self.current_dir)
            .no_deps()
            .exec()
            .map_err(|error| {
                let message = match &error {
                    cargo_metadata::Error::CargoMetadata { stderr } => {
                        stderr.trim().trim_start_matches("error: ").to_owned()
                    }
                    error => error.to_string(),
                };
                let help = "`cargo metadata --no-deps` says the same; mend the workspace first";
                CommandError::new("cargo-metadata", message, help)
            })?;
        let defaults = &metadata.workspace_default_members;
        let mut members: Vec<_> = metadata
            .workspace_packages()
            .into_iter()
            .map(|package| Member {
                name: package.name.to_string(),
                manifest_path: package.manifest_path.clone().into(),
                has_settings: package.metadata.get("rmig").is_some(),
                is_default: !defaults.is_available() || defaults.contains(&package.id),
            })
            .collect();
        members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Workspace {
            root: metadata.workspace_root.into(),
            members,
        })
    }
}
