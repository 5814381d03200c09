//! An error as JSON.

use miette::Diagnostic;
use rmig_engine::diagnostic::{location, message};
use serde::Serialize;

/// `{"code", "message", "help", "location"}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErrorPart {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) location: Option<Location>,
}

/// Where in a file, both numbers counted from 1 and the column in characters.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Location {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The error and all that is related to it, which are the further findings of a check.
pub(crate) fn error_parts(error: &dyn Diagnostic) -> Vec<ErrorPart> {
    let mut parts = vec![part(error)];
    parts.extend(error.related().into_iter().flatten().map(part));
    parts
}

fn part(error: &dyn Diagnostic) -> ErrorPart {
    ErrorPart {
        code: error
            .code()
            .map_or_else(|| "failed".to_owned(), |code| code.to_string()),
        message: message(error),
        help: error.help().map(|help| help.to_string()),
        location: location(error).map(|(file, line, column)| Location { file, line, column }),
    }
}
