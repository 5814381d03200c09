//! What is wrong with a file template.

use std::{ops::Range, path::PathBuf};

use miette::Diagnostic;

/// Why a file template, or one file's name from it, is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
#[diagnostic(code("file-template"))]
#[non_exhaustive]
pub enum FileTemplateError {
    /// A `%(…)` with a name that there isn't.
    #[error("there is no token {token:?} in file templates")]
    UnknownToken {
        /// The name as written.
        token: String,
        /// Where it stands in the template.
        span: Range<usize>,
        /// The nearest token, or all that there are.
        #[help]
        hint: String,
    },
    /// A `%` that begins no token.
    #[error("{problem}")]
    #[diagnostic(help(
        "a token looks like %(rev)s or %(month).2d, and a percent sign is written %%"
    ))]
    Conversion {
        /// What is wrong.
        problem: String,
        /// Where it stands in the template.
        span: Range<usize>,
    },
    /// The template as a whole can't name a file below the version location.
    #[error("the file template {problem}")]
    #[diagnostic(help(
        "write a path relative to the version location, such as %(year)d/%(rev)s_%(slug)s"
    ))]
    NoPath {
        /// What is wrong.
        problem: &'static str,
        /// The whole template.
        span: Range<usize>,
    },
    /// A token's value can't be part of a file's name.
    #[error("{value:?}, the value of {token:?}, can't be part of a file name")]
    #[diagnostic(help("leave slashes, backslashes and control characters out of revision ids"))]
    UnsafeValue {
        /// The token.
        token: &'static str,
        /// Its value.
        value: String,
    },
    /// A file's path leads out of the version location.
    #[error("{} leads out of the version location", path.display())]
    #[diagnostic(help("choose another revision id, or another file_template"))]
    Outside {
        /// The path.
        path: PathBuf,
    },
}

impl FileTemplateError {
    /// Where in the template the error stands, if it stands there.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        match self {
            Self::UnknownToken { span, .. }
            | Self::Conversion { span, .. }
            | Self::NoPath { span, .. } => Some(span.clone()),
            Self::UnsafeValue { .. } | Self::Outside { .. } => None,
        }
    }
}
