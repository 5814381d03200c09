//! A `Cargo.toml` as far as settings need it, read from its text so that every value has a place.

use std::{
    ops::Range,
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
use crate::{
    diagnostic::{Finding, Findings, Source},
    near::nearest,
    regular_file,
};

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
    /// What looks like rmig's settings under another name, and what to do about it.
    misplaced: Option<(Range<usize>, String)>,
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
        let bytes = regular_file::read(path).map_err(|error| {
            Finding::new("unreadable-manifest", error.to_string())
                .help("is there a Cargo.toml, and may it be read?")
        })?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => Self::parse(path, text),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
                let message = format!("{}:{line}: the manifest is not UTF-8", path.display());
                let finding = Finding::new("unreadable-manifest", message);
                Err(finding.help("save the file as UTF-8").into())
            }
        }
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
        if let Some(package) = package
            && package
                .get_ref()
                .get("metadata")
                .is_some_and(|it| it.get_ref().get("rmig").is_some())
            && package.get_ref().get("name").is_none()
        {
            let finding = Finding::new("invalid-manifest", "the package has no name")
                .help("write name = \"…\" into it");
            return Err(finding.at(&source, package.span(), "this package").into());
        }
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
            misplaced: package.and_then(misplaced),
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
        let finding = Finding::new(
            "no-settings",
            format!("{name} has no [package.metadata.rmig] in {path}"),
        )
        .help("run `cargo rmig init` there");
        match &self.misplaced {
            Some((span, help)) => {
                let finding = Finding {
                    help: None,
                    ..finding
                }
                .help(help.as_str());
                finding.at(&self.source, span.clone(), "not read")
            }
            None => finding,
        }
    }
}

/// Settings that were meant for rmig's but stand under another name.
fn misplaced(package: &Spanned<DeValue<'_>>) -> Option<(Range<usize>, String)> {
    let package = package.get_ref().as_table()?;
    if let Some(metadata) = get(package, "metadata") {
        let Some(metadata) = metadata.get_ref().as_table() else {
            return Some((metadata.span(), "metadata is a table".to_owned()));
        };
        let names = metadata.iter().map(|(name, _)| name.get_ref().as_ref());
        let near = nearest("rmig", names)?;
        let (name, _) = metadata.iter().find(|(name, _)| name.get_ref() == near)?;
        return Some((name.span(), "did you mean \"rmig\"?".to_owned()));
    }
    let (name, _) = package.iter().find(|(name, _)| name.get_ref() == "rmig")?;
    Some((name.span(), "write [package.metadata.rmig]".to_owned()))
}

/// A key of a parsed table.
fn get<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    table
        .iter()
        .find(|(name, _)| name.get_ref() == key)
        .map(|(_, value)| value)
}
