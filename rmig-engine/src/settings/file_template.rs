//! The name of a new revision's file, as a template in Alembic's printf style.

mod piece;

#[cfg(test)]
mod tests;

use std::fmt;

use piece::{Piece, token};

use super::{
    from_raw::{FromRaw, invalid, wrong_type},
    raw::{Raw, RawValue},
};
use crate::diagnostic::Finding;

/// What the tokens of a [`FileTemplate`] stand for.
#[derive(Clone, Copy, Debug)]
pub struct TemplateTokens<'a> {
    /// The id of the revision.
    pub rev: &'a str,
    /// The message, cut down to what a file name bears.
    pub slug: &'a str,
    /// When the revision was made, in the time zone of the settings.
    pub time: &'a jiff::Zoned,
}

/// The `file_template` setting: `%(rev)s`, `%(slug)s`, and the parts of a date as `%(month).2d`.
///
/// ```
/// use rmig_engine::settings::{FileTemplate, TemplateTokens};
///
/// let template = FileTemplate::parse("%(year)d/%(month).2d_%(rev)s_%(slug)s").unwrap();
/// let time: jiff::Zoned = "2026-03-04T15:00:00+00:00[UTC]".parse().unwrap();
/// let name = template.render(TemplateTokens { rev: "ae10", slug: "add_users", time: &time });
/// assert_eq!(name, "2026/03_ae10_add_users");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTemplate {
    written: String,
    pieces: Vec<Piece>,
}

/// What is wrong with a template, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
#[diagnostic(code("invalid-setting"))]
pub struct InvalidTemplate {
    message: String,
    #[help]
    help: String,
}

impl InvalidTemplate {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

impl Default for FileTemplate {
    fn default() -> Self {
        let written = "%(year)d%(month).2d%(day).2d_%(hour).2d%(minute).2d_%(rev)s_%(slug)s";
        Self::parse(written).unwrap_or(Self {
            written: String::new(),
            pieces: Vec::new(),
        })
    }
}

impl FileTemplate {
    /// Reads a template.
    ///
    /// # Errors
    ///
    /// An unknown token, a conversion that the token doesn't have, or a path that leaves the
    /// directory of the revisions.
    pub fn parse(written: &str) -> Result<Self, InvalidTemplate> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = written;
        while let Some((before, after)) = rest.split_once('%') {
            text.push_str(before);
            if after.starts_with("%(") {
                let help = "write a single %: the doubled one of Alembic's files isn't needed here";
                return Err(InvalidTemplate::new("%%( is no token", help));
            }
            if let Some(after) = after.strip_prefix('%') {
                text.push('%');
                rest = after;
                continue;
            }
            let (piece, after) = token(after)?;
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
            }
            pieces.push(piece);
            rest = after;
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let climbs = written.split(['/', '\\']).any(|part| part == "..");
        if climbs || written.starts_with(['/', '\\']) {
            let help = "folders are relative to the directory of the revisions";
            return Err(InvalidTemplate::new(
                "the file name leaves its directory",
                help,
            ));
        }
        if !pieces.iter().any(|piece| !matches!(piece, Piece::Text(_))) {
            let help = "let it hold %(rev)s";
            return Err(InvalidTemplate::new(
                "every revision would get the same file name",
                help,
            ));
        }
        Ok(Self {
            written: written.to_owned(),
            pieces,
        })
    }

    /// Whether it puts revisions into folders.
    #[must_use]
    pub fn has_folders(&self) -> bool {
        self.written.contains('/')
    }

    /// The file name for a new revision, without its extension.
    #[must_use]
    pub fn render(&self, tokens: TemplateTokens<'_>) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.render(tokens))
            .collect()
    }
}

impl fmt::Display for FileTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromRaw for FileTemplate {
    const EXPECTED: &'static str = "a file name with tokens such as %(rev)s";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        let (RawValue::String(text) | RawValue::Text(text)) = &raw.value else {
            return Err(wrong_type(raw, Self::EXPECTED));
        };
        Self::parse(text).map_err(|problem| invalid(raw, problem.message, problem.help))
    }
}
