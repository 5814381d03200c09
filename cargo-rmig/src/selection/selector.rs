//! From flags to manifests.

use std::path::Path;

use rmig_engine::{
    diagnostic::{Finding, Findings},
    settings::{Manifest, workspace_of},
};

use super::{SelectionArgs, cargo::Workspace, names::Names};
use crate::{CommandError, environment::Lookup};

/// The flags and what they are read against.
pub(crate) struct Selector<'c> {
    pub(crate) args: &'c SelectionArgs,
    pub(crate) current_dir: &'c Path,
    pub(crate) variables: &'c Lookup,
}

/// Manifests with settings, and the workspace's where it is known already.
pub(super) struct Selected {
    pub(super) manifests: Vec<Manifest>,
    pub(super) workspace: Option<Manifest>,
}

/// The members that the flags choose.
#[derive(Default)]
struct Chosen {
    /// Those with settings.
    manifests: Vec<Manifest>,
    /// Those without settings that a flag names; others without are passed over.
    bare: Findings,
}

impl Selector<'_> {
    /// Whether the flags choose among the members of a workspace.
    fn names_members(&self) -> bool {
        self.args.workspace || !self.args.package.is_empty()
    }

    /// Complains about flags that don't go together.
    fn check_flags(&self) -> Result<(), CommandError> {
        if !self.args.exclude.is_empty() && !self.args.workspace {
            let help = "add --workspace";
            return Err(CommandError::usage(
                "--exclude can only be used with --workspace",
                help,
            ));
        }
        Ok(())
    }

    /// The selected manifests that have settings.
    pub(super) fn with_settings(&self) -> Result<Selected, CommandError> {
        self.check_flags()?;
        let nearest = self.nearest_manifest()?;
        if !self.names_members() {
            let manifest = Manifest::read(&nearest)?;
            if manifest.has_settings() {
                return Ok(Selected {
                    manifests: vec![manifest],
                    workspace: None,
                });
            }
            if manifest.package_name.is_some() {
                let shared = shared(&manifest)?;
                return shared.ok_or_else(|| self.without_settings(&manifest));
            }
        }
        let workspace = self.workspace(&nearest)?;
        let Chosen {
            mut manifests,
            bare,
        } = self.choose(&workspace)?;
        let root = Manifest::read(&workspace.root.join("Cargo.toml"))?;
        if !bare.is_empty() {
            match root.clone().into_shared() {
                Some(shared) => manifests.push(shared),
                None => return Err(bare.into()),
            }
        }
        if manifests.is_empty() {
            let shared = if self.args.package.is_empty() {
                shared(&root)?
            } else {
                None
            };
            let message = "no selected package has [package.metadata.rmig]";
            let finding = || Finding::new("no-settings", message).help(init_or_choose(&workspace));
            return shared.ok_or_else(|| finding().into());
        }
        Ok(Selected {
            manifests,
            workspace: Some(root),
        })
    }

    /// The members that the flags choose, by name.
    fn choose(&self, workspace: &Workspace) -> Result<Chosen, CommandError> {
        let all: Vec<_> = workspace
            .members
            .iter()
            .map(|member| member.name.as_str())
            .collect();
        let wanted = Names::new("--package", "package", &self.args.package)?;
        let excluded = Names::new("--exclude", "package", &self.args.exclude)?;
        wanted.check(&all)?;
        excluded.check(&all)?;
        let mut chosen = Chosen::default();
        for member in &workspace.members {
            let is_wanted = match (self.args.workspace, wanted.is_empty()) {
                (true, _) => true,
                (false, true) => member.is_default,
                (false, false) => wanted.matches(&member.name),
            };
            if !is_wanted || excluded.matches(&member.name) {
                continue;
            }
            if member.has_settings {
                chosen
                    .manifests
                    .push(Manifest::read(&member.manifest_path)?);
            } else if wanted.names_exactly(&member.name) {
                let manifest = Manifest::read(&member.manifest_path)?;
                chosen.bare.push(manifest.without_settings());
            }
        }
        Ok(chosen)
    }

    /// The error about a package without settings; at the root of a workspace it names the members
    /// that have some.
    fn without_settings(&self, manifest: &Manifest) -> CommandError {
        let finding = manifest.without_settings();
        let workspace = match manifest.workspace {
            Some(_) => self.workspace(&manifest.path).ok(),
            None => None,
        };
        match workspace {
            Some(workspace) => finding.help(init_or_choose(&workspace)).into(),
            None => finding.into(),
        }
    }
}

/// The history that a workspace shares, for packages without settings of their own.
fn shared(manifest: &Manifest) -> Result<Option<Selected>, CommandError> {
    let root = match &manifest.workspace {
        Some(_) => Some(manifest.clone()),
        None => workspace_of(manifest)?,
    };
    Ok(root.and_then(Manifest::into_shared).map(|shared| Selected {
        manifests: vec![shared.clone()],
        workspace: Some(shared),
    }))
}

/// What to do where nothing selected has settings.
fn init_or_choose(workspace: &Workspace) -> String {
    let with: Vec<_> = workspace
        .members
        .iter()
        .filter(|member| member.has_settings)
        .map(|member| member.name.as_str())
        .collect();
    if with.is_empty() {
        "run `cargo rmig init` in the package that is to have migrations".to_owned()
    } else {
        format!(
            "choose with -p ({}), or run `cargo rmig init`",
            with.join(", ")
        )
    }
}

/// The selected manifests, with settings or without.
pub(crate) fn manifests(selector: &Selector<'_>) -> Result<Vec<Manifest>, CommandError> {
    selector.check_flags()?;
    let nearest = selector.nearest_manifest()?;
    if !selector.names_members() {
        return Ok(vec![Manifest::read(&nearest)?]);
    }
    let workspace = selector.workspace(&nearest)?;
    let all: Vec<_> = workspace
        .members
        .iter()
        .map(|member| member.name.as_str())
        .collect();
    let wanted = Names::new("--package", "package", &selector.args.package)?;
    let excluded = Names::new("--exclude", "package", &selector.args.exclude)?;
    wanted.check(&all)?;
    excluded.check(&all)?;
    let chosen = workspace.members.iter().filter(|member| {
        (wanted.is_empty() || wanted.matches(&member.name)) && !excluded.matches(&member.name)
    });
    let read: Result<_, _> = chosen
        .map(|member| Manifest::read(&member.manifest_path))
        .collect();
    Ok(read?)
}
