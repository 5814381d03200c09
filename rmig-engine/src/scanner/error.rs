//! What keeps a text from being cut into statements.

use std::{fmt, ops::Range};

/// What was opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unterminated {
    /// A string: `'…`.
    String,
    /// A quoted identifier: `"…`, `` `… `` or `[…`.
    Identifier,
    /// A comment: `/*…`.
    Comment,
    /// The body of a trigger or routine: `BEGIN …` without its `END`.
    Body,
}

impl fmt::Display for Unterminated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "string",
            Self::Identifier => "quoted identifier",
            Self::Comment => "comment",
            Self::Body => "trigger body",
        })
    }
}

/// The text ends inside of something that was opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this {what} is never closed")]
pub struct ScanError {
    /// What is open.
    pub what: Unterminated,
    /// Where it was opened: the opening characters, in bytes of the text.
    pub span: Range<usize>,
}
