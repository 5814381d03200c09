//! Reads settings and graph, and says what they depend on.

use std::path::{Path, PathBuf};

use rmig_engine::{
    diagnostic::Findings,
    script::{Locations, ScriptDirectory},
    settings::{Manifest, Overrides, Settings, workspace_of},
};

use super::{Verified, variables::BuildVariables};

/// Verifies the package whose manifest is at `manifest_path`.
pub(super) fn check(
    manifest_path: &Path,
    directory: &Path,
    several_heads: bool,
) -> Result<Verified, Findings> {
    let mut package = Manifest::read(manifest_path)?;
    let mut workspace = workspace_of(&package)?;
    if !package.has_settings() {
        let root = workspace.take().unwrap_or_else(|| package.clone());
        let without = package.without_settings();
        package = root.into_shared().ok_or(without)?;
    }
    let variables = BuildVariables {
        directory: directory.to_owned(),
    };
    let overrides = Overrides::default();
    let settings = Settings::from_manifests(&package, workspace.as_ref(), &overrides, &variables)?;
    let scripts = ScriptDirectory::load(settings.locations())?;
    if !several_heads {
        scripts.single_head()?;
    }
    let mut watched = vec![package.path];
    watched.extend(workspace.map(|workspace| workspace.path));
    watched.extend(folders(scripts.locations()));
    let map = scripts.map();
    let heads = map.ids(map.heads());
    Ok(Verified {
        heads: heads.into_iter().map(ToOwned::to_owned).collect(),
        revisions: map.len(),
        watched,
        warnings: settings.warnings,
    })
}

/// The folders in which revisions are, or may come to be.
fn folders(locations: &Locations) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for location in &locations.version_locations {
        // To Cargo a path that isn't there has always changed. A new project's folder is going to
        // be made in the script location, whose own time changes then.
        let folder = if location.is_dir() {
            location
        } else {
            &locations.script_location
        };
        if !folders.contains(folder) {
            folders.push(folder.clone());
        }
    }
    folders
}
