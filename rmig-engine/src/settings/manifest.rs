//! A `Cargo.toml` as far as settings need it, read from its text so that every value has a place.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    layer::{Layer, Speaker},
    mask::mask,
    raw::{Raw, RawValue},
    workspace::WorkspaceTable,
};
use crate::diagnostic::{Finding, Findings, Source};

/// A package's or a workspace's manifest.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The path under which it was read.
    pub path: PathBuf,
    /// The text, with passwords masked, for showing places in it.
    pub source: Source,
    /// `package.name`; a virtual manifest has none.
    pub package_name: Option<String>,
    /// `package.workspace`: the path of the workspace's directory.
    pub(super) package_workspace: Option<String>,
    /// `package.metadata.rmig`.
    pub(super) package: Option<Raw>,
    /// The `[workspace]` table.
    pub workspace: Option<WorkspaceTable>,
}

impl Manifest {
    /// Reads the manifest at `path`.
    ///
    /// # Errors
    ///
    /// A finding if the file can't be read or isn't TOML.
    pub fn read(path: &Path) -> Result<Self, Findings> {
        let text = fs_err::read_to_string(path).map_err(|error| {
            Finding::new("unreadable-manifest", error.to_string())
                .help("is there a Cargo.toml, and may it be read?")
        })?;
        Self::parse(path, &text)
    }

    /// Reads the text of the manifest at `path`.
    ///
    /// # Errors
    ///
    /// A finding if the text isn't TOML.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Findings> {
        let source = Source::new(path, mask(text));
        let table = DeTable::parse(text).map_err(|error| {
            let finding = Finding::new("invalid-manifest", error.message().to_owned())
                .help("the manifest isn't TOML; mend it first");
            match error.span() {
                Some(span) => finding.at(&source, span, "here"),
                None => finding,
            }
        })?;
        let table = table.into_inner();
        let package = get(&table, "package");
        let workspace = get(&table, "workspace");
        let metadata = |table: Option<&Spanned<DeValue<'_>>>, speaker: Speaker| {
            let rmig = table?.get_ref().get("metadata")?.get_ref().get("rmig")?;
            let base = path.parent().unwrap_or(Path::new("")).to_path_buf();
            let layer = Arc::new(Layer {
                speaker,
                source: Some(source.clone()),
                base,
            });
            Some(Raw::from_toml(rmig, &layer))
        };
        let text_of = |key: &str| {
            package?
                .get_ref()
                .get(key)?
                .get_ref()
                .as_str()
                .map(ToOwned::to_owned)
        };
        Ok(Self {
            path: path.to_path_buf(),
            package_name: text_of("name"),
            package_workspace: text_of("workspace"),
            package: metadata(package, Speaker::Package),
            workspace: workspace.map(|table| {
                WorkspaceTable::read(table.get_ref(), metadata(workspace, Speaker::Workspace))
            }),
            source,
        })
    }

    /// The directory that it stands in.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Whether it has `[package.metadata.rmig]`.
    #[must_use]
    pub fn has_settings(&self) -> bool {
        self.package.is_some()
    }

    /// The workspace itself in the place of a package, if its settings name a `script_location`: a
    /// history that belongs to no member, for packages without settings of their own.
    #[must_use]
    pub fn into_shared(mut self) -> Option<Self> {
        let settings = self.workspace.as_mut()?.settings.take()?;
        let RawValue::Table(table) = &settings.value else {
            return None;
        };
        if !table.contains_key("script_location") {
            return None;
        }
        let name = self.directory().file_name()?.to_string_lossy().into_owned();
        self.package_name = Some(name);
        self.package = Some(settings);
        Some(self)
    }

    /// The finding about a package that has no settings.
    #[must_use]
    pub fn without_settings(&self) -> Finding {
        let name = self.package_name.as_deref().unwrap_or("this package");
        let path = self.path.display();
        Finding::new(
            "no-settings",
            format!("{name} has no [package.metadata.rmig] in {path}"),
        )
        .help("run `cargo rmig init` there")
    }
}

/// A key of a parsed table.
fn get<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    table
        .iter()
        .find(|(name, _)| name.get_ref() == key)
        .map(|(_, value)| value)
}
