//! The variables that say where revisions are.

use std::path::PathBuf;

use rmig_engine::settings::{Variable, Variables};

/// Their names. The other `RMIG_*` variables change nothing about the graph, and a build that
/// depended on a database's URL would run again whenever that changes.
pub(super) const NAMES: [&str; 3] = [
    "RMIG_RECURSIVE_VERSION_LOCATIONS",
    "RMIG_SCRIPT_LOCATION",
    "RMIG_VERSION_LOCATIONS",
];

/// The environment of a build script, as far as [`NAMES`] go.
pub(super) struct BuildVariables {
    /// Where relative paths start.
    pub(super) directory: PathBuf,
}

impl Variables for BuildVariables {
    fn get(&self, name: &str) -> Option<Variable> {
        if !NAMES.contains(&name) {
            return None;
        }
        Some(Variable {
            value: std::env::var(name).ok()?,
            base: self.directory.clone(),
            file: None,
        })
    }

    fn searched(&self) -> Vec<String> {
        vec!["the environment".to_owned()]
    }
}
