//! An error as JSON.

use miette::{Diagnostic, SourceSpan};
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
        location: location(error),
    }
}

/// The message with its causes.
pub(crate) fn message(error: &dyn Diagnostic) -> String {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        message.push_str(": ");
        message.push_str(&error.to_string());
        cause = error.source();
    }
    message
}

/// The place of the first label, in a file; what was typed on the command line has no place.
pub(crate) fn location(error: &dyn Diagnostic) -> Option<Location> {
    let start = error.labels()?.next()?.offset();
    let contents = error
        .source_code()?
        .read_span(&SourceSpan::from(0..start), 0, 0)
        .ok()?;
    let file = contents.name()?.to_owned();
    // An empty span is answered with a character.
    let before = contents.data().get(..start)?;
    let before = String::from_utf8_lossy(before);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Some(Location {
        file,
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or("").chars().count() + 1,
    })
}
