//! What keeps a text from being cut into statements.

use std::{fmt, ops::Range};

/// What was opened and never closed, or can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanProblem {
    /// A string without an end: `'…`.
    String,
    /// A string without an end: `$tag$…`.
    DollarQuote,
    /// A quoted identifier without an end: `"…`, `` `… `` or `[…`.
    Identifier,
    /// A comment without an end: `/*…`.
    Comment,
    /// A parenthesis without an end, where a statement can't end inside of one.
    Parenthesis,
    /// The body of a trigger or routine without its end: `BEGIN …` without `END`.
    Body,
    /// A `DELIMITER` line that names no delimiter, or one that can't be told from other text.
    Delimiter,
}

impl fmt::Display for ScanProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self {
            Self::String => "string",
            Self::DollarQuote => "dollar-quoted string",
            Self::Identifier => "quoted identifier",
            Self::Comment => "comment",
            Self::Parenthesis => "parenthesis",
            Self::Body => "body of a trigger or routine",
            Self::Delimiter => return f.write_str("this line names no usable delimiter"),
        };
        write!(f, "this {what} is never closed")
    }
}

/// A text can't be cut any further.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct ScanError {
    /// What is wrong.
    pub what: ScanProblem,
    /// Where: the characters that opened what isn't closed, in bytes of the text.
    pub span: Range<usize>,
}
