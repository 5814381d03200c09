//! What a successful verification found out.

use std::path::PathBuf;

use rmig_engine::diagnostic::Findings;

use super::variables::NAMES;

/// A revision graph that is right, and what it was read from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Verified {
    /// The heads' identifiers, in load order.
    pub heads: Vec<String>,
    /// How many revisions there are.
    pub revisions: usize,
    /// The manifests and folders whose changes call for another verification. Cargo looks at all
    /// that is in a folder, and at the folder itself, so that added and removed files count.
    pub watched: Vec<PathBuf>,
    /// What is worth saying about settings that are otherwise right.
    pub warnings: Findings,
}

impl Verified {
    /// The lines for Cargo that say when to verify again; [`verify`](super::verify) prints them.
    pub fn directives(&self) -> impl Iterator<Item = String> {
        let watched = self
            .watched
            .iter()
            .map(|path| format!("cargo::rerun-if-changed={}", path.display()));
        let variables = NAMES
            .iter()
            .map(|name| format!("cargo::rerun-if-env-changed={name}"));
        watched.chain(variables)
    }
}
