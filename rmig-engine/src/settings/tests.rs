//! Tests of settings over many manifests.

mod broken;
mod layers;
mod urls;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::*;
use crate::diagnostic::{Finding, Findings};

/// Variables of a test, with `/env` as the current directory.
struct Env(BTreeMap<&'static str, &'static str>);

impl Env {
    fn new<const N: usize>(variables: [(&'static str, &'static str); N]) -> Self {
        Self(BTreeMap::from(variables))
    }
}

impl Variables for Env {
    fn get(&self, name: &str) -> Option<Variable> {
        let value = (*self.0.get(name)?).to_owned();
        Some(Variable {
            value,
            base: PathBuf::from("/env"),
            file: None,
        })
    }

    fn searched(&self) -> Vec<String> {
        vec!["the environment".to_owned(), "/p/.env".to_owned()]
    }
}

/// The settings in `text`, put under `[package.metadata.rmig]`.
fn read(text: &str) -> Result<Settings, Findings> {
    read_all(text, "", &Env::new([]), &Overrides::default())
}

/// The settings of a package over those of a workspace, variables and flags.
fn read_all(
    package: &str,
    workspace: &str,
    variables: &dyn Variables,
    overrides: &Overrides,
) -> Result<Settings, Findings> {
    let package = format!("[package]\nname = \"p\"\n[package.metadata.rmig]\n{package}");
    let package = Manifest::parse(Path::new("/p/Cargo.toml"), &package)?;
    let workspace = format!("[workspace.metadata.rmig]\n{workspace}");
    let workspace = Manifest::parse(Path::new("/w/Cargo.toml"), &workspace)?;
    Settings::from_manifests(&package, Some(&workspace), overrides, variables)
}

/// What is wrong with `text`, as lines of code, place and message.
fn broken(text: &str) -> Vec<String> {
    read(text).unwrap_err().0.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    assert!(finding.help.is_some(), "{finding} lacks a help");
    let place = finding
        .location()
        .map_or("-".to_owned(), |(_, line, column)| {
            // The first three lines are not of the test's text.
            format!("{}:{column}", line - 3)
        });
    format!("{} {place} {}", finding.code, finding.message)
}
