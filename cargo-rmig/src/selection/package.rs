//! A selected package with its settings.

use std::{path::PathBuf, sync::Arc};

use rmig_engine::{
    diagnostic::{Finding, Findings},
    settings::{Overrides, Settings, load},
};

use super::{Selector, names::Names};
use crate::{CommandError, Context, dotenv::PackageVariables, sweep::Target};

/// A selected package.
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its `Cargo.toml`.
    pub manifest_path: PathBuf,
    /// Its settings, with those of the workspace, variables and flags laid in.
    pub settings: Settings,
    pub(crate) variables: PackageVariables,
}

impl std::fmt::Debug for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Target for Arc<Package> {
    fn label(&self) -> String {
        self.name.clone()
    }
}

/// The selected packages, in order of their names. Warnings about settings are shown here.
pub(crate) fn packages(
    context: &Context,
    selector: &Selector<'_>,
) -> Result<Vec<Arc<Package>>, CommandError> {
    let selected = selector.with_settings()?;
    let overrides = overrides(selector, selected.manifests.len())?;
    let mut findings = Findings::default();
    let mut warnings = Findings::default();
    let mut packages = Vec::new();
    for manifest in selected.manifests {
        let variables = PackageVariables::new(
            Arc::clone(selector.variables),
            selector.current_dir,
            manifest.directory(),
        );
        let settings = match &selected.workspace {
            None => load(&manifest.path, &overrides, &variables),
            Some(root) => Settings::from_manifests(&manifest, Some(root), &overrides, &variables),
        };
        match settings {
            Ok(mut settings) => {
                add_new(&mut warnings, std::mem::take(&mut settings.warnings));
                let name = manifest.package_name.unwrap_or_default();
                let manifest_path = manifest.path;
                packages.push(Arc::new(Package {
                    name,
                    manifest_path,
                    settings,
                    variables,
                }));
            }
            Err(found) => add_new(&mut findings, found),
        }
    }
    findings.or(())?;
    for warning in &warnings.0 {
        context.ui().warning(warning);
    }
    Ok(packages)
}

/// The only one of `all`, or an error that lists them.
pub(crate) fn one<T>(
    all: Vec<T>,
    what: &str,
    flag: &str,
    name: impl Fn(&T) -> &str,
) -> Result<T, CommandError> {
    let names = all.iter().map(&name).collect::<Vec<_>>().join(", ");
    match <[T; 1]>::try_from(all) {
        Ok([only]) => Ok(only),
        Err(all) => {
            let message = format!("this works on one {what}, and {} are selected", all.len());
            Err(CommandError::usage(
                message,
                format!("choose one with {flag}: {names}"),
            ))
        }
    }
}

/// What flags say about settings.
fn overrides(selector: &Selector<'_>, packages: usize) -> Result<Overrides, CommandError> {
    let Some(url) = &selector.args.url else {
        return Ok(Overrides::default());
    };
    let names = Names::new("--database", "database", &selector.args.database)?;
    if packages > 1 {
        let message = "--url is for one package, and several are selected";
        return Err(CommandError::usage(message, "choose one with -p"));
    }
    if !names.is_empty() && names.only_name().is_none() {
        let message = "--url is for one database, and several are selected";
        return Err(CommandError::usage(message, "name one with -d"));
    }
    Ok(Overrides::default().url("--url", names.only_name(), url, selector.current_dir))
}

/// Adds findings; those about the workspace's manifest come once for every package, and are kept once.
fn add_new(all: &mut Findings, new: Findings) {
    let key = |finding: &Finding| {
        let place = finding
            .location()
            .map(|(file, line, column)| (file.to_owned(), line, column));
        (finding.message.clone(), place)
    };
    for finding in new.0 {
        if !all.0.iter().any(|known| key(known) == key(&finding)) {
            all.push(finding);
        }
    }
}
