//! Loads the settings of one package from its manifest and the workspace's.

use std::path::Path;

use super::{
    Manifest, Overrides, Settings, Variables,
    check::check,
    from_raw::{invalid, wrong_type},
    merge::merge,
    overrides::{apply_variables, set_url},
    raw::{Raw, RawTable, RawValue},
    section::Report,
    workspace::workspace_of,
};
use crate::diagnostic::Findings;

/// Loads the settings of the package whose manifest is at `path`, over the defaults of its
/// workspace, which is looked for in the directories above.
///
/// # Errors
///
/// Everything that is wrong with the settings, at once; `no-settings` if the package has none.
pub fn load(
    path: &Path,
    overrides: &Overrides,
    variables: &dyn Variables,
) -> Result<Settings, Findings> {
    let package = Manifest::read(path)?;
    if !package.has_settings() {
        return Err(package.without_settings().into());
    }
    let workspace = workspace_of(&package)?;
    Settings::from_manifests(&package, workspace.as_ref(), overrides, variables)
}

impl Settings {
    /// The settings of `package` over the defaults of `workspace`, which may be left out where both
    /// are the same file.
    ///
    /// # Errors
    ///
    /// As [`load`].
    pub fn from_manifests(
        package: &Manifest,
        workspace: Option<&Manifest>,
        overrides: &Overrides,
        variables: &dyn Variables,
    ) -> Result<Self, Findings> {
        let Some(own) = &package.package else {
            return Err(package.without_settings().into());
        };
        let mut report = Report::default();
        let mut table = RawTable::new();
        let defaults = workspace.unwrap_or(package).workspace.as_ref();
        for raw in defaults
            .and_then(|table| table.settings.as_ref())
            .into_iter()
            .chain([own])
        {
            merge(&mut table, layer_table(raw, &mut report));
        }
        apply_variables(&mut table, variables);
        overrides.apply(&mut table);
        check(package, table, report)
    }
}

/// The table of one manifest, with its `url` where it belongs: at the database `main`.
fn layer_table(raw: &Raw, report: &mut Report) -> RawTable {
    let RawValue::Table(table) = &raw.value else {
        report.errors.push(wrong_type(raw, "a table"));
        return RawTable::new();
    };
    let mut table = table.clone();
    if let Some(entry) = table.remove("url") {
        let taken = match table.get("databases").map(|entry| &entry.raw.value) {
            Some(RawValue::Table(databases)) => databases.contains_key("main"),
            _ => false,
        };
        if taken {
            let message = "url and databases.main are the same database";
            report
                .errors
                .push(invalid(&entry.raw, message, "keep one of them"));
        } else {
            set_url(&mut table, "main".to_owned(), entry);
        }
    }
    table
}
