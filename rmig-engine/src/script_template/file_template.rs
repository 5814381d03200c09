//! The setting `file_template`: how the files of new revisions are called.

mod error;
mod parse;
mod token;

pub use error::FileTemplateError;

use std::path::{Component, Path, PathBuf};

use self::token::{Conversion, Part};
use super::{NewRevision, slug};
use crate::script::ScriptFormat;

/// A file name with `%(…)` tokens in it.
///
/// Tokens: `rev`, `slug`, `epoch`, `year`, `month`, `day`, `hour`, `minute`, `second`, each with a
/// printf conversion (`%(rev)s`, `%(month).2d`, `%(day)02d`); `%%` is a percent sign and `/` makes
/// folders.
///
/// ```
/// use rmig_engine::script::ScriptFormat;
/// use rmig_engine::script_template::{FileTemplate, NewRevision};
///
/// let revision = NewRevision {
///     revision: "ae1027a6acf1".into(),
///     message: "Add users.".into(),
///     down_revision: vec![],
///     branch_labels: vec![],
///     depends_on: vec![],
///     created_at: "2026-11-22T15:04:05[UTC]".parse().unwrap(),
/// };
/// let template = FileTemplate::parse("%(year)d/%(rev)s_%(slug)s").unwrap();
/// let path = template.path(&revision, 40, ScriptFormat::Sql).unwrap();
/// assert_eq!(path.to_str(), Some("2026/ae1027a6acf1_add_users.sql"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTemplate {
    text: String,
    parts: Vec<Part>,
}

impl Default for FileTemplate {
    fn default() -> Self {
        // A test reads the default: no template can be better than it.
        Self::parse(Self::DEFAULT).unwrap_or(Self {
            text: String::new(),
            parts: Vec::new(),
        })
    }
}

impl FileTemplate {
    /// The template of packages that don't name one.
    pub const DEFAULT: &str =
        "%(year)d%(month).2d%(day).2d_%(hour).2d%(minute).2d_%(rev)s_%(slug)s";

    /// Reads a template.
    ///
    /// # Errors
    ///
    /// On an unknown token, a conversion that printf doesn't have or that doesn't fit the token, and
    /// on a template that names no file below the version location. The error's span lies in `text`.
    pub fn parse(text: &str) -> Result<Self, FileTemplateError> {
        let template = Self {
            text: text.to_owned(),
            parts: parse::parts(text)?,
        };
        template.check()?;
        Ok(template)
    }

    /// The template as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the template makes folders.
    #[must_use]
    pub fn makes_folders(&self) -> bool {
        self.text.contains('/')
    }

    /// The path of a new revision's file, relative to its version location.
    ///
    /// # Errors
    ///
    /// When an id or a message would lead out of the version location or name no file.
    pub fn path(
        &self,
        revision: &NewRevision,
        truncate_slug_length: usize,
        format: ScriptFormat,
    ) -> Result<PathBuf, FileTemplateError> {
        let mut name = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(text) => name.push_str(text),
                Part::Token { token, conversion } => {
                    let slug = || slug(&revision.message, truncate_slug_length);
                    let value = conversion.apply(&token.value(revision, slug));
                    if value.contains(['/', '\\']) || value.contains(char::is_control) {
                        return Err(FileTemplateError::UnsafeValue {
                            token: token.name(),
                            value,
                        });
                    }
                    name.push_str(&value);
                }
            }
        }
        let extension = match format {
            ScriptFormat::Sql => ".sql",
            ScriptFormat::Rust => ".rs",
        };
        if !name.ends_with(extension) {
            name.push_str(extension);
        }
        let path = PathBuf::from(name);
        let inside = path
            .components()
            .all(|component| matches!(component, Component::Normal(_)));
        if inside {
            Ok(path)
        } else {
            Err(FileTemplateError::Outside { path })
        }
    }

    /// Refuses what can never name a file below the version location, whatever the tokens say.
    fn check(&self) -> Result<(), FileTemplateError> {
        // A token stands for a letter here: what it really says is checked when it is known.
        let shape: String = self
            .parts
            .iter()
            .map(|part| match part {
                Part::Literal(text) => text.as_str(),
                Part::Token { .. } => "x",
            })
            .collect();
        let problem = if shape.is_empty() || shape.ends_with('/') {
            "names no file"
        } else if shape.contains('\\') {
            "contains a backslash; folders are made by /"
        } else if shape.contains(char::is_control) {
            "contains a control character"
        } else if shape.starts_with('/') || Path::new(&shape).is_absolute() {
            "is an absolute path"
        } else if shape.split('/').any(|name| name == ".." || name == ".") {
            "leads out of the version location, or nowhere, by a folder . or .."
        } else if shape.contains("//") {
            "contains a folder without a name"
        } else if !self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Token { .. }))
        {
            "gives every revision the same name"
        } else {
            return Ok(());
        };
        Err(FileTemplateError::NoPath {
            problem,
            span: 0..self.text.len(),
        })
    }
}

#[cfg(test)]
mod tests;
