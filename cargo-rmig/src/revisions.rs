//! What read commands answer about the revisions of one package.

use rmig_engine::{
    graph::Position,
    script::{RevisionView, ScriptDirectory},
};
use serde::Serialize;

use crate::{CommandError, Package, Report, Ui};

/// The script directory of a package.
///
/// # Errors
///
/// Everything that is wrong with its files.
pub(crate) fn load(package: &Package) -> Result<ScriptDirectory, CommandError> {
    let settings = &package.settings;
    Ok(
        ScriptDirectory::load(settings.locations()).map_err(|mut findings| {
            for finding in &mut findings.0 {
                if finding.code == "no-script-location" && finding.source.is_none() {
                    let found = finding.clone();
                    // Where the locations follow from the other setting, that is where they stand.
                    *finding = settings.version_locations.locate(found, "looked for here");
                }
            }
            findings
        })?,
    )
}

/// As [`load`], for a run, which wants to know whether scripts were edited.
///
/// # Errors
///
/// As [`load`].
pub fn load_to_run(package: &Package) -> Result<ScriptDirectory, CommandError> {
    Ok(ScriptDirectory::load_to_run(package.settings.locations())?)
}

/// An item of `packages`: the revisions that a command is about, and their text.
#[derive(Serialize)]
pub(crate) struct Revisions {
    package: String,
    revisions: Vec<RevisionView>,
    #[serde(skip)]
    text: String,
}

impl Revisions {
    pub(crate) fn new(
        package: &Package,
        directory: &ScriptDirectory,
        revisions: &[Position],
        text: String,
    ) -> Self {
        let revisions = revisions
            .iter()
            .map(|&at| RevisionView::new(directory, at))
            .collect();
        Self {
            package: package.name.clone(),
            revisions,
            text,
        }
    }
}

impl Report for Revisions {
    fn print(&self, ui: &Ui) {
        for line in self.text.lines() {
            ui.line(line);
        }
    }

    fn outcome(&self) -> String {
        match self.revisions.len() {
            1 => "1 revision".to_owned(),
            count => format!("{count} revisions"),
        }
    }
}
