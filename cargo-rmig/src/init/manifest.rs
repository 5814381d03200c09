//! The manifest: what stands in it, and its text with the settings added.

mod insert;
mod replace;

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use fs_err as fs;
use rmig_engine::diagnostic::{Finding, Source};
use rmig_templates::Template;
use toml_edit::{Document, Item, TableLike};

use super::io;

/// The code of the finding that there are settings already.
pub(super) const ALREADY_INITIALIZED: &str = "already-initialized";

/// A `Cargo.toml` as it was read.
#[derive(Debug)]
pub(super) struct Manifest {
    path: PathBuf,
    source: Source,
    document: Document<String>,
}

impl Manifest {
    /// Reads the manifest.
    pub(super) fn read(path: &Path) -> Result<Self, Finding> {
        let text = fs::read_to_string(path).map_err(|error| {
            io(&error).help("init needs the Cargo.toml of a package or of a workspace")
        })?;
        Self::parse(path, text)
    }

    fn parse(path: &Path, text: String) -> Result<Self, Finding> {
        let source = Source::new(path, text.clone());
        let document = Document::parse(text).map_err(|error| {
            let message = format!("the manifest is no valid TOML: {}", error.message());
            let finding = Finding::new("invalid-manifest", message).help("mend the manifest first");
            match error.span() {
                Some(span) => finding.at(&source, span, "here"),
                None => finding,
            }
        })?;
        Ok(Self {
            path: path.to_owned(),
            source,
            document,
        })
    }

    /// The manifest's values.
    pub(super) fn document(&self) -> &Item {
        self.document.as_item()
    }

    /// What stands in the way of the template's settings.
    pub(super) fn obstacles(&self, template: &Template) -> Vec<Finding> {
        let [root, metadata, settings] = template.table;
        let shown = self.path.display();
        if fs::metadata(&self.path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            let message = format!("the manifest {shown} is read-only");
            return vec![Finding::new("io", message).help("make it writable")];
        }
        let Some(root_table) = self.document.get(root).and_then(Item::as_table_like) else {
            let help = match root {
                "package" => {
                    "for a workspace without a package use the template \"workspace\", or name a package"
                }
                _ => "use the template \"generic\", or the manifest of the workspace",
            };
            let message = format!("the manifest {shown} has no [{root}]");
            return vec![Finding::new("invalid-manifest", message).help(help)];
        };
        let Some(item) = root_table.get(metadata) else {
            return Vec::new();
        };
        let Some(table) = item.as_table_like() else {
            let finding = Finding::new(
                "invalid-manifest",
                format!("{root}.{metadata} is not a table, so no settings can be added to it"),
            );
            return vec![self.mark(finding, key_span(root_table, metadata), "not a table")];
        };
        if !table.contains_key(settings) {
            return Vec::new();
        }
        let span = key_span(table, settings);
        let line = span
            .clone()
            .map_or(0, |span| self.source.line_column(span.start).0);
        let finding = Finding::new(
            ALREADY_INITIALIZED,
            format!(
                "the settings {root}.{metadata}.{settings} are in {shown} already, line {line}"
            ),
        )
        .help("change them there; init only writes them for the first time");
        vec![self.mark(finding, span, "the settings")]
    }

    fn mark(&self, finding: Finding, span: Option<Range<usize>>, label: &str) -> Finding {
        match span {
            Some(span) => finding.at(&self.source, span, label),
            None => finding,
        }
    }
}

/// Where a key of a table stands.
fn key_span(table: &dyn TableLike, key: &str) -> Option<Range<usize>> {
    table
        .key(key)
        .and_then(toml_edit::Key::span)
        .or_else(|| table.get(key).and_then(Item::span))
}
